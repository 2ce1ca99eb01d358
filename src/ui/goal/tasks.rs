//! 年度主要任务, 政策措施: what the money is for, line by line, with sums.

use leptos::prelude::*;

use super::desk::Desk;
use super::field::field;
use super::paste::{Lines, PasteDialog, Pasting};
use super::paste_tables;
use crate::domain::command::GoalEdit;
use crate::domain::goal::Goal;
use crate::domain::goal_form::TaskTable;
use crate::domain::ids::RowId;
use crate::domain::numbers::Wan;
use crate::domain::place::{DocumentType, Place};
use crate::domain::task::{Task, TaskField, total};
use crate::ui::dom;
use crate::ui::parts::live::{live, memo};

const GOAL: DocumentType = DocumentType::Goal;

#[component]
pub(super) fn TasksSheet(desk: Desk, table: TaskTable) -> impl IntoView {
    let TaskTable { title, name, content, .. } = table;
    let order = memo(move || {
        let ids = |goal: &Goal| goal.tasks.iter().map(|task| task.id.clone()).collect::<Vec<_>>();
        desk.session.with_goal(ids).unwrap_or_default()
    });
    let sum = move |columns: &'static [TaskField]| {
        let sum = memo(move || desk.session.with_goal(|goal| total(&goal.tasks, columns)).flatten());
        view! { <td class="n"><b>{live(move || amount(sum.get()))}</b></td> }
    };
    let id = dom::field_id(&Place::tasks(GOAL));
    let empty = move || order.with(Vec::is_empty);
    let heads = (name.clone(), content.clone());
    let pasting = Pasting::new(desk, "paste-tasks", Lines::MayBeProse);
    let pasted = move |event: web_sys::ClipboardEvent| {
        pasting.pasted(&event, |block| paste_tables::tasks(desk, block, &event));
    };
    view! {
        <section class="sheet" id=id tabindex="-1" aria-labelledby="tasks-title">
            <header class="sheet-head">
                <h2 id="tasks-title">{title}</h2><span class="why">"金额单位：万元"</span>
                <div class="acts"><button type="button" class="small" on:click=move |_| add(desk)>"添加一行"</button></div>
            </header>
            <div class="scroll" tabindex="0" role="group" aria-labelledby="tasks-title" on:paste=pasted>
                <table class="funds tasks">
                    <thead>
                        <tr>
                            <th scope="col" class="t-name">{heads.0}</th><th scope="col">{heads.1}</th>
                            <th scope="col" class="n">"财政拨款"</th><th scope="col" class="n">"其他资金"</th>
                            <th scope="col" class="n">"金额合计"</th><th scope="col"><span class="sr">"操作"</span></th>
                        </tr>
                    </thead>
                    <tbody>
                        <For each=move || order.get() key=Clone::clone children=move |id| row(desk, &id) />
                        {live(move || empty().then(|| view! { <tr><td colspan="6" class="empty">"还没有内容。点“添加一行”填写，或把表格粘贴到这里。"</td></tr> }))}
                        <tr class="sum">
                            <th scope="row" colspan="2">"合计 "<span class="tag">"自动合计"</span></th>
                            {sum(&[TaskField::Fiscal])}{sum(&[TaskField::Other])}{sum(&[TaskField::Fiscal, TaskField::Other])}<td></td>
                        </tr>
                    </tbody>
                </table>
            </div>
            <PasteDialog pasting />
        </section>
    }
    .into_any()
}

fn row(desk: Desk, id: &RowId) -> AnyView {
    let of = id.clone();
    let task = memo(move || desk.session.with_goal(|goal| goal.task(&of).cloned()).flatten());
    let name = memo(move || task.with(|task| task.as_ref().map(|t| t.name.clone()).unwrap_or_default()));
    let cell = |of: TaskField, head: &'static str, figure: bool| {
        let place = Place::task(GOAL, id, of);
        let label = Signal::derive(move || format!("{}，{head}", name.get()));
        let row = id.clone();
        let read = Box::new(move |goal: &Goal| {
            let mut task = goal.task(&row).cloned();
            task.as_mut().map(|task| std::mem::take(task.text_mut(of))).unwrap_or_default()
        });
        let row = id.clone();
        let set = Callback::new(move |text| GoalEdit::SetTask { task: row.clone(), field: of, text });
        let class = if figure { "n" } else { "" };
        let column = if figure { of.word() } else { "" };
        view! { <td class=class>{field(desk, place, label, column, figure, "—", read, set)}</td> }
    };
    let sum = memo(move || task.with(|task| task.as_ref().and_then(Task::total)));
    let gone = id.clone();
    let remove = move |_| desk.apply(GoalEdit::RemoveTask { task: gone.clone() });
    let label = move || format!("删除「{}」", name.get());
    view! {
        <tr>
            {cell(TaskField::Name, "名称", false)}{cell(TaskField::Content, "内容", false)}
            {cell(TaskField::Fiscal, "财政拨款", true)}{cell(TaskField::Other, "其他资金", true)}
            <td class="n summed">{live(move || amount(sum.get()))}</td>
            <td><button type="button" class="small danger" aria-label=label on:click=remove>"删除"</button></td>
        </tr>
    }
    .into_any()
}

fn add(desk: Desk) {
    let id = RowId::new(dom::new_id());
    desk.apply(GoalEdit::InsertTask { index: usize::MAX, task: Task::new(id.clone()) });
    let place = Place::task(GOAL, &id, TaskField::Name);
    dom::focus_place_soon(place);
}

fn amount(wan: Option<Wan>) -> String {
    wan.map_or_else(|| "—".to_owned(), Wan::grouped)
}
