//! Each page shows what it is for.

use super::{indicator, lombardia, path};
use model::Locale;
use model::release::{Route, View};
use serde_json::json;
use tests::browser::{Browser, Setup};
use tests::pages::{OVER_TIME, RATIO, territory};
use tests::served::Served;

#[tokio::test]
async fn home_has_a_title_a_heading_four_figures_and_a_search_that_finds_without_accents() {
    let (site, browser) = lombardia().await;
    browser.go_living(&site.url("")).await;
    assert!(browser.say("document.title").await.starts_with("InLav"));
    assert_eq!(browser.text("h1").await, "Il lavoro in Lombardia, comune per comune");
    assert_eq!(browser.count("article.card").await, 4);
    assert!(browser.text("article.card .num").await.contains("10,0"));
    browser.type_into("#cerca input", "cantu").await;
    browser.until("document.querySelector('#cerca [role=option]')?.textContent.includes('Cantù')").await;
    browser.press("\u{e007}").await;
    browser.until("document.querySelector('h1').textContent === 'Cantù'").await;
    assert!(browser.here().await.starts_with("/territorio/comune/013041"), "{}", browser.here().await);
}

#[tokio::test]
async fn the_button_of_the_search_opens_the_best_match_and_everyday_words_find() {
    let (site, browser) = lombardia().await;
    for (typed, found) in [
        ("provincia di sondrio", "/territorio/province/014/"),
        ("monza e brianza", "/territorio/province/108/"),
        ("assunzioni", "/indicatore/contract-activations/"),
    ] {
        browser.go_living(&site.url("")).await;
        browser.type_into("#trova", typed).await;
        browser.until("document.querySelectorAll('#trova-risultati [role=option]:not(.nothing)').length > 0").await;
        browser.click("#cerca button[type=submit]").await;
        browser.until(&format!("location.pathname.startsWith('{found}')")).await;
    }
    browser.go_living(&site.url("")).await;
    browser.type_into("#trova", "qqqq").await;
    browser.until("document.querySelector('#trova-risultati .nothing')").await;
    browser.press("\u{e007}").await;
    browser.until("location.pathname.startsWith('/territori/')").await;
    browser
        .until("document.querySelector('h1 + [role=status]')?.textContent.includes('la ricerca non ha aperto')")
        .await;
    // What was sought is text.
    browser.visit(&site.url("en/territories/?q=%3Cimg%20src=x%3E$%26"), false).await;
    browser.until("document.querySelector('h1 + [role=status]')?.textContent.includes('“<img src=x>$&”')").await;
    assert_eq!(browser.count("h1 + [role=status] img").await, 0);
    // Other pages say nothing of it.
    browser.go_living(&site.url("?q=zzz")).await;
    assert_eq!(browser.count("h1 + [role=status]").await, 0);
}

#[tokio::test]
async fn the_search_of_the_header_opens_on_the_page_and_esc_closes_it() {
    let (site, browser) = lombardia().await;
    let pages = ["territorio/comune/016024/".to_owned(), indicator(RATIO, "comune", View::Map), "confronta/".into()];
    for page in pages {
        browser.visit(&site.url(&page), page != "territorio/comune/016024/").await;
        browser.until("document.querySelector('header .find')").await;
        // Pressed before the script is there, the link leads to the home page: that is another test.
        tokio::time::sleep(std::time::Duration::from_millis(300)).await;
        browser.click("header .find").await;
        browser.until("document.activeElement.id === 'trova'").await;
        assert!(browser.here().await.starts_with(&format!("/{page}")), "the page stays: {page}");
        // What is typed before the program is there stays.
        browser
            .run("if (!document.querySelector('#cerca').dataset.app) document.querySelector('#trova').value = 'so';")
            .await;
        browser.until("document.querySelector('#cerca').dataset.app === 'ready'").await;
        browser.until("document.activeElement.id === 'trova'").await;
        let typed = browser.say("document.querySelector('#trova').value").await;
        browser.press("sond".strip_prefix(&*typed).unwrap_or("sond")).await;
        browser.until("document.querySelector('#trova-risultati [role=option]:not([aria-disabled])')").await;
        assert_eq!(browser.say("document.querySelector('#trova').value").await, "sond");
        browser.press("\u{e00c}").await;
        browser.press("\u{e00c}").await;
        browser.until("!document.querySelector('#cerca') && document.activeElement.matches('header .find')").await;
        browser.click("header .find").await;
        browser.until("document.activeElement.id === 'trova' && document.querySelector('#cerca').dataset.app").await;
        browser.press("sondrio").await;
        browser
            .until("document.querySelector('#trova-risultati [role=option]')?.textContent.startsWith('Sondrio')")
            .await;
        browser.press("\u{e007}").await;
        browser.until("location.pathname === '/territorio/comune/014061/'").await;
        assert_eq!(browser.complaints().await, Vec::<String>::new(), "{page}");
    }
}

#[tokio::test]
async fn what_the_portal_does_not_have_is_said_with_who_has_it() {
    let (site, browser) = lombardia().await;
    for (typed, term) in [
        ("cassa integrazione", "wage-supplementation"),
        ("centro per l'impiego", "job-centre"),
        ("20121", "postcode"),
        ("naspi", "unemployment-benefit"),
    ] {
        browser.go_living(&site.url("")).await;
        browser.type_into("#trova", typed).await;
        // With who has it, in a group that says so.
        let first = "document.querySelector('#trova-risultati [role=option]:not(.nothing)')";
        browser.until(&format!("{first}?.parentElement.ariaLabel === 'Non è qui'")).await;
        assert!(browser.say(&format!("{first}.lastElementChild.textContent")).await.len() > 20, "{typed}");
        browser.press("\u{e007}").await;
        browser.until(&format!("location.pathname === '/glossario/' && location.hash === '#{term}'")).await;
        let said = browser.text(&format!("#{term} + dd .elsewhere")).await;
        assert!(said.starts_with("In questo portale non c’è: "), "{said}");
    }
}

#[tokio::test]
async fn a_change_of_few_cases_says_so() {
    let (site, browser) = lombardia().await;
    let row = ".rows li:has(a[href*='taxpayers-employment-income'])";
    for (place, said) in [("013207", "Pochi casi"), ("016024", "Definitivo")] {
        browser.visit(&site.url(&format!("territorio/comune/{place}/")), false).await;
        assert_eq!(browser.count(&format!("{row} .tag")).await == 1, said == "Pochi casi", "{place}");
        let beside = "document.querySelector('figure + .small')?.textContent ?? ''";
        assert_eq!(browser.say(beside).await.starts_with("Pochi casi"), said == "Pochi casi", "{place}");
    }
}

#[tokio::test]
async fn the_first_sentence_leads_to_the_row_it_is_made_from() {
    let (site, browser) = lombardia().await;
    browser.visit(&site.url("territorio/comune/016024/"), false).await;
    let said = browser.text(".lead a").await;
    browser.click(".lead a").await;
    browser.until("location.pathname.endsWith('/tabella/') && document.documentElement.dataset.app === 'ready'").await;
    let row = "document.querySelector('.names .here')";
    let seen = "(r => r.top > 0 && r.bottom < innerHeight)";
    browser.until(&format!("{row} && {seen}({row}.getBoundingClientRect())")).await;
    let row = browser.text(".names .here").await;
    let value = said.split(' ').find(|word| word.starts_with(|c: char| c.is_ascii_digit())).unwrap();
    assert!(row.contains("Bergamo") && row.contains(value), "{said}: {row}");
}

#[tokio::test]
async fn the_list_of_indicators_is_sifted_by_words_and_level() {
    let (site, browser) = lombardia().await;
    browser.go(&site.url(&path(&Route::Indicators))).await;
    let shown = "[...document.querySelectorAll('.sifted > li')].filter(li => li.checkVisibility()).length";
    let all = browser.ask(shown).await.as_u64().unwrap();
    browser.type_into("#setaccio", "POVERTA").await;
    browser.until(&format!("{shown} === 1")).await;
    assert!(browser.text(".sift [role=status]").await.ends_with(": 1"));
    let heads = "[...document.querySelectorAll('.catalogue section h2')].filter(h => h.checkVisibility()).length";
    assert_eq!(browser.ask(heads).await, json!(1), "a theme without indicators is shown");
    browser.run("document.querySelector('#setaccio').value = '';").await;
    browser.choose("#fino", "region").await;
    browser.until(&format!("{shown} > 1 && {shown} < {all}")).await;
    assert_eq!(browser.count(".results > li:not([hidden]):not([data-level=region])").await, 0);
    // The same on the page of files, by the definition too.
    browser.visit(&site.url("dati/"), false).await;
    browser.type_into("#setaccio", "pendolari").await;
    browser.until(&format!("{shown} > 0 && {shown} < 6")).await;
    assert!(!browser.text(".sift [role=status]").await.is_empty());
}

#[tokio::test]
async fn an_indicator_page_comes_to_life_without_changing_or_fetching_data() {
    let (site, browser) = lombardia().await;
    browser.save_data().await;
    // The long tables of municipalities alone ask for their cells: the page would carry every number twice.
    let pages = [(RATIO, "comune", View::Map), (OVER_TIME, "sll", View::Chart), (RATIO, "sll", View::Table)];
    for (id, level, view) in pages {
        browser.go_living(&site.url(&indicator(id, level, view))).await;
        // The script of the page writes whole addresses.
        // Who saves data gets what is in the sheet when it is opened.
        assert_eq!(browser.count(".sheet .controls").await, 0);
        browser.run("document.querySelector('.sheet').showPopover()").await;
        browser.until("document.querySelector('.sheet .controls')").await;
        browser.run("document.querySelector('.sheet').hidePopover()").await;
        let facts = "JSON.stringify([d.querySelector('h1').textContent, d.querySelectorAll('g.u path').length, \
             [...d.querySelectorAll('h2')].map(h => h.textContent), d.querySelectorAll('main tr').length, \
             (main => { main.querySelectorAll('#azioni, .rows-foot, [data-address]').forEach(e => e.remove()); return main.textContent.replace(/\\s+/g, ''); })\
             (d.querySelector('main').cloneNode(true))])";
        let now = browser.say(&format!("(d => {facts})(document)")).await;
        let sent = format!(
            "fetch(location.href).then(r => r.text()).then(t => new DOMParser().parseFromString(t, 'text/html')).then(d => {facts})"
        );
        let sent = browser.say(&sent).await;
        assert_eq!(now, sent, "{view:?}: the living page is not the one that was sent");
        if level == "comune" {
            assert_eq!(browser.count("g.u path").await, 1502);
        }
        let fetched = "performance.getEntriesByType('resource').map(e => e.name).filter(n => n.includes('/data/'))";
        // The first map has its cells in the page, all others ask once for the file that their head names.
        let fetched: Vec<String> = serde_json::from_value(browser.ask(fetched).await).unwrap();
        let file = if level == "comune" { Vec::new() } else { vec![model::release::cube(id, level, [])] };
        assert_eq!(fetched.len(), file.len(), "{view:?}: {fetched:?}");
        assert!(fetched.iter().zip(&file).all(|(own, file)| own.ends_with(file.as_str())), "{view:?}: {fetched:?}");
    }
}

#[tokio::test]
async fn the_table_of_an_indicator_sorts_by_name_and_by_value() {
    let (site, browser) = lombardia().await;
    browser.go_living(&site.url(&indicator(RATIO, "comune", View::Table))).await;
    assert_eq!(browser.count("main .names tbody tr").await, 1502);
    let first = "document.querySelector('main .names tbody th').textContent";
    let highest = browser.say(first).await;
    browser.click("main .names thead th:nth-child(2) button").await;
    browser.until(&format!("{first}.startsWith('Abbadia')")).await;
    assert_eq!(browser.say("location.search").await, "?ordine=nome");
    browser.click("main .names thead th:nth-child(3) button").await;
    browser.until(&format!("{first} === {}", json!(highest))).await;
}

#[tokio::test]
async fn a_territory_page_shows_its_figures_beside_province_and_region() {
    let (site, browser) = lombardia().await;
    browser.go(&site.url(&path(&territory("comune", "016024")))).await;
    assert_eq!(browser.text("h1").await, "Bergamo");
    assert_eq!(browser.count("article.card").await, 4);
    let main = browser.text("main").await;
    for figure in ["1,13", "49.543", "28.807", "120.629", "Provincia 23.963 €"] {
        assert!(main.contains(figure), "{figure} is not on the page of Bergamo");
    }
    for parent in ["province/016", "sll/"] {
        assert!(browser.count(&format!("main a[href*='territorio/{parent}']")).await > 0, "no link to {parent}");
    }
    // The answer, then where it stands; four numbers before any button.
    let lead = browser.text(".answer .lead").await;
    assert!(lead.contains("28.807 €") && lead.contains("più che in 9"), "{lead}");
    let order = "[...document.querySelectorAll('.answer .card, .answer .btn')].map(e => e.className[0]).join('')";
    assert_eq!(browser.say(order).await, "ccccbb");
    // The scale in words is the scale that is drawn.
    let said = browser.say("document.querySelector('.answer .position').getAttribute('aria-label')").await;
    let drawn = browser.say("document.querySelector('.answer .position circle').getAttribute('cx')").await;
    let place = drawn.trim_end_matches('%').to_owned();
    assert!(said.starts_with(&format!("Bergamo {place}, Provincia ")) && said.ends_with(" su 100"), "{said} {drawn}");
    browser.click("main a.btn[href*='territorio=016024']").await;
    browser.until("document.querySelector('.pin b')?.textContent.startsWith('Bergamo')").await;
}

#[tokio::test]
async fn a_place_answers_in_the_first_screen_of_a_phone() {
    let site = Served::new(&tests::site("lombardia"));
    let browser = Browser::open(Setup { width: 390, height: 844, ..Setup::default() }).await;
    for (place, english) in
        [("comune/016118", false), ("comune/016024", true), ("province/016", false), ("sll/0315", false)]
    {
        let (prefix, path) = if english { ("en/", "territory") } else { ("", "territorio") };
        browser.visit(&site.url(&format!("{prefix}{path}/{place}/")), false).await;
        let bottom = "document.querySelector('.answer .num').getBoundingClientRect().bottom";
        assert!(browser.ask(bottom).await.as_f64().unwrap() < 420.0, "{place}");
        let header = browser.ask("document.querySelector('header').offsetHeight").await.as_f64().unwrap();
        assert!(header <= 60.0, "{place}: {header}");
        let wide = browser.ask("document.documentElement.scrollWidth").await.as_f64().unwrap();
        assert!(wide <= 390.0, "{place}: {wide}");
        let before = "[...document.querySelectorAll('.answer a, .answer button')].filter(a =>                       a.compareDocumentPosition(document.querySelector('.answer .card')) & 4).length";
        assert_eq!(browser.ask(before).await, json!(1), "{place}: links before the first number");
    }
    // The languages come with the menu.
    let shown = "[...document.querySelectorAll('.slim a')].filter(a => a.checkVisibility()).length";
    assert_eq!(browser.ask(shown).await, json!(0));
    browser.click("header summary").await;
    assert_eq!(browser.ask(shown).await, json!(3));
}

#[tokio::test]
async fn a_territory_leads_to_those_around_it() {
    let (site, browser) = lombardia().await;
    browser.go(&site.url(&path(&territory("comune", "016024")))).await;
    let around = browser.text(".neighbours").await;
    // Of the fourteen around Bergamo, north, south, east and west.
    for name in ["Ponteranica", "Stezzano", "Seriate", "Curno"] {
        assert!(around.contains(name), "{name}: {around}");
    }
    assert_eq!(browser.count(".neighbours a").await, 14);
    browser.click(".neighbours a").await;
    browser.until("document.querySelector('.neighbours').textContent.includes('Bergamo')").await;
}

#[tokio::test]
async fn each_kind_of_reader_has_a_home_that_hides_nothing() {
    let (site, browser) = lombardia().await;
    browser.go_living(&site.url("")).await;
    let everywhere = "JSON.stringify([...document.querySelectorAll('header nav a, footer a')].map(a => a.href))";
    let links = browser.say(everywhere).await;
    assert_eq!(browser.count(".audience a").await, 5);
    for (at, id) in ["citizens", "operators", "recipients", "administration"].into_iter().enumerate() {
        browser.click(&format!(".audience a:nth-of-type({})", at + 2)).await;
        browser
            .until(&format!("location.pathname === '/per/{id}/' && document.documentElement.dataset.app === 'ready'"))
            .await;
        assert_eq!(browser.count("article.card").await, 4, "{id}");
        assert_eq!(browser.say(everywhere).await, links, "{id} sees less than others");
        // They come after the page.
        browser.until("[...document.images].every(i => i.complete && i.naturalWidth > 0)").await;
    }
    assert_eq!(browser.count(".audience [aria-current=true]").await, 1);
    // What a kind begins with stands in its list of provinces, and is proposed.
    let list = "[...document.querySelectorAll('.list.tight span')].map(s => s.textContent).join(' ')";
    browser.go_living(&site.url("per/citizens/")).await;
    let euros = browser.say(list).await;
    assert!(euros.matches('€').count() == 12 && euros.contains("Bergamo"), "{euros}");
    assert_eq!(browser.count("form + .device + .meta a[href*='average-employment-income']").await, 1);
    browser.go_living(&site.url("")).await;
    assert!(!browser.say(list).await.contains('€'));
}

#[tokio::test]
async fn the_kind_of_reader_goes_along_until_all_is_chosen() {
    let (site, browser) = lombardia().await;
    browser.go_living(&site.url("per/recipients/")).await;
    browser.click("a[href*='local-workers-per-resident-worker']").await;
    browser.until("location.search === '?per=recipients' && document.documentElement.dataset.app === 'ready'").await;
    assert!(!browser.text("#esplora").await.contains("per=recipients"), "it is said to be unknown");
    // It stays beside what is chosen on the page, in place and from page to page, and in the other language.
    browser.choose("#classi", "quantile").await;
    browser.until("location.search === '?classi=quantile&per=recipients'").await;
    browser.click(".bar a[href*='/tabella/']").await;
    browser
        .until("location.pathname.endsWith('/tabella/') && location.search === '?classi=quantile&per=recipients'")
        .await;
    browser.click("header a[hreflang=en]").await;
    browser.until("location.search === '?classes=quantile&for=recipients' && document.documentElement.dataset.app === 'ready'").await;
    browser.click("nav.nav a[href*='analysis']").await;
    browser.until("location.pathname.endsWith('/analysis/') && document.querySelector('.kinds')").await;
    browser.click(".kinds a:first-of-type").await;
    browser.until("location.pathname.includes('/compare') && location.search.endsWith('for=recipients') && document.documentElement.dataset.app === 'ready'").await;
    assert!(!browser.text("#esplora").await.contains("for=recipients"), "it is said to be unknown");
    browser.click("a.brand").await;
    browser.until("location.pathname === '/en/for/recipients/'").await;
    browser.click(".audience a").await;
    browser.until("location.pathname === '/en/' && location.search === ''").await;
    // What is found takes it along, and contents of a page stay on the page.
    browser.go_living(&site.url("per/recipients/")).await;
    browser.type_into("#trova", "bergamo").await;
    browser.until("document.querySelector('#trova-risultati [role=option]:not([aria-disabled])')").await;
    browser.press("\u{e007}").await;
    browser.until("location.pathname === '/territorio/comune/016024/' && location.search === '?per=recipients'").await;
    browser.visit(&site.url("metodo/?per=recipients"), false).await;
    browser.run("window.same = true;").await;
    browser.click(".toc a:last-of-type").await;
    browser.until("location.hash && location.search === '?per=recipients' && window.same").await;
    // A kind that the portal does not have leads nowhere.
    browser.go_living(&site.url("?per=..%2F..%2Fnowhere")).await;
    browser.click("a.brand").await;
    browser.until("location.pathname === '/' && location.search === ''").await;
}

#[tokio::test]
async fn words_are_explained_where_they_are_used() {
    let (site, browser) = lombardia().await;
    browser.go_living(&site.url(&path(&tests::pages::indicator(RATIO, "comune", View::Map)))).await;
    browser.click(".terms summary").await;
    assert!(browser.text(".terms details[open] p").await.len() > 40);
    browser.go(&site.url(&path(&Route::Glossary))).await;
    assert!(browser.count(".glossary dt").await >= 20);
}

#[tokio::test]
async fn english_pages_are_english_and_so_are_their_numbers() {
    let (site, browser) = lombardia().await;
    let main = tests::pages::indicator(RATIO, "comune", View::Map);
    for (route, number) in [(Route::Home, "32.4"), (main, "1.14"), (territory("region", "03"), "1.14")] {
        browser.go(&site.url(&route.path(Locale::En))).await;
        assert_eq!(browser.say("document.documentElement.lang").await, "en");
        let text = browser.text("main").await;
        assert!(text.contains(number), "{route:?} has no {number}");
        // Not the beginning of a longer English one: 1,148.
        let digit = |rest: &str| rest.starts_with(|c: char| c.is_ascii_digit());
        let italian = text.split(&number.replace('.', ",")).skip(1).any(|rest| !digit(rest));
        assert!(!italian && !text.contains("4.130.123"), "{route:?} has an Italian number");
        let other = browser.say("document.querySelector('.slim a[hreflang=it]').pathname").await;
        assert_eq!(other, format!("/{}", path(&route)), "the other language of {route:?}");
    }
}

#[tokio::test]
async fn links_of_every_page_lead_to_pages_and_files_that_exist() {
    let (site, browser) = lombardia().await;
    let (mut seen, mut broken) = (std::collections::BTreeSet::new(), Vec::new());
    let folder = tests::site("lombardia");
    for sample in tests::pages::samples() {
        browser.go(&site.url(&sample.path())).await;
        let links = "[...document.querySelectorAll('a[href], link[href], img[src], image[href]')].map(e => new URL(e.href?.baseVal ?? e.href ?? e.src, document.baseURI)).filter(u => u.origin === location.origin && u.pathname !== location.pathname).map(u => decodeURIComponent(u.pathname))";
        for link in browser.ask(links).await.as_array().unwrap() {
            let link = link.as_str().unwrap().trim_start_matches('/').to_owned();
            if seen.insert(link.clone()) {
                let file =
                    if link.is_empty() || link.ends_with('/') { format!("{link}index.html") } else { link.clone() };
                if !folder.join(&file).is_file() {
                    broken.push(format!("{} links to /{link}", sample.title()));
                }
            }
        }
        let fragments = "[...document.querySelectorAll('a[href*=\"#\"]')].map(a => new URL(a.href.baseVal ?? a.href, document.baseURI)).filter(u => u.pathname === location.pathname && u.origin === location.origin && u.hash.length > 1 && !document.getElementById(u.hash.slice(1))).map(u => u.hash)";
        let missing = browser.ask(fragments).await;
        if missing != json!([]) {
            broken.push(format!("{} links to places it lacks: {missing}", sample.title()));
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[tokio::test]
async fn an_address_opens_how_its_indicator_is_computed_and_paper_opens_all() {
    let (site, browser) = lombardia().await;
    browser.go(&site.url(&format!("{}#{RATIO}", path(&Route::Method)))).await;
    browser.until("document.querySelectorAll('details[open]').length === 1").await;
    browser.run("location.hash = 'resident-population'").await;
    browser.until("document.querySelector('#resident-population details').open").await;
    assert!(browser.count("main details:not([open])").await > 30, "the others stay closed");
    browser.cdp("Emulation.setEmulatedMedia", json!({ "media": "print" })).await;
    let shown = "[...document.querySelectorAll('main details dl')].every(dl => dl.checkVisibility({ contentVisibilityAuto: true }) && dl.offsetHeight > 20)";
    browser.until(shown).await;
}
