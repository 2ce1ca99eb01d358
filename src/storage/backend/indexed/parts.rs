//! Files in the same database, in transactions of their own: an edit never waits behind megabytes.

use idb::{ManagedKeyCursor, Query, TransactionMode};
use js_sys::{ArrayBuffer, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};

use super::{IndexedDocuments, finish, object, refused, text, thrown};
use crate::storage::backend::{Held, Later, Part, Parts, schema};
use crate::storage::state::Refused;

const ONLY: [&str; 1] = [schema::PARTS];

impl Parts for IndexedDocuments {
    fn put<'a>(&'a self, part: &'a Part) -> Later<'a, bool> {
        Box::pin(async move {
            let key = JsValue::from_str(&part.hex);
            let row = row(part).map_err(|value| thrown(&value))?;
            let transaction = self.begin_in(&ONLY, TransactionMode::ReadWrite).await?;
            let put = async {
                let store = transaction.object_store(schema::PARTS)?;
                let standing = store.get_key(Query::Key(key.clone()))?.await?;
                store.put(&row, Some(&key))?.await?;
                Ok(standing.is_none())
            }
            .await;
            finish(transaction, put).await
        })
    }

    fn get<'a>(&'a self, hex: &'a str) -> Later<'a, Option<Part>> {
        Box::pin(async move {
            let transaction = self.begin_in(&ONLY, TransactionMode::ReadOnly).await?;
            let store = transaction.object_store(schema::PARTS).map_err(refused)?;
            let row = store.get(JsValue::from_str(hex)).map_err(refused)?.await.map_err(refused)?;
            row.map(|row| part(hex, &row)).transpose()
        })
    }

    fn held(&self) -> Later<'_, Vec<Held>> {
        Box::pin(async move {
            let transaction = self.begin_in(&ONLY, TransactionMode::ReadOnly).await?;
            let store = transaction.object_store(schema::PARTS).map_err(refused)?;
            let sizes = store.index(schema::SIZE).map_err(refused)?;
            let mut held = Vec::new();
            let first = sizes.open_key_cursor(None, None).map_err(refused)?.await.map_err(refused)?;
            let Some(mut cursor) = first.map(idb::KeyCursor::into_managed) else { return Ok(held) };
            while let Some(one) = listed(&cursor).map_err(refused)? {
                held.push(one);
                cursor.next(None).await.map_err(refused)?;
            }
            held.sort_unstable_by(|one, other| one.hex.cmp(&other.hex));
            Ok(held)
        })
    }

    fn remove<'a>(&'a self, names: &'a [String]) -> Later<'a, ()> {
        Box::pin(async move {
            let transaction = self.begin_in(&ONLY, TransactionMode::ReadWrite).await?;
            let removed = async {
                let store = transaction.object_store(schema::PARTS)?;
                for name in names {
                    store.delete(JsValue::from_str(name))?.await?;
                }
                Ok(())
            }
            .await;
            finish(transaction, removed).await
        })
    }

    fn has<'a>(&'a self, hex: &'a str) -> Later<'a, bool> {
        Box::pin(async move {
            let transaction = self.begin_in(&ONLY, TransactionMode::ReadOnly).await?;
            let store = transaction.object_store(schema::PARTS).map_err(refused)?;
            let query = Query::Key(JsValue::from_str(hex));
            Ok(store.get_key(query).map_err(refused)?.await.map_err(refused)?.is_some())
        })
    }
}

/// The part that a cursor stands at; none beyond the last.
fn listed(cursor: &ManagedKeyCursor) -> Result<Option<Held>, idb::Error> {
    let Some(name) = cursor.primary_key()? else { return Ok(None) };
    let size = cursor.key()?.and_then(|size| size.as_f64()).unwrap_or_default();
    // Sizes of files are whole numbers far below 2^53.
    Ok(Some(Held { hex: name.as_string().unwrap_or_default(), size: size as u64 }))
}

fn row(part: &Part) -> Result<JsValue, JsValue> {
    // The bytes alone: a view would take the whole of what it looks at along.
    let whole = part.bytes.buffer().byte_length() == part.bytes.length();
    let bytes = if whole { part.bytes.buffer() } else { part.bytes.slice(0, part.bytes.length()).buffer() };
    object([
        (schema::SIZE, JsValue::from_f64(part.size as f64)),
        (schema::TYPE, part.kind.as_str().into()),
        (schema::BYTES, bytes.into()),
    ])
}

/// What lies there as a part; a row that another program left is none.
fn part(hex: &str, row: &JsValue) -> Result<Part, Refused> {
    // A row that is no object has no columns.
    let of = |column: &str| Reflect::get(row, &column.into()).map_err(|_| Refused::Unreadable);
    let bytes: ArrayBuffer = of(schema::BYTES)?.dyn_into().map_err(|_| Refused::Unreadable)?;
    let size = of(schema::SIZE)?.as_f64().ok_or(Refused::Unreadable)?;
    let bytes = Uint8Array::new(&bytes);
    Ok(Part { hex: hex.to_owned(), size: size as u64, kind: text(row, schema::TYPE), bytes })
}
