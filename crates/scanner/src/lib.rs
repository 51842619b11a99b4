//! Reads QR codes (ISO/IEC 18004) in photos, for browsers without a `BarcodeDetector`: Firefox, and everything on an iPhone.
//!
//! It says what a code says and judges nothing; whether that is an address of this house is the page's question. Pure: no
//! I/O, no browser. The program around it is a Web Worker that `/scan` loads when somebody shows it a photo.

use rqrr::PreparedImage;

/// Below so many pixels on the shorter side no code of ours is left to be read.
const LEAST: usize = 120;

/// A picture in shades of grey, row after row, 0 is black.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    width: usize,
    height: usize,
    grey: Vec<u8>,
}

impl Picture {
    /// The picture, or `None` where there are not as many pixels as the sides say, or none at all.
    #[must_use]
    pub fn new(width: usize, height: usize, grey: Vec<u8>) -> Option<Self> {
        let is_whole = width > 0 && height > 0 && width.checked_mul(height) == Some(grey.len());
        is_whole.then_some(Self { width, height, grey })
    }

    /// The brightness of a picture of red, green, blue and opacity, four bytes a pixel (ITU-R BT.601, in 256ths).
    #[must_use]
    pub fn of_rgba(width: usize, height: usize, rgba: &[u8]) -> Option<Self> {
        if !rgba.len().is_multiple_of(4) {
            return None;
        }
        let luma = |pixel: &[u8]| match *pixel {
            [red, green, blue, _] => {
                let sum = 77 * u32::from(red) + 150 * u32::from(green) + 29 * u32::from(blue);
                u8::try_from(sum >> 8).unwrap_or(u8::MAX)
            }
            _ => 0,
        };
        Self::new(width, height, rgba.chunks_exact(4).map(luma).collect())
    }

    fn at(&self, x: usize, y: usize) -> u8 {
        self.grey.get(y * self.width + x).copied().unwrap_or(u8::MAX)
    }

    /// Half as wide and high: each pixel is the mean of four. What was out of focus becomes sharper, and noise less.
    fn halved(&self) -> Option<Self> {
        let (width, height) = (self.width / 2, self.height / 2);
        let mean = |x: usize, y: usize| {
            let four = [(0, 0), (1, 0), (0, 1), (1, 1)].map(|(dx, dy)| u16::from(self.at(2 * x + dx, 2 * y + dy)));
            u8::try_from(four.iter().sum::<u16>() / 4).unwrap_or(u8::MAX)
        };
        let grey = (0..height).flat_map(|y| (0..width).map(move |x| (x, y))).map(|(x, y)| mean(x, y)).collect();
        Self::new(width, height, grey).filter(|small| small.width.min(small.height) >= LEAST)
    }

    /// The mean of the square of `2 * radius + 1` pixels around each pixel, by sums over all that is above and left of it.
    fn means(&self, radius: usize) -> Vec<u8> {
        let (width, height) = (self.width, self.height);
        let mut sums = vec![0_u32; (width + 1) * (height + 1)];
        let sum = |sums: &[u32], x: usize, y: usize| sums.get(y * (width + 1) + x).copied().unwrap_or(0);
        for y in 0..height {
            let mut row = 0_u32;
            for x in 0..width {
                row = row.wrapping_add(u32::from(self.at(x, y)));
                let above = sum(&sums, x + 1, y);
                if let Some(place) = sums.get_mut((y + 1) * (width + 1) + x + 1) {
                    *place = above.wrapping_add(row);
                }
            }
        }
        let mean = |x: usize, y: usize| {
            let (left, top) = (x.saturating_sub(radius), y.saturating_sub(radius));
            let (right, bottom) = ((x + radius + 1).min(width), (y + radius + 1).min(height));
            // What wraps around on the way comes back: the sum over a square that is looked at fits.
            let whole = sum(&sums, right, bottom).wrapping_add(sum(&sums, left, top));
            let inside = whole.wrapping_sub(sum(&sums, left, bottom)).wrapping_sub(sum(&sums, right, top));
            let count = u32::try_from((right - left) * (bottom - top)).unwrap_or(u32::MAX);
            u8::try_from(inside / count).unwrap_or(u8::MAX)
        };
        (0..height).flat_map(|y| (0..width).map(move |x| (x, y))).map(|(x, y)| mean(x, y)).collect()
    }

    /// Edges that were out of focus, made steeper: what differs from its surroundings differs three times as much.
    fn sharpened(&self) -> Self {
        let steeper = |(here, around): (&u8, u8)| {
            let value = i32::from(around) + 3 * (i32::from(*here) - i32::from(around));
            u8::try_from(value.clamp(0, 255)).unwrap_or(u8::MAX)
        };
        Self { grey: self.grey.iter().zip(self.means(2)).map(steeper).collect(), ..*self }
    }

    /// Black and white alone: what is darker than its surroundings is black, however the light falls.
    fn parted(&self) -> Self {
        let wide = self.means(self.width.max(self.height) / 16);
        let is_light = |(here, around): (&u8, u8)| if *here < around { 0 } else { u8::MAX };
        Self { grey: self.grey.iter().zip(wide).map(is_light).collect(), ..*self }
    }

    /// One and a half times as wide and high, by what lies between the pixels: other pixels, and so another chance.
    fn grown(&self) -> Self {
        let (width, height) = (self.width * 3 / 2, self.height * 3 / 2);
        // Places in sixths of a pixel: the middle of a new pixel is at (2 n + 1) * 2 of them, that of an old one at 6 n + 3.
        let near = |n: usize| ((4 * n + 2).saturating_sub(3) / 6, (4 * n + 2).saturating_sub(3) % 6);
        let value = |x: usize, y: usize| {
            let ((left, part_x), (top, part_y)) = (near(x), near(y));
            let (right, bottom) = ((left + 1).min(self.width - 1), (top + 1).min(self.height - 1));
            let mix = |a: u8, b: u8, part: usize| usize::from(a) * (6 - part) + usize::from(b) * part;
            let (above, below) = (
                mix(self.at(left, top), self.at(right, top), part_x),
                mix(self.at(left, bottom), self.at(right, bottom), part_x),
            );
            u8::try_from((above * (6 - part_y) + below * part_y) / 36).unwrap_or(u8::MAX)
        };
        let grey = (0..height).flat_map(|y| (0..width).map(move |x| (x, y))).map(|(x, y)| value(x, y)).collect();
        Self { width, height, grey }
    }

    /// What the codes say that can be read at this very size.
    fn codes(&self) -> Vec<String> {
        let mut prepared = PreparedImage::prepare_from_greyscale(self.width, self.height, |x, y| self.at(x, y));
        let grids = prepared.detect_grids();
        grids.iter().filter_map(|grid| Some(grid.decode().ok()?.1)).collect()
    }
}

/// What the codes in a picture say; at the largest size at which one is read, as it is or helped.
#[must_use]
pub fn read(picture: &Picture) -> Vec<String> {
    let helps: [fn(&Picture) -> Picture; 4] =
        [Picture::clone, Picture::sharpened, |picture| picture.sharpened().parted(), Picture::grown];
    let mut sizes = std::iter::successors(Some(picture.clone()), Picture::halved);
    let read_at = |size: Picture| helps.iter().map(|help| help(&size).codes()).find(|codes| !codes.is_empty());
    sizes.find_map(read_at).unwrap_or_default()
}
