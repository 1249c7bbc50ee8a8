//! A PostgreSQL server and an SQLite file, each filled, asked through ODBC and stopped by the test itself.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use std::fs;
use std::io::Write;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use source::database::ask;
use source::format::Format;
use source::query::Query;
use source::read;

const NEEDED: &str = "run scripts/odbc.sh, which finds or installs the ODBC drivers and both databases";

const PASSWORD: &str = "Perch\u{e9}-n0?";

/// The first file or folder with this name below a folder.
fn find(folder: &Path, name: &str) -> Option<PathBuf> {
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if entry.file_name() == name {
                return Some(path);
            }
            if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                folders.push(path);
            }
        }
    }
    None
}

fn driver(name: &str) -> PathBuf {
    find(Path::new("/usr/lib"), name).unwrap_or_else(|| panic!("{name} is not below /usr/lib: {NEEDED}"))
}

/// Runs a program to its end; what it says is shown when it fails.
fn run(command: &mut Command) {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}; {NEEDED}"));
    assert!(output.status.success(), "{command:?}\n{}", String::from_utf8_lossy(&output.stderr));
}

/// A server in a folder of its own, stopped when the test ends, well or badly.
struct Server {
    folder: tempfile::TempDir,
    programs: PathBuf,
    port: u16,
}

impl Server {
    fn start() -> Self {
        let initdb = find(Path::new("/usr/lib/postgresql"), "initdb");
        let programs = initdb.unwrap_or_else(|| panic!("initdb is not below /usr/lib/postgresql: {NEEDED}"));
        let programs = programs.parent().unwrap().to_owned();
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("password"), PASSWORD).unwrap();
        if is_root() {
            run(Command::new("chown").args(["-R", "postgres"]).arg(folder.path()));
        }
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let server = Self { folder, programs, port };
        server.run(
            "initdb",
            "--pgdata=data --username=anna --auth=scram-sha-256 --pwfile=password --encoding=UTF8 --locale=C.UTF-8",
        );
        let options = format!("-c listen_addresses=127.0.0.1 -c fsync=off -p {port}");
        server.run(
            "pg_ctl",
            &format!(
                "--pgdata=data --log=log --wait --options='{options} -k {}' start",
                server.folder.path().display()
            ),
        );
        server
    }

    /// One of PostgreSQL's programs in the server's folder; as the user `postgres` where we are root, which it refuses.
    fn run(&self, program: &str, arguments: &str) {
        let line =
            format!("cd '{}' && '{}' {arguments}", self.folder.path().display(), self.programs.join(program).display());
        let mut command = if is_root() { Command::new("su") } else { Command::new("sh") };
        if is_root() {
            command.args(["postgres", "-s", "/bin/sh"]);
        }
        // A server that keeps the pipe open would make us wait for ever.
        let status = command.arg("-c").arg(line).stdout(Stdio::null()).stderr(Stdio::null()).status().unwrap();
        let log = fs::read_to_string(self.folder.path().join("log")).unwrap_or_default();
        assert!(status.success(), "{program} {arguments}\n{log}");
    }

    fn connection(&self, password: &str) -> String {
        let driver = driver("psqlodbcw.so");
        format!(
            "Driver={};Server=127.0.0.1;Port={};Database=postgres;UID=anna;PWD={password}",
            driver.display(),
            self.port
        )
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.run("pg_ctl", "--pgdata=data --mode=immediate --wait stop");
    }
}

fn is_root() -> bool {
    Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}

fn query(text: &str) -> Query {
    Query { connection: "CRUSCOTTO_TEST".into(), query: text.into() }
}

/// The rows of an answer, as the import reads them.
fn rows(text: &str, connection: &str) -> Vec<String> {
    let query = query(text);
    let answer = ask("sources/test.toml", &query, connection).unwrap();
    let (table, bad) = read("answer", &answer, &Format::Database(query));
    assert!(bad.is_empty(), "{bad:?}");
    let rows = table.records.into_iter().map(|record| record.fields.join("|"));
    std::iter::once(table.header.join("|")).chain(rows).collect()
}

const FILL: &str =
    "CREATE TABLE rapporti (comune varchar(6), nome varchar(40), persone integer, quota numeric(10,2), inizio date);
INSERT INTO rapporti VALUES ('017170', 'Salò \"di là\", Cantù', 1234567, 1234.50, '2024-02-29');
INSERT INTO rapporti VALUES ('012001', NULL, NULL, NULL, NULL);
INSERT INTO rapporti VALUES ('099999', 'Perù; però', -3, -0.05, '1999-12-31');";

const ASK: &str = "SELECT comune, nome, persone, quota, inizio FROM rapporti ORDER BY comune";

const EXPECTED: [&str; 4] = [
    "comune|nome|persone|quota|inizio",
    "012001||||",
    "017170|Salò \"di là\", Cantù|1234567|1234.50|2024-02-29",
    "099999|Perù; però|-3|-0.05|1999-12-31",
];

#[test]
fn a_postgresql_server_is_asked_and_its_password_is_never_told() {
    let server = Server::start();
    let connection = server.connection(PASSWORD);
    let psql = server.programs.join("psql");
    let mut filling = Command::new(psql);
    filling.args([
        "-h",
        "127.0.0.1",
        "-p",
        &server.port.to_string(),
        "-U",
        "anna",
        "-d",
        "postgres",
        "-v",
        "ON_ERROR_STOP=1",
        "-c",
        FILL,
    ]);
    run(filling.env("PGPASSWORD", PASSWORD).env("PGCLIENTENCODING", "UTF8"));
    assert_eq!(rows(ASK, &connection), EXPECTED);
    let long = rows(
        "SELECT comune::text, current_date > '2000-01-01'::date AS dopo, 1.5::float8 AS peso, now() > '2000-01-01' AS poi FROM rapporti WHERE persone > 0",
        &connection,
    );
    assert_eq!(long[1].split('|').next(), Some("017170"));

    let wrong = ask("sources/test.toml", &query(ASK), &server.connection("segretissima")).unwrap_err().to_string();
    assert!(
        wrong.contains("the database answers") && !wrong.contains("segretissima") && !wrong.contains("anna"),
        "{wrong}"
    );
    let lacking = ask("sources/test.toml", &query("SELECT a FROM nessuna"), &connection).unwrap_err().to_string();
    assert!(lacking.contains("nessuna"), "{lacking}");
    let refused = ask("sources/test.toml", &query("SELECT 1; SELECT 2"), &connection).unwrap_err().to_string();
    assert!(refused.contains("more than one statement"), "{refused}");
}

#[test]
fn an_sqlite_file_is_asked() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("rapporti.sqlite");
    let mut filling = Command::new("sqlite3");
    let filled = filling.arg(&file).stdin(Stdio::piped()).spawn();
    let mut filled = filled.unwrap_or_else(|error| panic!("sqlite3: {error}; {NEEDED}"));
    filled.stdin.take().unwrap().write_all(FILL.as_bytes()).unwrap();
    assert!(filled.wait().unwrap().success());
    let connection = format!("Driver={};Database={}", driver("libsqlite3odbc.so").display(), file.display());
    // SQLite keeps no zeros at the end of a number.
    assert_eq!(rows(ASK, &connection), EXPECTED.map(|row| row.replace("1234.50", "1234.5")));
}

/// No SQL Server can be started here: that its driver is found, loaded and asked is as far as this test goes.
#[test]
fn the_driver_of_sql_server_is_loaded_and_a_server_that_is_not_there_is_told_without_the_password() {
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let connection = format!(
        "Driver={};Server=127.0.0.1;Port={port};TDS_Version=7.4;Database=lavoro;UID=anna;PWD=segretissima",
        driver("libtdsodbc.so").display()
    );
    let fault = ask("sources/test.toml", &query(ASK), &connection).unwrap_err().to_string();
    assert!(fault.contains("[FreeTDS][SQL Server]Unable to connect"), "{fault}");
    assert!(!fault.contains("segretissima") && !fault.contains("anna"), "{fault}");
}
