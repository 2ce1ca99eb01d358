//! The head of a page: where one is, what it is called, what one can do here.

use leptos::prelude::*;

use crate::route::Route;

/// One step of the place line: its text and, where it leads anywhere, its page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceStep {
    pub text: String,
    pub to: Option<Route>,
}

impl PlaceStep {
    pub fn to(text: impl Into<String>, to: Route) -> Self {
        Self { text: text.into(), to: Some(to) }
    }

    pub fn here(text: impl Into<String>) -> Self {
        Self { text: text.into(), to: None }
    }
}

/// Place line, the page's one `h1`, and its actions as children.
#[component]
pub fn PageHead(
    #[prop(into)] title: Signal<String>,
    #[prop(into)] place: Signal<Vec<PlaceStep>>,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let steps = move || {
        let step = |step: PlaceStep| match step.to {
            Some(route) => view! { <li><a href=route.to_string()>{step.text}</a></li> }.into_any(),
            None => view! { <li>{step.text}</li> }.into_any(),
        };
        place.get().into_iter().filter(|step| !step.text.is_empty()).map(step).collect_view()
    };
    view! {
        <ol class="place" aria-label="当前位置">{steps}</ol>
        <div class="page-head">
            <h1 id="page-title" tabindex="-1">{title}</h1>
            <div class="acts">{children.map(|children| children())}</div>
        </div>
    }
}
