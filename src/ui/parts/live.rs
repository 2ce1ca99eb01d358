//! Changing parts of a page and derived values, each in one boxed form. Every plain closure in a
//! view, and every memo, is otherwise compiled anew with all that draws it, and the first load pays.

use leptos::prelude::*;

/// A part of a page that is drawn again when what it reads changes.
pub(crate) fn live<V: IntoView + 'static>(
    part: impl Fn() -> V + Send + 'static,
) -> Box<dyn FnMut() -> AnyView + Send> {
    Box::new(move || part().into_any())
}

/// A value that is derived again when what it reads changes, and told on only when it differs.
pub(crate) fn memo<T: PartialEq + Send + Sync + 'static>(
    value: impl Fn() -> T + Send + Sync + 'static,
) -> Memo<T> {
    boxed(Box::new(value))
}

fn boxed<T: PartialEq + Send + Sync + 'static>(value: Box<dyn Fn() -> T + Send + Sync>) -> Memo<T> {
    Memo::new(move |_| value())
}
