//! Where each entry of the history was scrolled to. Pure, so that the host can test it.

/// How many entries are remembered.
const KEPT: usize = 40;

/// Scroll positions by entry; the last one is the newest.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Scrolls {
    current: u32,
    newest: u32,
    places: Vec<(u32, i32)>,
}

impl Scrolls {
    /// A new entry of the history, not entered yet.
    pub(super) fn begin(&mut self) -> u32 {
        self.newest += 1;
        self.newest
    }

    /// Enters an entry and yields where it was scrolled to.
    pub(super) fn enter(&mut self, key: u32) -> Option<i32> {
        self.current = key;
        self.newest = self.newest.max(key);
        self.places.iter().find(|(known, _)| *known == key).map(|(_, y)| *y)
    }

    /// Notes where the present entry is scrolled to.
    pub(super) fn leave_to(&mut self, y: i32) {
        let current = self.current;
        self.places.retain(|(known, _)| *known != current);
        self.places.push((current, y));
        if self.places.len() > KEPT {
            self.places.remove(0);
        }
    }

    /// Notes the position, begins a new entry and enters it.
    pub(super) fn leave(&mut self, y: i32) -> u32 {
        self.leave_to(y);
        let key = self.begin();
        self.current = key;
        key
    }

    /// As text, for the storage of the tab.
    pub(super) fn text(&self) -> String {
        self.places.iter().map(|(key, y)| format!("{key}:{y}")).collect::<Vec<_>>().join(" ")
    }

    /// Reads the text back; what makes no sense is left out.
    pub(super) fn read(text: &str) -> Self {
        let places: Vec<(u32, i32)> = text
            .split(' ')
            .filter_map(|pair| pair.split_once(':'))
            .filter_map(|(key, y)| Some((key.parse().ok()?, y.parse().ok()?)))
            .collect();
        Self { current: 0, newest: places.iter().map(|(key, _)| *key).max().unwrap_or(0), places }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_back_knows_where_one_was() {
        let mut scrolls = Scrolls::default();
        let list = scrolls.begin();
        assert_eq!(scrolls.enter(list), None);
        let wish = scrolls.leave(1200);
        assert_ne!(wish, list);
        scrolls.leave_to(30);
        assert_eq!(scrolls.enter(list), Some(1200));
        scrolls.leave_to(900);
        assert_eq!(scrolls.enter(wish), Some(30));
    }

    #[test]
    fn positions_survive_as_text_and_new_entries_stay_new() {
        let mut scrolls = Scrolls::default();
        let first = scrolls.begin();
        scrolls.enter(first);
        let second = scrolls.leave(7);
        scrolls.leave_to(8);
        let mut again = Scrolls::read(&scrolls.text());
        assert_eq!(again.enter(first), Some(7));
        assert!(again.begin() > second);
        assert_eq!(Scrolls::read("x 1:y :: 4"), Scrolls::default());
    }

    #[test]
    fn only_so_many_are_kept() {
        let mut scrolls = Scrolls::default();
        for y in 0..500 {
            scrolls.leave(y);
        }
        assert_eq!(scrolls.places.len(), KEPT);
    }
}
