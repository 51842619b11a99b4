//! Sealing what must not be read, and looking up what must not be stored.
//!
//! **Sealing** is XChaCha20-Poly1305 with a random nonce. Every sealed value is bound to its place by a *context*
//! (`vault/7K3QZ8MV`), so that bytes moved to another row do not open there. Several keys may exist: the newest seals,
//! all open. **Looking up** is HMAC-SHA256 with one key a [`Purpose`], so that a stolen database answers no guess.
//!
//! The keys are files of their own, never in the database: `seal-0001.key`, … and `lookup.key`.

use std::{
    collections::BTreeMap,
    fmt, fs,
    io::Write as _,
    path::{Path, PathBuf},
    sync::{Arc, PoisonError, RwLock, RwLockReadGuard},
};

use chacha20poly1305::{
    XChaCha20Poly1305, XNonce,
    aead::{Aead, KeyInit, Payload},
};
use hmac::{Hmac, Mac};
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::ledger::LedgerKeys;

const KEY_LEN: usize = 32;
const NONCE_LEN: usize = 24;
const LOOKUP: &str = "lookup.key";

pub(crate) type Secret = Zeroizing<[u8; KEY_LEN]>;

/// What can go wrong with keys. No message holds a key or a sealed value.
#[derive(Debug, thiserror::Error)]
pub enum KeysError {
    /// The directory or a file of it cannot be read or made.
    #[error("the key files in `{0}` cannot be used")]
    Files(PathBuf, #[source] std::io::Error),
    /// A file does not hold 64 hexadecimal digits.
    #[error("`{0}` is not a key file")]
    Malformed(PathBuf),
    /// The value was sealed with a key that is not here.
    #[error("the sealing key `{0}` is missing")]
    Missing(String),
    /// The value was altered, or belongs to another place.
    #[error("a sealed value does not open")]
    Broken,
}

/// What a keyed hash is for; equal texts of different purposes have unrelated hashes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Identity numbers, to count the wishes of a household.
    Household,
    /// Phones of people who claim.
    Phone,
    /// One-time codes.
    Code,
    /// Whole rows of an export, to see whether anything changed.
    Row,
    /// Numbers of donations, for the key of a donor who has not signed in.
    Donation,
    /// A fixed text, by which a database knows its own keys again.
    Mark,
}

impl Purpose {
    const fn name(self) -> &'static str {
        match self {
            Self::Household => "household",
            Self::Phone => "phone",
            Self::Code => "code",
            Self::Row => "row",
            Self::Donation => "donation",
            Self::Mark => "mark",
        }
    }
}

/// A value that only the holder of the key with this id can read.
#[derive(Clone, PartialEq, Eq)]
pub struct Sealed {
    /// Which key sealed it.
    pub key_id: String,
    /// Nonce, ciphertext and tag.
    pub bytes: Vec<u8>,
}

impl From<Sealed> for store::person::Sealed {
    fn from(sealed: Sealed) -> Self {
        Self { key_id: sealed.key_id, bytes: sealed.bytes }
    }
}

impl From<store::person::Sealed> for Sealed {
    fn from(sealed: store::person::Sealed) -> Self {
        Self { key_id: sealed.key_id, bytes: sealed.bytes }
    }
}

impl fmt::Debug for Sealed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Sealed({}, {} bytes)", self.key_id, self.bytes.len())
    }
}

/// The keys of one database. Clones share them.
#[derive(Clone)]
pub struct Keys(Arc<Inner>);

struct Inner {
    dir: PathBuf,
    lookup: Secret,
    seals: RwLock<Seals>,
}

/// The sealing keys by number.
type Seals = BTreeMap<u32, Secret>;

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Keys({})", self.0.dir.display())
    }
}

impl Keys {
    /// Where the keys of a database lie unless somebody says otherwise: beside the file, or in the working directory.
    #[must_use]
    pub fn beside(database: &str) -> PathBuf {
        Self::file_of(database).map_or_else(|| "shanling.keys".into(), |path| format!("{path}.keys").into())
    }

    /// The path of an embedded database, `None` for a shared one.
    #[must_use]
    pub fn file_of(database: &str) -> Option<&str> {
        if database.starts_with("postgres://") || database.starts_with("postgresql://") {
            return None;
        }
        Some(database.strip_prefix("sqlite://").or_else(|| database.strip_prefix("sqlite:")).unwrap_or(database))
    }

    /// Whether there are keys in `dir`; opening it would make new ones otherwise.
    #[must_use]
    pub fn are_in(dir: &Path) -> bool {
        dir.join(LOOKUP).exists()
    }

    /// The keys in `dir`; makes the directory and first keys where there are none, and says so on stderr.
    ///
    /// # Errors
    /// When the files cannot be read or made.
    pub fn open(dir: &Path) -> Result<Self, KeysError> {
        if !dir.exists() {
            make_dir(dir).map_err(|error| KeysError::Files(dir.to_owned(), error))?;
            eprintln!("已在 {} 生成新的密钥；请另行备份，丢失后保险库中的资料无法再读取。", dir.display());
        }
        let lookup = seed(dir, LOOKUP)?;
        let mut seals = read_seals(dir)?;
        if seals.is_empty() {
            new_key(dir, &seal_name(1))?;
            seals = read_seals(dir)?;
        }
        Ok(Self(Arc::new(Inner { dir: dir.to_owned(), lookup, seals: RwLock::new(seals) })))
    }

    /// The keys of the log, which lie among these.
    #[must_use]
    pub fn ledger(&self) -> LedgerKeys {
        LedgerKeys::in_dir(&self.0.dir)
    }

    /// Where the lock of the log lies unless somebody says otherwise.
    #[must_use]
    pub fn ledger_lock(&self) -> PathBuf {
        self.0.dir.join("ledger.lock")
    }

    /// Seals `plain` for the place that `context` names.
    ///
    /// # Errors
    /// When the key files cannot be read.
    pub fn seal(&self, context: &str, plain: &[u8]) -> Result<Sealed, KeysError> {
        let seals = self.seals()?;
        let (number, secret) = seals.last_key_value().ok_or(KeysError::Broken)?;
        let nonce: [u8; NONCE_LEN] = rand::random();
        let payload = Payload { msg: plain, aad: context.as_bytes() };
        let body = cipher(secret).encrypt(&XNonce::from(nonce), payload).map_err(|_| KeysError::Broken)?;
        let mut bytes = nonce.to_vec();
        bytes.extend_from_slice(&body);
        Ok(Sealed { key_id: key_id(*number), bytes })
    }

    /// Opens what was sealed for the same context.
    ///
    /// # Errors
    /// When its key is not here, or the value was altered or belongs elsewhere.
    pub fn unseal(&self, context: &str, sealed: &Sealed) -> Result<Zeroizing<Vec<u8>>, KeysError> {
        let seals = self.seals()?;
        let missing = || KeysError::Missing(sealed.key_id.clone());
        let number = key_number(&sealed.key_id).ok_or_else(missing)?;
        let secret = seals.get(&number).ok_or_else(missing)?;
        let (nonce, body) = sealed.bytes.split_first_chunk::<NONCE_LEN>().ok_or(KeysError::Broken)?;
        let payload = Payload { msg: body, aad: context.as_bytes() };
        cipher(secret).decrypt(&XNonce::from(*nonce), payload).map(Zeroizing::new).map_err(|_| KeysError::Broken)
    }

    /// The keyed hash of a text for one purpose.
    #[must_use]
    pub fn lookup(&self, purpose: Purpose, text: &str) -> [u8; 32] {
        let own = Zeroizing::new(mac(&self.0.lookup, purpose.name().as_bytes()));
        mac(&own, text.as_bytes())
    }

    /// The id of the key that seals now.
    ///
    /// # Errors
    /// When the key files cannot be read.
    pub fn newest(&self) -> Result<String, KeysError> {
        self.seals()?.last_key_value().map(|(number, _)| key_id(*number)).ok_or(KeysError::Broken)
    }

    /// Makes a newer sealing key; yields its id. The older ones stay to open what they sealed.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn rotate(&self) -> Result<String, KeysError> {
        let seals = read_seals(&self.0.dir)?;
        let next = seals.last_key_value().map_or(1, |(number, _)| number + 1);
        new_key(&self.0.dir, &seal_name(next))?;
        *self.0.seals.write().unwrap_or_else(PoisonError::into_inner) = read_seals(&self.0.dir)?;
        Ok(key_id(next))
    }

    /// The sealing keys, those of other processes too: numbers are given without gaps, so one look tells.
    fn seals(&self) -> Result<RwLockReadGuard<'_, Seals>, KeysError> {
        let known = self.0.seals.read().unwrap_or_else(PoisonError::into_inner);
        let next = known.last_key_value().map_or(1, |(number, _)| number + 1);
        if !self.0.dir.join(seal_name(next)).exists() {
            return Ok(known);
        }
        drop(known);
        *self.0.seals.write().unwrap_or_else(PoisonError::into_inner) = read_seals(&self.0.dir)?;
        Ok(self.0.seals.read().unwrap_or_else(PoisonError::into_inner))
    }
}

fn cipher(secret: &Secret) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new((&**secret).into())
}

fn mac(key: &[u8; KEY_LEN], text: &[u8]) -> [u8; 32] {
    // HMAC fills a short key up with zeros to the block of its hash; doing so here leaves nothing that can fail.
    let mut block = Zeroizing::new([0; 64]);
    for (place, byte) in block.iter_mut().zip(key) {
        *place = *byte;
    }
    let mut mac = <Hmac<Sha256> as KeyInit>::new((&*block).into());
    mac.update(text);
    mac.finalize().into_bytes().into()
}

/// Bytes as hexadecimal digits.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut text, byte| {
        let _ = fmt::Write::write_fmt(&mut text, format_args!("{byte:02x}"));
        text
    })
}

fn key_id(number: u32) -> String {
    format!("s{number}")
}

fn key_number(id: &str) -> Option<u32> {
    id.strip_prefix('s')?.parse().ok()
}

fn seal_name(number: u32) -> String {
    format!("seal-{number:04}.key")
}

fn read_seals(dir: &Path) -> Result<Seals, KeysError> {
    let trouble = |error| KeysError::Files(dir.to_owned(), error);
    let mut seals = Seals::new();
    for entry in fs::read_dir(dir).map_err(trouble)? {
        let name = entry.map_err(trouble)?.file_name();
        let Some(name) = name.to_str() else { continue };
        let number = name.strip_prefix("seal-").and_then(|rest| rest.strip_suffix(".key")).map(str::parse);
        if let Some(Ok(number)) = number {
            seals.insert(number, read_key(&dir.join(name))?);
        }
    }
    Ok(seals)
}

/// The 32 random bytes in a file of the key directory; made where there is none.
pub(crate) fn seed(dir: &Path, name: &str) -> Result<Secret, KeysError> {
    match read_key(&dir.join(name)) {
        Err(KeysError::Files(_, error)) if error.kind() == std::io::ErrorKind::NotFound => {
            new_key(dir, name)?;
            read_key(&dir.join(name))
        }
        other => other,
    }
}

fn read_key(path: &Path) -> Result<Secret, KeysError> {
    let text = Zeroizing::new(fs::read_to_string(path).map_err(|error| KeysError::Files(path.to_owned(), error))?);
    let malformed = || KeysError::Malformed(path.to_owned());
    let digits = text.trim();
    let mut key = Zeroizing::new([0; KEY_LEN]);
    if digits.len() != 2 * KEY_LEN || !digits.is_ascii() {
        return Err(malformed());
    }
    for (byte, at) in key.iter_mut().zip((0..).step_by(2)) {
        let pair = digits.get(at..at + 2).ok_or_else(malformed)?;
        *byte = u8::from_str_radix(pair, 16).map_err(|_| malformed())?;
    }
    Ok(key)
}

/// Writes a fresh key. When another process was quicker, its key stands.
fn new_key(dir: &Path, name: &str) -> Result<(), KeysError> {
    let key: Secret = Zeroizing::new(rand::random());
    let text: Zeroizing<String> = Zeroizing::new(hex(&*key));
    let draft = dir.join(format!(".{name}.{:016x}", rand::random::<u64>()));
    let outcome = write_private(&draft, text.as_bytes()).and_then(|()| match fs::hard_link(&draft, dir.join(name)) {
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
        other => other,
    });
    let _ = fs::remove_file(&draft);
    outcome.map_err(|error| KeysError::Files(dir.join(name), error))
}

fn write_private(path: &Path, text: &[u8]) -> std::io::Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(text)?;
    file.sync_all()
}

fn make_dir(dir: &Path) -> std::io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(dir)
}

#[cfg(test)]
#[path = "keys/tests.rs"]
mod tests;
