//! What the list needs only when it is asked for, and fetches then: the dialog that makes a case, and what many cases
//! or a blank form take.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::new_case;
use crate::domain::ids::CaseId;
use crate::domain::place::DocumentType;
use crate::route::Route;
use crate::ui::later::{Fetching, Later, NotFetched, Page};
use crate::ui::session::{Copied, Link, Notice, Session};
use crate::ui::{blanks, dom, goal_forms};
use crate::wording;

/// What is done with cases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Act {
    /// Gives the case a blank goal and goes there.
    BeginGoal,
    /// 复制到下一年度.
    Copy,
    /// 汇总表 as XLSX.
    Summary,
    /// The official form of one case as XLSX.
    Workbook(DocumentType),
}

/// What comes.
#[derive(Clone, Copy)]
pub struct ProjectsDesk {
    new_case: Page,
    act: fn(Session, Act, Vec<CaseId>),
}

/// It, as it is named for fetching.
pub const DESK: ProjectsDesk = ProjectsDesk { new_case: new_case::page, act };

/// The way to it. In the context of the list.
#[derive(Clone, Copy)]
pub(super) struct Tools {
    pub(super) session: Session,
    fetch: fn() -> Fetching<ProjectsDesk>,
    /// The dialog, once it has come, and that it is to open.
    pub(super) dialog: RwSignal<Option<Page>>,
    pub(super) wants_case: RwSignal<bool>,
}

impl Tools {
    pub(super) fn new(session: Session, later: Later) -> Self {
        let (dialog, wants_case) = (RwSignal::new(None), RwSignal::new(false));
        Self { session, fetch: later.projects, dialog, wants_case }
    }

    /// Opens the dialog that makes a case.
    pub(super) fn begin_case(self) {
        self.with(move |desk| {
            self.dialog.update(|dialog| {
                dialog.get_or_insert(desk.new_case);
            });
            self.wants_case.set(true);
        });
    }

    pub(super) fn act(self, act: Act, ids: Vec<CaseId>) {
        self.with(move |desk| (desk.act)(self.session, act, ids));
    }

    fn with(self, then: impl FnOnce(ProjectsDesk) + 'static) {
        spawn_local(async move {
            match (self.fetch)().await {
                Ok(desk) => then(desk),
                Err(NotFetched) => self.session.notice.set(Some(Notice::bad(wording::not_fetched()))),
            }
        });
    }
}

fn act(session: Session, act: Act, ids: Vec<CaseId>) {
    match act {
        Act::BeginGoal => spawn_local(async move {
            let Some(id) = ids.into_iter().next() else { return };
            if let Some(forms) = goal_forms::fetched().await
                && let Some(mut case) = session.case_of(&id).filter(|case| case.goal.is_none())
            {
                case.goal = blanks::goal(&case, &forms);
                session.put_cases(vec![case]);
            }
            // The page itself offers a goal where the form did not come.
            dom::go(&Route::Goal(id));
        }),
        Act::Summary => session.export_summary(ids),
        Act::Workbook(document) => ids.iter().for_each(|id| session.export_xlsx(id, document)),
        Act::Copy => spawn_local(async move {
            let Copied { made, years, there, empty, undo } = session.copy_to_next_year(&ids).await;
            let mut notice = Notice::done(wording::copied_to_next_year(made.len(), there, empty));
            notice.bad = made.is_empty();
            let years: Vec<i16> = years.into_iter().collect();
            notice.link = match (made.as_slice(), years.as_slice()) {
                ([only], _) => {
                    Some(Link {
                        label: "打开新项目".to_owned(), to: Route::Goal(only.clone()), year: None
                    })
                }
                (_, [year]) => {
                    let label = format!("列出 {year} 年度的项目");
                    Some(Link { label, to: Route::Projects, year: Some(*year) })
                }
                _ => None,
            };
            session.notice.set(Some(if made.is_empty() { notice } else { notice.with_undo(undo) }));
        }),
    }
}
