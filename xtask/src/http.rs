//! Asking a server of this machine, as simply as HTTP 1.0 allows.

use std::{
    fmt::Write as _,
    io::{Read as _, Write as _},
    net::TcpStream,
    time::Duration,
};

use anyhow::{Context, Result, bail};

/// How long an answer may take on a machine that is busy with other things.
const PATIENCE: Duration = Duration::from_mins(1);

/// What came back.
pub(crate) struct Answer {
    /// The status.
    pub status: u16,
    /// Status line and headers.
    pub head: String,
    /// The whole body.
    pub body: Vec<u8>,
}

impl Answer {
    /// The body as text.
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body, when the status is one of success.
    ///
    /// # Errors
    /// Another status, with what was said.
    pub(crate) fn good(self) -> Result<Vec<u8>> {
        if (200..300).contains(&self.status) { Ok(self.body) } else { bail!("{}: {}", self.status, self.text().trim()) }
    }

    /// The value of a header.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut lines = self.head.lines().filter_map(|line| line.split_once(':'));
        lines.find(|(found, _)| found.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim())
    }
}

/// Gets what lies at `http://HOST:PORT/PATH`.
///
/// # Errors
/// When nobody answers, or with another status than one of success.
pub(crate) fn get(url: &str) -> Result<Vec<u8>> {
    ask("GET", url, &[], b"").and_then(Answer::good).with_context(|| format!("GET {url}"))
}

/// Sends a request and waits for the whole answer.
///
/// # Errors
/// When nobody answers.
pub(crate) fn ask(method: &str, url: &str, headers: &[(&str, &str)], body: &[u8]) -> Result<Answer> {
    let rest = url.strip_prefix("http://").context("only http is spoken here")?;
    let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
    let mut stream = TcpStream::connect(host).with_context(|| format!("nobody listens at {host}"))?;
    stream.set_read_timeout(Some(PATIENCE))?;
    let mut head = format!("{method} /{path} HTTP/1.0\r\nHost: {host}\r\n");
    if method == "POST" {
        write!(head, "Content-Length: {}\r\n", body.len())?;
    }
    for (name, value) in headers {
        write!(head, "{name}: {value}\r\n")?;
    }
    stream.write_all(format!("{head}\r\n").as_bytes())?;
    stream.write_all(body)?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    let end = answer.windows(4).position(|four| four == b"\r\n\r\n").context("the answer breaks off")?;
    let body = answer.split_off(end + 4);
    let head = String::from_utf8_lossy(&answer).into_owned();
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).context("the answer has no status")?;
    Ok(Answer { status, head, body })
}
