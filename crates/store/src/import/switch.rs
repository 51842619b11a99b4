//! The switch: one transaction in which a staged file becomes real.

use model::{Millis, WishId, WishState, wish::WishEvent};

use crate::{Change, Conn, StoreError, args, audit, event, listing, statements, wish};

statements! {
    /// Rows whose wish went on while the file was being read.
    STALE = "select r.line, r.wish from import_row r join wish w on w.id = r.wish \
        where r.batch = $1 and r.change <> 'new' and w.state <> r.from_state order by r.line";
    RETARGET = "update import_row set change = $3, from_state = $4 where batch = $1 and line = $2";
    DROP_ROW = "delete from import_row where batch = $1 and line = $2";
    INSERT_NEW = "insert into wish (id, number, batch, station, collector, collected_on, state, state_since, shan, class, item, \
        district, title, story, thing, spec, kind, slots, price, hours, delivery, urgency, age, household_word, function_word, \
        is_minor, consent_publish, consent_referral, consent_photo, consent_guardian, consent_until, verified_on, \
        duplicate_checked, k, household, fingerprint, term_days, price_cap) \
        select wish, number, batch, station, collector, collected_on, 'review', $2, shan, class, item, \
        district, title, story, thing, spec, kind, slots, price, hours, delivery, urgency, age, household_word, function_word, \
        is_minor, consent_publish, consent_referral, consent_photo, consent_guardian, consent_until, verified_on, \
        duplicate_checked, k, household, fingerprint, term_days, price_cap \
        from import_row where batch = $1 and change = 'new' order by line";
    /// What the reviewer had changed goes with the row that it was about.
    UPDATE_OLD = "update wish set batch = r.batch, station = r.station, collector = r.collector, collected_on = r.collected_on, \
        state = 'review', state_since = case r.change when 'revised' then $2 else wish.state_since end, \
        shan = r.shan, class = r.class, item = r.item, district = r.district, title = r.title, story = r.story, \
        thing = r.thing, spec = r.spec, kind = r.kind, slots = r.slots, price = r.price, hours = r.hours, \
        delivery = r.delivery, urgency = r.urgency, urgency_reason = null, age = r.age, household_word = r.household_word, \
        function_word = r.function_word, is_minor = r.is_minor, consent_publish = r.consent_publish, \
        consent_referral = r.consent_referral, consent_photo = r.consent_photo, consent_guardian = r.consent_guardian, \
        consent_until = r.consent_until, verified_on = r.verified_on, duplicate_checked = r.duplicate_checked, k = r.k, \
        household = r.household, fingerprint = r.fingerprint, term_days = r.term_days, price_cap = r.price_cap, \
        reviewed_by = null, published_by = null, published_at = null, listed_until = null, renewed = 0, consent_over = 0, \
        completed_on = null, \
        waiting_since = case when r.from_state in ('withdrawn', 'rejected') then null else wish.waiting_since end, \
        revision = wish.revision + case r.change when 'revised' then 1 else 0 end \
        from import_row r where r.batch = $1 and r.change <> 'new' and wish.id = r.wish";
    SEAL = "insert into vault (wish, key_id, sealed) select wish, vault_key, sealed from import_row where batch = $1 \
        on conflict (wish) do update set key_id = excluded.key_id, sealed = excluded.sealed";
    REVISED = "select wish, from_state from import_row where batch = $1 and change = 'revised' order by line";
    WITHDRAWN = "select wish, fingerprint from import_withdrawal where batch = $1 order by line";
    SET_FINGERPRINT = "update wish set fingerprint = $2 where id = $1";
    APPLIED = "update import_batch set state = 'applied', accepted = $2, refused = $3 where id = $1 and state = 'staging'";
}

/// Makes what is staged real, all of it at once.
pub struct Switch {
    /// The batch.
    pub batch: String,
    /// Accepted rows, the unchanged ones too.
    pub accepted: u32,
    /// Refused rows.
    pub refused: u32,
    /// The moment.
    pub now: Millis,
}

/// What became of a batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Switched {
    /// Lines that had to be refused after all: their wishes were on their way by now.
    pub overtaken: Vec<u32>,
    /// Wishes that were taken off the public because consent was taken back.
    pub withdrawn: u32,
}

impl Change for Switch {
    type Done = Switched;

    async fn apply(self, conn: &mut Conn<'_>) -> Result<Switched, StoreError> {
        let overtaken = self.recheck(conn).await?;
        let late = u32::try_from(overtaken.len()).unwrap_or(u32::MAX);
        let (accepted, refused) = (self.accepted.saturating_sub(late), self.refused.saturating_add(late));
        if conn.run(APPLIED, args![&self.batch, accepted, refused]).await? == 0 {
            // Another import has cleared this batch.
            return Err(StoreError::Corrupt("import batch"));
        }
        conn.run(INSERT_NEW, args![&self.batch, self.now]).await?;
        conn.run(UPDATE_OLD, args![&self.batch, self.now]).await?;
        conn.run(SEAL, args![&self.batch]).await?;
        for row in conn.rows(REVISED, args![&self.batch]).await? {
            let (wish, from): (WishId, _) = (row.parsed(0)?, row.word(1, WishState::from_code)?);
            event::note(conn, wish, WishState::Review.code(), from.public().is_some(), self.now).await?;
            listing::refresh(conn, wish).await?;
        }
        let withdrawn = self.withdraw(conn).await?;
        let note = format!("{accepted} accepted, {refused} refused, {withdrawn} withdrawn");
        audit::note(conn, self.now, "import", "import", &self.batch, &note).await?;
        Ok(Switched { overtaken, withdrawn })
    }
}

impl Switch {
    /// Asks the state machine again where a wish went on since its row was staged.
    async fn recheck(&self, conn: &mut Conn<'_>) -> Result<Vec<u32>, StoreError> {
        let mut overtaken = Vec::new();
        for row in conn.rows(STALE, args![&self.batch]).await? {
            let line = row.count(0)?;
            let Some(now) = wish::load(conn, row.parsed(1)?).await? else { continue };
            let facts = wish::facts(conn, &now, self.now.day(), None).await?;
            if model::wish::step(now.state, WishEvent::Revise, &facts).is_err() {
                conn.run(DROP_ROW, args![&self.batch, line]).await?;
                overtaken.push(line);
                continue;
            }
            let change = if now.state == WishState::Review { "replaced" } else { "revised" };
            conn.run(RETARGET, args![&self.batch, line, change, now.state.code()]).await?;
        }
        Ok(overtaken)
    }

    async fn withdraw(&self, conn: &mut Conn<'_>) -> Result<u32, StoreError> {
        let mut count = 0;
        for row in conn.rows(WITHDRAWN, args![&self.batch]).await? {
            let (id, fingerprint): (WishId, _) = (row.parsed(0)?, row.bytes(1)?);
            let Some(found) = wish::load(conn, id).await? else { continue };
            count += u32::from(wish::withdraw(conn, &found, None, self.now).await?.is_ok());
            // Also where there is nothing left to withdraw: refused and finished wishes need no identity either.
            wish::erase_identity(conn, id).await?;
            conn.run(SET_FINGERPRINT, args![id, fingerprint]).await?;
        }
        Ok(count)
    }
}
