//! Pictures of every type of page, at the width of a phone and of a desktop, light and dark: for whoever changes the look.
//!
//! `make pictures` writes them into `pictures/`, or only those whose name holds `ONLY`.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a program of the tests")]

use model::Locale;
use serde_json::json;
use std::path::Path;
use tests::browser::{Browser, Setup};
use tests::pages::samples;
use tests::served::Served;

/// Widths and how much is seen at once, in CSS pixels.
const SCREENS: [(u32, u32); 2] = [(390, 844), (1440, 900)];
/// Longer pages are cut: a picture is to be looked at.
const LONGEST: u64 = 6_000;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let only = std::env::var("ONLY").unwrap_or_default();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../pictures");
    for portal in ["lombardia", "abruzzo"] {
        let site = Served::new(&tests::site(portal));
        let browser = Browser::open(Setup::default()).await;
        std::fs::create_dir_all(folder.join(portal)).unwrap();
        // The second portal has its own home; its other pages are made of the same parts.
        let own = |name: &str| portal == "lombardia" || name.starts_with("home");
        for sample in samples().iter().filter(|sample| own(sample.name) && sample.name.contains(&only)) {
            for (width, height) in SCREENS {
                for scheme in ["light", "dark"] {
                    browser.prefer(scheme).await;
                    let screen = |height: u64| json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600});
                    browser.cdp("Emulation.setDeviceMetricsOverride", screen(height.into())).await;
                    browser.visit(&site.url(&sample.path()), sample.living()).await;
                    let whole = browser.ask("document.documentElement.scrollHeight").await.as_u64().unwrap_or_default();
                    browser.cdp("Emulation.setDeviceMetricsOverride", screen(whole.min(LONGEST))).await;
                    // Pictures that come when they are near.
                    browser
                        .until("[...document.images].every(image => image.complete || !image.checkVisibility())")
                        .await;
                    let language = if sample.locale == Locale::It { "" } else { "-en" };
                    let name = format!("{}{language}-{width}-{scheme}.png", sample.name.replace(' ', "-"));
                    browser.driver.screenshot(&folder.join(portal).join(name)).await.unwrap();
                }
            }
        }
    }
    println!("{}", folder.display());
}
