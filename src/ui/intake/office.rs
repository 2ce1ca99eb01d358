//! The office worker: reads workbooks away from the page, so the page stays alive whatever the file
//! is. Loaded when the first workbook comes, and thrown away when it does not answer.
//!
//! It says `ready` once it listens. Then one `{name, bytes}` at a time goes over, and the JSON of
//! the reading comes back.

use std::cell::RefCell;

use js_sys::{Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{MessageEvent, Worker};

use crate::forms::Reading;

const SCRIPT: &str = "office_loader.js";
/// A workbook within the limits is read in a few seconds on a slow machine.
const PATIENCE_MS: i32 = 60_000;

/// Why a workbook was not read.
pub(super) enum OfficeFault {
    /// The worker did not load.
    NotLoaded,
    /// It stopped, or took too long, over this file.
    GaveUp,
}

thread_local! {
    static OFFICE: RefCell<Option<Worker>> = const { RefCell::new(None) };
}

/// Reads a workbook.
pub(super) async fn read(name: &str, bytes: &[u8]) -> Result<Reading, OfficeFault> {
    let worker = match OFFICE.with(|office| office.borrow_mut().take()) {
        Some(worker) => worker,
        None => start().await.map_err(|_| OfficeFault::NotLoaded)?,
    };
    match ask(&worker, name, bytes).await {
        Ok(reading) => {
            OFFICE.with(|office| office.replace(Some(worker)));
            Ok(reading)
        }
        Err(_) => {
            worker.terminate();
            Err(OfficeFault::GaveUp)
        }
    }
}

async fn start() -> Result<Worker, JsValue> {
    let worker = Worker::new(SCRIPT)?;
    match answer(&worker).await {
        Ok(_) => Ok(worker),
        Err(said) => {
            worker.terminate();
            Err(said)
        }
    }
}

async fn ask(worker: &Worker, name: &str, bytes: &[u8]) -> Result<Reading, JsValue> {
    let question = Object::new();
    Reflect::set(&question, &"name".into(), &name.into())?;
    Reflect::set(&question, &"bytes".into(), &Uint8Array::from(bytes))?;
    worker.post_message(&question)?;
    let said = answer(worker).await?.as_string().ok_or(JsValue::NULL)?;
    serde_json::from_str(&said).map_err(|said| JsValue::from_str(&said.to_string()))
}

/// The worker's next word; an error if it stops or runs out of time.
async fn answer(worker: &Worker) -> Result<JsValue, JsValue> {
    let promise = Promise::new(&mut |resolve, reject| {
        worker.set_onmessage(Some(&resolve));
        worker.set_onerror(Some(&reject));
        let clock = leptos::prelude::window()
            .set_timeout_with_callback_and_timeout_and_arguments_0(&reject, PATIENCE_MS);
        // Without a clock the worker is waited for as long as it takes.
        drop(clock);
    });
    let event = JsFuture::from(promise).await;
    worker.set_onmessage(None);
    worker.set_onerror(None);
    Ok(event?.dyn_into::<MessageEvent>()?.data())
}
