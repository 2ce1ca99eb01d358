//! A bundle as a file: plain JSON, or a zip of `bundle.json` and `parts/<hex>` where it has
//! attachments. Sizes and names in the zip are not believed: it is unpacked within bounds, and holds
//! nothing but these. What the file is called plays no part.

use std::collections::BTreeSet;
use std::io::{self, Cursor, Read, Seek, SeekFrom, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipArchive, ZipWriter};

use super::Bundle;
use super::digest::Digest;
use super::limits::{MAX_BYTES, MAX_ENTRIES, MAX_RATIO, MAX_UNPACKED, RATIO_FROM};
use crate::domain::finding::BundleProblem;

/// The bundle itself.
pub const JSON: &str = "bundle.json";
const PARTS: &str = "parts/";
/// Bytes that are digested at once.
const PIECE: usize = 256 * 1024;

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

/// Where a bundle's file is read from: bytes at hand, or a file that is read as far as it is asked for.
pub trait Source: Read + Seek {}

impl<T: Read + Seek> Source for T {}

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
        let seen =
            Seen { digest: part.digest.clone(), size: u64::try_from(part.bytes.len()).unwrap_or(u64::MAX) };
        held.push(part);
        Ok(seen)
    })?;
    held.retain(|part| right.contains(&part.digest));
    Ok(Opened { bundle, parts: held, problems })
}

/// Looks a file through: every part is read and digested, none is held.
pub fn look(source: &mut dyn Source) -> Result<Looked, BundleProblem> {
    looked(source, &mut |_, content| {
        let mut size = 0;
        let mut fault = Ok(());
        let digest = Digest::of_pieces(|out| {
            let mut piece = vec![0; PIECE];
            fault = loop {
                match content.read(&mut piece) {
                    Ok(0) => break Ok(()),
                    Ok(read) => {
                        size += u64::try_from(read).unwrap_or(u64::MAX);
                        out(piece.get(..read).unwrap_or_default());
                    }
                    Err(fault) if fault.kind() == io::ErrorKind::Interrupted => {}
                    Err(fault) => break Err(fault),
                }
            };
        });
        fault.map(|()| Seen { digest, size })
    })
}

/// The bundle of a file alone, its parts unseen: for a file that was looked through before.
pub fn bundle(source: &mut dyn Source) -> Result<Bundle, BundleProblem> {
    if !is_archive(source)? {
        return Bundle::read(&whole(source)?);
    }
    let mut zip = ZipArchive::new(source).map_err(|fault| broken(&fault))?;
    let entry = zip.by_name(JSON).map_err(|_| BundleProblem::NotABundle { format: "zip".to_owned() })?;
    Bundle::read(&bounded(entry, MAX_UNPACKED)?)
}

/// One part of a file, if it is there and is what its name says.
pub fn part(source: &mut dyn Source, digest: &Digest) -> Result<Part, BundleProblem> {
    let missing = || BundleProblem::PartMissing { name: String::new(), digest: digest.to_string() };
    if !is_archive(source)? {
        return Err(missing());
    }
    let mut zip = ZipArchive::new(source).map_err(|fault| broken(&fault))?;
    let entry = zip.by_name(&part_name(digest)).map_err(|_| missing())?;
    let part = Part::new(bounded(entry, MAX_UNPACKED)?);
    match part.digest == *digest {
        true => Ok(part),
        false => Err(BundleProblem::PartDiffers { name: String::new(), computed: part.digest.to_string() }),
    }
}

/// Where a part stands in the archive.
pub fn part_name(digest: &Digest) -> String {
    format!("{PARTS}{}", digest.hex())
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

/// What an entry's content turned out to be.
struct Seen {
    digest: Digest,
    size: u64,
}

/// A part's content, within bounds, on its way to whoever looks at it.
type Look<'l> = &'l mut dyn FnMut(&Digest, &mut dyn Read) -> io::Result<Seen>;

fn looked(source: &mut dyn Source, look: Look) -> Result<Looked, BundleProblem> {
    let size = source.seek(SeekFrom::End(0)).map_err(|fault| broken(&fault))?;
    if size > MAX_BYTES {
        return Err(BundleProblem::TooLarge { size, limit: MAX_BYTES });
    }
    if !is_archive(source)? {
        return Ok(matched(Bundle::read(&whole(source)?)?, Vec::new()));
    }
    let (json, parts) = unpack(source, look)?;
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

/// The bundle's JSON and each part's name with what its content is.
type Unpacked = (Option<Vec<u8>>, Vec<(Digest, Seen)>);

fn unpack(source: &mut dyn Source, look: Look) -> Result<Unpacked, BundleProblem> {
    use BundleProblem as P;
    let mut zip = ZipArchive::new(source).map_err(|fault| broken(&fault))?;
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
        let mut content = zip.by_index(index).map_err(|fault| broken(&fault))?.take(most + 1);
        let size = match entry {
            Entry::Json => {
                let mut bytes = Vec::new();
                content.read_to_end(&mut bytes).map_err(|fault| broken(&fault))?;
                let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
                json = Some(bytes);
                size
            }
            Entry::Part(named) => {
                let seen = look(&named, &mut content).map_err(|fault| broken(&fault))?;
                let size = seen.size;
                parts.push((named, seen));
                size
            }
            Entry::Folder => 0,
        };
        if size > most {
            return Err(P::ArchiveTooLarge { limit: MAX_UNPACKED });
        }
        left -= size;
    }
    // Other programs may go by what stands before each entry instead of by the list at the end.
    zip.validate_header_consistency().map_err(|_| P::ArchiveAmbiguous)?;
    Ok((json, parts))
}

/// Whether the file begins as a zip does; it is read from its start after.
fn is_archive(source: &mut dyn Source) -> Result<bool, BundleProblem> {
    let mut start = [0; 2];
    source.rewind().map_err(|fault| broken(&fault))?;
    let found = source.read_exact(&mut start).is_ok() && start == *b"PK";
    source.rewind().map_err(|fault| broken(&fault))?;
    Ok(found)
}

fn whole(source: &mut dyn Source) -> Result<Vec<u8>, BundleProblem> {
    let mut bytes = Vec::new();
    source.read_to_end(&mut bytes).map_err(|fault| broken(&fault))?;
    Ok(bytes)
}

/// A whole entry, if it is no larger than this.
fn bounded(entry: impl Read, most: u64) -> Result<Vec<u8>, BundleProblem> {
    let mut bytes = Vec::new();
    entry.take(most + 1).read_to_end(&mut bytes).map_err(|fault| broken(&fault))?;
    match u64::try_from(bytes.len()) {
        Ok(size) if size <= most => Ok(bytes),
        _ => Err(BundleProblem::ArchiveTooLarge { limit: most }),
    }
}

fn broken(fault: &dyn std::fmt::Display) -> BundleProblem {
    BundleProblem::ArchiveBroken { detail: fault.to_string() }
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
