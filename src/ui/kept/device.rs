//! How this device stands: how the page was opened, what holds if the window dies now, whether the browser
//! promises to keep the work, how much room is left.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{Kept, fact, sheet};
use crate::storage::state::Refused;
use crate::ui::dom;
use crate::ui::parts::node::{node, nothing, part, said, words};
use crate::ui::parts::press;
use crate::ui::session::refused;
use crate::wording;

pub(super) fn section(kept: Kept) -> AnyView {
    let body = move || {
        let mut body = vec![node("dl", &[("class", "facts")], facts(kept))];
        if kept.room.get().persisted == Some(false) {
            body.push(press("请浏览器长期保留", "small", move || ask_to_stay(kept)));
        }
        body.push(room(kept));
        // Nothing is promised where nothing is kept.
        if kept.seen.get().is_some_and(|seen| seen.guarantees.documents.is_ok()) {
            body.push(said("p", "why", format!("{}。", wording::where_kept(dom::is_file()))));
        }
        node("div", &[("class", "sheet-body kept-device")], body)
    };
    sheet("kept-device", "这台设备", vec![part(body)])
}

fn facts(kept: Kept) -> Vec<AnyView> {
    let holds = |held: Option<Result<(), Refused>>, yes: &'static str| match held {
        None => ("", "正在查看".to_owned()),
        Some(Ok(())) => ("light green", yes.to_owned()),
        Some(Err(reason)) => ("light red", format!("不能：{}", refused(&reason))),
    };
    let guarantees = kept.seen.get().map(|seen| seen.guarantees.clone());
    let documents = guarantees.as_ref().map(|all| all.documents.clone());
    let promised = kept.room.get().persisted;
    let promise = if promised == Some(true) { "light green" } else { "light amber" };
    [
        ("打开方式", ("", dom::way_in().to_owned())),
        ("浏览器", ("", dom::browser())),
        ("按键", holds(guarantees.map(|all| all.keystrokes), "每次按键立即保存")),
        ("项目", holds(documents, "改动 0.3 秒内写入")),
        ("长期保留", (promise, wording::persistence(promised).to_owned())),
    ]
    .into_iter()
    .map(|(term, (light, text))| fact(term, vec![node("span", &[("class", light)], Vec::new()), words(text)]))
    .collect()
}

fn room(kept: Kept) -> AnyView {
    let room = kept.room.get();
    let (Some(used), Some(quota), Some(free)) = (room.used, room.quota, room.free()) else {
        return nothing();
    };
    let (max, value) = (quota.to_string(), used.to_string());
    let bar = [("id", "room"), ("aria-label", "已用空间"), ("max", &*max), ("value", &*value)];
    let about = format!("已用 {}，还可用 {}（浏览器的估计）", wording::size(used), wording::size(free));
    let short = if room.is_short() { said("p", "wrong", wording::little_room(free)) } else { nothing() };
    vec![node("progress", &bar, Vec::new()), said("p", "why", about), short].into_any()
}

fn ask_to_stay(kept: Kept) {
    spawn_local(async move {
        let Some(inventory) = kept.session.inventory().await else { return };
        kept.room.set(inventory.ask_to_stay().await);
        // A refusal would look as if nothing had happened.
        if kept.room.with_untracked(|room| room.persisted) != Some(true) {
            kept.session.tell("浏览器没有答应长期保留：把本页加入收藏、多用几次后再试，并请定期备份。");
        }
    });
}
