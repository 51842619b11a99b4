//! Whether something was made public in time: by word, icon and colour.

use model::{Day, project::Timeliness, view::DisclosureView};

use crate::{
    components::{
        books::away::away,
        icon::{Icon, icon},
    },
    format,
    i18n::{Texts, books::Books},
    markup::{Html, html},
};

const fn sign(state: Timeliness) -> Icon {
    match state {
        Timeliness::Due => Icon::Clock,
        Timeliness::OnTime => Icon::Check,
        Timeliness::Late => Icon::Bell,
        Timeliness::Overdue => Icon::Acute,
    }
}

/// The mark of a state.
pub(crate) fn timeliness(b: &Books, state: Timeliness) -> Html {
    html!(
        "<span class='timeliness' data-state='",
        state.code(),
        "'>",
        icon(sign(state)),
        (b.words.timeliness)(state),
        "</span>"
    )
}

/// How late or how early, where that says something.
fn distance(b: &Books, item: &DisclosureView, today: Day) -> Option<String> {
    let p = &b.projects;
    match item.state {
        Timeliness::OnTime => None,
        Timeliness::Late => Some((p.days_late)(item.days_late)),
        Timeliness::Overdue => Some((p.days_over)(item.days_late)),
        Timeliness::Due => Some((p.days_left)(format::days_between(today, item.due))),
    }
}

/// One thing that has to be made public.
pub(crate) fn disclosure(t: &Texts, b: &Books, item: &DisclosureView, today: Day) -> Html {
    let p = &b.projects;
    let duty = (b.words.duty)(item.duty);
    let duty = (duty != item.title).then(|| html!("<p class='quiet'>", duty, "</p>"));
    let published = item.published.map(|day| html!(" · ", (p.published_on)(&format::date(t.ui, day, today))));
    let read = item.url.as_ref().map(|url| html!("<p class='onward'>", away(url, p.read_it), "</p>"));
    html!(
        "<li class='disclosure' data-state='",
        item.state.code(),
        "'><p class='disclosure-state'>",
        timeliness(b, item.state),
        distance(b, item, today).map(|text| html!(" <span class='disclosure-days'>", text, "</span>")),
        "</p><h4>",
        item.title,
        "</h4>",
        duty,
        "<p class='quiet'>",
        (p.due_on)(&format::date(t.ui, item.due, today)),
        published,
        "</p>",
        read,
        "</li>"
    )
}

#[cfg(test)]
mod tests {
    use model::project::Duty;

    use super::*;
    use crate::i18n::{Locale, books::books};

    #[test]
    fn each_state_has_its_own_icon_and_says_how_far_off_it_is() {
        let zh = books(Locale::Zh);
        let today: Day = "2026-11-22".parse().unwrap();
        let mut signs = Vec::new();
        for (state, days_late, due, want) in [
            (Timeliness::Due, 0, "2026-11-30", Some("还有 8 天")),
            (Timeliness::OnTime, 0, "2026-08-31", None),
            (Timeliness::Late, 4, "2026-08-31", Some("迟 4 天")),
            (Timeliness::Overdue, 30, "2026-10-23", Some("已超过 30 天")),
        ] {
            let item = DisclosureView {
                duty: Duty::Emergency,
                title: String::new(),
                due: due.parse().unwrap(),
                published: None,
                url: None,
                state,
                days_late,
            };
            assert_eq!(distance(zh, &item, today).as_deref(), want, "{state:?}");
            assert!(!signs.contains(&sign(state)), "{state:?} has an icon of its own");
            signs.push(sign(state));
        }
    }
}
