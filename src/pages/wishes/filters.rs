//! Search and filters. Each change is an address of its own, so Back undoes it.

use leptos::{prelude::*, task::spawn_local};
use model::{Kind, ServiceClass, Shan, Urgency};

use crate::{
    api,
    components::{
        choice::{Choice, Select},
        facts::short_district,
        icon::{Icon, icon},
    },
    i18n::{Texts, use_texts},
    router::use_router,
    routes::{Route, WishQuery},
};

/// The word for people of a filter that is set.
fn word(t: &Texts, key: &str, value: &str) -> String {
    let known = match key {
        "shan" => Shan::from_code(value).map(t.words.shan),
        "class" => ServiceClass::from_code(value).map(t.words.class),
        "kind" => Kind::from_code(value).map(t.words.kind),
        "urgency" => Urgency::from_code(value).map(t.words.urgency),
        "district" => Some(short_district(value)),
        _ => None,
    };
    known.unwrap_or(value).to_owned()
}

fn choices<W>(all: &[W], code: fn(W) -> &'static str, word: fn(W) -> &'static str) -> Vec<Choice>
where
    W: Copy,
{
    all.iter().map(|one| (code(*one).to_owned(), word(*one).to_owned())).collect()
}

/// The search box, the filters, and what is set now.
#[component]
pub(crate) fn Filters(query: Signal<WishQuery>) -> impl IntoView {
    let t = use_texts();
    let router = use_router();
    let districts = RwSignal::new(Vec::<String>::new());
    let text = RwSignal::new(String::new());
    let is_open = RwSignal::new(false);
    Effect::new(move |_| text.set(query.with(|query| query.get("q"))));
    Effect::new(move |_| {
        if is_open.get() && districts.with_untracked(Vec::is_empty) {
            spawn_local(async move {
                if let Ok(home) = api::home().await {
                    districts.try_set(home.districts);
                }
            });
        }
    });
    let set = move |key: &'static str, value: String| {
        router.go(&Route::Wishes(query.with_untracked(|query| query.with(key, &value))));
    };
    let select = move |key: &'static str, label: &'static str, choices: Signal<Vec<Choice>>| {
        let value = Signal::derive(move || query.with(|query| query.get(key)));
        let on_choice = Callback::new(move |value| set(key, value));
        view! { <Select name=key label none=t.wishes.any choices value on_choice /> }.into_any()
    };
    let fixed = move |key, label, choices: Vec<Choice>| select(key, label, Signal::stored(choices));
    // A district that the address names stays choosable, whether or not the server still has it.
    let district_choices = Signal::derive(move || {
        let mut names = districts.get();
        names.extend(query.with(|query| query.district.clone()).filter(|name| !districts.with(|all| all.contains(name))));
        names.into_iter().map(|name| (name.clone(), short_district(&name).to_owned())).collect()
    });

    view! {
        <div class="filters">
            <form
                class="search"
                role="search"
                on:submit=move |event| {
                    event.prevent_default();
                    set("q", text.get_untracked());
                }
            >
                <label class="unseen" for="q">{t.wishes.search}</label>
                <input id="q" type="search" name="q" maxlength="40" autocomplete="off" placeholder=t.wishes.search_hint prop:value=move || text.get() on:input:target=move |event| text.set(event.target().value()) />
                <button type="submit" class="button">{icon(Icon::Search)} <span>{t.wishes.search_go}</span></button>
            </form>
            {move || chips(t, &query.get())}
            <details class="more-filters" on:toggle=move |_| is_open.set(true)>
                <summary>{icon(Icon::Filter)} {t.wishes.filters}</summary>
                <div class="filter-fields">
                    {fixed("shan", t.wishes.filter_shan, choices(Shan::ALL, Shan::code, t.words.shan))}
                    {select("district", t.wishes.filter_district, district_choices)}
                    {fixed("kind", t.wishes.filter_kind, choices(Kind::ALL, Kind::code, t.words.kind))}
                    {fixed("urgency", t.wishes.filter_urgency, choices(Urgency::ALL, Urgency::code, t.words.urgency))}
                    {fixed("class", t.wishes.filter_class, choices(ServiceClass::ALL, ServiceClass::code, t.words.class))}
                </div>
            </details>
        </div>
    }
    .into_any()
}

/// What is set now; each is lifted by a touch.
fn chips(t: &'static Texts, query: &WishQuery) -> AnyView {
    let set = query.pairs();
    if set.is_empty() {
        return ().into_any();
    }
    let chip = |(key, value): &(&'static str, &str)| {
        let word = word(t, key, value);
        let label = (t.wishes.lift)(&word);
        view! {
            <li>
                <a class="chip" href=Route::Wishes(query.with(key, "")).href() aria-label=label>
                    <span>{word}</span>
                    {icon(Icon::Close)}
                </a>
            </li>
        }
    };
    let all = (set.len() > 1).then(|| {
        view! { <li><a class="chip" data-kind="all" href=Route::Wishes(WishQuery::default()).href()>{t.wishes.lift_all}</a></li> }
    });
    view! { <ul class="chips">{set.iter().map(chip).collect::<Vec<_>>()} {all}</ul> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::Locale;

    #[test]
    fn a_filter_is_shown_by_its_word_for_people() {
        let zh = Locale::Zh.texts();
        for (key, value, want) in [
            ("shan", "shanju", "善居"),
            ("class", "life", "生活保障"),
            ("kind", "goods", "物品"),
            ("urgency", "acute", "急难"),
            ("district", "示例市海棠区", "海棠区"),
            ("q", "棉被", "棉被"),
        ] {
            assert_eq!(word(zh, key, value), want);
        }
    }
}
