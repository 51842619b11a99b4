//! The auditor: a second wasm, which the page that checks the ledger loads into a Web Worker.
//!
//! A classic worker, not a module: module workers are younger than the engines that our visitors have. So the glue is made
//! for a script without modules and ends by starting itself. It holds no text for people, so there is one for all languages.

use std::fs;

use anyhow::{Context, Result, bail};

use super::{Files, named, optimise, slim, squeeze};
use crate::{
    process::run,
    setup::{Builder, wasm},
};

const PROGRAM: &str = "shanling-auditor";

/// Starts the program; a failure is thrown where the page hears of it.
const START: &str = ".catch(function (error) { setTimeout(function () { throw error; }); });\n";

/// The page whose program may start the worker.
const PAGE: &str = "books.html";

/// Adds the worker, and its name to the page that may start it.
///
/// # Errors
/// When a tool fails, or the page has no script that could be told.
pub(super) fn add(builder: &Builder, files: &mut Files) -> Result<()> {
    let (script, worker) = auditor(builder)?;
    let page = files.get_mut(PAGE).with_context(|| format!("there is no {PAGE}"))?;
    *page = announced(&String::from_utf8(std::mem::take(page))?, &script)?.into_bytes();
    files.extend(worker);
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
fn auditor(builder: &Builder) -> Result<(String, Files)> {
    let out = wasm::target().join("auditor");
    run(builder
        .wasm
        .program("cargo", &builder.tools)?
        .env("RUSTFLAGS", format!("{} {}", wasm::FLAGS, wasm::SILENT))
        .args(["build", "--locked", "--profile", "wasm", "--target", wasm::TRIPLE])
        .args(["--package", "auditor", "--bin", PROGRAM]))?;
    let built = wasm::target().join(wasm::TRIPLE).join("wasm").join(format!("{PROGRAM}.wasm"));
    run(builder
        .wasm
        .program("wasm-bindgen", &builder.tools)?
        .args(["--target", "no-modules", "--no-typescript", "--out-dir"])
        .arg(&out)
        .arg(&built))?;
    let read = |name: &str| fs::read(out.join(name)).with_context(|| format!("wasm-bindgen made no {name}"));
    let wasm = optimise(builder, &read(&format!("{PROGRAM}_bg.wasm"))?)?;
    let glue = squeeze::script(&String::from_utf8(read(&format!("{PROGRAM}.js"))?)?);
    let (wasm, glue) = slim::shorten(&wasm, &glue)?;
    let wasm_name = named("auditor", "wasm", &wasm);
    // Beside the script, which is where a worker looks.
    let file = wasm_name.trim_start_matches("assets/");
    let glue = format!("{glue}wasm_bindgen({{ module_or_path: '{file}' }}){START}");
    let name = named("auditor", "js", glue.as_bytes());
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
