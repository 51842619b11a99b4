//! One project's money as the one equation that people see: 收入 − 退款 − 支出 − 转出 ± 更正 = 结余.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    account::Account,
    entry::{Money, Posting},
    kind::Kind,
    word::{Line, Slug},
};

/// The terms of the equation, in fen; all but the correction are never negative.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fund {
    /// Given.
    pub income: i64,
    /// Moved here from other projects or from gifts without a purpose.
    pub moved_in: i64,
    /// Given back to donors.
    pub refund: i64,
    /// Spent.
    pub expense: i64,
    /// Moved to other projects or organisations.
    pub moved_out: i64,
    /// What corrections and reversals changed, up or down.
    pub correction: i64,
    /// Spent by budget line, corrections included.
    pub lines: BTreeMap<Line, i64>,
    /// How many gifts the income was.
    #[serde(default)]
    pub gifts: u64,
    /// How many things or hours were bought by budget line, corrections included, where the entries say it.
    #[serde(default)]
    pub units: BTreeMap<Line, i64>,
}

impl Fund {
    /// What is left, in fen.
    #[must_use]
    pub const fn balance(&self) -> i64 {
        let came = self.income.saturating_add(self.moved_in);
        let went = self.refund.saturating_add(self.expense).saturating_add(self.moved_out);
        came.saturating_sub(went).saturating_add(self.correction)
    }

    /// The terms, in the order of the equation.
    pub(super) const fn terms(&self) -> [i64; 6] {
        [self.income, self.moved_in, self.refund, self.expense, self.moved_out, self.correction]
    }

    /// Adds a posting to an account of this fund: a credit gives to it, a debit takes from it.
    pub(super) fn add(&mut self, kind: Kind, posting: &Posting) {
        let fen = posting.fen;
        let term = match kind {
            Kind::Donation => &mut self.income,
            Kind::Fee | Kind::Expense => &mut self.expense,
            Kind::Refund => &mut self.refund,
            Kind::Reallocation if fen < 0 => &mut self.moved_in,
            Kind::Reallocation | Kind::TransferOut => &mut self.moved_out,
            Kind::Correction | Kind::Reversal | Kind::Settlement | Kind::RefundPaid => &mut self.correction,
        };
        let signed = matches!(kind, Kind::Correction | Kind::Reversal);
        *term = term.saturating_add(if signed { fen.saturating_neg() } else { fen.saturating_abs() });
        if let (Account::Cost(..), Some(line)) = (posting.account, posting.line) {
            let spent = self.lines.entry(line).or_default();
            *spent = spent.saturating_add(fen);
        }
    }

    /// Counts what an entry says it sums up: gifts, or things of the one budget line of `project` that it touches.
    pub(super) fn count(&mut self, money: &Money, project: Option<Slug>) {
        let own = |posting: &&Posting| posting.account.project() == project;
        match money.kind {
            Kind::Donation => {
                let gifts = money.count.map_or(1, std::num::NonZeroU32::get);
                self.gifts = self.gifts.saturating_add(u64::from(gifts));
            }
            Kind::Expense | Kind::Correction => {
                let mut costs = money.postings.iter().filter(own).filter_map(|one| Some((one.line?, one.fen)));
                let (Some((line, fen)), None, Some(count)) = (costs.next(), costs.next(), money.count) else { return };
                let units = self.units.entry(line).or_default();
                *units = units.saturating_add(i64::from(count.get()) * fen.signum());
            }
            _ => {}
        }
    }
}
