//! The same database for who looks after it: what lies there, and the texts of the device.

use idb::TransactionMode;
use wasm_bindgen::JsValue;

use super::{IndexedDocuments, finish, found, item, refused, shown};
use crate::storage::backend::{Change, Holdings, Later, schema};
use crate::storage::overview::{Raw, RawStore, Shelf, Shelved};

impl Holdings for IndexedDocuments {
    fn quarantined(&self) -> Later<'_, Vec<Shelved>> {
        Box::pin(async move {
            let rows = self.rows(schema::QUARANTINE).await?;
            let number = |key: &JsValue| key.as_f64().unwrap_or_default() as u32;
            Ok(rows
                .iter()
                .map(|(key, row)| Shelved { at: Shelf::Row(number(key)), item: item(row) })
                .collect())
        })
    }

    fn discard(&self, number: u32) -> Later<'_, ()> {
        Box::pin(async move {
            let transaction = self.begin(TransactionMode::ReadWrite).await?;
            let gone =
                async { transaction.object_store(schema::QUARANTINE)?.delete(JsValue::from(number))?.await }
                    .await;
            finish(transaction, gone).await
        })
    }

    fn raw(&self) -> Later<'_, Vec<Raw>> {
        Box::pin(async move {
            let cases = self.rows(schema::CASES).await?;
            let mut raw: Vec<_> = cases
                .iter()
                .map(|(key, row)| Raw { store: RawStore::Cases, key: shown(key), text: found(row).record })
                .collect();
            let aside = self.rows(schema::QUARANTINE).await?;
            raw.extend(aside.iter().map(|(key, row)| Raw {
                store: RawStore::Quarantine,
                key: shown(key),
                text: shown(row),
            }));
            Ok(raw)
        })
    }

    fn device_names(&self) -> Later<'_, Vec<String>> {
        Box::pin(async move {
            let transaction = self.begin(TransactionMode::ReadOnly).await?;
            let store = transaction.object_store(schema::DEVICE).map_err(refused)?;
            let keys = store.get_all_keys(None, None).map_err(refused)?.await.map_err(refused)?;
            Ok(keys.into_iter().filter_map(|key| key.as_string()).collect())
        })
    }

    fn device_texts<'a>(&'a self, names: &'a [String]) -> Later<'a, Vec<Option<String>>> {
        Box::pin(async move {
            let transaction = self.begin(TransactionMode::ReadOnly).await?;
            let store = transaction.object_store(schema::DEVICE).map_err(refused)?;
            // All are asked for before the first is awaited.
            let asked: Vec<_> = names
                .iter()
                .map(|name| store.get(JsValue::from_str(name)))
                .collect::<Result<_, _>>()
                .map_err(refused)?;
            let mut texts = Vec::with_capacity(asked.len());
            for request in asked {
                let text = request.await.map_err(refused)?;
                texts.push(text.and_then(|text| text.as_string()));
            }
            Ok(texts)
        })
    }

    fn change_device_texts<'a>(&'a self, name: &'a str, change: Change<'a>) -> Later<'a, ()> {
        Box::pin(async move {
            // Windows that write come one after the other: between the look and the changes comes none.
            let transaction = self.begin(TransactionMode::ReadWrite).await?;
            let changed = async {
                let store = transaction.object_store(schema::DEVICE)?;
                let standing = store.get(JsValue::from_str(name))?.await?;
                let changes = match change(standing.and_then(|text| text.as_string())) {
                    Ok(changes) => changes,
                    Err(reason) => return Ok(Err(reason)),
                };
                for (name, text) in changes {
                    let name = JsValue::from_str(&name);
                    match text {
                        Some(text) => drop(store.put(&text.into(), Some(&name))?.await?),
                        None => store.delete(name)?.await?,
                    }
                }
                Ok(Ok(()))
            }
            .await;
            finish(transaction, changed).await?
        })
    }
}
