//! `/scan`: reads the code on a poster, by the camera or from a photo; or by its number, typed in. Where the browser has no
//! reader of codes (`BarcodeDetector`), the first photo brings one along: the worker that `crates/scanner` is built into.
//!
//! Only codes of this house are opened. A foreign one is shown as text and never opened: posters get pasted over.

use axum::{
    extract::State,
    http::{HeaderMap, Uri},
    response::Response,
};

use super::{
    frame::{Sheet, framed},
    words::Language,
};
use crate::app::App;

const SCRIPT: &str = include_str!("scan.js");

/// Photos that were chosen are pictures of the page's own making (`blob:`).
const LOADS: &str = "img-src 'self' blob:; connect-src 'self'; worker-src 'self'";

pub(super) async fn page(State(app): State<App>, uri: Uri, headers: HeaderMap) -> Response {
    let language = Language::of(uri.query());
    let title = language.say("扫海报上的码", "Scan the code on a poster");
    let body = framed(language, &app.config.site, "/scan", &content(language, title, app.assets.scanner()));
    let sheet = Sheet { script: Some(SCRIPT), loads: LOADS, ..Sheet::new(language, title.to_owned(), body) };
    sheet.respond(&headers)
}

fn content(language: Language, title: &str, reader: Option<&str>) -> String {
    let say = |zh, en| language.say(zh, en);
    let foreign = say("这不是善领的码，没有打开。它写的是：", "This code is not ours and was not opened. It says:");
    let nothing = say("没有看清码，请靠近一些、光亮一些再拍。", "No code was seen. Come closer, into better light.");
    let no_camera =
        say("相机没有打开，可以拍一张照片，或输入编号。", "The camera did not open. Take a photo, or type the number.");
    let cannot = say(
        "这个浏览器不会认码。请用微信“扫一扫”或手机自带的相机，或在下面输入编号。",
        "This browser cannot read codes. Use the phone's own camera, or type the number below.",
    );
    let no_number = say(
        "编号是 8 位字母和数字，或活动代码。",
        "A number has 8 letters and digits; events have codes of their own.",
    );
    let reader = reader.map(|path| format!(" data-reader=\"/{path}\"")).unwrap_or_default();
    format!(
        "<h1>{title}</h1><div id=\"scan\" data-foreign=\"{foreign}\" data-nothing=\"{nothing}\" data-no-camera=\"{no_camera}\" \
         data-cannot=\"{cannot}\" data-no-number=\"{no_number}\"{reader}><div id=\"with-eyes\" hidden>\
         <button type=\"button\" class=\"go\" id=\"camera\">{}</button><video id=\"seen\" playsinline muted hidden></video>\
         <p><label for=\"photo\">{}</label></p><input type=\"file\" id=\"photo\" accept=\"image/*\" capture=\"environment\"></div>\
         <p id=\"said\" class=\"note\" role=\"status\" hidden></p><form id=\"by-hand\"><p><label for=\"number\">{}</label></p>\
         <input type=\"text\" id=\"number\" autocomplete=\"off\" autocapitalize=\"characters\" spellcheck=\"false\" maxlength=\"24\">\
         <button class=\"go\">{}</button></form></div>",
        say("打开相机", "Open the camera"),
        say("或拍一张照片", "Or take a photo"),
        say("或输入海报上的编号", "Or type the number on the poster"),
        say("打开", "Open"),
    )
}
