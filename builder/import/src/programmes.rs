//! Axes and calls of the programmes that `data/programmes/programmes.toml` declares.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::path::Path;

use observations::programmes::{self, AXES, CALLS, FOLDER};
use observations::replacement::Outputs;
use source::error::{Result, all_rows_good};
use source::{Input, input};

use super::outputs::{Sums, csv_bytes};
use super::report::{Report, read_rows};

/// Adds `programmes/calls.csv` and `programmes/axes.csv`, and the numbers of calls by region to `sums`. Order: programme,
/// then code. Rows without a code are left out and counted.
pub(super) fn write_programmes(
    data: &Path,
    inputs: &BTreeMap<String, Input>,
    (outputs, sums): (&mut Outputs, &mut Sums),
    report: &mut Report,
) -> Result<()> {
    let Some(declared) = programmes::read(data)? else { return Ok(()) };
    let mut bad = Vec::new();
    for (source, name_of, columns, key) in
        [(&declared.calls, "calls", &CALLS[..], 2), (&declared.axes, "axes", &AXES[..], 4)]
    {
        let input = input(inputs, source)?;
        let (own, line) = columns.split_at(columns.len() - 1);
        input.source.require(own)?;
        let mut rows: BTreeMap<Vec<String>, Vec<String>> = BTreeMap::new();
        for row in read_rows(input, report)? {
            let Some(programme) = declared.programme.iter().find(|programme| programme.code == row.text("programme"))
            else {
                let remedy = "declare it in programmes/programmes.toml, or leave its rows out by a [[drop]] rule";
                bad.push(row.fault("programme", "a declared programme", remedy));
                continue;
            };
            let mut fields: Vec<String> = own.iter().map(|column| row.text(column).to_owned()).collect();
            if fields.get(1).is_none_or(String::is_empty) {
                leave_out(report, source, "without a code");
                continue;
            }
            let name = fields.last().cloned().unwrap_or_default();
            fields.extend(line.iter().map(|_| row.line().map(|line| line.to_string()).unwrap_or_default()));
            match rows.entry(fields.iter().take(key).cloned().collect()) {
                Entry::Vacant(free) => {
                    let of = (source.clone(), programme.region.clone(), row.period.clone(), name_of.to_owned());
                    *sums.entry(of).or_default() += 1.0;
                    free.insert(fields);
                }
                // Publishers cut names: of two that begin alike the longer one says more.
                Entry::Occupied(mut known) => {
                    let before = known.get().get(own.len() - 1).cloned().unwrap_or_default();
                    // All that stands between the code and the name, the kind of a call, must be the same.
                    let between = |fields: &[String]| fields.get(key..own.len() - 1).map(<[String]>::to_vec);
                    let same = between(known.get()) == between(&fields);
                    let cut = name != before && (name.starts_with(&before) || before.starts_with(&name));
                    if same && cut {
                        leave_out(report, source, "of the same code, with a shorter name");
                        if name.len() > before.len() {
                            known.insert(fields);
                        }
                    } else {
                        let column = own.get(key - 1).copied().unwrap_or_default();
                        bad.push(row.fault(
                            column,
                            "each code once in its programme",
                            "remove the row that repeats it",
                        ));
                    }
                }
            }
        }
        let header = columns.iter().map(|column| (*column).to_owned()).collect();
        outputs.insert(format!("{FOLDER}/{name_of}.csv"), csv_bytes(header, rows.into_values())?);
    }
    all_rows_good(bad)
}

fn leave_out(report: &mut Report, source: &str, reason: &str) {
    let told = report.source(source);
    told.kept -= 1;
    *told.dropped.entry(reason.into()).or_default() += 1;
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    const DECLARED: &str = r#"calls = "calls"
axes = "axes"
note = { it = "", en = "" }
kind = [{ id = "call", name = { it = "", en = "" } }]

[[programme]]
code = "P1"
region = "03"
cycle = "2014-2020"
name = { it = "", en = "" }
fund = { it = "", en = "" }
"#;

    /// A source of the columns given, in a file of its own.
    fn source(id: &str, columns: &[&str]) -> String {
        let mut text = format!(
            "id = \"{id}\"\nshort = \"T\"\nlicence = \"CC0-1.0\"\nlicence_url = \"\"\naddress = \"\"\nfrequency = \"IRREG\"\n\
             publisher = {{ it = \"\", en = \"\" }}\ntitle = {{ it = \"\", en = \"\" }}\nnote = {{ it = \"\", en = \"\" }}\n\
             format = {{ kind = \"delimited\", separator = \";\", encoding = \"utf-8\" }}\n\
             drop = [{{ column = \"programme\", equals = [\"P9\"], reason = \"other programmes\" }}]\n"
        );
        let column = |name: &&str| {
            format!(
                "columns.{name} = {{ from = [\"{name}\"], type = \"text\", empty = \"missing\", damaged = \"mend\" }}\n"
            )
        };
        text.extend(columns.iter().map(column));
        text + &format!("[[file]]\nraw = \"{id}.csv\"\nperiod = \"2022\"\nretrieved = \"2024-01-31\"\n")
    }

    fn import(calls: &str, axes: &str) -> std::result::Result<(String, [String; 2]), String> {
        let (_folder, raw, data) = crate::tests::fixture();
        fs::create_dir_all(data.join(FOLDER)).unwrap();
        fs::write(data.join("programmes/programmes.toml"), DECLARED).unwrap();
        for (id, columns, rows) in [("calls", &CALLS[..4], calls), ("axes", &AXES[..5], axes)] {
            fs::write(data.join(format!("sources/{id}.toml")), source(id, columns)).unwrap();
            fs::write(raw.join(format!("{id}.csv")), columns.join(";") + "\n" + rows).unwrap();
        }
        let report = crate::import(&raw, &data, false).map_err(|error| error.to_string())?.to_string();
        let told = report.lines().skip_while(|line| !line.starts_with("axes")).take(6).collect::<Vec<_>>().join("\n");
        let read = |name: &str| fs::read_to_string(data.join(format!("programmes/{name}.csv"))).unwrap();
        Ok((told, [read("calls"), read("axes")]))
    }

    #[test]
    fn rows_that_are_left_out_are_counted_and_names_that_were_cut_are_the_longer_ones() {
        let calls = "P1;C2;call;CittÃ\u{a0}\nP1;C1;;\nP1;;call;No code\nP9;C1;call;Other\n";
        let axes = "P1;I;Work;8.1;To raise the sha\nP1;I;Work;8.1;To raise the share\nP1;II;Schools;9.1;To learn\n";
        let (told, [calls, axes]) = import(calls, axes).unwrap();
        insta::assert_snapshot!(told, @r"
        axes: 3 rows read, 2 kept
          dropped: 1 (of the same code, with a shorter name)
        calls: 4 rows read, 2 kept
          dropped: 1 (other programmes)
          dropped: 1 (without a code)
          calls.csv: damaged letters in 1 fields, first in row 2, column 'title': 'CittÃ '; UTF-8 was read as Windows-1252
        ");
        insta::assert_snapshot!(calls, @r"
        programme,call,kind,title,source_row
        P1,C1,,,3
        P1,C2,call,Città,2
        ");
        insta::assert_snapshot!(axes, @r"
        programme,axis,axis_name,objective,objective_name,source_row
        P1,I,Work,8.1,To raise the share,3
        P1,II,Schools,9.1,To learn,4
        ");
    }

    #[test]
    fn a_code_twice_and_an_unknown_programme_are_refused_together() {
        let axes = "P1;I;Work;8.1;To raise\n";
        let error = import("P1;C1;call;One\nP1;C1;call;Two\nP2;C1;call;Three\n", axes).unwrap_err();
        insta::assert_snapshot!(error, @r"
        calls.csv, row 3, column 'call': found 'C1': expected each code once in its programme; remove the row that repeats it
        calls.csv, row 4, column 'programme': found 'P2': expected a declared programme; declare it in programmes/programmes.toml, or leave its rows out by a [[drop]] rule
        ");
    }
}
