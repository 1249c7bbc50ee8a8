//! Reading and writing questions: as JSON, and as a part of an address, the JSON in the letters of base64url, which no program escapes.

use model::analysis::View;
use serde::Deserialize;

const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Longer questions are refused before they are read.
const MOST: usize = 8_000;

/// The same of dashboards.
pub const MOST_LONG: usize = 64_000;

/// Why a text is no question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoView {
    /// It is of a version that this program does not know.
    Newer(u8),
    /// It is damaged: what was expected.
    Damaged(String),
}

/// Reads a question of any version.
///
/// # Errors
/// A text that is none.
pub fn parse(json: &str) -> Result<View, NoView> {
    #[derive(Deserialize)]
    struct Versioned {
        view: u8,
    }
    let damaged = |e: serde_json::Error| NoView::Damaged(e.to_string());
    let Versioned { view } = serde_json::from_str(json).map_err(damaged)?;
    match view {
        1 => serde_json::from_str(json).map_err(damaged),
        newer => Err(NoView::Newer(newer)),
    }
}

/// A question as JSON, without what is as it would be anyway.
pub fn json(view: &View) -> String {
    serde_json::to_string(view).unwrap_or_default()
}

/// The question as letters, digits, `-` and `_`.
pub fn pack(view: &View) -> String {
    pack_text(&json(view))
}

/// A text in the same letters.
pub fn pack_text(json: &str) -> String {
    let mut packed = String::with_capacity(json.len() * 4 / 3 + 3);
    for three in json.as_bytes().chunks(3) {
        let byte = |at: usize| u32::from(three.get(at).copied().unwrap_or_default());
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for at in 0..=three.len() {
            let six = (bits >> (18 - 6 * at)) & 63;
            packed.push(char::from(LETTERS[six as usize]));
        }
    }
    packed
}

/// Reads what [`pack`] wrote, in this version or an earlier one.
///
/// # Errors
/// A text that is no question.
pub fn unpack(packed: &str) -> Result<View, NoView> {
    parse(&unpacked(packed)?)
}

/// The JSON of what [`pack`] wrote.
///
/// # Errors
/// A text that is not of these letters, or too long.
pub fn unpacked(packed: &str) -> Result<String, NoView> {
    read(packed, MOST)
}

/// The JSON of what [`pack_text`] wrote of a dashboard.
///
/// # Errors
/// A text that is not of these letters, or too long.
pub fn unpacked_long(packed: &str) -> Result<String, NoView> {
    read(packed, MOST_LONG)
}

fn read(packed: &str, most: usize) -> Result<String, NoView> {
    let damaged = || NoView::Damaged("base64url".into());
    let letters = packed.trim_end_matches('=').as_bytes();
    if letters.len() > most || letters.len() % 4 == 1 {
        return Err(damaged());
    }
    let mut bytes = Vec::with_capacity(letters.len() * 3 / 4);
    for four in letters.chunks(4) {
        let mut bits = 0;
        for (at, letter) in four.iter().enumerate() {
            let six = LETTERS.iter().position(|own| own == letter).ok_or_else(damaged)?;
            bits |= six << (18 - 6 * at);
        }
        bytes.extend((0..four.len() - 1).map(|at| (bits >> (16 - 8 * at)) as u8));
    }
    String::from_utf8(bytes).map_err(|_| damaged())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_comes_back_from_its_letters() {
        for length in 0..7 {
            let mut view = View::of(&"è".repeat(length), "comune");
            view.choices.insert("sex".into(), vec!["F".into()]);
            assert_eq!(unpack(&pack(&view)), Ok(view));
        }
    }

    #[test]
    fn what_is_no_question_is_refused() {
        for text in ["", "a", "§§§§", "AAAA", "e30", &"A".repeat(8_004)] {
            assert!(matches!(unpack(text), Err(NoView::Damaged(_))), "{text}");
        }
        // {"view":9}
        assert_eq!(unpack("eyJ2aWV3Ijo5fQ"), Err(NoView::Newer(9)));
    }
}
