//! What the store promises, on every backend: each test runs over the browser's storage and over its
//! twin in memory.

use hengping::domain::ids::CaseId;
use hengping::storage::backend::Backend;
use hengping::storage::{Editing, Kept, QuarantineReason, Refused, Role, SaveState, Side, Store, Theme};

use crate::device::{Device, actuals, case, edit, set};

on_every_backend! {
    an_edit_survives_a_crash_before_its_document_is_written
    an_edit_survives_a_crash_after_it
    what_a_record_holds_is_cut_and_never_replayed
    an_entry_left_behind_is_not_replayed_over_a_later_edit
    an_edit_too_large_for_the_journal_waits_for_its_document
    a_draft_comes_back_until_its_edit_lands
    the_state_goes_from_unsaved_over_saving_to_saved
    the_timer_writes_without_being_asked
    broken_records_are_put_aside_whole_and_the_rest_opens
    a_newer_record_is_neither_shown_nor_touched
    a_newer_record_that_can_be_read_is_shown_and_never_written
    every_released_shape_opens_and_its_original_is_kept
    entries_that_do_not_fit_are_put_aside_whole
    two_windows_do_not_overwrite_each_other
    two_windows_keep_both_journals
    a_conflict_is_settled_either_way_and_loses_nothing
    two_windows_with_the_same_content_are_no_conflict
    preferences_are_remembered_and_broken_ones_are_the_default
}

async fn an_edit_survives_a_crash_before_its_document_is_written(device: Device) {
    let (store, opened) = device.open().await;
    assert!(opened.cases.is_empty());
    assert!(matches!(store.put(&[case("c1")]).await, SaveState::Saved { at: Some(_) }));
    assert_eq!(edit(&store, "c1", set("r1", "4５ 个")), Kept::Journal);
    assert_eq!(edit(&store, "c1", set("r2", "")), Kept::Journal);
    assert_eq!(edit(&store, "c1", set("r2", "-")), Kept::Journal);
    drop(store);

    let (store, opened) = device.open().await;
    assert_eq!((opened.replayed, opened.quarantined), (3, vec![]));
    assert_eq!(actuals(&store, "c1"), ["4５ 个", "-"]);
    assert_eq!(opened.cases, store.cases());
    drop(store);

    let (store, opened) = device.open().await;
    assert_eq!(opened.replayed, 3, "a crash before the replayed edits are written loses nothing either");
    assert_eq!(actuals(&store, "c1"), ["4５ 个", "-"]);
}

async fn an_edit_survives_a_crash_after_it(device: Device) {
    let (store, _) = device.open().await;
    store.put(&[case("c1"), case("c2")]).await;
    let _ = edit(&store, "c1", set("r1", "45"));
    let _ = edit(&store, "c2", set("r1", "46"));
    store.flush().await;
    drop(store);
    let (store, opened) = device.open().await;
    assert_eq!((opened.replayed, opened.cases.len()), (0, 2));
    assert_eq!([&actuals(&store, "c1")[0], &actuals(&store, "c2")[0]], ["45", "46"]);
}

async fn what_a_record_holds_is_cut_and_never_replayed(device: Device) {
    let (store, _) = device.open().await;
    store.put(&[case("c1")]).await;
    let _ = edit(&store, "c1", set("r1", "1"));
    assert_eq!(device.journal().len(), 1);
    store.flush().await;
    assert_eq!(device.journal().len(), 0);
    drop(store);
    // Replayed edits are written and cut as well.
    let (store, _) = device.open().await;
    let _ = edit(&store, "c1", set("r1", "2"));
    drop(store);
    let (store, opened) = device.open().await;
    assert_eq!(opened.replayed, 1);
    store.flush().await;
    assert_eq!(device.journal().len(), 0);
    drop(store);
    assert_eq!(device.open().await.1.replayed, 0);
}

async fn an_entry_left_behind_is_not_replayed_over_a_later_edit(device: Device) {
    let local = device.local();
    let (store, _) = device.open().await;
    store.put(&[case("c1")]).await;
    let _ = edit(&store, "c1", set("r1", "first"));
    let key = device.journal().remove(0);
    let text = local.get(&key).expect("localStorage").expect("the entry");
    let _ = edit(&store, "c1", set("r1", "later"));
    store.flush().await;
    drop(store);
    // The window died between the commit and the cut.
    local.set(&key, &text).expect("localStorage");
    let (store, opened) = device.open().await;
    assert_eq!((opened.replayed, actuals(&store, "c1")[0].as_str()), (0, "later"));
    assert_eq!(device.journal().len(), 0);
}

async fn an_edit_too_large_for_the_journal_waits_for_its_document(device: Device) {
    let (store, _) = device.open().await;
    store.put(&[case("c1")]).await;
    let large = "项".repeat(30_000);
    store.draft(&CaseId::new("c1"), &set("r1", &large));
    assert_eq!(edit(&store, "c1", set("r1", &large)), Kept::AwaitDocument);
    assert_eq!(device.journal().len(), 0);
    assert_eq!(store.drafts(&CaseId::new("c1")).len(), 1, "the draft is all there is until then");
    assert!(matches!(store.flush().await, SaveState::Saved { .. }));
    assert_eq!(store.drafts(&CaseId::new("c1")).len(), 0);
    drop(store);
    assert_eq!(actuals(&device.open().await.0, "c1")[0], large);
}

async fn a_draft_comes_back_until_its_edit_lands(device: Device) {
    let (store, _) = device.open().await;
    store.put(&[case("c1")]).await;
    let id = CaseId::new("c1");
    for text in ["4", "45", "45."] {
        store.draft(&id, &set("r1", text));
    }
    store.draft(&id, &set("r2", "x"));
    drop(store);
    let (store, opened) = device.open().await;
    let texts: Vec<_> = opened.drafts.iter().map(|draft| draft.command.clone()).collect();
    assert_eq!(texts, [set("r1", "45."), set("r2", "x")]);
    store.drop_draft(&id, &set("r2", ""));
    let _ = edit(&store, "c1", set("r1", "45.5"));
    assert_eq!(store.drafts(&id), []);
    drop(store);
    assert_eq!(device.open().await.1.drafts, []);
}

async fn the_state_goes_from_unsaved_over_saving_to_saved(device: Device) {
    let (store, _) = device.open().await;
    assert_eq!(store.state(), SaveState::Saved { at: None });
    store.put(&[case("c1")]).await;
    let seen = std::rc::Rc::new(std::cell::RefCell::new(Vec::new()));
    let notes = seen.clone();
    store.subscribe(Box::new(move |state| notes.borrow_mut().push(state.clone())));
    let _ = edit(&store, "c1", set("r1", "1"));
    let _ = edit(&store, "c1", set("r1", "2"));
    let saved = store.flush().await;
    let seen = seen.borrow();
    let unsaved = [SaveState::Unsaved { count: 1 }, SaveState::Unsaved { count: 2 }, SaveState::Saving];
    assert_eq!(seen[..3], unsaved);
    assert_eq!(seen[3..], [store.state()]);
    assert!(matches!(saved, SaveState::Saved { at: Some(_) }));
    assert_eq!((store.guarantees().keystrokes, store.guarantees().documents), (Ok(()), Ok(())));
}

async fn the_timer_writes_without_being_asked(device: Device) {
    let (store, _) = device.open().await;
    store.put(&[case("c1")]).await;
    let (told, saved) = futures_channel::oneshot::channel();
    let told = std::cell::RefCell::new(Some(told));
    store.subscribe(Box::new(move |state| {
        if matches!(state, SaveState::Saved { .. })
            && let Some(told) = told.borrow_mut().take()
        {
            let _ = told.send(());
        }
    }));
    let _ = edit(&store, "c1", set("r1", "1"));
    saved.await.expect("a write");
    assert_eq!(device.journal().len(), 0);
}

async fn broken_records_are_put_aside_whole_and_the_rest_opens(device: Device) {
    let (store, _) = device.open().await;
    store.put(&[case("good"), case("flipped")]).await;
    drop(store);
    let record = device.record("flipped").await.expect("a record");
    let flipped = record.replace("汤溪", "唐溪");
    device.plant("flipped", "d", &flipped).await;
    device.plant("half", "d", &record[..60]).await;
    device.plant("empty", "d", "").await;

    let (store, opened) = device.open().await;
    assert_eq!(store.cases(), [case("good")]);
    assert_eq!(opened.quarantined.len(), 3);
    drop(store);
    let (store, opened) = device.open().await;
    assert_eq!((opened.quarantined, store.cases().len()), (vec![], 1), "put aside once");
    let aside = device.aside(&store).await;
    let of = |id: &str| aside.iter().rev().find(|item| item.key == id).expect("kept");
    assert_eq!(
        (of("flipped").raw.as_str(), &of("flipped").reason),
        (flipped.as_str(), &QuarantineReason::Digest)
    );
    assert_eq!(of("half").raw, record[..60]);
    assert!(matches!(of("empty").reason, QuarantineReason::Unreadable(_)));
}

async fn a_newer_record_is_neither_shown_nor_touched(device: Device) {
    let newer = r#"{"version":4,"sealed":"otherwise"}"#;
    device.plant("c1", "d2", newer).await;
    let (store, opened) = device.open().await;
    assert_eq!(store.cases(), []);
    assert_eq!(opened.quarantined[0].reason, QuarantineReason::Newer { version: 4 });
    let state = store.put(&[case("c1")]).await;
    assert_eq!(state, SaveState::Conflict { case: CaseId::new("c1") });
    assert_eq!(device.record("c1").await.as_deref(), Some(newer));
}

async fn a_newer_record_that_can_be_read_is_shown_and_never_written(device: Device) {
    let (store, _) = device.open().await;
    store.put(&[case("c1")]).await;
    drop(store);
    let newer = device.record("c1").await.expect("a record");
    let newer = newer.replacen("\"version\":3", "\"version\":4,\"seals\":[1]", 1);
    device.plant("c1", "d3", &newer).await;
    let entry = r#"{"version":4,"case":"c1","what":"nobody knows"}"#;
    device.local().set("hp/j/c1/1/w", entry).expect("localStorage");
    let (store, opened) = device.open().await;
    assert_eq!((opened.cases, store.editing(&CaseId::new("c1"))), (vec![case("c1")], Editing::Newer));
    assert_eq!(edit(&store, "c1", set("r1", "1")), Kept::Elsewhere);
    assert_eq!(store.hold(&[case("c1")]), [CaseId::new("c1")]);
    store.flush().await;
    assert_eq!(device.record("c1").await.as_deref(), Some(newer.as_str()));
    assert_eq!(device.local().get("hp/j/c1/1/w").expect("localStorage").as_deref(), Some(entry));
    assert_eq!(store.delete(&CaseId::new("c1")).await, Ok(true), "whoever wants it gone may delete it");
}

async fn every_released_shape_opens_and_its_original_is_kept(device: Device) {
    let id = CaseId::new("01hfk0z1v1sample");
    let record = include_str!("../cases/storage/record-1.json");
    device
        .plant(id.as_str(), "b8378c44c00371cc886ad0fff0fd0cd8d8bed9af67f93e6d6f2299e97e52a4e5", record)
        .await;
    let local = device.local();
    for (key, text) in [
        (
            "hp/j/01hfk0z1v1sample/0000000000000008/lq1w2e3r-9k",
            include_str!("../cases/storage/journal-1.json"),
        ),
        ("hp/d/01hfk0z1v1sample/x", include_str!("../cases/storage/draft-0.json")),
    ] {
        local.set(key, text).expect("localStorage");
    }
    let (store, opened) = device.open().await;
    assert_eq!((opened.replayed, opened.drafts.len(), opened.quarantined), (1, 1, vec![]));
    assert_eq!(actuals(&store, id.as_str())[0], "２ 座");
    assert!(matches!(store.flush().await, SaveState::Saved { .. }));
    let now = device.record(id.as_str()).await.expect("a record");
    assert!(now.starts_with("{\"version\":3"), "written in today's shape");
    let original = device.aside(&store).await.into_iter().find(|item| item.key == id.as_str());
    let original = original.expect("kept");
    assert_eq!((original.raw.as_str(), original.reason), (record, QuarantineReason::Original));
    let _ = edit(&store, id.as_str(), set("r1", "3 座"));
    store.flush().await;
    drop(store);
    let (store, opened) = device.open().await;
    assert_eq!((opened.quarantined, actuals(&store, id.as_str())[0].as_str()), (vec![], "3 座"));
    assert_eq!(device.aside(&store).await.len(), 1, "kept once");
}

async fn entries_that_do_not_fit_are_put_aside_whole(device: Device) {
    let (store, _) = device.open().await;
    store.put(&[case("c1"), case("c2")]).await;
    let _ = edit(&store, "c1", set("r1", "1"));
    let _ = edit(&store, "c2", set("r1", "2"));
    drop(store);
    let local = device.local();
    let newer = r#"{"version":4,"what":"nobody knows"}"#;
    for (key, text) in [("hp/j/c1/x/y", "{\"version\":1,"), ("hp/j/c1/z/y", newer), ("hp/d/c1/f", "?")] {
        local.set(key, text).expect("localStorage");
    }
    device.documents().await.remove("c2").await.expect("removed");

    let (store, opened) = device.open().await;
    assert_eq!((opened.replayed, actuals(&store, "c1")[0].as_str()), (1, "1"));
    assert_eq!(opened.quarantined.len(), 4);
    assert_eq!(local.get("hp/j/c1/z/y").expect("localStorage").as_deref(), Some(newer), "left alone");
    let aside = device.aside(&store).await;
    let of = |start: &str| aside.iter().find(|item| item.key.starts_with(start)).expect("kept");
    assert_eq!(of("hp/j/c1/x/y").raw, "{\"version\":1,");
    assert_eq!(of("hp/d/c1/f").raw, "?");
    assert_eq!(of("hp/j/c2/").reason, QuarantineReason::NoCase);
    assert!(of("hp/j/c2/").raw.contains("\"2\""));
    drop(store);
    let found_again: Vec<_> = device.open().await.1.quarantined.into_iter().map(|item| item.key).collect();
    assert_eq!(found_again, ["hp/j/c1/z/y"], "put aside once");
}

/// A window that has no localStorage, and so no leases.
async fn without_leases(device: &Device) -> Store {
    let backend = Backend { local: Err(Refused::Denied), ..device.backend().await };
    Store::over(backend).await.0
}

async fn two_windows_do_not_overwrite_each_other(device: Device) {
    let one = without_leases(&device).await;
    one.put(&[case("c1")]).await;
    let two = without_leases(&device).await;
    let _ = edit(&one, "c1", set("r1", "one"));
    assert!(matches!(one.flush().await, SaveState::Saved { .. }));
    let _ = edit(&two, "c1", set("r2", "two"));
    assert_eq!(two.flush().await, SaveState::Conflict { case: CaseId::new("c1") });
    assert!(device.record("c1").await.expect("a record").contains("\"one\""));
    assert_eq!(actuals(&two, "c1"), ["", "two"], "ours stays in memory");
    let _ = edit(&one, "c1", set("r1", "one again"));
    assert!(matches!(one.flush().await, SaveState::Saved { .. }), "the other window goes on");
}

async fn two_windows_keep_both_journals(device: Device) {
    let (one, _) = device.open().await;
    one.put(&[case("c1")]).await;
    let (two, _) = device.open().await;
    let _ = edit(&one, "c1", set("r1", "one"));
    drop(one);
    assert_eq!(edit(&two, "c1", set("r2", "two")), Kept::Journal);
    drop(two);
    let (store, opened) = device.open().await;
    assert_eq!((opened.replayed, actuals(&store, "c1")), (2, ["one".into(), "two".into()]));
}

async fn a_conflict_is_settled_either_way_and_loses_nothing(device: Device) {
    for side in [Side::Ours, Side::Theirs] {
        let id = CaseId::new(format!("{side:?}"));
        let one = without_leases(&device).await;
        one.put(&[case(id.as_str())]).await;
        let two = without_leases(&device).await;
        let _ = edit(&one, id.as_str(), set("r1", "one"));
        one.flush().await;
        let _ = edit(&two, id.as_str(), set("r1", "two"));
        two.flush().await;
        let kept = two.settle(&id, side).await.expect("settled").expect("the case");
        assert!(matches!(two.state(), SaveState::Saved { .. }), "{:?}", two.state());
        assert_eq!(two.case(&id), Some(kept));
        let expected = if side == Side::Ours { "two" } else { "one" };
        assert_eq!(actuals(&two, id.as_str())[0], expected);
        let _ = edit(&two, id.as_str(), set("r2", "next"));
        assert!(matches!(two.flush().await, SaveState::Saved { .. }));
        let aside = device.aside(&two).await;
        let other = if side == Side::Ours { "\"one\"" } else { "\"two\"" };
        let of_case: Vec<_> = aside.iter().filter(|item| item.key == id.as_str()).collect();
        assert!(of_case.len() == 1 && of_case[0].raw.contains(other), "the other side is put aside");
        drop((one, two));
        let (store, opened) = device.open().await;
        assert_eq!((opened.replayed, actuals(&store, id.as_str())), (0, [expected.into(), "next".into()]));
    }
}

async fn two_windows_with_the_same_content_are_no_conflict(device: Device) {
    let old = without_leases(&device).await;
    old.put(&[case("c1")]).await;
    let new = without_leases(&device).await;
    let _ = edit(&old, "c1", set("r1", "1"));
    old.flush().await;
    let _ = edit(&new, "c1", set("r1", "1"));
    assert!(matches!(new.flush().await, SaveState::Saved { .. }));
    let _ = edit(&new, "c1", set("r1", "2"));
    assert!(matches!(new.flush().await, SaveState::Saved { .. }));
    drop((old, new));
    let (store, opened) = device.open().await;
    assert_eq!((opened.replayed, actuals(&store, "c1")[0].as_str()), (0, "2"));
}

async fn preferences_are_remembered_and_broken_ones_are_the_default(device: Device) {
    let (store, _) = device.open().await;
    assert_eq!((store.theme(), store.role(), store.year()), (Theme::System, None, None));
    store.set_theme(Theme::Dark);
    store.set_role(Some(Role::Bureau));
    store.set_year(Some(2023));
    store.set_last_case(Some(&CaseId::new("c1")));
    drop(store);
    let (store, _) = device.open().await;
    assert_eq!((store.theme(), store.role(), store.year()), (Theme::Dark, Some(Role::Bureau), Some(2023)));
    assert_eq!(store.last_case(), Some(CaseId::new("c1")));
    device.local().set("hp/p/theme", "{").expect("localStorage");
    assert_eq!(store.theme(), Theme::System);
}
