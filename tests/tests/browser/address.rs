//! The address is the state: it follows every choice, and every choice follows it.

use super::{indicator, lombardia};
use model::release::View;
use serde_json::json;
use tests::browser::{Browser, Setup};
use tests::pages::{OVER_TIME, RATIO};
use tests::served::Served;

/// Class names of the land, in order: what is painted.
async fn painted(browser: &Browser) -> String {
    browser.say("[...document.querySelectorAll('g.u path')].map(p => p.getAttribute('class')).join(' ')").await
}

#[tokio::test]
async fn a_year_changes_map_legend_and_address_and_the_way_back_restores_them() {
    let (site, browser) = lombardia().await;
    browser.go_living(&site.url(&indicator("low-income-taxpayers-share", "comune", View::Map))).await;
    let legend = "document.querySelector('.ex-legend svg').outerHTML";
    let (map, key) = (painted(&browser).await, browser.say(legend).await);
    browser.choose("#anno", "2018").await;
    browser.until("location.search === '?anno=2018'").await;
    browser.until("document.querySelector('.ex-answer').textContent.includes('2018')").await;
    browser.until(&format!("{legend} !== {}", json!(key))).await;
    let (earlier_map, earlier_key) = (painted(&browser).await, browser.say(legend).await);
    assert_ne!(earlier_map, map);
    assert_eq!(browser.text(".pin").await, "", "nobody chose a place");

    browser.driver.back().await.unwrap();
    browser.until("location.search === '' && document.querySelector('.ex-answer').textContent.includes('2021')").await;
    // The legend follows a frame after the map.
    browser.until(&format!("{legend} === {}", json!(key))).await;
    assert_eq!(painted(&browser).await, map);
    assert_eq!(browser.say("document.querySelector('#anno').value").await, "2021");
    browser.driver.forward().await.unwrap();
    browser
        .until("location.search === '?anno=2018' && document.querySelector('.ex-answer').textContent.includes('2018')")
        .await;
    browser.until(&format!("{legend} === {}", json!(earlier_key))).await;
    assert_eq!(painted(&browser).await, earlier_map);
    assert_eq!(browser.say("document.querySelector('#anno').value").await, "2018");
}

#[tokio::test]
async fn a_year_changes_the_table() {
    let (site, browser) = lombardia().await;
    browser.go_living(&site.url(&indicator(OVER_TIME, "province", View::Table))).await;
    let cell = "document.querySelector('main .names tbody td:nth-child(3)').textContent";
    let latest = browser.say(cell).await;
    browser.choose("#anno", "2018").await;
    browser.until(&format!("location.search === '?anno=2018' && {cell} !== {}", json!(latest))).await;
    // The head of a year chooses it and puts its highest value first.
    let heads = "[...document.querySelectorAll('main .names thead button')]";
    assert_eq!(browser.say(&format!("{heads}[2].textContent")).await, "Valore 2018");
    browser.run(&format!("{heads}.find(head => head.textContent === '2021').click()")).await;
    browser.until(&format!("{heads}[2].textContent === 'Valore 2021'")).await;
    let column = "[...document.querySelectorAll('main .names tbody tr')].map(r => Number(r.children[2].textContent.replace(/\\./g, '').replace(',', '.')))";
    let values: Vec<f64> = serde_json::from_value(browser.ask(column).await).unwrap();
    assert!(values.len() == 12 && values.windows(2).all(|pair| pair[0] >= pair[1]), "{values:?}");
}

#[tokio::test]
async fn a_link_pressed_with_a_key_is_left_to_the_browser() {
    let (site, browser) = lombardia().await;
    browser.go_living(&site.url(&indicator(OVER_TIME, "comune", View::Map))).await;
    let left = |event: &str| {
        format!(
            "(() => {{ let left; addEventListener('click', e => {{ left = !e.defaultPrevented; e.preventDefault(); }}, {{ once: true }}); \
             document.querySelector('.controls .seg a:not([aria-current])').dispatchEvent(new MouseEvent('click', {{ bubbles: true, cancelable: true, {event} }})); \
             return left; }})()"
        )
    };
    for event in ["ctrlKey: true", "metaKey: true", "shiftKey: true", "altKey: true", "button: 1"] {
        assert_eq!(browser.ask(&left(event)).await, json!(true), "{event}");
    }
    let before = browser.here().await;
    assert_eq!(browser.ask(&left("button: 0")).await, json!(false));
    browser.until(&format!("location.pathname !== {}", json!(before))).await;
}

#[tokio::test]
async fn classes_change_the_map_and_the_address() {
    let (site, browser) = lombardia().await;
    browser.go_living(&site.url(&indicator(RATIO, "comune", View::Map))).await;
    let before = painted(&browser).await;
    browser.choose("#classi", "quantile").await;
    browser.until("location.search === '?classi=quantile'").await;
    let own = "[...document.querySelectorAll('g.u path')].map(p => p.getAttribute('class')).join(' ')";
    browser.until(&format!("{own} !== {}", json!(before))).await;
}

#[tokio::test]
async fn levels_and_views_change_without_loading_the_page_again() {
    let (site, browser) = lombardia().await;
    browser.go_living(&site.url(&format!("{}?anno=2020", indicator(OVER_TIME, "comune", View::Map)))).await;
    browser.run("window.sameDocument = true;").await;
    for (link, level, shapes) in [("province/mappa/", "province", 12), ("sll/mappa/", "sll", 0)] {
        browser.click(&format!(".controls a[href*='{link}']")).await;
        browser.until(&format!("document.querySelector('svg.map')?.dataset.level === '{level}'")).await;
        assert_eq!(browser.here().await, format!("/{}?anno=2020", indicator(OVER_TIME, level, View::Map)));
        let paths = browser.count("g.u path").await;
        assert!(paths > 10 && (shapes == 0 || paths == shapes), "{level}: {paths} paths");
        assert_eq!(
            browser
                .ask("document.querySelectorAll('.bar [aria-current=true], .controls [aria-current=true]').length")
                .await,
            json!(2)
        );
    }
    for (view, css) in [(View::Chart, "main figure svg.chart"), (View::Table, "main .names tbody tr")] {
        let target = indicator(OVER_TIME, "sll", view);
        browser.click(&format!(".bar a[href*='{target}']")).await;
        browser.until(&format!("location.pathname === '/{target}' && document.querySelector({css:?})")).await;
    }
    assert_eq!(browser.say("location.search").await, "?anno=2020");
    assert_eq!(browser.ask("window.sameDocument === true").await, json!(true), "the page was loaded again");
    let english = browser.say("document.querySelector('.slim a[hreflang=en]').pathname").await;
    assert_eq!(english, format!("/en/indicator/{OVER_TIME}/sll/table/"));
    for level in ["sll", "sll", "province"] {
        browser.driver.back().await.unwrap();
        browser.until(&format!("location.pathname.includes('/{level}/')")).await;
    }
    browser.until("document.querySelector('svg.map')?.dataset.level === 'province'").await;
    assert_eq!(browser.count("g.u path").await, 12);
}

#[tokio::test]
async fn a_chosen_municipality_is_its_province_there_and_itself_again_on_the_way_back() {
    let (site, browser) = lombardia().await;
    browser
        .go_living(&site.url(&format!("{}?territorio=016024&con=015146", indicator(OVER_TIME, "comune", View::Map))))
        .await;
    browser.click(".controls a[href*='province/mappa/']").await;
    browser.until("document.querySelector('svg.map')?.dataset.level === 'province'").await;
    assert_eq!(browser.text(".pin b").await, "Bergamo");
    assert_eq!(browser.text("main [role=status].small").await, "", "it is only waiting");
    browser.click(".controls a:not([href*='/province/'])[href*='territorio=016024']").await;
    browser.until("document.querySelector('svg.map')?.dataset.level === 'comune'").await;
    assert_eq!(browser.text(".pin b").await, "Bergamo (BG)");
    assert_eq!(browser.say("location.search").await, "?territorio=016024&con=015146");
}

#[tokio::test]
async fn codes_that_nothing_has_are_said_and_take_no_room() {
    let (site, browser) = lombardia().await;
    let page = indicator(OVER_TIME, "comune", View::Chart);
    let junk = "con=999991,999992,999993,999994,999995&filtro=sex:X&territorio=bergamo";
    browser.go_living(&site.url(&format!("{page}?{junk}"))).await;
    let said = browser.text("main [role=status].small").await;
    for part in ["con=999991", "con=999995", "filtro=sex:X", "territorio=bergamo"] {
        assert!(said.contains(part), "{part}: {said}");
    }
    browser.type_into("#accanto", "Brescia").await;
    browser.until("document.querySelector('#accanto-risultati [role=option]')?.textContent.includes('Brescia')").await;
    browser.press(thirtyfour::Key::Enter + "").await;
    browser.until("location.search.includes('con=017029')").await;
}

#[tokio::test]
async fn links_around_the_page_still_lead_where_they_led_after_a_change_of_level() {
    let (site, browser) = lombardia().await;
    browser.go_living(&site.url(&indicator(OVER_TIME, "comune", View::Map))).await;
    // Links to other languages follow the page, those within the page stay on it, and what was fetched is not fetched again.
    let links = "JSON.stringify([...document.querySelectorAll('header a, footer a, link:not([rel=stylesheet], [as], [rel=modulepreload])')].filter(a => !a.hreflang && !a.hash).map(a => a.href))";
    let before = browser.say(links).await;
    browser.click(".controls a[href*='province/mappa/']").await;
    browser.until("document.querySelector('svg.map')?.dataset.level === 'province'").await;
    assert_eq!(browser.say(links).await, before);
}

#[tokio::test]
async fn a_deep_link_shows_its_year_and_its_territory() {
    let (site, browser) = lombardia().await;
    let page = indicator(OVER_TIME, "comune", View::Map);
    browser.go_living(&site.url(&format!("{page}?anno=2018&territorio=016024"))).await;
    browser.until("document.querySelector('.pin b')?.textContent === 'Bergamo (BG)'").await;
    assert_eq!(browser.text(".pin .num").await, "48.380");
    assert_eq!(browser.say("document.querySelector('#anno').value").await, "2018");
    assert!(browser.text(".ex-answer").await.contains("2018"));
    assert!(browser.say("document.querySelector('path.sel:not(.under)').getAttribute('d')").await.len() > 20);
}

#[tokio::test]
async fn junk_in_the_address_is_said_and_does_no_harm() {
    let (site, browser) = lombardia().await;
    let page = indicator(OVER_TIME, "comune", View::Map);
    let junk = format!(
        "anno=%3Cscript%3Ealert(1)%3C/script%3E&colore=verde&territorio=016024&{}=1&classi=<b>",
        "x".repeat(2000)
    );
    browser.go_living(&site.url(&format!("{page}?{junk}"))).await;
    let said = browser.text("main [role=status].small").await;
    assert!(
        said.starts_with("Parti dell’indirizzo non riconosciute e ignorate:") && said.contains("colore=verde"),
        "{said}"
    );
    assert!(said.len() < 300, "{said}");
    assert_eq!(browser.text(".pin b").await, "Bergamo (BG)");
    assert_eq!(browser.count("main script, main b script").await, 0);
    for query in
        ["anno=1861", "territorio=999999", "anno=", "?&&==&", "%", "%E0%A4%A", "territorio=016024&territorio=015146"]
    {
        browser.go_living(&site.url(&format!("{page}?{query}"))).await;
        assert_eq!(browser.count("g.u path").await, 1502, "{query}");
        assert_eq!(browser.count(".error-box").await, 0, "{query}");
    }
    assert_eq!(browser.complaints().await, Vec::<String>::new());
}

#[tokio::test]
async fn links_to_a_municipality_that_was_merged_lead_to_where_it_is_now() {
    let (site, browser) = lombardia().await;
    // Bardello became part of a new municipality in 2023.
    browser.go(&site.url("territorio/comune/012009/")).await;
    browser.until("location.pathname === '/territorio/comune/012144/'").await;
    let page = indicator(OVER_TIME, "comune", View::Map);
    browser.go(&site.url(&format!("{page}?anno=2018&territorio=012009"))).await;
    browser.until("location.search === '?anno=2018&territorio=012144'").await;
    browser.until("document.querySelector('.pin b')?.textContent.startsWith('Bardello con')").await;
    // What never was stays as it is, and is said.
    browser.go_living(&site.url(&format!("{page}?anno=1861&territorio=999999"))).await;
    let said = browser.text("main [role=status].small").await;
    assert!(said.contains("anno=1861") && said.contains("territorio=999999"), "{said}");
    // A code of another level was chosen there: it is no mistake.
    browser.go_living(&site.url(&format!("{}?territorio=016024", indicator(OVER_TIME, "province", View::Map)))).await;
    assert_eq!(browser.text("main [role=status].small").await, "");
}

#[tokio::test]
async fn a_click_on_the_map_chooses_a_territory() {
    let (site, browser) = lombardia().await;
    browser.go_living(&site.url(&indicator(RATIO, "province", View::Map))).await;
    let chosen = "document.querySelector('path.sel:not(.under)').getAttribute('d')";
    let before = browser.say(chosen).await;
    // A point inside the largest shape that is not the chosen one.
    browser
        .run(&format!(
            "const paths = [...document.querySelectorAll('g.u path')].filter(p => p.getAttribute('d') !== {chosen});\
             const area = p => {{ const b = p.getBBox(); return b.width * b.height; }};\
             const p = paths.sort((a, b) => area(b) - area(a))[0], b = p.getBoundingClientRect();\
             for (const type of ['pointerdown', 'pointerup'])\
               p.dispatchEvent(new PointerEvent(type, {{bubbles: true, clientX: b.x + b.width / 2, clientY: b.y + b.height / 2}}));"
        ))
        .await;
    browser.until("location.search.startsWith('?territorio=')").await;
    browser.until(&format!("{chosen} !== {}", json!(before))).await;
}

#[tokio::test]
async fn two_fingers_enlarge_the_map_and_one_then_moves_it() {
    let site = Served::new(&tests::site("lombardia"));
    let browser = Browser::open(Setup::phone()).await;
    browser.go_living(&site.url(&indicator(RATIO, "comune", View::Map))).await;
    browser.run("document.querySelector('svg.map').scrollIntoView({block: 'center'});").await;
    let middle = browser
        .ask(
            "(b => [b.x + b.width / 2, b.y + b.height / 2])(document.querySelector('svg.map').getBoundingClientRect())",
        )
        .await;
    let [x, y] = [0, 1].map(|at| middle[at].as_f64().unwrap());
    let touch = async |kind: &str, points: &[(i64, f64)]| {
        let points: Vec<_> = points.iter().map(|(id, dx)| json!({"id": id, "x": x + dx, "y": y})).collect();
        browser.cdp("Input.dispatchTouchEvent", json!({"type": kind, "touchPoints": points})).await;
    };
    let frame = "document.querySelector('svg.map').getAttribute('viewBox')";
    let whole = browser.say(frame).await;
    let address = browser.say("location.href").await;
    touch("touchStart", &[(0, -30.0), (1, 30.0)]).await;
    for step in 1..=6 {
        let apart = 30.0 + 15.0 * f64::from(step);
        touch("touchMove", &[(0, -apart), (1, apart)]).await;
    }
    touch("touchEnd", &[]).await;
    browser.until(&format!("{frame}.split(' ')[2] < {} / 2", json!(whole.split(' ').nth(2).unwrap()))).await;
    let close = browser.say(frame).await;
    touch("touchStart", &[(0, 0.0)]).await;
    for step in 1..=4 {
        touch("touchMove", &[(0, 15.0 * f64::from(step))]).await;
    }
    touch("touchEnd", &[]).await;
    browser.until(&format!("{frame} !== {}", json!(close))).await;
    assert_eq!(browser.say("location.href").await, address, "a gesture chose a territory");
}

#[tokio::test]
async fn one_filter_at_a_time_is_chosen_where_crossed_groups_would_be_small() {
    let (site, browser) = lombardia().await;
    browser.go_living(&site.url(&indicator("turnover-simulated", "province", View::Map))).await;
    assert_eq!(browser.say("document.querySelector('h1').textContent").await, "Turnover dei contratti (dati simulati)");
    let of = |sex: &str, age: &str| {
        let value = |id: &str, code: &str| format!("document.querySelector('#f-{id}')?.value === '{code}'");
        format!("!document.querySelector('.loading') && {} && {}", value("sex", sex), value("age", age))
    };
    browser.choose("#f-sex", "F").await;
    browser.until(&of("F", "_T")).await;
    // What cannot be crossed is disabled with its reason, and undoes nothing.
    browser.until("document.querySelector('#f-age').disabled").await;
    assert_eq!(browser.text("#f-age-perche").await, "Non si combina con “Sesso”.");
    assert_eq!(browser.say("document.querySelector('#f-age').getAttribute('aria-describedby')").await, "f-age-perche");
    browser.choose("#f-sex", "_T").await;
    browser.until("document.querySelector('#f-age')?.disabled === false").await;
    browser.choose("#f-age", "Y_LE29").await;
    browser.until(&of("_T", "Y_LE29")).await;
    browser.until("document.querySelector('.simulated') && document.body.textContent.includes('fino a 29 anni')").await;
    browser.driver.back().await.unwrap();
    browser.until(&of("_T", "_T")).await;
    browser.driver.back().await.unwrap();
    browser.until(&of("F", "_T")).await;
}
