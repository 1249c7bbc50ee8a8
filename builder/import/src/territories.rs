//! Lists of territories, who belongs to whom, former codes: the files of `data/territories`.

use std::collections::{BTreeMap, BTreeSet};

use super::outputs::{Sums, csv_bytes};
use super::register::Former;
use super::register::Register;
use super::sll::LabourSystems;
use observations::disk::read_csv;
use observations::replacement::Outputs;
use observations::territory::{Member, PROVINCE, REGION, SLL};
use source::Input;
use source::error::{BuildError, Result};
use std::path::Path;

/// Where the territories come from; their ids stand in the column `source`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Origins<'a> {
    /// List of comuni, hence of provinces and regions.
    pub(super) comuni: &'a Input,
    /// Composition of the local labour systems.
    pub(super) sll: &'a Input,
}

/// Adds every list, membership and the history to `outputs`, and the number of comuni and systems to `sums`.
/// Order: by code, memberships by comune.
pub(super) fn write_territories(
    data: &Path,
    origins: Origins<'_>,
    register: &Register,
    labour: &LabourSystems,
    areas: &BTreeMap<String, f64>,
    (outputs, sums): (&mut Outputs, &mut Sums),
) -> Result<()> {
    let mut provinces = BTreeSet::new();
    let mut regions = BTreeSet::new();
    for comune in register.comuni.values() {
        provinces.insert([comune.province.clone(), comune.province_name.clone(), comune.plate.clone()]);
        regions.insert([comune.region.clone(), comune.region_name.clone()]);
        *sums.entry(counted(origins.comuni, &comune.region, "comuni")).or_default() += 1.0;
    }
    for region in labour.systems.values().flat_map(|system| &system.regions) {
        *sums.entry(counted(origins.sll, region, "sll")).or_default() += 1.0;
    }
    let comuni = register.comuni.iter().map(|(code, comune)| {
        let area = areas.get(code).map_or_else(String::new, ToString::to_string);
        vec![code.clone(), comune.name.clone(), comune.capital.into(), area]
    });
    let systems = labour.systems.iter();
    let systems = systems.map(|(code, system)| vec![code.clone(), system.name.clone(), system.outside.to_string()]);
    let history = register.history.iter().flat_map(|(code, former)| {
        let Former { date, event, source, successors } = former;
        successors.iter().map(move |(successor, share)| {
            let share = ((share * 1e6).round() / 1e6).to_string();
            vec![code.clone(), successor.clone(), share, date.clone(), (*event).into(), (*source).into()]
        })
    });
    let to_province = register.comuni.iter().map(|(code, comune)| (code, &comune.province));
    let to_region = register.comuni.iter().map(|(code, comune)| (code, &comune.region));
    let files = [
        ("comune.csv", csv_bytes(header("code,name,capital,area_km2"), comuni)?),
        ("province.csv", csv_bytes(header("code,name,plate"), provinces.into_iter().map(Vec::from))?),
        ("region.csv", csv_bytes(header("code,name"), regions.into_iter().map(Vec::from))?),
        ("sll.csv", csv_bytes(header("code,name,outside"), systems)?),
        ("history.csv", csv_bytes(header("code,successor,share,date,event,source"), history)?),
        ("membership/province.csv", membership(data, PROVINCE, origins.comuni, to_province)?),
        ("membership/region.csv", membership(data, REGION, origins.comuni, to_region)?),
        ("membership/sll.csv", membership(data, SLL, origins.sll, labour.members.iter())?),
    ];
    outputs.extend(files.map(|(name, bytes)| (format!("territories/{name}"), bytes)));
    Ok(())
}

fn counted(input: &Input, region: &str, what: &str) -> (String, String, String, String) {
    let period = input.files.first().map(|file| file.declared.period.clone()).unwrap_or_default();
    (input.source.id.clone(), region.into(), period, what.into())
}

fn header(names: &str) -> Vec<String> {
    names.split(',').map(Into::into).collect()
}

/// Pairs of comune and territory as a file.
///
/// A pair that is there already keeps its days. A new one begins on the day that the declaration of the source says, and
/// one that the source no longer has ends on it; what was never valid, because it began that day, goes.
pub(super) fn membership<'a>(
    data: &Path,
    level: &str,
    input: &Input,
    pairs: impl Iterator<Item = (&'a String, &'a String)>,
) -> Result<Vec<u8>> {
    let Some(from) = &input.source.rules.valid_from else {
        let remedy = "add valid_from under [rules]";
        return Err(BuildError::declaration(input.source.declared_in(), "memberships need a first day", remedy));
    };
    let file = format!("territories/membership/{level}.csv");
    let known: Vec<(u64, Member)> = if data.join(&file).exists() { read_csv(data, &file)? } else { Vec::new() };
    let current: BTreeSet<(&String, &String)> = pairs.collect();
    let mut rows: BTreeSet<[String; 5]> = BTreeSet::new();
    let mut there = BTreeSet::new();
    for (_, Member { comune, territory, from: began, to, source }) in known {
        let open = to.is_empty();
        let stays = open && current.contains(&(&comune, &territory));
        if stays {
            there.insert((comune.clone(), territory.clone()));
        }
        let to = if open && !stays { from.clone() } else { to };
        if to.is_empty() || began < to {
            rows.insert([comune, territory, began, to, source]);
        }
    }
    for (comune, territory) in current {
        if !there.contains(&(comune.clone(), territory.clone())) {
            let source = input.source.id.clone();
            rows.insert([comune.clone(), territory.clone(), from.clone(), String::new(), source]);
        }
    }
    csv_bytes(header("comune,territory,from,to,source"), rows.into_iter().map(Vec::from))
}
