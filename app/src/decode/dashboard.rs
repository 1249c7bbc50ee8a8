//! Dashboards, as their files and addresses have them.

use super::analysis::{damaged, view_of};
use super::json::Json;
use model::Text;
use model::dashboard::{Dashboard, MOST_PANELS, Panel, VERSION, Wording};
use pivot::NoView;
use serde_json::Value;

/// A dashboard, as JSON.
///
/// # Errors
/// A text that is none, of a version that is not known, or with more views than stand on a page.
pub fn dashboard(json: &str) -> Result<Dashboard, NoView> {
    let value: Value = serde_json::from_str(json).map_err(|_| damaged())?;
    let v = Json(&value);
    match v.number("dashboard").map(|version| version as u8) {
        Some(VERSION) => (),
        Some(newer) => return Err(NoView::Newer(newer)),
        None => return Err(damaged()),
    }
    let panel = |v: Json| {
        Some(Panel { title: wording(v.at("title")), note: wording(v.at("note")), view: view_of(v.at("view"))? })
    };
    let newer = v.list("panels").filter_map(|panel| panel.at("view").number("view")).find(|version| *version > 1.0);
    if let Some(newer) = newer {
        return Err(NoView::Newer(newer as u8));
    }
    let panels: Option<Vec<Panel>> = v.list("panels").map(panel).collect();
    let panels = panels.filter(|panels| panels.len() <= MOST_PANELS).ok_or_else(damaged)?;
    Ok(Dashboard { dashboard: VERSION, title: wording(v.at("title")), note: wording(v.at("note")), panels })
}

fn wording(v: Json) -> Wording {
    match v.0 {
        Value::String(text) => Wording::One(text.clone()),
        Value::Object(_) => Wording::Both(Text { it: v.string("it"), en: v.string("en") }),
        _ => Wording::default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::analysis::View;

    #[test]
    fn a_dashboard_reads_the_same_by_hand_as_by_derived_readers() {
        let both = Wording::Both(Text { it: "uno".into(), en: "one".into() });
        let bare = Panel { title: Wording::default(), note: Wording::default(), view: View::of("x", "province") };
        let own = Dashboard {
            dashboard: VERSION,
            title: Wording::One("Titolo".into()),
            note: both.clone(),
            panels: vec![Panel { title: both, ..bare.clone() }, bare.clone()],
        };
        let json = serde_json::to_string(&own).unwrap();
        assert_eq!(dashboard(&json), Ok(own.clone()));
        assert_eq!(serde_json::from_str::<Dashboard>(&json).unwrap(), own);
        let many = Dashboard { panels: vec![bare; MOST_PANELS + 1], ..own };
        for json in ["", "{}", "[]", &json[..40], &serde_json::to_string(&many).unwrap()] {
            assert_eq!(dashboard(json), Err(damaged()), "{json}");
        }
        assert_eq!(dashboard(&json.replace("\"dashboard\":1", "\"dashboard\":2")), Err(NoView::Newer(2)));
        assert_eq!(dashboard(&json.replace("\"view\":1", "\"view\":7")), Err(NoView::Newer(7)));
    }
}
