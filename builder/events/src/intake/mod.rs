//! Deliveries of events, checked and coded: what every figure of contracts is made from.
//!
//! Read [`ingest`] first. Rows go through it in two passes, in memory that does not grow with them: each is checked on
//! its own and put by its month (`layout`, `spill`); then month after month is put in order, against the contracts that
//! are open (`settle`) or, where no row names a contract, against the other deliveries (`overlap`), and written (`partition`). What is refused stands in the quarantine with its file and row, and
//! is counted in the [`Report`]; above the tolerance nothing is written but the quarantine.

mod checked;
mod codes;
mod internal;
mod layout;
mod ledger;
mod overlap;
mod partition;
mod published;
mod quarantine;
mod report;
mod spill;

pub use codes::{AGE_CLASSES, Age, Codes};
pub use partition::{COLUMNS, Coded};
pub use report::{Delivery, DeliveryKind, Fault, MonthTaken, Report};

use crate::calendar::{Day, Month};
use crate::event::Event;
use ledger::ContractLedger;
use quarantine::Quarantine;
use source::{BuildError, Result};
use spill::Spill;
use std::fs::{self, File};
use std::io::{BufReader, Read};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

/// What is to be taken in, and how strictly.
#[derive(Debug, Clone)]
pub struct Intake {
    /// Folder with the delivered files, `.parquet` and `.csv`, taken in the order of their names.
    pub from: PathBuf,
    /// Folder for `year=<yyyy>/events.parquet`, `report.json` and `quarantine.csv`; replaced as a whole.
    pub out: PathBuf,
    /// Largest share of rows that may be refused.
    pub tolerance: f64,
    /// A contract of the same worker with the same employer that begins at most so many days after the last one ended is
    /// a renewal: neither an activation nor a termination.
    pub renewal_days: Day,
}

/// The file with what was taken in; a folder without it is none of ours.
pub const REPORT: &str = "report.json";

/// A row with where it came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Delivered {
    /// The row.
    pub(crate) event: Event,
    /// Place of its file among the deliveries.
    pub(crate) file: u16,
    /// Its row, counted from 1 without the header.
    pub(crate) row: u32,
}

/// Reads every delivery and writes partitions.
///
/// # Errors
/// Nothing to read, a file that is not in the layout, more rows refused than tolerated, a month without any event
/// between the first and the last; the partitions of before are untouched then, and the quarantine says which rows.
pub fn ingest(intake: &Intake, codes: &Codes) -> Result<Report> {
    let files = deliveries(&intake.from)?;
    let parent = intake.out.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(parent).map_err(|fault| BuildError::write(parent, fault))?;
    let staging = tempfile::tempdir_in(parent).map_err(|fault| BuildError::write(parent, fault))?;
    let staged = staging.path().join("events");
    fs::create_dir_all(&staged).map_err(|fault| BuildError::write(&staged, fault))?;

    let mut quarantine = Quarantine::create(&staged.join("quarantine.csv"))?;
    let mut spill = Spill::create(&staging.path().join("months"))?;
    let mut report = Report::new(intake);
    for path in &files {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let sha256 = digest(path)?;
        let repeats = report.deliveries.iter().find(|other| other.sha256 == sha256).map(|other| other.file.clone());
        let mut delivery = Delivery { file: name, sha256, repeats, rows: 0, accepted: 0, refused: 0, blank: 0 };
        if delivery.repeats.is_none() {
            let number = report.deliveries.len();
            let kind = layout::read(path, number, codes, &mut delivery, &mut quarantine, &mut spill)?;
            if number > 0 && kind != report.kind {
                let problem = format!("{} is in another layout than the files before it", delivery.file);
                let remedy = "take in one layout at a time: only one of them tells contracts apart";
                return Err(BuildError::declaration(intake.from.display().to_string(), problem, remedy));
            }
            report.kind = kind;
        }
        report.deliveries.push(delivery);
    }

    let months = spill.finish()?;
    let names: Vec<String> = report.deliveries.iter().map(|delivery| delivery.file.clone()).collect();
    let mut settler = ContractLedger::new(intake.renewal_days, codes, &names);
    let mut writer = partition::Writer::new(&staged, codes);
    for (month, rows) in months.in_order() {
        if report.kind == DeliveryKind::Flows {
            let (coded, taken) = overlap::reconcile(month, &rows?, codes);
            writer.write(month, &coded)?;
            report.months.push(taken);
        } else if let Some((settled, taken)) = settler.next_month(month, rows?, &mut quarantine)? {
            writer.write(taken.month(), &settled)?;
            report.months.push(taken);
        }
    }
    if let Some((settled, taken)) = settler.last_month() {
        writer.write(taken.month(), &settled)?;
        report.months.push(taken);
    }
    writer.close()?;
    report.conclude(settler.open(), quarantine.close()?, codes);
    report.write(&staged)?;
    commit(intake, &staged, &report)?;
    Ok(report)
}

/// Puts the partitions in their place, or only the report and the quarantine beside it when too much is wrong.
fn commit(intake: &Intake, staged: &Path, report: &Report) -> Result<()> {
    if let Some(problem) = report.problem() {
        let beside = intake.out.with_extension("refused");
        replace(staged, &beside)?;
        let look = format!("look into {}", beside.display());
        let remedy = if report.systematic() {
            format!(
                "{look}: one fault refuses most rows, so the files are written in another way than docs/cob.md says"
            )
        } else {
            format!("{look}, correct the deliveries, or raise --tolerance")
        };
        return Err(BuildError::declaration(intake.from.display().to_string(), problem, remedy));
    }
    replace(staged, &intake.out)
}

fn replace(from: &Path, to: &Path) -> Result<()> {
    let ours = |folder: &Path| !folder.exists() || folder.join(REPORT).is_file();
    if !ours(to) {
        let problem = "there is a folder that holds something else";
        return Err(BuildError::declaration(to.display().to_string(), problem, "name another one with --out"));
    }
    // The older one waits beside the new one, and goes with the staging folder: a kill between loses nothing.
    let replaced = || {
        if to.exists() {
            fs::rename(to, from.with_extension("older"))?;
        }
        fs::rename(from, to)
    };
    replaced().map_err(|fault| BuildError::write(to, fault))
}

/// Files of a delivery by name.
fn deliveries(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder).map_err(|fault| BuildError::read(folder, fault))?;
    let mut files = Vec::new();
    for entry in entries {
        let path = entry.map_err(|fault| BuildError::read(folder, fault))?.path();
        if path.extension().is_some_and(|ending| ending == "csv" || ending == "parquet") {
            files.push(path);
        }
    }
    files.sort();
    if files.is_empty() || files.len() > usize::from(u16::MAX) {
        let problem = format!("{} files of events", files.len());
        let remedy = "put at least one .parquet or .csv file there, see docs/cob.md";
        return Err(BuildError::declaration(folder.display().to_string(), problem, remedy));
    }
    Ok(files)
}

fn digest(path: &Path) -> Result<String> {
    let read = || {
        let mut file = BufReader::with_capacity(1 << 20, File::open(path)?);
        let (mut hash, mut buffer) = (Sha256::new(), vec![0; 1 << 16]);
        loop {
            match file.read(&mut buffer)? {
                0 => return Ok(hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()),
                length => hash.update(buffer.get(..length).unwrap_or_default()),
            }
        }
    };
    read().map_err(|fault: std::io::Error| BuildError::read(path, fault))
}

/// The month of a day.
pub(crate) fn month_of(day: Day) -> Month {
    use chrono::Datelike;
    let date = crate::calendar::date(day);
    Month { year: date.year(), month: u8::try_from(date.month()).unwrap_or(1) }
}
