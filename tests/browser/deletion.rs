//! A deleted case is gone with all that belongs to it, and comes back only if somebody brings it back.

use hengping::domain::ids::CaseId;
use hengping::storage::{Editing, SaveState};

use crate::device::{Device, actuals, case, edit, set};

on_every_backend! {
    a_deleted_case_leaves_nothing_behind_and_can_be_put_back
    a_case_brought_back_while_it_is_being_deleted_stays
    a_case_that_is_being_deleted_is_won_by_no_other_window
    many_cases_go_at_once_and_those_that_somebody_edits_stay
    many_cases_come_at_once_and_none_is_written_before_the_last
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

async fn many_cases_go_at_once_and_those_that_somebody_edits_stay(device: Device) {
    let (store, _) = device.open().await;
    let cases: Vec<_> = ["c1", "c1/x", "c2", "c3"].map(case).into();
    store.put(&cases).await;
    let _ = edit(&store, "c1", set("r1", "1"));
    let _ = edit(&store, "c1/x", set("r1", "kept"));
    let (other, _) = device.open().await;
    other.enter(&CaseId::new("c3")).await;
    let ids = ["c1", "c2", "c3"].map(CaseId::new);
    assert_eq!(store.delete_all(&ids).await, Ok(vec![CaseId::new("c3")]));
    assert_eq!((device.record("c1").await, device.record("c2").await), (None, None));
    assert!(device.record("c3").await.is_some());
    assert_eq!(device.journal().len(), 1, "the entry of the case that stays");
    other.leave(&CaseId::new("c3"));
    drop((store, other));
    let (store, opened) = device.open().await;
    assert_eq!((store.ids().len(), opened.quarantined.len()), (2, 0));
    assert_eq!(actuals(&store, "c1/x")[0], "kept");
}

async fn many_cases_come_at_once_and_none_is_written_before_the_last(device: Device) {
    let (store, _) = device.open().await;
    let cases: Vec<_> = (0..50).map(|n| case(&format!("c{n:02}"))).collect();
    let written = async {
        // Asked for while they are still being taken in, the write waits for all of them.
        store.flush().await;
        device.documents().await.read(None).await.expect("rows").len()
    };
    let (refused, rows) = futures_util::future::join(store.hold_all(&cases), written).await;
    assert_eq!((refused, rows), (vec![], 50));
    assert_eq!(store.ids().len(), 50);
}
