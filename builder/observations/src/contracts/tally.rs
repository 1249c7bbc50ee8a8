//! True counts of every territory, year and margin, and of wider ones by month; the proof that they hang together.

use crate::territory::{COMUNE, PROVINCE, REGION, Territories};
use arrow::array::{Array, AsArray, RecordBatch};
use arrow::compute::cast;
use arrow::datatypes::{DataType, Int64Type};
use events::intake::AGE_CLASSES;
use model::indicator::TOTAL;
use source::error::{BuildError, Result};
use std::collections::{BTreeMap, BTreeSet};

/// Codes of sex, age and citizenship: one of them at a time, the others are totals.
pub(super) type Margin = [&'static str; 3];

/// What is counted of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Measure {
    Activations,
    Terminations,
    Transformations,
    Extensions,
    /// Contracts that ended after thirty days or less.
    ShortTerminations,
    /// The sum of the twelve month-end stocks: the average, in twelfths of a contract.
    StockMonths,
}

impl Measure {
    pub(super) const ALL: [Self; 6] = [
        Self::Activations,
        Self::Terminations,
        Self::Transformations,
        Self::Extensions,
        Self::ShortTerminations,
        Self::StockMonths,
    ];

    /// Its place in [`Counts`].
    pub(super) fn place(self) -> usize {
        self as usize
    }

    /// Name of its column.
    pub(super) fn column(self) -> &'static str {
        match self {
            Self::Activations => "activations",
            Self::Terminations => "terminations",
            Self::Transformations => "transformations",
            Self::Extensions => "extensions",
            Self::ShortTerminations => "short_terminations",
            Self::StockMonths => "stock",
        }
    }

    /// How many of it are one contract in a year. Month-end stocks are the terms of that sum, so they are counted in its
    /// units, and rounded as coarsely.
    pub(super) fn parts(self) -> u32 {
        if self == Self::StockMonths { 12 } else { 1 }
    }
}

/// A place, a year or a month, a margin.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Key {
    pub(super) level: String,
    pub(super) territory: String,
    /// `yyyy`, or `yyyymm` of the [levels](MONTHLY) that are counted by month, as totals.
    pub(super) period: i64,
    pub(super) margin: Margin,
}

impl Key {
    /// Whether a month is counted.
    pub(super) fn is_month(&self) -> bool {
        self.period > 9999
    }

    /// ISO 8601.
    pub(super) fn iso(&self) -> String {
        if self.is_month() {
            format!("{}-{:02}", self.period / 100, self.period % 100)
        } else {
            self.period.to_string()
        }
    }
}

impl std::fmt::Display for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        write!(f, "{} {} {} {}", self.level, self.territory, self.iso(), self.margin.join(" "))
    }
}

/// Levels that are counted by month too.
pub(super) const MONTHLY: [&str; 2] = [REGION, PROVINCE];

/// Columns of flows in the rows of both queries, in the order of [`Measure::ALL`].
const FLOWS: [&str; 5] = ["activations", "terminations", "transformations", "extensions", "short_terminations"];

/// Counts in the order of [`Measure::ALL`].
pub(super) type Counts = [i64; 6];

/// True counts; never written anywhere.
#[derive(Debug, Default)]
pub(super) struct Tally {
    pub(super) counts: BTreeMap<Key, Counts>,
}

/// The margins, totals first.
pub(super) fn margins() -> Vec<Margin> {
    let ages = AGE_CLASSES.map(|age| age.code);
    let sexes = ["F", "M"].map(|sex| [sex, TOTAL, TOTAL]);
    let citizenships = ["ITL", "FRG"].map(|citizenship| [TOTAL, TOTAL, citizenship]);
    let ages = ages.map(|age| [TOTAL, age, TOTAL]);
    std::iter::once([TOTAL; 3]).chain(sexes).chain(ages).chain(citizenships).collect()
}

/// Codes of a row of numbers; none is the total.
fn margin(sex: Option<i64>, age: Option<i64>, citizenship: Option<i64>) -> Margin {
    let place = |number: i64| usize::try_from(number - 1).ok();
    let age = age.map(|age| place(age).and_then(|at| AGE_CLASSES.get(at)).map_or("", |class| class.code));
    [
        sex.map_or(TOTAL, |sex| if sex == 2 { "F" } else { "M" }),
        age.unwrap_or(TOTAL),
        citizenship.map_or(TOTAL, |citizenship| if citizenship == 1 { "ITL" } else { "FRG" }),
    ]
}

impl Tally {
    /// From the rows of `yearly.sql`: every full year of every comune and margin, and of the wider `levels`.
    pub(super) fn new(
        rows: &[RecordBatch],
        years: std::ops::RangeInclusive<i64>,
        levels: &[String],
        territories: &Territories,
    ) -> Result<Self> {
        let mut changes: BTreeMap<(String, Margin), BTreeMap<i64, [i64; 7]>> = BTreeMap::new();
        for batch in rows {
            let column = |name: &str| numbers(batch, name);
            let [comune, year] = [column("comune")?, column("year")?];
            let keys = [column("sex")?, column("age")?, column("citizenship")?];
            let counts = FLOWS.iter().chain(&["stock_change", "stock_change_months"]).map(|name| column(name));
            let counts = counts.collect::<Result<Vec<_>>>()?;
            for row in 0..batch.num_rows() {
                let at = |column: &Vec<Option<i64>>| column.get(row).copied().flatten();
                let [sex, age, citizenship] = keys.each_ref().map(at);
                let comune = format!("{:06}", at(&comune).unwrap_or_default());
                let of = changes.entry((comune, margin(sex, age, citizenship))).or_default();
                let counts = std::array::from_fn(|place| counts.get(place).and_then(at).unwrap_or_default());
                of.insert(at(&year).unwrap_or_default(), counts);
            }
        }
        let mut tally = Self::default();
        for comune in territories.codes(COMUNE) {
            for margin in margins() {
                let changes = changes.get(&(comune.to_owned(), margin));
                tally.comune(comune, margin, changes, years.clone());
            }
        }
        tally.widen(levels, territories);
        Ok(tally)
    }

    fn comune(
        &mut self,
        comune: &str,
        margin: Margin,
        changes: Option<&BTreeMap<i64, [i64; 7]>>,
        years: std::ops::RangeInclusive<i64>,
    ) {
        let before = changes.into_iter().flat_map(|changes| changes.range(..*years.start()));
        let mut stock: i64 = before.map(|(_, counts)| counts[5]).sum();
        for year in years {
            let [begun, ended, lasting, longer, short, change, months] =
                changes.and_then(|changes| changes.get(&year)).copied().unwrap_or_default();
            let key = Key { level: COMUNE.into(), territory: comune.into(), period: year, margin };
            self.counts.insert(key, [begun, ended, lasting, longer, short, 12 * stock + months]);
            stock += change;
        }
    }

    /// Adds the `months` (`yyyymm`, ascending) of the region and its provinces, from the rows of `monthly.sql`: flows, and
    /// the stock at the end of each.
    pub(super) fn add_months(&mut self, rows: &[RecordBatch], months: &[i64], territories: &Territories) -> Result<()> {
        let mut changes: BTreeMap<String, BTreeMap<i64, Counts>> = BTreeMap::new();
        for batch in rows {
            let [comune, month] = [numbers(batch, "comune")?, numbers(batch, "month")?];
            let counts = FLOWS.iter().chain(&["stock_change"]).map(|name| numbers(batch, name));
            let counts = counts.collect::<Result<Vec<_>>>()?;
            for row in 0..batch.num_rows() {
                let at = |column: &Vec<Option<i64>>| column.get(row).copied().flatten().unwrap_or_default();
                let of = changes.entry(format!("{:06}", at(&comune))).or_default();
                of.insert(at(&month), std::array::from_fn(|place| counts.get(place).map(at).unwrap_or_default()));
            }
        }
        for level in MONTHLY {
            for (territory, comuni) in territories.parts(level, COMUNE) {
                let own: Vec<_> = comuni.iter().filter_map(|comune| changes.get(*comune)).collect();
                let mut stock = 0;
                let mut before = i64::MIN;
                for month in months {
                    let since = own.iter().flat_map(|changes| changes.range(before..=*month));
                    stock += since.map(|(_, counts)| counts[5]).sum::<i64>();
                    before = month + 1;
                    let mut sum = Counts::default();
                    for counts in own.iter().filter_map(|changes| changes.get(month)) {
                        sum.iter_mut().zip(counts).for_each(|(sum, part)| *sum += part);
                    }
                    sum[5] = stock;
                    let key =
                        Key { level: level.into(), territory: territory.into(), period: *month, margin: [TOTAL; 3] };
                    self.counts.insert(key, sum);
                }
            }
        }
        Ok(())
    }

    /// Adds wider levels up from the comuni; territories of one level may share some.
    fn widen(&mut self, levels: &[String], territories: &Territories) {
        for level in levels.iter().filter(|level| *level != COMUNE) {
            for (territory, comuni) in territories.parts(level, COMUNE) {
                let mut sums: BTreeMap<(i64, Margin), Counts> = BTreeMap::new();
                for comune in comuni {
                    let first =
                        Key { level: COMUNE.into(), territory: comune.into(), period: i64::MIN, margin: [""; 3] };
                    let own = self.counts.range(first..).take_while(|(key, _)| key.territory == comune);
                    for (key, counts) in own {
                        let sum = sums.entry((key.period, key.margin)).or_default();
                        sum.iter_mut().zip(counts).for_each(|(sum, part)| *sum += part);
                    }
                }
                self.counts.extend(sums.into_iter().map(|((period, margin), counts)| {
                    (Key { level: level.clone(), territory: territory.into(), period, margin }, counts)
                }));
            }
        }
    }
}

/// Holds the cube against the contracts that were open at the end of each month when the deliveries were taken in:
/// stock is the stock of before, and what came in, less what went out.
///
/// # Errors
/// A month whose stock is another, or a comune with less than none.
pub(super) fn identity(rows: &[RecordBatch], open: &BTreeMap<i64, u64>) -> Result<()> {
    let mut changes: BTreeMap<i64, BTreeMap<i64, i64>> = BTreeMap::new();
    for batch in rows {
        let [comune, month, change] =
            [numbers(batch, "comune")?, numbers(batch, "month")?, numbers(batch, "stock_change")?];
        for ((comune, month), change) in comune.iter().zip(&month).zip(&change) {
            let of = changes.entry(month.unwrap_or_default()).or_default();
            *of.entry(comune.unwrap_or_default()).or_default() += change.unwrap_or_default();
        }
    }
    let mut stocks: BTreeMap<i64, i64> = BTreeMap::new();
    let fault = |problem: String| {
        let remedy = "ingest the deliveries again; if it stays, events and cube are not of one making";
        Err(BuildError::declaration("contracts", problem, remedy))
    };
    let months: BTreeSet<i64> = changes.keys().chain(open.keys()).copied().collect();
    for month in months {
        for (comune, change) in changes.get(&month).into_iter().flatten() {
            let stock = stocks.entry(*comune).or_default();
            *stock += change;
            if *stock < 0 {
                return fault(format!("comune {comune:06} has {stock} contracts at the end of {month}"));
            }
        }
        let (stock, expected) = (stocks.values().sum::<i64>(), open.get(&month).copied().unwrap_or_default());
        if u64::try_from(stock) != Ok(expected) {
            return fault(format!("{stock} contracts at the end of {month}, {expected} were open"));
        }
    }
    Ok(())
}

/// A column of whole numbers, null where it is a total.
fn numbers(batch: &RecordBatch, name: &str) -> Result<Vec<Option<i64>>> {
    let column = batch.column_by_name(name).and_then(|column| cast(column, &DataType::Int64).ok());
    let column = column.ok_or_else(|| {
        BuildError::declaration("cube", format!("there is no column '{name}'"), "ingest the deliveries again")
    })?;
    let numbers = column.as_primitive::<Int64Type>();
    Ok((0..numbers.len()).map(|row| (!numbers.is_null(row)).then(|| numbers.value(row))).collect())
}
