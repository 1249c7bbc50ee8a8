//! Which character divides lines into fields, when nobody has said.

/// Lines looked at.
const LINES: usize = 50;

/// The character that divides the first lines into the most fields, as many in nine lines of ten as in the first; one
/// more or less is allowed, because of separators at the end of lines. Order when two fit equally: semicolon, tab, bar,
/// comma.
pub(crate) fn detect(body: &[u8], quotes: bool) -> Option<u8> {
    let mut best: Option<(usize, u8)> = None;
    for candidate in [b';', b'\t', b'|', b','] {
        let counts: Vec<usize> = lines(body, quotes).take(LINES).map(|line| count(line, candidate, quotes)).collect();
        let Some(first) = counts.first().copied().filter(|first| *first > 0) else { continue };
        let same = counts.iter().filter(|count| **count > 0 && count.abs_diff(first) <= 1).count();
        if same * 10 >= counts.len() * 9 && best.is_none_or(|(fields, _)| first > fields) {
            best = Some((first, candidate));
        }
    }
    best.map(|(_, separator)| separator)
}

/// Lines that hold something; a line end between quotes does not end a line.
fn lines(body: &[u8], quotes: bool) -> impl Iterator<Item = &[u8]> {
    let mut inside = false;
    let lines = body.split(move |byte| {
        inside ^= quotes && *byte == b'"';
        !inside && *byte == b'\n'
    });
    lines.filter(|line| !line.trim_ascii().is_empty())
}

fn count(line: &[u8], separator: u8, quotes: bool) -> usize {
    let mut inside = false;
    let mut found = 0;
    for byte in line {
        inside ^= quotes && *byte == b'"';
        found += usize::from(!inside && *byte == separator);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_separator_divides_every_line_alike() {
        assert_eq!(detect(b"a;b;c\n1,5;2,5;3,5\n1;2;3\n", false), Some(b';'));
        assert_eq!(detect(b"a,b\n1,2\n", false), Some(b','));
        assert_eq!(detect(b"a\tb\n1,0\t2,0\n", false), Some(b'\t'));
        assert_eq!(detect(b"a;b\n1,5;2,5;\n1;2;\n", false), Some(b';'));
        assert_eq!(detect(b"comune\nMilano\n", false), None);
        assert_eq!(detect(b"", false), None);
    }

    #[test]
    fn separators_and_line_ends_between_quotes_do_not_count() {
        assert_eq!(detect(b"a,b\n\"x;y;\nz;\",2\n\"p;q\",3\n", true), Some(b','));
    }
}
