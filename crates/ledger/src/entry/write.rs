//! From an entry to the bytes of its leaf.

use crate::{
    canonical::Value,
    entry::{Entry, Money, Posting, VERSION, What},
    tile::MAX_ENTRY,
};

type Pairs<'a> = Vec<(&'static str, Value<'a>)>;

fn int(number: u64) -> Value<'static> {
    // Beyond i64 no canonical text exists either.
    Value::Int(i64::try_from(number).unwrap_or(i64::MAX))
}

fn posting(posting: &Posting) -> Value<'_> {
    let mut pairs =
        vec![("account".into(), Value::text(posting.account.to_string())), ("fen".into(), Value::Int(posting.fen))];
    pairs.extend(posting.line.as_ref().map(|line| ("line".into(), Value::text(line.as_str()))));
    // Already in the order of the keys.
    Value::Map(pairs)
}

fn money<'a>(money: &'a Money, pairs: &mut Pairs<'a>) {
    pairs.push(("currency", Value::text("CNY")));
    pairs.push(("postings", Value::List(money.postings.iter().map(posting).collect())));
    pairs.extend(money.kind.link().zip(money.of).map(|(link, of)| (link, int(of))));
    pairs.extend(money.why.map(|why| ("why", Value::text(why.word()))));
    pairs.extend(money.count.map(|count| ("count", int(count.get().into()))));
}

impl Entry {
    /// The bytes of the leaf, or `None` when it names an index that no leaf can hold or is longer than a bundle takes.
    #[must_use]
    pub fn leaf(&self) -> Option<Vec<u8>> {
        let mut pairs: Pairs<'_> = vec![
            ("date", Value::text(self.day.to_string())),
            ("kind", Value::text(self.kind())),
            ("v", Value::Int(VERSION)),
        ];
        if !self.digests.is_empty() {
            pairs.push((
                "_sd",
                Value::List(self.digests.iter().map(|digest| Value::text(digest.to_string())).collect()),
            ));
        }
        match &self.what {
            What::Money(booked) => money(booked, &mut pairs),
            What::Step { batch, .. } => pairs.push(("batch", Value::text(batch.as_str()))),
            What::Erasure { of, fields } => {
                pairs.push(("erases", int(*of)));
                pairs.push(("fields", Value::List(fields.iter().map(|field| Value::text(field.as_str())).collect())));
            }
            What::Heartbeat => {}
        }
        let leaf = Value::map(pairs).and_then(|map| map.write()).ok()?.into_bytes();
        (leaf.len() <= MAX_ENTRY).then_some(leaf)
    }
}
