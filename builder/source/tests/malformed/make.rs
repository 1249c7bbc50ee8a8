//! The cases that no editor writes: workbooks, archives, tables in binary form. One line each says what is wrong.
//!
//! `cargo test -p source --test malformed -- --ignored` writes them all again.

mod workbooks;

use std::fs;
use std::io::{Cursor, Write};
use std::sync::Arc;

use arrow::array::{ArrayRef, Int64Array, ListArray, NullArray, RecordBatch, RecordBatchOptions, StringArray};
use arrow::datatypes::{Int64Type, Schema};
use arrow::ipc::writer::{FileWriter, StreamWriter};
use parquet::arrow::ArrowWriter;
use workbooks::workbooks;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const TEXT: &[u8] = b"Codice;Comune;Persone\n012001;Agra;380\n";

fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn stored(name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer.start_file(name, SimpleFileOptions::default().compression_method(CompressionMethod::Stored)).unwrap();
    writer.write_all(bytes).unwrap();
    writer.finish().unwrap().into_inner()
}

/// The bytes with these in the place of others, at the n-th place where they stand.
fn changed(mut bytes: Vec<u8>, from: &[u8], to: &[u8]) -> Vec<u8> {
    let at = bytes.windows(from.len()).position(|window| window == from).unwrap();
    bytes.splice(at..at + from.len(), to.iter().copied());
    bytes
}

/// The bytes with one number in both headers of the first file of an archive, by its places there.
fn in_headers(mut bytes: Vec<u8>, local: usize, central: usize, number: &[u8]) -> Vec<u8> {
    let start = bytes.windows(4).position(|window| window == b"PK\x01\x02").unwrap();
    bytes[local..local + number.len()].copy_from_slice(number);
    bytes[start + central..start + central + number.len()].copy_from_slice(number);
    bytes
}

fn cut(bytes: &[u8], length: usize) -> Vec<u8> {
    bytes[..length].to_vec()
}

fn archives() -> Vec<(&'static str, Vec<u8>)> {
    let good = zip(&[("dati.csv", TEXT)]);
    let end = good.len() - 22;
    vec![
        ("good.zip", good.clone()),
        ("empty-file.zip", Vec::new()),
        ("no-member.zip", zip(&[("leggimi.txt", b"x")])),
        ("nothing-inside.zip", zip(&[])),
        ("only-a-folder.zip", zip(&[("dati.csv/", b"")])),
        ("two-members.zip", zip(&[("2023.csv", TEXT), ("2024.csv", TEXT)])),
        ("climbs-out.zip", zip(&[("../../etc/dati.csv", TEXT)])),
        ("climbs-out-further-in.zip", zip(&[("a/../../dati.csv", TEXT)])),
        ("from-the-root.zip", zip(&[("/etc/dati.csv", TEXT)])),
        ("from-a-drive.zip", zip(&[("C:\\dati.csv", TEXT)])),
        ("climbs-out-with-backslashes.zip", zip(&[("..\\..\\dati.csv", TEXT)])),
        ("nul-in-a-name.zip", zip(&[("a\0b.csv", TEXT)])),
        ("escape-sequence-in-a-name.zip", zip(&[("\u{1b}[2J.csv", b"x")])),
        ("zip-in-a-zip.zip", zip(&[("dati.csv", &good)])),
        ("encrypted.zip", in_headers(good.clone(), 6, 8, &[1, 0])),
        ("bomb.zip", zip(&[("dati.csv", &vec![b'0'; 2 * 1024 * 1024])])),
        ("field-of-a-hundred-kilobytes.zip", zip(&[("dati.csv", &[TEXT, &[b'x'; 100_000], b";a;1\n"].concat())])),
        ("line-of-a-hundred-thousand-fields.zip", zip(&[("dati.csv", &[TEXT, &[b';'; 100_000], b"\n"].concat())])),
        ("cut-in-the-directory.zip", cut(&good, good.len() - 30)),
        ("cut-at-the-end.zip", cut(&good, good.len() - 4)),
        ("without-directory.zip", cut(&good, 60)),
        ("only-the-end.zip", good[end..].to_vec()),
        ("wrong-sum.zip", changed(stored("dati.csv", TEXT), b"Agra;380", b"Agra;381")),
        ("damaged-inside.zip", changed(good.clone(), &good[40..50], &[0xff; 10])),
        ("unknown-compression.zip", in_headers(good.clone(), 8, 10, &[12, 0])),
        ("bzip2-not-supported.zip", in_headers(good.clone(), 8, 10, &[93, 0])),
        ("places-beyond-the-file.zip", {
            let mut bytes = good.clone();
            bytes[end + 16..end + 20].copy_from_slice(&[0xff, 0xff, 0xff, 0x7f]);
            bytes
        }),
        ("sixty-thousand-files-said.zip", {
            let mut bytes = good.clone();
            bytes[end + 8..end + 12].copy_from_slice(&[0x60, 0xea, 0x60, 0xea]);
            bytes
        }),
        ("web-page.zip", b"<html>Pagina non trovata</html>".to_vec()),
        ("rar.zip", b"Rar!\x1a\x07\x01\x00".to_vec()),
        ("gzip.zip", b"\x1f\x8b\x08\x00\x00\x00\x00\x00".to_vec()),
        ("empty-member.zip", zip(&[("dati.csv", b"")])),
        ("damaged-letters-inside.zip", zip(&[("dati.csv", b"Codice;Comune;Persone\n017170;Sal\xf2;1\n")])),
        ("bad-number-inside.zip", zip(&[("dati.csv", b"Codice;Comune;Persone\n017170;Agra;x\n")])),
    ]
}

fn batch(columns: Vec<(&str, ArrayRef)>) -> RecordBatch {
    RecordBatch::try_from_iter(columns).unwrap()
}

fn good_batch(persons: i64) -> RecordBatch {
    batch(vec![
        ("Codice", Arc::new(StringArray::from(vec!["012001"]))),
        ("Comune", Arc::new(StringArray::from(vec!["Agra"]))),
        ("Persone", Arc::new(Int64Array::from(vec![persons]))),
    ])
}

fn parquet(batch: &RecordBatch) -> Vec<u8> {
    let properties = parquet::file::properties::WriterProperties::builder()
        .set_statistics_enabled(parquet::file::properties::EnabledStatistics::None)
        .set_dictionary_enabled(false)
        .build();
    let mut bytes = Vec::new();
    let mut writer = ArrowWriter::try_new(&mut bytes, batch.schema(), Some(properties)).unwrap();
    writer.write(batch).unwrap();
    writer.close().unwrap();
    bytes
}

fn arrow_file(batch: &RecordBatch) -> Vec<u8> {
    let mut writer = FileWriter::try_new(Vec::new(), &batch.schema()).unwrap();
    writer.write(batch).unwrap();
    writer.into_inner().unwrap()
}

fn arrow_stream(batch: &RecordBatch) -> Vec<u8> {
    let mut writer = StreamWriter::try_new(Vec::new(), &batch.schema()).unwrap();
    writer.write(batch).unwrap();
    writer.into_inner().unwrap()
}

fn columnar() -> Vec<(&'static str, Vec<u8>)> {
    let list: ArrayRef = Arc::new(ListArray::from_iter_primitive::<Int64Type, _, _>([Some([Some(1)])]));
    let nested = batch(vec![("parti", list)]);
    let nothing = batch(vec![("Codice", Arc::new(NullArray::new(30_000_000)) as ArrayRef)]);
    let rows = RecordBatchOptions::new().with_row_count(Some(30_000_000));
    let bare = RecordBatch::try_new_with_options(Arc::new(Schema::empty()), Vec::new(), &rows).unwrap();
    let good = parquet(&good_batch(380));
    let file = arrow_file(&good_batch(380));
    let stream = arrow_stream(&good_batch(380));
    let length = good.len();
    let footer = |number: u32| [&good[..length - 8], &number.to_le_bytes(), b"PAR1"].concat();
    let renamed = batch(vec![
        ("Codice", Arc::new(StringArray::from(vec!["012001"])) as ArrayRef),
        ("Comune", Arc::new(StringArray::from(vec!["Agra"]))),
        ("Abitanti", Arc::new(Int64Array::from(vec![1]))),
    ]);
    vec![
        ("good.parquet", good.clone()),
        ("empty-file.parquet", Vec::new()),
        ("wrong-magic.parquet", [b"PAR2", &good[4..]].concat()),
        ("wrong-magic-at-the-end.parquet", [&good[..length - 4], b"PAR2"].concat()),
        ("encrypted.parquet", [b"PARE", &good[4..length - 4], b"PARE"].concat()),
        ("cut-in-the-middle.parquet", cut(&good, length / 2)),
        ("only-the-magic.parquet", b"PAR1PAR1".to_vec()),
        ("footer-beyond-the-file.parquet", footer(0x7fff_ffff)),
        ("footer-of-nothing.parquet", footer(0)),
        ("footer-too-short.parquet", footer(20)),
        ("data-lost.parquet", [b"PAR1", &good[100..]].concat()),
        ("nested-column.parquet", parquet(&nested)),
        ("column-renamed.parquet", parquet(&renamed)),
        ("negative-count.parquet", parquet(&good_batch(-1))),
        ("beyond-the-largest.parquet", parquet(&good_batch(i64::MAX))),
        ("no-rows.parquet", parquet(&good_batch(1).slice(0, 0))),
        ("nested-column-in-arrow.arrow", arrow_file(&nested)),
        ("cut-file.arrow", cut(&file, file.len() / 2)),
        ("footer-of-a-file-lies.arrow", [&file[..file.len() - 10], &[0xff, 0xff, 0xff, 0x7f], b"ARROW1"].concat()),
        ("only-the-name.arrow", b"ARROW1\0\0".to_vec()),
        ("cut-stream.arrows", cut(&stream, 100)),
        ("stream-of-a-length-that-lies.arrows", [&[0xff; 4], &[0xff, 0xff, 0xff, 0x7f], &stream[8..]].concat()),
        ("stream-of-nothing.arrows", vec![0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0]),
        ("rows-of-nothing.arrows", arrow_stream(&nothing)),
        ("rows-without-columns.arrows", arrow_stream(&bare)),
        ("stream-negative-count.arrows", arrow_stream(&good_batch(-5))),
        ("web-page.html", b"<html>Pagina non trovata, e altro ancora</html>".to_vec()),
        ("text-instead.csv", TEXT.to_vec()),
        ("zip-instead.zip", zip(&[("dati.parquet", &good)])),
    ]
}

/// A dBASE table of one row: a header of 32 bytes, 32 for each field, a mark, the row.
fn dbf(fields: &[(&str, u8, u8, &[u8])]) -> Vec<u8> {
    let head = u16::try_from(33 + 32 * fields.len()).unwrap();
    let row: u16 = 1 + fields.iter().map(|field| u16::from(field.2)).sum::<u16>();
    let mut bytes = [&[3, 124, 1, 1, 1, 0, 0, 0], head.to_le_bytes().as_slice(), &row.to_le_bytes()].concat();
    bytes.resize(32, 0);
    bytes[29] = 3;
    for (name, kind, length, _) in fields {
        let mut field = name.as_bytes().to_vec();
        field.resize(11, 0);
        field.extend([*kind, 0, 0, 0, 0, *length]);
        field.resize(32, 0);
        bytes.extend(field);
    }
    bytes.extend([0x0d, b' ']);
    for field in fields {
        bytes.extend(field.3);
    }
    bytes.push(0x1a);
    bytes
}

fn tables() -> Vec<(&'static str, Vec<u8>)> {
    let of = |code: &[u8], name: &[u8], persons: &[u8]| {
        dbf(&[("CODICE", b'C', 6, code), ("COMUNE", b'C', 8, name), ("PERSONE", b'N', 6, persons)])
    };
    let good = of(b"012001", b"Agra    ", b"   380");
    let byte = |place: usize, value: u8| {
        let mut bytes = good.clone();
        bytes[place] = value;
        bytes
    };
    vec![
        ("good.dbf", good.clone()),
        ("empty-file.dbf", Vec::new()),
        ("cut-in-the-header.dbf", cut(&good, 20)),
        ("cut-in-the-fields.dbf", cut(&good, 70)),
        ("cut-in-the-row.dbf", cut(&good, good.len() - 10)),
        ("rows-lie.dbf", byte(5, 0xff)),
        ("row-length-lies.dbf", byte(10, 200)),
        ("row-length-shorter-than-fields.dbf", byte(10, 5)),
        ("row-length-zero.dbf", byte(10, 0)),
        ("header-length-lies.dbf", byte(9, 0xff)),
        ("header-length-zero.dbf", byte(8, 0)),
        ("header-length-in-the-fields.dbf", byte(8, 64)),
        ("code-page-unknown.dbf", changed(byte(29, 0xee), b"Agra", b"Sal\xf2")),
        ("field-type-unknown.dbf", byte(43, b'Q')),
        ("field-length-lies.dbf", byte(48, 255)),
        ("memo.dbf", dbf(&[("CODICE", b'C', 6, b"012001"), ("NOTE", b'M', 10, b"         1")])),
        ("field-missing.dbf", dbf(&[("CODICE", b'C', 6, b"012001"), ("COMUNE", b'C', 8, b"Agra    ")])),
        (
            "field-twice.dbf",
            dbf(&[
                ("CODICE", b'C', 6, b"012001"),
                ("COMUNE", b'C', 8, b"Agra    "),
                ("PERSONE", b'N', 6, b"   380"),
                ("CODICE", b'C', 6, b"012001"),
            ]),
        ),
        ("number-with-letters.dbf", of(b"012001", b"Agra    ", b"   x80")),
        ("number-of-stars.dbf", of(b"012001", b"Agra    ", b"******")),
        ("number-negative.dbf", of(b"012001", b"Agra    ", b"    -1")),
        ("number-with-decimals.dbf", of(b"012001", b"Agra    ", b" 380.5")),
        ("number-empty.dbf", of(b"012001", b"Agra    ", b"      ")),
        ("name-damaged.dbf", of(b"017170", "SalÃ²  ".as_bytes().get(..8).unwrap(), b"   380")),
        ("code-with-letters.dbf", of(b"IT1201", b"Agra    ", b"   380")),
        ("deleted-row-only.dbf", byte(129, b'*')),
        ("web-page.dbf", b"<html>Pagina non trovata, e altro ancora, e altro ancora</html>".to_vec()),
        ("text-instead.dbf", TEXT.to_vec()),
    ]
}

#[test]
#[ignore = "writes the binary cases again; run it after adding one"]
fn write_the_binary_cases() {
    for (folder, cases) in
        [("archive", archives()), ("columnar", columnar()), ("dbf", tables()), ("workbook", workbooks())]
    {
        for (name, bytes) in cases {
            fs::write(super::super::all().join(folder).join(name), bytes).unwrap();
        }
    }
}
