//! Files that readers take along of an answer: the same cells in every format, opened by programs of others.

use calamine::{Data, Reader, Xlsx};
use model::extract::{Column, ColumnKind, Entry, Extract};
use parquet::file::reader::{FileReader, SerializedFileReader};
use serde_json::Value;
use std::io::Cursor;
use tests::{output, readers};
use writer::write;

/// A table with what goes wrong easily: codes with leading zeros, a formula for a name, a hidden cell, a sum with a hidden part.
fn table() -> Extract {
    let column = |id: &str, name: &str, kind| Column { id: id.into(), name: name.into(), kind };
    let text = |text: &str| Entry::Text(text.into());
    Extract {
        name: "residents".into(),
        language: "it".into(),
        title: "Residenti · Province × Periodo".into(),
        across: "Periodo".into(),
        columns: vec![
            column("territory", "Province, codice", ColumnKind::Key),
            column("territory_name", "Province", ColumnKind::Name),
            column("2023", "2023", ColumnKind::Number(0)),
            column("2023_status", "2023 (OBS_STATUS)", ColumnKind::Status),
            column("2024", "2024", ColumnKind::Number(1)),
            column("2024_status", "2024 (OBS_STATUS)", ColumnKind::Status),
        ],
        rows: vec![
            vec![
                text("012"),
                text("=HYPERLINK(\"http://x\")"),
                Entry::Number(1_234_567.0),
                text("A"),
                Entry::Number(-0.5),
                text("P"),
            ],
            vec![text("013"), text("Como; \"Lario\""), Entry::Nothing(()), text("Q"), Entry::Number(2.0), text(">=")],
            vec![text(""), text("Lombardia"), Entry::Number(3.0), text("A"), Entry::Nothing(()), text("O")],
        ],
        about: vec![("Fonte".into(), "Istat".into()), ("Licenza".into(), "CC BY 4.0".into())],
    }
}

fn written(format: &str) -> Vec<u8> {
    write(&serde_json::to_string(&table()).unwrap(), format).unwrap()
}

#[test]
fn the_workbook_has_numbers_as_numbers_and_names_as_names() {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(written("xlsx"))).unwrap();
    assert_eq!(book.sheet_names(), ["Dati", "Leggimi"]);
    let data = book.worksheet_range("Dati").unwrap();
    let cell = |row: u32, column: u32| data.get_value((row, column)).cloned().unwrap_or(Data::Empty);
    assert_eq!(cell(0, 1), Data::String("Province".into()));
    assert_eq!(cell(1, 0), Data::String("012".into()));
    assert_eq!(cell(1, 1), Data::String("=HYPERLINK(\"http://x\")".into()));
    assert_eq!((cell(1, 2), cell(1, 4)), (Data::Float(1_234_567.0), Data::Float(-0.5)));
    assert_eq!((cell(2, 2), cell(2, 3)), (Data::Empty, Data::String("Q".into())));
    assert_eq!(book.worksheet_formula("Dati").unwrap().used_cells().count(), 0);
    let about = book.worksheet_range("Leggimi").unwrap();
    assert_eq!(about.get_value((1, 1)), Some(&Data::String("CC BY 4.0".into())));
    assert_eq!(written("xlsx"), written("xlsx"), "the same table is the same file");
}

#[test]
fn parquet_and_json_stat_have_the_same_cells() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("t.parquet");
    std::fs::write(&path, written("parquet")).unwrap();
    let file = SerializedFileReader::new(std::fs::File::open(path).unwrap()).unwrap();
    let about = file.metadata().file_metadata().key_value_metadata().unwrap();
    assert!(about.iter().any(|own| own.key == "Licenza" && own.value.as_deref() == Some("CC BY 4.0")));
    assert_eq!(file.metadata().file_metadata().num_rows(), 3);
    let json: Value = serde_json::from_slice(&written("json")).unwrap();
    assert_eq!(json["id"], serde_json::json!(["territory", "column"]));
    assert_eq!(json["size"], serde_json::json!([3, 2]));
    assert_eq!(json["value"], serde_json::json!([1_234_567.0, -0.5, null, 2.0, 3.0, null]));
    assert_eq!(json["status"], serde_json::json!({"1": "P", "2": "Q", "3": ">=", "5": "O"}));
    assert_eq!(json["dimension"]["territory"]["category"]["index"], serde_json::json!({"012": 0, "013": 1, "_T": 2}));
}

#[test]
fn what_is_no_table_is_told() {
    assert!(write("{}", "xlsx").unwrap_err().contains("missing field"));
    let mut twice = table();
    twice.columns[4].id = "2023".into();
    for format in ["xlsx", "parquet", "json"] {
        let said = write(&serde_json::to_string(&twice).unwrap(), format).unwrap_err();
        assert_eq!(said, "two columns are called '2023'");
    }
}

#[test]
fn programs_of_others_open_them() {
    let folder = tempfile::tempdir().unwrap();
    for (format, ending) in [("xlsx", "xlsx"), ("parquet", "parquet")] {
        std::fs::write(folder.path().join(format!("t.{ending}")), written(format)).unwrap();
    }
    let script = "import os, sys, duckdb, pandas as pd\n\
         os.chdir(sys.argv[1])\n\
         x = pd.read_excel('t.xlsx', dtype={'Province, codice': str})\n\
         p = pd.read_parquet('t.parquet')\n\
         d = duckdb.sql(\"select sum(\\\"2023\\\"), max(territory), count(\\\"2024\\\") from 't.parquet'\").fetchall()\n\
         print(x['2023'].sum(), x['Province, codice'][0], p['2024'].isna().sum(), p['territory'][0], d)";
    let said = output(&readers(), &["-c", script, folder.path().to_str().unwrap()]);
    assert_eq!(said.trim(), "1234570.0 012 1 012 [(1234570.0, '013', 2)]");
}
