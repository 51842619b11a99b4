//! The notice block of Charity Law article 25: organisation, certificate, plan, contact, how to check.

use model::{
    Day,
    view::{Filing, Notice},
};

use crate::{
    components::{books::away::away, facts::fact},
    format,
    i18n::{Texts, books::Books},
    markup::{Html, html},
};

/// The block; it stands on every page that speaks of giving.
pub(crate) fn notice(t: &Texts, b: &Books, notice: &Notice, today: Day) -> Html {
    let p = &b.projects;
    let organisation = &notice.organisation;
    let certificate = organisation.certificate.as_deref().unwrap_or(p.no_certificate);
    let filing = match &notice.filing {
        Some(filing) => filed(t, b, filing, today),
        None => fact(p.filing, p.no_filing),
    };
    html!(
        "<section class='card notice-block'><h2>",
        p.notice,
        "</h2><dl class='facts'>",
        fact(p.organisation, &organisation.name),
        fact(p.certificate, certificate),
        filing,
        fact(p.contact, &organisation.contact),
        fact(p.office, &organisation.office),
        fact(p.registrar, &organisation.registrar),
        fact(p.uscc, &organisation.uscc),
        "</dl>",
        check(b, notice),
        "</section>"
    )
}

/// The filing; a number that is not real says so itself.
fn filed(t: &Texts, b: &Books, filing: &Filing, today: Day) -> Html {
    let p = &b.projects;
    let remark = filing.remark.as_ref().filter(|_| !filing.is_real);
    html!(
        "<div class='fact'><dt>",
        p.filing,
        "</dt><dd>",
        filing.number,
        " <span class='quiet'>",
        (p.filed_on)(&format::date(t.ui, filing.filed_on, today)),
        "</span>",
        remark.map(|text| html!("<span class='sample'>", text, "</span>")),
        "</dd></div>"
    )
}

fn check(b: &Books, notice: &Notice) -> Html {
    let p = &b.projects;
    let national = notice.filing.as_ref().map(|filing| away(&filing.verify_url, p.check_link));
    html!(
        "<div class='check'><h3>",
        p.check,
        "</h3><p>",
        p.check_text,
        national,
        "</p><p>",
        away(&notice.organisation.info_url, p.info_link),
        "</p></div>"
    )
}
