//! All indicators, by theme.

use crate::number::span;
use crate::site::Site;
use crate::words;
use leptos::prelude::*;

pub(super) fn view(site: &Site) -> AnyView {
    let themes = site.portal.themes.iter().map(|theme| {
        let of_theme = site.portal.indicators.iter().filter(|i| i.theme == theme.id);
        let rows = of_theme.map(|i| {
            let definition = site.text(&i.definition).to_owned();
            view! { <li><a href=site.indicator(&i.id)><span>{site.text(&i.name).to_owned()}<em>{definition}</em></span><span>{span(&i.periods)}</span></a></li> }
        });
        let rows = rows.collect_view();
        (!rows.is_empty()).then(|| view! {
            <section class="band" id=theme.id.clone()>
                <h2>{site.text(&theme.name).to_owned()}</h2>
                <p class="sub">{site.text(&theme.about).to_owned()}</p>
                <ul class="list">{rows}</ul>
            </section>
        })
    });
    let themes = themes.collect_view();
    view! {
        <div class="hero-band"><div class="wrap">
            <h1>{site.t(words::INDICATORS)}</h1>
            <p class="lead">{site.t(words::INDICATORS_LEAD)}</p>
        </div></div>
        <div class="wrap">{themes}</div>
    }
    .into_any()
}
