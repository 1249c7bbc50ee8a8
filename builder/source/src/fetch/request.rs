//! One question to a server: redirects, time limits, and which faults deserve another try.

use std::io;
use std::time::Duration;

use ureq::http::{HeaderMap, Response, Uri};
use ureq::{Agent, Body, Timeout};

use super::Limits;
use super::error::FetchError;
use super::politeness::{self, Pace};
use super::{address, answer, clock};

/// Redirects followed before giving up.
const REDIRECTS: usize = 5;

/// Why an attempt failed.
#[derive(Debug)]
pub(super) enum Trouble {
    /// Another attempt may succeed, not before `wait`.
    Again {
        /// What happened.
        problem: String,
        /// What the server asked for.
        wait: Option<Duration>,
    },
    /// Asking again would not help.
    Final {
        /// What happened.
        problem: String,
        /// What to do next.
        remedy: String,
    },
    /// The fault is on this machine.
    Here(FetchError),
}

impl From<FetchError> for Trouble {
    fn from(error: FetchError) -> Self {
        Self::Here(error)
    }
}

impl Trouble {
    /// Another attempt may succeed.
    pub(super) fn again(problem: impl Into<String>) -> Self {
        Self::Again { problem: problem.into(), wait: None }
    }

    /// Asking again would not help.
    pub(super) fn last(problem: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self::Final { problem: problem.into(), remedy: remedy.into() }
    }
}

/// Asks servers, slowly.
#[derive(Debug)]
pub(super) struct Client {
    agent: Agent,
    pace: Pace,
    /// Patience and politeness.
    pub(super) limits: Limits,
}

impl Client {
    /// A client that has asked nobody yet.
    pub(super) fn new(limits: Limits) -> Self {
        let config = Agent::config_builder()
            .user_agent(concat!("cruscotto/", env!("CARGO_PKG_VERSION")))
            .http_status_as_error(false)
            // Followed here, to check each step and to keep the pause.
            .max_redirects(0)
            // A connection that is used again could begin with what a lying server sent too much.
            .max_idle_connections(0)
            .timeout_resolve(Some(limits.stall))
            .timeout_connect(Some(limits.stall))
            .timeout_per_read(Some(limits.stall))
            .timeout_per_write(Some(limits.stall))
            .timeout_recv_response(Some(limits.stall))
            .timeout_recv_body(Some(limits.body));
        Self { agent: config.build().new_agent(), pace: Pace::new(limits.pause), limits }
    }

    /// Asks for `url` with these headers and follows redirects. Returns the answer, whatever its status, and where it
    /// came from.
    pub(super) fn get(&mut self, url: &str, headers: &[(&str, &str)]) -> Result<(Response<Body>, Uri), Trouble> {
        let mut uri = address::parse(url).map_err(|problem| Trouble::last(problem, "correct `url`"))?;
        let declared = uri.clone();
        for _ in 0..=REDIRECTS {
            self.pace.wait(&address::host(&uri));
            let mut request = self.agent.get(uri.clone()).header("accept-encoding", "identity");
            for (name, value) in headers {
                request = request.header(*name, *value);
            }
            // A proxy of the environment leads out; what runs on this machine is not there.
            let here = matches!(uri.host(), Some("localhost" | "127.0.0.1" | "[::1]"));
            let request = if here { request.config().proxy(None).build() } else { request };
            let response = request.call().map_err(|fault| self.trouble(fault))?;
            if !matches!(response.status().as_u16(), 301 | 302 | 303 | 307 | 308) {
                return Ok((response, uri));
            }
            let Some(location) = answer::header(response.headers(), "location") else {
                return Err(Trouble::last("the server redirects without saying where", REMEDY));
            };
            uri = address::follow(&declared, &uri, location)
                .map_err(|problem| Trouble::last(format!("the server redirects, and {problem}"), REMEDY))?;
        }
        Err(Trouble::last(format!("more than {REDIRECTS} redirects, the last to {uri}"), REMEDY))
    }

    /// Notes the end of an answer.
    pub(super) fn served(&mut self, uri: &Uri) {
        self.pace.served(&address::host(uri));
    }

    /// What a fault before the body means.
    fn trouble(&self, fault: ureq::Error) -> Trouble {
        match fault {
            ureq::Error::Timeout(timeout) => Trouble::again(self.late(timeout)),
            ureq::Error::HostNotFound => Trouble::again("the name of the host leads nowhere"),
            ureq::Error::Io(fault) if fault.kind() == io::ErrorKind::InvalidData => {
                Trouble::last(format!("no trusted connection ({fault})"), REMEDY)
            }
            ureq::Error::Io(fault) => Trouble::again(format!("the connection failed ({fault})")),
            ureq::Error::ConnectionFailed => Trouble::again("the connection failed"),
            ureq::Error::Protocol(fault) => Trouble::last(format!("the answer is not HTTP ({fault})"), REMEDY),
            ureq::Error::LargeResponseHeader(..) => Trouble::last("the headers of the answer do not end", REMEDY),
            fault => Trouble::last(fault.to_string(), REMEDY),
        }
    }

    /// What a fault within the body means: what is lacking may come next time.
    pub(super) fn broken(&self, fault: io::Error) -> Trouble {
        Trouble::again(match ureq::Error::from(fault) {
            ureq::Error::Timeout(timeout) => self.late(timeout),
            ureq::Error::Io(fault) => format!("the file breaks off ({fault})"),
            fault => format!("the file breaks off ({fault})"),
        })
    }

    fn late(&self, timeout: Timeout) -> String {
        let (stall, body) = (self.limits.stall.as_secs_f64(), self.limits.body.as_secs_f64());
        match timeout {
            Timeout::RecvBody => format!("the file was not whole after {body} s"),
            Timeout::RecvResponse => format!("the headers of the answer were not whole after {stall} s"),
            Timeout::Resolve | Timeout::Connect => format!("no connection within {stall} s"),
            _ => format!("no byte came for {stall} s"),
        }
    }
}

/// What to do about a server that does not keep the rules.
const REMEDY: &str = "open the address in a browser, and correct `url` in the declaration of the source";

/// What a status other than success means.
pub(super) fn refusal(status: u16, headers: &HeaderMap) -> Trouble {
    let problem = format!("the server answered {status}");
    let asked = answer::header(headers, "retry-after");
    let wait: Option<Duration> = asked.and_then(|asked| politeness::retry_after(asked, clock::now()));
    match status {
        408 | 429 | 502 | 503 | 504 => Trouble::Again { problem, wait },
        401 | 403 | 407 => Trouble::last(problem, "the file is not open to everybody: fetch it by hand"),
        404 | 410 => Trouble::last(problem, "the file has moved: correct `url` in the declaration of the source"),
        _ => Trouble::last(problem, REMEDY),
    }
}
