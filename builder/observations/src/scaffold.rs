//! `cruscotto new`: declarations to start from, with everything the data already know filled in.

use crate::declaration::{self, TODO, Table};
use crate::disk::read_csv;
use crate::territory::Record;
use model::Text;
use model::identifier::is_slug;
use source::error::{BuildError, Result};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::{Path, PathBuf};

/// What a person says of an indicator to begin with.
#[derive(Debug, Clone)]
pub struct Sketch {
    /// Id: the folder's name.
    pub id: String,
    /// Theme id.
    pub theme: String,
    /// Table of facts.
    pub table: String,
    /// Column that is counted.
    pub numerator: String,
    /// Column it is divided by; a count has none.
    pub denominator: Option<String>,
}

/// What a person says of a portal to begin with.
#[derive(Debug, Clone)]
pub struct Opening {
    /// Id: the file's name.
    pub id: String,
    /// Name of the portal.
    pub name: String,
    /// Code of its region, two digits.
    pub region: String,
    /// The body that answers for it.
    pub body: String,
    /// Address of the body's own site.
    pub body_url: String,
    /// Mailbox for reports.
    pub contact: String,
}

/// Writes `data/portals/<id>.toml` and gives its path. The portal is complete; its sentences avoid the articles and
/// adjectives that only a person gets right, and want a reading.
///
/// # Errors
/// An id that is taken or not fit for an address; a region that does not exist, with those that do.
pub fn portal(data: &Path, opening: &Opening) -> Result<PathBuf> {
    let fault = |problem: String, remedy: &str| Err(BuildError::declaration("new portal", problem, remedy));
    let Opening { id, name, region: code, body, body_url, contact } = opening;
    if !is_slug(id) {
        return fault(format!("id '{id}' is not fit for an address"), "use lower-case letters, digits and hyphens");
    }
    let path = data.join(format!("portals/{id}.toml"));
    if path.exists() {
        return fault(format!("there is a portal '{id}'"), "choose another id, or edit that one");
    }
    let regions: Vec<(u64, Record)> = read_csv(data, "territories/region.csv")?;
    let Some((_, region)) = regions.iter().find(|(_, region)| region.code == *code) else {
        let known: Vec<String> = regions.iter().map(|(_, region)| format!("{} {}", region.code, region.name)).collect();
        return fault(format!("there is no region '{code}'"), &format!("choose one of {}", known.join(", ")));
    };
    let value = |text: &str| toml::Value::String(text.to_owned()).to_string();
    let mut toml = format!(
        "# {} of {}: read every sentence once, and say it as people there do.\n",
        name.escape_debug(),
        region.name
    );
    for (key, text) in [("id", id), ("name", name), ("body_url", body_url), ("contact", contact), ("region", code)] {
        let _ = writeln!(toml, "{key} = {}", value(text));
    }
    toml.push_str(CHOICES);
    let place = &region.name;
    let texts = [
        ("tagline", format!("{place}: il lavoro nei comuni"), format!("{place}: work in the municipalities")),
        ("body", body.clone(), body.clone()),
        ("adjective", "della regione".into(), "in the region".into()),
        ("region_name", place.clone(), place.clone()),
        ("in_region", format!("In {place}"), format!("In {place}")),
        ("headline", "Il lavoro, comune per comune".into(), "Work, municipality by municipality".into()),
        ("lead", LEAD.0.into(), LEAD.1.into()),
    ];
    for (key, it, en) in texts {
        toml.push_str(&both(key, &Text { it, en }));
    }
    std::fs::write(&path, toml).map_err(|e| BuildError::write(&path, e))?;
    // What a build would refuse is refused here, and leaves nothing.
    if let Err(refused) = declaration::portal(data, id) {
        let _ = std::fs::remove_file(&path);
        return Err(refused);
    }
    Ok(path)
}

/// What a portal shows first. Without `map_labels` and `try_territories` those are the seats of region and provinces.
const CHOICES: &str = r#"main_indicator = "taxpayers-per-resident-worker"
population_indicator = "resident-population"
cards = [
  "taxpayers-per-resident-worker",
  "average-employment-income",
  "resident-workers-per-100-inhabitants",
  "taxpayers-employment-income",
]
compare = { x = "resident-workers-per-100-inhabitants", y = "average-employment-income", level = "sll" }

"#;

const LEAD: (&str, &str) = (
    "Dati pubblici su occupazione e redditi nei {comuni} comuni della regione, con quello che sappiamo e con quello che ancora non si può misurare.",
    "Public data on employment and income in the {comuni} municipalities of the region, with what we know and what cannot be measured yet.",
);

/// Writes `indicator.toml` and `indicator.sql` and gives their paths.
///
/// # Errors
/// An id that is taken or not fit for an address; a table, column or theme that does not exist, with those that do.
pub fn indicator(data: &Path, sketch: &Sketch) -> Result<[PathBuf; 2]> {
    let fault = |problem: String, remedy: String| Err(BuildError::declaration("new indicator", problem, remedy));
    if !is_slug(&sketch.id) {
        return fault(
            format!("id '{}' is not fit for an address", sketch.id),
            "use lower-case letters, digits and hyphens".into(),
        );
    }
    let folder = data.join("indicators").join(&sketch.id);
    if folder.exists() {
        return fault(format!("there is an indicator '{}'", sketch.id), "choose another id, or edit that one".into());
    }
    let themes: Vec<String> = declaration::themes(data)?.into_iter().map(|theme| theme.id).collect();
    if !themes.contains(&sketch.theme) {
        return fault(
            format!("there is no theme '{}'", sketch.theme),
            format!("choose one of {}, or add it to indicators/themes.toml", themes.join(", ")),
        );
    }
    let tables = declaration::tables(data)?;
    let table = known(&tables, &sketch.table, "table")?;
    let numerator = known(&table.columns, &sketch.numerator, "column")?;
    let denominator = match &sketch.denominator {
        Some(name) => Some((name.as_str(), &known(&table.columns, name, "column")?.label)),
        None => None,
    };
    let files = [
        ("indicator.toml", declared(sketch, table, &numerator.label, denominator.map(|d| d.1))),
        ("indicator.sql", query(sketch, denominator.map(|d| d.0))),
    ];
    std::fs::create_dir_all(&folder).map_err(|e| BuildError::write(&folder, e))?;
    for (name, text) in &files {
        let path = folder.join(name);
        std::fs::write(&path, text).map_err(|e| BuildError::write(&path, e))?;
    }
    Ok(files.map(|(name, _)| folder.join(name)))
}

fn known<'a, T>(all: &'a BTreeMap<String, T>, name: &str, what: &str) -> Result<&'a T> {
    all.get(name).ok_or_else(|| {
        let names: Vec<&str> = all.keys().map(String::as_str).collect();
        let remedy = format!("choose one of {}", names.join(", "));
        BuildError::declaration("new indicator", format!("there is no {what} '{name}'"), remedy)
    })
}

fn lower(text: &Text) -> Text {
    let first =
        |s: &str| s.chars().next().map_or_else(String::new, |c| c.to_lowercase().chain(s.chars().skip(1)).collect());
    Text { it: first(&text.it), en: first(&text.en) }
}

/// A table of two languages.
fn both(key: &str, text: &Text) -> String {
    let value = |s: &str| toml::Value::String(s.to_owned()).to_string();
    format!("[{key}]\nit = {}\nen = {}\n", value(&text.it), value(&text.en))
}

fn todo(key: &str, it: &str, en: &str) -> String {
    both(key, &Text { it: format!("{TODO}: {it}"), en: format!("{TODO}: {en}") })
}

fn declared(sketch: &Sketch, table: &Table, numerator: &Text, denominator: Option<&Text>) -> String {
    let kind = if denominator.is_some() { "ratio" } else { "count" };
    let mut toml = format!(
        "# Every line that says {TODO} waits for a text; a build names those that are left.\n\
         id = \"{}\"\ntheme = \"{}\"\nkind = \"{kind}\"\n",
        sketch.id, sketch.theme
    );
    if denominator.is_some() {
        toml.push_str("# 100 for \"in 100\"; 1 for a quotient as it is.\nmultiplier = 100\n");
    }
    let _ = write!(
        toml,
        "decimals = {}\nsources = [\"{}\"]\n\
         # Or higher-is-better, lower-is-better.\ndirection = \"neutral\"\n\
         # Values with a smaller base are drawn hatched; rankings begin at the second number.\n\
         few_cases_below = 100\nrank_from = 1000\n\n",
        u8::from(denominator.is_some()),
        table.source
    );
    toml.push_str(&todo("name", "il nome dell’indicatore", "the name of the indicator"));
    toml.push_str(&todo("short", "due o tre parole", "two or three words"));
    toml.push_str(&todo("unit", "l’unità in parole", "the unit in words"));
    toml.push_str(&both("numerator", &lower(numerator)));
    if let Some(denominator) = denominator {
        toml.push_str(&both("denominator", &lower(denominator)));
    }
    toml.push_str(&todo("reading", "{value} e il resto della frase", "{value} and the rest of the sentence"));
    toml.push_str(&todo("definition", "che cosa si conta, diviso che cosa", "what is counted, divided by what"));
    toml.push_str(&todo("caution_title", "che cosa non misura, in breve", "what it does not measure, in short"));
    toml.push('\n');
    toml.push_str(&todo("[cautions]", "che cosa non misura", "what it does not measure"));
    toml.push('\n');
    toml.push_str(&todo("[method]", "come si calcola ai livelli più ampi", "how wider levels are computed"));
    toml
}

fn query(sketch: &Sketch, denominator: Option<&str>) -> String {
    let Sketch { id, table, numerator, .. } = sketch;
    let denominator = denominator.map_or_else(String::new, |column| format!("  {column} AS denominator,\n"));
    format!(
        "-- {id}: one row per comune and period. Sums, other levels and the division are the engine's work.\n\
         SELECT\n  comune,\n  period,\n  {numerator} AS numerator,\n{denominator}  {numerator}_status AS obs_status\n\
         FROM {table}\nORDER BY comune, period\n"
    )
}
