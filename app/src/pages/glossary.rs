//! What words mean.

use crate::site::Site;
use leptos::prelude::*;
#[cfg(feature = "ssr")]
use messages::fill;
use model::indicator::Term;
use model::text::folded;

/// Terms by their name in the page's language.
fn sorted(site: &Site) -> Vec<&Term> {
    let mut terms: Vec<&Term> = site.portal.glossary.iter().collect();
    terms.sort_by_key(|term| folded(site.text(&term.name)));
    terms
}

#[cfg(feature = "ssr")]
pub(super) fn view(site: &Site) -> AnyView {
    let terms = sorted(site).into_iter().map(|term| {
        let (name, meaning) = (site.text(&term.name).to_owned(), site.text(&term.meaning).to_owned());
        let elsewhere = term.elsewhere.as_ref().map(|who| {
            let said = fill(site.t(messages::NOT_HERE), &[("elsewhere", site.text(who))]);
            view! { <p class="elsewhere">{said}</p> }
        });
        view! { <dt id=term.id.clone()>{name}</dt><dd>{meaning}{elsewhere}</dd> }
    });
    let terms = terms.collect_view();
    view! {
        <div class="hero-band"><div class="wrap">
            <h1>{site.t(messages::GLOSSARY)}</h1>
            <p class="lead">{site.t(messages::GLOSSARY_LEAD)}</p>
        </div></div>
        <div class="band"><div class="wrap"><dl class="glossary">{terms}</dl></div></div>
    }
    .into_any()
}

/// The terms that some texts use, each opening on demand; nothing where there are none.
pub(crate) fn used(site: &Site, texts: &[&str]) -> Option<impl IntoView + use<>> {
    let text = folded(&texts.join(" "));
    let occurs = |term: &&Term| term.occurs(&text, site.locale);
    let terms: Vec<_> = sorted(site).into_iter().filter(occurs).collect();
    let opened = terms.iter().map(|term| {
        let (name, meaning) = (site.text(&term.name).to_owned(), site.text(&term.meaning).to_owned());
        view! { <details><summary>{name}</summary><p>{meaning}</p></details> }
    });
    (!terms.is_empty())
        .then(|| view! { <div class="terms"><h3>{site.t(messages::TERMS)}</h3>{opened.collect_view()}</div> })
}
