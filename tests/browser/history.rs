//! The versions of a case: kept as they were, named, thinned out, and never lost to another window or to a broken
//! text beside them.

use futures_util::future::join;
use hengping::domain::case::Case;
use hengping::domain::ids::CaseId;
use hengping::storage::backend::{MemoryDocuments, MemoryLocal};
use hengping::storage::history::{DAY, Version, Versions, Why, content_of, list_of};
use hengping::storage::{Inventory, QuarantineReason, Refused, Store};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::device::{Device, case};

on_every_backend! {
    a_version_is_kept_as_it_was_and_the_same_content_once
    automatic_versions_thin_out_with_their_contents_and_named_ones_stay
    two_windows_that_add_at_once_lose_nothing
    a_broken_content_takes_no_other_along
    a_broken_list_is_put_aside_and_a_newer_one_left_alone
    versions_from_a_backup_come_in_once_and_a_deleted_case_keeps_none
    the_texts_of_a_rescued_device_add_to_what_is_here
}

const NOW: i64 = 1_700_000_000_000;

fn id() -> CaseId {
    CaseId::new("c1")
}

fn called(name: &str) -> Case {
    Case { name: name.into(), ..case("c1") }
}

async fn begun(device: &Device) -> (Store, Inventory) {
    let (store, _) = device.open().await;
    let inventory = device.inventory(&store).await;
    (store, inventory)
}

async fn add(inventory: &Inventory, name: &str, at: i64, why: Why) -> Option<u64> {
    inventory.add_version(&called(name), at, "张", why, "").await.expect("kept")
}

async fn list(inventory: &Inventory) -> Vec<Version> {
    inventory.versions(&id()).await.expect("a list").list().to_vec()
}

/// The names of the case in each version.
async fn names(inventory: &Inventory) -> Vec<String> {
    let digests: Vec<String> = list(inventory).await.into_iter().map(|version| version.digest).collect();
    let contents = inventory.contents(&id(), &digests).await.expect("contents");
    let name = |content: Option<String>| {
        let case: Case = serde_json::from_str(&content.expect("a content")).expect("a case");
        case.name
    };
    contents.into_iter().map(name).collect()
}

async fn a_version_is_kept_as_it_was_and_the_same_content_once(device: Device) {
    let (store, inventory) = begun(&device).await;
    assert_eq!(list(&inventory).await, []);
    assert_eq!(add(&inventory, "甲", NOW, Why::Edited).await, Some(1));
    assert_eq!(add(&inventory, "甲", NOW + 1, Why::Edited).await, None);
    assert_eq!(add(&inventory, "乙", NOW + 2, Why::HandedIn).await, Some(2));
    assert_eq!(
        inventory.add_version(&called("乙"), NOW + 3, "李", Why::Named, "报送稿").await,
        Ok(Some(2)),
        "the name comes to the version that is there"
    );
    inventory.rename_version(&id(), 1, "申报稿").await.expect("named");
    drop((store, inventory));
    let (_store, inventory) = begun(&device).await;
    let versions = list(&inventory).await;
    let said: Vec<_> = versions.iter().map(|v| (v.name.as_str(), v.who.as_str(), v.why, v.at)).collect();
    assert_eq!(said, [("申报稿", "张", Why::Edited, NOW), ("报送稿", "张", Why::HandedIn, NOW + 2)]);
    assert_eq!(versions[1].parent.as_ref(), Some(&versions[0].digest));
    assert_eq!(names(&inventory).await, ["甲", "乙"]);
    assert_eq!(
        inventory.versions(&CaseId::new("c2")).await.expect("a list"),
        Versions::default(),
        "another case has its own"
    );
}

async fn automatic_versions_thin_out_with_their_contents_and_named_ones_stay(device: Device) {
    let (_store, inventory) = begun(&device).await;
    let of_a_day = |n: i64| NOW - 30 * DAY + n * 60_000;
    for n in 0..6 {
        add(&inventory, &n.to_string(), of_a_day(n), Why::Edited).await;
        if n == 1 {
            inventory.rename_version(&id(), 2, "定稿").await.expect("named");
        }
    }
    assert_eq!(names(&inventory).await, ["0", "1", "2", "3", "4", "5"]);
    let first = list(&inventory).await[0].digest.clone();
    // A month later only the last of that day is left, and what was named.
    add(&inventory, "今", NOW, Why::Edited).await;
    assert_eq!(names(&inventory).await, ["1", "5", "今"]);
    assert_eq!(inventory.device_text(&content_of(&id(), &first)).await, Ok(None));
}

async fn two_windows_that_add_at_once_lose_nothing(device: Device) {
    let (_one, first) = begun(&device).await;
    let (_two, second) = begun(&device).await;
    join(
        async {
            for n in 0..5 {
                add(&first, &format!("甲{n}"), NOW, Why::Edited).await;
            }
        },
        async {
            for n in 0..5 {
                add(&second, &format!("乙{n}"), NOW, Why::Edited).await;
            }
        },
    )
    .await;
    let mut found = names(&first).await;
    found.sort_unstable();
    assert_eq!(found, ["乙0", "乙1", "乙2", "乙3", "乙4", "甲0", "甲1", "甲2", "甲3", "甲4"]);
}

async fn a_broken_content_takes_no_other_along(device: Device) {
    let (_store, inventory) = begun(&device).await;
    add(&inventory, "甲", NOW, Why::Edited).await;
    add(&inventory, "乙", NOW, Why::Edited).await;
    let digests: Vec<String> = list(&inventory).await.into_iter().map(|version| version.digest).collect();
    let name = content_of(&id(), &digests[0]);
    inventory.set_device_text(&name, "{\"half").await.expect("broken");
    let contents = inventory.contents(&id(), &digests).await.expect("contents");
    assert!(contents[0].is_none() && contents[1].as_ref().is_some_and(|content| content.contains("乙")));
    assert_eq!(inventory.contents(&id(), &["none".to_owned()]).await, Ok(vec![None]));
}

async fn a_broken_list_is_put_aside_and_a_newer_one_left_alone(device: Device) {
    let (store, inventory) = begun(&device).await;
    inventory.set_device_text(&list_of(&id()), "{\"version\":1,").await.expect("broken");
    assert_eq!(list(&inventory).await, []);
    assert_eq!(add(&inventory, "甲", NOW, Why::Edited).await, Some(1));
    let aside = device.aside(&store).await;
    assert_eq!((aside.len(), aside[0].raw.as_str()), (1, "{\"version\":1,"));
    assert!(matches!(aside[0].reason, QuarantineReason::Unreadable(_)));
    let newer = "{\"version\":2,\"tree\":[]}";
    inventory.set_device_text(&list_of(&id()), newer).await.expect("newer");
    assert_eq!(inventory.versions(&id()).await, Err(Refused::Closed));
    let added = inventory.add_version(&called("乙"), NOW, "", Why::Edited, "").await;
    assert_eq!(added, Err(Refused::Closed));
    assert_eq!(inventory.device_text(&list_of(&id())).await, Ok(Some(newer.to_owned())));
}

async fn versions_from_a_backup_come_in_once_and_a_deleted_case_keeps_none(device: Device) {
    let (_store, inventory) = begun(&device).await;
    add(&inventory, "甲", NOW, Why::Edited).await;
    add(&inventory, "乙", NOW + 9, Why::HandedIn).await;
    let versions = list(&inventory).await;
    let digests = inventory.versions(&id()).await.expect("a list").digests();
    let contents = inventory.contents(&id(), &digests).await.expect("contents");
    let carried: Vec<(Version, String)> = versions
        .into_iter()
        .zip(contents)
        .map(|(version, content)| (version, content.expect("one")))
        .collect();
    inventory.drop_versions(&id()).await.expect("dropped");
    assert_eq!(list(&inventory).await, []);
    for digest in &digests {
        assert_eq!(inventory.device_text(&content_of(&id(), digest)).await, Ok(None));
    }
    add(&inventory, "今", NOW + 5, Why::Edited).await;
    assert_eq!(inventory.take_in_versions(&id(), carried.clone()).await, Ok(2));
    assert_eq!(inventory.take_in_versions(&id(), carried.clone()).await, Ok(0));
    assert_eq!(names(&inventory).await, ["甲", "今", "乙"]);
    let broken = vec![(carried[0].0.clone(), "another".to_owned())];
    assert_eq!(inventory.take_in_versions(&CaseId::new("c2"), broken).await, Ok(0));
}

async fn the_texts_of_a_rescued_device_add_to_what_is_here(device: Device) {
    let (_store, inventory) = begun(&device).await;
    add(&inventory, "甲", NOW, Why::Edited).await;
    let digests = inventory.versions(&id()).await.expect("a list").digests();
    let names_there = [list_of(&id()), content_of(&id(), &digests[0])];
    let mut there = Vec::new();
    for name in names_there {
        there.push((name.clone(), inventory.device_text(&name).await.expect("read").expect("a text")));
    }
    inventory.drop_versions(&id()).await.expect("dropped");
    add(&inventory, "乙", NOW + 5, Why::Edited).await;
    for (name, text) in there {
        inventory.take_in_history_text(&name, text).await.expect("taken");
    }
    assert_eq!(names(&inventory).await, ["甲", "乙"]);
    assert_eq!(inventory.count_versions(&[id(), CaseId::new("c2")]).await, Ok(2));
    let newer = inventory.take_in_history_text(&list_of(&id()), r#"{"version":99}"#.to_owned()).await;
    assert_eq!(newer, Err(Refused::Unreadable));
    assert_eq!(names(&inventory).await, ["甲", "乙"]);
}

#[wasm_bindgen_test]
async fn where_no_room_is_left_nothing_is_half_kept() {
    let (documents, local) = (MemoryDocuments::default(), MemoryLocal::default());
    let device = Device::of(documents.clone(), local);
    let (_store, inventory) = begun(&device).await;
    add(&inventory, "甲", NOW, Why::Edited).await;
    documents.refuse(Some(Refused::Full));
    let added = inventory.add_version(&called("乙"), NOW, "", Why::Named, "定稿").await;
    assert_eq!(added, Err(Refused::Full));
    documents.refuse(None);
    assert_eq!(names(&inventory).await, ["甲"]);
}

#[wasm_bindgen_test]
async fn a_locked_space_shows_no_word_of_a_version() {
    let device = Device::covered("versions-locked");
    let Device::Browser { database, .. } = &device else { unreachable!("a browser's device") };
    let (store, inventory) = begun(&device).await;
    inventory.add_version(&called("甲"), NOW, "张会计", Why::Named, "申报稿").await.expect("kept");
    let bare = Device::Browser { database: database.clone(), cipher: None };
    let bare = bare.inventory(&store).await;
    let digest = list(&inventory).await[0].digest.clone();
    for name in [list_of(&id()), content_of(&id(), &digest)] {
        let text = bare.device_text(&name).await.expect("a text").expect("it lies there");
        assert!(text.starts_with("hpx1:"), "{text}");
    }
}
