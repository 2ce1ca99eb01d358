//! Files of evidence on this device: how many, and the clearing away of those that nothing names. Nothing is deleted
//! by itself: what an undo, a restore or a document of another window might still name is not for a clock to decide.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Kept;
use crate::storage::Inventory;
use crate::storage::backend::Held;
use crate::ui::parts::node::{node, nothing, words};
use crate::ui::parts::press;
use crate::ui::session::{Notice, refused};
use crate::wording;

fn bytes(files: &[Held]) -> u64 {
    files.iter().fold(0, |sum, held| sum.saturating_add(held.size))
}

/// How many files there are, and how much.
pub(super) fn figure(files: &[Held]) -> String {
    match files.len() {
        0 => "0 个".to_owned(),
        count => format!("{count} 个，{}", wording::size(bytes(files))),
    }
}

/// What can be cleared away; nothing where everything is in use.
pub(super) fn unnamed(kept: Kept) -> AnyView {
    let unnamed = kept.seen.get().map(|seen| seen.unnamed.clone()).unwrap_or_default();
    if unnamed.is_empty() {
        return nothing();
    }
    let about = wording::unnamed_files(unnamed.len(), bytes(&unnamed));
    let count = unnamed.len();
    let line = vec![words(about), press("清理…", "small danger", move || sweep(kept, count))];
    node("p", &[("class", "why"), ("id", "unnamed-files")], line)
}

fn sweep(kept: Kept, count: usize) {
    if window().confirm_with_message(&wording::sweep_question(count)) != Ok(true) {
        return;
    }
    spawn_local(async move {
        let notice = match swept(kept).await {
            Ok(swept) => Notice::done(wording::swept_files(swept.len(), bytes(&swept))),
            Err(why) => Notice::bad(why),
        };
        kept.session.notice.set(Some(notice));
        kept.look();
    });
}

/// Deletes what nothing names, looked up once more: another window may name what this one does not know of.
async fn swept(kept: Kept) -> Result<Vec<Held>, String> {
    let said = |reason| format!("没有清理：{}。", refused(&reason));
    let store = kept.session.store().ok_or("本机存储还没有打开，请稍候再试。")?;
    match store.others().await {
        0 => {}
        others => return Err(wording::other_windows(others)),
    }
    drop(store.flush().await);
    let inventory = Inventory::open(&store).await;
    let mut named = inventory.named().await.map_err(said)?;
    kept.session.name_steps(&mut named);
    inventory.parts().await.map_err(said)?.sweep(&named).await.map_err(said)
}
