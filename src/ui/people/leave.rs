//! 离开这台电脑: what would be lost is named first; then everything of this person is deleted here.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{act, refusal};
use crate::storage::Inventory;
use crate::storage::people::People;
use crate::ui::dom;
use crate::ui::parts::live::live;
use crate::ui::session::{Session, refused, session};
use crate::wording;

/// What has no copy elsewhere.
#[derive(Clone, Default, PartialEq)]
struct Uncopied {
    /// Names of cases.
    cases: Vec<String>,
    /// Records put aside.
    aside: usize,
    /// Fields that were being typed into.
    drafts: usize,
    /// Files of evidence that go with the rest, and their bytes. Their cases say whether they lie elsewhere.
    files: (usize, u64),
}

impl Uncopied {
    async fn found(session: Session) -> Result<Self, String> {
        let Some(store) = session.store() else { return Err(wording::not_all_is_kept().to_owned()) };
        let inventory = Inventory::open(&store).await;
        let overview = inventory.overview().await.map_err(|reason| refused(&reason))?;
        let held = match inventory.parts().await {
            Ok(parts) => parts.held().await.map_err(|reason| refused(&reason))?,
            // Where nothing can be kept, nothing is.
            Err(_) => Vec::new(),
        };
        let files = (held.len(), held.iter().fold(0, |sum: u64, held| sum.saturating_add(held.size)));
        let cases = overview.only_here.iter().filter_map(|id| Some(store.case(id)?.name)).collect();
        Ok(Self { cases, aside: overview.quarantined, drafts: overview.drafts, files })
    }

    fn is_empty(&self) -> bool {
        *self == Self { files: self.files, ..Self::default() }
    }

    fn lines(&self) -> Vec<String> {
        let mut lines = self.cases.clone();
        lines.extend((self.aside > 0).then(|| format!("另存备查的记录 {} 条", self.aside)));
        lines.extend((self.drafts > 0).then(|| format!("没有填完的内容 {} 处", self.drafts)));
        lines
    }
}

#[component]
pub(super) fn Leaving() -> impl IntoView {
    let session = session();
    let listed = RwSignal::new(None::<Uncopied>);
    let (wrong, sure) = (RwSignal::new(String::new()), RwSignal::new(false));
    let look = move |_| {
        sure.set(false);
        spawn_local(async move {
            match Uncopied::found(session).await {
                Ok(found) => listed.set(Some(found)),
                Err(reason) => wrong.set(reason),
            }
        });
    };
    let wipe = move |_| {
        spawn_local(async move {
            match leave(session, listed.get_untracked()).await {
                Ok(None) => {}
                Ok(Some(now)) => {
                    sure.set(false);
                    listed.set(Some(now));
                    wrong.set(wording::uncopied_changed().to_owned());
                }
                Err(reason) => wrong.set(reason),
            }
        });
    };
    view! {
        <section class="sheet" aria-labelledby="people-leave">
            <div class="sheet-head"><h2 id="people-leave">"离开这台电脑"</h2></div>
            <div class="sheet-body">
                <p class="why">"换电脑、调岗或归还公用电脑前：先报送或备份，再清除您在本机的全部内容。其他使用人的内容不受影响。"</p>
                {live(move || match listed.get() {
                    None => view! { <button type="button" id="leave-look" on:click=look>"查看清除前要留的内容"</button> }.into_any(),
                    Some(found) => {
                        let safe = found.is_empty();
                        let lines = found.lines();
                        let (files, bytes) = found.files;
                        view! {
                            <div role="status">
                                {if safe {
                                    view! { <p>"本机的项目都已有副本（备份文件或报送包）。"</p> }.into_any()
                                } else {
                                    view! {
                                        <p>"以下内容只在本机，清除后无法找回："</p>
                                        <ul class="leave-list">{lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}</ul>
                                        <p><a class="button" href="#/storage">"先去备份"</a></p>
                                        <label class="option">
                                            <input type="checkbox" id="leave-sure" prop:checked=move || sure.get() on:change=move |event| sure.set(event_target_checked(&event)) />
                                            <span>"以上内容没有副本，仍要清除"</span>
                                        </label>
                                    }.into_any()
                                }}
                                {(files > 0).then(|| view! {
                                    <p>{format!("清除时一并删除本机的佐证材料 {files} 个，共 {}。", wording::size(bytes))}</p>
                                })}
                            </div>
                            <button type="button" class="danger" id="leave-wipe" disabled=move || !safe && !sure.get() on:click=wipe>
                                "清除我在本机的内容"
                            </button>
                        }.into_any()
                    }
                })}
                {refusal(wrong)}
            </div>
        </section>
    }
}

/// Wipes, unless what would be lost is another than was shown: that comes back.
async fn leave(session: Session, shown: Option<Uncopied>) -> Result<Option<Uncopied>, String> {
    session.all_kept().await?;
    act::alone(session).await?;
    let now = Uncopied::found(session).await?;
    if shown.as_ref() != Some(&now) {
        return Ok(Some(now));
    }
    let left = People::here().leave(&dom::new_id());
    left.map_err(|reason| wording::register_not_written(&refused(&reason)))?;
    dom::load_first_page();
    Ok(None)
}
