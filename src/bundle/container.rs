//! A zip of one JSON and of parts, `parts/<hex>`, as bundles and backups with files travel. Sizes and names in it are
//! not believed: it is unpacked within bounds, read as far as it is asked for, and holds nothing but these.

use std::io::{self, Read, Seek};

use zip::ZipArchive;

use super::digest::Digest;
use super::limits::{MAX_RATIO, RATIO_FROM};
use crate::domain::finding::BundleProblem;

const PARTS: &str = "parts/";
/// Bytes that are digested at once.
const PIECE: usize = 256 * 1024;

/// Where a file is read from: bytes at hand, or a file that is read as far as it is asked for.
pub trait Source: Read + Seek {}

impl<T: Read + Seek> Source for T {}

/// How much an archive may be.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// Bytes when unpacked.
    pub unpacked: u64,
    pub entries: usize,
}

/// What an entry's content turned out to be.
#[derive(Clone, Debug)]
pub struct Seen {
    pub digest: Digest,
    pub size: u64,
}

impl Seen {
    /// Reads a content to its end and digests it, holding a piece at a time.
    pub fn of(content: &mut dyn Read) -> io::Result<Self> {
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
        fault.map(|()| Self { digest, size })
    }
}

/// A part's content, within bounds, on its way to whoever looks at it.
pub type Look<'l> = &'l mut dyn FnMut(&Digest, &mut dyn Read) -> io::Result<Seen>;

/// The JSON and each part's name with what its content is.
pub type Unpacked = (Option<Vec<u8>>, Vec<(Digest, Seen)>);

/// Where a part stands in the archive.
pub fn part_name(digest: &Digest) -> String {
    format!("{PARTS}{}", digest.hex())
}

/// Whether the file begins as a zip does; it is read from its start after.
pub fn is_archive(source: &mut dyn Source) -> Result<bool, BundleProblem> {
    let mut start = [0; 2];
    source.rewind().map_err(|fault| broken(&fault))?;
    let found = source.read_exact(&mut start).is_ok() && start == *b"PK";
    source.rewind().map_err(|fault| broken(&fault))?;
    Ok(found)
}

/// Goes through the whole archive, whose JSON is called `json`.
pub fn walk(
    source: &mut dyn Source,
    json: &str,
    bounds: Bounds,
    look: Look,
) -> Result<Unpacked, BundleProblem> {
    use BundleProblem as P;
    let mut zip = ZipArchive::new(source).map_err(|fault| broken(&fault))?;
    if zip.len() > bounds.entries {
        return Err(P::ArchiveTooManyEntries { limit: bounds.entries });
    }
    if zip.has_duplicate_names() {
        return Err(P::ArchiveAmbiguous);
    }
    let mut text = None;
    let mut parts = Vec::new();
    let mut left = bounds.unpacked;
    for index in 0..zip.len() {
        let raw = zip.by_index_raw(index).map_err(|fault| broken(&fault))?;
        let name = String::from_utf8_lossy(raw.name_raw()).into_owned();
        let entry = Entry::of(&name, json).filter(|_| !raw.is_symlink());
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
                text = Some(bytes);
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
            return Err(P::ArchiveTooLarge { limit: bounds.unpacked });
        }
        left -= size;
    }
    // Other programs may go by what stands before each entry instead of by the list at the end.
    zip.validate_header_consistency().map_err(|_| P::ArchiveAmbiguous)?;
    Ok((text, parts))
}

/// The names of all parts, their contents unseen.
pub fn parts(source: &mut dyn Source) -> Result<Vec<Digest>, BundleProblem> {
    let zip = ZipArchive::new(source).map_err(|fault| broken(&fault))?;
    Ok(zip.file_names().filter_map(|name| digest_of(&name.ok()?)).collect())
}

/// One entry alone, if it is no larger than this; `None` where there is none of this name.
pub fn entry(source: &mut dyn Source, name: &str, most: u64) -> Result<Option<Vec<u8>>, BundleProblem> {
    let mut zip = ZipArchive::new(source).map_err(|fault| broken(&fault))?;
    let entry = match zip.by_name(name) {
        Ok(entry) => entry,
        Err(zip::result::ZipError::FileNotFound) => return Ok(None),
        Err(fault) => return Err(broken(&fault)),
    };
    let mut bytes = Vec::new();
    entry.take(most + 1).read_to_end(&mut bytes).map_err(|fault| broken(&fault))?;
    match u64::try_from(bytes.len()) {
        Ok(size) if size <= most => Ok(Some(bytes)),
        _ => Err(BundleProblem::ArchiveTooLarge { limit: most }),
    }
}

/// What a reader said of a zip.
pub fn broken(fault: &dyn std::fmt::Display) -> BundleProblem {
    BundleProblem::ArchiveBroken { detail: fault.to_string() }
}

fn digest_of(name: &str) -> Option<Digest> {
    format!("sha256:{}", name.strip_prefix(PARTS)?).parse().ok()
}

enum Entry {
    Json,
    Part(Digest),
    /// `parts/` itself, as programs that pack folders write it.
    Folder,
}

impl Entry {
    fn of(name: &str, json: &str) -> Option<Self> {
        match name {
            name if name == json => Some(Self::Json),
            PARTS => Some(Self::Folder),
            name => digest_of(name).map(Self::Part),
        }
    }
}
