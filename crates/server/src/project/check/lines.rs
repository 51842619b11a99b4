//! The lines of the books: their chain, their order, what each may say, and whether their sums are those of the file.

use ledger::canonical::MAX_INT;

use super::{CLOSED, Findings};
use crate::{
    keys::hex,
    project::file::{FIRST, Line, LineKind, Totals},
};

pub(super) fn check(findings: &mut Findings<'_>) {
    let project = findings.project;
    let mut before = FIRST;
    for (at, line) in project.ledger.iter().enumerate() {
        let place = |field: &str| format!("ledger[{at}].{field}");
        findings.need(usize::try_from(line.seq) == Ok(at + 1), place("seq"), "编号必须从1起连续。");
        findings.need(line.prev_hash == before, place("prev_hash"), "与前一条的哈希不符。");
        findings.need(line.hash == hex(&line.hashed(project.id, before)), place("hash"), "与本条内容不符。");
        before = &line.hash;
        findings.public(&place("summary"), &line.summary, 120);
        findings.need(line.date <= findings.today, place("date"), "不能在将来。");
        findings.need(line.count != Some(0), place("count"), "必须大于0，没有就留空。");
        let is_ordered =
            at.checked_sub(1).and_then(|at| project.ledger.get(at)).is_none_or(|last| last.date <= line.date);
        findings.need(is_ordered, place("date"), "早于前一条。");
        amount(findings, line, &place("amount_fen"));
        budget_code(findings, line, &place("budget_code"));
        correction(findings, line, &place("corrects_seq"));
    }
    let totals = totals(&project.ledger);
    findings.need(totals == project.totals, "totals", format!("与各条合计不符，应为 {}。", written(&totals)));
    findings.need(totals.balance_fen >= 0, "totals.balance_fen", "结余小于0。");
    let is_settled = project.status != CLOSED || totals.balance_fen == 0;
    findings.need(is_settled, "status", "还有结余的项目不能结束：先公开剩余财产的处理（慈善法第58条）。");
}

fn amount(findings: &mut Findings<'_>, line: &Line, place: &str) {
    let is_in_range = line.amount_fen.unsigned_abs() <= MAX_INT.unsigned_abs();
    let has_sign = line.amount_fen > 0 || (line.kind == LineKind::Correction && line.amount_fen < 0);
    findings.need(is_in_range && has_sign, place, "必须大于0；只有更正可以小于0。");
}

fn budget_code(findings: &mut Findings<'_>, line: &Line, place: &str) {
    let is_known = |code: &String| findings.project.budget.iter().any(|budget| budget.code == *code);
    match (&line.budget_code, line.kind) {
        (Some(code), LineKind::Expense | LineKind::Correction) if !is_known(code) => {
            findings.add(place, format!("预算里没有 {code}。"));
        }
        (None, LineKind::Expense) => findings.add(place, "支出必须写明预算代码。"),
        (Some(_), LineKind::Income | LineKind::Refund | LineKind::TransferOut) => {
            findings.add(place, "只有支出和支出的更正才有预算代码。");
        }
        _ => {}
    }
}

/// A correction names an earlier line of income or expense, of the same budget line, and takes back no more than it.
fn correction(findings: &mut Findings<'_>, line: &Line, place: &str) {
    if line.kind != LineKind::Correction {
        findings.need(line.corrects_seq.is_none(), place, "只有更正才指向另一条。");
        return;
    }
    let lines = &findings.project.ledger;
    let target =
        line.corrects_seq.filter(|seq| *seq < line.seq).and_then(|seq| lines.iter().find(|one| one.seq == seq));
    let Some(target) = target else {
        findings.add(place, "更正必须指向前面的一条。");
        return;
    };
    let is_same = target.budget_code == line.budget_code;
    let is_correctable = matches!(target.kind, LineKind::Expense | LineKind::Income);
    findings.need(is_correctable && is_same, place, "只能更正收入或支出，且预算代码要相同。");
    let earlier = lines.iter().filter(|one| one.corrects_seq == line.corrects_seq && one.seq <= line.seq);
    let change: i128 = earlier.map(|one| i128::from(one.amount_fen)).sum();
    // Giving back more of an expense, or taking more of an income, than it was.
    let taken = if target.kind == LineKind::Expense { change } else { -change };
    findings.need(taken <= i128::from(target.amount_fen), place, "更正超过了原来的金额。");
}

/// The sums of these lines.
pub(super) fn totals(lines: &[Line]) -> Totals {
    let sum = |kind: LineKind| {
        let these = lines.iter().filter(|line| line.kind == kind);
        these.fold(0_i64, |sum, line| sum.saturating_add(line.amount_fen))
    };
    let (income_fen, refund_fen, expense_fen) = (sum(LineKind::Income), sum(LineKind::Refund), sum(LineKind::Expense));
    let (correction_fen, transfer_out_fen) = (sum(LineKind::Correction), sum(LineKind::TransferOut));
    let went = refund_fen.saturating_add(expense_fen).saturating_add(transfer_out_fen);
    let balance_fen = income_fen.saturating_sub(went).saturating_add(correction_fen);
    Totals { income_fen, refund_fen, expense_fen, correction_fen, transfer_out_fen, balance_fen }
}

fn written(totals: &Totals) -> String {
    serde_json::to_string(totals).unwrap_or_default()
}
