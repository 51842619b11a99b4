//! Workbooks: unfolded once with a count before any of it is believed, then read cell by cell.

use std::{
    fs::File,
    io::{BufReader, Read, Seek},
};

use calamine::{DataRef, Reader, Xlsx};

use super::{CELL_MAX, CELLS_MAX, Line, Unreadable, XLSX_BYTES, XLSX_ROWS};

/// Entries of the archive; a workbook has a few dozen.
const ENTRIES_MAX: usize = 2_000;
/// The longest integer that a spreadsheet keeps exactly.
const EXACT: f64 = 1e15;

/// Unfolds every entry into nothing and counts: what an archive says of its own size is not believed.
pub(super) fn measure(file: &mut File) -> Result<(), Unreadable> {
    let broken = |_| "XLSX 文件已损坏，请重新导出。".to_owned();
    file.rewind().map_err(|error| format!("读不了文件：{error}"))?;
    let mut archive = zip::ZipArchive::new(BufReader::new(file)).map_err(broken)?;
    if archive.len() > ENTRIES_MAX {
        return Err("XLSX 文件内部条目过多，不是正常的工作簿。".into());
    }
    let mut left = XLSX_BYTES;
    for at in 0..archive.len() {
        let entry = archive.by_index(at).map_err(broken)?;
        let unfolded = std::io::copy(&mut entry.take(left + 1), &mut std::io::sink())
            .map_err(|_| "XLSX 文件已损坏，请重新导出。".to_owned())?;
        left = left.checked_sub(unfolded).ok_or("XLSX 展开后超过50 MB，请分成几个文件导入。")?;
    }
    Ok(())
}

/// Hands every row of the first sheet to `take`.
pub(super) fn lines(file: &mut File, take: &mut Line<'_>) -> Result<(), Unreadable> {
    let broken = |_| "XLSX 文件读不了，请重新导出。".to_owned();
    let mut book: Xlsx<_> = Xlsx::new(BufReader::new(file)).map_err(broken)?;
    let sheet = book.sheet_names().first().cloned().ok_or("XLSX 文件里没有工作表。")?;
    let mut reader = book.worksheet_cells_reader(&sheet).map_err(broken)?;
    let (mut line, mut cells) = (0, Vec::new());
    // Empty cells at the end of a row are not written down; the first row says how many belong to it.
    let mut width = 0;
    let mut end = |line: u32, cells: &mut Vec<String>| {
        if width == 0 {
            width = cells.len();
        }
        cells.resize(cells.len().max(width), String::new());
        take(line, cells)
    };
    while let Some(cell) = reader.next_cell().map_err(broken)? {
        let (row, column) = cell.get_position();
        let column = usize::try_from(column).unwrap_or(usize::MAX);
        let text = text(cell.get_value());
        if text.is_empty() {
            continue;
        }
        let here = row.saturating_add(1);
        if here != line {
            if here < line {
                return Err("XLSX 工作表的行序不对，请重新导出。".into());
            }
            if line > 0 {
                end(line, &mut cells)?;
            }
            cells.clear();
            line = here;
        }
        if line > XLSX_ROWS + 1 {
            return Err(format!("行数超过上限（{XLSX_ROWS}行），请分成几个文件导入。"));
        }
        if column >= CELLS_MAX || text.len() > CELL_MAX {
            return Err(format!("第{line}行超过{CELLS_MAX}栏，或有一格超过64 KB，请检查文件。"));
        }
        if cells.len() <= column {
            cells.resize(column + 1, String::new());
        }
        if let Some(place) = cells.get_mut(column) {
            *place = text;
        }
    }
    if line > 0 { end(line, &mut cells) } else { Ok(()) }
}

/// A cell as the person sees it; what a spreadsheet cannot hold exactly looks as broken as it is.
fn text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) if number.fract() == 0.0 && number.abs() < EXACT => format!("{number:.0}"),
        DataRef::Float(number) if number.abs() >= EXACT => format!("{number:E}"),
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Bool(is_true) => if *is_true { "TRUE" } else { "FALSE" }.to_owned(),
        DataRef::DateTime(moment) => {
            // The time of the day is left off: a column of days has none.
            let (year, month, day, ..) = moment.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        DataRef::Error(error) => error.to_string(),
        DataRef::Empty => String::new(),
    }
}
