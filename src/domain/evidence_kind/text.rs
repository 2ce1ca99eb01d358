//! Whether bytes are text that people read, and which text a browser or a system would rather run.

use super::{EvidenceKind, claimed};

/// Of markup only the beginning counts.
const BEGINNING: usize = 4 * 1024;

/// Signs that no text has, but for the blanks among them.
fn is_blank(byte: u8) -> bool {
    matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c)
}

/// UTF-8, GB18030 or, where it says so at its start, UTF-16. The last sign may be cut.
pub(super) fn is_text(head: &[u8]) -> bool {
    if head.is_empty() {
        return false;
    }
    if head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff") {
        return head.chunks_exact(2).all(|pair| pair != [0, 0]);
    }
    let printable = head.iter().all(|byte| *byte >= b' ' && *byte != 0x7f || is_blank(*byte));
    printable && (is_utf8(head) || is_gb18030(head))
}

fn is_utf8(head: &[u8]) -> bool {
    match str::from_utf8(head) {
        Ok(_) => true,
        // Only the end is missing.
        Err(fault) => fault.error_len().is_none(),
    }
}

/// By its structure: one, two or four bytes a sign.
fn is_gb18030(mut rest: &[u8]) -> bool {
    loop {
        rest = match rest {
            [] | [0x81..=0xfe] | [0x81..=0xfe, b'0'..=b'9'] | [0x81..=0xfe, b'0'..=b'9', 0x81..=0xfe] => {
                return true;
            }
            [0..=0x7f, rest @ ..] => rest,
            [0x81..=0xfe, b'0'..=b'9', 0x81..=0xfe, b'0'..=b'9', rest @ ..] => rest,
            [0x81..=0xfe, 0x40..=0x7e | 0x80..=0xfe, rest @ ..] => rest,
            _ => return false,
        };
    }
}

/// Which kind of text it is.
pub(super) fn kind(head: &[u8], name: &str) -> EvidenceKind {
    let beginning = beginning(head);
    let start = beginning.trim_start();
    if start.starts_with('<') {
        let has = |mark: &str| beginning.contains(mark);
        let markup =
            ["<!doctype html", "<html", "<head", "<body", "<script", "<iframe", "<meta", "<table", "<div"];
        return match () {
            () if has("<svg") && !has("<html") => EvidenceKind::Svg,
            () if markup.iter().any(|mark| has(mark)) => EvidenceKind::Html,
            () if start.starts_with("<?xml") => EvidenceKind::Xml,
            () => EvidenceKind::Html,
        };
    }
    if start.starts_with("mime-version:") {
        return EvidenceKind::Html;
    }
    match claimed(name) {
        // What a system runs by its name is no less a script for being a page or a shortcut that does not hold.
        Some(EvidenceKind::Script | EvidenceKind::Program) => EvidenceKind::Script,
        Some(EvidenceKind::Html) => EvidenceKind::Html,
        _ => EvidenceKind::Text,
    }
}

/// The first signs in lower case, without a byte order mark and the noughts of UTF-16.
fn beginning(head: &[u8]) -> String {
    let bytes = head.get(..BEGINNING).unwrap_or(head);
    let bytes: Vec<u8> = bytes.iter().copied().filter(|byte| *byte != 0).collect();
    let text = String::from_utf8_lossy(&bytes).to_ascii_lowercase();
    text.trim_start_matches(['\u{feff}', '\u{fffd}']).to_owned()
}
