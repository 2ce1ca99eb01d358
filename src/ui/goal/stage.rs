//! 申报, 批复, 调整: how far the goal is, what moves it on, and the way to the self-evaluation that rests on it.

use leptos::prelude::*;

use super::desk::Desk;
use crate::domain::adjustment::{ADJUSTED_FOR, ADJUSTED_ON, APPROVED_ON};
use crate::domain::goal::{Goal, GoalStage};
use crate::domain::ids::CaseId;
use crate::route::Route;
use crate::ui::dom;
use crate::ui::parts::live::{live, memo};
use crate::ui::parts::{Dialog, DialogHandle, press};
use crate::ui::session::Session;
use crate::wording;

/// One line above the form.
pub(super) fn line(desk: Desk) -> AnyView {
    let session = desk.session;
    let stage = memo(move || session.with_goal(|goal| goal.stage).unwrap_or_default());
    let since = memo(move || session.with_goal(since).unwrap_or_default());
    let earlier =
        memo(move || session.case.with(|case| case.as_ref().map_or(0, |case| case.goals_before.len())));
    let has_form = memo(move || session.with_form(|_| ()).is_some());
    let asking = DialogHandle::new();
    let acts = move || {
        if session.elsewhere.get() {
            return None;
        }
        let step = |label, what: fn(Session, &CaseId) -> bool| {
            press(label, "small", move || {
                act(session, what);
            })
        };
        let adjust = move || press("调整目标…", "small", move || asking.open());
        let moves = match stage.get() {
            GoalStage::Declared => vec![step("登记批复", Session::approve_goal)],
            GoalStage::Approved => vec![adjust(), step("撤销批复登记", Session::withdraw_approval)],
            GoalStage::Adjusted => vec![adjust(), step("放弃调整", Session::abandon_adjustment)],
        };
        let fill = (!has_form.get()).then(|| press("生成自评表", "small", move || fill(session)));
        Some(view! { <span class="acts">{moves}{fill}</span> })
    };
    let kept = move || match earlier.get() {
        0 => String::new(),
        count => format!("；调整前的目标 {count} 份，保留在本项目中"),
    };
    let stays = move || {
        let stays = stage.get() == GoalStage::Approved;
        if stays { format!("。{}", wording::approved_goal_stays()) } else { String::new() }
    };
    view! {
        <p class="notice" data-stage="">
            <span><b>{live(move || wording::goal_stage(stage.get()))}</b>{since}{live(kept)}{live(stays)}</span>
            {live(acts)}
        </p>
        {reason_dialog(session, asking)}
    }
    .into_any()
}

/// Since when, and why.
fn since(goal: &Goal) -> String {
    let said = match goal.stage {
        GoalStage::Declared => return String::new(),
        GoalStage::Approved => [goal.fact(APPROVED_ON), ""],
        GoalStage::Adjusted => [goal.fact(ADJUSTED_ON), goal.fact(ADJUSTED_FOR)],
    };
    said.into_iter().filter(|text| !text.is_empty()).map(|text| format!("，{text}")).collect()
}

fn act(session: Session, what: fn(Session, &CaseId) -> bool) -> bool {
    session.open_id().is_some_and(|id| what(session, &id))
}

fn fill(session: Session) {
    if let Some(id) = session.open_id()
        && session.self_evaluation_from_goal(&id)
    {
        dom::go(&Route::SelfEvaluation(id));
    }
}

/// Asks why the goal is adjusted; without a reason it is not.
fn reason_dialog(session: Session, asking: DialogHandle) -> AnyView {
    let reason = RwSignal::new(String::new());
    let tried = RwSignal::new(false);
    let missing = move || reason.with(|reason| reason.trim().is_empty());
    let begin = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        tried.set(true);
        if untrack(missing) {
            return;
        }
        if let Some(id) = session.open_id() {
            session.begin_adjustment(&id, &reason.get_untracked());
        }
        asking.close();
    };
    let closed = move |()| {
        reason.set(String::new());
        tried.set(false);
    };
    let wrong = move || (tried.get() && missing()).then_some("请填写调整的原因。");
    view! {
        <Dialog handle=asking id="adjust" title="调整绩效目标" on_close=Callback::new(closed)>
            <form on:submit=begin novalidate=true on:keydown=dom::no_submit_while_composing>
                <div class="dialog-body">
                    <p class="why">"批复的目标原样保留；调整从它的副本开始，调整后自评表会提示更新。"</p>
                    <div class="field">
                        <label for="adjust-reason">"调整原因和依据文件"</label>
                        <input
                            id="adjust-reason" type="text" autocomplete="off" prop:value=move || reason.get()
                            aria-invalid=move || wrong().map(|_| "true") aria-describedby="adjust-wrong"
                            on:input=move |event| reason.set(event_target_value(&event)) />
                        <span class="wrong" id="adjust-wrong">{live(wrong)}</span>
                    </div>
                </div>
                <div class="dialog-foot">
                    <button type="button" on:click=move |_| asking.close()>"取消"</button>
                    <button type="submit" class="go">"开始调整"</button>
                </div>
            </form>
        </Dialog>
    }
    .into_any()
}
