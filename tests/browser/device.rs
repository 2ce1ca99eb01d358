//! A device to test on: a browser's storage or its twin in memory, which outlives the stores over it.

use std::rc::Rc;

use hengping::domain::case::Case;
use hengping::domain::command::{Command, apply_to};
use hengping::domain::ids::{CaseId, RowId};
use hengping::domain::place::RowField;
use hengping::storage::backend::{
    Backend, BrowserLocal, Cipher, CoveredDocuments, CoveredLocal, CoveredParts, Documents, Holdings,
    IndexedDocuments, Local, MemoryDocuments, MemoryLocal, MemoryParts, Over, Parts, Peers, Space, Write,
};
use hengping::storage::keys::LocalKey;
use hengping::storage::record::{Columns, Row};
use hengping::storage::{Inventory, Kept, Opened, Quarantined, Store, Way};

pub(crate) enum Device {
    /// Its windows cannot ask the browser which of them live, as on plain http.
    Memory {
        documents: MemoryDocuments,
        local: MemoryLocal,
        parts: MemoryParts,
        name: String,
    },
    Browser {
        database: String,
        cipher: Option<Cipher>,
    },
}

impl Device {
    pub(crate) fn memory() -> Self {
        Self::of(MemoryDocuments::default(), MemoryLocal::default())
    }

    pub(crate) fn of(documents: MemoryDocuments, local: MemoryLocal) -> Self {
        let name = format!("memory-{}", js_sys::Math::random());
        Self::Memory { documents, local, parts: MemoryParts::default(), name }
    }

    /// A database of its own, and an empty localStorage.
    pub(crate) fn browser(test: &str) -> Self {
        let local = BrowserLocal::probe().expect("localStorage");
        for key in local.keys("hp/").expect("keys") {
            local.remove(&key).expect("an empty localStorage");
        }
        Self::Browser { database: format!("test-{test}-{}", js_sys::Date::now()), cipher: None }
    }

    /// The same, and every text of the work is locked.
    pub(crate) fn covered(test: &str) -> Self {
        match Self::browser(test) {
            Self::Browser { database, .. } => {
                Self::Browser { database, cipher: Some(Cipher::of_bytes([7; 32])) }
            }
            memory @ Self::Memory { .. } => memory,
        }
    }

    pub(crate) async fn documents(&self) -> Rc<dyn Documents> {
        match self {
            Self::Memory { documents, .. } => Rc::new(documents.clone()),
            Self::Browser { database, cipher } => {
                let documents = IndexedDocuments::open(database).await.expect("IndexedDB");
                match cipher {
                    Some(cipher) => Rc::new(CoveredDocuments::new(documents, cipher.clone())),
                    None => Rc::new(documents),
                }
            }
        }
    }

    pub(crate) async fn parts(&self) -> Rc<dyn Parts> {
        match self {
            Self::Memory { parts, .. } => Rc::new(parts.clone()),
            Self::Browser { database, cipher } => {
                let parts = IndexedDocuments::open(database).await.expect("IndexedDB");
                match cipher {
                    Some(cipher) => Rc::new(CoveredParts::new(parts, cipher.clone())),
                    None => Rc::new(parts),
                }
            }
        }
    }

    pub(crate) fn local(&self) -> Rc<dyn Local> {
        match self {
            Self::Memory { local, .. } => Rc::new(local.clone()),
            Self::Browser { cipher: Some(cipher), .. } => {
                Rc::new(CoveredLocal::new(BrowserLocal::probe().expect("localStorage"), cipher.clone()))
            }
            Self::Browser { .. } => Rc::new(BrowserLocal::probe().expect("localStorage")),
        }
    }

    /// Opens a window of the workbench on this device.
    pub(crate) async fn open(&self) -> (Store, Opened) {
        Store::over(self.backend().await).await
    }

    pub(crate) async fn backend(&self) -> Backend {
        let said = LocalKey::Said.to_string();
        let peers = match self {
            Self::Memory { name, .. } => Peers { name: name.clone(), locks: false, channel: true, said },
            Self::Browser { database, .. } => {
                Peers { name: database.clone(), locks: true, channel: true, said }
            }
        };
        Backend {
            documents: Ok(self.documents().await),
            local: Ok(self.local()),
            peers,
            space: Space::default(),
        }
    }

    /// Lays a record into the database as another program might have.
    pub(crate) async fn plant(&self, id: &str, digest: &str, record: &str) {
        let text = String::new;
        let columns = Columns {
            id: id.into(),
            year: 2022,
            name: text(),
            unit: text(),
            department: text(),
            demo: false,
        };
        let row = Row { columns, digest: digest.into(), record: record.into() };
        let write = Write { row, over: Over::Anything, aside: None, steps: None };
        self.documents().await.write(vec![write]).await.expect("a row");
    }

    /// The record that lies in the database under this id.
    pub(crate) async fn record(&self, id: &str) -> Option<String> {
        let rows = self.documents().await.read(None).await.expect("rows");
        rows.into_iter().find(|row| row.id == id).map(|row| row.record)
    }

    /// What lies on this device, seen from outside the store.
    pub(crate) async fn inventory(&self, store: &Store) -> Inventory {
        let holdings: Rc<dyn Holdings> = match self {
            Self::Memory { documents, .. } => Rc::new(documents.clone()),
            Self::Browser { database, cipher } => {
                let documents = IndexedDocuments::open(database).await.expect("IndexedDB");
                match cipher {
                    Some(cipher) => Rc::new(CoveredDocuments::new(documents, cipher.clone())),
                    None => Rc::new(documents),
                }
            }
        };
        Inventory::over(store, Ok(holdings))
    }

    /// Everything in the quarantine.
    pub(crate) async fn aside(&self, store: &Store) -> Vec<Quarantined> {
        let shelved = self.inventory(store).await.shelved().await.expect("the quarantine");
        shelved.into_iter().map(|shelved| shelved.item).collect()
    }

    pub(crate) fn journal(&self) -> Vec<String> {
        self.local().keys("hp/j/").expect("keys")
    }
}

pub(crate) fn case(id: &str) -> Case {
    let json = r#"{"id":"c","year":2022,"subject":"project","name":"汤溪“田园”","self_evaluation":{"head":{"year":2022},
        "rows":[{"id":"r1","level1":"产出指标","level2":"数量指标","name":"甲"},
                {"id":"r2","level1":"产出指标","level2":"数量指标","name":"乙"}]}}"#;
    Case { id: CaseId::new(id), ..serde_json::from_str(json).expect("a case") }
}

/// 实际完成值 of a row.
pub(crate) fn set(row: &str, text: &str) -> Command {
    Command::SetRow { row: RowId::new(row), field: RowField::Actual, text: text.into() }
}

/// Edits a case as the session does.
pub(crate) fn edit(store: &Store, id: &str, command: Command) -> Kept {
    edit_by(store, id, command, Way::New)
}

/// The same, and how it came about.
pub(crate) fn edit_by(store: &Store, id: &str, command: Command, way: Way) -> Kept {
    let mut case = store.case(&CaseId::new(id)).expect("the case");
    let change = apply_to(&mut case, command.clone()).expect("an edit");
    store.commit(&case, &command, way, &change.inverse)
}

/// Undoes or does again, as the session does; whether there was anything.
pub(crate) fn step(store: &Store, id: &str, way: Way) -> bool {
    let next = store.next_step(&CaseId::new(id), way);
    next.is_some_and(|command| edit_by(store, id, command, way) == Kept::Journal)
}

/// What the store holds as 实际完成值 of the two rows.
pub(crate) fn actuals(store: &Store, id: &str) -> [String; 2] {
    let case = store.case(&CaseId::new(id)).expect("the case");
    let form = case.self_evaluation.expect("a form");
    [0, 1].map(|at: usize| form.rows[at].actual.text().to_owned())
}
