//! What was done before a window closed or died can be taken back after it, and only from the content it led to.

use hengping::domain::command::Command;
use hengping::domain::ids::{CaseId, RowId};
use hengping::storage::{Kept, SaveState, Store, Way};

use crate::device::{Device, actuals, case, edit, edit_by, set, step};

on_every_backend! {
    what_was_done_is_undone_and_done_again_after_a_reload
    a_window_killed_at_any_moment_leaves_what_it_did_to_be_undone
    a_run_of_keystrokes_stays_one_step
    the_steps_go_with_the_case_to_the_window_that_takes_it
    steps_of_another_content_are_not_offered
    edits_made_before_the_steps_were_read_come_behind_them
    a_large_edit_is_undone_after_a_reload
    a_deleted_case_leaves_no_steps
}

fn id() -> CaseId {
    CaseId::new("c1")
}

/// A window that edits the case, opened anew.
async fn again(device: &Device) -> Store {
    let (store, _) = device.open().await;
    store.enter(&id()).await;
    store
}

async fn begun(device: &Device) -> Store {
    let (store, _) = device.open().await;
    store.put(&[case("c1")]).await;
    store.enter(&id()).await;
    store
}

fn actual(store: &Store) -> String {
    actuals(store, "c1")[0].clone()
}

async fn what_was_done_is_undone_and_done_again_after_a_reload(device: Device) {
    let store = begun(&device).await;
    assert_eq!(store.can_step(&id()), (false, false));
    for text in ["1", "2"] {
        let _ = edit(&store, "c1", set("r1", text));
    }
    let _ = edit(&store, "c1", Command::RemoveRow { row: RowId::new("r2") });
    store.flush().await;
    drop(store);
    let mut store = again(&device).await;
    assert_eq!(store.can_step(&id()), (true, false));
    for (way, there, text) in [
        (Way::Undo, true, "2"),
        (Way::Undo, true, "1"),
        (Way::Undo, true, ""),
        (Way::Undo, false, ""),
        (Way::Redo, true, "1"),
    ] {
        assert_eq!((step(&store, "c1", way), actual(&store).as_str()), (there, text));
        store.flush().await;
        drop(store);
        store = again(&device).await;
    }
    assert_eq!(actuals(&store, "c1"), ["1", ""], "the row that was removed is there again");
    let _ = edit(&store, "c1", set("r1", "3"));
    assert_eq!(store.can_step(&id()), (true, false));
}

/// Killed: nothing is flushed. What the record does not hold is in the journal.
async fn a_window_killed_at_any_moment_leaves_what_it_did_to_be_undone(device: Device) {
    let store = begun(&device).await;
    let _ = edit(&store, "c1", set("r1", "1"));
    store.flush().await;
    let _ = edit(&store, "c1", set("r1", "2"));
    let _ = edit(&store, "c1", set("r1", "3"));
    drop(store);
    let store = again(&device).await;
    assert!(step(&store, "c1", Way::Undo) && actual(&store) == "2");
    drop(store);
    // The window that had undone it was killed as well.
    let store = again(&device).await;
    assert_eq!((actual(&store).as_str(), store.can_step(&id())), ("2", (true, true)));
    assert!(step(&store, "c1", Way::Redo) && actual(&store) == "3");
    for text in ["2", "1", ""] {
        assert!(step(&store, "c1", Way::Undo));
        assert_eq!(actual(&store), text);
    }
    assert_eq!(store.can_step(&id()), (false, true));
    store.flush().await;
    drop(store);
    let store = again(&device).await;
    assert!(step(&store, "c1", Way::Redo) && actual(&store) == "1");
}

async fn a_run_of_keystrokes_stays_one_step(device: Device) {
    let store = begun(&device).await;
    let _ = edit(&store, "c1", set("r1", "4"));
    store.flush().await;
    let _ = edit_by(&store, "c1", set("r1", "45"), Way::Run);
    drop(store);
    let store = again(&device).await;
    let _ = edit(&store, "c1", set("r1", "46"));
    let _ = edit_by(&store, "c1", set("r1", "467"), Way::Run);
    assert!(step(&store, "c1", Way::Undo) && actual(&store) == "45");
    assert!(step(&store, "c1", Way::Undo) && actual(&store).is_empty());
    assert!(!step(&store, "c1", Way::Undo));
}

async fn the_steps_go_with_the_case_to_the_window_that_takes_it(device: Device) {
    let one = begun(&device).await;
    let _ = edit(&one, "c1", set("r1", "one"));
    let two = again(&device).await;
    // Taken from a window that still has it open, with an edit that no record holds yet.
    two.take_over(&id()).await.expect("taken").expect("the case");
    assert_eq!(edit(&two, "c1", set("r1", "two")), Kept::Journal);
    two.flush().await;
    one.pulse().await;
    assert_eq!(edit(&one, "c1", set("r1", "late")), Kept::Elsewhere);
    one.take_over(&id()).await.expect("taken back").expect("the case");
    assert_eq!(actual(&one), "two");
    assert!(step(&one, "c1", Way::Undo) && actual(&one) == "one", "never from a content of before");
    assert!(step(&one, "c1", Way::Undo) && actual(&one).is_empty());
}

async fn steps_of_another_content_are_not_offered(device: Device) {
    let store = begun(&device).await;
    let _ = edit(&store, "c1", set("r1", "1"));
    store.flush().await;
    let whole = case("c1");
    assert!(matches!(store.put(&[whole]).await, SaveState::Saved { .. }));
    assert_eq!(store.can_step(&id()), (false, false), "an import replaced it");
    let _ = edit(&store, "c1", set("r1", "2"));
    store.flush().await;
    let later = device.record("c1").await.expect("a record");
    let _ = edit(&store, "c1", set("r1", "3"));
    store.flush().await;
    drop(store);
    // A program that keeps no steps has written the case: the record of before, with its own digest.
    let digest = later.split("\"digest\":\"").nth(1).and_then(|rest| rest.split('"').next());
    device.plant("c1", digest.expect("a digest"), &later).await;
    let store = again(&device).await;
    assert_eq!((actual(&store).as_str(), store.can_step(&id())), ("2", (false, false)));
    let _ = edit(&store, "c1", set("r1", "4"));
    assert!(step(&store, "c1", Way::Undo) && actual(&store) == "2");
    assert!(!step(&store, "c1", Way::Undo));
}

async fn edits_made_before_the_steps_were_read_come_behind_them(device: Device) {
    let store = begun(&device).await;
    let _ = edit(&store, "c1", set("r1", "1"));
    store.flush().await;
    drop(store);
    let (store, _) = device.open().await;
    let _ = edit(&store, "c1", set("r1", "2"));
    store.enter(&id()).await;
    assert!(step(&store, "c1", Way::Undo) && actual(&store) == "1");
    assert!(step(&store, "c1", Way::Undo) && actual(&store).is_empty());
    store.flush().await;
    drop(store);
    let (store, _) = device.open().await;
    let _ = edit(&store, "c1", set("r1", "3"));
    store.flush().await;
    drop(store);
    let store = again(&device).await;
    assert!(step(&store, "c1", Way::Undo) && actual(&store).is_empty(), "also where it was never entered");
}

async fn a_large_edit_is_undone_after_a_reload(device: Device) {
    let store = begun(&device).await;
    let long = "长".repeat(40_000);
    assert_eq!(edit(&store, "c1", set("r1", &long)), Kept::AwaitDocument);
    store.flush().await;
    let mut whole = store.case(&id()).expect("the case");
    whole.name = "另一个".into();
    whole.self_evaluation = None;
    let replace = Command::Replace { case: Box::new(whole) };
    assert_eq!(edit(&store, "c1", replace), Kept::Journal);
    store.flush().await;
    drop(store);
    let store = again(&device).await;
    let command = store.next_step(&id(), Way::Undo).expect("a step");
    assert_eq!(edit_by(&store, "c1", command, Way::Undo), Kept::AwaitDocument);
    assert_eq!(actual(&store), long);
    assert!(step(&store, "c1", Way::Undo) && actual(&store).is_empty());
}

async fn a_deleted_case_leaves_no_steps(device: Device) {
    let store = begun(&device).await;
    let _ = edit(&store, "c1", set("r1", "1"));
    store.flush().await;
    let inventory = device.inventory(&store).await;
    let steps = || inventory.device_text("steps/c1");
    assert!(steps().await.expect("a text").expect("steps").contains("actual"));
    assert_eq!(store.delete(&id()).await, Ok(true));
    assert_eq!(steps().await, Ok(None));
}
