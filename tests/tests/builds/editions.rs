//! Editions: pages that other sites frame stand on their own, are kept as they were, and what is kept is said.

use serde_json::Value;
use std::collections::BTreeMap;
use std::path::Path;
use tests::case::Case;
use tests::{folder, site};

/// The release of a site.
fn latest(site: &Path) -> String {
    tests::json(&site.join("data/latest.json"))["release"].as_str().unwrap().to_owned()
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
}

/// Values of an attribute, with or without quotes.
fn values(html: &str, attribute: &str) -> Vec<String> {
    let mark = format!(" {attribute}=");
    html.split(&mark)
        .skip(1)
        .map(|rest| match rest.strip_prefix('"') {
            Some(rest) => rest.split('"').next().unwrap().to_owned(),
            None => rest.split([' ', '>']).next().unwrap().to_owned(),
        })
        .collect()
}

/// The files below a site that a page at `folder` loads: style, script, land.
fn loaded(html: &str) -> Vec<String> {
    let style =
        html.split("<link rel=\"stylesheet\"").skip(1).flat_map(|rest| values(rest, "href").into_iter().take(1));
    let land = html.split("<use").skip(1).flat_map(|rest| values(rest, "href").into_iter().take(1));
    style.chain(values(html, "src")).chain(land).collect()
}

#[test]
fn a_framed_page_needs_nothing_outside_of_its_edition() {
    for portal in ["lombardia", "abruzzo"] {
        let site = site(portal);
        let own = site.join("r").join(latest(&site)).canonicalize().unwrap();
        let mut pages = 0;
        for language in ["embed", "en/embed"] {
            for entry in std::fs::read_dir(own.join(language)).unwrap() {
                let page = entry.unwrap().path();
                let html = read(&page.join("index.html"));
                let mut all = loaded(&html);
                assert!(all.len() >= 2, "{}", page.display());
                all.sort();
                all.dedup_by_key(|address| address.split('#').next().unwrap().to_owned());
                for address in all {
                    let file = page.join(address.split('#').next().unwrap());
                    let file = file.canonicalize().unwrap_or_else(|e| panic!("{}: {address}: {e}", page.display()));
                    assert!(file.starts_with(&own), "{}: {address}", page.display());
                }
                assert!(!html.contains("data-trunk") && html.matches("<h1>").count() == 1, "{}", page.display());
                pages += 1;
            }
        }
        assert!(pages > 100, "{portal} has {pages} pages to be framed");
        // Of the portal around it the style sheet has only fonts.
        let style = read(&own.join("style.css"));
        let named = style.split("url(").skip(1).map(|rest| rest.split(')').next().unwrap().trim_matches('"'));
        let (fonts, others): (Vec<&str>, Vec<&str>) =
            named.filter(|url| !url.starts_with('#')).partition(|url| url.starts_with("../../fonts/"));
        assert_eq!((fonts.len(), others.len()), (3, 2), "{others:?}");
        for url in fonts.iter().chain(&others) {
            assert!(own.join(url).is_file(), "{url}");
        }
    }
}

#[test]
fn live_addresses_lead_to_the_edition_of_the_moment() {
    let site = site("lombardia");
    let release = latest(&site);
    let frozen = site.join("r").join(&release);
    for language in ["embed", "en/embed"] {
        let mut live: Vec<String> = std::fs::read_dir(site.join(language))
            .unwrap()
            .map(|e| e.unwrap().file_name().into_string().unwrap())
            .collect();
        let scripts: Vec<String> = live.extract_if(.., |name| site.join(language).join(name).is_file()).collect();
        assert_eq!(scripts.len(), if language == "embed" { 2 } else { 0 });
        live.sort();
        let mut there: Vec<String> = std::fs::read_dir(frozen.join(language))
            .unwrap()
            .map(|e| e.unwrap().file_name().into_string().unwrap())
            .collect();
        there.sort();
        assert_eq!(live, there);
        for id in live {
            let page = site.join(language).join(&id);
            let html = read(&page.join("index.html"));
            let to = values(&html, "href").into_iter().next().unwrap();
            assert_eq!(page.join(to).canonicalize().unwrap(), frozen.join(language).join(&id).canonicalize().unwrap());
        }
    }
}

#[test]
fn an_edition_says_what_belongs_to_it() {
    for portal in ["lombardia", "abruzzo"] {
        let site = site(portal);
        let release = latest(&site);
        let about: Value = tests::json(&site.join("r").join(&release).join("edition.json"));
        assert_eq!((about["portal"].as_str(), about["release"].as_str()), (Some(portal), Some(release.as_str())));
        let files = about["files"].as_array().unwrap();
        for file in files {
            let path = site.join(file["path"].as_str().unwrap());
            let bytes = std::fs::read(&path).unwrap();
            assert_eq!(observations::disk::sha256(&bytes), file["sha256"].as_str().unwrap(), "{}", path.display());
        }
        let parquet = files.iter().filter(|file| file["path"].as_str().unwrap().ends_with(".parquet")).count();
        let indicators =
            tests::json(&site.join("data").join(&release).join("portal.json"))["indicators"].as_array().unwrap().len();
        assert_eq!(parquet, indicators);
        // Every address of the page leads to something.
        for language in ["", "en/"] {
            let page = site.join(format!("r/{release}/{language}"));
            let html = read(&page.join("index.html"));
            for href in values(&html, "href").iter().filter(|href| !href.starts_with('#')) {
                let to = page.join(href.split('#').next().unwrap());
                let to = if href.split('#').next().unwrap().ends_with('/') { to.join("index.html") } else { to };
                assert!(to.is_file(), "{href}");
            }
        }
    }
}

#[test]
fn every_citation_leads_to_a_place_of_the_edition() {
    let site = site("lombardia");
    let release = latest(&site);
    let edition =
        [read(&site.join(format!("r/{release}/index.html"))), read(&site.join(format!("r/{release}/en/index.html")))];
    let ids = edition.each_ref().map(|html| values(html, "id"));
    let mut cited = 0;
    for folder in ["indicatore", "analisi", "cruscotti", "storie", "en/indicator", "en/stories"] {
        for entry in walkdir::WalkDir::new(site.join(folder)).into_iter().map(Result::unwrap) {
            if entry.file_name() != "index.html" {
                continue;
            }
            for address in values(&read(entry.path()), "data-address") {
                let own = format!("r/{release}/{}#", if folder.starts_with("en/") { "en/" } else { "" });
                let key = address.strip_prefix(&own).unwrap_or_else(|| panic!("{address}"));
                assert!(ids.iter().all(|ids| ids.iter().any(|id| id == key)), "{}: {key}", entry.path().display());
                cited += 1;
            }
        }
    }
    assert!(cited > 100);
}

/// The files of an edition in a site, the page of the list left out.
fn kept(site: &Path, release: &str) -> BTreeMap<String, Vec<u8>> {
    let mut all = folder::contents(&site.join("r").join(release));
    let data = folder::contents(&site.join("data").join(release));
    let is_kept =
        |path: &str| path.starts_with("theme/") || (path.ends_with(".parquet") && path.starts_with("indicator/"));
    all.extend(data.into_iter().filter(|(path, _)| is_kept(path)));
    all
}

#[test]
fn earlier_editions_stay_as_they_were_as_many_as_are_declared() {
    let case = Case::new();
    case.edit("portals/abruzzo.toml", "id = \"abruzzo\"\n", "id = \"abruzzo\"\nkept_editions = 1\n");
    let first = case.build().unwrap();
    assert_eq!(first.kept.count(), 0);
    let before = kept(&case.out, &first.release);
    assert!(before.len() > 100);
    // A page of a framed figure that the next edition words otherwise.
    let file = "indicators/employment-rate/indicator.toml";
    case.edit(file, "it = \"Tasso di occupazione, 20–64 anni\"", "it = \"Occupati su 100\"");
    let second = case.build().unwrap();
    assert_ne!(first.release, second.release);
    assert_eq!(second.kept.count(), 1);
    assert!(second.kept.size() > 100_000);
    assert_eq!(kept(&case.out, &first.release), before, "an edition that was published has changed");
    let framed = |release: &str| read(&case.out.join(format!("r/{release}/embed/employment-rate.province/index.html")));
    assert!(
        framed(&first.release).contains("Tasso di occupazione") && framed(&second.release).contains("Occupati su 100")
    );
    let list = read(&case.out.join("r/index.html"));
    assert!([&first.release, &second.release].into_iter().all(|release| list.contains(release.as_str())));
    assert!(!case.out.join("data").join(&first.release).join("portal.json").exists(), "more is kept than is said");

    // A third one: of two that were there the portal keeps one.
    case.edit(file, "it = \"Occupati su 100\"", "it = \"Quanti lavorano\"");
    let third = case.build().unwrap();
    assert_eq!(third.kept.count(), 1);
    assert!(case.out.join("r").join(&second.release).exists() && !case.out.join("r").join(&first.release).exists());

    // What the portal does not make any more stays where it is framed, as it was in the last edition that had it.
    let gone = case.path("data/portals/abruzzo/dashboards/gol.json");
    std::fs::rename(&gone, case.path("gol.json")).unwrap();
    let live = |id: &str| read(&case.out.join(format!("embed/{id}/index.html")));
    let without = case.build().unwrap();
    assert!(live("dashboard.gol.1").contains(&format!("../../r/{}/embed/dashboard.gol.1/", third.release)));
    assert!(
        live("employment-rate.province")
            .contains(&format!("../../r/{}/embed/employment-rate.province/", without.release))
    );
    std::fs::rename(case.path("gol.json"), &gone).unwrap();
    let third = case.build().unwrap();
    assert!(live("dashboard.gol.1").contains(&format!("../../r/{}/embed/dashboard.gol.1/", third.release)));

    // A file of it was damaged: it is not passed on as if it were whole, and that is said.
    let damaged = case.out.join(format!("r/{}/embed/employment-rate.province/index.html", without.release));
    std::fs::write(&damaged, read(&damaged).replace("lavorano", "dormono")).unwrap();
    let error = case.build().unwrap_err();
    let wanted =
        format!("r/{}/embed/employment-rate.province/index.html is missing, or not what it was", without.release);
    assert!(error.contains(&wanted) && error.contains("take its name out of r/editions.json"), "{error}");
    assert!(damaged.exists(), "a build that failed took an edition away");
    // Whoever lets it go says so.
    std::fs::write(case.out.join("r/editions.json"), "[]").unwrap();
    assert_eq!(case.build().unwrap().kept.count(), 0);
    // Without the list nobody knows what there is.
    std::fs::remove_file(case.out.join("r/editions.json")).unwrap();
    let error = case.build().unwrap_err();
    assert!(error.contains("editions.json: it is not there, and editions are"), "{error}");
}

#[test]
fn a_trial_takes_the_place_of_no_edition_that_was_published() {
    let case = Case::new();
    case.edit("portals/abruzzo.toml", "id = \"abruzzo\"\n", "id = \"abruzzo\"\nkept_editions = 1\n");
    let published = case.build().unwrap();
    let copy = case.path("published");
    folder::copy(&case.out, &copy);
    let file = "indicators/employment-rate/indicator.toml";
    let names = ["Tasso di occupazione, 20–64 anni", "Prima prova", "Seconda prova"];
    for pair in names.windows(2) {
        case.edit(file, &format!("it = \"{}\"", pair[0]), &format!("it = \"{}\"", pair[1]));
        let built = case.since(&copy).unwrap();
        assert_eq!(built.kept.count(), 1);
        assert!(case.out.join("r").join(&published.release).join("embed").exists(), "{}", pair[1]);
    }
    // A copy that is damaged in one folder is whole in the other.
    let damaged = copy.join(format!("r/{}/style.css", published.release));
    std::fs::write(&damaged, "").unwrap();
    case.edit(file, "it = \"Seconda prova\"", "it = \"Terza prova\"");
    assert_eq!(case.since(&copy).unwrap().kept.count(), 1);
    assert!(case.out.join("r").join(&published.release).join("embed").exists());
}

#[test]
fn another_portal_keeps_its_editions_to_itself() {
    let mut case = Case::new();
    let first = case.build().unwrap();
    case.portal = "lombardia".into();
    let second = case.build().unwrap();
    assert_ne!(first.release, second.release);
    assert_eq!(second.kept.count(), 0);
    assert!(!case.out.join("r").join(&first.release).exists());
}

#[test]
fn a_portal_with_an_address_says_how_it_is_framed() {
    let case = Case::new();
    case.edit(
        "portals/abruzzo.toml",
        "id = \"abruzzo\"\n",
        "id = \"abruzzo\"\naddress = \"https://lavoro.example.it/cruscotto/\"\n",
    );
    let built = case.build().unwrap();
    let page = "https://lavoro.example.it/cruscotto/embed/employment-rate.province/";
    let oembed: Value = tests::json(&case.out.join("embed/employment-rate.province/oembed.json"));
    assert_eq!((oembed["version"].as_str(), oembed["type"].as_str()), (Some("1.0"), Some("rich")));
    assert!(oembed["html"].as_str().unwrap().contains(&format!("src=\"{page}\"")), "{oembed}");
    let framed = |folder: &str| read(&case.out.join(folder).join("employment-rate.province/index.html"));
    assert!(
        framed("embed").contains("application/json+oembed") && framed("embed").contains(&format!("{page}oembed.json"))
    );
    // A frozen page would be framed live.
    assert!(!framed(&format!("r/{}/embed", built.release)).contains("oembed"));
    let cited = read(&case.out.join("indicatore/employment-rate/province/mappa/index.html"));
    assert!(cited.contains(&format!("https://lavoro.example.it/cruscotto/r/{}/#employment-rate", built.release)));

    // Without one there is nothing that could be asked for.
    let plain = site("abruzzo");
    assert!(!plain.join("embed/employment-rate.province/oembed.json").exists());
}

#[test]
fn an_address_that_is_none_is_told() {
    for address in ["lavoro.example.it/", "https://lavoro.example.it", "https://x/?a=/"] {
        let case = Case::new();
        case.edit(
            "portals/abruzzo.toml",
            "id = \"abruzzo\"\n",
            &format!("id = \"abruzzo\"\naddress = \"{address}\"\n"),
        );
        let error = case.fault();
        assert!(error.contains("address is not one that begins with https://"), "{error}");
    }
}

#[test]
fn invented_figures_are_marked_on_framed_pages() {
    let site = site("lombardia");
    let own = site.join("r").join(latest(&site)).join("embed");
    let mut marked = 0;
    for entry in std::fs::read_dir(&own).unwrap() {
        let page = entry.unwrap().path();
        if page.file_name().unwrap().to_str().unwrap().contains("-simulated.") {
            let html = read(&page.join("index.html"));
            assert!(html.contains("Dati simulati") && html.contains("<main class=invented "), "{}", page.display());
            marked += 1;
        }
    }
    assert!(marked > 3, "{marked}");
}
