//! A small JSON reader for the subset: no floats to round, no key that silently wins over its double.

use std::borrow::Cow;

use super::{CanonicalError, MAX_DEPTH, MAX_INT, Value, escape};

/// Reads one JSON text from its front.
pub(super) struct Parser<'a> {
    rest: &'a str,
    /// Whether to refuse, with whatever error, every text that is not the canonical one of its value.
    strict: bool,
}

type Found<T> = Result<T, CanonicalError>;

impl<'a> Parser<'a> {
    pub(super) const fn new(text: &'a str, strict: bool) -> Self {
        Self { rest: text, strict }
    }

    pub(super) fn whole(mut self) -> Found<Value<'a>> {
        let value = self.value(0)?;
        self.skip();
        if self.rest.is_empty() { Ok(value) } else { Err(CanonicalError::NotJson) }
    }

    fn skip(&mut self) {
        if !self.strict && self.rest.bytes().next().is_some_and(|byte| byte <= b' ') {
            self.rest = self.rest.trim_start_matches([' ', '\t', '\n', '\r']);
        }
    }

    /// Takes `token` if it comes next, after any white space.
    fn take(&mut self, token: &str) -> bool {
        self.skip();
        self.rest.strip_prefix(token).map(|rest| self.rest = rest).is_some()
    }

    fn expect(&mut self, token: &str) -> Found<()> {
        if self.take(token) { Ok(()) } else { Err(CanonicalError::NotJson) }
    }

    fn value(&mut self, depth: usize) -> Found<Value<'a>> {
        if depth > MAX_DEPTH {
            return Err(CanonicalError::Depth);
        }
        self.skip();
        match self.rest.bytes().next() {
            Some(b'{') => self.map(depth),
            Some(b'[') => self.list(depth),
            Some(b'"') => self.text().map(Value::Text),
            Some(b't') => self.expect("true").map(|()| Value::Bool(true)),
            Some(b'f') => self.expect("false").map(|()| Value::Bool(false)),
            Some(b'n') => self.expect("null").and(Err(CanonicalError::Null)),
            _ => self.int().map(Value::Int),
        }
    }

    fn list(&mut self, depth: usize) -> Found<Value<'a>> {
        let mut items = Vec::new();
        self.expect("[")?;
        if self.take("]") {
            return Ok(Value::List(items));
        }
        loop {
            items.push(self.value(depth + 1)?);
            if self.take("]") {
                return Ok(Value::List(items));
            }
            self.expect(",")?;
        }
    }

    fn map(&mut self, depth: usize) -> Found<Value<'a>> {
        let mut pairs: Vec<(Cow<'a, str>, Value<'a>)> = Vec::new();
        self.expect("{")?;
        if self.take("}") {
            return Ok(Value::Map(pairs));
        }
        loop {
            let key = self.text()?;
            self.expect(":")?;
            if self.strict && !(key.is_ascii() && pairs.last().is_none_or(|(before, _)| *before < key)) {
                return Err(CanonicalError::NotCanonical);
            }
            pairs.push((key, self.value(depth + 1)?));
            if self.take("}") {
                return if self.strict { Ok(Value::Map(pairs)) } else { Value::map(pairs) };
            }
            self.expect(",")?;
        }
    }

    fn int(&mut self) -> Found<i64> {
        let token = |byte| matches!(byte, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E');
        let end = self.rest.bytes().position(|byte| !token(byte)).unwrap_or(self.rest.len());
        let (token, rest) = self.rest.split_at_checked(end).ok_or(CanonicalError::NotJson)?;
        let digits = token.strip_prefix('-').unwrap_or(token);
        if !digits.starts_with(|first: char| first.is_ascii_digit()) {
            return Err(CanonicalError::NotJson);
        }
        if digits.contains(['.', 'e', 'E']) || token == "-0" {
            return Err(CanonicalError::Number);
        }
        if !digits.bytes().all(|byte| byte.is_ascii_digit()) || digits.len() > 1 && digits.starts_with('0') {
            return Err(CanonicalError::NotJson);
        }
        self.rest = rest;
        let number: i64 = token.parse().map_err(|_| CanonicalError::Number)?;
        if number.unsigned_abs() <= MAX_INT.unsigned_abs() { Ok(number) } else { Err(CanonicalError::Number) }
    }

    fn text(&mut self) -> Found<Cow<'a, str>> {
        self.expect("\"")?;
        let mut text = Cow::Borrowed("");
        loop {
            // Each of these is a byte of its own in UTF-8, never a part of another letter.
            let end = self.rest.bytes().position(|byte| byte == b'"' || byte == b'\\' || byte < b' ');
            let (plain, rest) =
                self.rest.split_at_checked(end.ok_or(CanonicalError::NotJson)?).ok_or(CanonicalError::NotJson)?;
            // Most strings have no escape and are borrowed whole.
            if text.is_empty() {
                text = Cow::Borrowed(plain);
            } else {
                text.to_mut().push_str(plain);
            }
            if let Some(after) = rest.strip_prefix('"') {
                self.rest = after;
                return Ok(text);
            }
            self.rest = rest.strip_prefix('\\').ok_or(CanonicalError::NotJson)?;
            let letter = self.escaped()?;
            text.to_mut().push(letter);
            let spelled = rest.strip_suffix(self.rest);
            if self.strict && spelled != Some(escape(letter).as_str()) {
                return Err(CanonicalError::NotCanonical);
            }
        }
    }

    /// What follows a backslash.
    fn escaped(&mut self) -> Found<char> {
        let mut letters = self.rest.chars();
        let kind = letters.next().ok_or(CanonicalError::NotJson)?;
        self.rest = letters.as_str();
        Ok(match kind {
            '"' | '\\' | '/' => kind,
            'b' => '\u{8}',
            't' => '\t',
            'n' => '\n',
            'f' => '\u{c}',
            'r' => '\r',
            'u' => {
                let first = self.unit()?;
                let code = match first {
                    0xd800..=0xdbff => {
                        self.rest = self.rest.strip_prefix("\\u").ok_or(CanonicalError::NotJson)?;
                        let second = self.unit()?.checked_sub(0xdc00).filter(|low| *low < 0x400);
                        0x1_0000 + ((first - 0xd800) << 10) + second.ok_or(CanonicalError::NotJson)?
                    }
                    other => other,
                };
                char::from_u32(code).ok_or(CanonicalError::NotJson)?
            }
            _ => return Err(CanonicalError::NotJson),
        })
    }

    /// Four hexadecimal digits.
    fn unit(&mut self) -> Found<u32> {
        let (digits, rest) = self.rest.split_at_checked(4).ok_or(CanonicalError::NotJson)?;
        let well_formed = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        self.rest = rest;
        if well_formed {
            u32::from_str_radix(digits, 16).map_err(|_| CanonicalError::NotJson)
        } else {
            Err(CanonicalError::NotJson)
        }
    }
}
