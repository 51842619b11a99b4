//! Lines of the charity's file as entries of the ledger.
//!
//! Summed-up income stands under its last day, so an expense may be dated before the gifts that paid for it. The log is in
//! the order of booking: what a project cannot bear yet is entered after the next income.

use std::collections::BTreeMap;

use ledger::{
    account::{Account, Cost},
    canonical::Value,
    entry::{Money, Posting, What},
    kind::{Kind, Why},
    word::{ParseNameError, Slug},
};
use model::project::CostKind;
use store::ledger::Pending;

use super::file::{Filed, Line, LineKind};

/// The account at the bank that a charity's own file speaks of.
const BANK: &str = "main";

/// Lines cannot be booked. A file that passed [`super::check`] has none of these faults.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BookError {
    /// The project's id or a budget code is no name of the books.
    #[error("a name does not fit into the books")]
    Name,
    /// A line names another that is not there, or a budget line that is not there.
    #[error("line {0} names what is not there")]
    Target(u32),
    /// There is no gift as large as this refund.
    #[error("line {0} refunds more than any gift")]
    Refund(u32),
    /// The project never has the money for this line.
    #[error("line {0} spends what is not there")]
    Overspent(u32),
}

impl From<ParseNameError> for BookError {
    fn from(_: ParseNameError) -> Self {
        Self::Name
    }
}

/// What makes a line of a project the same entry when it is booked again.
#[must_use]
pub fn idem(project: Slug, seq: u32) -> String {
    format!("project/{project}/{seq}")
}

/// The lines of a project in the order in which they can be booked.
///
/// # Errors
/// When the project never has the money for one of them.
pub fn order(lines: &[Line]) -> Result<Vec<&Line>, BookError> {
    let (mut ordered, mut waiting, mut balance) = (Vec::new(), Vec::new(), 0_i64);
    for line in lines {
        waiting.push(line);
        // One that is entered may be what another waits for.
        while let Some(at) = waiting.iter().position(|line| can_follow(line, &ordered, balance)) {
            let line = waiting.remove(at);
            balance = balance.saturating_add(change(line));
            ordered.push(line);
        }
    }
    waiting.first().map_or(Ok(ordered), |line| Err(BookError::Overspent(line.seq)))
}

/// What a line changes in the balance, in fen.
fn change(line: &Line) -> i64 {
    match line.kind {
        LineKind::Income | LineKind::Correction => line.amount_fen,
        LineKind::Expense | LineKind::Refund | LineKind::TransferOut => line.amount_fen.saturating_neg(),
    }
}

/// Whether a line can be booked after these: the money for it is there, and so is the line that it corrects.
fn can_follow(line: &Line, booked: &[&Line], balance: i64) -> bool {
    let is_named = line.corrects_seq.is_none_or(|seq| booked.iter().any(|line| line.seq == seq));
    is_named && balance.saturating_add(change(line)) >= 0
}

/// The entries of a project's lines, in the order in which they can be booked, each with the number of its line and what
/// makes it the same entry.
///
/// # Errors
/// When they cannot be booked.
pub fn entries(project: &Filed) -> Result<Vec<(u32, String, Pending)>, BookError> {
    let name: Slug = project.id.folded().parse()?;
    // What is left of each gift, for the refunds.
    let mut gifts: BTreeMap<u32, i64> = BTreeMap::new();
    let mut booked = Vec::new();
    for line in order(&project.ledger)? {
        let (money, names) = booking(project, name, line, &mut gifts)?;
        let own = idem(name, line.seq);
        let pending = Pending::new(own.clone(), line.date, What::Money(money));
        let pending = pending.open("summary", Value::text(line.summary.clone()));
        let pending = match &line.recipient {
            Some(recipient) => pending
                .open("recipient", Value::text(recipient.name.clone()))
                .open("recipient-code", Value::text(recipient.uscc.clone())),
            None => pending,
        };
        let pending = names.into_iter().fold(pending, |pending, seq| pending.naming(idem(name, seq)));
        booked.push((line.seq, own, pending));
    }
    Ok(booked)
}

/// A line as money, and the number of the line that it names.
fn booking(
    project: &Filed,
    name: Slug,
    line: &Line,
    gifts: &mut BTreeMap<u32, i64>,
) -> Result<(Money, Option<u32>), BookError> {
    let (bank, own, fen) = (Account::Bank(BANK.parse()?), Account::Restricted(name), line.amount_fen);
    let (money, names) = match line.kind {
        LineKind::Income => {
            gifts.insert(line.seq, fen);
            (Money::new(Kind::Donation, vec![Posting::new(bank, fen), Posting::new(own, -fen)]), None)
        }
        LineKind::Expense => {
            let cost = cost(project, name, line, fen)?;
            (Money::new(Kind::Expense, vec![cost, Posting::new(bank, -fen)]), None)
        }
        LineKind::Refund => {
            // The file does not say which gift; the latest one of which enough is left.
            let gift = gifts.iter_mut().rev().find(|(_, left)| **left >= fen).ok_or(BookError::Refund(line.seq))?;
            *gift.1 -= fen;
            let why = if line.summary.contains("重复支付") { Why::DuplicatePayment } else { Why::Other };
            let money = Money::new(Kind::Refund, vec![Posting::new(own, fen), Posting::new(bank, -fen)]);
            (money.naming(0, why), Some(*gift.0))
        }
        LineKind::Correction => {
            let of = line.corrects_seq.ok_or(BookError::Target(line.seq))?;
            let other =
                if line.budget_code.is_some() { cost(project, name, line, -fen)? } else { Posting::new(own, -fen) };
            let money = Money::new(Kind::Correction, vec![Posting::new(bank, fen), other]);
            (money.naming(0, Why::WrongAmount), Some(of))
        }
        LineKind::TransferOut => {
            let why = if line.date > project.period.implementation_end { Why::Surplus } else { Why::Other };
            let postings = vec![Posting::new(Account::Passed(name), fen), Posting::new(bank, -fen)];
            (Money::new(Kind::TransferOut, postings).because(why), None)
        }
    };
    let count = line.count.and_then(std::num::NonZeroU32::new);
    Ok((count.into_iter().fold(money, Money::counting), names))
}

/// So many fen on the line's part of the budget.
fn cost(project: &Filed, name: Slug, line: &Line, fen: i64) -> Result<Posting, BookError> {
    let code = line.budget_code.as_deref().ok_or(BookError::Target(line.seq))?;
    let budget = project.budget.iter().find(|budget| budget.code == code).ok_or(BookError::Target(line.seq))?;
    let cost = match budget.kind {
        CostKind::Program => Cost::Program,
        CostKind::Fundraising => Cost::Fundraising,
        CostKind::Management => Cost::Management,
    };
    Ok(Posting::on(Account::Cost(cost, name), fen, code.parse()?))
}
