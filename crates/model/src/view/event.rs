//! Events: what a poster opens, and the wall for the projector.

use serde::{Deserialize, Serialize};

use super::WishCard;
use crate::{Day, EventCode, EventState, Light, ProjectId};

view! {
    /// How many lights of an event are on.
    Lights {
        /// Wishes of the event.
        total: u32,
        /// Claimed, or further.
        lit: u32,
    }
}

view! {
    /// A project that an event is for.
    EventProject {
        /// Its id.
        id: ProjectId,
        /// Its title.
        title: String,
        /// Whether the event lies outside of the area of the authority that registered its charity, so that collecting
        /// there has to be filed with the place's own authority too.
        is_outside: bool,
    }
}

view! {
    /// An event: who holds it, and what it is about. `GET /api/v1/events/{code}`
    EventView {
        /// Its code.
        code: EventCode,
        /// What it is called.
        title: String,
        /// Who holds it.
        organiser: String,
        /// Where people meet.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        place: Option<String>,
        /// The district.
        district: String,
        /// Its first day.
        first: Day,
        /// Its last day.
        last: Day,
        /// Where it stands today.
        state: EventState,
        /// Its wishes, those that can still be claimed first.
        wishes: Vec<WishCard>,
        /// Its projects: those that are published and may raise money in public.
        projects: Vec<EventProject>,
        /// How many of its wishes are claimed.
        lights: Lights,
        /// How often its page was opened; counted without persons, a minute late.
        opened: u32,
        /// How many claims were begun by people who came from its page.
        claims: u32,
    }
}

view! {
    /// The wall of an event: lights, and no word on any wish. `GET /api/v1/events/{code}/wall`
    Wall {
        /// What the event is called.
        title: String,
        /// Who holds it.
        organiser: String,
        /// Where it stands today.
        state: EventState,
        /// A light for each wish, always in the same order.
        wall: Vec<Light>,
        /// How many of them are on.
        lights: Lights,
    }
}
