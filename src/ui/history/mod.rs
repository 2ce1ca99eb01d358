//! 历史版本: what keeps the versions of a case, and the page that shows them: the list, what is different between
//! two of them, and the way back to one. Fetched when the first case is opened.

mod act;
mod compare;
mod keeping;
mod list;
mod sheet;

use std::collections::BTreeMap;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::goal_forms;
use super::parts::live::memo;
use super::parts::node::{node, said};
use super::parts::{DialogHandle, PageHead, press};
use super::selfeval::{keys, place_of};
use super::session::{Historian, Session, refused, session};
use crate::domain::case::Case;
use crate::domain::ids::CaseId;
use crate::pack::Pack;
use crate::storage::Pauses;
use crate::storage::history::{MOST_OF_A_DAY, Version};
use crate::storage::record;
use crate::wording;

/// What keeps the versions.
pub const HISTORIAN: Historian = keeping::hear;

/// The page's state.
#[derive(Clone, Copy)]
struct Past {
    session: Session,
    /// Oldest first; `None` until they were looked at.
    versions: RwSignal<Option<Arc<Vec<Version>>>>,
    /// The contents that could be read, by digest.
    contents: RwSignal<Arc<BTreeMap<String, Arc<str>>>>,
    /// How many fields each version changed, by number, as far as they are counted.
    counts: RwSignal<BTreeMap<u64, usize>>,
    /// What the case holds now.
    now: Memo<Option<Arc<str>>>,
    /// The version that is looked at; `None`: what the case holds now.
    chosen: RwSignal<Option<u64>>,
    beside: RwSignal<Beside>,
    /// What names the fields of goals, once it has come.
    forms: RwSignal<Option<Arc<Pack>>>,
    /// What was done, or why not.
    told: RwSignal<String>,
    dialog: DialogHandle,
}

/// What a version is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Beside {
    /// The version before it.
    Before,
    Now,
}

/// The page.
pub fn page() -> AnyView {
    let session = session();
    let now = memo(move || session.case.with(|case| Some(Arc::from(record::content(case.as_ref()?)))));
    let past = Past {
        session,
        versions: RwSignal::new(None),
        contents: RwSignal::new(Arc::default()),
        counts: RwSignal::new(BTreeMap::new()),
        now,
        chosen: RwSignal::new(None),
        beside: RwSignal::new(Beside::Before),
        forms: RwSignal::new(None),
        told: RwSignal::new(String::new()),
        dialog: DialogHandle::new(),
    };
    let kept = RwSignal::new(0);
    keeping::tell_kept(kept);
    Effect::new(move |_| {
        kept.track();
        past.look();
    });
    spawn_local(async move {
        // Where it does not come, the fields stand under their keys.
        if let Some(pack) = goal_forms::pack().await {
            past.forms.try_set(Some(Arc::new(pack)));
        }
    });
    let listener = window_event_listener(leptos::ev::keydown, move |event| keys::history(session, &event));
    on_cleanup(move || listener.remove());
    let title = Signal::derive(move || {
        session.case.with(|case| case.as_ref().map(|c| format!("历史版本 · {}", c.name)).unwrap_or_default())
    });
    let aside = vec![
        list::naming(past),
        list::versions(past),
        said("p", "why", wording::versions_stay(MOST_OF_A_DAY)),
        said("p", "why", wording::versions_travel()),
    ];
    view! {
        <PageHead title place=place_of(session)>
            <button type="button" title="撤销（Ctrl+Z）" disabled=move || !session.can_undo.get() on:click=move |_| session.undo()>"↶ 撤销"</button>
            <button type="button" title="重做（Ctrl+Y）" disabled=move || !session.can_redo.get() on:click=move |_| session.redo()>"↷ 重做"</button>
            {press("刷新列表", "", move || past.look())}
        </PageHead>
        <p class="why" role="status">{move || past.told.get()}</p>
        {node("div", &[("class", "cols history")], vec![node("div", &[("class", "stack")], aside), sheet::chosen(past)])}
    }
    .into_any()
}

impl Past {
    fn id(self) -> Option<CaseId> {
        self.session.open_id()
    }

    /// The versions as they now are, then their contents.
    fn look(self) {
        spawn_local(async move {
            if let Err(reason) = self.look_now().await {
                self.tell(&format!("读不到历史版本：{reason}。"));
            }
        });
    }

    async fn look_now(self) -> Result<(), String> {
        let Some(id) = self.id() else { return Ok(()) };
        let inventory = keeping::inventory(self.session).await.ok_or("本机存储还没有打开")?;
        let said = |reason| refused(&reason);
        let versions = inventory.versions(&id).await.map_err(said)?;
        self.versions.try_set(Some(Arc::new(versions.list().to_vec())));
        let known = self.contents.try_get_untracked().unwrap_or_default();
        let wanted: Vec<String> =
            versions.digests().into_iter().filter(|digest| !known.contains_key(digest)).collect();
        let found = inventory.contents(&id, &wanted).await.map_err(said)?;
        let mut contents = (*known).clone();
        let found =
            wanted.into_iter().zip(found).filter_map(|(digest, text)| Some((digest, Arc::from(text?))));
        contents.extend(found);
        self.contents.try_set(Arc::new(contents));
        self.count().await;
        Ok(())
    }

    /// Counts what each version changed, in slices.
    async fn count(self) {
        let Some(Some(versions)) = self.versions.try_get_untracked() else { return };
        let mut pauses = Pauses::begin();
        for pair in versions.windows(2) {
            let [before, version] = pair else { continue };
            let [old, new] = [before, version].map(|version| self.content(&version.digest));
            let count = old.zip(new).map(|(old, new)| compare::count(&old, &new));
            self.counts.try_update(|counts| match count {
                Some(count) => drop(counts.insert(version.number, count)),
                None => drop(counts.remove(&version.number)),
            });
            pauses.pause().await;
        }
    }

    /// A content that could be read; not tracked.
    fn content(self, digest: &str) -> Option<Arc<str>> {
        self.contents.try_with_untracked(|contents| contents.get(digest).cloned())?
    }

    /// The version that is looked at; tracked.
    fn version(self) -> Option<Version> {
        let number = self.chosen.get()?;
        self.versions.with(|versions| versions.as_ref()?.iter().find(|v| v.number == number).cloned())
    }

    /// The open case as it now is; not tracked.
    fn case(self) -> Option<Case> {
        self.id().and_then(|id| self.session.case_of(&id))
    }

    fn tell(self, text: &str) {
        self.told.try_set(text.to_owned());
    }
}

/// What a version is called: its name, or when it was made.
fn called(version: &Version) -> String {
    match version.name.as_str() {
        "" => format!("{} 的版本", super::dom::day_and_clock_at(version.at)),
        name => format!("“{name}”"),
    }
}
