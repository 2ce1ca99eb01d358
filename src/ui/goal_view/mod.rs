//! 绩效目标.

use leptos::prelude::*;

#[component]
pub fn GoalPage() -> impl IntoView {
    view! { <h1>"绩效目标"</h1> }
}
