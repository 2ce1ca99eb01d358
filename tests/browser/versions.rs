//! Windows of two versions on one device: what the newer one writes is shown or kept, and never written over unasked.

use hengping::domain::ids::CaseId;
use hengping::storage::{Editing, Kept, QuarantineReason, SaveState, Side, Store};

use crate::device::{Device, actuals, case, edit, set};

on_every_backend! {
    what_a_newer_window_wrote_is_shown_in_the_older_one
    what_a_newer_window_wrote_in_an_unknown_shape_leaves_the_case_to_be_looked_at
    a_record_that_broke_under_the_window_takes_nothing_from_it
    an_edit_over_a_newer_record_waits_for_a_choice_and_loses_nothing
}

fn id() -> CaseId {
    CaseId::new("c1")
}

/// Two windows, of which the first edits the case and the second waits for it.
async fn two(device: &Device) -> (Store, Store) {
    let (one, _) = device.open().await;
    one.put(&[case("c1")]).await;
    one.enter(&id()).await;
    let _ = edit(&one, "c1", set("r1", "old"));
    one.flush().await;
    let (two, _) = device.open().await;
    two.enter(&id()).await;
    (one, two)
}

/// Lays down what a workbench of the next version would write.
async fn written_by_newer(device: &Device) -> String {
    let record = device.record("c1").await.expect("a record").replace("\"old\"", "\"new\"");
    let newer = record.replacen("\"version\":3", "\"version\":4,\"seals\":[1]", 1);
    device.plant("c1", "d3", &newer).await;
    newer
}

async fn what_a_newer_window_wrote_is_shown_in_the_older_one(device: Device) {
    let (_one, two) = two(&device).await;
    let newer = written_by_newer(&device).await;
    two.pulse().await;
    assert_eq!((two.editing(&id()), actuals(&two, "c1")[0].as_str()), (Editing::Newer, "new"));
    assert_eq!(two.take_over(&id()).await, Ok(two.case(&id())));
    assert_eq!(edit(&two, "c1", set("r1", "mine")), Kept::Elsewhere);
    two.flush().await;
    assert_eq!(device.record("c1").await, Some(newer));
}

async fn what_a_newer_window_wrote_in_an_unknown_shape_leaves_the_case_to_be_looked_at(device: Device) {
    let (_one, two) = two(&device).await;
    let newer = r#"{"version":4,"sealed":"otherwise"}"#;
    device.plant("c1", "d3", newer).await;
    two.pulse().await;
    assert_eq!((two.editing(&id()), actuals(&two, "c1")[0].as_str()), (Editing::Newer, "old"));
    assert_eq!(edit(&two, "c1", set("r1", "mine")), Kept::Elsewhere);
    two.flush().await;
    assert_eq!(device.record("c1").await.as_deref(), Some(newer));
}

async fn a_record_that_broke_under_the_window_takes_nothing_from_it(device: Device) {
    let (_one, two) = two(&device).await;
    device.plant("c1", "d3", "{\"version\":2,\"sav").await;
    two.pulse().await;
    assert_eq!(actuals(&two, "c1")[0], "old");
}

async fn an_edit_over_a_newer_record_waits_for_a_choice_and_loses_nothing(device: Device) {
    let (one, _two) = two(&device).await;
    let newer = written_by_newer(&device).await;
    assert_eq!(edit(&one, "c1", set("r2", "mine")), Kept::Journal);
    assert_eq!(one.flush().await, SaveState::Conflict { case: id() });
    assert_eq!(device.record("c1").await.as_deref(), Some(newer.as_str()));
    let settled = one.settle(&id(), Side::Theirs).await.expect("settled");
    assert_eq!((settled, one.editing(&id())), (one.case(&id()), Editing::Newer));
    assert_eq!(actuals(&one, "c1"), ["new", ""]);
    assert_eq!(device.record("c1").await, Some(newer));
    let aside = device.aside(&one).await;
    let ours = aside.iter().find(|item| item.raw.contains("\"mine\"")).expect("what was typed");
    assert_eq!(ours.reason, QuarantineReason::Overwritten);
}
