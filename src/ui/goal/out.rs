//! What leaves the goal page: the official form as XLSX, 报送包, and the indicators in the columns of 一体化平台.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::desk::Desk;
use crate::domain::paste::to_tsv;
use crate::domain::place::DocumentType;
use crate::domain::platform::PlatformColumns;
use crate::forms::platform_rows;
use crate::pack;
use crate::ui::dom;
use crate::ui::packs;
use crate::ui::parts::press;
use crate::ui::session::Notice;
use crate::ui::submission::Submission;
use crate::wording;

/// The locality whose platform is pasted into.
const LOCALITY: &str = "huaibei.json";

/// The buttons, in the order of the work.
pub(super) fn buttons(desk: Desk) -> impl IntoView {
    let session = desk.session;
    let submission = expect_context::<Submission>();
    // The columns come before they are asked for: what is copied must be at hand while the click is answered.
    let columns = RwSignal::new(None);
    fetch(columns);
    let xlsx = move || {
        if let Some(id) = session.open_id() {
            session.export_xlsx(&id, DocumentType::Goal);
        }
    };
    view! {
        {press("导出 XLSX", "", xlsx)}
        {press("复制到一体化平台", "", move || copy(desk, columns))}
        {press("报送包…", "", move || submission.begin(session.open_id().into_iter().collect()))}
    }
}

fn fetch(columns: RwSignal<Option<PlatformColumns>>) {
    spawn_local(async move {
        let Ok(text) = packs::text(LOCALITY).await else { return };
        let read = pack::read(text.as_bytes()).and_then(|pack| pack::platform_columns(&pack));
        drop(columns.try_set(read.ok().flatten()));
    });
}

fn copy(desk: Desk, columns: RwSignal<Option<PlatformColumns>>) {
    let Some(columns) = columns.get_untracked() else {
        fetch(columns);
        return desk.session.notice.set(Some(Notice::bad(wording::platform_not_known())));
    };
    let rows = untrack(|| desk.session.with_goal(|goal| platform_rows(goal, &columns.columns)));
    let rows = rows.unwrap_or_default();
    let notice = if rows.is_empty() {
        Notice::bad(wording::nothing_for_platform())
    } else if dom::copy_text(&to_tsv(&rows)) {
        Notice::done(wording::copied_for_platform(rows.len(), &columns))
    } else {
        Notice::bad(wording::not_copied())
    };
    desk.session.notice.set(Some(notice));
}
