//! Every file once more in brotli and gzip, as small as they go: it is done once and downloaded often.

use std::io::Write;

use anyhow::Result;
use flate2::{Compression, write::GzEncoder};

use crate::dist::Files;

/// Adds `NAME.br` and `NAME.gz` where they are smaller than `NAME`.
pub(crate) fn add_compressed(files: &mut Files) -> Result<()> {
    let mut made = Files::new();
    for (name, content) in files.iter() {
        for (ending, smaller) in [("br", brotli(content)?), ("gz", gzip(content)?)] {
            if smaller.len() < content.len() {
                made.insert(format!("{name}.{ending}"), smaller);
            }
        }
    }
    files.append(&mut made);
    Ok(())
}

/// Brotli of the highest quality.
pub(crate) fn brotli(content: &[u8]) -> Result<Vec<u8>> {
    let params =
        brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 24, size_hint: content.len(), ..Default::default() };
    let mut out = Vec::new();
    brotli::BrotliCompress(&mut &*content, &mut out, &params)?;
    Ok(out)
}

fn gzip(content: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content)?;
    Ok(encoder.finish()?)
}
