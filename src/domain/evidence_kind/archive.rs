//! What an archive is, by the names of what lies in it.

use super::EvidenceKind;

/// Entries that make an archive a document of its own kind.
const ENTRIES: [(&[u8], EvidenceKind); 4] = [
    (b"word/document.xml", EvidenceKind::Docx),
    (b"xl/workbook.", EvidenceKind::Xlsx),
    (b"ppt/presentation.xml", EvidenceKind::Pptx),
    (b"OFD.xml", EvidenceKind::Ofd),
];

/// The list of entries stands at the end; of one that is longer than was looked at, the first entries count.
pub(super) fn kind(head: &[u8], tail: &[u8]) -> EvidenceKind {
    let listed = names(tail, b"PK\x01\x02", 28, 46).chain(names(head, b"PK\x03\x04", 26, 30));
    let of = |name: &[u8]| ENTRIES.iter().find(|(entry, _)| name.starts_with(entry)).map(|(_, kind)| *kind);
    listed.filter_map(of).next().unwrap_or(EvidenceKind::Zip)
}

/// The names behind each `mark`: their length stands at `length`, they themselves at `from`.
fn names<'b>(
    bytes: &'b [u8],
    mark: &'static [u8],
    length: usize,
    from: usize,
) -> impl Iterator<Item = &'b [u8]> {
    bytes.windows(mark.len()).enumerate().filter(move |(_, here)| *here == mark).filter_map(move |(at, _)| {
        let entry = bytes.get(at..)?;
        let size =
            entry.get(length..length + 2)?.iter().rev().fold(0, |size, byte| size << 8 | usize::from(*byte));
        entry.get(from..from + size)
    })
}
