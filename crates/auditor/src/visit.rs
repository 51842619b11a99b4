//! The small check of every visit: is the newest checkpoint signed, and does it extend what this device saw?

use ledger::{Alarm, Trust, VerifyKey, trust::Signed};
use model::{
    Millis,
    verify::{KeyFrom, Standing, Trouble},
};

use crate::{Evidence, Halt, Known, Progress, Source, files, known::keys};

/// How many keys a device keeps at most: a rotation needs two.
const MAX_KEYS: usize = 4;

/// A visit without an alarm.
#[derive(Clone, Debug)]
pub struct Visit {
    /// What is to be kept from now on.
    pub known: Known,
    /// The newest checkpoint.
    pub signed: Signed,
    /// The keys and the origin it was opened with.
    pub trust: Trust,
    /// Nothing was known before.
    pub is_first: bool,
}

impl Visit {
    /// In the words of the page.
    #[must_use]
    pub fn told(&self, progress: Option<&Progress>) -> Standing {
        Standing {
            origin: self.trust.origin().to_owned(),
            key: self.known.keys.last().cloned().unwrap_or_default(),
            key_from: self.known.from,
            size: self.signed.checkpoint.size(),
            since: self.known.since,
            is_first: self.is_first,
            audited: progress.map_or(0, |progress| progress.audit.size()),
        }
    }
}

/// Checks the newest checkpoint. `built` are the keys that the program was built with, `now` is the moment.
///
/// # Errors
/// The alarm when it is not to be believed or does not extend what was seen; trouble when nothing could be asked.
pub async fn visit(source: &impl Source, built: &[&str], known: Option<&Known>, now: Millis) -> Result<Visit, Halt> {
    let (checkpoint, vkey) = (source.get("checkpoint"), source.get("vkey"));
    let note = checkpoint.await?;
    // Untrusted: at first sight it is all there is, later a new key counts only beside an old one.
    let named = vkey.await.map(|text| keys(String::from_utf8_lossy(&text).lines()));

    // A key that was pinned before there was one in the program counts no more.
    let known = known.filter(|known| built.is_empty() || known.from == KeyFrom::Built);
    let from = if built.is_empty() { KeyFrom::FirstSight } else { KeyFrom::Built };
    let mut trusted = keys(built.iter().copied());
    trusted.extend(keys(known.iter().flat_map(|known| known.keys.iter().map(String::as_str))));
    if trusted.is_empty() {
        trusted = named.clone()?;
    }
    let origin = trusted.first().map(|key| key.name().to_owned()).ok_or(Trouble::NoKey)?;
    let trust = with_keys(&origin, trusted);

    let seen = known.and_then(|known| known.signed(&trust));
    let evidence = Evidence {
        keys: texts(trust.keys()),
        seen: seen.as_ref().map(|seen| seen.note.to_string()),
        now: Some(String::from_utf8_lossy(&note).into_owned()),
        ..Evidence::default()
    };
    let signed = trust.open(&note).map_err(|error| evidence.clone().of(error))?;
    let is_first = seen.is_none();
    if let Some(seen) = seen {
        let proof = files::growth(source, &seen.checkpoint, &signed.checkpoint).await?;
        let judged = Alarm::between(&seen.checkpoint, &signed.checkpoint, &proof);
        judged.map_err(|alarm| Evidence { proof, ..evidence }.of(alarm))?;
    }

    let trust = with_new_keys(&trust, &named.unwrap_or_default(), &signed);
    let since = known.filter(|_| !is_first).map_or(now, |known| known.since);
    let known = Known { keys: texts(trust.keys()), from, note: signed.note.to_string(), since };
    Ok(Visit { known, signed, trust, is_first })
}

/// Trust in the keys that the server names and that signed beside a trusted one: so a key is changed.
fn with_new_keys(trust: &Trust, named: &[VerifyKey], signed: &Signed) -> Trust {
    let mut all = trust.keys().to_vec();
    for key in named {
        let new = key.name() == trust.origin() && !all.contains(key);
        if new && all.len() < MAX_KEYS && signed.note.verify([key]).is_ok() {
            all.push(key.clone());
        }
    }
    Trust::new(trust.origin(), all)
}

/// Trust in these keys, each once.
fn with_keys(origin: &str, keys: Vec<VerifyKey>) -> Trust {
    let mut once: Vec<VerifyKey> = Vec::new();
    for key in keys {
        if !once.contains(&key) {
            once.push(key);
        }
    }
    Trust::new(origin, once)
}

fn texts(keys: &[VerifyKey]) -> Vec<String> {
    keys.iter().map(ToString::to_string).collect()
}
