//! `shanling ledger check`: a stable black box in front of crate `ledger`.

use std::io;

use clap::{
    Args,
    builder::{PossibleValuesParser, TypedValueParser as _},
};
use ledger::check::{self, Kind};
use serde_json::json;

use crate::cli::{Outcome, lines};

/// The format of the rows, which must not change: others have scripts that write them.
const ROWS: &str = "\
Reads one JSON object a line on standard input and answers each with one JSON object a line:
{\"ok\":true} or {\"ok\":false,\"error\":\"why\"}, and what else is listed here. A row that makes no sense is
not ok. A line is at most 1 MiB. The command ends with 0 whatever the verdicts are: they are in the answers.

KIND         row                                                        answer besides ok and error
inclusion    tree_size, leaf_index, leaf_hash, root, proof[]
consistency  old_size, new_size, old_root, new_root, proof[]
note         note_b64, vkeys[]                                          verified[], unverified[]
vkey         vkey                                                       name, key_id, algorithm
tlog-proof   proof_b64; to be judged: vkeys[], leaf_b64 or leaf_hash;   index, origin, tree_size,
             may have: origin, witnesses[], threshold                   witnesses{name: time}
cosignature  note_b64, vkey                                             time
disclosure   disclosure, digest                                         name, value
canonical    input_b64                                                  canonical, output_b64
tile         size, path, bytes_b64; may have: hashes_b64                width

Sizes, indices and thresholds are numbers; times are seconds since 1970. Hashes and everything named …_b64 are standard
base64 with padding, in its one canonical form. proof[] may be null when it is empty. vkeys and witnesses are verifier
keys of C2SP signed-note; keys of other types than Ed25519 (0x01) and cosignature/v1 (0x04) count as unknown.

inclusion, consistency   RFC 9162 sections 2.1.3.2 and 2.1.4.2. An old size of 0 is never ok.
note         verified[] and unverified[] are names in the order of the signature lines. ok: at least one key of vkeys[]
             signed, and no line that names one of them is wrong.
tlog-proof   c2sp.org/tlog-proof@v1. Without vkeys[] its form alone is judged. origin is the log's first line, taken from
             the file unless it is given. ok needs at least threshold cosignatures of witnesses[]; a key under the log's
             own name is never a witness.
canonical    ok: inside the subset of RFC 8785 that leaves are written in. canonical: the input is that very text. For JSON
             outside the subset output_b64 is still what RFC 8785 makes of it, where nothing is lost by it.
tile         path as below the log's prefix: tile/0/000.p/2, tile/entries/x001/002. size is that of the log. hashes_b64 is
             the tile of hashes over the entries of a bundle.";

/// Judges rows
#[derive(Debug, Args)]
#[command(after_long_help = ROWS, after_help = "`--help` tells the format of the rows.")]
pub struct Command {
    /// What the rows ask about
    #[arg(value_parser = PossibleValuesParser::new(Kind::ALL.map(Kind::word)).try_map(|word| word.parse::<Kind>()))]
    kind: Kind,
}

impl Command {
    /// Answers until the input ends.
    ///
    /// # Errors
    /// When input or output fail.
    pub fn run(self) -> Outcome {
        let (mut input, mut output) = (io::stdin().lock(), io::BufWriter::new(io::stdout().lock()));
        lines::answer(&mut input, &mut output, |line, output| {
            let answer = match line {
                Some(line) => check::row(self.kind, line),
                None => json!({"ok": false, "error": lines::TOO_LONG}).to_string(),
            };
            io::Write::write_all(output, answer.as_bytes())
        })?;
        Ok(())
    }
}
