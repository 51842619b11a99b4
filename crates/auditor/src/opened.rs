//! One entry from a receipt file: its place, its fields, and that today's log extends the one of the receipt.

use ledger::{
    Alarm, Receipt, Trust,
    disclosure::Secret,
    receipt::{ReceiptError, Shown},
    tlog_proof::TlogProofError,
};
use model::{
    Millis,
    verify::{self, BadReceipt, Field, Opening, Posting},
};

use crate::{Evidence, Halt, Known, Source, Visit, files, known::keys, visit};

/// The text of a receipt with what its holder's secret opens besides.
///
/// # Errors
/// When the text is no receipt, or the secret is none.
pub fn opened(text: &str, opening: &Opening) -> Result<String, BadReceipt> {
    let receipt: Receipt = text.parse().map_err(|_| BadReceipt::Form)?;
    let secret = Secret::parse(&opening.secret).ok_or(BadReceipt::Field)?;
    let fields: Vec<(&str, &str)> =
        opening.fields.iter().map(|field| (field.name.as_str(), field.value.as_str())).collect();
    receipt.with(&secret, &fields).map(|receipt| receipt.to_string()).ok_or(BadReceipt::Field)
}

/// Checks a receipt. Yields the visit that it took, if there was an answer: it is to be kept like any other.
///
/// # Errors
/// The alarm when today's log does not extend the one of the receipt, or what this device saw; trouble when no key is known
/// to check anything with.
pub async fn receipt(
    source: &impl Source,
    text: &str,
    built: &[&str],
    known: Option<&Known>,
    now: Millis,
) -> Result<(Result<verify::Receipt, BadReceipt>, Option<Visit>), Halt> {
    let visited = match visit(source, built, known, now).await {
        Ok(visit) => Ok(visit),
        Err(Halt::Trouble(trouble)) => Err(trouble),
        Err(alarm) => return Err(alarm),
    };
    let trust = match &visited {
        Ok(visit) => visit.trust.clone(),
        Err(trouble) => offline(built, known).ok_or_else(|| trouble.clone())?,
    };
    let shown = match open(text, &trust) {
        Ok(shown) => shown,
        Err(bad) => return Ok((Err(bad), visited.ok())),
    };
    let today = match &visited {
        Ok(visit) => extends(source, &shown, visit).await,
        Err(trouble) => Err(trouble.clone().into()),
    };
    let today = match today {
        Ok(size) => Some(size),
        Err(Halt::Trouble(_)) => None,
        Err(alarm) => return Err(alarm),
    };
    Ok((Ok(told(shown, today, text)), visited.ok()))
}

/// What a device believes without a network.
fn offline(built: &[&str], known: Option<&Known>) -> Option<Trust> {
    let kept = known.iter().flat_map(|known| known.keys.iter().map(String::as_str));
    let all = keys(built.iter().copied().chain(kept));
    let origin = all.first()?.name().to_owned();
    Some(Trust::new(&origin, all))
}

fn open(text: &str, trust: &Trust) -> Result<Shown, BadReceipt> {
    let receipt: Receipt = text.parse().map_err(|_| BadReceipt::Form)?;
    receipt.open(trust).map_err(|error| match error {
        ReceiptError::Proof(TlogProofError::Trust(_)) => BadReceipt::Signature,
        ReceiptError::Proof(TlogProofError::Proof(_)) => BadReceipt::NotIncluded,
        ReceiptError::Leaf(_) => BadReceipt::Leaf,
        ReceiptError::Disclosure => BadReceipt::Field,
    })
}

/// How many entries today's log has, if it extends the one of the receipt.
async fn extends(source: &impl Source, shown: &Shown, visit: &Visit) -> Result<u64, Halt> {
    let (then, now) = (&shown.signed, &visit.signed);
    let proof = files::growth(source, &then.checkpoint, &now.checkpoint).await?;
    let judged = Alarm::between(&then.checkpoint, &now.checkpoint, &proof);
    let evidence = || Evidence {
        keys: visit.known.keys.clone(),
        seen: Some(then.note.to_string()),
        now: Some(now.note.to_string()),
        proof,
        files: Vec::new(),
    };
    judged.map_err(|alarm| evidence().of(alarm))?;
    Ok(now.checkpoint.size())
}

fn told(shown: Shown, now: Option<u64>, file: &str) -> verify::Receipt {
    let posting = |one: &ledger::entry::Posting| Posting { account: one.account.to_string(), fen: one.fen };
    let postings = shown.entry.money().map(|money| money.postings.iter().map(posting).collect()).unwrap_or_default();
    let field = |(name, value): (String, serde_json::Value)| match value {
        serde_json::Value::String(value) => Field { name, value },
        other => Field { name, value: other.to_string() },
    };
    verify::Receipt {
        entry: shown.index,
        day: shown.entry.day(),
        kind: shown.entry.kind().to_owned(),
        postings,
        fields: shown.fields.into_iter().map(field).collect(),
        size: shown.signed.checkpoint.size(),
        now,
        file: file.to_owned(),
    }
}
