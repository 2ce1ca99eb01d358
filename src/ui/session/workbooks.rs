//! Official forms and lists handed out as XLSX, written by the office worker. Nothing of this is in the first load
//! unless something there calls it.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{Notice, Session, judge};
use crate::domain::ids::CaseId;
use crate::domain::place::DocumentType;
use crate::forms::{Order, SummaryLine};
use crate::storage::Pauses;
use crate::ui::dom;
use crate::ui::workers::{NotWritten, WorkerFault, write_workbook};
use crate::wording;

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

impl Session {
    /// Hands out a document of a case in its official layout. Nothing where the case has none of it.
    pub fn export_xlsx(self, id: &CaseId, document: DocumentType) {
        let Some(case) = self.case_of(id) else { return };
        let there = match document {
            DocumentType::Goal => case.goal.is_some(),
            DocumentType::SelfEvaluation => case.self_evaluation.is_some(),
        };
        if there {
            let name = format!("{}-{}.xlsx", wording::document(document), super::shelf::file_name(&case));
            let case = Box::new(case);
            spawn_local(async move { self.export_order(&name, &Order::Form { case, document }).await });
        }
    }

    /// Hands out 汇总表 of these cases, in this order. Its lines are made in slices. Where what checks goals does not
    /// come, no wrong count goes out.
    pub fn export_summary(self, ids: Vec<CaseId>) {
        spawn_local(async move {
            if !self.goals_are_judged(&ids).await {
                self.tell(wording::summary_without_checks());
                return;
            }
            let (mut lines, mut pauses) = (Vec::new(), Pauses::begin());
            for id in &ids {
                if let Some(case) = self.case_of(id) {
                    let scored = case.self_evaluation.as_ref().and_then(judge::score);
                    let problems = judge::all_findings(&case, scored.as_ref()).len();
                    lines.push(SummaryLine::of(&case, scored.as_ref(), problems));
                }
                pauses.pause().await;
            }
            let order = Order::Summary { title: "项目汇总表".to_owned(), lines };
            self.export_order(&format!("项目汇总表-{}.xlsx", dom::day()), &order).await;
        });
    }

    /// Hands out what is ordered, or says why not.
    pub(in crate::ui) async fn export_order(self, name: &str, order: &Order) {
        let why = match write_workbook(order).await {
            Ok(bytes) => {
                self.hand_out_bytes(name, XLSX, &bytes);
                return;
            }
            Err(NotWritten::Refused(why)) => why,
            Err(NotWritten::Fault(WorkerFault::NotLoaded)) => wording::writer_not_loaded().to_owned(),
            Err(NotWritten::Fault(WorkerFault::GaveUp)) => wording::writer_gave_up().to_owned(),
        };
        self.notice.set(Some(Notice::bad(why)));
    }
}
