//! What entries there are, and which accounts each may touch (invariant I7).

use crate::{
    account::{Account, Cost},
    word::words,
};

words! {
    /// What an entry with money is.
    Kind {
        /// Somebody gave.
        Donation = "donation";
        /// A payment channel or bank kept its fee.
        Fee = "fee";
        /// A payment channel paid out to a bank.
        Settlement = "settlement";
        /// Money was spent.
        Expense = "expense";
        /// A donation goes back to its donor.
        Refund = "refund";
        /// A refund that was owed has been paid.
        RefundPaid = "refund_paid";
        /// Money moved between projects, or from no purpose to one.
        Reallocation = "reallocation";
        /// A project passed money on to another organisation.
        TransferOut = "transfer_out";
        /// An earlier entry was wrong; this is the difference (Order 81 art. 16, R-40).
        Correction = "correction";
        /// An earlier entry should not be there; this takes it back, wholly or in part.
        Reversal = "reversal";
    }
}

words! {
    /// Why an entry names another one. The sentence for people is a disclosure, for it may name a person.
    Why {
        /// Paid twice.
        DuplicatePayment = "duplicate_payment";
        /// Paid by mistake.
        MistakenPayment = "mistaken_payment";
        /// The donor asked for it.
        DonorRequest = "donor_request";
        /// Booked with a wrong amount.
        WrongAmount = "wrong_amount";
        /// Booked for a wrong project.
        WrongProject = "wrong_project";
        /// Booked under a wrong line or account.
        WrongLine = "wrong_line";
        /// Booked twice.
        BookedTwice = "booked_twice";
        /// The goods or service did not come.
        NotDelivered = "not_delivered";
        /// What was left when a project ended (Charity Law art. 58).
        Surplus = "surplus";
        /// The use was changed and filed anew (Charity Law art. 56).
        ChangeOfUse = "change_of_use";
        /// Anything else; the disclosure says what.
        Other = "other";
    }
}

words! {
    /// What happened to a wish or a claim. The leaf says kind, day and batch; nothing else is ever in it.
    Step {
        /// A wish was listed, for the first time or again.
        WishOpened = "wish_opened";
        /// A wish was taken back.
        WishWithdrawn = "wish_withdrawn";
        /// Nobody claimed a wish in time.
        WishExpired = "wish_expired";
        /// The pool project took a wish over.
        WishFallback = "wish_fallback";
        /// What the pool bought has been handed over.
        FallbackDelivered = "fallback_delivered";
        /// A wish has come true.
        WishCompleted = "wish_completed";
        /// Only numbers are left of a wish.
        WishArchived = "wish_archived";
        /// Somebody promised one slot of a wish.
        ClaimMade = "claim_made";
        /// A promise ended without delivery.
        ClaimReleased = "claim_released";
        /// The goods are on their way.
        ClaimShipped = "claim_shipped";
        /// A day for the service is agreed.
        ClaimScheduled = "claim_scheduled";
        /// The station has the goods.
        ClaimArrived = "claim_arrived";
        /// The person has it.
        ClaimDelivered = "claim_delivered";
    }
}

/// Digests that the leaf of a wish or claim event holds: wish, district, reason, and decoys.
pub const STEP_DIGESTS: usize = 4;

impl Kind {
    /// How many digests its leaf holds, decoys included, so that nobody sees whether there is a message.
    #[must_use]
    pub const fn digests(self) -> usize {
        if matches!(self, Self::Donation) { 6 } else { 4 }
    }

    /// The field of the leaf in which it names an earlier entry; `None` where it names none.
    #[must_use]
    pub const fn link(self) -> Option<&'static str> {
        match self {
            Self::Refund | Self::Reversal => Some("reverses"),
            Self::Correction => Some("corrects"),
            _ => None,
        }
    }

    /// Whether it has to say why.
    #[must_use]
    pub const fn says_why(self) -> bool {
        matches!(self, Self::Refund | Self::Reallocation | Self::TransferOut | Self::Correction | Self::Reversal)
    }

    /// Whether it may debit (`fen > 0`) or credit this account.
    #[must_use]
    #[expect(clippy::match_same_arms, reason = "one line of ledger.md 3.1 an arm")]
    pub const fn allows(self, account: Account, fen: i64) -> bool {
        use Account::{Admin, Bank, Channel, Cost as Costs, Fee, Passed, Refunds, Restricted, Unrestricted};
        match (self, fen > 0) {
            (Self::Donation, true) => account.is_asset(),
            (Self::Donation, false) => matches!(account, Restricted(_) | Unrestricted),
            (Self::Fee, true) => matches!(account, Fee | Costs(Cost::Fundraising, _)),
            (Self::Settlement, true) => matches!(account, Bank(_)),
            (Self::Settlement, false) => matches!(account, Channel(_)),
            (Self::Expense, true) => matches!(account, Costs(..) | Admin(_)),
            (Self::Fee | Self::Expense | Self::RefundPaid | Self::TransferOut, false) => account.is_asset(),
            (Self::Refund, true) => account.is_net(),
            (Self::Refund, false) => account.is_asset() || matches!(account, Refunds),
            (Self::RefundPaid, true) => matches!(account, Refunds),
            (Self::Reallocation, true) => account.is_net(),
            (Self::Reallocation, false) => matches!(account, Restricted(_)),
            (Self::TransferOut, true) => matches!(account, Passed(_)),
            (Self::Correction | Self::Reversal, _) => true,
        }
    }
}
