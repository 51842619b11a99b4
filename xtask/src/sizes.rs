//! `cargo xtask sizes`: what a first visit costs on the wire, and the limit that the one of the wish list must keep.

use std::fs;

use anyhow::{Context, Result, bail};

use crate::{dist::brotli, house};

/// All bytes of a first visit of the wish list, in brotli.
const LIMIT: usize = 150_000;

/// Kept free for the API's first answer: twenty cards of the demonstration are 1,080 bytes in brotli. The true sum over the wire is measured by `cargo xtask bench`.
const API_RESERVE: usize = 1_500;

/// One file that a first visit loads.
struct Loaded {
    name: String,
    raw: usize,
    sent: usize,
}

/// Prints a table for each room and fails when the first one passes its limit.
///
/// # Errors
/// When `dist/` is missing or too large.
pub(crate) fn sizes() -> Result<()> {
    let wishes = table("index.html", "what a first visit of the wishes loads")?;
    println!("{:>9} {API_RESERVE:>9}  kept for the API's first answer", "");
    println!("{:>9} {:>9}  of {LIMIT} allowed", "", wishes + API_RESERVE);
    // Whoever opens the accounts has seen the wishes and stays longer: told, not limited.
    table("books.html", "what a first visit of the books loads")?;
    worker("auditor-", "checking the ledger")?;
    worker("scanner-", "the first photo on /scan, where the browser has no reader of its own,")?;
    if wishes + API_RESERVE > LIMIT {
        bail!("a first visit is {} bytes over its limit", wishes + API_RESERVE - LIMIT);
    }
    Ok(())
}

/// Prints what a program beside the page costs whoever needs it.
fn worker(prefix: &str, what: &str) -> Result<()> {
    println!("{:>9} {:>9}  what {what} loads besides (bytes; brotli 11)", "raw", "brotli");
    for entry in fs::read_dir(house::dist().join("assets"))? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name.starts_with(prefix) && (name.ends_with(".js") || name.ends_with(".wasm")) {
            let content = fs::read(&path)?;
            println!("{:>9} {:>9}  assets/{name}", content.len(), brotli(&content)?.len());
        }
    }
    Ok(())
}

/// Prints what a first visit of a page loads, and yields the sum in brotli.
fn table(page: &str, title: &str) -> Result<usize> {
    let files = first_visit(page)?;
    println!("{:>9} {:>9}  {title} (bytes; brotli 11)", "raw", "brotli");
    for file in &files {
        println!("{:>9} {:>9}  {}", file.raw, file.sent, file.name);
    }
    let sent = files.iter().map(|file| file.sent).sum();
    println!("{:>9} {sent:>9}  in all", "");
    Ok(sent)
}

/// A page and every file of ours that it names.
fn first_visit(page: &str) -> Result<Vec<Loaded>> {
    let dist = house::dist();
    let html =
        fs::read_to_string(dist.join(page)).with_context(|| format!("no dist/{page}: run `cargo xtask dist`"))?;
    let mut names = vec![page.to_owned()];
    names.extend(named_in(&html));
    let mut files = Vec::new();
    for name in names {
        let content = fs::read(dist.join(&name)).with_context(|| format!("{page} names {name}, which is missing"))?;
        let sent = brotli(&content)?.len().min(content.len());
        files.push(Loaded { name, raw: content.len(), sent });
    }
    Ok(files)
}

/// The files of ours that a page links to, each once.
fn named_in(page: &str) -> Vec<String> {
    let links = ["href=\"/", "src=\"/", "data-js=\"/", "data-wasm=\"/"].into_iter().flat_map(|attribute| {
        page.split(attribute).skip(1).filter_map(|rest| Some(rest.split_once('"')?.0.to_owned()))
    });
    let mut names: Vec<_> = links.filter(|name| name.contains('.')).collect();
    names.sort();
    names.dedup();
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_counts_once_and_a_page_is_no_file() {
        let page = r#"<link href="/a.js"><script data-js="/a.js"></script><a href="/help">x</a><img src="/b.svg">"#;
        assert_eq!(named_in(page), ["a.js", "b.svg"]);
    }
}
