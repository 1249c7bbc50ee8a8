//! Raw files as publishers write them, made from the shipped data of one region and given to another.
//!
//! The comuni of Abruzzo play those of a region that has no portal yet: codes and figures are theirs, so that what an
//! import makes of these files can be compared with what the repository ships.

use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::Path;

/// The region whose figures are used, and its code.
pub const PLAYED: &str = "13";

type Row = BTreeMap<String, String>;

/// Rows of a CSV file of `data`, by name of the column.
pub(crate) fn rows(data: &Path, name: &str) -> Vec<Row> {
    let text = std::fs::read_to_string(data.join(name)).unwrap();
    let mut lines = text.lines().map(|line| line.split(',').map(str::to_owned).collect::<Vec<_>>());
    let header = lines.next().unwrap();
    lines.map(|fields| header.iter().cloned().zip(fields).collect()).collect()
}

/// Writes the raw files that [`SOURCES`] declare, as those of `region` called `name`.
pub fn write(data: &Path, raw: &Path, region: &str, name: &str) {
    let put = |path: &str, text: String| {
        let path = raw.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    let of_region = rows(data, "territories/membership/region.csv");
    let members: BTreeSet<&String> =
        of_region.iter().filter(|row| row["territory"] == PLAYED).map(|row| &row["comune"]).collect();
    let ours = |row: &Row, column: &str| members.contains(&row[column]);
    let comuni: Vec<Row> = rows(data, "territories/comune.csv").into_iter().filter(|row| ours(row, "code")).collect();
    let provinces: BTreeMap<String, Row> =
        rows(data, "territories/province.csv").into_iter().map(|row| (row["code"].clone(), row)).collect();
    let short = |code: &str| code.trim_start_matches('0').to_owned();

    let mut list =
        String::from("PRO_COM_T,COMUNE,COD_REG,DEN_REG,DEN_UTS,SIGLA_AUTOMOBILISTICA,CC_REG,CC_UTS,COD_CATASTO\n");
    for comune in &comuni {
        let province = &provinces[&comune["code"][..3]];
        let seats = match comune["capital"].as_str() {
            "region" => "1,1",
            "province" => "0,1",
            _ => "0,0",
        };
        // Invented, but each comune has its own.
        let cadastral = format!("Z{}", &comune["code"][1..]);
        let fields =
            [&comune["code"], &comune["name"], region, name, &province["name"], &province["plate"], seats, &cadastral];
        list += &(fields.join(",") + "\n");
    }
    // A comune of a region without a portal stands in every source of the country.
    list += "001272,Torino,01,Piemonte,Torino,TO,1,1,L219\n";
    put("comuni/situas_comuni_20251016.csv", list);

    let header =
        "Anno;Codice Comune;Comune soppresso per scorporo;Data evento;Codice del Comune associato alla variazione";
    put(
        "comuni/comuni-soppressi.csv",
        // Invented: a comune that was divided long ago, and one that became part of another country.
        format!(
            "{header};;\n1950;066901;1;01/02/1950;066049;;\n1950;066901;1;01/02/1950;066050;;\n1947;701001;;15/09/1947;;;\n"
        ),
    );

    let systems = rows(data, "territories/sll.csv");
    let names: BTreeMap<&String, &String> = systems.iter().map(|row| (&row["code"], &row["name"])).collect();
    let composition = rows(data, "territories/membership/sll.csv");
    let composition = composition.iter().filter(|row| ours(row, "comune")).map(|row| {
        let comune = comuni.iter().find(|comune| comune["code"] == row["comune"]).unwrap();
        json!({ "PRO_COM_T": row["comune"], "COMUNE": comune["name"], "COD_REG_COM": region, "COD_SLL": row["territory"],
                "DEN_SLL": names[&row["territory"]].to_uppercase() })
    });
    put("mappings/SLL_2021_composizione.json", json!({ "resultset": composition.collect::<Vec<_>>() }).to_string());

    let shapes = std::fs::read(data.join(format!("territories/geometry/comune-{PLAYED}.topojson"))).unwrap();
    let mut shapes: Value = serde_json::from_slice(&shapes).unwrap();
    for shape in shapes["objects"]["comune"]["geometries"].as_array_mut().unwrap() {
        shape["properties"] = json!({ "PRO_COM_T": shape["id"] });
    }
    shapes["objects"]["comuni"] = shapes["objects"]["comune"].take();
    shapes["objects"].as_object_mut().unwrap().remove("comune");
    put("boundaries/situas_map_comuni_20250101.topo.json", shapes.to_string());

    let numbers = |rows: &[Row], key: &str, value: &str| -> String {
        let number = |row: &Row| row[value].parse::<f64>().unwrap();
        let map: serde_json::Map<String, Value> = rows
            .iter()
            .map(|row| (short(&row[key]), json!(number(row))))
            .chain([("1272".into(), json!(130.0))])
            .collect();
        Value::Object(map).to_string()
    };
    put("boundaries/area_kmq.json", numbers(&comuni, "code", "area_km2"));
    let table = |name: &str| -> Vec<Row> {
        rows(data, &format!("tables/{name}.csv")).into_iter().filter(|row| ours(row, "comune")).collect()
    };
    put("population/pop_res_2021.json", numbers(&table("population"), "comune", "population").replace(".0", ""));

    let mut structure =
        String::from("codice_comune,pop_0_14,pop_15_64,pop_65_plus,pop_male,pop_female\n1272,1,1,1,1,2\n");
    for row in table("population_structure") {
        let columns = ["comune", "aged_0_14", "aged_15_64", "aged_65_over", "males", "females"];
        structure += &(columns.map(|column| row[column].clone()).join(",") + "\n");
    }
    put("population/limen_demographics-by-comune.csv", structure);

    for year in ["2022", "2023"] {
        let mut ages = String::from("codice_comune,eta,maschi,femmine,totale\n");
        for row in table("population_age").iter().filter(|row| row["period"] == year) {
            // All of a class at its first age.
            let first: String =
                row["ageband"].chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
            let [males, females] = ["males", "females"].map(|column| row[column].parse::<u32>().unwrap());
            writeln!(ages, "{},{first},{males},{females},{}", row["comune"], males + females).unwrap();
        }
        put(&format!("more/population/popolazione_eta_singola_comuni_{year}_LOM_ABR.csv"), ages);
    }

    let mut commuting =
        String::from("PRO_COM_T,pendolari_in_entrata,pendolari_in_uscita,pendolari_interni\n001272,1,1,1\n");
    for row in table("commuting") {
        let fields =
            ["comune", "incoming_workers", "outgoing_workers", "within_workers"].map(|column| row[column].clone());
        commuting += &(fields.join(",") + "\n");
    }
    put("employment/limen_commuter-balance.csv", commuting);

    let income = table("mef_income");
    for year in ["2018", "2020", "2021"] {
        // The name of the last column changed in 2021.
        let last = if year == "2021" { "Trattamento spettante - Frequenza" } else { "Bonus spettante - Frequenza" };
        let columns = MEF.map(|(_, published)| published).join(";");
        let mut text = format!(
            "Anno di imposta;Codice Istat Comune;Codice Istat Regione;Sigla Provincia;{columns};{last};\r\n{year};001272;01;TO{};\r\n",
            ";1".repeat(MEF.len() + 1)
        );
        for row in income.iter().filter(|row| row["period"] == year) {
            // Codes lost their zeros in 2020.
            let code = if year == "2020" { short(&row["comune"]) } else { row["comune"].clone() };
            let values = MEF.map(|(column, _)| row[column].clone()).join(";");
            write!(text, "{year};{code};{region};XX;{values};;\r\n").unwrap();
        }
        put(&format!("mef/Redditi_e_principali_variabili_IRPEF_su_base_comunale_CSV_{year}.csv"), text);
    }
}

/// Columns of the shipped table, and what the publisher calls them.
const MEF: [(&str, &str); 15] = [
    ("taxpayers", "Numero contribuenti"),
    ("employment_income_taxpayers", "Reddito da lavoro dipendente e assimilati - Frequenza"),
    ("employment_income_euro", "Reddito da lavoro dipendente e assimilati - Ammontare in euro"),
    ("pension_taxpayers", "Reddito da pensione - Frequenza"),
    ("pension_income_euro", "Reddito da pensione - Ammontare in euro"),
    ("self_employment_taxpayers", "Reddito da lavoro autonomo (comprensivo dei valori nulli) - Frequenza"),
    ("self_employment_income_euro", "Reddito da lavoro autonomo (comprensivo dei valori nulli) - Ammontare in euro"),
    ("taxable_income_taxpayers", "Reddito imponibile - Frequenza"),
    ("taxable_income_euro", "Reddito imponibile - Ammontare in euro"),
    ("net_tax_taxpayers", "Imposta netta - Frequenza"),
    ("net_tax_euro", "Imposta netta - Ammontare in euro"),
    ("income_0_10000_taxpayers", "Reddito complessivo da 0 a 10000 euro - Frequenza"),
    ("income_10000_15000_taxpayers", "Reddito complessivo da 10000 a 15000 euro - Frequenza"),
    ("income_75000_120000_taxpayers", "Reddito complessivo da 75000 a 120000 euro - Frequenza"),
    ("income_over_120000_taxpayers", "Reddito complessivo oltre 120000 euro - Frequenza"),
];

/// Sources whose raw files [`write`] writes.
pub const SOURCES: [&str; 10] = [
    "istat-area",
    "istat-boundaries-coarse",
    "istat-commuting",
    "istat-comuni",
    "istat-population",
    "istat-population-age",
    "istat-population-structure",
    "istat-sll",
    "istat-suppressed",
    "mef-irpef",
];
