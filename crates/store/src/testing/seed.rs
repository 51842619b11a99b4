//! Wishes and stations for tests that begin with a listed wish.

use model::{
    AgeBand, Day, Delivery, Fen, Function, Household, Kind, Millis, ServiceClass, Shan, Urgency, WishId, WishState,
};

use crate::{Change, Conn, StoreError, args, ledger, listing, statements, wish};

statements! {
    PLANT_STATION = "insert into station (code, name, level, parent, district, address, hours, phone) \
        values ($1, $2, $3, null, $4, $5, $6, $7) on conflict (code) do nothing";
    PLANT_WISH = "insert into wish (id, number, batch, station, collector, collected_on, state, state_since, shan, class, item, \
        district, title, story, thing, spec, kind, slots, price, hours, delivery, urgency, urgency_reason, age, household_word, \
        function_word, is_minor, consent_publish, consent_referral, consent_photo, consent_guardian, consent_until, \
        verified_on, duplicate_checked, k, household, fingerprint, term_days, price_cap, published_at, waiting_since, \
        listed_until) \
        values ($1, $1, 'seed', $2, 'collector', $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, \
        $20, $21, $22, $23, $24, 1, 1, 0, 1, $25, $26, 1, 50, $27, $27, $28, null, $29, $30, $31)";
    MARK = "insert into meta (key, value) values ($1, $2) on conflict (key) do update set value = excluded.value";
}

/// A wish as a test wants it; [`Seed::new`] is an open one that anybody may claim.
#[derive(Clone, Debug)]
pub struct Seed {
    /// Its id.
    pub id: WishId,
    /// Where it stands.
    pub state: WishState,
    /// Which of the eight 善 projects.
    pub shan: Shan,
    /// Which of the five service classes.
    pub class: ServiceClass,
    /// The item of the catalogue.
    pub item: String,
    /// The district; a station is planted for each.
    pub district: String,
    /// The title.
    pub title: String,
    /// The need.
    pub story: String,
    /// The thing.
    pub thing: Option<String>,
    /// Its specification.
    pub spec: Option<String>,
    /// Goods or a service.
    pub kind: Kind,
    /// How many slots.
    pub slots: u32,
    /// The reference price.
    pub price: Option<Fen>,
    /// Hours of service.
    pub hours: Option<u32>,
    /// How it reaches the person.
    pub delivery: Delivery,
    /// How pressing it is.
    pub urgency: Urgency,
    /// The age band.
    pub age: AgeBand,
    /// Who the person lives with.
    pub household: Option<Household>,
    /// What is hard.
    pub function: Option<Function>,
    /// Days from the claim to the deadline.
    pub term_days: u32,
    /// The first day of waiting; published on the same day, listed for 30.
    pub waiting_since: Day,
    /// The last day of the consent.
    pub consent_until: Day,
    /// Whose wish it is: wishes of one household share it. Its own id unless said otherwise.
    pub home: WishId,
}

impl Seed {
    /// An open wish for a quilt, waiting since that day.
    #[must_use]
    pub fn new(id: WishId, waiting_since: Day) -> Self {
        Self {
            id,
            state: WishState::Open,
            shan: Shan::Ling,
            class: ServiceClass::Life,
            item: "衣被家电补充".into(),
            district: "示例市海棠区".into(),
            title: "一床厚棉被".into(),
            story: "独居老人，冬天被子薄，夜里睡不暖。".into(),
            thing: Some("棉被".into()),
            spec: Some("1.5米宽，6斤".into()),
            kind: Kind::Goods,
            slots: 1,
            price: Fen::new(16_800),
            hours: None,
            delivery: Delivery::StationDropoff,
            urgency: Urgency::Usual,
            age: AgeBand::From75,
            household: Some(Household::Alone),
            function: None,
            term_days: 7,
            waiting_since,
            consent_until: waiting_since.plus(365),
            home: id,
        }
    }

    /// The code of the station that is planted for its district.
    #[must_use]
    pub fn station(&self) -> String {
        format!("T{}", self.district)
    }
}

impl Seed {
    /// Has the ledger know that the wish was listed, as publishing does.
    async fn enter(&self, conn: &mut Conn<'_>) -> Result<(), StoreError> {
        let Some(row) = wish::load(conn, self.id).await?.filter(|row| row.state.follows_slots()) else { return Ok(()) };
        let listed = self.waiting_since.start();
        let before = wish::WishRow { state: WishState::Review, ..row };
        ledger::wish(conn, &before, WishState::Open, format!("seed/{}", self.id), listed).await
    }
}

impl Change for Seed {
    type Done = WishId;

    async fn apply(self, conn: &mut Conn<'_>) -> Result<WishId, StoreError> {
        let station = self.station();
        let address = format!("{}示例大街1号", self.district);
        let phone = "0000-0000001";
        let name = format!("{}助联体", self.district);
        let values = args![&station, &name, "区县助联体", &self.district, &address, "周一至周六 9:00-17:00", phone];
        conn.run(PLANT_STATION, values).await?;
        let day = self.waiting_since;
        let reason = (self.urgency == Urgency::Acute).then_some("test");
        let published = self.state.public().map(|_| day.start());
        conn.run(
            PLANT_WISH,
            args![
                self.id,
                &station,
                day,
                self.state.code(),
                Millis::new(day.start().get()),
                self.shan.code(),
                self.class.code(),
                &self.item,
                &self.district,
                &self.title,
                &self.story,
                self.thing.clone(),
                self.spec.clone(),
                self.kind.code(),
                self.slots,
                self.price.and_then(|price| i64::try_from(price.get()).ok()),
                self.hours,
                self.delivery.code(),
                self.urgency.code(),
                reason,
                self.age.code(),
                self.household.map(Household::code),
                self.function.map(Function::code),
                self.age.is_minor(),
                self.consent_until,
                day,
                self.home.to_string().into_bytes(),
                self.term_days,
                published,
                published.map(|_| day),
                published.map(|_| day.plus(model::wish::LISTING_DAYS)),
            ],
        )
        .await?;
        listing::refresh(conn, self.id).await?;
        self.enter(conn).await?;
        Ok(self.id)
    }
}

/// Sets a fact about the database, such as `demo`.
pub struct Mark(
    /// Its name.
    pub &'static str,
    /// Its value.
    pub &'static str,
);

impl Change for Mark {
    type Done = ();

    async fn apply(self, conn: &mut Conn<'_>) -> Result<(), StoreError> {
        conn.run(MARK, args![self.0, self.1]).await?;
        Ok(())
    }
}
