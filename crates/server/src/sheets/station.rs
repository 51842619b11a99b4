//! `/s/CODE`: what the code at a station's door opens.

use axum::{
    extract::State,
    http::{HeaderMap, Uri},
    response::Response,
};
use model::view::{StationView, WishCard};
use store::{listing, station};

use super::{
    frame::{Sheet, call, escape, framed, wishes},
    lost,
    words::{Language, percent},
};
use crate::{app::App, extract::Path, failure::Failure};

/// Wishes that are shown.
const SHOWN: usize = 6;

pub(super) async fn page(
    State(app): State<App>,
    Path(code): Path<String>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let language = Language::of(uri.query());
    let mut reader = app.store.read().await?;
    let Some(found) = station::all(&mut reader.conn()).await?.into_iter().find(|station| station.code == code) else {
        return Ok(lost::sheet(language, &app.config.site, uri.path()).respond(&headers));
    };
    let filter = listing::Filter { district: Some(found.district.clone()), ..listing::Filter::default() };
    let near = listing::page(&mut reader.conn(), &filter, None).await?.items;
    let near: Vec<&WishCard> = near.iter().take(SHOWN).collect();
    let path = format!("/s/{}", found.code);
    let body = framed(language, &app.config.site, &path, &content(language, &found, &near));
    let description = format!("{}，{}", found.address, found.hours);
    Ok(Sheet { description, is_listed: true, ..Sheet::new(language, found.name.clone(), body) }.respond(&headers))
}

fn content(language: Language, station: &StationView, near: &[&WishCard]) -> String {
    let (at, open) = (language.say("地址：", "Address: "), language.say("开放：", "Open: "));
    let list = if near.is_empty() {
        String::new()
    } else {
        let title = language.say("附近最需要的心愿", "Most needed nearby");
        format!("<h2>{title}</h2>{}", wishes(language, near))
    };
    let go = language.say("本区县的全部心愿", "All wishes of the district");
    let help = language.say(
        "自己需要帮助？到站里说，或打上面的电话。",
        "In need of help yourself? Come in, or call the number above.",
    );
    format!(
        "<h1>{}</h1><div class=\"who\"><p>{at}{}</p><p>{open}{}</p><p class=\"hotline\">{}</p></div><p>{help}</p>{list}\
         <a class=\"go\" href=\"/wishes?district={}\">{go}</a>",
        escape(&station.name),
        escape(&station.address),
        escape(&station.hours),
        call(&station.phone),
        percent(&station.district)
    )
}
