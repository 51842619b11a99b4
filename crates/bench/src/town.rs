//! A county with so many listed wishes and people who want to claim, put into the database through the store itself.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use model::{Day, Delivery, Fen, Kind, Millis, PersonId, ServiceClass, Shan, Urgency, WishId};
use sha2::{Digest, Sha256};
use store::{
    Change, Engine, Store,
    person::Sealed,
    session::Seeded,
    testing::{Fresh, Seed},
};
use tokio::task::JoinSet;

use crate::{Options, served::Served, table::Table};

/// Changes that wait at one time; the writer takes 128 of them into a transaction.
const AT_ONCE: usize = 512;

const DISTRICTS: [&str; 5] = ["示例市海棠区", "示例市望潮区", "示例市青禾县", "示例市云岭县", "示例市滨江新区"];

/// Things, the word by which they are counted, and what they are for.
const THINGS: [(&str, &str, &str); 16] = [
    ("棉被", "床", "旧被子已经不保暖"),
    ("取暖器", "台", "冬天屋里冷，旧取暖器开关松动"),
    ("助行器", "副", "走路不稳"),
    ("棉鞋", "双", "冬天出门路滑"),
    ("缝纫机", "台", "学了缝纫手艺，想在家接活"),
    ("洗衣机", "台", "手洗衣物吃力"),
    ("台灯", "盏", "晚上看书吃力"),
    ("电饭煲", "个", "现在用的锅常常煮不熟饭"),
    ("收音机", "台", "平时一个人，想听听戏"),
    ("书包", "个", "新学期快到了"),
    ("课外书", "套", "喜欢读书，家里书不多"),
    ("防滑垫", "块", "洗澡时怕滑倒"),
    ("放大镜", "个", "看不清药盒上的小字"),
    ("热水壶", "把", "旧壶漏水"),
    ("雨衣", "件", "下雨天也要骑车出门"),
    ("床头扶手", "副", "夜里起身不方便"),
];
/// How the thing should be.
const SUCH: [&str; 8] = ["厚实的", "轻便的", "安全的", "好用的", "结实的", "小型的", "带说明书的", "颜色素净的"];
/// What the wish ends with.
const HOPES: [&str; 6] = [
    "希望能早一点用上。",
    "希望入冬以前能收到。",
    "大小合适就好，样式不挑。",
    "希望送到服务站，自己去取。",
    "新旧不要紧，能用就好。",
    "要是有人能教一教怎么用就更好了。",
];

/// A database and what was put into it.
pub(crate) struct Town {
    pub(crate) engine: Engine,
    pub(crate) size: u64,
    pub(crate) store: Store,
    pub(crate) today: Day,
    /// Wishes that anybody may claim by phone.
    pub(crate) claimable: Vec<WishId>,
    /// Tokens of people who are signed in and have claimed nothing yet.
    pub(crate) callers: Vec<String>,
    url: String,
    room: PathBuf,
    /// Removes what it made.
    _fresh: Option<Fresh>,
}

impl Town {
    /// Builds it.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn build(options: &Options, engine: Engine, size: u64, table: &mut Table) -> Result<Self> {
        let room = options.room.join(format!("{}-{size}", name(engine)));
        std::fs::create_dir_all(&room)?;
        let (url, fresh) = match engine {
            Engine::Sqlite => (format!("sqlite:{}", room.join("town.db").display()), None),
            Engine::Postgres => {
                let fresh = Fresh::new(engine).await;
                (fresh.url.clone(), Some(fresh))
            }
        };
        let now = Millis::new(jiff::Timestamp::now().as_millisecond());
        let store = Store::open(&url).await?;
        let mut town = Self {
            engine,
            size,
            store,
            today: now.day(),
            claimable: Vec::new(),
            callers: Vec::new(),
            url,
            room,
            _fresh: fresh,
        };
        let callers = 2 * crate::claims::count(options) + crate::hot::CLAIMANTS;
        table.note(&format!("{} and {size} wishes, {callers} people: being put in", name(engine)));
        let start = std::time::Instant::now();
        town.list_wishes(crate::claims::count(options)).await?;
        let listed = start.elapsed().as_secs_f64();
        town.sign_people_in(callers, now).await?;
        let signed_in = start.elapsed().as_secs_f64() - listed;
        if engine == Engine::Postgres {
            town.settle(&options.postgres)?;
        }
        table.note(&format!("wishes took {listed:.1} s, people {signed_in:.1} s"));
        Ok(town)
    }

    /// Wishes of all kinds, two of three of them goods; slots enough for two rounds of so many claims.
    async fn list_wishes(&mut self, claims: u64) -> Result<()> {
        let goods = (self.size - self.size / 3).max(1);
        let slots = u32::try_from((2 * claims).div_ceil(goods)).context("too many claims for so few wishes")?;
        let mut seeds = (0..self.size).map(|n| self.seed(n, slots)).collect::<Result<Vec<_>>>()?;
        let claimable = seeds.iter().filter(|seed| seed.kind == Kind::Goods).map(|seed| seed.id).collect();
        // In the order of the list, or every commit would touch every page of its index.
        seeds.sort_by_key(|seed| (seed.urgency, seed.waiting_since));
        self.write(seeds).await?;
        self.claimable = claimable;
        Ok(())
    }

    fn seed(&self, n: u64, slots: u32) -> Result<Seed> {
        // Neighbouring numbers get unrelated properties.
        let mixed = usize::try_from((n.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 33) & 0xFFFF)?;
        let pick = |of: usize, at: usize| mixed / at % of;
        let waiting = i32::try_from(1 + pick(25, 3))?;
        let mut seed = Seed::new(WishId::from_bits(rand::random()), self.today.plus(-waiting));
        let (thing, counted, why) = THINGS.get(pick(THINGS.len(), 1)).context("a thing")?;
        let such = SUCH.get(pick(SUCH.len(), 16)).context("how it should be")?;
        seed.title = format!("一{counted}{such}{thing}");
        let hope = HOPES.get(pick(HOPES.len(), 5)).context("a hope")?;
        seed.story = format!("{why}，想要一{counted}{such}{thing}。{hope}");
        seed.thing = Some((*thing).into());
        seed.price = Fen::new(2_000 + 100 * u64::try_from(pick(350, 19))?);
        seed.shan = *Shan::ALL.get(pick(8, 7)).context("a project")?;
        seed.class = *ServiceClass::ALL.get(pick(5, 11)).context("a class")?;
        seed.district = (*DISTRICTS.get(pick(5, 13)).context("a district")?).into();
        seed.urgency = match pick(20, 17) {
            0 => Urgency::Acute,
            1..4 => Urgency::Seasonal,
            _ => Urgency::Usual,
        };
        seed.slots = slots;
        if n % 3 == 2 {
            seed.kind = Kind::Service;
            seed.delivery = Delivery::VolunteerVisit;
            (seed.price, seed.hours) = (None, Some(3));
        }
        Ok(seed)
    }

    async fn sign_people_in(&mut self, count: u64, now: Millis) -> Result<()> {
        let tokens: Vec<String> = (0..count).map(|_| hex(&rand::random::<[u8; 32]>())).collect();
        let people = tokens.iter().map(|token| Seeded {
            person: PersonId::from_bits(rand::random()),
            phone_key: rand::random(),
            // Nobody is called, so nobody unseals it.
            phone: Sealed { key_id: "s1".into(), bytes: rand::random::<[u8; 32]>().to_vec() },
            token: Sha256::digest(token.as_bytes()).into(),
            now,
        });
        self.write(people).await?;
        self.callers = tokens;
        Ok(())
    }

    async fn write<C: Change>(&self, changes: impl IntoIterator<Item = C>) -> Result<()> {
        let mut waiting = JoinSet::new();
        for change in changes {
            let store = self.store.clone();
            waiting.spawn(async move { store.writer().write(change).await.map(drop) });
            if waiting.len() >= AT_ONCE {
                waiting.join_next().await.transpose()?.transpose()?;
            }
        }
        while let Some(done) = waiting.join_next().await {
            done??;
        }
        Ok(())
    }

    /// One more wish for a single claimant.
    pub(crate) async fn hot_wish(&self) -> Result<WishId> {
        let seed = Seed::new(WishId::from_bits(rand::random()), self.today.plus(-1));
        Ok(self.store.writer().write(seed).await?)
    }

    /// What PostgreSQL does by itself a minute later.
    fn settle(&self, bin: &Path) -> Result<()> {
        let done = std::process::Command::new(bin.join("psql"))
            .args(["--quiet", "--no-psqlrc", "--command", "vacuum analyze"])
            .arg(&self.url)
            .status()?;
        anyhow::ensure!(done.success(), "psql ended with {done}");
        Ok(())
    }

    /// Serves it.
    ///
    /// # Errors
    /// When the server does not start.
    pub(crate) fn serve(&self, options: &Options) -> Result<Served> {
        Served::start(&options.shanling, &self.url, &self.room.join("keys"), &self.room.join("log"))
    }

    /// How many claims hold a slot of these wishes, as the database has it.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn slots_taken(&self, wishes: &[WishId]) -> Result<u64> {
        let mut reader = self.store.read().await?;
        let mut taken = 0;
        for wish in wishes {
            let claims = store::claim::of_wish(&mut reader.conn(), *wish).await?;
            taken += claims.iter().filter(|claim| claim.rules.state.takes_slot()).count() as u64;
        }
        Ok(taken)
    }
}

/// An engine's name in the table.
pub(crate) fn name(engine: Engine) -> &'static str {
    match engine {
        Engine::Sqlite => "sqlite",
        Engine::Postgres => "postgres",
    }
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
