//! `/plain`: for browsers that cannot run the app, what can be done by telephone.

use axum::{
    extract::State,
    http::{HeaderMap, Uri},
    response::Response,
};
use model::view::{StationView, WishCard};
use store::{listing, station};

use super::{
    frame::{Sheet, call, escape, framed, hotline},
    words::Language,
};
use crate::{app::App, failure::Failure};

pub(super) async fn page(State(app): State<App>, uri: Uri, headers: HeaderMap) -> Result<Response, Failure> {
    let language = Language::of(uri.query());
    let mut reader = app.store.read().await?;
    let home = listing::home(&mut reader.conn()).await?;
    let stations = station::all(&mut reader.conn()).await?;
    let site = &app.config.site;
    let title = language.say("善领：打电话也能帮忙和求助", "Shanling: help, or get help, by phone");
    let waiting = match language {
        Language::Zh => format!("现在有 {} 个心愿在等待，已经实现 {} 个。", home.open, home.fulfilled),
        Language::En => format!("{} wishes wait now; {} have come true.", home.open, home.fulfilled),
    };
    let why = language.say(
        "这个网页不用脚本，什么手机都能看。想认领，请打电话给心愿所在区县的服务站，报心愿编号；想求助，也打给他们。",
        "This page needs no scripts. To claim a wish, call the station of its district and tell them its number; call them too if you need help.",
    );
    let (needed, at) = (language.say("现在最需要", "Most needed now"), language.say("服务站电话", "Stations"));
    let content = format!(
        "<h1>{title}</h1><p class=\"lit\">{waiting}</p><p>{why}</p>{}<h2>{needed}</h2>{}<h2>{at}</h2>{}",
        hotline(language, site),
        by_number(language, &home.needed),
        numbers(&stations)
    );
    let body = framed(language, site, "/plain", &content);
    Ok(Sheet { is_listed: true, description: waiting, ..Sheet::new(language, title.to_owned(), body) }
        .respond(&headers))
}

fn by_number(language: Language, cards: &[WishCard]) -> String {
    let word = language.say("编号", "No.");
    let item = |card: &WishCard| {
        let (title, district) = (escape(&card.title), escape(&card.district));
        format!(
            "<li><b lang=\"zh-CN\">{title}</b><p class=\"facts\"><span>{word} {}</span><span>{district}</span></p></li>",
            card.id
        )
    };
    let items: String = cards.iter().map(item).collect();
    format!("<ul class=\"wishes\">{items}</ul>")
}

fn numbers(stations: &[StationView]) -> String {
    let item = |station: &StationView| {
        let (name, address) = (escape(&station.name), escape(&station.address));
        format!("<li><b>{name}</b><p class=\"facts\">{address}</p>{}</li>", call(&station.phone))
    };
    let items: String = stations.iter().map(item).collect();
    format!("<ul class=\"stations\">{items}</ul>")
}
