//! A donation as its donor sees it, and a receipt as everybody may who has its address.

use serde::{Deserialize, Serialize};

use super::EntryReason;
use crate::{
    Day, DonationId, Fen, Millis, ProjectId, ReceiptId,
    donation::{DonationState, InvoiceState, RefundState, ShownAs},
    project::DonationMode,
};

view! {
    /// Where to pay.
    PayLink {
        /// The cashier; a path on this site in a demonstration.
        url: String,
        /// Until when it takes money.
        until: Millis,
    }
}

view! {
    /// The way to a receipt.
    ReceiptLink {
        /// Its number.
        id: ReceiptId,
        /// What opens its private fields, for the fragment of `/r/{id}#{secret}`; absent once they are erased.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        secret: Option<String>,
    }
}

view! {
    /// Money on its way back.
    RefundView {
        /// How much.
        amount: Fen,
        /// Where it stands.
        state: RefundState,
        /// When it was asked for.
        at: Millis,
    }
}

view! {
    /// The invoice that was asked for.
    InvoiceView {
        /// Where it stands.
        state: InvoiceState,
        /// Its number (票据号码), once it was made out.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        number: Option<String>,
        /// Its check code (校验码).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        check_code: Option<String>,
    }
}

view! {
    /// One of the donor's own donations. `GET /api/v1/donations/{id}`
    DonationView {
        /// Its number.
        id: DonationId,
        /// What it is for.
        project: ProjectId,
        /// The title of that project.
        title: String,
        /// How it is given.
        mode: DonationMode,
        /// How much was ordered.
        amount: Fen,
        /// Where it stands.
        state: DonationState,
        /// When it was ordered.
        made_at: Millis,
        /// As whom the donor is shown.
        shown_as: ShownAs,
        /// The name that is shown, for [`ShownAs::Named`].
        #[serde(default, skip_serializing_if = "Option::is_none")]
        name: Option<String>,
        /// Where to pay, while it can be paid.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pay: Option<PayLink>,
        /// The receipt, once it is paid.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        receipt: Option<ReceiptLink>,
        /// The invoice.
        invoice: InvoiceView,
        /// What is going or has gone back.
        refunds: Vec<RefundView>,
        /// What opens this donation for somebody who has not signed in: sent as `Authorization: Bearer …`. Only in the
        /// answer that made it; whoever loses it still has the receipt's link.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        key: Option<String>,
    }
}

view! {
    /// The own donations, newest first. `GET /api/v1/me/donations`
    Donations {
        /// At most a hundred.
        items: Vec<DonationView>,
    }
}

view! {
    /// A document that takes a receipt back, wholly or in part: money went back to the donor. The receipt is not deleted.
    ReceiptCorrection {
        /// How much went back.
        amount: Fen,
        /// On which day.
        day: Day,
        /// Why.
        why: EntryReason,
        /// The place of its entry in the ledger; absent while it is being entered.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        entry: Option<u64>,
    }
}

view! {
    /// A receipt as everybody sees it who has its address: nothing but what the donor chose to show.
    /// `GET /api/v1/receipts/{id}`
    ReceiptView {
        /// Its number.
        id: ReceiptId,
        /// What it is for.
        project: ProjectId,
        /// The title of that project.
        title: String,
        /// Who received it.
        organisation: String,
        /// The number of the filed plan.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        filing: Option<String>,
        /// How it was given; a demonstration takes no money.
        mode: DonationMode,
        /// How much.
        amount: Fen,
        /// On which day.
        day: Day,
        /// The name that the donor chose to show; 爱心人士 without one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        name: Option<String>,
        /// How much of it went back to the donor.
        refunded: Fen,
        /// The documents by which it went back, in their order.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        corrections: Vec<ReceiptCorrection>,
        /// The place of its entry in the ledger; absent while it is being entered.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        entry: Option<u64>,
        /// Whether the private fields of the entry were erased: the place can still be checked, the fields no longer.
        is_erased: bool,
        /// Whether the provider's bill and the books disagree about it: until that is explained, the receipt may not be used.
        #[serde(default)]
        is_frozen: bool,
    }
}

view! {
    /// What the bill of a payment provider said for a day, beside the books.
    BillDay {
        /// The day.
        day: Day,
        /// Payments on the bill.
        paid: u32,
        /// What they come to.
        paid_fen: Fen,
        /// Refunds on the bill.
        refunded: u32,
        /// What they come to.
        refunded_fen: Fen,
        /// Rows that agreed with the books.
        matched: u32,
        /// Rows and payments that did not, and went before a person.
        open: u32,
        /// What the provider kept for itself.
        #[serde(default)]
        fees: Fen,
    }
}

view! {
    /// How the books agree with the payment providers. `GET /api/v1/reconciliation`
    Reconciliation {
        /// Things that a person has to look into now: money in suspense, refunds that failed, bills that do not agree.
        open: u32,
        /// The last thirty bills, newest first.
        days: Vec<BillDay>,
    }
}
