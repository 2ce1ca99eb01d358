//! The import report: every file with what it is and what is to become of it, before anything is
//! taken over.

use leptos::prelude::*;

use super::Intake;
use super::item::FileReport;
use super::staged::{Staged, State};
use crate::ui::parts::Dialog;
use crate::ui::parts::live::{live, memo};

pub(super) fn dialog() -> AnyView {
    let intake = expect_context::<Intake>();
    // It stands here from the first file on, and is open as long as there are any.
    Effect::new(move |_| {
        if intake.files.with(|files| !files.is_empty()) {
            intake.dialog.open();
        }
    });
    let title = Signal::derive(move || match intake.files.with(Vec::len) {
        0 | 1 => "导入".to_owned(),
        n => format!("导入 {n} 个文件"),
    });
    let keys = memo(move || intake.files.with(|files| files.iter().map(|file| file.key).collect::<Vec<_>>()));
    view! {
        <Dialog handle=intake.dialog id="intake" title on_close=Callback::new(move |()| intake.clear())>
            <div class="dialog-body" tabindex="0" role="region" aria-label="导入报告">
                <Progress />
                <For each=move || keys.get() key=|key| *key children=move |key| view! { <FileReport key /> } />
            </div>
            <Foot />
        </Dialog>
    }
    .into_any()
}

/// How far reading is, while it goes on.
#[component]
fn Progress() -> impl IntoView {
    let intake = expect_context::<Intake>();
    let counts = memo(move || {
        intake.files.with(|files| {
            let open = files.iter().filter(|file| file.state == State::Reading).count();
            let current = files.iter().find(|file| file.state == State::Reading);
            (files.len(), files.len() - open, current.map(|file| file.name.clone()))
        })
    });
    move || {
        let (all, done, current) = counts.get();
        current.map(|name| {
            view! {
                <div class="intake-progress" role="status">
                    <progress max=all.to_string() value=done.to_string()></progress>
                    <span class="why">{format!("正在读取 {name}（已读 {done} 个，共 {all} 个）")}</span>
                </div>
            }
        })
    }
}

#[component]
fn Foot() -> impl IntoView {
    let intake = expect_context::<Intake>();
    let waits = memo(move || {
        if let Some(words) = intake.taking.get() {
            return Some(words);
        }
        intake.files.with(|files| {
            files.iter().find_map(|file| Some(format!("“{}”：{}", file.name, file.waits_for()?)))
        })
    });
    let useful = memo(move || intake.files.with(|files| files.iter().any(Staged::is_useful)));
    let does = memo(move || {
        intake.files.with(|files| match files.as_slice() {
            [Staged { state: State::List(list), .. }] => match list.to_make() {
                (0, filled) => format!("补填 {filled} 个项目"),
                (new, 0) => format!("建立 {new} 个项目"),
                (new, filled) => format!("建立 {new} 个、补填 {filled} 个项目"),
            },
            _ => "导入".to_owned(),
        })
    });
    view! {
        <div class="dialog-foot">
            <span class="why" role="status">{live(move || waits.get())}</span>
            <button type="button" on:click=move |_| intake.dialog.close()>
                {live(move || if useful.get() { "取消，不导入" } else { "关闭" })}
            </button>
            <Show when=move || useful.get()>
                <button type="button" class="go" id="intake-take" disabled=move || waits.get().is_some() on:click=move |_| intake.take()>
                    {live(move || does.get())}
                </button>
            </Show>
        </div>
    }
}
