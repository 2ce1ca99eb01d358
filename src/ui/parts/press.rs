//! A plain button: a word and what it does. In one form for all, as each closure in a view is compiled anew.

use leptos::prelude::*;

/// A button of these classes that does `act` when pressed.
pub fn press(label: &'static str, class: &'static str, act: impl Fn() + 'static) -> AnyView {
    boxed(label, class, Box::new(act))
}

fn boxed(label: &'static str, class: &'static str, act: Box<dyn Fn()>) -> AnyView {
    view! { <button type="button" class=class on:click=move |_| act()>{label}</button> }.into_any()
}
