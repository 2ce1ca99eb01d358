//! A deleted case is gone with all that belongs to it, and comes back only if somebody brings it back.

use hengping::domain::ids::CaseId;
use hengping::storage::{Editing, SaveState};

use crate::device::{Device, actuals, case, edit, set};

on_every_backend! {
    a_deleted_case_leaves_nothing_behind_and_can_be_put_back
    a_case_brought_back_while_it_is_being_deleted_stays
    a_case_that_is_being_deleted_is_won_by_no_other_window
}

async fn a_deleted_case_leaves_nothing_behind_and_can_be_put_back(device: Device) {
    let (store, _) = device.open().await;
    store.put(&[case("c1"), case("c1/x")]).await;
    let id = CaseId::new("c1");
    let _ = edit(&store, "c1", set("r1", "1"));
    let _ = edit(&store, "c1/x", set("r1", "kept"));
    store.draft(&id, &set("r2", "draft"));
    let whole = store.case(&id).expect("the case");
    store.delete(&id).await.expect("deleted");
    assert_eq!((store.case(&id), device.record("c1").await), (None, None));
    assert_eq!((device.journal().len(), store.drafts(&id).len()), (1, 0), "the other case's entry stays");
    store.put(std::slice::from_ref(&whole)).await;
    drop(store);
    let (store, opened) = device.open().await;
    assert_eq!((store.case(&id), opened.quarantined.len()), (Some(whole), 0));
    assert_eq!(actuals(&store, "c1/x")[0], "kept");
}

async fn a_case_brought_back_while_it_is_being_deleted_stays(device: Device) {
    let (store, _) = device.open().await;
    store.put(&[case("c1")]).await;
    let id = CaseId::new("c1");
    let brought_back = async { store.hold(&[case("c1")]) };
    let (deleted, _) = futures_util::future::join(store.delete(&id), brought_back).await;
    assert_eq!(deleted, Ok(false));
    assert!(matches!(store.flush().await, SaveState::Saved { .. }));
    drop(store);
    let (store, opened) = device.open().await;
    assert_eq!((store.case(&id), opened.quarantined.len()), (Some(case("c1")), 0));
}

async fn a_case_that_is_being_deleted_is_won_by_no_other_window(device: Device) {
    let (one, _) = device.open().await;
    one.put(&[case("c1")]).await;
    let id = CaseId::new("c1");
    one.enter(&id).await;
    let (two, _) = device.open().await;
    two.enter(&id).await;
    let deleting = one.delete(&id);
    // Its page closes while the record is still there.
    one.leave(&id);
    two.pulse().await;
    assert_eq!(two.editing(&id), Editing::Elsewhere);
    assert_eq!(deleting.await, Ok(true));
    two.pulse().await;
    assert_eq!((two.case(&id), device.record("c1").await), (None, None));
    assert_eq!(device.local().keys("hp/l/").expect("keys"), Vec::<String>::new());
}
