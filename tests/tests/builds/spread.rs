//! How far wages reach, on pages of territories: the numbers of the source, of the place or of the nearest that has them.

use tests::case::Case;
use tests::site;

fn page(portal: &str, path: &str) -> String {
    std::fs::read_to_string(site(portal).join(path).join("index.html")).unwrap()
}

#[test]
fn a_municipality_shows_the_wages_of_its_province_and_says_so() {
    // The median of women, 11.61, and of men, 13.04; of all the first and the ninth decile.
    for path in ["territorio/comune/016118", "territorio/province/016"] {
        let own = page("lombardia", path);
        assert!(own.contains("<h2>Donne 11,61 € l’ora, uomini 13,04 €</h2>"), "{path}");
        assert!(own.contains("<td>12,43 €<td>8,97–21,82"), "{path}");
        let said = own.contains("Per comune la fonte non pubblica questi valori.");
        assert_eq!(said, path.contains("comune"), "{path}");
        assert!(own.contains("provincia di Bergamo, 2022."), "{path}");
    }
    // Labour systems lie in no province: theirs are those of the region.
    assert!(page("lombardia", "en/territory/sll/0313").contains("private sector, Lombardia, 2022."));
    assert!(page("abruzzo", "territorio/comune/066049").contains("class=spread"));
}

#[test]
fn a_group_that_no_list_has_is_named() {
    let case = Case::new();
    let spread = "[spread]\nlow = \"women-share\"\nmiddle = \"women-share\"\nhigh = \"women-share\"\ngroups = [{ dimension = \"sex\", code = \"X\" }]\n\
                  [spread.title]\nit = \"x\"\nen = \"x\"\n[spread.about]\nit = \"x\"\nen = \"x\"\n[spread.middle_name]\nit = \"x\"\nen = \"x\"\n\
                  [spread.ends_name]\nit = \"x\"\nen = \"x\"\n[tagline]";
    case.edit("portals/abruzzo.toml", "[tagline]", spread);
    insta::assert_snapshot!(case.fault(), @"portals/abruzzo.toml: spread: dimension 'sex' has no code 'X'; name a file of code-lists and one of its codes");
    let case = Case::new();
    case.edit("portals/abruzzo.toml", "[tagline]", &spread.replace("low = \"women-share\"", "low = \"wages\""));
    insta::assert_snapshot!(case.fault(), @"portals/abruzzo.toml: there is no indicator 'wages'; name one of the folders of data/indicators");
}
