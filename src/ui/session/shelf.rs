//! The set of cases on this device: what is added, replaced, removed and taken out as files.

use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{Notice, Session, TakeBack, Theme, TypeSize};
use crate::domain::case::{Case, Subject};
use crate::domain::evidence;
use crate::domain::form::FormHead;
use crate::domain::ids::CaseId;
use crate::domain::place::DocumentType;
use crate::domain::{blank, case_file};
use crate::forms::write_csv;
use crate::storage::history::Why;
use crate::ui::dom;
use crate::wording;

impl Session {
    /// Every case, in order of age.
    pub fn all_cases(self) -> Vec<Case> {
        self.inner.keep.with_value(|keep| keep.all())
    }

    /// One case as it is now, not tracked.
    pub fn case_of(self, id: &CaseId) -> Option<Case> {
        self.inner.keep.with_value(|keep| keep.case(id))
    }

    /// Adds cases; one that is there already is replaced. Says how to take it back.
    pub fn put_cases(self, mut cases: Vec<Case>) -> TakeBack {
        let before: Vec<_> = cases.iter().map(|case| (case.id.clone(), self.case_of(&case.id))).collect();
        // The store first: what the list wakes reads it.
        let left = self.keep_cases(&mut cases);
        let mut undo = TakeBack { left, ..TakeBack::default() };
        for (id, old) in before.into_iter().filter(|(id, _)| cases.iter().any(|case| case.id == *id)) {
            match old {
                Some(old) => undo.restore.push(old),
                None => undo.remove.push(id),
            }
        }
        for case in &cases {
            self.show_put(case);
        }
        undo
    }

    /// Shows a case that was put there: in the list, and on its page, which may wait for it.
    pub(super) fn show_put(self, case: &Case) {
        self.show_line(case);
        self.show_on_page(case);
    }

    /// Shows a case on its page, if that is open.
    pub(super) fn show_on_page(self, case: &Case) {
        let shown = self.route.with_untracked(|route| route.case().cloned());
        if shown.as_ref() == Some(&case.id) {
            self.open(shown);
            self.reopen(case.clone());
        }
    }

    /// Takes a change to the set of cases back.
    pub fn take_back(self, undo: Arc<TakeBack>) {
        if self.store().is_some() {
            spawn_local(self.take_all_back(undo));
            return;
        }
        for id in &undo.remove {
            self.drop_case(id);
        }
        let count = undo.remove.len() + undo.restore.len();
        let replaced = self.put_cases(undo.restore.clone());
        self.remember_replaced(&replaced, Why::Restored);
        let left = replaced.left;
        let text = format!("已撤销，{} 个项目恢复到先前的样子。", count - left);
        self.notice.set(Some(Notice::done(text).with_left(left)));
    }

    /// Hands out every case in one file that 导入 reads back.
    pub fn export_all(self) {
        let name = format!("衡评-全部项目-{}.json", dom::day());
        let cases = self.all_cases();
        if self.hand_out(&name, "application/json", &case_file::write(&cases)) {
            self.note_exported(cases);
        }
    }

    /// A file of cases holds no file that they name: of those with evidence it is no copy.
    fn note_exported(self, mut cases: Vec<Case>) {
        let all = cases.len();
        cases.retain(|case| evidence::of_case(case).next().is_none());
        let with_files = all - cases.len();
        if with_files > 0 {
            self.tell(&wording::exported_without_files(with_files));
        }
        self.note_copies(cases, false);
    }

    /// Hands out these cases in a file that 导入 reads back.
    pub fn export_cases(self, ids: &[CaseId]) {
        let cases: Vec<Case> = ids.iter().filter_map(|id| self.case_of(id)).collect();
        let name = match cases.as_slice() {
            [] => return,
            [only] => format!("{}.json", file_name(only)),
            all => format!("衡评-{} 个项目-{}.json", all.len(), dom::day()),
        };
        if self.hand_out(&name, "application/json", &case_file::write(&cases)) {
            self.note_exported(cases);
        }
    }

    /// Hands out the open self-evaluation in its official layout as CSV, with the scores that the rules give.
    pub fn export_csv(self) {
        if let Some(id) = self.open_id() {
            self.export_csv_of(&id);
        }
    }

    /// The same of any case that has one.
    pub fn export_csv_of(self, id: &CaseId) {
        let Some(case) = self.case_of(id) else { return };
        let Some(form) = &case.self_evaluation else { return };
        let Some(scored) = super::judge::score(form) else { return };
        let name = format!("绩效自评表-{}.csv", file_name(&case));
        self.hand_out(&name, "text/csv;charset=utf-8", &write_csv(form, &scored));
    }

    /// Gives a case that has no self-evaluation a blank one by the rules in force.
    pub fn add_blank_form(self, id: &CaseId) -> bool {
        let Some(case) = self.case_of(id).filter(|case| case.self_evaluation.is_none()) else { return false };
        self.put_cases(vec![self.with_blank_form(case)]);
        true
    }

    /// The case with a blank self-evaluation.
    pub(in crate::ui) fn with_blank_form(self, mut case: Case) -> Case {
        let head = FormHead {
            title: title_of(case.subject),
            year: Some(case.year),
            project: case.name.clone(),
            code: case.code.clone(),
            department: case.department.clone(),
            unit: case.unit.clone(),
        };
        case.self_evaluation = Some(blank::self_evaluation(head, crate::pack::shipped().rules()));
        case
    }

    pub fn set_theme(self, theme: Theme) {
        self.inner.set_theme.set(theme);
        self.inner.keep.with_value(|keep| keep.set_theme(theme));
    }

    pub fn set_type_size(self, size: TypeSize) {
        self.inner.set_type_size.set(size);
        self.inner.keep.with_value(|keep| keep.set_type_size(size));
    }

    /// Hands out a file; where the browser does not take it, says so and is `false`.
    pub(in crate::ui) fn hand_out(self, name: &str, mime: &str, text: &str) -> bool {
        self.told_of(name, dom::save_file(name, mime, text.as_bytes()).is_ok())
    }

    /// The same with a text or a file that the browser holds, as what its name says.
    pub(in crate::ui) fn hand_out_file(self, name: &str, file: &wasm_bindgen::JsValue) -> bool {
        let mime = if name.ends_with(".zip") { "application/zip" } else { "application/json" };
        self.told_of(name, dom::save_bytes(name, mime, file).is_ok())
    }

    /// The same with bytes that the browser holds.
    pub(in crate::ui) fn hand_out_bytes(self, name: &str, mime: &str, bytes: &wasm_bindgen::JsValue) -> bool {
        self.told_of(name, dom::save_bytes(name, mime, bytes).is_ok())
    }

    fn told_of(self, name: &str, taken: bool) -> bool {
        if !taken {
            let text = format!("浏览器没有接受文件“{name}”：请检查下载设置，再导出一次。");
            self.notice.set(Some(Notice::bad(text)));
        }
        taken
    }
}

/// What the rules in force call the self-evaluation of such a subject.
fn title_of(subject: Subject) -> String {
    crate::pack::shipped().rules().title(DocumentType::SelfEvaluation, subject).to_owned()
}

/// A file name that every system takes.
pub(super) fn file_name(case: &Case) -> String {
    let keep = |c: char| !c.is_control() && !"\\/:*?\"<>|“”".contains(c);
    let name: String = case.name.chars().filter(|c| keep(*c)).take(60).collect();
    format!("{}-{}", name.trim(), case.year)
}
