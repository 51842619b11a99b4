//! The same number comes again: unchanged, replaced, revised, withdrawn, brought back. On both engines.

use model::{WishState, wish::WishEvent};
use server::import::{Change, Verdict, columns::Column as C};
use store::{
    Conn, StoreError, both,
    wish::{self, Act},
};

use crate::station::{Line, Station, codes};

fn change(verdict: &Verdict) -> Result<Change, Vec<&'static str>> {
    verdict.outcome.as_ref().map(|change| *change).map_err(|_| codes(verdict))
}

impl Station {
    /// Something happens to a wish, past every guard of the command line but through the state machine.
    pub(crate) async fn happen(&self, number: &str, event: WishEvent) {
        struct Happen(wish::WishRow, WishEvent, model::Millis);
        impl store::Change for Happen {
            type Done = Result<WishState, Vec<model::wish::Guard>>;
            async fn apply(self, conn: &mut Conn<'_>) -> Result<Self::Done, StoreError> {
                let act = Act { text_blocked: false, ..Act::new(self.1, Some("复核员"), self.2) };
                if self.1 == WishEvent::Withdraw {
                    return wish::withdraw(conn, &self.0, act.actor, act.now).await;
                }
                wish::step(conn, &self.0, act).await
            }
        }
        let row = self.wish(number).await.unwrap();
        self.store.writer().write(Happen(row, event, self.clock.now())).await.unwrap().unwrap();
    }
}

both! {
    async fn the_second_of_a_number_in_a_file_is_a_duplicate(fresh: Fresh) {
        let station = Station::new(fresh).await;
        let second = Line::new("A1").with(C::Title, "另一床棉被").with(C::ConsentPublish, "否");
        let verdicts = station.rows(&[Line::new("A1"), second.clone(), Line::new("A2"), second]).await;
        assert_eq!(change(&verdicts[0]), Ok(Change::New));
        assert!(codes(&verdicts[1]).contains(&"duplicate_row") && codes(&verdicts[3]).contains(&"duplicate_row"));
        assert_eq!(station.wish("A1").await.unwrap().title, "一床厚棉被");
        assert_eq!(station.state("A1").await, Some(WishState::Review), "a refused row changes nothing");
    }

    async fn a_file_that_comes_again_changes_nothing(fresh: Fresh) {
        let station = Station::new(fresh).await;
        let rows = [Line::new("A1"), Line::minor("A2")];
        station.rows(&rows).await;
        let before = (station.wish("A1").await, station.wish("A2").await);
        for verdict in station.rows(&rows).await {
            assert_eq!(change(&verdict), Ok(Change::Unchanged));
        }
        assert_eq!(before, (station.wish("A1").await, station.wish("A2").await));
        assert_eq!(station.count("select count(*) from wish").await, 2);
    }

    async fn a_change_before_review_takes_the_place_and_one_after_it_is_a_revision(fresh: Fresh) {
        let station = Station::new(fresh).await;
        station.rows(&[Line::new("A1")]).await;
        let first = station.wish("A1").await.unwrap();
        let verdicts = station.rows(&[Line::new("A1").with(C::Spec, "180×200cm")]).await;
        assert_eq!(change(&verdicts[0]), Ok(Change::Replaced));
        let second = station.wish("A1").await.unwrap();
        assert_eq!((second.id, second.revision, second.spec.as_deref()), (first.id, 1, Some("180×200cm")));
        station.happen("A1", WishEvent::Publish).await;
        assert_eq!(station.state("A1").await, Some(WishState::Open));
        assert!(station.count("select count(*) from posting").await > 0);
        let verdicts = station.rows(&[Line::new("A1")]).await;
        assert_eq!(change(&verdicts[0]), Ok(Change::Revised));
        let third = station.wish("A1").await.unwrap();
        assert_eq!((third.id, third.revision, third.state), (first.id, 2, WishState::Review));
        assert_eq!((third.published_by.as_deref(), third.listed_until), (None, None), "it needs its review again");
        assert_eq!(third.waiting_since, Some(station.today), "and keeps its place in the queue");
        assert_eq!(station.count("select count(*) from posting").await, 0, "it is off the public list");
    }

    async fn a_refused_change_leaves_what_is_stored(fresh: Fresh) {
        let station = Station::new(fresh).await;
        station.rows(&[Line::new("A1")]).await;
        station.happen("A1", WishEvent::Publish).await;
        let before = station.wish("A1").await;
        let verdicts = station.rows(&[Line::new("A1").with(C::Crowd, "2")]).await;
        assert_eq!(change(&verdicts[0]), Err(vec!["k_too_small"]));
        assert_eq!(station.wish("A1").await, before);
    }

    async fn consent_taken_back_takes_the_wish_off_at_once(fresh: Fresh) {
        let station = Station::new(fresh).await;
        station.rows(&[Line::new("A1"), Line::new("A2")]).await;
        station.happen("A1", WishEvent::Publish).await;
        let verdicts = station.rows(&[Line::new("A1").with(C::ConsentReferral, "否")]).await;
        assert_eq!(change(&verdicts[0]), Err(vec!["no_consent"]), "the row itself is refused");
        let gone = station.wish("A1").await.unwrap();
        assert_eq!((gone.state, gone.title.as_str(), gone.story.as_str()), (WishState::Withdrawn, "", ""));
        assert_eq!(station.count("select count(*) from posting").await, 0);
        assert_eq!(station.count("select count(*) from vault").await, 1, "the identity is gone too");
        assert_eq!(station.state("A2").await, Some(WishState::Review), "nobody else is touched");
        let verdicts = station.rows(&[Line::new("A1")]).await;
        assert_eq!(change(&verdicts[0]), Ok(Change::Revised), "the person may agree again");
        let back = station.wish("A1").await.unwrap();
        assert_eq!((back.state, back.waiting_since), (WishState::Review, None));
        assert_eq!(station.count("select count(*) from vault").await, 2);
    }

    async fn an_old_file_does_not_bring_back_who_withdrew_at_the_station(fresh: Fresh) {
        let station = Station::new(fresh).await;
        station.rows(&[Line::new("A1")]).await;
        station.happen("A1", WishEvent::Withdraw).await;
        assert_eq!(change(&station.rows(&[Line::new("A1")]).await[0]), Ok(Change::Unchanged));
        assert_eq!(station.state("A1").await, Some(WishState::Withdrawn));
        let renewed = Line::new("A1").with(C::ConsentUntil, "2027-03-01");
        assert_eq!(change(&station.rows(&[renewed]).await[0]), Ok(Change::Revised), "a new consent does");
        assert_eq!(station.state("A1").await, Some(WishState::Review));
    }

    async fn a_rejected_number_may_come_back_changed(fresh: Fresh) {
        let station = Station::new(fresh).await;
        station.rows(&[Line::new("A1")]).await;
        station.happen("A1", WishEvent::Reject).await;
        assert_eq!(change(&station.rows(&[Line::new("A1")]).await[0]), Ok(Change::Unchanged));
        let better = Line::new("A1").with(C::Story, "希望有一床暖和的被子。");
        assert_eq!(change(&station.rows(&[better]).await[0]), Ok(Change::Revised));
        assert_eq!(station.state("A1").await, Some(WishState::Review));
    }

    async fn a_number_that_was_refused_at_import_may_come_again_right(fresh: Fresh) {
        let station = Station::new(fresh).await;
        assert_eq!(change(&station.rows(&[Line::new("A1").with(C::Price, "x")]).await[0]), Err(vec!["bad_number"]));
        assert_eq!(change(&station.rows(&[Line::new("A1")]).await[0]), Ok(Change::New));
    }

    async fn two_households_are_told_apart_and_one_is_known_again(fresh: Fresh) {
        let station = Station::new(fresh).await;
        station.rows(&[Line::new("A1"), Line::new("A2"), Line::new("A3").born("1950-03-07", 13)]).await;
        let household = async |number| station.wish(number).await.unwrap().household;
        assert_eq!(household("A1").await, household("A2").await);
        assert_ne!(household("A1").await, household("A3").await);
    }
}
