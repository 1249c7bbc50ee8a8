//! Dots on a common axis: rankings, similar territories, provinces with the spread inside them.

use drawing::svg::{Anchor, Svg};
use drawing::ticks::{decimals, ticks};
use model::Locale;
use model::number::number;

/// One row.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Name.
    pub name: String,
    /// Plate of the province, weaker.
    pub plate: String,
    /// The value.
    pub value: f64,
    /// Tenth and ninetieth percentile inside it.
    pub spread: Option<[f64; 2]>,
    /// The chosen one.
    pub chosen: bool,
}

/// How the rows are drawn.
pub struct Dots<'a> {
    /// Rows from top to bottom.
    pub rows: &'a [Row],
    /// Name and value of the line they hang from.
    pub reference: Option<(&'a str, f64)>,
    /// Ends of the axis.
    pub axis: [f64; 2],
    /// Width of the drawing.
    pub width: f64,
    /// Blue dots for all, or only for the chosen one.
    pub all_blue: bool,
    /// Class of the drawing.
    pub class: &'a str,
    /// Accessible name.
    pub label: &'a str,
}

/// Ends that hold all rows and the reference, with some air.
pub fn axis<'a>(rows: impl IntoIterator<Item = &'a Row>, reference: Option<f64>) -> [f64; 2] {
    let values = rows.into_iter().flat_map(|r| r.spread.into_iter().flatten().chain([r.value])).chain(reference);
    let (low, high) = values.fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), v| (l.min(v), h.max(v)));
    if low > high {
        return [0.0, 1.0];
    }
    let air = ((high - low) * 0.04).max(high.abs() * 1e-6).max(1e-9);
    [low - air, high + air]
}

const STEP: f64 = 30.0;
const TOP: f64 = 30.0;

/// Draws the rows; `format` writes a value.
pub fn dots(of: &Dots, locale: Locale, format: impl Fn(f64) -> String) -> String {
    let mut svg = Svg::default();
    let bottom = TOP + of.rows.len() as f64 * STEP;
    let values = of.rows.iter().map(|r| format(r.value).chars().count()).max().unwrap_or(0) as f64;
    let (left, right) = (of.width * 0.5, of.width - values * 7.5 - 12.0);
    let [low, high] = of.axis;
    let x = |value: f64| left + (value - low) / (high - low) * (right - left);
    let marks = ticks(low, high, 4);
    let places = decimals(&marks);
    let mut free = f64::NEG_INFINITY;
    for mark in &marks {
        svg.line("g", [x(*mark), TOP], [x(*mark), bottom]);
        let text = number(*mark, places, locale);
        let half = text.chars().count() as f64 * 3.8;
        // What would touch the number before it is left out.
        if x(*mark) - half >= free {
            svg.text("", [x(*mark), bottom + 18.0], Anchor::Middle, &text, "");
            free = x(*mark) + half + 4.0;
        }
    }
    if let Some((name, value)) = of.reference {
        svg.line("ref", [x(value), TOP - 8.0], [x(value), bottom]);
        svg.text("strong", [x(value), TOP - 14.0], Anchor::Middle, &format!("{name} {}", format(value)), "");
    }
    for (at, row) in of.rows.iter().enumerate() {
        let y = TOP + (at as f64 + 0.5) * STEP;
        if let Some([from, to]) = row.spread {
            svg.line("range", [x(from), y], [x(to), y]);
        } else if let Some((_, reference)) = of.reference {
            svg.line("stem", [x(reference), y], [x(row.value), y]);
        } else if low == 0.0 {
            svg.line("stem", [left, y], [x(row.value), y]);
        }
        let text = if row.chosen { "hero" } else { "strong" };
        // Half the width holds about 23 characters; the rest is cut with an ellipsis.
        let room = (left / 7.4) as usize - if row.plate.is_empty() { 0 } else { 3 };
        svg.text(text, [0.0, y + 5.0], Anchor::Start, &cut(&row.name, room), &row.plate);
        let on = row.chosen || of.all_blue;
        svg.circle(if on { "dot on" } else { "dot" }, [x(row.value), y], if row.chosen { 6.0 } else { 5.0 });
        svg.text(text, [of.width, y + 5.0], Anchor::End, &format(row.value), "");
    }
    svg.finish(of.class, of.width, bottom + 26.0, of.label)
}

fn cut(name: &str, room: usize) -> String {
    if name.chars().count() <= room {
        return name.to_owned();
    }
    let mut short: String = name.chars().take(room.saturating_sub(1)).collect();
    short.truncate(short.trim_end().len());
    short.push('…');
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_drawn_in_order_with_value_and_plate() {
        let row =
            |name: &str, value, chosen| Row { name: name.into(), plate: "BG".into(), value, spread: None, chosen };
        let rows = [row("Alto", 1.4, false), row("Nome lunghissimo di comune che non ci sta", 1.2, true)];
        let reference = Some(("Lombardia", 1.14));
        let of = Dots {
            rows: &rows,
            reference,
            axis: axis(&rows, reference.map(|r| r.1)),
            width: 360.0,
            all_blue: false,
            class: "chart",
            label: "Prova",
        };
        let drawn = dots(&of, Locale::It, |v| number(v, 2, Locale::It));
        assert!(drawn.find("Alto").unwrap() < drawn.find("Nome lung").unwrap());
        assert!(drawn.contains("1,40") && drawn.contains("<tspan> BG</tspan>") && drawn.contains('…'));
        assert_eq!(drawn.matches("dot on").count(), 1);
    }
}
