//! What this browser keeps of donations: the key of a form that was sent, and what opens a donation for somebody who has not
//! signed in.
//!
//! The key of a form is made when the form opens and lives until its donation has come to an end, through reloads and in every tab:
//! whoever sends the same form twice has given once.

use model::{DonationId, ProjectId, donation::DonationState, view::DonationView};

use crate::browser::{random, storage};

/// Where the openers are kept: a donation a line, its number and its key.
const OWN: &str = "gifts";
/// Donations that are kept; older ones fall out.
const MOST: usize = 20;

/// The form of a project, as this browser remembers it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Form {
    /// Its `Idempotency-Key`.
    pub(crate) key: String,
    /// The donation that it was sent for, if it was.
    pub(crate) donation: Option<DonationId>,
}

impl Form {
    fn read(text: &str) -> Option<Self> {
        let (key, donation) = text.split_once(' ').unwrap_or((text, ""));
        let is_key = key.len() == 32 && key.bytes().all(|byte| byte.is_ascii_hexdigit());
        is_key.then(|| Self { key: key.to_owned(), donation: donation.parse().ok() })
    }

    fn text(&self) -> String {
        self.donation.map_or_else(|| self.key.clone(), |id| format!("{} {id}", self.key))
    }
}

fn name(project: ProjectId) -> String {
    format!("give:{}", project.folded())
}

/// The form of this project; a fresh one where there is none.
pub(crate) fn form(project: ProjectId) -> Form {
    storage::local_get(&name(project)).and_then(|text| Form::read(&text)).unwrap_or_else(|| fresh(project))
}

/// A fresh form: what is sent with it is another donation.
pub(crate) fn fresh(project: ProjectId) -> Form {
    let form = Form { key: random::key(), donation: None };
    storage::local_set(&name(project), &form.text());
    form
}

/// What became of a form that is open here. Its key stays its own, whatever other tabs did: sent again it is the same donation.
pub(crate) fn still(project: ProjectId, form: Form) -> Form {
    let kept = storage::local_get(&name(project)).and_then(|text| Form::read(&text));
    kept.filter(|kept| kept.key == form.key).unwrap_or(form)
}

/// Whether a donation has come so far that the next form is another donation.
const fn is_over(state: DonationState) -> bool {
    use DonationState as D;
    !matches!(state, D::Opening | D::AwaitingPayment)
}

/// Keeps what the server said of an own donation.
pub(crate) fn remember(gift: &DonationView, key: Option<&str>) {
    if let Some(key) = key {
        storage::local_set(&name(gift.project), &Form { key: key.to_owned(), donation: Some(gift.id) }.text());
    }
    let kept = storage::local_get(OWN).unwrap_or_default();
    match &gift.key {
        Some(opener) => storage::local_set(OWN, &joined(&kept, gift.id, opener)),
        // Ordered by somebody who has signed in, or taken along when they did: it is found by the session.
        None if key.is_some() && lines(&kept).any(|(known, _)| known == gift.id) => {
            storage::local_set(OWN, &without(&kept, gift.id));
        }
        None => {}
    }
    let form = storage::local_get(&name(gift.project)).and_then(|text| Form::read(&text));
    if is_over(gift.state) && form.is_some_and(|form| form.donation == Some(gift.id)) {
        storage::local_remove(&name(gift.project));
    }
}

/// What opens a donation, if this browser ordered it without a sign-in.
pub(crate) fn opener(id: DonationId) -> Option<String> {
    lines(&storage::local_get(OWN)?).find(|(known, _)| *known == id).map(|(_, key)| key.to_owned())
}

/// The donations that this browser can open, newest first.
pub(crate) fn own() -> Vec<DonationId> {
    storage::local_get(OWN).map(|kept| lines(&kept).map(|(id, _)| id).collect()).unwrap_or_default()
}

/// Forgets what opens them.
pub(crate) fn forget() {
    storage::local_remove(OWN);
}

fn lines(kept: &str) -> impl Iterator<Item = (DonationId, &str)> {
    kept.lines().filter_map(|line| {
        let (id, key) = line.split_once(' ')?;
        Some((id.parse().ok()?, key))
    })
}

fn joined(kept: &str, id: DonationId, opener: &str) -> String {
    let others = without(kept, id);
    others.lines().take(MOST - 1).fold(format!("{id} {opener}\n"), |all, line| all + line + "\n")
}

fn without(kept: &str, id: DonationId) -> String {
    lines(kept).filter(|(known, _)| *known != id).fold(String::new(), |all, (id, key)| format!("{all}{id} {key}\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_donation_that_is_found_by_the_session_is_not_kept_here() {
        let (one, two) = ("7K3QZ8MV".parse().unwrap(), "7K3QZ8MW".parse().unwrap());
        let kept = joined(&joined("", one, "a"), two, "b");
        assert_eq!(without(&kept, one), "7K3QZ8MW b\n");
        assert_eq!(without(&kept, two), "7K3QZ8MV a\n");
    }

    #[test]
    fn a_form_reads_back_and_nonsense_is_none() {
        let key = "0123456789abcdef0123456789abcdef".to_owned();
        for donation in [None, Some(DonationId::from_bits(7))] {
            let form = Form { key: key.clone(), donation };
            assert_eq!(Form::read(&form.text()), Some(form));
        }
        for text in ["", "short", " ", "zz23456789abcdef0123456789abcdef"] {
            assert_eq!(Form::read(text), None, "{text}");
        }
    }

    #[test]
    fn only_a_donation_that_can_still_be_paid_keeps_its_form() {
        for state in DonationState::ALL {
            let can_be_paid = matches!(state, DonationState::Opening | DonationState::AwaitingPayment);
            assert_eq!(is_over(*state), !can_be_paid, "{state:?}");
        }
    }

    #[test]
    fn the_newest_comes_first_and_the_oldest_falls_out() {
        let id = |n: usize| DonationId::from_bits(u64::try_from(n).unwrap());
        let kept = (0..30).fold(String::new(), |kept, n| joined(&kept, id(n), "key"));
        let found: Vec<_> = lines(&kept).map(|(id, _)| id).collect();
        assert_eq!((found.len(), found[0]), (MOST, id(29)));
        let again = joined(&kept, id(20), "other");
        assert_eq!(lines(&again).filter(|(known, _)| *known == id(20)).collect::<Vec<_>>(), [(id(20), "other")]);
        assert_eq!(lines("nonsense\n1 2").count(), 0);
    }
}
