//! The sandbox's trades and refunds, and what it decides. It knows nothing of the house but what came over the line.

use std::{
    collections::{BTreeMap, BTreeSet},
    io,
    path::Path,
    sync::{Mutex, MutexGuard, PoisonError},
};

use model::{Day, Fen, Millis};

use super::{
    bill,
    book::{Book, Happened},
    wire::{
        BillFile, Fault, NewRefund, NewTrade, NoticeBody, Opened, Refund, RefundStatus, SetFaults, Trade, TradeState,
        Transaction,
    },
};

/// Seconds after which a "late" payment comes.
const LATE_SECONDS: i64 = 20;
/// What a wrong amount is more than the right one: one yuan.
const WRONG_BY: u64 = 100;

/// What a tester chooses at the cashier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Paid at once.
    Paid,
    /// Paid in a while, whether or not the trade is closed by then.
    Late,
    /// Paid twice, by two transactions.
    Twice,
    /// Paid, but another amount.
    WrongAmount,
    /// Not paid at all.
    Never,
    /// Not paid, but somebody sends a notice that says so.
    Forged,
}

impl Choice {
    /// Every one of them, in the order of the page, with its word in the form.
    pub(crate) const ALL: [(Self, &'static str); 6] = [
        (Self::Paid, "paid"),
        (Self::Late, "late"),
        (Self::Twice, "twice"),
        (Self::WrongAmount, "wrong_amount"),
        (Self::Never, "never"),
        (Self::Forged, "forged"),
    ];

    /// The one with this word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|(_, known)| *known == word).map(|(choice, _)| choice)
    }
}

/// Why a question is refused: status and code.
pub(crate) type Refused = (u16, &'static str);

/// The answer was lost on purpose, or the file failed.
#[derive(Debug)]
pub(crate) enum Trouble {
    Refused(Refused),
    Lost,
    Disk(io::Error),
}

impl From<Refused> for Trouble {
    fn from(refused: Refused) -> Self {
        Self::Refused(refused)
    }
}

impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Self {
        Self::Disk(error)
    }
}

#[derive(Default)]
struct State {
    trades: BTreeMap<String, OneTrade>,
    tokens: BTreeMap<String, String>,
    refunds: BTreeMap<String, OneRefund>,
    acknowledged: BTreeSet<String>,
    faults: BTreeMap<String, BTreeSet<Fault>>,
    promised: Vec<(Millis, String, Fen)>,
    count: u64,
}

struct OneTrade {
    new: NewTrade,
    token: String,
    is_closed: bool,
    paid: Vec<Transaction>,
}

struct OneRefund {
    new: NewRefund,
    refund_id: String,
    status: RefundStatus,
    day: Day,
}

/// The provider. Every answer is on the disk before it is given.
pub struct Provider {
    inner: Mutex<(State, Book)>,
}

/// What the cashier shows.
pub(crate) struct Desk {
    pub(crate) number: String,
    pub(crate) amount: Fen,
    pub(crate) description: String,
    pub(crate) return_path: String,
    pub(crate) is_open: bool,
}

impl Provider {
    /// The provider with what this file remembers; without one it forgets everything at its end.
    ///
    /// # Errors
    /// When the file cannot be read or makes no sense.
    pub fn open(path: Option<&Path>) -> io::Result<Self> {
        let (book, happened) = Book::open(path)?;
        let mut state = State::default();
        for one in happened {
            state.learn(one);
        }
        Ok(Self { inner: Mutex::new((state, book)) })
    }

    fn lock(&self) -> MutexGuard<'_, (State, Book)> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn happen(&self, happened: Vec<Happened>) -> io::Result<()> {
        let mut inner = self.lock();
        inner.1.write(&happened)?;
        for one in happened {
            inner.0.learn(one);
        }
        Ok(())
    }

    /// Whether this fault is set for the order; it is spent by asking.
    fn fails(&self, number: &str, fault: Fault) -> io::Result<bool> {
        if !self.lock().0.has(number, fault) {
            return Ok(false);
        }
        self.happen(vec![Happened::Spent { out_trade_no: number.to_owned(), fault }])?;
        Ok(true)
    }

    pub(crate) fn create(&self, new: NewTrade, now: Millis) -> Result<Opened, Trouble> {
        let number = new.out_trade_no.clone();
        let known = self.lock().0.trades.get(&number).map(|trade| {
            let same = trade.new == new;
            (same, trade.paid.is_empty(), trade.is_closed, trade.token.clone())
        });
        if self.fails(&number, Fault::FailCreate)? {
            return Err(Trouble::Lost);
        }
        let token = match known {
            Some((false, ..)) => return Err((409, "params_differ").into()),
            Some((_, false, ..)) => return Err((409, "order_paid").into()),
            Some((_, _, true, _)) => return Err((409, "order_closed").into()),
            Some((.., token)) => token,
            None if self.fails(&number, Fault::RefuseCreate)? => return Err((400, "refused").into()),
            None => {
                let is_good = new.amount > Fen::default()
                    && new.currency == "CNY"
                    && new.expires_at > now
                    && (6..=32).contains(&number.len());
                if !is_good {
                    return Err((400, "bad_order").into());
                }
                let token = format!("{:016x}{:016x}", rand::random::<u64>(), rand::random::<u64>());
                self.happen(vec![Happened::Opened { trade: new, token: token.clone() }])?;
                token
            }
        };
        if self.fails(&number, Fault::LoseCreateAnswer)? {
            return Err(Trouble::Lost);
        }
        Ok(Opened { cashier: format!("/cashier/{token}") })
    }

    pub(crate) fn trade(&self, number: &str) -> Result<Trade, Trouble> {
        if self.fails(number, Fault::FailQuery)? {
            return Err(Trouble::Lost);
        }
        let inner = self.lock();
        let trade = inner.0.trades.get(number).ok_or((404, "trade_not_exist"))?;
        let goes_back = inner.0.refunds.values().any(|refund| refund.new.out_trade_no == number);
        let state = match (trade.paid.is_empty(), trade.is_closed) {
            (false, _) if goes_back => TradeState::Refund,
            (false, _) => TradeState::Success,
            (true, true) => TradeState::Closed,
            (true, false) => TradeState::NotPaid,
        };
        Ok(Trade { out_trade_no: number.to_owned(), state, transactions: trade.paid.clone() })
    }

    pub(crate) fn close(&self, number: &str) -> Result<(), Trouble> {
        let known = self.lock().0.trades.get(number).map(|trade| (trade.paid.is_empty(), trade.is_closed));
        match known {
            None => return Err((404, "trade_not_exist").into()),
            Some((false, _)) => return Err((409, "order_paid").into()),
            Some((true, true)) => {}
            Some((true, false)) => self.happen(vec![Happened::Closed { out_trade_no: number.to_owned() }])?,
        }
        if self.fails(number, Fault::LoseCloseAnswer)? { Err(Trouble::Lost) } else { Ok(()) }
    }

    pub(crate) fn refund(&self, new: NewRefund, now: Millis) -> Result<Refund, Trouble> {
        let trade = new.out_trade_no.clone();
        let number = new.out_refund_no.clone();
        let known = self.lock().0.refunds.get(&number).map(|refund| (refund.new == new, refund.status));
        match known {
            Some((false, _)) => return Err((409, "params_differ").into()),
            // Whoever asks again for one that was stuck has it tried again.
            Some((true, RefundStatus::Abnormal)) => {
                let status = RefundStatus::Processing;
                self.happen(vec![Happened::Moved { out_refund_no: number.clone(), status, day: now.day() }])?;
            }
            Some((true, _)) => {}
            None => {
                if self.fails(&trade, Fault::RefuseRefund)? {
                    return Err((400, "refused").into());
                }
                if !self.lock().0.can_refund(&new) {
                    return Err((409, "not_enough").into());
                }
                let refund_id = self.number("SR");
                self.happen(vec![Happened::Refunding { refund: new, refund_id, at: now }])?;
            }
        }
        if self.fails(&trade, Fault::LoseRefundAnswer)? {
            return Err(Trouble::Lost);
        }
        self.refund_of(&number)
    }

    pub(crate) fn refund_of(&self, number: &str) -> Result<Refund, Trouble> {
        let found = self.lock().0.refunds.get(number).map(OneRefund::view);
        found.ok_or((404, "refund_not_exist").into())
    }

    /// Lets time pass: promised money comes, refunds come to an end.
    ///
    /// # Errors
    /// When the file fails.
    pub fn pass(&self, now: Millis) -> io::Result<()> {
        let (promised, refunds) = {
            let inner = self.lock();
            let due = inner.0.promised.iter().filter(|(at, ..)| *at <= now);
            let promised: Vec<(String, Fen)> = due.map(|(_, number, amount)| (number.clone(), *amount)).collect();
            let open = inner.0.refunds.values().filter(|one| one.status == RefundStatus::Processing);
            let refunds: Vec<(String, String)> =
                open.map(|one| (one.new.out_refund_no.clone(), one.new.out_trade_no.clone())).collect();
            (promised, refunds)
        };
        for (number, amount) in promised {
            let money = self.money(&number, amount, now)?;
            self.happen(vec![Happened::Captured(money)])?;
        }
        for (out_refund_no, trade) in refunds {
            let status = if self.fails(&trade, Fault::RefundAbnormal)? {
                RefundStatus::Abnormal
            } else if self.fails(&trade, Fault::RefundClosed)? {
                RefundStatus::Closed
            } else {
                RefundStatus::Success
            };
            self.happen(vec![Happened::Moved { out_refund_no, status, day: now.day() }])?;
        }
        Ok(())
    }

    pub(crate) fn desk(&self, token: &str, now: Millis) -> Option<Desk> {
        let inner = self.lock();
        let trade = inner.0.trades.get(inner.0.tokens.get(token)?)?;
        Some(Desk {
            number: trade.new.out_trade_no.clone(),
            amount: trade.new.amount,
            description: trade.new.description.clone(),
            return_path: trade.new.return_path.clone(),
            is_open: !trade.is_closed && trade.paid.is_empty() && trade.new.expires_at > now,
        })
    }

    /// The payer's choice at the cashier of an open trade.
    pub(crate) fn choose(&self, number: &str, choice: Choice, now: Millis) -> Result<(), Trouble> {
        let amount = self.lock().0.trades.get(number).map(|trade| trade.new.amount);
        let amount = amount.ok_or((404, "trade_not_exist"))?;
        match choice {
            Choice::Paid => self.capture(number, amount, now)?,
            Choice::Twice => {
                self.capture(number, amount, now)?;
                self.capture(number, amount, now)?;
            }
            Choice::WrongAmount => {
                self.capture(number, Fen::new(amount.get() + WRONG_BY).unwrap_or(amount), now)?;
            }
            Choice::Late => {
                let at = now.plus_seconds(LATE_SECONDS);
                self.happen(vec![Happened::Promised { out_trade_no: number.to_owned(), at, amount }])?;
            }
            Choice::Never | Choice::Forged => {}
        }
        Ok(())
    }

    fn capture(&self, number: &str, amount: Fen, now: Millis) -> io::Result<()> {
        let money = self.money(number, amount, now)?;
        self.happen(vec![Happened::Captured(money)])
    }

    fn money(&self, number: &str, amount: Fen, now: Millis) -> io::Result<Transaction> {
        let merchant = if self.fails(number, Fault::WrongMerchant)? {
            "somebody-else".to_owned()
        } else {
            self.lock().0.trades.get(number).map(|trade| trade.new.merchant.clone()).unwrap_or_default()
        };
        Ok(Transaction {
            transaction_id: self.number("ST"),
            out_trade_no: number.to_owned(),
            merchant,
            amount,
            currency: "CNY".to_owned(),
            paid_at: now,
        })
    }

    fn number(&self, prefix: &str) -> String {
        let mut inner = self.lock();
        inner.0.count += 1;
        format!("{prefix}{:012}{:08x}", inner.0.count, rand::random::<u32>())
    }

    pub(crate) fn bill(&self, day: Day, now: Millis) -> Result<BillFile, Trouble> {
        if day >= now.day() {
            return Err((409, "bill_not_ready").into());
        }
        let inner = self.lock();
        let told = |number: &str| !inner.0.has(number, Fault::LeaveOutOfBill);
        let paid = inner.0.trades.values().flat_map(|trade| &trade.paid);
        let paid: Vec<&Transaction> = paid.filter(|one| one.paid_at.day() == day && told(&one.out_trade_no)).collect();
        let refunds = inner.0.refunds.values().filter(|one| one.status == RefundStatus::Success && one.day == day);
        let refunds: Vec<Refund> = refunds.map(OneRefund::view).collect();
        Ok(bill::write(day, &paid, &refunds))
    }

    pub(crate) fn set_faults(&self, set: SetFaults) -> Result<(), Trouble> {
        Ok(self.happen(vec![Happened::Faulty { out_trade_no: set.out_trade_no, faults: set.faults }])?)
    }

    /// Notices that nobody has acknowledged: what each is about, where it goes, how often it is sent at a time.
    pub(crate) fn unheard(&self) -> Vec<(String, String, NoticeBody, u32)> {
        let inner = self.lock();
        let state = &inner.0;
        let mut notices = Vec::new();
        for trade in state.trades.values() {
            let number = &trade.new.out_trade_no;
            if state.has(number, Fault::DropNotices) {
                continue;
            }
            let copies = if state.has(number, Fault::RepeatNotices) { 2 } else { 1 };
            for money in &trade.paid {
                let about = money.transaction_id.clone();
                notices.push((about, trade.new.notify_url.clone(), NoticeBody::Paid(money.clone()), copies));
            }
            let of_trade = state.refunds.values().filter(|one| one.new.out_trade_no == *number);
            for refund in of_trade.filter(|one| one.status != RefundStatus::Processing) {
                let about = format!("{} {:?}", refund.refund_id, refund.status);
                notices.push((about, trade.new.notify_url.clone(), NoticeBody::Refunded(refund.view()), copies));
            }
        }
        notices.retain(|(about, ..)| !state.acknowledged.contains(about));
        notices
    }

    pub(crate) fn acknowledged(&self, about: &str) -> io::Result<()> {
        self.happen(vec![Happened::Acknowledged { about: about.to_owned() }])
    }

    /// Where notices of an order go.
    pub(crate) fn notify_url(&self, number: &str) -> Option<String> {
        self.lock().0.trades.get(number).map(|trade| trade.new.notify_url.clone())
    }
}

impl OneRefund {
    fn view(&self) -> Refund {
        Refund {
            refund_id: self.refund_id.clone(),
            out_refund_no: self.new.out_refund_no.clone(),
            out_trade_no: self.new.out_trade_no.clone(),
            transaction_id: self.new.transaction_id.clone(),
            amount: self.new.amount,
            status: self.status,
        }
    }
}

impl State {
    fn learn(&mut self, happened: Happened) {
        self.count += 1;
        match happened {
            Happened::Opened { trade, token } => {
                self.tokens.insert(token.clone(), trade.out_trade_no.clone());
                let number = trade.out_trade_no.clone();
                self.own_faults(&number);
                self.trades.insert(number, OneTrade { new: trade, token, is_closed: false, paid: Vec::new() });
            }
            Happened::Captured(money) => {
                self.promised.retain(|(_, number, _)| *number != money.out_trade_no);
                if let Some(trade) = self.trades.get_mut(&money.out_trade_no) {
                    trade.paid.push(money);
                }
            }
            Happened::Promised { out_trade_no, at, amount } => self.promised.push((at, out_trade_no, amount)),
            Happened::Closed { out_trade_no } => {
                if let Some(trade) = self.trades.get_mut(&out_trade_no) {
                    trade.is_closed = true;
                }
            }
            Happened::Refunding { refund, refund_id, at } => {
                let number = refund.out_refund_no.clone();
                let status = RefundStatus::Processing;
                self.refunds.insert(number, OneRefund { new: refund, refund_id, status, day: at.day() });
            }
            Happened::Moved { out_refund_no, status, day } => {
                if let Some(refund) = self.refunds.get_mut(&out_refund_no) {
                    (refund.status, refund.day) = (status, day);
                }
            }
            Happened::Acknowledged { about } => {
                self.acknowledged.insert(about);
            }
            Happened::Faulty { out_trade_no, faults } => {
                self.faults.entry(out_trade_no).or_default().extend(faults);
            }
            Happened::Spent { out_trade_no, fault } => {
                self.own_faults(&out_trade_no).remove(&fault);
            }
        }
    }

    fn has(&self, number: &str, fault: Fault) -> bool {
        let own = self.faults.get(number).or_else(|| self.faults.get("*"));
        own.is_some_and(|faults| faults.contains(&fault))
    }

    /// The faults of an order; from its first one on it has those of every order as its own.
    fn own_faults(&mut self, number: &str) -> &mut BTreeSet<Fault> {
        let of_all = self.faults.get("*").cloned().unwrap_or_default();
        self.faults.entry(number.to_owned()).or_insert(of_all)
    }

    /// Whether the transaction has so much left.
    fn can_refund(&self, new: &NewRefund) -> bool {
        let trade = self.trades.get(&new.out_trade_no);
        let money = trade.and_then(|trade| trade.paid.iter().find(|one| one.transaction_id == new.transaction_id));
        let of_txn = self.refunds.values().filter(|one| one.new.transaction_id == new.transaction_id);
        let gone: u64 = of_txn.filter(|one| one.status != RefundStatus::Closed).map(|one| one.new.amount.get()).sum();
        money.is_some_and(|money| new.amount > Fen::default() && gone + new.amount.get() <= money.amount.get())
    }
}
