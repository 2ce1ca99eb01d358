//! The other windows over the same storage: which of them live, and what is said among them. Only
//! names go around; what they stand for is the store's.

use std::rc::Rc;

use futures_channel::oneshot;
use futures_util::future::{Either, select};
use gloo_events::EventListener;
use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{BroadcastChannel, MessageEvent, StorageEvent};

use super::Local;
use crate::storage::keys::LocalKey;

/// How windows find each other.
#[derive(Clone, Debug)]
pub struct Peers {
    /// The same for all windows over one storage.
    pub name: String,
    /// Ask the browser which windows live, if it can say. Plain http pages have nobody to ask.
    pub locks: bool,
    /// Talk over a channel, if the browser has them; else by storage events.
    pub channel: bool,
    /// The whole key under which they talk where there are no channels.
    pub said: String,
}

/// This window among the others. It leaves them when it is dropped.
pub struct Window {
    name: String,
    local: Option<Rc<dyn Local>>,
    channel: Option<BroadcastChannel>,
    locks: Option<Locks>,
    /// Ends with the window.
    _ear: Option<EventListener>,
}

/// The browser's locks, of which this window holds one for as long as it lives.
struct Locks {
    manager: JsValue,
    let_go: Function,
}

impl Window {
    /// Joins the windows of `peers` as `writer`. `heard` gets what another one says.
    pub async fn join(
        peers: Peers,
        writer: &str,
        local: Option<Rc<dyn Local>>,
        heard: impl Fn(&str) + 'static,
    ) -> Self {
        let Peers { name, locks, channel, said: key } = peers;
        let channel = if channel { open_channel(&name) } else { None };
        let ear = match &channel {
            Some(channel) => Some(EventListener::new(channel, "message", move |event| {
                let said = event.dyn_ref::<MessageEvent>().and_then(|event| event.data().as_string());
                said.iter().for_each(|said| heard(said));
            })),
            None => web_sys::window().map(|window| {
                EventListener::new(&window, "storage", move |event| {
                    let event = event.dyn_ref::<StorageEvent>();
                    let of_ours = event.filter(|event| event.key().as_ref() == Some(&key));
                    if let Some(text) = of_ours.and_then(StorageEvent::new_value)
                        && let Some((_, said)) = text.split_once(' ')
                    {
                        heard(said);
                    }
                })
            }),
        };
        let locks = if locks { hold(format!("{name}/{writer}")).await } else { None };
        Self { name, local, channel, locks, _ear: ear }
    }

    /// Says something to every other window.
    pub fn tell(&self, said: &str) {
        // A window that cannot be told finds out when it next reads: the database compares.
        if let Some(channel) = &self.channel {
            drop(channel.post_message(&said.into()));
        } else if let Some(local) = &self.local {
            // A text that was there before would be no event.
            let text = format!("{} {said}", js_sys::Math::random());
            drop(local.set(&LocalKey::Said.to_string(), &text));
        }
    }

    /// Whether the browser can say which windows live.
    pub fn can_ask(&self) -> bool {
        self.locks.is_some()
    }

    /// The windows that live. `None`: the browser does not say.
    pub async fn living(&self) -> Option<Vec<String>> {
        let manager = &self.locks.as_ref()?.manager;
        let query = method(manager, "query")?.call0(manager).ok()?.dyn_into::<Promise>().ok()?;
        let found = JsFuture::from(query).await.ok()?;
        let held: Array = Reflect::get(&found, &"held".into()).ok()?.dyn_into().ok()?;
        let name = |lock: JsValue| {
            let name = Reflect::get(&lock, &"name".into()).ok()?.as_string()?;
            Some(name.strip_prefix(&self.name)?.strip_prefix('/')?.to_owned())
        };
        Some(held.iter().filter_map(name).collect())
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        if let Some(channel) = &self.channel {
            channel.close();
        }
        if let Some(locks) = &self.locks {
            drop(locks.let_go.call0(&JsValue::NULL));
        }
    }
}

fn open_channel(name: &str) -> Option<BroadcastChannel> {
    // Where there are none, making one would end the program.
    let known = Reflect::has(&js_sys::global(), &"BroadcastChannel".into()).unwrap_or(false);
    if known { BroadcastChannel::new(name).ok() } else { None }
}

/// Takes a lock for as long as the window lives, which is what the others ask for.
async fn hold(name: String) -> Option<Locks> {
    let navigator = Reflect::get(&js_sys::global(), &"navigator".into()).ok()?;
    let manager = Reflect::get(&navigator, &"locks".into()).ok()?;
    let request = method(&manager, "request")?;
    let mut let_go = None;
    let life = Promise::new(&mut |end, _| let_go = Some(end));
    let (told, granted) = oneshot::channel::<()>();
    let on_granted = Closure::once_into_js(move |_: JsValue| {
        // Nobody listens any more if the request has failed.
        let _ = told.send(());
        life
    });
    let asked = request.call2(&manager, &name.into(), &on_granted).ok()?.dyn_into::<Promise>().ok()?;
    // It is answered at the end of the window's life, or at once where the page may have no locks.
    match select(granted, JsFuture::from(asked)).await {
        Either::Left((Ok(()), _)) => Some(Locks { manager, let_go: let_go? }),
        _ => None,
    }
}

fn method(of: &JsValue, name: &str) -> Option<Function> {
    Reflect::get(of, &name.into()).ok()?.dyn_into().ok()
}
