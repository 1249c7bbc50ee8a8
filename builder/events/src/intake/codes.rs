//! What a delivery may write, and the numbers that stand for it.

use crate::calendar::Day;
use crate::vocabulary::{Vocabulary, Word};
use std::collections::HashMap;

/// A class of ages, counted in whole years from the year of birth to that in which the contract began.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Age {
    /// Code of the code list `age`.
    pub code: &'static str,
    /// Youngest age.
    pub from: i32,
}

/// Classes of ages, ascending; the number of a class is its place, counted from 1.
pub const AGE_CLASSES: [Age; 3] =
    [Age { code: "Y_LE29", from: 15 }, Age { code: "Y30T49", from: 30 }, Age { code: "Y_GE50", from: 50 }];

/// Oldest age that is believed.
const OLDEST: i32 = 99;

/// The class of an age, counted from 1; none for an age that nobody works at.
pub(crate) fn age_class(age: i32) -> Option<u8> {
    let place = AGE_CLASSES.iter().rposition(|class| age >= class.from).filter(|_| age <= OLDEST)?;
    u8::try_from(place + 1).ok()
}

/// Codes of every column.
#[derive(Debug, Clone)]
pub struct Codes {
    /// Comuni of the portal, six digits, ascending: an event's place is a place in this list.
    pub comuni: Vec<String>,
    /// What may be written for a comune, former codes included, with the place it stands for.
    pub written: HashMap<String, u16>,
    /// First and last day an event may have.
    pub days: std::ops::RangeInclusive<Day>,
    /// Divisions of ATECO 2007 with their sections, by code; the first one, without either, is for what nobody told.
    pub sectors: Vec<(String, String)>,
    pub(crate) sector: HashMap<String, u8>,
    pub(crate) contract: HashMap<String, u8>,
    pub(crate) education: HashMap<String, u8>,
    pub(crate) working_time: HashMap<String, u8>,
    pub(crate) labels: Labels,
    citizenship: HashMap<String, u8>,
    /// Place of Italy among the citizenships.
    pub(crate) italian: u8,
}

/// What published files write instead of codes, [`folded`], with the numbers of the codes.
#[derive(Debug, Clone, Default)]
pub(crate) struct Labels {
    pub(crate) sector: HashMap<String, u8>,
    pub(crate) contract: HashMap<String, u8>,
    pub(crate) education: HashMap<String, u8>,
    pub(crate) working_time: HashMap<String, u8>,
    pub(crate) province: HashMap<String, u16>,
}

/// Istat's titles of the divisions of ATECO 2007.
const ATECO: &str = include_str!("ateco2007.csv");

impl Codes {
    /// The number of every citizenship that no list names; not Italy's.
    pub(crate) const ELSEWHERE: u8 = u8::MAX;

    /// The codes of a vocabulary, and comuni as they may be written with the comune of today.
    pub fn new(vocabulary: &Vocabulary, comuni: &[(String, String)], days: std::ops::RangeInclusive<Day>) -> Self {
        let mut today: Vec<String> = comuni.iter().map(|(_, today)| today.clone()).collect();
        today.sort();
        today.dedup();
        let place = |code: &String| today.binary_search(code).ok().and_then(|place| u16::try_from(place).ok());
        let written = comuni.iter().filter_map(|(written, today)| Some((written.clone(), place(today)?))).collect();
        let words = |words: &[Word]| numbered(words.iter().map(|word| word.code.as_str()));
        let citizenship = words(&vocabulary.citizenship);
        let divisions = divisions();
        let labels = |words: &[Word]| by_label(words.iter().map(|word| word.label.as_str()));
        let labels = Labels {
            sector: by_label(divisions.iter().map(|[.., title]| title.as_str())),
            contract: by_label(vocabulary.contract.iter().map(|contract| contract.label.as_str())),
            education: labels(&vocabulary.education),
            working_time: labels(&vocabulary.working_time),
            province: HashMap::new(),
        };
        let sector = numbered(divisions.iter().map(|[code, ..]| code.as_str()));
        let sectors = divisions.into_iter().map(|[code, section, _]| (code, section)).collect();
        Self {
            labels,
            sector,
            sectors,
            written,
            comuni: today,
            days,
            contract: numbered(vocabulary.contract.iter().map(|contract| contract.code.as_str())),
            education: words(&vocabulary.education),
            working_time: words(&vocabulary.working_time),
            italian: citizenship.get("IT").copied().unwrap_or_default(),
            citizenship,
        }
    }

    /// Also the provinces that published files name instead of comuni: code of three digits and name. They stand among
    /// the comuni as one more, `015000` for the province 015.
    #[must_use]
    pub fn with_provinces(mut self, provinces: &[(String, String)]) -> Self {
        for (code, name) in provinces {
            if let Ok(place) = u16::try_from(self.comuni.len()) {
                self.comuni.push(format!("{code}000"));
                self.labels.province.insert(folded(name), place);
            }
        }
        self
    }

    /// The number of a country: its own, or that of all that no list names.
    pub(crate) fn country(&self, text: &str) -> Option<u8> {
        let shaped =
            || (text.len() == 2 && text.bytes().all(|letter| letter.is_ascii_uppercase())).then_some(Self::ELSEWHERE);
        self.citizenship.get(text).copied().or_else(shaped)
    }

    /// Refuses a day that no event may have.
    pub(crate) fn within(&self, column: &'static str, day: Day) -> Result<(), (&'static str, String)> {
        if self.days.contains(&day) {
            return Ok(());
        }
        let [first, last] = [self.days.start(), self.days.end()].map(|day| crate::calendar::date(*day));
        Err((column, format!("a day from {first} to {last}")))
    }
}

/// Code, section and title of each division, by code; nothing stands before them for what nobody told.
fn divisions() -> Vec<[String; 3]> {
    let mut reader = csv::Reader::from_reader(ATECO.as_bytes());
    let fields = |record: csv::StringRecord| {
        let mut fields = record.iter().map(str::to_owned);
        Some([fields.next()?, fields.next()?, fields.next()?])
    };
    let told = reader.records().filter_map(Result::ok).filter_map(fields);
    std::iter::once(Default::default()).chain(told).collect()
}

/// A label without what differs between two ways of writing it, in capitals as labels are.
pub(crate) fn folded(label: &str) -> String {
    model::text::folded(label).to_uppercase()
}

fn by_label<'a>(labels: impl Iterator<Item = &'a str>) -> HashMap<String, u8> {
    labels.zip(0..).map(|(label, place)| (folded(label), place)).filter(|(label, _)| !label.is_empty()).collect()
}

fn numbered<'a>(codes: impl Iterator<Item = &'a str>) -> HashMap<String, u8> {
    codes.zip(0..).filter(|(code, _)| !code.is_empty()).map(|(code, place)| (code.to_owned(), place)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_the_same_however_they_are_written() {
        let ways = ["ATTIVITA' SPORTIVE, DI  INTRATTENIMENTO", "Attività sportive di intrattenimento"].map(folded);
        assert_eq!(ways, ["ATTIVITA SPORTIVE DI INTRATTENIMENTO"; 2]);
        assert_eq!(folded(" - "), "");
    }

    #[test]
    fn every_division_has_a_code_of_two_digits_a_section_and_a_title_of_its_own() {
        let divisions = divisions().split_off(1);
        assert_eq!(divisions.len(), 88);
        for [code, section, title] in &divisions {
            assert!(code.len() == 2 && section.len() == 1 && !title.is_empty(), "{code} {section} {title}");
        }
        assert!(divisions.is_sorted_by(|a, b| a[0] < b[0] && a[1] <= b[1]));
        assert_eq!(by_label(divisions.iter().map(|[.., title]| title.as_str())).len(), 88);
    }

    #[test]
    fn every_age_at_which_people_work_has_one_class() {
        let classes = [14, 15, 29, 30, 49, 50, 99, 100, 221].map(age_class);
        assert_eq!(classes, [None, Some(1), Some(1), Some(2), Some(2), Some(3), Some(3), None, None]);
    }
}
