//! How Rust becomes wasm on this machine.
//!
//! The standard library that rustup ships for wasm is compiled for engines from Chrome 96 and Safari 15 on. Older
//! WebViews are what our visitors have, so the library is compiled here, with the first generation's features only
//! (`-Z build-std`). That takes the library's source and a wasm linker. In this order:
//!
//! 1. the active toolchain, when it has the source (rustup's component `rust-src` is added when it can be);
//! 2. Debian's compiler for the web, which brings both.
//!
//! `SHANLING_WASM=toolchain` or `SHANLING_WASM=debian` forces one of them.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};

use crate::{
    house,
    process::{program, text},
    setup::debian,
};

/// Rust's name for a browser's machine.
pub(crate) const TRIPLE: &str = "wasm32-unknown-unknown";

/// What the visitors' engines understand (Chrome 80, Safari 14.1 and newer), and what they need not download: the places
/// of panics in our source and the code behind `{:?}` are 3.6 % of the app. So nothing shown may be made by `{:?}`.
pub(crate) const FLAGS: &str = "-Ctarget-cpu=mvp -Ctarget-feature=+mutable-globals,+sign-ext,-reference-types,-multivalue \
                     -Zlocation-detail=none -Zfmt-debug=none --cfg erase_components";

/// For the download only: a panic traps at once instead of making a message first, which the visitor would not read. boot.js
/// sees the trap and shows a way on all the same; tests keep their messages.
pub(crate) const SILENT: &str = "-Zunstable-options -Cpanic=immediate-abort";

/// How long rustup may think about a component. Without a network it would retry for minutes.
const RUSTUP_LIMIT: Duration = Duration::from_mins(2);

/// A compiler, its linker and where its source is.
pub(crate) struct WasmToolchain {
    /// In a few words, which one it is.
    pub says: String,
    /// What has to come first on PATH so that `cargo` is this one.
    bin: PathBuf,
    /// LLVM's linker, where the compiler does not bring its own.
    linker: Option<PathBuf>,
}

impl WasmToolchain {
    /// Its cargo.
    pub(crate) fn cargo(&self) -> PathBuf {
        self.bin.join("cargo")
    }

    /// Whether it brings clippy. Debian's does not.
    pub(crate) fn has_clippy(&self) -> bool {
        self.bin.join("cargo-clippy").is_file()
    }

    /// The program `name` of this toolchain, set up to compile for the browser into its own target directory.
    ///
    /// # Errors
    /// When PATH cannot be put together.
    pub(crate) fn program(&self, name: &str, tools: &[PathBuf]) -> Result<Command> {
        let first: Vec<_> = tools.iter().chain([&self.bin]).cloned().collect();
        let own = self.bin.join(name);
        let found = tools.iter().map(|dir| dir.join(name)).find(|file| file.is_file());
        let mut command = program(found.unwrap_or(own));
        command
            .env("PATH", house::path_with(&first)?)
            .env("RUSTC_BOOTSTRAP", "1")
            .env("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort")
            .env("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size")
            .env("CARGO_TARGET_DIR", target())
            .env("RUSTFLAGS", FLAGS);
        if let Some(linker) = &self.linker {
            command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker);
        }
        // By name, since another compiler may lie in the same directory as a tool.
        command.env("RUSTC", self.bin.join("rustc"));
        for name in ["CARGO", "RUST_RECURSION_COUNT", "CARGO_ENCODED_RUSTFLAGS", "RUSTC_WRAPPER"] {
            command.env_remove(name);
        }
        Ok(command)
    }
}

/// Where wasm is compiled to: apart from the host, whose flags differ.
pub(crate) fn target() -> PathBuf {
    house::target().join("wasm")
}

/// The first way to compile for the browser that works here.
///
/// # Errors
/// When none does: says what would make it work.
pub(crate) fn toolchain() -> Result<WasmToolchain> {
    let wish = env::var("SHANLING_WASM").unwrap_or_default();
    match wish.as_str() {
        "toolchain" => active().context("SHANLING_WASM=toolchain, but the active toolchain cannot"),
        "debian" => debians(),
        "" => active().or_else(|why| {
            println!("setup: the active Rust toolchain cannot compile for the browser ({why}); trying Debian's");
            debians().context(
                "no way to compile for the browser. Either `rustup component add rust-src` has to work, \
                 or the distribution's source of Rust's library and a `wasm-ld` have to be installed",
            )
        }),
        other => bail!("SHANLING_WASM is `toolchain` or `debian`, not `{other}`"),
    }
}

/// The toolchain that runs us, when it has the library's source and a linker.
fn active() -> Result<WasmToolchain> {
    let rustc = env::var_os("CARGO").map(PathBuf::from).and_then(|cargo| Some(cargo.parent()?.join("rustc")));
    let rustc = rustc.filter(|file| file.is_file()).unwrap_or_else(|| "rustc".into());
    let sysroot = PathBuf::from(text(program(&rustc).args(["--print", "sysroot"]))?.trim());
    if !has_source(&sysroot) {
        add_source()?;
    }
    if !has_source(&sysroot) {
        bail!("no source of the standard library in {}", sysroot.display());
    }
    Ok(WasmToolchain {
        says: text(program(&rustc).arg("--version"))?.trim().to_owned(),
        linker: if has_linker(&sysroot) {
            None
        } else {
            Some(house::which("wasm-ld").context("neither rust-lld nor wasm-ld found")?)
        },
        bin: sysroot.join("bin"),
    })
}

fn has_source(sysroot: &Path) -> bool {
    sysroot.join("lib/rustlib/src/rust/library/std/Cargo.toml").is_file()
}

/// Asks rustup for the source of the library.
fn add_source() -> Result<()> {
    let rustup = house::which("rustup").context("no rustup to fetch the library's source with")?;
    println!("setup: fetching the source of Rust's library by rustup");
    let mut child = program(rustup).args(["component", "add", "rust-src"]).stdin(Stdio::null()).spawn()?;
    let start = Instant::now();
    while start.elapsed() < RUSTUP_LIMIT {
        if let Some(status) = child.try_wait()? {
            if status.success() {
                return Ok(());
            }
            bail!("`rustup component add rust-src` ended with {status}");
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    child.kill()?;
    child.wait()?;
    bail!("`rustup component add rust-src` took longer than {RUSTUP_LIMIT:?}")
}

/// Whether the compiler brings a wasm linker.
fn has_linker(sysroot: &Path) -> bool {
    let hosts = fs::read_dir(sysroot.join("lib/rustlib"));
    hosts.is_ok_and(|hosts| hosts.flatten().any(|host| host.path().join("bin/rust-lld").is_file()))
}

/// Debian's compiler for the web.
fn debians() -> Result<WasmToolchain> {
    const PACKAGES: [&str; 4] = ["rustc-web", "cargo-web", "rust-web-src", "lld-22"];
    let (usr, linker) = (Path::new("/usr"), PathBuf::from("/usr/bin/wasm-ld-22"));
    let ready = || has_source(usr) && linker.is_file() && usr.join("bin/cargo").is_file();
    if !ready() {
        if !debian::has_apt() {
            bail!("this is not a Debian system");
        }
        println!("setup: Debian's Rust compiler for the web");
        debian::install(&PACKAGES)?;
    }
    if !ready() {
        bail!("{PACKAGES:?} are installed, and yet the library's source or the linker is not found");
    }
    let says = text(program("/usr/bin/rustc").arg("--version"))?.trim().to_owned();
    Ok(WasmToolchain { says: format!("Debian's {says}"), bin: usr.join("bin"), linker: Some(linker) })
}
