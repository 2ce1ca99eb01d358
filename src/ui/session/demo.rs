//! 演示数据: example cases that can be looked at, and thrown away.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{Notice, Session, TakeBack};
use crate::domain::annex::AnnexSummary;
use crate::domain::case::Case;
use crate::ui::workers::{self, WorkerFault};

impl Session {
    /// Puts the demo cases on this device, those that are not there already.
    pub fn load_demo(self) {
        spawn_local(async move {
            match workers::demo_cases().await {
                Ok(cases) => self.take_in_demo(cases),
                Err(WorkerFault::NotLoaded | WorkerFault::GaveUp) => {
                    let said = "演示数据没有载入：请检查网络后再试。";
                    self.notice.set(Some(Notice::bad(said)));
                }
            }
        });
    }

    fn take_in_demo(self, cases: Vec<Case>) {
        let fresh: Vec<Case> = cases.into_iter().filter(|case| self.case_of(&case.id).is_none()).collect();
        if fresh.is_empty() {
            self.notice.set(Some(Notice::done("演示数据已经在列表中。")));
            return;
        }
        let text = format!("已放入 {} 个演示项目，都标“演示”，可以随意改动和删除。", fresh.len());
        let undo = self.put_cases(fresh);
        self.notice.set(Some(Notice::done(text).with_undo(undo)));
    }

    /// Removes every demo case and offers to bring them back.
    pub fn remove_demo(self) {
        let demo: Vec<_> = self.all_cases().into_iter().filter(|case| case.demo).collect();
        for case in &demo {
            self.drop_case(&case.id);
        }
        let text = format!("已删除 {} 个演示项目。", demo.len());
        let undo = TakeBack { restore: demo, ..TakeBack::default() };
        self.notice.set(Some(Notice::done(text).with_undo(undo)));
    }

    /// What the published annexes among the demo cases come to; `None` without any. Tracked.
    pub fn demo_summary(self) -> Option<AnnexSummary> {
        if !self.cases.with(|lines| lines.iter().any(|line| line.demo && line.evaluated.is_some())) {
            return None;
        }
        let cases = self.all_cases();
        Some(AnnexSummary::of(cases.iter().filter(|case| case.demo)))
    }
}
