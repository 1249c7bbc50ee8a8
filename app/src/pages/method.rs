//! Where the numbers come from, how they are computed, what they do not say.

use crate::site::Site;
use leptos::prelude::*;
use messages::fill;
use model::Text;
use model::catalogue::Source;
use model::indicator::{Direction, Indicator, Theme};
use model::number::day;
use model::page::MethodPage;
use model::release::Route;

pub(super) fn view(site: &Site, page: &MethodPage) -> AnyView {
    let own = site.link(&site.route);
    // Indicators stand by theme, as in their list.
    let of = |theme: &Theme| page.indicators.iter().filter(|i| i.theme == theme.id).collect::<Vec<_>>();
    let themes = site.portal.themes.iter().map(|theme| (theme, of(theme))).filter(|(_, all)| !all.is_empty());
    let (mut contents, mut indicators) = (Vec::new(), Vec::new());
    for (theme, all) in themes {
        let name = site.text(&theme.name).to_owned();
        let links = all.iter().map(|i| {
            view! { <li><a href=format!("{own}#{}", i.id) rel="external">{site.text(&i.name).to_owned()}</a></li> }
        });
        contents.push(view! { <li><b>{name.clone()}</b><ul>{links.collect_view()}</ul></li> });
        let all = all.into_iter().map(|i| indicator(site, i)).collect_view();
        indicators.push(view! { <h2>{name}</h2>{all} });
    }
    let sources = page.sources.iter().map(|s| source(site, s)).collect_view();
    let reference = day(&site.portal.reference_date, site.locale);
    let rules = [
        site.t(messages::RULE_SUMS).to_owned(),
        fill(site.t(messages::RULE_CODES), &[("day", &reference)]),
        site.t(messages::RULE_MISSING).to_owned(),
        site.t(messages::RULE_FEW).to_owned(),
        site.t(messages::RULE_CLASSES).to_owned(),
        site.t(messages::RULE_SLL).to_owned(),
        site.t(messages::RULE_SIMILAR).to_owned(),
    ];
    view! {
        <div class="hero-band"><div class="wrap">
            <h1>{site.t(messages::METHOD)}</h1>
            <p class="lead">{site.t(messages::METHOD_LEAD)}</p>
        </div></div>
        <div class="band"><div class="wrap method">
            <nav class="toc" aria-label=site.t(messages::CONTENTS)>
                <h2>{site.t(messages::CONTENTS)}</h2>
                <ul>
                    <li><a href=format!("{own}#regole") rel="external">{site.t(messages::RULES)}</a></li>
                    {contents}
                    <li><a href=format!("{own}#fonti") rel="external">{site.t(messages::SOURCES)}</a></li>
                </ul>
            </nav>
            <div class="prose">
                <section id="regole">
                    <h2>{site.t(messages::RULES)}</h2>
                    <ul class="brief">{rules.map(|r| view! { <li>{r}</li> })}</ul>
                </section>
                {indicators}
                <section id="fonti">
                    <h2>{site.t(messages::SOURCES)}</h2>
                    <ul class="brief">{sources}</ul>
                    <p class="meta"><a href=site.link(&Route::Sources)>{site.t(messages::SOURCES_TITLE)}</a></p>
                </section>
            </div>
        </div></div>
    }
    .into_any()
}

fn texts(site: &Site, texts: &[Text]) -> impl IntoView + use<> {
    texts.iter().map(|t| view! { <li>{site.text(t).to_owned()}</li> }).collect_view()
}

fn indicator(site: &Site, i: &Indicator) -> impl IntoView + use<> {
    let row = |name: &'static str, value: String| view! { <dt>{name}</dt><dd>{value}</dd> };
    let direction = match i.direction {
        Direction::HigherIsBetter => messages::HIGHER_IS_BETTER,
        Direction::LowerIsBetter => messages::LOWER_IS_BETTER,
        Direction::Neutral => messages::NEUTRAL,
    };
    let denominator = i.denominator.as_ref().map(|d| row(site.t(messages::DENOMINATOR), site.text(d).to_owned()));
    view! {
        <section id=i.id.clone()>
            <h3><a href=site.indicator(&i.id)>{site.text(&i.name).to_owned()}</a></h3>
            <p>{site.text(&i.definition).to_owned()}</p>
            <details>
                <summary>{site.t(messages::HOW_COMPUTED)}</summary>
                <dl class="definition">
                    {row(site.t(messages::NUMERATOR), site.text(&i.numerator).to_owned())}
                    {denominator}
                    {row(site.t(messages::UNIT), site.text(&i.unit).to_owned())}
                    {row(site.t(messages::DIRECTION), site.t(direction).to_owned())}
                </dl>
                <ul class="brief">{texts(site, &i.method)}</ul>
                <h4>{site.t(messages::DOES_NOT_MEAN)}</h4>
                <ul class="brief">{texts(site, &i.cautions)}</ul>
            </details>
        </section>
    }
}

fn source(site: &Site, s: &Source) -> impl IntoView + use<> {
    let href = site.link(&Route::Source { id: s.id.clone() });
    view! { <li id=s.id.clone()><a href=href>{site.text(&s.title).to_owned()}</a>", "{site.text(&s.publisher).to_owned()}</li> }
}
