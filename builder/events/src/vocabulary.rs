//! Codes and labels of an event's columns, and how common they are when invented: `data/simulation/cob.toml`.

use serde::Deserialize;
use source::{BuildError, Result};

/// An activity of employers.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sector {
    /// Division of ATECO 2007, two digits.
    pub code: String,
    /// Section of ATECO 2007, a letter.
    pub section: String,
    /// What published files write.
    pub label: String,
    /// How common it is among contracts that begin.
    pub share: f64,
    /// Women among its workers, percent.
    pub women_percent: f64,
    /// Contracts with an end among those that begin, percent.
    pub fixed_term_percent: f64,
    /// How the contracts that begin are spread over the months of a year.
    pub seasons: [f64; 12],
}

/// Kinds of contracts that behave alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Group {
    /// Without an end.
    OpenEnded,
    /// With an end.
    FixedTerm,
    /// Without an end, to learn a trade.
    Apprenticeship,
}

/// A kind of contract.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contract {
    /// Our code.
    pub code: String,
    /// What published files write.
    pub label: String,
    /// How it behaves.
    pub group: Group,
    /// How common it is among those that begin.
    pub share: f64,
}

/// Any other word of the vocabulary.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Word {
    /// Our code.
    pub code: String,
    /// What published files write.
    pub label: String,
    /// How common it is.
    pub share: f64,
}

/// Everything an event's codes stand for.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vocabulary {
    /// How contracts that end are spread over the months of a year.
    pub endings: [f64; 12],
    /// Activities.
    pub sector: Vec<Sector>,
    /// Kinds of contract.
    pub contract: Vec<Contract>,
    /// Education.
    pub education: Vec<Word>,
    /// Full and part time.
    pub working_time: Vec<Word>,
    /// Citizenship.
    pub citizenship: Vec<Word>,
}

impl Vocabulary {
    /// Reads the file's text; `file` is its name, for messages.
    ///
    /// # Errors
    /// Text that is not such a file; a list that is empty or too long; a share that is not above zero.
    pub fn parse(file: &str, text: &str) -> Result<Self> {
        let remedy = "correct it; its other entries show every field";
        let fault = |problem: String| BuildError::declaration(file, problem, remedy);
        let vocabulary: Self = toml::from_str(text).map_err(|error| fault(error.to_string()))?;
        let words = |words: &[Word]| words.iter().map(|word| word.share).collect::<Vec<_>>();
        let lists = [
            ("sector", vocabulary.sector.iter().map(|sector| sector.share).collect()),
            ("contract", vocabulary.contract.iter().map(|contract| contract.share).collect()),
            ("education", words(&vocabulary.education)),
            ("working_time", words(&vocabulary.working_time)),
            ("citizenship", words(&vocabulary.citizenship)),
        ];
        for (name, shares) in lists {
            if shares.is_empty() || shares.len() > usize::from(u8::MAX) {
                return Err(fault(format!("[[{name}]] has {} entries, not 1 to 255", shares.len())));
            }
            if let Some(share) = shares.iter().find(|share| !(share.is_finite() && **share > 0.0)) {
                return Err(fault(format!("a share of [[{name}]] is {share}, not above zero")));
            }
        }
        let seasons = vocabulary.sector.iter().map(|sector| &sector.seasons).chain([&vocabulary.endings]);
        if seasons.flatten().any(|part| !(part.is_finite() && *part > 0.0)) {
            return Err(fault("a part of a year is not above zero".into()));
        }
        for group in [Group::OpenEnded, Group::FixedTerm] {
            if !vocabulary.contract.iter().any(|contract| contract.group == group) {
                return Err(fault(format!("there is no contract of group {group:?}")));
            }
        }
        Ok(vocabulary)
    }
}
