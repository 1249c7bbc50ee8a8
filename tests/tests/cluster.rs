//! The same questions on a cluster: a scheduler and two executors, as an operator starts them, on this machine.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use tests::case::Case;

/// Reference queries of the benchmark, with the order that makes their bytes comparable.
const QUERIES: [&str; 4] = [
    include_str!("../../builder/benches/contracts/events/quarterly_flows_by_province.sql"),
    include_str!("../../builder/benches/contracts/events/quarterly_flows_by_comune.sql"),
    include_str!("../../builder/benches/contracts/events/monthly_stock_by_province.sql"),
    include_str!("../../builder/benches/contracts/events/yearly_turnover_by_comune.sql"),
];

/// A process that ends with this one, even when this one is killed.
struct Server(Child);

impl Server {
    fn start(arguments: &[&str]) -> Self {
        let mut command = Command::new("setpriv");
        command.args(["--pdeathsig", "KILL"]).arg(tests::binary()).arg("cluster").args(arguments);
        Self(command.stdout(Stdio::piped()).spawn().unwrap())
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }
}

/// A scheduler, and as many executors as were added.
struct Cluster {
    address: String,
    scheduler: Server,
    executors: Vec<Server>,
    parts: tempfile::TempDir,
}

impl Cluster {
    fn start() -> Self {
        let mut scheduler = Server::start(&["scheduler", "--bind", "127.0.0.1:0"]);
        let mut address = String::new();
        BufReader::new(scheduler.0.stdout.take().unwrap()).read_line(&mut address).unwrap();
        let address = address.trim().to_owned();
        assert!(address.starts_with("df://127.0.0.1:"), "{address}");
        Self { address, scheduler, executors: Vec::new(), parts: tempfile::tempdir().unwrap() }
    }

    fn add_executors(&mut self) {
        // Both are held until both are known: a port that was let go may be the next one given.
        let held = [(); 2].map(|()| TcpListener::bind("127.0.0.1:0").unwrap());
        let ports = held.map(|listener| listener.local_addr().unwrap().port().to_string());
        let scheduler = self.address.strip_prefix("df://").unwrap();
        for port in ports {
            let work = self.parts.path().join(&port);
            let options = ["--scheduler", scheduler, "--port", &port, "--tasks", "1", "--work", work.to_str().unwrap()];
            self.executors.push(Server::start(&[&["executor"], &options[..]].concat()));
        }
    }

    /// Folders of executors in which parts of answers were written.
    fn worked(&self) -> usize {
        let folders = std::fs::read_dir(self.parts.path()).unwrap().map(|entry| entry.unwrap().path());
        folders.filter(|folder| std::fs::read_dir(folder).is_ok_and(|mut parts| parts.next().is_some())).count()
    }
}

/// Standard output of the program, or what it told.
fn cruscotto(arguments: &[&str]) -> Result<String, String> {
    let output = Command::new(tests::binary()).args(arguments).output().unwrap();
    let [said, told] = [output.stdout, output.stderr].map(|text| String::from_utf8(text).unwrap());
    if output.status.success() { Ok(said) } else { Err(told) }
}

/// Coded events of a small invented region.
fn coded(case: &Case, folder: &Path) -> String {
    let path = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    let (data, delivered, coded) = (case.path("data"), path("in"), path("coded"));
    let portal = ["--portal", "abruzzo", "--data", data.to_str().unwrap()];
    let simulate = ["simulate", "cob", "--rows", "60000", "--seed", "5", "--out", &delivered];
    cruscotto(&[&simulate[..], &portal].concat()).unwrap();
    let ingest = ["contracts", "ingest", "--from", &delivered, "--out", &coded, "--as-of", "2025-09-30"];
    cruscotto(&[&ingest[..], &portal].concat()).unwrap();
    coded
}

#[test]
fn a_cluster_gives_the_bytes_that_one_machine_gives() {
    let (case, folder) = (Case::new(), tempfile::tempdir().unwrap());
    let coded = coded(&case, folder.path());
    let table = case.path("data").join("tables/contract_events/13.parquet");
    let data = case.path("data");
    let tabulate = |more: &[&str]| {
        let own = ["contracts", "tabulate", "--from", &coded, "--years", "3", "--portal", "abruzzo", "--data"];
        cruscotto(&[&own[..], &[data.to_str().unwrap()], more].concat()).unwrap();
        let cube = std::fs::read_dir(format!("{coded}/cube")).unwrap().map(|entry| entry.unwrap().path());
        let mut files: Vec<_> = cube.chain([table.clone()]).collect();
        files.sort();
        files.into_iter().map(|path| (path.clone(), std::fs::read(path).unwrap())).collect::<Vec<_>>()
    };
    let ask = |sql: &str, more: &[&str]| {
        let ordered = format!("SELECT * FROM ({sql}) ORDER BY 1, 2, 3, 4, 5");
        let sql = if sql.contains("sex") { ordered } else { ordered.replace(", 3, 4, 5", "") };
        cruscotto(&[&["contracts", "query", "--from", &coded, &sql][..], more].concat())
    };
    let here = tabulate(&[]);
    let mut cluster = Cluster::start();
    let address = cluster.address.clone();
    let on_cluster = ["--cluster", address.as_str()];

    let told = ask(QUERIES[0], &on_cluster).unwrap_err();
    assert!(told.contains("has no executor"), "{told}");
    cluster.add_executors();
    // They appear one after the other, and whoever asks for work first gets it.
    let waited = Instant::now();
    while cluster.worked() < 2 {
        assert!(waited.elapsed() < Duration::from_mins(2), "{} of 2 executors had a part", cluster.worked());
        if let Err(told) = ask(QUERIES[1], &on_cluster) {
            assert!(told.contains("has no executor"), "{told}");
            std::thread::sleep(Duration::from_millis(200));
        }
    }

    for sql in QUERIES {
        let [alone, together] = [ask(sql, &[]).unwrap(), ask(sql, &on_cluster).unwrap()];
        assert!(alone.lines().count() > 100, "{sql}");
        assert_eq!(alone, together, "{sql}");
    }
    assert_eq!(tabulate(&on_cluster), here);

    // Half of it breaks down: the other half answers.
    cluster.executors.pop();
    assert_eq!(ask(QUERIES[1], &on_cluster).unwrap(), ask(QUERIES[1], &[]).unwrap());
    drop(cluster.scheduler);
    let told = ask(QUERIES[0], &on_cluster).unwrap_err();
    assert!(told.contains("cannot be reached"), "{told}");
}

#[test]
fn what_is_no_address_is_told() {
    let (case, folder) = (Case::new(), tempfile::tempdir().unwrap());
    let coded = coded(&case, folder.path());
    for address in ["127.0.0.1:50050", "http://127.0.0.1:50050", "df://127.0.0.1", "df://127.0.0.1:much", ""] {
        let told = cruscotto(&["contracts", "query", "--from", &coded, "SELECT 1", "--cluster", address]).unwrap_err();
        assert!(told.contains("write it as df://host:port"), "{address}: {told}");
    }
}
