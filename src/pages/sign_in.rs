//! Signing in by a code to the phone, with its notice and consent. A part of several pages.

use leptos::{prelude::*, task::spawn_local};
use model::command::{NOTICE_VERSION, RequestCode, SignIn};

use crate::{
    api::{self, ApiError},
    browser::{clock, net, page},
    components::{choice::tick, trouble::complaint},
    i18n::use_texts,
    routes::Route,
    session::use_session,
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

/// Phone number, consent, code. Signs the session in and then calls `on_done`.
#[component]
pub(crate) fn SignInForm(on_done: Callback<()>) -> impl IntoView {
    let t = use_texts();
    let session = use_session();
    let phone = RwSignal::new(String::new());
    let agreed = RwSignal::new(false);
    let sent = RwSignal::new(None::<Sent>);
    let (busy, error) = (RwSignal::new(false), RwSignal::new(None::<ApiError>));
    let problem = RwSignal::new(None::<&'static str>);
    let ask_code = Callback::new(move |()| {
        if busy.get_untracked() {
            return;
        }
        let digits = phone.with_untracked(|text| phone_digits(text));
        problem.set(match (&digits, agreed.get_untracked()) {
            (None, _) => Some((t.problems.code)(model::ProblemCode::BadPhone)),
            (_, false) => Some((t.problems.code)(model::ProblemCode::ConsentNeeded)),
            _ => None,
        });
        let Some(phone) = digits.filter(|_| problem.get_untracked().is_none()) else { return };
        busy.set(true);
        error.set(None);
        spawn_local(async move {
            let answer = api::request_code(&RequestCode { phone: phone.clone(), notice: NOTICE_VERSION }).await;
            busy.try_set(false);
            match answer {
                Ok(code) => {
                    let again_at = clock::now().plus_seconds(code.resend_after.into());
                    sent.try_set(Some(Sent { phone, demo_code: code.demo_code, again_at }));
                    request_animation_frame(|| page::show("#code"));
                }
                Err(refusal) => {
                    error.try_set(Some(refusal));
                }
            }
        });
    });
    let verify = Callback::new(move |code: String| {
        let Some(sent) = sent.get_untracked() else { return };
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        error.set(None);
        spawn_local(async move {
            let answer = api::sign_in(&SignIn { phone: sent.phone, code }).await;
            busy.try_set(false);
            match answer {
                Ok(me) => {
                    session.sign(me);
                    on_done.try_run(());
                }
                Err(refusal) => {
                    error.try_set(Some(refusal));
                }
            }
        });
    });
    let form = move || match sent.get() {
        None => phone_form(phone, agreed, busy, problem, ask_code),
        Some(code) => view! { <CodeForm sent=code busy on_code=verify on_again=ask_code on_other=Callback::new(move |()| sent.set(None)) /> }.into_any(),
    };

    view! {
        <div class="sign-in">
            <h2>{t.claim.sign_in}</h2>
            <p>{t.claim.sign_in_why}</p>
            {form}
            {complaint(error)}
        </div>
    }
    .into_any()
}

fn phone_form(
    phone: RwSignal<String>,
    agreed: RwSignal<bool>,
    busy: RwSignal<bool>,
    problem: RwSignal<Option<&'static str>>,
    on_go: Callback<()>,
) -> AnyView {
    let t = use_texts();
    let notice = t.claim.notice_text.into_iter().map(|line| view! { <li>{line}</li> });
    view! {
        <form novalidate=true on:submit=move |event| { event.prevent_default(); on_go.run(()); }>
            <div class="field">
                <label for="phone">{t.claim.phone}</label>
                <input id="phone" type="tel" inputmode="tel" autocomplete="tel-national" maxlength="20" prop:value=move || phone.get() on:input:target=move |event| phone.set(event.target().value()) />
            </div>
            <div class="notice">
                <h3>{t.claim.notice}</h3>
                <ul>{notice.collect::<Vec<_>>()}</ul>
                <p><a href=Route::Privacy.href() target="_blank">{t.claim.notice_more}</a></p>
            </div>
            {tick("agree", t.claim.agree, None, agreed)}
            <div role="alert">{move || problem.get().map(|text| view! { <p class="complaint">{text}</p> })}</div>
            <button type="submit" class="button" data-size="large" aria-busy=move || busy.get().to_string() disabled=move || !net::is_online()>
                {t.claim.get_code}
            </button>
        </form>
    }
    .into_any()
}

/// The six digits.
#[component]
fn CodeForm(
    sent: Sent,
    busy: RwSignal<bool>,
    on_code: Callback<String>,
    on_again: Callback<()>,
    on_other: Callback<()>,
) -> impl IntoView {
    let t = use_texts();
    let code = RwSignal::new(String::new());
    let now = clock::every_second();
    let again_at = sent.again_at;
    let wait = Memo::new(move |_| u32::try_from((again_at.get() - now.get().get() + 999) / 1000).unwrap_or_default());
    let go = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        on_code.run(code.with_untracked(|text| text.chars().filter(char::is_ascii_digit).collect()));
    };
    let demo = sent.demo_code.clone().map(|code| view! { <p class="note">{(t.claim.demo_code)(&code)}</p> });

    view! {
        <form novalidate=true on:submit=go>
            <p role="status">{(t.claim.code_sent)(&masked(&sent.phone))}</p>
            {demo}
            <div class="field">
                <label for="code">{t.claim.code}</label>
                <input id="code" class="code" type="text" inputmode="numeric" autocomplete="one-time-code" maxlength="8" prop:value=move || code.get() on:input:target=move |event| code.set(event.target().value()) />
            </div>
            <button type="submit" class="button" data-size="large" aria-busy=move || busy.get().to_string() disabled=move || !net::is_online()>
                {t.claim.verify}
            </button>
            <p class="actions">
                <button type="button" class="button" data-kind="quiet" disabled=move || wait.get() != 0 on:click=move |_| on_again.run(())>
                    {move || match wait.get() { 0 => t.claim.resend.to_owned(), n => (t.claim.resend_in)(n) }}
                </button>
                <button type="button" class="button" data-kind="quiet" on:click=move |_| on_other.run(())>
                    {t.claim.other_phone}
                </button>
            </p>
        </form>
    }
    .into_any()
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
