//! JSON text into a tree (RFC 8259).

use super::Json;

/// How deep lists and objects may lie in each other; ours lie five deep.
const DEEPEST: usize = 32;

/// The value that a text is, or `None` where it is none.
pub(super) fn parse(text: &str) -> Option<Json> {
    let mut reader = Reader { rest: text };
    let value = reader.value(0)?;
    reader.skip();
    reader.rest.is_empty().then_some(value)
}

/// What is left to read.
struct Reader<'a> {
    rest: &'a str,
}

impl Reader<'_> {
    fn skip(&mut self) {
        self.rest = self.rest.trim_start_matches([' ', '\t', '\n', '\r']);
    }

    /// Takes these letters if they come next.
    fn take(&mut self, letters: &str) -> bool {
        let after = self.rest.strip_prefix(letters);
        if let Some(after) = after {
            self.rest = after;
        }
        after.is_some()
    }

    fn value(&mut self, depth: usize) -> Option<Json> {
        self.skip();
        if depth > DEEPEST {
            return None;
        }
        match self.rest.bytes().next()? {
            b'{' => self.map(depth),
            b'[' => self.list(depth),
            b'"' => self.text().map(Json::Text),
            b't' => self.take("true").then_some(Json::Bool(true)),
            b'f' => self.take("false").then_some(Json::Bool(false)),
            b'n' => self.take("null").then_some(Json::Null),
            _ => self.number(),
        }
    }

    fn list(&mut self, depth: usize) -> Option<Json> {
        let mut items = Vec::new();
        self.take("[");
        self.skip();
        if self.take("]") {
            return Some(Json::List(items));
        }
        loop {
            items.push(self.value(depth + 1)?);
            self.skip();
            if self.take("]") {
                return Some(Json::List(items));
            }
            self.take(",").then_some(())?;
        }
    }

    fn map(&mut self, depth: usize) -> Option<Json> {
        let mut pairs = Vec::new();
        self.take("{");
        self.skip();
        if self.take("}") {
            return Some(Json::Map(pairs));
        }
        loop {
            self.skip();
            let key = self.text()?;
            self.skip();
            self.take(":").then_some(())?;
            pairs.push((key, self.value(depth + 1)?));
            self.skip();
            if self.take("}") {
                return Some(Json::Map(pairs));
            }
            self.take(",").then_some(())?;
        }
    }

    fn text(&mut self) -> Option<String> {
        self.take("\"").then_some(())?;
        let mut out = String::new();
        loop {
            let plain = self.rest.find(['"', '\\'])?;
            let (before, after) = self.rest.split_at_checked(plain)?;
            if before.bytes().any(|byte| byte < b' ') {
                return None;
            }
            out.push_str(before);
            self.rest = after;
            if self.take("\"") {
                return Some(out);
            }
            self.take("\\");
            out.push(self.escaped()?);
        }
    }

    fn escaped(&mut self) -> Option<char> {
        let mut letters = self.rest.chars();
        let letter = letters.next()?;
        self.rest = letters.as_str();
        Some(match letter {
            '"' | '\\' | '/' => letter,
            'b' => '\u{8}',
            'f' => '\u{c}',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => {
                let unit = self.unit()?;
                if (0xD800..0xDC00).contains(&unit) {
                    // The first half of a letter beyond the 16-bit ones; the second must follow.
                    let second = (self.take("\\u")).then(|| self.unit()).flatten()?;
                    let second = second.checked_sub(0xDC00).filter(|second| *second < 0x400)?;
                    char::from_u32(0x10000 + ((unit - 0xD800) << 10) + second)?
                } else {
                    char::from_u32(unit)?
                }
            }
            _ => return None,
        })
    }

    /// Four hexadecimal digits.
    fn unit(&mut self) -> Option<u32> {
        let (digits, after) = self.rest.split_at_checked(4)?;
        self.rest = after;
        digits.chars().try_fold(0, |unit, digit| Some(unit * 16 + digit.to_digit(16)?))
    }

    fn number(&mut self) -> Option<Json> {
        let end =
            self.rest.find(|c: char| !matches!(c, '0'..='9' | '-' | '+' | '.' | 'e' | 'E')).unwrap_or(self.rest.len());
        let (digits, after) = self.rest.split_at_checked(end)?;
        self.rest = after;
        let whole = digits.strip_prefix('-').unwrap_or(digits);
        if !whole.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        Some(digits.parse().map_or(Json::Other, Json::Number))
    }
}
