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
    /// Divisions of ATECO 2007 with their sections, in the order of the vocabulary.
    pub sectors: Vec<(String, String)>,
    pub(crate) sector: HashMap<String, u8>,
    pub(crate) contract: HashMap<String, u8>,
    pub(crate) education: HashMap<String, u8>,
    pub(crate) working_time: HashMap<String, u8>,
    pub(crate) citizenship: HashMap<String, u8>,
    /// Place of Italy among the citizenships.
    pub(crate) italian: u8,
}

impl Codes {
    /// The codes of a vocabulary, and comuni as they may be written with the comune of today.
    pub fn new(vocabulary: &Vocabulary, comuni: &[(String, String)], days: std::ops::RangeInclusive<Day>) -> Self {
        let mut today: Vec<String> = comuni.iter().map(|(_, today)| today.clone()).collect();
        today.sort();
        today.dedup();
        let place = |code: &String| today.binary_search(code).ok().and_then(|place| u16::try_from(place).ok());
        let written = comuni.iter().filter_map(|(written, today)| Some((written.clone(), place(today)?))).collect();
        let words = |words: &[Word]| numbered(words.iter().map(|word| word.code.as_str()));
        let citizenship = words(&vocabulary.citizenship);
        Self {
            written,
            comuni: today,
            days,
            sectors: vocabulary.sector.iter().map(|s| (s.code.clone(), s.section.clone())).collect(),
            sector: numbered(vocabulary.sector.iter().map(|sector| sector.code.as_str())),
            contract: numbered(vocabulary.contract.iter().map(|contract| contract.code.as_str())),
            education: words(&vocabulary.education),
            working_time: words(&vocabulary.working_time),
            italian: citizenship.get("IT").copied().unwrap_or_default(),
            citizenship,
        }
    }
}

fn numbered<'a>(codes: impl Iterator<Item = &'a str>) -> HashMap<String, u8> {
    codes.zip(0..).map(|(code, place)| (code.to_owned(), place)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_age_at_which_people_work_has_one_class() {
        let classes = [14, 15, 29, 30, 49, 50, 99, 100, 221].map(age_class);
        assert_eq!(classes, [None, Some(1), Some(1), Some(2), Some(2), Some(3), Some(3), None, None]);
    }
}
