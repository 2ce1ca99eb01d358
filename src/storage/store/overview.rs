//! What lies on this device: counted, listed as it lies there, and noted as copied elsewhere. Nothing
//! here needs the cases' own shape to be readable.

use std::rc::Rc;

use super::{Store, opening};
use crate::domain::case::Case;
use crate::domain::evidence;
use crate::domain::ids::CaseId;
use crate::storage::backend::Holdings;
use crate::storage::keys;
use crate::storage::named::Named;
use crate::storage::overview::{COPIES, Copies, Overview, Raw, RawStore, Shelf, Shelved, lineages_of};
use crate::storage::parts::Parts;
use crate::storage::pauses::Pauses;
use crate::storage::room::{self, Room};
use crate::storage::state::{Quarantined, Refused};

/// A store seen from outside: what of it lies where on this device.
pub struct Inventory {
    store: Store,
    holdings: Result<Rc<dyn Holdings>, Refused>,
}

impl Inventory {
    /// Over the database of the store's space, by a connection of its own.
    pub async fn open(store: &Store) -> Self {
        Self::over(store, store.inner.backend.space.holdings().await)
    }

    pub(super) fn store(&self) -> &Store {
        &self.store
    }

    pub(super) fn holdings(&self) -> Result<Rc<dyn Holdings>, Refused> {
        self.holdings.clone()
    }

    /// Over any database that the store works over.
    pub fn over(store: &Store, holdings: Result<Rc<dyn Holdings>, Refused>) -> Self {
        Self { store: store.clone(), holdings }
    }

    /// Whether the browser promises to keep the work, and how much room there is.
    pub async fn room(&self) -> Room {
        room::look().await
    }

    /// Asks the browser to keep the work for good. Some browsers ask the user.
    pub async fn ask_to_stay(&self) -> Room {
        room::ask().await
    }

    /// What is stored, counted.
    pub async fn overview(&self) -> Result<Overview, Refused> {
        let (raw, copies) = (self.raw().await?, self.copies().await);
        let only_here = |case: &Case| !case.demo && !copies.holds(case);
        Ok(Overview {
            backed_up_at: copies.at,
            only_here: self.store.cases().into_iter().filter(only_here).map(|case| case.id).collect(),
            ..Overview::of(&raw)
        })
    }

    /// Every text of this device as it lies there, whether anything can read it or not. What the device
    /// keeps for itself ([`Inventory::device_text`]) is not among them: it may be a secret.
    pub async fn raw(&self) -> Result<Vec<Raw>, Refused> {
        let mut raw = match &self.holdings {
            Ok(documents) => documents.raw().await?,
            Err(_) => Vec::new(),
        };
        let local = |(key, text)| Raw { store: RawStore::Local, key, text };
        raw.extend(opening::texts(&self.store.inner.backend, keys::ROOT).into_iter().map(local));
        let rules = crate::storage::rules::chosen().map(|id| (keys::RULES.to_owned(), id));
        raw.extend(rules.map(local));
        Ok(raw)
    }

    /// Notes that these cases, as they are here, have left the device in a file: `backup` if it was a
    /// backup of everything.
    pub async fn note_copies(&self, cases: &[Case], backup: bool) -> Result<(), Refused> {
        let mut copies = self.copies().await;
        let mut pauses = Pauses::begin();
        for case in cases {
            copies.note(case);
            pauses.pause().await;
        }
        // A case that is no longer here needs no copy to be remembered.
        copies.retain(|id| self.store.inner.held.borrow().contains_key(id));
        if backup {
            copies.at = Some(js_sys::Date::now() as i64);
        }
        self.set_device_text(COPIES, &copies.text()).await
    }

    /// Which content of each case has left the device.
    pub async fn copies(&self) -> Copies {
        // Unreadable is as good as none: everything counts as only here.
        let text = self.device_text(COPIES).await.ok().flatten();
        Copies::read(&text.unwrap_or_default())
    }

    /// A text that belongs to this device and to no case.
    pub async fn device_text(&self, name: &str) -> Result<Option<String>, Refused> {
        self.holdings()?.device_text(name).await
    }

    pub async fn set_device_text(&self, name: &str, text: &str) -> Result<(), Refused> {
        self.holdings()?.set_device_texts(vec![(name.to_owned(), text.to_owned())]).await
    }

    /// Keeps the text unless there is one; the one that stands, for this window as for every other.
    pub async fn claim_device_text(&self, name: &str, text: &str) -> Result<String, Refused> {
        self.holdings()?.claim_device_text(name, text).await
    }

    /// The revisions of these cases' documents, each a list of lineages as JSON; of a case that was never
    /// sealed or taken over an empty one.
    pub async fn lineages(&self, cases: &[CaseId]) -> Result<Vec<String>, Refused> {
        let names: Vec<String> = cases.iter().map(lineages_of).collect();
        let texts = self.holdings()?.device_texts(&names).await?;
        Ok(texts.into_iter().map(|text| text.unwrap_or_else(|| "[]".to_owned())).collect())
    }

    /// Keeps them, as [`Inventory::lineages`] gives them, all in one go.
    pub async fn set_lineages(&self, lineages: Vec<(CaseId, String)>) -> Result<(), Refused> {
        let texts: Vec<_> = lineages.into_iter().map(|(case, text)| (lineages_of(&case), text)).collect();
        self.holdings()?.set_device_texts(texts).await
    }

    /// The files of this space.
    pub async fn parts(&self) -> Result<Parts, Refused> {
        Parts::of(&self.store.inner.backend.space).await
    }

    /// Every digest that anything here names: cases as they lie there and as this window holds them, the journal,
    /// what was set aside, sealed revisions and all else that the device keeps for itself.
    pub async fn named(&self) -> Result<Named, Refused> {
        let holdings = self.holdings.clone()?;
        // What cannot be looked at names everything.
        self.store.inner.local()?.keys(keys::ROOT)?;
        let mut named = Named::default();
        let mut pauses = Pauses::begin();
        let texts = self.raw().await?.into_iter().map(|raw| raw.text);
        for text in texts.chain(self.shelved().await?.into_iter().map(|shelved| shelved.item.raw)) {
            named.add(&text);
            pauses.pause().await;
        }
        for found in self.store.inner.backend.documents.clone()?.read(None).await? {
            named.add(found.steps.as_deref().unwrap_or_default());
            pauses.pause().await;
        }
        for name in holdings.device_names().await? {
            if let Some(text) = holdings.device_text(&name).await? {
                named.add(&text);
            }
            pauses.pause().await;
        }
        for case in self.store.cases() {
            let held = evidence::of_case(&case).map(|file| file.digest.as_str());
            held.for_each(|digest| named.add(digest));
        }
        Ok(named)
    }

    /// Everything that could ever not be used, with where it lies.
    pub async fn shelved(&self) -> Result<Vec<Shelved>, Refused> {
        let mut items = match &self.holdings {
            Ok(documents) => documents.quarantined().await?,
            Err(_) => Vec::new(),
        };
        items.extend(opening::put_aside_here(&self.store.inner.backend));
        Ok(items)
    }

    /// Puts a text into the quarantine.
    pub async fn set_aside(&self, item: Quarantined) -> Result<(), Refused> {
        self.store.inner.backend.documents.clone()?.set_aside(item).await
    }

    /// Deletes something from the quarantine: only by hand, and only once it was handed out in a file.
    pub async fn discard(&self, at: &Shelf) -> Result<(), Refused> {
        match at {
            Shelf::Row(number) => self.holdings()?.discard(*number).await,
            Shelf::Local(key) if key.starts_with(keys::QUARANTINE) => self.store.inner.local()?.remove(key),
            Shelf::Local(_) => Ok(()),
        }
    }
}
