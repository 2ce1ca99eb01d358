//! What stands beside the form: the findings with their ways out and the self-check, or the library.

use leptos::prelude::*;

use super::desk::{Beside, Desk};
use super::library::LibrarySheet;
use super::review::ReviewSheet;
use crate::domain::checks::{Fix, fixes};
use crate::domain::finding::Finding;
use crate::domain::goal::Goal;
use crate::pack;
use crate::ui::dom;
use crate::ui::parts::live::live;
use crate::ui::selfeval::{Aid, FindingsPanel};
use crate::wording;

#[component]
pub(super) fn Aside(desk: Desk) -> impl IntoView {
    live(move || match desk.beside.get() {
        Beside::Checks => checks(desk),
        Beside::Library => view! { <LibrarySheet desk /> }.into_any(),
    })
    .into_any()
}

fn checks(desk: Desk) -> AnyView {
    let go_to = Callback::new(move |place| desk.go_to(&place));
    let ways = Callback::new(move |finding: Finding| ways_of(desk, &finding));
    let aid = Aid { ways, basis: Callback::new(move |code| basis_of(desk, code)) };
    view! {
        <aside class="stack" aria-label="检查与自查">
            <FindingsPanel findings=desk.findings names=desk.sheet.names go_to aid />
            <ReviewSheet desk />
        </aside>
    }
    .into_any()
}

/// The words of the ways to mend a finding, each one edit that can be taken back. The edit is made for the goal as it
/// is when the button is pressed.
fn ways_of(desk: Desk, finding: &Finding) -> Vec<(String, Callback<()>)> {
    let way = |(at, fix): (usize, Fix)| {
        let finding = finding.clone();
        let mend = move |()| {
            if let Some(fix) = untrack(|| fixes_of(desk, &finding)).into_iter().nth(at) {
                desk.apply(fix.edit);
                // The button goes with its finding; what is next to be mended stands below the heading.
                dom::focus_quietly_soon("findings-title".to_owned());
            }
        };
        (wording::remedy(&fix.remedy), Callback::new(mend))
    };
    fixes_of(desk, finding).into_iter().enumerate().map(way).collect()
}

fn fixes_of(desk: Desk, finding: &Finding) -> Vec<Fix> {
    let found = |goal: &Goal| {
        desk.shelf
            .of(|rulings| fixes(finding, goal, Some(&rulings.forms), pack::shipped().rules(), &rulings.words))
    };
    desk.session.with_goal(found).flatten().unwrap_or_default()
}

/// The rule that a finding rests on, by the checks that came with the page.
fn basis_of(desk: Desk, code: &str) -> String {
    desk.shelf.of(|rulings| wording::basis(code, &rulings.words)).flatten().unwrap_or_default()
}
