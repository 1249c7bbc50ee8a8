//! What a release is made from.

use crate::since::Earlier;
use model::analysis::Analysis;
use model::catalogue::Source;
use model::dashboard::Dashboard;
use model::disclosure::Attacks;
use model::indicator::{CodeList, IndicatorBrief, Term, Theme};
use model::period::Period;
use model::portal::{Identity, Portal};
use model::programme::ProgrammesPage;
use model::story::Story;
use model::territory::TerritoryRef;
use model::vintage::Revisions;
use observations::check::Outcome;
use observations::compute::Computed;
use observations::declaration::Table;
use observations::facts::Facts;
use observations::geometry::Drawings;
use observations::registers::Entities;
use observations::territory::Territories;
use std::collections::BTreeMap;

/// Everything a release is made from.
#[derive(Debug)]
pub struct ReleaseInput {
    /// The portal.
    pub identity: Identity,
    /// Themes in the order of lists.
    pub themes: Vec<Theme>,
    /// Sources by id.
    pub sources: BTreeMap<String, Source>,
    /// Territories at the reference date.
    pub territories: Territories,
    /// Indicators in the order of lists.
    pub computed: Vec<Computed>,
    /// Inhabitants by age and sex, for pages of territories.
    pub pyramid: Option<Computed>,
    /// What was published of them when, with the file that says it.
    pub revisions: Vec<(Revisions, Vec<u8>)>,
    /// The release of before, where what has changed is to be said.
    pub earlier: Option<Earlier>,
    /// Drawings of every level.
    pub drawings: Drawings,
    /// Programmes with their calls.
    pub programmes: Option<ProgrammesPage>,
    /// Registers.
    pub registers: Vec<Entities>,
    /// The facts behind it all.
    pub warehouse: Warehouse,
    /// Questions that are answered beforehand, in the order of lists.
    pub analyses: Vec<Analysis>,
    /// Views arranged on pages, with their ids.
    pub dashboards: Vec<(String, Dashboard)>,
    /// Stories, the newest first.
    pub stories: Vec<Story>,
    /// Words and what they mean.
    pub glossary: Vec<Term>,
}

impl ReleaseInput {
    /// An indicator by id.
    pub fn indicator(&self, id: &str) -> Option<&Computed> {
        self.computed.iter().find(|c| c.indicator.id == id)
    }

    /// Day of the data: the latest day a raw file was taken.
    pub fn as_of(&self) -> String {
        let used = self.sources.values().flat_map(|s| s.files.iter().map(|f| f.retrieved.clone()));
        used.max().unwrap_or_else(|| self.territories.reference_date.clone())
    }

    /// All territories with pages, by level from wide to narrow, then code.
    pub fn all_territories(&self) -> Vec<TerritoryRef> {
        let levels = self.territories.levels.iter();
        levels
            .flat_map(|l| self.territories.own(&l.id).into_iter().map(|c| self.territories.reference(&l.id, c)))
            .collect()
    }

    /// The period after the last one of an indicator, when one of its sources is published as often as its periods follow each
    /// other: what comes next of others is not known.
    fn upcoming(&self, computed: &Computed) -> Option<Period> {
        let last = Period::parse(computed.periods.last()?)?;
        let frequency = match last {
            Period::Year(_) => "ANNUAL",
            Period::Quarter(..) => "QUARTERLY",
            Period::Month(..) => "MONTHLY",
            _ => return None,
        };
        let mut sources = computed.indicator.sources.iter().filter_map(|id| self.sources.get(id));
        let so_often = sources.any(|source| source.frequency == frequency);
        (so_often && !computed.indicator.simulated).then(|| last.next())
    }

    pub(crate) fn portal(&self, release: &str) -> Portal {
        let brief = |c: &Computed| IndicatorBrief {
            id: c.indicator.id.clone(),
            theme: c.indicator.theme.clone(),
            name: c.indicator.name.clone(),
            short: c.indicator.short.clone(),
            unit: c.indicator.unit.clone(),
            definition: c.indicator.definition.clone(),
            mark: c.indicator.mark.clone(),
            decimals: c.indicator.decimals,
            kind: c.indicator.kind,
            finest: c.indicator.finest.clone(),
            periods: c.periods.clone(),
            series_breaks: c.indicator.series_breaks.clone(),
            revisions: self.revisions.iter().any(|(revisions, _)| revisions.indicator == c.indicator.id),
            upcoming: self.upcoming(c).map_or_else(String::new, |period| period.to_string()),
        };
        Portal {
            identity: self.identity.clone(),
            release: release.into(),
            as_of: self.as_of(),
            reference_date: self.territories.reference_date.clone(),
            levels: self.territories.levels.clone(),
            themes: self.themes.clone(),
            indicators: self.computed.iter().map(brief).collect(),
            glossary: self.glossary.clone(),
            programmes: self.programmes.is_some(),
            entities: !self.registers.is_empty(),
            registers: self.registers.iter().map(|entities| entities.register.clone()).collect(),
        }
    }
}

/// The fact tables with what was declared of them and found in them.
#[derive(Debug)]
pub struct Warehouse {
    /// Tables as SQL sees them.
    pub facts: Vec<Facts>,
    /// Their declarations, by name.
    pub tables: BTreeMap<String, Table>,
    /// Dimensions, by id.
    pub code_lists: BTreeMap<String, CodeList>,
    /// What came of the expectations.
    pub outcome: Outcome,
    /// What attacks on tables made from data on persons found.
    pub attacks: Attacks,
}
