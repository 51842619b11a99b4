//! Addresses as QR codes (ISO/IEC 18004), drawn as one SVG path.
//!
//! Printed codes hang in halls, get wet and torn: they carry the highest error correction, so that a third of what they
//! say may be unreadable.

use std::fmt::Write as _;

use qrcode::{Color, EcLevel, QrCode};

use crate::sheets::escape;

/// The quiet zone around the code, in modules: what the standard asks for.
const MARGIN: usize = 4;

/// The SVG of a code that says `text`, named `label` for whoever cannot see it; `None` where the text does not fit.
#[must_use]
pub fn svg(text: &str, label: &str) -> Option<String> {
    let code = QrCode::with_error_correction_level(text, EcLevel::H).ok()?;
    let side = code.width() + 2 * MARGIN;
    let colors = code.into_colors();
    let mut path = String::new();
    for (y, row) in colors.chunks(side - 2 * MARGIN).enumerate() {
        for (x, run) in runs(row) {
            let _ = write!(path, "M{} {}h{run}v1h-{run}z", x + MARGIN, y + MARGIN);
        }
    }
    let label = escape(label);
    Some(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"qr\" viewBox=\"0 0 {side} {side}\" shape-rendering=\"crispEdges\" \
         role=\"img\" aria-label=\"{label}\"><path fill=\"#fff\" d=\"M0 0h{side}v{side}H0z\"/><path fill=\"#000\" d=\"{path}\"/></svg>"
    ))
}

/// Where dark modules of a row begin, and how many stand side by side.
fn runs(row: &[Color]) -> Vec<(usize, usize)> {
    let mut found: Vec<(usize, usize)> = Vec::new();
    for (x, _) in row.iter().enumerate().filter(|(_, color)| **color == Color::Dark) {
        match found.last_mut() {
            Some((begin, length)) if *begin + *length == x => *length += 1,
            _ => found.push((x, 1)),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_begins_with_its_finder_pattern_inside_a_quiet_zone() {
        let svg = svg("https://example.org/w/7K3QZ8MV", "a \"code\"").unwrap();
        assert!(svg.contains("d=\"M4 4h7v1h-7z"), "{svg}");
        assert!(svg.contains("aria-label=\"a &quot;code&quot;\""), "{svg}");
        assert!(!svg.contains("style="), "a policy without inline styles would stop it");
    }

    #[test]
    fn what_no_code_can_hold_is_none() {
        assert_eq!(svg(&"x".repeat(3000), ""), None);
    }
}
