//! A server of its own process, spoken to by plain TCP.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    process::{Child, Command, Stdio},
};

use store::testing::Fresh;

/// A running `shanling serve`.
pub(crate) struct Server {
    child: Child,
    address: String,
}

fn command(fresh: &Fresh, flags: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_shanling"));
    command.args(["--database", &fresh.url, "serve"]).args(flags);
    if !flags.contains(&"--listen") {
        command.args(["--listen", "127.0.0.1:0"]);
    }
    command.env_remove("SHANLING_LISTEN").env_remove("SHANLING_TRUSTED_PROXY").stdin(Stdio::null());
    command
}

/// Runs a server that has to refuse, and yields what it says.
pub(crate) fn refused(fresh: &Fresh, flags: &[&str]) -> String {
    let output = command(fresh, flags).output().unwrap();
    assert_eq!(output.status.code(), Some(2), "{flags:?} {output:?}");
    assert!(output.stdout.is_empty(), "{flags:?} listens: {output:?}");
    String::from_utf8(output.stderr).unwrap()
}

impl Server {
    pub(crate) fn start(fresh: &Fresh, flags: &[&str]) -> Self {
        let mut child = command(fresh, flags).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap()).read_line(&mut line).unwrap();
        let address = line.trim().strip_prefix("listening on http://").expect("it says where it listens").to_owned();
        Self { child, address }
    }

    /// Sends a request and leaves the answer to be read.
    pub(crate) fn open(&self, path: &str, headers: &[(&str, &str)]) -> TcpStream {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nhost: {}\r\nconnection: close\r\n", self.address).unwrap();
        for (name, value) in headers {
            write!(stream, "{name}: {value}\r\n").unwrap();
        }
        write!(stream, "\r\n").unwrap();
        stream
    }

    pub(crate) fn kill(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Tells it to stop, waits until it has, and yields its log.
    pub(crate) fn end(mut self) -> String {
        let told = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().unwrap();
        assert!(told.success());
        let mut log = String::new();
        self.child.stderr.take().unwrap().read_to_string(&mut log).unwrap();
        assert!(self.child.wait().unwrap().success(), "{log}");
        log
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The whole answer to a request: head and body.
pub(crate) fn get(server: &Server, path: &str, headers: &[(&str, &str)]) -> String {
    rest(server.open(path, headers))
}

/// Reads an answer until this stands in it.
pub(crate) fn until(mut stream: TcpStream, text: &str) -> TcpStream {
    let mut answer = Vec::new();
    while !String::from_utf8_lossy(&answer).contains(text) {
        let mut byte = [0];
        stream.read_exact(&mut byte).unwrap();
        answer.extend(byte);
    }
    stream
}

/// Everything that still comes.
pub(crate) fn rest(mut stream: TcpStream) -> String {
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}
