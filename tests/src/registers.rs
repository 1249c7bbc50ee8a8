//! A register with invented entities that have a place, for tests.

use observations::geometry;
use observations::territory::{self, COMUNE};
use std::path::Path;

/// What the register is.
pub const DECLARED: &str = r#"title = { it = "Centri per l’impiego", en = "Job centres" }
many = { it = "sedi", en = "sites" }
note = { it = "Sedi inventate.", en = "Invented sites." }
simulated = true

[origin]
publisher = { it = "Nessuno", en = "Nobody" }
licence = "CC0-1.0"
address = "https://dati.example/centri"
retrieved = "2026-03-01"

[[kind]]
id = "public"
name = { it = "Pubblici", en = "Public" }

[[kind]]
id = "private"
name = { it = "Privati", en = "Private" }
"#;

/// The columns of a row.
pub const HEADER: &str = "id,kind,name,address,comune,latitude,longitude,telephone,website\n";

/// Writes `registers/<id>.toml` and `registers/<id>.csv` into `data`: an entity in the middle of each of these municipalities.
pub fn write(data: &Path, id: &str, region: &str, wanted: impl Fn(&str) -> bool) {
    let territories = territory::load(data, region).unwrap();
    let drawings = geometry::load(data, region, &territories).unwrap();
    let p = drawings.topology(COMUNE).unwrap().projection.unwrap();
    let rows = territories.codes(COMUNE).filter(|code| wanted(code)).enumerate().map(|(n, code)| {
        let [x, y] = drawings.centre(COMUNE, code).unwrap().map(f64::from);
        let [longitude, latitude] =
            [(x - p.edge) / (p.scale * p.narrowing) + p.west, p.north - (y - p.edge) / p.scale];
        let kind = if n % 3 == 0 { "private" } else { "public" };
        let name = territories.reference(COMUNE, code).name;
        format!("c{code},{kind},\"Centro di {name}\",\"Piazza {}\",{code},{latitude:.5},{longitude:.5},+39 0862 {n:04},https://centro.example/{code}\n", n + 1)
    });
    let rows: String = rows.collect();
    std::fs::create_dir_all(data.join("registers")).unwrap();
    std::fs::write(data.join(format!("registers/{id}.toml")), DECLARED).unwrap();
    std::fs::write(data.join(format!("registers/{id}.csv")), [HEADER, &rows].concat()).unwrap();
}
