//! The second screen: names in the open, told from ordinary words by segmentation.

use std::sync::LazyLock;

use jieba_rs::Jieba;

use crate::{
    finding::{Code, Hits},
    text::Text,
};

static JIEBA: LazyLock<Jieba> = LazyLock::new(Jieba::new);

/// Finds names that show themselves only by not being words.
pub(crate) fn names(original: &str, hits: &mut Hits) {
    let text = Text::new(original).dense();
    let plain: String = text.chars.iter().collect();
    let mut at = 0;
    for tag in JIEBA.tag(&plain, true) {
        let len = tag.word.chars().count();
        if tag.tag == "nr" && len >= 2 {
            hits.block(&text, Code::Name, at, at + len, Some("一位居民"));
        }
        at += len;
    }
}
