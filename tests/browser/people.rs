//! People on one device: nothing of one crosses over to another, what a passphrase locks cannot be read
//! without it, and a change of the lock that stops half-way loses nothing.

use hengping::domain::ids::CaseId;
use hengping::storage::backend::{BrowserLocal, Cipher, Holdings, IndexedDocuments, Local, Space};
use hengping::storage::keys;
use hengping::storage::people::{Entrance, People};
use hengping::storage::{Inventory, Kept, Store};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::device::{actuals, case, edit, set};

const WORD: &str = "只有主人能读的字";

/// An empty device: no keys, nobody chosen. Names of spaces are the test's own.
fn empty() -> BrowserLocal {
    let local = BrowserLocal::probe().expect("localStorage");
    for key in local.keys("h").expect("keys") {
        local.remove(&key).expect("an empty localStorage");
    }
    People::here().part();
    local
}

fn name(test: &str) -> String {
    format!("{test}-{}", js_sys::Date::now())
}

fn cipher(byte: u8) -> Cipher {
    Cipher::of_bytes([byte; 32])
}

/// Every text that lies in a space, as somebody reads it who takes the disk.
async fn lying(local: &BrowserLocal, space: &str) -> String {
    let database = if space.is_empty() { "hengping".to_owned() } else { format!("hengping.{space}") };
    let documents = IndexedDocuments::open(&database).await.expect("IndexedDB");
    let raw = documents.raw().await.expect("rows");
    let mut all: String = raw.into_iter().map(|raw| raw.key + &raw.text).collect();
    for name in documents.device_names().await.expect("names") {
        let texts = documents.device_texts(&[name]).await.expect("a text");
        all.extend(texts.into_iter().flatten());
    }
    for key in local.keys(&keys::root_of(space)).expect("keys") {
        all += &local.get(&key).expect("localStorage").unwrap_or_default();
    }
    all
}

/// A store with a case, an edit in the journal, a draft, a text of the device and something put aside.
async fn filled(space: &Space) -> Store {
    let (store, _) = Store::open(space).await;
    store.put(&[case("c1"), case("c2")]).await;
    let _ = edit(&store, "c1", set("r1", WORD));
    store.flush().await;
    assert_eq!(edit(&store, "c1", set("r2", &format!("{WORD}乙"))), Kept::Journal);
    store.draft(&CaseId::new("c2"), &set("r1", &format!("{WORD}丙")));
    Inventory::open(&store).await.set_device_text("parties", WORD).await.expect("a text");
    store
}

#[wasm_bindgen_test]
async fn two_people_do_not_see_each_other() {
    let local = empty();
    let (one, other) = (Space::new(&name("a"), None), Space::new(&name("b"), None));
    let store = filled(&one).await;
    let (theirs, opened) = Store::open(&other).await;
    assert!(opened.cases.is_empty() && opened.drafts.is_empty() && opened.quarantined.is_empty());
    theirs.put(&[case("c1")]).await;
    let _ = edit(&theirs, "c1", set("r1", "theirs"));
    theirs.flush().await;
    store.flush().await;
    assert_eq!((&actuals(&store, "c1")[0][..], &actuals(&theirs, "c1")[0][..]), (WORD, "theirs"));
    assert_eq!((store.others().await, theirs.others().await), (0, 0), "windows of one are not the other's");
    let texts = Inventory::open(&theirs).await.raw().await.expect("texts");
    assert!(texts.iter().all(|raw| !raw.text.contains(WORD)));
    assert_eq!(local.keys("hp/").expect("keys"), Vec::<String>::new(), "the first space is not touched");
}

#[wasm_bindgen_test]
async fn what_is_locked_cannot_be_read_and_is_all_there() {
    let local = empty();
    let from = name("plain");
    let store = filled(&Space::new(&from, None)).await;
    let to = name("locked");
    let locked = Space::new(&to, Some(cipher(7)));
    assert!(lying(&local, &from).await.contains(WORD));
    store.space().copy_into(&locked).await.expect("a copy");
    drop(store);
    assert!(!lying(&local, &to).await.contains(WORD), "a word of the work lies there to be read");
    let (store, opened) = Store::open(&locked).await;
    assert_eq!(actuals(&store, "c1"), [WORD, &format!("{WORD}乙")]);
    assert_eq!((opened.drafts.len(), opened.quarantined.len(), opened.cases.len()), (1, 0, 2));
    let text = Inventory::open(&store).await.device_text("parties").await.expect("a text");
    assert_eq!(text.as_deref(), Some(WORD));
    // Also what is entered from now on.
    let _ = edit(&store, "c2", set("r2", &format!("{WORD}丁")));
    assert!(!lying(&local, &to).await.contains(WORD));
    store.flush().await;
    assert!(!lying(&local, &to).await.contains(WORD));
}

#[wasm_bindgen_test]
async fn two_locked_texts_cannot_be_exchanged() {
    let cipher = cipher(9);
    let locked = cipher.lock(WORD, "hp/j/c1/1/w").expect("locked");
    assert_eq!(cipher.open(&locked, "hp/j/c1/1/w").as_deref(), Some(WORD));
    assert_eq!(cipher.open(&locked, "hp/j/c2/1/w"), None);
    assert_eq!(self::cipher(8).open(&locked, "hp/j/c1/1/w"), None);
    assert_ne!(cipher.lock(WORD, "hp/j/c1/1/w").expect("locked"), locked, "a nonce of its own");
}

#[wasm_bindgen_test]
async fn the_lock_changes_as_a_whole_and_only_the_right_key_opens() {
    let local = empty();
    let mut people = People::here();
    people.add("li", "李会计").expect("a person");
    people.choose("li");
    let Entrance::Open(space) = People::here().entrance() else { unreachable!("no passphrase yet") };
    let store = filled(&space).await;
    let new = name("moved");
    let lock = Some((cipher(3), [19_456, 2, 1], [5; 16], 15));
    people.move_into(&store, &new, lock).await.expect("moved");
    drop(store);
    let mut people = People::here();
    let Entrance::Locked(profile) = people.entrance() else { unreachable!("locked") };
    assert!(People::unlock(&profile, cipher(4)).is_none());
    let space = People::unlock(&profile, cipher(3)).expect("the right key");
    assert_eq!(people.sweep().await.expect("swept").spaces, 1, "the old space goes");
    assert!(!lying(&local, "li").await.contains(WORD));
    let (store, opened) = Store::open(&space).await;
    assert_eq!((actuals(&store, "c1")[0].as_str(), opened.quarantined.len()), (WORD, 0));
    // And back.
    people.move_into(&store, &name("back"), None).await.expect("moved back");
    drop(store);
    let Entrance::Open(space) = People::here().entrance() else { unreachable!("no passphrase any more") };
    assert_eq!(actuals(&Store::open(&space).await.0, "c1")[0], WORD);
}

#[wasm_bindgen_test]
async fn a_change_of_the_lock_that_stops_half_way_leaves_everything_as_it_was() {
    let local = empty();
    let mut people = People::here();
    people.add("wang", "王会计").expect("a person");
    people.choose("wang");
    let Entrance::Open(space) = People::here().entrance() else { unreachable!("no passphrase") };
    let store = filled(&space).await;
    let new = name("half");
    // As far as it comes before the window dies: the register knows what was begun, the copy is there.
    let text = local.get(keys::REGISTER).expect("localStorage").expect("a register");
    let begun = text.replace("\"begun\":null", &format!("\"begun\":{{\"space\":\"{new}\",\"at\":1}}"));
    assert_ne!(begun, text);
    local.set(keys::REGISTER, &begun).expect("localStorage");
    store.space().copy_into(&Space::new(&new, Some(cipher(3)))).await.expect("a copy");
    drop(store);
    let mut people = People::here();
    assert_eq!(people.sweep().await.expect("swept").spaces, 1);
    assert_eq!(local.keys(&keys::root_of(&new)).expect("keys"), Vec::<String>::new());
    let Entrance::Open(space) = people.entrance() else { unreachable!("as it was") };
    let (store, opened) = Store::open(&space).await;
    assert_eq!((actuals(&store, "c1")[0].as_str(), opened.drafts.len()), (WORD, 1));
}

#[wasm_bindgen_test]
async fn a_copy_that_is_being_made_is_left_alone_and_one_given_up_is_not_taken_in() {
    let local = empty();
    let mut people = People::here();
    people.add("zhou", "周会计").expect("a person");
    people.choose("zhou");
    let Entrance::Open(space) = People::here().entrance() else { unreachable!("no passphrase") };
    let store = filled(&space).await;
    let (new, lock) = (name("given-up"), Some((cipher(3), [19_456, 2, 1], [5; 16], 15)));
    let other_window = async {
        let mut other = People::here();
        assert_eq!(other.sweep().await.expect("swept").spaces, 0, "it has only just begun");
        other.add("wu", "吴会计").expect("a person");
        let text = local.get(keys::REGISTER).expect("localStorage").expect("a register");
        let old = text.find("\"at\":").expect("a copy is being made");
        let end = old + text[old..].find([',', '}']).expect("its end");
        local
            .set(keys::REGISTER, &format!("{}\"at\":1{}", &text[..old], &text[end..]))
            .expect("localStorage");
        assert_eq!(
            People::here().sweep().await.expect("swept").spaces,
            1,
            "after two minutes nobody makes it"
        );
    };
    let (moved, ()) = futures_util::future::join(people.move_into(&store, &new, lock), other_window).await;
    assert!(moved.is_err());
    drop(store);
    let people = People::here();
    assert!(people.profiles().iter().any(|profile| profile.name == "吴会计"), "nobody's change is undone");
    let Entrance::Open(space) = people.entrance() else { unreachable!("as it was") };
    let (store, opened) = Store::open(&space).await;
    assert_eq!((actuals(&store, "c1")[0].as_str(), opened.drafts.len()), (WORD, 1));
}

#[wasm_bindgen_test]
async fn who_leaves_takes_nothing_of_the_others_along() {
    let local = empty();
    let mut people = People::here();
    people.add("zhao", "赵会计").expect("a person");
    people.add("qian", "钱会计").expect("a person");
    let Entrance::Open(stays) = people.entrance_of("qian") else { unreachable!("no passphrase") };
    drop(filled(&stays).await);
    people.choose("zhao");
    let Entrance::Open(goes) = people.entrance() else { unreachable!("no passphrase") };
    drop(filled(&goes).await);
    people.leave("fresh").expect("left");
    let mut people = People::here();
    let swept = people.sweep().await.expect("swept");
    assert_eq!((swept.spaces, swept.left.as_deref()), (1, Some("赵会计")));
    assert!(!lying(&local, "zhao").await.contains(WORD));
    assert_eq!(people.profiles().len(), 2);
    assert!(matches!(people.entrance(), Entrance::Choose));
    assert_eq!(actuals(&Store::open(&stays).await.0, "c1")[0], WORD);
}

#[wasm_bindgen_test]
async fn a_register_that_cannot_be_read_is_never_written_over() {
    let local = empty();
    local.set(keys::REGISTER, "{\"version\":1,\"profiles\":7}").expect("localStorage");
    let mut people = People::here();
    assert!(people.add("sun", "孙").is_err());
    assert!(matches!(people.entrance(), Entrance::Open(_)));
    assert_eq!(
        local.get(keys::REGISTER).expect("localStorage").as_deref(),
        Some("{\"version\":1,\"profiles\":7}")
    );
    empty();
}
