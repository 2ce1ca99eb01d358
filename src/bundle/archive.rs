//! A bundle as a file: plain JSON, or a zip of `bundle.json` and `parts/<hex>` where it has
//! attachments. Sizes and names in the zip are not believed: it is unpacked within bounds, and holds
//! nothing but these. What the file is called plays no part.

use std::collections::BTreeSet;
use std::io::{Cursor, Read as _, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipArchive, ZipWriter};

use super::Bundle;
use super::digest::Digest;
use super::limits::{MAX_BYTES, MAX_ENTRIES, MAX_RATIO, MAX_UNPACKED, RATIO_FROM};
use crate::domain::finding::BundleProblem;

const JSON: &str = "bundle.json";
const PARTS: &str = "parts/";

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

/// Opens the bytes of a file.
pub fn open(bytes: &[u8]) -> Result<Opened, BundleProblem> {
    let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    if size > MAX_BYTES {
        return Err(BundleProblem::TooLarge { size, limit: MAX_BYTES });
    }
    if !bytes.starts_with(b"PK") {
        return Ok(matched(Bundle::read(bytes)?, Vec::new()));
    }
    let (json, parts) = unpack(bytes)?;
    let bundle = Bundle::read(&json.ok_or_else(|| BundleProblem::NotABundle { format: "zip".to_owned() })?)?;
    Ok(matched(bundle, parts))
}

/// The file's bytes: JSON without parts, a zip with them. The same bytes for the same content.
/// `Err` only where it grows beyond what an archive holds.
pub fn write(bundle: &Bundle, parts: &[Part]) -> Result<Vec<u8>, BundleProblem> {
    if parts.is_empty() {
        return Ok(bundle.to_bytes());
    }
    let broken = |fault: &dyn std::fmt::Display| BundleProblem::ArchiveBroken { detail: fault.to_string() };
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
        entry(format!("{PARTS}{}", part.digest.hex()), &part.bytes)?;
    }
    zip.finish().map(Cursor::into_inner).map_err(|fault| broken(&fault))
}

/// An entry whose bytes need not be what its name says.
struct Found {
    named: Digest,
    part: Part,
}

fn matched(bundle: Bundle, found: Vec<Found>) -> Opened {
    use BundleProblem as P;
    let mut problems = Vec::new();
    let mut parts = Vec::new();
    let listed: BTreeSet<&Digest> = bundle.header.parts.iter().map(|part| &part.digest).collect();
    for listed in &bundle.header.parts {
        let name = || listed.name.clone();
        let found = found.iter().find(|found| found.named == listed.digest);
        let right_size = |part: &Part| u64::try_from(part.bytes.len()) == Ok(listed.size);
        match found.map(|found| &found.part) {
            None => problems.push(P::PartMissing { name: name(), digest: listed.digest.to_string() }),
            Some(part) if part.digest != listed.digest || !right_size(part) => {
                problems.push(P::PartDiffers { name: name(), computed: part.digest.to_string() });
            }
            Some(_) => {}
        }
    }
    for Found { named, part } in found {
        if !listed.contains(&named) {
            problems.push(P::PartUnlisted { digest: named.to_string() });
        } else if named == part.digest {
            parts.push(part);
        }
    }
    Opened { bundle, parts, problems }
}

fn unpack(bytes: &[u8]) -> Result<(Option<Vec<u8>>, Vec<Found>), BundleProblem> {
    use BundleProblem as P;
    let broken = |fault: &dyn std::fmt::Display| P::ArchiveBroken { detail: fault.to_string() };
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|fault| broken(&fault))?;
    if zip.len() > MAX_ENTRIES {
        return Err(P::ArchiveTooManyEntries { limit: MAX_ENTRIES });
    }
    if zip.has_duplicate_names() {
        return Err(P::ArchiveAmbiguous);
    }
    let mut json = None;
    let mut parts = Vec::new();
    let mut left = MAX_UNPACKED;
    for index in 0..zip.len() {
        let raw = zip.by_index_raw(index).map_err(|fault| broken(&fault))?;
        let name = String::from_utf8_lossy(raw.name_raw()).into_owned();
        let entry = Entry::of(&name).filter(|_| !raw.is_symlink());
        let (encrypted, packed) = (raw.encrypted(), raw.compressed_size().max(1));
        drop(raw);
        let entry = entry.ok_or_else(|| P::ArchiveEntry { name: name.clone() })?;
        if encrypted {
            return Err(P::ArchiveEncrypted { name });
        }
        let most = left.min(packed.saturating_mul(MAX_RATIO).max(RATIO_FROM));
        let mut content = Vec::new();
        let reader = zip.by_index(index).map_err(|fault| broken(&fault))?;
        reader.take(most + 1).read_to_end(&mut content).map_err(|fault| broken(&fault))?;
        let size = u64::try_from(content.len()).unwrap_or(u64::MAX);
        if size > most {
            return Err(P::ArchiveTooLarge { limit: MAX_UNPACKED });
        }
        left -= size;
        match entry {
            Entry::Json => json = Some(content),
            Entry::Part(named) => parts.push(Found { named, part: Part::new(content) }),
            Entry::Folder => {}
        }
    }
    // Other programs may go by what stands before each entry instead of by the list at the end.
    zip.validate_header_consistency().map_err(|_| P::ArchiveAmbiguous)?;
    Ok((json, parts))
}

enum Entry {
    Json,
    Part(Digest),
    /// `parts/` itself, as programs that pack folders write it.
    Folder,
}

impl Entry {
    fn of(name: &str) -> Option<Self> {
        match name {
            JSON => Some(Self::Json),
            PARTS => Some(Self::Folder),
            _ => format!("sha256:{}", name.strip_prefix(PARTS)?).parse().ok().map(Self::Part),
        }
    }
}
