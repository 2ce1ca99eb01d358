//! The database of the documents: its name, version, stores and columns, and how it is made.

use idb::event::VersionChangeEvent;
use idb::{Database, DatabaseEvent, Error, IndexParams, KeyPath, ObjectStoreParams};

pub const DATABASE: &str = "hengping";
pub(super) const VERSION: u32 = 1;

/// One row a case: [`ID`], the index columns, [`DIGEST`] and [`RECORD`].
pub(super) const CASES: &str = "cases";
/// What could not be used, as it was found, one row each under a running number.
pub(super) const QUARANTINE: &str = "quarantine";

pub(super) const ID: &str = "id";
pub(super) const YEAR: &str = "year";
pub(super) const NAME: &str = "name";
pub(super) const UNIT: &str = "unit";
pub(super) const DEPARTMENT: &str = "department";
pub(super) const DEMO: &str = "demo";
pub(super) const DIGEST: &str = "digest";
pub(super) const RECORD: &str = "record";

pub(super) const KEY: &str = "key";
pub(super) const RAW: &str = "raw";
pub(super) const REASON: &str = "reason";
pub(super) const DETAIL: &str = "detail";
pub(super) const FOUND_AT: &str = "found_at";

/// Makes the stores. An `Err` ends the upgrade, and the browser keeps what was there before.
pub(super) fn upgrade(event: &VersionChangeEvent) -> Result<(), Error> {
    let database = event.database()?;
    make_cases(&database)?;
    let mut numbered = ObjectStoreParams::new();
    numbered.auto_increment(true);
    database.create_object_store(QUARANTINE, numbered)?;
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
