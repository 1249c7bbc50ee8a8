//! One file inside a ZIP file, and what a ZIP file may unpack to.

use std::io::Cursor;

use zip::ZipArchive;

use crate::error::BadRow;
use crate::limits;

type Fallible<T> = std::result::Result<T, Box<BadRow>>;

const FETCH: &str = "fetch the file again";

/// A file out of a ZIP file.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Unpacked {
    /// Its name for messages, with that of the archive.
    pub(crate) name: String,
    /// Its content.
    pub(crate) bytes: Vec<u8>,
    /// Names of the other files in the archive.
    pub(crate) others: Vec<String>,
}

/// The one file in `bytes` whose name is `member` or ends with it, in any case of letters.
///
/// # Errors
/// No such file or several, a name that leads outside the archive, an encrypted file, a ZIP file in the ZIP file, and
/// more bytes than anything honest unpacks to, whatever the archive says about itself.
pub(crate) fn unpack(file: &str, bytes: &[u8], member: &str) -> Fallible<Unpacked> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| unreadable(file, &error))?;
    let names: Vec<String> = archive.file_names().map(|name| name.unwrap_or_default().into_owned()).collect();
    let wanted = member.to_lowercase();
    let fits = |name: &String| name.to_lowercase().ends_with(&wanted) && !name.ends_with('/');
    let exact = names.iter().filter(|name| *name == member);
    let mut found: Vec<&String> = exact.collect();
    if found.is_empty() {
        found = names.iter().filter(|name| fits(name) && !name.starts_with("__MACOSX/")).collect();
    }
    let [name] = found.as_slice() else {
        let shown = if found.is_empty() { names.iter().take(10).collect() } else { found };
        let shown = shown.into_iter().map(String::as_str).collect::<Vec<_>>().join(", ");
        let expected = format!("exactly one file '{member}' inside");
        return Err(Box::new(BadRow::new(file, expected, "write its whole name in 'member'").found(shown)));
    };
    let inside = format!("{file} ({name})");
    let index = archive.index_for_name(name).unwrap_or_default();
    let about = archive.by_index_data(index).map_err(|error| unreadable(&inside, &error))?;
    if about.enclosed_name().is_none() || name.starts_with(['/', '\\']) || name.contains([':', '\0']) {
        let remedy = "do not use this archive: ask the publisher for another";
        return Err(Box::new(BadRow::new(inside, "a name that stays inside the archive", remedy)));
    }
    if about.encrypted() {
        let remedy = "unpack it with its password and declare the file inside";
        return Err(Box::new(BadRow::new(inside, "a file that is not encrypted", remedy)));
    }
    let most = most(about.compressed_size());
    let entry = archive.by_index(index).map_err(|error| unreadable(&inside, &error))?;
    let Some(content) = limits::read_within(entry, most).map_err(|error| broken(&inside, &error))? else {
        return Err(too_large(&inside, most));
    };
    if content.starts_with(b"PK\x03\x04") && !is_workbook(&content) {
        let remedy = "unpack the outer archive and declare the inner one";
        return Err(Box::new(BadRow::new(inside, "a file, not another ZIP file", remedy)));
    }
    let file = |other: &&String| *other != *name && !other.ends_with('/') && !other.starts_with("__MACOSX/");
    let others = names.iter().filter(file).cloned().collect();
    Ok(Unpacked { name: inside, bytes: content, others })
}

/// A fault when all files in a workbook together unpack to more bytes than anything honest: by what the archive says,
/// then by unpacking, since it can lie.
pub(crate) fn unpacks_within(file: &str, bytes: &[u8]) -> Fallible<()> {
    let what = "a workbook in XLSX or ODS, which is a ZIP file";
    let unreadable = |error: zip::result::ZipError| Box::new(BadRow::new(file, what, FETCH).found(error.to_string()));
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(unreadable)?;
    let most = most(bytes.len() as u64);
    if archive.decompressed_size().is_some_and(|size| size > u128::from(most)) {
        return Err(too_large(file, most));
    }
    let mut left = most;
    for index in 0..archive.len() {
        let entry = archive.by_index(index).map_err(unreadable)?;
        let mut bounded = std::io::Read::take(entry, left.saturating_add(1));
        let size = std::io::copy(&mut bounded, &mut std::io::sink()).map_err(|error| broken(file, &error))?;
        left = left.checked_sub(size).ok_or_else(|| too_large(file, most))?;
    }
    Ok(())
}

/// Most bytes that so many packed ones may unpack to.
fn most(packed: u64) -> u64 {
    packed.saturating_mul(limits::RATIO).clamp(1024 * 1024, limits::UNPACKED)
}

/// Whether an entry has this name.
pub(crate) fn has_entry(bytes: &[u8], name: &str) -> bool {
    ZipArchive::new(Cursor::new(bytes)).is_ok_and(|archive| archive.index_for_name(name).is_some())
}

/// The text of the entry with this name, letters that are not UTF-8 replaced.
pub(crate) fn entry_text(file: &str, bytes: &[u8], name: &str) -> Fallible<String> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| unreadable(file, &error))?;
    let entry = archive.by_name(name).map_err(|error| unreadable(file, &error))?;
    let content = limits::read_within(entry, limits::UNPACKED).map_err(|error| broken(file, &error))?;
    let content = content.ok_or_else(|| too_large(file, limits::UNPACKED))?;
    Ok(String::from_utf8_lossy(&content).into_owned())
}

/// Workbooks are ZIP files, and may well be packed.
fn is_workbook(bytes: &[u8]) -> bool {
    let parts = ["[Content_Types].xml", "mimetype"];
    ZipArchive::new(Cursor::new(bytes)).is_ok_and(|inner| parts.iter().any(|part| inner.index_for_name(part).is_some()))
}

fn too_large(file: &str, limit: u64) -> Box<BadRow> {
    let expected = format!("at most {} MB when unpacked", limit / 1024 / 1024);
    Box::new(BadRow::new(file, expected, "look at what it holds before anything else: it may be a bomb"))
}

fn unreadable(file: &str, error: &zip::result::ZipError) -> Box<BadRow> {
    Box::new(BadRow::new(file, "a ZIP file, stored or deflated", FETCH).found(error.to_string()))
}

fn broken(file: &str, error: &std::io::Error) -> Box<BadRow> {
    Box::new(BadRow::new(file, "a file that unpacks", FETCH).found(error.to_string()))
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    fn packed(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in files {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(bytes).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    fn told(bytes: &[u8], member: &str) -> String {
        unpack("f.zip", bytes, member).map_or_else(|fault| fault.to_string(), |unpacked| unpacked.name)
    }

    #[test]
    fn a_file_is_found_by_its_name_or_its_ending() {
        let archive = packed(&[("dati/A.CSV", b"a;b"), ("leggimi.txt", b"x"), ("__MACOSX/dati/._A.CSV", b"")]);
        let unpacked = unpack("f.zip", &archive, ".csv").unwrap();
        let others = vec!["leggimi.txt".into()];
        assert_eq!(unpacked, Unpacked { name: "f.zip (dati/A.CSV)".into(), bytes: b"a;b".to_vec(), others });
        assert_eq!(told(&archive, "leggimi.txt"), "f.zip (leggimi.txt)");
    }

    #[test]
    fn every_danger_has_its_own_words() {
        let mut encrypted = packed(&[("a.csv", b"a;b")]);
        // The first bit of the flags, in the local and in the central header.
        let central = encrypted.windows(4).position(|bytes| bytes == b"PK\x01\x02").unwrap();
        encrypted[6] |= 1;
        encrypted[central + 8] |= 1;
        let zeros = vec![b'0'; 20 * 1024 * 1024];
        let told = [
            told(b"<html>", ".csv"),
            told(&packed(&[("a.csv", b"1"), ("b.csv", b"2")]), ".csv"),
            told(&packed(&[("a.txt", b"1")]), ".csv"),
            told(&packed(&[("../../etc/a.csv", b"1")]), ".csv"),
            told(&encrypted, ".csv"),
            told(&packed(&[("a.csv", &packed(&[("b.csv", b"1")]))]), ".csv"),
            told(&packed(&[("a.csv", &zeros)]), ".csv"),
        ];
        insta::assert_snapshot!(told.join("\n"), @r"
        f.zip: found 'invalid Zip archive: Could not find EOCD': expected a ZIP file, stored or deflated; fetch the file again
        f.zip: found 'a.csv, b.csv': expected exactly one file '.csv' inside; write its whole name in 'member'
        f.zip: found 'a.txt': expected exactly one file '.csv' inside; write its whole name in 'member'
        f.zip (../../etc/a.csv): expected a name that stays inside the archive; do not use this archive: ask the publisher for another
        f.zip (a.csv): expected a file that is not encrypted; unpack it with its password and declare the file inside
        f.zip (a.csv): expected a file, not another ZIP file; unpack the outer archive and declare the inner one
        f.zip (a.csv): expected at most 4 MB when unpacked; look at what it holds before anything else: it may be a bomb
        ");
    }

    #[test]
    fn a_size_that_lies_is_found_by_unpacking() {
        let mut lying = packed(&[("a", &vec![b'0'; 2 * 1024 * 1024])]);
        let central = lying.windows(4).position(|bytes| bytes == b"PK\x01\x02").unwrap();
        lying[22..26].copy_from_slice(&10_u32.to_le_bytes());
        lying[central + 24..central + 28].copy_from_slice(&10_u32.to_le_bytes());
        assert!(unpacks_within("f.xlsx", &lying).is_err());
        assert!(unpacks_within("f.xlsx", &packed(&[("a", &[b'0'; 100])])).is_ok());
    }
}
