//! The questions of [`crate::contracts`] on several machines, by Apache Ballista: the same SQL, the same answers.
//!
//! A scheduler takes questions, executors answer parts of them; all read the same files. See `docs/cluster.md`. Without the
//! cargo feature `cluster` only the message remains that says so.

use datafusion::prelude::SessionContext;
use source::error::{BuildError, Result};

/// How an address of a scheduler begins.
const SCHEME: &str = "df://";

/// A session whose questions are answered by the cluster of the scheduler at `address`, as `df://host:port`.
///
/// # Errors
/// No address, nobody there, a scheduler without executors, a program without the feature `cluster`.
pub(crate) async fn context(address: &str) -> Result<SessionContext> {
    let at = address
        .strip_prefix(SCHEME)
        .filter(|at| at.rsplit_once(':').is_some_and(|(_, port)| port.parse::<u16>().is_ok()));
    let at = at.ok_or_else(|| refused(address, "is no address of a scheduler", "write it as df://host:port"))?;
    session(address, at).await
}

fn refused(address: &str, problem: impl std::fmt::Display, remedy: &str) -> BuildError {
    BuildError::declaration("--cluster", format!("'{address}' {problem}"), remedy)
}

#[cfg(not(feature = "cluster"))]
#[expect(clippy::unused_async, reason = "with the feature it waits")]
async fn session(address: &str, _: &str) -> Result<SessionContext> {
    let remedy = "build it with: cargo build --release -p builder --features cluster";
    Err(refused(address, "cannot be asked: this program was built without clusters", remedy))
}

#[cfg(feature = "cluster")]
async fn session(address: &str, at: &str) -> Result<SessionContext> {
    use ballista::prelude::SessionContextExt;
    use ballista_core::extension::SessionConfigExt;
    use datafusion::execution::SessionStateBuilder;
    use datafusion::prelude::SessionConfig;

    // A question to a scheduler without executors waits for ever.
    let health = format!("http://{at}/readyz");
    let answer = tokio::task::spawn_blocking(move || ureq::get(health).call()).await;
    match answer.map_err(|fault| refused(address, fault, "try again"))? {
        Ok(_) => {}
        Err(ureq::Error::StatusCode(503)) => {
            return Err(refused(address, "has no executor", "start one: cruscotto cluster executor"));
        }
        Err(fault) => {
            let problem = format!("cannot be reached: {fault}");
            return Err(refused(address, problem, "start it: cruscotto cluster scheduler"));
        }
    }
    let state =
        SessionStateBuilder::new().with_config(SessionConfig::new_with_ballista()).with_default_features().build();
    let context = SessionContext::remote_with_state(address, state).await;
    context.map_err(|fault| refused(address, fault.strip_backtrace(), "write it as df://host:port"))
}
