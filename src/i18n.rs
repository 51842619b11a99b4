//! Every text that people read, in Chinese and English.
//!
//! The texts of an area stand in one table, both languages beside each other; one that lacks a language does not
//! compile (see [`ui::texts`]).

pub(crate) mod books;
mod claim;
mod common;
mod guide;
mod me;
mod problems;
mod wishes;
mod words;

use ui::i18n::{self as ui_texts, UiTexts};
pub(crate) use ui::{i18n::Locale, texts};

use crate::browser::{page, storage};

/// Every text of one language.
pub(crate) struct Texts {
    /// Which language it is.
    pub(crate) locale: Locale,
    /// What the pieces of the design system say.
    pub(crate) ui: &'static UiTexts,
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
    ui: &ui_texts::ZH,
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
    ui: &ui_texts::EN,
    common: common::Common::EN,
    words: words::Words::EN,
    problems: problems::Problems::EN,
    wishes: wishes::Wishes::EN,
    claim: claim::ClaimTexts::EN,
    me: me::MeTexts::EN,
    guide: guide::Guide::EN,
};

/// The texts of a language. In a browser there is one, so that the other is not downloaded; tests read both.
pub(crate) fn texts(locale: Locale) -> &'static Texts {
    locale.pick(&ZH, &EN)
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
    texts(Locale::BUILT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_its_own_texts() {
        for locale in Locale::ALL {
            assert_eq!(texts(locale).locale, locale);
        }
    }
}
