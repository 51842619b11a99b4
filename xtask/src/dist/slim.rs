//! Gives the functions that wasm asks of its glue short names, and drops doors that nobody opens.
//!
//! wasm-bindgen's names (`__wbg_setAttribute_168922729d5dae44`) stand in the wasm and in the glue; 16 random digits
//! each, which no compression shortens. Leptos' crates also export byte streams for server functions, which this app
//! has none of; an export keeps alive all that it calls, so it has to go before wasm-opt can take the rest.

use anyhow::{Context, Result, bail};

const IMPORTS: u8 = 2;
const EXPORTS: u8 = 7;

/// Exports of this kind are of server functions' streams.
const UNUSED: [&str; 2] = ["intounderlying", "__wbg_intounderlying"];

/// The wasm without unused exports.
pub(crate) fn close_doors(wasm: &[u8]) -> Result<Vec<u8>> {
    rewrite(wasm, EXPORTS, |section| {
        let (count, mut rest) = number(section)?;
        let (mut kept, mut entries) = (0, Vec::new());
        for _ in 0..count {
            let (name, after) = name(rest)?;
            let (_, after) = number(after.get(1..).context("an export ends early")?)?;
            let entry = rest.get(..rest.len() - after.len()).unwrap_or_default();
            if !UNUSED.iter().any(|prefix| name.starts_with(prefix)) {
                kept += 1;
                entries.extend_from_slice(entry);
            }
            rest = after;
        }
        Ok([written(kept), entries].concat())
    })
}

/// The glue without the classes behind those doors.
pub(crate) fn without_streams(glue: &str) -> String {
    let mut out = String::with_capacity(glue.len());
    let mut end: Option<&str> = None;
    for line in glue.lines() {
        if end.is_none() {
            end = match line {
                _ if line.starts_with("export class IntoUnderlying") => Some(".prototype.free;"),
                _ if line.starts_with("const IntoUnderlying") => Some("1));"),
                _ => None,
            };
        }
        match end {
            Some(mark) if line.ends_with(mark) => end = None,
            Some(_) => {}
            None => {
                out.push_str(line);
                out.push('\n');
            }
        }
    }
    out
}

/// Wasm and glue that call the imports `a0`, `a1`, …
pub(crate) fn shorten(wasm: &[u8], glue: &str) -> Result<(Vec<u8>, String)> {
    let mut names = Vec::new();
    let wasm = rewrite(wasm, IMPORTS, |section| {
        let (count, mut rest) = number(section)?;
        let mut out = written(count);
        for _ in 0..count {
            let (module, after) = name(rest)?;
            let (field, after) = name(after)?;
            let [0, kind @ ..] = after else { bail!("`{field}` is not a function: nothing else is asked of the glue") };
            let (kind, after) = number(kind)?;
            let short = format!("a{}", names.len());
            for text in [module, short.as_str()] {
                out.extend(written(text.len()));
                out.extend_from_slice(text.as_bytes());
            }
            out.push(0);
            out.extend(written(kind));
            names.push((field.to_owned(), short));
            rest = after;
        }
        Ok(out)
    })?;
    let mut glue = glue.to_owned();
    for (long, short) in &names {
        let keys = [format!("\n{long}:"), format!(" {long}:"), format!(",{long}:"), format!("{{{long}:")];
        let found: Vec<_> = keys.iter().filter(|key| glue.contains(*key)).collect();
        let [key] = found[..] else { bail!("the glue gives `{long}` {} times, not once", found.len()) };
        glue = glue.replacen(key, &key.replace(long, short), 1);
    }
    Ok((wasm, glue))
}

/// The module with one section changed.
fn rewrite(wasm: &[u8], which: u8, change: impl FnOnce(&[u8]) -> Result<Vec<u8>>) -> Result<Vec<u8>> {
    let (head, mut rest) = wasm.split_at_checked(8).context("not wasm")?;
    let mut out = head.to_vec();
    let mut change = Some(change);
    while let [id, after @ ..] = rest {
        let (length, after) = number(after)?;
        let (section, after) = after.split_at_checked(length).context("a section ends early")?;
        let section = match change.take_if(|_| *id == which) {
            Some(change) => change(section)?,
            None => section.to_vec(),
        };
        out.push(*id);
        out.extend(written(section.len()));
        out.extend(section);
        rest = after;
    }
    Ok(out)
}

/// A number in LEB128, and what follows.
fn number(bytes: &[u8]) -> Result<(usize, &[u8])> {
    let (mut value, mut shift) = (0, 0);
    for (at, byte) in bytes.iter().enumerate().take(5) {
        value |= usize::from(byte & 0x7f) << shift;
        shift += 7;
        if byte & 0x80 == 0 {
            return Ok((value, bytes.get(at + 1..).unwrap_or_default()));
        }
    }
    bail!("a number ends early")
}

/// A number in LEB128.
fn written(mut value: usize) -> Vec<u8> {
    let mut out = Vec::new();
    loop {
        let low = u8::try_from(value & 0x7f).unwrap_or_default();
        value >>= 7;
        if value == 0 {
            out.push(low);
            return out;
        }
        out.push(low | 0x80);
    }
}

/// A name, and what follows.
fn name(bytes: &[u8]) -> Result<(&str, &[u8])> {
    let (length, rest) = number(bytes)?;
    let (name, rest) = rest.split_at_checked(length).context("a name ends early")?;
    Ok((std::str::from_utf8(name)?, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `(import "./app.js" "__wbg_log_12" (func)) (export "main" …) (export "intounderlyingsink_close" …)`
    fn module() -> Vec<u8> {
        let mut wasm = b"\0asm\x01\0\0\0".to_vec();
        wasm.extend(b"\x01\x04\x01\x60\0\0");
        wasm.extend(b"\x02\x19\x01\x08./app.js\x0c__wbg_log_12\x00\x00");
        wasm.extend(b"\x07\x23\x02\x04main\x00\x00\x18intounderlyingsink_close\x00\x00");
        wasm
    }

    #[test]
    fn an_import_gets_the_same_short_name_on_both_sides() {
        let glue = "const i = {\n__wbg_log_12: function(a) { log('__wbg_log_12'); },\n};";
        let (wasm, glue) = shorten(&module(), glue).unwrap();
        assert_eq!(glue, "const i = {\na0: function(a) { log('__wbg_log_12'); },\n};");
        assert!(wasm.windows(11).any(|bytes| bytes == b"./app.js\x02a0"), "{wasm:?}");
        assert!(!wasm.windows(6).any(|bytes| bytes == b"__wbg_"), "{wasm:?}");
    }

    #[test]
    fn an_import_that_the_glue_does_not_give_is_an_error() {
        assert!(shorten(&module(), "const i = {};").is_err());
    }

    #[test]
    fn doors_that_nobody_opens_are_closed_and_others_stay_open() {
        let wasm = close_doors(&module()).unwrap();
        assert!(wasm.ends_with(b"\x07\x08\x01\x04main\x00\x00"), "{wasm:?}");
    }

    #[test]
    fn the_classes_behind_closed_doors_go_and_nothing_else() {
        let glue = "export class IntoUnderlyingSink {\n  free() {}\n}\nif (Symbol.dispose) \
                    IntoUnderlyingSink.prototype[Symbol.dispose] = IntoUnderlyingSink.prototype.free;\nfunction f() {}\n\
                    const IntoUnderlyingSinkFinalization = (typeof FinalizationRegistry === 'undefined')\n  ? { register: () \
                    => {} }\n  : new FinalizationRegistry(ptr => wasm.__wbg_intounderlyingsink_free(ptr, 1));\nf();\n";
        assert_eq!(without_streams(glue), "function f() {}\nf();\n");
    }

    #[test]
    fn torn_bytes_are_an_error() {
        let whole = module();
        for end in 9..whole.len() {
            if let Ok(wasm) = close_doors(&whole[..end]) {
                assert_eq!(wasm, whole[..end], "only whole sections before the exports may pass, at {end}");
            }
        }
    }
}
