//! `/e/CODE`: what the poster of an event opens.

use axum::{
    extract::State,
    http::{HeaderMap, Uri, header},
    response::Response,
};
use model::{
    EventCode, EventState,
    view::{EventProject, EventView, WishCard},
};
use store::event_page::{self, Counted};

use super::{
    frame::{Sheet, escape, framed, wishes},
    lost,
    words::Language,
};
use crate::{app::App, extract::Path, failure::Failure, sources};

pub(super) async fn page(
    State(app): State<App>,
    Path(code): Path<String>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let language = Language::of(uri.query());
    let code: Option<EventCode> = code.parse().ok();
    let found = match &code {
        Some(code) => event_page::view(&mut app.store.read().await?.conn(), code, app.today()).await?,
        None => None,
    };
    let Some(event) = found else {
        return Ok(lost::sheet(language, &app.config.site, uri.path()).respond(&headers));
    };
    let path = format!("/e/{}", event.code);
    let body = framed(language, &app.config.site, &path, &content(language, &event));
    let description = match language {
        Language::Zh => format!("{}主办，{}个心愿等你点亮。", event.organiser, event.lights.total),
        Language::En => format!("Held by {}: {} wishes.", event.organiser, event.lights.total),
    };
    let mut response = Sheet { description, ..Sheet::new(language, event.title.clone(), body) }.respond(&headers);
    if event.state != EventState::Ended {
        app.sources.count(event.code.clone(), Counted::Open);
        response.headers_mut().insert(header::SET_COOKIE, sources::cookie(&app.config, &event.code));
    }
    Ok(response)
}

fn content(language: Language, event: &EventView) -> String {
    let who = [
        (language.say("主办：", "Held by: "), event.organiser.clone()),
        (language.say("日期：", "Date: "), language.days(event.first, event.last)),
        (language.say("地点：", "Place: "), event.place.clone().unwrap_or_else(|| event.district.clone())),
    ];
    let who: Vec<String> = who.iter().map(|(word, text)| format!("<p>{word}{}</p>", escape(text))).collect();
    let state = match event.state {
        EventState::Coming => {
            language.say("活动还没有开始，可以先看看心愿。", "It has not begun; have a look at the wishes.")
        }
        EventState::On => "",
        EventState::Ended => language.say(
            "活动已经结束，心愿还在等。谢谢每一位来过的人。",
            "It is over; the wishes still wait. Thanks to everybody who came.",
        ),
    };
    let state = if state.is_empty() { String::new() } else { format!("<p class=\"note\">{state}</p>") };
    let (lit, total) = (event.lights.lit, event.lights.total);
    let lights = match language {
        Language::Zh => format!("已点亮 {lit} 个，共 {total} 个心愿"),
        Language::En => format!("{lit} of {total} wishes are lit"),
    };
    let lights = if total == 0 { String::new() } else { format!("<p class=\"lit\">{lights}</p>") };
    let free: Vec<&WishCard> = event.wishes.iter().filter(|card| card.slots.free > 0).collect();
    let free_ones = if free.is_empty() {
        let none = language.say("这里的心愿都有人认领了。", "Every wish here has been claimed.");
        format!("<p>{none}</p>")
    } else {
        let title = language.say("等待认领的心愿", "Wishes that wait");
        format!("<h2>{title}</h2>{}", wishes(language, &free))
    };
    let safe = language.say(
        "认领不收钱。谁让您扫码转账、加私人微信，都请当场告诉工作人员。",
        "Claiming costs nothing. If anybody asks you to transfer money or to add a private contact, tell the staff at once.",
    );
    let go = language.say("看全部心愿", "See all wishes");
    let wall = language.say("大屏点亮墙", "The wall for the big screen");
    let counted = language.say(
        "本页只记打开次数和认领次数，不记是谁。",
        "Only the number of visits and claims is counted here, never who came.",
    );
    format!(
        "<h1>{}</h1><div class=\"who\">{}</div>{state}{lights}{free_ones}{}<p class=\"note\">{safe}</p>\
         <a class=\"go\" href=\"/wishes\">{go}</a><p><a href=\"/e/{}/wall\">{wall}</a></p><p class=\"quiet\">{counted}</p>",
        escape(&event.title),
        who.concat(),
        projects(language, event),
        event.code
    )
}

fn projects(language: Language, event: &EventView) -> String {
    if event.projects.is_empty() {
        return String::new();
    }
    let title = language.say("募捐项目（备案信息在项目页）", "Fundraising projects (filing on the project's page)");
    let elsewhere = language.say(
        "登记这家慈善组织的民政部门不在活动所在地。现场若有募捐，应当已向活动所在地的民政部门备案，可以当场请对方出示。",
        "The charity is registered elsewhere. Collecting here has to be filed with the local authority of civil affairs first; \
         ask to be shown the filing.",
    );
    let item = |project: &EventProject| {
        let warning = if project.is_outside { format!("<p class=\"facts\">{elsewhere}</p>") } else { String::new() };
        format!("<li><a href=\"/p/{}\" lang=\"zh-CN\">{}</a>{warning}</li>", project.id, escape(&project.title))
    };
    let items: String = event.projects.iter().map(item).collect();
    format!("<h2>{title}</h2><ul class=\"wishes\">{items}</ul>")
}
