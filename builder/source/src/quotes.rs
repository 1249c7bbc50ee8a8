//! Quotes that do not enclose one field of delimited text. Readers follow them without a word: rows vanish inside a
//! field, and what stands after it takes their place.

use std::io::{self, Read};

/// A quote that is not closed in its field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuoteFault {
    /// Line of the quote that opens the field, counted from 1.
    pub line: u64,
    /// Where that quote stands, in bytes from the first one looked at.
    pub byte: u64,
    /// What was expected.
    pub expected: &'static str,
    /// What was found.
    pub found: String,
}

/// What to do about every [`QuoteFault`].
pub const REMEDY: &str = "close the quote that is opened in this row; quotes inside a quoted field are written twice, and where no quote encloses a field a delimited source declares quotes = false";

/// Looks at text byte by byte, as the readers of RFC 4180 do, and keeps what they do not tell.
#[derive(Debug)]
pub struct QuoteScan {
    separator: u8,
    quotes: bool,
    state: State,
    before: u8,
    byte: u64,
    line: u64,
    /// Byte and line of the quote that was opened last.
    opened: (u64, u64),
    separators: usize,
    line_ends: usize,
    /// Fields of the first record so far, and once it has ended the named ones among them.
    fields: usize,
    named: usize,
    columns: Option<usize>,
    blank: usize,
    faults: Vec<QuoteFault>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    RecordStart,
    FieldStart,
    Plain,
    Quoted,
    Closed,
}

impl QuoteScan {
    /// A look at text divided by `separator`, whose first line has this number. Without `quotes` they are ordinary
    /// characters, and only blank lines are counted.
    pub fn new(separator: u8, quotes: bool, line: u64) -> Self {
        Self {
            separator,
            quotes,
            state: State::RecordStart,
            before: b'\n',
            byte: 0,
            line,
            opened: (0, line),
            separators: 0,
            line_ends: 0,
            fields: 1,
            named: 0,
            columns: None,
            blank: 0,
            faults: Vec::new(),
        }
    }

    /// Looks at the next bytes.
    pub fn look(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.step(*byte);
            self.before = *byte;
            self.byte += 1;
        }
    }

    fn step(&mut self, byte: u8) {
        // A carriage return with a line feed is one line end.
        let rest_of_end = byte == b'\n' && self.before == b'\r';
        let ends = matches!(byte, b'\r' | b'\n') && !rest_of_end;
        match self.state {
            State::Quoted => match byte {
                b'"' => self.state = State::Closed,
                _ if byte == self.separator => self.separators += 1,
                _ => self.line_ends += usize::from(ends),
            },
            State::Closed if byte == b'"' => self.state = State::Quoted,
            _ if rest_of_end => {}
            _ if ends => {
                self.end_field();
                if self.state == State::RecordStart {
                    self.blank += usize::from(self.columns.is_some());
                } else {
                    // Of fields without a name at the end of the header rows may have fewer.
                    self.columns.get_or_insert(self.named);
                }
                self.state = State::RecordStart;
            }
            _ if byte == self.separator => {
                self.end_field();
                self.fields += 1;
                self.state = State::FieldStart;
            }
            State::Closed => {
                self.fault("a separator or the end of the line after the closing quote", char::from(byte).into());
                self.state = State::Plain;
            }
            State::RecordStart | State::FieldStart if byte == b'"' && self.quotes => {
                (self.state, self.opened) = (State::Quoted, (self.byte, self.line));
                (self.separators, self.line_ends, self.named) = (0, 0, self.fields);
            }
            State::RecordStart | State::FieldStart | State::Plain => {
                if !byte.is_ascii_whitespace() {
                    self.named = self.fields;
                }
                self.state = State::Plain;
            }
        }
        self.line += u64::from(ends);
    }

    /// A field that holds a line end and as many separators as a row, or any where a name of a column should stand.
    fn end_field(&mut self) {
        let row = self.columns.map_or(1, |columns| columns.saturating_sub(1).max(1));
        if self.state == State::Closed && self.line_ends > 0 && self.separators >= row {
            let found = format!("{} line ends and {} separators in one field", self.line_ends, self.separators);
            self.fault("a quote that is closed before the next row", found);
        }
    }

    fn fault(&mut self, expected: &'static str, found: String) {
        let (byte, line) = self.opened;
        self.faults.push(QuoteFault { line, byte, expected, found });
    }

    /// Takes the faults noticed so far of quotes before this byte.
    pub fn faults_before(&mut self, byte: u64) -> Vec<QuoteFault> {
        let after = self.faults.iter().position(|fault| fault.byte >= byte).unwrap_or(self.faults.len());
        self.faults.drain(..after).collect()
    }

    /// The end of the text: the faults that are left.
    pub fn finish(&mut self) -> Vec<QuoteFault> {
        match self.state {
            State::Quoted => self.fault("a quote that is closed", "the end of the file".into()),
            _ => self.end_field(),
        }
        self.state = State::RecordStart;
        std::mem::take(&mut self.faults)
    }

    /// Blank lines below the header so far.
    pub fn blank(&self) -> usize {
        self.blank
    }
}

/// A reader whose bytes are looked at as they pass.
#[derive(Debug)]
pub struct Watched<R> {
    inner: R,
    /// What was seen so far.
    pub scan: QuoteScan,
}

impl<R> Watched<R> {
    /// Watches a reader of text divided by `separator`.
    pub fn new(inner: R, separator: u8) -> Self {
        Self { inner, scan: QuoteScan::new(separator, true, 1) }
    }
}

impl<R: Read> Read for Watched<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(into)?;
        self.scan.look(into.get(..read).unwrap_or_default());
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(text: &str) -> String {
        let mut scan = QuoteScan::new(b';', true, 1);
        // Cut anywhere, as a buffer is.
        for byte in text.as_bytes() {
            scan.look(&[*byte]);
        }
        let faults = scan.finish();
        let blank = scan.blank();
        let told = faults.iter().map(|fault| format!("{}: {} ({})", fault.line, fault.expected, fault.found));
        told.chain((blank > 0).then(|| format!("{blank} blank"))).collect::<Vec<_>>().join("\n")
    }

    #[test]
    fn quotes_that_enclose_fields_are_well() {
        for good in [
            "a;b\n\"x;y\";2\n\"p \"\"q\"\"\";3\n",
            "a;b;c\r\n\"first line\r\nsecond; line\";2;3\r\n",
            "a;\"b\nin two lines\"\n1;2\n",
            "a;b\n=\"012001\";2 \"inch\"\n",
            "a;b\n1;\"\"\n2;\"\"\"\"",
        ] {
            assert_eq!(seen(good), "", "{good}");
        }
    }

    #[test]
    fn a_quote_closed_by_a_later_row_is_told_by_the_row_that_opens_it() {
        insta::assert_snapshot!([
            seen("c;v;n\n1;10;\n4;3;\"Sottratto un caso\n10;7;\n11;5;\"Nota\"\n2;1;\n"),
            seen("c;n;v\n1;\"Il Faro\" coop;10\n4;\"Il Molo;3\n10;La Vela\";7\n11;x;5\n"),
            seen("c;n;v\n1;\"tubi da 2\"\";10\n4;regolare;3\n10;\"altro\";7\n"),
            seen("c;n;v\r\n1;\"x;10\r\n4;y\";3\r\n"),
            seen("c;n;v\r1;\"x;10\r4;y\";3\r"),
            seen("c;v\n1;\"10\n"),
            seen("c;\"v;n\n1;10;\"\n"),
        ].join("\n"), @r"
        3: a separator or the end of the line after the closing quote (N)
        2: a separator or the end of the line after the closing quote ( )
        3: a quote that is closed before the next row (1 line ends and 2 separators in one field)
        2: a separator or the end of the line after the closing quote (a)
        2: a quote that is closed before the next row (1 line ends and 2 separators in one field)
        2: a quote that is closed before the next row (1 line ends and 2 separators in one field)
        2: a quote that is closed (the end of the file)
        1: a quote that is closed before the next row (1 line ends and 3 separators in one field)
        ");
    }

    #[test]
    fn blank_lines_below_the_header_are_counted() {
        assert_eq!(seen("\n\na;b\n\n1;2\r\n\r\n3;4\n"), "2 blank");
    }
}
