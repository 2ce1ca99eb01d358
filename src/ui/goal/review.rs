//! 自查: the questions by which the goal will be reviewed, answered by the unit itself. The answers travel along.

use leptos::prelude::*;

use super::desk::Desk;
use crate::domain::command::GoalEdit;
use crate::domain::goal::{Goal, SelfCheck};
use crate::domain::goal_form::{Review, ReviewItem};
use crate::domain::place::Place;
use crate::ui::dom;
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
    let note = move || answer.with(|a| a.as_ref().map(|a| a.note.clone()).unwrap_or_default());
    let set = StoredValue::new(move |change: &dyn Fn(&mut SelfCheck)| {
        let blank = SelfCheck { item: key.clone(), grade: String::new(), note: String::new() };
        let mut check = answer.get_untracked().unwrap_or(blank);
        change(&mut check);
        let SelfCheck { item, grade, note } = check;
        desk.apply(GoalEdit::SetSelfCheck { item, grade, note });
    });
    let pick = move |event| {
        let grade = event_target_value(&event);
        set.with_value(|set| set(&|check| check.grade.clone_from(&grade)));
    };
    let write = move |event| {
        let note = event_target_value(&event);
        set.with_value(|set| set(&|check| check.note.clone_from(&note)));
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
            <input type="text" class="question-note" aria-label=format!("{name}：说明") placeholder="说明（可不填）" autocomplete="off"
                prop:value=note prop:readOnly=move || desk.session.read_only.get() on:change=write />
        </li>
    }
    .into_any()
}
