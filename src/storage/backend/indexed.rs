//! The browser's IndexedDB. A transaction commits as soon as nothing is asked of it, so each one
//! here has its values ready before it begins and awaits only its own requests.

mod holdings;
mod parts;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use futures_util::future::{Either, select};
use gloo_timers::future::TimeoutFuture;
use idb::{Database, Factory, Query, Request, Transaction, TransactionMode, TransactionResult};
use js_sys::{Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use super::local::{named, refused as thrown};
use super::{Documents, Found, Later, Outcome, Over, Write, schema, steps_of};
use crate::storage::record::Row;
use crate::storage::state::{QuarantineReason, Quarantined, Refused};

/// How long a window that was asked to close a database may take, in milliseconds.
const CLOSING: u32 = 2_000;

/// The documents in a database of the browser. A connection that the browser closed is opened again
/// when it is next needed.
pub struct IndexedDocuments {
    name: String,
    connection: RefCell<Option<Connection>>,
}

#[derive(Clone)]
struct Connection {
    database: Rc<Database>,
    open: Rc<Cell<bool>>,
}

impl IndexedDocuments {
    pub async fn open(name: &str) -> Result<Self, Refused> {
        let connection = connect(name).await?;
        Ok(Self { name: name.to_owned(), connection: RefCell::new(Some(connection)) })
    }

    /// Deletes a database with everything in it. Windows that have it open are asked to close it; where one
    /// does not, that is the answer, and it goes as soon as that one is closed.
    pub async fn delete(name: &str) -> Result<(), Refused> {
        let factory = Factory::new().map_err(refused)?;
        let mut request = factory.delete(name).map_err(refused)?;
        let (told, blocked) = futures_channel::oneshot::channel::<()>();
        request.on_blocked(move |_| {
            // Nobody listens any more if the database was deleted after all.
            let _ = told.send(());
        });
        match select(request.into_future(), blocked).await {
            Either::Left((deleted, _)) => deleted.map_err(refused),
            // One that is about to close ends what it writes first.
            Either::Right((Ok(()), deleting)) => match select(deleting, TimeoutFuture::new(CLOSING)).await {
                Either::Left((deleted, _)) => deleted.map_err(refused),
                Either::Right(_) => Err(Refused::Blocked),
            },
            Either::Right((Err(_), deleting)) => deleting.await.map_err(refused),
        }
    }

    async fn database(&self) -> Result<Rc<Database>, Refused> {
        let standing = self.connection.borrow().clone().filter(|connection| connection.open.get());
        if let Some(connection) = standing {
            return Ok(connection.database);
        }
        let connection = connect(&self.name).await?;
        let database = connection.database.clone();
        *self.connection.borrow_mut() = Some(connection);
        Ok(database)
    }

    /// The keys and rows of a store.
    async fn rows(&self, store: &str) -> Result<Vec<(JsValue, JsValue)>, Refused> {
        let transaction = self.begin(TransactionMode::ReadOnly).await?;
        let store = transaction.object_store(store).map_err(refused)?;
        // Both are asked for before either is awaited: the transaction would end between them.
        let keys = store.get_all_keys(None, None).map_err(refused)?;
        let rows = store.get_all(None, None).map_err(refused)?;
        let (keys, rows) = (keys.await.map_err(refused)?, rows.await.map_err(refused)?);
        Ok(keys.into_iter().zip(rows).collect())
    }

    async fn begin(&self, mode: TransactionMode) -> Result<Transaction, Refused> {
        self.begin_in(&[schema::CASES, schema::QUARANTINE, schema::DEVICE], mode).await
    }

    async fn begin_in(&self, stores: &[&str], mode: TransactionMode) -> Result<Transaction, Refused> {
        let begun = self.database().await?.transaction(stores, mode);
        if begun.is_err()
            && let Some(connection) = self.connection.borrow().as_ref()
        {
            connection.open.set(false);
        }
        begun.map_err(refused)
    }
}

impl Drop for IndexedDocuments {
    fn drop(&mut self) {
        if let Some(connection) = self.connection.borrow().as_ref() {
            connection.database.close();
        }
    }
}

/// Opens the database, making it if need be. Where an older window holds it open, that is the answer.
async fn connect(name: &str) -> Result<Connection, Refused> {
    let factory = Factory::new().map_err(refused)?;
    let mut request = factory.open(name, Some(schema::VERSION)).map_err(refused)?;
    let (told, blocked) = futures_channel::oneshot::channel::<()>();
    request.on_blocked(move |_| {
        // Nobody listens any more if the database was opened after all.
        let _ = told.send(());
    });
    request.on_upgrade_needed(|event| {
        if schema::upgrade(&event).is_err()
            && let Ok(request) = idb::Event::target(&event)
            && let Some(transaction) = request.transaction()
        {
            drop(transaction.abort());
        }
    });
    // The sender lives as long as the request, so `blocked` is only ever ready when the event came.
    let mut database = match select(request.into_future(), blocked).await {
        Either::Left((database, _)) => database.map_err(refused)?,
        Either::Right((Ok(()), _)) => return Err(Refused::Blocked),
        Either::Right((Err(_), opening)) => opening.await.map_err(refused)?,
    };
    let open = Rc::new(Cell::new(true));
    let (on_change, on_close) = (open.clone(), open.clone());
    database.on_version_change(move |event| {
        on_change.set(false);
        if let Some(Ok(database)) = event.target().map(JsCast::dyn_into::<web_sys::IdbDatabase>) {
            database.close();
        }
    });
    database.on_close(move |_| on_close.set(false));
    Ok(Connection { database: Rc::new(database), open })
}

impl Documents for IndexedDocuments {
    fn read<'a>(&'a self, only: Option<&'a str>) -> Later<'a, Vec<Found>> {
        Box::pin(async move {
            let transaction = self.begin(TransactionMode::ReadOnly).await?;
            let store = transaction.object_store(schema::CASES).map_err(refused)?;
            let query = only.map(|only| Query::Key(only.into()));
            let rows = store.get_all(query, None).map_err(refused)?;
            // Asked for before the rows are awaited: the transaction would end between them.
            let steps = match only {
                Some(id) => Some(
                    transaction
                        .object_store(schema::DEVICE)
                        .and_then(|device| device.get(JsValue::from_str(&steps_of(id))))
                        .map_err(refused)?,
                ),
                None => None,
            };
            let mut rows: Vec<Found> = rows.await.map_err(refused)?.iter().map(found).collect();
            if let (Some(steps), Some(row)) = (steps, rows.first_mut()) {
                row.steps = steps.await.map_err(refused)?.and_then(|text| text.as_string());
            }
            Ok(rows)
        })
    }

    fn write(&self, rows: Vec<Write>) -> Later<'_, Vec<Outcome>> {
        Box::pin(async move {
            let transaction = self.begin(TransactionMode::ReadWrite).await?;
            let outcomes = write_all(&transaction, rows).await;
            finish(transaction, outcomes).await
        })
    }

    fn remove_all(&self, ids: Vec<String>) -> Later<'_, ()> {
        Box::pin(async move {
            let transaction = self.begin(TransactionMode::ReadWrite).await?;
            let removed = async {
                for id in &ids {
                    let steps = JsValue::from_str(&steps_of(id));
                    transaction.object_store(schema::DEVICE)?.delete(steps)?.await?;
                    transaction.object_store(schema::CASES)?.delete(JsValue::from_str(id))?.await?;
                }
                Ok(())
            }
            .await;
            finish(transaction, removed).await
        })
    }

    fn quarantine(&self, broken: Vec<Quarantined>) -> Later<'_, ()> {
        Box::pin(async move {
            let rows: Vec<_> = broken
                .iter()
                .map(|item| Ok((JsValue::from_str(&item.key), quarantine_row(item)?)))
                .collect::<Result<_, JsValue>>()
                .map_err(|value| thrown(&value))?;
            let transaction = self.begin(TransactionMode::ReadWrite).await?;
            let moved = async {
                for (key, row) in rows {
                    transaction.object_store(schema::QUARANTINE)?.put(&row, None)?.await?;
                    transaction.object_store(schema::CASES)?.delete(key)?.await?;
                }
                Ok(())
            }
            .await;
            finish(transaction, moved).await
        })
    }

    fn set_aside(&self, item: Quarantined) -> Later<'_, ()> {
        Box::pin(async move {
            let row = quarantine_row(&item).map_err(|value| thrown(&value))?;
            let transaction = self.begin(TransactionMode::ReadWrite).await?;
            let added =
                async { transaction.object_store(schema::QUARANTINE)?.put(&row, None)?.await.map(drop) }
                    .await;
            finish(transaction, added).await
        })
    }
}

/// Compares and writes inside one transaction, so that no other window comes in between. Each row is handed to
/// the browser when its turn comes: all of them at once would hold the page.
async fn write_all(transaction: &Transaction, rows: Vec<Write>) -> Result<Vec<Outcome>, idb::Error> {
    let mut outcomes = Vec::new();
    for Write { row, over, aside, steps } in rows {
        let key = JsValue::from_str(&row.columns.id);
        let steps = steps.map(|steps| (JsValue::from(steps_of(&row.columns.id)), JsValue::from(steps)));
        let row = case_row(&row).map_err(idb::Error::AddFailed)?;
        let cases = transaction.object_store(schema::CASES)?;
        let standing = cases.get(key)?.await?;
        if let Some(standing) = &standing {
            if !over.allows(&text(standing, schema::DIGEST)) {
                outcomes.push(Outcome::Conflict(found(standing)));
                continue;
            }
            if let Some(reason) = aside {
                let Found { id, record, .. } = found(standing);
                let theirs = Quarantined { key: id, raw: record, reason };
                let aside = quarantine_row(&theirs).map_err(idb::Error::AddFailed)?;
                transaction.object_store(schema::QUARANTINE)?.put(&aside, None)?.await?;
            }
        }
        let gone = standing.is_none() && matches!(over, Over::Digest(_));
        cases.put(&row, None)?.await?;
        if let Some((name, steps)) = steps {
            transaction.object_store(schema::DEVICE)?.put(&steps, Some(&name))?.await?;
        }
        outcomes.push(if gone { Outcome::Restored } else { Outcome::Written });
    }
    Ok(outcomes)
}

/// Waits until the browser has committed, or takes everything back and says why.
async fn finish<T>(transaction: Transaction, work: Result<T, idb::Error>) -> Result<T, Refused> {
    let value = match work {
        Ok(value) => value,
        Err(error) => {
            drop(transaction.abort());
            return Err(refused(error));
        }
    };
    // The future forgets why a transaction was aborted; its handle still knows.
    let handle: web_sys::IdbTransaction = transaction.into();
    let reason = || handle.error().map(|e| named(&e.name(), &e.message()));
    match Transaction::from(handle.clone()).await {
        Ok(TransactionResult::Committed) => Ok(value),
        Ok(TransactionResult::Aborted) => Err(reason().unwrap_or(Refused::Closed)),
        Err(error) => Err(reason().unwrap_or_else(|| refused(error))),
    }
}

fn case_row(row: &Row) -> Result<JsValue, JsValue> {
    let columns = &row.columns;
    object([
        (schema::ID, columns.id.as_str().into()),
        (schema::YEAR, columns.year.into()),
        (schema::NAME, columns.name.as_str().into()),
        (schema::UNIT, columns.unit.as_str().into()),
        (schema::DEPARTMENT, columns.department.as_str().into()),
        (schema::DEMO, columns.demo.into()),
        (schema::DIGEST, row.digest.as_str().into()),
        (schema::RECORD, row.record.as_str().into()),
    ])
}

fn quarantine_row(item: &Quarantined) -> Result<JsValue, JsValue> {
    object([
        (schema::KEY, item.key.as_str().into()),
        (schema::RAW, item.raw.as_str().into()),
        (schema::REASON, item.reason.word().into()),
        (schema::DETAIL, item.reason.detail().into()),
        (schema::FOUND_AT, js_sys::Date::now().into()),
    ])
}

fn object<const N: usize>(columns: [(&str, JsValue); N]) -> Result<JsValue, JsValue> {
    let row = Object::new();
    for (column, value) in columns {
        Reflect::set(&row, &column.into(), &value)?;
    }
    Ok(row.into())
}

/// A row as it lies there. One without a record is given whole, as JSON, so that nothing is lost.
fn found(row: &JsValue) -> Found {
    let record = Reflect::get(row, &schema::RECORD.into()).ok().and_then(|value| value.as_string());
    Found { id: text(row, schema::ID), record: record.unwrap_or_else(|| shown(row)), steps: None }
}

/// Any value as text: one that is a text as it is, others as JSON.
fn shown(value: &JsValue) -> String {
    let json = || js_sys::JSON::stringify(value).map(String::from).unwrap_or_else(|_| format!("{value:?}"));
    value.as_string().unwrap_or_else(json)
}

fn item(row: &JsValue) -> Quarantined {
    let reason = QuarantineReason::from_word(&text(row, schema::REASON), &text(row, schema::DETAIL));
    Quarantined { key: text(row, schema::KEY), raw: text(row, schema::RAW), reason }
}

fn text(row: &JsValue, column: &str) -> String {
    let value = Reflect::get(row, &column.into()).ok();
    value.and_then(|value| value.as_string()).unwrap_or_default()
}

fn refused(error: idb::Error) -> Refused {
    use idb::Error::{
        AddFailed, DeleteFailed, DomException, GetAllFailed, GetFailed, IndexedDbNotFound,
        IndexedDbOpenFailed, TransactionOpenFailed, UpdateFailed,
    };
    match error {
        DomException(exception) => named(&exception.name(), &exception.message()),
        // Reading `indexedDB` may throw; where it merely is not there, nothing was thrown.
        IndexedDbNotFound(value) if !value.is_object() => Refused::Missing,
        TransactionOpenFailed(value) => match thrown(&value) {
            Refused::Other(_) => Refused::Closed,
            reason => reason,
        },
        IndexedDbNotFound(value)
        | IndexedDbOpenFailed(value)
        | AddFailed(value)
        | UpdateFailed(value)
        | GetFailed(value)
        | GetAllFailed(value)
        | DeleteFailed(value) => thrown(&value),
        other => Refused::Other(other.to_string()),
    }
}
