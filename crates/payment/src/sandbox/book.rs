//! The sandbox's memory: a file of lines, each on the disk before it is told to anybody. Killing the process loses nothing
//! that was answered.

use std::{
    fs::{File, OpenOptions},
    io::{self, BufRead, BufReader, Write},
    path::Path,
};

use model::{Day, Fen, Millis};
use serde::{Deserialize, Serialize};

use super::wire::{Fault, NewRefund, NewTrade, RefundStatus, Transaction};

/// Something that happened.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Happened {
    /// A trade was opened; `token` names its cashier.
    Opened { trade: NewTrade, token: String },
    /// Money came.
    Captured(Transaction),
    /// The payer said that money will come at this moment.
    Promised { out_trade_no: String, at: Millis, amount: Fen },
    /// A trade was closed.
    Closed { out_trade_no: String },
    /// A refund was taken on.
    Refunding { refund: NewRefund, refund_id: String, at: Millis },
    /// A refund moved on.
    Moved { out_refund_no: String, status: RefundStatus, day: Day },
    /// A notice was acknowledged.
    Acknowledged { about: String },
    /// Faults were set.
    Faulty { out_trade_no: String, faults: Vec<Fault> },
    /// A fault has happened.
    Spent { out_trade_no: String, fault: Fault },
}

/// The open file.
pub(crate) struct Book(Option<File>);

impl Book {
    /// The lines so far, and the book to go on writing. A last line that was cut short never happened.
    pub(crate) fn open(path: Option<&Path>) -> io::Result<(Self, Vec<Happened>)> {
        let Some(path) = path else { return Ok((Self(None), Vec::new())) };
        let file = OpenOptions::new().create(true).read(true).append(true).open(path)?;
        let mut happened = Vec::new();
        let mut whole = 0_u64;
        let mut reader = BufReader::new(&file);
        let mut line = String::new();
        while reader.read_line(&mut line)? > 0 && line.ends_with('\n') {
            happened.push(serde_json::from_str(&line)?);
            whole += u64::try_from(line.len()).unwrap_or_default();
            line.clear();
        }
        drop(reader);
        file.set_len(whole)?;
        Ok((Self(Some(file)), happened))
    }

    /// Writes lines down, all of them or none; they are on the disk afterwards.
    pub(crate) fn write(&mut self, happened: &[Happened]) -> io::Result<()> {
        let Some(file) = &mut self.0 else { return Ok(()) };
        let mut text = Vec::new();
        for one in happened {
            serde_json::to_writer(&mut text, one)?;
            text.push(b'\n');
        }
        file.write_all(&text)?;
        file.sync_data()
    }
}
