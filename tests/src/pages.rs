//! One address of every type of page, in both languages.

use model::Locale;
use model::release::{Route, View};

/// Indicator with one period: the main one of both portals.
pub const RATIO: &str = "taxpayers-per-resident-worker";
/// Indicator with several periods.
pub const OVER_TIME: &str = "taxpayers-employment-income";

/// A page with a name to tell it by.
#[derive(Debug, Clone)]
pub struct Sample {
    /// Name for messages.
    pub name: &'static str,
    /// The page.
    pub route: Route,
    /// Its language.
    pub locale: Locale,
}

impl Sample {
    /// Path below the site's root.
    pub fn path(&self) -> String {
        match self.route {
            // A deep address that no host knows.
            Route::NotFound => format!("{}no/such/place/", self.locale.pick("", "en/")),
            _ => self.route.path(self.locale),
        }
    }

    /// Whether the whole page comes to life in the browser, not only a field of it.
    pub fn living(&self) -> bool {
        matches!(
            self.route,
            Route::Indicator { .. }
                | Route::Home
                | Route::Audience { .. }
                | Route::Compare
                | Route::Places
                | Route::Analysis { id: Some(_) }
                | Route::Dashboard { id: None }
        )
    }

    /// The sample as messages name it.
    pub fn title(&self) -> String {
        format!("{} ({})", self.name, self.locale.tag())
    }
}

/// A page of an indicator.
pub fn indicator(id: &str, level: &str, view: View) -> Route {
    Route::Indicator { id: id.into(), level: level.into(), view }
}

/// A page of a territory.
pub fn territory(level: &str, code: &str) -> Route {
    Route::Territory { level: level.into(), code: code.into() }
}

/// Every type of page of the Lombardia site, in both languages; the page of an unknown address comes last.
pub fn samples() -> Vec<Sample> {
    let routes = [
        ("home", Route::Home),
        ("home of citizens", Route::Audience { id: "citizens".into() }),
        ("indicators", Route::Indicators),
        ("map of municipalities", indicator(RATIO, "comune", View::Map)),
        ("map of provinces", indicator(OVER_TIME, "province", View::Map)),
        ("map of labour systems", indicator(RATIO, "sll", View::Map)),
        ("map of regions", indicator("irregular-employment-rate", "region", View::Map)),
        ("map by activity", indicator("activity-specialisation", "province", View::Map)),
        ("chart of quarters", indicator("contract-activations", "region", View::Chart)),
        ("map of a partial level", indicator(RATIO, "fua", View::Map)),
        ("chart over time", indicator(OVER_TIME, "comune", View::Chart)),
        ("table of municipalities", indicator(OVER_TIME, "comune", View::Table)),
        ("table of provinces", indicator(RATIO, "province", View::Table)),
        ("territories", Route::Territories),
        ("municipality", territory("comune", "016024")),
        ("small municipality", territory("comune", "013256")),
        ("province", territory("province", "016")),
        ("labour system", territory("sll", "0125")),
        ("region", territory("region", "03")),
        ("files", Route::Data),
        ("theme", Route::Theme { id: "income".into() }),
        ("sources", Route::Sources),
        ("source", Route::Source { id: "mef-irpef".into() }),
        ("register", Route::Register { id: "schools".into(), province: None, page: 1 }),
        ("list of a register", Route::Register { id: "schools".into(), province: Some("016".into()), page: 1 }),
        ("programmes", Route::Programmes),
        ("method", Route::Method),
        ("dictionary", Route::Dictionary),
        ("revisions", Route::Revisions),
        ("glossary", Route::Glossary),
        ("other boundaries", Route::Boundaries { id: RATIO.into() }),
        ("two indicators", Route::Compare),
        ("places side by side", Route::Places),
        ("questions", Route::Analysis { id: None }),
        ("question by place", Route::Analysis { id: Some("industry-by-province".into()) }),
        ("question over time", Route::Analysis { id: Some("residents-of-labour-systems".into()) }),
        ("dashboards", Route::Dashboard { id: None }),
        ("dashboard", Route::Dashboard { id: Some("ages".into()) }),
        ("stories", Route::Story { id: None }),
        ("story", Route::Story { id: Some("women-work-and-pay".into()) }),
        ("undeclared work", Route::Evidence),
        ("on this device", Route::Device),
        ("accessibility", Route::Accessibility),
        ("privacy", Route::Privacy),
        ("legal notes", Route::Legal),
        ("unknown address", Route::NotFound),
    ];
    let both =
        |(name, route): (&'static str, Route)| Locale::ALL.map(|locale| Sample { name, route: route.clone(), locale });
    routes.into_iter().flat_map(both).collect()
}
