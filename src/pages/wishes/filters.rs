//! Search and filters. Each change is an address of its own, so Back undoes it.

use leptos::prelude::*;
use model::{Kind, ServiceClass, Shan, Urgency};

use crate::{
    api,
    components::{
        control::{Button, Choice, select},
        facts::short_district,
        icon::{Icon, icon},
    },
    i18n::{Texts, use_texts},
    markup::{Html, html, live},
    reactive::{dynamic, effect, group, task},
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

fn choices<W: Copy>(all: &[W], code: fn(W) -> &'static str, word: fn(W) -> &'static str) -> Signal<Vec<Choice>> {
    Signal::stored(all.iter().map(|one| (code(*one).to_owned(), word(*one).to_owned())).collect())
}

/// The search box, the filters, and what is set now.
pub(super) fn filters(query: Signal<WishQuery>) -> AnyView {
    let t = use_texts();
    let router = use_router();
    let districts = RwSignal::new(Vec::<String>::new());
    let is_open = RwSignal::new(false);
    let load = move || {
        if districts.with_untracked(Vec::is_empty) {
            task(async move {
                if let Ok(home) = api::home().await {
                    districts.try_set(home.districts);
                }
            });
        }
    };
    let set = Callback::new(move |(key, value): (&'static str, String)| {
        router.go(&Route::Wishes(query.with_untracked(|query| query.with(key, &value))));
    });
    let field = move |key: &'static str, name: &'static str, choices: Signal<Vec<Choice>>| {
        let value = Signal::derive(move || query.with(|query| query.get(key)));
        select(key, name, t.wishes.any, choices, value, Callback::new(move |value| set.run((key, value))))
    };
    // A district that the address names stays choosable, whether or not the server still has it.
    let district_choices = Signal::derive(move || {
        let mut names = districts.get();
        names.extend(
            query.with(|query| query.district.clone()).filter(|name| !districts.with(|all| all.contains(name))),
        );
        names.into_iter().map(|name| (name.clone(), short_district(&name).to_owned())).collect()
    });
    let fields = move || {
        let w = &t.words;
        group(
            "filter-fields",
            vec![
                field("shan", t.wishes.filter_shan, choices(Shan::ALL, Shan::code, w.shan)),
                field("district", t.wishes.filter_district, district_choices),
                field("kind", t.wishes.filter_kind, choices(Kind::ALL, Kind::code, w.kind)),
                field("urgency", t.wishes.filter_urgency, choices(Urgency::ALL, Urgency::code, w.urgency)),
                field("class", t.wishes.filter_class, choices(ServiceClass::ALL, ServiceClass::code, w.class)),
            ],
        )
    };
    let toggle = Callback::new(move |()| {
        is_open.update(|open| *open = !*open);
        load();
    });

    group(
        "filters",
        vec![
            search(query, set),
            live(move || chips(t, &query.get())),
            Button::quiet(t.wishes.filters).sign(Icon::Filter).opens(is_open.into()).press(toggle),
            dynamic(move || if is_open.get() { fields() } else { ().into_any() }),
        ],
    )
}

/// The search box. It searches when it is sent, not while somebody still composes a character.
fn search(query: Signal<WishQuery>, set: Callback<(&'static str, String)>) -> AnyView {
    let t = use_texts();
    let text = RwSignal::new(String::new());
    effect(move || text.set(query.with(|query| query.get("q"))));
    let go = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        set.run(("q", text.get_untracked()));
    };
    view! {
        <form class="search" role="search" on:submit=go>
            <label class="unseen" for="q">{t.wishes.search}</label>
            <input
                id="q"
                type="search"
                maxlength="40"
                autocomplete="off"
                placeholder=t.wishes.search_hint
                prop:value=move || text.get()
                on:input:target=move |event| text.set(event.target().value())
            />
            {Button::main(t.wishes.search_go).sign(Icon::Search).submit()}
        </form>
    }
    .into_any()
}

/// What is set now; each is lifted by a touch.
fn chips(t: &Texts, query: &WishQuery) -> Html {
    let set = query.pairs();
    if set.is_empty() {
        return Html::default();
    }
    let chips = set.iter().map(|(key, value)| {
        let word = word(t, key, value);
        let href = Route::Wishes(query.with(key, "")).href();
        let label = (t.wishes.lift)(&word);
        html!(
            "<li><a class='chip' href='",
            href,
            "' aria-label='",
            label,
            "'><span>",
            word,
            "</span>",
            icon(Icon::Close),
            "</a></li>"
        )
    });
    let chips: Html = chips.collect();
    let all = (set.len() > 1).then(|| {
        let href = Route::Wishes(WishQuery::default()).href();
        html!("<li><a class='chip' data-kind='all' href='", href, "'>", t.wishes.lift_all, "</a></li>")
    });
    html!("<ul class='chips'>", chips, all, "</ul>")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::{Locale, texts};

    #[test]
    fn a_filter_is_shown_by_its_word_for_people() {
        let zh = texts(Locale::Zh);
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
