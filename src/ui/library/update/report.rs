//! The report on a file for the library: how it is to be taken over, what it would change, and the button that does it.

use std::sync::Arc;

use leptos::prelude::*;

use super::groups;
use super::laid_out::{LaidOut, State};
use super::{Stage, Updating};
use crate::ui::parts::Dialog;
use crate::ui::parts::live::{live, memo};

/// It stands on the page from the first file on.
pub fn dialog() -> AnyView {
    let updating = expect_context::<Updating>();
    let turn = memo(move || updating.turn.get());
    Effect::new(move |_| {
        if turn.get() > 0 && untrack(|| updating.file.with_value(Option::is_some)) {
            untrack(|| updating.lay_out());
            updating.dialog.open();
        }
    });
    let closed = Callback::new(move |()| {
        updating.file.set_value(None);
        updating.stage.set(Stage::Waiting);
        updating.turn.update(|turn| *turn += 1);
    });
    view! {
        <Dialog handle=updating.dialog id="library-report" title=Signal::derive(|| "从文件更新指标库".to_owned()) on_close=closed>
            <div class="dialog-body" tabindex="0" role="region" aria-label="指标库更新报告">
                <h3>{move || updating.name.get()}</h3>
                {ways(updating)}
                {live(move || updating.fault.get().map(|why| view! { <p class="notice red" role="alert">{why}</p> }))}
                {live(move || body(updating))}
            </div>
            {foot(updating)}
        </Dialog>
    }
    .into_any()
}

/// 合并 | 替换.
fn ways(updating: Updating) -> AnyView {
    let busy = memo(move || updating.stage.with(|stage| matches!(stage, Stage::Working(_))));
    let option = move |replace: bool, label: &'static str| {
        let choose = move |_| {
            updating.replace.set(replace);
            updating.turn.update(|turn| *turn += 1);
        };
        view! {
            <label class="option">
                <input type="radio" name="library-way" disabled=move || busy.get()
                    prop:checked=move || updating.replace.get() == replace on:change=choose />
                <span>{label}</span>
            </label>
        }
    };
    view! {
        <fieldset class="intake-choices">
            <legend>"更新方式"</legend>
            {option(false, "合并：文件中的指标并入指标库，文件没有的保留")}
            {option(true, "替换：以文件为准，文件没有的移除")}
        </fieldset>
    }
    .into_any()
}

fn body(updating: Updating) -> AnyView {
    match updating.stage.get() {
        Stage::Waiting => ().into_any(),
        Stage::Working(what) => view! { <p class="why" role="status">{what}"，请稍候。"</p> }.into_any(),
        Stage::Refused(why) => {
            let lines = why.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
            view! { <div class="notice red" role="alert"><ul class="library-refused">{lines}</ul></div> }
                .into_any()
        }
        Stage::LaidOut(laid_out) => groups_view(updating, &laid_out),
    }
}

fn groups_view(updating: Updating, laid_out: &Arc<LaidOut>) -> AnyView {
    let groups = [
        (State::New, "light green", "新增", false),
        (State::Changed, "light blue", "变更", true),
        (State::Gone, "light amber", "移除", true),
        (State::Refused, "light red", "不能采用", true),
        (State::Same, "light", "不变", false),
    ];
    let lights = groups.map(|(state, class, word, _)| {
        let count = laid_out.places(state).len();
        view! { <span class=class>{format!("{word} {count}")}</span> }
    });
    let editions = format!("现用 {} 版，采用后为 {} 版。", laid_out.word("from"), laid_out.word("edition"));
    let lists = groups.map(|(state, _, word, open)| groups::group(updating, laid_out, state, word, open));
    view! {
        <div class="list-counts" role="status">{lights}<span class="why">{editions}</span></div>
        {groups::findings(laid_out)}
        {lists.into_iter().flatten().collect_view()}
    }
    .into_any()
}

/// How many items would be done.
fn ticked(updating: Updating) -> Option<usize> {
    let all = updating.stage.with(|stage| match stage {
        Stage::LaidOut(laid_out) => Some(
            [State::New, State::Changed, State::Gone]
                .map(|state| laid_out.places(state).len())
                .iter()
                .sum::<usize>(),
        ),
        _ => None,
    })?;
    Some(all.saturating_sub(updating.left.with(|left| left.len())))
}

fn foot(updating: Updating) -> AnyView {
    let count = memo(move || ticked(updating));
    let said = move || match count.get() {
        Some(0) => "没有可以采用的变动。",
        Some(_) => "采用前不会改动指标库。",
        None => "",
    };
    let adopt = move || {
        count.get().map(|count| {
            view! {
                <button type="button" class="go" id="library-adopt" disabled=count == 0 on:click=move |_| updating.adopt()>
                    {format!("采用 {count} 项")}
                </button>
            }
        })
    };
    view! {
        <div class="dialog-foot">
            <span class="why" role="status">{live(said)}</span>
            <button type="button" on:click=move |_| updating.dialog.close()>
                {live(move || if count.get().is_some() { "取消，不更新" } else { "关闭" })}
            </button>
            {live(adopt)}
        </div>
    }
    .into_any()
}
