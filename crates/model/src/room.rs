//! Which of the app's two downloads serves an address.
//!
//! Whoever looks for a wish downloads no accounts. Server and app ask the same table, so that the page that the server
//! sends is always the one whose program knows the address.

/// One of the two downloads that make up the public app.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Room {
    /// Wishes, claiming them, stations, help: what a first visit needs.
    Wishes,
    /// Projects, donations, the ledger, the person's own claims, and what is read slowly.
    Books,
}

impl Room {
    /// The room of a path of the site; the query does not matter.
    #[must_use]
    pub fn of(path: &str) -> Self {
        match path.trim_start_matches('/').split(['/', '?']).next().unwrap_or_default() {
            "projects" | "p" | "donation" | "r" | "ledger" | "stats" | "me" | "privacy" | "report" => Self::Books,
            _ => Self::Wishes,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_word_of_a_path_tells_its_room() {
        for path in [
            "/projects",
            "/p/P-DEMO-01/budget",
            "/donation/7K3QZ8MV",
            "/r/7K3QZ8MV",
            "/ledger/7",
            "/ledger?kind=income",
            "/privacy",
            "/me",
            "/report?wish=X",
        ] {
            assert_eq!(Room::of(path), Room::Books, "{path}");
        }
        for path in ["/", "", "/wishes?q=projects", "/w/7K3QZ8MV", "/menu", "/pp", "/nowhere/ledger"] {
            assert_eq!(Room::of(path), Room::Wishes, "{path}");
        }
    }
}
