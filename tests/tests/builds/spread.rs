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
        assert!(own.contains("<h2>Paga oraria mediana: donne 11,61 €, uomini 13,04 €</h2>"), "{path}");
        assert!(own.contains("<td>12,43 €<td>8,97–21,82"), "{path}");
        let said = own.contains("Per comune la fonte non pubblica questi valori.");
        assert_eq!(said, path.contains("comune"), "{path}");
        assert!(own.contains("Provincia di Bergamo, 2022."), "{path}");
    }
    // Labour systems lie in no province: theirs are those of the region.
    assert!(page("lombardia", "en/territory/sll/0313").contains(">Lombardia, 2022. Gross hourly wage"));
    // An abbreviation keeps its letters.
    assert!(
        page("lombardia", "en/territory/snai/alto-lago-di-como-e-valli-del-lario")
            .contains("no such values by SNAI area")
    );
    assert!(page("abruzzo", "territorio/comune/066049").contains("class=spread"));
}

/// A portal that shows a value in its own groups of people.
fn declared(low: &str, dimension: &str, code: &str) -> String {
    let texts = ["title", "about", "note", "middle_name", "ends_name"]
        .map(|key| format!("[spread.{key}]\nit = \"x {{M}}\"\nen = \"x {{M}}\"\n"));
    format!(
        "[spread]\nlow = \"{low}\"\nmiddle = \"over-80-share\"\nhigh = \"over-80-share\"\n\
         groups = [{{}}, {{ dimension = \"{dimension}\", code = \"{code}\" }}]\n{}[tagline]",
        texts.concat()
    )
}

fn fault(spread: &str) -> String {
    let case = Case::new();
    case.edit("portals/abruzzo.toml", "[tagline]", spread);
    case.fault()
}

#[test]
fn what_a_spread_cannot_show_is_named() {
    insta::assert_snapshot!(fault(&declared("over-80-share", "sex", "X")), @"portals/abruzzo.toml: spread: dimension 'sex' has no code 'X'; name a file of code-lists and one of its codes");
    insta::assert_snapshot!(fault(&declared("wages", "sex", "M")), @"portals/abruzzo.toml: there is no indicator 'wages'; name one of the folders of data/indicators");
    // Else the total would stand under the name of the group.
    insta::assert_snapshot!(fault(&declared("old-age-index", "sex", "M")), @"portals/abruzzo.toml: spread: 'old-age-index' has no dimension 'sex'; name a dimension that all three indicators have");
    insta::assert_snapshot!(fault(&declared("residents-by-age", "sex", "M")), @"portals/abruzzo.toml: 'residents-by-age' is a pyramid, which has no page; name one of the folders of data/indicators");
}

#[test]
fn what_is_provisional_says_so_in_its_row_and_names_are_text() {
    let case = Case::new();
    case.edit("portals/abruzzo.toml", "[tagline]", &declared("over-80-share", "sex", "M"));
    // Names of code lists are text, in the drawings too.
    case.edit("code-lists/sex.toml", "it = \"Uomini\"", "it = \"<b>Uomini</b>\"");
    case.edit("code-lists/ageband.toml", "it = \"55-59 anni\"", "it = \"<script>55</script>\"");
    case.edit("code-lists/ageband.toml", "it = \"65 anni o più\"", "it = \"<i>65</i>\"");
    case.build().unwrap();
    let own = std::fs::read_to_string(case.out.join("territorio/comune/066049/index.html")).unwrap();
    let spread = own.split("class=spread").nth(1).unwrap().split("</table>").next().unwrap();
    assert_eq!(spread.matches("<small>Provvisorio</small>").count(), 2, "{spread}");
    let shown = ["&lt;b&gt;Uomini&lt;/b&gt;", "&lt;script&gt;55&lt;/script&gt;", "&lt;i&gt;65&lt;/i&gt;"];
    assert!(shown.iter().all(|name| own.contains(name)), "{own}");
    assert!(!["<b>Uomini", "<script>55", "<i>65"].iter().any(|name| own.contains(name)), "{own}");
}
