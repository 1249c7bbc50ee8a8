//! Texts that the files of a release say themselves: units and names of derived measures. Texts of the interface are in the
//! crate `words`, which this one does not know: a label of a page changes no file of data.

use model::Text;

/// Italian and English.
pub(crate) type Pair = (&'static str, &'static str);

/// Unit of what a value counts.
pub(crate) const ABSOLUTE: Pair = ("numeri assoluti", "absolute numbers");
/// Unit of a count set against residents.
pub(crate) const PER_CAPITA: Pair = ("ogni 1.000 residenti", "per 1,000 residents");
/// Who they are.
pub(crate) const RESIDENTS: Pair = ("residenti", "residents");
/// When they were counted.
pub(crate) const ON_1_JANUARY: Pair = (" al 1º gennaio {year}", " on 1 January {year}");
/// The year of the value itself, where years differ.
pub(crate) const OF_THE_YEAR: Pair = ("dell’anno", "of the year");
/// End of the name of a change.
pub(crate) const CHANGE: Pair = (", variazione", ", change");
/// How a change reads.
pub(crate) const A_CHANGE_OF: Pair = ("variazione di {value}", "a change of {value}");
/// Unit of a change of counts.
pub(crate) const PERCENT: Pair = ("per cento", "percent");
/// Unit of a change of percentages.
pub(crate) const PERCENTAGE_POINTS: Pair = ("punti percentuali", "percentage points");
/// Unit of any other change.
pub(crate) const DIFFERENCE: Pair = ("differenza", "difference");
/// What it is set against.
pub(crate) const SINCE_A_YEAR_BEFORE: Pair = ("rispetto a un anno prima", "against a year before");

/// The same text in both languages is a pair of it.
pub(crate) const fn same(text: &'static str) -> Pair {
    (text, text)
}

/// A pair as the files have it.
pub(crate) fn text(pair: Pair) -> Text {
    Text { it: pair.0.into(), en: pair.1.into() }
}
