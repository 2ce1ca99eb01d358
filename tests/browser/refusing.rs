//! A browser that refuses, for real: its own objects are made to throw what browsers throw.

use hengping::storage::backend::{BrowserLocal, DATABASE, IndexedDocuments, Space};
use hengping::storage::room::{self, Room};
use hengping::storage::{Kept, Refused, SaveState, Store};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::device::{Device, actuals, case, edit, set};

/// Replaces something of the browser until it is dropped.
struct Broken {
    mend: String,
}

impl Broken {
    fn run(script: &str) {
        js_sys::eval(script).expect("a script that runs");
    }

    /// Reading `window.<name>` throws, as it does where site data is blocked.
    fn denied(name: &str) -> Self {
        Self::property(name, "get() { throw new DOMException('blocked', 'SecurityError'); }")
    }

    /// `window.<name>` is not there.
    fn missing(name: &str) -> Self {
        Self::property(name, "value: undefined")
    }

    fn property(name: &str, instead: &str) -> Self {
        Self::run(&format!(
            "window.whole_{name} = Object.getOwnPropertyDescriptor(window, '{name}');
             Object.defineProperty(window, '{name}', {{ configurable: true, {instead} }})"
        ));
        Self {
            mend: format!(
                "Object.defineProperty(window, '{name}', window.whole_{name}); delete window.whole_{name}"
            ),
        }
    }

    /// A method throws as it does when the quota is used up.
    fn full(method: &str) -> Self {
        Self::method(method, "throw new DOMException('no room', 'QuotaExceededError');")
    }

    /// A method does something else; `window.whole` is what it was.
    fn method(method: &str, instead: &str) -> Self {
        Self::run(&format!("window.whole = {method}; {method} = function () {{ {instead} }}"));
        Self { mend: format!("{method} = window.whole; delete window.whole") }
    }
}

impl Drop for Broken {
    fn drop(&mut self) {
        Self::run(&self.mend);
    }
}

#[wasm_bindgen_test]
async fn denied_or_missing_storage_is_found_without_an_end() {
    for (name, expected) in [("denied", Refused::Denied), ("missing", Refused::Missing)] {
        let broken = |what| if name == "denied" { Broken::denied(what) } else { Broken::missing(what) };
        let _both = (broken("indexedDB"), broken("localStorage"));
        let backend = Space::default().backend().await;
        assert_eq!(backend.documents.err(), Some(expected.clone()), "indexedDB {name}");
        let local = backend.local.err();
        assert_eq!(local, Some(expected.clone()), "localStorage {name}");
        let (store, _) = Store::open(&Space::default()).await;
        assert_eq!(store.state(), SaveState::MemoryOnly { reason: expected });
        store.put(&[case("c1")]).await;
        assert!(matches!(edit(&store, "c1", set("r1", "1")), Kept::Memory(_)));
        assert_eq!(actuals(&store, "c1")[0], "1");
    }
}

#[wasm_bindgen_test]
async fn storage_taken_away_while_the_window_is_open_is_a_refusal() {
    let device = Device::browser("taken-away");
    let (store, _) = device.open().await;
    store.put(&[case("c1")]).await;
    {
        let _broken = Broken::denied("localStorage");
        assert_eq!(edit(&store, "c1", set("r1", "1")), Kept::Memory(Refused::Denied));
        assert!(matches!(store.flush().await, SaveState::Saved { .. }));
    }
    assert_eq!(edit(&store, "c1", set("r1", "2")), Kept::Journal);
}

#[wasm_bindgen_test]
async fn a_used_up_quota_is_told_and_recovered_from() {
    let device = Device::browser("quota");
    let (store, _) = device.open().await;
    store.put(&[case("c1")]).await;
    {
        let _local = Broken::full("Storage.prototype.setItem");
        assert!(BrowserLocal::probe().is_ok(), "a full storage still reads");
        assert_eq!(edit(&store, "c1", set("r1", "1")), Kept::Memory(Refused::Full));
    }
    {
        let _documents = Broken::full("IDBObjectStore.prototype.put");
        let _ = edit(&store, "c1", set("r2", "2"));
        assert_eq!(store.flush().await, SaveState::Failed { reason: Refused::Full });
    }
    assert!(matches!(store.flush().await, SaveState::Saved { .. }));
    drop(store);
    assert_eq!(actuals(&device.open().await.0, "c1"), ["1", "2"]);
}

#[wasm_bindgen_test]
async fn a_lease_that_finds_no_room_does_not_take_the_case_from_its_window() {
    let device = Device::browser("no-room-for-a-lease");
    let (store, _) = device.open().await;
    // Let go twice: the lease of the second time stands there, held by nobody.
    store.put(&[case("c1")]).await;
    store.put(&[case("c1")]).await;
    {
        let _local = Broken::full("Storage.prototype.setItem");
        assert_eq!(edit(&store, "c1", set("r1", "1")), Kept::Memory(Refused::Full));
        let state = store.flush().await;
        assert!(matches!(state, SaveState::Saved { .. }), "{state:?}");
    }
    drop(store);
    assert_eq!(actuals(&device.open().await.0, "c1")[0], "1");
}

#[wasm_bindgen_test]
async fn a_truly_full_local_storage_is_a_refusal() {
    let device = Device::browser("truly-full");
    let local = device.local();
    let mut size = 4 << 20;
    let mut number = 0;
    while size > 0 {
        match local.set(&format!("hp/ballast/{number}"), &"x".repeat(size)) {
            Ok(()) => number += 1,
            Err(reason) => {
                assert_eq!(reason, Refused::Full);
                size /= 2;
            }
        }
    }
    let (store, _) = device.open().await;
    store.put(&[case("c1")]).await;
    assert_eq!(edit(&store, "c1", set("r1", "1")), Kept::Memory(Refused::Full));
    let state = store.flush().await;
    assert!(matches!(state, SaveState::Saved { .. }), "{state:?}");
    for key in local.keys("hp/ballast/").expect("keys") {
        local.remove(&key).expect("room again");
    }
    assert_eq!(edit(&store, "c1", set("r1", "2")), Kept::Journal);
}

#[wasm_bindgen_test]
async fn a_window_that_was_told_to_let_go_comes_back_with_everything() {
    let device = Device::browser("let-go");
    let Device::Browser { database, .. } = &device else { unreachable!("a browser's device") };
    let (store, _) = device.open().await;
    store.put(&[case("c1")]).await;
    // Deleting asks every window to close its connection first: it would wait for ever otherwise.
    let factory = idb::Factory::new().expect("IndexedDB");
    factory.delete(database).expect("a request").await.expect("deleted");
    let _ = edit(&store, "c1", set("r1", "1"));
    assert!(matches!(store.flush().await, SaveState::Saved { .. }));
    drop(store);
    assert_eq!(actuals(&device.open().await.0, "c1")[0], "1");
}

#[wasm_bindgen_test]
async fn a_database_of_a_newer_workbench_is_not_opened() {
    let name = format!("test-newer-{}", js_sys::Date::now());
    let factory = idb::Factory::new().expect("IndexedDB");
    factory.open(&name, Some(9)).expect("a request").await.expect("opened").close();
    assert_eq!(IndexedDocuments::open(&name).await.err(), Some(Refused::Closed));
}

#[wasm_bindgen_test]
async fn a_database_that_an_older_window_will_not_let_go_of_is_said_to_be_blocked() {
    let name = format!("test-blocked-{}", js_sys::Date::now());
    let factory = idb::Factory::new().expect("IndexedDB");
    // An older window that does not close when it is told to.
    let older = factory.open(&name, Some(1)).expect("a request").await.expect("opened");
    assert_eq!(IndexedDocuments::open(&name).await.err(), Some(Refused::Blocked));
    older.close();
}

#[wasm_bindgen_test]
async fn a_database_of_the_first_version_keeps_what_it_has() {
    let device = Device::browser("first-version");
    let Device::Browser { database, .. } = &device else { unreachable!("a browser's device") };
    let record = include_str!("../cases/storage/record-1.json");
    let script = format!(
        "new Promise((done, failed) => {{
           const request = indexedDB.open({database:?}, 1);
           request.onerror = failed;
           request.onupgradeneeded = () => {{
             request.result.createObjectStore('cases', {{ keyPath: 'id' }}).put({{ id: '01hfk0z1v1sample', digest: 'd', record: {record:?} }});
             request.result.createObjectStore('quarantine', {{ autoIncrement: true }}).put({{ key: 'k', raw: 'r', reason: 'digest', detail: '' }});
           }};
           request.onsuccess = () => {{ request.result.close(); done(); }};
         }})"
    );
    let made = js_sys::eval(&script).expect("a script that runs");
    wasm_bindgen_futures::JsFuture::from(js_sys::Promise::from(made)).await.expect("a database");
    let (store, opened) = device.open().await;
    assert_eq!(
        (opened.cases.len(), device.inventory(&store).await.shelved().await.expect("the quarantine").len()),
        (1, 1)
    );
    device.inventory(&store).await.set_device_text("key", "k").await.expect("kept");
    assert_eq!(device.inventory(&store).await.device_text("key").await, Ok(Some("k".to_owned())));
}

#[wasm_bindgen_test]
async fn what_another_program_left_in_our_places_is_kept_whole_and_out_of_the_way() {
    let device = Device::browser("foreign");
    let Device::Browser { database, .. } = &device else { unreachable!("a browser's device") };
    let (store, _) = device.open().await;
    store.put(&[case("c1")]).await;
    drop(store);
    let script = format!(
        "new Promise((done, failed) => {{
           const request = indexedDB.open({database:?});
           request.onerror = failed;
           request.onsuccess = () => {{
             const writing = request.result.transaction('cases', 'readwrite');
             writing.objectStore('cases').put({{ id: 'todo', done: [true], title: '买菜' }});
             writing.objectStore('cases').put({{ id: 'odd', record: 7 }});
             writing.oncomplete = () => {{ request.result.close(); done(); }};
           }};
         }})"
    );
    let made = js_sys::eval(&script).expect("a script that runs");
    wasm_bindgen_futures::JsFuture::from(js_sys::Promise::from(made)).await.expect("foreign rows");
    let local = device.local();
    for (key, text) in [("hp/j/todo", "买菜"), ("hp/d/c1/f", "[]"), ("hp/l/c1", "nobody"), ("todo", "1")] {
        local.set(key, text).expect("localStorage");
    }
    let (store, opened) = device.open().await;
    assert_eq!((opened.cases, opened.quarantined.len()), (vec![case("c1")], 4));
    let shelved = device.aside(&store).await;
    assert!(shelved.iter().any(|item| item.key == "todo" && item.raw.contains("买菜")), "{shelved:?}");
    assert!(shelved.iter().any(|item| item.key == "odd" && item.raw.contains('7')));
    assert_eq!(local.get("todo").expect("localStorage").as_deref(), Some("1"), "not ours to touch");
    assert_eq!(edit(&store, "c1", set("r1", "1")), Kept::Journal);
    assert!(matches!(store.flush().await, SaveState::Saved { .. }));
    local.remove("todo").expect("localStorage");
}

#[wasm_bindgen_test]
async fn a_quota_reached_in_the_middle_of_a_save_writes_all_of_it_or_nothing() {
    let device = Device::browser("mid-save");
    let (store, _) = device.open().await;
    let cases = ["c1", "c2", "c3"].map(case);
    {
        Broken::run("window.puts = 0");
        let _second = Broken::method(
            "IDBObjectStore.prototype.put",
            "if (++window.puts === 2) throw new DOMException('no room', 'QuotaExceededError');
             return window.whole.apply(this, arguments);",
        );
        assert_eq!(store.put(&cases).await, SaveState::Failed { reason: Refused::Full });
        assert_eq!(device.record("c1").await, None, "nothing of a write that was taken back stays");
    }
    assert_eq!(store.cases().len(), 3);
    assert!(matches!(store.flush().await, SaveState::Saved { .. }));
    drop(store);
    assert_eq!(device.open().await.1.cases, cases);
}

#[wasm_bindgen_test]
async fn a_page_that_is_left_writes_without_waiting() {
    let _empty = Device::browser("left");
    let factory = idb::Factory::new().expect("IndexedDB");
    factory.delete(DATABASE).expect("a request").await.expect("deleted");
    let (store, _) = Store::open(&Space::default()).await;
    store.put(&[case("c1")]).await;
    let window = web_sys::window().expect("a window");
    for (at, text) in ["1", "2"].into_iter().enumerate() {
        let _ = edit(&store, "c1", set("r1", text));
        assert_eq!(store.state(), SaveState::Unsaved { count: 1 });
        let event = |name| web_sys::Event::new(name).expect("an event");
        if at == 0 {
            window.dispatch_event(&event("pagehide")).expect("told");
        } else {
            let document = window.document().expect("a document");
            document.dispatch_event(&event("visibilitychange")).expect("told");
        }
        // One turn of the microtask queue is all that a page which goes away is sure to get.
        let turn = js_sys::Promise::resolve(&wasm_bindgen::JsValue::NULL);
        wasm_bindgen_futures::JsFuture::from(turn).await.expect("a turn");
        assert_eq!(store.state(), SaveState::Saving);
        store.flush().await;
    }
}

#[wasm_bindgen_test]
async fn room_is_told_where_the_browser_tells_it() {
    let told = room::ask().await;
    assert!(told.quota.is_some_and(|bytes| bytes > 1 << 20) && told.used < told.quota);
    assert_eq!(room::look().await.persisted, told.persisted);
    // Plain http in an intranet: there is nobody to ask.
    Broken::run("Object.defineProperty(navigator, 'storage', { configurable: true, value: undefined })");
    let silent = room::ask().await;
    Broken::run("delete navigator.storage");
    assert_eq!(silent, Room::default());
}
