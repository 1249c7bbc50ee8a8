//! Territories of a portal: codes and names of every level, which comune belongs where, and how codes of other
//! years reach the reference date.

use crate::declaration::{self, Levels};
use crate::disk::read_csv;
use model::identifier::{CODE, is_code};
use model::portal::Identity;
use model::release::DEFAULT_LEVEL;
use model::territory::{Event, Level, TerritoryRef};
use serde::Deserialize;
use source::error::{BadRow, BuildError, Result, all_rows_good};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Level id of the country.
pub const COUNTRY: &str = "country";
/// Level id of regions; one of them is the portal's whole territory.
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
    /// `region` or `province` for a municipality that is the seat of one; a region's is a province's too.
    #[serde(default)]
    pub capital: String,
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

impl Record {
    /// The name, and for a territory that reaches beyond the region that only a part of it is meant: its figures are of that part,
    /// and would pass for those of the whole in every list and ranking.
    fn shown(&self) -> String {
        if self.outside > 0 { format!("{} (parte)", self.name) } else { self.name.clone() }
    }
}

/// The territories of one portal at the reference date.
#[derive(Debug)]
pub struct Territories {
    /// Day whose codes all figures refer to, ISO 8601.
    pub reference_date: String,
    /// Code of the portal's region.
    pub region: String,
    /// Levels, from wide to narrow.
    pub levels: Vec<Level>,
    /// By level id, then code: the country, every region, and within the portal's region the territories of each level.
    records: BTreeMap<String, BTreeMap<String, Record>>,
    /// By level id, then comune: the territories it belongs to. The comuni themselves are a level too.
    membership: BTreeMap<String, BTreeMap<String, Vec<String>>>,
    /// What became of every code that ceased before the reference date.
    history: BTreeMap<String, Former>,
    /// Codes of every level everywhere, to tell a foreign code from a wrong one.
    everywhere: BTreeMap<String, BTreeSet<String>>,
}

/// Whether a code of a level is one of ours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Known {
    /// A territory with figures in this portal.
    Here,
    /// One of another portal.
    Elsewhere,
    /// No territory that we know of.
    No,
}

/// A line of a membership file.
#[derive(Debug, Deserialize)]
pub struct Member {
    /// Code of the comune.
    pub comune: String,
    /// Code of the territory it belongs to.
    pub territory: String,
    /// First day, ISO 8601.
    pub from: String,
    /// First day without it; empty while it holds.
    #[serde(default)]
    pub to: String,
    /// Id of the source that says so.
    #[serde(default)]
    pub source: String,
}

/// A line of the history.
#[derive(Deserialize)]
struct Change {
    code: String,
    successor: String,
    share: f64,
    date: String,
    event: Event,
}

/// A code that ceased.
#[derive(Debug, Clone, PartialEq)]
pub struct Former {
    /// First day without it, ISO 8601.
    pub date: String,
    /// What ended it.
    pub event: Event,
    /// The comuni that have its territory at the reference date, with their shares of its figures.
    pub successors: Vec<Part>,
}

/// A comune at the reference date and its share of the figures of a code, up to 1.
pub type Part = (String, f64);

/// The territories of the region `region`.
///
/// # Errors
/// Missing or malformed files; a comune that belongs to no territory of a level, or to several, where the level does not
/// say that this may be.
pub fn load(data: &Path, region: &str) -> Result<Territories> {
    let Levels { reference_date, levels } = declaration::levels(data)?;
    let mut membership: BTreeMap<String, BTreeMap<String, Vec<String>>> = BTreeMap::new();
    for level in levels.iter().filter(|l| l.id != COMUNE && l.id != COUNTRY) {
        membership.insert(level.id.clone(), members(data, level, &reference_date)?);
    }
    let of_region = |territories: &Vec<String>| territories.iter().any(|territory| territory == region);
    let comuni: BTreeSet<String> = membership
        .get(REGION)
        .into_iter()
        .flatten()
        .filter(|(_, territories)| of_region(territories))
        .map(|(comune, _)| comune.clone())
        .collect();
    if comuni.is_empty() {
        return Err(BuildError::declaration(
            "territories/membership/region.csv",
            format!("no comune belongs to region '{region}'"),
            "run `cruscotto import` for that region, or correct `region` in the portal's file",
        ));
    }
    membership.insert(COMUNE.into(), comuni.iter().map(|c| (c.clone(), vec![c.clone()])).collect());
    let (mut records, mut everywhere) = (BTreeMap::new(), BTreeMap::new());
    for level in &levels {
        let file = format!("territories/{}.csv", level.id);
        let rows: Vec<(u64, Record)> = read_csv(data, &file)?;
        let unfit = rows.iter().filter(|(_, record)| !is_code(&record.code));
        let remedy = "correct it in the source that lists the territories, and import again";
        let unfit = unfit
            .map(|(line, record)| BadRow::new(&file, CODE, remedy).in_row(*line).in_column("code").found(&record.code));
        all_rows_good(unfit.collect())?;
        everywhere.insert(level.id.clone(), rows.iter().map(|(_, r)| r.code.clone()).collect());
        let of_level = membership.entry(level.id.clone()).or_default();
        of_level.retain(|comune, _| comuni.contains(comune));
        let used: BTreeSet<&String> = of_level.values().flatten().collect();
        let wide = level.id == COUNTRY || level.id == REGION;
        let kept = rows.into_iter().map(|(_, r)| r).filter(|r| wide || used.contains(&r.code));
        let kept: BTreeMap<String, Record> = kept.map(|r| (r.code.clone(), r)).collect();
        if level.id != COUNTRY {
            covered(level, of_level, &comuni, &kept)?;
        }
        records.insert(level.id.clone(), kept);
    }
    let history = history(data, &reference_date)?;
    Ok(Territories { reference_date, region: region.into(), levels, records, membership, history, everywhere })
}

/// Codes that had ceased by a day.
///
/// # Errors
/// A share that is not above 0 and up to 1, shares of one code that add up to more, a pair that stands twice.
pub fn history(data: &Path, day: &str) -> Result<BTreeMap<String, Former>> {
    const FILE: &str = "territories/history.csv";
    let mut history: BTreeMap<String, Former> = BTreeMap::new();
    let mut bad = Vec::new();
    let changes: Vec<(u64, Change)> = read_csv(data, FILE)?;
    for (line, Change { code, successor, share, date, event }) in changes {
        let so_far: f64 = history.get(&code).iter().flat_map(|former| &former.successors).map(|part| part.1).sum();
        let again = history.get(&code).is_some_and(|former| former.successors.iter().any(|part| part.0 == successor));
        // Six decimals are written.
        if !is_code(&code) || !is_code(&successor) {
            let fault = BadRow::new(FILE, CODE, "correct it, or run `cruscotto import` again");
            bad.push(fault.in_row(line).in_column("code").found(format!("{code}, {successor}")));
            continue;
        }
        if !(share > 0.0 && so_far + share < 1.0 + 1e-4) || again || code == successor {
            bad.push(BadRow {
                file: FILE.into(),
                row: Some(line),
                column: Some("share".into()),
                value: Some(share.to_string()),
                expected: "a number above 0, each successor once, no more than 1 together".into(),
                remedy: "correct it, or run `cruscotto import` again".into(),
            });
        }
        if date.as_str() <= day {
            let former = history.entry(code).or_insert_with(|| Former { date, event, successors: Vec::new() });
            former.successors.push((successor, share));
        }
    }
    all_rows_good(bad)?;
    Ok(history)
}

/// Who belongs where on a day: territories by comune.
fn members(data: &Path, level: &Level, day: &str) -> Result<BTreeMap<String, Vec<String>>> {
    let rows: Vec<(u64, Member)> = read_csv(data, &format!("territories/membership/{}.csv", level.id))?;
    let valid = |m: &Member| m.from.as_str() <= day && (m.to.is_empty() || m.to.as_str() > day);
    let mut of_level: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (_, member) in rows.into_iter().filter(|(_, m)| valid(m)) {
        let territories = of_level.entry(member.comune).or_default();
        if !territories.contains(&member.territory) {
            territories.push(member.territory);
        }
    }
    Ok(of_level)
}

/// Every comune has the territories its level allows, and those have names.
fn covered(
    level: &Level,
    membership: &BTreeMap<String, Vec<String>>,
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
    let one = level.one.en.to_lowercase();
    let mut bad = Vec::new();
    for comune in comuni {
        let territories = membership.get(comune).map(Vec::as_slice).unwrap_or_default();
        if territories.is_empty() && !level.partial {
            let expected = format!("every comune to belong to one {one}");
            bad.push(fault(comune, expected, "add a row for it, or say `partial = true` in levels.toml".into()));
        }
        if territories.len() > 1 && !level.overlapping {
            let expected = format!("one {one}, not {}", territories.join(" and "));
            bad.push(fault(comune, expected, "remove a row, or say `overlapping = true` in levels.toml".into()));
        }
        for code in territories.iter().filter(|code| !records.contains_key(*code)) {
            bad.push(fault(code, "a code with a name".into(), format!("add it to territories/{}.csv", level.id)));
        }
    }
    all_rows_good(bad)
}

/// Where a code of any year ends up at the reference date.
#[derive(Debug, PartialEq)]
pub enum Bridged {
    /// Comuni of the portal.
    Here(Vec<Part>),
    /// A comune of another region.
    Elsewhere,
    /// No comune that we know of.
    Unknown,
}

impl Territories {
    /// Follows mergers, divisions and new codes to the reference date; parts in other portals are left out.
    pub fn bridge(&self, code: &str) -> Bridged {
        let mut parts = BTreeMap::new();
        match self.follow(code, 1.0, 0, &mut parts) {
            Known::Here => Bridged::Here(parts.into_iter().collect()),
            Known::Elsewhere => Bridged::Elsewhere,
            Known::No => Bridged::Unknown,
        }
    }

    /// Adds to `parts` the comuni of the portal that `share` of a code's figures goes to.
    fn follow(&self, code: &str, share: f64, steps: usize, parts: &mut BTreeMap<String, f64>) -> Known {
        // The import writes chains of one step; the bound only guards against a cycle in the file.
        const LONGEST: usize = 4;
        match (self.known(COMUNE, code), self.former(code)) {
            (Known::Here, _) => {
                *parts.entry(code.to_owned()).or_default() += share;
                Known::Here
            }
            (Known::No, Some(former)) if steps < LONGEST => {
                let next = former.successors.iter();
                let ends: Vec<Known> =
                    next.map(|(next, part)| self.follow(next, share * part, steps + 1, parts)).collect();
                let first = [Known::No, Known::Here, Known::Elsewhere].into_iter().find(|end| ends.contains(end));
                first.unwrap_or(Known::No)
            }
            (Known::No, _) => Known::No,
            (Known::Elsewhere, _) => Known::Elsewhere,
        }
    }

    /// Codes of comuni that ceased before the reference date, ascending.
    pub fn former_codes(&self) -> impl Iterator<Item = &str> {
        self.history.keys().map(String::as_str)
    }

    /// What became of a code that ceased before the reference date.
    pub fn former(&self, code: &str) -> Option<&Former> {
        self.history.get(code)
    }

    /// Gives a portal what it does not declare: the seats of its provinces on maps, that of the region to begin with.
    pub fn complete(&self, identity: &mut Identity) {
        if identity.map_labels.is_empty() {
            identity.map_labels = self.capitals().into_iter().map(Into::into).collect();
        }
        if identity.try_territories.is_empty() {
            let seat = identity.map_labels.first();
            identity.try_territories = seat.into_iter().map(|code| format!("{COMUNE}/{code}")).collect();
        }
    }

    /// Municipalities that are the seat of the region, which comes first, or of a province.
    pub fn capitals(&self) -> Vec<&str> {
        let comuni = self.records.get(COMUNE).into_iter().flatten();
        let seats =
            |of: &'static str| comuni.clone().filter(move |(_, r)| r.capital == of).map(|(code, _)| code.as_str());
        seats("region").chain(seats("province")).collect()
    }

    /// What a level's file says of a territory.
    pub fn record(&self, level: &str, code: &str) -> Option<&Record> {
        self.records.get(level)?.get(code)
    }

    /// Whether a code of a level has figures in this portal, or in another.
    pub fn known(&self, level: &str, code: &str) -> Known {
        if self.record(level, code).is_some() {
            Known::Here
        } else if self.everywhere.get(level).is_some_and(|codes| codes.contains(code)) {
            Known::Elsewhere
        } else {
            Known::No
        }
    }

    /// Codes of a level, ascending: all that may have figures, every region of the country among them.
    pub fn codes(&self, level: &str) -> impl Iterator<Item = &str> {
        self.records.get(level).into_iter().flatten().map(|(code, _)| code.as_str())
    }

    /// Codes of a level within the portal's region, ascending: those that have pages.
    pub fn own(&self, level: &str) -> BTreeSet<&str> {
        self.membership.get(level).into_iter().flat_map(BTreeMap::values).flatten().map(String::as_str).collect()
    }

    /// The territory of `level` that a comune belongs to, the first of several.
    pub fn of_comune(&self, level: &str, comune: &str) -> Option<&str> {
        self.membership.get(level)?.get(comune)?.first().map(String::as_str)
    }

    /// Pairs of comune and territory at `level`, by comune.
    pub fn members(&self, level: &str) -> impl Iterator<Item = (&str, &str)> {
        let all = self.membership.get(level).into_iter().flatten();
        all.flat_map(|(comune, territories)| territories.iter().map(move |t| (comune.as_str(), t.as_str())))
    }

    /// Territories of `level` within the portal's region, each with the territories of `finer` that lie wholly in it.
    pub fn parts(&self, level: &str, finer: &str) -> BTreeMap<&str, Vec<&str>> {
        let mut comuni: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for (comune, territory) in self.members(level) {
            comuni.entry(territory).or_default().insert(comune);
        }
        let mut inside: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (comune, part) in self.members(finer) {
            inside.entry(part).or_default().push(comune);
        }
        let whole = |of: &BTreeSet<&str>| {
            let parts = inside.iter().filter(|(_, comuni)| comuni.iter().all(|comune| of.contains(comune)));
            parts.map(|(part, _)| *part).collect()
        };
        comuni.iter().map(|(territory, of)| (*territory, whole(of))).collect()
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
            name: record.map_or_else(|| code.to_owned(), Record::shown),
            plate: plate.unwrap_or_default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_figures_of_a_former_code_go_to_its_successors_by_their_shares() {
        let record = |code: &str| Record {
            code: code.into(),
            name: String::new(),
            capital: String::new(),
            plate: String::new(),
            area_km2: None,
            outside: 0,
        };
        let former = |successors: &[(&str, f64)]| Former {
            date: "1970-03-17".into(),
            event: Event::Division,
            successors: successors.iter().map(|(code, share)| ((*code).into(), *share)).collect(),
        };
        let territories = Territories {
            reference_date: "2025-01-01".into(),
            region: "03".into(),
            levels: Vec::new(),
            records: BTreeMap::from([(COMUNE.into(), ["1", "2"].map(|code| (code.into(), record(code))).into())]),
            membership: BTreeMap::new(),
            history: BTreeMap::from([
                ("divided".into(), former(&[("1", 0.25), ("old", 0.75)])),
                ("old".into(), former(&[("2", 1.0)])),
                ("at the border".into(), former(&[("1", 0.5), ("elsewhere", 0.5)])),
                ("left".into(), former(&[("elsewhere", 1.0)])),
                ("round".into(), former(&[("about", 1.0)])),
                ("about".into(), former(&[("round", 1.0)])),
            ]),
            everywhere: BTreeMap::from([(COMUNE.into(), ["1", "2", "elsewhere"].map(String::from).into())]),
        };
        let here = |parts: &[(&str, f64)]| Bridged::Here(parts.iter().map(|(code, s)| ((*code).into(), *s)).collect());
        assert_eq!(territories.bridge("1"), here(&[("1", 1.0)]));
        assert_eq!(territories.bridge("divided"), here(&[("1", 0.25), ("2", 0.75)]));
        assert_eq!(territories.bridge("at the border"), here(&[("1", 0.5)]));
        assert_eq!(territories.bridge("left"), Bridged::Elsewhere);
        assert_eq!(territories.bridge("round"), Bridged::Unknown);
        assert_eq!(territories.bridge("never"), Bridged::Unknown);
    }
}
