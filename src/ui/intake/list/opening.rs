//! The cases of a list made at once: each with a goal in the form of its subject, all in one transaction, in slices
//! between which the page answers.

use std::sync::Arc;

use super::super::Intake;
use super::{ListFile, Sorted, working};
use crate::domain::case::Case;
use crate::domain::goal_form::GoalForms;
use crate::domain::ids::CaseId;
use crate::domain::intake::{self, Incoming};
use crate::domain::project_list::ListedProject;
use crate::forms::opening::Fate;
use crate::pack;
use crate::storage::Pauses;
use crate::storage::history::Why;
use crate::ui::session::TakeBack;
use crate::ui::{dom, goal_forms};
use crate::wording;

/// What came of a list.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in super::super) struct Opened {
    pub(super) sorted: Option<Arc<Sorted>>,
    pub(super) new: usize,
    /// Cases that were here, with blanks filled in.
    pub(super) filled: usize,
    /// Rows that lack something and were opened all the same.
    pub(super) lacking: usize,
    /// Cases that another window has.
    pub(super) left: usize,
}

impl Opened {
    /// What is said of it.
    pub(in super::super) fn words(&self) -> String {
        wording::list_opened(self.new, self.filled)
    }
}

/// Makes the cases. `Err` is for people: nothing was made.
pub(in super::super) async fn open(intake: Intake, file: &ListFile) -> Result<(Opened, TakeBack), String> {
    let Some(sorted) = file.sorted.clone() else { return Ok(Default::default()) };
    let forms = goal_forms::fetched().await.ok_or_else(|| wording::list_without_forms().to_owned())?;
    let mut new_id = dom::ids_in_order();
    let (mut cases, mut opened) = (Vec::new(), Opened { sorted: Some(sorted.clone()), ..Opened::default() });
    let mut pauses = Pauses::begin();
    let all = sorted.fates.len();
    for (at, (entry, fate)) in sorted.report.entries.iter().zip(&sorted.fates).enumerate() {
        match fate {
            Fate::New => cases.extend(new_case(&entry.project, &forms, CaseId::new(new_id()))),
            Fate::Incomplete { opens: true } if file.lacking => {
                let case = new_case(&entry.project, &forms, CaseId::new(new_id()));
                opened.lacking += usize::from(case.is_some());
                cases.extend(case);
            }
            Fate::Known(known) if file.fill => {
                let filled = intake.session.case_of(known).and_then(|case| {
                    entry.project.fill(&case, forms.of(case.subject)?, pack::shipped().rules())
                });
                opened.filled += usize::from(filled.is_some());
                cases.extend(filled);
            }
            _ => {}
        }
        if at % 50 == 0 {
            intake.tell(format!("正在建立项目（{at} / {all}）"));
        }
        pauses.pause().await;
    }
    opened.new = cases.len() - opened.filled;
    intake.tell("正在写入本机".to_owned());
    let undo = intake.session.put_all(cases).await;
    intake.session.remember_replaced(&undo, Why::Imported);
    opened.left = undo.left;
    opened.new = undo.remove.len();
    opened.filled = undo.restore.len();
    working::remember(intake.session, file.mapping.clone()).await;
    Ok((opened, undo))
}

fn new_case(project: &ListedProject, forms: &GoalForms, id: CaseId) -> Option<Case> {
    let goal = project.goal_in(forms.of(project.subject)?, pack::shipped().rules());
    let case = intake::new_case(Incoming::Goal(goal), id, project.year?);
    Some(Case { subject: project.subject, ..case })
}
