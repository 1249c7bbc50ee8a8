//! Territories of a portal: codes and names of every level, which comune belongs where, and how codes of other
//! years reach the reference date.

use crate::declaration::{self, Levels};
use crate::error::{BadRow, BuildError, Result, all_rows_good};
use model::release::DEFAULT_LEVEL;
use model::territory::{Level, TerritoryRef};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Level id of the portal's whole territory.
pub const REGION: &str = "region";
/// Level id of provinces.
pub const PROVINCE: &str = "province";
/// Level id of local labour systems.
pub const SLL: &str = "sll";
/// Level id of municipalities, the finest.
pub const COMUNE: &str = DEFAULT_LEVEL;

/// A territory with what its level's file says of it.
#[derive(Debug, Clone, Deserialize)]
pub struct Record {
    /// Code within the level.
    pub code: String,
    /// Name, as its publisher writes it.
    pub name: String,
    /// Plate of a province.
    #[serde(default)]
    pub plate: String,
    /// Square kilometres of a municipality.
    #[serde(default)]
    pub area_km2: Option<f64>,
    /// Municipalities outside the portal's region that belong to it too.
    #[serde(default)]
    pub outside: usize,
}

/// The territories of one portal at the reference date.
#[derive(Debug)]
pub struct Territories {
    /// Day whose codes all figures refer to, ISO 8601.
    pub reference_date: String,
    /// Levels, from wide to narrow.
    pub levels: Vec<Level>,
    /// By level id, then code.
    records: BTreeMap<String, BTreeMap<String, Record>>,
    /// By level id, then comune: the territory it belongs to. The comuni themselves are a level too.
    membership: BTreeMap<String, BTreeMap<String, String>>,
    /// Successor of every code that ceased before the reference date.
    history: BTreeMap<String, String>,
    /// Comuni of every region, to tell a foreign code from a wrong one.
    everywhere: BTreeSet<String>,
}

#[derive(Deserialize)]
struct Member {
    comune: String,
    territory: String,
    from: String,
    #[serde(default)]
    to: String,
}

#[derive(Deserialize)]
struct Change {
    code: String,
    successor: String,
    date: String,
}

/// Rows of a CSV file with their line numbers.
pub(crate) fn read_csv<T: serde::de::DeserializeOwned>(data: &Path, name: &str) -> Result<Vec<(u64, T)>> {
    let text = declaration::read_text(&data.join(name))?;
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let (mut rows, mut bad) = (Vec::new(), Vec::new());
    for (number, row) in reader.deserialize().enumerate() {
        let line = number as u64 + 2;
        match row {
            Ok(row) => rows.push((line, row)),
            Err(error) => bad.push(BadRow {
                file: name.into(),
                row: Some(line),
                column: None,
                value: None,
                expected: format!("the columns of the header ({error})"),
                remedy: "run `cruscotto import` again rather than editing the file".into(),
            }),
        }
    }
    all_rows_good(bad)?;
    Ok(rows)
}

/// The territories of the region `region`.
///
/// # Errors
/// Missing or malformed files; a comune without a territory in one of the nested levels.
pub fn load(data: &Path, region: &str) -> Result<Territories> {
    let Levels { reference_date, levels } = declaration::levels(data)?;
    let mut records = BTreeMap::new();
    let mut membership: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
    let mut everywhere = BTreeSet::new();
    for level in levels.iter().filter(|l| l.id != COMUNE) {
        let rows: Vec<(u64, Member)> = read_csv(data, &format!("territories/membership/{}.csv", level.id))?;
        let valid = |m: &Member| {
            m.from.as_str() <= reference_date.as_str() && (m.to.is_empty() || m.to.as_str() > reference_date.as_str())
        };
        let of_level: BTreeMap<String, String> =
            rows.into_iter().filter(|(_, m)| valid(m)).map(|(_, m)| (m.comune, m.territory)).collect();
        membership.insert(level.id.clone(), of_level);
    }
    let comuni: BTreeSet<String> = membership
        .get(REGION)
        .into_iter()
        .flatten()
        .filter(|(_, territory)| *territory == region)
        .map(|(comune, _)| comune.clone())
        .collect();
    if comuni.is_empty() {
        return Err(BuildError::declaration(
            "territories/membership/region.csv",
            format!("no comune belongs to region '{region}'"),
            "run `cruscotto import` for that region, or correct `region` in the portal's file",
        ));
    }
    membership.insert(COMUNE.into(), comuni.iter().map(|c| (c.clone(), c.clone())).collect());
    for level in &levels {
        let rows: Vec<(u64, Record)> = read_csv(data, &format!("territories/{}.csv", level.id))?;
        if level.id == COMUNE {
            everywhere = rows.iter().map(|(_, r)| r.code.clone()).collect();
        }
        let of_level = membership.entry(level.id.clone()).or_default();
        of_level.retain(|comune, _| comuni.contains(comune));
        let used: BTreeSet<&String> = of_level.values().collect();
        let kept: BTreeMap<String, Record> =
            rows.into_iter().filter(|(_, r)| used.contains(&r.code)).map(|(_, r)| (r.code.clone(), r)).collect();
        nested(level, of_level, &comuni, &kept)?;
        records.insert(level.id.clone(), kept);
    }
    let changes: Vec<(u64, Change)> = read_csv(data, "territories/history.csv")?;
    let history = changes
        .into_iter()
        .filter(|(_, c)| c.date.as_str() <= reference_date.as_str())
        .map(|(_, c)| (c.code, c.successor))
        .collect();
    Ok(Territories { reference_date, levels, records, membership, history, everywhere })
}

/// Every comune has exactly one territory of the level, and that territory has a name.
fn nested(
    level: &Level,
    membership: &BTreeMap<String, String>,
    comuni: &BTreeSet<String>,
    records: &BTreeMap<String, Record>,
) -> Result<()> {
    let file = format!("territories/membership/{}.csv", level.id);
    let fault = |value: &str, expected: String, remedy: String| BadRow {
        file: file.clone(),
        row: None,
        column: None,
        value: Some(value.into()),
        expected,
        remedy,
    };
    let mut bad = Vec::new();
    for comune in comuni {
        match membership.get(comune) {
            None => bad.push(fault(
                comune,
                format!("every comune to belong to one {}", level.one.en.to_lowercase()),
                "add a row for it".into(),
            )),
            Some(code) if !records.contains_key(code) => {
                bad.push(fault(code, "a code with a name".into(), format!("add it to territories/{}.csv", level.id)));
            }
            Some(_) => {}
        }
    }
    all_rows_good(bad)
}

/// Where a code of any year ends up at the reference date.
#[derive(Debug, PartialEq, Eq)]
pub enum Bridged<'a> {
    /// A comune of the portal.
    Here(&'a str),
    /// A comune of another region.
    Elsewhere,
    /// No comune that we know of.
    Unknown,
}

impl Territories {
    /// Follows mergers and recodings to the reference date.
    pub fn bridge<'a>(&'a self, code: &'a str) -> Bridged<'a> {
        let mut at = code;
        // Chains are short; the bound only guards against a cycle in the file.
        for _ in 0..16 {
            if self.record(COMUNE, at).is_some() {
                return Bridged::Here(at);
            }
            match self.history.get(at) {
                Some(next) => at = next,
                None if self.everywhere.contains(at) => return Bridged::Elsewhere,
                None => return Bridged::Unknown,
            }
        }
        Bridged::Unknown
    }

    /// What a level's file says of a territory.
    pub fn record(&self, level: &str, code: &str) -> Option<&Record> {
        self.records.get(level)?.get(code)
    }

    /// Codes of a level, ascending.
    pub fn codes(&self, level: &str) -> impl Iterator<Item = &str> {
        self.records.get(level).into_iter().flatten().map(|(code, _)| code.as_str())
    }

    /// The territory of `level` that a comune belongs to.
    pub fn of_comune(&self, level: &str, comune: &str) -> Option<&str> {
        self.membership.get(level)?.get(comune).map(String::as_str)
    }

    /// Pairs of comune and territory at `level`, by comune.
    pub fn members(&self, level: &str) -> impl Iterator<Item = (&str, &str)> {
        self.membership.get(level).into_iter().flatten().map(|(c, t)| (c.as_str(), t.as_str()))
    }

    /// The territory as other pages refer to it.
    pub fn reference(&self, level: &str, code: &str) -> TerritoryRef {
        let record = self.record(level, code);
        let province = match level {
            COMUNE => self.of_comune(PROVINCE, code),
            PROVINCE => Some(code),
            _ => None,
        };
        let plate = province.and_then(|p| self.record(PROVINCE, p)).map(|p| p.plate.clone());
        TerritoryRef {
            level: level.into(),
            code: code.into(),
            name: record.map_or_else(|| code.to_owned(), |r| r.name.clone()),
            plate: plate.unwrap_or_default(),
        }
    }
}
