//! Puts the built app, if there is one, into the binary: `dist/` of the workspace, or nothing.

use std::{
    fmt::Write as _,
    fs, io,
    path::{Path, PathBuf},
};

fn main() -> io::Result<()> {
    let dist = PathBuf::from("../../dist");
    // Cargo can only watch what is there; an empty directory is "not built".
    let _ = fs::create_dir_all(&dist);
    println!("cargo::rerun-if-changed={}", dist.display());
    println!("cargo::rerun-if-changed=build.rs");
    let out = PathBuf::from(std::env::var_os("OUT_DIR").ok_or(io::ErrorKind::NotFound)?);
    let copies = out.join("dist");
    if copies.exists() {
        fs::remove_dir_all(&copies)?;
    }
    fs::create_dir_all(&copies)?;
    let mut files = Vec::new();
    if dist.join("index.html").is_file() {
        collect(&dist, &dist, &mut files)?;
    }
    files.sort();
    let mut source = String::from("&[\n");
    for (number, path) in files.iter().filter(|path| !is_variant(path, &files)).enumerate() {
        // The tree may be built anew while we compile, so what is embedded is our own copy.
        let embed = |suffix: &str| -> io::Result<Option<String>> {
            let (from, to) = (dist.join(format!("{path}{suffix}")), copies.join(format!("{number}{suffix}")));
            if !from.is_file() {
                return Ok(None);
            }
            fs::copy(from, &to)?;
            let to = to.to_string_lossy();
            Ok(Some(format!("include_bytes!({to:?})")))
        };
        let Some(plain) = embed("")? else { continue };
        let some = |bytes: Option<String>| bytes.map_or("None".to_owned(), |bytes| format!("Some({bytes})"));
        let (gzip, brotli) = (some(embed(".gz")?), some(embed(".br")?));
        let _ = writeln!(source, "    Embedded {{ path: {path:?}, plain: {plain}, gzip: {gzip}, brotli: {brotli} }},");
    }
    source.push_str("]\n");
    fs::write(out.join("dist.rs"), source)
}

/// Whether a file is only another form of one that is there too.
fn is_variant(path: &str, files: &[String]) -> bool {
    [".br", ".gz"].iter().any(|suffix| path.strip_suffix(suffix).is_some_and(|plain| files.iter().any(|f| f == plain)))
}

fn collect(root: &Path, dir: &Path, files: &mut Vec<String>) -> io::Result<()> {
    for entry in fs::read_dir(dir)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(root, &path, files)?;
        } else if let Some(name) = path.strip_prefix(root).ok().and_then(Path::to_str) {
            files.push(name.replace('\\', "/"));
        }
    }
    Ok(())
}
