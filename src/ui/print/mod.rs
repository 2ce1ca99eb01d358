//! 绩效自评表.

use leptos::prelude::*;

#[component]
pub fn PrintPage() -> impl IntoView {
    view! { <h1>"绩效自评表"</h1> }
}
