//! The bill of a day, written and read. Both are made from this text, not from each other:
//!
//! A header, then a row each: `paid` or `refunded`, the merchant's number of the trade, the transaction, the merchant's and
//! the provider's number of the refund (empty for `paid`), merchant, amount in fen, currency. The last line is
//! `total,PAID ROWS,PAID FEN,REFUND ROWS,REFUND FEN,FEES`. Lines end in `\n`. No cell holds a comma.

use model::{Day, Fen};

use super::wire::{BillFile, Refund, Transaction};
use crate::{Bill, BillError, BillRow, Paid, seal};

const HEADER: &str = "kind,out_trade_no,transaction_id,out_refund_no,refund_id,merchant,amount,currency";

/// What the provider sends.
pub(super) fn write(day: Day, paid: &[&Transaction], refunds: &[Refund]) -> BillFile {
    let mut rows = vec![HEADER.to_owned()];
    let (mut came, mut left) = (0, 0);
    for one in paid {
        let Transaction { transaction_id, out_trade_no, merchant, amount, currency, .. } = one;
        came += amount.get();
        rows.push(format!("paid,{out_trade_no},{transaction_id},,,{merchant},{},{currency}", amount.get()));
    }
    for one in refunds {
        let Refund { refund_id, out_refund_no, out_trade_no, transaction_id, amount, .. } = one;
        left += amount.get();
        let (merchant, fen) = (super::MERCHANT, amount.get());
        rows.push(format!("refunded,{out_trade_no},{transaction_id},{out_refund_no},{refund_id},{merchant},{fen},CNY"));
    }
    rows.push(format!("total,{},{came},{},{left},0\n", paid.len(), refunds.len()));
    let file = rows.join("\n");
    BillFile { day, sha256: seal::sha256(file.as_bytes()), file }
}

/// What the house makes of it: all or nothing.
pub(super) fn read(bill: &BillFile, day: Day) -> Result<Bill, BillError> {
    let is_whole = bill.day == day && seal::sha256(bill.file.as_bytes()) == bill.sha256 && bill.file.ends_with('\n');
    let mut lines = bill.file.lines();
    if !is_whole || lines.next() != Some(HEADER) {
        return Err(BillError::Damaged);
    }
    let mut rows = Vec::new();
    let mut sums = [0_u64; 4];
    while let Some(line) = lines.next() {
        let cells: Vec<&str> = line.split(',').collect();
        if let ["total", numbers @ .., fees] = cells.as_slice() {
            let told: Option<Vec<u64>> = numbers.iter().map(|text| text.parse().ok()).collect();
            let fees = fees.parse().ok().and_then(Fen::new);
            return match (told, fees, lines.next()) {
                (Some(told), Some(fees), None) if told == sums => Ok(Bill { rows, fees }),
                _ => Err(BillError::Damaged),
            };
        }
        let (row, fen) = row(&cells).ok_or(BillError::Damaged)?;
        let [paid, paid_fen, refunds, refund_fen] = &mut sums;
        let (count, sum) = if matches!(row, BillRow::Paid(_)) { (paid, paid_fen) } else { (refunds, refund_fen) };
        *count += 1;
        *sum = sum.checked_add(fen).ok_or(BillError::Damaged)?;
        rows.push(row);
    }
    Err(BillError::Damaged)
}

fn row(cells: &[&str]) -> Option<(BillRow, u64)> {
    let [kind, number, txn, refund_number, refund, merchant, amount, currency] = cells else { return None };
    let amount = amount.parse().ok().and_then(Fen::new)?;
    let own = |text: &&str| (*text).to_owned();
    let row = match *kind {
        "paid" => BillRow::Paid(Paid {
            number: own(number),
            txn: own(txn),
            amount,
            currency: own(currency),
            merchant: own(merchant),
            has_refund: false,
            paid_at: None,
        }),
        "refunded" => BillRow::Refunded {
            number: own(refund_number),
            refund: own(refund),
            paid_number: own(number),
            txn: own(txn),
            amount,
        },
        _ => return None,
    };
    Some((row, amount.get()))
}

#[cfg(test)]
mod tests {
    use model::Millis;

    use super::*;

    fn bill() -> BillFile {
        let money = Transaction {
            transaction_id: "ST1".into(),
            out_trade_no: "A1B2C3".into(),
            merchant: super::super::MERCHANT.into(),
            amount: Fen::new(10_000).unwrap(),
            currency: "CNY".into(),
            paid_at: Millis::new(0),
        };
        let back = Refund {
            refund_id: "SR1".into(),
            out_refund_no: "R1R2R3".into(),
            out_trade_no: "A1B2C3".into(),
            transaction_id: "ST1".into(),
            amount: Fen::new(2_500).unwrap(),
            status: super::super::wire::RefundStatus::Success,
        };
        write(Day::from_number(20_000), &[&money], &[back])
    }

    #[test]
    fn a_bill_reads_back_row_by_row() {
        let read = read(&bill(), Day::from_number(20_000)).unwrap();
        assert_eq!(read.rows.len(), 2);
        assert!(matches!(&read.rows[0], BillRow::Paid(paid) if paid.amount.get() == 10_000 && paid.txn == "ST1"));
        assert!(matches!(&read.rows[1], BillRow::Refunded { amount, .. } if amount.get() == 2_500));
    }

    #[test]
    fn a_bill_that_was_touched_is_no_bill() {
        let day = Day::from_number(20_000);
        assert_eq!(read(&bill(), day.plus(1)), Err(BillError::Damaged), "another day");
        let whole = bill().file;
        let gone =
            whole.lines().filter(|line| !line.starts_with("refunded")).fold(String::new(), |all, one| all + one + "\n");
        for file in [
            whole.replace("10000,CNY", "10001,CNY"),
            whole.replace("total,1", "total,2"),
            whole.replace("paid,A1", "gift,A1"),
            whole.trim_end().to_owned(),
            format!("{whole}paid,x,y,,,m,1,CNY\n"),
            gone,
            String::new(),
        ] {
            let sha256 = seal::sha256(file.as_bytes());
            assert_eq!(read(&BillFile { day, sha256, file: file.clone() }, day), Err(BillError::Damaged), "{file}");
        }
        let wrong_hash = BillFile { sha256: "00".repeat(32), ..bill() };
        assert_eq!(read(&wrong_hash, day), Err(BillError::Damaged));
    }
}
