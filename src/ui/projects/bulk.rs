//! What can be done at once with the cases that are ticked.

use leptos::prelude::*;

use super::tools::{Act, Tools};
use super::view::ListView;
use crate::domain::ids::CaseId;
use crate::ui::parts::live::live;
use crate::ui::parts::press;
use crate::ui::session::{Session, session};
use crate::ui::submission::Submission;

#[component]
pub(super) fn BulkBar(view: ListView) -> impl IntoView {
    let session = session();
    let submission = expect_context::<Submission>();
    let tools = expect_context::<Tools>();
    let count = view.ticks.count;
    let with = move |act: fn(Session, Vec<CaseId>)| move || act(session, view.ticks.chosen());
    let acts = vec![
        press("报送包（所选项目）…", "small", move || submission.begin(view.ticks.chosen())),
        press("导出项目文件", "small", with(|session, ids| session.export_cases(&ids))),
        press("汇总表（XLSX）", "small", move || tools.act(Act::Summary, view.ticks.chosen())),
        press("复制到下一年度", "small", move || tools.act(Act::Copy, view.ticks.chosen())),
        press("删除", "small danger", with(|session, ids| session.remove_cases(ids))),
        press("取消选择", "small plain", move || view.ticks.all(false)),
    ];
    view! {
        <div class="bulk-bar">
            <span class="why" role="status" id="chosen-count">
                {live(move || match count.get() {
                    0 => "勾选左侧的项目，可以一起报送、导出、复制或删除".to_owned(),
                    n => format!("已选 {n} 个"),
                })}
            </span>
            <div class="acts" role="group" aria-label="所选项目" hidden=move || count.get() == 0>{acts}</div>
        </div>
    }
}
