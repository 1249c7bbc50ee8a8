//! Addresses as other programs rewrite them: the parts of a query, whatever stands for their letters.

use messages::Message;

/// The chosen territory: what several pages ask for, and scripts take from page to page.
pub const TERRITORY: Message = Message("territorio", "territory");
/// The period that is shown, ISO 8601.
pub const PERIOD: Message = Message("anno", "year");
/// How values are put into classes.
pub const CLASSES: Message = Message("classi", "classes");
/// What a table is sorted by.
pub const ORDER: Message = Message("ordine", "order");
/// Code of the province whose rows a table shows.
pub const PROVINCE: Message = Message("provincia", "province");
/// What the names of a table's rows have in them.
pub const TEXT: Message = Message("testo", "text");
/// Codes of dimensions, as `dimension:code`, separated by commas.
pub const FILTER: Message = Message("filtro", "filter");
/// The reader's own breaks of classes, separated by semicolons.
pub const BREAKS: Message = Message("soglie", "breaks");
/// Territories drawn beside the chosen one, separated by commas.
pub const BESIDE: Message = Message("con", "with");
/// The first and the last period of lines, separated by a comma.
pub const RANGE: Message = Message("periodi", "periods");
/// The measure that is shown, when it is not the value.
pub const MEASURE: Message = Message("misura", "measure");
/// How the map is drawn, when not in colours.
pub const DRAWING: Message = Message("disegno", "drawing");
/// The level of two indicators side by side.
pub const LEVEL: Message = Message("livello", "level");
/// Territories side by side.
pub const PLACES: Message = Message("luoghi", "places");

/// An indicator that a question of one's own begins with.
pub const INDICATOR: Message = Message("indicatore", "indicator");

/// A question of one's own, packed; in both languages.
pub const VIEW: &str = "vista";

/// What a table can be sorted by: value, name, what the value is made of, movement, status.
pub const ORDERS: [Message; 6] = [
    Message("valore", "value"),
    Message("nome", "name"),
    Message("numeratore", "numerator"),
    Message("denominatore", "denominator"),
    Message("variazione", "change"),
    Message("stato", "status"),
];

/// A part of a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Part<'a> {
    /// As it is written, for what is repeated to the reader.
    pub(crate) written: &'a str,
    /// What stands before the equals sign.
    pub(crate) name: String,
    /// What stands after it.
    pub(crate) value: String,
}

/// The parts of a query, with or without its question mark. Those that other sites add to follow readers are none of
/// ours, and are passed over.
pub(crate) fn parts(query: &str) -> impl Iterator<Item = Part<'_>> {
    let parts = query.trim_start_matches('?').split('&').filter(|part| !part.is_empty());
    let own = parts.map(|written| {
        let (name, value) = written.split_once('=').unwrap_or((written, ""));
        Part { written, name: unescaped(name), value: unescaped(value) }
    });
    own.filter(|part| !follows_readers(&part.name))
}

fn follows_readers(name: &str) -> bool {
    name.starts_with("utm_")
        || name.starts_with("mc_")
        || ["fbclid", "gclid", "dclid", "msclkid", "igshid", "igsh", "twclid", "yclid", "_ga", "_gl", "ref_src", "si"]
            .contains(&name)
}

/// Text in which `%3A` stands for a colon. What is no such escape, or gives no text, stays as it is.
pub(crate) fn unescaped(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let digit = |at: usize| after.get(at).and_then(|byte| char::from(*byte).to_digit(16));
        if let (b'%', Some(high), Some(low)) = (first, digit(0), digit(1)) {
            bytes.push((high * 16 + low) as u8);
            rest = after.get(2..).unwrap_or_default();
        } else {
            bytes.push(*first);
            rest = after;
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_escaped_address_is_the_one_it_stands_for() {
        let read =
            |query| parts(query).map(|part| format!("{}={}", part.name, part.value)).collect::<Vec<_>>().join(" ");
        assert_eq!(read("?filtro=sex%3AF&con=015146%2C097042"), "filtro=sex:F con=015146,097042");
        assert_eq!(read("soglie=1%2C05%3b1%2C1&luoghi=comune%2F016024"), "soglie=1,05;1,1 luoghi=comune/016024");
        assert_eq!(read("a=100%&b=%zz&c=%C3%A8&d=%ff"), "a=100% b=%zz c=è d=%ff");
        assert_eq!(read("territorio=016024&fbclid=IwAR0abc&utm_source=x&utm_medium=email"), "territorio=016024");
    }
}
