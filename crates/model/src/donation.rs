//! A donation: one order, its attempts to be paid, and what is given back (payments.md 6).
//!
//! Both state machines are pure functions from state and event to state and effects; the store carries the effects out
//! in the transaction that changes the state. **A success is a fact about a provider's transaction, not a step that may
//! be refused:** an authentic payment is credited in every local state, and money that fits nowhere goes to suspense.

pub mod attempt;
pub mod bill;
pub mod capture;
pub mod refund;
pub mod timer;
mod words;

pub use attempt::AttemptState;
pub use refund::RefundState;
pub use words::{DonationState, InvoiceState, ShownAs};

/// Writes an enum of terms that only programs read, each with the word of payments.md.
macro_rules! terms {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $code:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[$vdoc])* $variant,)+
        }

        impl $name {
            /// Every one of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Its word in the table of payments.md 6.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }

            /// The one with this word.
            #[must_use]
            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|one| one.code() == code)
            }
        }
    };
}
use terms;
