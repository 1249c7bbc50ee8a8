//! The entities of a register: `data/registers/<id>.csv`, row by row. What the columns hold stands in `docs/registers.md`.

use super::declaration::{Declaration, FOLDER};
use super::land::Land;
use crate::disk::{misplaced_quotes, read_text};
use crate::territory::{COMUNE, Known};
use model::identifier::{CODE, is_code, is_web_address};
use model::period::Period;
use model::register::{Entity, Status};
use source::error::{BadRow, Result};
use source::lost_zero;
use std::collections::BTreeSet;
use std::path::Path;

/// Columns that every row fills.
pub const NEEDED: [&str; 4] = ["id", "kind", "name", "comune"];
/// Columns that may be missing or empty.
pub const OPTIONAL: [&str; 12] = [
    "sections",
    "status",
    "valid_from",
    "valid_to",
    "part_of",
    "address",
    "latitude",
    "longitude",
    "telephone",
    "website",
    "source",
    "source_row",
];
/// Longest text, in characters.
const LONGEST: usize = 200;
/// What to do about most faults.
const REMEDY: &str = "correct it in the register";

/// The entities in the portal's region, by municipality and id; faults are added to `bad`.
pub(super) fn read(
    data: &Path,
    (id, register): (&str, &Declaration),
    land: &Land,
    bad: &mut Vec<BadRow>,
) -> Result<Vec<Entity>> {
    let file = format!("{FOLDER}/{id}.csv");
    let text = read_text(&data.join(&file))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    bad.extend(misplaced_quotes(&file, text));
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let header = reader.headers().map(|header| header.iter().map(ToOwned::to_owned).collect::<Vec<_>>());
    let header = header.unwrap_or_default();
    let known = |column: &str| NEEDED.contains(&column) || OPTIONAL.contains(&column);
    let missing = NEEDED.into_iter().any(|column| !header.iter().any(|own| own == column));
    if missing || header.iter().any(|column| !known(column)) {
        let expected = format!("the columns {}, and if known {}", NEEDED.join(", "), OPTIONAL.join(", "));
        let fault = BadRow::new(&file, expected, "name them so, separated by commas");
        bad.push(fault.in_row(1).found(header.join(", ")));
        return Ok(Vec::new());
    }
    let (mut entities, mut ids, mut parts) = (Vec::new(), BTreeSet::new(), Vec::new());
    for (number, record) in reader.records().enumerate() {
        let line = number as u64 + 2;
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                let expected = format!("as many fields as the header ({error})");
                bad.push(BadRow::new(&file, expected, REMEDY).in_row(line));
                continue;
            }
        };
        let row = Row { file: &file, header: &header, record: &record, line };
        if is_code(row.field("id")) && !ids.insert(row.field("id").to_owned()) {
            bad.push(row.fault("id", "each entity once"));
        }
        parts.push((line, row.field("part_of").to_owned()));
        entities.extend(row.entity(register, land, bad));
    }
    let unknown = parts.into_iter().filter(|(_, whole)| !whole.is_empty() && !ids.contains(whole));
    bad.extend(unknown.map(|(line, whole)| {
        BadRow::new(&file, "the id of an entity of the register", REMEDY).in_row(line).in_column("part_of").found(whole)
    }));
    entities.sort_by(|a, b| (&a.comune, &a.id).cmp(&(&b.comune, &b.id)));
    Ok(entities)
}

/// What is expected of a column instead of this text; none where it is well. The import asks too: what it writes is read.
pub fn problem(column: &str, text: &str) -> Option<String> {
    let digits = |c: char| c.is_ascii_digit() || c == ' ';
    // A spreadsheet computes what begins so.
    let computed = text.starts_with(['=', '+', '-', '@']);
    let lacking = text.is_empty() && column == "name";
    let unfit = lacking || text.chars().count() > LONGEST || text.contains(char::is_control) || computed;
    match column {
        "id" if !is_code(text) => Some(CODE.into()),
        "name" | "address" if unfit => {
            Some(format!("a text of up to {LONGEST} characters that does not begin as a formula"))
        }
        "telephone" if !text.trim_start_matches('+').chars().all(digits) => {
            Some("digits and spaces, a + before them at most".into())
        }
        "website" if !text.is_empty() && !is_web_address(text) => {
            Some("an address that begins with https:// or http://".into())
        }
        _ => None,
    }
}

struct Row<'a> {
    file: &'a str,
    header: &'a [String],
    record: &'a csv::StringRecord,
    line: u64,
}

impl Row<'_> {
    fn field(&self, column: &str) -> &str {
        let at = self.header.iter().position(|own| own == column);
        at.and_then(|at| self.record.get(at)).unwrap_or_default().trim()
    }

    fn fault(&self, column: &str, expected: impl Into<String>) -> BadRow {
        BadRow::new(self.file, expected, REMEDY).in_row(self.line).in_column(column).found(self.field(column))
    }

    /// The entity; none where it lies elsewhere or a field is at fault.
    fn entity(&self, register: &Declaration, land: &Land, bad: &mut Vec<BadRow>) -> Option<Entity> {
        let before = bad.len();
        for column in ["id", "name", "address", "telephone", "website"] {
            bad.extend(problem(column, self.field(column)).map(|expected| self.fault(column, expected)));
        }
        if !register.kind.iter().any(|kind| kind.id == self.field("kind")) {
            let kinds: Vec<&str> = register.kind.iter().map(|kind| kind.id.as_str()).collect();
            bad.push(self.fault("kind", format!("one of {}", kinds.join(", "))));
        }
        if !self.field("source").is_empty() && !register.sources.iter().any(|id| id == self.field("source")) {
            bad.push(self.fault("source", "a source of the register, or nothing"));
        }
        if !self.field("source_row").bytes().all(|byte| byte.is_ascii_digit()) {
            bad.push(self.fault("source_row", "the number of a line, or nothing"));
        }
        let sections = self.sections(register, bad);
        let status = self.status(bad);
        let [valid_from, valid_to] = self.validity(bad);
        let position = self.position(bad);
        let known = self.known(land, bad);
        let comune = self.field("comune");
        let misplaced = position.filter(|_| known == Known::Here).and_then(|at| land.misplaced(comune, at));
        if let (Some(problem), Some([longitude, latitude])) = (misplaced, position) {
            let expected = format!("a place in {}: {problem}", land.territories.reference(COMUNE, comune).name);
            bad.push(self.fault("latitude", expected).found(format!("{latitude}, {longitude}")));
        }
        let text = |column: &str| self.field(column).to_owned();
        (bad.len() == before && known == Known::Here).then(|| Entity {
            id: text("id"),
            kind: text("kind"),
            sections,
            status,
            valid_from,
            valid_to,
            part_of: text("part_of"),
            name: text("name"),
            address: text("address"),
            comune: text("comune"),
            position,
            telephone: text("telephone"),
            website: text("website"),
            source: text("source"),
            source_row: text("source_row"),
        })
    }

    /// The sections, separated by spaces, in the order of the register.
    fn sections(&self, register: &Declaration, bad: &mut Vec<BadRow>) -> Vec<String> {
        let own: BTreeSet<&str> = self.field("sections").split_whitespace().collect();
        let all = || register.section.iter().map(|section| section.id.as_str());
        if own.iter().any(|id| !all().any(|known| known == *id)) {
            let expected = match all().collect::<Vec<_>>().join(", ") {
                none if none.is_empty() => "none, since the register declares no [[section]]".into(),
                known => format!("some of {known}, with spaces between them"),
            };
            bad.push(self.fault("sections", expected));
        }
        all().filter(|id| own.contains(id)).map(ToOwned::to_owned).collect()
    }

    fn status(&self, bad: &mut Vec<BadRow>) -> Status {
        let word = self.field("status");
        let found = Status::ALL.into_iter().find(|(_, own)| *own == word);
        if found.is_none() && !word.is_empty() {
            bad.push(self.fault("status", "active, suspended, ceased, or nothing"));
        }
        found.map(|(status, _)| status).unwrap_or_default()
    }

    fn validity(&self, bad: &mut Vec<BadRow>) -> [String; 2] {
        let days = ["valid_from", "valid_to"].map(|column| {
            let day = self.field(column);
            if !day.is_empty() && !matches!(Period::parse(day), Some(Period::Day(..))) {
                bad.push(self.fault(column, "a day such as 2025-01-31, or nothing"));
            }
            day.to_owned()
        });
        let [from, to] = &days;
        if !to.is_empty() && to < from {
            bad.push(self.fault("valid_to", format!("a day that is not before {from}, its valid_from")));
        }
        days
    }

    /// Degrees east and north; none where both are empty.
    fn position(&self, bad: &mut Vec<BadRow>) -> Option<[f64; 2]> {
        let columns = ["longitude", "latitude"];
        if columns.iter().all(|column| self.field(column).is_empty()) {
            return None;
        }
        let [longitude, latitude] = columns.map(|column| {
            let number = self.field(column).parse().ok().filter(|degrees: &f64| degrees.abs() <= 180.0);
            if number.is_none() {
                bad.push(self.fault(column, "degrees with a point as decimal mark, e.g. 45.6983"));
            }
            number
        });
        Some([longitude?, latitude?])
    }

    fn known(&self, land: &Land, bad: &mut Vec<BadRow>) -> Known {
        let code = self.field("comune");
        let known = land.territories.known(COMUNE, code);
        if known == Known::No {
            let zero =
                lost_zero(code, 6).filter(|_| land.territories.known(COMUNE, &format!("{code:0>6}")) != Known::No);
            let heirs = land.territories.former(code).map(|former| {
                let heirs: Vec<&str> = former.successors.iter().map(|(heir, _)| heir.as_str()).collect();
                format!(": it was given up, its land belongs to {}", heirs.join(" and "))
            });
            let day = &land.territories.reference_date;
            bad.push(
                self.fault("comune", zero.unwrap_or(format!("a comune code of {day}{}", heirs.unwrap_or_default()))),
            );
        }
        known
    }
}
