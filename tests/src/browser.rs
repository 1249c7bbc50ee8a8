//! Chromium without a window, driven through chromedriver. Both must be installed; nothing is downloaded.

use crate::driver::{Process, ReadLog};
use serde_json::{Value, json};
use std::time::{Duration, Instant};
use tempfile::TempDir;
use thirtyfour::common::command::Command;
use thirtyfour::extensions::cdp::ChromeDevTools;
use thirtyfour::prelude::*;

/// How long a page may take to become what a test waits for.
const PATIENCE: Duration = Duration::from_secs(20);

const FLAGS: [&str; 8] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-dev-shm-usage",
];

/// How the browser is set up.
#[derive(Debug, Clone, Copy)]
pub struct Setup {
    /// CSS pixels.
    pub width: u32,
    /// CSS pixels.
    pub height: u32,
    /// Whether scripts of pages run.
    pub scripts: bool,
    /// Whether the reader prefers a dark page.
    pub dark: bool,
}

impl Default for Setup {
    fn default() -> Self {
        Self { width: 1280, height: 900, scripts: true, dark: false }
    }
}

impl Setup {
    /// A phone, 360 pixels wide.
    pub fn phone() -> Self {
        Self { width: 360, height: 740, ..Self::default() }
    }
}

/// A browser with one page.
#[derive(Debug)]
pub struct Browser {
    /// The session, for what the methods below do not cover.
    pub driver: WebDriver,
    process: Process,
    _profile: TempDir,
}

impl Drop for Browser {
    /// Ends the session, and with it Chromium: the driver would leave it behind. Also when a test fails.
    fn drop(&mut self) {
        let session = self.driver.handle.session_id().clone();
        let _ = self.driver.clone().leak();
        self.process.end(&session.to_string());
    }
}

impl Browser {
    /// Starts one with a fresh profile.
    pub async fn open(setup: Setup) -> Self {
        let process = Process::start();
        let profile = tempfile::tempdir().unwrap();
        let mut wanted = DesiredCapabilities::chrome();
        for flag in FLAGS {
            wanted.add_arg(flag).unwrap();
        }
        wanted.add_arg(&format!("--user-data-dir={}", profile.path().display())).unwrap();
        wanted.add_arg(&format!("--window-size={},{}", setup.width, setup.height)).unwrap();
        if !setup.scripts {
            let no_scripts = json!({"profile.managed_default_content_settings.javascript": 2});
            wanted.add_experimental_option("prefs", no_scripts).unwrap();
        }
        wanted.set_base_capability("goog:loggingPrefs", json!({"browser": "ALL", "performance": "ALL"})).unwrap();
        let address = format!("http://127.0.0.1:{}", process.port);
        let driver = WebDriver::new(address, wanted).await.expect("a session of Chromium");
        let browser = Self { driver, process, _profile: profile };
        // A window has a least width; the page must not.
        let size =
            json!({"width": setup.width, "height": setup.height, "deviceScaleFactor": 1, "mobile": setup.width < 600});
        browser.cdp("Emulation.setDeviceMetricsOverride", size).await;
        browser.prefer(if setup.dark { "dark" } else { "light" }).await;
        browser
    }

    /// Sets the reader's preference for light or dark pages.
    pub async fn prefer(&self, scheme: &str) {
        let features = json!({"features": [{"name": "prefers-color-scheme", "value": scheme}]});
        self.cdp("Emulation.setEmulatedMedia", features).await;
    }

    /// The reader saves data, on pages that are opened from now on: nothing comes that was not asked for.
    pub async fn save_data(&self) {
        let saves = "Object.defineProperty(Navigator.prototype, 'connection', {get: () => ({saveData: true})});";
        self.cdp("Page.addScriptToEvaluateOnNewDocument", json!({"source": saves})).await;
    }

    /// A command of the Chrome `DevTools` Protocol.
    pub async fn cdp(&self, command: &str, parameters: Value) -> Value {
        let tools = ChromeDevTools::new(self.driver.handle.clone());
        tools.execute_cdp_with_params(command, parameters).await.unwrap_or_else(|e| panic!("{command}: {e}"))
    }

    /// Opens an address and waits for its document.
    pub async fn go(&self, url: &str) {
        self.driver.goto(url).await.unwrap_or_else(|e| panic!("{url}: {e}"));
    }

    /// Opens an address and waits until the living part of the page has taken over, and what stands in its sheet and its fonts have
    /// come: another font breaks lines elsewhere.
    pub async fn go_living(&self, url: &str) {
        self.visit(url, true).await;
    }

    /// Opens an address; when the page is one that comes to life, waits for that.
    pub async fn visit(&self, url: &str, living: bool) {
        self.go(url).await;
        if living {
            self.until(
                "document.documentElement.dataset.app === 'ready' && document.fonts.status === 'loaded' && (navigator.connection?.saveData || \
                 !document.querySelector('#scelte') || document.querySelector('#scelte .controls'))",
            )
            .await;
        }
    }

    /// Runs the body of a function in the page.
    pub async fn run(&self, script: &str) -> Value {
        let result = self.driver.execute(script, Vec::new()).await.unwrap_or_else(|e| panic!("{script}: {e}"));
        result.json().clone()
    }

    /// The value of an expression in the page.
    pub async fn ask(&self, expression: &str) -> Value {
        self.run(&format!("return ({expression});")).await
    }

    /// The value of an expression that is a text.
    pub async fn say(&self, expression: &str) -> String {
        self.ask(expression).await.as_str().unwrap_or_default().to_owned()
    }

    /// Text of the first element that matches, spaces joined; empty when there is none.
    pub async fn text(&self, css: &str) -> String {
        let text = self.say(&format!("document.querySelector({css:?})?.textContent ?? ''")).await;
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Number of elements that match.
    pub async fn count(&self, css: &str) -> u64 {
        self.ask(&format!("document.querySelectorAll({css:?}).length")).await.as_u64().unwrap()
    }

    /// Path and query of the page.
    pub async fn here(&self) -> String {
        self.say("location.pathname + location.search").await
    }

    /// Waits until an expression is true.
    pub async fn until(&self, expression: &str) {
        let start = Instant::now();
        loop {
            let script = format!("return Boolean({expression});");
            // While one page gives way to the next there is nothing to run a script in.
            let answer = self.driver.execute(&script, Vec::new()).await;
            if answer.is_ok_and(|a| a.json() == &Value::Bool(true)) {
                return;
            }
            if start.elapsed() > PATIENCE {
                let (here, main) = (self.here().await, self.text("main").await);
                let shown: String = main.chars().take(300).collect();
                panic!("waited in vain for {expression} on {here}: {shown}; log: {:?}", self.log("browser").await);
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Opens the sheet or menu that an element stands in, as a reader has done who presses it.
    async fn uncover(&self, css: &str) {
        // What stands in a sheet comes after the page.
        self.until(&format!("document.querySelector({css:?})")).await;
        let script = "const of = document.querySelector(CSS), sheet = of?.closest('[popover]:not(:popover-open)'); \
                      sheet?.showPopover(); \
                      if (!of?.closest('summary')) of?.closest('details:not([open])')?.setAttribute('open', '');";
        self.run(&script.replace("CSS", &format!("{css:?}"))).await;
    }

    /// Clicks the first element that matches; in a sheet or menu once that is open.
    pub async fn click(&self, css: &str) {
        self.uncover(css).await;
        let element = self.driver.find(By::Css(css)).await.unwrap_or_else(|e| panic!("{css}: {e}"));
        element.scroll_into_view().await.unwrap();
        element.click().await.unwrap_or_else(|e| panic!("{css}: {e}"));
    }

    /// Types into the element that matches.
    pub async fn type_into(&self, css: &str, keys: impl Into<TypingData>) {
        self.uncover(css).await;
        let element = self.driver.find(By::Css(css)).await.unwrap_or_else(|e| panic!("{css}: {e}"));
        element.send_keys(keys.into()).await.unwrap_or_else(|e| panic!("{css}: {e}"));
    }

    /// Types into whatever has the focus.
    pub async fn press(&self, keys: impl Into<TypingData>) {
        self.driver.active_element().await.unwrap().send_keys(keys.into()).await.unwrap();
    }

    /// Chooses an option as a reader does: sets the control and tells the page.
    pub async fn choose(&self, css: &str, value: &str) {
        self.until(&format!("document.querySelector({css:?})")).await;
        self.run(&format!(
            "const s = document.querySelector({css:?}); s.value = {value:?}; \
             for (const kind of ['input', 'change']) s.dispatchEvent(new Event(kind, {{bubbles: true}}));"
        ))
        .await;
    }

    /// What a log holds since it was last read: `browser` (console) or `performance` (events of the network).
    pub async fn log(&self, kind: &'static str) -> Vec<Value> {
        let answer = self.driver.handle.cmd(Command::ExtensionCommand(Box::new(ReadLog(kind)))).await.unwrap();
        answer.value().unwrap()
    }

    /// Errors and warnings on the console since it was last read.
    pub async fn complaints(&self) -> Vec<String> {
        let loud = |entry: &&Value| matches!(entry["level"].as_str(), Some("SEVERE" | "WARNING"));
        self.log("browser")
            .await
            .iter()
            .filter(loud)
            .map(|e| e["message"].as_str().unwrap_or_default().to_owned())
            .collect()
    }

    /// Addresses asked for since it was last read, sorted; those made inside the page (`data:`, `blob:`) are left out.
    pub async fn requests(&self) -> Vec<String> {
        let mut asked: Vec<String> = self
            .log("performance")
            .await
            .iter()
            .filter_map(|entry| serde_json::from_str::<Value>(entry["message"].as_str()?).ok())
            .filter(|event| event["message"]["method"] == "Network.requestWillBeSent")
            .filter_map(|event| event["message"]["params"]["request"]["url"].as_str().map(str::to_owned))
            .filter(|url| url.starts_with("http"))
            .collect();
        asked.sort();
        asked
    }
}
