//! Invented events, month by month, the same for the same plan and seed on every machine.
//!
//! Contracts that are there stand in queues by the day on which they would end. In each month new ones join it; then as
//! many as planned are put off, become contracts without an end, or end, from the fronts. Workers and
//! employers are numbers in lists made at the start, so that the same person comes back the same.

use crate::calendar::{Day, Month, date};
use crate::event::{Event, Kind};
use crate::plan::{Plan, Planned};
use crate::queue::{Due, Queue};
use crate::vocabulary::{Group, Vocabulary};
use chrono::Datelike;
use rand::{RngExt, SeedableRng};
use rand_distr::Distribution;
use rand_distr::weighted::WeightedAliasIndex;
use rand_pcg::Pcg64Mcg;
use source::{BuildError, Result};

/// Draws from a list of shares in constant time.
type Draw = WeightedAliasIndex<f64>;

/// Contracts that ended last, for those who are hired again.
const REMEMBERED: usize = 4096;

/// The stream of months.
#[derive(Debug)]
pub struct Simulation<'a> {
    plan: &'a Plan,
    draws: Draws,
    sectors: Vec<Profile>,
    groups: Vec<Group>,
    random: Pcg64Mcg,
    /// By number; women have odd ones.
    workers: Vec<Person>,
    /// Places by number of the employer; the sector is what remains of the number.
    places: Vec<u16>,
    /// Employers of each sector.
    employers: u32,
    /// Those that are there and have an end, by the day on which they would end.
    fixed: Queue<Open>,
    /// Those without an end.
    lasting: Queue<Open>,
    ended: Vec<Open>,
    /// Contracts that ended on the last day of the month before: some are renewed on the first of this one.
    renewable: Vec<Open>,
    relationships: u64,
    month: usize,
}

#[derive(Debug)]
struct Draws {
    /// Sectors by month of the year.
    sector: Vec<Draw>,
    place: Draw,
    /// Contracts with and without an end.
    fixed: Draw,
    open: Draw,
    education: Draw,
    working_time: Draw,
    citizenship: Draw,
}

/// What belongs to a worker for good.
#[derive(Debug, Clone, Copy)]
struct Person {
    born: u16,
    citizenship: u8,
    education: u8,
}

/// How a sector hires.
#[derive(Debug, Clone, Copy)]
struct Profile {
    women: f64,
    fixed_term: f64,
}

/// A contract that is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Open {
    /// Day on which it would end. First: the queue is in this order.
    due: Day,
    relationship: u64,
    worker: u32,
    employer: u32,
    contract: u8,
    working_time: u8,
    start: Day,
    end: Option<Day>,
}

impl Due for Open {
    fn due(&self) -> Day {
        self.due
    }
}

/// Ages at which people are hired.
const AGES: std::ops::RangeInclusive<i32> = 16..=70;

impl<'a> Simulation<'a> {
    /// Begins with the contracts that are there on the first day, see [`stock`](Self::stock).
    ///
    /// # Errors
    /// Shares that cannot be drawn from.
    pub fn new(plan: &'a Plan, vocabulary: &Vocabulary, seed: u64) -> Result<Self> {
        let draw = |shares: Vec<f64>| {
            Draw::new(shares).map_err(|error| {
                let problem = format!("shares cannot be drawn from: {error}");
                BuildError::declaration("simulation/cob.toml", problem, "give every list a share above zero")
            })
        };
        let of_group = |wanted: &dyn Fn(Group) -> bool| {
            vocabulary.contract.iter().map(|c| if wanted(c.group) { c.share } else { 0.0 }).collect::<Vec<_>>()
        };
        let sector = (0..12).map(|month| draw(vocabulary.sector.iter().map(|s| s.share * s.seasons[month]).collect()));
        let words = |words: &[crate::vocabulary::Word]| draw(words.iter().map(|word| word.share).collect());
        let draws = Draws {
            sector: sector.collect::<Result<_>>()?,
            place: draw(plan.places.iter().map(|place| place.workers).collect())?,
            fixed: draw(of_group(&|group| group == Group::FixedTerm))?,
            open: draw(of_group(&|group| group != Group::FixedTerm))?,
            education: words(&vocabulary.education)?,
            working_time: words(&vocabulary.working_time)?,
            citizenship: words(&vocabulary.citizenship)?,
        };
        let sectors = vocabulary.sector.iter();
        let sectors = sectors
            .map(|s| Profile { women: s.women_percent / 100.0, fixed_term: s.fixed_term_percent / 100.0 })
            .collect();
        let hired = u32::try_from(plan.stock + plan.total(0)).unwrap_or(u32::MAX);
        let mut random = Pcg64Mcg::seed_from_u64(seed);
        let person = |random: &mut Pcg64Mcg| Person {
            // The middle of two is more likely than either end.
            born: (1950.0 + (random.random::<f64>() + random.random::<f64>()) * 28.0) as u16,
            citizenship: draws.citizenship.sample(random) as u8,
            education: draws.education.sample(random) as u8,
        };
        let workers = (0..(hired / 3).max(100)).map(|_| person(&mut random)).collect();
        let count = u32::try_from(vocabulary.sector.len()).unwrap_or(1);
        let employers = (hired / 12 / count).max(4);
        let places = (0..employers * count).map(|_| draws.place.sample(&mut random) as u16).collect();
        let mut simulation = Self {
            plan,
            draws,
            sectors,
            groups: vocabulary.contract.iter().map(|contract| contract.group).collect(),
            random,
            workers,
            places,
            employers,
            fixed: Queue::new(),
            lasting: Queue::new(),
            ended: Vec::new(),
            renewable: Vec::new(),
            relationships: 0,
            month: 0,
        };
        simulation.begin();
        Ok(simulation)
    }

    /// The contracts that are there on the first day, as rows. Order: by number.
    pub fn stock(&self) -> Vec<Event> {
        let Some(first) = self.plan.months.first() else { return Vec::new() };
        let mut open: Vec<&Open> = self.fixed.iter().chain(self.lasting.iter()).collect();
        open.sort_unstable_by_key(|open| open.relationship);
        open.into_iter().map(|open| self.event(Kind::Stock, first.month.first() - 1, open)).collect()
    }

    fn begin(&mut self) {
        let Some(first) = self.plan.months.first().map(|planned| planned.month) else { return };
        for _ in 0..self.plan.stock {
            // Four in five have no end; all of them began in the years before.
            let fixed = self.random.random_bool(0.2);
            let age = self.exponential(if fixed { 120.0 } else { 2000.0 }).min(8000);
            let mut open = self.hire(first, Some(fixed), first.first() - 1 - age);
            open.due = first.first() + self.exponential(if fixed { 110.0 } else { 2600.0 });
            open.end = open.end.map(|_| open.due);
            self.join(open);
        }
    }

    /// A new contract that begins on a day; with an end or not as told, or as its sector does.
    fn hire(&mut self, month: Month, fixed: Option<bool>, start: Day) -> Open {
        let count = u32::try_from(self.sectors.len()).unwrap_or(1);
        let sector = self.draws.sector[usize::from(month.month) - 1].sample(&mut self.random);
        let profile = self.sectors[sector];
        // A few employers hire many people, most of them few.
        let luck: f64 = self.random.random();
        let employer = (luck * luck * f64::from(self.employers)) as u32 * count + sector as u32;
        let woman = self.random.random_bool(profile.women);
        let worker = self.worker(woman, start);
        let fixed = fixed.unwrap_or_else(|| self.random.random_bool(profile.fixed_term));
        let contract = if fixed { &self.draws.fixed } else { &self.draws.open }.sample(&mut self.random) as u8;
        let working_time = self.draws.working_time.sample(&mut self.random) as u8;
        self.relationships += 1;
        let mut open = Open {
            due: start,
            relationship: self.relationships,
            worker,
            employer,
            contract,
            working_time,
            start,
            end: None,
        };
        self.agree(&mut open, start);
        open
    }

    /// Says how long a contract is to last from a day on.
    fn agree(&mut self, open: &mut Open, from: Day) {
        if self.groups[usize::from(open.contract)] != Group::FixedTerm {
            open.end = None;
            open.due = from + self.exponential(1500.0);
            return;
        }
        let length = match self.random.random_range(0..100) {
            0..12 => 0,
            12..32 => self.random.random_range(1..30),
            32..56 => self.random.random_range(30..92),
            56..80 => self.random.random_range(92..183),
            _ => self.random.random_range(183..366),
        };
        open.end = Some(from + length);
        // Some leave, or are sent away, before the end.
        open.due =
            if self.random.random_bool(0.15) { from + self.random.random_range(0..=length) } else { from + length };
    }

    fn exponential(&mut self, mean: f64) -> Day {
        let luck: f64 = self.random.random();
        // Not the logarithm of the machine: its last digit differs from one to the next.
        (-mean * libm::log(1.0 - luck)) as Day
    }

    /// A number for a worker of that sex who was of working age on a day. Women have odd numbers.
    fn worker(&mut self, woman: bool, start: Day) -> u32 {
        let year = date(start).year();
        let mut worker = usize::from(woman);
        for _ in 0..256 {
            // An even number and the odd one after it.
            let pair = self.random.random_range(0..self.workers.len() / 2);
            worker = 2 * pair + usize::from(woman);
            if AGES.contains(&(year - i32::from(self.workers[worker].born))) {
                break;
            }
        }
        worker as u32
    }

    fn event(&self, kind: Kind, day: Day, open: &Open) -> Event {
        let Person { born, citizenship, education } = self.workers[open.worker as usize];
        Event {
            kind,
            day,
            relationship: open.relationship,
            worker: open.worker,
            employer: open.employer,
            place: self.places[open.employer as usize],
            woman: open.worker % 2 == 1,
            born,
            citizenship,
            education,
            sector: (open.employer as usize % self.sectors.len()) as u8,
            contract: open.contract,
            working_time: open.working_time,
            start: open.start,
            end: open.end,
        }
    }

    fn activations(&mut self, month: Month, count: u64, events: &mut Vec<Event>) {
        for _ in 0..count {
            // Contracts begin on the first of the month more often than on any other day.
            let of_month = if self.random.random_bool(0.2) { 0 } else { self.random.random_range(0..month.length()) };
            let mut open = self.hire(month, None, month.first() + of_month);
            let fixed = open.end.is_some();
            if fixed
                && self.random.random_bool(0.1)
                && let Some(before) = self.renewable.pop()
            {
                // The same person with the same employer, on the day after.
                (open.worker, open.employer) = (before.worker, before.employer);
                let earlier = open.start - month.first();
                open.due -= earlier;
                open.end = open.end.map(|end| end - earlier);
                open.start = month.first();
            } else if fixed && !self.ended.is_empty() && self.random.random_bool(0.3) {
                // The same person with the same employer, after a while.
                let before = self.ended[self.random.random_range(0..self.ended.len())];
                (open.worker, open.employer) = (before.worker, before.employer);
            }
            events.push(self.event(Kind::Activation, open.start, &open));
            self.join(open);
        }
    }

    /// Puts a contract into its queue.
    fn join(&mut self, open: Open) {
        if open.end.is_some() { &mut self.fixed } else { &mut self.lasting }.push(open);
    }

    /// Takes contracts with an end from the front of their queue.
    fn take_fixed(&mut self, count: u64) -> Vec<Open> {
        (0..count).map_while(|_| self.fixed.pop()).collect()
    }

    /// Takes the next to end: contracts whose agreed end has come, before those without one. Else they would wait
    /// behind each other for months when more begin than end, and none would be short.
    fn take_first(&mut self, last: Day) -> Option<Open> {
        let [fixed, lasting] = [&self.fixed, &self.lasting].map(|queue| queue.first().unwrap_or(Day::MAX));
        let queue = if fixed <= last.max(lasting) { &mut self.fixed } else { &mut self.lasting };
        queue.pop()
    }

    fn next_month(&mut self, planned: Planned) -> Vec<Event> {
        let Planned { month, events: [begun, extended, transformed, ended] } = planned;
        let (first, last) = (month.first(), month.next().first() - 1);
        let mut events = Vec::new();
        self.activations(month, begun, &mut events);
        self.renewable.clear();
        let mut kept = Vec::new();
        for mut open in self.take_fixed(extended) {
            let day = open.due.max(open.start).clamp(first, last);
            self.agree(&mut open, day + 1);
            events.push(self.event(Kind::Extension, day, &open));
            kept.push(open);
        }
        for mut open in self.take_fixed(transformed) {
            let day = open.due.max(open.start).clamp(first, last);
            open.end = None;
            open.due = day + self.exponential(1500.0);
            open.contract = self.draws.open.sample(&mut self.random) as u8;
            events.push(self.event(Kind::Transformation, day, &open));
            kept.push(open);
        }
        for _ in 0..ended {
            let Some(mut open) = self.take_first(last) else { break };
            // What is due before or after the month ends in it all the same: the total is the published one.
            if !(first..=last).contains(&open.due) {
                open.due = self.random.random_range(open.start.max(first)..=last);
            }
            // Many contracts are made to the end of a month.
            if self.random.random_bool(0.2) {
                open.due = last;
                self.renewable.push(open);
            }
            events.push(self.event(Kind::Termination, open.due, &open));
            if self.ended.len() < REMEMBERED {
                self.ended.push(open);
            } else {
                self.ended[(open.relationship % REMEMBERED as u64) as usize] = open;
            }
        }
        for open in kept {
            self.join(open);
        }
        events
    }
}

/// The events of one month, in the order in which they were invented, see [`by_day`].
impl Iterator for Simulation<'_> {
    type Item = (Month, Vec<Event>);

    fn next(&mut self) -> Option<Self::Item> {
        let planned = *self.plan.months.get(self.month)?;
        self.month += 1;
        Some((planned.month, self.next_month(planned)))
    }
}

/// Brings the events of a month into the order in which files have them: by day, kind and number of the contract.
pub fn by_day(events: &mut [Event]) {
    events.sort_unstable_by_key(|event| (event.day, event.kind, event.relationship));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{Place, Quarter};
    use std::collections::{BTreeMap, BTreeSet};

    const VOCABULARY: &str = include_str!("../../../data/simulation/cob.toml");

    fn plan(rows: Option<u64>) -> (Plan, Vocabulary) {
        let vocabulary = Vocabulary::parse("cob.toml", VOCABULARY).unwrap();
        let quarters = [(1, 9000, 6000), (2, 8000, 8500), (3, 7000, 7600), (4, 6500, 8800)];
        let quarters = quarters.map(|(quarter, begun, ended)| Quarter { year: 2023, quarter, begun, ended });
        let place = |comune: &str, workers| Place { comune: comune.into(), province: "X".into(), workers };
        let places = vec![place("015146", 9000.0), place("016024", 900.0), place("012001", 0.0)];
        (Plan::new(&quarters, places, &vocabulary, rows).unwrap(), vocabulary)
    }

    #[test]
    fn every_month_has_as_many_events_of_each_kind_as_planned() {
        let (plan, vocabulary) = plan(None);
        let (mut begun, mut ended) = (0, 0);
        for ((month, events), planned) in Simulation::new(&plan, &vocabulary, 1).unwrap().zip(&plan.months) {
            let count = |kind| events.iter().filter(|event| event.kind == kind).count() as u64;
            assert_eq!(Kind::NOTICES.map(count), planned.events, "{month:?}");
            assert!(events.iter().all(|event| (month.first()..month.next().first()).contains(&event.day)));
            begun += count(Kind::Activation);
            ended += count(Kind::Termination);
        }
        // 9000 + 8000 + 7000 + 6500, 6000 + 8500 + 7600 + 8800.
        assert_eq!((begun, ended), (30_500, 30_900));
    }

    #[test]
    fn as_many_rows_as_asked_for_come_out() {
        let (plan, vocabulary) = plan(Some(12_345));
        let rows: usize = Simulation::new(&plan, &vocabulary, 1).unwrap().map(|(_, events)| events.len()).sum();
        assert_eq!(rows, 12_345);
    }

    #[test]
    fn the_life_of_a_contract_makes_sense() {
        let (plan, vocabulary) = plan(None);
        let simulation = Simulation::new(&plan, &vocabulary, 7).unwrap();
        let stock = simulation.stock();
        let months = simulation.flat_map(|(_, mut events)| {
            by_day(&mut events);
            events
        });
        assert_eq!(stock.len() as u64, plan.stock);
        let mut lives: BTreeMap<u64, Vec<Event>> = BTreeMap::new();
        for event in stock.into_iter().chain(months) {
            lives.entry(event.relationship).or_default().push(event);
        }
        let mut again = 0;
        let mut hired = BTreeSet::new();
        for life in lives.values() {
            assert!(matches!(life[0].kind, Kind::Stock | Kind::Activation), "{life:?}");
            assert!(life[1..].iter().all(|event| !matches!(event.kind, Kind::Stock | Kind::Activation)), "{life:?}");
            let ends = life.iter().filter(|event| event.kind == Kind::Termination).count();
            assert!(ends == 0 || (ends == 1 && life.last().unwrap().kind == Kind::Termination), "{life:?}");
            assert!(life.windows(2).all(|pair| pair[0].day <= pair[1].day && pair[0].worker == pair[1].worker));
            assert!(life.iter().all(|event| event.day >= event.start || event.kind == Kind::Stock), "{life:?}");
            assert!(life.iter().all(|event| event.end.is_none_or(|end| end >= event.start)), "{life:?}");
            assert!(life.iter().all(|event| event.place < 2), "nobody works in the third place");
            again += usize::from(!hired.insert((life[0].worker, life[0].employer)));
            let age = 2023 - i32::from(life[0].born);
            assert!((15..=75).contains(&age), "{age}");
        }
        assert!(again > 1000, "some are hired again by the same employer: {again}");
    }

    #[test]
    fn the_same_seed_gives_the_same_events_and_another_seed_others() {
        let (plan, vocabulary) = plan(Some(5000));
        let events = |seed| {
            let simulation = Simulation::new(&plan, &vocabulary, seed).unwrap();
            simulation.flat_map(|(_, events)| events).collect::<Vec<_>>()
        };
        assert_eq!(events(3), events(3));
        assert_ne!(events(3), events(4));
    }
}
