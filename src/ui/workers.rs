//! The page's side of the workers, which do long work away from it, so that the page stays alive
//! whatever comes: the reader for separated text and the demo data, the office worker for workbooks,
//! the keeper for what is sealed. Each is loaded when first needed and thrown away when it does not
//! answer.
//!
//! A worker says `ready` once it listens. Then one question at a time goes over, and JSON comes back.

use std::cell::RefCell;
use std::thread::LocalKey;

use js_sys::{JsString, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{MessageEvent, Worker};

use crate::domain::case::Case;
use crate::domain::from_json::from_json;
use crate::forms::{Order, Reading};
use crate::library::updating::Update;
use crate::pack;

/// A file within the limits is read in a few seconds on a slow machine …
const PATIENCE_MS: i32 = 60_000;
/// … a bundle of everything a bureau has in minutes.
const KEEPER_PATIENCE_MS: i32 = 15 * 60_000;

/// Why a worker did not answer.
pub(super) enum WorkerFault {
    /// The worker did not load.
    NotLoaded,
    /// It stopped, or took too long, over this question.
    GaveUp,
}

/// Which worker, and the one that is at rest.
#[derive(Clone, Copy)]
struct Desk {
    script: &'static str,
    /// What the script loads, unless the one file hands it over.
    program: &'static str,
    resting: &'static LocalKey<RefCell<Option<Worker>>>,
    /// How long an answer is waited for.
    patience_ms: i32,
}

thread_local! {
    static READER: RefCell<Option<Worker>> = const { RefCell::new(None) };
    static OFFICE: RefCell<Option<Worker>> = const { RefCell::new(None) };
    static KEEPER: RefCell<Option<Worker>> = const { RefCell::new(None) };
}

const READING: Desk = Desk {
    script: "reader_loader.js",
    program: "reader_bg.wasm",
    resting: &READER,
    patience_ms: PATIENCE_MS,
};
const WORKBOOKS: Desk = Desk {
    script: "office_loader.js",
    program: "office_bg.wasm",
    resting: &OFFICE,
    patience_ms: PATIENCE_MS,
};
/// A province's library takes longer than a form.
const LIBRARIES: Desk = Desk { patience_ms: KEEPER_PATIENCE_MS, ..WORKBOOKS };
const KEEPING: Desk = Desk {
    script: "keeper_loader.js",
    program: "keeper_bg.wasm",
    resting: &KEEPER,
    patience_ms: KEEPER_PATIENCE_MS,
};

/// Reads separated text.
pub(super) async fn read_separated(name: &str, bytes: &[u8]) -> Result<Reading, WorkerFault> {
    reading(READING, name, bytes).await
}

/// Reads a workbook.
pub(super) async fn read_workbook(name: &str, bytes: &[u8]) -> Result<Reading, WorkerFault> {
    reading(WORKBOOKS, name, bytes).await
}

/// Why no workbook came.
pub(in crate::ui) enum NotWritten {
    /// The worker did not answer.
    Fault(WorkerFault),
    /// It cannot be written; the sentence says why and what to do.
    Refused(String),
}

/// Has a workbook written; its bytes are left to the browser.
pub(in crate::ui) async fn write_workbook(order: &Order) -> Result<Uint8Array, NotWritten> {
    let fault = NotWritten::Fault;
    let question = Object::new();
    let text = serde_json::to_string(order).map_err(|_| fault(WorkerFault::GaveUp))?;
    let asked = Reflect::set(&question, &"write".into(), &text.into());
    asked.map_err(|_| fault(WorkerFault::NotLoaded))?;
    let worker = called(WORKBOOKS).await.map_err(fault)?;
    let said: JsValue = put(WORKBOOKS, worker, &question).await.map_err(fault)?;
    said.dyn_into().map_err(|said| NotWritten::Refused(said.as_string().unwrap_or_default()))
}

/// Asks what a file changes in an indicator library, or has it done.
pub(super) async fn update_library(
    update: &Update,
    library: &str,
    file: &Uint8Array,
) -> Result<String, WorkerFault> {
    let question = about("", file)?;
    let update = serde_json::to_string(update).map_err(|_| WorkerFault::GaveUp)?;
    let set = |key: &str, text: &str| Reflect::set(&question, &key.into(), &text.into());
    let asked = set("update", &update).and_then(|_| set("library", library));
    let asked = asked;
    asked.map_err(|_| WorkerFault::NotLoaded)?;
    ask(LIBRARIES, &question).await
}

/// Asks the keeper a question of [`crate::desk`], about a file where it is about one.
pub(super) async fn ask_keeper(question: &str, file: &[u8]) -> Result<String, WorkerFault> {
    ask(KEEPING, &about_file(question, file)?).await
}

/// A question to the keeper that goes over piece by piece, so that the page never holds the whole of it.
pub(super) struct KeeperAsked(Option<Worker>);

impl KeeperAsked {
    pub(super) async fn begin() -> Result<Self, WorkerFault> {
        Ok(Self(Some(called(KEEPING).await?)))
    }

    pub(super) fn add(&self, piece: &str) -> Result<(), WorkerFault> {
        let worker = self.0.as_ref().ok_or(WorkerFault::GaveUp)?;
        worker.post_message(&piece.into()).map_err(|_| WorkerFault::GaveUp)
    }

    /// Ends the question, about a file where it is about one: bytes, or a file that the worker reads itself.
    pub(super) async fn ask(mut self, file: &JsValue) -> Result<JsString, WorkerFault> {
        let worker = self.0.take().ok_or(WorkerFault::GaveUp)?;
        put(KEEPING, worker, &about("", file)?).await
    }
}

/// One part of a file, which the keeper takes out of it; none where it says why not.
pub(super) async fn ask_part(question: &str, file: &JsValue) -> Result<Option<Uint8Array>, WorkerFault> {
    let worker = called(KEEPING).await?;
    let said: JsValue = put(KEEPING, worker, &about(question, file)?).await?;
    Ok(said.dyn_into().ok())
}

impl Drop for KeeperAsked {
    fn drop(&mut self) {
        // Half a question must not stand before the next one.
        if let Some(worker) = &self.0 {
            worker.terminate();
        }
    }
}

pub(super) async fn demo_cases() -> Result<Vec<Case>, WorkerFault> {
    let question = Object::new();
    Reflect::set(&question, &"demo".into(), &true.into()).map_err(|_| WorkerFault::NotLoaded)?;
    let said = ask(READING, &question).await?;
    from_json(&said).map_err(|_| WorkerFault::GaveUp)
}

/// Loads the reader ahead of need, so that it is there when the network is not.
pub(super) async fn warm() {
    if READING.resting.with(|resting| resting.borrow().is_some()) {
        return;
    }
    if let Ok(worker) = start(READING).await {
        rest(READING, worker);
    }
}

/// Lays a worker aside for the next question; one at rest is enough.
fn rest(desk: Desk, worker: Worker) {
    desk.resting.with(|resting| match &mut *resting.borrow_mut() {
        Some(_) => worker.terminate(),
        empty => *empty = Some(worker),
    });
}

async fn reading(desk: Desk, name: &str, bytes: &[u8]) -> Result<Reading, WorkerFault> {
    let said = ask(desk, &about_file(name, bytes)?).await?;
    from_json(&said).map_err(|_| WorkerFault::GaveUp)
}

/// The worker goes by the rules that are in force in this page.
fn by_our_rules(question: &Object) -> Result<bool, JsValue> {
    let rules = pack::shipped().rules_pack().map(|pack| pack.id.to_string()).unwrap_or_default();
    Reflect::set(question, &"rules".into(), &rules.into())
}

fn about_file(name: &str, bytes: &[u8]) -> Result<Object, WorkerFault> {
    about(name, &Uint8Array::from(bytes))
}

fn about(name: &str, bytes: &JsValue) -> Result<Object, WorkerFault> {
    let question = Object::new();
    let set = |key: &str, value: &JsValue| Reflect::set(&question, &key.into(), value);
    let asked = set("name", &name.into()).and_then(|_| set("bytes", bytes));
    asked.map_err(|_| WorkerFault::NotLoaded)?;
    Ok(question)
}

async fn ask(desk: Desk, question: &Object) -> Result<String, WorkerFault> {
    let worker = called(desk).await?;
    put::<JsString>(desk, worker, question).await.map(String::from)
}

/// The worker at rest, or one that is loaded now.
async fn called(desk: Desk) -> Result<Worker, WorkerFault> {
    match desk.resting.with(|resting| resting.borrow_mut().take()) {
        Some(worker) => Ok(worker),
        None => start(desk).await.map_err(|_| WorkerFault::NotLoaded),
    }
}

async fn put<T: JsCast>(desk: Desk, worker: Worker, question: &Object) -> Result<T, WorkerFault> {
    let asked = by_our_rules(question).and_then(|_| worker.post_message(question));
    let said = match asked {
        Ok(()) => answer(&worker, desk.patience_ms).await.ok().and_then(|said| said.dyn_into().ok()),
        Err(_) => None,
    };
    match said {
        Some(said) => {
            rest(desk, worker);
            Ok(said)
        }
        None => {
            worker.terminate();
            Err(WorkerFault::GaveUp)
        }
    }
}

async fn start(desk: Desk) -> Result<Worker, JsValue> {
    let worker = Worker::new(&address(desk.script).await?)?;
    if let Some(program) = carried(desk.program).await? {
        worker.post_message(&program)?;
    }
    match answer(&worker, PATIENCE_MS).await {
        Ok(_) => Ok(worker),
        Err(said) => {
            worker.terminate();
            Err(said)
        }
    }
}

/// Where a file beside the page is: in the one file, where nothing can be fetched, it has an address of its own.
pub(super) async fn address(file: &str) -> Result<String, JsValue> {
    let carried = carried(file).await?.and_then(|address| address.as_string());
    Ok(carried.unwrap_or_else(|| file.to_owned()))
}

/// What the one file carries by this name: an address, or the bytes of a program (tools/one-file/parts.js).
async fn carried(name: &str) -> Result<Option<JsValue>, JsValue> {
    let parts = Reflect::get(&js_sys::global(), &"hengpingParts".into())?;
    if parts.is_undefined() {
        return Ok(None);
    }
    let part = Reflect::get(&parts, &name.into())?;
    let part = JsFuture::from(Promise::resolve(&part)).await?;
    Ok((!part.is_undefined()).then_some(part))
}

/// The worker's next word; an error if it stops or runs out of time.
async fn answer(worker: &Worker, patience_ms: i32) -> Result<JsValue, JsValue> {
    let promise = Promise::new(&mut |resolve, reject| {
        worker.set_onmessage(Some(&resolve));
        worker.set_onerror(Some(&reject));
        let clock = leptos::prelude::window()
            .set_timeout_with_callback_and_timeout_and_arguments_0(&reject, patience_ms);
        // Without a clock the worker is waited for as long as it takes.
        drop(clock);
    });
    let event = JsFuture::from(promise).await;
    worker.set_onmessage(None);
    worker.set_onerror(None);
    Ok(event?.dyn_into::<MessageEvent>()?.data())
}
