//! The table schemas that an office hands to its supplier say what the program reads.

#![allow(clippy::unwrap_used, reason = "tests")]

use events::deliver::{COLUMNS, LOMBARDIA};

fn names(schema: &str) -> Vec<String> {
    let schema: serde_json::Value = serde_json::from_str(schema).unwrap();
    let fields = schema["fields"].as_array().unwrap();
    fields.iter().map(|field| field["name"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn schemas_name_the_columns_in_their_order() {
    assert_eq!(names(include_str!("../../../docs/schemas/cob.json")), COLUMNS);
    assert_eq!(names(include_str!("../../../docs/schemas/cob-lombardia.json")), LOMBARDIA);
}
