//! A bundle as a file: plain JSON, or a zip of `bundle.json` and `parts/<hex>` where it has
//! attachments. What the file is called plays no part.

use std::collections::BTreeSet;
use std::io::{Cursor, SeekFrom, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipWriter};

use super::Bundle;
use super::container::{self, Bounds, Look, Seen, broken};
use super::digest::Digest;
use super::limits::{MAX_BYTES, MAX_ENTRIES, MAX_UNPACKED};
use crate::domain::finding::BundleProblem;

pub use super::container::{Source, part_name};

/// The bundle itself.
pub const JSON: &str = "bundle.json";

const BOUNDS: Bounds = Bounds { unpacked: MAX_UNPACKED, entries: MAX_ENTRIES };

/// An attachment's bytes, named by their digest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    digest: Digest,
    bytes: Vec<u8>,
}

impl Part {
    pub fn new(bytes: Vec<u8>) -> Self {
        Self { digest: Digest::of_bytes(&bytes), bytes }
    }

    pub fn digest(&self) -> &Digest {
        &self.digest
    }

    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }
}

/// A bundle's file, looked through without its parts being held.
#[derive(Debug)]
pub struct Looked {
    pub bundle: Bundle,
    /// Those that the header lists and whose bytes are right.
    pub parts: Vec<Digest>,
    /// Parts that are missing, changed or not listed.
    pub problems: Vec<BundleProblem>,
}

/// A bundle's file, opened.
#[derive(Debug)]
pub struct Opened {
    pub bundle: Bundle,
    /// Those that the header lists and whose bytes are right.
    pub parts: Vec<Part>,
    /// Parts that are missing, changed or not listed.
    pub problems: Vec<BundleProblem>,
}

/// Opens the bytes of a file, with all its parts.
pub fn open(bytes: &[u8]) -> Result<Opened, BundleProblem> {
    let mut held = Vec::new();
    let Looked { bundle, parts: right, problems } = looked(&mut Cursor::new(bytes), &mut |_, content| {
        let mut bytes = Vec::new();
        content.read_to_end(&mut bytes)?;
        let part = Part::new(bytes);
        let size = u64::try_from(part.bytes.len()).unwrap_or(u64::MAX);
        let seen = Seen { digest: part.digest.clone(), size };
        held.push(part);
        Ok(seen)
    })?;
    held.retain(|part| right.contains(&part.digest));
    Ok(Opened { bundle, parts: held, problems })
}

/// Looks a file through: every part is read and digested, none is held.
pub fn look(source: &mut dyn Source) -> Result<Looked, BundleProblem> {
    looked(source, &mut |_, content| Seen::of(content))
}

/// The bundle of a file alone, its parts unseen: for a file that was looked through before.
pub fn bundle(source: &mut dyn Source) -> Result<Bundle, BundleProblem> {
    if !container::is_archive(source)? {
        return Bundle::read(&whole(source)?);
    }
    let json = container::entry(source, JSON, MAX_UNPACKED)?;
    Bundle::read(&json.ok_or_else(|| BundleProblem::NotABundle { format: "zip".to_owned() })?)
}

/// One part of a file, if it is there and is what its name says.
pub fn part(source: &mut dyn Source, digest: &Digest) -> Result<Part, BundleProblem> {
    let found = match container::is_archive(source)? {
        true => container::entry(source, &part_name(digest), MAX_UNPACKED)?,
        false => None,
    };
    let missing = || BundleProblem::PartMissing { name: String::new(), digest: digest.to_string() };
    let part = Part::new(found.ok_or_else(missing)?);
    match part.digest == *digest {
        true => Ok(part),
        false => Err(BundleProblem::PartDiffers { name: String::new(), computed: part.digest.to_string() }),
    }
}

/// The file's bytes: JSON without parts, a zip with them. The same bytes for the same content.
/// `Err` only where it grows beyond what an archive holds.
pub fn write(bundle: &Bundle, parts: &[Part]) -> Result<Vec<u8>, BundleProblem> {
    if parts.is_empty() {
        return Ok(bundle.to_bytes());
    }
    let options = SimpleFileOptions::default()
        .last_modified_time(DateTime::default())
        .system(System::Unix)
        .unix_permissions(0o644)
        .compression_method(CompressionMethod::Deflated);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let mut entry = |name: String, bytes: &[u8]| {
        zip.start_file(name, options).map_err(|fault| broken(&fault))?;
        zip.write_all(bytes).map_err(|fault| broken(&fault))
    };
    entry(JSON.to_owned(), &bundle.to_bytes())?;
    let mut sorted: Vec<&Part> = parts.iter().collect();
    sorted.sort_by(|one, other| one.digest.cmp(&other.digest));
    sorted.dedup_by(|one, other| one.digest == other.digest);
    for part in sorted {
        entry(part_name(&part.digest), &part.bytes)?;
    }
    zip.finish().map(Cursor::into_inner).map_err(|fault| broken(&fault))
}

fn looked(source: &mut dyn Source, look: Look) -> Result<Looked, BundleProblem> {
    let size = source.seek(SeekFrom::End(0)).map_err(|fault| broken(&fault))?;
    if size > MAX_BYTES {
        return Err(BundleProblem::TooLarge { size, limit: MAX_BYTES });
    }
    if !container::is_archive(source)? {
        return Ok(matched(Bundle::read(&whole(source)?)?, Vec::new()));
    }
    let (json, parts) = container::walk(source, JSON, BOUNDS, look)?;
    let bundle = Bundle::read(&json.ok_or_else(|| BundleProblem::NotABundle { format: "zip".to_owned() })?)?;
    Ok(matched(bundle, parts))
}

fn matched(bundle: Bundle, found: Vec<(Digest, Seen)>) -> Looked {
    use BundleProblem as P;
    let mut problems = Vec::new();
    let mut parts = Vec::new();
    let listed: BTreeSet<&Digest> = bundle.header.parts.iter().map(|part| &part.digest).collect();
    for listed in &bundle.header.parts {
        let name = || listed.name.clone();
        match found.iter().find(|(named, _)| *named == listed.digest).map(|(_, seen)| seen) {
            None => problems.push(P::PartMissing { name: name(), digest: listed.digest.to_string() }),
            Some(seen) if seen.digest != listed.digest || seen.size != listed.size => {
                problems.push(P::PartDiffers { name: name(), computed: seen.digest.to_string() });
            }
            Some(_) => {}
        }
    }
    for (named, seen) in found {
        if !listed.contains(&named) {
            problems.push(P::PartUnlisted { digest: named.to_string() });
        } else if named == seen.digest {
            parts.push(named);
        }
    }
    Looked { bundle, parts, problems }
}

fn whole(source: &mut dyn Source) -> Result<Vec<u8>, BundleProblem> {
    let mut bytes = Vec::new();
    source.read_to_end(&mut bytes).map_err(|fault| broken(&fault))?;
    Ok(bytes)
}
