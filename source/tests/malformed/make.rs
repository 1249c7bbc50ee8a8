//! The cases that no editor writes: workbooks, archives, tables in binary form. One line each says what is wrong.
//!
//! `cargo test -p source --test malformed -- --ignored` writes them all again.

use std::fs;
use std::io::{Cursor, Write};
use std::sync::Arc;

use arrow::array::{ArrayRef, Int64Array, ListArray, NullArray, RecordBatch, RecordBatchOptions, StringArray};
use arrow::datatypes::{Int64Type, Schema};
use arrow::ipc::writer::{FileWriter, StreamWriter};
use parquet::arrow::ArrowWriter;
use rust_xlsxwriter::{Chart, ChartType, Formula, Workbook, Worksheet};
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

fn book(fill: impl Fn(&mut Worksheet)) -> Vec<u8> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name("Tav.1").unwrap();
    fill(sheet);
    small(&workbook.save_to_buffer().unwrap())
}

/// The workbook without the parts that no reader needs: themes, drawings and properties.
fn small(book: &[u8]) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(book)).unwrap();
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let entry = archive.by_index_raw(index).unwrap();
        if !["theme", "drawings", "charts/"].iter().any(|part| entry.name().unwrap().contains(part))
            && !entry.name().unwrap().starts_with("docProps")
        {
            writer.raw_copy_file(entry).unwrap();
        }
    }
    writer.finish().unwrap().into_inner()
}

fn rows(sheet: &mut Worksheet) {
    for (column, name) in (0..).zip(["Codice", "Comune", "Persone"]) {
        sheet.write_string(0, column, name).unwrap();
    }
    sheet.write_string(1, 0, "012001").unwrap().write_string(1, 1, "Agra").unwrap().write_number(1, 2, 380).unwrap();
}

/// The good workbook with one part replaced; without it when there is nothing in its place.
fn part(name: &str, content: Option<&[u8]>) -> Vec<u8> {
    let good = book(rows);
    let mut archive = zip::ZipArchive::new(Cursor::new(&good)).unwrap();
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for index in 0..archive.len() {
        let entry = archive.by_index_raw(index).unwrap();
        if entry.name().unwrap() != name {
            writer.raw_copy_file(entry).unwrap();
        } else if let Some(content) = content {
            writer.start_file(name, SimpleFileOptions::default()).unwrap();
            writer.write_all(content).unwrap();
        }
    }
    writer.finish().unwrap().into_inner()
}

const SHEET: &str = "xl/worksheets/sheet1.xml";

/// The good workbook with these cells in its sheet, as XML.
fn cells(xml: &str) -> Vec<u8> {
    let titles = "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c><c r=\"C1\" t=\"s\"><v>2</v></c></row>";
    let space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let sheet = format!("<worksheet xmlns=\"{space}\"><sheetData>{titles}{xml}</sheetData></worksheet>");
    part(SHEET, Some(sheet.as_bytes()))
}

fn formula(result: &str) -> Vec<u8> {
    book(|sheet| {
        rows(sheet);
        sheet.write_formula(1, 2, Formula::new("=1/0").set_result(result)).unwrap();
    })
}

fn ods(rows: &str) -> Vec<u8> {
    let space = "urn:oasis:names:tc:opendocument:xmlns";
    let content = format!(
        "<office:document-content xmlns:office=\"{space}:office:1.0\" xmlns:table=\"{space}:table:1.0\" xmlns:text=\"{space}:text:1.0\"><office:body><office:spreadsheet><table:table table:name=\"Tav.1\">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"
    );
    ods_of(content.as_bytes())
}

const MIMETYPE: (&str, &[u8]) = ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet");

/// The list of files that every ODS has, with this about its content.
fn manifest(about: &str) -> String {
    format!(
        "<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"><manifest:file-entry manifest:full-path=\"content.xml\">{about}</manifest:file-entry></manifest:manifest>"
    )
}

fn ods_of(content: &[u8]) -> Vec<u8> {
    zip(&[MIMETYPE, ("META-INF/manifest.xml", manifest("").as_bytes()), ("content.xml", content)])
}

fn ods_row(fields: [&str; 3]) -> String {
    let cell =
        |field| format!("<table:table-cell office:value-type=\"string\"><text:p>{field}</text:p></table:table-cell>");
    format!("<table:table-row>{}</table:table-row>", fields.map(cell).concat())
}

fn workbooks() -> Vec<(&'static str, Vec<u8>)> {
    let good = book(rows);
    let titles = ods_row(["Codice", "Comune", "Persone"]);
    let of = |more: &str| ods(&format!("{titles}{more}"));
    let repeated = "<table:table-row table:number-rows-repeated=\"900000000\"><table:table-cell office:value-type=\"float\" office:value=\"1\" table:number-columns-repeated=\"900000000\"/></table:table-row>";
    vec![
        ("good.xlsx", good.clone()),
        ("empty-file.xlsx", Vec::new()),
        ("sheet-missing.xlsx", changed_name(&good)),
        ("header-row-beyond-the-end.xlsx", book(|_| {})),
        (
            "only-header.xlsx",
            book(|sheet| {
                sheet
                    .write_string(0, 0, "Codice")
                    .unwrap()
                    .write_string(0, 1, "Comune")
                    .unwrap()
                    .write_string(0, 2, "Persone")
                    .unwrap();
            }),
        ),
        (
            "column-renamed.xlsx",
            book(|sheet| {
                rows(sheet);
                sheet.write_string(0, 2, "Abitanti").unwrap();
            }),
        ),
        (
            "code-as-number-too-long.xlsx",
            book(|sheet| {
                rows(sheet);
                sheet.write_number(1, 0, 1_200_100).unwrap();
            }),
        ),
        (
            "number-with-decimals.xlsx",
            book(|sheet| {
                rows(sheet);
                sheet.write_number(1, 2, 380.5).unwrap();
            }),
        ),
        (
            "number-as-italian-text.xlsx",
            book(|sheet| {
                rows(sheet);
                sheet.write_string(1, 2, "1.234,5").unwrap();
            }),
        ),
        (
            "truth-for-a-number.xlsx",
            book(|sheet| {
                rows(sheet);
                sheet.write_boolean(1, 2, true).unwrap();
            }),
        ),
        (
            "note-in-the-second-column.xlsx",
            book(|sheet| {
                rows(sheet);
                sheet.write_string(2, 0, "012002").unwrap().write_string(2, 1, "(a) Dato provvisorio").unwrap();
            }),
        ),
        ("formula-divides-by-zero.xlsx", formula("#DIV/0!")),
        ("formula-not-available.xlsx", formula("#N/A")),
        ("formula-of-a-lost-cell.xlsx", formula("#REF!")),
        ("formula-of-an-unknown-name.xlsx", formula("#NAME?")),
        (
            "cells-in-opposite-corners.xlsx",
            book(|sheet| {
                rows(sheet);
                sheet.write_string(1_048_575, 16_383, "x").unwrap();
            }),
        ),
        ("sheet-is-a-chart.xlsx", {
            let mut workbook = Workbook::new();
            let mut chart = Chart::new(ChartType::Line);
            chart.add_series().set_values("Dati!$A$1:$A$2");
            workbook.add_worksheet().set_name("Dati").unwrap();
            let sheet = workbook.add_chartsheet();
            sheet.set_name("Tav.1").unwrap().insert_chart(0, 0, &chart).unwrap();
            small(&workbook.save_to_buffer().unwrap())
        }),
        ("shared-text-out-of-range.xlsx", cells("<row r=\"2\"><c r=\"A2\" t=\"s\"><v>99</v></c></row>")),
        ("cell-without-end.xlsx", cells("<row r=\"2\"><c r=\"A2\"><v>1")),
        ("cell-far-outside.xlsx", cells("<row r=\"2\"><c r=\"ZZZZZZZ2\"><v>1</v></c></row>")),
        ("cell-in-row-zero.xlsx", cells("<row r=\"2\"><c r=\"A0\"><v>1</v></c></row>")),
        ("cell-in-the-last-row-there-is.xlsx", cells("<row r=\"2\"><c r=\"A4294967295\"><v>1</v></c></row>")),
        ("cell-of-unknown-type.xlsx", cells("<row r=\"2\"><c r=\"A2\" t=\"q\"><v>1</v></c></row>")),
        (
            "number-that-is-none.xlsx",
            cells(
                "<row r=\"2\"><c r=\"A2\" t=\"str\"><v>012001</v></c><c r=\"B2\" t=\"str\"><v>Agra</v></c><c r=\"C2\"><v>1.2.3</v></c></row>",
            ),
        ),
        ("workbook-part-missing.xlsx", part("xl/workbook.xml", None)),
        ("workbook-part-empty.xlsx", part("xl/workbook.xml", Some(b""))),
        ("workbook-part-is-no-xml.xlsx", part("xl/workbook.xml", Some(b"<<<<"))),
        ("sheet-part-missing.xlsx", part(SHEET, None)),
        ("sheet-part-empty.xlsx", part(SHEET, Some(b""))),
        ("sheet-part-is-no-xml.xlsx", part(SHEET, Some(b"PK"))),
        ("relations-missing.xlsx", part("xl/_rels/workbook.xml.rels", None)),
        ("shared-texts-missing.xlsx", part("xl/sharedStrings.xml", None)),
        ("a-zip-without-workbook.xlsx", zip(&[("dati.csv", TEXT)])),
        ("bomb.xlsx", part("xl/sharedStrings.xml", Some(&vec![b' '; 1024 * 1024 + 1]))),
        ("bomb-that-says-so.xlsx", in_headers(good.clone(), 22, 24, &[0, 0, 0, 0x40])),
        ("cut.xlsx", cut(&good, good.len() / 2)),
        ("cut-at-the-end.xlsx", cut(&good, good.len() - 10)),
        ("text-instead.xlsx", TEXT.to_vec()),
        ("web-page.xlsx", b"<html><table><tr><td>Codice</td></tr></table></html>".to_vec()),
        ("old-excel.xls", [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".as_slice(), &[0; 504]].concat()),
        ("binary-workbook.xlsb", zip(&[("[Content_Types].xml", b"<Types/>"), ("xl/workbook.bin", b"\0")])),
        ("ods-good-but-bad-number.ods", of(&ods_row(["012001", "Agra", "x"]))),
        ("ods-only-header.ods", of("")),
        ("ods-bomb-of-repetitions.ods", of(repeated)),
        ("ods-repetition-is-no-number.ods", of(&repeated.replace("900000000", "many"))),
        ("ods-sheet-missing.ods", ods_of(b"<office:document-content/>")),
        ("ods-content-empty.ods", ods_of(b"")),
        ("ods-content-is-no-xml.ods", ods_of(b"<<<<")),
        ("ods-content-missing.ods", zip(&[MIMETYPE])),
        ("ods-bomb.ods", ods_of(&vec![b' '; 1024 * 1024 + 1])),
        (
            "ods-value-is-no-number.ods",
            of("<table:table-row><table:table-cell office:value-type=\"float\" office:value=\"x\"/></table:table-row>"),
        ),
        (
            "ods-encrypted.ods",
            zip(&[
                MIMETYPE,
                ("META-INF/manifest.xml", manifest("<manifest:encryption-data/>").as_bytes()),
                ("content.xml", b"\x8f\x12\xa9\x00\x81"),
            ]),
        ),
    ]
}

/// The good workbook whose sheet has another name.
fn changed_name(good: &[u8]) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(good)).unwrap();
    let mut workbook = String::new();
    std::io::Read::read_to_string(&mut archive.by_name("xl/workbook.xml").unwrap(), &mut workbook).unwrap();
    part("xl/workbook.xml", Some(workbook.replace("Tav.1", "Tav.2").as_bytes()))
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
