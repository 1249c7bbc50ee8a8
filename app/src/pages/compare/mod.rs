//! Two indicators side by side: dots in a plane, the same colours on the map, how far they go together, and the numbers.
//!
//! Its living half is a program of its own (`src/compare.rs`): readers of other pages do not carry it.

mod association;
pub(crate) mod compared;
mod controls;
mod figures;
mod pair;

pub(crate) use compared::Compared;
pub(crate) use controls::controls;
pub(crate) use figures::figures;
pub(crate) use pair::Pair;

use crate::site::Site;
use leptos::prelude::*;
#[cfg(feature = "ssr")]
use {
    crate::finder::Entries, crate::pages::indicator::INTERACTIVE_ID, drawing::shape::Shapes,
    model::comparison::ComparisonPage, model::release::Route, std::sync::Arc,
};

/// What the page's parts share: what is offered, what is chosen, and how to choose something else.
#[derive(Clone, Copy)]
pub(crate) struct Choice {
    /// What is compared.
    pub pair: Signal<Pair>,
    /// Compares something else.
    pub set: Callback<Pair>,
    /// Position of the dot that is pointed at.
    pub hovered: RwSignal<Option<usize>>,
}

/// What can be compared: indicators, or territories.
#[cfg(feature = "ssr")]
pub(crate) fn kinds(site: &Site) -> impl IntoView + use<> {
    let kind = |route: Route, name| {
        let current = (site.route == route).then_some("page");
        view! { <a href=site.link(&route) aria-current=current>{site.t(name)}</a> }
    };
    let indicators = site.portal.identity.compare.is_some().then(|| kind(Route::Compare, messages::TWO_INDICATORS));
    view! {
        <nav class="seg kinds" aria-label=site.t(messages::COMPARE)>
            {indicators}{kind(Route::Places, messages::SOME_PLACES)}
        </nav>
    }
}

/// The content of `<main>`.
#[cfg(feature = "ssr")]
pub(super) fn view(site: &Site, page: &ComparisonPage, shapes: Option<&Arc<Shapes>>) -> AnyView {
    let of = Arc::new(page.comparison.clone());
    let (x, y) = (Arc::new(page.x.clone()), Arc::new(page.y.clone()));
    let compared = Arc::new(Compared::new(x, y, page.residents.as_ref(), shapes.cloned()));
    let pair = Signal::stored(Pair::first(&of));
    let choice = Choice { pair, set: Callback::new(|_| ()), hovered: RwSignal::new(None) };
    view! {
        <div class="hero-band"><div class="wrap">
            <h1>{site.t(messages::COMPARE_TITLE)}</h1>
            <p class="lead">{site.t(messages::COMPARE_LEAD)}</p>
            {kinds(site)}
            {super::actions(site)}
        </div></div>
        <div id=INTERACTIVE_ID>
            <div class="wrap">{controls(site, &of, choice, Signal::stored(Entries::Waiting))}{ignored(site, choice)}</div>
            {figures(site, &compared, choice)}
        </div>
    }
    .into_any()
}

/// Says which parts of a hand-written address were not understood or cannot be had.
pub(crate) fn ignored(site: &Site, choice: Choice) -> AnyView {
    super::ignored(site, move || choice.pair.get().ignored.join(", "))
}
