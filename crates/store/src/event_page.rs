//! Events: what a poster in a hall opens, its wall, and how many came from it, counted without persons.

use model::{
    Day, EventCode, EventState, Light, Millis, ProjectId, WishId,
    event::is_outside,
    project::Raising,
    view::{EventProject, EventView, Lights, Wall, WishCard},
};

use crate::{Change, Conn, Row, StoreError, args, audit, listing, project, statements};

/// Wishes that one event may have: the lights of a wall.
pub const MOST_WISHES: usize = 240;
/// Projects that one event may have.
pub const MOST_PROJECTS: usize = 12;

statements! {
    ADD = "insert into event_page (code, title, organiser, place, district, first_day, last_day, added_at) \
        values ($1, $2, $3, $4, $5, $6, $7, $8)";
    ADD_WISH = "insert into event_page_wish (code, place, wish) select cast($1 as text), cast($2 as bigint), id from wish where id = $3";
    ADD_PROJECT = "insert into event_page_project (code, place, project) values ($1, $2, $3)";
    END = "update event_page set ended_at = $2 where code = $1 and ended_at is null";
    ONE = "select code, title, organiser, place, district, first_day, last_day, ended_at from event_page where code = $1";
    ALL = "select code, title, organiser, place, district, first_day, last_day, ended_at from event_page \
        order by first_day desc, code limit $1";
    WISHES = "select wish from event_page_wish where code = $1 order by place, wish";
    PROJECTS = "select project from event_page_project where code = $1 order by place, project";
    COUNTED = "select cast(coalesce(sum(n), 0) as bigint) from event_page_count where code = $1 and kind = $2";
    COUNT = "insert into event_page_count (code, day, kind, n) select code, cast($2 as bigint), cast($3 as text), cast($4 as bigint) from event_page where code = $1 \
        on conflict (code, day, kind) do update set n = event_page_count.n + excluded.n";
}

/// An event as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Its code.
    pub code: EventCode,
    /// What it is called.
    pub title: String,
    /// Who holds it.
    pub organiser: String,
    /// Where people meet.
    pub place: Option<String>,
    /// The district.
    pub district: String,
    /// Its first day.
    pub first: Day,
    /// Its last day.
    pub last: Day,
    /// Whether staff ended it before that.
    pub was_ended: bool,
}

impl Event {
    /// Where it stands.
    #[must_use]
    pub fn state(&self, today: Day) -> EventState {
        EventState::on(today, self.first, self.last, self.was_ended)
    }
}

/// Adds an event.
#[derive(Clone, Debug)]
pub struct Add {
    /// The event.
    pub event: Event,
    /// Its wishes, in the order of the wall.
    pub wishes: Vec<WishId>,
    /// Its projects.
    pub projects: Vec<ProjectId>,
    /// Which staff adds it.
    pub actor: String,
    /// The moment.
    pub now: Millis,
}

impl Change for Add {
    /// Whether the code was free.
    type Done = bool;

    async fn apply(self, conn: &mut Conn<'_>) -> Result<bool, StoreError> {
        let Self { event, wishes, projects, actor, now } = self;
        let code = event.code.as_str();
        if find(conn, &event.code).await?.is_some() {
            return Ok(false);
        }
        let place = event.place.as_deref();
        let values = args![code, &event.title, &event.organiser, place, &event.district, event.first, event.last, now];
        conn.run(ADD, values).await?;
        for (at, wish) in (0_i64..).zip(wishes.into_iter().take(MOST_WISHES)) {
            conn.run(ADD_WISH, args![code, at, wish]).await?;
        }
        for (at, project) in (0_i64..).zip(projects.iter().take(MOST_PROJECTS)) {
            conn.run(ADD_PROJECT, args![code, at, project.as_str()]).await?;
        }
        audit::note(conn, now, &actor, "event.add", code, "").await?;
        Ok(true)
    }
}

/// Ends an event before its last day.
#[derive(Clone, Debug)]
pub struct End {
    /// Which.
    pub code: EventCode,
    /// Which staff ends it.
    pub actor: String,
    /// The moment.
    pub now: Millis,
}

impl Change for End {
    /// Whether there was such an event that had not been ended.
    type Done = bool;

    async fn apply(self, conn: &mut Conn<'_>) -> Result<bool, StoreError> {
        let found = conn.run(END, args![self.code.as_str(), self.now]).await? > 0;
        if found {
            audit::note(conn, self.now, &self.actor, "event.end", self.code.as_str(), "").await?;
        }
        Ok(found)
    }
}

/// What is counted of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Counted {
    /// Its page was opened.
    Open,
    /// A claim was begun by somebody who came from its page.
    Claim,
}

impl Counted {
    const fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Claim => "claim",
        }
    }
}

/// Adds to the numbers of a day. What belongs to no event is left out.
#[derive(Clone, Debug)]
pub struct AddCounts {
    /// How many of what.
    pub counts: Vec<(EventCode, Counted, u32)>,
    /// The day.
    pub day: Day,
}

impl Change for AddCounts {
    type Done = ();

    async fn apply(self, conn: &mut Conn<'_>) -> Result<(), StoreError> {
        for (code, kind, n) in self.counts {
            conn.run(COUNT, args![code.as_str(), self.day, kind.code(), n]).await?;
        }
        Ok(())
    }
}

/// The event of this code.
///
/// # Errors
/// When the database fails.
pub async fn find(conn: &mut Conn<'_>, code: &EventCode) -> Result<Option<Event>, StoreError> {
    conn.row(ONE, args![code.as_str()]).await?.as_ref().map(read).transpose()
}

/// The events, the newest first.
///
/// # Errors
/// When the database fails.
pub async fn all(conn: &mut Conn<'_>, limit: u32) -> Result<Vec<Event>, StoreError> {
    conn.rows(ALL, args![limit]).await?.iter().map(read).collect()
}

/// How often the page of an event was opened, and how many claims came from it.
///
/// # Errors
/// When the database fails.
pub async fn counts(conn: &mut Conn<'_>, code: &EventCode) -> Result<(u32, u32), StoreError> {
    Ok((counted(conn, code, Counted::Open).await?, counted(conn, code, Counted::Claim).await?))
}

/// An event with all that its page shows.
///
/// # Errors
/// When the database fails.
pub async fn view(conn: &mut Conn<'_>, code: &EventCode, today: Day) -> Result<Option<EventView>, StoreError> {
    let Some(event) = find(conn, code).await? else { return Ok(None) };
    let mut wishes = cards(conn, code).await?;
    let lights = lights(&wishes);
    // Within each half they keep the order of the wall.
    wishes.sort_by_key(|card| card.slots.free == 0);
    let (opened, claims) = counts(conn, code).await?;
    let projects = projects(conn, &event).await?;
    Ok(Some(EventView {
        state: event.state(today),
        code: event.code,
        title: event.title,
        organiser: event.organiser,
        place: event.place,
        district: event.district,
        first: event.first,
        last: event.last,
        wishes,
        projects,
        lights,
        opened,
        claims,
    }))
}

/// The wall of an event.
///
/// # Errors
/// When the database fails.
pub async fn wall(conn: &mut Conn<'_>, code: &EventCode, today: Day) -> Result<Option<Wall>, StoreError> {
    let Some(event) = find(conn, code).await? else { return Ok(None) };
    let wishes = cards(conn, code).await?;
    Ok(Some(Wall {
        state: event.state(today),
        title: event.title,
        organiser: event.organiser,
        lights: lights(&wishes),
        wall: wishes.iter().map(|card| Light::of(card.status)).collect(),
    }))
}

/// The projects of an event as its page names them. One for certain people is never advertised.
async fn projects(conn: &mut Conn<'_>, event: &Event) -> Result<Vec<EventProject>, StoreError> {
    let mut shown = Vec::new();
    for row in conn.rows(PROJECTS, args![event.code.as_str()]).await? {
        let id: ProjectId = row.parsed(0)?;
        let Some(project) = project::load(conn, id).await? else { continue };
        if project.raising == Raising::Public {
            let is_outside = is_outside(&project.notice.organisation.registrar, &event.district);
            shown.push(EventProject { id: project.id, title: project.title, is_outside });
        }
    }
    Ok(shown)
}

/// The wishes of an event that the public sees, in the order of its wall.
async fn cards(conn: &mut Conn<'_>, code: &EventCode) -> Result<Vec<WishCard>, StoreError> {
    let rows = conn.rows(WISHES, args![code.as_str()]).await?;
    let wishes: Vec<WishId> = rows.iter().map(|row| row.parsed(0)).collect::<Result<_, _>>()?;
    listing::cards(conn, &wishes).await
}

fn lights(cards: &[WishCard]) -> Lights {
    let lit = cards.iter().filter(|card| Light::of(card.status) == Light::Lit).count();
    let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    Lights { total: number(cards.len()), lit: number(lit) }
}

async fn counted(conn: &mut Conn<'_>, code: &EventCode, kind: Counted) -> Result<u32, StoreError> {
    conn.row(COUNTED, args![code.as_str(), kind.code()]).await?.ok_or(StoreError::Corrupt("count"))?.count(0)
}

fn read(row: &Row) -> Result<Event, StoreError> {
    Ok(Event {
        code: row.parsed(0)?,
        title: row.text(1)?,
        organiser: row.text(2)?,
        place: row.opt_text(3)?,
        district: row.text(4)?,
        first: row.day(5)?,
        last: row.day(6)?,
        was_ended: row.opt_int(7)?.is_some(),
    })
}
