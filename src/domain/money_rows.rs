//! 资金行: the money rows of a goal beside those that its form asks for and it does not have, so that money can be filled
//! in whatever came with the file. Knows what each row is called; sums nothing and judges nothing.

use super::command::GoalEdit;
use super::funds::{FundRow, FundSource, Funds};
use super::goal_form::{GoalForm, MoneyRow};
use super::ids::RowId;
use super::normalise::compact;
use super::place::FundField;

/// A row of the money table as the form wants it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MoneyLine {
    pub row: FundRow,
    /// The goal does not have it: blank, and kept only once something of the table is filled in.
    pub missing: bool,
}

/// All rows of the goal in their order, and between them those of the form that it lacks. The id of a missing row
/// depends on its place in the form only, so that the row is the same once it is kept. Details of one's own below a
/// source stand for those of the form.
pub fn money_lines(funds: &Funds, form: Option<&GoalForm>) -> Vec<MoneyLine> {
    let here = |row: &FundRow| MoneyLine { row: row.clone(), missing: false };
    let mut lines: Vec<MoneyLine> = funds.rows.iter().map(here).collect();
    let mut at = 0;
    for (number, asked) in form.iter().flat_map(|form| form.money.iter().enumerate()) {
        let found = match asked.source {
            FundSource::Detail => match below(&lines, at, asked, form) {
                Below::Found(found) => Some(found),
                Below::Missing => None,
                Below::Others => continue,
            },
            source => lines.iter().position(|line| line.row.source == source),
        };
        if let Some(found) = found {
            at = found + 1;
            continue;
        }
        if asked.source != FundSource::Detail {
            at = lines.len().min(at + details(&lines, at));
        }
        let row = FundRow::new(free_id(funds, number), asked.source, asked.label.clone());
        lines.insert(at, MoneyLine { row, missing: true });
        at += 1;
    }
    lines
}

/// A cell of the table with the text that it shall have.
pub type MoneyCell = (RowId, FundField, String);

/// Sets cells of such rows. Where one of the rows is missing, all that are missing come with it: a table is not filled
/// in by halves.
pub fn set_money(funds: &Funds, form: Option<&GoalForm>, cells: Vec<MoneyCell>) -> GoalEdit {
    let lacking = cells.iter().any(|(row, ..)| funds.rows.iter().all(|known| known.id != *row));
    let lines = if lacking { money_lines(funds, form) } else { Vec::new() };
    let missing = lines.into_iter().enumerate().filter(|(_, line)| line.missing);
    let added = missing.map(|(index, line)| GoalEdit::InsertFund { index, row: Box::new(line.row) });
    let set = cells.into_iter().map(|(row, field, text)| GoalEdit::SetFund { row, field, text });
    let mut edits: Vec<GoalEdit> = added.chain(set).collect();
    match edits.pop() {
        Some(only) if edits.is_empty() => only,
        last => GoalEdit::Many(edits.into_iter().chain(last).collect()),
    }
}

/// What a goal has of a detail of the form.
enum Below {
    Found(usize),
    Missing,
    /// Its source is broken down in another way.
    Others,
}

/// Looks for a detail among those of the source that it stands below; `at` is where it would stand.
fn below(lines: &[MoneyLine], at: usize, asked: &MoneyRow, form: Option<&GoalForm>) -> Below {
    let known = |row: &FundRow| {
        let mut money = form.iter().flat_map(|form| &form.money);
        money.any(|money| money.source == FundSource::Detail && is_called(row, &money.label))
    };
    let first = (0..at).rev().take_while(|at| is_detail(lines, *at)).last().unwrap_or(at);
    let own = first..at + details(lines, at);
    match own.clone().find(|at| lines.get(*at).is_some_and(|line| is_called(&line.row, &asked.label))) {
        Some(found) => Below::Found(found),
        None if own.clone().all(|at| lines.get(at).is_some_and(|line| known(&line.row))) => Below::Missing,
        None => Below::Others,
    }
}

/// How many details follow from there on.
fn details(lines: &[MoneyLine], at: usize) -> usize {
    (at..lines.len()).take_while(|at| is_detail(lines, *at)).count()
}

fn is_detail(lines: &[MoneyLine], at: usize) -> bool {
    lines.get(at).is_some_and(|line| line.row.source == FundSource::Detail)
}

/// 其中 only says that the row is a part of the one above.
fn is_called(row: &FundRow, label: &str) -> bool {
    let plain = |text: &str| {
        let text = compact(text);
        let text = text.strip_prefix("其中").unwrap_or(&text);
        text.trim_start_matches([':', '：']).to_owned()
    };
    plain(&row.label) == plain(label)
}

/// By the row's place in the form; another row that happens to have it does not give it up.
fn free_id(funds: &Funds, number: usize) -> RowId {
    let mut id = format!("m{}", number + 1);
    while funds.rows.iter().any(|row| row.id.as_str() == id) {
        id.push('m');
    }
    RowId::new(id)
}

#[cfg(test)]
mod tests {
    use super::{money_lines, set_money};
    use crate::domain::command::{Command, apply_to};
    use crate::domain::funds::{FundColumn, FundRow, FundSource, Funds};
    use crate::domain::goal::Goal;
    use crate::domain::goal_form::GoalForm;
    use crate::domain::ids::{CaseId, RowId};
    use crate::domain::intake::{Incoming, new_case};
    use crate::domain::place::FundField;

    fn form() -> GoalForm {
        serde_json::from_str(
            r#"{"subject":"project","title":"甲","texts":[],"facts":[],"money":[
            {"source":"total","label":"资金总额"},{"source":"fiscal","label":"财政拨款"},
            {"source":"detail","label":"其中：一般公共预算"},{"source":"detail","label":"政府性基金预算"},
            {"source":"carried_over","label":"上年结转资金"},{"source":"other","label":"其他资金"}]}"#,
        )
        .expect("a form")
    }

    fn funds(rows: &[(&str, FundSource, &str, &str)]) -> Funds {
        let row = |(id, source, label, budget): &(&str, FundSource, &str, &str)| {
            let mut row = FundRow::new(RowId::new(*id), *source, *label);
            *row.cell_mut(FundColumn::Budget) = (*budget).into();
            row
        };
        Funds { rows: rows.iter().map(row).collect() }
    }

    /// Labels in their order, missing ones marked.
    fn shown(funds: &Funds) -> String {
        let lines = money_lines(funds, Some(&form())).into_iter();
        let word =
            |line: super::MoneyLine| format!("{}{}", if line.missing { "+" } else { "" }, line.row.label);
        lines.map(word).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn what_the_form_asks_for_stands_where_the_form_has_it() {
        use FundSource as S;
        let details = "+其中：一般公共预算 +政府性基金预算";
        let all = format!("+资金总额 +财政拨款 {details} +上年结转资金 +其他资金");
        assert_eq!(shown(&Funds::default()), all);
        let total = funds(&[("f1", S::Total, "年度资金总额", "120")]);
        assert_eq!(shown(&total), all.replace("+资金总额", "年度资金总额"));
        let some = funds(&[("a", S::Fiscal, "当年财政拨款", "1"), ("b", S::Other, "其他", "2")]);
        assert_eq!(shown(&some), format!("+资金总额 当年财政拨款 {details} +上年结转资金 其他"));
        let detail = funds(&[("a", S::Fiscal, "拨款", "1"), ("b", S::Detail, "其中:政府性基金预算", "1")]);
        let expected = "+资金总额 拨款 +其中：一般公共预算 其中:政府性基金预算 +上年结转资金 +其他资金";
        assert_eq!(shown(&detail), expected);
        let own = funds(&[
            ("a", S::Fiscal, "拨款", "1"),
            ("b", S::Detail, "其中：中央资金", "1"),
            ("c", S::UnitOwn, "单位资金", "1"),
        ]);
        assert_eq!(shown(&own), "+资金总额 拨款 其中：中央资金 +上年结转资金 +其他资金 单位资金");
        let lines = money_lines(&some, None);
        assert!(lines.len() == 2 && lines.iter().all(|line| !line.missing));
    }

    #[test]
    fn a_missing_row_is_kept_with_all_others_once_it_is_filled_in() {
        for came in [
            Funds::default(),
            funds(&[("f1", FundSource::Total, "总额", "120")]),
            funds(&[("m2", FundSource::Other, "其他", "5"), ("m5", FundSource::Total, "总额", "")]),
        ] {
            let form = form();
            let goal = Goal { funds: came.clone(), ..Goal::default() };
            let mut case = new_case(Incoming::Goal(goal), CaseId::new("c"), 2024);
            let before = case.clone();
            let lines = money_lines(&came, Some(&form));
            let fiscal = lines.iter().find(|line| line.row.source == FundSource::Fiscal).expect("a row");
            assert!(fiscal.missing);
            let id = fiscal.row.id.clone();
            let edit = set_money(&came, Some(&form), vec![(id.clone(), FundField::Budget, "100".into())]);
            let change = apply_to(&mut case, Command::Goal(edit)).expect("an edit");
            let kept = &case.goal.as_ref().expect("a goal").funds;
            let ids = |rows: Vec<&FundRow>| rows.into_iter().map(|row| row.id.clone()).collect::<Vec<_>>();
            let wanted = ids(lines.iter().map(|line| &line.row).collect());
            assert_eq!(ids(kept.rows.iter().collect()), wanted, "each row stays where and what it was");
            assert!(money_lines(kept, Some(&form)).iter().all(|line| !line.missing));
            let typed = came.total(FundColumn::Budget).typed;
            assert_eq!(kept.total(FundColumn::Budget).typed, typed, "the stated total stays");
            let again = set_money(kept, Some(&form), vec![(id, FundField::Budget, "1000".into())]);
            apply_to(&mut case, Command::Goal(again)).expect("the next keystroke");
            apply_to(&mut case, change.inverse).expect("taken back");
            assert_eq!(case, before);
        }
    }
}
