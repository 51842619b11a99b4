//! Entries of the ledger in a list, as sentences that a person would say.

use leptos::prelude::*;
use model::{
    Day,
    view::{EntryKind, LedgerLine, LedgerLines},
};

use crate::{
    api::client::Fetch,
    components::{
        control::Button,
        facts::short_district,
        icon::{Icon, icon},
    },
    format::{self, amount},
    i18n::{
        Texts,
        books::{Books, use_books},
        use_texts,
    },
    markup::{Html, html},
    reactive::{dynamic, group},
    remote::Remote,
    routes::Route,
};

/// The field that says in the charity's words what an entry is.
pub(crate) const SUMMARY: &str = "summary";

/// What an entry says: its public summary, what happened to a wish and where, or else what it is and how many it sums up.
pub(crate) fn sentence(b: &Books, line: &LedgerLine) -> String {
    let opened = |name: &str| line.texts.iter().find(|text| text.name == name).map(|text| text.text.as_str());
    if let Some(text) = opened(SUMMARY) {
        return text.to_owned();
    }
    if let Some(step) = (b.words.step)(line.kind, short_district(opened("district").unwrap_or_default())) {
        return step;
    }
    let kind = (b.words.entry)(line.kind);
    match line.count.filter(|n| *n > 1) {
        Some(n) => (b.ledger.of_many)(kind, &format::number(n)),
        None => kind.to_owned(),
    }
}

/// How an entry hangs together with others.
fn relation(b: &Books, line: &LedgerLine) -> Html {
    let l = &b.ledger;
    let about = match line.kind {
        EntryKind::Refund | EntryKind::RefundPaid => l.gives_back,
        EntryKind::Erasure => l.erases,
        _ => l.corrects,
    };
    let of = line.of.map(|index| about(&index.to_string(), line.why.map(b.words.reason)));
    let later = if line.postings.is_empty() { l.erased_by } else { l.corrected_by };
    let by = line.corrected_by.iter().map(|index| later(&index.to_string()));
    of.into_iter().chain(by).map(|text| html!("<p class='line-note'>", text, "</p>")).collect()
}

/// The same with ways to those others.
pub(crate) fn related(b: &Books, line: &LedgerLine) -> Html {
    let ways = line.of.iter().chain(&line.corrected_by).map(|index| {
        let word = (b.ledger.entry_title)(&index.to_string());
        html!("<p class='onward'><a href='", Route::Entry(*index).href(), "'>", word, icon(Icon::Forward), "</a></p>")
    });
    html!(relation(b, line), ways.collect::<Html>())
}

/// One entry. Where it has its place in the log, the whole row leads to its page.
pub(crate) fn row(t: &Texts, b: &Books, line: &LedgerLine, today: Day, with_project: bool) -> Html {
    let l = &b.ledger;
    let sentence = sentence(b, line);
    let title = if let Some(index) = line.index {
        html!("<a href='", Route::Entry(index).href(), "'>", sentence, "</a>")
    } else {
        html!(sentence, " <span class='quiet'>", l.being_entered, "</span>")
    };
    let number = line.index.map(|index| html!(" · <span>", (l.number)(&index.to_string()), "</span>"));
    let project = line.project.filter(|_| with_project).map(|id| html!(" · <span>", id.to_string(), "</span>"));
    // Without a project at hand nobody gains or loses: it is how much was moved.
    let sum = if with_project { amount::yuan(line.fen) } else { amount::signed(line.fen) };
    let sum = (line.fen != 0).then(|| html!("<p class='line-sum'>", sum, "</p>"));
    html!(
        "<li class='line' data-kind='",
        line.kind.code(),
        "'><div class='line-said'><h3>",
        title,
        "</h3><p class='quiet'>",
        format::date(t.ui, line.day, today),
        " · ",
        (b.words.entry)(line.kind),
        line.line.as_ref().map(|code| html!(" ", code)),
        project,
        number,
        "</p>",
        relation(b, line),
        "</div>",
        sum,
        "</li>"
    )
}

/// A list of entries.
pub(crate) fn list(lines: &LedgerLines, today: Day, with_project: bool) -> Html {
    let (t, b) = (use_texts(), use_books());
    if lines.items.is_empty() && lines.next.is_none() {
        return html!("<p class='note'>", b.projects.lines_none, "</p>");
    }
    let rows = lines.items.iter().map(|line| row(t, b, line, today, with_project));
    html!("<p class='quiet unit'>", b.ledger.unit, "</p><ul class='lines'>", rows.collect::<Html>(), "</ul>")
}

/// The way to older entries, while there are any.
pub(crate) fn more(lines: Remote<LedgerLines>, next: Callback<String, Fetch<LedgerLines>>) -> AnyView {
    let (t, b) = (use_texts(), use_books());
    let growing = RwSignal::new(false);
    let grow = Callback::new(move |()| {
        let Some(known) = lines.value.get_untracked().filter(|_| !growing.get_untracked()) else { return };
        let Some(after) = known.next.clone() else { return };
        growing.set(true);
        lines.load(async move {
            let page = next.run(after).await;
            growing.try_set(false);
            page.map(|page| joined(known, page))
        });
    });
    let is_more = Memo::new(move |_| lines.value.with(|lines| lines.as_ref().is_some_and(|all| all.next.is_some())));
    let word = Signal::derive(move || if growing.get() { t.ui.loading } else { b.projects.lines_more }.to_owned());
    dynamic(move || if is_more.get() { group("end", vec![Button::quiet(word).press(grow)]) } else { ().into_any() })
}

/// A list and the page that follows it.
fn joined(mut known: LedgerLines, page: LedgerLines) -> LedgerLines {
    known.items.extend(page.items);
    LedgerLines { next: page.next, as_of: page.as_of.or(known.as_of), ..known }
}

#[cfg(test)]
mod tests {
    use model::view::{BookPosting, EntryReason, OpenText};

    use super::*;
    use crate::i18n::{Locale, books::books, texts};

    fn line() -> LedgerLine {
        LedgerLine {
            index: Some(7),
            day: "2026-11-03".parse().unwrap(),
            kind: EntryKind::Donation,
            project: Some("P-DEMO-01".parse().unwrap()),
            fen: 5000,
            line: None,
            count: None,
            postings: Vec::new(),
            texts: Vec::new(),
            of: None,
            why: None,
            corrected_by: Vec::new(),
        }
    }

    #[test]
    fn an_entry_speaks_for_itself_or_by_its_kind() {
        let zh = books(Locale::Zh);
        let text = OpenText { name: "summary".to_owned(), text: "第一批结算".to_owned() };
        assert_eq!(sentence(zh, &LedgerLine { texts: vec![text], ..line() }), "第一批结算");
        assert_eq!(sentence(zh, &LedgerLine { count: Some(1812), ..line() }), "捐赠收入，1,812 笔合计");
        assert_eq!(sentence(zh, &line()), "捐赠收入");
        let step = LedgerLine { kind: EntryKind::ClaimShipped, ..line() };
        assert_eq!(sentence(zh, &step), "认领人寄出了物品");
        let text = OpenText { name: "district".to_owned(), text: "示例市海棠区".to_owned() };
        assert_eq!(sentence(zh, &LedgerLine { texts: vec![text], ..step }), "海棠区：认领人寄出了物品");
    }

    #[test]
    fn a_row_leads_to_its_entry_and_names_what_it_corrects() {
        let (t, zh, today) = (texts(Locale::Zh), books(Locale::Zh), "2026-11-22".parse().unwrap());
        let bank = BookPosting { account: "assets:bank:main".to_owned(), fen: 5000, line: None };
        let line = LedgerLine {
            postings: vec![bank],
            of: Some(3),
            why: Some(EntryReason::WrongAmount),
            corrected_by: vec![9],
            ..line()
        };
        let html = row(t, zh, &line, today, true).into_string();
        for want in ["href='/ledger/7'", "对第 3 号的更正：金额有误", "后来由第 9 号更正", ">50.00", "P-DEMO-01"]
        {
            assert!(html.contains(want), "{want} in {html}");
        }
        assert!(
            row(t, zh, &line, today, false).into_string().contains("+50.00"),
            "in a project's own accounts it has a sign"
        );
        let refund = LedgerLine { kind: EntryKind::Refund, why: Some(EntryReason::DuplicatePayment), ..line.clone() };
        assert!(row(t, zh, &refund, today, true).into_string().contains("退还第 3 号收到的钱：重复支付"));
        let pending = row(t, zh, &LedgerLine { index: None, ..line }, today, false).into_string();
        assert!(pending.contains("正在入账") && !pending.contains("href"), "{pending}");
    }
}
