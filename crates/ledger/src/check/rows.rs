//! One function a kind: reads the fields of the row and asks the crate.

use serde_json::{Value, json};

use super::{Verdict, jcs};
use crate::{
    Hash, Note, Trust, VerifyKey, canonical,
    disclosure::{Digest, Disclosure},
    key::{Algorithm, KeyError},
    note::NoteError,
    proof,
    text::{from_base64, to_base64},
    tile::{Layer, Tile, entries},
    tlog_proof::TlogProof,
};

/// A field of the row is missing or is not what it has to be.
#[derive(Clone, Copy, Debug, thiserror::Error)]
pub(super) enum RowError {
    #[error("the row is not a JSON object")]
    Row,
    #[error("`{0}` is missing or malformed")]
    Field(&'static str),
}

type Judged = Result<Verdict, RowError>;

pub(super) fn row(line: &[u8]) -> Result<Value, RowError> {
    serde_json::from_slice(line).ok().filter(Value::is_object).ok_or(RowError::Row)
}

fn get<'a, T>(row: &'a Value, name: &'static str, read: impl FnOnce(&'a Value) -> Option<T>) -> Result<T, RowError> {
    row.get(name).and_then(read).ok_or(RowError::Field(name))
}

fn text<'a>(row: &'a Value, name: &'static str) -> Result<&'a str, RowError> {
    get(row, name, Value::as_str)
}

fn number(row: &Value, name: &'static str) -> Result<u64, RowError> {
    get(row, name, Value::as_u64)
}

fn bytes(row: &Value, name: &'static str) -> Result<Vec<u8>, RowError> {
    get(row, name, |value| from_base64(value.as_str()?))
}

fn hash(row: &Value, name: &'static str) -> Result<Hash, RowError> {
    get(row, name, |value| value.as_str()?.parse().ok())
}

/// A list of texts; nothing where `null` stands for an empty list, as Go writes it.
fn list<T>(row: &Value, name: &'static str, read: impl Fn(&str) -> Option<T>) -> Result<Vec<T>, RowError> {
    match row.get(name) {
        Some(Value::Null) => Some(Vec::new()),
        Some(Value::Array(items)) => items.iter().map(|item| item.as_str().and_then(&read)).collect(),
        _ => None,
    }
    .ok_or(RowError::Field(name))
}

fn optional<T>(
    row: &Value,
    name: &'static str,
    read: impl FnOnce(&Value) -> Result<T, RowError>,
) -> Result<Option<T>, RowError> {
    row.get(name).is_some_and(|value| !value.is_null()).then(|| read(row)).transpose()
}

/// Keys of types that we do not verify are left out: their lines count as unknown.
fn keys(row: &Value, name: &'static str) -> Result<Vec<VerifyKey>, RowError> {
    let read = |text: &str| match text.parse::<VerifyKey>() {
        Ok(key) => Some(Some(key)),
        Err(KeyError::Unknown(_)) => Some(None),
        Err(_) => None,
    };
    Ok(list(row, name, read)?.into_iter().flatten().collect())
}

pub(super) fn inclusion(row: &Value) -> Judged {
    let (index, size) = (number(row, "leaf_index")?, number(row, "tree_size")?);
    let (leaf, root) = (hash(row, "leaf_hash")?, hash(row, "root")?);
    let proof = list(row, "proof", |hash| hash.parse().ok())?;
    Ok(Verdict::new(proof::verify_inclusion(index, size, leaf, &proof, root)))
}

pub(super) fn consistency(row: &Value) -> Judged {
    let (old, new) = (number(row, "old_size")?, number(row, "new_size")?);
    let (before, after) = (bytes(row, "old_root")?, bytes(row, "new_root")?);
    if old == new && old > 0 && before == after && list(row, "proof", |_| Some(()))?.is_empty() {
        // Nothing is hashed here, so a public vector may put words where the roots go.
        return Ok(Verdict::new::<RowError>(Ok(())));
    }
    let (before, after) = (hash(row, "old_root")?, hash(row, "new_root")?);
    let proof = list(row, "proof", |hash| hash.parse().ok())?;
    Ok(Verdict::new(proof::verify_consistency(old, new, before, after, &proof)))
}

pub(super) fn note(row: &Value) -> Judged {
    let (note, keys) = (bytes(row, "note_b64")?, keys(row, "vkeys")?);
    let note = match Note::parse(&note) {
        Ok(note) => note,
        Err(error) => return Ok(Verdict::new(Err(error))),
    };
    let judged = note.verify(&keys);
    let known = judged.as_deref().unwrap_or_default();
    let (verified, unverified): (Vec<_>, Vec<_>) =
        note.signatures().iter().partition(|line| known.iter().any(|one| one.key.claims(line)));
    let names =
        |lines: Vec<&crate::note::Signature>| lines.into_iter().map(|line| json!(line.name())).collect::<Vec<_>>();
    let verdict = Verdict::new(judged.map(|_| ()));
    Ok(verdict.with("verified", names(verified)).with("unverified", names(unverified)))
}

pub(super) fn vkey(row: &Value) -> Judged {
    Ok(match text(row, "vkey")?.parse::<VerifyKey>() {
        Ok(key) => {
            let algorithm = match key.algorithm() {
                Algorithm::Ed25519 => "ed25519",
                Algorithm::Cosignature => "cosignature/v1",
            };
            let verdict = Verdict::new::<KeyError>(Ok(()));
            verdict.with("name", key.name()).with("key_id", key.id().to_string()).with("algorithm", algorithm)
        }
        Err(error) => Verdict::new(Err(error)),
    })
}

pub(super) fn tlog_proof(row: &Value) -> Judged {
    let file = bytes(row, "proof_b64")?;
    let Some(proof) = std::str::from_utf8(&file).ok().and_then(|text| text.parse::<TlogProof>().ok()) else {
        return Ok(Verdict::new(Err(crate::tlog_proof::ParseTlogProofError)));
    };
    let formal = |judged| Verdict::new::<String>(judged).with("index", proof.index);
    let Some(log) = optional(row, "vkeys", |row| keys(row, "vkeys"))? else { return Ok(formal(Ok(()))) };
    let leaf = match optional(row, "leaf_hash", |row| hash(row, "leaf_hash"))? {
        Some(leaf) => leaf,
        None => Hash::leaf(&bytes(row, "leaf_b64")?),
    };
    let said = proof.note.split('\n').next().unwrap_or_default();
    let origin = optional(row, "origin", |row| text(row, "origin").map(str::to_owned))?;
    let witnesses = optional(row, "witnesses", |row| keys(row, "witnesses"))?.unwrap_or_default();
    let threshold = optional(row, "threshold", |row| number(row, "threshold"))?.unwrap_or(0);
    let trust = Trust::new(origin.as_deref().unwrap_or(said), log).with_witnesses(witnesses);
    Ok(match proof.verify(leaf, &trust) {
        Ok(signed) => {
            let enough = u64::try_from(signed.witnesses.len()).is_ok_and(|seen| seen >= threshold);
            formal(if enough { Ok(()) } else { Err("too few witnesses cosigned".to_owned()) })
                .with("origin", trust.origin())
                .with("tree_size", signed.checkpoint.size())
                .with("witnesses", json!(signed.witnesses))
        }
        Err(error) => formal(Err(error.to_string())),
    })
}

pub(super) fn cosignature(row: &Value) -> Judged {
    let note = bytes(row, "note_b64")?;
    let key: VerifyKey = match text(row, "vkey")?.parse() {
        Ok(key) => key,
        Err(error) => return Ok(Verdict::new(Err::<(), KeyError>(error))),
    };
    if key.algorithm() != Algorithm::Cosignature {
        return Ok(Verdict::new(Err("this is not the key of a witness")));
    }
    let time = Note::parse(&note).and_then(|note| {
        // A line under the log's own name vouches for nothing.
        let own = note.text().split('\n').next() == Some(key.name());
        let verified = note.verify([&key])?;
        if own { Err(NoteError::Unknown) } else { Ok(verified.first().and_then(|one| one.time)) }
    });
    Ok(match time {
        Ok(time) => Verdict::new::<NoteError>(Ok(())).with("time", time),
        Err(error) => Verdict::new(Err(error)),
    })
}

pub(super) fn disclosure(row: &Value) -> Judged {
    let (disclosure, digest) = (Disclosure::new(text(row, "disclosure")?), text(row, "digest")?);
    if digest.parse::<Digest>() != Ok(disclosure.digest()) {
        return Ok(Verdict::new(Err("this is not the digest of the disclosure")));
    }
    Ok(match disclosure.open() {
        Some(opened) => Verdict::new::<RowError>(Ok(())).with("name", opened.name).with("value", opened.value),
        None => Verdict::new(Err("this is not a disclosure")),
    })
}

pub(super) fn canonical(row: &Value) -> Judged {
    let input = bytes(row, "input_b64")?;
    let output = canonical::Value::parse(&input).map_err(Refused::Form);
    let output = output.and_then(|value| if is_nfc(&value) { Ok(value.write()?) } else { Err(Refused::Nfc) });
    Ok(match output {
        Ok(output) => Verdict::new::<RowError>(Ok(()))
            .with("canonical", output.as_bytes() == input)
            .with("output_b64", to_base64(output.as_bytes())),
        Err(error) => {
            let verdict = Verdict::new(Err(error)).with("canonical", false);
            match jcs::text(&input) {
                Some(output) => verdict.with("output_b64", to_base64(output.as_bytes())),
                None => verdict,
            }
        }
    })
}

/// Why JSON is not inside the subset, with the rule that only this command enforces: Unicode normal form C.
#[derive(Clone, Copy, Debug, thiserror::Error)]
enum Refused {
    #[error(transparent)]
    Form(#[from] canonical::CanonicalError),
    #[error("a text is not in Unicode normal form C")]
    Nfc,
}

fn is_nfc(value: &canonical::Value<'_>) -> bool {
    use canonical::Value::{Bool, Int, List, Map, Text};
    match value {
        Bool(_) | Int(_) => true,
        Text(text) => unicode_normalization::is_nfc(text),
        List(items) => items.iter().all(is_nfc),
        // Keys are ASCII.
        Map(pairs) => pairs.iter().all(|(_, value)| is_nfc(value)),
    }
}

pub(super) fn tile(row: &Value) -> Judged {
    let (size, bytes) = (number(row, "size")?, bytes(row, "bytes_b64")?);
    let Ok(tile) = text(row, "path")?.parse::<Tile>() else {
        return Ok(Verdict::new(Err(crate::tile::ParseTileError)));
    };
    if tile.needs().is_none_or(|needs| needs > size) {
        return Ok(Verdict::new(Err("a log of this size has no such tile")));
    }
    let whole = match tile.layer() {
        Layer::Hashes(_) => tile.hashes(&bytes).is_some(),
        Layer::Entries => {
            let found: Option<Vec<&[u8]>> = entries(&bytes).collect();
            let found = found.filter(|found| found.len() == usize::from(tile.width()));
            let expected = optional(row, "hashes_b64", |row| self::bytes(row, "hashes_b64"))?;
            let same = |found: &Vec<&[u8]>, expected: &[u8]| {
                found.iter().flat_map(|entry| *Hash::leaf(entry).as_bytes()).eq(expected.iter().copied())
            };
            found.is_some_and(|found| expected.is_none_or(|expected| same(&found, &expected)))
        }
    };
    let judged = if whole { Ok(()) } else { Err("the bytes are not those of the tile") };
    Ok(Verdict::new(judged).with("width", tile.width()))
}
