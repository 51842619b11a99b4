//! Signing in by a code to the phone, with its notice and consent. A part of several pages.

use leptos::prelude::*;
use model::{
    ProblemCode,
    command::{NOTICE_VERSION, RequestCode, SignIn},
};

use crate::{
    api,
    browser::{clock, page},
    components::{
        control::{Button, Field, actions, form, tick},
        trouble::{complain, complaint},
    },
    i18n::{Texts, use_texts},
    markup::{Html, announce, html, show},
    reactive::{dynamic, group},
    routes::Route,
    sending::Sending,
    session::{Session, use_session},
};

/// The digits of a mobile number of mainland China, or `None`; the server looks again.
fn phone_digits(text: &str) -> Option<String> {
    let kept: String = text.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
    let digits = kept.strip_prefix("+86").unwrap_or(&kept);
    let is_mobile = digits.len() == 11 && digits.starts_with('1') && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_mobile.then(|| digits.to_owned())
}

/// A number with its middle hidden, for whoever looks over the shoulder.
fn masked(digits: &str) -> String {
    match (digits.get(..3), digits.get(7..)) {
        (Some(head), Some(tail)) => format!("{head}****{tail}"),
        _ => digits.to_owned(),
    }
}

/// A code that has been sent.
#[derive(Clone, PartialEq)]
struct Sent {
    phone: String,
    demo_code: Option<String>,
    again_at: model::Millis,
}

/// What the two forms share.
#[derive(Clone, Copy)]
struct SigningIn {
    session: Session,
    phone: RwSignal<String>,
    code: RwSignal<String>,
    agreed: RwSignal<bool>,
    sent: RwSignal<Option<Sent>>,
    sending: Sending,
    missing: RwSignal<Option<ProblemCode>>,
    on_done: Callback<()>,
}

/// Phone number, consent, code. Signs the session in and then calls `on_done`.
pub(crate) fn sign_in(on_done: Callback<()>) -> AnyView {
    let t = use_texts();
    let it = SigningIn {
        session: use_session(),
        phone: RwSignal::new(String::new()),
        code: RwSignal::new(String::new()),
        agreed: RwSignal::new(false),
        sent: RwSignal::new(None),
        sending: Sending::new(),
        missing: RwSignal::new(None),
        on_done,
    };
    let title = html!("<h2>", t.claim.sign_in, "</h2><p>", t.claim.sign_in_why, "</p>");
    let forms = move || match it.sent.get() {
        None => it.phone_form(t),
        Some(sent) => it.code_form(t, &sent),
    };
    group("sign-in", vec![show(title), dynamic(forms), complaint(it.sending.error)])
}

impl SigningIn {
    /// Asks for a code, when the number can be one and the notice was agreed to.
    fn ask(self) {
        let digits = self.phone.with_untracked(|text| phone_digits(text));
        let missing = match (&digits, self.agreed.get_untracked()) {
            (None, _) => Some(ProblemCode::BadPhone),
            (_, false) => Some(ProblemCode::ConsentNeeded),
            _ => None,
        };
        self.missing.set(missing);
        let Some(phone) = digits.filter(|_| missing.is_none()) else { return };
        let answer = api::request_code(RequestCode { phone: phone.clone(), notice: NOTICE_VERSION, proof: None });
        self.sending.send(answer, move |code| {
            let again_at = clock::now().plus_seconds(code.resend_after.into());
            self.code.try_set(String::new());
            self.sent.try_set(Some(Sent { phone, demo_code: code.demo_code, again_at }));
            request_animation_frame(|| page::show("#code"));
        });
    }

    /// Signs in with the code.
    fn verify(self) {
        let Some(sent) = self.sent.get_untracked() else { return };
        let code = self.code.with_untracked(|text| text.chars().filter(char::is_ascii_digit).collect());
        self.sending.send(api::sign_in(&SignIn { phone: sent.phone, code }), move |me| {
            self.session.sign(me);
            self.on_done.try_run(());
        });
    }

    fn phone_form(self, t: &'static Texts) -> AnyView {
        let lines = t.claim.notice_text.map(|line| html!("<li>", line, "</li>"));
        let notice = html!(
            "<div class='notice'><h3>",
            t.claim.notice,
            "</h3><ul>",
            lines.into_iter().collect::<Html>(),
            "</ul><p><a target='_blank' href='",
            Route::Privacy.href(),
            "'>",
            t.claim.notice_more,
            "</a></p></div>"
        );
        let label = t.claim.phone.to_owned();
        let field = Field {
            id: "phone",
            label,
            kind: "tel",
            autocomplete: "tel-national",
            inputmode: "tel",
            most: 20,
            ..Field::default()
        };
        let missing = self.missing;
        form(
            "phone",
            vec![
                field.hold(self.phone),
                show(notice),
                tick("agree", t.claim.agree, None, self.agreed),
                complain(move || missing.get().map(|code| (t.problems.code)(code).to_owned())),
                Button::large(t.claim.get_code).busy(self.sending.busy).online().submit(),
            ],
            Callback::new(move |()| self.ask()),
        )
    }

    fn code_form(self, t: &'static Texts, sent: &Sent) -> AnyView {
        let now = clock::every_second();
        let again_at = sent.again_at;
        let wait =
            Memo::new(move |_| u32::try_from((again_at.get() - now.get().get() + 999) / 1000).unwrap_or_default());
        let again = Signal::derive(move || match wait.get() {
            0 => t.claim.resend.to_owned(),
            n => (t.claim.resend_in)(n),
        });
        let demo = sent.demo_code.as_ref().map(|code| html!("<p class='note'>", (t.claim.demo_code)(code), "</p>"));
        let text = html!("<p>", (t.claim.code_sent)(&masked(&sent.phone)), "</p>", demo);
        let label = t.claim.code.to_owned();
        let field = Field {
            id: "code",
            label,
            autocomplete: "one-time-code",
            inputmode: "numeric",
            most: 8,
            ..Field::default()
        };
        let other = Callback::new(move |()| self.sent.set(None));
        form(
            "code",
            vec![
                announce("status", move || text.clone()),
                field.hold(self.code),
                Button::large(t.claim.verify).busy(self.sending.busy).online().submit(),
                actions(vec![
                    Button::quiet(again)
                        .off(Signal::derive(move || wait.get() != 0))
                        .press(Callback::new(move |()| self.ask())),
                    Button::quiet(t.claim.other_phone).press(other),
                ]),
            ],
            Callback::new(move |()| self.verify()),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mobile_numbers_are_read_as_people_write_them() {
        for (text, want) in [
            ("13800138000", Some("13800138000")),
            (" 138 0013-8000 ", Some("13800138000")),
            ("+86 138 0013 8000", Some("13800138000")),
            ("1380013800", None),
            ("138001380000", None),
            ("23800138000", None),
            ("1380013800a", None),
            ("", None),
        ] {
            assert_eq!(phone_digits(text).as_deref(), want, "{text}");
        }
    }

    #[test]
    fn the_middle_of_a_number_stays_hidden() {
        assert_eq!(masked("13800138000"), "138****8000");
        assert_eq!(masked("1"), "1");
    }
}
