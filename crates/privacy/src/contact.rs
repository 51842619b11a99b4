//! Ways to write to a person: messenger ids, e-mail, web addresses.

use crate::{
    finding::{Code, Hits},
    lexicon::lexicon,
    text::{Text, is_hanzi, is_number},
};

lexicon! {
    /// Messengers and networks, their nicknames and misspellings (lower case).
    MESSENGERS = "微信 微信号 微 薇信 薇 威信 威 维信 维 葳信 葳 徽信 卫星 唯信 魏信 为信 wechat weixin weixinhao wx wxid vx vxin v v信 w信 微x \
        扣扣 扣 叩叩 抠抠 企鹅 球球 qq q q号 q群 qq群 qq号 扣号 飞信 抖音 抖音号 快手 快手号 小红书 钉钉 钉钉号 微博 陌陌 探探 视频号 公众号 \
        telegram tg 电报 line whatsapp whats skype signal 旺旺 火山 西瓜 知乎 b站 贴吧 豆瓣 leletong facebook 脸书 推特 twitter ins instagram 绿泡泡 \
        绿色软件 ❤ ♥ 微❤ v❤ 飞书 企微 企业微信 米聊 易信 yy 默往 蝙蝠 soul kakao kakaotalk messenger dy ks xhs tiktok discord viber"
}
lexicon! {
    /// Words that invite to get in touch.
    INVITES = "加 添加 搜 扫 搜索 联系 找我 私 私聊 私信 详聊 详谈 私我 关注 + ➕ ＋ 互加 佳 伽 咖 家我 戳 滴滴 留"
}
lexicon! {
    /// What may stand between a messenger's name and the id.
    LINKS = "号 号码 是 为 叫 名 账号 帐号 用户名 用户 群 群号 我 的 我的 ID id Id 同 同号 同手机号 同步 搜 搜索 请 加 就是 也是 昵称 网名 联系 联系我 码 一下 都 都是 都是这个 信"
}
lexicon! {
    /// Latin words of everyday things; an id never looks like these.
    THINGS = "thinkpad vista office2007 office07 macbook surface studio ipad4 win7 win10 win11 wifi ipad iphone usb led app apps pdf word excel ppt mp3 mp4 mp5 type-c typec bluetooth office windows python photoshop office365 dvd cpu gps \
        abc ktv ct tv ok kg cm mm ml pad pro max mini plus vivo oppo huawei redmi honor nova xiaomi android ios wps wps365 ps cad vr ai \
        kn95 n95 pm2.5 usb3.0 usb2.0 hifi ups atm pos vip diy aed english kindle switch type lego video hdmi scratch java html bmi spf50 spf30 \
        windows10 windows11 windows7 office2016 office2019 office2010 excel2016 word2016 iphone8 iphone11 iphone12 iphone13 iphone14 iphone15 iphone16 \
        mate30 mate40 mate50 mate60 nova5 nova7 k12 h7n9 gre ielts toefl cet4 cet6 pet ket"
}

/// Finds every way to write to a person.
pub(crate) fn find(text: &Text, hits: &mut Hits) {
    let lower: Vec<char> = text.chars.iter().map(char::to_ascii_lowercase).collect();
    messengers(text, &lower, hits);
    invitations(text, &lower, hits);
    ids(text, &lower, hits);
    mail(text, &lower, hits);
    addresses(text, &lower, hits);
}

const fn is_id_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.')
}

/// The end of the id that starts at `at`; `at` itself when there is none.
fn id_end(lower: &[char], at: usize) -> usize {
    let len = lower.get(at..).unwrap_or_default().iter().take_while(|&&c| is_id_char(c)).count();
    at + len
}

fn is_id(word: &[char], least: usize) -> bool {
    let letters: String = word.iter().filter(|c| !matches!(c, '-' | '.')).collect();
    let raw: String = word.iter().collect();
    letters.chars().count() >= least
        && !THINGS.has(word)
        && !THINGS.has(&letters.chars().collect::<Vec<_>>())
        && !is_model(&raw)
}

/// A model, size or rating: a few letters and figures, such as 12v10ah, a4, 100w.
fn is_model(word: &str) -> bool {
    let digits = word.chars().filter(char::is_ascii_digit).count();
    let units = [
        "kg", "cm", "mm", "ml", "w", "v", "ah", "mah", "m", "g", "l", "h", "码", "p", "k", "hz", "kw", "gb", "tb", "g",
        "mb", "inch",
    ];
    let tail = word.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '-'));
    digits > 0 && units.contains(&tail) && word.starts_with(|c: char| c.is_ascii_digit())
}

/// A messenger's name, a few linking words, an id.
fn messengers(text: &Text, lower: &[char], hits: &mut Hits) {
    for (at, len) in MESSENGERS.within(lower, 0, lower.len()) {
        if text.get(at).is_ascii_alphanumeric() && (text.before(at).is_ascii_alphanumeric() || text.before(at) == '_') {
            continue;
        }
        let latin = text.get(at + len - 1).is_ascii_alphanumeric();
        let whole = lower.get(at..id_end(lower, at)).unwrap_or_default();
        let glued = INVITES.is_in(lower, at.saturating_sub(3), at)
            && matches!(text.get(at), 'v' | 'V' | 'w' | 'W')
            && is_id(whole, 5);
        if latin && text.get(at + len).is_ascii_alphabetic() && !glued {
            continue;
        }
        let named = len > 1 || latin;
        let mut from = at + len;
        let (mut links, mut colon) = (0, false);
        while from < lower.len() && from < at + len + 14 {
            if let Some(link) = LINKS.at(lower, from).filter(|_| !id_starts(lower, from)) {
                from += link;
                links += 1;
            } else if !is_hanzi(text.get(from)) && !is_id_char(text.get(from)) {
                colon |= matches!(text.get(from), ':' | '：' | '=' | '>');
                from += 1;
            } else {
                break;
            }
        }
        let end = id_end(lower, from);
        let word = lower.get(from..end).unwrap_or_default();
        let figures =
            text.slice(from, from + 12).iter().take_while(|&&c| is_number(c) || matches!(c, ' ' | '-' | '.')).count();
        let invited = INVITES.is_in(lower, at.saturating_sub(4), at);
        let spaced = from > at + len;
        let least = if colon && spaced && named {
            3
        } else if colon || links > 0 || invited || spaced {
            4
        } else {
            5
        };
        if is_id(word, least) && (named || invited || colon || spaced && !is_hanzi(text.before(at))) {
            hits.block(text, Code::Wechat, at, end, Some(""));
        } else if figures >= 5 && text.slice(from, from + figures).iter().filter(|&&c| is_number(c)).count() >= 5 {
            hits.block(text, Code::Wechat, at, from + figures, Some(""));
        } else if named && (colon && is_hanzi(text.get(from)) || links > 0 && is_nickname_cue(lower, at, len)) {
            hits.block(text, Code::Wechat, at, (from + 4).min(lower.len()), Some(""));
        }
    }
}

fn id_starts(lower: &[char], at: usize) -> bool {
    is_id(lower.get(at..id_end(lower, at)).unwrap_or_default(), 4)
}

/// "微信名叫…", "抖音号是…": a nickname in Chinese follows.
fn is_nickname_cue(lower: &[char], at: usize, len: usize) -> bool {
    let tail: String = lower.get(at..(at + len + 5).min(lower.len())).unwrap_or_default().iter().collect();
    [
        "号是",
        "号叫",
        "名叫",
        "名是",
        "名为",
        "昵称",
        "网名",
        "同号",
        "同手机",
        "也是这个",
        "就是手机",
        "是手机号",
        "就是电话",
        "都是这个",
        "号同",
        "同电话",
    ]
    .iter()
    .any(|cue| tail.contains(cue))
}

/// "加我微信", "加V", "扫我二维码": an invitation without an id.
fn invitations(text: &Text, lower: &[char], hits: &mut Hits) {
    const WORDS: [&str; 51] = [
        "加我微信",
        "加我的微信",
        "加个微信",
        "加微信",
        "加下微信",
        "加一下微信",
        "加薇",
        "加我薇",
        "加威",
        "加葳",
        "加v",
        "加我v",
        "加个v",
        "加vx",
        "加我vx",
        "加wx",
        "加扣",
        "加我扣扣",
        "加qq",
        "加我qq",
        "加个qq",
        "加q",
        "加我q",
        "+v",
        "+微",
        "+薇",
        "+q",
        "+扣",
        "微信私聊",
        "微信联系",
        "vx联系",
        "加好友详",
        "私信我",
        "加我好友",
        "扫码加我",
        "扫我二维码",
        "加徽信",
        "加卫星",
        "加维信",
        "加钉钉",
        "互加微信",
        "微信找我",
        "加我抖音",
        "加飞信",
        "就是微信",
        "是微信号",
        "微信就是",
        "微信一样",
        "微信也是",
        "同微信",
        "微信同",
    ];
    const LESSONS: [&str; 8] = ["学", "教", "怎么", "如何", "不会", "会用", "帮老人", "帮着"];
    for word in WORDS {
        for at in 0..lower.len() {
            let len = word.chars().count();
            let here = word.chars().enumerate().all(|(index, c)| lower.get(at + index) == Some(&c));
            let before: String = text.slice(at.saturating_sub(8), at).iter().collect();
            let next = text.get(at + len);
            let plain_end =
                word.ends_with(|c: char| c.is_ascii_alphabetic()) && next.is_ascii_alphabetic() && !is_id_char(next);
            if here
                && !plain_end
                && !LESSONS.iter().any(|lesson| before.contains(lesson))
                && !text.has(at + len, "群学")
            {
                hits.block(text, Code::Wechat, at, at + len, Some(""));
            }
        }
    }
}

/// Ids that need no cue: letters and figures mixed, as nothing one can wish for is called.
fn ids(text: &Text, lower: &[char], hits: &mut Hits) {
    let mut at = 0;
    while at < lower.len() {
        if !is_id_char(text.get(at)) {
            at += 1;
            continue;
        }
        let end = id_end(lower, at);
        let word = lower.get(at..end).unwrap_or_default();
        let trimmed: Vec<char> = word.iter().copied().filter(char::is_ascii_alphanumeric).collect();
        let letters = trimmed.iter().filter(|c| c.is_ascii_alphabetic()).count();
        let figures = trimmed.len() - letters;
        let lower_case = text.slice(at, end).iter().any(char::is_ascii_lowercase);
        let mixed = letters >= 2
            && figures >= 2
            && trimmed.len() >= 6
            && trimmed.first().is_some_and(char::is_ascii_alphabetic);
        let wild = mixed && lower_case || word.contains(&'_') && trimmed.len() >= 5 && letters > 0;
        let invited = INVITES.is_in(lower, at.saturating_sub(4), at)
            && trimmed.len() >= 5
            && letters > 0
            && (figures > 0 || matches!(text.before(at), ':' | ' ') && lower_case);
        if (wild || invited) && is_id(word, 5) {
            hits.block(text, Code::Wechat, at, end, Some(""));
        }
        at = end.max(at + 1);
    }
}

/// Anything with an at sign, also spelled.
fn mail(text: &Text, lower: &[char], hits: &mut Hits) {
    for at in 0..lower.len() {
        let sign = ["@", "艾特", "爱特", "(at)", "[at]", "{at}", " at ", "#at#", "小老鼠", "圈a", "a圈", "(a)"]
            .iter()
            .find(|sign| sign.chars().enumerate().all(|(index, c)| lower.get(at + index) == Some(&c)));
        let Some(sign) = sign else { continue };
        let len = sign.chars().count();
        let before = text
            .slice(at.saturating_sub(3), at)
            .iter()
            .rev()
            .find(|c| **c != ' ')
            .is_some_and(|c| c.is_ascii_alphanumeric() || is_number(*c));
        let after =
            text.slice(at + len, at + len + 3).iter().find(|c| **c != ' ').is_some_and(char::is_ascii_alphanumeric);
        if after && before || *sign == "@" && (after || before) {
            let mut from = at;
            while from > 0 && (is_id_char(text.before(from)) || text.before(from) == ' ') {
                from -= 1;
            }
            let mut to = at + len;
            while is_id_char(text.get(to)) || text.get(to) == ' ' {
                to += 1;
            }
            hits.block(text, Code::EmailUrl, from, to, Some(""));
        }
    }
    for cue in ["邮箱", "电邮", "email", "e-mail", "mail", "邮件"] {
        for at in 0..lower.len() {
            if !cue.chars().enumerate().all(|(index, c)| lower.get(at + index) == Some(&c)) {
                continue;
            }
            let from = at + cue.chars().count();
            let reach = (from + 8).min(lower.len());
            let id = (from..reach).find(|&index| is_id(lower.get(index..id_end(lower, index)).unwrap_or_default(), 4));
            if let Some(id) = id {
                hits.block(text, Code::EmailUrl, at, id_end(lower, id), Some(""));
            }
        }
    }
}

/// http, www, a name with a top-level domain, also with the dot spelled.
fn addresses(text: &Text, lower: &[char], hits: &mut Hits) {
    const STARTS: [&str; 9] = ["http", "hxxp", "www", "三w", "3w.", "三达不溜", "ftp:", "淘口令", "网盘"];
    const TLDS: [&str; 26] = [
        "com", "cn", "net", "org", "top", "vip", "xyz", "cc", "me", "io", "shop", "site", "info", "wang", "club",
        "gov", "edu", "tv", "link", "app", "hk", "tw", "co", "online", "ink", "pro",
    ];
    for at in 0..lower.len() {
        let starts =
            |word: &str, at: usize| word.chars().enumerate().all(|(index, c)| lower.get(at + index) == Some(&c));
        if let Some(word) = STARTS.iter().find(|word| starts(word, at)) {
            if !(text.get(at).is_ascii_alphabetic() && text.before(at).is_ascii_alphabetic()) {
                let mut to = at + word.chars().count();
                while is_id_char(text.get(to)) || matches!(text.get(to), ':' | '/' | '?' | '=' | '&' | '%' | '#') {
                    to += 1;
                }
                hits.block(text, Code::EmailUrl, at, to, Some(""));
            }
            continue;
        }
        let dot =
            ["点", ".", "。", "(dot)", "[dot]", " dot ", "丶", "·", "。 ", " . "].iter().find(|dot| starts(dot, at));
        let Some(dot) = dot else { continue };
        let from = at + dot.chars().count();
        let tld = TLDS.iter().filter(|tld| starts(tld, from)).max_by_key(|tld| tld.len());
        let spelled = ["康姆", "康母", "科姆", "西恩", "c o m"].iter().find(|word| starts(word, from));
        let Some(len) = tld.map(|tld| tld.len()).or_else(|| spelled.map(|word| word.chars().count())) else { continue };
        let named =
            text.before(at).is_ascii_alphanumeric() || is_number(text.before(at)) || *dot == "点" && spelled.is_some();
        if named && !text.get(from + len).is_ascii_alphanumeric() {
            let mut first = at;
            while first > 0 && (is_id_char(text.before(first)) || text.before(first) == '点') {
                first -= 1;
            }
            hits.block(text, Code::EmailUrl, first, from + len, Some(""));
        }
    }
}
