//! The modules of a QR code: bytes, level M, versions 2 to 6, mask 0.

/// Rows of modules, dark or light.
pub(super) type Code = Vec<Vec<bool>>;

/// Data bytes, error correction bytes a block and blocks of each version, from 2 on (table 9).
const VERSIONS: [(usize, usize, usize); 5] = [(28, 16, 1), (44, 26, 1), (64, 18, 2), (86, 24, 2), (108, 16, 4)];

/// Level M and mask 0 with their own error correction (table C.1), highest bit first.
const FORMAT: u32 = 0b101_0100_0001_0010;

/// The code of some bytes, or `None` where they do not fit.
pub(super) fn encode(bytes: &[u8]) -> Option<Code> {
    // Four bits of mode and eight of length come before the bytes.
    let index = VERSIONS.iter().position(|(data, _, _)| bytes.len() + 2 <= *data)?;
    let (data, correction, blocks) = VERSIONS.get(index).copied()?;
    let words = interleave(&fill(bytes, data), correction, blocks);
    let mut sheet = Sheet::new(17 + 4 * (index + 2));
    sheet.patterns();
    sheet.format();
    sheet.words(&words);
    Some(sheet.dark)
}

/// The data words: mode, length, bytes, end, padding.
fn fill(bytes: &[u8], size: usize) -> Vec<u8> {
    let mut nibbles = vec![4];
    let length = u8::try_from(bytes.len()).unwrap_or_default();
    for byte in std::iter::once(&length).chain(bytes) {
        nibbles.extend([byte >> 4, byte & 15]);
    }
    nibbles.push(0);
    let mut words: Vec<u8> =
        nibbles.chunks(2).map(|pair| pair.iter().fold(0, |word, nibble| word << 4 | nibble)).collect();
    let padding = [0xEC, 0x11].into_iter().cycle().take(size.saturating_sub(words.len()));
    words.extend(padding);
    words
}

/// The words of all blocks and their error correction, taken in turns.
fn interleave(data: &[u8], correction: usize, blocks: usize) -> Vec<u8> {
    let generator = generator(correction);
    let parts: Vec<&[u8]> = data.chunks(data.len() / blocks).collect();
    let checks: Vec<Vec<u8>> = parts.iter().map(|part| remainder(part, &generator)).collect();
    let longest = data.len() / blocks;
    let data = (0..longest).flat_map(|i| parts.iter().filter_map(move |part| part.get(i)));
    let checks = (0..correction).flat_map(|i| checks.iter().filter_map(move |part| part.get(i)));
    data.chain(checks).copied().collect()
}

/// The product of two numbers of the field of 256 elements.
fn times(a: u8, b: u8) -> u8 {
    (0..8).rev().fold(0, |product: u8, bit| {
        let doubled = (product << 1) ^ if product & 0x80 == 0 { 0 } else { 0x1D };
        if b >> bit & 1 == 1 { doubled ^ a } else { doubled }
    })
}

/// The generator polynomial of this degree without its leading one, highest power first.
fn generator(degree: usize) -> Vec<u8> {
    let mut terms = vec![0; degree];
    if let Some(last) = terms.last_mut() {
        *last = 1;
    }
    let mut root = 1;
    for _ in 0..degree {
        let after: Vec<u8> = terms.iter().skip(1).copied().chain([0]).collect();
        for (term, next) in terms.iter_mut().zip(after) {
            *term = times(*term, root) ^ next;
        }
        root = times(root, 2);
    }
    terms
}

/// What is left of a block after division by the generator.
fn remainder(block: &[u8], generator: &[u8]) -> Vec<u8> {
    let mut rest = vec![0; generator.len()];
    for word in block {
        let factor = word ^ rest.first().copied().unwrap_or_default();
        rest.rotate_left(1);
        if let Some(last) = rest.last_mut() {
            *last = 0;
        }
        for (place, term) in rest.iter_mut().zip(generator) {
            *place ^= times(*term, factor);
        }
    }
    rest
}

/// The code while it is drawn.
struct Sheet {
    dark: Code,
    fixed: Code,
}

impl Sheet {
    fn new(side: usize) -> Self {
        Self { dark: vec![vec![false; side]; side], fixed: vec![vec![false; side]; side] }
    }

    fn side(&self) -> usize {
        self.dark.len()
    }

    /// Sets a module that belongs to no word.
    fn fix(&mut self, x: usize, y: usize, is_dark: bool) {
        for (sheet, value) in [(&mut self.dark, is_dark), (&mut self.fixed, true)] {
            if let Some(module) = sheet.get_mut(y).and_then(|row| row.get_mut(x)) {
                *module = value;
            }
        }
    }

    /// A square pattern around a middle: dark and light rings by their distance from it.
    fn rings(&mut self, middle: (usize, usize), reach: usize, is_dark: fn(usize) -> bool) {
        for y in (middle.1.saturating_sub(reach))..=(middle.1 + reach) {
            for x in (middle.0.saturating_sub(reach))..=(middle.0 + reach) {
                let distance = x.abs_diff(middle.0).max(y.abs_diff(middle.1));
                self.fix(x, y, is_dark(distance));
            }
        }
    }

    fn patterns(&mut self) {
        let last = self.side() - 1;
        for i in 0..=last {
            self.fix(6, i, i % 2 == 0);
            self.fix(i, 6, i % 2 == 0);
        }
        for middle in [(3, 3), (last - 3, 3), (3, last - 3)] {
            self.rings(middle, 4, |distance| distance != 2 && distance != 4);
        }
        self.rings((last - 6, last - 6), 2, |distance| distance != 1);
        self.fix(8, last - 7, true);
    }

    /// Level and mask, twice.
    fn format(&mut self) {
        let last = self.side() - 1;
        for i in 0..15 {
            let bit = FORMAT >> i & 1 == 1;
            let (x, y) = match i {
                0..=5 => (8, i),
                6 | 7 => (8, i + 1),
                8 => (7, 8),
                _ => (14 - i, 8),
            };
            self.fix(x, y, bit);
            if i < 8 { self.fix(last - i, 8, bit) } else { self.fix(8, last + i - 14, bit) }
        }
    }

    /// The words, two columns at a time, up and down, from the right.
    fn words(&mut self, words: &[u8]) {
        let side = self.side();
        let mut bits = words.iter().flat_map(|word| (0..8).rev().map(move |bit| word >> bit & 1 == 1));
        let pairs = (0..side).rev().filter(|x| *x != 6).collect::<Vec<_>>();
        for (turn, pair) in pairs.chunks(2).enumerate() {
            for step in 0..side {
                let y = if turn % 2 == 0 { side - 1 - step } else { step };
                for x in pair.iter().copied() {
                    let is_fixed = self.fixed.get(y).and_then(|row| row.get(x)).copied().unwrap_or(true);
                    if !is_fixed {
                        let bit = bits.next().unwrap_or(false);
                        // Mask 0: a chessboard.
                        self.fix(x, y, bit ^ ((x + y) % 2 == 0));
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use qrcode::{
        Color, EcLevel, Version,
        bits::Bits,
        canvas::{Canvas, MaskPattern},
        ec::construct_codewords,
    };

    use super::*;

    /// The same code by a library, with the same version and mask.
    fn by_library(text: &str, version: i16) -> Vec<Vec<bool>> {
        let version = Version::Normal(version);
        let mut bits = Bits::new(version);
        bits.push_byte_data(text.as_bytes()).unwrap();
        bits.push_terminator(EcLevel::M).unwrap();
        let (data, ec) = construct_codewords(&bits.into_bytes(), version, EcLevel::M).unwrap();
        let mut canvas = Canvas::new(version, EcLevel::M);
        canvas.draw_all_functional_patterns();
        canvas.draw_data(&data, &ec);
        canvas.apply_mask(MaskPattern::Checkerboard);
        let colors = canvas.into_colors();
        let side = usize::try_from(version.width()).unwrap();
        colors.chunks(side).map(|row| row.iter().map(|color| *color == Color::Dark).collect()).collect()
    }

    #[test]
    fn every_version_is_module_by_module_what_a_library_draws() {
        for (length, version) in
            [(1, 2), (26, 2), (27, 3), (42, 3), (43, 4), (62, 4), (63, 5), (84, 5), (85, 6), (106, 6)]
        {
            let text: String = "https://example.org/w/7K3QZ8MV?".chars().cycle().take(length).collect();
            assert_eq!(encode(text.as_bytes()), Some(by_library(&text, version)), "{length} bytes");
        }
    }

    #[test]
    fn what_does_not_fit_is_left_out() {
        assert_eq!(encode(&[b'x'; 107]), None);
    }
}
