//! Finds that nobody has touched the page for a while, also over a sleep of the computer.

use std::cell::Cell;
use std::rc::Rc;

use gloo_timers::callback::Interval;
use leptos::prelude::*;

/// How often it is looked at, in milliseconds.
const LOOK: u32 = 5_000;

/// Calls `lock` each time nobody has touched the page for so many minutes, for as long as the page lives.
/// `None`: never.
pub(super) fn watch(minutes: impl Fn() -> Option<u64> + 'static, lock: impl Fn() + 'static) {
    let touched = Rc::new(Cell::new(now()));
    let last = touched.clone();
    let look = move || {
        let (then, now) = (last.get(), now());
        // Of the two clocks one may stand still while the computer sleeps, the other may be set back.
        let idle = now.0.saturating_sub(then.0).max(now.1.saturating_sub(then.1));
        if minutes().is_some_and(|minutes| idle >= minutes.saturating_mul(60_000)) {
            last.set(now);
            lock();
        }
    };
    let look = Rc::new(look);
    for event in ["keydown", "pointerdown", "pointermove", "wheel", "input"] {
        let (touched, seen) = (touched.clone(), look.clone());
        // Who comes back late finds it locked, whatever the timer did meanwhile.
        drop(window_event_listener_untyped(event, move |_| {
            if now().1.saturating_sub(touched.get().1) > u64::from(LOOK) {
                seen();
            }
            touched.set(now());
        }));
    }
    let seen = look.clone();
    // After a sleep it is locked before anybody can read.
    drop(window_event_listener_untyped("visibilitychange", move |_| seen()));
    Interval::new(LOOK, move || look()).forget();
}

/// Milliseconds of the wall clock and of the page.
fn now() -> (u64, u64) {
    let page = window().performance().map_or(0.0, |performance| performance.now());
    (js_sys::Date::now() as u64, page as u64)
}
