//! Names as people write them, from names in capitals.

use model::text::folded;

/// Particles that stay small inside an Italian place name.
const PARTICLES: [&str; 26] = [
    "a", "ai", "al", "alla", "con", "da", "dal", "de", "dei", "degli", "del", "della", "delle", "dello", "di", "e",
    "ed", "in", "la", "le", "nel", "nella", "per", "sul", "sulla", "su",
];

/// Articles and prepositions that an apostrophe joins to the next word.
const ELIDED: [&str; 5] = ["d", "dell", "nell", "sull", "all"];

/// A name in capitals as an Italian title: `CASTEL DI SANGRO` → `Castel di Sangro`, `L'AQUILA` → `L'Aquila`.
pub(super) fn title_case(capitals: &str) -> String {
    let mut words = Vec::new();
    for word in capitals.split(' ') {
        let small = word.to_lowercase();
        let first = words.is_empty();
        if !first && PARTICLES.contains(&small.as_str()) {
            words.push(small);
            continue;
        }
        let parts: Vec<String> = small.split('-').map(|part| after_apostrophes(part, first)).collect();
        words.push(parts.join("-"));
    }
    words.join(" ")
}

fn after_apostrophes(word: &str, first: bool) -> String {
    let parts: Vec<&str> = word.split('\'').collect();
    let last = parts.len().saturating_sub(1);
    let written = parts.iter().enumerate().map(|(place, part)| {
        let elided = !first && place < last && ELIDED.contains(part);
        if elided { (*part).to_owned() } else { capital(part) }
    });
    written.collect::<Vec<_>>().join("'")
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|letter| letter.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// A name as a code for addresses: `Alto Aterno - Gran Sasso Laga` → `alto-aterno-gran-sasso-laga`.
pub(super) fn slug(name: &str) -> String {
    let plain: String = folded(name).chars().map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' }).collect();
    plain.split_whitespace().collect::<Vec<_>>().join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn particles_are_small_except_at_the_start() {
        let names = ["CASTEL DI SANGRO", "L'AQUILA", "ROSETO DEGLI ABRUZZI", "SESTO CALENDE", "LA SPEZIA", "SALÒ"];
        let titles = ["Castel di Sangro", "L'Aquila", "Roseto degli Abruzzi", "Sesto Calende", "La Spezia", "Salò"];
        assert_eq!(names.map(title_case), titles);
    }

    #[test]
    fn an_elided_preposition_is_small_and_an_elided_article_is_not() {
        assert_eq!(title_case("CORTINA D'AMPEZZO"), "Cortina d'Ampezzo");
        assert_eq!(title_case("REGGIO NELL'EMILIA"), "Reggio nell'Emilia");
        assert_eq!(title_case("CORIGLIANO-ROSSANO"), "Corigliano-Rossano");
    }

    #[test]
    fn spellings_with_an_accent_and_with_an_apostrophe_are_the_same_name() {}

    #[test]
    fn a_name_becomes_a_code_for_addresses() {
        assert_eq!(slug("Alto Aterno - Gran Sasso Laga "), "alto-aterno-gran-sasso-laga");
        assert_eq!(slug("Valle del Sagittario e dell’Alto Sangro"), "valle-del-sagittario-e-dell-alto-sangro");
        assert_eq!(slug("Forlì/Cesena"), "forli-cesena");
    }
}
