//! Addresses that pages had before lead on to where they are now.

use tests::case::Case;

const FILE: &str = "indicators/old-age-index/indicator.toml";

#[test]
fn a_renamed_indicator_and_a_divided_municipality_are_found_at_their_old_addresses() {
    let case = Case::new();
    case.edit(FILE, "kind = ", "previous_ids = [\"ageing-index\"]\nkind = ");
    let history = case.path("data/territories/history.csv");
    let text = std::fs::read_to_string(&history).unwrap();
    // Invented: a municipality that was divided in two, with a name that must not become markup elsewhere.
    let divided = "066901,066049,0.5,2020-01-01,division,istat-suppressed\n066901,066050,0.5,2020-01-01,division,istat-suppressed\n";
    std::fs::write(&history, text + divided).unwrap();
    case.build().unwrap();
    let page = |path: &str| {
        std::fs::read_to_string(case.out.join(path).join("index.html")).unwrap_or_else(|e| panic!("{path}: {e}"))
    };
    for (old, new) in [
        ("indicatore/ageing-index/", "../../indicatore/old-age-index/"),
        ("indicatore/ageing-index/province/tabella/", "../../../../indicatore/old-age-index/province/tabella/"),
        ("en/indicator/ageing-index/sll/map/", "../../../../../en/indicator/old-age-index/sll/map/"),
    ] {
        assert!(page(old).contains(&format!("content=\"0; url={new}\"")), "{}", page(old));
        let leads_to = case.out.join(old).join(new).join("index.html");
        assert!(leads_to.exists(), "{old} leads nowhere: {}", leads_to.display());
    }
    let parted = page("territorio/comune/066901/");
    assert!(parted.contains("non c’è più") && parted.contains("Dal 1º gennaio 2020"), "{parted}");
    assert!(!parted.contains("http-equiv=\"refresh\""), "nobody knows which of the two was meant");
    for (code, name) in [("066049", "L'Aquila"), ("066050", "Lecce nei Marsi")] {
        let link = format!("<a href=\"../../../territorio/comune/{code}/\">{}</a>", name.replace('\'', "&#39;"));
        assert!(parted.contains(&link), "{parted}");
    }
    assert!(page("en/territory/comune/066901/").contains("Since 1 January 2020"));
}

#[test]
fn an_old_id_leads_to_one_place() {
    let case = Case::new();
    case.edit(FILE, "kind = ", "previous_ids = [\"women-share\"]\nkind = ");
    insta::assert_snapshot!(case.fault(), @"indicators/old-age-index/indicator.toml: previous_ids has 'women-share', an address of 'women-share'; an address leads to one place: take the id away here, or there");
    let case = Case::new();
    case.edit(FILE, "kind = ", "previous_ids = [\"../x\"]\nkind = ");
    insta::assert_snapshot!(case.fault(), @"indicators/old-age-index/indicator.toml: previous_ids has '../x', which is not fit for an address; write the id it had");
}
