//! Programs beside the page, in Web Workers: the auditor, which the page that checks the ledger loads, and the scanner, which
//! `/scan` loads when somebody shows it a photo.
//!
//! Classic workers, not modules: module workers are younger than the engines that our visitors have. So the glue is made
//! for a script without modules and ends by starting itself. They hold no text for people, so there is one for all languages.

use std::fs;

use anyhow::{Context, Result, bail};

use super::{Files, named, optimise, slim, squeeze};
use crate::{
    process::run,
    setup::{Builder, wasm},
};

/// A worker's crate; its program is called `shanling-` and the crate's name, and its files begin with that name.
const AUDITOR: &str = "auditor";
/// The server's own page asks for it by the beginning of its name.
const SCANNER: &str = "scanner";

/// Starts the program; a failure is thrown where the page hears of it.
const START: &str = ".catch(function (error) { setTimeout(function () { throw error; }); });\n";

/// The page whose program may start the auditor.
const PAGE: &str = "books.html";

/// Adds both workers, and the auditor's name to the page that may start it.
///
/// # Errors
/// When a tool fails, or the page has no script that could be told.
pub(super) fn add(builder: &Builder, files: &mut Files) -> Result<()> {
    let (script, auditor) = worker(builder, AUDITOR)?;
    let page = files.get_mut(PAGE).with_context(|| format!("there is no {PAGE}"))?;
    *page = announced(&String::from_utf8(std::mem::take(page))?, &script)?.into_bytes();
    files.extend(auditor);
    files.extend(worker(builder, SCANNER)?.1);
    Ok(())
}

/// The page with the worker's name beside those of the app's own files.
fn announced(page: &str, script: &str) -> Result<String> {
    let mark = "<script data-js";
    if !page.contains(mark) {
        bail!("{PAGE} has no {mark}");
    }
    Ok(page.replacen(mark, &format!("<script data-auditor=\"/{script}\" data-js"), 1))
}

/// The worker's script, by its name, and all files of it.
fn worker(builder: &Builder, crate_name: &str) -> Result<(String, Files)> {
    let (out, program) = (wasm::target().join(crate_name), format!("shanling-{crate_name}"));
    run(builder
        .wasm
        .program("cargo", &builder.tools)?
        .env("RUSTFLAGS", format!("{} {}", wasm::FLAGS, wasm::SILENT))
        .args(["build", "--locked", "--profile", "wasm", "--target", wasm::TRIPLE])
        .args(["--package", crate_name, "--bin", &program]))?;
    let built = wasm::target().join(wasm::TRIPLE).join("wasm").join(format!("{program}.wasm"));
    run(builder
        .wasm
        .program("wasm-bindgen", &builder.tools)?
        .args(["--target", "no-modules", "--no-typescript", "--out-dir"])
        .arg(&out)
        .arg(&built))?;
    let read = |name: &str| fs::read(out.join(name)).with_context(|| format!("wasm-bindgen made no {name}"));
    let wasm = optimise(builder, &read(&format!("{program}_bg.wasm"))?)?;
    let glue = squeeze::script(&String::from_utf8(read(&format!("{program}.js"))?)?);
    let (wasm, glue) = slim::shorten(&wasm, &glue)?;
    let wasm_name = named(crate_name, "wasm", &wasm);
    // Beside the script, which is where a worker looks.
    let file = wasm_name.trim_start_matches("assets/");
    let glue = format!("{glue}wasm_bindgen({{ module_or_path: '{file}' }}){START}");
    let name = named(crate_name, "js", glue.as_bytes());
    Ok((name.clone(), Files::from([(name, glue.into_bytes()), (wasm_name, wasm)])))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_names_the_worker_beside_its_own_files() {
        let page = announced("<p></p><script data-js-en=\"/a.js\">f();</script>", "assets/auditor-1.js").unwrap();
        assert_eq!(page, "<p></p><script data-auditor=\"/assets/auditor-1.js\" data-js-en=\"/a.js\">f();</script>");
        assert!(announced("<p></p>", "x").is_err());
    }
}
