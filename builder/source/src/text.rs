//! From bytes to text: encodings declared or found, letters that an earlier conversion damaged.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use std::borrow::Cow;

use crate::format::Encoding;

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// Text as found in a file, and how.
pub(crate) struct Decoded<'a> {
    /// UTF-8, or what was declared to be; ASCII and UTF-8 are checked field by field, where the row is known.
    pub(crate) body: Cow<'a, [u8]>,
    /// The encoding used.
    pub(crate) encoding: Encoding,
    /// Whether a byte order mark was removed.
    pub(crate) marked: bool,
    /// What was found out, for the report.
    pub(crate) note: Option<String>,
}

/// The text of `bytes`, or what was expected instead.
pub(crate) fn decode(bytes: &[u8], declared: Encoding) -> Result<Decoded<'_>, String> {
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        return Err("text in UTF-8 or Windows-1252, not in UTF-16".into());
    }
    let marked = bytes.starts_with(BYTE_ORDER_MARK);
    let rest = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(bytes);
    let (encoding, note) = match declared {
        Encoding::Detect => {
            let found = detect(rest, marked)?;
            (found, Some(format!("encoding found: {}", found.spelled(marked))))
        }
        declared => (declared, None),
    };
    let body = if encoding == Encoding::Windows1252 {
        match encoding_rs::WINDOWS_1252.decode_without_bom_handling(rest).0 {
            Cow::Borrowed(text) => Cow::Borrowed(text.as_bytes()),
            Cow::Owned(text) => Cow::Owned(text.into_bytes()),
        }
    } else {
        Cow::Borrowed(rest)
    };
    Ok(Decoded { body, encoding, marked, note })
}

fn detect(rest: &[u8], marked: bool) -> Result<Encoding, String> {
    if rest.is_ascii() && !marked {
        return Ok(Encoding::Ascii);
    }
    if str::from_utf8(rest).is_ok() {
        return Ok(Encoding::Utf8);
    }
    if marked {
        return Err("text in UTF-8, as its byte order mark says".into());
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(rest, true);
    // The files are Italian; for a few accented letters alone the guess could be any language of Europe.
    let guess = detector.guess(Some(b"it"), Utf8Detection::Deny);
    if guess == encoding_rs::WINDOWS_1252 {
        return Ok(Encoding::Windows1252);
    }
    Err(format!("text in UTF-8 or Windows-1252, not in {}", guess.name()))
}

impl Encoding {
    /// As a message names it.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Ascii => "text in ASCII",
            Self::Utf8 => "text in UTF-8",
            Self::Windows1252 => "text in Windows-1252",
            Self::Detect => "text",
        }
    }

    fn spelled(self, marked: bool) -> &'static str {
        match self {
            Self::Ascii => "ASCII",
            Self::Utf8 if marked => "UTF-8 with a byte order mark",
            Self::Utf8 => "UTF-8",
            Self::Windows1252 => "Windows-1252",
            Self::Detect => "unknown",
        }
    }
}

/// Text of one field in a known encoding, or what was expected and the next step.
pub(crate) fn field(bytes: &[u8], encoding: Encoding) -> Result<&str, (&'static str, &'static str)> {
    let wrong = (encoding.name(), "fetch the file again, or declare its encoding");
    let text = str::from_utf8(bytes).map_err(|_| wrong)?;
    if text.contains('\0') {
        return Err(("text without NUL bytes", "the file is cut or of another kind: fetch it again"));
    }
    // Five bytes have no letter in Windows-1252: where they stand, the file is something else.
    let hole = |letter: char| matches!(letter, '\u{81}' | '\u{8d}' | '\u{8f}' | '\u{90}' | '\u{9d}');
    let fits = match encoding {
        Encoding::Ascii => text.is_ascii(),
        Encoding::Windows1252 => !text.contains(hole),
        Encoding::Utf8 | Encoding::Detect => true,
    };
    if fits { Ok(text) } else { Err(wrong) }
}

/// What an earlier conversion has probably done to this text; `None` for sound text.
pub(crate) fn damage(text: &str) -> Option<&'static str> {
    if text.contains('\u{fffd}') {
        return Some("a letter was lost when the file was converted");
    }
    // UTF-8 read as Windows-1252: 'à' becomes 'Ã' and a no-break space, which some programs turn into a space.
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let next = letters.peek().copied().unwrap_or(' ');
        let damaged = match letter {
            'Ã' => next == ' ' || second(next),
            'Â' => second(next),
            'â' => matches!(next, '€' | '\u{80}'),
            _ => false,
        };
        if damaged {
            return Some("UTF-8 was read as Windows-1252");
        }
    }
    None
}

/// A text whose letters were UTF-8 and read as Windows-1252 or ISO 8859-1, as it was before, and a few times over where that
/// happened more than once; as it is where nothing can be read back.
pub(crate) fn mended(text: &str) -> String {
    /// No file was converted more often.
    const TIMES: usize = 3;
    let mut text = text.to_owned();
    for _ in 0..TIMES {
        // Twice over, a control character stood between these two, which many programs drop.
        let mut whole = text.replace("ÃÂ", "Ã\u{83}Â").replace("Ã  ", "Ã\u{a0} ");
        // The second half of an à is a no-break space: at the end of a field it is taken away with other spaces.
        if whole.ends_with('Ã') {
            whole.push('\u{a0}');
        }
        let before = damage(&text).and_then(|_| read_back(&whole));
        let Some(before) = before else { break };
        text = before;
    }
    text
}

/// The text of the bytes that letters stand for in ISO 8859-1, or else in Windows-1252; none where they are no UTF-8.
fn read_back(text: &str) -> Option<String> {
    let latin: Option<Vec<u8>> = text.chars().map(|letter| u8::try_from(u32::from(letter)).ok()).collect();
    let bytes = latin.or_else(|| {
        let (bytes, _, lost) = encoding_rs::WINDOWS_1252.encode(text);
        (!lost).then(|| bytes.into_owned())
    })?;
    String::from_utf8(bytes).ok()
}

/// Whether a letter is what the second byte of a letter of UTF-8 looks like in Windows-1252 or ISO 8859-1.
fn second(letter: char) -> bool {
    matches!(letter, '\u{80}'..='\u{bf}') || "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ".contains(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(bytes: &[u8]) -> String {
        decode(bytes, Encoding::Detect).map_or_else(|expected| expected, |text| text.note.unwrap_or_default())
    }

    #[test]
    fn the_encoding_is_found_and_told() {
        assert_eq!(found(b"Milano"), "encoding found: ASCII");
        assert_eq!(found("Salò".as_bytes()), "encoding found: UTF-8");
        assert_eq!(found("\u{feff}Salò".as_bytes()), "encoding found: UTF-8 with a byte order mark");
        assert_eq!(found(b"comune;provincia\nSal\xf2;Brescia\nCant\xf9;Como\n"), "encoding found: Windows-1252");
        assert_eq!(found(b"\xff\xfeS\0a\0"), "text in UTF-8 or Windows-1252, not in UTF-16");
    }

    #[test]
    fn windows_1252_becomes_utf8_and_its_holes_are_refused() {
        let text = decode(b"Sal\xf2 \x80", Encoding::Windows1252).unwrap();
        assert_eq!(field(&text.body, text.encoding), Ok("Salò €"));
        let hole = decode(b"Sal\x81", Encoding::Windows1252).unwrap();
        assert!(field(&hole.body, hole.encoding).is_err());
    }

    #[test]
    fn damaged_letters_are_read_back_and_others_stay() {
        for (damaged, sound) in [
            ("prioritÃ\u{a0} di investimento", "priorità di investimento"),
            ("CittÃ", "Città"),
            ("cittÃ  e", "città e"),
            ("CAPACITÃ\u{80} ISTITUZIONALE", "CAPACITÀ ISTITUZIONALE"),
            ("AttivitÃ\u{192}Â\u{a0} di", "Attività di"),
            ("AttivitÃ\u{83}Â\u{a0} di", "Attività di"),
            ("capacitÃÂ\u{a0} amministrativa", "capacità amministrativa"),
            ("Dellâ€™Elle", "Dell’Elle"),
            ("Salò", "Salò"),
            ("São João", "São João"),
            ("dell?autorit?", "dell?autorit?"),
            ("SalÃ² e — Èze", "SalÃ² e — Èze"),
        ] {
            assert_eq!(mended(damaged), sound);
        }
    }

    #[test]
    fn damaged_letters_are_told_from_sound_ones() {
        for sound in ["Salò", "São João", "Âge", "PÂTURAGE", "château", "L'Aquila"] {
            assert_eq!(damage(sound), None, "{sound}");
        }
        for broken in ["SalÃ²", "CantÃ¹", "cittÃ ", "Ã¨", "perchÃ© no", "Dellâ€™Elle", "Sal\u{fffd}"] {
            assert!(damage(broken).is_some(), "{broken}");
        }
    }
}
