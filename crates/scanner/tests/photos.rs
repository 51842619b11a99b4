//! Our printed codes as phones take them: turned, out of focus, in bad light, stained.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on has to fail")]

use proptest::{prelude::*, test_runner::RngSeed};
use qrcode::{Color, EcLevel, QrCode};
use scanner::{Picture, read};

/// What is printed; posters carry the highest error correction.
const ADDRESSES: [&str; 3] = [
    "https://shanling.nb-cishan.org.cn/w/7K3QZ8MV",
    "https://shanling.nb-cishan.org.cn/e/HAITANG-2026-NUANDONG",
    "https://shanling.example/s/S01",
];

/// The share of a code's area that a stain hides.
const LOST: f64 = 0.15;

/// How a photo was taken.
#[derive(Clone, Copy, Debug)]
struct Shot {
    /// Turned by so many degrees.
    turn: f64,
    /// Pixels a module.
    scale: f64,
    /// The radius of what should be a point, in pixels.
    blur: usize,
    /// The middle of the stain as parts of the code's sides, and its grey.
    stain: Option<(f64, f64, f64)>,
    /// How much darker the dim side is, of 1.
    shade: f64,
}

const PLAIN: Shot = Shot { turn: 0.0, scale: 6.0, blur: 0, stain: None, shade: 0.0 };

/// A code on paper of its quiet zone, on a table that is neither black nor white.
struct Printed {
    side: usize,
    dark: Vec<bool>,
}

impl Printed {
    fn new(text: &str) -> Self {
        let code = QrCode::with_error_correction_level(text, EcLevel::H).unwrap();
        let side = code.width();
        Self { side, dark: code.into_colors().into_iter().map(|color| color == Color::Dark).collect() }
    }

    /// The brightness at a place that is given in modules from the code's corner; 0 to 1.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "small whole numbers"
    )]
    fn bright(&self, x: f64, y: f64, stain: Option<(f64, f64, f64)>) -> f64 {
        let side = self.side as f64;
        let edge = (side * side * LOST).sqrt() / 2.0;
        if let Some((at_x, at_y, grey)) = stain
            && (x - at_x * side).abs() < edge
            && (y - at_y * side).abs() < edge
        {
            return grey;
        }
        if x < -4.0 || y < -4.0 || x >= side + 4.0 || y >= side + 4.0 {
            return 0.55;
        }
        let is_dark = x >= 0.0 && y >= 0.0 && x < side && y < side && self.dark[y as usize * self.side + x as usize];
        if is_dark { 0.08 } else { 0.93 }
    }

    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "small whole numbers"
    )]
    fn photo(&self, shot: Shot) -> Picture {
        let half = self.side as f64 / 2.0;
        let size = ((self.side as f64 + 14.0) * shot.scale * 1.42) as usize;
        let (sin, cos) = (shot.turn.to_radians().sin(), shot.turn.to_radians().cos());
        let point = |px: f64, py: f64| {
            let (x, y) = ((px - size as f64 / 2.0) / shot.scale, (py - size as f64 / 2.0) / shot.scale);
            let light = 1.0 - shot.shade * px / size as f64;
            light * self.bright(half + x * cos + y * sin, half - x * sin + y * cos, shot.stain)
        };
        let pixel = |at: usize| {
            let (x, y) = ((at % size) as f64, (at / size) as f64);
            let four = [(0.25, 0.25), (0.75, 0.25), (0.25, 0.75), (0.75, 0.75)];
            four.iter().map(|(dx, dy)| point(x + dx, y + dy)).sum::<f64>() / 4.0
        };
        let mut light: Vec<f64> = (0..size * size).map(pixel).collect();
        // Three boxes, one after the other, are nearly the blur of a lens.
        for _ in 0..3 {
            light = boxed(&boxed(&light, size, shot.blur, 1), size, shot.blur, size);
        }
        Picture::new(size, size, light.into_iter().map(|light| (light * 255.0) as u8).collect()).unwrap()
    }
}

/// The mean over `2 * radius + 1` pixels, `step` apart.
#[expect(clippy::cast_precision_loss, reason = "small whole numbers")]
fn boxed(light: &[f64], size: usize, radius: usize, step: usize) -> Vec<f64> {
    if radius == 0 {
        return light.to_vec();
    }
    let along = |at: usize| if step == 1 { at % size } else { at / size };
    let mean = |at: usize| {
        let (before, after) = (along(at).min(radius), (size - 1 - along(at)).min(radius));
        let all = (at - before * step..=at + after * step).step_by(step);
        all.map(|place| light[place]).sum::<f64>() / (before + after + 1) as f64
    };
    (0..light.len()).map(mean).collect()
}

#[test]
fn a_code_is_read_however_it_is_turned() {
    for address in ADDRESSES {
        let printed = Printed::new(address);
        for turn in (0..360).step_by(30) {
            let turn = f64::from(turn);
            assert_eq!(read(&printed.photo(Shot { turn, ..PLAIN })), [address], "turned by {turn} degrees");
        }
    }
}

#[test]
fn a_code_is_read_out_of_focus_and_in_bad_light() {
    for address in ADDRESSES {
        let printed = Printed::new(address);
        for (blur, shade) in [(0, 0.6), (1, 0.0), (1, 0.5), (2, 0.0), (2, 0.3)] {
            let shot = Shot { turn: 7.0, blur, shade, ..PLAIN };
            assert_eq!(read(&printed.photo(shot)), [address], "{shot:?}");
        }
    }
}

#[test]
fn a_code_that_has_lost_a_seventh_to_a_stain_is_read() {
    for address in ADDRESSES {
        let printed = Printed::new(address);
        for (x, y) in [(0.5, 0.5), (0.45, 0.62), (0.5, 0.75), (0.75, 0.5)] {
            for (grey, turn, blur) in [(0.05, 0.0, 0), (0.4, 20.0, 1), (0.95, 200.0, 1)] {
                let shot = Shot { stain: Some((x, y, grey)), turn, blur, ..PLAIN };
                assert_eq!(read(&printed.photo(shot)), [address], "{shot:?}");
            }
        }
    }
}

#[test]
fn a_photo_that_is_larger_than_it_need_be_is_read_too() {
    let printed = Printed::new(ADDRESSES[0]);
    let shot = Shot { scale: 20.0, blur: 9, turn: 33.0, ..PLAIN };
    assert_eq!(read(&printed.photo(shot)), [ADDRESSES[0]]);
}

#[test]
fn no_code_is_no_text() {
    let grey =
        |side: usize, shade: fn(usize) -> u8| Picture::new(side, side, (0..side * side).map(shade).collect()).unwrap();
    assert_eq!(read(&grey(300, |_| 128)), Vec::<String>::new());
    assert_eq!(read(&grey(300, |at| if at % 2 == 0 { 0 } else { 255 })), Vec::<String>::new());
    assert_eq!(read(&grey(1, |_| 0)), Vec::<String>::new());
}

#[test]
fn a_picture_whose_sides_do_not_fit_its_pixels_is_none() {
    for (width, height, pixels) in [(0, 0, 0), (2, 2, 3), (usize::MAX, 2, 4), (3, 0, 0)] {
        assert_eq!(Picture::new(width, height, vec![0; pixels]), None, "{width} {height} {pixels}");
    }
    assert_eq!(Picture::of_rgba(1, 1, &[255, 255, 255]), None);
    assert_eq!(Picture::of_rgba(2, 1, &[255, 255, 255, 255, 0, 0, 0, 255]), Picture::new(2, 1, vec![255, 0]));
}

proptest! {
    // The same photos each time: no reader reads every one, and a test must not fail by chance.
    #![proptest_config(ProptestConfig { cases: 24, rng_seed: RngSeed::Fixed(20_261_122), failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever a camera shows, the reader comes back, and makes nothing up.
    #[test]
    fn noise_is_no_code(width in 1_usize..160, height in 1_usize..160, seed in any::<u64>()) {
        let mut state = seed | 1;
        let grey = std::iter::repeat_with(|| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            state.to_le_bytes()[0]
        });
        let picture = Picture::new(width, height, grey.take(width * height).collect()).unwrap();
        prop_assert_eq!(read(&picture), Vec::<String>::new());
    }

    /// What is written is what is read, at any angle; whose address it is makes no difference.
    #[test]
    fn any_address_comes_back(text in "https://[a-z.-]{8,30}/[wpes]/[0-9A-Za-z-]{3,24}", turn in 0.0..360.0) {
        let shot = Shot { turn, scale: 5.0, ..PLAIN };
        prop_assert_eq!(read(&Printed::new(&text).photo(shot)), vec![text]);
    }
}
