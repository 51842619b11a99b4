//! What each step runs.

use std::fs;

use anyhow::{Context, Result};

use crate::{
    demo::Demo,
    dist,
    postgres::ADDRESS,
    process::{self, cargo, program},
    run::server,
    setup::wasm,
    sizes,
    test::{
        Bench, Step,
        count::{Count, counted},
        outside,
    },
};

/// The crates that a browser compiles: the app, its design system, and the workers beside it.
const BROWSER_CRATES: [&str; 8] =
    ["--package", "shanling-app", "--package", "auditor", "--package", "scanner", "--package", "ui"];

/// Runs one step.
///
/// # Errors
/// When it fails.
pub(crate) fn run(step: Step, bench: &mut Bench) -> Result<Count> {
    match step {
        Step::Fmt => process::run(cargo().args(["fmt", "--all", "--check"]))?,
        Step::Clippy => {
            process::run(cargo().args(["clippy", "--workspace", "--all-targets", "--locked", "--", "-D", "warnings"]))?;
        }
        Step::WasmClippy => wasm_clippy(bench)?,
        Step::Host => return host(bench),
        Step::Web => return web(bench),
        Step::Dist => dist::dist(&bench.prover.builder)?,
        Step::Sizes => sizes::sizes()?,
        Step::E2e => return e2e(bench),
        Step::Browsers => return browsers(bench),
        Step::Api => return api(bench),
        Step::Foreign => return foreign(bench),
        Step::Outside => return outside::run(&bench.prover.outside),
    }
    Ok(Count::default())
}

/// The same lints once more for what only the browser compiles.
fn wasm_clippy(bench: &Bench) -> Result<()> {
    let wasm = &bench.prover.builder.wasm;
    let mut cargo = wasm.program("cargo", &[])?;
    let (lint, deny): (_, &[&str]) = if wasm.has_clippy() {
        ("clippy", &["--", "-D", "warnings"])
    } else {
        println!("test: {} brings no clippy: checked without its lints", wasm.says);
        ("check", &[])
    };
    let options = ["--locked", "--lib", "--bins", "--test", "web", "--target", wasm::TRIPLE];
    process::run(cargo.arg(lint).args(options).args(BROWSER_CRATES).args(deny))
}

fn host(bench: &mut Bench) -> Result<Count> {
    let postgres = bench.postgres()?.to_owned();
    counted(cargo().args(["test", "--workspace", "--locked", "--no-fail-fast"]).env(ADDRESS, postgres))
}

/// Tests that need a browser's objects, in a browser without a window.
fn web(bench: &Bench) -> Result<Count> {
    let prover = &bench.prover;
    let capabilities = format!(
        r#"{{"goog:chromeOptions":{{"binary":{:?},"args":["--headless=new","--no-sandbox","--disable-gpu","--disable-dev-shm-usage"]}}}}"#,
        prover.chromium.to_string_lossy()
    );
    fs::create_dir_all(wasm::target())?;
    let webdriver = wasm::target().join("webdriver.json");
    fs::write(&webdriver, capabilities).context("cannot write the browser's settings")?;
    counted(
        prover
            .builder
            .wasm
            .program("cargo", &prover.builder.tools)?
            .args(["test", "--locked", "--profile", "wasm", "--target", wasm::TRIPLE, "--test", "web"])
            .args(BROWSER_CRATES)
            // Without it the test harness is built to unwind and brings the standard library a second time.
            .args(["-Z", "panic-abort-tests"])
            .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", "wasm-bindgen-test-runner")
            .env("CHROMEDRIVER", &prover.chromedriver)
            .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", webdriver),
    )
}

fn e2e(bench: &mut Bench) -> Result<Count> {
    dist::design(&bench.prover.builder)?;
    let shanling = server(false)?;
    let postgres = bench.postgres()?.to_owned();
    counted(
        program("node")
            .arg("tests/e2e/run.mjs")
            .env("SHANLING_BIN", shanling)
            .env("SHANLING_CHROMIUM", &bench.prover.chromium)
            .env(ADDRESS, postgres),
    )
}

/// The same house in Firefox and in `WebKit`.
fn browsers(bench: &Bench) -> Result<Count> {
    let others = &bench.prover.others;
    counted(
        program("node")
            .arg("tests/e2e/browsers.mjs")
            .env("SHANLING_BIN", server(false)?)
            .env("SHANLING_FIREFOX", &others.firefox)
            .env("SHANLING_GECKODRIVER", others.geckodriver.join("geckodriver"))
            .env("SHANLING_WEBKIT", &others.webkit),
    )
}

/// hledger, beancount and frictionless read what the ledger exports.
fn foreign(bench: &Bench) -> Result<Count> {
    let (hledger, python) = (&bench.prover.hledger, &bench.prover.foreign);
    let tests = ["test", "--workspace", "--locked", "--test", "foreign"];
    counted(cargo().args(tests).env("SHANLING_HLEDGER", hledger).env("SHANLING_FOREIGN", python))
}

/// schemathesis reads what the server promises and tries to make it break the promise.
fn api(bench: &Bench) -> Result<Count> {
    let demo = Demo::start(&server(false)?, &[])?;
    let document = format!("{}/api/v1/openapi.json", demo.url);
    process::run(
        program(&bench.prover.schemathesis)
            .args(["run", &document, "--no-color", "--seed", "20261122", "--max-examples", "40", "--workers", "2"])
            // The live stream never ends.
            .args(["--exclude-path", "/api/v1/live"])
            .args(["--header", "Sec-Fetch-Site: same-origin"])
            .args(["--checks", "not_a_server_error,status_code_conformance,content_type_conformance"])
            .args(["--checks", "response_schema_conformance,negative_data_rejection"]),
    )?;
    Ok(Count::default())
}
