//! Home: what this is, find your comune, map, key figures.

use super::{count, tag};
use crate::finder::search_form;
use crate::site::Site;
use drawing::strip;
use leptos::prelude::*;
use messages::fill;
use model::cube::Cell;
use model::number::{change, marked, number, period, the_period};
use model::observation::ObsStatus;
use model::page::{Figure, HomePage};
use model::period::comparable;
use model::portal::Audience;
use model::release::{self, Route};
use model::territory::TerritoryRef;

/// The kind of reader the page is for; everyone when none.
fn audience(site: &Site) -> Option<&Audience> {
    if let Route::Audience { id } = &site.route { site.portal.audience(id) } else { None }
}

/// First paragraph.
pub(super) fn lead(site: &Site, home: &HomePage) -> String {
    if let Some(audience) = audience(site) {
        return site.text(&audience.lead).to_owned();
    }
    fill(site.text(&site.portal.identity.lead), &[("comuni", &count(site, home.comuni))])
}

pub(super) fn view(site: &Site, home: &HomePage) -> AnyView {
    let identity = &site.portal.identity;
    view! {
        <section class="hero-band">
            <div class="wrap main-side">
                <div>
                    {audiences(site)}
                    <h1>{audience(site).map_or_else(|| site.text(&identity.headline), |a| site.text(&a.name)).to_owned()}</h1>
                    <p class="lead">{lead(site, home)}</p>
                    {search_form(site)}
                    <p class="row device" id="posizione"></p>
                    {proposed(site, home)}
                </div>
                {map(site, home)}
            </div>
        </section>
        {tasks(site)}
        {cards(site, home)}
        <section class="band alt">
            <div class="wrap grid g2">{topics(site)}{provinces(site, home)}</div>
        </section>
        <section class="band">
            <div class="wrap grid g2">
                <div class="note">
                    <h2>{site.t(messages::NOT_SAID)}</h2>
                    <p>{site.t(messages::NOT_SAID_1)}</p>
                    <p>{site.t(messages::NOT_SAID_2)}</p>
                    <p><a href=site.link(&Route::Method)>{site.t(messages::HOW_TO_READ)}</a></p>
                </div>
                <div>
                    <h2>{site.t(messages::REUSE)}</h2>
                    <p class="measure">{site.t(messages::REUSE_TEXT)}</p>
                    <p class="row meta">
                        <a class="btn" href=site.link(&Route::Data)>{site.t(messages::CATALOGUE)}</a>
                        <a class="btn line" href=site.file(release::CATALOGUE) rel="external">{site.t(messages::CATALOGUE_JSON)}</a>
                    </p>
                    <p class="small">{site.t(messages::FORMATS_LINE)}</p>
                </div>
            </div>
        </section>
    }
    .into_any()
}

/// Whom the page is for: a choice that only changes what comes first.
fn audiences(site: &Site) -> Option<AnyView> {
    let all = &site.portal.identity.audience;
    let entry = |route: Route, name: &str| {
        let current = (site.route == route).then_some("true");
        view! { <a href=site.link(&route) aria-current=current>{name.to_owned()}</a> }
    };
    let everyone = entry(Route::Home, site.t(messages::EVERYONE));
    let others: Vec<_> = all.iter().map(|a| entry(Route::Audience { id: a.id.clone() }, site.text(&a.name))).collect();
    (!all.is_empty()).then(|| {
        view! { <nav class="seg audience" aria-label=site.t(messages::FOR_WHOM)>{everyone}{others}</nav> }.into_any()
    })
}

/// What this kind of reader comes to do.
fn tasks(site: &Site) -> Option<AnyView> {
    let audience = audience(site)?;
    let rows = audience.tasks.iter().map(|task| {
        let (route, _) = Route::parse(&task.page);
        view! { <li><a href=site.link(&route)><span>{site.text(&task.name).to_owned()}</span><span aria-hidden="true">"→"</span></a></li> }
    });
    let rows = rows.collect_view();
    Some(
        view! {
            <section class="band alt"><div class="wrap">
                <h2>{site.t(messages::TO_DO)}</h2>
                <p class="sub">{site.t(messages::TO_DO_SUB)}</p>
                <ul class="list">{rows}</ul>
            </div></section>
        }
        .into_any(),
    )
}

/// The indicator that comes first for this kind of reader.
fn main(site: &Site) -> &str {
    audience(site).and_then(|audience| audience.main.as_deref()).unwrap_or(&site.portal.identity.main_indicator)
}

fn proposed(site: &Site, home: &HomePage) -> impl IntoView + use<> {
    let links = home.proposed.iter().map(|t| {
        let name = if t.level == "province" {
            let mut name = super::province_of(site, &t.name);
            if let Some(first) = name.get_mut(..1) {
                first.make_ascii_uppercase();
            }
            name
        } else {
            t.name.clone()
        };
        view! { <a href=site.territory(&t.level, &t.code)>{name}</a> }
    });
    let links = links.collect_view();
    let main = site.portal.indicator(main(site)).map(|i| {
        view! { <a href=site.indicator(&i.id)>{site.text(&i.short).to_owned()}</a> }
    });
    view! { <p class="meta"><span>{site.t(messages::TRY)}</span>{links}{main}</p> }
}

fn main_figure(home: &HomePage, site: &Site) -> Option<Figure> {
    home.region.figures.iter().find(|f| f.indicator == site.portal.identity.main_indicator).cloned()
}

fn map(site: &Site, home: &HomePage) -> impl IntoView + use<> {
    let id = &site.portal.identity.main_indicator;
    let href = site.indicator(id);
    let brief = site.portal.indicator(id);
    let decimals = brief.map_or(2, |b| b.decimals);
    let alt = fill(site.t(messages::MAP_ALT), &[("n", &count(site, home.comuni))]);
    let end = |value: Option<&f64>| value.map_or_else(String::new, |v| number(*v, decimals, site.locale));
    let period = main_figure(home, site).map(|f| f.period).unwrap_or_default();
    let template = if home.breaks.is_empty() { messages::MAP_OF } else { messages::MAP_FROM_TO };
    let caption = fill(
        site.t(template),
        &[
            ("name", brief.map_or("", |b| site.text(&b.name))),
            ("period", &period),
            ("low", &end(home.breaks.first())),
            ("high", &end(home.breaks.last())),
        ],
    );
    let [width, height] = home.map;
    view! {
        <figure>
            <a href=href.clone() aria-label=site.t(messages::OPEN_INTERACTIVE_MAP)>
                <img class="map" src=site.file(release::HOME_MAP) alt=alt width=width height=height />
            </a>
            <figcaption class="source">{caption}" "<a href=href>{site.t(messages::OPEN_MAP)}</a></figcaption>
        </figure>
    }
}

fn cards(site: &Site, home: &HomePage) -> impl IntoView + use<> {
    let region = home.region.territory.clone();
    let title = site.t(messages::FOUR_NUMBERS);
    let wanted = audience(site).map_or(&site.portal.identity.cards, |audience| &audience.cards);
    let figures = wanted.iter().filter_map(|id| home.region.figures.iter().find(|f| f.indicator == *id));
    let cards = figures.map(|f| card(site, f, &region, strip_text(site, f))).collect_view();
    view! {
        <section class="band">
            <div class="wrap">
                <h2>{title}</h2>
                <p class="sub">{site.t(messages::FOUR_NUMBERS_SUB)}</p>
                <div class="grid g4">{cards}</div>
                <p class="source">{site.t(messages::STRIPS_CUT)}</p>
            </div>
        </section>
    }
}

/// What the strip of a region's figure shows: municipalities, or where there are none the country's regions.
pub(super) fn strip_text(site: &Site, figure: &Figure) -> &'static str {
    let finest = site.portal.indicator(&figure.indicator).map_or("", |brief| brief.finest.as_str());
    site.t(if finest == release::DEFAULT_LEVEL { messages::STRIP_REGION } else { messages::STRIP_REGIONS })
}

/// A key figure: name, number, where it stands among all, what to keep in mind, status.
pub(super) fn card(site: &Site, figure: &Figure, whose: &TerritoryRef, below: &str) -> AnyView {
    let Some(brief) = site.portal.indicator(&figure.indicator) else { return ().into_any() };
    let locale = site.locale;
    let decimals = brief.decimals;
    let shown = figure.change_percent.or(figure.cell.value);
    let changes = figure.change_percent.is_some();
    let format = move |v| if changes { change(v, locale) } else { number(v, decimals, locale) };
    let number = match (figure.change_percent, figure.cell.value) {
        (Some(percent), _) => view! { {change(percent, locale)} }.into_any(),
        (None, Some(value)) => big_number(value, brief.decimals, &brief.mark, site),
        (None, None) => view! { <span class="none">{super::value_text(site, &figure.cell, 0, "")}</span> }.into_any(),
    };
    let n = figure.among;
    let bars = site.file(&release::strip(&figure.indicator, &whose.level));
    let alt = fill(site.t(messages::STRIP_ALT), &[("name", &whose.name), ("n", &count(site, n))]);
    let drawn = if n > 1 { strip::strip(figure.axis, shown, &bars, &alt, format) } else { String::new() };
    let between = figure.change_percent.and_then(|_| {
        let (start, cells) = (comparable(&figure.periods), &figure.cells);
        let said = |iso: &String| the_period(iso, site.locale);
        let text = |c: &Cell| super::value_text(site, c, 0, "");
        Some(fill(
            site.t(messages::CHANGE_BETWEEN),
            &[
                ("from", &said(figure.periods.get(start)?)),
                ("to", &said(figure.periods.last()?)),
                ("first", &text(cells.get(start)?)),
                ("last", &text(cells.last()?)),
            ],
        ))
    });
    let below =
        [between, Some(below.to_owned()).filter(|b| !b.is_empty())].into_iter().flatten().collect::<Vec<_>>().join(" ");
    let when = format!("{}, {}", site.text(&figure.credit), period(&figure.period, site.locale));
    view! {
        <article class="card">
            <h3><a href=site.indicator(&figure.indicator)>{site.text(&brief.name).to_owned()}</a></h3>
            <p class="num">{number}</p>
            <div inner_html=drawn></div>
            <p class="small">{below}</p>
            <p class="foot">{tag(site, if figure.few { ObsStatus::U } else { figure.cell.status })}" "<span class="small">{when}</span></p>
        </article>
    }
    .into_any()
}

/// The number with its mark smaller beside it.
fn big_number(value: f64, decimals: u8, mark: &str, site: &Site) -> AnyView {
    let digits = number(value, decimals, site.locale);
    match (mark, site.locale) {
        ("", _) => view! { {digits} }.into_any(),
        ("€", model::Locale::En) => view! { {marked(value, decimals, mark, site.locale)} }.into_any(),
        (mark, _) => view! { {digits}<small>" "{mark.to_owned()}</small> }.into_any(),
    }
}

fn topics(site: &Site) -> impl IntoView + use<> {
    let themes = site.portal.themes.iter().filter(|t| site.portal.indicators.iter().any(|i| i.theme == t.id));
    let rows = themes.map(|theme| {
        let href = format!("{}#{}", site.link(&Route::Indicators), theme.id);
        let n = site.portal.indicators.iter().filter(|i| i.theme == theme.id).count();
        view! { <li><a href=href><span>{site.text(&theme.name).to_owned()}<em>{site.text(&theme.about).to_owned()}</em></span><span>{n}</span></a></li> }
    });
    view! {
        <div>
            <h2>{site.t(messages::BY_TOPIC)}</h2>
            <p class="sub">{site.t(messages::BY_TOPIC_SUB)}</p>
            <ul class="list">{rows.collect_view()}</ul>
        </div>
    }
}

fn provinces(site: &Site, home: &HomePage) -> impl IntoView + use<> {
    let brief = site.portal.indicator(main(site));
    let own = home.beginnings.get(main(site));
    let (decimals, mark) = brief.map_or((2, ""), |b| (b.decimals, b.mark.as_str()));
    let rows = home.region.children.iter().enumerate().map(|(at, row)| {
        let cell = own.and_then(|own| own.cells.get(at)).unwrap_or(&row.cell);
        let value = super::value_text(site, cell, decimals, mark);
        let comuni = fill(site.t(messages::N_COMUNI), &[("n", &count(site, row.comuni))]);
        let (href, name) = (site.territory(&row.territory.level, &row.territory.code), row.territory.name.clone());
        view! { <li><a href=href><span>{name}</span><span>{value}" · "{comuni}</span></a></li> }
    });
    let main_period = main_figure(home, site).map(|f| f.period);
    let period = own.map(|own| own.period.clone()).or(main_period).unwrap_or_default();
    let name = brief.map_or("", |b| site.text(&b.short));
    let sub = fill(site.t(messages::BY_TERRITORY_SUB), &[("name", name), ("period", &period)]);
    view! {
        <div>
            <h2>{site.t(messages::BY_TERRITORY)}</h2>
            <p class="sub">{sub}</p>
            <ul class="list tight">{rows.collect_view()}</ul>
        </div>
    }
}
