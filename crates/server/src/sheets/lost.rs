//! What a poster opens when there is nothing (any more) at its address.

use axum::http::StatusCode;
use model::view::Site;

use super::{
    frame::{Sheet, framed},
    words::Language,
};

/// Nothing is known by this address: most likely it was typed from a poster, or somebody pasted another code over it.
pub(super) fn sheet(language: Language, site: &Site, path: &str) -> Sheet {
    let title = language.say("没有找到这个页面", "There is nothing at this address");
    let text = language.say(
        "请核对海报上的网址，或到现场问工作人员。如果海报像是被人重新贴过，请打热线告诉我们。",
        "Please check the address on the poster or ask the people on site. If the poster looks pasted over, please tell us by phone.",
    );
    let go = language.say("看看在等待的心愿", "See the wishes that wait");
    let content = format!("<h1>{title}</h1><p class=\"who\">{text}</p><a class=\"go\" href=\"/wishes\">{go}</a>");
    let body = framed(language, site, path, &content);
    Sheet { status: StatusCode::NOT_FOUND, ..Sheet::new(language, title.to_owned(), body) }
}

/// There may be no poster of this.
pub(super) fn no_poster(language: Language, site: &Site, path: &str) -> Sheet {
    let title = language.say("定向项目没有海报", "No poster for a targeted project");
    let text = language.say(
        "这个项目只面向特定的人定向募集，不能公开张贴，所以没有海报和二维码。",
        "This project raises money among certain people only. It must not be advertised in public, so it has neither poster nor code.",
    );
    let content = format!("<h1>{title}</h1><p class=\"who\">{text}</p>");
    let body = framed(language, site, path, &content);
    Sheet { status: StatusCode::CONFLICT, ..Sheet::new(language, title.to_owned(), body) }
}
