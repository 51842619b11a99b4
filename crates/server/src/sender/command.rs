//! A sender that is a program of the operator's: whatever provider they have a contract with, a few lines reach it.
//!
//! The program gets one JSON object on its standard input and nothing in its arguments or environment, where others could
//! read along. It answers by its exit code: 0 sent, 3 the provider limits this number, anything else failed.

use std::{path::PathBuf, process::Stdio, time::Duration};

use serde_json::{Value, json};
use tokio::{io::AsyncWriteExt, process::Command};

use super::{SendError, Sender, Sending, Text};
use crate::phone::Phone;

/// How long the program may take.
const PATIENCE: Duration = Duration::from_secs(10);
/// The exit code by which it says that the provider limits this number.
const LIMITED: i32 = 3;

/// Runs a program for each message.
#[derive(Clone, Debug)]
pub struct CommandSender {
    program: PathBuf,
}

impl CommandSender {
    /// The sender that is this program.
    #[must_use]
    pub const fn new(program: PathBuf) -> Self {
        Self { program }
    }

    async fn run(&self, message: Value) -> Result<(), SendError> {
        let mut child = Command::new(&self.program)
            .stdin(Stdio::piped())
            // Whatever it prints may hold a number: it is not kept.
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .map_err(|_| SendError::Failed)?;
        let mut stdin = child.stdin.take().ok_or(SendError::Failed)?;
        let work = async {
            // A program that does not read on may have what it needs: its exit code decides.
            let _ = stdin.write_all(message.to_string().as_bytes()).await;
            drop(stdin);
            child.wait().await
        };
        let status = tokio::time::timeout(PATIENCE, work).await.map_err(|_| SendError::Failed)?;
        match status.ok().and_then(|status| status.code()) {
            Some(0) => Ok(()),
            Some(LIMITED) => Err(SendError::Limited),
            _ => Err(SendError::Failed),
        }
    }
}

impl Sender for CommandSender {
    fn send_code<'a>(&'a self, phone: &'a Phone, code: &'a str) -> Sending<'a> {
        Box::pin(self.run(json!({ "phone": phone.digits(), "kind": "code", "code": code })))
    }

    fn send_message<'a>(&'a self, phone: &'a Phone, message: &'a Text) -> Sending<'a> {
        let Text { id, kind, claim, donation, due } = message;
        let sentence = message.sentence();
        Box::pin(self.run(json!({
            "phone": phone.digits(), "id": id, "kind": kind.code(), "claim": claim, "donation": donation, "due": due,
            "text": sentence,
        })))
    }
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use std::{fs, os::unix::fs::PermissionsExt};

    use store::outbox::MessageKind;

    use super::*;

    struct Program(PathBuf);

    impl Program {
        /// A shell script that keeps what it hears beside itself, and ends so.
        fn new(code: i32) -> Self {
            let dir = std::env::temp_dir().join(format!("shanling_sender_{:016x}", rand::random::<u64>()));
            fs::create_dir(&dir).unwrap();
            let path = dir.join("send");
            fs::write(&path, format!("#!/bin/sh\ncat > \"$0.heard\"\nexit {code}\n")).unwrap();
            fs::set_permissions(&path, fs::Permissions::from_mode(0o700)).unwrap();
            Self(path)
        }

        fn heard(&self) -> Value {
            serde_json::from_slice(&fs::read(self.0.with_extension("heard")).unwrap()).unwrap()
        }
    }

    impl Drop for Program {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(self.0.parent().unwrap());
        }
    }

    #[tokio::test]
    async fn the_program_hears_one_object_and_its_exit_code_is_the_answer_and_one_that_is_missing_fails() {
        let phone = Phone::parse("13800138000").unwrap();
        for (code, want) in
            [(0, Ok(())), (3, Err(SendError::Limited)), (1, Err(SendError::Failed)), (127, Err(SendError::Failed))]
        {
            let program = Program::new(code);
            let sender = CommandSender::new(program.0.clone());
            assert_eq!(sender.send_code(&phone, "424242").await, want, "exit {code}");
            assert_eq!(program.heard(), json!({ "phone": "13800138000", "kind": "code", "code": "424242" }));
        }
        let program = Program::new(0);
        let text =
            Text { id: 42, kind: MessageKind::Received, claim: "7K3QZ8MV".parse().ok(), donation: None, due: None };
        assert_eq!(CommandSender::new(program.0.clone()).send_message(&phone, &text).await, Ok(()));
        let heard = program.heard();
        assert_eq!((&heard["kind"], &heard["claim"]), (&json!("received"), &json!("7K3QZ8MV")));
        assert_eq!(heard["id"], json!(42), "by which the program knows a message that comes again");
        assert_eq!(heard["text"], json!(text.sentence()));
        // In the same test, since a process that another test starts may hold a script open while it is written.
        let sender = CommandSender::new(PathBuf::from("/nonexistent/send"));
        assert_eq!(sender.send_code(&phone, "424242").await, Err(SendError::Failed));
    }
}
