//! The data of each kind of page. A page is made from exactly one of these.

use crate::Text;
use crate::analysis::{AnalysisPage, Answered};
use crate::boundaries::Boundaries;
use crate::catalogue::{File, Source};
use crate::comparison::ComparisonPage;
use crate::cube::{Cell, Cube};
use crate::dashboard::DashboardPage;
use crate::disclosure::Attacks;
use crate::evidence::Evidence;
use crate::freshness::Freshness;
use crate::indicator::{CodeList, Indicator};
use crate::observation::ObsStatus;
use crate::places::PlacesPage;
use crate::portal::SpreadGroup;
use crate::printed::Standing;
use crate::programme::ProgrammesPage;
use crate::register::{RegisterHere, RegisterPage};
use crate::series::Series;
use crate::story::StoryPage;
use crate::territory::{Event, TerritoryRef};
use crate::vintage::Revisions;
use serde::Serialize;
use std::collections::BTreeMap;
use std::ops::Range;

/// The data of one page.
#[derive(Debug, Clone, PartialEq)]
pub enum Page {
    /// Home: the region, and its provinces.
    Home(Box<HomePage>),
    /// One indicator at one level.
    Indicator(Box<Cube>),
    /// One territory.
    Territory(Box<TerritoryPage>),
    /// The list of wide territories.
    Territories(Vec<TerritoryRow>),
    /// Files to download.
    Files(Vec<File>),
    /// All indicators, with what the region has of each.
    Indicators(Box<IndicatorsPage>),
    /// Definitions and sources.
    Method(Box<MethodPage>),
    /// Fact tables, their columns and checks.
    Dictionary(Box<DictionaryPage>),
    /// What was published when.
    Revisions(Vec<Revisions>),
    /// One indicator with other boundaries.
    Boundaries(Box<Boundaries>),
    /// Two indicators side by side.
    Comparison(Box<ComparisonPage>),
    /// Territories side by side.
    Places(Box<PlacesPage>),
    /// Questions that are answered beforehand.
    Analyses(Vec<Answered>),
    /// One of them.
    Analysis(Box<AnalysisPage>),
    /// Views arranged on pages: id, title and note of each.
    Dashboards(Vec<(String, Text, Text)>),
    /// One of these pages.
    Dashboard(Box<DashboardPage>),
    /// All stories.
    Stories(Vec<StoryPage>),
    /// One story.
    Story(Box<StoryPage>),
    /// Programmes and calls.
    Programmes(Box<ProgrammesPage>),
    /// A register.
    Register(Box<RegisterPage>),
    /// Undeclared work from several sides.
    Evidence(Box<Evidence>),
    /// All sources, with how far each lies behind the calendar.
    Sources(Vec<SourceEntry>),
    /// One source.
    Source(Box<SourcePage>),
    /// One theme.
    Theme(Box<ThemePage>),
    /// Pages that need nothing but the portal.
    Plain(()),
}

/// The home page.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct HomePage {
    /// The region as a territory: its figures are the cards.
    pub region: TerritoryPage,
    /// Number of municipalities.
    pub comuni: usize,
    /// Size of the map picture.
    pub map: [u32; 2],
    /// Territories proposed under the search field.
    pub proposed: Vec<TerritoryRef>,
    /// Latest values of the indicators that the page and kinds of readers begin with, by indicator.
    pub beginnings: BTreeMap<String, Beginning>,
}

/// What a kind of reader begins with.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Beginning {
    /// ISO 8601 period of the values.
    pub period: String,
    /// By territory, in the order of the region's children.
    pub cells: Vec<Cell>,
    /// Breaks of the classes of its map.
    pub breaks: Vec<f64>,
}

/// One territory with all its figures.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TerritoryPage {
    /// Itself.
    pub territory: TerritoryRef,
    /// What it belongs to, from near to far: province and region for a municipality.
    pub parents: Vec<TerritoryRef>,
    /// Its local labour system, for a municipality.
    pub labour_system: Option<TerritoryRef>,
    /// Residents, with their period.
    pub population: Option<(String, f64)>,
    /// Square kilometres.
    pub area_km2: Option<f64>,
    /// Municipalities outside the portal's region that belong to it too.
    pub outside: usize,
    /// Figures, in the portal's order.
    pub figures: Vec<Figure>,
    /// The most similar territories with their value of the main indicator, and itself.
    pub similar: Vec<TerritoryRow>,
    /// The territories inside it with their value of the main indicator, by name.
    pub children: Vec<TerritoryRow>,
    /// The territories of its level that share a border with it, by name.
    pub neighbours: Vec<TerritoryRef>,
    /// Its inhabitants by age and sex, where all of them are known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pyramid: Option<Pyramid>,
    /// How far a value reaches in groups of people, here or in what it lies in; files have it by indicator.
    #[serde(skip)]
    pub spread: Option<Spread>,
    /// Places of registers in it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub registers: Vec<RegisterHere>,
    /// Ids of indicators that its files leave out: their figures are invented.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub left_out: Vec<String>,
    /// What is new or revised since an earlier release; none when it was built without one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub changes: Option<Changes>,
    /// Its shape in the units of `geo/outline.svg`; for drawing only.
    #[serde(skip)]
    pub shape: String,
    /// Size of that drawing.
    #[serde(skip)]
    pub frame: [u32; 2],
}

/// How far a value reaches in groups of people, latest period.
#[derive(Debug, Clone, PartialEq)]
pub struct Spread {
    /// Whose values they are.
    pub of: TerritoryRef,
    /// ISO 8601 period.
    pub period: String,
    /// Id of the indicator in the middle.
    pub indicator: String,
    /// Its unit.
    pub unit: Text,
    /// Sign after its numbers.
    pub mark: String,
    /// Its decimals.
    pub decimals: u8,
    /// Publishers.
    pub credit: Text,
    /// Whether the source has nothing of the page's own level.
    pub wider_only: bool,
    /// Groups that the source has, in the order of the declaration.
    pub rows: Vec<SpreadRow>,
}

/// One group of people.
#[derive(Debug, Clone, PartialEq)]
pub struct SpreadRow {
    /// Which.
    pub group: SpreadGroup,
    /// Its name; none for everybody.
    pub name: Option<Text>,
    /// Low and high end, where both are known.
    pub ends: Option<(f64, f64)>,
    /// The value in the middle, or why there is none.
    pub middle: Cell,
}

/// Inhabitants by class of age and sex, latest period.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Pyramid {
    /// Indicator id, as in the territory's CSV.
    pub indicator: String,
    /// ISO 8601 period.
    pub period: String,
    /// Status of the numbers.
    pub status: ObsStatus,
    /// Codes of the classes of age, from the youngest.
    pub ages: Vec<String>,
    /// Codes of the two sexes, men first.
    pub sexes: [String; 2],
    /// Inhabitants of each sex by class of age.
    pub counts: [Vec<f64>; 2],
    /// Names of the classes.
    #[serde(skip)]
    pub age_names: Vec<Text>,
    /// Names of the sexes.
    #[serde(skip)]
    pub sex_names: [Text; 2],
    /// What is counted.
    #[serde(skip)]
    pub definition: Text,
    /// Classes that are added up, from the youngest.
    #[serde(skip)]
    pub groups: Vec<AgeGroup>,
    /// Publishers.
    #[serde(skip)]
    pub credit: Text,
    /// What the territory lies in, from near to far; those have files of their own.
    #[serde(skip)]
    pub beside: Vec<PyramidBeside>,
}

/// Classes of age that follow each other.
#[derive(Debug, Clone, PartialEq)]
pub struct AgeGroup {
    /// What they are together.
    pub name: Text,
    /// Positions in the classes.
    pub classes: Range<usize>,
}

/// The pyramid of a wider territory, percent of its inhabitants with one decimal: a page does not change with every inhabitant.
#[derive(Debug, Clone, PartialEq)]
pub struct PyramidBeside {
    /// Which.
    pub territory: TerritoryRef,
    /// Of each sex by class of age.
    pub shares: [Vec<f64>; 2],
    /// Of both sexes by group.
    pub groups: Vec<f64>,
}

/// What has changed in a territory since an earlier release.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Changes {
    /// Day of the earlier release's data, ISO 8601.
    pub since: String,
    /// Values that are new, gone or other numbers, in the order of the figures, then by period.
    pub list: Vec<Change>,
    /// Names of indicators that had a value there and are not published of it any more, in the order of the earlier page.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub dropped: Vec<Text>,
}

/// A value that is not what it was.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Change {
    /// Indicator id.
    pub indicator: String,
    /// ISO 8601 period.
    pub period: String,
    /// What was published; `null` when nothing was.
    pub before: Option<f64>,
    /// What is published now.
    pub now: Cell,
}

/// One indicator of one territory, latest period, with what places it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Figure {
    /// Indicator id.
    pub indicator: String,
    /// Period of `cell`.
    pub period: String,
    /// The value.
    pub cell: Cell,
    /// Publishers, e.g. "MEF and Istat"; in the file they stand in the catalogue, like all that is the same everywhere.
    #[serde(skip)]
    pub credit: Text,
    /// The value read aloud, by language.
    #[serde(skip)]
    pub reading: Text,
    /// Change from the first period of the same season to the last, percent: for counts, whose strip and position are of the change.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub change_percent: Option<f64>,
    /// Whether the change begins with so few cases that one more or less moves it far.
    #[serde(skip)]
    pub few: bool,
    /// Where the printed value stands among all of the level.
    pub standing: Option<Standing>,
    /// Where the latest value, as it is printed, stands among those of all of the level, 0 to 100; for drawing only.
    #[serde(skip)]
    pub position: Option<u8>,
    /// Where the parents' values would stand there, by their level; none for counts, which grow with the place.
    #[serde(skip)]
    pub parents_positions: Vec<(String, u8)>,
    /// Place of the printed value among the similar ones and itself, from the highest; equal ones share it.
    pub similar_rank: Option<usize>,
    /// Ends of the axis on which all territories of the level stand, as printed; for drawing only. What stands on it is in a
    /// picture of its own: a page does not change with every territory that does.
    #[serde(skip)]
    pub axis: [f64; 2],
    /// How many stand there.
    #[serde(skip)]
    pub among: usize,
    /// Periods, ascending; in the file only when there are several.
    #[serde(skip_serializing_if = "one_at_most")]
    pub periods: Vec<String>,
    /// The values of those periods.
    #[serde(skip_serializing_if = "one_at_most")]
    pub cells: Vec<Cell>,
    /// The parents' values of those periods; parents have files of their own.
    #[serde(skip)]
    pub beside: Vec<Series>,
}

fn one_at_most<T>(list: &[T]) -> bool {
    list.len() < 2
}

/// A histogram of all territories of a level.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub struct Strip {
    /// Left end; lower values are counted in the first bin.
    pub low: f64,
    /// Right end; higher values are counted in the last bin.
    pub high: f64,
    /// Territories per bin.
    pub bins: Vec<u32>,
}

/// A territory in a list, with one value.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TerritoryRow {
    /// Which.
    pub territory: TerritoryRef,
    /// Value of the main indicator.
    pub cell: Cell,
    /// Municipalities inside it.
    pub comuni: usize,
}

/// All indicators.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct IndicatorsPage {
    /// What they are.
    pub method: MethodPage,
    /// What the region has of each.
    pub figures: Vec<Figure>,
}

/// Definitions and sources.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MethodPage {
    /// Indicators with their full declaration.
    pub indicators: Vec<Indicator>,
    /// Sources.
    pub sources: Vec<Source>,
}

/// A source, what is made from it, and how far it lies behind the calendar.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SourceEntry {
    /// As declared, with its files.
    pub source: Source,
    /// First period of which there are figures, ISO 8601; empty where there is none.
    pub first: String,
    /// Last period, set against the day of the edition.
    pub freshness: Freshness,
    /// Names of its fact tables.
    pub tables: Vec<String>,
    /// Ids of indicators that use it, in the portal's order.
    pub indicators: Vec<String>,
}

/// One source.
#[derive(Debug, Clone, PartialEq)]
pub struct SourcePage {
    /// Itself.
    pub entry: SourceEntry,
    /// Its fact tables with what is expected of them.
    pub tables: Vec<TableEntry>,
}

/// One theme.
#[derive(Debug, Clone, PartialEq)]
pub struct ThemePage {
    /// Id.
    pub id: String,
    /// Its indicators with their declarations, and what the region has of each.
    pub indicators: IndicatorsPage,
    /// Sources of its indicators.
    pub sources: Vec<SourceEntry>,
    /// The file with all figures of the theme, if there is one.
    pub file: Option<File>,
}

/// The data dictionary: what the fact tables hold, and whether they keep what is expected of them.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DictionaryPage {
    /// By name.
    pub tables: Vec<TableEntry>,
    /// Dimensions that their columns of codes use.
    pub code_lists: Vec<CodeList>,
    /// Codes of municipalities given up before the reference date that the tables were brought over from, by code.
    pub bridged: Vec<Bridged>,
    /// What attacks on tables made from data on persons found.
    pub attacks: Attacks,
}

/// A municipality whose code was given up: where its page is now.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Moved {
    /// The code.
    pub code: String,
    /// First day without it, ISO 8601.
    pub date: String,
    /// Who has its land: municipalities of the reference date.
    pub successors: Vec<TerritoryRef>,
}

/// A code of a municipality that was given up, and who has its figures now.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Bridged {
    /// The code.
    pub code: String,
    /// First day without it, ISO 8601.
    pub date: String,
    /// What ended it.
    pub event: Event,
    /// Municipalities of the reference date, each with its share of the figures, up to 1.
    pub successors: Vec<(TerritoryRef, f64)>,
    /// Periods in which a table has the code, by table.
    pub tables: BTreeMap<String, Vec<String>>,
}

/// A fact table.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TableEntry {
    /// Name, in paths and SQL.
    pub name: String,
    /// Title.
    pub title: Text,
    /// Source id.
    pub source: String,
    /// Levels of its rows.
    pub levels: Vec<String>,
    /// Columns that say what a row is about.
    pub key: Vec<String>,
    /// Rows in this portal.
    pub rows: usize,
    /// First and last period.
    pub periods: [String; 2],
    /// Columns of numbers.
    pub measures: Vec<Measure>,
    /// Expectations, with what came of them.
    pub checks: Vec<Check>,
}

/// A column of numbers.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Measure {
    /// Name of the column.
    pub name: String,
    /// Unit.
    pub unit: Text,
    /// What it counts.
    pub label: Text,
    /// Whether an empty cell is a number that the source hides.
    pub suppressed: bool,
}

/// An expectation and what came of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Check {
    /// What is expected.
    pub expected: Text,
    /// Whether the data may not be published without it.
    pub error: bool,
    /// Values looked at.
    pub looked_at: usize,
    /// Rows that break it, as messages.
    pub broken: Vec<String>,
}
