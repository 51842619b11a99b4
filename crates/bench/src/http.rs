//! One connection that asks, hears the whole answer, and asks again: HTTP/1.1 and no more of it than is needed here.

use std::{io, net::SocketAddr};

use anyhow::{Context, Result, bail};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

/// An open connection, kept open between questions.
pub(crate) struct Line {
    stream: TcpStream,
    heard: Vec<u8>,
    body_at: usize,
}

/// What the head of an answer says.
#[derive(Debug, PartialEq, Eq)]
struct Head {
    status: u16,
    /// Where the body begins.
    body_at: usize,
    /// How long it is.
    body: usize,
}

impl Line {
    /// Connects.
    ///
    /// # Errors
    /// When nobody listens there.
    pub(crate) async fn open(address: SocketAddr) -> io::Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, heard: Vec::with_capacity(32 * 1024), body_at: 0 })
    }

    /// Sends a whole request and waits for the whole answer; yields its status.
    ///
    /// # Errors
    /// When the line breaks, or the answer has no length.
    pub(crate) async fn ask(&mut self, request: &[u8]) -> Result<u16> {
        self.heard.clear();
        self.stream.write_all(request).await?;
        let mut head = None;
        loop {
            if self.stream.read_buf(&mut self.heard).await? == 0 {
                bail!("the server closed the line in the middle of an answer");
            }
            if head.is_none() {
                head = Head::read(&self.heard)?;
            }
            if let Some(Head { status, body_at, body }) = head
                && self.heard.len() >= body_at + body
            {
                self.body_at = body_at;
                return Ok(status);
            }
        }
    }

    /// The body of the last answer, as it came over the wire.
    pub(crate) fn body(&self) -> &[u8] {
        self.heard.get(self.body_at..).unwrap_or_default()
    }
}

impl Head {
    /// Reads it once it is complete.
    fn read(heard: &[u8]) -> Result<Option<Self>> {
        let Some(end) = heard.windows(4).position(|four| four == b"\r\n\r\n") else { return Ok(None) };
        let text = std::str::from_utf8(heard.get(..end).unwrap_or_default()).context("a head that is no text")?;
        let mut lines = text.split("\r\n");
        let first = lines.next().unwrap_or_default();
        let status = first.split(' ').nth(1).and_then(|word| word.parse().ok()).context("an answer without status")?;
        let length = lines.find_map(|line| {
            let (name, value) = line.split_once(':')?;
            name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse().ok())?
        });
        let body = match (length, status) {
            (Some(length), _) => length,
            (None, 204 | 304) => 0,
            (None, _) => bail!("an answer without a length: {first}"),
        };
        Ok(Some(Self { status, body_at: end + 4, body }))
    }
}

/// A `GET`; `coding` is what the caller unpacks (`br`, `identity`).
pub(crate) fn get(path: &str, coding: &str) -> Vec<u8> {
    format!("GET {path} HTTP/1.1\r\nhost: localhost\r\naccept-encoding: {coding}\r\n\r\n").into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_is_read_once_it_is_whole() {
        let heard = b"HTTP/1.1 201 Created\r\nContent-Length: 5\r\n\r\nhello";
        assert_eq!(Head::read(&heard[..40]).unwrap(), None);
        assert_eq!(Head::read(heard).unwrap(), Some(Head { status: 201, body_at: 43, body: 5 }));
        assert_eq!(Head::read(b"HTTP/1.1 304 x\r\netag: a\r\n\r\n").unwrap().unwrap().body, 0);
        assert!(Head::read(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n").is_err());
    }
}
