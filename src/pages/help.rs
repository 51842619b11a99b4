//! "I need help": call or go to the station. Nobody posts about themselves here.

use leptos::prelude::*;

use crate::{
    components::{
        icon::{Icon, icon},
        station::call,
    },
    format,
    i18n::use_texts,
    pages::{heading, stations::Directory},
    site::use_site,
};

/// Whom to call, where to go, and how help comes.
#[component]
pub(crate) fn HelpPage() -> impl IntoView {
    let t = use_texts();
    let hotline = use_site().hotline;
    let hotline = (!hotline.is_empty()).then(|| {
        view! {
            <div class="card by-phone">
                <h2>{t.common.hotline}</h2>
                {call(&hotline)}
            </div>
        }
    });
    let steps = t.guide.help_list.into_iter().map(|step| view! { <li>{step}</li> });
    let lines = t.guide.crisis_lines.into_iter().map(|(name, number)| {
        view! {
            <li>
                <a class="call" href=format::dial(number)>
                    {icon(Icon::Phone)}
                    <span>{name} " " <b>{number}</b></span>
                </a>
            </li>
        }
    });

    view! {
        <section class="page">
            {heading(t.guide.help_title)}
            <p class="lead">{t.guide.help_lead}</p>
            {hotline}
            <section class="card crisis">
                <h2>{t.guide.crisis_title}</h2>
                <ul>{lines.collect::<Vec<_>>()}</ul>
            </section>
            <h2>{t.guide.help_steps}</h2>
            <ol class="steps">{steps.collect::<Vec<_>>()}</ol>
            <p class="note">{t.guide.help_change}</p>
            <h2>{t.guide.help_nearest}</h2>
            <Directory />
            <section class="card">
                <h2>{t.guide.help_no_post_title}</h2>
                <p>{t.guide.help_no_post}</p>
            </section>
        </section>
    }
    .into_any()
}
