//! Problems of a bundle (数据包): its bytes, its seal, its parts, its documents. They stand beside
//! [`super::Problem`], not in it: bundles are read by the command and by a worker, and the page that
//! scores forms does not carry their words.

use super::Severity;

/// `path` leads to the place inside the bundle's JSON: `documents[3].case.year`. Digests are as the
/// bundle writes them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BundleProblem {
    TooLarge {
        size: u64,
        limit: u64,
    },
    /// Not JSON, or JSON that no second program would read alike: duplicate keys, floats, depth.
    NotJson {
        path: String,
        detail: String,
    },
    /// JSON or an archive, but not of this format; `format` is what it names itself, or nothing.
    NotABundle {
        format: String,
    },
    /// Written by a newer program: can be looked at, not taken over.
    NewerVersion {
        version: i64,
    },
    /// A member that does not read; `detail` says what was expected.
    Malformed {
        path: String,
        detail: String,
    },
    TooManyDocuments {
        limit: usize,
    },
    /// Two revisions that follow the same one, or the same document twice.
    DocumentTwice {
        id: String,
    },
    /// A type of document, or a content, that this program has no place for.
    DocumentUnknown {
        kind: String,
    },
    DocumentUnreadable {
        detail: String,
    },
    NotSealed,
    /// The seal states another digest than its content has.
    DigestDiffers {
        stated: String,
        computed: String,
    },
    AlgorithmUnknown {
        alg: String,
    },
    /// The key in the seal is not a point of the curve.
    KeyInvalid,
    /// The signature was not made with this key over this content.
    SignatureWrong,
    /// The seal holds, but another key was expected; both are short codes.
    SignerDiffers {
        expected: String,
        found: String,
    },
    /// A zip that does not open; `detail` is the reader's word.
    ArchiveBroken {
        detail: String,
    },
    ArchiveEncrypted {
        name: String,
    },
    ArchiveTooManyEntries {
        limit: usize,
    },
    /// Unpacked it would be larger than is read, or it was packed beyond what documents can be.
    ArchiveTooLarge {
        limit: u64,
    },
    /// An entry that leads out of its folder, is a link, or is neither the bundle nor a part.
    ArchiveEntry {
        name: String,
    },
    /// Two entries of one name, or entries that the archive's own list does not agree with.
    ArchiveAmbiguous,
    /// The header lists it, the archive does not hold it.
    PartMissing {
        name: String,
        digest: String,
    },
    /// The archive holds it, the header does not list it.
    PartUnlisted {
        digest: String,
    },
    /// The content is not what the header lists; `computed` is its digest.
    PartDiffers {
        name: String,
        computed: String,
    },
}

codes! {
    BundleProblem {
        TooLarge => "bundle-too-large",
        NotJson => "bundle-not-json",
        NotABundle => "not-a-bundle",
        NewerVersion => "bundle-newer-version",
        Malformed => "bundle-malformed",
        TooManyDocuments => "too-many-documents",
        DocumentTwice => "document-twice",
        DocumentUnknown => "document-unknown",
        DocumentUnreadable => "document-unreadable",
        NotSealed => "not-sealed",
        DigestDiffers => "digest-differs",
        AlgorithmUnknown => "algorithm-unknown",
        KeyInvalid => "key-invalid",
        SignatureWrong => "signature-wrong",
        SignerDiffers => "signer-differs",
        ArchiveBroken => "archive-broken",
        ArchiveEncrypted => "archive-encrypted",
        ArchiveTooManyEntries => "archive-too-many-entries",
        ArchiveTooLarge => "archive-too-large",
        ArchiveEntry => "archive-entry",
        ArchiveAmbiguous => "archive-ambiguous",
        PartMissing => "part-missing",
        PartUnlisted => "part-unlisted",
        PartDiffers => "part-differs",
    }
}

impl BundleProblem {
    pub fn severity(&self) -> Severity {
        match self {
            Self::NewerVersion { .. } => Severity::Warning,
            _ => Severity::Error,
        }
    }
}
