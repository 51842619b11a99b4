//! From the bytes of a leaf to an entry: strict, so that one entry has one leaf.

use std::borrow::Cow;

use crate::{
    canonical::Value,
    entry::{Entry, LeafError, MAX_POSTINGS, Money, Posting, VERSION, What},
    kind::{Kind, Step, Why},
    tile::MAX_ENTRY,
};

/// The fields of a map that have not been read yet.
struct Fields<'a>(Vec<(Cow<'a, str>, Value<'a>)>);

impl<'a> Fields<'a> {
    fn new(value: Value<'a>) -> Option<Self> {
        if let Value::Map(pairs) = value { Some(Self(pairs)) } else { None }
    }

    fn take(&mut self, name: &str) -> Option<Value<'a>> {
        let place = self.0.iter().position(|(key, _)| key == name)?;
        Some(self.0.swap_remove(place).1)
    }

    /// A field that has to be there and be read by `read`.
    fn need<T>(&mut self, name: &'static str, read: impl FnOnce(Value<'a>) -> Option<T>) -> Result<T, LeafError> {
        self.take(name).and_then(read).ok_or(LeafError::Field(name))
    }

    /// A field that may be missing.
    fn may<T>(
        &mut self,
        name: &'static str,
        read: impl FnOnce(Value<'a>) -> Option<T>,
    ) -> Result<Option<T>, LeafError> {
        self.take(name).map(|value| read(value).ok_or(LeafError::Field(name))).transpose()
    }

    fn done(&self) -> Result<(), LeafError> {
        if self.0.is_empty() { Ok(()) } else { Err(LeafError::Stray) }
    }
}

fn text(value: Value<'_>) -> Option<Cow<'_, str>> {
    if let Value::Text(text) = value { Some(text) } else { None }
}

fn word<T: std::str::FromStr>(value: Value<'_>) -> Option<T> {
    text(value)?.parse().ok()
}

fn int(value: &Value<'_>) -> Option<i64> {
    if let Value::Int(number) = value { Some(*number) } else { None }
}

fn natural(value: &Value<'_>) -> Option<u64> {
    int(value).and_then(|number| number.try_into().ok())
}

fn list<'a, T>(value: Value<'a>, read: impl Fn(Value<'a>) -> Option<T>) -> Option<Vec<T>> {
    if let Value::List(items) = value { items.into_iter().map(read).collect() } else { None }
}

fn posting(value: Value<'_>) -> Option<Posting> {
    let mut fields = Fields::new(value)?;
    let account = fields.need("account", word).ok()?;
    let fen = fields.need("fen", |value| int(&value)).ok()?;
    let line = fields.may("line", word).ok()?;
    fields.done().ok().map(|()| Posting { account, fen, line })
}

fn money(kind: Kind, fields: &mut Fields<'_>) -> Result<Money, LeafError> {
    fields.need("currency", |value| text(value).filter(|currency| currency == "CNY"))?;
    let postings = fields.need("postings", |value| list(value, posting).filter(|all| all.len() <= MAX_POSTINGS))?;
    let of = kind.link().map(|link| fields.need(link, |value| natural(&value))).transpose()?;
    let why = fields.may("why", |value| Why::from_word(&text(value)?))?;
    let count = fields.may("count", |value| u32::try_from(natural(&value)?).ok()?.try_into().ok())?;
    Ok(Money { kind, postings, of, why, count })
}

impl Entry {
    /// Reads the bytes of a leaf. What it accepts, [`Entry::leaf`] writes again byte for byte.
    ///
    /// # Errors
    /// When they are not the leaf of an entry that keeps the rules which can be seen in it alone.
    pub fn read(leaf: &[u8]) -> Result<Self, LeafError> {
        if leaf.len() > MAX_ENTRY {
            return Err(LeafError::TooLong);
        }
        if !leaf.is_ascii() {
            return Err(LeafError::NotAscii);
        }
        let mut fields = Fields::new(Value::read(leaf)?).ok_or(LeafError::Unknown)?;
        if fields.take("v") != Some(Value::Int(VERSION)) {
            return Err(LeafError::Unknown);
        }
        let day = fields.need("date", word)?;
        let kind = fields.need("kind", text)?;
        let digests = fields.may("_sd", |value| list(value, word).filter(|digests| !digests.is_empty()))?;
        let what = if let Some(kind) = Kind::from_word(&kind) {
            What::Money(money(kind, &mut fields)?)
        } else if let Some(step) = Step::from_word(&kind) {
            What::Step { step, batch: fields.need("batch", word)? }
        } else if kind == "erasure" {
            let of = fields.need("erases", |value| natural(&value))?;
            What::Erasure { of, fields: fields.need("fields", |value| list(value, word))? }
        } else if kind == "heartbeat" {
            What::Heartbeat
        } else {
            return Err(LeafError::Unknown);
        };
        fields.done()?;
        Ok(Self::new(day, digests.unwrap_or_default(), what)?)
    }
}
