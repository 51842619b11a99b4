//! Every text that people read, in Chinese and English.
//!
//! The texts of an area stand in one table, both languages beside each other; one that lacks a language does not
//! compile.

pub(crate) mod books;
mod claim;
mod common;
mod guide;
mod me;
mod problems;
mod wishes;
mod words;

use crate::browser::{page, storage};

/// Declares the texts of an area: `name: type = Chinese, English;`. Without a type it is a plain text; texts with
/// holes are functions.
macro_rules! texts {
    (@type) => { &'static str };
    (@type $type:ty) => { $type };
    ($(#[$doc:meta])+ $area:ident { $($name:ident $(: $type:ty)? = $zh:expr, $en:expr;)+ }) => {
        $(#[$doc])+
        pub(crate) struct $area { $(pub(crate) $name: texts!(@type $($type)?),)+ }

        impl $area {
            pub(in crate::i18n) const ZH: Self = Self { $($name: $zh,)+ };
            pub(in crate::i18n) const EN: Self = Self { $($name: $en,)+ };
        }
    };
}
use texts;

/// A language of the site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Locale {
    /// Simplified Chinese.
    Zh,
    /// English.
    En,
}

/// Every text of one language.
pub(crate) struct Texts {
    /// Which language it is.
    pub(crate) locale: Locale,
    pub(crate) common: common::Common,
    pub(crate) words: words::Words,
    pub(crate) problems: problems::Problems,
    pub(crate) wishes: wishes::Wishes,
    pub(crate) claim: claim::ClaimTexts,
    pub(crate) me: me::MeTexts,
    pub(crate) guide: guide::Guide,
}

static ZH: Texts = Texts {
    locale: Locale::Zh,
    common: common::Common::ZH,
    words: words::Words::ZH,
    problems: problems::Problems::ZH,
    wishes: wishes::Wishes::ZH,
    claim: claim::ClaimTexts::ZH,
    me: me::MeTexts::ZH,
    guide: guide::Guide::ZH,
};

static EN: Texts = Texts {
    locale: Locale::En,
    common: common::Common::EN,
    words: words::Words::EN,
    problems: problems::Problems::EN,
    wishes: wishes::Wishes::EN,
    claim: claim::ClaimTexts::EN,
    me: me::MeTexts::EN,
    guide: guide::Guide::EN,
};

impl Locale {
    /// The language that this build speaks; boot.js loads the build of the visitor's choice.
    const BUILT: Self = if cfg!(feature = "english") { Self::En } else { Self::Zh };

    /// The texts of this language. In a browser there is one, so that the other is not downloaded; tests read both.
    pub(crate) fn texts(self) -> &'static Texts {
        match self.spoken() {
            Self::Zh => &ZH,
            Self::En => &EN,
        }
    }

    /// In a browser the language of the build, elsewhere this one.
    const fn spoken(self) -> Self {
        if cfg!(target_arch = "wasm32") { Self::BUILT } else { self }
    }

    /// Its name for browsers and screen readers.
    pub(crate) const fn tag(self) -> &'static str {
        match self {
            Self::Zh => "zh-CN",
            Self::En => "en",
        }
    }

    /// The other one.
    pub(crate) const fn other(self) -> Self {
        match self {
            Self::Zh => Self::En,
            Self::En => Self::Zh,
        }
    }
}

/// Where the choice is kept; boot.js reads it.
const KEPT: &str = "lang";

/// Says which language the page is in; once per app. Chinese comes first whatever the phone speaks.
pub(crate) fn provide() {
    page::set_lang(Locale::BUILT.tag());
}

/// Changes the language: remembers the choice and starts the other build.
pub(crate) fn speak(locale: Locale) {
    storage::local_set(KEPT, locale.tag());
    let _ = page::location().reload();
}

/// The texts of the present language.
pub(crate) fn use_texts() -> &'static Texts {
    Locale::BUILT.texts()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_its_own_texts() {
        for locale in [Locale::Zh, Locale::En] {
            assert_eq!(locale.texts().locale, locale);
            assert_ne!(locale.other(), locale);
        }
    }
}
