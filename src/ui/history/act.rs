//! What is done on the page: a version is kept, named or restored, or a field of one is.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{Past, called, keeping};
use crate::domain::case::Case;
use crate::domain::command::Command;
use crate::domain::from_json::from_json;
use crate::storage::history::{Version, Why};
use crate::ui::dom;
use crate::ui::session::refused;
use crate::wording;

/// Keeps what the case holds now under this name.
pub(super) fn keep_as(past: Past, name: RwSignal<String>) {
    let typed = name.with_untracked(|name| name.trim().to_owned());
    if typed.is_empty() {
        past.tell("请先填写版本名称。");
        return dom::focus_quietly("version-new");
    }
    let Some(case) = past.case() else { return };
    spawn_local(async move {
        match keeping::keep(past.session, &case, Why::Named, &typed).await {
            Ok(number) => {
                past.tell(&match number {
                    Some(_) => format!("已存为版本“{typed}”。"),
                    None => format!("这份内容已经存为“{typed}”。"),
                });
                name.try_set(String::new());
                past.look();
            }
            Err(reason) => past.tell(&wording::version_not_kept(&refused(&reason))),
        }
    });
}

/// Gives a version another name; without one it is thinned out like any other.
pub(super) fn rename(past: Past, number: u64, name: &str) {
    let (name, id) = (name.trim().to_owned(), past.id());
    spawn_local(async move {
        let Some((inventory, id)) = keeping::inventory(past.session).await.zip(id) else { return };
        match inventory.rename_version(&id, number, &name).await {
            Ok(()) => {
                past.tell(&match name.as_str() {
                    "" => "已去掉名称，这个版本不再长期保留。".to_owned(),
                    name => format!("已命名为“{name}”。"),
                });
                past.look();
                dom::focus_quietly("version-title");
            }
            Err(reason) => past.tell(&format!("没有改名：{}。", refused(&reason))),
        }
    });
}

/// Restores the version that is looked at.
pub(super) fn restore(past: Past) {
    let Some(version) = untrack(|| past.version()) else { return };
    spawn_local(async move {
        let told = match restored(past, &version).await {
            Ok(()) => wording::version_restored(&called(&version)),
            Err(reason) => wording::version_not_restored(&reason),
        };
        past.tell(&told);
        past.look();
        dom::focus_quietly("version-title");
    });
}

/// What stands now is a version first; then the other content comes in its place as one edit.
async fn restored(past: Past, version: &Version) -> Result<(), String> {
    let session = past.session;
    let content = past.content(&version.digest).ok_or("这个版本的内容读不懂")?;
    let case: Case = from_json(&content).map_err(|_| "这个版本的内容读不懂")?;
    let before = past.case().ok_or("项目已不在本机")?;
    let kept = keeping::keep(session, &before, Why::BeforeReplace, "").await;
    kept.map_err(|reason| format!("恢复前的内容没有存成版本（{}）", refused(&reason)))?;
    let after = Case { id: before.id.clone(), ..case };
    if after == before {
        return Ok(());
    }
    let replace = Command::Replace { case: Box::new(after.clone()) };
    session.apply(replace).map_err(|refusal| wording::refusal(&refusal))?;
    keeping::found_anew(Box::new(after.clone()));
    // Where it is not kept yet, that is said above the page.
    drop(session.all_kept().await);
    if past.case().as_ref() != Some(&after) {
        return Err(session.why_read_only().trim_end_matches('。').to_owned());
    }
    // The content is restored all the same where the list does not say so.
    drop(keeping::keep(session, &after, Why::Restored, "").await);
    Ok(())
}

/// Makes the edit that brings a field or a row back.
pub(super) fn bring_back(past: Past, command: Command) {
    match past.session.apply(command) {
        Ok(()) => past.tell("已恢复这一处，可以撤销。"),
        Err(refusal) => past.tell(&wording::refusal(&refusal)),
    }
    dom::focus_quietly_soon("version-title".to_owned());
}
