//! What surrounds the pages that the server writes: head, name, language, hotline, and the policy that they run under.

use axum::{
    body::{Body, Bytes},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::Response,
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use model::view::{Site, WishCard};
use sha2::{Digest, Sha256};

use super::words::{Language, dial};
use crate::cache::Ready;

const TOKENS: &str = include_str!("../../../../style/tokens.css");
const SHEET: &str = include_str!("sheet.css");
const CHOICES: &str = include_str!("choices.js");
/// The version for the elderly: the app's own two files, here within the page.
const ELDER_SHEET: &str = include_str!("../../../../public/elder.css");
const ELDER: &str = include_str!("../../../../public/elder.js");

/// A page before it is sent.
pub(super) struct Sheet {
    pub(super) status: StatusCode,
    pub(super) language: Language,
    /// What the browser calls it.
    pub(super) title: String,
    /// What a share card says below the title; empty for none.
    pub(super) description: String,
    /// HTML.
    pub(super) body: String,
    pub(super) style: &'static str,
    pub(super) script: Option<&'static str>,
    /// What it may load, as directives of its policy.
    pub(super) loads: &'static str,
    /// Whether search engines may list it.
    pub(super) is_listed: bool,
}

impl Sheet {
    /// A page that is there, in the look of the site.
    pub(super) fn new(language: Language, title: String, body: String) -> Self {
        let (status, description) = (StatusCode::OK, String::new());
        Self {
            status,
            language,
            title,
            description,
            body,
            style: SHEET,
            script: None,
            loads: "img-src 'self'; connect-src 'self'",
            is_listed: false,
        }
    }

    pub(super) fn html(&self) -> String {
        let Self { language, title, description, body, style, script, .. } = self;
        let (tag, title, description) = (language.tag(), escape(title), escape(description));
        let share = if description.is_empty() {
            String::new()
        } else {
            format!(
                "<meta name=\"description\" content=\"{description}\"><meta property=\"og:title\" content=\"{title}\">\
                 <meta property=\"og:description\" content=\"{description}\">"
            )
        };
        let script = script.map(|script| format!("<script>{script}</script>")).unwrap_or_default();
        let (elder_sheet, elder) = self.elder().unwrap_or_default();
        format!(
            "<!doctype html><html lang=\"{tag}\"><head><meta charset=\"utf-8\">\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1, viewport-fit=cover\">\
             <title>{title}</title>{share}<meta name=\"format-detection\" content=\"telephone=no\">\
             <link rel=\"icon\" href=\"/icon.svg\" type=\"image/svg+xml\"><style>{TOKENS}</style><style>{style}</style>\
             <style>{elder_sheet}</style><script>{CHOICES}</script></head><body>{body}<script>{elder}</script>{script}</body></html>"
        )
    }

    /// Style and script of the version for the elderly; posters and walls have none.
    fn elder(&self) -> Option<(&'static str, &'static str)> {
        (self.style == SHEET).then_some((ELDER_SHEET, ELDER))
    }

    /// The answer; pages of people's needs are for those who hold the poster, not for search engines.
    pub(super) fn respond(self, headers: &HeaderMap) -> Response {
        let html = HeaderValue::from_static("text/html; charset=utf-8");
        let policy = self.policy();
        let (status, is_listed, text) = (self.status, self.is_listed, self.html());
        let mut response = if status == StatusCode::OK {
            Ready::bytes(html, Bytes::from(text)).respond(headers, "no-cache")
        } else {
            let mut response = Response::new(Body::from(text));
            *response.status_mut() = status;
            response.headers_mut().insert(header::CONTENT_TYPE, html);
            response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
            response
        };
        let out = response.headers_mut();
        out.insert(header::CONTENT_SECURITY_POLICY, policy);
        if !is_listed {
            out.insert("x-robots-tag", HeaderValue::from_static("noindex"));
        }
        response
    }

    fn policy(&self) -> HeaderValue {
        let (elder_sheet, elder) = self.elder().unwrap_or_default();
        let scripts: String = [Some(CHOICES), Some(elder), self.script].into_iter().flatten().map(source).collect();
        let styles: String = [TOKENS, self.style, elder_sheet].into_iter().map(source).collect();
        let policy = format!(
            "default-src 'none'; script-src{scripts}; style-src{styles}; {}; \
             base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
            self.loads
        );
        HeaderValue::from_str(&policy).unwrap_or(HeaderValue::from_static("default-src 'none'"))
    }
}

/// An inline script or style, by its SHA-256.
fn source(text: &str) -> String {
    format!(" 'sha256-{}'", STANDARD.encode(Sha256::digest(text)))
}

/// A text as HTML, within an element or a quoted attribute.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
    out
}

/// Name and language above, hotline and ways on below; `path` is the page itself.
pub(super) fn framed(language: Language, site: &Site, path: &str, content: &str) -> String {
    let demo = language.say("演示系统：人物与数据均为虚构", "Demonstration: all people and data are fictional");
    let ribbon = if site.demo { format!("<p class=\"ribbon\">{demo}</p>") } else { String::new() };
    let (brand, line) = (language.say("善领", "Shanling"), language.say("社区微心愿", "Neighbourhood wishes"));
    let other = match language {
        Language::Zh => format!("<a class=\"language\" lang=\"en\" href=\"{path}?lang=en\">English</a>"),
        Language::En => format!("<a class=\"language\" lang=\"zh-CN\" href=\"{path}?lang=zh\">中文</a>"),
    };
    let ways = [
        ("/wishes", language.say("全部心愿", "All wishes")),
        ("/help", language.say("我要求助", "I need help")),
        ("/stations", language.say("服务站", "Stations")),
        ("/privacy", language.say("隐私说明", "Privacy")),
        ("/report", language.say("举报与投诉", "Report a problem")),
    ];
    let ways: Vec<String> = ways.iter().map(|(to, word)| format!("<li><a href=\"{to}\">{word}</a></li>")).collect();
    let (elder, not_elder) = (language.say("长辈版", "Large print"), language.say("普通版", "Usual size"));
    let run_by = language.say("主办：", "Run by ");
    format!(
        "<header>{ribbon}<div class=\"top\"><a class=\"brand\" href=\"/\"><b>{brand}</b> <span>{line}</span></a>\
         <button type=\"button\" class=\"language elder-switch\"><span class=\"elder-on\">{elder}</span>\
         <span class=\"elder-off\">{not_elder}</span></button>{other}</div></header>\
         <main>{content}</main><footer>{}<ul>{}</ul><p>{run_by}{}</p></footer>",
        hotline(language, site),
        ways.concat(),
        escape(&site.operator)
    )
}

/// The hotline, to be dialled by a touch.
pub(super) fn hotline(language: Language, site: &Site) -> String {
    if site.hotline.is_empty() {
        return String::new();
    }
    let word = language.say("服务热线", "Hotline");
    format!("<p class=\"hotline\">{word} {}</p>", call(&site.hotline))
}

/// A number that the phone dials when it is touched.
pub(super) fn call(phone: &str) -> String {
    format!("<a href=\"tel:{}\">{}</a>", dial(phone), escape(phone))
}

/// Wishes as a list of links to their pages.
pub(super) fn wishes(language: Language, cards: &[&WishCard]) -> String {
    let item = |card: &&WishCard| {
        let district = card.district.split_once('市').map_or(card.district.as_str(), |(_, rest)| rest);
        let effort = card.price.map(|price| language.money(price)).or(card.hours.map(|hours| language.hours(hours)));
        let taken = card.slots.total.saturating_sub(card.slots.free);
        let slots = match (card.slots.total, language) {
            (0 | 1, _) => None,
            (total, Language::Zh) => Some(format!("已认领 {taken}/{total}")),
            (total, Language::En) => Some(format!("{taken} of {total} claimed")),
        };
        let facts = [Some(language.urgency(card.urgency).to_owned()), Some(escape(district)), effort, slots];
        let facts: Vec<String> = facts.into_iter().flatten().map(|fact| format!("<span>{fact}</span>")).collect();
        format!(
            "<li><a href=\"/w/{}\" lang=\"zh-CN\">{}</a><p class=\"facts\">{}</p></li>",
            card.id,
            escape(&card.title),
            facts.concat()
        )
    };
    let items: String = cards.iter().map(item).collect();
    format!("<ul class=\"wishes\">{items}</ul>")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_leaves_its_place() {
        assert_eq!(escape("<b a='1' c=\"2\">&"), "&lt;b a=&#39;1&#39; c=&quot;2&quot;&gt;&amp;");
        let sheet = Sheet::new(Language::Zh, "</title><script>".into(), String::new());
        assert_eq!(sheet.html().matches("<script>").count(), 2, "{}", sheet.html());
    }

    #[test]
    fn the_other_language_is_one_link_away() {
        let site = Site { demo: true, hotline: "0000-0000000".into(), operator: "示例".into() };
        assert!(framed(Language::Zh, &site, "/e/A", "").contains("href=\"/e/A?lang=en\""));
        assert!(framed(Language::En, &site, "/e/A", "").contains("href=\"/e/A?lang=zh\""));
        assert_eq!((Language::of(Some("lang=en")), Language::of(Some("lang=fr"))), (Language::En, Language::Zh));
    }
}
