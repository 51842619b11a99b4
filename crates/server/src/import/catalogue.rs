//! The catalogue (`catalogue.json`): what can be wished for, price caps, deadlines.

use std::collections::{BTreeMap, BTreeSet};

use model::{Fen, Kind, ServiceClass, Shan, Urgency, claim, wish};
use serde::{Deserialize, Serialize};

/// The catalogue in force. Keys that we do not know are not kept.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Catalogue {
    project8: Vec<Project>,
    service_classes: Vec<Class>,
    /// Price caps by thing, in fen.
    goods_price_cap_fen: BTreeMap<String, Fen>,
    deadline_days: Deadlines,
    urgency: Vec<String>,
    #[serde(default)]
    limits: BTreeMap<String, i64>,
    /// Items whose goods are fitted to the person and may take longer.
    #[serde(default = "fitted")]
    fitted_items: BTreeSet<String>,
    /// Items whose service is a course or a job.
    #[serde(default = "courses")]
    course_items: BTreeSet<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Project {
    code: String,
    name: String,
    #[serde(default)]
    field: String,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Class {
    code: String,
    name: String,
    items: Vec<String>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Deadlines {
    goods: i32,
    goods_fitted: i32,
    service: i32,
    course_or_job: i32,
    listing: i32,
}

fn fitted() -> BTreeSet<String> {
    ["康复辅具".to_owned()].into()
}

fn courses() -> BTreeSet<String> {
    ["学业辅导", "技能培训", "就业岗位推荐"].map(str::to_owned).into()
}

/// Limits that are laws of this build. A catalogue that says otherwise would promise what the server does not do.
fn laws() -> [(&'static str, i64); 7] {
    let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    [
        ("live_claims_per_person", count(claim::LIVE_PER_PERSON)),
        ("open_wishes_per_household", count(wish::OPEN_PER_HOUSEHOLD)),
        ("free_cancel_hours", claim::FREE_CANCEL_HOURS),
        ("hold_minutes", claim::HOLD_MINUTES),
        ("waitlist_accept_hours", claim::WAITLIST_HOURS),
        ("k_adult", i64::from(wish::K_ADULT)),
        ("k_minor", i64::from(wish::K_MINOR)),
    ]
}

impl Catalogue {
    /// Reads and checks a catalogue.
    ///
    /// # Errors
    /// One Chinese sentence that says what is wrong.
    pub fn read(json: &[u8]) -> Result<Self, String> {
        let json = json.strip_prefix("\u{feff}".as_bytes()).unwrap_or(json);
        let catalogue: Self = serde_json::from_slice(json)
            .map_err(|error| format!("不是可用的目录文件（第{}行）：{error}", error.line()))?;
        catalogue.check()?;
        Ok(catalogue)
    }

    fn check(&self) -> Result<(), String> {
        for project in &self.project8 {
            if Shan::from_code(&project.code).is_none_or(|shan| shan.zh() != project.name) {
                return Err(format!("目录里的善扶工程“{}”（{}）不在八善之列。", project.name, project.code));
            }
        }
        let mut items = BTreeSet::new();
        for class in &self.service_classes {
            if ServiceClass::from_code(&class.code).is_none_or(|known| known.zh() != class.name) {
                return Err(format!("目录里的服务大类“{}”（{}）不在五类之列。", class.name, class.code));
            }
            for item in &class.items {
                if item.trim() != item || item.is_empty() || item.chars().count() > 20 || !items.insert(item) {
                    return Err(format!("服务细项“{item}”重复、为空或超过20字。"));
                }
            }
        }
        if let Some((thing, _)) = self.goods_price_cap_fen.iter().find(|(_, cap)| cap.get() == 0) {
            return Err(format!("物品“{thing}”的限价必须大于0。"));
        }
        let days = &self.deadline_days;
        if [days.goods, days.goods_fitted, days.service, days.course_or_job].iter().any(|days| !(1..=90).contains(days))
        {
            return Err("期限（deadline_days）必须在1到90天之间。".into());
        }
        if days.listing != wish::LISTING_DAYS {
            return Err(format!("展示期必须是{}天。", wish::LISTING_DAYS));
        }
        if let Some(word) = self.urgency.iter().find(|word| Urgency::from_zh(word).is_none()) {
            return Err(format!("紧急程度“{word}”不是急难、季节性、一般之一。"));
        }
        for (name, law) in laws() {
            if let Some(other) = self.limits.get(name).filter(|value| **value != law) {
                return Err(format!("限额 {name} 应为 {law}，目录里写的是 {other}；本版本不能改动它。"));
            }
        }
        Ok(())
    }

    /// The 善 project with this name, with or without 工程 behind it.
    #[must_use]
    pub fn shan(&self, name: &str) -> Option<Shan> {
        let shan = Shan::from_zh(name.strip_suffix("工程").unwrap_or(name))?;
        self.project8.iter().any(|project| project.code == shan.code()).then_some(shan)
    }

    /// The service class with this name.
    #[must_use]
    pub fn class(&self, name: &str) -> Option<ServiceClass> {
        let class = ServiceClass::from_zh(name)?;
        self.service_classes.iter().any(|known| known.code == class.code()).then_some(class)
    }

    /// Whether the class has this item.
    #[must_use]
    pub fn has_item(&self, class: ServiceClass, item: &str) -> bool {
        let mut classes = self.service_classes.iter().filter(|known| known.code == class.code());
        classes.any(|known| known.items.iter().any(|known| known == item))
    }

    /// The class that has this item.
    #[must_use]
    pub fn class_of(&self, item: &str) -> Option<ServiceClass> {
        let class = self.service_classes.iter().find(|class| class.items.iter().any(|known| known == item))?;
        ServiceClass::from_code(&class.code)
    }

    /// How pressing, by its word.
    #[must_use]
    pub fn urgency(&self, word: &str) -> Option<Urgency> {
        self.urgency.iter().any(|known| known == word).then(|| Urgency::from_zh(word)).flatten()
    }

    /// The most that this thing may cost; `None` when it is not in the catalogue.
    #[must_use]
    pub fn cap(&self, thing: &str) -> Option<Fen> {
        self.goods_price_cap_fen.get(thing).copied()
    }

    /// Days from the claim to the deadline (domain.md 4.2).
    #[must_use]
    pub fn term_days(&self, kind: Kind, item: &str) -> i32 {
        match kind {
            Kind::Goods if self.fitted_items.contains(item) => self.deadline_days.goods_fitted,
            Kind::Goods => self.deadline_days.goods,
            Kind::Service if self.course_items.contains(item) => self.deadline_days.course_or_job,
            Kind::Service => self.deadline_days.service,
        }
    }
}
