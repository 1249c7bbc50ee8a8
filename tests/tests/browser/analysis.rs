//! Questions of one's own: by keyboard alone, in few presses; what breaks keeps the question; the address is the state.

use super::taken::{TEXTS, picture};
use super::{lombardia, path};
use model::analysis::{Calculation, Chart, View};
use model::release::Route;
use pivot::pack;
use serde_json::json;
use tests::browser::{Browser, Setup};
use tests::served::Served;
use thirtyfour::Key;

fn question(id: Option<&str>) -> String {
    path(&Route::Analysis { id: id.map(str::to_owned) })
}

/// The heads of the columns, and the first row.
const TABLE: &str = "[[...document.querySelectorAll('.pivot thead th')].map(th => th.textContent).join('|'), document.querySelector('.pivot tbody tr').innerText.replace(/\\s+/g, ' ')].join(' / ')";

/// Presses that a reader needs, counted.
struct Presses<'a> {
    browser: &'a Browser,
    count: usize,
}

impl Presses<'_> {
    async fn press(&mut self, keys: &str) {
        self.browser.press(keys).await;
        self.count += keys.chars().count();
    }

    async fn tab(&mut self) {
        self.browser.press(Key::Tab + "").await;
        self.count += 1;
    }

    /// Goes on by the tabulator until the focus is on what matches.
    async fn tab_to(&mut self, css: &str) {
        for _ in 0..60 {
            if self.browser.ask(&format!("document.activeElement.matches({css:?})")).await == json!(true) {
                return;
            }
            self.tab().await;
        }
        panic!("{css} is not reached");
    }

    /// Begins at the top of a page, past what every page has.
    async fn begin(&mut self) {
        self.tab().await;
        self.press("\u{e007}").await;
        self.browser.until("document.activeElement.id === 'contenuto'").await;
    }
}

async fn settled(browser: &Browser) {
    browser.until("!document.querySelector('.bench').closest('.loading')").await;
}

#[tokio::test]
async fn three_questions_are_answered_by_keyboard_in_few_presses() {
    let (site, browser) = lombardia().await;
    let presses = || Presses { browser: &browser, count: 0 };

    // Wages of women and men by education: begun with the question on education, sex put beside it.
    browser.go_living(&site.url(&question(Some("wages-by-education")))).await;
    let mut wages = presses();
    wages.begin().await;
    wages.tab_to("#campo-sex summary").await;
    wages.press(" ").await;
    wages.tab_to("[data-do='rows:sex']").await;
    wages.press(" ").await;
    browser.until("document.querySelector('.pivot tbody')?.textContent.includes('Donne')").await;
    let rows = browser.say("[...document.querySelectorAll('.pivot tbody th')].map(th => th.textContent).join()").await;
    assert_eq!(rows, "Fino alla licenza media,Diploma,Laurea e oltre,Donne,Uomini");
    let said = browser.say("document.querySelector('.said').textContent").await;
    assert!(said.starts_with("Sesso è nelle righe"), "{said}");
    assert_eq!(
        browser.ask("document.activeElement === document.querySelector('#campo-sex summary')").await,
        json!(true)
    );
    assert!(wages.count <= 25, "{} presses", wages.count);

    // Foreign residents by age in the provinces, which nobody asked before on this page: another measure by its first letters.
    browser.go_living(&site.url(&question(Some("industry-by-province")))).await;
    browser.until("document.querySelectorAll('[data-do=cube] option').length > 50").await;
    let mut ages = presses();
    ages.begin().await;
    ages.tab_to("[data-do=cube]").await;
    // The first that begins so, and the next.
    ages.press("Str").await;
    browser.until("document.querySelector('.res').textContent.startsWith('Stranieri sotto')").await;
    browser.press(Key::Down + "").await;
    ages.count += 1;
    browser.until("document.querySelector('.res').textContent.startsWith('Stranieri residenti')").await;
    ages.tab_to("#campo-ageband summary").await;
    ages.press(" ").await;
    ages.tab_to("[data-do='columns:ageband']").await;
    ages.press(" ").await;
    browser.until("document.querySelectorAll('.as-asked .pivot thead th').length === 21").await;
    assert!(ages.count <= 25, "{} presses", ages.count);

    // Which labour systems lost residents: a question of the page of all.
    browser.go_living(&site.url(&question(None))).await;
    let mut systems = presses();
    systems.begin().await;
    systems.tab_to("a[href*='residents-of-labour-systems']").await;
    systems.press("\u{e007}").await;
    browser.until("document.querySelector('.pivot')").await;
    let first = browser.say(TABLE).await;
    assert!(first.contains("Livigno"), "{first}");
    assert!(systems.count <= 25, "{} presses", systems.count);
    assert_eq!(browser.complaints().await, Vec::<String>::new());
}

#[tokio::test]
async fn the_address_keeps_the_question_and_steps_are_taken_back() {
    let (site, browser) = lombardia().await;
    browser.go_living(&site.url(&question(Some("industry-by-province")))).await;
    let first = browser.say(TABLE).await;
    browser.choose("[data-do=calculation]", "rank").await;
    browser
        .until(
            "location.search.startsWith('?vista=') && document.querySelector('.sub').textContent.startsWith('posto')",
        )
        .await;
    let ranked = browser.say(TABLE).await;
    assert!(ranked.ends_with("Milano 1 1 1 1 1 1 1 1 1 1"), "{ranked}");
    assert_eq!(browser.text("h1").await, "La tua domanda");
    let english = browser.say("document.querySelector('.slim a[hreflang=en]').getAttribute('href')").await;
    assert!(english.contains("/en/analysis/industry-by-province/?vista="), "{english}");
    browser.click("[data-do=undo]").await;
    browser.until("location.search === ''").await;
    browser.until("document.querySelector('h1').textContent.startsWith('In quali')").await;
    assert_eq!(browser.say(TABLE).await, first);
    browser.click("[data-do=redo]").await;
    browser.until("location.search.startsWith('?vista=')").await;
    settled(&browser).await;
    // The same in a window of its own, and in English.
    let here = [site.origin(), browser.here().await].concat();
    browser.go_living(&here).await;
    browser.until("document.querySelector('.pivot')").await;
    assert_eq!(browser.say(TABLE).await, ranked);
    browser.go_living(&site.url(english.trim_start_matches('/'))).await;
    browser.until("document.querySelector('.sub')?.textContent.startsWith('place')").await;
    // Kept on the device, and let go.
    browser.click("[data-do=save]").await;
    browser.until("document.querySelectorAll('.kept li').length === 1").await;
    browser.go_living(&here).await;
    browser.until("document.querySelector('.pivot') && document.querySelectorAll('.kept li').length === 1").await;
    browser.click("[data-do=forget]").await;
    browser.until("!document.querySelector('.kept li')").await;
    assert_eq!(browser.complaints().await, Vec::<String>::new());
}

#[tokio::test]
async fn an_indicator_opens_as_a_question() {
    let (site, browser) = lombardia().await;
    browser.go_living(&site.url("indicatore/foreign-residents/province/mappa/")).await;
    browser.run("window.same = true").await;
    browser.click("#metodo a[href*='/analisi/?']").await;
    browser.until("document.querySelectorAll('.pivot thead th').length === 4").await;
    assert_eq!(browser.ask("window.same === true").await, json!(true), "a document was loaded");
    assert_eq!(browser.count(".pivot tbody tr").await, 12);
    assert_eq!(browser.complaints().await, Vec::<String>::new());
}

#[tokio::test]
async fn what_cannot_be_crossed_or_read_is_said_and_leads_on() {
    let (site, browser) = lombardia().await;
    let with = |view: &View| site.url(&format!("{}?vista={}", question(None), pack(view)));
    // Sex by education: not published together.
    let mut view = View::of("median-hourly-wage", "province");
    view.rows = vec!["sex".into()];
    view.columns = vec!["education".into()];
    browser.go_living(&with(&view)).await;
    browser.until("document.querySelector('.error-box')").await;
    let said = browser.text(".error-box p").await;
    assert!(said.starts_with("Sesso, Titolo di studio non si incrociano"), "{said}");
    // The wells are there: one press mends it.
    browser.click("#campo-sex summary").await;
    browser.click("[data-do='columns:sex']").await;
    browser.until("document.querySelector('.pivot')").await;
    // An indicator that is gone, a damaged address, one of a newer version.
    for (address, words) in [
        (with(&View::of("nope", "comune")), "L’indicatore «nope» non c’è più"),
        (site.url(&format!("{}?vista=abc", question(None))), "L’indirizzo è incompleto"),
        (site.url(&format!("{}?vista=eyJ2aWV3Ijo5fQ", question(None))), "Questo indirizzo è di una versione più nuova"),
    ] {
        browser.go_living(&address).await;
        browser.until("document.querySelector('.error-box')").await;
        let said = browser.text(".error-box p").await;
        assert!(said.starts_with(words), "{said}");
        assert_eq!(browser.count(".error-box a").await, 1);
    }
    // A name from the address is text.
    browser.go_living(&with(&View::of("<img src=x onerror=alert(1)>", "comune"))).await;
    browser.until("document.querySelector('.error-box')").await;
    assert_eq!(browser.count(".error-box img").await, 0);
}

#[tokio::test]
async fn a_worker_that_breaks_is_started_again_and_the_question_is_kept() {
    let (site, browser) = lombardia().await;
    browser.go_living(&site.url(&question(Some("industry-by-province")))).await;
    browser.until("document.querySelectorAll('[data-do=cube] option').length > 50").await;
    // Neither the worker nor what it reads can be had.
    site.fail(true);
    browser.choose("[data-do=calculation]", "rank").await;
    browser.until("document.querySelector('.error-box')").await;
    let asked = browser.say("location.search").await;
    assert!(asked.starts_with("?vista="), "{asked}");
    site.fail(false);
    browser.click("[data-do=retry]").await;
    browser
        .until(
            "!document.querySelector('.error-box') && document.querySelector('.sub').textContent.startsWith('posto')",
        )
        .await;
    assert_eq!(browser.say("location.search").await, asked);
}

#[tokio::test]
async fn on_a_phone_the_wells_are_a_sheet_and_bars_can_be_read() {
    let site = Served::new(&tests::site("lombardia"));
    let browser = Browser::open(Setup { width: 390, height: 844, ..Setup::default() }).await;
    browser.go_living(&site.url(&question(Some("industry-by-province")))).await;
    let above = browser.ask("document.querySelector('.pivot').getBoundingClientRect().top").await.as_f64().unwrap();
    assert!(above < 700.0, "the table begins at {above}");
    assert_eq!(browser.ask("document.documentElement.scrollWidth <= 390").await, json!(true));
    browser.click(".bench .bar .chip").await;
    browser.until("document.querySelector('#campi:popover-open')").await;
    browser.choose("#campi [data-do=calculation]", "value").await;
    browser.until("document.querySelector('#risultato').textContent && location.search.startsWith('?vista=')").await;
    // Nothing to confirm: the sheet stays, the table behind it has changed.
    assert_eq!(browser.count("#campi:popover-open").await, 1);
    // Twenty columns are turned, and it is said.
    let ages = View { columns: vec!["ageband".into()], ..View::of("foreign-residents", "province") };
    browser.go_living(&site.url(&format!("{}?vista={}", question(None), pack(&ages)))).await;
    browser.until("document.querySelector('.turned .pivot')").await;
    let shown = browser.ask("[...document.querySelectorAll('.pivot')].filter(t => t.getClientRects().length).map(t => [t.tBodies[0].rows.length, t.tHead.rows[0].cells.length])").await;
    assert_eq!(shown, json!([[19, 14]]), "age bands by twelve provinces and the region");
    assert!(browser.text(".turned .small").await.starts_with("Tabella girata"));
    let bars = View { chart: Chart::Bars, ..View::of("women-share", "province") };
    browser.go_living(&site.url(&format!("{}?vista={}", question(None), pack(&bars)))).await;
    browser.until("document.querySelectorAll('.pbar rect').length === 13").await;
}

#[tokio::test]
async fn an_answer_is_drawn_as_lines_parts_and_map_and_its_numbers_stay() {
    let (site, browser) = lombardia().await;
    let view = |chart: Chart, cube: &str, columns: &[&str]| View {
        chart,
        columns: columns.iter().map(|field| (*field).to_owned()).collect(),
        ..View::of(cube, "province")
    };
    let with = |view: &View| site.url(&format!("{}?vista={}", question(None), pack(view)));
    for (view, drawn) in [
        (
            view(Chart::Lines, "employment-rate", &["period"]),
            "document.querySelectorAll('.fig-answer svg.chart.wide .ln').length >= 13",
        ),
        (
            view(Chart::Multiples, "employment-rate", &["period"]),
            "document.querySelectorAll('.multiples figure').length === 12",
        ),
        (view(Chart::Stacked, "foreign-residents", &["sex"]), "document.querySelectorAll('.stacked li').length === 12"),
        (view(Chart::Map, "women-share", &[]), "document.querySelectorAll('svg.map use').length === 12"),
    ] {
        browser.go_living(&with(&view)).await;
        browser.until(drawn).await;
        // The numbers are there, behind a press, as many as there are places and the region.
        assert_eq!(browser.count(".apart .pivwrap:not(.turned *) .pivot tbody tr").await, 12, "{:?}", view.chart);
        let pressed = browser.say("document.querySelector('[data-do=chart][aria-pressed=true]').value").await;
        assert_eq!(pressed, view.chart.id());
    }
    // Parts below zero make no whole, and a map of shares does not show their total.
    let mut balance = View { chart: Chart::Stacked, ..View::of("contract-balance-12-months", "region") };
    (balance.rows, balance.columns) = (vec!["period".into()], vec!["territory".into()]);
    balance.choices.insert("territory".into(), ["region/01", "region/03"].map(String::from).to_vec());
    browser.go_living(&with(&balance)).await;
    browser.until("document.querySelector('.bench details.apart .pivot')").await;
    assert!(browser.text(".bench > section").await.contains("Ci sono valori sotto zero"));
    assert_eq!(browser.count(".stacked").await, 0);
    let mut shares = view(Chart::Map, "persons-employed-by-activity", &["section"]);
    shares.calculation = Calculation::ShareOfRow;
    browser.go_living(&with(&shares)).await;
    browser.until("document.querySelector('svg.map use')").await;
    let shown = browser.text(".fig-answer .fig-sub").await;
    assert!(shown.starts_with("Sulla mappa: ") && !shown.contains("Totale"), "{shown}");
    // A map of counts is not offered, and said why where it is asked for.
    let counts = view(Chart::Map, "resident-population", &[]);
    browser.go_living(&with(&counts)).await;
    browser.until("document.querySelector('.error-box')").await;
    assert!(browser.text(".error-box p").await.contains("una mappa di conteggi mostrerebbe dove vive più gente"));
    browser.go_living(&with(&View { chart: Chart::Table, ..counts })).await;
    browser.until("document.querySelector('.pivot')").await;
    assert_eq!(browser.count("[data-do=chart][value=map]").await, 0);
    // Chosen by a press; what cannot be drawn like that any more stands as numbers.
    browser.go_living(&with(&view(Chart::Table, "employment-rate", &["period"]))).await;
    browser.until("document.querySelector('.pivot')").await;
    browser.click("[data-do=chart][value=lines]").await;
    browser.until("document.querySelector('.fig-answer svg.chart')").await;
    browser.click("#campo-period summary").await;
    browser.click("[data-do='filters:period']").await;
    browser.until("!document.querySelector('.fig-answer') && document.querySelector('.pivot')").await;
    assert_eq!(browser.complaints().await, Vec::<String>::new());
}

/// Keeps what the page hands over as `window.taken`: name, kind, and bytes in base64.
const CATCH: &str = "
    const made = URL.createObjectURL;
    URL.createObjectURL = (blob) => { window.blob = blob; return made.call(URL, blob); };
    HTMLAnchorElement.prototype.click = async function () {
        const bytes = new Uint8Array(await window.blob.arrayBuffer());
        window.taken = { name: this.download, kind: window.blob.type, bytes: btoa(String.fromCharCode(...bytes)) };
    };";

#[tokio::test]
async fn what_is_seen_is_taken_along_in_every_format_and_others_read_it() {
    let (site, browser) = lombardia().await;
    browser.go_living(&site.url(&question(Some("industry-by-province")))).await;
    browser.until("document.querySelectorAll('[data-do=cube] option').length > 50").await;
    browser.run(CATCH).await;
    let folder = tempfile::tempdir().unwrap();
    for (kind, ending) in
        [("csv", "csv"), ("excel-csv", "excel-it.csv"), ("xlsx", "xlsx"), ("json", "json"), ("parquet", "parquet")]
    {
        browser.run("delete window.taken; document.querySelector('.take').open = true").await;
        browser.click(&format!("[data-do='take:{kind}']")).await;
        browser.until("window.taken").await;
        let name = browser.say("window.taken.name").await;
        assert_eq!(name, format!("persons-employed-by-activity.{ending}"));
        let bytes = browser.say("window.taken.bytes").await;
        std::fs::write(folder.path().join(format!("t.{ending}.b64")), bytes).unwrap();
    }
    browser.run("navigator.clipboard.writeText = async (text) => { window.copied = text; }").await;
    browser.run("document.querySelector('.take').open = true").await;
    browser.click("[data-do='take:copy']").await;
    browser.until("window.copied").await;
    let copied = browser.say("window.copied").await;
    assert!(copied.starts_with("Province\t") && copied.contains("\nLecco\t39,4\t"), "{copied}");
    // Lines of code, which run: against the files of the site that is served.
    browser.run("document.querySelector('.take').open = true").await;
    browser.click("[data-do='take:code']").await;
    browser.until("document.querySelectorAll('.snippets pre').length === 4").await;
    let python = browser.say("document.querySelectorAll('.snippets pre')[1].textContent").await;
    std::fs::write(folder.path().join("snippet.py"), &python).unwrap();
    let sql = browser.say("document.querySelectorAll('.snippets pre')[0].textContent").await;
    let here = tests::site("lombardia").display().to_string();
    std::fs::write(folder.path().join("snippet.sql"), sql.replace(site.origin().trim_end_matches('/'), &here)).unwrap();
    let script = "
import base64, json, os, sys
import duckdb, pandas as pd
os.chdir(sys.argv[1])
for name in os.listdir('.'):
    if name.endswith('.b64'):
        open(name[:-4], 'wb').write(base64.b64decode(open(name).read()))
n = 13
p = pd.read_parquet('t.parquet')
x = pd.read_excel('t.xlsx', dtype={0: str})
c = pd.read_csv('t.csv', nrows=n)
e = pd.read_csv('t.excel-it.csv', sep=';', decimal=',', nrows=n)
j = json.load(open('t.json'))
first = [float(p['BTC'][0]), float(x.iloc[0, 2]), float(c.iloc[0, 2]), float(e.iloc[0, 2]), float(j['value'][0])]
rows = [len(p), len(x), len(c), len(e), j['size'][0]]
exec(open('snippet.py').read())
s = duckdb.sql(open('snippet.sql').read()).fetchall()
print(first, rows, len(d), len(s), p['territory'][0], x.iloc[0, 0])
";
    let path = folder.path().to_str().unwrap();
    let said = tests::output(&tests::readers(), &["-c", script, path]);
    assert_eq!(said.trim(), "[39.4, 39.4, 39.4, 39.4, 39.4] [13, 13, 13, 13, 13] 117 117 097 097");
    // Without the network CSV is made all the same, and the other formats say what they lack.
    browser.go_living(&site.url(&question(Some("industry-by-province")))).await;
    browser.until("document.querySelectorAll('[data-do=cube] option').length > 50").await;
    site.fail(true);
    browser.run("document.querySelector('.take').open = true").await;
    browser.click("[data-do='take:xlsx']").await;
    browser.until("document.querySelector('.said').textContent !== ''").await;
    site.fail(false);
}

#[tokio::test]
async fn an_answer_is_taken_along_as_a_picture_and_framed_as_it_was_asked() {
    let (site, browser) = lombardia().await;
    let view = View { chart: Chart::Map, ..View::of("employment-rate", "province") };
    let address = site.url(&format!("{}?vista={}", question(None), pack(&view)));
    browser.go_living(&address).await;
    browser.until("document.querySelector('.drawn-map .chart')").await;
    picture(&browser, "SVG").await;
    let text = browser.say(TEXTS).await;
    for part in ["Tasso di occupazione", "ogni 100 persone", "Lombardia 71,9", "Istat", "CC BY 4.0", address.as_str()] {
        assert!(text.contains(part), "{part}: {text}");
    }
    // The land is in the picture, in the colours of its classes.
    assert_eq!(browser.ask("window.taken.picture.querySelectorAll('[fill^=rgb] > path[d]').length >= 12").await, true);
    assert_eq!(browser.count("svg.map use").await, 12);
    assert_eq!(browser.ask("window.taken.picture.querySelectorAll('use, image, [class]').length").await, 0);

    // In another page it is the answer alone.
    browser.go("about:blank").await;
    browser.go_living(&format!("{address}#figura")).await;
    browser.until("document.querySelector('.drawn-map .chart')").await;
    let shown = "['.ask', '.tool', '.wells', 'footer', '.kept', '.cite', '.res', 'svg.map', '.source'].filter(css => document.querySelector(css)?.checkVisibility()).join()";
    assert_eq!(browser.say(shown).await, ".res,svg.map,.source");

    // On the page of all questions there is nothing to take along.
    browser.go_living(&site.url(&question(None))).await;
    assert_eq!(browser.ask("document.querySelector('.actions').checkVisibility()").await, false);
}
