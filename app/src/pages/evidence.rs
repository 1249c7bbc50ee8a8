//! Undeclared work from several sides, each with its own unit and axis, and why inspections are no sample.

use super::{count, value_text};
use crate::chart::dots::{Dots, Row, axis, dots};
use crate::chart::line::{HALF, Line, Lines, Part, lines};
use crate::site::Site;
use drawing::svg::{Anchor, Svg, escape};
use leptos::prelude::*;
use messages::{Message, fill};
use model::evidence::{Evidence, Reach, Side, Unusual};
use model::number::{marked, number, period};
use model::period::{Period, span};
use model::series::Placed;
use model::territory::TerritoryRef;
use std::cmp::Reverse;

pub(super) fn view(site: &Site, evidence: &Evidence) -> AnyView {
    let reach = evidence.reach.as_ref().map(|reach| reached(site, reach));
    let mut sides = vec![
        (&evidence.estimate, estimate(site, &evidence.estimate)),
        (&evidence.inspections, inspections(site, &evidence.inspections)),
        (&evidence.register, register(site, &evidence.register)),
    ];
    sides.extend(evidence.turnover.as_ref().map(|unusual| (&unusual.side, turnover(site, unusual))));
    // The latest first; what is invented after all that is not.
    sides.sort_by_key(|(side, _)| {
        let last = side.periods.last().and_then(|own| Some(Period::parse(own)?.days().1));
        (side.simulated, Reverse(last))
    });
    let sides: Vec<AnyView> = sides.into_iter().map(|(_, drawn)| drawn).collect();
    view! {
        <section class="hero-band"><div class="wrap">
            <h1>{site.t(messages::EVIDENCE)}</h1>
            <p class="lead">{site.t(messages::EVIDENCE_LEAD)}</p>
            <p class="measure">{site.t(messages::EVIDENCE_APART)}</p>
        </div></section>
        <section class="band"><div class="wrap grid g2 sides">
            {sides}
        </div></section>
        {reach}
    }
    .into_any()
}

/// What one side is called, tells, and does not tell.
struct Said {
    title: Message,
    tells: Message,
    silent: Message,
}

fn article(site: &Site, side: &Side, said: Said, drawn: String, table: AnyView) -> AnyView {
    let Some(brief) = site.portal.indicator(&side.indicator) else { return ().into_any() };
    let own = side.series.first();
    let cell = own.and_then(|own| own.cells.last()).copied().unwrap_or_default();
    let last = side.periods.last().cloned().unwrap_or_default();
    let place = own.map(|own| name(site, &own.territory)).unwrap_or_default();
    let when = format!("{place}, {}", period(&last, site.locale));
    let source = fill(site.t(messages::SOURCE_IS), &[("credit", site.text(&side.credit))]);
    let next = (!brief.upcoming.is_empty())
        .then(|| fill(site.t(messages::UPCOMING), &[("period", &period(&brief.upcoming, site.locale))]));
    let source = [format!("{source}, {}.", span(&side.periods)), next.unwrap_or_default()].join(" ");
    let simulated = side.simulated.then(|| super::simulated_note(site));
    let class = if side.simulated { "card side-of invented" } else { "card side-of" };
    view! {
        <article class=class>
            <p class="eyebrow">{site.t(said.title)}</p>
            <div>
                <h2><a href=site.indicator(&side.indicator)>{site.text(&brief.name).to_owned()}</a></h2>
                {simulated}
            </div>
            <p class="num">{value_text(site, &cell, brief.decimals, &brief.mark)}</p>
            <p class="small">{when}" "{super::mark(site, side.simulated, cell.status)}</p>
            <div class="drawn" inner_html=drawn></div>
            <dl class="says">
                <dt>{site.t(messages::TELLS)}</dt><dd>{site.t(said.tells)}</dd>
                <dt>{site.t(messages::SILENT)}</dt><dd>{site.t(said.silent)}</dd>
            </dl>
            <details>
                <summary>{site.t(messages::CHART_NUMBERS)}</summary>
                <div class="scroll whole" tabindex="0" role="region" aria-label=site.t(messages::CHART_NUMBERS)>{table}</div>
            </details>
            <p class="source">{source}</p>
        </article>
    }
    .into_any()
}

/// A territory's own name; of the country and of the portal's region, that of the page's language.
fn name(site: &Site, territory: &TerritoryRef) -> String {
    match (territory.level.as_str(), site.portal.level("country")) {
        ("country", Some(level)) => site.text(&level.one).to_owned(),
        ("region", _) if territory.code == site.portal.identity.region => {
            site.text(&site.portal.identity.region_name).to_owned()
        }
        _ => territory.name.clone(),
    }
}

fn estimate(site: &Site, side: &Side) -> AnyView {
    let said =
        Said { title: messages::SIDE_ESTIMATE, tells: messages::ESTIMATE_TELLS, silent: messages::ESTIMATE_SILENT };
    let Some(brief) = site.portal.indicator(&side.indicator) else { return ().into_any() };
    let drawn = side.series.iter().enumerate().map(|(at, series)| {
        Line::new(name(site, &series.territory), &series.cells, if at == 0 { Part::Chosen } else { Part::Context })
    });
    let drawn: Vec<Line> = drawn.collect();
    let label = format!("{}, {}", site.text(&brief.name), site.text(&brief.unit));
    let shown = Lines {
        periods: &side.periods,
        lines: &drawn,
        decimals: brief.decimals,
        provisional: usize::MAX,
        base: None,
        breaks: &brief.series_breaks,
        label: &label,
    };
    let broken = super::trend::broken(site, &side.periods, &brief.series_breaks).unwrap_or_default();
    let [label, broken] = [&label, &broken].map(|text| escape(text));
    let drawn = format!(
        "<p class=\"fig-sub\">{label}</p>{}<p class=\"source\">{broken}</p>",
        lines(&shown, &[&HALF], site.locale)
    );
    let heads = side.series.iter().map(|s| view! { <th class="n" scope="col">{name(site, &s.territory)}</th> });
    let rows = side.periods.iter().enumerate().rev().map(|(at, own)| {
        let cells = side.series.iter().map(|s| {
            let text = s.cells.get(at).map(|cell| value_text(site, cell, brief.decimals, &brief.mark));
            view! { <td class="n">{text}</td> }
        });
        view! { <tr><th scope="row">{period(own, site.locale)}</th>{cells.collect_view()}</tr> }
    });
    let table = view! {
        <table>
            <thead><tr><th scope="col">{site.t(messages::PERIOD)}</th>{heads.collect_view()}</tr></thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    };
    article(site, side, said, drawn, table.into_any())
}

fn inspections(site: &Site, side: &Side) -> AnyView {
    let said = Said {
        title: messages::SIDE_INSPECTIONS,
        tells: messages::INSPECTIONS_TELL,
        silent: messages::INSPECTIONS_SILENT,
    };
    placed(site, side, said, None)
}

fn register(site: &Site, side: &Side) -> AnyView {
    let said =
        Said { title: messages::SIDE_REGISTER, tells: messages::REGISTER_TELLS, silent: messages::REGISTER_SILENT };
    placed(site, side, said, None)
}

fn turnover(site: &Site, unusual: &Unusual) -> AnyView {
    let said =
        Said { title: messages::SIDE_TURNOVER, tells: messages::TURNOVER_TELLS, silent: messages::TURNOVER_SILENT };
    placed(site, &unusual.side, said, Some(unusual))
}

/// A side whose rows are dots on the side's own axis, hanging from the region's value or from the median.
fn placed(site: &Site, side: &Side, said: Said, unusual: Option<&Unusual>) -> AnyView {
    let Some(brief) = site.portal.indicator(&side.indicator) else { return ().into_any() };
    let level = site.portal.level(unusual.map_or("province", |unusual| &unusual.level));
    let many = level.map_or("", |level| site.text(&level.many)).to_lowercase();
    let written = |value: f64| marked(value, brief.decimals, &brief.mark, site.locale);
    let own = side.series.first().map(|own| name(site, &own.territory)).unwrap_or_default();
    let region = side.series.first().and_then(|of| Some((own.as_str(), of.cells.last()?.value?)));
    let reference = unusual.map_or(region, |unusual| Some((site.t(messages::MEDIAN), unusual.median)));
    let told = unusual.map_or_else(
        || fill(site.t(messages::BY_LEVEL), &[("many", &many)]),
        |unusual| {
            let [low, high] = unusual.fences.map(|fence| written(fence.max(0.0)));
            let [n, among] = [unusual.side.rows.len(), unusual.among].map(|n| count(site, n));
            let from = number(unusual.from, 0, site.locale);
            let words = match unusual.side.rows.len() {
                0 => messages::NONE_FAR,
                1 => messages::ONE_FAR,
                _ => messages::FAR,
            };
            let values =
                [("n", &n), ("among", &among), ("many", &many), ("low", &low), ("high", &high), ("from", &from)];
            fill(site.t(words), &values.map(|(name, value)| (name, value.as_str())))
        },
    );
    let row = |placed: &Placed| Row {
        name: placed.territory.name.clone(),
        plate: String::new(),
        value: placed.cell.value.unwrap_or_default(),
        spread: None,
        chosen: false,
    };
    let rows: Vec<Row> = side.rows.iter().map(row).collect();
    let label = format!("{}. {told}", site.text(&brief.name));
    let of = |(width, class)| Dots {
        rows: &rows,
        reference,
        axis: axis(&rows, reference.map(|reference| reference.1)),
        width,
        all_blue: true,
        class,
        label: &label,
    };
    let sizes = [(540.0, "chart medium"), (320.0, "chart narrow")].into_iter().filter(|_| !rows.is_empty());
    let drawn: String = sizes.map(|size| dots(&of(size), site.locale, written)).collect();
    let drawn = format!("<p class=\"fig-sub\">{}</p>{drawn}", escape(&told));
    let cells = side.rows.iter().map(|row| {
        let href = site.territory(&row.territory.level, &row.territory.code);
        let number = |n: Option<f64>| n.map_or_else(|| "–".to_owned(), |n| number(n, 0, site.locale));
        view! {
            <tr>
                <th scope="row"><a href=href>{row.territory.name.clone()}</a></th>
                <td class="n">{value_text(site, &row.cell, brief.decimals, &brief.mark)}</td>
                <td class="n">{number(row.cell.numerator)}</td>
                <td class="n">{number(row.cell.denominator)}</td>
            </tr>
        }
    });
    let table = view! {
        <table>
            <thead><tr>
                <th scope="col">{level.map(|level| site.text(&level.one).to_owned())}</th>
                <th class="n" scope="col">{site.text(&brief.short).to_owned()}</th>
                <th class="n" scope="col">{site.t(messages::NUMERATOR)}</th>
                <th class="n" scope="col">{site.t(messages::DENOMINATOR)}</th>
            </tr></thead>
            <tbody>{cells.collect_view()}</tbody>
        </table>
    };
    article(site, side, said, drawn, table.into_any())
}

/// Why the share of inspections is not that of establishments, with what it leaves possible.
fn reached(site: &Site, reach: &Reach) -> impl IntoView + use<> {
    let whole = |n: f64| number(n, 0, site.locale);
    let percent = |n: f64| marked(n, 1, "%", site.locale);
    let [low, high] = reach.bounds();
    let share = 100.0 * reach.irregular / reach.closed;
    let values = [
        ("closed", whole(reach.closed)),
        ("irregular", whole(reach.irregular)),
        ("period", reach.period.clone()),
        ("establishments", whole(reach.establishments)),
        ("establishments_period", reach.establishments_period.clone()),
        ("one_in", whole(reach.one_in())),
        ("share", percent(share)),
        ("low", percent(low)),
        ("high", percent(high)),
    ];
    let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    let said = |words| fill(site.t(words), &values);
    let drawn = possible(site, &said(messages::REACH_LABEL), [low, high], share);
    view! {
        <section class="band alt"><div class="wrap main-side">
            <figure>
                <figcaption>
                    <h2>{site.t(messages::REACH)}</h2>
                    <p class="fig-sub">{site.t(messages::REACH_SUB)}</p>
                </figcaption>
                <div inner_html=drawn></div>
                <p class="source">{said(messages::REACH_METHOD)}</p>
            </figure>
            <div class="note">
                <h3>{site.t(messages::BIAS)}</h3>
                <p>{said(messages::BIAS_1)}</p>
                <p>{said(messages::BIAS_2)}</p>
                <p>{said(messages::BIAS_3)}</p>
            </div>
        </div></section>
    }
}

/// From 0 to 100: what remains possible as a bar, and where the share of those inspected lies.
fn possible(site: &Site, label: &str, [low, high]: [f64; 2], share: f64) -> String {
    const WIDTH: f64 = 340.0;
    const MIDDLE: f64 = 58.0;
    let x = |percent: f64| 6.0 + percent / 100.0 * (WIDTH - 12.0);
    let mut svg = Svg::default();
    let anchors = [Anchor::Start, Anchor::Middle, Anchor::Middle, Anchor::Middle, Anchor::End];
    for (mark, anchor) in [0.0, 25.0, 50.0, 75.0, 100.0].into_iter().zip(anchors) {
        svg.line("g", [x(mark), MIDDLE - 20.0], [x(mark), MIDDLE + 20.0]);
        svg.text("", [x(mark), MIDDLE + 38.0], anchor, &marked(mark, 0, "%", site.locale), "");
    }
    svg.line("range possible", [x(low), MIDDLE], [x(high), MIDDLE]);
    svg.circle("dot on", [x(share), MIDDLE], 6.0);
    let percent = |value: f64| marked(value, 1, "%", site.locale);
    let of_inspected = format!("{} {}", site.t(messages::OF_INSPECTED), percent(share));
    svg.text("strong", [x(share), 16.0], Anchor::Middle, &of_inspected, "");
    svg.text("strong", [x(low), 34.0], Anchor::Start, &percent(low), "");
    svg.text("strong", [x(high), 34.0], Anchor::End, &percent(high), "");
    svg.finish("chart modest", WIDTH, MIDDLE + 46.0, label)
}
