//! Files that documents name: kept once under their digest, given out whole or not at all, deleted only when
//! nothing on the device names them. Over the browser's storage, its twin in memory, and locked.

use std::cell::RefCell;

use hengping::domain::command::Command;
use hengping::domain::evidence::Evidence;
use hengping::domain::ids::{CaseId, RowId};
use hengping::storage::backend::{Cipher, CoveredParts, IndexedDocuments, MemoryParts, Part, Parts, Space};
use hengping::storage::named::Named;
use hengping::storage::parts::{self, Found, Read};
use hengping::storage::{Kept, Refused};
use js_sys::Uint8Array;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Blob, BlobPropertyBag};

use crate::device::{Device, case, edit};

on_every_backend! {
    a_file_is_kept_under_its_digest_and_comes_back_whole
    the_same_bytes_twice_are_one_part
    a_file_of_many_pieces_comes_back_whole
    what_is_not_here_is_missing_and_what_was_changed_is_broken
    only_what_nothing_names_is_swept
}

/// Bytes that repeat nowhere near, so that exchanged pieces would be noticed.
fn bytes(size: u32) -> Vec<u8> {
    (0..size).map(|at| (at.wrapping_mul(2_654_435_761) >> 13) as u8).collect()
}

fn file(bytes: &[u8]) -> Blob {
    let parts = js_sys::Array::of1(&Uint8Array::from(bytes));
    Blob::new_with_u8_array_sequence_and_options(&parts, &BlobPropertyBag::new()).expect("a file")
}

async fn read(bytes: &[u8]) -> Read {
    parts::read(&file(bytes), |_| ()).await.expect("read")
}

async fn shelf(device: &Device) -> parts::Parts {
    parts::Parts::over(device.parts().await)
}

async fn whole(shelf: &parts::Parts, hex: &str) -> Option<Vec<u8>> {
    match shelf.find(hex).await.expect("an answer") {
        Found::Whole(bytes) => Some(bytes.to_vec()),
        Found::Missing | Found::Broken => None,
    }
}

async fn a_file_is_kept_under_its_digest_and_comes_back_whole(device: Device) {
    let told = RefCell::new(Vec::new());
    let content = bytes(600_000);
    let read = parts::read(&file(&content), |at| told.borrow_mut().push(at)).await.expect("read");
    assert_eq!(told.into_inner(), [262_144, 524_288, 600_000], "slice by slice");
    assert_eq!(read.hex, parts::digest_of(&Uint8Array::from(content.as_slice())).await);
    let abc = self::read(b"abc").await;
    assert_eq!(abc.hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    let shelf = shelf(&device).await;
    assert_eq!(shelf.keep(&read, "application/pdf").await, Ok(true));
    // Another window, later.
    let (again, parts) = (self::shelf(&device).await, device.parts().await);
    assert_eq!(whole(&again, &read.hex).await, Some(content));
    let part = parts.get(&read.hex).await.expect("an answer").expect("a part");
    assert_eq!((part.kind.as_str(), part.size), ("application/pdf", 600_000));
    assert_eq!((parts.size(&read.hex).await, parts.has(&read.hex).await), (Ok(Some(600_000)), Ok(true)));
    assert_eq!((parts.size(&abc.hex).await, parts.has(&abc.hex).await), (Ok(None), Ok(false)));
}

async fn the_same_bytes_twice_are_one_part(device: Device) {
    let shelf = shelf(&device).await;
    assert_eq!(shelf.keep(&read(b"abc").await, "text/plain").await, Ok(true));
    assert_eq!(shelf.keep(&read(b"abc").await, "text/plain").await, Ok(false));
    assert_eq!(shelf.keep(&read(b"").await, "").await, Ok(true));
    let sizes: Vec<u64> = shelf.held().await.expect("a list").iter().map(|held| held.size).collect();
    assert_eq!(sizes, [3, 0], "in the order of their names");
    assert_eq!(whole(&shelf, &read(b"").await.hex).await, Some(Vec::new()));
}

async fn a_file_of_many_pieces_comes_back_whole(device: Device) {
    let shelf = shelf(&device).await;
    for size in [262_144, 262_145, 3 * 262_144, 5_000_001] {
        let (content, read) = (bytes(size), read(&bytes(size)).await);
        shelf.keep(&read, "").await.expect("kept");
        assert_eq!(whole(&shelf, &read.hex).await, Some(content), "{size}");
    }
}

async fn what_is_not_here_is_missing_and_what_was_changed_is_broken(device: Device) {
    let (shelf, parts) = (shelf(&device).await, device.parts().await);
    let read = read(b"abc").await;
    assert!(matches!(shelf.find(&read.hex).await, Ok(Found::Missing)));
    let part = |bytes: &[u8]| Part {
        hex: read.hex.clone(),
        size: 3,
        kind: String::new(),
        bytes: Uint8Array::from(bytes),
    };
    parts.put(&part(b"abd")).await.expect("kept");
    assert!(matches!(shelf.find(&read.hex).await, Ok(Found::Broken)));
    // Attached once more it is whole again.
    assert_eq!(shelf.keep(&read, "").await, Ok(false));
    assert_eq!(whole(&shelf, &read.hex).await.as_deref(), Some(&b"abc"[..]));
}

async fn only_what_nothing_names_is_swept(device: Device) {
    let (shelf, id) = (shelf(&device).await, CaseId::new("c1"));
    let (store, _) = device.open().await;
    store.put(&[case("c1"), case("c2")]).await;
    let mut names = Vec::new();
    for text in ["record", "journal", "device", "quarantine", "nothing"] {
        let read = read(text.as_bytes()).await;
        shelf.keep(&read, "text/plain").await.expect("kept");
        names.push(read.hex);
    }
    let evidence = |hex: &String| Evidence {
        digest: format!("sha256:{hex}"),
        name: "证明.txt".into(),
        size: 6,
        kind: "text/plain".into(),
    };
    let set = |hex| Command::SetEvidence { row: RowId::new("r1"), evidence: vec![evidence(hex)] };
    let _ = edit(&store, "c1", set(&names[0]));
    store.flush().await;
    let _ = edit(&store, "c2", set(&names[3]));
    store.flush().await;
    // Its record breaks: it goes to the quarantine as it is.
    let record = device.record("c2").await.expect("a record");
    device.plant("c2", "d", &record.replace("证明", "正明")).await;
    drop(store);
    let (store, opened) = device.open().await;
    assert_eq!(opened.quarantined.len(), 1);
    // The edit is in the journal only, and this window is about to end.
    assert_eq!(edit(&store, "c1", set(&names[1])), Kept::Journal);
    let inventory = device.inventory(&store).await;
    inventory.set_device_text("lineages/c9", &format!("[\"sha256:{}\"]", names[2])).await.expect("kept");
    let swept = shelf.sweep(&inventory.named().await.expect("names")).await.expect("swept");
    assert_eq!(swept.iter().map(|held| &held.hex).collect::<Vec<_>>(), [&names[4]]);
    assert_eq!(shelf.held().await.expect("a list").len(), 4);
    assert!(matches!(shelf.find(&names[4]).await, Ok(Found::Missing)));
    for name in &names[..4] {
        assert!(whole(&shelf, name).await.is_some());
    }
    assert!(store.case(&id).is_some());
}

#[wasm_bindgen_test]
async fn a_store_that_cannot_be_read_whole_sweeps_nothing() {
    let device = Device::memory();
    let backend = device.backend().await;
    let (store, _) = hengping::storage::Store::over(hengping::storage::backend::Backend {
        local: Err(Refused::Denied),
        ..backend
    })
    .await;
    let named = device.inventory(&store).await.named().await;
    assert_eq!(named, Err(Refused::Denied));
}

#[wasm_bindgen_test]
async fn a_refused_part_leaves_what_was_there() {
    let parts = MemoryParts::default();
    let shelf = parts::Parts::over(std::rc::Rc::new(parts.clone()));
    shelf.keep(&read(b"first").await, "").await.expect("kept");
    parts.refuse(Some(Refused::Full));
    assert_eq!(shelf.keep(&read(b"second").await, "").await, Err(Refused::Full));
    assert_eq!(shelf.sweep(&Named::default()).await, Err(Refused::Full));
    assert_eq!(shelf.held().await.expect("a list").len(), 1);
}

#[wasm_bindgen_test]
async fn a_used_up_quota_refuses_a_part_and_harms_no_edit() {
    let device = Device::browser("parts-quota");
    let shelf = shelf(&device).await;
    let script = |text: &str| js_sys::eval(text).expect("a script that runs");
    script(
        "window.whole = IDBObjectStore.prototype.put;
         IDBObjectStore.prototype.put = function () { throw new DOMException('no room', 'QuotaExceededError'); }",
    );
    let kept = shelf.keep(&read(b"abc").await, "").await;
    script("IDBObjectStore.prototype.put = window.whole; delete window.whole");
    assert_eq!(kept, Err(Refused::Full));
    assert_eq!(shelf.held().await, Ok(Vec::new()));
    assert_eq!(shelf.keep(&read(b"abc").await, "").await, Ok(true));
}

#[wasm_bindgen_test]
async fn a_file_that_changes_while_it_is_read_is_not_taken() {
    let content = bytes(600_000);
    js_sys::eval(
        "window.whole = Blob.prototype.slice;
         Blob.prototype.slice = function (from, to) { return window.whole.call(this, from, Math.min(to, 300000)); }",
    )
    .expect("a script that runs");
    let read = parts::read(&file(&content), |_| ()).await;
    js_sys::eval("Blob.prototype.slice = window.whole; delete window.whole").expect("a script that runs");
    assert!(read.is_none());
}

#[wasm_bindgen_test]
async fn what_is_locked_cannot_be_read_moved_or_cut() {
    let name = format!("test-parts-locked-{}", js_sys::Date::now());
    let plain = || async { IndexedDocuments::open(&name).await.expect("IndexedDB") };
    let locked = CoveredParts::new(plain().await, Cipher::of_bytes([7; 32]));
    let content = bytes(700_000);
    let read = read(&content).await;
    let part = Part { hex: read.hex.clone(), size: 700_000, kind: String::new(), bytes: read.bytes };
    locked.put(&part).await.expect("kept");
    let lying = plain().await.get(&part.hex).await.expect("an answer").expect("a part");
    let text = lying.bytes.to_vec();
    assert_eq!((lying.size, text.len()), (700_000, 700_000 + 3 * 28));
    assert!(!text.windows(16).any(|here| here == &content[..16]));
    let piece = 262_144 + 28;
    let swapped = [&text[piece..2 * piece], &text[..piece], &text[2 * piece..]].concat();
    for (bytes, hex) in [
        (swapped, part.hex.clone()),
        (text[..2 * piece].to_vec(), part.hex.clone()),
        (text.clone(), "0".repeat(64)),
        (Vec::new(), part.hex.clone()),
    ] {
        let moved = Part { hex: hex.clone(), bytes: Uint8Array::from(bytes.as_slice()), ..lying.clone() };
        plain().await.put(&moved).await.expect("kept");
        assert_eq!(locked.get(&hex).await.err(), Some(Refused::Unreadable));
    }
    plain().await.put(&lying).await.expect("kept");
    let other = CoveredParts::new(plain().await, Cipher::of_bytes([8; 32]));
    assert_eq!(other.get(&part.hex).await.err(), Some(Refused::Unreadable));
    assert_eq!(locked.get(&part.hex).await.expect("an answer").expect("a part").bytes.to_vec(), content);
}

#[wasm_bindgen_test]
async fn a_change_of_the_lock_takes_the_files_along() {
    let name = |test: &str| format!("{test}-{}", js_sys::Date::now());
    let from = Space::new(&name("parts-from"), None);
    let to = Space::new(&name("parts-to"), Some(Cipher::of_bytes([5; 32])));
    let shelf = parts::Parts::of(&from).await.expect("a shelf");
    let reads = [read(b"abc").await, read(&bytes(600_000)).await];
    for read in &reads {
        shelf.keep(read, "text/plain").await.expect("kept");
    }
    // One that nobody can open goes nowhere, and stops nothing.
    let strange =
        Part { hex: "f".repeat(64), size: 1, kind: String::new(), bytes: Uint8Array::from(&b"x"[..]) };
    to.parts().await.expect("parts").put(&strange).await.expect("kept");
    from.copy_into(&to).await.expect("copied");
    let copied = parts::Parts::of(&to).await.expect("a shelf");
    for read in &reads {
        assert_eq!(whole(&copied, &read.hex).await, Some(read.bytes.to_vec()));
    }
    Space::wipe(from.name()).await.expect("wiped");
    assert_eq!(parts::Parts::of(&from).await.expect("a shelf").held().await, Ok(Vec::new()));
}

/// Databases of released versions, and one that another program made under our version.
#[wasm_bindgen_test]
async fn an_older_database_gets_its_place_for_files_and_one_without_says_so() {
    let name = format!("test-parts-older-{}", js_sys::Date::now());
    let make = |version: u32, name: &str| {
        let script = format!(
            "new Promise((done, failed) => {{
               const request = indexedDB.open({name:?}, {version});
               request.onerror = failed;
               request.onupgradeneeded = () => {{
                 request.result.createObjectStore('cases', {{ keyPath: 'id' }});
                 request.result.createObjectStore('quarantine', {{ autoIncrement: true }});
                 request.result.createObjectStore('device').put('k', 'key');
               }};
               request.onsuccess = () => {{ request.result.close(); done(); }};
             }})"
        );
        js_sys::Promise::from(js_sys::eval(&script).expect("a script that runs"))
    };
    wasm_bindgen_futures::JsFuture::from(make(2, &name)).await.expect("a database");
    let documents = IndexedDocuments::open(&name).await.expect("IndexedDB");
    assert_eq!(documents.held().await, Ok(Vec::new()));
    use hengping::storage::backend::Holdings;
    assert_eq!(documents.device_text("key").await, Ok(Some("k".to_owned())));

    let strange = format!("{name}-strange");
    wasm_bindgen_futures::JsFuture::from(make(3, &strange)).await.expect("a database");
    let documents = IndexedDocuments::open(&strange).await.expect("IndexedDB");
    assert!(documents.held().await.is_err(), "no place for files");
    assert_eq!(documents.device_text("key").await, Ok(Some("k".to_owned())), "and all else is as it was");
}

#[wasm_bindgen_test]
async fn what_another_program_left_among_the_files_is_broken_and_harms_no_other() {
    let name = format!("test-parts-foreign-{}", js_sys::Date::now());
    let documents = IndexedDocuments::open(&name).await.expect("IndexedDB");
    let shelf = parts::Parts::over(std::rc::Rc::new(documents));
    let read = read(b"abc").await;
    shelf.keep(&read, "").await.expect("kept");
    let script = format!(
        "new Promise((done, failed) => {{
           const request = indexedDB.open({name:?});
           request.onerror = failed;
           request.onsuccess = () => {{
             const writing = request.result.transaction('parts', 'readwrite').objectStore('parts');
             writing.put('买菜', 'todo');
             writing.put({{ size: 7, bytes: 'text' }}, 'odd');
             writing.transaction.oncomplete = () => {{ request.result.close(); done(); }};
           }};
         }})"
    );
    let left = js_sys::Promise::from(js_sys::eval(&script).expect("a script that runs"));
    wasm_bindgen_futures::JsFuture::from(left).await.expect("left");
    assert!(matches!(shelf.find("todo").await, Ok(Found::Broken)));
    assert!(matches!(shelf.find("odd").await, Ok(Found::Broken)));
    assert_eq!(whole(&shelf, &read.hex).await.as_deref(), Some(&b"abc"[..]));
}
