//! Registers of points, read and checked: `data/points/<id>.toml` says what a register is, `<id>.csv` has its places.
//!
//! Read [`load`] first. What the columns hold stands in `docs/points.md`.

use crate::disk::{misplaced_quotes, read_text};
use crate::geometry::Drawings;
use crate::territory::{COMUNE, Known, Territories};
use geo::{Contains, Distance, Euclidean, MultiPolygon};
use model::identifier::{is_slug, is_web_address};
use model::points::{Point, Register};
use source::error::{BadRow, BuildError, Result, all_rows_good};
use source::lost_zero;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Folder of the registers.
const FOLDER: &str = "points";
/// Columns that every row fills.
const NEEDED: [&str; 7] = ["id", "kind", "name", "address", "comune", "latitude", "longitude"];
/// Columns that may be missing or empty.
const OPTIONAL: [&str; 2] = ["telephone", "website"];
/// Longest text, in characters.
const LONGEST: usize = 200;
/// How far outside the drawing of its municipality a place may lie, in km: borders are drawn without their small turns.
const NEAR_KM: f64 = 1.0;
/// Kilometres in a degree of latitude.
const DEGREE_KM: f64 = 111.195;
/// What to do about most faults.
const REMEDY: &str = "correct it in the register";

/// A register with its places in the portal's region, by municipality and id.
#[derive(Debug, Clone)]
pub struct Places {
    /// What it is.
    pub register: Register,
    /// Its places.
    pub points: Vec<Point>,
}

/// Every register, by id. Those without a place in the region are left out; without the folder there are none.
///
/// # Errors
/// A declaration or file that cannot be read; rows that break the contract, all of them.
pub fn load(data: &Path, territories: &Territories, drawings: &Drawings) -> Result<Vec<Places>> {
    let folder = data.join(FOLDER);
    if !folder.exists() {
        return Ok(Vec::new());
    }
    let entries = std::fs::read_dir(&folder).map_err(|e| BuildError::read(&folder, e))?;
    let names: Vec<String> = entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect();
    let ending = |suffix: &str| -> BTreeSet<String> {
        names.iter().filter_map(|name| Some(name.strip_suffix(suffix)?.to_owned())).collect()
    };
    let ids = ending(".toml");
    if let Some(orphan) = ending(".csv").difference(&ids).next() {
        let problem = "no declaration names these places";
        let remedy = format!("write {orphan}.toml beside it as docs/points.md says, or take the file away");
        return Err(BuildError::declaration(format!("{FOLDER}/{orphan}.csv"), problem, remedy));
    }
    let land = Land::new(territories, drawings);
    let (mut all, mut bad) = (Vec::new(), Vec::new());
    for id in ids {
        let register = declared(data, id)?;
        let points = rows(data, &register, &land, &mut bad)?;
        all.push(Places { register, points });
    }
    all_rows_good(bad)?;
    all.retain(|places| !places.points.is_empty());
    Ok(all)
}

fn declared(data: &Path, id: String) -> Result<Register> {
    let name = format!("{FOLDER}/{id}.toml");
    let fault = |problem: String, remedy: &str| Err(BuildError::declaration(&name, problem, remedy));
    if !is_slug(&id) {
        return fault(
            format!("'{id}' cannot stand in an address"),
            "name the file with small letters, digits and hyphens",
        );
    }
    let register: Register = match toml::from_str(&read_text(&data.join(&name))?) {
        Ok(register) => register,
        Err(error) => return fault(error.to_string(), "write it as docs/points.md says"),
    };
    if !is_web_address(&register.address) {
        return fault(format!("address '{}' is none", register.address), "give the page that publishes the register");
    }
    Ok(Register { id, ..register })
}

/// The municipalities of the region as areas of the drawing.
struct Land<'a> {
    territories: &'a Territories,
    drawings: &'a Drawings,
    areas: BTreeMap<&'a str, MultiPolygon<f64>>,
    unit_km: f64,
}

impl<'a> Land<'a> {
    fn new(territories: &'a Territories, drawings: &'a Drawings) -> Self {
        let own = territories.codes(COMUNE);
        let areas = own.filter_map(|code| Some((code, drawings.area(COMUNE, code)?))).collect();
        let scale = drawings.topology(COMUNE).and_then(|t| t.projection.as_ref()).map_or(1.0, |p| p.scale);
        Self { territories, drawings, areas, unit_km: DEGREE_KM / scale }
    }

    /// What is wrong with a place of `comune` there.
    fn misplaced(&self, comune: &str, [longitude, latitude]: [f64; 2]) -> Option<String> {
        let area = self.areas.get(comune)?;
        let place: geo::Point<f64> = self.drawings.place(COMUNE, [longitude, latitude])?.into();
        if Euclidean.distance(&place, area) * self.unit_km <= NEAR_KM {
            return None;
        }
        let name = |code: &str| self.territories.reference(COMUNE, code).name;
        let holds = self.areas.iter().find(|(_, area)| area.contains(&place));
        let turned = self.drawings.place(COMUNE, [latitude, longitude]).map(geo::Point::from);
        Some(match (holds, turned) {
            (Some((other, _)), _) => format!("it lies in {}", name(other)),
            (None, Some(turned)) if area.contains(&turned) => "latitude and longitude have changed places".into(),
            _ => "it lies outside the region".into(),
        })
    }
}

fn rows(data: &Path, register: &Register, land: &Land, bad: &mut Vec<BadRow>) -> Result<Vec<Point>> {
    let name = format!("{FOLDER}/{}.csv", register.id);
    let text = read_text(&data.join(&name))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    bad.extend(misplaced_quotes(&name, text));
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header = reader.headers().map(|header| header.iter().map(ToOwned::to_owned).collect::<Vec<_>>());
    let header = header.unwrap_or_default();
    let known = |column: &str| NEEDED.contains(&column) || OPTIONAL.contains(&column);
    let missing: Vec<&str> = NEEDED.into_iter().filter(|column| !header.iter().any(|own| own == column)).collect();
    let unknown = header.iter().find(|column| !known(column));
    if !missing.is_empty() || unknown.is_some() {
        let expected = format!("the columns {}, and if known {}", NEEDED.join(", "), OPTIONAL.join(", "));
        let fault = BadRow::new(&name, expected, "name them so, separated by commas");
        bad.push(fault.in_row(1).found(header.join(", ")));
        return Ok(Vec::new());
    }
    let kinds: Vec<&str> = register.kind.iter().map(|kind| kind.id.as_str()).collect();
    let (mut points, mut ids) = (Vec::new(), BTreeSet::new());
    for (number, record) in reader.records().enumerate() {
        let line = number as u64 + 2;
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                let expected = format!("as many fields as the header ({error})");
                bad.push(BadRow::new(&name, expected, REMEDY).in_row(line));
                continue;
            }
        };
        let faults = bad.len();
        let field = |column: &str| {
            let at = header.iter().position(|own| own == column);
            at.and_then(|at| record.get(at)).unwrap_or_default().trim()
        };
        let mut fault = |column: &str, expected: String| {
            bad.push(BadRow::new(&name, expected, REMEDY).in_row(line).in_column(column).found(field(column)));
        };
        if !is_slug(field("id")) {
            fault("id", "small letters, digits and hyphens".into());
        } else if !ids.insert(field("id").to_owned()) {
            fault("id", "each place once".into());
        }
        if !kinds.contains(&field("kind")) {
            fault("kind", format!("one of {}", kinds.join(", ")));
        }
        for column in ["name", "address"] {
            let text = field(column);
            // A spreadsheet computes what begins so.
            let computed = text.starts_with(['=', '+', '-', '@']);
            if text.is_empty() || text.chars().count() > LONGEST || text.contains(char::is_control) || computed {
                fault(column, format!("a text of up to {LONGEST} characters that does not begin as a formula"));
            }
        }
        let digits = |c: char| c.is_ascii_digit() || c == ' ';
        if !field("telephone").trim_start_matches('+').chars().all(digits) {
            fault("telephone", "digits and spaces, a + before them at most".into());
        }
        if !field("website").is_empty() && !is_web_address(field("website")) {
            fault("website", "an address that begins with https:// or http://".into());
        }
        let [latitude, longitude] = ["latitude", "longitude"].map(|column| {
            let number = field(column).parse().ok().filter(|degrees: &f64| degrees.abs() <= 180.0);
            if number.is_none() {
                fault(column, "degrees with a point as decimal mark, e.g. 45.6983".into());
            }
            number
        });
        let code = field("comune");
        let known = land.territories.known(COMUNE, code);
        match (known, latitude, longitude) {
            (Known::No, ..) => {
                let zero =
                    lost_zero(code, 6).filter(|_| land.territories.known(COMUNE, &format!("{code:0>6}")) != Known::No);
                let heirs = land.territories.former(code).map(|former| {
                    let heirs: Vec<&str> = former.successors.iter().map(|(heir, _)| heir.as_str()).collect();
                    format!(": it was given up, its land belongs to {}", heirs.join(" and "))
                });
                let day = &land.territories.reference_date;
                let expected = format!("a comune code of {day}{}", heirs.unwrap_or_default());
                fault("comune", zero.unwrap_or(expected));
            }
            (Known::Here, Some(latitude), Some(longitude)) => {
                if let Some(problem) = land.misplaced(code, [longitude, latitude]) {
                    let expected = format!("a place in {}: {problem}", land.territories.reference(COMUNE, code).name);
                    let found = format!("{latitude}, {longitude}");
                    bad.push(BadRow::new(&name, expected, REMEDY).in_row(line).in_column("latitude").found(found));
                }
            }
            _ => (),
        }
        if let (true, Known::Here, Some(latitude), Some(longitude)) = (bad.len() == faults, known, latitude, longitude)
        {
            let [id, kind, name, address, comune] =
                ["id", "kind", "name", "address", "comune"].map(|c| field(c).to_owned());
            let [telephone, website] = OPTIONAL.map(|c| field(c).to_owned());
            points.push(Point { id, kind, name, address, comune, latitude, longitude, telephone, website });
        }
    }
    points.sort_by(|a, b| (&a.comune, &a.id).cmp(&(&b.comune, &b.id)));
    Ok(points)
}
