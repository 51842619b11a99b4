//! Posters to be printed, and the codes on them. What a code says stands beside it in clear text, with whoever is
//! responsible, since codes are pasted over.

use std::str::FromStr;

use axum::{
    body::Bytes,
    extract::State,
    http::{HeaderMap, HeaderValue, Uri},
    response::Response,
};
use model::{
    EventCode, ProblemCode, ProjectId, WishId,
    project::Raising,
    view::{Filing, Site, StationView, WishCard},
};
use store::{
    Conn, StoreError,
    event_page::{self, Event},
    listing,
    project::{self, ProjectRow},
    station,
};

use super::{
    frame::{Sheet, escape},
    lost,
    words::Language,
};
use crate::{
    address::Base,
    app::App,
    cache::Ready,
    extract::{Pairs, Path},
    failure::Failure,
    qr,
};

const STYLE: &str = include_str!("poster.css");

/// A size of paper, upright.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// 210 by 297 mm, for a wall.
    A4,
    /// 148 by 210 mm, for a counter.
    A5,
    /// 105 by 148 mm, to hand out.
    A6,
}

impl Size {
    const ALL: [Self; 3] = [Self::A4, Self::A5, Self::A6];

    /// The word in addresses.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::A4 => "a4",
            Self::A5 => "a5",
            Self::A6 => "a6",
        }
    }
}

impl FromStr for Size {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let found = Self::ALL.into_iter().find(|size| size.code().eq_ignore_ascii_case(text));
        found.ok_or_else(|| "a4, a5 or a6".to_owned())
    }
}

/// What a poster says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Poster {
    /// What it is about, in large type.
    pub title: String,
    /// What somebody does who holds a phone before it.
    pub call: String,
    /// Facts below: where, when.
    pub facts: Vec<String>,
    /// What the code opens.
    pub address: String,
    /// Who is responsible.
    pub organiser: String,
    /// Whom to call.
    pub phone: String,
    /// Under which number the project is filed.
    pub filing: Option<String>,
}

/// What was found for a poster.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// A poster.
    Poster(Poster),
    /// Nothing by that name.
    Nothing,
    /// A project that must not be advertised.
    Targeted,
}

impl Poster {
    /// The poster of a thing: `wish`, `station`, `project` or `event`, and its id.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn of(conn: &mut Conn<'_>, kind: &str, id: &str, site: &Site, base: &Base) -> Result<Found, StoreError> {
        let poster = match kind {
            "wish" => wish(conn, id).await?.map(|card| Self::of_wish(&card, site, base)),
            "station" => station(conn, id).await?.map(|station| Self::of_station(station, base)),
            "project" => match project(conn, id).await? {
                // Shown to those whom it concerns, never advertised (Charity Law art. 29, R-07).
                Some(project) if project.raising == Raising::Targeted => return Ok(Found::Targeted),
                found => found.and_then(|project| Self::of_project(project, base)),
            },
            "event" => event(conn, id).await?.map(|event| Self::of_event(event, site, base)),
            _ => None,
        };
        Ok(poster.map_or(Found::Nothing, Found::Poster))
    }

    /// Title and district, never the story (domain.md 4.7).
    fn of_wish(card: &WishCard, site: &Site, base: &Base) -> Self {
        Self {
            title: card.title.clone(),
            call: "扫一扫，认领这个微心愿".into(),
            facts: vec![format!("{} · {}", card.shan.zh(), card.district), "东西送到服务站，由工作人员转交".into()],
            address: base.to(&format!("/w/{}", card.id)),
            organiser: site.operator.clone(),
            phone: site.hotline.clone(),
            filing: None,
        }
    }

    fn of_station(station: StationView, base: &Base) -> Self {
        Self {
            title: station.name.clone(),
            call: "扫一扫，看附近的微心愿".into(),
            facts: vec![station.address, station.hours],
            address: base.to(&format!("/s/{}", station.code)),
            organiser: station.name,
            phone: station.phone,
            filing: None,
        }
    }

    /// With the filing number; without one nobody may raise money in public (art. 24, 25), so there is no poster.
    fn of_project(project: ProjectRow, base: &Base) -> Option<Self> {
        let Filing { number, is_real, remark, .. } = project.notice.filing?;
        let remark = remark.filter(|_| !is_real).map(|remark| format!("（{remark}）")).unwrap_or_default();
        Some(Self {
            title: project.title,
            call: "扫一扫，看备案、预算和每一笔去向".into(),
            facts: vec![Language::Zh.days(project.start, project.end), project.region],
            address: base.to(&format!("/p/{}", project.id)),
            organiser: project.notice.organisation.name,
            phone: project.notice.organisation.contact,
            filing: Some(format!("{number}{remark}")),
        })
    }

    fn of_event(event: Event, site: &Site, base: &Base) -> Self {
        let days = Language::Zh.days(event.first, event.last);
        Self {
            title: event.title,
            call: "扫一扫，点亮一个微心愿".into(),
            facts: [Some(days), Some(event.district), event.place].into_iter().flatten().collect(),
            address: base.to(&format!("/e/{}", event.code)),
            organiser: event.organiser,
            phone: site.hotline.clone(),
            filing: None,
        }
    }

    /// The code alone.
    #[must_use]
    pub fn svg(&self) -> Option<String> {
        qr::svg(&self.address, &self.call)
    }

    /// The whole page, ready to be printed; `None` where the address does not fit into a code.
    #[must_use]
    pub fn html(&self, size: Size) -> Option<String> {
        Some(self.sheet(size, None, false)?.html())
    }

    /// `path`: where other sizes are; without one this is a file.
    fn sheet(&self, size: Size, path: Option<&str>, is_demo: bool) -> Option<Sheet> {
        let code = self.svg()?;
        let sizes = path.map(|path| sizes(path, size)).unwrap_or_default();
        let facts: Vec<String> = self.facts.iter().map(|fact| format!("<p>{}</p>", escape(fact))).collect();
        let filing = self.filing.as_ref().map(|filing| format!("<p>备案：{}</p>", escape(filing))).unwrap_or_default();
        let phone =
            if self.phone.is_empty() { String::new() } else { format!("<p>电话：{}</p>", escape(&self.phone)) };
        let demo = if is_demo { "<p class=\"demo\">演示海报：人物与数据均为虚构</p>" } else { "" };
        let scheme = if self.address.starts_with("https://") { "请核对网址再打开。" } else { "" };
        let body = format!(
            "{sizes}<main class=\"poster\" data-size=\"{}\">{demo}<p class=\"brand\">善领 · 社区微心愿</p><h1>{}</h1>\
             <div class=\"facts\">{}</div><figure>{code}<figcaption><b>{}</b>\
             <span lang=\"en\">Scan to open</span></figcaption></figure><p class=\"address\">{}</p>\
             <div class=\"foot\"><p>主办：{}</p>{phone}{filing}\
             <p class=\"safe\">{scheme}认领不收钱；凡要求转账、加私人微信的，请打电话告诉我们。</p></div></main>",
            size.code(),
            escape(&self.title),
            facts.concat(),
            escape(&self.call),
            escape(&self.address),
            escape(&self.organiser),
        );
        let title = format!("{} · 海报", self.title);
        Some(Sheet { style: STYLE, ..Sheet::new(Language::Zh, title, body) })
    }
}

/// Which paper; only on the screen.
fn sizes(path: &str, chosen: Size) -> String {
    let link = |size: Size| {
        let (code, word) = (size.code(), size.code().to_ascii_uppercase());
        let current = if size == chosen { " aria-current=\"page\"" } else { "" };
        format!("<a href=\"{path}?size={code}\"{current}>{word}</a> ")
    };
    let links: String = Size::ALL.into_iter().map(link).collect();
    format!("<nav class=\"sizes\" aria-label=\"纸张\">{links}<span>用浏览器的“打印”，边距选“无”。</span></nav>")
}

pub(super) async fn page(
    State(app): State<App>,
    Path((kind, id)): Path<(String, String)>,
    pairs: Pairs,
    base: Base,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let config = &app.config;
    let asked = pairs.0.iter().find(|(name, _)| name == "size").map(|(_, size)| size.parse());
    let size = asked.unwrap_or(Ok(Size::A4)).map_err(|_| Failure::field("size"))?;
    let found = Poster::of(&mut app.store.read().await?.conn(), &kind, &id, &config.site, &base).await?;
    let sheet = match found {
        Found::Poster(poster) => poster.sheet(size, Some(uri.path()), config.site.demo).ok_or(ProblemCode::NotFound)?,
        Found::Nothing => lost::sheet(Language::Zh, &config.site, uri.path()),
        Found::Targeted => lost::no_poster(Language::Zh, &config.site, uri.path()),
    };
    Ok(sheet.respond(&headers))
}

macro_rules! codes {
    ($($(#[$doc:meta])+ $name:ident = $kind:literal;)+) => {$(
        $(#[$doc])+
        pub(super) async fn $name(
            State(app): State<App>,
            Path(id): Path<String>,
            base: Base,
            headers: HeaderMap,
        ) -> Result<Response, Failure> {
            code(&app, $kind, &id, &base, &headers).await
        }
    )+};
}

codes! {
    /// `/w/ID/qr.svg`
    wish_code = "wish";
    /// `/s/CODE/qr.svg`
    station_code = "station";
    /// `/p/ID/qr.svg`
    project_code = "project";
    /// `/e/CODE/qr.svg`
    event_code = "event";
}

async fn code(app: &App, kind: &str, id: &str, base: &Base, headers: &HeaderMap) -> Result<Response, Failure> {
    let found = Poster::of(&mut app.store.read().await?.conn(), kind, id, &app.config.site, base).await?;
    let svg = match found {
        Found::Poster(poster) => poster.svg(),
        Found::Nothing | Found::Targeted => None,
    };
    let svg = svg.ok_or(ProblemCode::NotFound)?;
    Ok(Ready::bytes(HeaderValue::from_static("image/svg+xml"), Bytes::from(svg)).respond(headers, "no-cache"))
}

async fn wish(conn: &mut Conn<'_>, id: &str) -> Result<Option<WishCard>, StoreError> {
    let Ok(id) = id.parse::<WishId>() else { return Ok(None) };
    Ok(listing::cards(conn, &[id]).await?.pop())
}

async fn station(conn: &mut Conn<'_>, code: &str) -> Result<Option<StationView>, StoreError> {
    Ok(station::all(conn).await?.into_iter().find(|station| station.code == code))
}

async fn project(conn: &mut Conn<'_>, id: &str) -> Result<Option<ProjectRow>, StoreError> {
    let Ok(id) = id.parse::<ProjectId>() else { return Ok(None) };
    project::load(conn, id).await
}

async fn event(conn: &mut Conn<'_>, code: &str) -> Result<Option<Event>, StoreError> {
    let Ok(code) = code.parse::<EventCode>() else { return Ok(None) };
    event_page::find(conn, &code).await
}
