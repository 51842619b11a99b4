//! One-time codes and how often they may be asked for (payments.md 4.2). The code itself is never here, only a keyed hash.

use model::Millis;
use subtle::ConstantTimeEq as _;

use crate::{Change, Conn, StoreError, args, statements};

const HOUR: i64 = 60 * 60;
const DAY: i64 = 24 * HOUR;

/// Hours that a sending is remembered: as long as the longest limit looks back.
pub(crate) const KEPT_HOURS: i64 = 24;

statements! {
    PHONE_NTH = "select at from code_sent where phone_key = $1 and at > $2 order by at desc limit 1 offset $3";
    PREFIX_NTH = "select at from code_sent where prefix = $1 and at > $2 order by at desc limit 1 offset $3";
    BROWSER_NTH = "select at from code_sent where browser = $1 and at > $2 order by at desc limit 1 offset $3";
    ANY_NTH = "select at from code_sent where at > $1 order by at desc limit 1 offset $2";
    NOTE_SENT = "insert into code_sent (at, phone_key, prefix, browser) values ($1, $2, $3, $4)";
    KEEP = "insert into code (phone_key, hash, sent_at, expires_at, browser, tries) values ($1, $2, $3, $4, $5, 0) \
        on conflict (phone_key) do update set hash = excluded.hash, sent_at = excluded.sent_at, \
        expires_at = excluded.expires_at, browser = excluded.browser, tries = 0";
    FIND = "select hash, expires_at, tries, browser from code where phone_key = $1";
    TRY = "update code set tries = tries + 1 where phone_key = $1";
    VOID = "delete from code where phone_key = $1";
    FORGET_CODES = "delete from code where phone_key in (select phone_key from code where expires_at <= $1 limit $2)";
    FORGET_SENT = "delete from code_sent where seq in (select seq from code_sent where at <= $1 order by at limit $2)";
}

/// How often codes may be asked for and tried. The defaults are those of payments.md 4.2.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CodeLimits {
    /// Seconds that a code is good for.
    pub life: u32,
    /// Wrong tries after which it is void.
    pub tries: u32,
    /// Seconds until the next one may be asked for.
    pub resend: u32,
    /// Codes an hour for one number.
    pub phone_hour: u32,
    /// Codes a day for one number.
    pub phone_day: u32,
    /// Codes an hour for one network prefix; more where a whole hall shares an address.
    pub prefix_hour: u32,
    /// Codes an hour for one browser, whatever network it is in: payments.md says session, and nobody has signed in yet.
    pub browser_hour: u32,
    /// Codes a day in all: the breaker.
    pub day: u32,
    /// Codes a day in all from which on the breaker is warm: everybody does the hard work first.
    pub warm: u32,
    /// Codes an hour for one network prefix that are sent without work.
    pub prefix_free: u32,
    /// Bits of the work before the second code of a number, and of the hard work.
    pub bits: [u32; 2],
}

impl Default for CodeLimits {
    fn default() -> Self {
        Self {
            life: 300,
            tries: 5,
            resend: 60,
            phone_hour: 5,
            phone_day: 10,
            prefix_hour: 20,
            browser_hour: 20,
            day: 5_000,
            warm: 2_500,
            prefix_free: 3,
            bits: [15, 18],
        }
    }
}

/// Keeps the hash of a new code, which voids the one before, unless too many were asked for.
#[derive(Clone, Debug)]
pub struct RequestCode {
    /// The keyed hash of the number.
    pub phone_key: [u8; 32],
    /// The keyed hash of the network prefix, so that no address is kept.
    pub prefix: String,
    /// The keyed hash of purpose, number and code.
    pub hash: [u8; 32],
    /// The hash of the secret of the browser that asks.
    pub browser: [u8; 32],
    /// Bits of work that it has shown.
    pub proven: u32,
    /// The limits.
    pub limits: CodeLimits,
    /// The moment.
    pub now: Millis,
}

/// What became of a request for a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeRequested {
    /// Kept: send it now.
    Kept,
    /// Too many: wait so many seconds.
    Wait(u32),
    /// So many bits of work come first.
    Work(u32),
}

impl Change for RequestCode {
    type Done = CodeRequested;

    async fn apply(self, conn: &mut Conn<'_>) -> Result<CodeRequested, StoreError> {
        if let Some(seconds) = self.wait(conn).await? {
            return Ok(CodeRequested::Wait(seconds));
        }
        if let Some(bits) = self.work(conn).await?.filter(|bits| self.proven < *bits) {
            return Ok(CodeRequested::Work(bits));
        }
        conn.run(NOTE_SENT, args![self.now, self.phone_key, &self.prefix, self.browser]).await?;
        let expires = self.now.plus_seconds(i64::from(self.limits.life));
        conn.run(KEEP, args![self.phone_key, self.hash, self.now, expires, self.browser]).await?;
        Ok(CodeRequested::Kept)
    }
}

impl RequestCode {
    /// The longest wait that any limit asks for.
    async fn wait(&self, conn: &mut Conn<'_>) -> Result<Option<u32>, StoreError> {
        let limits = &self.limits;
        let mut longest = None;
        for (most, window) in [(1, i64::from(limits.resend)), (limits.phone_hour, HOUR), (limits.phone_day, DAY)] {
            let row = conn.row(PHONE_NTH, args![self.phone_key, self.from(window), nth(most)]).await?;
            longest = longest.max(self.until(row.as_ref(), window)?);
        }
        let row = conn.row(PREFIX_NTH, args![&self.prefix, self.from(HOUR), nth(limits.prefix_hour)]).await?;
        longest = longest.max(self.until(row.as_ref(), HOUR)?);
        let row = conn.row(BROWSER_NTH, args![self.browser, self.from(HOUR), nth(limits.browser_hour)]).await?;
        longest = longest.max(self.until(row.as_ref(), HOUR)?);
        let row = conn.row(ANY_NTH, args![self.from(DAY), nth(limits.day)]).await?;
        Ok(longest.max(self.until(row.as_ref(), DAY)?))
    }

    /// The work that comes before this code (payments.md 4.2). Whether the number belongs to anybody is never asked.
    async fn work(&self, conn: &mut Conn<'_>) -> Result<Option<u32>, StoreError> {
        let limits = &self.limits;
        let [easy, hard] = limits.bits;
        if conn.row(ANY_NTH, args![self.from(DAY), nth(limits.warm)]).await?.is_some() {
            return Ok(Some(hard));
        }
        let again = conn.row(PHONE_NTH, args![self.phone_key, self.from(DAY), 0]).await?.is_some();
        let crowd =
            conn.row(PREFIX_NTH, args![&self.prefix, self.from(HOUR), nth(limits.prefix_free)]).await?.is_some();
        Ok((again || crowd).then_some(easy))
    }

    fn from(&self, window: i64) -> Millis {
        self.now.plus_seconds(-window)
    }

    /// Seconds until the sending in `row` leaves the window.
    fn until(&self, row: Option<&crate::Row>, window: i64) -> Result<Option<u32>, StoreError> {
        let Some(row) = row else { return Ok(None) };
        let left = row.millis(0)?.plus_seconds(window).get() - self.now.get();
        Ok(Some(u32::try_from((left + 999) / 1000).unwrap_or(1).max(1)))
    }
}

/// The place of the oldest of `most` sendings, newest first. A limit of nothing lets through nothing after the first.
const fn nth(most: u32) -> u32 {
    most.saturating_sub(1)
}

/// What a try at a code yields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tried {
    Right,
    Wrong,
    Spent,
}

/// Tries a code: right ones are used up, wrong ones are counted.
pub(crate) async fn try_code(
    conn: &mut Conn<'_>,
    phone_key: [u8; 32],
    browser: [u8; 32],
    hash: [u8; 32],
    tries: u32,
    now: Millis,
) -> Result<Tried, StoreError> {
    let Some(row) = conn.row(FIND, args![phone_key]).await? else { return Ok(Tried::Wrong) };
    if row.bytes(3)? != browser {
        // Somebody elsewhere guesses: that must not use up the tries of whoever has asked.
        return Ok(Tried::Wrong);
    }
    let used = row.count(2)?;
    if row.millis(1)? <= now {
        return Ok(Tried::Wrong);
    }
    if used >= tries {
        return Ok(Tried::Spent);
    }
    if bool::from(row.bytes(0)?.as_slice().ct_eq(hash.as_slice())) {
        conn.run(VOID, args![phone_key]).await?;
        return Ok(Tried::Right);
    }
    conn.run(TRY, args![phone_key]).await?;
    Ok(if used + 1 >= tries { Tried::Spent } else { Tried::Wrong })
}

/// Forgets the code of a number.
pub(crate) async fn void(conn: &mut Conn<'_>, phone_key: &[u8]) -> Result<(), StoreError> {
    conn.run(VOID, args![phone_key]).await?;
    Ok(())
}

/// Forgets what no limit asks for any more; yields how many rows went.
pub(crate) async fn clean(conn: &mut Conn<'_>, now: Millis, most: u32) -> Result<u64, StoreError> {
    let codes = conn.run(FORGET_CODES, args![now, most]).await?;
    Ok(codes + conn.run(FORGET_SENT, args![now.plus_hours(-KEPT_HOURS), most]).await?)
}
