//! `/e/CODE/wall`: for the projector in the hall. A lantern for each wish, which comes on when it is claimed; not one word
//! about any of them. Type is measured by the height of the screen, so that it is read from the last row.

use axum::{
    extract::State,
    http::{HeaderMap, Uri},
    response::Response,
};
use model::{EventCode, EventState, Light, view::Wall};
use store::event_page;

use super::{
    frame::{Sheet, escape},
    lost,
    words::Language,
};
use crate::{address::Base, app::App, extract::Path, failure::Failure, qr};

const STYLE: &str = include_str!("wall.css");
const SCRIPT: &str = include_str!("wall.js");
/// One lantern, drawn once and used by every light.
const LANTERN: &str = "<svg class=\"drawing\" aria-hidden=\"true\"><symbol id=\"lantern\" viewBox=\"0 0 48 64\">\
    <path class=\"cord\" d=\"M24 2v8M16 10h16M18 56h12M24 56v7\"/><path class=\"paper\" d=\"M14 13h20c11 11 11 29 0 40H14C3 42 3 24 14 13z\"/>\
    <path class=\"rib\" d=\"M24 13v40M15 14c-6 12-6 26 0 38M33 14c6 12 6 26 0 38\"/></symbol></svg>";

pub(super) async fn page(
    State(app): State<App>,
    Path(code): Path<String>,
    base: Base,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let language = Language::of(uri.query());
    let code: Option<EventCode> = code.parse().ok();
    let found = match &code {
        Some(code) => event_page::wall(&mut app.store.read().await?.conn(), code, app.today()).await?,
        None => None,
    };
    let (Some(wall), Some(code)) = (found, code) else {
        return Ok(lost::sheet(language, &app.config.site, uri.path()).respond(&headers));
    };
    let body = content(language, &code, &wall, &base);
    let sheet = Sheet { style: STYLE, script: Some(SCRIPT), ..Sheet::new(language, wall.title.clone(), body) };
    Ok(sheet.respond(&headers))
}

fn content(language: Language, code: &EventCode, wall: &Wall, base: &Base) -> String {
    let light = |light: &Light| {
        format!("<li data-light=\"{}\"><svg aria-hidden=\"true\"><use href=\"#lantern\"/></svg></li>", light.code())
    };
    let lights: String = wall.wall.iter().map(light).collect();
    let address = base.to(&format!("/e/{code}"));
    let picture = qr::svg(&address, language.say("扫码参加", "Scan to join")).unwrap_or_default();
    let many = match wall.wall.len() {
        0..=24 => "few",
        25..=84 => "some",
        _ => "many",
    };
    let scan = match wall.state {
        EventState::Ended => language.say("活动已结束", "It is over"),
        EventState::Coming | EventState::On => language.say("扫码点亮", "Scan to light one"),
    };
    let lost = language.say("正在重新连接", "Connecting again");
    let shown = address.split_once("://").map_or(address.as_str(), |(_, shown)| shown);
    format!(
        "{LANTERN}<main data-code=\"{code}\" data-state=\"{}\"><header><h1>{}</h1><p class=\"organiser\">{}</p></header>\
         <ul class=\"lights\" data-many=\"{many}\" aria-hidden=\"true\">{lights}</ul>\
         <aside><p class=\"lit\" role=\"status\"><b id=\"lit\">{}</b><span class=\"of\">/ <span id=\"total\">{}</span></span>\
         <span class=\"word\">{}</span></p><div class=\"scan\">{picture}<p>{scan}</p></div></aside>\
         <p class=\"address\">{}</p><p id=\"lost\" hidden>{lost}</p></main>",
        wall.state.code(),
        escape(&wall.title),
        escape(&wall.organiser),
        wall.lights.lit,
        wall.lights.total,
        language.say("个心愿已点亮", "wishes are lit"),
        escape(shown)
    )
}
