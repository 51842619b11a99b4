//! `cargo xtask dist`: the public app, ready to be embedded or served from any directory.
//!
//! ```text
//! dist/index.html, books.html      no-cache; a page for each room: the shell, boot.js and all CSS are inside it
//! dist/assets/app-<hash>.js        immutable: named by its own final bytes; starts the app by itself
//! dist/assets/app-<hash>.wasm      immutable; one pair for each room and language, of which a visitor loads one
//! dist/assets/books-<hash>.…       the same of the other room
//! dist/assets/auditor-<hash>.…     the worker that checks the ledger, which only that page asks for
//! dist/assets/scanner-<hash>.…     the worker that reads codes in photos, which only /scan asks for
//! dist/icon.svg, manifest.webmanifest, robots.txt …   from public/, under the names they have there: no-cache
//! dist/<any of these>.br, .gz      the same bytes, brotli 11 and gzip 9, where that is smaller
//! ```
//!
//! So: whatever lies in `assets/` may be kept for ever, everything else is to be asked for again (`ETag`). Content
//! Security Policy: every inline `<script>` and `<style>` of a page is allowed by the SHA-256 of its text, which the
//! server computes at start; nothing else is inline, nothing is evaluated but wasm.
//!
//! Trunk compiles, runs wasm-bindgen and wasm-opt, and puts a page together. What it would get wrong is done here:
//! names by content (its hash is taken before wasm-opt), squeezing (its minifier turns ES5 into newer JavaScript),
//! compression, and starting the app from within its own module, so that no file is needed only for that.

mod compress;
pub(crate) use compress::brotli;
mod slim;
mod sources;
mod squeeze;
mod workers;

use std::{
    collections::BTreeMap,
    fs,
    os::unix::fs::symlink,
    path::{Path, PathBuf},
    time::Instant,
};

use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};
use walkdir::WalkDir;

use crate::{
    house,
    process::{run, text},
    setup::{Builder, wasm},
};

/// The features of WebAssembly's first generation, which our visitors' engines have.
const FIRST_GENERATION: [&str; 3] = ["--mvp-features", "--enable-sign-ext", "--enable-mutable-globals"];

/// A room of the app: a page with a program of its own.
struct Room {
    /// Its page, beside `Trunk.toml` and in `dist/`.
    page: &'static str,
    /// Its program.
    program: &'static str,
    /// What the names of its files begin with.
    prefix: &'static str,
}

impl Room {
    /// What Trunk calls the two halves of the program.
    fn halves(&self) -> [String; 2] {
        [format!("{}.js", self.program), format!("{}_bg.wasm", self.program)]
    }
}

const ROOMS: [Room; 2] = [
    Room { page: "index.html", program: "shanling-app", prefix: "app" },
    Room { page: "books.html", program: "shanling-books", prefix: "books" },
];

/// The page that shows every component; it never lies in `dist/`.
const DESIGN: Room = Room { page: "design.html", program: "shanling-design", prefix: "design" };

/// What Trunk calls every page that it makes.
const STAGED_PAGE: &str = "index.html";

/// Files by their path below `dist/`, with `/` between the parts.
pub(crate) type Files = BTreeMap<String, Vec<u8>>;

/// Builds the app unless `dist/` holds what the present sources make.
///
/// # Errors
/// When a tool fails, or what it made is not what this file expects.
pub(crate) fn dist(builder: &Builder) -> Result<()> {
    let start = Instant::now();
    let (stamp, digest) = (wasm::target().join("dist.stamp"), sources::digest(&builder.wasm.says)?);
    if ROOMS.iter().all(|room| house::dist().join(room.page).is_file())
        && fs::read_to_string(&stamp).is_ok_and(|old| old == digest)
    {
        println!("dist: up to date");
        return Ok(());
    }
    let mut files = Files::new();
    for room in &ROOMS {
        let (chinese, english) = (staged(builder, room, &[])?, staged(builder, room, &["--features", "english"])?);
        files.extend(finish(room, vec![(chinese, ""), (english, "-en")])?);
    }
    workers::add(builder, &mut files)?;
    validate(builder, &files)?;
    compress::add_compressed(&mut files)?;
    write(&house::dist(), &files)?;
    fs::write(&stamp, digest).context("cannot note what dist/ was made from")?;
    println!("dist: {} files in {:.0} s", files.len(), start.elapsed().as_secs_f64());
    Ok(())
}

/// Builds the page `/design` into a folder of its own, which is never shipped; yields it.
///
/// # Errors
/// When a tool fails.
pub(crate) fn design(builder: &Builder) -> Result<PathBuf> {
    let folder = house::target().join("design");
    let files = finish(&DESIGN, vec![(staged(builder, &DESIGN, &["--features", "design"])?, "")])?;
    write(&folder, &files)?;
    Ok(folder)
}

/// What Trunk makes of a room for one language, without the code that nothing reaches.
fn staged(builder: &Builder, room: &Room, language: &[&str]) -> Result<Files> {
    let staged = wasm::target().join("trunk");
    trunk(builder, room, &staged, language)?;
    let mut staged = read(&staged)?;
    let [_, wasm] = room.halves();
    if let Some(wasm) = staged.get_mut(&wasm) {
        *wasm = optimise(builder, &slim::close_doors(wasm)?)?;
    }
    Ok(staged)
}

/// Runs Trunk into a directory of its own.
fn trunk(builder: &Builder, room: &Room, staged: &Path, language: &[&str]) -> Result<()> {
    let shim = shim()?;
    let mut tools = vec![shim];
    tools.extend(builder.tools.iter().cloned());
    run(builder
        .wasm
        .program("trunk", &tools)?
        .env(crate::shim::REAL_CARGO, builder.wasm.cargo())
        .env("RUSTFLAGS", format!("{} {}", wasm::FLAGS, wasm::SILENT))
        .env_remove("NO_COLOR")
        .args(["build", room.page, "--release", "--dist"])
        .arg(staged)
        .args(language))
}

/// A directory with a `cargo` in it that is ourselves; [`crate::shim`] says why.
fn shim() -> Result<PathBuf> {
    let dir = wasm::target().join("shim");
    fs::create_dir_all(&dir).context("cannot make a directory below target/")?;
    let link = dir.join("cargo");
    let _ = fs::remove_file(&link);
    symlink(std::env::current_exe()?, &link).context("cannot link to ourselves")?;
    Ok(dir)
}

/// Everything below a directory.
fn read(dir: &Path) -> Result<Files> {
    let mut files = Files::new();
    for entry in WalkDir::new(dir) {
        let entry = entry?;
        if entry.file_type().is_file() {
            let name = entry.path().strip_prefix(dir)?.to_string_lossy().replace('\\', "/");
            files.insert(name, fs::read(entry.path())?);
        }
    }
    Ok(files)
}

/// What is not reached from the doors that are left goes.
fn optimise(builder: &Builder, wasm: &[u8]) -> Result<Vec<u8>> {
    let (before, after) = (wasm::target().join("slim.wasm"), wasm::target().join("slim.out"));
    fs::write(&before, wasm)?;
    let mut command = builder.wasm.program("wasm-opt", &builder.tools)?;
    text(command.args(FIRST_GENERATION).arg("-Oz").arg(&before).arg("--output").arg(&after))?;
    Ok(fs::read(&after)?)
}

/// From Trunk's files to ours: squeezed, named by content, and starting by themselves. The page is the first language's; it
/// names the halves of the others, each with its suffix, beside its own.
fn finish(room: &Room, mut languages: Vec<(Files, &str)>) -> Result<Files> {
    let first = languages.first_mut().and_then(|(files, _)| files.remove(STAGED_PAGE));
    let html = first.with_context(|| format!("Trunk made no page of {}", room.page))?;
    let mut html = squeeze::page(&String::from_utf8(html)?);
    let mut assets = Files::new();
    for (staged, suffix) in &mut languages {
        let ([glue, wasm], [old_glue, old_wasm]) = (halves(room, staged)?, room.halves());
        for (attribute, old, (name, content)) in [("data-js", old_glue, glue), ("data-wasm", old_wasm, wasm)] {
            let (mark, named) = (format!("{attribute}=\"/{old}\""), format!("{attribute}{suffix}=\"/{name}\""));
            let both = if suffix.is_empty() { format!("{named} {mark}") } else { named };
            if !html.contains(&mark) {
                bail!("{} has no {mark}", room.page);
            }
            html = html.replace(&mark, &both);
            assets.insert(name, content);
        }
    }
    let mut files = languages.into_iter().next().map(|(files, _)| files).unwrap_or_default();
    files.extend(assets);
    files.insert(room.page.into(), html.into_bytes());
    Ok(files)
}

/// The glue and the wasm of one language, each with its final name.
fn halves(room: &Room, staged: &mut Files) -> Result<[(String, Vec<u8>); 2]> {
    let mut take = |name: &str| staged.remove(name).with_context(|| format!("Trunk made no {name}"));
    let [old_glue, old_wasm] = room.halves();
    let glue = squeeze::script(&slim::without_streams(&String::from_utf8(take(&old_glue)?)?));
    let (wasm, glue) = slim::shorten(&take(&old_wasm)?, &glue)?;
    let wasm_name = named(room.prefix, "wasm", &wasm);
    let glue = glue.replace(&old_wasm, wasm_name.trim_start_matches("assets/"));
    let glue = format!("{glue}__wbg_init().then(window.shanlingStarted,window.shanlingCrash);\n");
    Ok([(named(room.prefix, "js", glue.as_bytes()), glue.into_bytes()), (wasm_name, wasm)])
}

/// Bytes in hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |text, byte| format!("{text}{byte:02x}"))
}

/// A name that changes with the content.
fn named(prefix: &str, kind: &str, content: &[u8]) -> String {
    let hash = hex(&Sha256::digest(content));
    format!("assets/{prefix}-{}.{kind}", hash.get(..16).unwrap_or(&hash))
}

/// Proves that engines of the first generation can load the wasm.
fn validate(builder: &Builder, files: &Files) -> Result<()> {
    for (name, content) in files.iter().filter(|(_, content)| content.starts_with(b"\0asm")) {
        let file = wasm::target().join("validated.wasm");
        fs::write(&file, content)?;
        text(
            builder
                .wasm
                .program("wasm-opt", &builder.tools)?
                .args(FIRST_GENERATION)
                .arg(&file)
                .arg("--output")
                .arg(wasm::target().join("validated.out")),
        )
        .with_context(|| format!("{name} needs newer engines than our visitors have"))?;
    }
    Ok(())
}

/// Makes a folder hold these files and no others, and touches only what differs, so that nothing is rebuilt in vain.
fn write(dist: &Path, files: &Files) -> Result<()> {
    fs::create_dir_all(dist)?;
    for stale in read(dist)?.keys().filter(|name| !files.contains_key(*name)) {
        fs::remove_file(dist.join(stale)).with_context(|| format!("cannot remove {stale} of an older build"))?;
    }
    for (name, content) in files {
        let path = dist.join(name);
        if fs::read(&path).is_ok_and(|old| old == *content) {
            continue;
        }
        fs::create_dir_all(path.parent().unwrap_or(dist))?;
        fs::write(&path, content).with_context(|| format!("cannot write {}", path.display()))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_names_its_files_by_their_final_bytes() {
        let staged = |wasm: &[u8]| {
            Files::from([
                (
                    "index.html".into(),
                    b"<script data-js=\"/shanling-app.js\" data-wasm=\"/shanling-app_bg.wasm\">f();</script>".to_vec(),
                ),
                ("shanling-app.js".into(), b"new URL('shanling-app_bg.wasm', import.meta.url)\n".to_vec()),
                (
                    "shanling-app_bg.wasm".into(),
                    [b"\0asm\x01\0\0\0\0", &[u8::try_from(wasm.len()).unwrap()][..], wasm].concat(),
                ),
                ("icon.svg".into(), b"<svg/>".to_vec()),
            ])
        };
        let both = |wasm: &[u8]| {
            finish(&ROOMS[0], vec![(staged(wasm), ""), (staged(&[wasm, b"-en"].concat()), "-en")]).unwrap()
        };
        let (one, two) = (both(b"one"), both(b"two"));
        for files in [&one, &two] {
            let page = String::from_utf8(files["index.html"].clone()).unwrap();
            for asset in files.keys().filter(|name| name.starts_with("assets/")) {
                assert!(page.contains(&format!("\"/{asset}\"")), "{asset} in {page}");
            }
            assert!(files.contains_key("icon.svg"));
            assert_eq!(files.len(), 6, "a page, an icon, and glue and wasm for each language");
        }
        let assets =
            |files: &Files| files.keys().filter(|name| name.starts_with("assets/")).cloned().collect::<Vec<_>>();
        assert!(
            assets(&one).iter().all(|name| !assets(&two).contains(name)),
            "other wasm, other names, the glue's too"
        );
    }
}
