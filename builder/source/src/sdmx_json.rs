//! Data messages of SDMX-JSON 1.0 and 2.0: observations by the places of their codes in the lists of a structure.

use serde_json::{Map, Value};

use crate::error::BadRow;
use crate::json::{self, as_text};
use crate::limits;
use crate::sdmx_csv;
use crate::table::{RawRecord, RawTable};

/// What was expected, and what was found.
type Fault = (String, String);

fn fault<T>(expected: impl Into<String>, found: impl Into<String>) -> Result<T, Fault> {
    Err((expected.into(), found.into()))
}

/// One row per observation: the code of every dimension of dataset, series and observation, then the measures
/// (`OBS_VALUE` where there is one) and the attributes of series and observation. Order: that of the file's series.
pub(crate) fn read_sdmx_json(file: &str, bytes: &[u8]) -> (RawTable, Vec<BadRow>) {
    match parsed(file, bytes) {
        Ok(table) => (table, Vec::new()),
        Err((expected, found)) => {
            let remedy = "fetch the file again; if the publisher sends another format, declare it";
            (RawTable::default(), vec![BadRow::new(file, expected, remedy).found(found)])
        }
    }
}

fn parsed(file: &str, bytes: &[u8]) -> Result<RawTable, Fault> {
    let whole = json::value(bytes).or_else(|problem| fault("JSON in UTF-8", problem))?;
    let message = whole.get("data").unwrap_or(&whole);
    let Some(sets) = message.get("dataSets").and_then(Value::as_array) else {
        return fault("a data message of SDMX-JSON with 'dataSets'", "none");
    };
    let mut table = RawTable::default();
    for set in sets {
        if set.get("action").and_then(Value::as_str) == Some("Delete") {
            return fault("datasets that do not delete", "action 'Delete'");
        }
        let place = set.get("structure").and_then(Value::as_u64).unwrap_or_default();
        let structures = message.get("structures").and_then(Value::as_array);
        let structure = structures.and_then(|list| list.get(place as usize)).or_else(|| message.get("structure"));
        let Some(structure) = structure else { return fault("the structure of every dataset", "none") };
        let structure = Structure::new(structure)?;
        let header = structure.header();
        if table.header.is_empty() {
            table.header = header;
        } else if table.header != header {
            return fault("datasets of one structure", header.join(", "));
        }
        structure.read(file, set, &mut table)?;
    }
    if table.header.is_empty() { fault("a dataset", "none") } else { Ok(table) }
}

/// An id and the codes that numbers stand for; without codes the values stand for themselves.
struct Component {
    id: String,
    codes: Vec<String>,
}

struct Structure {
    of_set: Vec<Component>,
    of_series: Vec<Component>,
    of_observation: Vec<Component>,
    measures: Vec<String>,
    series_attributes: Vec<Component>,
    attributes: Vec<Component>,
}

impl Structure {
    fn new(structure: &Value) -> Result<Self, Fault> {
        let list = |group: &str, level: &str| -> Result<Vec<Component>, Fault> {
            let listed = structure.get(group).and_then(|group| group.get(level)).and_then(Value::as_array);
            listed.map_or(&[][..], Vec::as_slice).iter().map(component).collect()
        };
        let mut measures: Vec<String> =
            list("measures", "observation")?.into_iter().map(|measure| measure.id).collect();
        if measures.is_empty() {
            measures.push("OBS_VALUE".into());
        }
        let found = Self {
            of_set: list("dimensions", "dataSet")?,
            of_series: list("dimensions", "series")?,
            of_observation: list("dimensions", "observation")?,
            measures,
            series_attributes: list("attributes", "series")?,
            attributes: list("attributes", "observation")?,
        };
        if found.of_series.is_empty() && found.of_observation.is_empty() {
            return fault("dimensions of series or observations", "none");
        }
        Ok(found)
    }

    fn header(&self) -> Vec<String> {
        let dimensions = self.of_set.iter().chain(&self.of_series).chain(&self.of_observation);
        let attributes = self.series_attributes.iter().chain(&self.attributes);
        let id = |component: &Component| component.id.clone();
        dimensions.map(id).chain(self.measures.iter().cloned()).chain(attributes.map(id)).collect()
    }

    fn read(&self, file: &str, set: &Value, table: &mut RawTable) -> Result<(), Fault> {
        // A dimension of the dataset has one code.
        let first: Vec<String> =
            self.of_set.iter().map(|component| component.codes.first().cloned().unwrap_or_default()).collect();
        let mut flat = Map::new();
        let series = set.get("series").and_then(Value::as_object).unwrap_or_else(|| {
            // Without series the dataset itself holds the observations, as one series without a key would.
            if set.get("observations").is_some() {
                flat.insert(String::new(), set.clone());
            }
            &flat
        });
        for (key, one) in series {
            let mut dimensions = first.clone();
            dimensions.extend(coded(key, &self.of_series)?);
            let given = one.get("attributes").filter(|_| !key.is_empty()).and_then(Value::as_array);
            let series_attributes = attributes(&self.series_attributes, given.map_or(&[][..], Vec::as_slice))?;
            let Some(observations) = one.get("observations").and_then(Value::as_object) else {
                table.pass_over("series without observations", 1);
                continue;
            };
            for (at, values) in observations {
                let Some(values) = values.as_array() else {
                    return fault("a list of value and attributes for each observation", values.to_string());
                };
                let mut fields = dimensions.clone();
                fields.extend(coded(at, &self.of_observation)?);
                let measure = |place: usize| values.get(place).map(as_text).map(sdmx_csv::present).unwrap_or_default();
                fields.extend((0..self.measures.len()).map(measure));
                fields.extend(series_attributes.iter().cloned());
                let given = values.get(self.measures.len()..).unwrap_or_default();
                fields.extend(attributes(&self.attributes, given)?);
                if (table.records.len() as u64).saturating_mul(fields.len() as u64) > limits::CELLS {
                    return fault(format!("at most {} fields", limits::CELLS), "more");
                }
                let file = format!("{file} (series '{key}', observation '{at}')");
                table.records.push(RawRecord { file, fields, ..RawRecord::default() });
            }
        }
        Ok(())
    }
}

/// The codes of a key such as `0:3:1`.
fn coded(key: &str, components: &[Component]) -> Result<Vec<String>, Fault> {
    let parts: Vec<&str> = if key.is_empty() { Vec::new() } else { key.split(':').collect() };
    if parts.len() != components.len() {
        return fault(format!("{} numbers in a key", components.len()), key);
    }
    let code = |(part, component): (&&str, &Component)| {
        let code = json::place(part).and_then(|place| component.codes.get(place as usize));
        code.cloned()
            .ok_or_else(|| (format!("a place in the {} codes of {}", component.codes.len(), component.id), key.into()))
    };
    parts.iter().zip(components).map(code).collect()
}

/// The attributes given for an observation or series; those at the end may be left out.
fn attributes(components: &[Component], given: &[Value]) -> Result<Vec<String>, Fault> {
    let text = |(place, component): (usize, &Component)| match given.get(place) {
        None | Some(Value::Null) => Ok(String::new()),
        Some(Value::Number(number)) if !component.codes.is_empty() => {
            let code = number.as_u64().and_then(|place| component.codes.get(place as usize));
            code.cloned().ok_or_else(|| {
                (format!("a place in the {} values of {}", component.codes.len(), component.id), number.to_string())
            })
        }
        Some(value) => Ok(as_text(value)),
    };
    components.iter().enumerate().map(text).collect()
}

fn component(declared: &Value) -> Result<Component, Fault> {
    let Some(id) = declared.get("id").and_then(Value::as_str) else {
        return fault("an id for every component of the structure", "none");
    };
    let values = declared.get("values").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    let code = |value: &Value| {
        let code = value.get("id").or_else(|| value.get("value")).or_else(|| value.get("name"));
        code.map_or_else(|| if value.is_object() { String::new() } else { as_text(value) }, as_text)
    };
    Ok(Component { id: id.into(), codes: values.iter().map(code).collect() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> String {
        let (table, bad) = read_sdmx_json("f.json", text.as_bytes());
        let rows = table.records.iter().map(|row| row.fields.join("|"));
        let head = std::iter::once(table.header.join("|")).filter(|head| !head.is_empty());
        head.chain(rows).chain(bad.iter().map(ToString::to_string)).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn series_of_version_1_become_rows() {
        let text = r#"{"data":{"structure":{"dimensions":{"dataSet":[{"id":"FREQ","values":[{"id":"A"}]}],
            "series":[{"id":"REF_AREA","values":[{"id":"ITC4"},{"id":"ITF1"}]},{"id":"SEX","values":[{"id":"9"}]}],
            "observation":[{"id":"TIME_PERIOD","values":[{"id":"2022"},{"id":"2023"}]}]},
            "attributes":{"series":[{"id":"UNIT","values":[{"id":"PC"}]}],"observation":[{"id":"OBS_STATUS","values":[{"id":"e"}]}]}},
            "dataSets":[{"action":"Information","series":{
                "0:0":{"attributes":[0],"observations":{"0":[68.2,null],"1":[69.9]}},
                "1:0":{"attributes":[null],"observations":{"1":[60.1,0]}}}}]}}"#;
        insta::assert_snapshot!(rows(text), @r"
        FREQ|REF_AREA|SEX|TIME_PERIOD|OBS_VALUE|UNIT|OBS_STATUS
        A|ITC4|9|2022|68.2|PC|
        A|ITC4|9|2023|69.9|PC|
        A|ITF1|9|2023|60.1||e
        ");
    }

    #[test]
    fn flat_observations_of_version_2_become_rows() {
        let text = r#"{"data":{"structures":[{"dimensions":{"observation":[{"id":"GEO","values":[{"id":"ITC4"}]},
            {"id":"TIME_PERIOD","values":[{"value":"2023"}]}]},"measures":{"observation":[{"id":"OBS_VALUE"}]},
            "attributes":{"observation":[{"id":"NOTE"}]}}],
            "dataSets":[{"structure":0,"observations":{"0:0":["69.9","provvisorio"]}}]}}"#;
        assert_eq!(rows(text), "GEO|TIME_PERIOD|OBS_VALUE|NOTE\nITC4|2023|69.9|provvisorio");
    }

    #[test]
    fn keys_outside_the_lists_and_other_messages_are_told() {
        let one = |observations: &str| {
            format!(
                r#"{{"structure":{{"dimensions":{{"observation":[{{"id":"GEO","values":[{{"id":"IT"}}]}}]}}}},"dataSets":[{{"observations":{observations}}}]}}"#
            )
        };
        let told = [
            rows(&one(r#"{"1":[2]}"#)),
            rows(&one(r#"{"0:0":[2]}"#)),
            rows(&one(r#"{"0":2}"#)),
            rows(r#"{"dataSets":[{"action":"Delete"}]}"#),
            rows(r#"{"errors":[]}"#),
        ];
        insta::assert_snapshot!(told.join("\n"), @r"
        f.json: found '1': expected a place in the 1 codes of GEO; fetch the file again; if the publisher sends another format, declare it
        f.json: found '0:0': expected 1 numbers in a key; fetch the file again; if the publisher sends another format, declare it
        f.json: found '2': expected a list of value and attributes for each observation; fetch the file again; if the publisher sends another format, declare it
        f.json: found 'action \'Delete\'': expected datasets that do not delete; fetch the file again; if the publisher sends another format, declare it
        f.json: found 'none': expected a data message of SDMX-JSON with 'dataSets'; fetch the file again; if the publisher sends another format, declare it
        ");
    }
}
