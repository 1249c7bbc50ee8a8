//! The browser's entry of the comparing page.

fn main() {
    app::browser::compare();
}
