//! A portal of 7,900 municipalities.
#![allow(clippy::unwrap_used, reason = "tests")]

#[test]
fn probe() {
    let place = std::path::Path::new("/tmp/country");
    let _ = std::fs::remove_dir_all(place);
    std::fs::create_dir_all(place).unwrap();
    tests::country::write(&place.join("data"));
}
