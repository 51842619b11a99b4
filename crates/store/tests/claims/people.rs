//! Erasing a person, and reports.

use model::{ClaimState as C, PersonId, ReportId, WishState as S, claim::ClaimEvent as E, command::ReportKind};
use store::{
    both,
    claim::Due,
    person::ErasePerson,
    report::{AnswerReport, Report, TakeReport},
    session::{self, Seeded},
    volunteer::{Register, Vet},
    waiting::JoinWaiting,
};

use crate::town::{Town, key, next, sealed, today};

both! {
    async fn an_erased_person_leaves_nothing_but_rows_without_anybody(fresh: Fresh) {
        let town = Town::new(&fresh).await;
        let n = next();
        let me = PersonId::from_bits(n);
        let canary = sealed("canary-13800138000");
        town.write(Seeded { person: me, phone_key: key(n), phone: canary, token: key(n), now: town.now }).await;
        let name = sealed("canary-name");
        let register = Register { number: "V7".into(), phone_key: key(n), name, actor: "a".into(), now: town.now };
        town.write(register).await;

        let (kept, given, full) = (town.wish(1).await, town.wish(1).await, town.wish(1).await);
        let at_station = town.promise(kept, me).await;
        town.station(at_station, E::Receive).await.unwrap();
        let back = town.promise(given, me).await;
        let other = town.person().await;
        town.promise(full, other).await;
        let waits_for_mine = town.person().await;
        town.write(JoinWaiting { wish: given, person: waits_for_mine, now: town.now }).await;
        town.write(JoinWaiting { wish: full, person: me, now: town.now }).await;

        town.write(ErasePerson { person: me, now: town.now }).await;
        assert_eq!(town.claim(back).await.rules.state, C::CancelledFree);
        assert_eq!(town.claim(at_station).await.rules.state, C::ReceivedAtStation, "the goods are there already");
        let places = town.look(async |conn| store::waiting::of_person(conn, waits_for_mine, town.now).await).await;
        assert!(places[0].offer_until.is_some(), "the slot is offered on");
        assert_eq!(town.look(async |conn| session::whose(conn, &key(n), town.now).await).await, None);
        assert_eq!(town.look(async |conn| store::person::phone(conn, me).await).await, None);
        let left = town.look(async |conn| {
            let mut left = Vec::new();
            for sql in [
                "select 1 from session s join person p on p.id = s.person where p.erased_at is not null",
                "select 1 from waiting w join person p on p.id = w.person where p.erased_at is not null",
                "select 1 from outbox o join person p on p.id = o.person where p.erased_at is not null",
                "select 1 from volunteer where number = 'V7'",
                "select 1 from person where erased_at is not null and (phone_key is not null or phone_sealed is not null or key_id is not null)",
            ] {
                left.extend(conn.rows(sql, &[]).await?);
            }
            Ok(left)
        }).await;
        assert_eq!(left.len(), 0);
        assert!(!town.write(Vet { number: "V7".into(), until: today(), actor: "a".into(), now: town.now }).await);

        let again = PersonId::from_bits(next());
        town.write(Seeded { person: again, phone_key: key(n), phone: sealed("x"), token: key(n), now: town.now }).await;
        assert!(town.look(async |conn| store::claim::of_person(conn, again, town.now).await).await.is_empty(), "a stranger now");
        town.station(at_station, E::HandOver).await.unwrap();
        town.station(at_station, E::Close).await.unwrap();
        assert_eq!(town.state(kept).await, S::Confirmed);
        assert!(town.messages().await.iter().all(|message| message.person != me));
    }

    async fn a_report_waits_for_its_answer(fresh: Fresh) {
        let town = Town::new(&fresh).await;
        let wish = town.wish(1).await;
        for (n, by) in [(1, 5), (2, 3)] {
            town.write(TakeReport(Report {
                id: ReportId::from_bits(n),
                kind: ReportKind::Privacy,
                wish: (n == 1).then_some(wish),
                sealed: sealed("canary"),
                at: town.now,
                answer_by: today().plus(by),
            })).await;
        }
        let open = town.look(async |conn| store::report::open(conn, 10).await).await;
        let ids: Vec<_> = open.iter().map(|report| (report.id, report.wish)).collect();
        assert_eq!(ids, [(ReportId::from_bits(2), None), (ReportId::from_bits(1), Some(wish))]);
        let answer = |n| AnswerReport { id: ReportId::from_bits(n), actor: "a".into(), now: town.now };
        assert!(town.write(answer(2)).await);
        assert!(!town.write(answer(2)).await, "it was answered before");
        assert_eq!(town.look(async |conn| store::report::open(conn, 10).await).await.len(), 1);
    }

    async fn chores_of_the_erased_do_no_harm(fresh: Fresh) {
        let mut town = Town::new(&fresh).await;
        let me = town.person().await;
        town.take(town.wish(1).await, me).await.unwrap();
        town.write(ErasePerson { person: me, now: town.now }).await;
        town.hours(24 * 40);
        for chore in store::claim::Chore::ALL {
            town.write(Due { chore: *chore, now: town.now, most: 10 }).await;
        }
    }
}
