use super::*;
use crate::{
    account::Cost,
    disclosure::Secret,
    entry::Posting,
    kind::{Step, Why},
};

/// Books with the money entries in them, as the sequencer keeps them.
#[derive(Default)]
struct House {
    books: Books,
    money: Vec<Option<Money>>,
}

impl House {
    fn enter(&mut self, what: What) -> Result<(), Fault> {
        let digests = Secret::new([1; 32]).commit(&[], what.digests()).unwrap().digests;
        let entry = Entry::new("2026-03-01".parse().unwrap(), digests, what).unwrap();
        let target =
            entry.target().and_then(|of| self.money.get(usize::try_from(of).unwrap())).and_then(Option::as_ref);
        let before = self.books.clone();
        let entered = self.books.enter(&entry, target);
        if entered.is_ok() {
            self.money.push(entry.money().cloned());
        } else {
            assert_eq!(self.books, before, "a refused entry leaves the books as they were");
        }
        entered
    }

    fn book(&mut self, kind: Kind, moves: &[(&str, i64)], link: Option<(u64, Why)>) -> Result<(), Fault> {
        let postings = moves.iter().map(|(text, fen)| {
            let account: Account = text.parse().unwrap();
            Posting { account, fen: *fen, line: matches!(account, Account::Cost(..)).then(|| "A1".parse().unwrap()) }
        });
        let money = Money::new(kind, postings.collect());
        self.enter(What::Money(match link {
            Some((of, why)) if kind.link().is_some() => money.naming(of, why),
            Some((_, why)) => money.because(why),
            None => money,
        }))
    }

    fn step(&mut self, step: Step) -> Result<(), Fault> {
        self.enter(What::Step { step, batch: "w1".parse().unwrap() })
    }

    fn give(&mut self, project: &str, fen: i64) {
        let net = format!("net:restricted:project:{project}");
        self.book(Kind::Donation, &[("assets:bank:main", fen), (&net, -fen)], None).unwrap();
    }

    fn fund(&self, project: &str) -> Fund {
        self.books.projects()[&project.parse().unwrap()].clone()
    }
}

const BANK: &str = "assets:bank:main";
const P1: &str = "net:restricted:project:p1";
const COST: &str = "expenses:program:project:p1";

fn account(text: &str) -> Account {
    text.parse().unwrap()
}

fn slug(text: &str) -> Slug {
    text.parse().unwrap()
}

#[test]
fn the_one_equation_holds_term_by_term() {
    let mut house = House::default();
    house.give("p1", 10_000);
    house.give("p2", 2000);
    house.book(Kind::Expense, &[(COST, 3000), (BANK, -3000)], None).unwrap();
    house.book(Kind::Refund, &[(P1, 500), (BANK, -500)], Some((0, Why::DuplicatePayment))).unwrap();
    house.book(Kind::Correction, &[(BANK, 50), (COST, -50)], Some((2, Why::WrongAmount))).unwrap();
    house
        .book(Kind::Reallocation, &[(P1, 1000), ("net:restricted:project:p2", -1000)], Some((0, Why::Surplus)))
        .unwrap();
    house
        .book(Kind::TransferOut, &[("expenses:transfer:project:p1", 200), (BANK, -200)], Some((0, Why::Surplus)))
        .unwrap();
    let fund = house.fund("p1");
    assert_eq!(fund.terms(), [10_000, 0, 500, 3000, 1200, 50]);
    assert_eq!((fund.balance(), fund.lines[&"A1".parse().unwrap()]), (5350, 2950));
    assert_eq!(house.fund("p2").balance(), 3000);
    assert_eq!(house.books.balance(account(BANK)), 8350);
}

#[test]
fn what_moved_in_all_parts_of_the_log_is_what_the_books_say() {
    let mut house = House::default();
    house.give("p1", 10_000);
    house.book(Kind::Expense, &[(COST, 3000), (BANK, -3000)], None).unwrap();
    house.book(Kind::Correction, &[(BANK, 50), (COST, -50)], Some((1, Why::WrongAmount))).unwrap();
    house
        .book(Kind::Reallocation, &[(P1, 1000), ("net:restricted:project:p2", -1000)], Some((0, Why::Surplus)))
        .unwrap();
    let money: Vec<&Money> = house.money.iter().flatten().collect();
    let mut whole = Period::default();
    for money in &money {
        whole.add(money);
    }
    assert_eq!(whole.projects(), house.books.projects());
    assert_eq!((whole.spent(Cost::Program), whole.spent(Cost::Management)), (2950, 0));
    let mut later = Period::default();
    money.iter().skip(1).for_each(|money| later.add(money));
    let fund = &later.projects()[&slug("p1")];
    assert_eq!((fund.gifts, fund.balance()), (0, -3950), "the gift came before");
}

#[test]
fn a_fund_cannot_be_overspent_though_the_bank_has_the_money_of_others() {
    let mut house = House::default();
    house.give("p1", 100);
    house.give("p2", 100);
    let spend = |fen: i64| [(COST, fen), (BANK, -fen)];
    let overspent = Err(Fault::Overspent { project: slug("p1"), missing: 1 });
    assert_eq!(house.book(Kind::Expense, &spend(101), None), overspent);
    assert_eq!(house.book(Kind::Expense, &spend(100), None), Ok(()));
    assert_eq!(house.book(Kind::Refund, &[(P1, 1), (BANK, -1)], Some((0, Why::DonorRequest))), overspent);
    assert_eq!(
        house.book(Kind::Reallocation, &[(P1, 1), ("net:restricted:project:p2", -1)], Some((0, Why::Surplus))),
        overspent
    );
}

#[test]
fn an_account_cannot_pay_what_it_does_not_have() {
    let mut house = House::default();
    house.give("p1", 100);
    let other = "assets:bank:other";
    assert_eq!(
        house.book(Kind::Expense, &[(COST, 1), (other, -1)], None),
        Err(Fault::Overdrawn { account: account(other), missing: 1 })
    );
    assert_eq!(
        house.book(Kind::RefundPaid, &[("liabilities:refund", 1), (BANK, -1)], None),
        Err(Fault::Overdrawn { account: Account::Refunds, missing: 1 })
    );
    assert_eq!(
        house.book(Kind::Reallocation, &[("net:unrestricted", 1), (P1, -1)], Some((0, Why::ChangeOfUse))),
        Err(Fault::Overdrawn { account: Account::Unrestricted, missing: 1 })
    );
    house.book(Kind::Refund, &[(P1, 40), ("liabilities:refund", -40)], Some((0, Why::DonorRequest))).unwrap();
    assert_eq!(house.books.balance(Account::Refunds), -40);
    house.book(Kind::RefundPaid, &[("liabilities:refund", 40), (BANK, -40)], None).unwrap();
}

#[test]
fn amounts_stay_within_the_range_of_every_reader() {
    let mut house = House::default();
    house.give("p1", MAX_INT);
    assert_eq!(house.book(Kind::Donation, &[(BANK, 1), (P1, -1)], None), Err(Fault::Range));
    assert_eq!(house.book(Kind::Donation, &[("assets:bank:b", 1), (P1, -1)], None), Err(Fault::Range));
}

#[test]
fn no_more_is_taken_back_than_there_was() {
    let mut house = House::default();
    house.give("p1", 100);
    house.give("p1", 900);
    let refund = |fen: i64| [(P1, fen), (BANK, -fen)];
    let because = |of| Some((of, Why::DuplicatePayment));
    assert_eq!(house.book(Kind::Refund, &refund(60), because(0)), Ok(()));
    let twice = Err(Fault::TakenTwice { of: 0, account: account(P1), excess: 1 });
    assert_eq!(house.book(Kind::Refund, &refund(41), because(0)), twice);
    assert_eq!(house.book(Kind::Reversal, &refund(41), because(0)), twice);
    assert_eq!(house.book(Kind::Refund, &refund(40), because(0)), Ok(()));
    assert_eq!(house.books.taken(0, account(P1)), 100);
    assert_eq!(house.book(Kind::Refund, &refund(1), because(4)), Err(Fault::NotEarlier { of: 4 }));
    assert_eq!(house.book(Kind::Refund, &refund(1), because(2)), Err(Fault::WrongTarget { of: 2 }));
    // What was moved to a project was not given by a donor of it.
    house.book(Kind::Reallocation, &[(P1, 5), ("net:restricted:project:p2", -5)], Some((0, Why::Surplus))).unwrap();
    let moved = [("net:restricted:project:p2", 5), (BANK, -5)];
    assert_eq!(house.book(Kind::Refund, &moved, because(4)), Err(Fault::WrongTarget { of: 4 }));
    assert_eq!(house.book(Kind::Refund, &refund(895), because(1)), Ok(()));
}

#[test]
fn a_reversal_is_the_mirror_of_what_it_names_and_a_correction_touches_it() {
    let mut house = House::default();
    house.give("p1", 1000);
    house.give("p2", 1000);
    house.book(Kind::Expense, &[(COST, 300), (BANK, -300)], None).unwrap();
    let because = Some((2, Why::BookedTwice));
    let wrong = Err(Fault::WrongTarget { of: 2 });
    assert_eq!(house.book(Kind::Reversal, &[(COST, 300), (BANK, -300)], because), wrong);
    assert_eq!(house.book(Kind::Reversal, &[("assets:bank:b", 300), (COST, -300)], because), wrong);
    let foreign = [("expenses:program:project:p2", 5), ("assets:bank:b", -5)];
    assert_eq!(house.book(Kind::Correction, &foreign, because), wrong);
    let elsewhere = [("expenses:program:project:p2", 100), (COST, -100)];
    assert_eq!(house.book(Kind::Correction, &elsewhere, Some((2, Why::WrongProject))), Ok(()));
    let too_much = Err(Fault::TakenTwice { of: 2, account: account(COST), excess: 100 });
    assert_eq!(house.book(Kind::Reversal, &[(BANK, 300), (COST, -300)], because), too_much);
    assert_eq!(house.book(Kind::Reversal, &[(BANK, 200), (COST, -200)], because), Ok(()));
    assert_eq!((house.fund("p1").balance(), house.fund("p2").balance()), (1000, 900));
}

#[test]
fn an_event_without_money_cannot_be_taken_back() {
    let mut house = House::default();
    house.enter(What::Heartbeat).unwrap();
    house.give("p1", 5);
    assert_eq!(
        house.book(Kind::Reversal, &[(P1, 5), (BANK, -5)], Some((0, Why::Other))),
        Err(Fault::WrongTarget { of: 0 })
    );
    let erase = |of| What::Erasure { of, fields: vec![slug("wish")] };
    assert_eq!(house.enter(erase(2)), Err(Fault::NotEarlier { of: 2 }));
    assert_eq!(house.enter(erase(1)), Ok(()));
}

#[test]
fn nothing_impossible_is_counted_of_wishes_and_claims() {
    let mut house = House::default();
    let cannot = |step| Err(Fault::Step { batch: slug("w1"), step });
    for step in Step::ALL.iter().filter(|step| **step != Step::WishOpened) {
        assert_eq!(house.step(*step), cannot(*step));
    }
    house.step(Step::WishOpened).unwrap();
    for step in [Step::ClaimMade, Step::ClaimShipped, Step::ClaimArrived, Step::ClaimReleased] {
        house.step(step).unwrap();
    }
    assert_eq!(house.step(Step::ClaimDelivered), cannot(Step::ClaimDelivered));
    house.step(Step::ClaimMade).unwrap();
    assert_eq!(house.books.batches()[&slug("w1")].live(), 1);
    house.step(Step::ClaimScheduled).unwrap();
    house.step(Step::ClaimDelivered).unwrap();
    assert_eq!(house.step(Step::ClaimDelivered), cannot(Step::ClaimDelivered));
    house.step(Step::WishCompleted).unwrap();
    assert_eq!(house.step(Step::WishCompleted), cannot(Step::WishCompleted));
    house.step(Step::WishArchived).unwrap();
    assert_eq!(house.step(Step::WishArchived), cannot(Step::WishArchived));
}
