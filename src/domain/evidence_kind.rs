//! What a file of evidence is, by its own bytes: its name is a claim, which may be wrong or a lie. Says what may
//! be shown, and what is only ever handed out. Knows neither browser nor store.

mod archive;
mod name;
mod text;

pub use name::claimed;

/// Bytes from the front and from the back of a file that are enough to tell.
pub const LOOKED_AT: usize = 64 * 1024;

/// What bytes can be told to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EvidenceKind {
    Png,
    Jpeg,
    Gif,
    Webp,
    Bmp,
    Tiff,
    Pdf,
    Ofd,
    Docx,
    Xlsx,
    Pptx,
    /// The old binary files of office programs; which of them, only the name says.
    Ole,
    Zip,
    Rar,
    SevenZip,
    Text,
    /// 网页.
    Html,
    Svg,
    Xml,
    /// A text that a system would run, by its name or its first line.
    Script,
    /// 可执行文件.
    Program,
    Unknown,
}

/// How a kind may be looked at in the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    Image,
    Text,
    /// By the browser's own viewer.
    Pdf,
    /// Only handed out as a file.
    HandedOut,
}

use EvidenceKind as K;

/// Kind and media type.
const MEDIA: [(EvidenceKind, &str); 21] = [
    (K::Png, "image/png"),
    (K::Jpeg, "image/jpeg"),
    (K::Gif, "image/gif"),
    (K::Webp, "image/webp"),
    (K::Bmp, "image/bmp"),
    (K::Tiff, "image/tiff"),
    (K::Pdf, "application/pdf"),
    (K::Ofd, "application/ofd"),
    (K::Docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    (K::Xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    (K::Pptx, "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    (K::Ole, "application/x-ole-storage"),
    (K::Zip, "application/zip"),
    (K::Rar, "application/vnd.rar"),
    (K::SevenZip, "application/x-7z-compressed"),
    (K::Text, "text/plain"),
    (K::Html, "text/html"),
    (K::Svg, "image/svg+xml"),
    (K::Xml, "application/xml"),
    (K::Script, "text/x-script"),
    (K::Program, "application/x-executable"),
];

/// What begins with these bytes is of this kind.
const MAGIC: [(&[u8], EvidenceKind); 22] = [
    (b"\x89PNG\r\n\x1a\n", K::Png),
    (b"\xff\xd8\xff", K::Jpeg),
    (b"GIF87a", K::Gif),
    (b"GIF89a", K::Gif),
    (b"II*\0", K::Tiff),
    (b"MM\0*", K::Tiff),
    (b"%PDF-", K::Pdf),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", K::Ole),
    (b"PK\x03\x04", K::Zip),
    (b"PK\x05\x06", K::Zip),
    (b"Rar!\x1a\x07", K::Rar),
    (b"7z\xbc\xaf\x27\x1c", K::SevenZip),
    (b"MZ", K::Program),
    (b"\x7fELF", K::Program),
    (b"\xcf\xfa\xed\xfe", K::Program),
    (b"\xce\xfa\xed\xfe", K::Program),
    (b"\xca\xfe\xba\xbe", K::Program),
    // A shortcut of Windows: it starts whatever it names.
    (b"L\0\0\0\x01\x14\x02\0", K::Program),
    (b"\0asm", K::Program),
    (b"dex\n", K::Program),
    (b"MSCF", K::Program),
    (b"#!", K::Script),
];

impl EvidenceKind {
    /// The kind of a file: `head` is its first [`LOOKED_AT`] bytes, or all there are, `tail` its last. The name
    /// decides only where the bytes leave it open: whether a text is one that a system would run.
    pub fn of(head: &[u8], tail: &[u8], name: &str) -> Self {
        let found = MAGIC.iter().find(|(magic, _)| head.starts_with(magic)).map(|(_, kind)| *kind);
        match found {
            Some(Self::Zip) => archive::kind(head, tail),
            // Two letters alone, that a text may begin with.
            Some(Self::Program) if head.starts_with(b"MZ") && text::is_text(head) => text::kind(head, name),
            Some(kind) => kind,
            None if head.starts_with(b"RIFF") && head.get(8..12) == Some(b"WEBP") => Self::Webp,
            None if is_bmp(head) => Self::Bmp,
            None if text::is_text(head) => text::kind(head, name),
            None => Self::Unknown,
        }
    }

    /// The media type, as documents name it; blank where nothing is known.
    pub fn media(self) -> &'static str {
        MEDIA.iter().find(|(kind, _)| *kind == self).map_or("", |(_, media)| media)
    }

    /// The kind that a document's media type names.
    pub fn of_media(media: &str) -> Self {
        MEDIA.iter().find(|(_, known)| *known == media).map_or(Self::Unknown, |(kind, _)| *kind)
    }

    pub fn shown(self) -> Shown {
        match self {
            Self::Png | Self::Jpeg | Self::Gif | Self::Webp | Self::Bmp => Shown::Image,
            Self::Pdf => Shown::Pdf,
            Self::Text => Shown::Text,
            _ => Shown::HandedOut,
        }
    }

    /// Whether opening it may run something: it is handed out with a word of warning.
    pub fn may_run(self) -> bool {
        matches!(self, Self::Html | Self::Svg | Self::Script | Self::Program)
    }

    /// What the name claims, where the bytes are something else.
    pub fn belies(self, name: &str) -> Option<Self> {
        let claimed = claimed(name)?;
        (!self.bears_out(claimed)).then_some(claimed)
    }

    fn bears_out(self, claimed: Self) -> bool {
        // The office files of today are archives, and those of some programs may be of either age.
        let container = matches!(self, Self::Docx | Self::Xlsx | Self::Pptx | Self::Ofd);
        self == claimed || claimed == Self::Zip && container || claimed == Self::Xml && self == Self::Svg
    }
}

/// Two letters are not enough: the header states its own length, too.
fn is_bmp(head: &[u8]) -> bool {
    head.starts_with(b"BM") && head.get(14..18).is_some_and(|size| matches!(size, [12..=124, 0, 0, 0]))
}

#[cfg(test)]
mod tests;
