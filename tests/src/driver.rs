//! The process between a test and Chromium.

use axum::http::Method;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;
use thirtyfour::common::command::ExtensionCommand;

/// The driver process, ended when dropped. No other process is touched.
#[derive(Debug)]
pub(crate) struct Process {
    child: Child,
    /// Where it listens, on 127.0.0.1.
    pub(crate) port: u16,
    /// Kept open: the driver may still write to it.
    _output: BufReader<ChildStdout>,
}

impl Process {
    /// Starts one on a port the system chooses. The driver takes a free port of IPv4, then wants the same of IPv6, and
    /// ends when another process has that one; so a few are tried before it counts as broken.
    pub(crate) fn start() -> Self {
        let mut told = String::new();
        for _ in 0..5 {
            match Self::try_start() {
                Ok(process) => return process,
                Err(words) => told.push_str(&words),
            }
        }
        panic!("chromedriver ended without naming its port:\n{told}");
    }

    /// One attempt; what the driver said when it ended at once.
    fn try_start() -> Result<Self, String> {
        let mut child = Command::new("chromedriver")
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("install chromedriver first: make browser");
        let mut output = BufReader::new(child.stdout.take().unwrap());
        let (mut told, mut line) = (String::new(), String::new());
        while output.read_line(&mut line).unwrap() > 0 {
            let digits = line.trim().trim_end_matches('.').rsplit(' ').next().unwrap_or_default();
            if let (true, Ok(port)) = (line.contains("started successfully on port"), digits.parse()) {
                return Ok(Self { child, port, _output: output });
            }
            told.push_str(&std::mem::take(&mut line));
        }
        let _ = child.kill();
        let _ = child.wait();
        Err(told)
    }

    /// Ends a session, and with it its browser.
    pub(crate) fn end(&self, session: &str) {
        let Ok(mut stream) = TcpStream::connect(("127.0.0.1", self.port)) else { return };
        let _ = stream.set_read_timeout(Some(Duration::from_secs(20)));
        let _ = write!(stream, "DELETE /session/{session} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");
        // The first byte of the answer comes when the browser is gone.
        let _ = stream.read(&mut [0]);
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Reads a log of the session.
#[derive(Debug)]
pub(crate) struct ReadLog(pub(crate) &'static str);

impl ExtensionCommand for ReadLog {
    fn parameters_json(&self) -> Option<Value> {
        Some(json!({"type": self.0}))
    }

    fn method(&self) -> Method {
        Method::POST
    }

    fn endpoint(&self) -> std::sync::Arc<str> {
        "/se/log".into()
    }
}
