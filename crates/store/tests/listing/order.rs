//! The list beside a plain filter and sort over the same wishes.

use model::{Day, Kind, ServiceClass, Shan, Urgency, WishId, WishState};
use store::{
    Change, Conn, Store, StoreError, args, both,
    listing::{self, Filter, Words},
    testing::Seed,
};

const DISTRICTS: [&str; 3] = ["示例市海棠区", "示例市望潮区", "示例市青禾县"];
const WORDS: [&str; 8] = ["棉被", "台灯", "轮椅", "课外书", "护眼led灯", "助行器", "被子", "灯"];

/// Numbers without rhyme, the same in every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % u64::try_from(n).unwrap()).unwrap()
    }

    fn of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }

    fn maybe<T>(&mut self, value: T) -> Option<T> {
        (self.below(3) == 0).then_some(value)
    }
}

fn seed(dice: &mut Dice, number: u64) -> Seed {
    let today: Day = "2026-11-23".parse().unwrap();
    let waiting = today.plus(-i32::try_from(dice.below(9)).unwrap());
    let kind = dice.of(Kind::ALL);
    Seed {
        state: dice.of(&[
            WishState::Open,
            WishState::Open,
            WishState::PartlyClaimed,
            WishState::Claimed,
            WishState::Review,
        ]),
        shan: dice.of(Shan::ALL),
        class: dice.of(ServiceClass::ALL),
        district: dice.of(&DISTRICTS).into(),
        title: format!("{}和{}", dice.of(&WORDS), dice.of(&WORDS)),
        story: format!("想要{}，也想要{}", dice.of(&WORDS), dice.of(&WORDS)),
        item: dice.of(&["学业辅导", "衣被家电补充"]).into(),
        thing: dice.maybe(dice_word(number)),
        spec: None,
        kind,
        urgency: dice.of(Urgency::ALL),
        ..Seed::new(WishId::from_bits(number.wrapping_mul(0x9e37_79b9_7f4a_7c15)), waiting)
    }
}

fn dice_word(number: u64) -> String {
    WORDS[usize::try_from(number).unwrap() % WORDS.len()].to_owned()
}

#[derive(Clone, Debug, Default)]
struct Question {
    shan: Option<Shan>,
    class: Option<ServiceClass>,
    district: Option<&'static str>,
    kind: Option<Kind>,
    urgency: Option<Urgency>,
    words: Vec<&'static str>,
}

impl Question {
    fn ask(dice: &mut Dice) -> Self {
        let (shan, class, kind) = (dice.of(Shan::ALL), dice.of(ServiceClass::ALL), dice.of(Kind::ALL));
        let (district, urgency) = (dice.of(&DISTRICTS), dice.of(Urgency::ALL));
        let words = (0..dice.below(3)).map(|_| dice.of(&WORDS)).collect();
        Self {
            shan: dice.maybe(shan),
            class: dice.maybe(class),
            district: dice.maybe(district),
            kind: dice.maybe(kind),
            urgency: dice.maybe(urgency),
            words,
        }
    }

    fn filter(&self) -> Filter {
        Filter {
            shan: self.shan,
            class: self.class,
            district: self.district.map(str::to_owned),
            kind: self.kind,
            urgency: self.urgency,
            words: Words::new(&self.words.join(" ")),
        }
    }

    fn fits(&self, wish: &Seed) -> bool {
        let names = [&wish.title, &wish.item, wish.thing.as_ref().unwrap_or(&wish.title)];
        wish.state.is_listed()
            && self.shan.is_none_or(|shan| shan == wish.shan)
            && self.class.is_none_or(|class| class == wish.class)
            && self.district.is_none_or(|district| district == wish.district)
            && self.kind.is_none_or(|kind| kind == wish.kind)
            && self.urgency.is_none_or(|urgency| urgency == wish.urgency)
            && self.words.iter().all(|word| {
                let alone = word.chars().count() == 1;
                names.iter().any(|text| text.contains(word)) || (!alone && wish.story.contains(word))
            })
    }

    fn answer(&self, wishes: &[Seed]) -> Vec<WishId> {
        let mut found: Vec<&Seed> = wishes.iter().filter(|wish| self.fits(wish)).collect();
        found.sort_by_key(|wish| (wish.urgency, wish.waiting_since, wish.id));
        found.iter().map(|wish| wish.id).collect()
    }
}

/// Every page of the list, one after the other, and the total that the first one tells.
async fn walk(store: &Store, filter: &Filter) -> (Vec<WishId>, model::view::Count) {
    let mut reader = store.read().await.unwrap();
    let (mut found, mut total, mut after) = (Vec::new(), None, None);
    loop {
        let page = listing::page(&mut reader.conn(), filter, after).await.unwrap();
        assert!(page.items.len() <= listing::PAGE);
        found.extend(page.items.iter().map(|card| card.id));
        total.get_or_insert(page.total);
        match page.next {
            Some(next) => after = Some(next.parse().unwrap()),
            None => return (found, total.unwrap()),
        }
    }
}

/// A later life of a planted wish.
struct Becomes(WishId, WishState, String);

impl Change for Becomes {
    type Done = ();

    async fn apply(self, conn: &mut Conn<'_>) -> Result<(), StoreError> {
        let sql = "update wish set state = $2, title = $3 where id = $1";
        conn.run(sql, args![self.0, self.1.code(), &self.2]).await?;
        listing::refresh(conn, self.0).await
    }
}

async fn check(store: &Store, wishes: &[Seed], dice: &mut Dice) {
    for _ in 0..60 {
        let question = Question::ask(dice);
        let want = question.answer(wishes);
        let (found, total) = walk(store, &question.filter()).await;
        assert_eq!(found, want, "{question:?}");
        let n = usize::try_from(total.n).unwrap();
        if question.words.is_empty() || !total.at_least {
            assert_eq!((n, total.at_least), (want.len(), false), "{question:?}");
        } else {
            assert!(n <= want.len(), "{question:?} says at least {n} of {}", want.len());
        }
    }
}

both! {
    async fn the_list_says_what_a_plain_filter_and_sort_would_say(fresh: Fresh) {
        let store = fresh.open().await;
        let mut dice = Dice(7);
        let mut wishes: Vec<Seed> = (1..=180).map(|number| seed(&mut dice, number)).collect();
        for wish in &wishes {
            store.writer().write(wish.clone()).await.unwrap();
        }
        check(&store, &wishes, &mut dice).await;
        for _ in 0..90 {
            let at = dice.below(wishes.len());
            let wish = &mut wishes[at];
            wish.state = dice.of(&[WishState::Open, WishState::Claimed, WishState::Withdrawn, WishState::Completed]);
            wish.title = format!("{}与{}", dice.of(&WORDS), dice.of(&WORDS));
            store.writer().write(Becomes(wish.id, wish.state, wish.title.clone())).await.unwrap();
        }
        check(&store, &wishes, &mut dice).await;
        let mut reader = store.read().await.unwrap();
        let home = listing::home(&mut reader.conn()).await.unwrap();
        let count = |test: &dyn Fn(&Seed) -> bool| wishes.iter().filter(|wish| test(wish)).count();
        assert_eq!(usize::try_from(home.open).unwrap(), count(&|wish| wish.state.is_listed()));
        assert_eq!(usize::try_from(home.fulfilled).unwrap(), count(&|wish| wish.state == WishState::Completed));
        for shan in home.shan {
            let want = count(&|wish| wish.state.is_listed() && wish.shan == shan.shan);
            assert_eq!(usize::try_from(shan.n).unwrap(), want, "{:?}", shan.shan);
        }
        let first: Vec<WishId> = home.needed.iter().map(|card| card.id).collect();
        assert_eq!(first, Question::default().answer(&wishes)[..6]);
    }
}
