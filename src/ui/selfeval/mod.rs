//! 绩效自评.

use leptos::prelude::*;

#[component]
pub fn SelfEvaluationPage() -> impl IntoView {
    view! { <h1>"绩效自评"</h1> }
}
