//! Commands that answer line by line, so that other programs can hold a conversation with them.

use std::io::{self, BufRead, Read, Write};

/// The longest line that is read, in bytes.
pub(super) const MAX: usize = 1 << 20;

/// What to say of a longer one.
pub(super) const TOO_LONG: &str = "the line is longer than 1 MiB";

/// Has every line of `input` answered by one line of `output`; a line that is longer than [`MAX`] comes as `None`.
/// What was answered is sent as soon as nothing more waits to be read.
pub(super) fn answer<W: Write>(
    input: &mut impl BufRead,
    output: &mut W,
    mut reply: impl FnMut(Option<&[u8]>, &mut W) -> io::Result<()>,
) -> io::Result<()> {
    let mut line = Vec::new();
    loop {
        line.clear();
        let read = Read::take(&mut *input, MAX as u64 + 1).read_until(b'\n', &mut line)?;
        if read == 0 {
            return output.flush();
        }
        if read > MAX && line.last() != Some(&b'\n') {
            skip(input)?;
            reply(None, output)?;
        } else {
            reply(Some(&line), output)?;
        }
        output.write_all(b"\n")?;
        if input.fill_buf().is_ok_and(<[u8]>::is_empty) {
            output.flush()?;
        }
    }
}

fn skip(input: &mut impl BufRead) -> io::Result<()> {
    loop {
        let buffer = input.fill_buf()?;
        let (length, is_end) = match buffer.iter().position(|byte| *byte == b'\n') {
            Some(at) => (at + 1, true),
            None => (buffer.len(), buffer.is_empty()),
        };
        input.consume(length);
        if is_end {
            return Ok(());
        }
    }
}
