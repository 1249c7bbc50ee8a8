//! The browser's entry.

fn main() {
    app::browser::start();
}
