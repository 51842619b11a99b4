//! Files that cannot be imported: one clear sentence, and nothing is stored of them.

use std::io::Write as _;

use server::import::{
    columns::Column as C,
    source::{CELL_MAX, CSV_ROWS, XLSX_ROWS},
};
use store::{Engine, testing::Fresh};
use zip::{ZipWriter, write::SimpleFileOptions};

use crate::station::{Line, Station, differences, generate, text};

async fn station() -> Station {
    Station::new(Fresh::new(Engine::Sqlite).await).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_none_of_ours_is_refused_with_a_clear_sentence() {
    let station = station().await;
    let good = text(&[Line::new("A1")]);
    let without = good.replacen("同类登记人数", "别的", 1);
    let twice = good.replacen("采集人", "姓名", 1);
    let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain(good.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let mut broken = good.clone().into_bytes();
    broken.extend([0xff, 0xff, b'\n']);
    let cases: [(&str, &[u8], &str); 9] = [
        ("empty.csv", b"", "空"),
        ("missing.csv", without.as_bytes(), "missing_column：缺少这些栏：同类登记人数"),
        ("twice.csv", twice.as_bytes(), "“姓名”这一栏出现了两次"),
        ("utf16.csv", &utf16, "UTF-16"),
        ("broken.csv", &broken, "bad_encoding"),
        ("old.xls", &[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1], ".xls"),
        ("paper.pdf", b"%PDF-1.7", "PDF"),
        ("other.csv", "a,b,c\n1,2,3\n".as_bytes(), "表头"),
        ("binary.csv", b"a\0b,c\n", "不是文本文件"),
    ];
    for (name, bytes, want) in cases {
        let sentence = station.refused(name, bytes).await;
        assert!(sentence.contains(want), "{name}: {sentence}");
    }
    let missing = station.import(&station.fresh.dir.join("nowhere.csv")).await;
    assert!(matches!(missing, Err(server::import::Trouble::Unusable(_))));
    assert_eq!(station.count("select count(*) from import_batch").await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn too_many_rows_and_too_large_cells_are_refused_before_anything_is_stored() {
    let station = station().await;
    let header = text(&[]);
    let line = ",".repeat(34);
    let rows = format!("{header}{}", format!("x{line}\n").repeat(usize::try_from(CSV_ROWS).unwrap() + 1));
    assert!(station.refused("long.csv", rows.as_bytes()).await.contains("200000"));
    let mut rows = text(&vec![Line::new("A1"); 600]);
    rows += &format!("A2,{}{}\n", "很".repeat(CELL_MAX / 3 + 1), ",".repeat(33));
    let sentence = station.refused("wide.csv", rows.as_bytes()).await;
    assert!(sentence.contains("第602行") && sentence.contains("64 KB"), "{sentence}");
    assert_eq!(station.count("select count(*) from wish").await, 0);
    assert_eq!(station.count("select count(*) from import_row").await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_house_without_catalogue_or_stations_says_which_command_to_run() {
    let fresh = Fresh::new(Engine::Sqlite).await;
    let store = fresh.open().await;
    let keys = server::keys::Keys::open(&fresh.dir.join("keys")).unwrap();
    let today = "2026-11-22".parse().unwrap();
    let clock = server::clock::Clock::system();
    let station = Station { fresh, store, keys, clock, today };
    assert!(station.refused("a.csv", text(&[Line::new("A1")]).as_bytes()).await.contains("catalogue import"));
}

#[tokio::test(flavor = "multi_thread")]
async fn two_imports_do_not_run_at_once() {
    let station = station().await;
    let turn = std::fs::File::create(station.fresh.dir.join("turn")).unwrap();
    turn.lock().unwrap();
    assert!(station.refused("a.csv", text(&[Line::new("A1")]).as_bytes()).await.contains("另一个导入"));
    drop(turn);
    assert!(station.rows(&[Line::new("A1")]).await[0].outcome.is_ok());
}

/// A workbook of one sheet; numbers are written as numbers.
fn xlsx(rows: &[Vec<String>]) -> Vec<u8> {
    let mut sheet = String::from(
        r#"<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>"#,
    );
    for (row, cells) in (1..).zip(rows) {
        sheet += &format!(r#"<row r="{row}">"#);
        for (at, cell) in cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            let column: String = match at {
                0..26 => char::from(b'A' + u8::try_from(at).unwrap()).to_string(),
                _ => format!("A{}", char::from(b'A' + u8::try_from(at - 26).unwrap())),
            };
            if let Some(number) = cell.strip_prefix('#') {
                sheet += &format!(r#"<c r="{column}{row}"><v>{number}</v></c>"#);
            } else {
                let cell = cell.replace('&', "&amp;").replace('<', "&lt;");
                sheet += &format!(r#"<c r="{column}{row}" t="inlineStr"><is><t>{cell}</t></is></c>"#);
            }
        }
        sheet += "</row>";
    }
    workbook(&(sheet + "</sheetData></worksheet>"), &[])
}

fn workbook(sheet: &str, extra: &[u8]) -> Vec<u8> {
    let mut zip = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let parts = [
        (
            "[Content_Types].xml",
            r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>"#,
        ),
        (
            "_rels/.rels",
            r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
        ),
        (
            "xl/workbook.xml",
            r#"<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="需求" sheetId="1" r:id="rId1"/></sheets></workbook>"#,
        ),
        (
            "xl/_rels/workbook.xml.rels",
            r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#,
        ),
        ("xl/worksheets/sheet1.xml", sheet),
    ];
    for (name, content) in parts {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    if !extra.is_empty() {
        zip.start_file("xl/media/image1.png", SimpleFileOptions::default()).unwrap();
        // A thousandfold: a small file that unfolds to more than it may.
        for _ in 0..1024 {
            zip.write_all(extra).unwrap();
        }
    }
    zip.finish().unwrap().into_inner()
}

/// The cells of a CSV without quotes in it.
fn cells(csv: &str) -> Vec<Vec<String>> {
    csv.lines().map(|line| line.trim_start_matches('\u{feff}').split(',').map(str::to_owned).collect()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_workbook_gets_the_same_verdicts_as_the_csv_it_was_made_from() {
    let station = station().await;
    let (file, expected) = generate(&station.fresh.dir, &["--seed", "5", "--rows", "400"]);
    let book = station.fresh.dir.join("book.xlsx");
    std::fs::write(&book, xlsx(&cells(&std::fs::read_to_string(file).unwrap()))).unwrap();
    let report = station.import(&book).await.unwrap();
    let wrong = differences(&report.verdicts, &expected);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test(flavor = "multi_thread")]
async fn numbers_of_a_spreadsheet_are_read_as_it_shows_them() {
    let station = station().await;
    let good = Line::new("A1").with(C::Price, "#168").with(C::Slots, "#3").with(C::Crowd, "#30");
    let mangled = Line::new("A2").with(C::Identity, "#990001195003070114");
    let rows: Vec<Vec<String>> = [C::ALL.iter().map(|column| column.zh().to_owned()).collect()]
        .into_iter()
        .chain([good, mangled].iter().map(|line| C::ALL.iter().map(|column| line.get(*column).to_owned()).collect()))
        .collect();
    let book = station.fresh.dir.join("book.xlsx");
    std::fs::write(&book, xlsx(&rows)).unwrap();
    let verdicts = station.import(&book).await.unwrap().verdicts;
    assert_eq!(crate::station::codes(&verdicts[0]), Vec::<&str>::new());
    assert_eq!(crate::station::codes(&verdicts[1]), ["identity_mangled"]);
    assert_eq!(station.wish("A1").await.unwrap().slots, 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_zip_bomb_and_other_false_workbooks_are_refused() {
    let station = station().await;
    let bomb = workbook("<worksheet/>", &vec![0; 64 * 1024]);
    assert!(bomb.len() < 1 << 20, "{} bytes", bomb.len());
    assert!(station.refused("bomb.xlsx", &bomb).await.contains("50 MB"));
    let header: Vec<String> = C::ALL.iter().map(|column| column.zh().to_owned()).collect();
    let mut rows = vec![header.clone()];
    rows.resize(usize::try_from(XLSX_ROWS).unwrap() + 2, vec!["x".to_owned()]);
    assert!(station.refused("long.xlsx", &xlsx(&rows)).await.contains("20000"));
    assert!(station.refused("cut.xlsx", &xlsx(&[header])[..600]).await.contains("损坏"));
    let far = r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="XFD1"><v>1</v></c></row></sheetData></worksheet>"#;
    assert!(station.refused("far.xlsx", &workbook(far, &[])).await.contains("200栏"));
    assert_eq!(station.count("select count(*) from import_batch").await, 0);
}
