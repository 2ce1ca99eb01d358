//! 绩效目标: an imported goal form to read, in the look of the grid, with what the checks say.

mod grid;

use leptos::prelude::*;

use crate::domain::case::Station;
use crate::domain::checks::check_goal;
use crate::domain::finding::Finding;
use crate::domain::goal::Goal;
use crate::domain::place::{DocumentType, Place};
use crate::pack;
use crate::ui::dom;
use crate::ui::parts::live::live;
use crate::ui::parts::{LifeStrip, PageHead};
use crate::ui::selfeval::{FindingsPanel, place_of};
use crate::ui::session::{Session, session};
use crate::wording::Names;

/// The goal form to read, with findings beside it.
pub fn page() -> AnyView {
    let session = session();
    session.judge_goals_by(|case| case.goal.as_ref().map(findings).unwrap_or_default());
    let title = move || {
        session.case.with(|case| case.as_ref().map(|c| format!("绩效目标 · {}", c.name)).unwrap_or_default())
    };
    view! {
        <PageHead title=Signal::derive(title) place=place_of(session) />
        <div class="form-life"><LifeStrip line=session.line() here=Station::Goal /></div>
        {live(move || match goal_of(session) {
            Some(goal) => reading(&goal),
            None => view! { <p class="sheet empty">"本项目还没有绩效目标申报表。在“我的项目”中导入。"</p> }.into_any(),
        })}
    }
    .into_any()
}

fn goal_of(session: Session) -> Option<Goal> {
    session.case.with(|case| case.as_ref()?.goal.clone())
}

/// What is wrong with a goal that came in, by the rules that the page has with it.
fn findings(goal: &Goal) -> Vec<Finding> {
    check_goal(goal, pack::shipped().rules(), None, pack::shipped().checks())
}

fn reading(goal: &Goal) -> AnyView {
    let names = Names::of_goal(goal);
    let findings = findings(goal);
    let go_to = Callback::new(|place| dom::focus_place(&place));
    let whole = dom::field_id(&Place::document(DocumentType::Goal));
    view! {
        <div class="cols form-page">
            <div class="stack" id=whole tabindex="-1">
                {grid::head(goal)}
                {grid::funds(goal)}
                {grid::text(goal)}
                {grid::indicators(goal)}
            </div>
            <aside class="stack" aria-label="检查">
                <FindingsPanel findings names go_to />
            </aside>
        </div>
    }
    .into_any()
}
