//! Where the form stands: the live total, what is still open, the grade once nothing is, and the
//! claimed total and grade beside.

use leptos::prelude::*;

use super::desk::{Desk, text_place};
use crate::domain::command::Command;
use crate::domain::finding::{FormProblem, Problem};
use crate::domain::grid::Standing;
use crate::domain::place::TextField;
use crate::ui::parts::Grade;
use crate::ui::parts::cell::{Field, TextCell};
use crate::ui::parts::live::{live, memo};

#[component]
pub(super) fn TotalCard(desk: Desk) -> impl IntoView {
    let whole = move |read: fn(&Standing) -> String| {
        memo(move || desk.standing.with(|s| s.as_ref().map(read).unwrap_or_default()))
    };
    let total = whole(|s| s.total.clone());
    let scored_of = whole(|s| s.scored_of.clone());
    let full = whole(|s| s.full.clone());
    let share = whole(|s| s.share.clone());
    view! {
        <section class="sheet total" aria-label="得分">
            <p class="num" data-total="">{total}<small>" / "{full}" 分"</small></p>
            <div class="bar" aria-hidden="true"><i style:width=move || format!("{}%", share.get())></i></div>
            <p class="why" data-standing="">"已评 "<b>{total}</b>" / 可评 "<b>{scored_of}</b></p>
            {live(move || shared_out(desk))}
            <div role="status">{live(move || grade(desk))}</div>
            <Claims desk />
        </section>
    }
    .into_any()
}

/// What does not apply is shared out over the rest: the sum that leads from the rows to the total.
fn shared_out(desk: Desk) -> Option<AnyView> {
    let sum = desk.standing.get()?.shared_out;
    let said = view! { <p class="why">"不适用指标的分值已按比例分摊："<b>{sum.clone()}</b></p> };
    (!sum.is_empty()).then(|| said.into_any())
}

/// The grade, or what keeps it open.
fn grade(desk: Desk) -> Option<AnyView> {
    let standing = desk.standing.get()?;
    let Some(grade) = standing.grade else {
        let open = standing.open.len();
        let first = standing.open.first().cloned();
        let go = move |_| {
            if let Some(place) = &first {
                desk.go_to(place);
            }
        };
        let text = match open {
            0 => "还没有指标：添加指标并填写后给出等级。".to_owned(),
            _ => format!("还有 {open} 项未评，共 {} 分；评完后给出等级。", standing.open_points),
        };
        return Some(
            view! {
                <p class="why">{text}</p>
                {(open > 0).then(|| view! { <button class="plain small" on:click=go>"去填第一项"</button> })}
            }
            .into_any(),
        );
    };
    let near = near_border(desk);
    Some(
        view! {
            <p class="graded">"等级 "<Grade name=grade /></p>
            {near.map(|text| view! { <p class="light amber near">{text}</p> })}
        }
        .into_any(),
    )
}

fn near_border(desk: Desk) -> Option<String> {
    desk.session.findings.with(|findings| {
        findings.iter().find_map(|found| match &found.problem {
            Problem::Form(FormProblem::GradeNearBorder { border, .. }) => {
                Some(format!("距 {border} 分界线不到 0.5 分"))
            }
            _ => None,
        })
    })
}

/// What the form claims, editable, beside what the rules give.
#[component]
fn Claims(desk: Desk) -> impl IntoView {
    let text = move |read: fn(&Standing) -> &String| {
        memo(move || desk.standing.with(|s| s.as_ref().map(read).cloned().unwrap_or_default()))
    };
    let field = |field, label: &'static str, figure| Field {
        place: text_place(field),
        label: Signal::stored(label.to_owned()),
        column: "",
        figure,
    };
    let set = |field| move |text| Command::SetText { field, text };
    view! {
        <dl class="claims">
            <dt>"填报总分"</dt>
            <dd class="n"><TextCell
                desk field=field(TextField::ClaimedTotal, "填报总分", true)
                text=text(|s| &s.claimed_total) command=set(TextField::ClaimedTotal) placeholder="未填" /></dd>
            <dt>"填报等级"</dt>
            <dd class="n"><TextCell
                desk field=field(TextField::ClaimedGrade, "填报等级", false)
                text=text(|s| &s.claimed_grade) command=set(TextField::ClaimedGrade) placeholder="未填" /></dd>
        </dl>
    }
    .into_any()
}
