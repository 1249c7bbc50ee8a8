//! Key figures on cards, each drawn in the form that suits it.

use crate::chart::time::places;
use crate::pages::{count, tag, value_text};
use crate::site::Site;
use drawing::sparkline::{FEWEST, sparkline};
use drawing::{hundred, strip, svg};
use leptos::prelude::*;
use messages::fill;
use model::cube::Cell;
use model::indicator::{IndicatorBrief, comparable, method_start};
use model::number::{change, marked, number, period, the_period};
use model::observation::ObsStatus;
use model::page::{Figure, HomePage};
use model::portal::CardForm;
use model::release;
use model::territory::TerritoryRef;

/// The region in some numbers.
pub(super) fn cards(site: &Site, home: &HomePage, wanted: &[String]) -> AnyView {
    let region = &home.region.territory;
    let figures = wanted.iter().filter_map(|id| home.region.figures.iter().find(|f| f.indicator == *id));
    let cards = figures.map(|figure| card(site, home, figure, region)).collect_view();
    view! {
        <section class="band alt">
            <div class="wrap">
                <h2>{site.t(messages::FOUR_NUMBERS)}</h2>
                <p class="sub">{site.t(messages::FOUR_NUMBERS_SUB)}</p>
                <div class="grid g4">{cards}</div>
                <p class="source">{site.t(messages::STRIPS_CUT)}</p>
            </div>
        </section>
    }
    .into_any()
}

/// A key figure: name, number with its unit, drawing, what to keep in mind, status.
fn card(site: &Site, home: &HomePage, figure: &Figure, whose: &TerritoryRef) -> AnyView {
    let Some(brief) = site.portal.indicator(&figure.indicator) else { return ().into_any() };
    let form = site.portal.identity.card_forms.get(&brief.id).copied();
    let form = form.unwrap_or(if figure.periods.len() >= FEWEST { CardForm::Line } else { CardForm::Strip });
    // A strip of counts is of how they moved: nobody is placed by size alone.
    let moved = figure.change_percent.filter(|_| form == CardForm::Strip);
    let number = match (moved, figure.cell.value) {
        (Some(percent), _) => change(percent, site.locale).into_any(),
        (None, Some(value)) => big_number(value, brief.decimals, &brief.mark, site),
        (None, None) => view! { <span class="none">{value_text(site, &figure.cell, 0, "")}</span> }.into_any(),
    };
    let unit = moved.is_none().then(|| view! { <p class="unit">{site.text(&brief.unit).to_owned()}</p> });
    let (drawn, below) = drawn(site, home, (brief, figure), whose, form);
    let below = [moved.and_then(|_| between(site, brief, figure)), below];
    let below = below.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let when = format!("{}, {}", site.text(&figure.credit), period(&figure.period, site.locale));
    view! {
        <article class="card">
            <h3><a href=site.indicator(&figure.indicator)>{site.text(&brief.name).to_owned()}</a></h3>
            <p class="num">{number}</p>
            {unit}
            <div inner_html=drawn></div>
            <p class="small">{below}</p>
            <p class="foot">{tag(site, if figure.few { ObsStatus::U } else { figure.cell.status })}" "<span class="small">{when}</span></p>
        </article>
    }
    .into_any()
}

/// The drawing of a form, and what it needs to be read.
fn drawn(
    site: &Site,
    home: &HomePage,
    (brief, figure): (&IndicatorBrief, &Figure),
    whose: &TerritoryRef,
    form: CardForm,
) -> (String, Option<String>) {
    let name = site.text(&brief.short);
    let finest = brief.finest == release::DEFAULT_LEVEL;
    match (form, figure.cell.value) {
        (CardForm::Squares, Some(value)) => {
            let label = [name, ": ", &value_text(site, &figure.cell, brief.decimals, &brief.mark)].concat();
            (hundred::hundred(value, &label), Some(site.t(messages::SQUARES_ARE).to_owned()))
        }
        (CardForm::Map, _) if finest => {
            let [width, height] = home.map;
            let src = svg::escape(&site.file(&release::picture(&brief.id)));
            let given = [("n", &*count(site, home.comuni)), ("name", name)];
            let alt = svg::escape(&fill(site.t(messages::MAP_ALT), &given));
            (
                format!(
                    "<img class=\"map\" src=\"{src}\" alt=\"{alt}\" width=\"{width}\" height=\"{height}\" loading=\"lazy\">"
                ),
                Some(site.t(messages::BY_MUNICIPALITY).to_owned()),
            )
        }
        (CardForm::Line, _) => {
            let breaks = &brief.series_breaks;
            let (from, start) = (method_start(&figure.periods, breaks), comparable(&figure.periods, breaks));
            let (periods, cells) = (figure.periods.get(from..), figure.cells.get(from..));
            let (periods, cells) = (periods.unwrap_or_default(), cells.unwrap_or_default());
            let values: Vec<Option<f64>> = cells.iter().map(|cell| cell.value).collect();
            let at = |at: usize| {
                let (when, cell) = (figure.periods.get(at)?, figure.cells.get(at)?);
                Some([period(when, site.locale), value_text(site, cell, brief.decimals, &brief.mark)].join(": "))
            };
            let last = figure.periods.len().saturating_sub(1);
            let ends = [at(start).filter(|_| start < last), at(last)];
            let said = ends.into_iter().flatten().collect::<Vec<_>>().join(" → ");
            (sparkline(&places(periods), &values, &[name, ": ", &said].concat()), Some(said))
        }
        _ if figure.among > 1 => {
            let (changes, decimals, locale) = (figure.change_percent.is_some(), brief.decimals, site.locale);
            let format = |v| if changes { change(v, locale) } else { number(v, decimals, locale) };
            let shown = figure.change_percent.or(figure.cell.value);
            let bars = site.file(&release::strip(&figure.indicator, &whose.level));
            let given = [("name", whose.name.as_str()), ("n", &count(site, figure.among))];
            let words = if finest { messages::STRIP_REGION } else { messages::STRIP_REGIONS };
            let drawn = strip::strip(figure.axis, shown, &bars, &fill(site.t(messages::STRIP_ALT), &given), format);
            (drawn, Some(site.t(words).to_owned()))
        }
        _ => (String::new(), None),
    }
}

/// Between which values a count moved.
fn between(site: &Site, brief: &IndicatorBrief, figure: &Figure) -> Option<String> {
    let (start, cells) = (comparable(&figure.periods, &brief.series_breaks), &figure.cells);
    let said = |iso: &String| the_period(iso, site.locale);
    let text = |c: &Cell| value_text(site, c, 0, "");
    let given = [
        ("from", said(figure.periods.get(start)?)),
        ("to", said(figure.periods.last()?)),
        ("first", text(cells.get(start)?)),
        ("last", text(cells.last()?)),
    ];
    Some(fill(site.t(messages::CHANGE_BETWEEN), &given.each_ref().map(|(name, value)| (*name, value.as_str()))))
}

/// The number with its mark smaller beside it.
fn big_number(value: f64, decimals: u8, mark: &str, site: &Site) -> AnyView {
    let digits = number(value, decimals, site.locale);
    match (mark, site.locale) {
        ("", _) => digits.into_any(),
        ("€", model::Locale::En) => marked(value, decimals, mark, site.locale).into_any(),
        (mark, _) => view! { {digits}<small>" "{mark.to_owned()}</small> }.into_any(),
    }
}
