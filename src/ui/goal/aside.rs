//! What stands beside the form: the findings with their ways out and the self-check, or the library.

use leptos::prelude::*;

use super::desk::{Beside, Desk};
use super::library::LibrarySheet;
use super::review::ReviewSheet;
use crate::ui::parts::live::live;
use crate::ui::selfeval::FindingsPanel;
use crate::wording::Names;

#[component]
pub(super) fn Aside(desk: Desk) -> impl IntoView {
    live(move || match desk.beside.get() {
        Beside::Checks => checks(desk),
        Beside::Library => view! { <LibrarySheet desk /> }.into_any(),
    })
    .into_any()
}

fn checks(desk: Desk) -> AnyView {
    let names = Signal::derive(move || desk.session.with_goal(Names::of_goal).unwrap_or_default());
    let go_to = Callback::new(move |place| desk.go_to(&place));
    view! {
        <aside class="stack" aria-label="检查与自查">
            <FindingsPanel findings=desk.findings names go_to />
            <ReviewSheet desk />
        </aside>
    }
    .into_any()
}
