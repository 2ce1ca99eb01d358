//! One person's space on this device: where it lies, by which key it is locked if it is, and how it is
//! opened, moved into another and deleted. Knows no register of people.

use std::rc::Rc;

use super::covered::{Cipher, CoveredDocuments, CoveredLocal};
use super::{
    Backend, BrowserLocal, DATABASE, Documents, Found, Held, Holdings, IndexedDocuments, Local, Over,
};
use super::{CoveredParts, Parts, Peers, Scoped, Write};
use crate::storage::keys::{self, LocalKey};
use crate::storage::record::Row;
use crate::storage::state::Refused;

/// Texts of a device that are copied in one go.
const AT_ONCE: usize = 50;

/// A space. Empty name: the one that was there before there were profiles.
#[derive(Clone, Default)]
pub struct Space {
    name: String,
    cipher: Option<Cipher>,
}

impl Space {
    pub fn new(name: &str, cipher: Option<Cipher>) -> Self {
        Self { name: name.to_owned(), cipher }
    }

    pub fn name(&self) -> &str {
        &self.name
    }

    /// The browser's own, as far as it lets us.
    pub async fn backend(&self) -> Backend {
        let name = database_of(&self.name);
        let said = format!("{}said", keys::root_of(&self.name));
        Backend {
            documents: self.documents().await,
            local: self.local(),
            peers: Peers { name, locks: true, channel: true, said },
            space: self.clone(),
        }
    }

    async fn documents(&self) -> Result<Rc<dyn Documents>, Refused> {
        let documents = IndexedDocuments::open(&database_of(&self.name)).await?;
        Ok(match &self.cipher {
            Some(cipher) => Rc::new(CoveredDocuments::new(documents, cipher.clone())),
            None => Rc::new(documents),
        })
    }

    /// The database by a connection of its own, for who looks after what lies in it.
    pub async fn holdings(&self) -> Result<Rc<dyn Holdings>, Refused> {
        let documents = IndexedDocuments::open(&database_of(&self.name)).await?;
        Ok(match &self.cipher {
            Some(cipher) => Rc::new(CoveredDocuments::new(documents, cipher.clone())),
            None => Rc::new(documents),
        })
    }

    /// The files that lie in it, by a connection of their own.
    pub async fn parts(&self) -> Result<Rc<dyn Parts>, Refused> {
        let parts = IndexedDocuments::open(&database_of(&self.name)).await?;
        Ok(match &self.cipher {
            Some(cipher) => Rc::new(CoveredParts::new(parts, cipher.clone())),
            None => Rc::new(parts),
        })
    }

    fn local(&self) -> Result<Rc<dyn Local>, Refused> {
        let local = Scoped::new(BrowserLocal::probe()?, &self.name);
        Ok(match &self.cipher {
            Some(cipher) => Rc::new(CoveredLocal::new(local, cipher.clone())),
            None => Rc::new(local),
        })
    }

    /// Copies everything into another space, in which nothing is, and reads it back. Nothing here is
    /// touched: until the register names the other one, this one counts.
    pub async fn copy_into(&self, other: &Self) -> Result<(), Refused> {
        let (rows, into) = (self.documents().await?.read(None).await?, other.documents().await?);
        // The steps travel as texts of the device.
        let write = |Found { id, record, .. }: &Found| {
            let row = Row::of_record(id, record.clone());
            Write { row, over: Over::Nothing, aside: None, steps: None }
        };
        into.write(rows.iter().map(write).collect()).await?;
        let (holdings, held) = (self.holdings().await?, other.holdings().await?);
        for shelved in holdings.quarantined().await? {
            into.set_aside(shelved.item).await?;
        }
        let names = holdings.device_names().await?;
        for names in names.chunks(AT_ONCE) {
            let texts = holdings.device_texts(names).await?;
            let texts = names.iter().zip(texts).filter_map(|(name, text)| Some((name.clone(), text?)));
            held.set_device_texts(texts.collect()).await?;
        }
        self.copy_parts(other).await?;
        let (from, to) = (self.local()?, other.local()?);
        for key in from.keys(keys::ROOT)?.iter().filter(|key| travels(key)) {
            if let Some(text) = from.get(key)? {
                to.set(key, &text)?;
                if to.get(key)?.as_ref() != Some(&text) {
                    return Err(Refused::Unreadable);
                }
            }
        }
        let whole = into.read(None).await? == rows
            && held.quarantined().await?.len() == holdings.quarantined().await?.len()
            && held.device_names().await? == names;
        if whole { Ok(()) } else { Err(Refused::Unreadable) }
    }

    /// One at a time, so that memory holds one. What does not open any more is nobody's loss, and is left.
    async fn copy_parts(&self, other: &Self) -> Result<(), Refused> {
        let (from, to) = (self.parts().await?, other.parts().await?);
        for Held { hex, size } in from.held().await? {
            let part = match from.get(&hex).await {
                Ok(Some(part)) => part,
                Ok(None) | Err(Refused::Unreadable) => continue,
                Err(reason) => return Err(reason),
            };
            to.put(&part).await?;
            if to.size(&hex).await? != Some(size) {
                return Err(Refused::Unreadable);
            }
        }
        Ok(())
    }

    /// Deletes everything that lies in a space, and looks whether it is gone. No window has it open.
    pub async fn wipe(name: &str) -> Result<(), Refused> {
        if let Ok(local) = BrowserLocal::probe() {
            let root = keys::root_of(name);
            for key in local.keys(&root)? {
                local.remove(&key)?;
            }
            if !local.keys(&root)?.is_empty() {
                return Err(Refused::Elsewhere);
            }
        }
        IndexedDocuments::delete(&database_of(name)).await
    }
}

fn database_of(space: &str) -> String {
    if space.is_empty() { DATABASE.to_owned() } else { format!("{DATABASE}.{space}") }
}

/// Whether a text under this key says something of the work or its owner, rather than of a window.
fn travels(key: &str) -> bool {
    let of_windows = [keys::LEASE, keys::BEAT].iter().any(|prefix| key.starts_with(prefix));
    !of_windows && key != LocalKey::Said.to_string() && key != LocalKey::Probe.to_string()
}
