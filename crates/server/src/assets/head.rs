//! What a page is called before it runs: title, description and share card, written into its head by the server, since
//! whoever makes cards of links runs nothing. Never a story (domain.md 4.7).

use crate::{address::Base, sheets::escape};

/// A head, and how long it is true.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Named {
    /// As long as the server runs.
    Lasting(Head),
    /// As long as the database says so.
    Passing(Head),
}

/// What stands in the head of a page.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Head {
    pub(super) title: String,
    pub(super) description: String,
    /// The path that the card leads to.
    pub(super) path: String,
}

/// The name of the site behind the name of a page.
const SITE: &str = "善领";

impl Head {
    /// The head of a page that is called so.
    fn new(title: &str, description: &str, path: &str) -> Self {
        Self { title: format!("{title} · {SITE}"), description: description.into(), path: path.into() }
    }

    /// The head of a page whose name does not hang on what is in the database.
    pub(super) fn of(path: &str) -> Self {
        let path = path.trim_end_matches('/');
        let (title, description) = match path.trim_start_matches('/') {
            "" | "index.html" => return Self::home(),
            "wishes" => ("心愿", "服务站核实过的微心愿，急难在前，等得久的在前。选一个，送到服务站。"),
            "help" => ("我要求助", "需要帮助？打电话或到服务站，工作人员帮您登记，不公开您是谁。"),
            "stations" => ("服务站", "社会救助服务联合体的地址、开放时间和电话。"),
            "projects" => ("募捐项目", "每个项目的备案、预算和账本，每一笔都可以自己核对。"),
            "ledger" | "ledger/verify" => ("公开账本", "每一笔收支都在账本里，用自己的手机就能核对。"),
            "stats" => ("公开数据", "心愿、认领和送达的数字，按区县和月份。"),
            "privacy" => ("隐私说明", "我们记什么、不记什么、谁能看、什么时候删。"),
            "report" => ("举报与投诉", "看到不对的地方，请告诉我们，五个工作日内答复。"),
            "me" => ("我的", "您的认领和捐赠。"),
            _ if path.starts_with("/w/") => return Self::wish(None, path),
            _ if path.starts_with("/p/") => return Self::project(None, path),
            _ if path.starts_with("/r/") => ("捐赠收据", "这笔捐赠在账本里的位置，可以自己核对。"),
            _ => return Self::home(),
        };
        Self::new(title, description, path)
    }

    fn home() -> Self {
        Self {
            title: "善领 · 微心愿".into(),
            description: "认领一个微心愿，看着它送到。心愿由服务站核实，不公开姓名住址。".into(),
            path: "/".into(),
        }
    }

    /// The head of a wish's page; without a title where the public sees no such wish.
    pub(super) fn wish(title: Option<&str>, path: &str) -> Self {
        let description = "看看需要什么，送到服务站就好，工作人员转交到家。";
        Self::new(title.unwrap_or("微心愿"), description, path)
    }

    /// The head of a project's page; without a title where there is no such project.
    pub(super) fn project(title: Option<&str>, path: &str) -> Self {
        Self::new(title.unwrap_or("募捐项目"), "看清备案、预算和每一笔去向，再决定。", path)
    }

    /// As HTML, with the card's own words.
    fn html(&self, base: &Base) -> String {
        let (title, description) = (escape(&self.title), escape(&self.description));
        let (address, picture) = (escape(&base.to(&self.path)), escape(&base.to("/share.png")));
        format!(
            "<title>{title}</title>\n<meta name=\"description\" content=\"{description}\">\n\
             <meta property=\"og:type\" content=\"website\"><meta property=\"og:site_name\" content=\"{SITE}\">\
             <meta property=\"og:title\" content=\"{title}\"><meta property=\"og:description\" content=\"{description}\">\
             <meta property=\"og:url\" content=\"{address}\"><meta property=\"og:image\" content=\"{picture}\">\
             <meta name=\"twitter:card\" content=\"summary_large_image\">"
        )
    }

    /// The page with this head in place of the one it was built with.
    pub(super) fn put(&self, html: &str, base: &Base) -> String {
        let Some((before, rest)) = html.split_once("<title>") else { return html.to_owned() };
        let Some((_, rest)) = rest.split_once("</title>") else { return html.to_owned() };
        let mark = "<meta name=\"description\"";
        let after = match rest.split_once(mark) {
            Some((between, after)) if between.trim().is_empty() => {
                after.split_once('>').map_or(rest, |(_, after)| after)
            }
            _ => rest,
        };
        format!("{before}{}{after}", self.html(base))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BUILT: &str = "<head><title>a</title>\n<meta name=\"description\" content=\"b\">\n<meta name=\"x\"></head>";

    #[test]
    fn a_head_takes_the_place_of_the_built_one_and_leaves_the_rest() {
        let base = Base("https://shanling.example".into());
        let html = Head::of("/stations").put(BUILT, &base);
        assert!(
            html.starts_with("<head><title>服务站 · 善领</title>") && html.ends_with("\n<meta name=\"x\"></head>"),
            "{html}"
        );
        assert_eq!(html.matches("name=\"description\"").count(), 1, "{html}");
        assert!(html.contains("og:url\" content=\"https://shanling.example/stations\""), "{html}");
        assert_eq!(Head::of("/").put("<head></head>", &base), "<head></head>", "a page without a title stays as it is");
    }

    #[test]
    fn no_title_leaves_its_place() {
        let head = Head::wish(Some("\"><script>"), "/w/7K3QZ8MV");
        let html = head.put(BUILT, &Base("https://shanling.example".into()));
        assert!(!html.contains("<script>") && html.contains("&quot;&gt;&lt;script&gt;"), "{html}");
    }
}
