//! One file, from its address to its place.

use std::fs::File;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};
use std::thread::sleep;

use ureq::Body;
use ureq::http::{HeaderMap, Response};

use super::error::FetchError;
use super::history::{History, Record};
use super::manifest::Wanted;
use super::partial::{Edition, Partial};
use super::report::Outcome;
use super::request::{Client, Trouble};
use super::{answer, clock, place, politeness, request};

/// Bytes at the start of a file that are looked at to tell what it is.
const HEAD: u64 = 2048;

/// A whole file in `<raw>.part`, checked.
struct Arrived {
    sha256: String,
    bytes: u64,
    etag: Option<String>,
    last_modified: Option<String>,
}

/// The fetch of one file.
pub(super) struct Transfer<'a> {
    client: &'a mut Client,
    history: &'a mut History,
    wanted: &'a Wanted,
    url: &'a str,
    target: PathBuf,
    partial: Partial,
    /// SHA-256 and length of the file that stands there now.
    here: Option<(String, u64)>,
    /// What the log says of this file and address.
    latest: Option<Record>,
    /// SHA-256 of an answer of unknown length: believed when a second one is the same.
    unannounced: Option<String>,
}

impl<'a> Transfer<'a> {
    /// Looks at what is here. `root` is the canonical folder of raw files.
    pub(super) fn new(
        client: &'a mut Client,
        history: &'a mut History,
        root: &Path,
        wanted: &'a Wanted,
        url: &'a str,
    ) -> Result<Self, FetchError> {
        let target = place::locate(root, &wanted.raw, true)?;
        let here = place::digest(&target)?;
        let latest = history.latest(&wanted.raw).cloned();
        let partial = Partial::of(&target);
        Ok(Self { client, history, wanted, url, target, partial, here, latest, unannounced: None })
    }

    /// Gets the file and puts it in its place.
    pub(super) fn run(mut self) -> Result<Outcome, FetchError> {
        let outcome = self.insist().and_then(|arrived| match arrived {
            Some(arrived) => self.reconcile(arrived),
            None => self.confirm(),
        });
        let useless = outcome.is_ok() || self.partial.found(self.url).is_none();
        let cleared = if useless { self.partial.clear() } else { Ok(()) };
        // The first fault is the one to tell.
        outcome.and_then(|outcome| cleared.map(|()| outcome))
    }

    /// Asks until there is an answer, or no hope. `None` when the file here is still the current one.
    fn insist(&mut self) -> Result<Option<Arrived>, FetchError> {
        let limits = self.client.limits;
        let mut attempt = 1;
        loop {
            let refused = |problem, remedy| FetchError::Server { url: self.url.into(), problem, remedy };
            match self.once() {
                Ok(arrived) => return Ok(arrived),
                Err(Trouble::Here(error)) => return Err(error),
                Err(Trouble::Final { problem, remedy }) => {
                    self.partial.clear()?;
                    return Err(refused(problem, remedy));
                }
                Err(Trouble::Again { problem, wait: Some(wait) }) if wait > limits.wait => {
                    let problem = format!("{problem}, and it asks to come back in {} s", wait.as_secs());
                    return Err(refused(problem, "run this again then".into()));
                }
                Err(Trouble::Again { problem, .. }) if attempt >= limits.attempts => {
                    let kept = self.partial.found(self.url).map(|(bytes, _)| format!("; {bytes} bytes are kept"));
                    let problem = format!("{problem}, attempt {attempt} of {attempt}{}", kept.unwrap_or_default());
                    return Err(refused(problem, "run this again later".into()));
                }
                Err(Trouble::Again { wait, .. }) => {
                    let back_off = politeness::back_off(self.url, attempt, limits.back_off, limits.wait);
                    sleep(back_off.max(wait.unwrap_or_default()));
                    attempt += 1;
                }
            }
        }
    }

    /// Asks once: for the rest of what is here, else for what is newer than what is here, else for everything.
    fn once(&mut self) -> Result<Option<Arrived>, Trouble> {
        let begun = self.partial.found(self.url);
        let intact = self.intact().cloned();
        let range = begun.as_ref().map(|(length, _)| format!("bytes={length}-"));
        let mut headers = Vec::new();
        if let (Some(range), Some((_, edition))) = (&range, &begun) {
            headers.extend([("range", range.as_str()), ("if-range", edition.validator.as_str())]);
        } else if let Some(record) = &intact {
            headers.extend(record.etag.as_deref().map(|tag| ("if-none-match", tag)));
            headers.extend(record.last_modified.as_deref().map(|date| ("if-modified-since", date)));
        }
        let conditional = begun.is_none() && !headers.is_empty();
        let (mut response, from) = self.client.get(self.url, &headers)?;
        let (file, total) = match (response.status().as_u16(), begun) {
            (304, _) if conditional => return Ok(None),
            (206, Some((length, edition))) => self.go_on(response.headers(), length, &edition)?,
            (200, _) => self.begin(&response)?,
            (416, Some(_)) => {
                self.partial.clear()?;
                return Err(Trouble::again("the server does not continue the file"));
            }
            (status, _) => return Err(request::refusal(status, response.headers())),
        };
        let poured = self.pour(response.body_mut(), file, total);
        self.client.served(&from);
        poured?;
        self.judge(&response, total).map(Some)
    }

    /// The log's record of the file here, if the file is what was fetched from this address.
    fn intact(&self) -> Option<&Record> {
        let (sha256, _) = self.here.as_ref()?;
        self.latest.as_ref().filter(|record| record.sha256 == *sha256 && record.url.as_deref() == Some(self.url))
    }

    /// Opens what is here to add the rest, if the answer is the rest of the same edition.
    fn go_on(&self, headers: &HeaderMap, length: u64, edition: &Edition) -> Result<(File, Option<u64>), Trouble> {
        let rest = answer::rest(answer::header(headers, "content-range"), length, edition.total);
        match rest.filter(|_| edition.is_of(headers) && answer::encoding(headers).is_none()) {
            Some(total) if total > self.wanted.max_bytes => Err(self.too_long()),
            Some(total) => Ok((self.partial.append()?, Some(total))),
            None => {
                self.partial.clear()?;
                Err(Trouble::again("the server continued another edition of the file"))
            }
        }
    }

    /// Opens an empty file for a whole answer.
    fn begin(&self, response: &Response<Body>) -> Result<(File, Option<u64>), Trouble> {
        if let Some(encoding) = answer::encoding(response.headers()) {
            let problem =
                format!("the answer is packed ('{}') although that was not asked for", encoding.escape_debug());
            return Err(Trouble::last(problem, "fetch this file by hand"));
        }
        let total = response.body().content_length();
        if total.is_some_and(|total| total > self.wanted.max_bytes) {
            return Err(self.too_long());
        }
        let edition = Edition::of(self.url, response.headers(), total);
        Ok((self.partial.begin(edition.as_ref())?, total))
    }

    /// Writes the body, never past the largest length.
    fn pour(&self, body: &mut Body, mut file: File, total: Option<u64>) -> Result<(), Trouble> {
        let write = |fault| FetchError::write(&self.partial.path, fault);
        let mut length = file.metadata().map_err(write)?.len();
        let (mut reader, mut buffer) = (body.as_reader(), vec![0; 1 << 16]);
        loop {
            let read = reader.read(&mut buffer).map_err(|fault| self.client.broken(fault))?;
            let Some(part) = buffer.get(..read).filter(|part| !part.is_empty()) else { break };
            length += read as u64;
            if length > self.wanted.max_bytes {
                return Err(self.too_long());
            }
            if total.is_some_and(|total| length > total) {
                return Err(Trouble::last("the server sent more than it announced", "fetch this file by hand"));
            }
            file.write_all(part).map_err(write)?;
        }
        file.sync_all().map_err(write)?;
        if total.is_some_and(|total| length < total) {
            return Err(Trouble::again("the file breaks off"));
        }
        Ok(())
    }

    fn too_long(&self) -> Trouble {
        let problem = format!("the file is longer than allowed, {} MB", self.wanted.max_bytes / 1_000_000);
        let declaration = format!("data/sources/{}.toml", self.wanted.source);
        Trouble::last(problem, format!("if that is right, raise `max_mb` of the file in {declaration}"))
    }

    /// Looks at the bytes as they are on the disk.
    fn judge(&mut self, response: &Response<Body>, total: Option<u64>) -> Result<Arrived, Trouble> {
        let path = &self.partial.path;
        let headers = response.headers();
        let (sha256, bytes) = place::digest(path)?.unwrap_or_default();
        let mut head = Vec::new();
        let opened = File::open(path).and_then(|file| file.take(HEAD).read_to_end(&mut head));
        opened.map_err(|fault| FetchError::read(path, fault))?;
        if let Some(problem) = answer::unlike(&self.wanted.raw, answer::header(headers, "content-type"), &head) {
            return Err(Trouble::last(problem, "open the address in a browser; the data may have moved"));
        }
        // Such a body ends when the connection does, and so does a broken one.
        let framing = answer::header(headers, "transfer-encoding").unwrap_or_default().to_lowercase();
        let open_ended = total.is_none() && !framing.contains("chunked");
        if open_ended && self.unannounced.replace(sha256.clone()) != Some(sha256.clone()) {
            self.partial.clear()?;
            return Err(Trouble::again(
                "the server does not say how long the file is, and no two answers were the same",
            ));
        }
        let text = |name| answer::header(headers, name).map(ToString::to_string);
        Ok(Arrived { sha256, bytes, etag: text("etag"), last_modified: text("last-modified") })
    }

    /// The file here is the current one; its copy in the history is made again if it is missing.
    fn confirm(&mut self) -> Result<Outcome, FetchError> {
        let Some(record) = self.latest.take() else { return Ok(Outcome::Never) };
        let sha256 = record.sha256.clone();
        self.history.keep(&self.target, record)?;
        Ok(Outcome::Unchanged { sha256 })
    }

    /// History first, log second, the file last: at every moment the log knows the file that stands there.
    fn reconcile(&mut self, arrived: Arrived) -> Result<Outcome, FetchError> {
        let Arrived { sha256, bytes, etag, last_modified } = arrived;
        let here = self.here.take();
        let record = |url, sha256: &str, bytes, etag, last_modified| Record {
            source: self.wanted.source.clone(),
            file: self.wanted.raw.clone(),
            url,
            date: clock::iso(clock::now()),
            sha256: sha256.into(),
            bytes,
            etag,
            last_modified,
        };
        if let Some((old, length)) = here.as_ref().filter(|(old, _)| *old != sha256 && !self.history.knows(old)) {
            // Somebody put it there by hand: it is theirs, and not for us to lose.
            self.history.keep(&self.target, record(None, old, *length, None, None))?;
        }
        self.history.keep(&self.partial.path, record(Some(self.url.into()), &sha256, bytes, etag, last_modified))?;
        let fetched = self.latest.take().map(|record| record.sha256);
        let here = here.map(|(here, _)| here);
        if here.as_ref() == Some(&sha256) {
            return Ok(Outcome::Unchanged { sha256 });
        }
        self.partial.finish(&self.target)?;
        Ok(match fetched.or(here) {
            None => Outcome::New { sha256, bytes },
            Some(from) if from == sha256 => Outcome::Restored { sha256 },
            Some(from) => Outcome::Changed { from, sha256, bytes },
        })
    }
}
