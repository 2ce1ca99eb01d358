//! A native modal dialog: opened and closed by the browser's own means, so Esc, focus and the
//! backdrop behave as people know them.

use leptos::html;
use leptos::prelude::*;

/// Opens and closes one dialog.
#[derive(Clone, Copy)]
pub struct DialogHandle {
    node: NodeRef<html::Dialog>,
}

impl DialogHandle {
    pub fn new() -> Self {
        Self { node: NodeRef::new() }
    }

    pub fn open(self) {
        if let Some(dialog) = self.node.try_get_untracked().flatten()
            && !dialog.open()
        {
            // Refused only while the page goes away.
            drop(dialog.show_modal());
        }
    }

    pub fn close(self) {
        if let Some(dialog) = self.node.try_get_untracked().flatten() {
            dialog.close();
        }
    }
}

impl Default for DialogHandle {
    fn default() -> Self {
        Self::new()
    }
}

/// A dialog with a heading. `on_close` hears every way of closing it, Esc too.
#[component]
pub fn Dialog(
    handle: DialogHandle,
    id: &'static str,
    #[prop(into)] title: Signal<String>,
    #[prop(optional, into)] on_close: Option<Callback<()>>,
    children: Children,
) -> impl IntoView {
    let heading = format!("{id}-title");
    let heading_id = heading.clone();
    let closed = move |_| {
        if let Some(on_close) = on_close {
            on_close.run(());
        }
    };
    view! {
        <dialog node_ref=handle.node id=id aria-labelledby=heading on:close=closed>
            <div class="dialog-head">
                <h2 id=heading_id>{title}</h2>
            </div>
            {children()}
        </dialog>
    }
}
