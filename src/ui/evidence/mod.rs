//! 佐证材料 of a row: how many files there are, and, once somebody asks, the files themselves with what can be done
//! with them. All but the count is fetched when it is first asked for.

mod adding;
mod cell;
mod desk;
mod viewer;

pub use cell::EvidenceCell;

use leptos::prelude::*;

use super::later::{Later, come};
use super::parts::live::{live, memo};
use super::session::session;
use crate::domain::case::Case;
use crate::domain::command::{Command, GoalEdit};
use crate::domain::evidence::Evidence;
use crate::domain::ids::RowId;
use crate::domain::indicator::Indicator;
use crate::domain::place::DocumentType;
use crate::wording;

/// A row of the open case that files may bear out.
#[derive(Clone, PartialEq)]
pub struct EvidenceOf {
    pub document: DocumentType,
    pub row: RowId,
}

impl EvidenceOf {
    fn read<'c>(&self, case: &'c Case) -> Option<&'c Indicator> {
        match self.document {
            DocumentType::Goal => case.goal.as_ref()?.row(&self.row),
            DocumentType::SelfEvaluation => Some(&case.self_evaluation.as_ref()?.row(&self.row)?.indicator),
        }
    }

    /// The edit that gives the row these files; `None` once the row is gone.
    fn command(&self, case: &Case, evidence: Vec<Evidence>) -> Option<Command> {
        Some(match self.document {
            DocumentType::SelfEvaluation => Command::SetEvidence { row: self.row.clone(), evidence },
            DocumentType::Goal => {
                let mut row = self.read(case)?.clone();
                row.grounds.evidence = evidence;
                Command::Goal(GoalEdit::ReplaceRow { row: Box::new(row) })
            }
        })
    }
}

/// The way to a row's files: a button that says how many there are, and below it, once pressed, the files.
pub fn field(of: EvidenceOf) -> AnyView {
    let open = RwSignal::new(false);
    let (counted, session) = (of.clone(), session());
    let count = memo(move || {
        let count = |case: &Option<Case>| Some(counted.read(case.as_ref()?)?.grounds.evidence.len());
        session.case.with(count).unwrap_or_default()
    });
    provide_context(of);
    let later = expect_context::<Later>();
    view! {
        <div class="evidence-field">
            <button type="button" class="small" aria-expanded=move || open.get().to_string() on:click=move |_| open.update(|open| *open = !*open)>
                {live(move || format!("佐证材料（{}）", count.get()))}
            </button>
            {live(move || open.get().then(|| come(later.evidence, false)))}
        </div>
    }
    .into_any()
}

/// The files of the row in context.
pub fn page() -> AnyView {
    let (of, session) = (expect_context::<EvidenceOf>(), session());
    let read = of.clone();
    let files = memo(move || {
        let files = |case: &Option<Case>| Some(read.read(case.as_ref()?)?.grounds.evidence.clone());
        session.case.with(files).unwrap_or_default()
    });
    let named = of.clone();
    let label = memo(move || {
        let name = |case: &Option<Case>| Some(named.read(case.as_ref()?)?.name.trim().to_owned());
        match session.case.with(name).unwrap_or_default() {
            name if name.is_empty() => "（未命名）".to_owned(),
            name => name,
        }
    });
    let change = move |evidence| {
        let command = session.case.with_untracked(|case| of.command(case.as_ref()?, evidence));
        if let Some(Err(refusal)) = command.map(|command| session.apply(command)) {
            session.tell(&wording::refusal(&refusal));
        }
    };
    let change = Callback::new(change);
    view! { <EvidenceCell files change read_only=session.read_only label /> }.into_any()
}
