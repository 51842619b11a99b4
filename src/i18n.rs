//! Every text that people read, in Chinese and English.
//!
//! The texts of an area stand in one table, both languages beside each other; one that lacks a language does not
//! compile.

mod claim;
mod common;
mod guide;
mod me;
mod problems;
mod wishes;
mod words;

use leptos::prelude::*;

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
            pub(super) const ZH: Self = Self { $($name: $zh,)+ };
            pub(super) const EN: Self = Self { $($name: $en,)+ };
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
    /// The texts of this language.
    pub(crate) fn texts(self) -> &'static Texts {
        match self {
            Self::Zh => &ZH,
            Self::En => &EN,
        }
    }

    /// Its name for browsers and screen readers.
    pub(crate) const fn tag(self) -> &'static str {
        match self {
            Self::Zh => "zh-CN",
            Self::En => "en",
        }
    }

    /// The language with this name; Chinese for all that we do not speak.
    pub(crate) fn of_tag(tag: &str) -> Self {
        if tag == Self::En.tag() { Self::En } else { Self::Zh }
    }

    /// The other one.
    pub(crate) const fn other(self) -> Self {
        match self {
            Self::Zh => Self::En,
            Self::En => Self::Zh,
        }
    }
}

/// Where the choice is kept.
const KEPT: &str = "lang";

/// The language of the site. Changing it builds the page anew, so texts need not be signals.
#[derive(Clone, Copy)]
pub(crate) struct I18n(RwSignal<Locale>);

impl I18n {
    /// Takes up the language chosen before; once per app. Chinese comes first whatever the phone speaks.
    pub(crate) fn provide() -> Self {
        let locale = storage::local_get(KEPT).map_or(Locale::Zh, |tag| Locale::of_tag(&tag));
        let i18n = Self(RwSignal::new(locale));
        page::set_lang(locale.tag());
        provide_context(i18n);
        i18n
    }

    /// The language; reading it tracks it.
    pub(crate) fn locale(self) -> Locale {
        self.0.get()
    }

    /// Changes the language and remembers it.
    pub(crate) fn speak(self, locale: Locale) {
        storage::local_set(KEPT, locale.tag());
        page::set_lang(locale.tag());
        self.0.set(locale);
    }
}

/// The language of the site, to be changed.
pub(crate) fn use_i18n() -> I18n {
    expect_context()
}

/// The texts of the present language.
pub(crate) fn use_texts() -> &'static Texts {
    use_i18n().0.get_untracked().texts()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_found_by_its_own_name() {
        for locale in [Locale::Zh, Locale::En] {
            assert_eq!(Locale::of_tag(locale.tag()), locale);
            assert_eq!(locale.texts().locale, locale);
            assert_ne!(locale.other(), locale);
        }
        assert_eq!(Locale::of_tag("fr"), Locale::Zh);
    }
}
