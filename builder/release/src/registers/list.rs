//! The list of a province: entities by municipality, in pages of a size that a phone reads at once.

use crate::ReleaseInput;
use model::register::Entity;
use model::territory::TerritoryRef;
use observations::territory::COMUNE;
use std::collections::BTreeMap;

/// Most entities on a page.
const ON_A_PAGE: usize = 150;

/// Municipalities with their entities, both by name.
type Groups = Vec<(TerritoryRef, Vec<Entity>)>;

/// The list of a province.
#[derive(Debug, Default)]
pub(super) struct List {
    /// What each of its pages has. Only a municipality with more entities than a page holds stands on several.
    pub(super) pages: Vec<Groups>,
}

impl List {
    pub(super) fn new<'a>(input: &ReleaseInput, entities: impl Iterator<Item = &'a Entity>) -> Self {
        let mut groups: BTreeMap<&str, Vec<Entity>> = BTreeMap::new();
        for entity in entities {
            groups.entry(&entity.comune).or_default().push(entity.clone());
        }
        let mut groups: Groups = groups
            .into_iter()
            .map(|(comune, mut entities)| {
                entities.sort_by(|a, b| (&a.name, &a.id).cmp(&(&b.name, &b.id)));
                (input.territories.reference(COMUNE, comune), entities)
            })
            .collect();
        groups.sort_by(|a, b| (&a.0.name, &a.0.code).cmp(&(&b.0.name, &b.0.code)));
        Self { pages: paged(groups) }
    }

    /// Number of the first page that has a municipality, from 1.
    pub(super) fn page_of(&self, comune: &str) -> usize {
        let has = |groups: &Groups| groups.iter().any(|(own, _)| own.code == comune);
        self.pages.iter().position(has).map_or(1, |at| at + 1)
    }

    /// Number of the page that has an entity, from 1.
    pub(super) fn page_of_entity(&self, entity: &Entity) -> usize {
        let of_comune =
            |groups: &Groups| groups.iter().any(|(own, all)| own.code == entity.comune && all.contains(entity));
        self.pages.iter().position(of_comune).map_or(1, |at| at + 1)
    }

    /// First and last municipality of each page.
    pub(super) fn spans(&self) -> Vec<[String; 2]> {
        let name = |group: Option<&(TerritoryRef, Vec<Entity>)>| group.map(|(own, _)| own.name.clone());
        self.pages.iter().filter_map(|groups| Some([name(groups.first())?, name(groups.last())?])).collect()
    }
}

fn paged(groups: Groups) -> Vec<Groups> {
    let mut pages: Vec<Groups> = Vec::new();
    let mut on_last = 0;
    for (comune, entities) in groups {
        for part in entities.chunks(ON_A_PAGE) {
            let group = (comune.clone(), part.to_vec());
            match pages.last_mut() {
                Some(page) if on_last + part.len() <= ON_A_PAGE => {
                    on_last += part.len();
                    page.push(group);
                }
                _ => {
                    on_last = part.len();
                    pages.push(vec![group]);
                }
            }
        }
    }
    pages
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn municipalities_stay_whole_unless_they_are_larger_than_a_page() {
        let group = |name: &str, entities: usize| {
            let comune = TerritoryRef { code: name.into(), name: name.into(), ..TerritoryRef::default() };
            (comune, vec![Entity::default(); entities])
        };
        let pages = paged(vec![group("a", 100), group("b", 60), group("c", 320), group("d", 20)]);
        let shape: Vec<Vec<(&str, usize)>> = pages
            .iter()
            .map(|groups| groups.iter().map(|(own, entities)| (own.code.as_str(), entities.len())).collect())
            .collect();
        assert_eq!(
            shape,
            [vec![("a", 100)], vec![("b", 60)], vec![("c", 150)], vec![("c", 150)], vec![("c", 20), ("d", 20)]]
        );
        let list = List { pages };
        assert_eq!((list.page_of("c"), list.page_of("d")), (3, 5));
        assert_eq!(list.spans().last(), Some(&["c".to_owned(), "d".to_owned()]));
    }
}
