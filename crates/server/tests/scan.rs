//! Printed codes as a scanner sees them: drawn at 300 dots an inch by librsvg, read by zbar.
//!
//! `cargo xtask test` installs both programs; without them the tests fail, since a code that nobody has read is no code.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has to fail")]

use std::{
    fs,
    path::PathBuf,
    process::{Command, Output},
};

use server::qr;

/// Two centimetres at 300 dots an inch.
const TWO_CENTIMETRES: u32 = 236;
/// The share of the code's modules that is lost.
const LOST: f64 = 0.15;

/// The middles of the stains, as parts of the code's width and height. Not among them: a dark stain whose edge runs along the
/// small fourth pattern, which leads zbar astray however little else it hides.
const STAINS: [(f64, f64); 5] = [(0.5, 0.5), (0.45, 0.62), (0.79, 0.79), (0.5, 0.75), (0.75, 0.5)];

/// The longest addresses that are printed, with a host of an ordinary length.
const ADDRESSES: [&str; 4] = [
    "https://shanling.nb-cishan.org.cn/w/7K3QZ8MV",
    "https://shanling.nb-cishan.org.cn/p/P-DEMO-01",
    "https://shanling.nb-cishan.org.cn/e/HAITANG-2026-NUANDONG",
    "https://shanling.example/s/S01",
];

struct Scrap(PathBuf);

impl Scrap {
    fn new(name: &str) -> Self {
        let dir = std::env::temp_dir().join(format!("shanling-scan-{}-{name}", std::process::id()));
        fs::create_dir_all(&dir).unwrap();
        Self(dir)
    }
}

impl Drop for Scrap {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn program(name: &str, arguments: &[&str]) -> Output {
    let output = Command::new(name).args(arguments).output();
    output.unwrap_or_else(|error| panic!("{name}: {error}; `cargo xtask setup` installs it"))
}

/// What zbar reads of an SVG that is so many dots wide.
fn read(svg: &str, dots: u32, name: &str) -> String {
    let scrap = Scrap::new(name);
    let (drawing, picture) = (scrap.0.join("code.svg"), scrap.0.join("code.png"));
    fs::write(&drawing, svg).unwrap();
    let (drawing, picture) = (drawing.to_str().unwrap(), picture.to_str().unwrap());
    let size = dots.to_string();
    let drawn = program("rsvg-convert", &["--width", &size, "--height", &size, "--output", picture, drawing]);
    assert!(drawn.status.success(), "{drawn:?}");
    let scanned = program("zbarimg", &["--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", picture]);
    String::from_utf8(scanned.stdout).unwrap().trim_end().to_owned()
}

/// The side of a drawing in modules, from its `viewBox`.
fn side(svg: &str) -> f64 {
    svg.split("viewBox=\"0 0 ").nth(1).unwrap().split(' ').next().unwrap().parse().unwrap()
}

/// The same drawing with a stain of one colour whose middle is at this part of the code's width and height.
fn stained(svg: &str, color: &str, x: f64, y: f64) -> String {
    let (side, code) = (side(svg), side(svg) - 8.0);
    let edge = (code * code * LOST).sqrt();
    let at = |part: f64| 4.0 + code * part - edge / 2.0;
    let stain =
        format!("<rect x=\"{}\" y=\"{}\" width=\"{edge}\" height=\"{edge}\" fill=\"{color}\"/></svg>", at(x), at(y));
    assert!(at(x) + edge <= side, "the stain lies on the code");
    svg.replace("</svg>", &stain)
}

#[test]
fn a_code_of_two_centimetres_is_read() {
    for (at, address) in ADDRESSES.into_iter().enumerate() {
        let svg = qr::svg(address, "").unwrap();
        assert_eq!(read(&svg, TWO_CENTIMETRES, &format!("small-{at}")), address);
    }
}

#[test]
fn a_code_that_has_lost_a_seventh_to_a_stain_is_read() {
    for (at, address) in ADDRESSES.into_iter().enumerate() {
        let svg = qr::svg(address, "").unwrap();
        for (place, (x, y)) in STAINS.into_iter().enumerate() {
            for color in ["#fff", "#000", "#7a4a2a"] {
                let name = format!("stain-{at}-{place}-{}", color.trim_start_matches('#'));
                let read = read(&stained(&svg, color, x, y), TWO_CENTIMETRES, &name);
                assert_eq!(read, address, "a stain of {color} at {x} {y}");
            }
        }
    }
}
