//! Problems of a backup (备份文件) and of the file that is saved where the program does not run. They
//! stand beside [`super::Problem`] as those of bundles do: a worker and the command read backups.

use super::{BundleProblem, Severity};

/// `path` leads to the place inside the file's JSON: `quarantine[3].raw`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BackupProblem {
    TooLarge {
        size: u64,
        limit: u64,
    },
    /// Not JSON: cut, damaged, or what no second program would read alike.
    NotJson {
        path: String,
        detail: String,
    },
    /// JSON of another format; `format` is what it names itself, or nothing.
    NotABackup {
        format: String,
    },
    NewerVersion {
        version: i64,
    },
    /// A member that does not read; `detail` says what was expected.
    Malformed {
        path: String,
        detail: String,
    },
    /// The content is not what was written.
    DigestDiffers {
        stated: String,
        computed: String,
    },
    /// Locked in a way that this program does not know.
    LockUnknown {
        lock: String,
    },
    /// Opening it would take more memory (KiB) or more passes than is given to a file.
    LockTooCostly {
        memory: u32,
        passes: u32,
    },
    /// The device has not the memory (KiB) that opening takes.
    NoMemory {
        memory: u32,
    },
    /// The passphrase is another, or the file was changed: which one cannot be told.
    DoesNotOpen,
    /// A case that this program has no place for.
    CaseUnreadable {
        detail: String,
    },
    /// A second case of one id.
    CaseTwice {
        id: String,
    },
    /// Revisions of documents that do not read: so many.
    LineagesUnreadable {
        count: usize,
    },
    KeyUnreadable,
    /// The backup has no signing key, because it is not locked.
    KeyLeftOut,
    /// The saving of the records met something it could not read.
    RecordsMissing {
        place: String,
    },
    /// So many records are no cases any more, and are kept as they are.
    RecordsSetAside {
        count: usize,
    },
    /// So many files of evidence are listed; their bytes are not in the file.
    FilesApart {
        count: usize,
    },
    /// So many files of evidence that the backup lists are not in it, or are not what it lists.
    FilesMissing {
        count: usize,
    },
    /// The archive does not open, or holds what no backup does.
    Archive(Box<BundleProblem>),
}

codes! {
    BackupProblem {
        TooLarge => "backup-too-large",
        NotJson => "backup-not-json",
        NotABackup => "not-a-backup",
        NewerVersion => "backup-newer-version",
        Malformed => "backup-malformed",
        DigestDiffers => "backup-digest-differs",
        LockUnknown => "backup-lock-unknown",
        LockTooCostly => "backup-lock-too-costly",
        NoMemory => "backup-no-memory",
        DoesNotOpen => "backup-does-not-open",
        CaseUnreadable => "backup-case-unreadable",
        CaseTwice => "backup-case-twice",
        LineagesUnreadable => "backup-lineages-unreadable",
        KeyUnreadable => "backup-key-unreadable",
        KeyLeftOut => "backup-key-left-out",
        RecordsMissing => "backup-records-missing",
        RecordsSetAside => "backup-records-set-aside",
        FilesApart => "backup-files-apart",
        FilesMissing => "backup-files-missing",
        Archive => "backup-archive",
    }
}

impl BackupProblem {
    pub fn severity(&self) -> Severity {
        match self {
            Self::KeyLeftOut => Severity::Hint,
            Self::LineagesUnreadable { .. }
            | Self::KeyUnreadable
            | Self::RecordsMissing { .. }
            | Self::RecordsSetAside { .. }
            | Self::FilesApart { .. }
            | Self::FilesMissing { .. } => Severity::Warning,
            _ => Severity::Error,
        }
    }
}
