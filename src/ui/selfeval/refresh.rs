//! 按现行目标更新: what the goal in force would change in the form, in groups with a tick each, taken over as one
//! step that 撤销 takes back.

use leptos::prelude::*;

use super::desk::Desk;
use crate::domain::from_goal::{Change, Group, GroupKind, What};
use crate::ui::parts::{Dialog, DialogHandle};
use crate::wording::{self, Names};

pub(super) fn dialog(desk: Desk) -> AnyView {
    let session = desk.session;
    let handle = DialogHandle::new();
    let id = session.open_id();
    let groups = id.as_ref().and_then(|id| session.goal_differences(id)).unwrap_or_default();
    let names = untrack(|| names(desk));
    let proposed = |group: &Group| group.kind.is_proposed();
    let chosen = RwSignal::new(groups.iter().filter(|g| proposed(g)).map(|g| g.kind).collect::<Vec<_>>());
    let nothing = groups.is_empty();
    let shown: Vec<_> = groups.iter().map(|group| group_view(group, &names, chosen)).collect();
    let take = move |_| {
        // Where it may not be written, a notice says so.
        if let Some(id) = &id {
            session.refresh_self_evaluation(id, &chosen.get_untracked());
        }
        handle.close();
    };
    request_animation_frame(move || handle.open());
    let closed = move |()| desk.refreshing.set(false);
    view! {
        <Dialog handle id="refresh" title="按现行的绩效目标更新" on_close=Callback::new(closed)>
            <div class="dialog-body refresh" tabindex="0" role="region" aria-label="目标的变动">
                <p class="why">{if nothing { wording::goal_same() } else { wording::goal_differs() }}</p>
                {shown}
            </div>
            <div class="dialog-foot">
                <button type="button" on:click=move |_| handle.close()>"取消"</button>
                <button type="button" class="go" on:click=take>"更新自评表"</button>
            </div>
        </Dialog>
    }
    .into_any()
}

/// Of rows of both the form and the goal.
fn names(desk: Desk) -> Names {
    desk.session.case.with(|case| {
        let Some(case) = case else { return Names::default() };
        let form = case.self_evaluation.as_ref().map(Names::of_self_evaluation).unwrap_or_default();
        form.or(case.goal.as_ref().map(Names::of_goal).unwrap_or_default())
    })
}

fn group_view(group: &Group, names: &Names, chosen: RwSignal<Vec<GroupKind>>) -> AnyView {
    let kind = group.kind;
    let turn = move |event| {
        let on = event_target_checked(&event);
        chosen.update(|chosen| {
            chosen.retain(|other| *other != kind);
            if on {
                chosen.push(kind);
            }
        });
    };
    let ticked = move || chosen.with(|chosen| chosen.contains(&kind));
    let count = group.changes.len();
    let lines: Vec<_> = group.changes.iter().map(|change| line(change, names)).collect();
    view! {
        <section class="refresh-group">
            <label><input type="checkbox" prop:checked=ticked on:change=turn />
                <b>{wording::goal_group(kind)}</b><span class="why">{format!(" {count} 处")}</span></label>
            <ul>{lines}</ul>
        </section>
    }
    .into_any()
}

fn line(change: &Change, names: &Names) -> AnyView {
    let Change { what, old, new } = change;
    let both = |place: String| {
        let blank = |text: &str| if text.is_empty() { "（空）".to_owned() } else { text.to_owned() };
        view! { {place}"：" <s>{blank(old)}</s>" → "<b>{blank(new)}</b> }.into_any()
    };
    let said = match what {
        What::Field(place) => both(wording::place(place, names)),
        What::Rule(row) => view! { {wording::rule_changed(row, names)} }.into_any(),
        What::New(place) => view! { {wording::row_at(place, names)}"："<b>{new.clone()}</b> }.into_any(),
        What::Gone { place, answered } => {
            let stays = if *answered { wording::answers_stay() } else { "" };
            view! { {wording::row_at(place, names)}"："<s>{old.clone()}</s>{stays} }.into_any()
        }
    };
    view! { <li>{said}</li> }.into_any()
}
