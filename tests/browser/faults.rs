//! What happens when a backend refuses: nothing that was typed is lost while the window lives, the
//! state says how it stands, and saving goes on by itself when there is room again.

use hengping::domain::ids::CaseId;
use hengping::storage::backend::{Backend, MemoryDocuments, MemoryLocal};
use hengping::storage::{Kept, Refused, SaveState, Store};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::device::{Device, actuals, case, edit, set};

fn twin() -> (Device, MemoryDocuments, MemoryLocal) {
    let (documents, local) = (MemoryDocuments::default(), MemoryLocal::default());
    (Device::of(documents.clone(), local.clone()), documents, local)
}

#[wasm_bindgen_test]
async fn a_full_database_keeps_the_work_and_recovers_with_the_next_change() {
    let (device, documents, _) = twin();
    let (store, _) = device.open().await;
    store.put(&[case("c1")]).await;
    documents.refuse(Some(Refused::Full));
    assert_eq!(edit(&store, "c1", set("r1", "1")), Kept::Journal);
    assert_eq!(store.flush().await, SaveState::Failed { reason: Refused::Full });
    assert_eq!(actuals(&store, "c1")[0], "1");
    assert_eq!(device.journal().len(), 1, "the journal still has it");
    assert_eq!(store.guarantees().documents, Err(Refused::Full));
    documents.refuse(None);
    let _ = edit(&store, "c1", set("r2", "2"));
    assert!(matches!(store.flush().await, SaveState::Saved { .. }));
    assert_eq!(store.guarantees().documents, Ok(()));
    drop(store);
    let (store, opened) = device.open().await;
    assert_eq!((opened.replayed, actuals(&store, "c1")), (0, ["1".into(), "2".into()]));
}

#[wasm_bindgen_test]
async fn a_full_journal_makes_the_document_go_at_once() {
    let (device, _, local) = twin();
    let (store, _) = device.open().await;
    store.put(&[case("c1")]).await;
    local.refuse(Some(Refused::Full));
    store.draft(&CaseId::new("c1"), &set("r1", "1"));
    assert_eq!(store.guarantees().keystrokes, Err(Refused::Full));
    assert_eq!(edit(&store, "c1", set("r1", "1")), Kept::Memory(Refused::Full));
    assert!(matches!(store.flush().await, SaveState::Saved { .. }));
    drop(store);
    assert_eq!(actuals(&device.open().await.0, "c1")[0], "1");
}

#[wasm_bindgen_test]
async fn with_both_full_nothing_is_lost_while_the_window_lives() {
    let (device, documents, local) = twin();
    let (store, _) = device.open().await;
    store.put(&[case("c1")]).await;
    documents.refuse(Some(Refused::Full));
    local.refuse(Some(Refused::Full));
    assert_eq!(edit(&store, "c1", set("r1", "1")), Kept::Memory(Refused::Full));
    assert_eq!(store.put(&[case("c2")]).await, SaveState::Failed { reason: Refused::Full });
    assert_eq!((actuals(&store, "c1")[0].as_str(), store.cases().len()), ("1", 2));
    documents.refuse(None);
    local.refuse(None);
    assert!(matches!(store.flush().await, SaveState::Saved { .. }));
    drop(store);
    let (store, opened) = device.open().await;
    assert_eq!((actuals(&store, "c1")[0].as_str(), opened.cases.len()), ("1", 2));
}

#[wasm_bindgen_test]
async fn without_a_database_work_goes_on_in_memory_and_the_journal_is_left_alone() {
    let (device, _, _) = twin();
    let (store, _) = device.open().await;
    store.put(&[case("c1")]).await;
    let _ = edit(&store, "c1", set("r1", "journalled"));
    drop(store);

    let backend = Backend { documents: Err(Refused::Denied), ..device.backend().await };
    let (store, opened) = Store::over(backend).await;
    assert_eq!((opened.cases.len(), opened.quarantined.len()), (0, 0));
    assert_eq!(store.state(), SaveState::MemoryOnly { reason: Refused::Denied });
    assert_eq!(store.guarantees().keystrokes, Err(Refused::Denied));
    store.put(&[case("c2")]).await;
    assert_eq!(edit(&store, "c2", set("r1", "1")), Kept::Memory(Refused::Denied));
    store.flush().await;
    assert_eq!(actuals(&store, "c2")[0], "1");
    store.delete(&CaseId::new("c2")).await.expect("deleted");
    assert_eq!(store.cases(), []);
    drop(store);

    let (store, opened) = device.open().await;
    assert_eq!((opened.replayed, actuals(&store, "c1")[0].as_str()), (1, "journalled"));
}

#[wasm_bindgen_test]
async fn without_local_storage_documents_are_kept_and_the_guarantees_say_so() {
    let (device, _, _) = twin();
    let backend = async || Backend { local: Err(Refused::Denied), ..device.backend().await };
    let (store, _) = Store::over(backend().await).await;
    assert_eq!(store.guarantees().keystrokes, Err(Refused::Denied));
    assert_eq!(store.guarantees().documents, Ok(()));
    store.put(&[case("c1")]).await;
    assert_eq!(edit(&store, "c1", set("r1", "1")), Kept::Memory(Refused::Denied));
    assert!(matches!(store.flush().await, SaveState::Saved { .. }));
    drop(store);
    assert_eq!(actuals(&Store::over(backend().await).await.0, "c1")[0], "1");
}

#[wasm_bindgen_test]
async fn a_refused_delete_leaves_the_case() {
    let (device, documents, _) = twin();
    let (store, _) = device.open().await;
    store.put(&[case("c1")]).await;
    documents.refuse(Some(Refused::Closed));
    assert_eq!(store.delete(&CaseId::new("c1")).await, Err(Refused::Closed));
    assert_eq!(store.case(&CaseId::new("c1")), Some(case("c1")));
}

#[wasm_bindgen_test]
async fn a_case_is_taken_over_where_the_database_is_full() {
    let (device, documents, _) = twin();
    let (one, _) = device.open().await;
    one.put(&[case("c1")]).await;
    one.enter(&CaseId::new("c1")).await;
    let (two, _) = device.open().await;
    documents.refuse(Some(Refused::Full));
    let _ = edit(&one, "c1", set("r1", "in the journal only"));
    let taken = two.take_over(&CaseId::new("c1")).await.expect("taken").expect("the case");
    assert_eq!(
        (two.case(&CaseId::new("c1")), actuals(&two, "c1")[0].as_str()),
        (Some(taken), "in the journal only")
    );
    assert_eq!(two.state(), SaveState::Failed { reason: Refused::Full });
    assert_eq!(edit(&one, "c1", set("r1", "late")), Kept::Elsewhere);
    documents.refuse(None);
    assert!(matches!(two.flush().await, SaveState::Saved { .. }));
    drop((one, two));
    assert_eq!(actuals(&device.open().await.0, "c1")[0], "in the journal only");
}
