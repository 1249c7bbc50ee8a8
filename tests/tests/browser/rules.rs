//! Rules that hold on every page: no control is dead, what it changes is in view, drawings can be read at every width.

use super::{indicator, path};
use model::release::{Route, View};
use serde_json::{Value, json};
use tests::browser::{Browser, Setup};
use tests::pages::{OVER_TIME, RATIO, territory};
use tests::served::Served;

/// Whether the whole page comes to life.
fn living(page: &str) -> bool {
    page.is_empty() || page.contains("indicatore/") || page.contains("confronta")
}

/// Pages with controls, and with drawings.
fn pages() -> Vec<String> {
    let own = |route: Route| path(&route);
    vec![
        indicator(OVER_TIME, "comune", View::Map),
        indicator("employment-rate", "province", View::Map),
        indicator("contract-activations", "region", View::Map),
        indicator(OVER_TIME, "province", View::Chart),
        indicator(RATIO, "sll", View::Table),
        own(Route::Compare),
        own(Route::Places),
        own(Route::Home),
        own(Route::Indicators),
        own(Route::Data),
        own(Route::Territories),
        own(territory("comune", "016118")),
        own(Route::Evidence),
    ]
}

/// Controls of the content that can be used, as a reader meets them: a sheet is open when they are.
const CONTROLS: &str = "[...document.querySelectorAll('main :is(select, button, input, summary)')]\
    .filter(e => !e.disabled && e.ariaDisabled !== 'true' && (e.getClientRects().length || e.closest('.sheet')) && !e.closest('.actions, .device'))";

/// Uses the control at a position; answers what it is called.
const USE: &str = "
    const control = CONTROLS[AT];
    control.closest('[popover]:not(:popover-open)')?.showPopover();
    const said = control.ariaLabel ?? control.labels?.[0]?.textContent ?? control.textContent;
    const tell = (...kinds) => {
        window.before = window.seen();
        for (const kind of kinds) control.dispatchEvent(new Event(kind, { bubbles: true }));
    };
    window.before = window.seen();
    if (control.matches('select')) {
        const other = [...control.options].find(option => option.value !== control.value && !option.disabled);
        if (!other) throw new Error(`${said}: there is nothing else to choose`);
        control.value = other.value;
        tell('input', 'change');
    } else if (control.matches('input[type=range]')) {
        control.value = control.value === control.min ? control.max : control.min;
        tell('input', 'change');
    } else if (control.matches('input[type=checkbox], input[type=radio]')) {
        control.click();
    } else if (control.matches('input')) {
        control.focus();
        control.value = 'zz';
        tell('input', 'change');
    } else {
        control.click();
    }
    return said.trim();";

/// What a reader sees or hears of a page: its address, its content, where it stands and what is open; not what a control itself says.
const SEEN: &str = "window.seen = () => [location.href, document.querySelector('main').innerHTML, scrollY,
    document.querySelectorAll('[popover]:popover-open, details[open], dialog[open]').length,
    document.querySelector('.scroll.names')?.scrollTop].join('|');";

/// Whether something changes within a second.
async fn changes(browser: &Browser) -> bool {
    for _ in 0..30 {
        if browser.ask("window.seen === undefined || window.seen() !== window.before").await == json!(true) {
            return true;
        }
        tokio::time::sleep(std::time::Duration::from_millis(30)).await;
    }
    false
}

#[tokio::test]
async fn no_control_is_dead() {
    let site = Served::new(&tests::site("lombardia"));
    let browser = Browser::open(Setup { width: 390, height: 844, ..Setup::default() }).await;
    let mut used = 0;
    for page in pages() {
        let alive = living(&page);
        browser.visit(&site.url(&page), alive).await;
        // The choice of ages is added by a script that the page fetches.
        browser
            .until("!document.querySelector('#eta') || document.querySelectorAll('.ages select').length === 2")
            .await;
        let all = browser.ask(&format!("{CONTROLS}.length")).await.as_u64().unwrap();
        for at in 0..all {
            if at > 0 {
                browser.visit(&site.url(&page), alive).await;
                browser.until(&format!("{CONTROLS}.length >= {all}")).await;
            }
            browser.run(SEEN).await;
            let mut dead = None;
            // What sifts a list may come after the page: then it is used once more.
            for _ in 0..2 {
                let said = browser.run(&USE.replace("CONTROLS", CONTROLS).replace("AT", &at.to_string())).await;
                dead = Some(said);
                if changes(&browser).await {
                    dead = None;
                    break;
                }
            }
            assert_eq!(dead, None, "{page}: it changes nothing");
            used += 1;
        }
    }
    assert!(used > 60, "{used} controls");
}

#[tokio::test]
async fn what_a_sheet_changes_is_in_view() {
    let site = Served::new(&tests::site("lombardia"));
    let browser = Browser::open(Setup { width: 390, height: 844, ..Setup::default() }).await;
    for (page, control) in [
        (indicator(OVER_TIME, "comune", View::Map), "#anno"),
        (indicator("employment-rate", "province", View::Map), "#f-sex"),
        (indicator("employment-rate", "province", View::Table), "#f-sex"),
        (indicator("employment-rate", "province", View::Chart), "#f-sex"),
    ] {
        browser.go_living(&site.url(&page)).await;
        // From the foot of the page, where the bar has come along.
        browser.run("scrollTo(0, document.body.scrollHeight);").await;
        browser.run("document.querySelector('.sheet').showPopover();").await;
        let top = "document.querySelector('.ex-lead ~ .band').getBoundingClientRect().top";
        browser.until(&format!("{top} >= 0 && {top} < 422")).await;
        let other = format!(
            "[...document.querySelector('{control}').options].find(o => o.value !== document.querySelector('{control}').value).value"
        );
        let other = browser.say(&other).await;
        browser.choose(control, &other).await;
        browser.until("location.search !== ''").await;
        browser.until(&format!("{top} >= 0 && {top} < 422")).await;
    }
}

/// Texts of drawings that are smaller on the screen than can be read, or stand outside of it.
const UNREADABLE: &str = "[...document.querySelectorAll('main svg text')]
    .filter(text => text.checkVisibility() && text.getClientRects().length && text.textContent.trim())
    .map(text => [parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a, text.getBoundingClientRect(), text.textContent])
    .filter(([size, box]) => size < 11.45 || box.left < -1 || box.right > innerWidth + 1)
    .map(([size, box, said]) => `${said}: ${size.toFixed(1)} px, ${Math.round(box.left)} to ${Math.round(box.right)}`)";

#[tokio::test]
async fn every_drawing_can_be_read_at_every_width() {
    let site = Served::new(&tests::site("lombardia"));
    let browser = Browser::open(Setup::default()).await;
    let mut wrong = Vec::new();
    for width in [320, 390, 720, 800, 1024, 1440] {
        let size = json!({"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600});
        browser.cdp("Emulation.setDeviceMetricsOverride", size).await;
        for page in pages() {
            browser.visit(&site.url(&page), living(&page)).await;
            let found: Vec<Value> = browser.ask(UNREADABLE).await.as_array().unwrap().clone();
            wrong.extend(found.iter().take(4).map(|text| format!("{width} {page}: {text}")));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[tokio::test]
async fn what_is_pressed_on_a_phone_is_large_enough() {
    let site = Served::new(&tests::site("lombardia"));
    let browser = Browser::open(Setup { width: 390, height: 844, ..Setup::default() }).await;
    for page in pages() {
        browser.visit(&site.url(&page), living(&page)).await;
        browser.run("document.querySelector('.sheet')?.showPopover();").await;
        let small = "[...document.querySelectorAll('main :is(.bar, .sheet, .controls, .readout-bar) :is(button, select, input, a), main input[type=range]')]\
            .filter(e => e.getClientRects().length && e.checkVisibility() && !e.matches('.link-btn, [type=checkbox]'))\
            .map(e => [e.getBoundingClientRect(), e.outerHTML.slice(0, 90)])\
            .filter(([box]) => box.height < 44 || box.width < 24).map(([box, said]) => `${Math.round(box.width)} x ${Math.round(box.height)}: ${said}`)";
        assert_eq!(browser.ask(small).await, json!([]), "{page}");
        let rows = "[...document.querySelectorAll('main :is(.rows, .list, .catalogue) > li')]\
            .filter(e => e.getClientRects().length && e.getBoundingClientRect().height < 36).length";
        assert_eq!(browser.ask(rows).await, json!(0), "{page}");
    }
}
