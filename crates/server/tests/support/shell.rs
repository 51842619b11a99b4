//! The binary, as somebody at the keyboard runs it.

#![allow(dead_code, reason = "each test file uses its own part")]

use std::{
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

use model::Millis;
use server::staff::Totp;
use zeroize::Zeroizing;

/// A keyboard at which everything is about one house.
pub(crate) struct Shell {
    pub(crate) url: String,
    pub(crate) keys: PathBuf,
    pub(crate) clock: PathBuf,
}

/// What a command said, and how it ended.
#[derive(Debug)]
pub(crate) struct Said {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Said {
    /// Its output, when all went well.
    pub(crate) fn ok(self) -> String {
        assert_eq!(self.code, 0, "{self:?}");
        self.out
    }

    /// Its output as lines of JSON.
    pub(crate) fn json(&self) -> Vec<serde_json::Value> {
        self.out
            .lines()
            .map(|line| serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}: {self:?}")))
            .collect()
    }
}

impl Shell {
    pub(crate) fn new(url: &str, dir: &Path, now: &str) -> Self {
        let shell = Self { url: url.to_owned(), keys: dir.join("keys"), clock: dir.join("clock") };
        shell.at(now);
        shell
    }

    /// Sets the clock.
    pub(crate) fn at(&self, now: &str) {
        std::fs::write(&self.clock, now).unwrap();
    }

    fn now(&self) -> Millis {
        std::fs::read_to_string(&self.clock).unwrap().parse().unwrap()
    }

    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_shanling"));
        command.arg("--database").arg(&self.url).arg("--keys").arg(&self.keys).arg("--clock-file").arg(&self.clock);
        command.args(arguments).stdin(Stdio::null());
        command.env_remove("SHANLING_PASSWORD").env_remove("SHANLING_TOTP");
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Said {
        said(self.command(arguments).output().unwrap())
    }

    /// Runs a command that signs in.
    pub(crate) fn sign(&self, password: &str, code: &str, arguments: &[&str]) -> Said {
        said(self.command(arguments).env("SHANLING_PASSWORD", password).env("SHANLING_TOTP", code).output().unwrap())
    }

    /// Adds a member of staff; yields what their phone shows codes by.
    pub(crate) fn hire(&self, name: &str, password: &str, options: &[&str]) -> Totp {
        let arguments = [&["staff", "add", name][..], options].concat();
        let said = said(self.command(&arguments).env("SHANLING_PASSWORD", password).output().unwrap()).ok();
        let secret = said.split("secret=").nth(1).expect("a secret").split('&').next().unwrap();
        Totp::from_bytes(Zeroizing::new(base32(secret)))
    }

    /// The code that a phone shows now.
    pub(crate) fn code(&self, totp: &Totp) -> String {
        totp.code(Totp::step(self.now()))
    }

    /// Moves the clock on by a minute, so that the phone shows another code, and acts.
    pub(crate) fn act(&self, totp: &Totp, password: &str, arguments: &[&str]) -> Said {
        self.at(&self.now().plus_minutes(1).to_string());
        self.sign(password, &self.code(totp), arguments)
    }
}

fn said(output: Output) -> Said {
    let text = |bytes| String::from_utf8(bytes).expect("commands speak UTF-8");
    Said { code: output.status.code().unwrap_or(-1), out: text(output.stdout), err: text(output.stderr) }
}

fn base32(text: &str) -> Vec<u8> {
    let (mut bytes, mut bits, mut held) = (Vec::new(), 0_u32, 0);
    for letter in text.bytes() {
        let value = match letter {
            b'A'..=b'Z' => letter - b'A',
            b'2'..=b'7' => letter - b'2' + 26,
            _ => panic!("{text} is not base32"),
        };
        bits = (bits << 5) | u32::from(value);
        held += 5;
        if held >= 8 {
            held -= 8;
            bytes.push(u8::try_from((bits >> held) & 255).unwrap());
        }
    }
    bytes
}
