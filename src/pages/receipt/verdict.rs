//! Whether the ledger says of a receipt what the server says of it. Pure.

use model::{
    ReceiptId,
    verify::{BadReceipt, Receipt},
    view::ReceiptView,
};

use crate::{
    format::amount,
    pages::verify::seen::{Opened, Seen},
};

/// What this device found out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verdict {
    /// The entry has no place yet.
    Entering,
    /// Not known yet.
    Checking,
    /// The entry is this receipt's, and says the same. The log has so many entries now, if that could be asked.
    Good(u64, Option<u64>),
    /// The entry says the same; that it is this receipt's was not shown.
    PlaceOnly(u64, Option<u64>),
    /// The entry says something else.
    Differs,
    /// The proof shows nothing.
    Bad(BadReceipt),
    /// The log itself lies.
    Alarm,
    /// Nothing could be found out.
    NotChecked,
    /// This browser cannot check anything.
    Cannot,
}

/// The field of an entry that names its receipt; only the receipt's secret opens it.
pub(super) const FIELD: &str = "receipt";

/// What is known of this receipt by now. `is_lost`: the proof did not come.
pub(super) fn verdict(view: &ReceiptView, seen: &Seen, is_lost: bool) -> Verdict {
    let Some(entry) = view.entry else { return Verdict::Entering };
    match (&seen.receipt, seen.alarm.is_some()) {
        (_, true) => Verdict::Alarm,
        (Some(Opened::Bad(bad)), _) => Verdict::Bad(*bad),
        (Some(Opened::Good(shown)), _) => match agrees(view, entry, shown) {
            None => Verdict::Differs,
            Some(true) => Verdict::Good(entry, shown.now),
            Some(false) => Verdict::PlaceOnly(entry, shown.now),
        },
        (None, _) if seen.is_broken => Verdict::Cannot,
        (None, _) if is_lost || seen.trouble.is_some() => Verdict::NotChecked,
        (None, _) => Verdict::Checking,
    }
}

/// Whether the entry says the same, and if so whether it names this receipt.
fn agrees(view: &ReceiptView, entry: u64, shown: &Receipt) -> Option<bool> {
    let fund = format!("net:restricted:project:{}", view.project.folded());
    let mut given = shown.postings.iter().filter(|posting| posting.account == fund).map(|posting| posting.fen);
    let is_sum = given.next() == Some(-amount::fen(view.amount)) && given.next().is_none();
    let is_same = shown.entry == entry && shown.kind == "donation" && shown.day == view.day && is_sum;
    let mut named = shown.fields.iter().filter(|field| field.name == FIELD);
    match named.next() {
        _ if !is_same => None,
        None => Some(false),
        Some(field) => (field.value.parse::<ReceiptId>() == Ok(view.id)).then_some(true),
    }
}

#[cfg(test)]
mod tests {
    use model::{
        Fen,
        project::DonationMode,
        verify::{Field, Posting, Trouble},
    };

    use super::*;

    fn view() -> ReceiptView {
        ReceiptView {
            id: ReceiptId::from_bits(7),
            project: "P-DEMO-01".parse().unwrap(),
            title: String::new(),
            organisation: String::new(),
            filing: None,
            mode: DonationMode::Demo,
            amount: Fen::new(5250).unwrap(),
            day: "2026-11-22".parse().unwrap(),
            name: None,
            refunded: Fen::default(),
            corrections: Vec::new(),
            entry: Some(40),
            is_erased: false,
            is_frozen: false,
        }
    }

    fn shown() -> Receipt {
        let posting = |account: &str, fen| Posting { account: account.to_owned(), fen };
        Receipt {
            entry: 40,
            day: view().day,
            kind: "donation".to_owned(),
            postings: vec![posting("assets:psp:sandbox", 5250), posting("net:restricted:project:p-demo-01", -5250)],
            fields: vec![Field { name: FIELD.to_owned(), value: view().id.to_string() }],
            size: 41,
            now: Some(50),
            file: String::new(),
        }
    }

    fn of(receipt: Receipt) -> Verdict {
        let seen = Seen { receipt: Some(Opened::Good(Box::new(receipt))), ..Seen::default() };
        verdict(&view(), &seen, false)
    }

    #[test]
    fn a_receipt_is_good_only_when_the_entry_says_all_of_it() {
        assert_eq!(of(shown()), Verdict::Good(40, Some(50)));
        assert_eq!(of(Receipt { fields: Vec::new(), now: None, ..shown() }), Verdict::PlaceOnly(40, None));
        let other = |value: &str| vec![Field { name: FIELD.to_owned(), value: value.to_owned() }];
        let more = |fen| Posting { account: "net:restricted:project:p-demo-01".to_owned(), fen };
        for (what, receipt) in [
            ("another place", Receipt { entry: 41, ..shown() }),
            ("another day", Receipt { day: "2026-11-21".parse().unwrap(), ..shown() }),
            ("another kind", Receipt { kind: "refund".to_owned(), ..shown() }),
            ("another sum", Receipt { postings: vec![more(-5251)], ..shown() }),
            ("the sum twice", Receipt { postings: vec![more(-5250), more(-5250)], ..shown() }),
            ("another side", Receipt { postings: vec![more(5250)], ..shown() }),
            ("no money", Receipt { postings: Vec::new(), ..shown() }),
            ("another receipt", Receipt { fields: other("7K3QZ8MV"), ..shown() }),
            ("no receipt", Receipt { fields: other("x"), ..shown() }),
        ] {
            assert_eq!(of(receipt), Verdict::Differs, "{what}");
        }
    }

    #[test]
    fn nothing_is_called_good_before_it_was_checked() {
        let seen = Seen::default();
        assert_eq!(verdict(&ReceiptView { entry: None, ..view() }, &seen, true), Verdict::Entering);
        assert_eq!(verdict(&view(), &seen, false), Verdict::Checking);
        assert_eq!(verdict(&view(), &seen, true), Verdict::NotChecked);
        let troubled = Seen { trouble: Some(Trouble::Unreachable), ..Seen::default() };
        assert_eq!(verdict(&view(), &troubled, false), Verdict::NotChecked);
        assert_eq!(verdict(&view(), &Seen { is_broken: true, ..Seen::default() }, false), Verdict::Cannot);
        let bad = Seen { receipt: Some(Opened::Bad(BadReceipt::NotIncluded)), ..Seen::default() };
        assert_eq!(verdict(&view(), &bad, false), Verdict::Bad(BadReceipt::NotIncluded));
    }
}
