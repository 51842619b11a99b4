//! What happened in the weeks before: wishes published day by day, claims in every state, some wishes come true.

use model::{ClaimId, Day, Millis, PersonId, Urgency, WishId, claim::ClaimEvent, command::NOTICE_VERSION};
use store::{
    claim::{By, Chore, Due, Said, SlotTaken, StepClaim, Stepped, TakeSlot},
    code::{CodeLimits, RequestCode},
    person,
    session::{SignIn, SignedIn},
    wish::act::Edits,
};

use super::{Demo, REVIEWER, STATION, people::Row};
use crate::{clock::Clock, phone::Phone, review::Desk};

/// Wishes that stay in review, for whoever tries the console's commands.
const WAITING: usize = 3;
/// People who claim.
const PEOPLE: u32 = 12;

/// How far a claim has come today.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Reached {
    Promised,
    Sent,
    AtStation,
    Closed,
}

/// Something that happens at a moment.
enum Deed {
    Publish(WishId, bool),
    Take(ClaimId, WishId, u32),
    Step(ClaimId, Option<u32>, ClaimEvent, Said),
    Chores,
}

/// Tells the story in the order of its moments; yields how many wishes were published and claims made.
pub(super) async fn tell(
    demo: &Demo<'_>,
    clock: &Clock,
    begin: Day,
    rows: &[(WishId, Row)],
) -> anyhow::Result<(usize, usize)> {
    let mut deeds: Vec<(Millis, Deed)> = Vec::new();
    let published = rows.len().saturating_sub(WAITING);
    let span = usize::try_from(demo.today.since(begin)).unwrap_or(1);
    let mut claims = 0;
    for (at, (wish, row)) in rows.iter().take(published).enumerate() {
        // Spread over the weeks, not in the order of the list.
        let day = i32::try_from((at * 11 + 3) % span).unwrap_or_default();
        let moment = begin.plus(day).start().plus_minutes(9 * 60 + i64::try_from(at % 8).unwrap_or_default() * 47);
        deeds.push((moment, Deed::Publish(*wish, row.is_acute)));
        for (slot, reached) in plan(at, row).into_iter().enumerate() {
            let slot = u32::try_from(slot).unwrap_or_default();
            let person = (u32::try_from(at).unwrap_or_default() * 5 + slot) % PEOPLE;
            let left = i32::try_from(span).unwrap_or_default() - day;
            if let Some(mut steps) = claim(*wish, row, person, moment, left, reached) {
                claims += 1;
                deeds.append(&mut steps);
            }
        }
    }
    deeds.sort_by_key(|(moment, _)| *moment);
    let persons = sign_in(demo, begin).await?;
    for (moment, deed) in deeds {
        clock.set(moment);
        happen(demo, clock, &persons, deed).await?;
    }
    clock.set(demo.today.start());
    happen(demo, clock, &persons, Deed::Chores).await?;
    Ok((published, claims))
}

/// Which slots of a wish are taken, and how far their claims have come.
fn plan(at: usize, row: &Row) -> Vec<Reached> {
    // Visits and any service for minors need volunteers; those wait in the list.
    if row.is_visit || (row.is_minor && !row.is_goods) {
        return Vec::new();
    }
    let some = |reached: Reached, slots: u32| vec![reached; usize::try_from(slots).unwrap_or(1)];
    match at % 9 {
        1 if row.slots > 1 => some(Reached::Promised, row.slots / 2),
        1 => some(Reached::Closed, 1),
        3 if row.is_goods && row.slots == 1 => some(Reached::Sent, 1),
        4 if row.slots > 1 => some(Reached::Closed, 1),
        5 if row.is_goods && row.slots == 1 => some(Reached::AtStation, 1),
        7 if row.slots == 1 => some(Reached::Promised, 1),
        _ => Vec::new(),
    }
}

/// A claim from its first moment as far as it has come; `None` when there were not days enough for it.
fn claim(
    wish: WishId,
    row: &Row,
    person: u32,
    published: Millis,
    left: i32,
    reached: Reached,
) -> Option<Vec<(Millis, Deed)>> {
    let after = |days: i64, hours: i64| published.plus_hours(24 * days + hours);
    // A promise that is still open was made a few days ago: its deadline lies ahead.
    let first = match reached {
        Reached::Closed => 1,
        _ => i64::from(left) - 4,
    };
    let needed = match reached {
        Reached::Closed => 8,
        _ => 5,
    };
    if left < needed || first < 0 {
        return None;
    }
    let id = ClaimId::from_bits(rand::random());
    let mut deeds = vec![
        (after(first, 2), Deed::Take(id, wish, person)),
        (after(first, 2).plus_minutes(3), Deed::Step(id, Some(person), ClaimEvent::Confirm, Said::Nothing)),
    ];
    if reached > Reached::Promised {
        let event = if row.is_goods { ClaimEvent::Send } else { ClaimEvent::Appoint(after(first + 2, 3).day()) };
        deeds.push((after(first + 1, 3), Deed::Step(id, Some(person), event, Said::Nothing)));
    }
    if reached > Reached::Sent && row.is_goods {
        deeds.push((after(first + 2, 4), Deed::Step(id, None, ClaimEvent::Receive, Said::Nothing)));
    }
    if reached == Reached::Closed {
        let note = if row.is_goods {
            "已经用上了，很合适。"
        } else {
            "按约定完成了，老人和家人都满意。"
        };
        let said = Said::Feedback { fits: true, note: note.to_owned() };
        deeds.push((after(first + 3, 5), Deed::Step(id, None, ClaimEvent::HandOver, Said::Nothing)));
        deeds.push((after(first + 5, 5), Deed::Step(id, None, ClaimEvent::Close, said)));
        deeds.push((after(first + 5, 6), Deed::Chores));
    }
    Some(deeds)
}

async fn happen(demo: &Demo<'_>, clock: &Clock, persons: &[PersonId], deed: Deed) -> anyhow::Result<()> {
    let now = clock.now();
    let writer = demo.store.writer();
    let whose = |at: u32| {
        let person = usize::try_from(at).ok().and_then(|at| persons.get(at)).copied();
        person.ok_or_else(|| anyhow::anyhow!("there is no person {at}"))
    };
    match deed {
        Deed::Publish(wish, is_acute) => {
            let desk = Desk { store: demo.store, keys: demo.keys, clock };
            if is_acute {
                let reason = "站里核实过，情况紧迫，建议优先。".to_owned();
                let edits = Edits { urgency: Some((Urgency::Acute, Some(reason))), ..Edits::default() };
                desk.review(wish, REVIEWER, edits).await.map_err(|declined| anyhow::anyhow!("{declined:?}"))?;
            }
            desk.publish(wish, REVIEWER).await.map_err(|declined| anyhow::anyhow!("{declined:?}"))?;
        }
        Deed::Take(claim, wish, person) => {
            let taken = writer.write(TakeSlot { claim, wish, person: whose(person)?, now }).await?;
            if let SlotTaken::Refused(refusal) = taken {
                anyhow::bail!("a claim of the demonstration is refused: {refusal:?}");
            }
        }
        Deed::Step(claim, person, event, said) => {
            let by = match person {
                Some(person) => By::Person(whose(person)?),
                None => By::Staff { name: STATION.to_owned(), station: None },
            };
            let stepped = writer.write(StepClaim { claim, by, event, said, now }).await?;
            if !matches!(stepped, Stepped::Done(_)) {
                anyhow::bail!("a step of the demonstration is refused: {event:?}: {stepped:?}");
            }
        }
        Deed::Chores => while writer.write(Due { chore: Chore::Completions, now, most: 100 }).await?.more {},
    }
    Ok(())
}

/// The people who claim sign in by code, as everybody does.
async fn sign_in(demo: &Demo<'_>, day: Day) -> anyhow::Result<Vec<PersonId>> {
    let mut persons = Vec::new();
    for at in 0..PEOPLE {
        let now = day.start().plus_hours(8);
        let phone = Phone::parse(&format!("14109{at:06}")).ok_or_else(|| anyhow::anyhow!("no phone"))?;
        let browser = rand::random();
        let (phone_key, hash) = (phone.key(demo.keys), phone.code_hash(demo.keys, &browser, "000000"));
        let prefix = format!("demo-{at}");
        let limits = CodeLimits::default();
        demo.store.writer().write(RequestCode { phone_key, prefix, hash, browser, proven: 0, limits, now }).await?;
        let person = PersonId::from_bits(rand::random());
        let sealed = demo.keys.seal(&person::context(person), phone.digits().as_bytes())?;
        let token = rand::random();
        let (notice, tries) = (NOTICE_VERSION, limits.tries);
        let sign_in = SignIn { phone_key, browser, hash, tries, person, phone: sealed.into(), notice, token, now };
        match demo.store.writer().write(sign_in).await? {
            SignedIn::Yes(person) => persons.push(person),
            other => anyhow::bail!("a person of the demonstration cannot sign in: {other:?}"),
        }
    }
    Ok(persons)
}
