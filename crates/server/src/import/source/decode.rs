//! From the bytes of a text file to UTF-8, in a stream; a single wrong byte is an error, never a guess.

use std::io::{Read, Seek};

use encoding_rs::{Decoder, DecoderResult, Encoding, GB18030, UTF_8};

use super::{Format, Unreadable};

const CHUNK: usize = 32 * 1024;

/// Decodes a stream.
pub(super) struct Decoded<R> {
    input: R,
    decoder: Decoder,
    raw: Vec<u8>,
    used: usize,
    is_over: bool,
    text: Vec<u8>,
}

/// Why no text came.
pub(super) enum Fault {
    /// The bytes are not of this encoding.
    Malformed,
    /// The disk failed.
    Io(std::io::Error),
}

impl<R: Read> Decoded<R> {
    pub(super) fn new(input: R, encoding: &'static Encoding) -> Self {
        let decoder = encoding.new_decoder_without_bom_handling();
        Self { input, decoder, raw: Vec::new(), used: 0, is_over: false, text: vec![0; 2 * CHUNK] }
    }

    /// The next piece of text; empty at the end.
    pub(super) fn next(&mut self) -> Result<&[u8], Fault> {
        loop {
            if self.used == self.raw.len() && !self.is_over {
                self.raw.resize(CHUNK, 0);
                let read = self.input.read(&mut self.raw).map_err(Fault::Io)?;
                self.raw.truncate(read);
                self.used = 0;
                self.is_over = read == 0;
            }
            let rest = self.raw.get(self.used..).unwrap_or_default();
            let (outcome, read, written) =
                self.decoder.decode_to_utf8_without_replacement(rest, &mut self.text, self.is_over);
            self.used += read;
            if matches!(outcome, DecoderResult::Malformed(..)) {
                return Err(Fault::Malformed);
            }
            let is_end = self.is_over && matches!(outcome, DecoderResult::InputEmpty);
            if written > 0 || is_end {
                return Ok(self.text.get(..written).unwrap_or_default());
            }
        }
    }
}

pub(super) const fn encoding(format: Format) -> &'static Encoding {
    match format {
        Format::Gb18030 => GB18030,
        _ => UTF_8,
    }
}

/// Which encoding every byte of the file agrees with.
pub(super) fn detect(file: &mut (impl Read + Seek)) -> Result<Format, Unreadable> {
    for format in [Format::Utf8 { bom: false }, Format::Gb18030] {
        file.rewind().map_err(|error| format!("读不了文件：{error}"))?;
        let mut text = Decoded::new(&mut *file, encoding(format));
        let mut is_first = true;
        let mut bom = false;
        loop {
            match text.next() {
                Ok([]) => return Ok(if bom { Format::Utf8 { bom } } else { format }),
                Ok(piece) if piece.contains(&0) => {
                    return Err("这不是文本文件，请用服务站导出的 CSV 或 XLSX 原文件。".into());
                }
                Ok(piece) => {
                    bom |= is_first && format != Format::Gb18030 && piece.starts_with("\u{feff}".as_bytes());
                    is_first = false;
                }
                Err(Fault::Malformed) => break,
                Err(Fault::Io(error)) => return Err(format!("读不了文件：{error}")),
            }
        }
    }
    Err("bad_encoding：文件既不是 UTF-8 也不是 GB18030 编码，请另存为“CSV UTF-8”。".into())
}
