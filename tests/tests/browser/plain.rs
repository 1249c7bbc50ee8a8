//! Without scripts the content is whole, and what needs a script is not shown.

use super::{indicator, path};
use model::release::{Route, View};
use tests::browser::{Browser, Setup};
use tests::pages::{OVER_TIME, RATIO, territory};
use tests::served::Served;

#[tokio::test]
async fn without_scripts_every_page_is_whole() {
    let site = Served::new(&tests::site("lombardia"));
    let browser = Browser::open(Setup { scripts: false, ..Setup::default() }).await;
    for (page, wanted) in [
        (path(&Route::Home), vec![("h1", 1), ("article.card", 4), ("main img.map", 1), ("form#cerca[action]", 1)]),
        (indicator(RATIO, "comune", View::Map), vec![("g.u path", 1502), (".ex-legend svg", 1), (".bar .chip", 3)]),
        (indicator(OVER_TIME, "comune", View::Chart), vec![("main svg.chart", 1)]),
        (indicator(OVER_TIME, "comune", View::Table), vec![("main .names tbody tr", 1502)]),
        (
            path(&territory("comune", "016024")),
            vec![("article.card", 4), ("main table", 1), (".rows .position", 25), ("main a[download]", 4)],
        ),
        (
            path(&Route::Analysis { id: Some("industry-by-province".into()) }),
            vec![(".pivot tbody tr", 12), (".pivot tfoot tr", 1), (".others a", 5)],
        ),
        (path(&Route::Analysis { id: None }), vec![("main .list a", 6), ("main details a", 91)]),
        (path(&Route::Dashboard { id: None }), vec![("main .list a", 2), ("main noscript", 1)]),
        (
            path(&Route::Dashboard { id: Some("ages".into()) }),
            vec![
                (".panel", 4),
                (".panel svg.map use", 46),
                (".stacked li", 12),
                (".panel svg.chart", 1),
                (".pivot", 4),
            ],
        ),
        (
            path(&Route::Story { id: Some("women-work-and-pay".into()) }),
            vec![(".panel", 4), (".prose", 5), (".key-figure", 1), ("svg.map use", 12)],
        ),
        (path(&Route::Territories), vec![("main a[href*='territorio/']", 50)]),
    ] {
        browser.go(&site.url(&page)).await;
        assert_eq!(browser.count("html[data-app]").await, 0, "{page}: scripts run");
        for (css, least) in wanted {
            let found = browser.count(css).await;
            assert!(found >= least, "{page}: {found} of {css}, expected {least}");
        }
        let idle = "[...document.querySelectorAll('.js-only')].filter(e => e.getClientRects().length).length";
        assert_eq!(browser.ask(idle).await, serde_json::json!(0), "{page} shows controls that do nothing");
    }
    // What stands beside wells elsewhere has their place too.
    browser.go(&site.url(&path(&Route::Analysis { id: Some("industry-by-province".into()) }))).await;
    let wide = "document.querySelector('.bench > section').getBoundingClientRect().width > 900";
    assert_eq!(browser.ask(wide).await, serde_json::json!(true));
    browser.go(&site.url(&indicator(RATIO, "comune", View::Map))).await;
    // The sheet opens without scripts.
    browser.click(".bar .chip").await;
    browser.click(".controls a[href*='province/mappa/']").await;
    browser.until("location.pathname.includes('/province/')").await;
    assert_eq!(browser.count("g.u path").await, 12);
}
