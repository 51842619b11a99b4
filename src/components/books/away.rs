//! Links that leave this site. Their addresses come from the charities' files.

use crate::{
    i18n::books::use_books,
    markup::{Html, html},
};

/// Whether an address is one of the web; anything else is shown, never followed.
pub(crate) fn is_web(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}

/// A link that says that it leaves; the bare words where the address is none of the web.
pub(crate) fn away(url: &str, word: &str) -> Html {
    if !is_web(url) {
        return html!(word);
    }
    let leaves = use_books().projects.leaves;
    html!("<a href='", url, "' rel='noopener'>", word, "<span class='quiet'>", leaves, "</span></a>")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_of_the_web_are_followed() {
        assert!(
            away("https://example.org/?a=1&b='", "查询")
                .into_string()
                .contains("href='https://example.org/?a=1&amp;b=&#39;'")
        );
        for url in ["javascript:alert(1)", "data:text/html,x", " https://example.org", "HTTPS", ""] {
            assert_eq!(away(url, "查询").into_string(), "查询", "{url}");
        }
    }
}
