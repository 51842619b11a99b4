//! Programs that the system provides; on Debian and its kin they are installed, elsewhere their lack is explained.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::OnceLock,
};

use anyhow::{Result, bail};

use crate::{
    house::which,
    process::{program, run},
};

/// One thing the system has to provide.
struct Wanted {
    /// What it is for, in a sentence for whoever lacks it.
    purpose: &'static str,
    /// Debian's packages that provide it.
    packages: &'static [&'static str],
    /// Where it is, when it is there.
    find: fn() -> Option<PathBuf>,
    /// Where others get it.
    elsewhere: &'static str,
}

const WASM_OPT: Wanted = Wanted {
    purpose: "`wasm-opt` makes the app smaller and proves that old browsers can run it",
    packages: &["binaryen"],
    find: || which("wasm-opt"),
    elsewhere: "binaryen: your system's package manager, or `npm install --global binaryen`",
};

const CHROMIUM: Wanted = Wanted {
    purpose: "Chromium runs the browser tests",
    packages: &["chromium"],
    find: || {
        let names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
        let apps = ["/Applications/Chromium.app/Contents/MacOS/Chromium", MAC_CHROME];
        names.into_iter().find_map(which).or_else(|| apps.into_iter().map(PathBuf::from).find(|app| app.is_file()))
    },
    elsewhere: "Chromium or Chrome: https://www.chromium.org/getting-involved/download-chromium/",
};

const MAC_CHROME: &str = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome";

const CHROMEDRIVER: Wanted = Wanted {
    purpose: "`chromedriver` drives the browser for the wasm tests",
    packages: &["chromium-driver"],
    find: || which("chromedriver"),
    elsewhere: "chromedriver of your Chrome's version: https://googlechromelabs.github.io/chrome-for-testing/",
};

const FIREFOX: Wanted = Wanted {
    purpose: "Firefox walks through the house too",
    packages: &["firefox-esr"],
    find: || ["firefox-esr", "firefox"].into_iter().find_map(which),
    elsewhere: "Firefox: https://www.mozilla.org/firefox/",
};

const WEBKIT: Wanted = Wanted {
    purpose: "WebKit, the engine of every browser on an iPhone, walks through the house too",
    packages: &["webkit2gtk-driver"],
    find: || which("WebKitWebDriver"),
    elsewhere: "WebKitGTK with its WebKitWebDriver and MiniBrowser: https://webkitgtk.org/",
};

const XVFB: Wanted = Wanted {
    purpose: "`Xvfb` is the screen that WebKit wants and nobody looks at",
    packages: &["xvfb"],
    find: || which("Xvfb"),
    elsewhere: "Xvfb, of the X.Org server: https://www.x.org/",
};

const CHINESE_FONT: Wanted = Wanted {
    purpose: "a Chinese font, so that screenshots show text and text has its true width",
    packages: &["fonts-noto-cjk"],
    find: chinese_font,
    elsewhere: "any font with Chinese, for example Noto Sans CJK: https://github.com/notofonts/noto-cjk",
};

const POSTGRES: Wanted = Wanted {
    purpose: "PostgreSQL is the second database that every test of the store runs on",
    packages: &["postgresql"],
    find: || {
        let mut homes: Vec<_> = versions(Path::new("/usr/lib/postgresql"));
        homes.extend(which("initdb").and_then(|file| Some(fs::canonicalize(file).ok()?.parent()?.to_owned())));
        homes.into_iter().find(|home| home.join("initdb").is_file() && home.join("postgres").is_file())
    },
    elsewhere: "PostgreSQL 15 or newer, with `initdb` on PATH: https://www.postgresql.org/download/",
};

const NGINX: Wanted = Wanted {
    purpose: "nginx is the peer that `cargo xtask bench` measures reads beside",
    packages: &["nginx-light"],
    // Debian keeps it where only root looks.
    find: || which("nginx").or_else(|| Some(PathBuf::from("/usr/sbin/nginx")).filter(|file| file.is_file())),
    elsewhere: "nginx: https://nginx.org/en/download.html",
};

const HLEDGER: Wanted = Wanted {
    purpose: "hledger reads the books that we export and has to find the same sums",
    packages: &["hledger"],
    find: || which("hledger"),
    elsewhere: "hledger: https://hledger.org/install.html",
};

const NPM: Wanted = Wanted {
    purpose: "Node 20 or newer with npm runs the browser journeys",
    packages: &["nodejs", "npm"],
    find: || which("node").and(which("npm")),
    elsewhere: "Node: https://nodejs.org/",
};

const PYTHON: Wanted = Wanted {
    purpose: "Python with venv runs schemathesis, which attacks the API, and readers of what we export",
    packages: &["python3-venv"],
    find: || {
        let mut python = Command::new(which("python3")?);
        let has_venv = python.args(["-c", "import venv, ensurepip"]).stderr(Stdio::null()).status();
        has_venv.is_ok_and(|status| status.success()).then(|| PathBuf::from("python3"))
    },
    elsewhere: "Python 3.11 or newer: https://www.python.org/",
};

const ZBAR: Wanted = Wanted {
    purpose: "`zbarimg` reads the printed codes as a scanner does",
    packages: &["zbar-tools"],
    find: || which("zbarimg"),
    elsewhere: "ZBar: https://github.com/mchehab/zbar",
};

const RSVG: Wanted = Wanted {
    purpose: "`rsvg-convert` draws the codes at the resolution of a printer",
    packages: &["librsvg2-bin"],
    find: || which("rsvg-convert"),
    elsewhere: "librsvg: https://gitlab.gnome.org/GNOME/librsvg",
};

/// `bin` directories under a directory of versions, newest first.
fn versions(dir: &Path) -> Vec<PathBuf> {
    let mut found: Vec<(u32, PathBuf)> = fs::read_dir(dir)
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin"))))
        .collect();
    found.sort();
    found.into_iter().rev().map(|(_, bin)| bin).collect()
}

/// Some font that has Chinese. Macs and Windows always have one.
fn chinese_font() -> Option<PathBuf> {
    if !cfg!(target_os = "linux") {
        return Some(PathBuf::from("the system's"));
    }
    let listed = Command::new("fc-list").args([":lang=zh-cn", "file"]).output().ok()?;
    let first = String::from_utf8_lossy(&listed.stdout).lines().next()?.trim_end_matches([':', ' ']).to_owned();
    Some(PathBuf::from(first))
}

const GO: Wanted = Wanted {
    purpose: "Go and the Go team's own `sumdb/tlog` and `sumdb/note` read the ledger and rebuild its tree",
    packages: &["golang-go", "golang-golang-x-mod-dev"],
    find: || {
        let library = Path::new("/usr/share/gocode/src/golang.org/x/mod/sumdb/tlog");
        which("go").filter(|_| library.is_dir())
    },
    elsewhere: "Go, and golang.org/x/mod below /usr/share/gocode/src",
};

/// `wasm-opt`, installed if need be.
pub(crate) fn wasm_opt() -> Result<PathBuf> {
    provide(&WASM_OPT)
}

/// The browser, installed if need be.
pub(crate) fn chromium() -> Result<PathBuf> {
    provide(&CHROMIUM)
}

/// The browser's driver, installed if need be.
pub(crate) fn chromedriver() -> Result<PathBuf> {
    provide(&CHROMEDRIVER)
}

/// Firefox, installed if need be.
pub(crate) fn firefox() -> Result<PathBuf> {
    provide(&FIREFOX)
}

/// `WebKit`'s driver and the screen that its browser wants, installed if need be.
pub(crate) fn webkit() -> Result<PathBuf> {
    provide(&XVFB)?;
    provide(&WEBKIT)
}

/// `go`, with the library that reads transparency logs, installed if need be.
pub(crate) fn go() -> Result<PathBuf> {
    provide(&GO)
}

/// The directory of `initdb` and `postgres`, installed if need be.
pub(crate) fn postgres() -> Result<PathBuf> {
    provide(&POSTGRES)
}

/// `hledger`, installed if need be.
pub(crate) fn hledger() -> Result<PathBuf> {
    provide(&HLEDGER)
}

/// nginx, installed if need be.
pub(crate) fn nginx() -> Result<PathBuf> {
    provide(&NGINX)
}

/// Installs in one go whatever the tests lack; a system that cannot is told everything it lacks at once.
///
/// # Errors
/// When something is missing and cannot be installed.
pub(crate) fn install_missing() -> Result<()> {
    provide_all(&[
        &WASM_OPT,
        &CHROMIUM,
        &CHROMEDRIVER,
        &FIREFOX,
        &WEBKIT,
        &XVFB,
        &CHINESE_FONT,
        &POSTGRES,
        &NPM,
        &PYTHON,
        &HLEDGER,
        &GO,
        &ZBAR,
        &RSVG,
    ])
}

fn provide(wanted: &Wanted) -> Result<PathBuf> {
    provide_all(&[wanted])?;
    match (wanted.find)() {
        Some(found) => Ok(found),
        None => bail!("still missing: {}", wanted.purpose),
    }
}

fn provide_all(all: &[&Wanted]) -> Result<()> {
    let missing: Vec<_> = all.iter().filter(|wanted| (wanted.find)().is_none()).collect();
    if missing.is_empty() {
        return Ok(());
    }
    let why: Vec<_> = missing.iter().map(|wanted| format!("{}\n    ({})", wanted.purpose, wanted.elsewhere)).collect();
    let why = why.join("\n  ");
    if !has_apt() {
        bail!("missing, and this system has no apt-get to install it with:\n  {why}");
    }
    println!("setup: missing here:\n  {why}");
    let packages: Vec<_> = missing.iter().flat_map(|wanted| wanted.packages).copied().collect();
    install(&packages)?;
    match all.iter().find(|wanted| (wanted.find)().is_none()) {
        Some(wanted) => bail!("installed, and still not found: {}", wanted.purpose),
        None => Ok(()),
    }
}

/// Whether Debian's package manager is here.
pub(crate) fn has_apt() -> bool {
    which("apt-get").is_some()
}

/// Installs packages, after one refresh of the lists a run.
///
/// # Errors
/// When apt-get refuses, or we are not root and there is no sudo.
pub(crate) fn install(packages: &[&str]) -> Result<()> {
    static REFRESHED: OnceLock<bool> = OnceLock::new();
    // A refresh may fail for one foreign source of many; what matters is whether the packages can be had afterwards.
    REFRESHED.get_or_init(|| apt_get().and_then(|mut apt| run(apt.arg("update").arg("--quiet"))).is_ok());
    run(apt_get()?.args(["install", "--yes", "--quiet", "--no-install-recommends"]).args(packages))
}

fn apt_get() -> Result<Command> {
    let root = Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout.trim_ascii() == b"0");
    let mut command = if root {
        program("apt-get")
    } else if which("sudo").is_some() {
        let mut sudo = program("sudo");
        sudo.args(["--preserve-env=DEBIAN_FRONTEND", "apt-get"]);
        sudo
    } else {
        bail!("installing packages takes root or sudo");
    };
    command.env("DEBIAN_FRONTEND", "noninteractive").stdin(Stdio::null());
    Ok(command)
}
