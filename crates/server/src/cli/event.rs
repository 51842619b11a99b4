//! `shanling event`: what a poster in a hall opens.

use std::io::{self, Write};

use model::{Day, EventCode, ProjectId, Shan, WishId, event::is_outside, project::Raising};
use privacy::{Code, Finding, Level};
use store::{
    event_page::{self, Add, End, Event, MOST_PROJECTS, MOST_WISHES},
    listing::{self, Filter},
    project,
};

use super::{Globals, House, Outcome, Trouble};
use crate::{
    import::{cells, reason},
    staff::Role,
};

/// Longest title, organiser and place, in characters: what fits on a poster.
const LONGEST: usize = 40;
/// Events that are listed at once.
const LISTED: u32 = 1000;

/// The commands of this group.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Adds an event; its wishes are those named, or those that are listed now and fit
    Add(Box<New>),
    /// Ends an event before its last day; its page says so from then on
    End {
        /// The event
        code: EventCode,
        /// The member of staff who acts
        #[arg(long = "as", value_name = "NAME")]
        actor: String,
    },
    /// Lists events with how often their page was opened and how many claims came from it
    List {
        /// One JSON object a line
        #[arg(long)]
        json: bool,
    },
}

/// A new event.
#[derive(Debug, clap::Args)]
pub struct New {
    /// The code in its address: 3 to 24 letters, digits and dashes; eight random ones unless given
    #[arg(long)]
    code: Option<EventCode>,
    /// What it is called
    #[arg(long)]
    title: String,
    /// Who holds it
    #[arg(long)]
    organiser: String,
    /// Where people meet
    #[arg(long)]
    place: Option<String>,
    /// The district; without named wishes, also theirs
    #[arg(long)]
    district: String,
    /// Only wishes of this 善 project
    #[arg(long, value_parser = shan)]
    shan: Option<Shan>,
    /// A wish, in the order of the wall; may be repeated
    #[arg(long = "wish", value_name = "ID")]
    wishes: Vec<WishId>,
    /// At most so many wishes that fit
    #[arg(long, value_name = "N", default_value_t = 60)]
    most: usize,
    /// A project, by its id; may be repeated
    #[arg(long = "project", value_name = "ID")]
    projects: Vec<ProjectId>,
    /// Its first day
    #[arg(long, value_name = "YYYY-MM-DD")]
    from: Day,
    /// Its last day; the first one unless given
    #[arg(long, value_name = "YYYY-MM-DD")]
    to: Option<Day>,
    /// The member of staff who acts
    #[arg(long = "as", value_name = "NAME")]
    actor: String,
}

impl Command {
    /// Does it.
    ///
    /// # Errors
    /// When the sign-in fails, the event makes no sense, or the house cannot be opened.
    pub async fn run(self, globals: &Globals) -> Outcome {
        let house = globals.open().await?;
        match self {
            Self::Add(new) => add(&house, *new).await,
            Self::End { code, actor } => end(&house, code, &actor).await,
            Self::List { json } => list(&house, json).await,
        }
    }
}

async fn add(house: &House, new: New) -> Outcome {
    let actor = house.sign_in_as(&new.actor, &[Role::Reviewer]).await?.name;
    let last = new.to.unwrap_or(new.from);
    if last < new.from {
        return Err(Trouble::unusable("结束日期早于开始日期。"));
    }
    if new.projects.len() > MOST_PROJECTS || new.wishes.len() > MOST_WISHES {
        return Err(Trouble::unusable(format!("一场活动最多 {MOST_WISHES} 个心愿、{MOST_PROJECTS} 个项目。")));
    }
    let event = Event {
        code: match new.code {
            Some(code) => code,
            None => random()?,
        },
        title: text(&new.title, "标题")?,
        organiser: text(&new.organiser, "主办方")?,
        place: new.place.as_deref().map(|place| text(place, "地点")).transpose()?,
        district: text(&new.district, "区县")?,
        first: new.from,
        last,
        was_ended: false,
    };
    let blocked = blocked(&event);
    if !blocked.is_empty() {
        let mut out = io::stdout().lock();
        for sentence in blocked {
            writeln!(out, "{sentence}")?;
        }
        return Err(Trouble::Refused);
    }
    let mut reader = house.store.read().await?;
    if !listing::districts(&mut reader.conn()).await?.contains(&event.district) {
        return Err(Trouble::unusable(format!("没有服务站在 {}。", event.district)));
    }
    let wishes = if new.wishes.is_empty() {
        let filter = Filter { district: Some(event.district.clone()), shan: new.shan, ..Filter::default() };
        listed(&mut reader.conn(), &filter, new.most.min(MOST_WISHES)).await?
    } else {
        let public = listing::cards(&mut reader.conn(), &new.wishes).await?;
        if let Some(unknown) = new.wishes.iter().find(|wish| public.iter().all(|card| card.id != **wish)) {
            return Err(Trouble::unusable(format!("没有公开的心愿 {unknown}。")));
        }
        new.wishes
    };
    for id in &new.projects {
        warn(&mut reader.conn(), *id, &event.district).await?;
    }
    drop(reader);
    let (code, count) = (event.code.clone(), wishes.len());
    let add = Add { event, wishes, projects: new.projects, actor, now: house.clock.now() };
    if !house.store.writer().write(add).await? {
        return Err(Trouble::unusable(format!("活动代码 {code} 已经用过。")));
    }
    writeln!(io::stdout(), "{code}\t{count} 个心愿\t/e/{code}")?;
    Ok(())
}

/// What the public words of an event must not say, each as a sentence. Where people meet and who holds it may be an address
/// and a school's or hospital's name; neither may name a person.
fn blocked(event: &Event) -> Vec<String> {
    let words = [("标题", Some(&event.title)), ("主办方", Some(&event.organiser)), ("地点", event.place.as_ref())];
    let mut said = Vec::new();
    for (name, text) in words.into_iter().filter_map(|(name, text)| Some((name, text?))) {
        let is_public = |code| name != "标题" && matches!(code, Code::Address | Code::School | Code::Hospital);
        for Finding { code, level, start, end, .. } in privacy::screen_deep(text) {
            if level == Level::Block && !is_public(code) {
                let what = reason::private(code);
                said.push(format!("{name}第{}至{end}字{what}（{}），请删去或改写。", start + 1, code.as_str()));
            }
        }
    }
    said
}

/// Refuses a project that an event must not show, and warns of one whose charity is registered elsewhere.
async fn warn(conn: &mut store::Conn<'_>, id: ProjectId, district: &str) -> Outcome {
    let Some(project) = project::load(conn, id).await? else {
        return Err(Trouble::unusable(format!("没有公开的项目 {id}。")));
    };
    if project.raising == Raising::Targeted {
        return Err(Trouble::unusable(format!("定向募捐的项目 {id} 不能向公众宣传。")));
    }
    let registrar = &project.notice.organisation.registrar;
    if is_outside(registrar, district) {
        writeln!(
            io::stderr(),
            "请留意：{id} 的慈善组织在“{registrar}”登记，看不出 {district} 在其管辖区域内。\
             在那里现场募捐，须先报当地民政部门备案（慈善法第23条、公开募捐管理办法第14条）；活动页面会写明。"
        )?;
    }
    Ok(())
}

/// The first wishes of a list, as many as are wanted.
async fn listed(conn: &mut store::Conn<'_>, filter: &Filter, most: usize) -> Result<Vec<WishId>, Trouble> {
    let (mut found, mut after) = (Vec::new(), None);
    while found.len() < most {
        let page = listing::page(conn, filter, after).await?;
        found.extend(page.items.into_iter().map(|card| card.id).take(most - found.len()));
        after = page.next.and_then(|next| next.parse().ok());
        if after.is_none() {
            break;
        }
    }
    Ok(found)
}

async fn end(house: &House, code: EventCode, actor: &str) -> Outcome {
    let actor = house.sign_in_as(actor, &[Role::Reviewer]).await?.name;
    let end = End { code: code.clone(), actor, now: house.clock.now() };
    if !house.store.writer().write(end).await? {
        return Err(Trouble::unusable(format!("没有进行中的活动 {code}。")));
    }
    writeln!(io::stdout(), "{code}\t已结束")?;
    Ok(())
}

async fn list(house: &House, json: bool) -> Outcome {
    let (mut reader, today) = (house.store.read().await?, house.clock.today());
    let mut out = io::stdout().lock();
    for event in event_page::all(&mut reader.conn(), LISTED).await? {
        if json {
            let view = event_page::view(&mut reader.conn(), &event.code, today).await?;
            writeln!(out, "{}", serde_json::to_string(&view)?)?;
            continue;
        }
        let (opened, claims) = event_page::counts(&mut reader.conn(), &event.code).await?;
        let (state, code) = (event.state(today).zh(), &event.code);
        let (first, last, title) = (event.first, event.last, &event.title);
        writeln!(out, "{code}\t{state}\t{first}\t{last}\t打开 {opened}\t认领 {claims}\t{title}")?;
    }
    Ok(())
}

fn random() -> Result<EventCode, Trouble> {
    WishId::from_bits(rand::random()).to_string().parse().map_err(|_| Trouble::unusable("没有得到活动代码。"))
}

fn text(text: &str, what: &str) -> Result<String, Trouble> {
    let text = cells::clean(text);
    match text.chars().count() {
        0 => Err(Trouble::unusable(format!("{what}是空的。"))),
        n if n > LONGEST => Err(Trouble::unusable(format!("{what}最多 {LONGEST} 字，这里有 {n} 字。"))),
        _ => Ok(text),
    }
}

fn shan(code: &str) -> Result<Shan, String> {
    Shan::from_code(code).or_else(|| Shan::from_zh(code)).ok_or_else(|| "善居、善学 … 或 shanju、shanxue …".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(title: &str, organiser: &str, place: Option<&str>) -> Event {
        let day = Day::from_number(20_000);
        Event {
            code: "HALL-1".parse().unwrap(),
            title: title.into(),
            organiser: organiser.into(),
            place: place.map(Into::into),
            district: "示例市海棠区".into(),
            first: day,
            last: day,
            was_ended: false,
        }
    }

    #[test]
    fn no_public_word_of_an_event_names_a_person() {
        for (title, organiser, place, want) in [
            ("暖冬微心愿", "示例市慈善总会", Some("海棠区文化礼堂"), None),
            ("暖冬微心愿 · 文化礼堂专场（演示）", "示例市第一中学", Some("示例路 18 号示例医院门口"), None),
            (
                "为张建国圆梦",
                "示例市慈善总会",
                None,
                Some("标题第2至4字像是姓名或称呼（privacy:name），请删去或改写。"),
            ),
            ("请打14101234567", "示例市慈善总会", None, Some("标题第3至13字像是手机号")),
            ("白血病患儿专场", "示例市慈善总会", None, Some("标题第1至3字提到了疾病")),
            ("暖冬微心愿", "志愿者14101234567", None, Some("主办方第4至14字像是手机号")),
            ("暖冬微心愿", "示例市慈善总会", Some("张建国家"), Some("地点第1至3字像是姓名")),
        ] {
            let said = blocked(&event(title, organiser, place));
            assert_eq!(said.is_empty(), want.is_none(), "{title}, {organiser}, {place:?}: {said:?}");
            assert!(want.is_none_or(|want| said.iter().any(|said| said.starts_with(want))), "{said:?}");
        }
    }
}
