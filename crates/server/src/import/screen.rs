//! The text screen with a short memory: titles and specifications come again and again.

use std::{collections::HashMap, sync::Arc};

use privacy::Finding;

/// Texts that are remembered before all are forgotten.
const REMEMBERED: usize = 8_192;

/// Screens texts.
#[derive(Default)]
pub(super) struct Screen(HashMap<String, Arc<[Finding]>>);

impl Screen {
    /// What both screens find in a text.
    pub(super) fn text(&mut self, text: &str) -> Arc<[Finding]> {
        if let Some(known) = self.0.get(text) {
            return Arc::clone(known);
        }
        let found: Arc<[Finding]> = privacy::screen_deep(text).into();
        if self.0.len() >= REMEMBERED {
            self.0.clear();
        }
        self.0.insert(text.to_owned(), Arc::clone(&found));
        found
    }
}
