use super::*;

struct Dir(PathBuf);

impl Dir {
    fn new() -> Self {
        Self(std::env::temp_dir().join(format!("shanling_keys_{:016x}", rand::random::<u64>())))
    }
}

impl Drop for Dir {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn a_sealed_value_opens_only_in_its_own_place() {
    let dir = Dir::new();
    let keys = Keys::open(&dir.0).unwrap();
    let sealed = keys.seal("vault/A", "王五四".as_bytes()).unwrap();
    assert_eq!(&**keys.unseal("vault/A", &sealed).unwrap(), "王五四".as_bytes());
    assert!(matches!(keys.unseal("vault/B", &sealed), Err(KeysError::Broken)));
    let mut bent = sealed.clone();
    bent.bytes[30] ^= 1;
    assert!(matches!(keys.unseal("vault/A", &bent), Err(KeysError::Broken)));
    assert_ne!(keys.seal("vault/A", "王五四".as_bytes()).unwrap().bytes, sealed.bytes, "the nonce is random");
    for short in [0, 10, 24] {
        let cut = Sealed { bytes: sealed.bytes[..short].to_vec(), ..sealed.clone() };
        assert!(matches!(keys.unseal("vault/A", &cut), Err(KeysError::Broken)), "{short} bytes");
    }
}

#[test]
fn the_same_files_give_the_same_keys() {
    let dir = Dir::new();
    let one = Keys::open(&dir.0).unwrap();
    let two = Keys::open(&dir.0).unwrap();
    let sealed = one.seal("x", b"plain").unwrap();
    assert_eq!(&**two.unseal("x", &sealed).unwrap(), b"plain");
    assert_eq!(one.lookup(Purpose::Phone, "1"), two.lookup(Purpose::Phone, "1"));
    assert_ne!(one.lookup(Purpose::Phone, "1"), one.lookup(Purpose::Code, "1"));
    assert_ne!(one.lookup(Purpose::Phone, "1"), one.lookup(Purpose::Phone, "2"));
}

#[test]
fn a_rotation_seals_with_the_new_key_and_opens_with_the_old_one_in_every_process() {
    let dir = Dir::new();
    let server = Keys::open(&dir.0).unwrap();
    let old = server.seal("x", b"old").unwrap();
    let command = Keys::open(&dir.0).unwrap();
    assert_eq!(command.rotate().unwrap(), "s2");
    let new = server.seal("x", b"new").unwrap();
    assert_eq!((old.key_id.as_str(), new.key_id.as_str()), ("s1", "s2"));
    for keys in [&server, &command] {
        assert_eq!(&**keys.unseal("x", &old).unwrap(), b"old");
        assert_eq!(&**keys.unseal("x", &new).unwrap(), b"new");
    }
    fs::remove_file(dir.0.join("seal-0001.key")).unwrap();
    assert!(matches!(Keys::open(&dir.0).unwrap().unseal("x", &old), Err(KeysError::Missing(_))));
}

#[test]
#[cfg(unix)]
fn nobody_else_can_read_the_files() {
    use std::os::unix::fs::PermissionsExt;
    let dir = Dir::new();
    let keys = Keys::open(&dir.0).unwrap();
    keys.rotate().unwrap();
    assert_eq!(fs::metadata(&dir.0).unwrap().permissions().mode() & 0o777, 0o700);
    let mut names: Vec<String> = Vec::new();
    for entry in fs::read_dir(&dir.0).unwrap() {
        let entry = entry.unwrap();
        assert_eq!(entry.metadata().unwrap().permissions().mode() & 0o777, 0o600, "{:?}", entry.file_name());
        names.push(entry.file_name().into_string().unwrap());
    }
    names.sort();
    assert_eq!(names, ["lookup.key", "seal-0001.key", "seal-0002.key"]);
}

#[test]
fn what_is_printed_for_debugging_holds_no_secret() {
    let dir = Dir::new();
    let keys = Keys::open(&dir.0).unwrap();
    let secret = fs::read_to_string(dir.0.join(LOOKUP)).unwrap();
    assert!(!format!("{keys:?} {:?}", keys.seal("x", b"y").unwrap()).contains(&secret));
}

#[test]
fn the_keyed_hash_is_hmac_sha_256() {
    // RFC 4231, test case 2.
    let mut key = [0; KEY_LEN];
    key[..4].copy_from_slice(b"Jefe");
    assert_eq!(
        hex(&mac(&key, b"what do ya want for nothing?")),
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    );
}

#[test]
fn a_spoiled_key_file_is_refused() {
    let dir = Dir::new();
    Keys::open(&dir.0).unwrap();
    for text in ["", "00", &"g".repeat(64), &"中".repeat(64)] {
        fs::write(dir.0.join(LOOKUP), text).unwrap();
        assert!(matches!(Keys::open(&dir.0), Err(KeysError::Malformed(_))), "{text}");
    }
}
