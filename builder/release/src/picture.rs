//! Pictures of the land: the outline behind a territory's shape, and the home page's map.
//!
//! They are used as images, so they carry their own colours for light and dark.

use super::ReleaseInput;
use drawing::shape;
use drawing::strip;
use drawing::svg::escape;
use model::page::Strip;
use model::printed::class_of;
use model::topology::Topology;
use observations::compute::Computed;
use observations::geometry::{BORDERS, OUTLINE, find};
use observations::territory::COMUNE;
use std::collections::BTreeMap;
use std::fmt::Write;

/// Light and dark scale of seven classes, from few to many.
pub(super) const LIGHT: [&str; 7] = ["#f1eed7", "#a6cac4", "#4cbccc", "#0991a6", "#036c90", "#013c8f", "#0d194d"];
pub(super) const DARK: [&str; 7] = ["#173466", "#1b569d", "#197a9d", "#2b9cb2", "#6ac5d0", "#afcec6", "#f4f0da"];

fn lines(topology: &Topology, object: &str) -> String {
    topology.objects.get(object).map_or_else(String::new, |o| shape::lines(topology, o))
}

pub(super) fn open(input: &ReleaseInput, level: &str) -> String {
    let [width, height] = input.drawings.frame(level);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\">"
    )
}

/// What lies behind a territory of a level, as lines: region and provinces, or the country's regions.
pub(super) fn outline(input: &ReleaseInput, level: &str) -> String {
    let Some(topology) = input.drawings.topology(level) else { return String::new() };
    format!(
        "{}<style>path{{fill:none;stroke:#17324d;stroke-linejoin:round}}\
         @media(prefers-color-scheme:dark){{path{{stroke:#eaf1f8}}}}</style>\
         <path stroke-width=\"3\" d=\"{}\"/><path stroke-width=\"4.5\" stroke-opacity=\".8\" d=\"{}\"/></svg>",
        open(input, level),
        lines(topology, BORDERS),
        lines(topology, OUTLINE)
    )
}

/// A level's territories, each a path of its own for other pages to refer to.
pub(super) fn shapes(input: &ReleaseInput, level: &str) -> String {
    let Some(topology) = input.drawings.topology(level) else { return String::new() };
    let shapes = topology.objects.get(level).map_or(&[][..], |object| &object.geometries);
    let paths = shapes.iter().fold(String::new(), |mut all, shape| {
        let _ = write!(all, "<path id=\"u{}\" d=\"{}\"/>", escape(&shape.id), shape::path(topology, shape));
        all
    });
    format!("{}{paths}</svg>", open(input, level))
}

/// The bars of a strip.
pub(super) fn strip(strip: &Strip) -> String {
    let [width, height] = strip::SIZE;
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\">\
         <style>path{{fill:#bcc7d2}}.axis{{stroke:#768a9c}}\
         @media(prefers-color-scheme:dark){{path{{fill:#4d6075}}.axis{{stroke:#71869b}}}}</style>{}</svg>",
        strip::bars(strip)
    )
}

/// Municipalities coloured by an indicator, latest period.
pub(super) fn map(input: &ReleaseInput, computed: &Computed) -> String {
    let Some(topology) = input.drawings.topology(COMUNE) else { return String::new() };
    let breaks = crate::home::breaks(input, computed);
    let mut by_class: BTreeMap<usize, String> = BTreeMap::new();
    for code in input.territories.codes(COMUNE) {
        let value = computed.of(COMUNE, code).last().and_then(|own| own.value);
        let class = value.map_or(0, |value| class_of(value, computed.indicator.decimals, &breaks));
        if let Some(geometry) = find(topology, COMUNE, code) {
            by_class.entry(class).or_default().push_str(&shape::path(topology, geometry));
        }
    }
    let mut style = String::from("path{stroke-linejoin:round}.n{fill:#f5f7fa}");
    let mut dark = String::from(".n{fill:#142436}.u path{stroke:#0e1b2a}.l{stroke:#eaf1f8}");
    for (at, (light, night)) in LIGHT.iter().zip(DARK).enumerate() {
        let _ = write!(style, ".q{}{{fill:{light}}}", at + 1);
        let _ = write!(dark, ".q{}{{fill:{night}}}", at + 1);
    }
    let _ = write!(style, ".u path{{stroke:#fff;stroke-width:.8}}.l{{fill:none;stroke:#17324d}}");
    let land: String = by_class.iter().fold(String::new(), |mut all, (class, d)| {
        let name = if *class == 0 { "n".to_owned() } else { format!("q{class}") };
        let _ = write!(all, "<path class=\"{name}\" d=\"{d}\"/>");
        all
    });
    format!(
        "{}<style>{style}@media(prefers-color-scheme:dark){{{dark}}}</style><g class=\"u\">{land}</g>\
         <path class=\"l\" stroke-width=\"1.4\" d=\"{}\"/><path class=\"l\" stroke-width=\"2.4\" stroke-opacity=\".8\" d=\"{}\"/></svg>",
        open(input, COMUNE),
        lines(topology, BORDERS),
        lines(topology, OUTLINE)
    )
}
