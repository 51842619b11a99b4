//! Seeded worlds of one payment and its refunds: lost calls and answers, refusals after an unclear call, results in any
//! order, refunds made at the provider's own desk.

use model::{
    Fen,
    donation::{
        RefundState,
        refund::{self, RefundEffect, RefundEvent, RefundStep},
    },
};

use crate::chance::Dice;

/// The rules under trial; a mutant changes one of them.
#[derive(Clone, Copy)]
pub(crate) struct Rules {
    pub(crate) step: fn(RefundState, RefundEvent) -> RefundStep,
    pub(crate) left: fn(Fen, Fen, Fen) -> Fen,
    pub(crate) rejected: fn(u32) -> RefundEvent,
    /// Whether the ledger refuses a refund that it has booked already (the unique index of the store).
    pub(crate) has_belt: bool,
}

pub(crate) const RULES: Rules =
    Rules { step: refund::step, left: refund::left, rejected: refund::rejected, has_belt: true };

const PAID: u64 = 10_000;

/// What the provider knows of one refund number.
#[derive(Clone, Copy, PartialEq)]
enum Trade {
    Absent,
    Processing,
    Success,
    Abnormal,
    Closed,
}

struct Refund {
    state: RefundState,
    fen: u64,
    calls: u32,
    trade: Trade,
    is_external: bool,
    debits: u32,
}

pub(crate) struct World {
    rules: Rules,
    dice: Dice,
    refunds: Vec<Refund>,
    letters: Vec<(usize, RefundEvent)>,
    reserved: u64,
    fault: Option<String>,
}

impl World {
    /// Lives one world through; what went wrong, if anything.
    pub(crate) fn live(rules: Rules, seed: u64) -> Result<(), String> {
        let mut world =
            Self { rules, dice: Dice::new(seed), refunds: Vec::new(), letters: Vec::new(), reserved: 0, fault: None };
        let steps = 12 + world.dice.below(36);
        for _ in 0..steps {
            world.happen();
            world.look();
            if let Some(fault) = world.fault.take() {
                return Err(fault);
            }
        }
        world.settle();
        world.look();
        world.fault.take().map_or_else(|| world.check(), Err)
    }

    fn happen(&mut self) {
        let kind = self.dice.below(12);
        if self.refunds.is_empty() || kind == 0 {
            return self.request();
        }
        let at = self.dice.below(self.refunds.len());
        match kind {
            1..=3 => self.call(at),
            4 | 5 => self.provider_moves(at),
            6 | 7 => self.query(at),
            8 | 9 => self.deliver(),
            10 => self.operate(at),
            _ if self.dice.lands(10) => self.external(),
            _ => self.apply(at, RefundEvent::RequestAgain),
        }
    }

    fn debited(&self) -> u64 {
        self.refunds.iter().map(|one| one.fen * u64::from(one.debits)).sum()
    }

    fn request(&mut self) {
        let fen = [1_000, 2_500, 5_000, PAID][self.dice.below(4)];
        let amount = Fen::new(fen).unwrap();
        let left = (self.rules.left)(
            Fen::new(PAID).unwrap(),
            Fen::new(self.debited()).unwrap(),
            Fen::new(self.reserved).unwrap(),
        );
        let event = refund::request(amount, left);
        if (self.rules.step)(RefundState::None, event).0 == RefundState::None {
            return;
        }
        let new =
            Refund { state: RefundState::None, fen, calls: 0, trade: Trade::Absent, is_external: false, debits: 0 };
        self.refunds.push(new);
        self.apply(self.refunds.len() - 1, event);
    }

    /// What the provider has taken on and not ended without success.
    fn claimed(&self) -> u64 {
        let lives = |one: &&Refund| !matches!(one.trade, Trade::Absent | Trade::Closed);
        self.refunds.iter().filter(lives).map(|one| one.fen).sum()
    }

    /// The call counter is written before the call goes out.
    fn call(&mut self, at: usize) {
        if self.refunds[at].state != RefundState::Requested {
            return;
        }
        self.refunds[at].calls += 1;
        let arrives = !self.dice.lands(20);
        let mut answer = RefundEvent::ApiAccepted;
        if arrives && self.refunds[at].trade == Trade::Absent {
            // A real provider keeps its own limit; that it is ever needed is a fault of ours unless its desk gave back.
            let too_much = self.claimed() + self.refunds[at].fen > PAID;
            if too_much && !self.refunds.iter().any(|one| one.is_external) {
                self.fault.get_or_insert_with(|| "the provider was asked for more than was paid".to_owned());
            }
            if too_much || self.dice.lands(15) {
                answer = (self.rules.rejected)(self.refunds[at].calls);
            } else {
                self.refunds[at].trade = Trade::Processing;
            }
        } else if arrives {
            // The provider knows the number; some refuse what they have accepted before.
            if self.dice.lands(40) {
                answer = (self.rules.rejected)(self.refunds[at].calls);
            }
        }
        if arrives && !self.dice.lands(25) {
            self.apply(at, answer);
        } else {
            let event = if self.dice.lands(50) { RefundEvent::ApiTimeout } else { RefundEvent::ApiNoChange };
            self.apply(at, event);
        }
    }

    fn provider_moves(&mut self, at: usize) {
        let next = match (self.refunds[at].trade, self.dice.below(10)) {
            (Trade::Processing, 0) => Trade::Abnormal,
            (Trade::Processing, 1) => Trade::Closed,
            (Trade::Processing, _) | (Trade::Abnormal, 0..4) => Trade::Success,
            (trade, _) => trade,
        };
        if next != self.refunds[at].trade {
            self.refunds[at].trade = next;
            for _ in 0..[0, 1, 2][self.dice.below(3)] {
                self.letters.push((at, self.known(at)));
            }
        }
    }

    fn known(&self, at: usize) -> RefundEvent {
        match self.refunds[at].trade {
            Trade::Absent => RefundEvent::QueryNotFound,
            Trade::Processing => RefundEvent::ResultProcessing,
            Trade::Success => RefundEvent::ResultSuccess,
            Trade::Abnormal => RefundEvent::ResultAbnormal,
            Trade::Closed => RefundEvent::ResultClosed,
        }
    }

    fn query(&mut self, at: usize) {
        let answer = self.known(at);
        if self.dice.lands(25) {
            self.letters.push((at, answer));
        } else {
            self.apply(at, answer);
        }
    }

    fn deliver(&mut self) {
        if !self.letters.is_empty() {
            let (at, event) = self.letters.remove(self.dice.below(self.letters.len()));
            self.apply(at, event);
        }
    }

    fn operate(&mut self, at: usize) {
        // Giving up needs a fresh answer that the provider knows nothing, and no call on its way.
        let event = if self.known(at) == RefundEvent::QueryNotFound && self.dice.lands(30) {
            RefundEvent::OperatorGivesUp
        } else {
            RefundEvent::OperatorRetries
        };
        self.apply(at, event);
    }

    /// A refund made at the provider's own desk, within what is left there.
    fn external(&mut self) {
        let fen = 500;
        if self.claimed() + self.reserved + fen <= PAID {
            let new =
                Refund { state: RefundState::None, fen, calls: 0, trade: Trade::Success, is_external: true, debits: 0 };
            self.refunds.push(new);
            self.letters.push((self.refunds.len() - 1, RefundEvent::ResultSuccess));
        }
    }

    fn apply(&mut self, at: usize, event: RefundEvent) {
        let (state, effects) = (self.rules.step)(self.refunds[at].state, event);
        self.refunds[at].state = state;
        let mut freed = false;
        for effect in effects {
            match effect {
                RefundEffect::Reserve => self.reserved += self.refunds[at].fen,
                RefundEffect::ReleaseReserve => freed = true,
                RefundEffect::DebitOnce => {
                    if self.rules.has_belt && self.refunds[at].debits > 0 {
                        // A refund of the provider's own desk has no state of its own; the index keeps it single.
                        let external = self.refunds[at].is_external;
                        if !external {
                            self.fault.get_or_insert_with(|| "the belt held: a refund was booked again".to_owned());
                        }
                        continue;
                    }
                    self.refunds[at].debits += 1;
                    // What has left is no longer kept back.
                    freed = !self.refunds[at].is_external && !effects.contains(&RefundEffect::ReserveAgain);
                }
                _ => {}
            }
        }
        if freed {
            self.reserved = self.reserved.saturating_sub(self.refunds[at].fen);
        }
    }

    /// What must hold at every moment.
    fn look(&mut self) {
        let open: u64 = self.refunds.iter().filter(|one| one.state.is_reserved()).map(|one| one.fen).sum();
        let (reserved, debited) = (self.reserved, self.debited());
        if open != reserved {
            self.fault.get_or_insert_with(|| format!("{reserved} kept back for {open} of open refunds"));
        }
        if debited > PAID {
            self.fault.get_or_insert_with(|| format!("{debited} went back of {PAID}"));
        }
        if let Some(early) = self.refunds.iter().find(|one| one.debits > 0 && one.trade != Trade::Success) {
            let fen = early.fen;
            self.fault.get_or_insert_with(|| format!("{fen} was booked out before it was back"));
        }
    }

    /// Time passes: what the provider knows arrives, at the latest with the bill.
    fn settle(&mut self) {
        for at in 0..self.refunds.len() {
            if self.refunds[at].trade != Trade::Absent {
                self.apply(at, self.known(at));
            }
        }
    }

    fn check(self) -> Result<(), String> {
        for one in &self.refunds {
            if (one.debits == 1) != (one.trade == Trade::Success) || one.debits > 1 {
                return Err(format!("{} times booked out in state {}", one.debits, one.state.code()));
            }
        }
        Ok(())
    }
}

#[test]
fn whatever_happens_refunds_leave_once_and_never_exceed_what_was_paid() {
    for seed in 0..100_000 {
        if let Err(fault) = World::live(RULES, seed) {
            panic!("world {seed}: {fault}");
        }
    }
}
