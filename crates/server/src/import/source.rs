//! A file of rows, whatever it is written in: found out first, measured once, then read in a stream.

use std::{
    fs::File,
    io::{Read, Seek},
    path::Path,
};

use super::columns::{Header, Row};

mod csv;
mod decode;
mod xlsx;

/// The largest cell in bytes of UTF-8.
pub const CELL_MAX: usize = 64 * 1024;
/// The most rows of a CSV file, without its header.
pub const CSV_ROWS: u32 = 200_000;
/// The most rows of an XLSX file, without its header.
pub const XLSX_ROWS: u32 = 20_000;
/// The most bytes that an XLSX file may unfold to.
pub const XLSX_BYTES: u64 = 50 * 1024 * 1024;
/// The most lines of a small table, such as the stations.
pub const SMALL_ROWS: usize = 10_000;
/// The most cells of one row.
pub const CELLS_MAX: usize = 200;

/// A file that has been looked through: it can be read, and holds no more than it may.
pub struct Source {
    file: File,
    format: Format,
    /// How many rows there are, without the header and empty ones.
    pub rows: u32,
    /// How many headings we do not know.
    pub unknown: usize,
}

/// What the file is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Comma-separated, in UTF-8.
    Utf8 {
        /// Whether it begins with a byte order mark.
        bom: bool,
    },
    /// Comma-separated, as Excel in Chinese saves it.
    Gb18030,
    /// A workbook.
    Xlsx,
}

impl Format {
    /// Its name, for the person at the keyboard.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Utf8 { bom: true } => "CSV（UTF-8，带BOM）",
            Self::Utf8 { bom: false } => "CSV（UTF-8）",
            Self::Gb18030 => "CSV（GB18030）",
            Self::Xlsx => "XLSX",
        }
    }
}

/// Why a file cannot be imported, in one Chinese sentence.
pub type Unreadable = String;

/// Takes the cells of a line; may stop the reading.
type Line<'a> = dyn FnMut(u32, &mut Vec<String>) -> Result<(), Unreadable> + 'a;

/// Every line of a small CSV file, the header's too; at most [`SMALL_ROWS`].
///
/// # Errors
/// When it is not such a file.
pub fn small_table(path: &Path) -> Result<Vec<(u32, Vec<String>)>, Unreadable> {
    let shown = path.display();
    let mut file = File::open(path).map_err(|error| format!("打不开文件 {shown}：{error}"))?;
    let format = decode::detect(&mut file)?;
    file.rewind().map_err(|error| format!("读不了文件：{error}"))?;
    let mut rows = Vec::new();
    csv::lines(&mut file, format, &mut |line, cells| {
        let trimmed = cells.iter().map(|cell| cell.trim().trim_start_matches('\u{feff}').to_owned());
        rows.push((line, trimmed.collect()));
        if rows.len() > SMALL_ROWS { Err(format!("行数超过上限（{SMALL_ROWS}行）。")) } else { Ok(()) }
    })?;
    Ok(rows)
}

impl Source {
    /// Looks through a file: its format, its header, its limits. Nothing is kept of it.
    ///
    /// # Errors
    /// When it is not a file of rows, is badly encoded, lacks a column, or is too large.
    pub fn open(path: &Path) -> Result<Self, Unreadable> {
        let shown = path.display();
        let mut file = File::open(path).map_err(|error| format!("打不开文件 {shown}：{error}"))?;
        if !file.metadata().is_ok_and(|meta| meta.is_file()) {
            return Err(format!("{shown} 不是文件。"));
        }
        let mut start = Vec::new();
        file.by_ref().take(8).read_to_end(&mut start).map_err(|error| format!("读不了文件 {shown}：{error}"))?;
        let format = match start.as_slice() {
            [] => return Err("文件是空的。".into()),
            [b'P', b'K', 3, 4, ..] => {
                xlsx::measure(&mut file)?;
                Format::Xlsx
            }
            [0xd0, 0xcf, 0x11, 0xe0, ..] => return Err("这是旧版 Excel（.xls）文件，请另存为 .xlsx 或 CSV。".into()),
            [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => {
                return Err("bad_encoding：文件是 UTF-16 编码，请另存为“CSV UTF-8”。".into());
            }
            [b'%', b'P', b'D', b'F', ..] => return Err("这是 PDF 文件，请用服务站导出的 CSV 或 XLSX 原文件。".into()),
            _ => decode::detect(&mut file)?,
        };
        let mut source = Self { file, format, rows: 0, unknown: 0 };
        let (mut rows, mut unknown) = (0, 0);
        let most = if format == Format::Xlsx { XLSX_ROWS } else { CSV_ROWS };
        source.each(&mut |header, _| {
            unknown = header.unknown;
            rows += 1;
            if rows > most {
                Err(format!("行数超过上限（{most}行），请分成几个文件导入。"))
            } else {
                Ok(())
            }
        })?;
        source.rows = rows;
        source.unknown = unknown;
        Ok(source)
    }

    /// What it is written in.
    #[must_use]
    pub const fn format(&self) -> Format {
        self.format
    }

    /// Reads every row that is not empty, in order.
    ///
    /// # Errors
    /// When the file is not what it was, or `take` stops the reading.
    pub fn each(&mut self, take: &mut dyn FnMut(&Header, Row) -> Result<(), Unreadable>) -> Result<(), Unreadable> {
        let mut header: Option<Header> = None;
        let mut line = |line: u32, cells: &mut Vec<String>| match &header {
            None => {
                header = Some(Header::read(cells)?);
                Ok(())
            }
            Some(header) => header.row(line, cells).map_or(Ok(()), |row| take(header, row)),
        };
        self.file.rewind().map_err(|error| format!("读不了文件：{error}"))?;
        match self.format {
            Format::Xlsx => xlsx::lines(&mut self.file, &mut line)?,
            format => csv::lines(&mut self.file, format, &mut line)?,
        }
        if header.is_none() { Err("文件里没有表头。".into()) } else { Ok(()) }
    }
}
