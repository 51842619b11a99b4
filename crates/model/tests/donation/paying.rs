//! Seeded worlds of one order: answers that are lost, late, repeated, overtaken, forged and contradict each other.
//!
//! The provider is played by [`Provider`], which takes money by its own rules; our side applies [`Rules`] and keeps books.
//! At the end of every world the bill comes, and the books must hold each capture exactly once.

use std::collections::BTreeMap;

use model::{
    Fen,
    donation::{
        AttemptState,
        attempt::{self, AttemptEffect, AttemptEvent, AttemptStep},
        capture::{self, Booked, Capture, Standing},
    },
};

use crate::chance::Dice;

/// The rules under trial; a mutant changes one of them.
#[derive(Clone, Copy)]
pub(crate) struct Rules {
    pub(crate) step: fn(AttemptState, AttemptEvent) -> AttemptStep,
    pub(crate) event: fn(Capture, Standing) -> AttemptEvent,
    /// Whether the ledger refuses a transaction that it holds already (the unique index of the store).
    pub(crate) has_belt: bool,
    /// Whether the bill is read.
    pub(crate) has_bill: bool,
}

pub(crate) const RULES: Rules = Rules { step: attempt::step, event: capture::event, has_belt: true, has_bill: true };

const ORDERED: u64 = 10_000;

/// What the provider knows of one number.
#[derive(Clone, Copy, PartialEq)]
enum Trade {
    Absent,
    Open,
    Closed,
    Paid,
}

/// Money that the provider took.
#[derive(Clone, Copy)]
struct Taken {
    attempt: usize,
    txn: u32,
    fen: u64,
    is_our_merchant: bool,
}

/// What is on its way to us.
#[derive(Clone, Copy)]
enum Letter {
    /// A success, by a notice or as the answer to a query.
    Success(Taken),
    /// Any other answer, for an attempt; it may have been overtaken.
    Answer(usize, AttemptEvent),
}

#[derive(Clone)]
struct Attempt {
    state: AttemptState,
    calls: u32,
    trade: Trade,
}

/// One line of the books.
#[derive(Clone, Copy, PartialEq, Debug)]
struct Entry {
    booked: Booked,
    fen: u64,
    is_our_merchant: bool,
    /// Whether finance decided where it goes.
    is_accepted: bool,
}

pub(crate) struct World {
    rules: Rules,
    dice: Dice,
    attempts: Vec<Attempt>,
    taken: Vec<Taken>,
    letters: Vec<Letter>,
    books: Vec<(u32, Entry)>,
    receipts: u32,
    is_target_gone: bool,
    is_over: bool,
    fault: Option<String>,
}

impl World {
    /// Lives one world through; what went wrong, if anything.
    pub(crate) fn live(rules: Rules, seed: u64) -> Result<(), String> {
        let first = Attempt { state: AttemptState::Created, calls: 0, trade: Trade::Absent };
        let mut world = Self {
            rules,
            dice: Dice::new(seed),
            attempts: vec![first],
            taken: Vec::new(),
            letters: Vec::new(),
            books: Vec::new(),
            receipts: 0,
            is_target_gone: false,
            is_over: false,
            fault: None,
        };
        let steps = 12 + world.dice.below(36);
        for _ in 0..steps {
            world.happen();
        }
        world.settle();
        world.check()
    }

    fn happen(&mut self) {
        let at = self.dice.below(self.attempts.len());
        match self.dice.below(16) {
            0 | 1 => self.call(at),
            2..=4 => self.pay(at),
            5..=7 => self.deliver(),
            8 | 9 => self.query(at),
            10 => self.apply(at, AttemptEvent::NoticeForged),
            11 => self.expire(at),
            12 => self.close(at),
            13 => self.apply(at, AttemptEvent::Returned),
            14 if self.dice.lands(20) => self.is_target_gone = true,
            15 if self.attempts.len() < 3 && self.dice.lands(40) => {
                self.attempts.push(Attempt { state: AttemptState::Created, calls: 0, trade: Trade::Absent });
            }
            _ => self.operate(at),
        }
    }

    /// Our call to open a trade: lost on the way, refused, or answered; the answer may be lost too.
    fn call(&mut self, at: usize) {
        if self.attempts[at].state != AttemptState::Created {
            return self.apply(at, AttemptEvent::CreateAgain);
        }
        self.attempts[at].calls += 1;
        let arrives = !self.dice.lands(15);
        let refused = arrives && self.attempts[at].trade == Trade::Absent && self.dice.lands(10);
        let mut answer = AttemptEvent::CreateOk;
        if refused {
            answer = AttemptEvent::CreateRejected;
        } else if arrives {
            match self.attempts[at].trade {
                Trade::Absent => self.attempts[at].trade = Trade::Open,
                Trade::Open => {}
                // The number is used up: a second call is refused, and only a query tells why.
                Trade::Closed => answer = AttemptEvent::CreateRejected,
                Trade::Paid => answer = AttemptEvent::CreateSaysPaid,
            }
        }
        if !arrives || self.dice.lands(15) {
            // The call may have got through all the same.
            self.apply(at, AttemptEvent::CreateTimeout);
        } else if self.dice.lands(10) {
            // The server stops before it has read the answer, which somebody else reads much later.
            self.letters.push(Letter::Answer(at, answer));
        } else {
            self.apply(at, answer);
        }
    }

    fn pay(&mut self, at: usize) {
        let trade = self.attempts[at].trade;
        let again = trade == Trade::Paid && self.dice.lands(8);
        // A payer can be faster than the provider's own closing.
        let raced = trade == Trade::Closed && self.dice.lands(5);
        if trade != Trade::Open && !again && !raced {
            return;
        }
        self.attempts[at].trade = Trade::Paid;
        let fen = if self.dice.lands(8) { ORDERED / 2 } else { ORDERED };
        let txn = u32::try_from(self.taken.len()).unwrap();
        let taken = Taken { attempt: at, txn, fen, is_our_merchant: !self.dice.lands(3) };
        self.taken.push(taken);
        // Notices: none, one or several.
        for _ in 0..[0, 1, 1, 2, 3][self.dice.below(5)] {
            self.letters.push(Letter::Success(taken));
        }
    }

    fn deliver(&mut self) {
        if self.letters.is_empty() {
            return;
        }
        let letter = self.letters.remove(self.dice.below(self.letters.len()));
        self.open(letter);
    }

    fn open(&mut self, letter: Letter) {
        match letter {
            Letter::Success(taken) => self.capture(taken),
            Letter::Answer(at, event) => self.apply(at, event),
        }
    }

    fn query(&mut self, at: usize) {
        let letter = self.answer(at);
        if self.dice.lands(30) {
            // It is overtaken by whatever happens now.
            self.letters.push(letter);
        } else {
            self.open(letter);
        }
    }

    fn answer(&mut self, at: usize) -> Letter {
        if self.dice.lands(10) {
            return Letter::Answer(at, AttemptEvent::QueryError);
        }
        match self.attempts[at].trade {
            Trade::Absent => Letter::Answer(at, AttemptEvent::QueryNotFound),
            Trade::Open => Letter::Answer(at, AttemptEvent::QueryNotPaid),
            Trade::Closed => Letter::Answer(at, AttemptEvent::QueryClosed),
            // A query names the last transaction of the number only.
            Trade::Paid => Letter::Success(*self.taken.iter().rfind(|taken| taken.attempt == at).unwrap()),
        }
    }

    fn expire(&mut self, at: usize) {
        self.apply(at, AttemptEvent::Expired);
    }

    fn close(&mut self, at: usize) {
        let event = match self.attempts[at].trade {
            _ if self.dice.lands(10) => AttemptEvent::CloseError,
            Trade::Absent => AttemptEvent::CloseNotFound,
            Trade::Open => {
                self.attempts[at].trade = Trade::Closed;
                if self.dice.lands(10) { AttemptEvent::CloseError } else { AttemptEvent::CloseOk }
            }
            Trade::Closed => AttemptEvent::CloseOk,
            Trade::Paid => AttemptEvent::ClosePaid,
        };
        self.apply(at, event);
    }

    fn operate(&mut self, at: usize) {
        if self.attempts[at].state == AttemptState::Review && !self.is_credited() && self.dice.lands(30) {
            self.apply(at, AttemptEvent::OperatorAccepts);
        }
    }

    fn is_credited(&self) -> bool {
        self.books.iter().any(|(_, entry)| entry.booked == Booked::Project)
    }

    fn capture(&mut self, taken: Taken) {
        let capture = Capture {
            amount: Fen::new(taken.fen).unwrap(),
            is_cny: true,
            is_our_merchant: taken.is_our_merchant,
            has_refund: false,
        };
        let standing = Standing {
            amount: Fen::new(ORDERED).unwrap(),
            known: self.books.iter().find(|(txn, _)| *txn == taken.txn).map(|(_, entry)| entry.booked),
            is_credited: self.is_credited(),
            is_target_gone: self.is_target_gone,
        };
        let event = (self.rules.event)(capture, standing);
        self.take(taken.attempt, event, Some(taken));
    }

    fn apply(&mut self, at: usize, event: AttemptEvent) {
        self.take(at, event, None);
    }

    fn take(&mut self, at: usize, event: AttemptEvent, taken: Option<Taken>) {
        let before = self.attempts[at].state;
        let (state, effects) = (self.rules.step)(before, event);
        if before == AttemptState::Paid && state != AttemptState::Paid {
            self.fault.get_or_insert_with(|| format!("{} led from paid to {}", event.code(), state.code()));
        }
        self.attempts[at].state = state;
        let mut answered = effects.contains(&AttemptEffect::Ack);
        for effect in effects {
            match effect {
                AttemptEffect::CreditProject => self.book(taken, Booked::Project),
                AttemptEffect::CreditSuspense => self.book(taken, Booked::Suspense),
                AttemptEffect::Receipt => self.receipts += 1,
                AttemptEffect::MoveSuspense => self.accept(at),
                AttemptEffect::CloseAtProvider if !self.is_over => self.close(at),
                AttemptEffect::Http401 => answered = true,
                _ => {}
            }
        }
        if taken.is_some() && !answered {
            self.fault.get_or_insert_with(|| format!("{} was not acknowledged", event.code()));
        }
    }

    fn book(&mut self, taken: Option<Taken>, booked: Booked) {
        let taken = taken.expect("money comes with a transaction");
        if self.rules.has_belt && self.books.iter().any(|(txn, _)| *txn == taken.txn) {
            self.fault.get_or_insert_with(|| "the belt held: a transaction was booked again".to_owned());
            return;
        }
        if booked == Booked::Project && self.is_target_gone {
            self.fault.get_or_insert_with(|| "money went to a project that is gone".to_owned());
        }
        let entry = Entry { booked, fen: taken.fen, is_our_merchant: taken.is_our_merchant, is_accepted: false };
        self.books.push((taken.txn, entry));
    }

    /// Finance takes the odd money of an attempt for the project.
    fn accept(&mut self, at: usize) {
        let of_attempt: Vec<u32> = self.taken.iter().filter(|one| one.attempt == at).map(|one| one.txn).collect();
        let odd =
            self.books.iter_mut().find(|(txn, entry)| of_attempt.contains(txn) && entry.booked == Booked::Suspense);
        let Some((_, odd)) = odd else {
            self.fault.get_or_insert_with(|| "an attempt in review has nothing in suspense".to_owned());
            return;
        };
        (odd.booked, odd.is_accepted) = (Booked::Project, true);
    }

    /// Time passes: letters arrive, attempts expire and are closed, and the bill of the day is read.
    fn settle(&mut self) {
        for letter in std::mem::take(&mut self.letters) {
            if self.dice.lands(70) {
                self.open(letter);
            }
        }
        for at in 0..self.attempts.len() {
            self.expire(at);
            if self.attempts[at].state.is_open() && self.attempts[at].trade != Trade::Paid {
                self.attempts[at].trade = Trade::Closed;
                self.apply(at, AttemptEvent::CloseOk);
            }
        }
        self.is_over = true;
        if self.rules.has_bill {
            for taken in self.taken.clone() {
                self.capture(taken);
            }
        }
    }

    fn check(mut self) -> Result<(), String> {
        if let Some(fault) = self.fault.take() {
            return Err(fault);
        }
        let mut booked: BTreeMap<u32, u64> = BTreeMap::new();
        for (txn, entry) in &self.books {
            *booked.entry(*txn).or_default() += entry.fen;
        }
        let captured: BTreeMap<u32, u64> = self.taken.iter().map(|taken| (taken.txn, taken.fen)).collect();
        if booked != captured {
            return Err(format!("booked {booked:?}, captured {captured:?}"));
        }
        let credits: Vec<&Entry> =
            self.books.iter().map(|(_, entry)| entry).filter(|entry| entry.booked == Booked::Project).collect();
        if credits.len() > 1 {
            return Err(format!("{} credits for one order", credits.len()));
        }
        if let Some(odd) = credits.iter().find(|one| !one.is_accepted && (one.fen != ORDERED || !one.is_our_merchant)) {
            return Err(format!("odd money went to the project: {odd:?}"));
        }
        if usize::try_from(self.receipts).unwrap() != credits.len() {
            return Err(format!("{} receipts for {} credits", self.receipts, credits.len()));
        }
        let paid = |at: usize| self.taken.iter().any(|taken| taken.attempt == at);
        let wrong = (0..self.attempts.len()).find(|at| paid(*at) && self.attempts[*at].state.is_open());
        wrong.map_or(Ok(()), |at| Err(format!("attempt {at} took money and is {}", self.attempts[at].state.code())))
    }
}

#[test]
fn whatever_happens_the_books_hold_each_capture_once() {
    for seed in 0..100_000 {
        if let Err(fault) = World::live(RULES, seed) {
            panic!("world {seed}: {fault}");
        }
    }
}
