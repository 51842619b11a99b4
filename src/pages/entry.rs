//! One entry of the ledger: first what it says, then its bytes, its place and its proof.

use leptos::prelude::*;
use model::{
    Day, ProjectId,
    view::{EntryView, LedgerLine, OpenText},
};

use crate::{
    api,
    browser::clock,
    components::{
        books::{
            lines::{SUMMARY, related, sentence},
            world::world,
        },
        control::link_button,
        facts::fact,
        icon::{Icon, icon},
    },
    format::{self, amount},
    i18n::{
        Texts,
        books::{Books, use_books},
        use_texts,
    },
    markup::{Html, html, show},
    pages::heading,
    reactive::{dynamic, group},
    remote::Remote,
    routes::{LedgerQuery, Route, Tab},
};

/// An entry by its index.
pub(crate) fn page(index: u64) -> AnyView {
    let (t, b) = (use_texts(), use_books());
    let entry = Remote::<EntryView>::new();
    let load = Callback::new(move |()| entry.load(api::books::entry(index)));
    load.run(());
    let is_gone = Memo::new(move |_| entry.trouble.with(|error| error.as_ref().is_some_and(api::ApiError::is_final)));
    let back = html!(
        world(),
        "<p class='back'><a href='",
        Route::Ledger(LedgerQuery::default()).href(),
        "'>",
        icon(Icon::Back),
        "<span>",
        b.ledger.back,
        "</span></a></p>"
    );
    let content = dynamic(move || {
        if is_gone.get() {
            return show(gone(t, b));
        }
        let title = show(heading(t, &(b.ledger.entry_title)(&index.to_string())));
        group("entry", vec![title, entry.show(3, load, move |entry| found(t, b, index, entry))])
    });
    group("page", vec![show(back), content])
}

fn found(t: &Texts, b: &Books, index: u64, entry: &EntryView) -> Html {
    let (l, line) = (&b.ledger, &entry.line);
    let sum = (line.fen != 0)
        .then(|| html!("<p class='how-much'><b>", amount::yuan(line.fen), "</b> ", b.stats.yuan, "</p>"));
    html!(
        "<p class='lead'>",
        sentence(b, line),
        "</p>",
        sum,
        related(b, line),
        facts(t, b, line, clock::today()),
        flow(b, line),
        "<h2>",
        l.place,
        "</h2><dl class='facts'>",
        fact(l.which, (l.place_of)(&index.to_string(), &entry.as_of.size.to_string())),
        fact(l.root, &entry.as_of.root),
        "</dl><p class='actions'><a class='button' data-look='quiet' download href='/ledger/proof/",
        index.to_string(),
        ".tlog-proof'>",
        l.proof,
        "</a>",
        link_button(b.projects.to_verify, &Route::Verify.href(), "quiet"),
        "</p><p class='quiet'>",
        l.proof_note,
        "</p><h2>",
        l.bytes,
        "</h2><p class='quiet'>",
        l.bytes_note,
        "</p><pre class='leaf' tabindex='0'>",
        entry.leaf,
        "</pre>",
        neighbours(b, index, entry.as_of.size)
    )
}

fn facts(t: &Texts, b: &Books, line: &LedgerLine, today: Day) -> Html {
    let l = &b.ledger;
    let project = line.project.map(|id| {
        let away = html!("<a href='", Route::Project(id, Tab::Books(None)).href(), "'>", id.to_string(), "</a>");
        html!("<div class='fact'><dt>", l.project, "</dt><dd>", away, "</dd></div>")
    });
    html!(
        "<dl class='facts'>",
        fact(l.day, format::day(t.ui, line.day, today)),
        fact(l.kind, (b.words.entry)(line.kind)),
        project,
        line.line.as_ref().map(|code| fact(l.budget_line, code)),
        line.count.map(|n| fact(l.count, format::number(n))),
        line.texts.iter().filter(|text| text.name != SUMMARY).map(|text| opened(b, text)).collect::<Html>(),
        "</dl>"
    )
}

/// A field that anybody may read; a wish leads to its page.
fn opened(b: &Books, field: &OpenText) -> Html {
    let name = (b.words.field)(&field.name);
    match field.text.parse().ok().filter(|_| field.name == "wish") {
        Some(id) => {
            let away = html!("<a href='", Route::Wish(id).href(), "'>", field.text, "</a>");
            html!("<div class='fact'><dt>", name, "</dt><dd>", away, "</dd></div>")
        }
        None => fact(&name, &field.text),
    }
}

/// The account as a person would call it; as it stands in the leaf where nobody has a word for it. A project that is not
/// the one at hand has its name in the ledger.
pub(crate) fn account(b: &Books, at_hand: Option<ProjectId>, path: &str) -> String {
    let l = &b.ledger;
    let written = |name: &str| {
        let known = at_hand.filter(|id| id.as_str().eq_ignore_ascii_case(name));
        known.map_or_else(|| name.to_owned(), |id| id.to_string())
    };
    let parts: Vec<&str> = path.split(':').collect();
    match parts.as_slice() {
        ["assets", "bank", ..] => l.bank.to_owned(),
        ["assets", "psp", ..] => l.channel.to_owned(),
        ["net", "restricted", "project", id] => (l.restricted)(&written(id)),
        ["net", "unrestricted"] => l.unrestricted.to_owned(),
        ["expenses", "program", "project", id] => (l.program)(&written(id)),
        ["expenses", "fundraising_cost", "project", id] => (l.fundraising)(&written(id)),
        ["expenses", "management", "project", id] => (l.management)(&written(id)),
        ["expenses", "transfer", "project", id] => (l.passed_on)(&written(id)),
        ["expenses", "fee", ..] => l.fee.to_owned(),
        ["expenses", "admin", ..] => l.admin.to_owned(),
        ["liabilities", "refund", ..] => l.refund_owed.to_owned(),
        _ => path.to_owned(),
    }
}

/// From which account to which the money went.
fn flow(b: &Books, line: &LedgerLine) -> Html {
    let l = &b.ledger;
    if line.postings.is_empty() {
        return Html::default();
    }
    let rows = line.postings.iter().map(|posting| {
        html!(
            "<tr><th scope='row'>",
            account(b, line.project, &posting.account),
            "<span class='quiet'>",
            posting.account,
            posting.line.as_ref().map(|code| html!(" · ", code)),
            "</span></th><td>",
            amount::signed(posting.fen),
            "</td></tr>"
        )
    });
    html!(
        "<h2>",
        l.flow,
        "</h2><div class='table' role='region' tabindex='0' aria-label='",
        l.flow,
        "'><table><thead><tr><th scope='col'>",
        l.account,
        "</th><th scope='col'>",
        l.debit,
        "</th></tr></thead><tbody>",
        rows.collect::<Html>(),
        "</tbody></table></div><p class='quiet'>",
        l.flow_note,
        "</p>"
    )
}

/// The ways to the entries before and after.
fn neighbours(b: &Books, index: u64, size: u64) -> Html {
    let l = &b.ledger;
    let earlier = index.checked_sub(1).map(|other| link_button(l.earlier, &Route::Entry(other).href(), "quiet"));
    let later = Some(index + 1).filter(|other| *other < size);
    let later = later.map(|other| link_button(l.later, &Route::Entry(other).href(), "quiet"));
    html!("<p class='actions'>", earlier, later, "</p>")
}

fn gone(t: &Texts, b: &Books) -> Html {
    html!(
        "<div class='empty'>",
        heading(t, b.ledger.entry_gone),
        "<p>",
        b.ledger.entry_gone_text,
        "</p><p class='actions'>",
        link_button(b.ledger.back, &Route::Ledger(LedgerQuery::default()).href(), "main"),
        "</p></div>"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::{Locale, books::books};

    #[test]
    fn accounts_have_names_that_people_use() {
        let zh = books(Locale::Zh);
        for (path, want) in [
            ("assets:bank:main", "银行账户"),
            ("net:restricted:project:p-demo-01", "项目 p-demo-01 的专款"),
            ("expenses:program:project:p-demo-01", "项目 p-demo-01 的支出"),
            ("expenses:fundraising_cost:project:p-demo-01", "项目 p-demo-01 的募捐成本"),
            ("expenses:management:project:p-demo-01", "项目 p-demo-01 的管理费用"),
            ("expenses:transfer:project:p-demo-01", "项目 p-demo-01 转给其他组织"),
            ("net:somewhere:else", "net:somewhere:else"),
        ] {
            assert_eq!(account(zh, None, path), want);
        }
        let id = "P-Demo-01".parse().ok();
        assert_eq!(account(zh, id, "net:restricted:project:p-demo-01"), "项目 P-Demo-01 的专款");
        assert_eq!(account(zh, id, "net:restricted:project:p-demo-02"), "项目 p-demo-02 的专款");
    }
}
