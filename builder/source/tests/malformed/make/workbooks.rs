//! Workbooks of both kinds, and what may be wrong in them.

use std::io::{Cursor, Write};

use rust_xlsxwriter::{Chart, ChartType, Formula, Workbook, Worksheet};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::{TEXT, cut, in_headers, zip};

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

pub(super) fn workbooks() -> Vec<(&'static str, Vec<u8>)> {
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
