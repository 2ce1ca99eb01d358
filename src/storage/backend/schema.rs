//! The database of the documents: its name, version, stores and columns, and how it is made.

use idb::event::VersionChangeEvent;
use idb::{Database, DatabaseEvent, Error, IndexParams, KeyPath, ObjectStoreParams};

pub const DATABASE: &str = "hengping";
/// 1 had no [`DEVICE`], 2 no [`PARTS`].
pub(super) const VERSION: u32 = 3;

/// One row a case: [`ID`], the index columns, [`DIGEST`] and [`RECORD`].
pub(super) const CASES: &str = "cases";
/// What could not be used, as it was found, one row each under a running number.
pub(super) const QUARANTINE: &str = "quarantine";
/// One text each under its name: what the device keeps besides the cases' records. What can be undone in a
/// case is written there with its record; the revisions and versions of its documents lie there too.
pub(super) const DEVICE: &str = "device";
/// Bytes that documents name, one row each under the 64 digits of their digest: [`SIZE`], [`TYPE`] and [`BYTES`].
pub(super) const PARTS: &str = "parts";

pub(super) const ID: &str = "id";
pub(super) const YEAR: &str = "year";
pub(super) const NAME: &str = "name";
pub(super) const UNIT: &str = "unit";
pub(super) const DEPARTMENT: &str = "department";
pub(super) const DEMO: &str = "demo";
pub(super) const DIGEST: &str = "digest";
pub(super) const RECORD: &str = "record";

/// Of the file itself, in bytes. The index over it lists the parts without reading one.
pub(super) const SIZE: &str = "size";
pub(super) const TYPE: &str = "type";
pub(super) const BYTES: &str = "bytes";

pub(super) const KEY: &str = "key";
pub(super) const RAW: &str = "raw";
pub(super) const REASON: &str = "reason";
pub(super) const DETAIL: &str = "detail";
pub(super) const FOUND_AT: &str = "found_at";

/// Makes the stores that are not there. An `Err` ends the upgrade, and the browser keeps what was there before.
pub(super) fn upgrade(event: &VersionChangeEvent) -> Result<(), Error> {
    let database = event.database()?;
    let standing = database.store_names();
    let missing = |name: &str| !standing.iter().any(|standing| standing == name);
    if missing(CASES) {
        make_cases(&database)?;
    }
    if missing(QUARANTINE) {
        let mut numbered = ObjectStoreParams::new();
        numbered.auto_increment(true);
        database.create_object_store(QUARANTINE, numbered)?;
    }
    if missing(DEVICE) {
        database.create_object_store(DEVICE, ObjectStoreParams::new())?;
    }
    if missing(PARTS) {
        let parts = database.create_object_store(PARTS, ObjectStoreParams::new())?;
        parts.create_index(SIZE, KeyPath::new_single(SIZE), None::<IndexParams>)?;
    }
    Ok(())
}

fn make_cases(database: &Database) -> Result<(), Error> {
    let mut params = ObjectStoreParams::new();
    params.key_path(Some(KeyPath::new_single(ID)));
    let cases = database.create_object_store(CASES, params)?;
    for column in [YEAR, UNIT] {
        cases.create_index(column, KeyPath::new_single(column), None::<IndexParams>)?;
    }
    Ok(())
}
