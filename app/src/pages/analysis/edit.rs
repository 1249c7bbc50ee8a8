//! What a control does to a question: each has a word in its markup, which is read here.

use model::analysis::{Base, Calculation, Chart, Cube, Measure, PERIOD, Pivot, Sort, TERRITORY, View, level_of};

/// The question after an action; `None` for one that is none. `value` is what a field of choices says.
///
/// | action | does |
/// | --- | --- |
/// | `rows:F`, `columns:F`, `filters:F` | moves a field |
/// | `before:F`, `after:F` | moves it within its well |
/// | `item:F` | puts the code `value` in or takes it out |
/// | `only:F` | looks at the code `value` alone |
/// | `all:F` | looks at all codes |
/// | `measure`, `level`, `calculation`, `base`, `chart` | chooses `value` |
/// | `sort:N` | orders by a column, the other way round when it is by that |
pub(crate) fn edited(view: &View, cube: &Cube, pivot: Option<&Pivot>, action: &str, value: &str) -> Option<View> {
    let (action, field) = action.split_once(':').unwrap_or((action, ""));
    let known = || cube.fields().any(|own| own == field);
    let mut next = view.clone();
    match action {
        "rows" | "columns" | "filters" if known() => {
            next.rows.retain(|own| own != field);
            next.columns.retain(|own| own != field);
            match action {
                "rows" => next.rows.push(field.into()),
                "columns" => next.columns.push(field.into()),
                // What was shown is not what is looked at alone.
                _ => drop(next.choices.remove(field)),
            }
            if next.rows.is_empty() {
                next.rows = std::mem::take(&mut next.columns);
            }
            next.sort = None;
            next.base = next.base.filter(|base| next.rows.contains(&base.field) || next.columns.contains(&base.field));
        }
        "before" | "after" => {
            for fields in [&mut next.rows, &mut next.columns] {
                if let Some(at) = fields.iter().position(|own| own == field) {
                    let to = if action == "before" { at.checked_sub(1)? } else { at + 1 };
                    if to >= fields.len() {
                        return None;
                    }
                    fields.swap(at, to);
                }
            }
            next.sort = None;
        }
        "item" if known() => {
            let shown = view.shows(field);
            let chosen = next.choices.entry(field.into()).or_insert_with(|| {
                // All of a field is not one of its parts.
                let part = |code: &&str| field == PERIOD || field == TERRITORY && level_of(code, &view.level);
                let start = cube.start(field).filter(part).map(str::to_owned);
                if shown { items(cube, pivot, view, field) } else { start.into_iter().collect() }
            });
            match chosen.iter().position(|own| own == value) {
                Some(at) => drop(chosen.remove(at)),
                None => chosen.push(value.into()),
            }
            // In the order of lists; what is in none stays behind them.
            let order = all(cube, field);
            let listed = order.iter().filter(|code| chosen.contains(code)).cloned();
            let others = chosen.iter().filter(|code| !order.contains(code)).cloned();
            *chosen = listed.chain(others).collect();
            if chosen.is_empty() {
                next.choices.remove(field);
            }
        }
        "only" if known() => drop(next.choices.insert(field.into(), vec![value.into()])),
        "all" => drop(next.choices.remove(field)),
        "measure" => next.measure = Measure::ALL.into_iter().find(|own| own.id() == value)?,
        "level" => {
            value.clone_into(&mut next.level);
            next.choices.remove(TERRITORY);
        }
        "calculation" => {
            next.calculation = Calculation::ALL.into_iter().find(|own| own.id() == value)?;
            next.base = next.base.filter(|_| next.calculation.has_base());
            if next.calculation.has_base() && next.base.is_none() && !next.shows(PERIOD) {
                next.base = first_base(&next, cube);
            }
        }
        "base" => {
            let base = value.split_once(':');
            next.base = base.map(|(field, code)| Base { field: field.into(), code: code.into() });
        }
        "chart" => next.chart = Chart::ALL.into_iter().find(|own| own.id() == value)?,
        "sort" => {
            let head = pivot?.columns.get(field.parse::<usize>().ok()?)?;
            let column = if head.total { Vec::new() } else { head.codes.clone() };
            let again = next.sort.as_ref().is_some_and(|sort| sort.column == column && !sort.ascending);
            next.sort = Some(Sort { column, ascending: again });
        }
        _ => return None,
    }
    // What cannot be drawn like that any more stands as numbers.
    if action != "chart" && !cube.draws(&next) {
        next.chart = Chart::Table;
    }
    let stands = |base: &Base| {
        let chosen = next.choices.get(&base.field).is_none_or(|codes| codes.contains(&base.code));
        chosen && (base.field != TERRITORY || level_of(&base.code, &next.level))
    };
    if !next.base.as_ref().is_none_or(stands) {
        next.base = if next.shows(PERIOD) { None } else { first_base(&next, cube) };
    }
    Some(next)
}

/// The question put to another cube: what of it fits there stays.
#[cfg(any(feature = "csr", test))]
pub(crate) fn moved(view: &View, to: &Cube) -> View {
    let level = if to.levels.contains(&view.level) { view.level.clone() } else { widest(to) };
    let mut next = View::of(&to.id, &level);
    next.chart = view.chart;
    let fits = |fields: &[String]| -> Vec<String> {
        fields.iter().filter(|field| to.fields().any(|own| own == field.as_str())).cloned().collect()
    };
    next.rows = fits(&view.rows);
    if next.rows.is_empty() {
        next.rows = vec![TERRITORY.into()];
    }
    next.columns = fits(&view.columns).into_iter().filter(|field| !next.rows.contains(field)).collect();
    if next.columns.iter().any(|field| field == PERIOD) && to.periods.len() < 2 {
        next.columns.retain(|field| field != PERIOD);
    }
    for calculation in [view.calculation, Calculation::Value] {
        next.calculation = calculation;
        if !to.draws(&next) {
            next.chart = Chart::Table;
        }
        if to.check(&next).is_ok() {
            return next;
        }
    }
    View::of(&to.id, &level)
}

/// The question that a cube begins with: its places by its first dimension, or by its last periods; where it has no narrower places than
/// regions, its periods by its first dimension.
#[cfg(any(feature = "csr", test))]
pub(crate) fn begun(cube: &Cube, level: &str) -> View {
    let level = if cube.levels.iter().any(|own| own == level) { level.to_owned() } else { widest(cube) };
    let mut view = View::of(&cube.id, &level);
    let first = cube.dimensions.first().map(|own| own.id.clone());
    let over_time = cube.periods.len() > 1;
    if cube.levels.len() == 1 && over_time && level_of(&cube.whole, &level) {
        view.rows = vec![PERIOD.into()];
        view.columns.extend(first);
    } else if let Some(first) = first {
        view.columns.push(first);
    } else if over_time {
        view.columns.push(PERIOD.into());
        if let Some(skipped) = cube.periods.len().checked_sub(LAST).filter(|skipped| *skipped > 0) {
            view.choices.insert(PERIOD.into(), cube.periods[skipped..].to_vec());
        }
    }
    view
}

/// Periods that a question begins with.
#[cfg(any(feature = "csr", test))]
const LAST: usize = 8;

/// The level a question begins with: one that fits a screen, where there is one.
#[cfg(any(feature = "csr", test))]
pub(crate) fn widest(cube: &Cube) -> String {
    let fits = |level: &&String| *level == "province";
    cube.levels.iter().find(fits).or_else(|| cube.levels.first()).cloned().unwrap_or_default()
}

/// What cells are set against where no period is: the first code of a dimension, of the columns rather than of the rows.
fn first_base(view: &View, cube: &Cube) -> Option<Base> {
    let field = view.columns.iter().chain(&view.rows).find(|field| cube.dimension(field).is_some())?;
    let total = cube.total(field, &view.level);
    let chosen = view.choices.get(field).filter(|own| !own.is_empty()).cloned();
    let code = chosen.unwrap_or_else(|| all(cube, field)).into_iter().find(|code| Some(code.as_str()) != total)?;
    Some(Base { field: field.clone(), code })
}

/// All codes of a field but its total; of territories none, whose codes the cube does not know.
fn all(cube: &Cube, field: &str) -> Vec<String> {
    match field {
        TERRITORY => Vec::new(),
        PERIOD => cube.periods.clone(),
        _ => cube.dimension(field).into_iter().flat_map(|own| own.code.iter().map(|code| code.id.clone())).collect(),
    }
}

/// Codes of a field that a table shows.
fn items(cube: &Cube, pivot: Option<&Pivot>, view: &View, field: &str) -> Vec<String> {
    if field != TERRITORY {
        let total = cube.total(field, &view.level);
        return all(cube, field).into_iter().filter(|code| Some(code.as_str()) != total).collect();
    }
    let Some(pivot) = pivot else { return Vec::new() };
    let of = |fields: &[String], heads: &[model::analysis::Head]| -> Vec<String> {
        let at = fields.iter().position(|own| own == field);
        let codes = at
            .map(|at| heads.iter().filter_map(move |head| head.codes.get(at).filter(|code| !code.is_empty()).cloned()));
        codes.into_iter().flatten().collect()
    };
    let mut codes = Vec::new();
    for code in [of(&view.rows, &pivot.rows), of(&view.columns, &pivot.columns)].concat() {
        if !codes.contains(&code) {
            codes.push(code);
        }
    }
    codes
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::Text;
    use model::analysis::Dimension;
    use model::indicator::{Code, Kind};

    fn text() -> Text {
        Text::default()
    }

    fn cube(id: &str, dimensions: &[&str], periods: usize, levels: &[&str]) -> Cube {
        let code = |id: &str| Code { id: id.into(), name: text() };
        let dimension = |id: &&str| Dimension {
            id: (*id).into(),
            name: text(),
            code: ["_T", "F", "M"].map(code).to_vec(),
            total: Some("_T".into()),
            adds: true,
        };
        Cube {
            id: id.into(),
            theme: text(),
            name: text(),
            unit: text(),
            numerator: text(),
            denominator: None,
            decimals: 0,
            mark: String::new(),
            kind: Kind::Count,
            multiplier: 1.0,
            absolute: true,
            flow: false,
            rounded: false,
            levels: levels.iter().map(|level| (*level).into()).collect(),
            periods: (0..periods).map(|n| format!("{}", 2010 + n)).collect(),
            series_breaks: Vec::new(),
            dimensions: dimensions.iter().map(dimension).collect(),
            crossed: false,
            whole: "region/03".into(),
            simulated: false,
            credit: text(),
            previous_ids: Vec::new(),
            file: String::new(),
        }
    }

    /// Rows, columns and choices after some actions.
    fn after(cube: &Cube, actions: &[(&str, &str)]) -> String {
        let mut view = View::of(&cube.id, "province");
        for (action, value) in actions {
            view = edited(&view, cube, None, action, value).unwrap_or(view);
        }
        let choices: Vec<String> =
            view.choices.iter().map(|(field, codes)| [field, "=", &codes.join("+")].concat()).collect();
        format!("{} | {} | {}", view.rows.join(","), view.columns.join(","), choices.join(" "))
    }

    #[test]
    fn fields_move_between_wells_and_the_rows_are_never_empty() {
        let cube = cube("x", &["sex", "age"], 2, &["province"]);
        assert_eq!(after(&cube, &[("columns:sex", "")]), "territory | sex | ");
        assert_eq!(after(&cube, &[("columns:sex", ""), ("rows:sex", "")]), "territory,sex |  | ");
        assert_eq!(after(&cube, &[("rows:sex", ""), ("before:sex", "")]), "sex,territory |  | ");
        assert_eq!(after(&cube, &[("columns:sex", ""), ("filters:territory", "")]), "sex |  | ");
        // What is no field is none.
        assert_eq!(after(&cube, &[("rows:nope", ""), ("nonsense", ""), ("before:territory", "")]), "territory |  | ");
    }

    #[test]
    fn codes_are_put_in_and_taken_out_in_the_order_of_lists() {
        let cube = cube("x", &["sex"], 2, &["province"]);
        assert_eq!(after(&cube, &[("columns:sex", ""), ("item:sex", "F")]), "territory | sex | sex=M");
        assert_eq!(after(&cube, &[("only:sex", "M"), ("item:sex", "F")]), "territory |  | sex=F+M");
        // Parts, not the total with one of them.
        assert_eq!(after(&cube, &[("item:sex", "F")]), "territory |  | sex=F");
        assert_eq!(after(&cube, &[("item:period", "2010")]), "territory |  | period=2010+2011");
        // The last one gone is all of them.
        assert_eq!(after(&cube, &[("only:sex", "M"), ("item:sex", "M")]), "territory |  | ");
        assert_eq!(
            after(&cube, &[("only:period", "2010"), ("item:period", "2011"), ("all:period", "")]),
            "territory |  | "
        );
    }

    #[test]
    fn a_base_is_a_period_or_the_first_code_there_is() {
        let cube = cube("x", &["sex"], 2, &["province"]);
        let mut view = View::of("x", "province");
        assert_eq!(edited(&view, &cube, None, "calculation", "index").unwrap().base, None);
        view.columns = vec!["sex".into()];
        let index = edited(&view, &cube, None, "calculation", "index").unwrap();
        assert_eq!(index.base, Some(Base { field: "sex".into(), code: "F".into() }));
        assert_eq!(cube.check(&index), Ok(()));
        // Gone with its field, and with what needs it.
        assert_eq!(edited(&index, &cube, None, "filters:sex", "").unwrap().base, None);
        assert_eq!(edited(&index, &cube, None, "calculation", "rank").unwrap().base, None);
    }

    #[test]
    fn another_cube_takes_what_fits() {
        let (from, to) =
            (cube("x", &["sex", "age"], 3, &["comune", "province"]), cube("y", &["sex"], 1, &["sll", "province"]));
        let mut view = View::of("x", "comune");
        view.rows = vec!["sex".into(), "age".into()];
        view.columns = vec![PERIOD.into()];
        view.calculation = Calculation::Change;
        assert_eq!(from.check(&view), Ok(()));
        let there = moved(&view, &to);
        assert_eq!((there.level.as_str(), there.rows.join(""), there.columns.len()), ("province", "sex".to_owned(), 0));
        assert_eq!((there.calculation, to.check(&there)), (Calculation::Value, Ok(())));
    }

    #[test]
    fn a_cube_begins_with_what_it_has() {
        let begins = |cube: &Cube, level: &str| {
            let view = begun(cube, level);
            assert_eq!(cube.check(&view), Ok(()));
            format!(
                "{} {} | {} {}",
                view.level,
                view.rows.join(","),
                view.columns.join(","),
                view.choices.values().flatten().count()
            )
        };
        assert_eq!(begins(&cube("x", &["sex"], 3, &["comune", "province"]), ""), "province territory | sex 0");
        assert_eq!(begins(&cube("x", &[], 12, &["comune", "province"]), "comune"), "comune territory | period 8");
        assert_eq!(begins(&cube("x", &[], 1, &["sll"]), "nope"), "sll territory |  0");
        assert_eq!(begins(&cube("x", &["sex"], 3, &["region"]), "region"), "region period | sex 0");
    }
}
