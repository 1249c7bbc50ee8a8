//! Picking from a generic JSON value.

use model::Text;
use model::observation::ObsStatus;
use serde_json::Value;
use std::collections::BTreeMap;

/// A value that knows how to be picked from. What is absent or of another kind reads as empty.
#[derive(Clone, Copy)]
pub(super) struct Json<'a>(pub(super) &'a Value);

impl<'a> Json<'a> {
    pub(super) fn at(self, key: &str) -> Self {
        Self(self.0.get(key).unwrap_or(&Value::Null))
    }

    pub(super) fn string(self, key: &str) -> String {
        self.at(key).0.as_str().unwrap_or_default().to_owned()
    }

    pub(super) fn text(self, key: &str) -> Text {
        self.at(key).to_text()
    }

    pub(super) fn to_text(self) -> Text {
        Text { it: self.string("it"), en: self.string("en") }
    }

    pub(super) fn number(self, key: &str) -> Option<f64> {
        self.at(key).0.as_f64()
    }

    pub(super) fn whole(self, key: &str) -> u32 {
        self.number(key).unwrap_or_default() as u32
    }

    pub(super) fn list(self, key: &str) -> impl Iterator<Item = Json<'a>> {
        self.at(key).items()
    }

    pub(super) fn items(self) -> impl Iterator<Item = Json<'a>> {
        self.0.as_array().map_or(&[][..], Vec::as_slice).iter().map(Json)
    }

    pub(super) fn numbers(self, key: &str) -> Vec<f64> {
        self.list(key).filter_map(|v| v.0.as_f64()).collect()
    }

    pub(super) fn strings(self, key: &str) -> Vec<String> {
        self.list(key).filter_map(|v| Some(v.0.as_str()?.to_owned())).collect()
    }

    /// A map filled entry by entry: collecting one brings a sort along.
    pub(super) fn map<K: Ord, V>(self, key: &str, read: impl Fn(&str, Json<'a>) -> Option<(K, V)>) -> BTreeMap<K, V> {
        let mut map = BTreeMap::new();
        for (name, value) in self.at(key).0.as_object().into_iter().flatten() {
            if let Some((key, value)) = read(name, Json(value)) {
                map.insert(key, value);
            }
        }
        map
    }

    pub(super) fn integers(self) -> Vec<i64> {
        self.items().filter_map(|v| v.0.as_i64()).collect()
    }

    pub(super) fn status(self) -> ObsStatus {
        self.0.as_str().and_then(ObsStatus::from_code).unwrap_or_default()
    }
}
