//! The release that was published before this one, read from its own files: what has changed in each territory since.

use model::Text;
use model::cube::Cell;
use model::indicator::Indicator;
use model::observation::ObsStatus;
use model::page::{Change, Changes, TerritoryPage};
use model::release;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use source::error::{BuildError, Result};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// An earlier release, as it stands on disk.
#[derive(Debug)]
pub struct Earlier {
    folder: PathBuf,
    /// Its id.
    id: String,
    /// Day of its data, ISO 8601.
    day: String,
    /// Names of its indicators.
    names: BTreeMap<String, Text>,
}

#[derive(Deserialize)]
struct Latest {
    release: String,
}

#[derive(Deserialize)]
struct Catalogue {
    as_of: String,
    indicators: Vec<Named>,
}

#[derive(Deserialize)]
struct Named {
    id: String,
    name: Text,
}

/// The part of a territory's file that is compared.
#[derive(Deserialize)]
struct Page {
    figures: Vec<Figure>,
}

#[derive(Deserialize)]
struct Figure {
    indicator: String,
    period: String,
    cell: Value,
    #[serde(default)]
    periods: Vec<String>,
    #[serde(default)]
    cells: Vec<Value>,
}

#[derive(Deserialize)]
struct Value {
    #[serde(default)]
    value: Option<f64>,
}

impl Figure {
    /// Periods with their values; a file names them only when there are several.
    fn values(&self) -> Vec<(&str, Option<f64>)> {
        if self.periods.is_empty() {
            return vec![(&self.period, self.cell.value)];
        }
        self.periods.iter().map(String::as_str).zip(self.cells.iter().map(|cell| cell.value)).collect()
    }
}

fn read<T: DeserializeOwned>(path: &Path) -> Result<T> {
    let bytes = std::fs::read(path).map_err(|fault| BuildError::read(path, fault))?;
    serde_json::from_slice(&bytes).map_err(|fault| {
        let remedy = "name the folder of a whole site that this program has built";
        BuildError::declaration(path.display().to_string(), format!("no file of a release: {fault}"), remedy)
    })
}

impl Earlier {
    /// The release that a site shows.
    ///
    /// # Errors
    /// No site there, or files that are not those of a release.
    pub fn open(site: &Path) -> Result<Self> {
        let Latest { release } = read(&site.join(release::LATEST))?;
        let folder = site.join(release::folder(&release));
        let Catalogue { as_of, indicators } = read(&folder.join(release::CATALOGUE))?;
        let names = indicators.into_iter().map(|indicator| (indicator.id, indicator.name)).collect();
        Ok(Self { folder, id: release, day: as_of, names })
    }

    /// Its id.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// What of a territory is new, gone or another number as it is shown, with the decimals of its indicator, which may have had
    /// another id; nothing for a territory that was not there.
    ///
    /// # Errors
    /// A file that is not that of a territory.
    pub fn changes<'a>(
        &self,
        page: &TerritoryPage,
        indicator: impl Fn(&str) -> Option<&'a Indicator>,
    ) -> Result<Option<Changes>> {
        let path = self.folder.join(release::territory(&page.territory.level, &page.territory.code, "json"));
        if !path.is_file() {
            return Ok(None);
        }
        let Page { figures } = read(&path)?;
        let mut list = Vec::new();
        let mut followed = BTreeSet::new();
        for figure in &page.figures {
            let Some(of) = indicator(&figure.indicator) else { continue };
            let same = |before: &&Figure| before.indicator == of.id || of.previous_ids.contains(&before.indicator);
            let before = figures.iter().find(same);
            followed.extend(before.map(|before| before.indicator.as_str()));
            let known = before.map(Figure::values).unwrap_or_default();
            let scale = 10_f64.powi(i32::from(of.decimals));
            let shown = |value: Option<f64>| value.map(|value| (value * scale).round() as i64);
            for (period, cell) in figure.periods.iter().zip(&figure.cells) {
                let said = known.iter().find(|(known, _)| known == period).and_then(|(_, value)| *value);
                if shown(said) != shown(cell.value) {
                    let (indicator, period) = (figure.indicator.clone(), period.clone());
                    list.push(Change { indicator, period, before: said, now: *cell });
                }
            }
            for (period, value) in known {
                if value.is_some() && !figure.periods.iter().any(|own| own == period) {
                    let (indicator, period) = (figure.indicator.clone(), period.to_owned());
                    let now = Cell { status: ObsStatus::O, ..Cell::default() };
                    list.push(Change { indicator, period, before: value, now });
                }
            }
        }
        let valued = |figure: &&Figure| figure.values().iter().any(|(_, value)| value.is_some());
        let dropped = figures.iter().filter(|figure| !followed.contains(figure.indicator.as_str())).filter(valued);
        let dropped = dropped.filter_map(|figure| self.names.get(&figure.indicator).cloned()).collect();
        Ok(Some(Changes { since: self.day.clone(), list, dropped }))
    }
}
