//! 年度主要任务 with what became of each: name, content and money as the goal has them, 实际完成情况 to be filled.

use leptos::prelude::*;

use super::desk::Desk;
use crate::domain::command::Command;
use crate::domain::ids::RowId;
use crate::domain::numbers::Wan;
use crate::domain::place::{DocumentType, Place};
use crate::domain::task::{Task, TaskField, total};
use crate::ui::dom;
use crate::ui::goal_forms::FormShelf;
use crate::ui::parts::cell::{Field, TextCell};
use crate::ui::parts::live::{live, memo};
use crate::wording;

const FORM: DocumentType = DocumentType::SelfEvaluation;

pub(super) fn sheet(desk: Desk) -> AnyView {
    let ids = memo(move || {
        let ids = |form: &crate::domain::selfeval::SelfEvaluation| {
            form.tasks.iter().map(|task| task.id.clone()).collect::<Vec<_>>()
        };
        desk.session.with_form(ids).unwrap_or_default()
    });
    let sum = |columns: &'static [TaskField]| {
        memo(move || desk.session.with_form(|form| total(&form.tasks, columns)).flatten())
    };
    let sums =
        [sum(&[TaskField::Fiscal]), sum(&[TaskField::Other]), sum(&[TaskField::Fiscal, TaskField::Other])];
    let sums = sums.map(|sum| {
        let shown = move || sum.get().map_or_else(|| "—".to_owned(), Wan::grouped);
        view! { <td class="n"><b>{live(shown)}</b></td> }
    });
    let id = dom::field_id(&Place::tasks(FORM));
    let subject = desk.subject();
    let shelf = FormShelf::new(desk.session);
    let table = memo(move || shelf.form().and_then(|form| form.tasks));
    let title = move || table.with(|form| wording::tasks_table(subject, form.as_ref()).to_owned());
    let heads = [TaskField::Name, TaskField::Content].map(|field| {
        let head = move || table.with(|form| wording::task_column(subject, form.as_ref(), field).to_owned());
        view! { <th scope="col">{live(head)}</th> }
    });
    view! {
        <section class="sheet" id=id tabindex="-1" aria-labelledby="tasks-title">
            <header class="sheet-head"><h2 id="tasks-title">{live(title)}</h2><span class="why">"金额单位：万元"</span></header>
            <div class="scroll">
                <table class="grid tasks">
                    <thead><tr>
                        {heads}
                        <th scope="col" class="n">"财政拨款"</th><th scope="col" class="n">"其他资金"</th><th scope="col" class="n">"合计"</th>
                        <th scope="col">{wording::task_field(TaskField::Done)}</th>
                    </tr></thead>
                    <tbody>
                        <For each=move || ids.get() key=Clone::clone children=move |id| row(desk, &id) />
                        <tr class="sum"><th scope="row" colspan="2">"金额合计"</th>{sums}<td></td></tr>
                    </tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}

fn row(desk: Desk, id: &RowId) -> AnyView {
    let of = {
        let id = id.clone();
        memo(move || {
            let found = |form: &crate::domain::selfeval::SelfEvaluation| {
                form.tasks.iter().find(|task| task.id == id).cloned()
            };
            desk.session.with_form(found).flatten()
        })
    };
    let text = move |field| {
        memo(move || of.with(|task| task.as_ref().map(|t| t.text(field).to_owned()).unwrap_or_default()))
    };
    let sum = memo(move || of.with(|task| task.as_ref().and_then(Task::total)));
    // Kept because it was reported on, though the goal has it no more.
    let gone = {
        let id = id.clone();
        memo(move || {
            let goal = desk
                .session
                .case
                .with(|case| case.as_ref()?.goal.as_ref().map(|goal| goal.task(&id).is_none()));
            goal.unwrap_or_default()
        })
    };
    let name = text(TaskField::Name);
    let field = Field {
        place: Place::task(FORM, id, TaskField::Done),
        label: Signal::derive(move || format!("{}，{}", name.get(), wording::task_field(TaskField::Done))),
        column: "done",
        figure: false,
    };
    let task = id.clone();
    let set = move |text| Command::SetTask { task: task.clone(), field: TaskField::Done, text };
    let shown = move || sum.get().map_or_else(|| "—".to_owned(), Wan::grouped);
    view! {
        <tr>
            <th scope="row" class="name"><span>{name}</span>
                {live(move || gone.get().then(|| view! { <span class="tag">"目标已无此项"</span> }))}</th>
            <td class="text">{text(TaskField::Content)}</td>
            <td class="n">{text(TaskField::Fiscal)}</td>
            <td class="n">{text(TaskField::Other)}</td>
            <td class="n">{live(shown)}</td>
            <td><TextCell desk field text=text(TaskField::Done) command=set placeholder="填实际完成情况" /></td>
        </tr>
    }
    .into_any()
}
