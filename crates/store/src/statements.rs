//! Every statement of the house, so that a test can prepare each of them on both engines.

/// Declares the statements of a module: a `const` each, and the list `STATEMENTS` of them all.
#[macro_export]
macro_rules! statements {
    ($($(#[$doc:meta])* $vis:vis $name:ident = $sql:expr;)+) => {
        $($(#[$doc])* $vis const $name: &str = $sql;)+

        /// The statements of this module, by name.
        pub(crate) const STATEMENTS: &[(&str, &str)] = &[$((stringify!($name), $name)),+];
    };
}

/// Every statement with its name. A module that has any is listed here.
#[must_use]
pub fn all() -> Vec<(&'static str, &'static str)> {
    let core: &[(&str, &str)] = &[("VERSION", crate::open::VERSION), ("BUMP", crate::writer::BUMP)];
    let modules: &[&[&[(&str, &str)]]] = &[
        &[
            core,
            crate::audit::STATEMENTS,
            crate::code::STATEMENTS,
            crate::event::STATEMENTS,
            crate::idempotency::STATEMENTS,
        ],
        &[crate::meta::STATEMENTS, crate::outbox::STATEMENTS, crate::person::STATEMENTS, crate::report::STATEMENTS],
        &[crate::session::STATEMENTS, crate::volunteer::STATEMENTS, crate::waiting::STATEMENTS],
        &[crate::wish::STATEMENTS, crate::wish::ROW_STATEMENTS, crate::wish::KIN_STATEMENTS],
        &[
            crate::catalogue::STATEMENTS,
            crate::import::STATEMENTS,
            crate::import::SWITCH_STATEMENTS,
            crate::station::STATEMENTS,
        ],
        &[
            crate::reseal::STATEMENTS,
            crate::staff::STATEMENTS,
            crate::vault::STATEMENTS,
            crate::vault::ask::STATEMENTS,
            crate::wish::act::STATEMENTS,
        ],
        &[crate::event_page::STATEMENTS],
        crate::claim::STATEMENTS,
        crate::donation::STATEMENTS,
        crate::ledger::STATEMENTS,
        crate::listing::STATEMENTS,
        crate::project::STATEMENTS,
        #[cfg(feature = "testing")]
        &[crate::testing::STATEMENTS],
    ];
    modules.concat().concat()
}
