//! 备份: everything a device keeps, in one file; and what a restore would change here, before anything
//! changes. The file is plain or locked with a passphrase; with files of evidence it lies in an archive beside
//! them. What `rescue.js` saves where the program does not run is read as one too. Pure: texts and values come in and
//! go out.

mod archive;
mod beside;
mod locked;
mod plain;
mod reading;
mod rescue;
mod staging;

use std::collections::BTreeMap;

use serde_json::{Map, Value};

pub use archive::{JSON, is_archive, look, open_file, part};
pub use beside::{Beside, LibraryBeside, VersionsBeside};
pub use locked::{Lock, RANDOM, lock};
pub use plain::{Contents, Written, write};
pub use rescue::Counts as RescueCounts;
pub use staging::{Choice, Item, Restored, State, restore, shelve, stage};

use crate::bundle::digest::Digest;
use crate::bundle::json;
use crate::bundle::key::SigningKey;
use crate::bundle::lineage::Lineage;
use crate::cipher::Key;
use crate::domain::case::Case;
use crate::domain::finding::BackupProblem;
use crate::storage::Quarantined;

const FORMAT: &str = "hengping.backup";
/// The highest version this program reads, which it writes where the backup lists files.
pub const VERSION: i64 = 2;
/// The version without files, as it was from the first.
const WITHOUT_FILES: i64 = 1;
/// Bytes of a file that is read.
pub const MAX_BYTES: u64 = crate::bundle::limits::MAX_BYTES;

/// A backup as read.
#[derive(Debug)]
pub struct Backup {
    /// An RFC 3339 instant; for people, nothing is decided by it.
    pub made_at: String,
    pub made_with: String,
    /// The name of the person's space that it was made of; blank where there was only one.
    pub profile: String,
    pub cases: Vec<Kept>,
    pub lineages: Vec<Lineage>,
    pub texts: Texts,
    /// The files that lie beside it.
    pub parts: Vec<FileKept>,
    /// Those of them that are no files of evidence.
    pub beside: Beside,
    pub key: Option<SigningKey>,
    /// What its files are locked by.
    pub files_key: Option<Key>,
    /// What it is known by.
    pub digest: Digest,
    /// What can be restored without, but should be known.
    pub problems: Vec<BackupProblem>,
    /// What the records came to, where it is a file of `rescue.js`.
    pub rescued: Option<RescueCounts>,
}

/// What a device keeps besides cases and their revisions.
#[derive(Debug, Default)]
pub struct Texts {
    pub quarantine: Vec<Quarantined>,
    /// By their names; what they mean is the page's affair. Among them, as [`crate::storage::preference::RULES`], the id of the rules that were in
    /// force.
    pub preferences: Map<String, Value>,
    /// Texts that belong to the device and to no case, by their names.
    pub device: BTreeMap<String, String>,
}

/// A file that a backup lists. Its bytes lie beside it, under the 64 digits of its digest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileKept {
    pub digest: Digest,
    /// Bytes.
    pub size: u64,
    /// Media type; blank where nothing is known.
    pub media: String,
}

/// A case of a backup, or why it cannot be read.
#[derive(Debug)]
pub struct Kept {
    pub named: Named,
    pub case: Result<Case, BackupProblem>,
}

/// What a case is called, as far as that can be told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Named {
    pub id: String,
    pub name: String,
    pub unit: String,
    pub year: i64,
}

impl Named {
    fn of(case: &Case) -> Self {
        let Case { id, name, unit, year, .. } = case;
        Self { id: id.as_str().to_owned(), name: name.clone(), unit: unit.clone(), year: i64::from(*year) }
    }

    fn of_value(value: &Value) -> Self {
        let text = |key: &str| value.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
        let year = value.get("year").and_then(Value::as_i64).unwrap_or_default();
        Self { id: text("id"), name: text("name"), unit: text("unit"), year }
    }
}

/// A backup's file.
#[derive(Debug)]
pub enum Opened {
    Backup(Box<Backup>),
    /// It takes a passphrase, and none was given.
    Locked(Box<Lock>),
}

/// Whether these bytes name themselves a backup, or what is read as one, whatever else they hold.
pub fn is_backup(bytes: &[u8]) -> bool {
    Gate::of(bytes).is_some_and(|gate| matches!(gate.format.as_str(), FORMAT | rescue::FORMAT))
}

/// Opens the bytes of a file. A passphrase is used only where the file is locked.
pub fn open(bytes: &[u8], passphrase: Option<&str>) -> Result<Opened, BackupProblem> {
    let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    if size > MAX_BYTES {
        return Err(BackupProblem::TooLarge { size, limit: MAX_BYTES });
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let Some(gate) = Gate::of(bytes) else {
        // The strict reader says where the text ends or breaks.
        let fault = json::read(bytes).err();
        return Err(fault.map_or(BackupProblem::NotABackup { format: String::new() }, not_json));
    };
    let known = match gate.format.as_str() {
        FORMAT => VERSION,
        rescue::FORMAT => rescue::VERSION,
        _ => return Err(BackupProblem::NotABackup { format: gate.format }),
    };
    match gate.version {
        Some(version) if version > known => return Err(BackupProblem::NewerVersion { version }),
        Some(1..) => {}
        _ => return Err(reading::malformed("version", "应为不小于 1 的整数")),
    }
    if gate.format == rescue::FORMAT {
        return Ok(Opened::Backup(Box::new(rescue::read(bytes)?)));
    }
    if !gate.locked {
        return Ok(Opened::Backup(Box::new(reading::read(bytes)?)));
    }
    let lock = Lock::read(bytes)?;
    let Some(passphrase) = passphrase else { return Ok(Opened::Locked(Box::new(lock))) };
    let (plain, key) = lock.open(passphrase)?;
    Ok(Opened::Backup(Box::new(Backup { files_key: Some(key), ..reading::read(&plain)? })))
}

/// The signing key, where this text of a device is one.
pub fn secret(text: &str) -> Option<SigningKey> {
    let value: Value = serde_json::from_str(text).ok()?;
    SigningKey::of_secret(value.get("secret")?.as_str()?)
}

/// What is looked at before anything else, in JSON of any kind.
struct Gate {
    format: String,
    version: Option<i64>,
    locked: bool,
}

impl Gate {
    fn of(bytes: &[u8]) -> Option<Self> {
        let members = reading::members(str::from_utf8(bytes).ok()?).ok()?;
        let value = |name: &str| members.get(name).and_then(|raw| serde_json::from_str(raw.get()).ok());
        Some(Self {
            format: value("format")
                .and_then(|value: Value| value.as_str().map(str::to_owned))
                .unwrap_or_default(),
            version: value("version").and_then(|value| value.as_i64()),
            locked: members.contains_key("locked"),
        })
    }
}

fn not_json(fault: json::JsonFault) -> BackupProblem {
    BackupProblem::NotJson { path: fault.path, detail: fault.detail }
}
