//! The processes of a cluster that answers the queries of [`observations::contracts`], by Apache Ballista.
//!
//! A scheduler takes questions, executors answer parts of them; all read the same files. See `docs/cluster.md`.

use ballista_core::config::TaskSchedulingPolicy;
use ballista_core::error::BallistaError;
use ballista_executor::executor_process::{ExecutorProcessConfig, start_executor_process};
use ballista_scheduler::cluster::BallistaCluster;
use ballista_scheduler::config::SchedulerConfig;
use ballista_scheduler::scheduler_process::{create_scheduler, start_grpc_service_with_listener};
use clap::Args;
use datafusion_proto::protobuf::{LogicalPlanNode, PhysicalPlanNode};
use observations::runtime::runtime;
use source::error::{BuildError, Result};
use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;

/// Seconds an executor waits for its scheduler to appear.
const PATIENCE: u16 = 60;

/// Takes questions and hands parts of them to executors.
#[derive(Debug, Clone, Args)]
pub struct Scheduler {
    /// Where it listens; port 0 is any free one. Whoever reaches it can read the events: a network of the office's
    /// own, never the internet.
    #[arg(long, default_value = "127.0.0.1:50050")]
    pub bind: SocketAddr,
}

impl Scheduler {
    /// Serves until it is ended; `ready` is told where it listens.
    ///
    /// # Errors
    /// A port that is taken.
    pub fn run(&self, ready: impl FnOnce(SocketAddr)) -> Result<()> {
        runtime()?.block_on(async {
            let taken = |fault| stopped("scheduler", &fault);
            let listener = tokio::net::TcpListener::bind(self.bind).await.map_err(BallistaError::from);
            let listener = listener.map_err(taken)?;
            let at = listener.local_addr().map_err(|fault| stopped("scheduler", &fault.into()))?;
            let config = SchedulerConfig {
                bind_host: at.ip().to_string(),
                external_host: at.ip().to_string(),
                bind_port: at.port(),
                scheduling_policy: TaskSchedulingPolicy::PullStaged,
                ..SchedulerConfig::default()
            };
            let cluster = BallistaCluster::new_from_config(&config).await.map_err(taken)?;
            let scheduler = create_scheduler::<LogicalPlanNode, PhysicalPlanNode>(cluster, Arc::new(config)).await;
            ready(at);
            start_grpc_service_with_listener(listener, scheduler.map_err(taken)?).await.map_err(taken)
        })
    }
}

/// Answers parts of questions.
#[derive(Debug, Clone, Args)]
pub struct Executor {
    /// Host and port of the scheduler; waited for up to a minute.
    #[arg(long, default_value = "127.0.0.1:50050", value_parser = host_and_port)]
    pub scheduler: (String, u16),
    /// Address of this machine that scheduler and executors reach.
    #[arg(long, default_value = "127.0.0.1")]
    pub host: IpAddr,
    /// Port from which parts are fetched.
    #[arg(long, default_value_t = 50051)]
    pub port: u16,
    /// Parts at a time; as many as there are processors when left out.
    #[arg(long, default_value_t = 0)]
    pub tasks: usize,
    /// Megabytes that all parts may hold before they go to disk; 7 of 10 of the machine's when left out.
    #[arg(long)]
    pub memory_mb: Option<u64>,
    /// Folder for parts that others fetch: personal data too.
    #[arg(long)]
    pub work: PathBuf,
}

fn host_and_port(text: &str) -> std::result::Result<(String, u16), String> {
    let parts = text.rsplit_once(':').and_then(|(host, port)| Some((host.to_owned(), port.parse().ok()?)));
    parts.ok_or_else(|| "expected host:port".into())
}

impl Executor {
    /// Serves until it is ended.
    ///
    /// # Errors
    /// No scheduler within a minute, a port that is taken, a folder that cannot be written.
    pub fn run(&self) -> Result<()> {
        std::fs::create_dir_all(&self.work).map_err(|fault| BuildError::write(&self.work, fault))?;
        let (scheduler_host, scheduler_port) = self.scheduler.clone();
        let config = ExecutorProcessConfig {
            bind_host: self.host.to_string(),
            external_host: Some(self.host.to_string()),
            port: self.port,
            scheduler_host,
            scheduler_port,
            scheduler_connect_timeout_seconds: PATIENCE,
            vcores: self.tasks,
            // Executors ask for parts: nobody needs to reach them but to fetch.
            task_scheduling_policy: TaskSchedulingPolicy::PullStaged,
            memory_pool_size: self.memory_mb.map(|megabytes| megabytes * 1_000_000),
            work_dir: Some(self.work.to_string_lossy().into_owned()),
            // Parts are personal data: none is kept for longer than a question may take.
            job_data_ttl_seconds: 3600,
            job_data_clean_up_interval_seconds: 600,
            ..ExecutorProcessConfig::default()
        };
        runtime()?.block_on(start_executor_process(Arc::new(config))).map_err(|fault| stopped("executor", &fault))
    }
}

fn stopped(what: &str, fault: &BallistaError) -> BuildError {
    let remedy = "see docs/cluster.md for its ports and how they are reached";
    BuildError::declaration(format!("cluster {what}"), fault.to_string(), remedy)
}
