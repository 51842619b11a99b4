//! What goes out: public views and the person's own. None of them can hold the identity of a person in need.

macro_rules! view {
    ($(#[$doc:meta])+ $name:ident { $($(#[$fdoc:meta])+ $field:ident: $type:ty,)* }) => {
        $(#[$doc])+
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        pub struct $name { $($(#[$fdoc])+ pub $field: $type,)* }
    };
}

mod books;
mod claim;
mod donation;
mod event;
mod house;
mod project;
mod stats;
mod wish;

pub use books::{
    AsOf, BookPosting, EntryKind, EntryReason, EntryView, LedgerLine, LedgerLines, OpenText, Term, Totals,
};
pub use claim::{ClaimAction, ClaimView, Feedback, Me, WaitingView};
pub use donation::{
    BillDay, DonationView, Donations, InvoiceView, PayLink, ReceiptCorrection, ReceiptLink, ReceiptView,
    Reconciliation, RefundView,
};
pub use event::{EventProject, EventView, Lights, Wall};
pub use house::{CodeSent, ReportTaken, Site};
pub use project::{
    BudgetLine, Channel, CostShare, DisclosureView, Donation, Filing, Four, Group, NextDue, Notice, Organisation,
    Partner, Period, Plan, Platform, ProjectCard, ProjectList, ProjectView, Suspension, Update,
};
pub use stats::{ProjectEffects, Punctuality, ShanYear, YearStats};
pub use wish::{ClaimWay, Count, Home, ShanCount, Slots, StationView, WishCard, WishList, WishView};
