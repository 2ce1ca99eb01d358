//! What a file is, by its first bytes and never by its name; and whether a packed one may be
//! unpacked. Sizes that a package declares are not believed: it is inflated within bounds first.

use std::io::{Cursor, Read, copy, sink};

use super::limits::{MAX_ENTRIES, MAX_RATIO, MAX_UNPACKED, RATIO_FROM};
use crate::domain::finding::FileProblem;

/// What the bytes are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Container {
    /// XLSX: a package of XML.
    Packed,
    /// XLS: a compound file.
    Compound,
    Text,
}

/// Looks at the bytes; refuses what is recognised but cannot be read.
pub(super) fn recognise(bytes: &[u8]) -> Result<Container, FileProblem> {
    if bytes.is_empty() {
        return Err(FileProblem::Empty);
    }
    if bytes.starts_with(b"PK") {
        return Ok(Container::Packed);
    }
    if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]) {
        return if is_encrypted(bytes) { Err(FileProblem::Encrypted) } else { Ok(Container::Compound) };
    }
    if is_markup(bytes) { Err(FileProblem::WebPage) } else { Ok(Container::Text) }
}

/// An encrypted workbook is a compound file with a stream of this name, in UTF-16.
fn is_encrypted(bytes: &[u8]) -> bool {
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes.windows(name.len()).any(|window| window == name)
}

/// Web pages and XML tables that programs of public offices save as `.xls`.
fn is_markup(bytes: &[u8]) -> bool {
    let start = bytes.get(..bytes.len().min(4096)).unwrap_or_default();
    let text: String = start.iter().filter(|byte| **byte != 0).map(|byte| char::from(*byte)).collect();
    let text = text.trim_start_matches(|c: char| !c.is_ascii() || c.is_whitespace()).to_ascii_lowercase();
    text.starts_with('<')
        && ["<html", "<!doctype", "<table", "<?xml", "<head", "<meta"].iter().any(|tag| text.contains(tag))
}

/// Inflates every part of a package into nothing, and stops where it grows too large.
pub(super) fn unpacks_within_bounds(bytes: &[u8]) -> Result<(), FileProblem> {
    let broken = |fault: &dyn std::fmt::Display| FileProblem::Broken { detail: fault.to_string() };
    let mut package = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|fault| broken(&fault))?;
    if package.len() > MAX_ENTRIES {
        return Err(FileProblem::UnpacksTooLarge { limit: MAX_UNPACKED });
    }
    let mut left = MAX_UNPACKED;
    for index in 0..package.len() {
        let part = package.by_index(index).map_err(|fault| broken(&fault))?;
        let packed = part.compressed_size().max(1);
        let size = copy(&mut part.take(left + 1), &mut sink()).map_err(|fault| broken(&fault))?;
        left = left.checked_sub(size).ok_or(FileProblem::UnpacksTooLarge { limit: MAX_UNPACKED })?;
        if size > RATIO_FROM && size / packed > MAX_RATIO {
            return Err(FileProblem::UnpacksTooLarge { limit: MAX_UNPACKED });
        }
    }
    Ok(())
}
