//! When the program stops: says where, in the console and to boot.js, which puts the words for it over
//! the page. It needs nothing of the program for that, so a stop without a panic shows them as well.

use std::panic::PanicHookInfo;

use js_sys::Reflect;

/// What boot.js reads when the page has stopped.
const STOPPED: &str = "hengpingStopped";

/// Says so, whatever stops.
pub(super) fn watch() {
    std::panic::set_hook(Box::new(|info| {
        console_error_panic_hook::hook(info);
        tell(info);
    }));
}

fn tell(info: &PanicHookInfo<'_>) {
    if let Some(at) = info.location() {
        let place = format!("{}:{}", within_crate(at.file()), at.line());
        // Without the place boot.js shows what the browser calls the stop.
        drop(Reflect::set(&js_sys::global(), &STOPPED.into(), &place.into()));
    }
}

/// `leptos-0.8.23/src/view.rs`: not where the machine that built it keeps its sources.
fn within_crate(file: &str) -> &str {
    let crate_at = file.rfind("/src/").and_then(|at| file.get(..at)?.rfind('/'));
    crate_at.and_then(|at| file.get(at + 1..)).unwrap_or(file)
}
