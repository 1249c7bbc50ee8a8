//! Whole numbers are written without ".0": a third of a file of counts.

use serde::{Serialize, Serializer};

/// Above this a whole `f64` is not exact any more.
const EXACT: f64 = 9_007_199_254_740_992.0;

struct Number(f64);

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0.fract() == 0.0 && self.0.abs() < EXACT {
            serializer.serialize_i64(self.0 as i64)
        } else {
            serializer.serialize_f64(self.0)
        }
    }
}

#[expect(clippy::ref_option, reason = "serde hands fields over by reference")]
pub(crate) fn one<S: Serializer>(value: &Option<f64>, serializer: S) -> Result<S::Ok, S::Error> {
    value.map(Number).serialize(serializer)
}

pub(crate) fn list<S: Serializer>(values: &[Option<f64>], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(values.iter().map(|v| v.map(Number)))
}

#[cfg(test)]
mod tests {
    use crate::cube::Cell;

    #[test]
    fn counts_have_no_decimals_and_missing_values_are_left_out() {
        let cell = Cell { value: Some(1.5), numerator: Some(3.0), ..Cell::default() };
        assert_eq!(serde_json::to_string(&cell).unwrap(), r#"{"value":1.5,"numerator":3}"#);
    }
}
