//! 自查: the questions by which the goal will be reviewed, answered by the unit itself. The answers travel along.

use leptos::prelude::*;

use super::desk::Desk;
use crate::domain::command::{Command, GoalEdit};
use crate::domain::goal::Goal;
use crate::domain::goal_form::{Review, ReviewItem};
use crate::domain::place::Place;
use crate::ui::dom;
use crate::ui::parts::cell::{Field, TextCell};
use crate::ui::parts::live::{live, memo};

#[component]
pub(super) fn ReviewSheet(desk: Desk) -> impl IntoView {
    let review = memo(move || desk.shelf.of(|rulings| rulings.forms.review.clone()));
    live(move || review.get().map(|review| sheet(desk, review))).into_any()
}

fn sheet(desk: Desk, review: Review) -> AnyView {
    let (count, verified) = (review.items.len(), review.verified);
    let answered = memo(move || {
        let graded = |goal: &Goal| goal.self_check.iter().filter(|check| !check.grade.is_empty()).count();
        desk.session.with_goal(graded).unwrap_or_default()
    });
    let grades = review.grades;
    let items = review.items.into_iter().map(|item| question(desk, item, grades.clone())).collect_view();
    view! {
        <section class="sheet self-check" aria-labelledby="review-title">
            <header class="sheet-head">
                <h2 id="review-title">"自查"</h2>
                <span class="why">"审核八问 "{live(move || answered.get())}" / "{count}</span>
                {(!verified).then(|| view! { <span class="tag" title="各项要求和分值未与文件核对">"未核对"</span> })}
            </header>
            <ol class="questions">{items}</ol>
        </section>
    }
    .into_any()
}

fn question(desk: Desk, item: ReviewItem, grades: Vec<String>) -> AnyView {
    let ReviewItem { id: key, name, asks, head, .. } = item;
    let id = dom::field_id(&Place::self_check(&key));
    let of = key.clone();
    let answer = memo(move || {
        let answer = |goal: &Goal| goal.checked(&of).cloned();
        desk.session.with_goal(answer).flatten()
    });
    let grade = move || answer.with(|a| a.as_ref().map(|a| a.grade.clone()).unwrap_or_default());
    let note = memo(move || answer.with(|a| a.as_ref().map(|a| a.note.clone()).unwrap_or_default()));
    let field = Field {
        place: Place::self_check_note(&key),
        label: Signal::stored(format!("{name}：说明")),
        column: "",
        figure: false,
    };
    let key = StoredValue::new(key);
    let pick = move |event| {
        let (item, grade) = (key.get_value(), event_target_value(&event));
        desk.apply(GoalEdit::SetSelfCheck { item, grade, note: note.get_untracked() });
    };
    let write = move |note| {
        Command::Goal(GoalEdit::SetSelfCheck { item: key.get_value(), grade: untrack(grade), note })
    };
    let options = grades
        .into_iter()
        .map(|grade| view! { <option value=grade.clone()>{grade.clone()}</option> })
        .collect_view();
    let done = move || !grade().is_empty();
    view! {
        <li class:done=done>
            <div class="question">
                <label for=id.clone()><b>{name.clone()}</b><small>{head}</small></label>
                <select id=id prop:value=grade disabled=move || desk.session.read_only.get() on:change=pick>
                    <option value="">"未自查"</option>{options}
                </select>
            </div>
            <p class="why">{asks}</p>
            <div class="question-note"><TextCell desk field text=note command=write placeholder="说明（可不填）" /></div>
        </li>
    }
    .into_any()
}
