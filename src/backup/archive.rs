//! A backup with files: a zip of `backup.json` and `parts/<hex>`. Of a locked backup the files are locked too, by the
//! same key; which they are its JSON says. Nothing here holds more than one file at a time.

use std::collections::BTreeSet;

use super::{Backup, MAX_BYTES, Opened};
use crate::bundle::container::{self, Bounds, Seen, Source};
use crate::bundle::digest::Digest;
use crate::domain::finding::{BackupProblem, BundleProblem};

/// The backup itself.
pub const JSON: &str = "backup.json";
/// As much as this kind of zip can say.
const BOUNDS: Bounds = Bounds { unpacked: u32::MAX as u64, entries: u16::MAX as usize };

/// Whether the file is an archive with a backup in it.
pub fn is_archive(source: &mut dyn Source) -> bool {
    container::has(source, JSON)
}

/// Opens a file, in an archive or not, as [`super::open`] does its JSON. Of the files that a backup lists it is said
/// how many are not there; whether their bytes are right shows when they are taken out.
pub fn open_file(source: &mut dyn Source, passphrase: Option<&str>) -> Result<Opened, BackupProblem> {
    if !container::is_archive(source).map_err(archive)? {
        let mut bytes = Vec::new();
        let size =
            source.seek(std::io::SeekFrom::End(0)).map_err(|fault| archive(container::broken(&fault)))?;
        if size > MAX_BYTES {
            return Err(BackupProblem::TooLarge { size, limit: MAX_BYTES });
        }
        source.rewind().map_err(|fault| archive(container::broken(&fault)))?;
        source.read_to_end(&mut bytes).map_err(|fault| archive(container::broken(&fault)))?;
        return super::open(&bytes, passphrase).map(|opened| with_files(opened, &BTreeSet::new()));
    }
    let json = container::entry(source, JSON, MAX_BYTES).map_err(archive)?;
    let json = json.ok_or_else(|| BackupProblem::NotABackup { format: "zip".to_owned() })?;
    let opened = super::open(&json, passphrase)?;
    let there = container::parts(source).map_err(archive)?.into_iter().collect();
    Ok(with_files(opened, &there))
}

/// Looks a whole archive through: every file is read, and digested where it is not locked.
pub fn look(source: &mut dyn Source) -> Result<Opened, BackupProblem> {
    if !container::is_archive(source).map_err(archive)? {
        return open_file(source, None);
    }
    let (json, parts) =
        container::walk(source, JSON, BOUNDS, &mut |_, content| Seen::of(content)).map_err(archive)?;
    let json = json.ok_or_else(|| BackupProblem::NotABackup { format: "zip".to_owned() })?;
    let opened = super::open(&json, None)?;
    let right = parts.into_iter().filter(|(named, seen)| *named == seen.digest);
    Ok(with_files(opened, &right.map(|(named, _)| named).collect()))
}

/// One file's bytes as they lie in the archive; `None` where they are not there.
pub fn part(source: &mut dyn Source, digest: &Digest) -> Result<Option<Vec<u8>>, BackupProblem> {
    match container::is_archive(source).map_err(archive)? {
        true => container::entry(source, &container::part_name(digest), MAX_BYTES).map_err(archive),
        false => Ok(None),
    }
}

fn with_files(opened: Opened, there: &BTreeSet<Digest>) -> Opened {
    let Opened::Backup(mut backup) = opened else { return opened };
    let Backup { parts, problems, beside, .. } = backup.as_mut();
    let listed = parts.len();
    parts.retain(|part| there.contains(&part.digest));
    beside.keep_only(|part| there.contains(part));
    if parts.len() < listed {
        problems.push(BackupProblem::FilesMissing { count: listed - parts.len() });
    }
    Opened::Backup(backup)
}

fn archive(problem: BundleProblem) -> BackupProblem {
    BackupProblem::Archive(Box::new(problem))
}
