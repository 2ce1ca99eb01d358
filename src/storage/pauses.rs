//! Long work on the page, done in slices between which the page answers its user.

use gloo_timers::future::TimeoutFuture;

/// How long the page may be held without a pause, in milliseconds. What takes twice as long is felt.
const SLICE: i64 = 20;

/// Counts from its beginning, and from each pause.
pub struct Pauses(i64);

impl Pauses {
    pub fn begin() -> Self {
        Self(now())
    }

    /// Lets the page do what waits, if the slice is over.
    pub async fn pause(&mut self) {
        // A clock that is set back meanwhile costs one pause.
        if now().abs_diff(self.0) > SLICE.unsigned_abs() {
            TimeoutFuture::new(0).await;
            self.0 = now();
        }
    }
}

fn now() -> i64 {
    js_sys::Date::now() as i64
}
