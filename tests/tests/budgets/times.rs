//! Times: medians, printed and never failed. `make test` takes each once, `make times` ten times. The phone has 1.6 Mbit/s, 150 ms of round trip and a processor four times
//! slower than this machine's.

mod questions;

use super::{Line, judge, median};
use builder::build::{Options, build};
use model::Locale;
use model::release::View;
use serde_json::json;
use std::time::{Duration, Instant};
use tests::browser::{Browser, Setup};
use tests::country;
use tests::pages::{OVER_TIME, RATIO, indicator};
use tests::served::Served;

/// How often a time is taken.
fn tries() -> usize {
    std::env::var("TRIES").ok().and_then(|tries| tries.parse().ok()).unwrap_or(10)
}

#[test]
fn building_takes_seconds() {
    let place = tempfile::tempdir().unwrap();
    let lines = ["lombardia", "abruzzo"].map(|portal| {
        let start = Instant::now();
        let options = Options {
            portal: portal.into(),
            data: tests::repository().join("data"),
            dist: tests::repository().join("dist"),
            out: place.path().join(portal),
            public_url: "/".into(),
            force: true,
            since: None,
        };
        build(&options).unwrap();
        Line::watched(format!("{portal}: build"), start.elapsed().as_secs_f64(), 20.0, "s")
    });
    judge(&lines);
}

/// Notes in `window.marks` when the land was painted and when the page came to life.
const WATCH: &str = "
    window.marks = {};
    const look = () => {
        const marks = window.marks;
        // The edge of the land is drawn after the land.
        if (!marks.map && document.querySelector('svg.map path.edge')) {
            marks.map = 1;
            requestAnimationFrame(() => setTimeout(() => { marks.map = performance.now(); }));
        }
        if (!marks.ready && document.documentElement?.dataset.app === 'ready') marks.ready = performance.now();
        if (!marks.ready || marks.map < 2) requestAnimationFrame(look);
    };
    requestAnimationFrame(look);";

#[tokio::test]
async fn a_phone_shows_the_map_soon() {
    let site = Served::new(&tests::site("lombardia"));
    let browser = Browser::open(Setup::phone()).await;
    browser.cdp("Network.enable", json!({})).await;
    let network = json!({"offline": false, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 100_000});
    browser.cdp("Network.emulateNetworkConditions", network).await;
    browser.cdp("Emulation.setCPUThrottlingRate", json!({"rate": 4})).await;
    // What the first visit left on the device would make the next ones warm.
    browser.cdp("Network.setBypassServiceWorker", json!({"bypass": true})).await;
    browser.cdp("Page.addScriptToEvaluateOnNewDocument", json!({"source": WATCH})).await;
    let url = site.url(&indicator(RATIO, "comune", View::Map).path(Locale::It));
    let mut times: [Vec<f64>; 3] = Default::default();
    for _ in 0..5 {
        browser.cdp("Network.clearBrowserCache", json!({})).await;
        browser.go("about:blank").await;
        browser.go(&url).await;
        browser.until("window.marks?.ready && window.marks.map > 1").await;
        let first = "performance.getEntriesByName('first-contentful-paint')[0].startTime";
        for (all, expression) in times.iter_mut().zip([first, "window.marks.map", "window.marks.ready"]) {
            all.push(browser.ask(expression).await.as_f64().unwrap() / 1000.0);
        }
    }
    let [first, map, ready] = times.map(median);
    judge(&[
        Line::watched("phone: first contentful paint", first, 0.9, "s"),
        Line::watched("phone: map of 1,502 municipalities painted", map, 1.0, "s"),
        Line::watched("phone: page interactive", ready, 2.2, "s"),
    ]);
}

/// From page to page: where one is, the link that is pressed, the page it leads to, and the figure that must stand there.
const LINKS: [(&str, &str, &str, &str); 6] = [
    ("territorio/comune/016024/", "nav.nav a[href$='/indicatori/']", "/indicatori/", "main .catalogue li"),
    (
        "indicatori/",
        "main a[href*='/indicatore/taxpayers-employment-income/']",
        "/indicatore/",
        "g.u path, svg.map path",
    ),
    ("indicatore/taxpayers-per-resident-worker/comune/tabella/", ".names tbody a", "/territorio/", "article.card .num"),
    ("territorio/comune/016024/", ".neighbours a", "/territorio/comune/", "article.card .num"),
    ("territorio/comune/016024/", "a.brand", "/", "article.card .num"),
    (
        "territorio/comune/016024/",
        "article.card a[href*='/indicatore/']",
        "/indicatore/",
        "svg.map path, svg.chart, .names td",
    ),
];

/// Presses a link and notes the time of that since 1970; `stood` is noted when heading and figure of the next page are painted.
fn press(link: &str) -> String {
    format!(
        "const link = document.querySelector({link:?}); const now = performance.timeOrigin + performance.now(); link.click(); return now;"
    )
}

fn stands(path: &str, figure: &str) -> String {
    format!(
        "delete window.stood;
        const wait = () => {{
            const there = location.pathname.startsWith({path:?}) && document.querySelector('main h1') && document.querySelector({figure:?});
            if (there && window.left !== document.querySelector('main h1')) requestAnimationFrame(() => setTimeout(() => {{ window.stood = performance.timeOrigin + performance.now(); }}));
            else requestAnimationFrame(wait);
        }};
        requestAnimationFrame(wait);"
    )
}

/// Milliseconds from pressing a link to the next page; as documents, or within one.
async fn journeys(browser: &Browser, site: &Served, link: (&str, &str, &str, &str), app: bool) -> Vec<f64> {
    let (from, css, path, figure) = link;
    let script = browser.cdp("Page.addScriptToEvaluateOnNewDocument", json!({"source": stands(path, figure)})).await;
    let mut times = Vec::new();
    for _ in 0..tries() {
        browser.go(&site.url(from)).await;
        browser
            .until(if app { "document.documentElement.dataset.app" } else { "document.readyState === 'complete'" })
            .await;
        browser.until(&format!("document.querySelector({css:?})")).await;
        browser.run(&format!("window.left = document.querySelector('main h1'); {}", stands(path, figure))).await;
        let pressed = browser.run(&press(css)).await.as_f64().unwrap();
        browser.until("window.stood && !window.left?.isConnected").await;
        times.push(browser.ask("window.stood").await.as_f64().unwrap() - pressed);
    }
    browser.cdp("Page.removeScriptToEvaluateOnNewDocument", script).await;
    times
}

#[tokio::test]
async fn links_are_followed_soon() {
    let site = Served::new(&tests::site("lombardia"));
    let mut lines = Vec::new();
    for app in [false, true] {
        let browser = Browser::open(Setup::phone()).await;
        browser.cdp("Network.enable", json!({})).await;
        browser.cdp("Network.setBypassServiceWorker", json!({"bypass": true})).await;
        let network =
            json!({"offline": false, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 100_000});
        browser.cdp("Network.emulateNetworkConditions", network).await;
        browser.cdp("Emulation.setCPUThrottlingRate", json!({"rate": 4})).await;
        if !app {
            // Without the program every link is one to a document.
            browser.cdp("Network.setBlockedURLs", json!({"urls": ["*loader-*.js"]})).await;
        }
        let mut all = Vec::new();
        for link in LINKS {
            let times = journeys(&browser, &site, link, app).await;
            let kind = if app { "in the app" } else { "as documents" };
            lines.push(Line::watched(
                format!("phone: {} → {} {kind}, median", link.0, link.2),
                median(times.clone()),
                400.0,
                "ms",
            ));
            all.extend(times);
        }
        all.sort_by(f64::total_cmp);
        let (middle, most) = (median(all.clone()), all[all.len() * 95 / 100]);
        let kind = if app { "within the app" } else { "as documents" };
        lines.push(Line::watched(format!("phone: any link {kind}, median"), middle, 400.0, "ms"));
        lines.push(Line::watched(format!("phone: any link {kind}, p95"), most, 800.0, "ms"));
    }
    judge(&lines);
}

/// Changes the year twenty times and gives the milliseconds from each choice to the frame that shows it.
const CHANGES: &str = "
    const control = document.querySelector('#anno'), map = document.querySelector('svg.map');
    const years = [...control.options].map(o => o.value);
    const painted = () => new Promise(done => requestAnimationFrame(() => setTimeout(done)));
    const times = [];
    for (let n = 0; n < 20; n++) {
        const next = years[(years.indexOf(control.value) + 1) % years.length];
        // Colours are classes of the land, circles are elements above it.
        const changed = new Promise(done => {
            const watch = new MutationObserver(() => { watch.disconnect(); done(); });
            watch.observe(map, {subtree: true, childList: true, attributes: true});
        });
        const start = performance.now();
        control.value = next;
        control.dispatchEvent(new Event('change', {bubbles: true}));
        await changed;
        await painted();
        times.push(performance.now() - start);
        await new Promise(done => setTimeout(done, 100));
    }
    return times;";

/// Milliseconds of each change of year, ascending.
async fn changes_of_year(browser: &Browser) -> Vec<f64> {
    let answer = browser.run(&format!("return (async () => {{{CHANGES}}})();")).await;
    let mut times: Vec<f64> = answer.as_array().unwrap().iter().map(|t| t.as_f64().unwrap()).collect();
    assert_eq!(times.len(), 20);
    times.sort_by(f64::total_cmp);
    times
}

#[tokio::test]
async fn a_change_of_year_is_painted_soon() {
    let site = Served::new(&tests::site("lombardia"));
    let browser = Browser::open(Setup::phone()).await;
    let map = indicator(OVER_TIME, "comune", View::Map).path(Locale::It);
    let mut lines = Vec::new();
    for (drawing, query) in [("circles", ""), ("colours", "?disegno=colori")] {
        browser.go_living(&site.url(&format!("{map}{query}"))).await;
        browser.cdp("Emulation.setCPUThrottlingRate", json!({"rate": 4})).await;
        let times = changes_of_year(&browser).await;
        browser.cdp("Emulation.setCPUThrottlingRate", json!({"rate": 1})).await;
        lines.push(Line::watched(format!("phone: change of year to painted {drawing}, p95"), times[18], 80.0, "ms"));
        lines.push(Line::watched(format!("phone: change of year to painted {drawing}, median"), times[10], 80.0, "ms"));
    }
    judge(&lines);
}

/// Notes the milliseconds of every task over fifty in `window.tasks`.
const TASKS: &str = "
    window.tasks = [];
    new PerformanceObserver(list => list.getEntries().forEach(task => tasks.push(task.duration)))
        .observe({type: 'longtask', buffered: true});";

/// What a reader does on a page, and what shows that it was done.
const DOINGS: [(&str, &str, &str); 6] = [
    (
        "the table",
        "document.querySelector('a[href*=\"/tabella/\"]').click()",
        "document.querySelector('.names tbody tr')",
    ),
    ("another order", "document.querySelector('.names thead button').click()", "location.search.includes('ordine')"),
    (
        "the chart",
        "document.querySelector('a[href*=\"/grafico/\"]').click()",
        "document.querySelector('figure svg.chart.narrow')",
    ),
    (
        "the map",
        "document.querySelector('.seg a[href*=\"taxpayers-employment-income/?\"]').click()",
        "document.querySelector('g.u path')",
    ),
    (
        "provinces",
        "document.querySelector('a[href*=\"/province/mappa/\"]').click()",
        "document.querySelector('g.u').children.length < 100",
    ),
    (
        "municipalities",
        "document.querySelector('.seg a[href*=\"taxpayers-employment-income/?\"]').click()",
        "document.querySelector('g.u').children.length > 1000",
    ),
];

/// The longest task after the page came to life, by what was done.
async fn longest_tasks(browser: &Browser) -> Vec<(&'static str, f64)> {
    browser.run("tasks.length = 0").await;
    let mut longest = Vec::new();
    for (name, doing, done) in DOINGS {
        browser.run(doing).await;
        browser.until(done).await;
        tokio::time::sleep(Duration::from_millis(1500)).await;
        let most = browser.ask("Math.max(0, ...tasks.splice(0))").await;
        longest.push((name, most.as_f64().unwrap()));
    }
    longest
}

#[tokio::test]
async fn nothing_holds_up_the_reader() {
    let site = Served::new(&tests::site("lombardia"));
    let browser = Browser::open(Setup::phone()).await;
    browser.cdp("Page.addScriptToEvaluateOnNewDocument", json!({"source": TASKS})).await;
    browser.go_living(&site.url(&indicator(OVER_TIME, "comune", View::Map).path(Locale::It))).await;
    browser.cdp("Emulation.setCPUThrottlingRate", json!({"rate": 4})).await;
    let longest = longest_tasks(&browser).await;
    let line = |(name, time): &(&str, f64)| Line::watched(format!("phone: longest task of {name}"), *time, 200.0, "ms");
    judge(&longest.iter().map(line).collect::<Vec<_>>());
}

/// All of Italy has 7,900 municipalities. What is measured is said; that it works is demanded.
#[tokio::test]
#[ignore = "it only measures, for minutes: make times"]
async fn a_whole_country_stays_smooth() {
    let place = tempfile::tempdir().unwrap();
    let (data, out) = (place.path().join("data"), place.path().join("site"));
    country::write(&data);
    let start = Instant::now();
    let options = Options {
        portal: country::ID.into(),
        data,
        dist: tests::repository().join("dist"),
        out: out.clone(),
        public_url: "/".into(),
        force: true,
        since: None,
    };
    // A build has a runtime of its own.
    std::thread::spawn(move || build(&options).map(|_| ())).join().unwrap().unwrap();
    let mut lines = vec![Line::watched("country: build", start.elapsed().as_secs_f64(), 120.0, "s")];

    let site = Served::new(&out);
    let browser = Browser::open(Setup::phone()).await;
    browser.cdp("Page.addScriptToEvaluateOnNewDocument", json!({"source": TASKS})).await;
    browser.go_living(&site.url(&indicator(OVER_TIME, "comune", View::Map).path(Locale::It))).await;
    assert_eq!(browser.count("g.u path").await, country::MUNICIPALITIES as u64);
    assert_eq!(browser.complaints().await, Vec::<String>::new());
    browser.cdp("Emulation.setCPUThrottlingRate", json!({"rate": 4})).await;
    let times = changes_of_year(&browser).await;
    lines.push(Line::watched("country: change of year to painted map, p95", times[18], 250.0, "ms"));
    for (name, time) in longest_tasks(&browser).await {
        lines.push(Line::watched(format!("country: longest task of {name}"), time, 1000.0, "ms"));
    }
    assert_eq!(browser.complaints().await, Vec::<String>::new());
    judge(&lines);
}
