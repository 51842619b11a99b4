//! The till: carries out with a provider what the rules of donations ask for, and tells the store what came of it.
//!
//! Every answer, notice and row of a bill goes through the same changes, so it does not matter which comes first, or how
//! often. A crash between two steps leaves an attempt that is due, and the next round takes it up with the same numbers.

mod bill;
mod notice;
mod refund;

use std::sync::{Arc, atomic::AtomicI64};

use model::{
    ReceiptId,
    donation::{
        AttemptState,
        attempt::{AttemptEffect, AttemptEvent},
        timer,
    },
    view::Channel,
};
use payment::{CloseAnswer, Created, Order, Paid, PaymentChannel, Queried, sandbox::SandboxChannel};
use store::{
    Store, StoreError,
    donation::{self, AttemptRow, BeginCreate, Source, TakePaid, TellAttempt, Told, Wants},
};

use crate::clock::Clock;

pub use bill::BillOutcome;
pub use notice::NoticeOutcome;

/// Attempts and refunds that one round looks at.
const BATCH: u32 = 50;
/// What people call the sandbox.
const SANDBOX_TITLE: &str = "演示收银台";
/// Steps that one thing may lead to within a round; the next round goes on.
const STEPS: usize = 4;

/// A channel, and what people call it.
#[derive(Clone)]
pub struct Offered {
    /// What people call it.
    pub title: String,
    /// The channel.
    pub channel: Arc<dyn PaymentChannel>,
}

/// The channels of this deployment, the preferred one first. Clones share them.
#[derive(Clone, Default)]
pub struct ChannelPort {
    offered: Vec<Offered>,
    sandbox: Option<Arc<SandboxChannel>>,
}

impl ChannelPort {
    /// A single channel.
    #[must_use]
    pub fn new(channel: Arc<dyn PaymentChannel>) -> Self {
        Self::several(vec![Offered { title: channel.name().to_owned(), channel }])
    }

    /// Several of them, each with a name of its own.
    #[must_use]
    pub const fn several(offered: Vec<Offered>) -> Self {
        Self { offered, sandbox: None }
    }

    /// The sandbox, which takes none; only a demonstration has it.
    #[must_use]
    pub fn sandbox(sandbox: SandboxChannel) -> Self {
        let sandbox = Arc::new(sandbox);
        let offered = vec![Offered { title: SANDBOX_TITLE.to_owned(), channel: sandbox.clone() }];
        Self { offered, sandbox: Some(sandbox) }
    }

    /// All of them.
    #[must_use]
    pub fn all(&self) -> &[Offered] {
        &self.offered
    }

    /// As everybody sees them.
    #[must_use]
    pub fn views(&self) -> Vec<Channel> {
        let view = |one: &Offered| Channel { name: one.channel.name().to_owned(), title: one.title.clone() };
        self.offered.iter().map(view).collect()
    }

    /// The sandbox, if that is the channel.
    #[must_use]
    pub fn as_sandbox(&self) -> Option<&SandboxChannel> {
        self.sandbox.as_deref()
    }
}

/// A till: store, clock and channel.
#[derive(Clone)]
pub struct Till {
    store: Store,
    clock: Clock,
    channel: Arc<dyn PaymentChannel>,
    /// When yesterday's bill is looked at next, at the earliest.
    next_bill: Arc<AtomicI64>,
}

impl Till {
    /// The till of this store and channel.
    #[must_use]
    pub fn new(store: Store, clock: Clock, channel: Arc<dyn PaymentChannel>) -> Self {
        Self { store, clock, channel, next_bill: Arc::default() }
    }

    /// The provider's name in the books.
    #[must_use]
    pub fn provider(&self) -> &str {
        self.channel.name()
    }

    /// Opens the trade of an attempt at the provider, or the same one again.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn open(&self, number: &str) -> Result<(), StoreError> {
        let begin = BeginCreate { number: number.to_owned(), now: self.clock.now() };
        let Some((attempt, order, target)) = self.store.writer().write(begin).await? else { return Ok(()) };
        let wanted = Order {
            number: attempt.number.clone(),
            amount: order.amount,
            description: target.title,
            expires_at: timer::expires_at(attempt.began_at),
            return_path: format!("/donation/{}", order.id),
        };
        let (event, pay_url) = match self.channel.create(&wanted).await {
            Created::Open { pay_url } => (AttemptEvent::CreateOk, Some(pay_url)),
            Created::Rejected(code) => {
                tracing::warn!(number, code, "the provider refuses attempt `{number}`: {code}");
                (AttemptEvent::CreateRejected, None)
            }
            Created::AlreadyPaid => (AttemptEvent::CreateSaysPaid, None),
            Created::Unclear => (AttemptEvent::CreateTimeout, None),
        };
        let told = self.tell(number, event, pay_url).await?;
        self.follow(told).await
    }

    /// The donor's command came again: the same trade, never another one.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn open_again(&self, number: &str) -> Result<(), StoreError> {
        let Some(told) = self.tell(number, AttemptEvent::CreateAgain, None).await? else { return Ok(()) };
        let has = |effect| told.effects.contains(&effect);
        let lacks_way = has(AttemptEffect::ReturnStoredOrRefresh) && told.attempt.pay_url.is_none();
        if has(AttemptEffect::CallCreate) || lacks_way {
            return self.open(number).await;
        }
        self.follow(Some(told)).await?;
        self.reopen(number).await
    }

    /// The donor came back from the cashier.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn come_back(&self, number: &str) -> Result<(), StoreError> {
        let told = self.tell(number, AttemptEvent::Returned, None).await?;
        self.follow(told).await?;
        self.reopen(number).await
    }

    /// A donor waits: an attempt whose opening was lost, or whose way to pay is not known, is opened again.
    async fn reopen(&self, number: &str) -> Result<(), StoreError> {
        let attempt = donation::attempt_by_number(&mut self.store.read().await?.conn(), number).await?;
        let lost = attempt.is_some_and(|attempt| attempt.state.is_open() && attempt.pay_url.is_none());
        if lost { self.open(number).await } else { Ok(()) }
    }

    /// Does whatever is due: attempts, then refunds. Yields how many things it looked at.
    ///
    /// # Errors
    /// When the database fails; what was done before stays done.
    pub async fn round(&self) -> Result<u64, StoreError> {
        let mut count = 0;
        let due = donation::due(&mut self.store.read().await?.conn(), self.clock.now(), BATCH).await?;
        for attempt in due.into_iter().filter(|attempt| attempt.provider == self.channel.name()) {
            self.advance(&attempt).await?;
            count += 1;
        }
        count += self.refund_round().await?;
        Ok(count + u64::from(self.daily().await?))
    }

    /// Takes one attempt on whose time has come.
    async fn advance(&self, attempt: &AttemptRow) -> Result<(), StoreError> {
        let now = self.clock.now();
        if attempt.state.is_open() && now >= timer::expires_at(attempt.began_at) {
            self.tell(&attempt.number, AttemptEvent::Expired, None).await?;
            return self.end(&attempt.number, now >= timer::grace_over_at(attempt.began_at)).await;
        }
        if attempt.state == AttemptState::Created {
            return self.open(&attempt.number).await;
        }
        let told = self.query(&attempt.number).await?.1;
        self.follow(told).await
    }

    /// The time to pay is over: asks, and closes what was not paid.
    async fn end(&self, number: &str, grace_over: bool) -> Result<(), StoreError> {
        let (queried, told) = self.query(number).await?;
        match queried {
            Queried::NotPaid => self.close(number).await,
            // Nobody can pay a trade any more that does not exist by now.
            Queried::NotFound if grace_over => self.tell(number, AttemptEvent::CloseOk, None).await.map(|_| ()),
            _ => self.follow(told).await,
        }
    }

    /// Does what a step asks for, and what that leads to; what is left is due, and the next round takes it up.
    async fn follow(&self, mut told: Option<Told>) -> Result<(), StoreError> {
        for _ in 0..STEPS {
            let Some(step) = &told else { return Ok(()) };
            let number = step.attempt.number.clone();
            told = match step.wants() {
                Wants::Nothing => None,
                Wants::Query => self.query(&number).await?.1,
                Wants::Close => {
                    self.close(&number).await?;
                    None
                }
            };
        }
        Ok(())
    }

    async fn tell(
        &self,
        number: &str,
        event: AttemptEvent,
        pay_url: Option<String>,
    ) -> Result<Option<Told>, StoreError> {
        let tell = TellAttempt { number: number.to_owned(), event, pay_url, now: self.clock.now() };
        self.store.writer().write(tell).await
    }

    /// Asks the provider; money is booked at once.
    async fn query(&self, number: &str) -> Result<(Queried, Option<Told>), StoreError> {
        let queried = self.channel.query(number).await;
        let event = match &queried {
            Queried::Paid(all) => {
                for paid in all {
                    self.take(paid.clone(), Source::Query).await?;
                }
                return Ok((queried, None));
            }
            Queried::NotPaid => AttemptEvent::QueryNotPaid,
            Queried::Closed => AttemptEvent::QueryClosed,
            Queried::NotFound => AttemptEvent::QueryNotFound,
            Queried::Unclear => AttemptEvent::QueryError,
        };
        let told = self.tell(number, event, None).await?;
        Ok((queried, told))
    }

    async fn close(&self, number: &str) -> Result<(), StoreError> {
        let event = match self.channel.close(number).await {
            CloseAnswer::Closed => AttemptEvent::CloseOk,
            CloseAnswer::AlreadyPaid => AttemptEvent::ClosePaid,
            CloseAnswer::NotFound => AttemptEvent::CloseNotFound,
            CloseAnswer::Unclear => AttemptEvent::CloseError,
        };
        let told = self.tell(number, event, None).await?;
        if told.is_some_and(|told| told.wants() == Wants::Query) {
            self.query(number).await?;
        }
        Ok(())
    }

    /// Books what the provider took.
    async fn take(&self, paid: Paid, source: Source) -> Result<donation::Taken, StoreError> {
        let change = self.paid(paid, source, None);
        self.store.writer().write(change).await
    }

    fn paid(&self, paid: Paid, source: Source, raw: Option<donation::KeepRaw>) -> TakePaid {
        let Paid { number, txn, amount, currency, merchant, has_refund, .. } = paid;
        TakePaid {
            provider: self.channel.name().to_owned(),
            number,
            txn,
            amount,
            currency,
            is_our_merchant: merchant == self.channel.merchant(),
            merchant,
            has_refund,
            source,
            raw,
            receipt: ReceiptId::from_bits(rand::random()),
            now: self.clock.now(),
        }
    }
}
