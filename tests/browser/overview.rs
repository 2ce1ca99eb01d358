//! What lies on a device is counted, listed as it lies there, and put back when somebody clears it.

use hengping::domain::ids::CaseId;
use hengping::storage::overview::SIGNING_KEY;
use hengping::storage::{Kept, Overview, QuarantineReason, RawStore, Refused, SaveState, Shelf};

use crate::device::{Device, actuals, case, edit, set};

on_every_backend! {
    what_is_stored_is_counted
    what_has_no_copy_elsewhere_is_found_by_its_content
    every_text_can_be_got_out_without_being_read
    what_is_in_the_quarantine_goes_only_by_hand
    a_record_deleted_under_the_window_is_written_again
    a_database_cleared_under_the_window_gets_every_case_back
    a_database_that_lost_everything_is_noticed_at_the_start
    a_large_edit_that_finds_no_room_is_kept_in_memory_and_said
    of_two_windows_that_make_a_key_both_get_the_same
    revisions_are_kept_by_case
}

async fn of_two_windows_that_make_a_key_both_get_the_same(device: Device) {
    let (one, _) = device.open().await;
    let (other, _) = device.open().await;
    let (one, other) = (device.inventory(&one).await, device.inventory(&other).await);
    let made = futures_util::future::join(
        one.claim_device_text(SIGNING_KEY, "first"),
        other.claim_device_text(SIGNING_KEY, "second"),
    );
    let (first, second) = made.await;
    assert_eq!(first, second);
    assert_eq!(first.map(Some), one.device_text(SIGNING_KEY).await);
}

async fn revisions_are_kept_by_case(device: Device) {
    let (store, _) = device.open().await;
    let inventory = device.inventory(&store).await;
    let ids = ["c1", "c2", "c/3"].map(CaseId::new);
    assert_eq!(inventory.lineages(&ids).await, Ok(vec!["[]".to_owned(); 3]));
    let kept = vec![(ids[2].clone(), "[3]".to_owned()), (ids[0].clone(), "[1]".to_owned())];
    inventory.set_lineages(kept).await.expect("kept");
    assert_eq!(inventory.lineages(&ids).await, Ok(["[1]", "[]", "[3]"].map(str::to_owned).to_vec()));
}

async fn what_is_stored_is_counted(device: Device) {
    let (store, _) = device.open().await;
    assert_eq!(device.inventory(&store).await.overview().await, Ok(Overview::default()));
    store.put(&[case("c1"), case("c2")]).await;
    device.plant("c3", "d", "no record").await;
    device.local().set("hp/j/c9/x/y", "?").expect("localStorage");
    drop(store);
    let (store, _) = device.open().await;
    let _ = edit(&store, "c1", set("r1", "1"));
    store.draft(&CaseId::new("c1"), &set("r2", "2"));
    let found = device.inventory(&store).await.overview().await.expect("an overview");
    assert_eq!((found.cases, found.journal, found.drafts, found.quarantined), (2, 1, 1, 2));
    assert!(found.bytes > 1_000);
}

async fn what_has_no_copy_elsewhere_is_found_by_its_content(device: Device) {
    let (store, _) = device.open().await;
    let demo = hengping::domain::case::Case { demo: true, ..case("demo") };
    store.put(&[case("c1"), case("c2"), demo]).await;
    let only_here = async || device.inventory(&store).await.overview().await.expect("an overview").only_here;
    let ids = |ids: &[&str]| ids.iter().map(|id| CaseId::new(*id)).collect::<Vec<_>>();
    assert_eq!(only_here().await, ids(&["c1", "c2"]));
    device.inventory(&store).await.note_copies(&[case("c1")], false).await.expect("noted");
    assert_eq!(only_here().await, ids(&["c2"]));
    assert_eq!(device.inventory(&store).await.overview().await.expect("an overview").backed_up_at, None);
    device.inventory(&store).await.note_copies(&store.cases(), true).await.expect("noted");
    assert_eq!(only_here().await, []);
    assert!(device.inventory(&store).await.overview().await.expect("an overview").backed_up_at.is_some());
    let _ = edit(&store, "c1", set("r1", "1"));
    assert_eq!(only_here().await, ids(&["c1"]));
    let _ = edit(&store, "c1", set("r1", ""));
    store.flush().await;
    assert_eq!(only_here().await, [], "it is again what was copied");
}

async fn every_text_can_be_got_out_without_being_read(device: Device) {
    let (store, _) = device.open().await;
    store.put(&[case("c1")]).await;
    let _ = edit(&store, "c1", set("r1", "1"));
    device.inventory(&store).await.set_device_text("key", "a secret").await.expect("kept");
    device.plant("torn", "d", "{\"version\":2,\"bo").await;
    device.plant("newer", "d", "{\"version\":9}").await;
    let raw = device.inventory(&store).await.raw().await.expect("texts");
    let text = |store: RawStore, key: &str| {
        let found = raw.iter().find(|raw| raw.store == store && raw.key.starts_with(key));
        found.map(|raw| raw.text.as_str())
    };
    assert_eq!(text(RawStore::Cases, "torn"), Some("{\"version\":2,\"bo"));
    assert_eq!(text(RawStore::Cases, "newer"), Some("{\"version\":9}"));
    assert_eq!(text(RawStore::Cases, "c1"), device.record("c1").await.as_deref());
    assert!(text(RawStore::Local, "hp/j/c1/").is_some_and(|text| text.contains("set_row")));
    assert!(!raw.iter().any(|raw| raw.text.contains("a secret")));
    drop(store);
    let (store, _) = device.open().await;
    let raw = device.inventory(&store).await.raw().await.expect("texts");
    let aside = raw.iter().find(|raw| raw.store == RawStore::Quarantine).expect("put aside");
    assert!(aside.text.contains("torn"), "{}", aside.text);
}

async fn what_is_in_the_quarantine_goes_only_by_hand(device: Device) {
    device.plant("torn", "d", "{").await;
    device.local().set("hp/j/c1/x/y", "?").expect("localStorage");
    let (store, _) = device.open().await;
    let shelved = device.inventory(&store).await.shelved().await.expect("the quarantine");
    assert_eq!(shelved.len(), 2);
    assert!(shelved.iter().all(|shelved| matches!(shelved.item.reason, QuarantineReason::Unreadable(_))));
    for shelved in &shelved {
        device.inventory(&store).await.discard(&shelved.at).await.expect("deleted");
    }
    assert_eq!(device.inventory(&store).await.shelved().await, Ok(vec![]));
    device.local().set("hp/j/c1/2/y", "work").expect("localStorage");
    device.inventory(&store).await.discard(&Shelf::Local("hp/j/c1/2/y".into())).await.expect("nothing to do");
    assert!(device.local().get("hp/j/c1/2/y").expect("localStorage").is_some(), "only from the quarantine");
}

async fn a_record_deleted_under_the_window_is_written_again(device: Device) {
    let (store, _) = device.open().await;
    store.put(&[case("c1")]).await;
    store.enter(&CaseId::new("c1")).await;
    device.documents().await.remove("c1").await.expect("removed");
    let _ = edit(&store, "c1", set("r1", "1"));
    assert!(matches!(store.flush().await, SaveState::Saved { .. }));
    drop(store);
    assert_eq!(actuals(&device.open().await.0, "c1")[0], "1");
}

async fn a_database_cleared_under_the_window_gets_every_case_back(device: Device) {
    let (store, _) = device.open().await;
    store.put(&[case("c1"), case("c2"), case("c3")]).await;
    for id in ["c1", "c2", "c3"] {
        device.documents().await.remove(id).await.expect("removed");
    }
    for key in device.local().keys("hp/").expect("keys") {
        device.local().remove(&key).expect("removed");
    }
    let _ = edit(&store, "c2", set("r1", "1"));
    store.flush().await;
    assert!(matches!(store.flush().await, SaveState::Saved { .. }));
    drop(store);
    let (store, opened) = device.open().await;
    assert_eq!((opened.cases.len(), actuals(&store, "c2")[0].as_str()), (3, "1"));
}

async fn a_database_that_lost_everything_is_noticed_at_the_start(device: Device) {
    let (store, opened) = device.open().await;
    assert_eq!(opened.missing, 0);
    store.put(&[case("c1"), case("c2")]).await;
    drop(store);
    assert_eq!(device.open().await.1.missing, 0);
    for id in ["c1", "c2"] {
        device.documents().await.remove(id).await.expect("removed");
    }
    let (store, opened) = device.open().await;
    assert_eq!(opened.missing, 2);
    store.put(&[case("c3")]).await;
    store.delete(&CaseId::new("c3")).await.expect("deleted");
    drop(store);
    assert_eq!(device.open().await.1.missing, 0, "somebody deleted the last one by hand");
}

async fn a_large_edit_that_finds_no_room_is_kept_in_memory_and_said(device: Device) {
    let Device::Memory { documents, .. } = &device else { return };
    let (store, _) = device.open().await;
    store.put(&[case("c1")]).await;
    documents.refuse(Some(Refused::Full));
    let large = "项".repeat(30_000);
    assert_eq!(edit(&store, "c1", set("r1", &large)), Kept::AwaitDocument);
    assert_eq!(store.flush().await, SaveState::Failed { reason: Refused::Full });
    assert_eq!(edit(&store, "c1", set("r2", "2")), Kept::Journal);
    documents.refuse(None);
    store.flush().await;
    drop(store);
    assert_eq!(actuals(&device.open().await.0, "c1"), [large, "2".into()]);
}
