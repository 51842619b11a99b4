//! One-time codes: payments.md 4.2 with a clock that the test holds.

use model::{Millis, PersonId};
use store::{
    both,
    code::{CodeLimits, CodeRequested, RequestCode},
    session::{self, SignIn, SignedIn},
};

use crate::town::{Town, key, next, sealed};

const HOUR: i64 = 3600;
const BROWSER: u64 = 77;

fn ask(now: Millis, phone: u64, prefix: &str, code: u64) -> RequestCode {
    let limits = CodeLimits::default();
    let (phone_key, prefix, hash) = (key(phone), prefix.into(), key(code));
    RequestCode { phone_key, prefix, hash, browser: key(BROWSER), proven: 32, limits, now }
}

fn sign_in(now: Millis, phone: u64, code: u64) -> SignIn {
    let person = PersonId::from_bits(next());
    let token = key(next());
    let browser = key(BROWSER);
    SignIn {
        phone_key: key(phone),
        browser,
        hash: key(code),
        tries: 5,
        person,
        phone: sealed("x"),
        notice: 1,
        token,
        now,
    }
}

both! {
    async fn the_next_code_waits_a_minute_and_voids_the_one_before(fresh: Fresh) {
        let town = Town::new(&fresh).await;
        let at = |seconds| town.now.plus_seconds(seconds);
        assert_eq!(town.write(ask(at(0), 1, "p", 100)).await, CodeRequested::Kept);
        assert_eq!(town.write(ask(at(20), 1, "p", 101)).await, CodeRequested::Wait(40));
        assert_eq!(town.write(ask(at(59), 1, "p", 101)).await, CodeRequested::Wait(1));
        assert_eq!(town.write(ask(at(60), 1, "p", 101)).await, CodeRequested::Kept);
        assert_eq!(town.write(sign_in(at(61), 1, 100)).await, SignedIn::BadCode, "the first code is void");
        assert!(matches!(town.write(sign_in(at(62), 1, 101)).await, SignedIn::Yes(_)));
        assert_eq!(town.write(sign_in(at(63), 1, 101)).await, SignedIn::BadCode, "a code is good once");
    }

    async fn a_number_gets_five_codes_an_hour_and_ten_a_day(fresh: Fresh) {
        let town = Town::new(&fresh).await;
        let at = |seconds| town.now.plus_seconds(seconds);
        for n in 0..5 {
            assert_eq!(town.write(ask(at(n * 100), 1, &n.to_string(), 1)).await, CodeRequested::Kept, "{n}");
        }
        assert_eq!(town.write(ask(at(600), 1, "x", 1)).await, CodeRequested::Wait(3000));
        assert_eq!(town.write(ask(at(600), 2, "x", 1)).await, CodeRequested::Kept, "another number is free");
        for n in 0..5 {
            let when = at(2 * HOUR + n * 100);
            assert_eq!(town.write(ask(when, 1, &format!("q{n}"), 1)).await, CodeRequested::Kept, "{n}");
        }
        let day = 24 * HOUR;
        let wait = u32::try_from(day - 5 * HOUR).unwrap();
        assert_eq!(town.write(ask(at(5 * HOUR), 1, "y", 1)).await, CodeRequested::Wait(wait));
        assert_eq!(town.write(ask(at(day), 1, "y", 1)).await, CodeRequested::Kept);
    }

    async fn a_prefix_gets_twenty_codes_an_hour_unless_the_hall_is_bigger(fresh: Fresh) {
        let town = Town::new(&fresh).await;
        let phones = |ask: RequestCode, browser| RequestCode { browser: key(browser), ..ask };
        for n in 0..20 {
            let change = phones(ask(town.now, 10 + n, "hall", 1), 100 + n);
            assert_eq!(town.write(change).await, CodeRequested::Kept, "{n}");
        }
        assert_eq!(town.write(ask(town.now, 50, "hall", 1)).await, CodeRequested::Wait(3600));
        assert_eq!(town.write(ask(town.now, 50, "home", 1)).await, CodeRequested::Kept);
        let bigger = CodeLimits { prefix_hour: 500, ..CodeLimits::default() };
        assert_eq!(town.write(RequestCode { limits: bigger, ..ask(town.now, 51, "hall", 1) }).await, CodeRequested::Kept);
    }

    async fn a_browser_gets_twenty_codes_an_hour_whatever_network_it_is_in(fresh: Fresh) {
        let town = Town::new(&fresh).await;
        let from = |now, n: u64, browser| RequestCode { browser: key(browser), ..ask(now, n, &format!("net-{n}"), 1) };
        for n in 0..20 {
            assert_eq!(town.write(from(town.now, n, 5)).await, CodeRequested::Kept, "{n}");
        }
        assert_eq!(town.write(from(town.now, 20, 5)).await, CodeRequested::Wait(3600));
        assert_eq!(town.write(from(town.now, 20, 6)).await, CodeRequested::Kept, "another browser is free");
        let before = town.now.plus_seconds(HOUR - 1);
        assert_eq!(town.write(from(before, 21, 5)).await, CodeRequested::Wait(1));
        assert_eq!(town.write(from(town.now.plus_seconds(HOUR), 21, 5)).await, CodeRequested::Kept, "an hour later");
    }

    async fn a_whole_day_has_a_breaker(fresh: Fresh) {
        let town = Town::new(&fresh).await;
        let limits = CodeLimits { day: 3, ..CodeLimits::default() };
        for n in 0..3 {
            let change = RequestCode { limits, ..ask(town.now, n, &n.to_string(), 1) };
            assert_eq!(town.write(change).await, CodeRequested::Kept, "{n}");
        }
        let change = RequestCode { limits, ..ask(town.now, 9, "9", 1) };
        assert_eq!(town.write(change).await, CodeRequested::Wait(24 * 3600));
    }

    async fn work_comes_before_the_second_code_and_hard_work_while_the_breaker_is_warm(fresh: Fresh) {
        let town = Town::new(&fresh).await;
        let at = |seconds| town.now.plus_seconds(seconds);
        let lazy = |change| RequestCode { proven: 0, ..change };
        assert_eq!(town.write(lazy(ask(at(0), 1, "p", 1))).await, CodeRequested::Kept, "the first is free");
        assert_eq!(town.write(lazy(ask(at(10), 1, "q", 1))).await, CodeRequested::Wait(50), "who has to wait need not work");
        assert_eq!(town.write(lazy(ask(at(60), 1, "q", 1))).await, CodeRequested::Work(15));
        assert_eq!(town.write(RequestCode { proven: 14, ..ask(at(60), 1, "q", 1) }).await, CodeRequested::Work(15));
        assert_eq!(town.write(RequestCode { proven: 15, ..ask(at(60), 1, "q", 1) }).await, CodeRequested::Kept);
        for n in 2..5 {
            assert_eq!(town.write(lazy(ask(at(70), n, "hall", 1))).await, CodeRequested::Kept, "{n}");
        }
        assert_eq!(town.write(lazy(ask(at(70), 5, "hall", 1))).await, CodeRequested::Work(15), "the fourth of a network");
        let limits = CodeLimits { warm: 5, ..CodeLimits::default() };
        let warm = RequestCode { limits, proven: 15, ..ask(at(80), 9, "home", 1) };
        assert_eq!(town.write(warm.clone()).await, CodeRequested::Work(18));
        assert_eq!(town.write(RequestCode { proven: 18, ..warm }).await, CodeRequested::Kept);
    }

    async fn a_code_is_good_in_the_browser_that_asked_and_nobody_else_can_void_it_by_guessing(fresh: Fresh) {
        let town = Town::new(&fresh).await;
        town.write(ask(town.now, 1, "p", 7)).await;
        for code in [7, 8, 9, 10, 11, 12] {
            let elsewhere = SignIn { browser: key(78), ..sign_in(town.now, 1, code) };
            assert_eq!(town.write(elsewhere).await, SignedIn::BadCode, "{code}");
        }
        assert!(matches!(town.write(sign_in(town.now, 1, 7)).await, SignedIn::Yes(_)));
    }

    async fn five_wrong_tries_void_a_code(fresh: Fresh) {
        let town = Town::new(&fresh).await;
        town.write(ask(town.now, 1, "p", 7)).await;
        for n in 0..4 {
            assert_eq!(town.write(sign_in(town.now, 1, 8)).await, SignedIn::BadCode, "{n}");
        }
        assert_eq!(town.write(sign_in(town.now, 1, 8)).await, SignedIn::CodeSpent);
        assert_eq!(town.write(sign_in(town.now, 1, 7)).await, SignedIn::CodeSpent, "the right one comes too late");
        let later = town.now.plus_seconds(60);
        town.write(ask(later, 1, "p", 9)).await;
        assert!(matches!(town.write(sign_in(later, 1, 9)).await, SignedIn::Yes(_)), "a new code has new tries");
    }

    async fn a_code_lives_five_minutes(fresh: Fresh) {
        let town = Town::new(&fresh).await;
        for (after, good) in [(299, true), (300, false)] {
            let phone = next();
            town.write(ask(town.now, phone, "p", 7)).await;
            let got = town.write(sign_in(town.now.plus_seconds(after), phone, 7)).await;
            assert_eq!(matches!(got, SignedIn::Yes(_)), good, "after {after} s");
        }
        assert_eq!(town.write(sign_in(town.now, next(), 7)).await, SignedIn::BadCode, "nobody asked for this number");
    }

    async fn the_same_number_is_the_same_person_and_a_session_lasts_thirty_days(fresh: Fresh) {
        let mut town = Town::new(&fresh).await;
        let mut people = Vec::new();
        let mut tokens = Vec::new();
        for _ in 0..2 {
            town.write(ask(town.now, 1, "p", 7)).await;
            let change = sign_in(town.now, 1, 7);
            tokens.push(change.token);
            match town.write(change).await {
                SignedIn::Yes(person) => people.push(person),
                other => panic!("{other:?}"),
            }
            town.minutes(2);
        }
        assert_eq!(people[0], people[1]);
        let whose = async |token: &[u8; 32], now| town.look(async |conn| session::whose(conn, token, now).await).await;
        assert_eq!(whose(&tokens[1], town.now).await, Some(people[0]));
        assert_eq!(whose(&key(99), town.now).await, None);
        let end = town.now.plus_minutes(-2).plus_hours(24 * 30);
        assert_eq!(whose(&tokens[1], end.plus_seconds(-1)).await, Some(people[0]));
        assert_eq!(whose(&tokens[1], end).await, None);
        town.write(session::SignOut { token: tokens[0] }).await;
        assert_eq!(whose(&tokens[0], town.now).await, None, "signed out here");
        assert_eq!(whose(&tokens[1], town.now).await, Some(people[0]), "but not there");
    }
}
