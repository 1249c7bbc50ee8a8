//! Five things that people come for, from the home page to the answer: how many times they press or type, and for how long they wait.

#![allow(clippy::print_stdout, reason = "the table of tasks")]

use std::time::Instant;
use tests::browser::{Browser, Setup};
use tests::served::Served;

/// A reader with a phone, at the home page of a portal.
struct Reader {
    browser: Browser,
    task: &'static str,
    /// Presses, choices of an option, and words typed.
    actions: u32,
    began: Instant,
}

impl Reader {
    async fn at_home(site: &Served, task: &'static str) -> Self {
        let browser = Browser::open(Setup { width: 390, height: 844, ..Setup::default() }).await;
        browser.go_living(&site.url("")).await;
        Self { browser, task, actions: 0, began: Instant::now() }
    }

    async fn press(&mut self, css: &str) {
        self.actions += 1;
        self.browser.until(&format!("document.querySelector({css:?})")).await;
        self.browser.run(&format!("document.querySelector({css:?}).scrollIntoView({{ block: 'center' }});")).await;
        self.browser.click(css).await;
    }

    async fn find(&mut self, css: &str, word: &str) {
        self.actions += 2;
        self.browser.type_into(css, word).await;
        self.browser.until("document.querySelector('.suggest [role=option]:not(.nothing)')?.checkVisibility()").await;
        self.browser.press("\u{e007}").await;
    }

    async fn choose(&mut self, css: &str, value: &str) {
        self.actions += 1;
        self.browser.choose(css, value).await;
    }

    /// The answer stands; it took so many actions at most.
    async fn answered(self, expression: &str, most: u32) {
        self.browser.until(expression).await;
        println!("{}: {} actions, {:.1} s", self.task, self.actions, self.began.elapsed().as_secs_f64());
        assert!(self.actions <= most, "{}: {} actions", self.task, self.actions);
    }
}

#[tokio::test]
async fn five_tasks_take_few_actions_on_a_phone() {
    let site = Served::new(&tests::site("lombardia"));

    let mut reader = Reader::at_home(&site, "find my municipality, and whether it is high or low").await;
    reader.find("#trova", "gromo").await;
    let first_screen = "(e => e && e.getBoundingClientRect().bottom < 844 && e.textContent.includes('comuni su 100'))";
    reader.answered(&format!("{first_screen}(document.querySelector('main .lead'))"), 3).await;

    let mut reader = Reader::at_home(&site, "rank and draw three places").await;
    reader.find("#trova", "contribuenti con reddito fino").await;
    reader.press(".bar .seg a:last-child").await;
    reader.browser.until("document.querySelector('.names tbody tr td')").await;
    reader.press(".bar .seg a:nth-child(2)").await;
    for place in ["gromo", "sondrio", "pavia"] {
        reader.find("#accanto", place).await;
        reader
            .browser
            .until(&format!("document.querySelector('.readout').textContent.toLowerCase().includes('{place}')"))
            .await;
    }
    reader.answered("document.querySelectorAll('.chart.narrow .ln').length >= 4", 10).await;

    let mut reader = Reader::at_home(&site, "put a map into a page of one's own").await;
    reader.press(".questions a").await;
    reader.press(".actions summary").await;
    reader.browser.until("document.querySelector('.device button:last-of-type')").await;
    reader.press(".device button:last-of-type").await;
    reader.answered("document.querySelector('#codice')?.value.includes('<iframe')", 3).await;

    let mut reader = Reader::at_home(&site, "employed women by province").await;
    reader.find("#trova", "tasso di occupazione").await;
    reader.press(".bar button.chip").await;
    reader.choose("#f-sex", "F").await;
    reader.answered("document.querySelector('.ex-answer').textContent.includes('donne')", 4).await;

    let mut reader = Reader::at_home(&site, "what has changed").await;
    reader.press(".menu summary").await;
    reader.press("header .menu a[href*='revision']").await;
    reader.answered("document.querySelector('main h1') && document.querySelectorAll('main table').length > 0", 2).await;
}
