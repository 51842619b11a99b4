//! The texts of the books' room. They stand apart from [`super::Texts`], so that no wish pays for their download.

mod gifts;
mod ledger;
mod papers;
mod projects;
mod stats;
mod verify;
mod words;

use super::Locale;

/// Every text that only this room shows, in one language.
pub(crate) struct Books {
    pub(crate) words: words::Words,
    pub(crate) papers: papers::Papers,
    pub(crate) projects: projects::Projects,
    pub(crate) gifts: gifts::Gifts,
    pub(crate) ledger: ledger::Ledger,
    pub(crate) verify: verify::Verify,
    pub(crate) stats: stats::Stats,
}

static ZH: Books = Books {
    words: words::Words::ZH,
    papers: papers::Papers::ZH,
    projects: projects::Projects::ZH,
    gifts: gifts::Gifts::ZH,
    ledger: ledger::Ledger::ZH,
    verify: verify::Verify::ZH,
    stats: stats::Stats::ZH,
};

static EN: Books = Books {
    words: words::Words::EN,
    papers: papers::Papers::EN,
    projects: projects::Projects::EN,
    gifts: gifts::Gifts::EN,
    ledger: ledger::Ledger::EN,
    verify: verify::Verify::EN,
    stats: stats::Stats::EN,
};

/// The texts of the books' room in a language; see [`super::texts`].
pub(crate) fn books(locale: Locale) -> &'static Books {
    locale.pick(&ZH, &EN)
}

/// The texts of the books' room in the present language.
pub(crate) fn use_books() -> &'static Books {
    books(Locale::BUILT)
}
