//! One window edits a case, the others follow; a window that slept through its loss overwrites nothing.

use std::cell::RefCell;

use hengping::domain::ids::CaseId;
use hengping::storage::backend::{Backend, Peers};
use hengping::storage::{Editing, Kept, QuarantineReason, Refused, SaveState, Store};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::device::{Device, actuals, case, edit, set};

on_every_backend! {
    the_window_that_opens_a_case_first_edits_it_and_the_other_follows
    a_case_is_free_again_when_its_window_leaves_it
    a_window_that_died_holds_nothing
    a_case_is_taken_over_with_all_that_its_holder_has_typed
    what_a_frozen_holder_writes_late_goes_aside_and_over_nothing
    a_write_that_was_on_its_way_when_the_case_was_taken_is_late
    a_journal_that_a_frozen_holder_wrote_late_is_never_replayed
    a_case_edited_elsewhere_is_neither_replaced_nor_deleted
    a_new_case_and_a_deleted_one_are_heard_of
    a_clock_set_back_a_year_changes_no_order
    leases_cleared_under_the_windows_are_won_again
}

fn id() -> CaseId {
    CaseId::new("c1")
}

/// Two windows, of which the first edits the case.
async fn two(device: &Device) -> (Store, Store) {
    let (one, _) = device.open().await;
    one.put(&[case("c1")]).await;
    one.enter(&id()).await;
    let (two, _) = device.open().await;
    two.enter(&id()).await;
    (one, two)
}

/// Waits until the store hears of a case from another window and `done` holds.
async fn heard(store: &Store, done: impl Fn(&Store) -> bool + 'static) {
    if done(store) {
        return;
    }
    let (told, heard) = futures_channel::oneshot::channel();
    let told = RefCell::new(Some(told));
    let watched = store.clone();
    store.watch(Box::new(move |_| {
        if done(&watched)
            && let Some(told) = told.borrow_mut().take()
        {
            let _ = told.send(());
        }
    }));
    heard.await.expect("word of another window");
}

async fn the_window_that_opens_a_case_first_edits_it_and_the_other_follows(device: Device) {
    let (one, two) = two(&device).await;
    assert_eq!((one.editing(&id()), two.editing(&id())), (Editing::Here, Editing::Elsewhere));
    assert_eq!(edit(&one, "c1", set("r1", "1")), Kept::Journal);
    one.flush().await;
    heard(&two, |two| actuals(two, "c1")[0] == "1").await;
    assert_eq!(edit(&two, "c1", set("r2", "2")), Kept::Elsewhere);
    two.flush().await;
    assert!(!device.record("c1").await.expect("a record").contains("\"2\""));
    let aside = device.aside(&two).await;
    assert!(aside.len() == 1 && aside[0].raw.contains("\"2\""), "what was typed is kept all the same");
    assert_eq!(aside[0].reason, QuarantineReason::Late);
}

async fn a_case_is_free_again_when_its_window_leaves_it(device: Device) {
    let (one, two) = two(&device).await;
    let _ = edit(&one, "c1", set("r1", "1"));
    one.leave(&id());
    assert_eq!(two.editing(&id()), Editing::Elsewhere, "not before its last write has landed");
    one.flush().await;
    heard(&two, |two| two.editing(&id()) == Editing::Here && actuals(two, "c1")[0] == "1").await;
    assert_eq!(edit(&two, "c1", set("r2", "2")), Kept::Journal);
    assert!(matches!(two.flush().await, SaveState::Saved { .. }));
    heard(&one, |one| actuals(one, "c1")[1] == "2").await;
    assert_eq!(one.editing(&id()), Editing::Elsewhere);
}

async fn a_window_that_died_holds_nothing(device: Device) {
    let (one, _) = device.open().await;
    one.put(&[case("c1")]).await;
    drop(one);
    device.local().set("hp/l/c1", "7 died").expect("localStorage");
    let (two, _) = device.open().await;
    two.enter(&id()).await;
    assert_eq!(two.editing(&id()), Editing::Here);
    assert_eq!(edit(&two, "c1", set("r1", "1")), Kept::Journal);
    two.flush().await;
    assert!(device.record("c1").await.expect("a record").contains("\"fence\":8"));
}

async fn a_case_is_taken_over_with_all_that_its_holder_has_typed(device: Device) {
    let (one, two) = two(&device).await;
    let _ = edit(&one, "c1", set("r1", "written"));
    one.flush().await;
    let _ = edit(&one, "c1", set("r2", "in the journal only"));
    let taken = two.take_over(&id()).await.expect("taken").expect("the case");
    assert_eq!(two.case(&id()), Some(taken));
    assert_eq!(actuals(&two, "c1"), ["written", "in the journal only"]);
    assert_eq!((two.editing(&id()), one.editing(&id())), (Editing::Here, Editing::Elsewhere));
    let _ = edit(&two, "c1", set("r1", "2"));
    two.flush().await;
    heard(&one, |one| actuals(one, "c1")[0] == "2").await;
    assert_eq!(device.journal().len(), 0);
    one.take_over(&id()).await.expect("taken back");
    assert_eq!(edit(&one, "c1", set("r1", "3")), Kept::Journal);
    one.flush().await;
    heard(&two, |two| actuals(two, "c1")[0] == "3").await;
}

/// A window whose holder hears nothing: frozen.
async fn deaf(device: &Device) -> Store {
    let backend = device.backend().await;
    let peers = Peers { name: format!("{}-deaf", backend.peers.name), ..backend.peers.clone() };
    Store::over(Backend { peers, ..backend }).await.0
}

async fn what_a_frozen_holder_writes_late_goes_aside_and_over_nothing(device: Device) {
    let frozen = deaf(&device).await;
    frozen.put(&[case("c1")]).await;
    frozen.enter(&id()).await;
    assert_eq!(edit(&frozen, "c1", set("r1", "kept")), Kept::Journal);
    let (two, _) = device.open().await;
    two.take_over(&id()).await.expect("taken");
    let _ = edit(&two, "c1", set("r1", "newer"));
    two.flush().await;

    device.local().set("hp/d/c1/self_evaluation/indicators/r1/actual", "typed on").expect("localStorage");
    assert_eq!(edit(&frozen, "c1", set("r1", "late")), Kept::Elsewhere);
    assert_eq!(device.local().keys("hp/d/").expect("keys"), Vec::<String>::new(), "nor does a draft stay");
    frozen.flush().await;
    let record = device.record("c1").await.expect("a record");
    assert!(record.contains("\"newer\"") && !record.contains("\"late\""));
    let aside = device.aside(&frozen).await;
    assert!(aside.iter().any(|item| item.reason == QuarantineReason::Late && item.raw.contains("\"late\"")));
    heard(&frozen, |frozen| actuals(frozen, "c1")[0] == "newer").await;
    assert!(matches!(two.flush().await, SaveState::Saved { .. }), "the new holder goes on");
    drop((frozen, two));
    assert_eq!(actuals(&device.open().await.0, "c1")[0], "newer");
}

async fn a_write_that_was_on_its_way_when_the_case_was_taken_is_late(device: Device) {
    let frozen = deaf(&device).await;
    frozen.put(&[case("c1")]).await;
    frozen.enter(&id()).await;
    let (two, _) = device.open().await;
    // The frozen one journals an edit that the other's look at the journal does not see any more.
    let _ = edit(&frozen, "c1", set("r2", "on its way"));
    let [key] = &device.journal()[..] else { panic!("one entry") };
    let entry = device.local().get(key).expect("localStorage").expect("the entry");
    let own = device.local().get("hp/l/c1").expect("localStorage").expect("a lease");
    device.local().remove(key).expect("localStorage");
    two.take_over(&id()).await.expect("taken");
    device.local().set(key, &entry).expect("localStorage");
    // What one window writes into localStorage may reach another late: the lease looks its own to it.
    device.local().set("hp/l/c1", &own).expect("localStorage");
    frozen.flush().await;
    assert_eq!(actuals(&frozen, "c1"), ["", ""], "it has what the other wrote");
    assert!(!device.record("c1").await.expect("a record").contains("on its way"));
    let aside = device.aside(&two).await;
    let late = |item: &&hengping::storage::Quarantined| item.reason == QuarantineReason::Late;
    assert!(aside.iter().find(late).is_some_and(|item| item.raw.contains("on its way")));
}

async fn a_journal_that_a_frozen_holder_wrote_late_is_never_replayed(device: Device) {
    let frozen = deaf(&device).await;
    frozen.put(&[case("c1")]).await;
    let _ = edit(&frozen, "c1", set("r1", "late"));
    let key = device.journal().remove(0);
    let entry = device.local().get(&key).expect("localStorage").expect("the entry");
    device.local().remove(&key).expect("localStorage");
    let (two, _) = device.open().await;
    two.take_over(&id()).await.expect("taken");
    let _ = edit(&two, "c1", set("r1", "newer"));
    two.flush().await;
    drop((frozen, two));
    device.local().set(&key, &entry).expect("localStorage");
    let (store, opened) = device.open().await;
    assert_eq!((opened.replayed, actuals(&store, "c1")[0].as_str()), (0, "newer"));
    assert_eq!(opened.quarantined[0].reason, QuarantineReason::Late);
    assert_eq!(opened.quarantined[0].raw, entry);
}

async fn a_case_edited_elsewhere_is_neither_replaced_nor_deleted(device: Device) {
    let (one, two) = two(&device).await;
    assert_eq!(two.hold(&[case("c1"), case("c2")]), [id()]);
    assert_eq!(two.delete(&id()).await, Err(Refused::Elsewhere));
    assert!(matches!(two.flush().await, SaveState::Saved { .. }));
    assert_eq!((two.cases().len(), one.case(&id())), (2, Some(case("c1"))));
}

async fn a_new_case_and_a_deleted_one_are_heard_of(device: Device) {
    let (one, _) = device.open().await;
    let (two, _) = device.open().await;
    one.put(&[case("c1")]).await;
    heard(&two, |two| two.case(&id()) == Some(case("c1"))).await;
    two.delete(&id()).await.expect("deleted");
    heard(&one, |one| one.case(&id()).is_none()).await;
    assert_eq!(device.local().keys("hp/l/").expect("keys"), Vec::<String>::new(), "no lease is left behind");
}

async fn a_clock_set_back_a_year_changes_no_order(device: Device) {
    let (one, two) = two(&device).await;
    let _ = edit(&one, "c1", set("r1", "before"));
    one.flush().await;
    heard(&two, |two| actuals(two, "c1")[0] == "before").await;
    js_sys::eval("window.now = Date.now; Date.now = () => window.now() - 31536000000").expect("a clock");
    let _ = edit(&one, "c1", set("r1", "after"));
    one.pulse().await;
    two.pulse().await;
    assert_eq!(two.editing(&id()), Editing::Elsewhere, "the holder still lives");
    drop((two, one));
    let (three, opened) = device.open().await;
    assert_eq!((opened.replayed, actuals(&three, "c1")[0].as_str()), (1, "after"));
    let _ = edit(&three, "c1", set("r1", "last"));
    assert!(matches!(three.flush().await, SaveState::Saved { .. }));
    js_sys::eval("Date.now = window.now; delete window.now").expect("the clock");
    drop(three);
    assert_eq!(actuals(&device.open().await.0, "c1")[0], "last");
}

async fn leases_cleared_under_the_windows_are_won_again(device: Device) {
    let (one, two) = two(&device).await;
    let _ = edit(&one, "c1", set("r1", "1"));
    for key in device.local().keys("hp/").expect("keys") {
        device.local().remove(&key).expect("localStorage");
    }
    assert_eq!(edit(&one, "c1", set("r2", "2")), Kept::Journal);
    assert!(matches!(one.flush().await, SaveState::Saved { .. }));
    heard(&two, |two| actuals(two, "c1") == ["1", "2"]).await;
    assert_eq!(two.editing(&id()), Editing::Elsewhere);
}

#[wasm_bindgen_test]
async fn without_a_sign_of_life_a_window_is_taken_for_dead() {
    let device = Device::memory();
    let (one, two) = two(&device).await;
    let [beat] = &device.local().keys("hp/w/").expect("keys")[..] else { panic!("one window holds a case") };
    two.pulse().await;
    assert_eq!(two.editing(&id()), Editing::Elsewhere);
    // In the past, and in the future: a clock that was set back.
    for away in [-60_000, 31_536_000_000] {
        let at = js_sys::Date::now() as i64 + away;
        device.local().set(beat, &at.to_string()).expect("localStorage");
        assert_eq!(two.editing(&id()), Editing::Here);
    }
    one.pulse().await;
    assert_eq!(two.editing(&id()), Editing::Elsewhere, "it lives after all");
    device.local().set(beat, "0").expect("localStorage");
    two.pulse().await;
    assert_eq!(edit(&two, "c1", set("r1", "1")), Kept::Journal);
    one.pulse().await;
    assert_eq!(one.editing(&id()), Editing::Elsewhere);
}

#[wasm_bindgen_test]
async fn without_channels_windows_hear_by_storage_events() {
    let device = Device::browser("no-channel");
    let quiet = async |device: &Device| {
        let backend = device.backend().await;
        let peers = Peers { channel: false, ..backend.peers.clone() };
        Store::over(Backend { peers, ..backend }).await.0
    };
    let (one, two) = (quiet(&device).await, quiet(&device).await);
    one.put(&[case("c1")]).await;
    // A browser tells every window but the one that wrote: here both are in one.
    let said = device.local().get("hp/said").expect("localStorage").expect("something said");
    let script =
        format!("dispatchEvent(new StorageEvent('storage', {{ key: 'hp/said', newValue: {said:?} }}))");
    js_sys::eval(&script).expect("told");
    heard(&two, |two| two.case(&id()).is_some()).await;
}
