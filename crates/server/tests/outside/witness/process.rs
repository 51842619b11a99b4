//! A witness as a process of its own, spoken to by plain TCP.

use std::{
    io::{self, BufRead, BufReader, Read, Write},
    net::TcpStream,
    process::{Child, Command, Stdio},
    sync::mpsc::{Sender, channel},
    thread::JoinHandle,
};

use crate::folder::Folder;

/// A running witness.
pub(crate) struct Witness {
    child: Option<Child>,
    address: String,
    pub(crate) vkey: String,
}

/// The answer to a request.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) head: String,
    pub(crate) body: String,
}

fn command(folder: &Folder, name: &str, log: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_shanling"));
    command.args(["ledger", "witness", "--name", name, "--log", log, "--listen", "127.0.0.1:0", "--dir"]);
    command.arg(&folder.path).stdin(Stdio::null());
    command
}

/// Runs a witness that has to refuse, and yields what it says.
pub(crate) fn refused(folder: &Folder, name: &str, log: &str) -> String {
    let output = command(folder, name, log).output().unwrap();
    assert_eq!(output.status.code(), Some(2), "{output:?}");
    String::from_utf8(output.stderr).unwrap()
}

impl Witness {
    pub(crate) fn start(folder: &Folder, log: &str) -> Self {
        Self::named(folder, "witness.example/w1", log)
    }

    /// One of several: its name is that of its directory.
    pub(crate) fn start_as(folder: &Folder, log: &str) -> Self {
        let name = folder.path.file_name().unwrap().to_str().unwrap();
        Self::named(folder, &format!("witness.example/{name}"), log)
    }

    fn named(folder: &Folder, name: &str, log: &str) -> Self {
        let mut command = command(folder, name, log);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.as_mut().unwrap()).lines();
        let vkey = lines.next().unwrap().unwrap().strip_prefix("vkey ").expect("it tells its key").to_owned();
        let address = lines.next().unwrap().unwrap();
        let address = address.strip_prefix("listening on http://").expect("it says where it listens").to_owned();
        Self { child: Some(child), address, vkey }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nhost: w\r\nconnection: close\r\n\r\n").unwrap();
        read(stream).unwrap()
    }

    /// Sends a submission and leaves the answer to be read.
    pub(crate) fn send(&self, body: &str) -> TcpStream {
        self.try_send(body).unwrap()
    }

    fn try_send(&self, body: &str) -> io::Result<TcpStream> {
        let mut stream = TcpStream::connect(&self.address)?;
        let length = body.len();
        let head = format!("POST /add-checkpoint HTTP/1.1\r\nhost: w\r\ncontent-length: {length}\r\n");
        stream.write_all(format!("{head}connection: close\r\n\r\n").as_bytes())?;
        // Whoever is refused for its size may not be listened to until its end.
        let _ = stream.write_all(body.as_bytes());
        Ok(stream)
    }

    pub(crate) fn add(&self, body: &str) -> Answer {
        self.try_add(body).unwrap()
    }

    /// The answer to a submission, unless the witness is gone.
    pub(crate) fn try_add(&self, body: &str) -> Option<Answer> {
        read(self.try_send(body).ok()?).ok()
    }

    pub(crate) fn kill(&mut self) {
        if let Some(mut child) = self.child.take() {
            let _ = child.kill();
            child.wait().unwrap();
        }
    }

    /// Somebody who kills it once so many answers have come, while the next submission is on its way.
    pub(crate) fn killer_after(&mut self, answers: u64) -> Killer {
        let mut child = self.child.take().unwrap();
        let (heard, counts) = channel();
        let dead = std::thread::spawn(move || {
            let _ = (0..answers).try_for_each(|_| counts.recv());
            let _ = child.kill();
            child.wait().unwrap();
        });
        Killer { heard, dead }
    }
}

/// See [`Witness::killer_after`].
pub(crate) struct Killer {
    heard: Sender<()>,
    dead: JoinHandle<()>,
}

impl Killer {
    pub(crate) fn count(&self) {
        let _ = self.heard.send(());
    }

    /// Waits until it is dead.
    pub(crate) fn done(self) {
        drop(self.heard);
        self.dead.join().unwrap();
    }
}

impl Drop for Witness {
    fn drop(&mut self) {
        self.kill();
    }
}

fn read(mut stream: TcpStream) -> io::Result<Answer> {
    let mut bytes = Vec::new();
    match stream.read_to_end(&mut bytes) {
        // A body that was not read to its end resets the connection behind the answer.
        Err(error) if bytes.is_empty() => return Err(error),
        _ => {}
    }
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let (head, body) = text.split_once("\r\n\r\n").ok_or(io::ErrorKind::UnexpectedEof)?;
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).ok_or(io::ErrorKind::InvalidData)?;
    Ok(Answer { status, head: head.to_lowercase(), body: body.to_owned() })
}
