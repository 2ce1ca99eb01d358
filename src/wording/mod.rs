//! 用语: every sentence a user reads about findings, refusals and states, in plain official Chinese.
//! Complete by `match`, so a new problem without words does not compile. Says what, where, why and
//! what to do; decides nothing itself.

mod adopting;
mod backup;
mod basis;
mod bundle;
mod clause;
mod difference;
mod evidence;
mod file;
mod fix;
mod form;
mod goal;
mod history;
mod in_force;
mod kept;
mod labels;
mod library;
mod list;
mod names;
mod pack;
mod paste;
mod people;
mod platform;
mod projects;
mod rule;
mod score;
mod state;

pub use adopting::{
    LibraryNews, library_adopted, library_broken, library_changed_meanwhile, library_file_unreadable,
    library_more_refused, library_news, library_not_compared, library_not_kept, library_restore_asks,
    library_restored,
};
pub use backup::{backup_problem, case_field};
pub use basis::{
    answers_stay, goal_basis, goal_differs, goal_group, goal_same, row_at, rule_changed, survey_answers,
    survey_note,
};
pub use bundle::{bundle_changed_since, bundle_kind, bundle_problem, excerpt, party_role};
pub use difference::{difference_parts, difference_place, difference_value};
pub use evidence::{
    evidence_handed_out, evidence_kind, evidence_left_out, evidence_limits, evidence_not_backed_up,
    evidence_not_enclosed, evidence_not_here, evidence_not_kept, evidence_problem, evidence_stops_import,
    evidence_taken,
};
pub use file::size;
pub use fix::{remedy, share_refusal};
pub use history::{
    nothing_differs, restoring_asks, version_is_broken, version_not_kept, version_not_restored,
    version_restored, version_why, versions_stay, versions_travel,
};
pub use in_force::{
    rules_changed, rules_changed_elsewhere, rules_difference, rules_not_changed, rules_not_shipped,
    rules_of_backup, rules_of_bundle,
};
pub use kept::{
    exported_without_files, is_backup, little_room, only_here, persistence, put_aside, reminder,
    sweep_question, swept_files, unnamed_files,
};
pub use labels::{
    document, fund_column, fund_field, fund_label, fund_total_label, goal_stage, goal_stage_short,
    head_field, money_table, row_field, severity, sign, source, station, status, subject, survey_field,
    task_column, task_field, tasks_table, text_field,
};
pub use library::{library_field, library_finding, library_member, library_problem};
pub use list::{list_column, list_problem};
pub use names::{Names, row_says};
pub use paste::paste_problem;
pub use people::{
    keeper_did_not_answer, left_behind_stays, lock_not_changed, name_is_missing, name_is_taken,
    names_are_missing, no_randomness, not_all_is_kept, other_windows, passphrases_differ, person_is_gone,
    profile_name, register_not_written, short_passphrase, uncopied_changed, wrong_passphrase,
};
pub use platform::{copied_for_platform, not_copied, nothing_for_platform, platform_not_known};
pub use projects::{
    case_without_goal_form, copied_to_next_year, goals_not_checked, list_opened, list_without_forms,
    name_is_blank, same_project_here, subject_name, summary_without_checks, year_is_no_year,
};
pub use rule::{ScoredBy, grades, rule, rule_kind, scored_by};
pub use state::{
    SaveState, approved_goal_stays, cases_are_gone, changed_while_importing, demo_is_not_handed_in,
    edited_elsewhere, edited_since_import, forms_not_fetched, goal_not_moved, keeper_gave_up,
    keeper_not_loaded, left_to_another_window, library_not_fetched, lineages_not_kept,
    lost_to_another_window, no_key_kept, not_fetched, refusal, save_state, take_over, where_kept,
    writer_gave_up, writer_not_loaded, written_by_newer,
};

use clause::Clause;

use crate::domain::checks::{Basis, CheckWords};
use crate::domain::finding::{Finding, Problem};
use crate::domain::place::{Place, PlaceTarget};

/// What is wrong and what to do, without saying in which row.
pub fn sentence(problem: &Problem) -> String {
    let Clause { subject, rest } = clause(problem);
    format!("{}{rest}", subject.alone())
}

/// The same with the place: `「委托业务报告合格率」的指标值单位写作“百分比”，应为“%”：…`.
pub fn sentence_at(finding: &Finding, names: &Names) -> String {
    let Clause { subject, rest } = clause(&finding.problem);
    let target = finding.place.target();
    let name = target.as_ref().and_then(row_of).and_then(|row| names.of(row));
    format!("{}{rest}", subject.at(target.as_ref(), name.as_deref()))
}

/// Where a finding stands, in words: `「公众满意度」的实际完成值`, `总分`.
pub fn place(place: &Place, names: &Names) -> String {
    let target = place.target();
    let name = target.as_ref().and_then(row_of).and_then(|row| names.of(row));
    clause::Subject::Field("").at(target.as_ref(), name.as_deref())
}

/// The rule a finding rests on: `依据：财预〔2020〕10号，自评表填报说明（未核对）`.
/// `None` where the pack names none, as for files that do not open.
pub fn basis(code: &str, words: &CheckWords) -> Option<String> {
    let Basis { document, note, verified } = words.basis(code)?;
    let note = if note.is_empty() { String::new() } else { format!("，{note}") };
    let mark = if *verified { "" } else { "（未核对）" };
    Some(format!("依据：{document}{note}{mark}"))
}

fn row_of(target: &PlaceTarget) -> Option<&crate::domain::ids::RowId> {
    match target {
        PlaceTarget::Indicator(_, row, _)
        | PlaceTarget::Survey(row, _)
        | PlaceTarget::Fund(_, row, _)
        | PlaceTarget::Task(_, row, _) => Some(row),
        PlaceTarget::Document(_)
        | PlaceTarget::Text(..)
        | PlaceTarget::Indicators(_)
        | PlaceTarget::Funds(_)
        | PlaceTarget::Remarks(_)
        | PlaceTarget::Tasks(_)
        | PlaceTarget::Fact(..)
        | PlaceTarget::SelfCheck(_) => None,
    }
}

fn clause(problem: &Problem) -> Clause {
    match problem {
        Problem::Form(problem) => form::clause(problem),
        Problem::Goal(problem) => goal::clause(problem),
        Problem::Score(problem) => score::clause(problem),
        Problem::File(problem) => file::clause(problem),
        Problem::Pack(problem) => pack::clause(problem),
    }
}

#[cfg(test)]
mod examples;
#[cfg(test)]
mod tests;
