//! The texts of the books' room. They stand apart from [`super::Texts`], so that no wish pays for their download.

mod papers;
mod verify;

use super::Locale;

/// Every text that only this room shows, in one language.
pub(crate) struct Books {
    pub(crate) papers: papers::Papers,
    pub(crate) verify: verify::Verify,
}

static ZH: Books = Books { papers: papers::Papers::ZH, verify: verify::Verify::ZH };

static EN: Books = Books { papers: papers::Papers::EN, verify: verify::Verify::EN };

impl Locale {
    /// The texts of the books' room in this language; see [`Locale::texts`].
    pub(crate) fn books(self) -> &'static Books {
        match self.spoken() {
            Self::Zh => &ZH,
            Self::En => &EN,
        }
    }
}

/// The texts of the books' room in the present language.
pub(crate) fn use_books() -> &'static Books {
    Locale::BUILT.books()
}
