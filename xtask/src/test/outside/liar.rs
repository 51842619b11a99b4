//! Somebody between reader and server who changes one bit. A reader that does not notice has checked nothing.

use std::{
    fmt,
    io::{BufRead, BufReader, Write},
    net::{TcpListener, TcpStream},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use anyhow::{Context, Result, bail};

use crate::http;

/// How files come out falsely.
#[derive(Clone)]
pub(super) enum Lie {
    /// The last byte of each file whose path begins like this has one bit changed.
    Flip(&'static str),
    /// This file has other content.
    Instead(&'static str, Vec<u8>),
}

impl fmt::Display for Lie {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Flip(start) => write!(f, "one bit changed in {start}…"),
            Self::Instead(file, _) => write!(f, "another {file}"),
        }
    }
}

/// A server that hands on what the true one says, except for its lie.
pub(super) struct Liar {
    /// Where it is, without a slash at the end.
    pub url: String,
    told: Arc<AtomicUsize>,
}

impl Liar {
    /// Begins to lie about the files below `url`.
    pub(super) fn start(url: &str, lie: Lie) -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").context("cannot listen")?;
        let own = format!("http://{}", listener.local_addr()?);
        let (url, told) = (url.to_owned(), Arc::new(AtomicUsize::new(0)));
        let count = Arc::clone(&told);
        // It ends with the process: whoever connects after that gets nothing.
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (url, lie, count) = (url.clone(), lie.clone(), Arc::clone(&count));
                thread::spawn(move || answer(stream, &url, &lie, &count));
            }
        });
        Ok(Self { url: own, told })
    }

    /// The lie was told at least once.
    ///
    /// # Errors
    /// When nobody asked for the file: whoever did not notice then has shown nothing, nor has whoever complained.
    pub(super) fn was_asked(&self) -> Result<()> {
        if self.told.load(Ordering::SeqCst) == 0 {
            bail!("nobody asked for the file that is false");
        }
        Ok(())
    }
}

fn answer(mut stream: TcpStream, url: &str, lie: &Lie, told: &AtomicUsize) -> Result<()> {
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut first = String::new();
    reader.read_line(&mut first)?;
    let mut header = String::new();
    while reader.read_line(&mut header)? > 2 {
        header.clear();
    }
    let path = first.split(' ').nth(1).unwrap_or_default().trim_start_matches('/').to_owned();
    let mut answer = http::ask("GET", &format!("{url}/{path}"), &[], b"")?;
    match lie {
        Lie::Flip(start) if path.starts_with(start) => {
            if let Some(last) = answer.body.last_mut() {
                *last ^= 1;
                told.fetch_add(1, Ordering::SeqCst);
            }
        }
        Lie::Instead(file, content) if path == *file => {
            answer.body.clone_from(content);
            told.fetch_add(1, Ordering::SeqCst);
        }
        _ => {}
    }
    write!(
        stream,
        "HTTP/1.1 {} -\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        answer.status,
        answer.body.len()
    )?;
    stream.write_all(&answer.body)?;
    Ok(())
}
