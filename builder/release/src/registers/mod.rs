//! Pages and files of the registers. Read [`all`] first.

mod files;
mod list;
mod map;

use super::ReleaseInput;
use super::files::Files;
use list::List;
use model::register::{Entity, RegisterHere, RegisterPage, Status, comune_anchor};
use model::release as path;
use model::territory::TerritoryRef;
use observations::registers::Entities;
use observations::territory::{COMUNE, PROVINCE, REGION};
use source::error::Result;
use std::collections::BTreeMap;

/// Most entities that are listed on the page of the region; of longer registers the page lists provinces.
const LISTED: usize = 60;
/// Most entities that are named on the page of a municipality.
const NAMED: usize = 8;

/// An entity with where it is drawn and the code of its province.
#[derive(Clone, Copy)]
struct Placed<'a> {
    entity: &'a Entity,
    at: [f64; 2],
    province: &'a str,
}

/// Writes the files of every register and gives its pages: the region's, then those of the provinces that have entities.
pub(super) fn all(files: &Files, input: &ReleaseInput) -> Result<Vec<RegisterPage>> {
    let mut pages = Vec::new();
    for own in &input.registers {
        let id = &own.register.id;
        // Without a place there is nothing that a map program could show: a join of the table by municipality says as much.
        let located = own.entities.iter().any(|entity| entity.position.is_some());
        if located {
            files.write(&path::register(id, "geojson"), files::geojson(input, own).as_bytes())?;
        }
        files.write(&path::register(id, "csv"), &files::csv(own)?)?;
        let mut middles = Middles::default();
        let drawn: Vec<Placed> = present(own).filter_map(|entity| placed(input, entity, &mut middles)).collect();
        let lists = lists(input, own);
        let provinces = input.territories.own(PROVINCE).into_iter().map(|code| {
            let count = drawn.iter().filter(|place| place.province == code).count();
            (input.territories.reference(PROVINCE, code), count)
        });
        let mut provinces: Vec<(TerritoryRef, usize)> = provinces.collect();
        provinces.sort_by(|a, b| a.0.name.cmp(&b.0.name));
        // The list of the region is short, or left to the provinces.
        let short = drawn.len() <= LISTED;
        let whole = if short { List::new(input, present(own)) } else { List::default() };
        let marks_lead = if short { Lead::Here } else { Lead::Provinces(&lists) };
        let map = map::map(input, None, &drawn, marks_lead);
        let groups = whole.pages.into_iter().flatten().collect();
        pages.push(RegisterPage { groups, map: Some(map), ..page(own, &provinces, None, &drawn) });
        for (province, _) in provinces.iter().filter(|(_, count)| *count > 0) {
            let Some(list) = lists.get(province.code.as_str()) else { continue };
            let inside: Vec<Placed> = drawn.iter().filter(|place| place.province == province.code).copied().collect();
            let common = page(own, &provinces, Some(province.clone()), &inside);
            for (at, groups) in list.pages.iter().enumerate() {
                let map = (at == 0).then(|| map::map(input, Some(province), &inside, Lead::Provinces(&lists)));
                let (groups, pages_of) = (groups.clone(), list.spans());
                pages.push(RegisterPage { groups, number: at + 1, pages: pages_of, map, ..common.clone() });
            }
        }
    }
    Ok(pages)
}

/// The entities that have not ceased.
fn present(own: &Entities) -> impl Iterator<Item = &Entity> {
    own.entities.iter().filter(|entity| entity.status != Status::Ceased)
}

/// The lists of provinces, by code.
type Lists<'a> = BTreeMap<&'a str, List>;

fn lists<'a>(input: &'a ReleaseInput, own: &'a Entities) -> Lists<'a> {
    let mut of: BTreeMap<&str, Vec<&Entity>> = BTreeMap::new();
    for entity in present(own) {
        if let Some(province) = input.territories.of_comune(PROVINCE, &entity.comune) {
            of.entry(province).or_default().push(entity);
        }
    }
    of.into_iter().map(|(province, entities)| (province, List::new(input, entities.into_iter()))).collect()
}

/// Where marks of a map lead.
#[derive(Clone, Copy)]
enum Lead<'a> {
    /// To the list of the same page.
    Here,
    /// To the lists of the provinces.
    Provinces(&'a Lists<'a>),
}

impl Lead<'_> {
    /// Page of the list that has one entity.
    fn to_entity(self, province: &str, entity: &Entity) -> usize {
        match self {
            Self::Here => 1,
            Self::Provinces(lists) => lists.get(province).map_or(1, |list| list.page_of_entity(entity)),
        }
    }

    /// The first page of the list that has a municipality.
    fn to_comune(self, province: &str, comune: &str) -> usize {
        match self {
            Self::Here => 1,
            Self::Provinces(lists) => lists.get(province).map_or(1, |list| list.page_of(comune)),
        }
    }
}

/// What territories' pages say of the registers.
pub(super) struct Here<'a> {
    input: &'a ReleaseInput,
    registers: Vec<Indexed<'a>>,
}

/// A register with its present entities by municipality and the lists of provinces.
struct Indexed<'a> {
    own: &'a Entities,
    comuni: BTreeMap<&'a str, Vec<&'a Entity>>,
    lists: Lists<'a>,
}

impl<'a> Here<'a> {
    pub(super) fn new(input: &'a ReleaseInput) -> Self {
        let of = |own: &'a Entities| {
            let mut comuni: BTreeMap<&str, Vec<&Entity>> = BTreeMap::new();
            for entity in present(own) {
                comuni.entry(&entity.comune).or_default().push(entity);
            }
            Indexed { own, comuni, lists: lists(input, own) }
        };
        Self { input, registers: input.registers.iter().map(of).collect() }
    }

    /// The registers that have entities in a territory.
    pub(super) fn of(&self, territory: &TerritoryRef) -> Vec<RegisterHere> {
        self.registers.iter().filter_map(|own| self.register(own, territory)).collect()
    }

    fn register(&self, Indexed { own, comuni, lists }: &Indexed, territory: &TerritoryRef) -> Option<RegisterHere> {
        let territories = &self.input.territories;
        let of_comune = territory.level == COMUNE;
        let mut entities: Vec<&Entity> = match territory.level.as_str() {
            COMUNE => comuni.get(territory.code.as_str()).cloned().unwrap_or_default(),
            level @ (PROVINCE | REGION) => {
                let inside = |comune: &str| territories.of_comune(level, comune) == Some(&territory.code);
                comuni.iter().filter(|(comune, _)| inside(comune)).flat_map(|(_, own)| own.iter().copied()).collect()
            }
            _ => Vec::new(),
        };
        if entities.is_empty() {
            return None;
        }
        let province = match territory.level.as_str() {
            COMUNE => territories.of_comune(PROVINCE, &territory.code).map(ToOwned::to_owned),
            PROVINCE => Some(territory.code.clone()),
            _ => None,
        };
        let list = province.as_deref().and_then(|province| lists.get(province));
        let page = list.filter(|_| of_comune).map_or(1, |list| list.page_of(&territory.code));
        let kinds = own.register.kind.iter().map(|kind| {
            let count = entities.iter().filter(|entity| entity.kind == kind.id).count();
            (kind.id.clone(), count)
        });
        let kinds = kinds.filter(|(_, count)| *count > 0).collect();
        entities.sort_by(|a, b| (&a.name, &a.id).cmp(&(&b.name, &b.id)));
        let named = of_comune && entities.len() <= NAMED;
        let listed = entities.iter().filter(|_| named).map(|entity| (entity.kind.clone(), entity.name.clone()));
        Some(RegisterHere {
            register: own.register.id.clone(),
            count: entities.len(),
            kinds,
            province,
            page,
            anchor: if of_comune { comune_anchor(&territory.code) } else { String::new() },
            listed: listed.collect(),
        })
    }
}

/// Middles of municipalities that were asked for: each is computed from its shape.
type Middles<'a> = BTreeMap<&'a str, Option<[f64; 2]>>;

/// Where an entity is drawn: where it is, or in the middle of its municipality where no more is known.
fn placed<'a>(input: &'a ReleaseInput, entity: &'a Entity, middles: &mut Middles<'a>) -> Option<Placed<'a>> {
    let middle = || input.drawings.centre(COMUNE, &entity.comune).map(|at| at.map(f64::from));
    let at = match entity.position {
        Some(position) => input.drawings.place(COMUNE, position),
        None => *middles.entry(&entity.comune).or_insert_with(middle),
    }?;
    Some(Placed { entity, at, province: input.territories.of_comune(PROVINCE, &entity.comune)? })
}

/// A page without its list and map.
fn page(
    own: &Entities,
    provinces: &[(TerritoryRef, usize)],
    province: Option<TerritoryRef>,
    placed: &[Placed],
) -> RegisterPage {
    let register = own.register.clone();
    let kinds = register.kind.iter().map(|kind| placed.iter().filter(|p| p.entity.kind == kind.id).count()).collect();
    RegisterPage {
        located: own.entities.iter().any(|entity| entity.position.is_some()),
        register,
        province,
        all: placed.len(),
        unplaced: placed.iter().filter(|place| place.entity.position.is_none()).count(),
        kinds,
        provinces: provinces.to_vec(),
        groups: Vec::new(),
        number: 1,
        pages: Vec::new(),
        map: None,
    }
}
