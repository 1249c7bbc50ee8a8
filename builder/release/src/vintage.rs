//! What was published when: `data/vintages/<indicator>.csv`, kept by `cruscotto record`.
//!
//! A file has a row for every value that a publication said anew or otherwise than the one before: columns `vintage` (day
//! of the sources' latest file), `level`, `territory`, `period`, `value`, `obs_status`. Rows are never changed, only added
//! to; a publication that said nothing new has none. Indicators with such a file have revisions, the others have none.

use model::catalogue::Source;
use model::observation::{ObsStatus, Observation};
use model::vintage::{Moves, RevisedPeriod, RevisedTerritory, Revisions};
use observations::compute::{Computed, compute};
use observations::declaration::Declarations;
use observations::disk::write_file;
use observations::runtime::runtime;
use observations::territory::{COUNTRY, REGION, Territories};
use observations::{facts, territory};
use source::error::{BuildError, Result};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Columns, in order.
const COLUMNS: [&str; 6] = ["vintage", "level", "territory", "period", "value", "obs_status"];

/// Publications before anything is expected of the next.
const ENOUGH: usize = 3;

/// Level, territory, period.
type Key = (String, String, String);

/// What the publications said.
#[derive(Debug, Default)]
struct History {
    /// By value, then day: what it was from that day on.
    values: BTreeMap<Key, BTreeMap<String, (Option<f64>, ObsStatus)>>,
    days: BTreeSet<String>,
}

fn path(data: &Path, indicator: &str) -> PathBuf {
    data.join("vintages").join(format!("{indicator}.csv"))
}

impl History {
    /// # Errors
    /// A file that is not as this module writes it.
    fn read(path: &Path) -> Result<Self> {
        let remedy = "take the file as it was before; cruscotto record adds to it";
        let fault = |problem: String| BuildError::declaration(path.display().to_string(), problem, remedy);
        let mut reader = csv::Reader::from_path(path).map_err(|e| fault(e.to_string()))?;
        if reader.headers().map_err(|e| fault(e.to_string()))?.iter().ne(COLUMNS) {
            return Err(fault(format!("its columns are not {}", COLUMNS.join(", "))));
        }
        let mut history = Self::default();
        for (row, record) in reader.records().enumerate() {
            let record = record.map_err(|e| fault(e.to_string()))?;
            let field = |at: usize| record.get(at).unwrap_or_default().to_owned();
            let value = (!field(4).is_empty()).then(|| field(4).parse::<f64>());
            let value =
                value.transpose().map_err(|_| fault(format!("row {}: '{}' is no number", row + 2, field(4))))?;
            let status = ObsStatus::from_code(&field(5));
            let status = status.ok_or_else(|| fault(format!("row {}: there is no status '{}'", row + 2, field(5))))?;
            history.days.insert(field(0));
            history.values.entry((field(1), field(2), field(3))).or_default().insert(field(0), (value, status));
        }
        Ok(history)
    }

    /// Adds what is published on a day. What an earlier making of the same day said is forgotten.
    fn add<'a>(&mut self, day: &str, observations: impl Iterator<Item = &'a Observation>) -> Result<()> {
        if let Some(later) = self.days.last().filter(|last| last.as_str() > day) {
            let remedy = "import the latest files first";
            return Err(BuildError::declaration("vintages", format!("{day} is before the last one, {later}"), remedy));
        }
        self.values.values_mut().for_each(|said| {
            said.remove(day);
        });
        self.values.retain(|_, said| !said.is_empty());
        self.days.remove(day);
        for o in observations {
            let said = self.values.entry((o.level.clone(), o.territory.clone(), o.period.clone())).or_default();
            // A number that is no longer provisional is not another number.
            if said.values().next_back().is_none_or(|(value, _)| *value != o.value) {
                said.insert(day.to_owned(), (o.value, o.status));
                self.days.insert(day.to_owned());
            }
        }
        Ok(())
    }

    fn csv(&self) -> Result<Vec<u8>> {
        let mut rows: Vec<[String; 6]> = Vec::new();
        for ((level, territory, period), said) in &self.values {
            for (day, (value, status)) in said {
                let value = value.map(|value| value.to_string()).unwrap_or_default();
                let codes = [day, level, territory, period].map(Clone::clone);
                let [day, level, territory, period] = codes;
                rows.push([day, level, territory, period, value, status.code().to_owned()]);
            }
        }
        rows.sort();
        let unwritten = |fault: csv::Error| BuildError::write(Path::new("vintages"), fault.into());
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(COLUMNS).map_err(unwritten)?;
        for row in &rows {
            writer.write_record(row).map_err(unwritten)?;
        }
        writer.into_inner().map_err(|fault| BuildError::write(Path::new("vintages"), fault.into_error()))
    }

    /// What each vintage said of a value, days ascending.
    fn values(&self, said: &BTreeMap<String, (Option<f64>, ObsStatus)>) -> Vec<Option<f64>> {
        let until = |day: &String| said.range(..=day.clone()).next_back().and_then(|(_, (value, _))| *value);
        self.days.iter().map(until).collect()
    }

    /// How far values moved after their first, second, ... publication, see [`Moves`].
    fn moves(&self) -> Vec<Moves> {
        if self.days.len() < ENOUGH {
            return Vec::new();
        }
        let mut by_age: BTreeMap<usize, Vec<f64>> = BTreeMap::new();
        for said in self.values.values() {
            let values: Vec<f64> = self.values(said).into_iter().flatten().collect();
            // Those that every vintage had were old when the first was kept: their age is not known.
            if values.len() == self.days.len() {
                continue;
            }
            let Some((latest, before)) = values.split_last() else { continue };
            for (age, value) in before.iter().enumerate().filter(|(_, value)| **value != 0.0) {
                by_age.entry(age + 1).or_default().push((latest / value - 1.0) * 100.0);
            }
        }
        let moves = by_age.into_iter().map(|(age, mut percent)| {
            percent.sort_by(f64::total_cmp);
            let at = |share: f64| percent.get(((percent.len() - 1) as f64 * share).round() as usize).copied();
            Moves { age, values: percent.len(), percent: [0.1, 0.9].map(|share| at(share).unwrap_or_default()) }
        });
        moves.collect()
    }
}

/// Day of an indicator's publication: that of the latest file of its sources.
fn day(computed: &Computed, sources: &BTreeMap<String, Source>) -> Option<String> {
    let of = computed.indicator.sources.iter().filter_map(|id| sources.get(id));
    of.flat_map(|source| source.files.iter().map(|file| file.retrieved.clone())).max()
}

fn observations(computed: &Computed) -> impl Iterator<Item = &Observation> {
    let wide = |o: &&Observation| [REGION, COUNTRY].contains(&o.level.as_str());
    computed.start().into_iter().flat_map(|slice| &slice.observations).filter(wide)
}

/// Keeps what is published of some indicators now, or of all that are kept already when none is named: file, and how many
/// values were new or revised. Values of regions and the country are kept.
///
/// # Errors
/// Any fault of declarations and data; an indicator that is not there.
pub fn record(data: &Path, portal: &str, named: &[String]) -> Result<Vec<(PathBuf, usize)>> {
    let Declarations { identity, sources, code_lists, tables, mut indicators, .. } = Declarations::read(data, portal)?;
    let with_page = |id: &&String| indicators.iter().any(|d| d.indicator.id == **id && !d.indicator.pyramid);
    if let Some(unknown) = named.iter().find(|id| !with_page(id)) {
        let problem = format!("there is no indicator '{unknown}' with a page of its own");
        return Err(BuildError::declaration("record", problem, "name one of data/indicators"));
    }
    indicators.retain(|declared| {
        let id = &declared.indicator.id;
        if named.is_empty() { path(data, id).is_file() } else { named.contains(id) }
    });
    let territories = territory::load(data, &identity.region)?;
    let facts = facts::load(data, &tables, &territories, &code_lists)?;
    let computed = runtime()?.block_on(compute(&facts, &indicators, &territories, &code_lists))?;
    let mut kept = Vec::new();
    for computed in &computed {
        let path = path(data, &computed.indicator.id);
        let mut history = if path.is_file() { History::read(&path)? } else { History::default() };
        let Some(day) = day(computed, &sources) else { continue };
        let before = history.csv()?;
        history.add(&day, observations(computed))?;
        let after = history.csv()?;
        let known: BTreeSet<&[u8]> = before.split(|byte| *byte == b'\n').collect();
        let changed = after.split(|byte| *byte == b'\n').filter(|row| !known.contains(row)).count();
        kept.push((path, changed, after));
    }
    // The files of before stay until all the new ones stand beside them: what they say is nowhere else.
    let beside = |path: &Path| path.with_extension("new");
    for (path, _, bytes) in &kept {
        let (folder, new) = (path.parent().unwrap_or(path), beside(path));
        write_file(folder, &new.file_name().unwrap_or_default().to_string_lossy(), bytes)?;
    }
    for (path, ..) in &kept {
        std::fs::rename(beside(path), path).map_err(|fault| BuildError::write(path, fault))?;
    }
    Ok(kept.into_iter().map(|(path, changed, _)| (path, changed)).collect())
}

/// The revisions of every indicator that has some kept, this release included; each with the file of what was published.
///
/// # Errors
/// A file that is not as this module writes it.
pub fn revisions(
    data: &Path,
    computed: &[Computed],
    sources: &BTreeMap<String, Source>,
    territories: &Territories,
) -> Result<Vec<(Revisions, Vec<u8>)>> {
    let mut all = Vec::new();
    for computed in computed {
        let path = path(data, &computed.indicator.id);
        let Some(day) = day(computed, sources).filter(|_| path.is_file()) else { continue };
        let mut history = History::read(&path)?;
        history.add(&day, observations(computed))?;
        all.push((revised(computed, &history, territories), history.csv()?));
    }
    Ok(all)
}

fn revised(computed: &Computed, history: &History, territories: &Territories) -> Revisions {
    let moves = history.moves();
    let provisional = |(level, territory, period): &Key| {
        let own = computed.start().map(|slice| slice.of(level, territory)).unwrap_or_default();
        own.iter().any(|o| o.period == *period && o.status == ObsStatus::P)
    };
    let of = |level: &str, code: &str| {
        let own = history.values.iter().filter(|((l, t, _), _)| l == level && t == code);
        let periods = own.filter_map(|(key, said)| {
            let values = history.values(said);
            let provisional = provisional(key);
            let age = values.iter().flatten().count();
            let latest = values.last().copied().flatten();
            let expected = moves.iter().find(|moves| moves.age == age).zip(latest).filter(|_| provisional);
            let expected = expected.map(|(moves, value)| moves.percent.map(|percent| value * (1.0 + percent / 100.0)));
            let kept = provisional || said.len() > 1;
            kept.then(|| RevisedPeriod { period: key.2.clone(), values, provisional, expected })
        });
        let periods: Vec<RevisedPeriod> = periods.collect();
        (!periods.is_empty()).then(|| RevisedTerritory { territory: territories.reference(level, code), periods })
    };
    let here = territories.own(REGION).into_iter().map(|code| (REGION, code));
    let wider = territories.codes(COUNTRY).map(|code| (COUNTRY, code));
    Revisions {
        indicator: computed.indicator.id.clone(),
        vintages: history.days.iter().cloned().collect(),
        territories: here.chain(wider).filter_map(|(level, code)| of(level, code)).collect(),
        moves,
    }
}
