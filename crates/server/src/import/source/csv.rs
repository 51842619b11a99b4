//! Comma-separated lines, in memory that no file can make grow: a cell ends at its limit, a row too.

use std::io::Read;

use csv_core::{ReadFieldResult, Reader};

use super::{
    CELL_MAX, CELLS_MAX, Format, Line, Unreadable,
    decode::{Decoded, Fault, encoding},
};

/// Hands every line to `take`, with the number of the line on which it begins.
pub(super) fn lines(file: &mut impl Read, format: Format, take: &mut Line<'_>) -> Result<(), Unreadable> {
    let mut text = Decoded::new(file, encoding(format));
    let mut lines = Lines {
        reader: Reader::new(),
        cell: vec![0; CELL_MAX + 4],
        filled: 0,
        cells: Vec::new(),
        start: 0,
        skipped: 1,
    };
    loop {
        let piece = text.next().map_err(|fault| match fault {
            Fault::Malformed => "bad_encoding：文件编码有误。".to_owned(),
            Fault::Io(error) => format!("读不了文件：{error}"),
        })?;
        let is_end = piece.is_empty();
        lines.feed(piece, take)?;
        if is_end {
            return Ok(());
        }
    }
}

struct Lines {
    reader: Reader,
    cell: Vec<u8>,
    filled: usize,
    cells: Vec<String>,
    /// The line on which the row at hand begins; 0 between rows.
    start: u64,
    /// Line ends that the reader was not shown, and one for counting from 1.
    skipped: u64,
}

impl Lines {
    /// Reads a piece of the file; an empty one is its end.
    fn feed(&mut self, mut piece: &[u8], take: &mut Line<'_>) -> Result<(), Unreadable> {
        let is_end = piece.is_empty();
        loop {
            if self.start == 0 {
                // Between rows: what is left of a line end, and empty lines.
                while let Some((end @ (b'\r' | b'\n'), rest)) = piece.split_first() {
                    self.skipped += u64::from(*end == b'\n');
                    piece = rest;
                }
                if piece.is_empty() {
                    return Ok(());
                }
                // The reader counts from 1 itself.
                self.start = self.reader.line() + self.skipped - 1;
            }
            if piece.is_empty() && !is_end {
                // To the reader, nothing means the end of the file.
                return Ok(());
            }
            let room = self.cell.get_mut(self.filled..).unwrap_or_default();
            let (outcome, read, written) = self.reader.read_field(piece, room);
            piece = piece.get(read..).unwrap_or_default();
            self.filled += written;
            match outcome {
                ReadFieldResult::InputEmpty if !is_end => return Ok(()),
                ReadFieldResult::InputEmpty => {}
                ReadFieldResult::OutputFull => return Err(self.too_large()),
                ReadFieldResult::Field { record_end } => self.end_cell(record_end, take)?,
                ReadFieldResult::End => return Ok(()),
            }
        }
    }

    fn end_cell(&mut self, is_last: bool, take: &mut Line<'_>) -> Result<(), Unreadable> {
        if self.filled > CELL_MAX {
            return Err(self.too_large());
        }
        let text = self.cell.get(..self.filled).unwrap_or_default();
        // The decoder yields nothing but UTF-8, and the commas do not cut it.
        self.cells.push(String::from_utf8_lossy(text).into_owned());
        self.filled = 0;
        if self.cells.len() > CELLS_MAX {
            return Err(format!("第{}行超过{CELLS_MAX}栏，请检查文件格式。", self.start));
        }
        if is_last {
            let line = u32::try_from(self.start).unwrap_or(u32::MAX);
            take(line, &mut self.cells)?;
            self.cells.clear();
            self.start = 0;
        }
        Ok(())
    }

    fn too_large(&self) -> Unreadable {
        format!("第{}行有一格超过64 KB，可能是引号没有配对，请检查文件。", self.start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Vec<(u32, Vec<String>)>, Unreadable> {
        let mut rows = Vec::new();
        lines(&mut text.as_bytes(), Format::Utf8 { bom: false }, &mut |line, cells| {
            rows.push((line, cells.clone()));
            Ok(())
        })?;
        Ok(rows)
    }

    #[test]
    fn rows_know_the_line_on_which_they_begin() {
        for end in ["\n", "\r\n"] {
            let text = ["a,b", "\"1", "2\",3", "", "", "x,y", "", "最后,行"].join(end);
            let rows = read(&text).unwrap();
            let places: Vec<u32> = rows.iter().map(|(line, _)| *line).collect();
            assert_eq!(places, [1, 2, 6, 8], "{end:?}");
            assert_eq!(rows[1].1, [format!("1{end}2"), "3".into()]);
            assert_eq!(rows[3].1, ["最后", "行"]);
        }
    }

    /// Yields one byte at a time.
    struct Trickle<'a>(&'a [u8]);

    impl Read for Trickle<'_> {
        fn read(&mut self, room: &mut [u8]) -> std::io::Result<usize> {
            let Some((first, rest)) = self.0.split_first() else { return Ok(0) };
            room[0] = *first;
            self.0 = rest;
            Ok(1)
        }
    }

    #[test]
    fn where_the_file_is_cut_into_pieces_makes_no_difference() {
        let text = "编号,名称\r\n1,\"一床,\"\"厚\"\"棉被\"\r\n\r\n2,\r\n3,三";
        let mut rows = Vec::new();
        lines(&mut Trickle(text.as_bytes()), Format::Utf8 { bom: false }, &mut |line, cells| {
            rows.push((line, cells.clone()));
            Ok(())
        })
        .unwrap();
        assert_eq!(rows, read(text).unwrap());
        assert_eq!(rows[1], (2, vec!["1".into(), "一床,\"厚\"棉被".into()]));
        assert_eq!(rows[3], (5, vec!["3".into(), "三".into()]));
    }

    #[test]
    fn a_cell_ends_at_its_limit() {
        assert!(read(&format!("a\n{}\n", "x".repeat(CELL_MAX))).is_ok());
        assert!(read(&format!("a\n{}\n", "x".repeat(CELL_MAX + 1))).unwrap_err().contains("第2行"));
        assert!(read(&format!("a\nb\n\"{}", "不配对".repeat(CELL_MAX))).unwrap_err().contains("第3行"));
        assert!(read(&",".repeat(CELLS_MAX + 1)).is_err());
    }
}
