//! The form of a gift: blank, nothing ticked, and sent once however often it is sent.

#![expect(
    clippy::large_types_passed_by_value,
    reason = "the signals of the form are copied into its handlers; they are large on wasm32 too"
)]

use leptos::prelude::*;
use model::{
    Fen, ProblemCode, ProjectId,
    command::{MOST_DONATION, NOTICE_VERSION, NewDonation, WantedInvoice},
    donation::ShownAs,
    project::DonationMode,
    view::{Channel, DonationView},
};

use crate::{
    api,
    components::{
        control::{self, Button, Field, actions, link_button, radios, tick},
        trouble::{complain, complaint},
    },
    format::typed::{self, Typo},
    given::{self, Form},
    i18n::books::{Books, use_books},
    markup::{Html, announce, html, live, show},
    pages::sign_in::sign_in,
    reactive::{dynamic, group},
    router::{Router, use_router},
    routes::Route,
    sending::Sending,
    session::{Session, Who, use_session},
};

/// What the form holds.
#[expect(clippy::struct_excessive_bools, reason = "a form has as many boxes to tick")]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Filled {
    amount: String,
    is_named: bool,
    name: String,
    wants_invoice: bool,
    title: String,
    tax_number: String,
    agreement: bool,
    adult: bool,
    agreed: bool,
    /// Which way to pay, where there are several to choose from.
    channel: Option<String>,
}

/// What is missing in the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Missing {
    Amount(Typo),
    Name,
    Title,
    TaxNumber,
    Channel,
    Adult,
    Notice,
}

/// What is sent; the server looks again.
fn order(filled: &Filled) -> Result<NewDonation, Missing> {
    let amount = typed::fen(&filled.amount, Fen::new(MOST_DONATION).unwrap_or_default()).map_err(Missing::Amount)?;
    let text = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    let name = if filled.is_named { Some(text(&filled.name).ok_or(Missing::Name)?) } else { None };
    let invoice = if filled.wants_invoice {
        let tax_number = text(&filled.tax_number).map(|number| number.to_ascii_uppercase());
        let is_number =
            |text: &String| (15..=20).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if !tax_number.as_ref().is_none_or(is_number) {
            return Err(Missing::TaxNumber);
        }
        Some(WantedInvoice { title: text(&filled.title).ok_or(Missing::Title)?, tax_number })
    } else {
        None
    };
    if filled.channel.as_ref().is_some_and(String::is_empty) {
        return Err(Missing::Channel);
    }
    if !filled.adult {
        return Err(Missing::Adult);
    }
    if !filled.agreed {
        return Err(Missing::Notice);
    }
    let shown_as = if name.is_some() { ShownAs::Named } else { ShownAs::Anonymous };
    let agreement = filled.agreement;
    let channel = filled.channel.clone();
    Ok(NewDonation { amount, adult: true, notice: NOTICE_VERSION, shown_as, name, invoice, agreement, channel })
}

fn sentence(b: &Books, missing: Missing) -> &'static str {
    let g = &b.gifts;
    match missing {
        Missing::Amount(typo) => (g.typo)(typo),
        Missing::Name => g.name_missing,
        Missing::Title => g.invoice_missing,
        Missing::Channel => g.channel_missing,
        Missing::TaxNumber => g.tax_wrong,
        Missing::Adult => g.adult_missing,
        Missing::Notice => g.agree_missing,
    }
}

/// The signals of the form.
#[derive(Clone, Copy)]
struct Giving {
    project: ProjectId,
    router: Router,
    amount: RwSignal<String>,
    shown_as: RwSignal<String>,
    name: RwSignal<String>,
    wants_invoice: RwSignal<bool>,
    title: RwSignal<String>,
    tax_number: RwSignal<String>,
    agreement: RwSignal<bool>,
    adult: RwSignal<bool>,
    agreed: RwSignal<bool>,
    /// The way to pay; nothing is chosen beforehand. `None` where there is nothing to choose.
    channel: Option<RwSignal<String>>,
    missing: RwSignal<Option<Missing>>,
    /// The form as this browser remembers it.
    form: RwSignal<Form>,
    /// The server has seen this form with other contents.
    is_twice: RwSignal<bool>,
    /// It was sent by somebody who had signed in, and nobody has.
    is_away: RwSignal<bool>,
    session: Session,
    sending: Sending,
}

impl Giving {
    fn new(project: ProjectId, is_choice: bool) -> Self {
        Self {
            project,
            router: use_router(),
            amount: RwSignal::new(String::new()),
            shown_as: RwSignal::new(ShownAs::Anonymous.code().to_owned()),
            name: RwSignal::new(String::new()),
            wants_invoice: RwSignal::new(false),
            title: RwSignal::new(String::new()),
            tax_number: RwSignal::new(String::new()),
            agreement: RwSignal::new(false),
            adult: RwSignal::new(false),
            agreed: RwSignal::new(false),
            channel: is_choice.then(|| RwSignal::new(String::new())),
            missing: RwSignal::new(None),
            form: RwSignal::new(given::form(project)),
            is_twice: RwSignal::new(false),
            is_away: RwSignal::new(false),
            session: use_session(),
            sending: Sending::new(),
        }
    }

    fn is_named(self) -> bool {
        self.shown_as.get() == ShownAs::Named.code()
    }

    fn filled(self) -> Filled {
        Filled {
            amount: self.amount.get_untracked(),
            is_named: self.shown_as.get_untracked() == ShownAs::Named.code(),
            name: self.name.get_untracked(),
            wants_invoice: self.wants_invoice.get_untracked(),
            title: self.title.get_untracked(),
            tax_number: self.tax_number.get_untracked(),
            agreement: self.agreement.get_untracked(),
            adult: self.adult.get_untracked(),
            agreed: self.agreed.get_untracked(),
            channel: self.channel.map(|channel| channel.get_untracked()),
        }
    }

    fn send(self) {
        let order = order(&self.filled());
        self.missing.set(order.as_ref().err().copied());
        self.is_twice.set(false);
        self.is_away.set(false);
        let Ok(order) = order else { return };
        // Another tab may have sent it meanwhile.
        let form = given::still(self.project, self.form.get_untracked());
        self.form.set(form.clone());
        let answer = api::gifts::give(self.project, &order, &form.key);
        self.sending.settle(answer, move |answer| match answer {
            Ok(gift) => {
                self.go_on(&gift, &form.key);
                None
            }
            Err(error) if error.code() == Some(ProblemCode::KeyReused) => {
                self.is_twice.try_set(true);
                None
            }
            Err(error) if error.code() == Some(ProblemCode::SignInNeeded) => {
                self.session.leave();
                self.is_away.try_set(true);
                None
            }
            Err(error) => Some(error),
        });
    }

    fn go_on(self, gift: &DonationView, key: &str) {
        given::remember(gift, Some(key));
        self.router.go(&Route::Gift(gift.id));
    }

    /// As filled in now, beside whatever was sent before.
    fn anew(self) {
        self.form.set(given::fresh(self.project));
        self.send();
    }
}

/// The form of this project.
pub(super) fn form(project: ProjectId, mode: DonationMode, channels: Vec<Channel>) -> AnyView {
    let b = use_books();
    let g = &b.gifts;
    let it = Giving::new(project, channels.len() > 1);
    let amount = Field {
        id: "amount",
        label: g.amount.to_owned(),
        note: g.amount_note,
        inputmode: "decimal",
        most: 20,
        ..Field::default()
    };
    let shown = vec![
        (ShownAs::Anonymous.code().to_owned(), g.anonymous.to_owned()),
        (ShownAs::Named.code().to_owned(), g.named.to_owned()),
    ];
    let go = match mode {
        DonationMode::Demo => g.go_demo,
        DonationMode::OwnSite => g.go_own_site,
        DonationMode::Handoff => g.go_handoff,
    };
    let ways = it.channel.map_or_else(
        || ().into_any(),
        |channel| {
            let choices = channels.into_iter().map(|one| (one.name, one.title)).collect();
            radios("channel", g.channel, choices, channel)
        },
    );
    let parts = vec![
        show(html!("<h2>", g.form, "</h2>")),
        earlier(b, it),
        amount.hold(it.amount),
        radios("shown-as", g.shown, shown, it.shown_as),
        dynamic(move || if it.is_named() { name(b, it) } else { ().into_any() }),
        tick("invoice", g.invoice, None, it.wants_invoice),
        dynamic(move || if it.wants_invoice.get() { invoice(b, it) } else { ().into_any() }),
        ways,
        person(b, it),
        show(notice(b)),
        tick("adult", g.adult, None, it.adult),
        // The form of signing in, which may stand below, has a box of that name.
        tick("give-agree", g.agree, None, it.agreed),
        complain(move || it.missing.get().map(|missing| sentence(b, missing).to_owned())),
        complaint(it.sending.error),
        Button::large(go).busy(it.sending.busy).online().submit(),
        dynamic(move || if it.is_twice.get() { twice(b, it) } else { ().into_any() }),
    ];
    let form = control::form("donate-form", parts, Callback::new(move |()| it.send()));
    group("", vec![form, dynamic(move || if it.is_away.get() { away(b, it) } else { ().into_any() })])
}

/// The form was sent by somebody who had signed in: they come back to it, or somebody else gives.
fn away(b: &'static Books, it: Giving) -> AnyView {
    let g = &b.gifts;
    let said = announce("alert", move || html!("<p class='note'>", g.away, "</p>"));
    let back = sign_in(Callback::new(move |()| it.send()));
    let anew = Button::quiet(g.twice_new).press(Callback::new(move |()| it.anew()));
    group("", vec![said, back, actions(vec![anew])])
}

/// The way to a gift that was begun and not paid.
fn earlier(b: &'static Books, it: Giving) -> AnyView {
    live(move || match it.form.with(|form| form.donation) {
        Some(id) => html!(
            "<p class='note'>",
            b.gifts.earlier,
            " <a href='",
            Route::Gift(id).href(),
            "'>",
            b.gifts.earlier_see,
            "</a></p>"
        ),
        None => Html::default(),
    })
}

fn name(b: &Books, it: Giving) -> AnyView {
    let g = &b.gifts;
    Field {
        id: "name",
        label: g.name.to_owned(),
        note: g.name_note,
        autocomplete: "name",
        most: 20,
        ..Field::default()
    }
    .hold(it.name)
}

fn invoice(b: &Books, it: Giving) -> AnyView {
    let (g, t) = (&b.gifts, crate::i18n::use_texts());
    let title = Field { id: "invoice-title", label: g.invoice_title.to_owned(), most: 60, ..Field::default() };
    let label = format!("{}{}", g.invoice_tax, t.common.optional);
    let tax = Field { id: "tax-number", label, note: g.invoice_tax_note, most: 20, ..Field::default() };
    group("", vec![title.hold(it.title), tax.hold(it.tax_number)])
}

/// Who gives: somebody who has signed in can be called about an agreement.
fn person(b: &'static Books, it: Giving) -> AnyView {
    let (g, session) = (&b.gifts, use_session());
    let is_signed = Memo::new(move |_| session.who.with(Who::is_known) == Some(true));
    let said = live(move || {
        session.who.with(|who| {
            let said = who.me().map_or_else(|| g.unsigned.to_owned(), |me| (g.signed)(&me.phone));
            html!("<p class='quiet'>", said, "</p>")
        })
    });
    let agreement = dynamic(move || {
        let ask = || tick("agreement", g.agreement, Some(g.agreement_note), it.agreement);
        if is_signed.get() { ask() } else { ().into_any() }
    });
    group("", vec![agreement, said])
}

fn notice(b: &Books) -> Html {
    let g = &b.gifts;
    let lines = g.notice_lines.map(|line| html!("<li>", line, "</li>"));
    html!(
        "<div class='notice'><h3>",
        g.notice,
        "</h3><ul>",
        lines.into_iter().collect::<Html>(),
        "</ul><p><a target='_blank' href='",
        Route::Privacy.href(),
        "'>",
        g.notice_more,
        "</a></p></div>"
    )
}

/// What can be done where the form was sent before with other contents.
fn twice(b: &'static Books, it: Giving) -> AnyView {
    let g = &b.gifts;
    let see = it
        .form
        .with_untracked(|form| form.donation)
        .map(|id| link_button(g.earlier_see, &Route::Gift(id).href(), "main"));
    let said = announce("alert", move || html!("<p class='note'>", g.twice, "</p>"));
    let anew = Button::quiet(g.twice_new).press(Callback::new(move |()| it.anew()));
    group("", vec![said, actions(vec![show(html!(see)), anew])])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::{Locale, books::books};

    fn whole() -> Filled {
        Filled { amount: "52.5".to_owned(), adult: true, agreed: true, ..Filled::default() }
    }

    #[test]
    fn a_gift_is_anonymous_and_without_an_invoice_unless_asked_otherwise() {
        let sent = order(&Filled { name: "王小明".to_owned(), title: "x".to_owned(), ..whole() }).unwrap();
        assert_eq!((sent.amount.get(), sent.shown_as, sent.name, sent.invoice), (5250, ShownAs::Anonymous, None, None));
        let named = order(&Filled { is_named: true, name: " 王小明 ".to_owned(), ..whole() }).unwrap();
        assert_eq!((named.shown_as, named.name.as_deref()), (ShownAs::Named, Some("王小明")));
        let tax_number = "91330200ma2xxxxx00".to_owned();
        let invoice = Filled { wants_invoice: true, title: " 某公司 ".to_owned(), tax_number, ..whole() };
        let want = WantedInvoice { title: "某公司".to_owned(), tax_number: Some("91330200MA2XXXXX00".to_owned()) };
        assert_eq!(order(&invoice).unwrap().invoice, Some(want));
    }

    #[test]
    fn whatever_is_missing_is_said_in_both_languages() {
        for (filled, want) in [
            (Filled { amount: String::new(), ..whole() }, Missing::Amount(Typo::Empty)),
            (Filled { is_named: true, ..whole() }, Missing::Name),
            (Filled { wants_invoice: true, ..whole() }, Missing::Title),
            (
                Filled { wants_invoice: true, title: "x".to_owned(), tax_number: "12".to_owned(), ..whole() },
                Missing::TaxNumber,
            ),
            (Filled { channel: Some(String::new()), ..whole() }, Missing::Channel),
            (Filled { adult: false, ..whole() }, Missing::Adult),
            (Filled { agreed: false, ..whole() }, Missing::Notice),
            (Filled::default(), Missing::Amount(Typo::Empty)),
        ] {
            assert_eq!(order(&filled), Err(want), "{filled:?}");
            for locale in [Locale::Zh, Locale::En] {
                assert!(sentence(books(locale), want).chars().count() > 4, "{want:?}");
            }
        }
    }
}
