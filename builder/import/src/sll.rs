//! Local labour systems: which comune belongs to which, and how many of their comuni lie outside a region.

use std::collections::{BTreeMap, BTreeSet};

use super::names::title_case;
use super::register::Register;
use super::report::{Report, read_rows};
use model::text::folded;
use source::Input;
use source::error::{BadRow, Result, all_rows_good};

/// A local labour system that has at least one comune of the register.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct LabourSystem {
    /// Name, with capitals and accents restored.
    pub(super) name: String,
    /// Its comuni that are not in the region of those it has in the register.
    pub(super) outside: usize,
    /// Regions of its comuni in the register: one, until a system crosses a border between two of them.
    pub(super) regions: BTreeSet<String>,
}

/// Local labour systems by code, and the system of each comune of the register.
#[derive(Debug, Default)]
pub(super) struct LabourSystems {
    /// Systems by four-digit code.
    pub(super) systems: BTreeMap<String, LabourSystem>,
    /// Comune of the register → system.
    pub(super) members: BTreeMap<String, String>,
}

/// One comune of a system, as the source lists it.
struct Listed {
    region: String,
    comune_name: String,
    system_name: String,
}

impl LabourSystems {
    /// Reads the composition of all systems of the country; comuni the source lacks come from declared rules.
    pub(super) fn read(input: &Input, register: &Register, report: &mut Report) -> Result<Self> {
        let source = &input.source;
        source.require(&["comune", "comune_name", "comune_region", "sll", "sll_name"])?;
        let mut bad = Vec::new();
        let mut listed: BTreeMap<String, Vec<Listed>> = BTreeMap::new();
        let mut members = BTreeMap::new();
        let ours: BTreeSet<&str> = register.comuni.values().map(|comune| comune.region.as_str()).collect();
        let mut once = BTreeSet::new();
        for row in read_rows(input, report)? {
            let first = once.insert(row.text("comune").to_owned());
            if !first {
                bad.push(row.fault("comune", "each comune once", "remove the row that repeats it"));
            }
            if ours.contains(row.text("comune_region")) {
                match register.bridge(&source.id, &row, report) {
                    Ok(parts) => {
                        for (comune, _) in parts {
                            let before = members.insert(comune, row.text("sll").to_owned());
                            if first && before.is_some_and(|before| before != row.text("sll")) {
                                bad.push(row.fault("sll", "one system for each comune of today", "correct the row"));
                            }
                        }
                    }
                    Err(fault) => bad.push(*fault),
                }
            }
            listed.entry(row.text("sll").into()).or_default().push(Listed {
                region: row.text("comune_region").into(),
                comune_name: row.text("comune_name").into(),
                system_name: row.text("sll_name").into(),
            });
        }
        for rule in source.rules.member.iter().filter(|rule| source.covers(&rule.comune)) {
            let fits = register.comuni.contains_key(&rule.comune) && listed.contains_key(&rule.territory);
            if !fits || members.insert(rule.comune.clone(), rule.territory.clone()).is_some() {
                let expected = "a comune of the register that the file lacks and a system it has";
                bad.push(declared(input, &rule.comune, expected, "remove or correct its [[rules.member]]"));
            } else if let (Some(system), Some(comune)) =
                (listed.get_mut(&rule.territory), register.comuni.get(&rule.comune))
            {
                let system_name = system.first().map(|first| first.system_name.clone()).unwrap_or_default();
                let (region, comune_name) = (comune.region.clone(), comune.name.clone());
                system.push(Listed { region, comune_name, system_name });
                report.source(&source.id).notes.push(format!("{} added to {} by rule", rule.comune, rule.territory));
            }
        }
        for code in register.comuni.keys().filter(|code| !members.contains_key(*code)) {
            bad.push(declared(
                input,
                code,
                "every comune of the register in a system",
                "add a [[rules.member]] for it",
            ));
        }
        all_rows_good(bad)?;
        let mut systems = BTreeMap::new();
        for code in members.values() {
            let comuni = listed.get(code).map_or(&[][..], Vec::as_slice);
            systems.entry(code.clone()).or_insert_with(|| system(comuni, &ours));
        }
        Ok(Self { systems, members })
    }
}

fn declared(input: &Input, code: &str, expected: &str, remedy: &str) -> BadRow {
    BadRow {
        file: input.source.declared_in(),
        row: None,
        column: None,
        value: Some(code.into()),
        expected: expected.into(),
        remedy: remedy.into(),
    }
}

fn system(comuni: &[Listed], ours: &BTreeSet<&str>) -> LabourSystem {
    let capitals = comuni.first().map_or("", |first| first.system_name.as_str());
    let seat = comuni.iter().find(|comune| folded(&comune.comune_name) == folded(capitals));
    let regions: BTreeSet<String> =
        comuni.iter().map(|comune| comune.region.clone()).filter(|region| ours.contains(region.as_str())).collect();
    LabourSystem {
        name: seat.map_or_else(|| title_case(capitals), |seat| seat.comune_name.clone()),
        outside: comuni.iter().filter(|comune| !regions.contains(&comune.region)).count(),
        regions,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listed(region: &str, comune: &str) -> Listed {
        Listed { region: region.into(), comune_name: comune.into(), system_name: "SALO'".into() }
    }

    #[test]
    fn a_system_takes_the_spelling_of_its_seat_and_counts_the_comuni_beyond_the_border() {
        let comuni = [listed("03", "Gardone Riviera"), listed("03", "Salò"), listed("05", "Malcesine")];
        let system = system(&comuni, &BTreeSet::from(["03", "13"]));
        assert_eq!((system.name.as_str(), system.outside), ("Salò", 1));
    }

    #[test]
    fn a_system_without_a_comune_of_its_name_is_written_as_a_title() {
        let system = system(&[listed("03", "Gardone Riviera")], &BTreeSet::from(["03"]));
        assert_eq!(system.name, "Salo'");
    }
}
