//! Project lists, read whole: layouts as offices keep them, each cell taken or counted, and what harms.

mod bad_input;
mod workbooks;

use std::fmt::Write;
use std::path::PathBuf;

use hengping::domain::finding::{FileProblem, ListProblem};
use hengping::domain::funds::FundColumn;
use hengping::domain::project_list::ListColumn;
use hengping::forms::project_list::{
    EntryState, Given, ListEntry, ListReading, Mapping, ProjectListReport, RowKind, rows,
};
use hengping::forms::{self, Reading};

use super::{cases, differs};

/// The lists of a file, and that nothing else was made of it.
#[track_caller]
fn lists(reading: &Reading) -> &[ListReading] {
    super::whole(reading);
    assert!(reading.document.is_none() && !reading.lists.is_empty(), "{:?}", reading.problems());
    let lists = reading.problems().iter().any(|problem| matches!(problem, FileProblem::ProjectList { .. }));
    assert!(lists, "{:?}", reading.problems());
    &reading.lists
}

#[track_caller]
fn only(reading: &Reading) -> &ListReading {
    let [list] = lists(reading) else { panic!("{} lists", reading.lists.len()) };
    list
}

fn proposed(list: &ListReading) -> ProjectListReport {
    let report = rows(list, &Mapping::proposed(list), &Given::default());
    adds_up(list, &report);
    report
}

/// Every cell of a list is taken, or counted by a problem.
#[track_caller]
fn adds_up(list: &ListReading, report: &ProjectListReport) {
    assert_eq!(report.cells, list.cells());
    assert_eq!(report.taken + report.left_out, report.cells);
    let told = report.problems.iter().map(|problem| match problem {
        ListProblem::ColumnLeftOut { cells, .. }
        | ListProblem::RowLeftOut { cells, .. }
        | ListProblem::MoreLeftOut { cells } => *cells,
        _ => 0,
    });
    assert_eq!(told.sum::<usize>(), report.left_out, "{:#?}", report.problems);
    assert_eq!(report.entries.len() + report.sums + report.others, list.rows.len());
}

/// Each `tests/cases/lists/*.csv` is a layout that offices keep; the `.txt` beside it says what must be read.
#[test]
fn the_layouts_of_offices_are_read() {
    let mut missed = Vec::new();
    let folder = std::fs::read_dir(cases().join("lists")).expect("the lists");
    let mut paths: Vec<PathBuf> = folder.map(|entry| entry.expect("an entry").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|end| end == "csv"));
    paths.sort();
    assert!(paths.len() >= 12);
    for path in paths {
        let reading = forms::read_csv(&std::fs::read(&path).expect("the list"));
        let shown: String = lists(&reading).iter().map(shown).collect();
        if differs(&path.with_extension("txt"), &shown) {
            missed.push(path.display().to_string());
        }
        let json = serde_json::to_string(&reading).expect("JSON");
        let back: Reading = hengping::domain::from_json::from_json(&json).expect("a reading");
        assert_eq!(back, reading, "what the worker posts is what the page gets");
    }
    assert!(missed.is_empty(), "differ from their .txt:\n{}", missed.join("\n"));
}

/// A list and its report as lines that a person can check against the file.
fn shown(list: &ListReading) -> String {
    let mut out = String::new();
    let line = |out: &mut String, name: &str, text: String| {
        let _ = writeln!(out, "{name}: {}", text.replace('\n', "⏎"));
    };
    let told = (list.year, list.money_unit, &list.party);
    line(&mut out, "above", format!("{:?} {told:?}", list.above));
    for column in &list.columns {
        let unit = column.money_unit.map(|unit| unit.word()).unwrap_or_default();
        let told = format!("{} = {} {unit} ({})", column.header, column.proposed.word(), column.filled);
        line(&mut out, "column", told);
    }
    let kinds = |kind: fn(&RowKind) -> bool| {
        list.rows.iter().filter(|row| kind(&row.kind)).map(|row| row.number).collect::<Vec<_>>()
    };
    line(&mut out, "totals", format!("{:?}", kinds(|kind| matches!(kind, RowKind::Total))));
    line(&mut out, "subtotals", format!("{:?}", kinds(|kind| matches!(kind, RowKind::Subtotal { .. }))));
    line(&mut out, "headers", format!("{:?}", kinds(|kind| matches!(kind, RowKind::Header))));
    line(&mut out, "asides", format!("{:?}", kinds(|kind| matches!(kind, RowKind::Aside))));
    let report = proposed(list);
    line(&mut out, "cells, taken, left out", format!("{:?}", (report.cells, report.taken, report.left_out)));
    for problem in &report.problems {
        line(&mut out, "problem", format!("{problem:?}"));
    }
    for entry in &report.entries {
        line(&mut out, "entry", shown_entry(entry));
        for problem in &entry.problems {
            line(&mut out, "  problem", format!("{problem:?}"));
        }
        for problem in &entry.money {
            line(&mut out, "  money", format!("{problem:?}"));
        }
    }
    out + "\n"
}

fn shown_entry(entry: &ListEntry) -> String {
    let project = &entry.project;
    let texts = project.texts.iter().map(|text| format!("{}={}", text.column.word(), text.text));
    let money = project.money.iter().map(|money| format!("{}={}", money.column.word(), money.amount.text()));
    let total = project.funds().total(FundColumn::Budget).amount.map(|amount| format!("sum {amount}"));
    let said: Vec<String> = texts.chain(money).chain(total).collect();
    let (subject, year) = (project.subject, project.year);
    format!("{} {:?} {subject:?} {year:?} {}", entry.row, entry.state, said.join(" | "))
}

#[test]
fn a_list_that_is_mapped_by_hand_is_read_by_that_mapping() {
    for text in [
        "工程,使用者,代号,款项（元）\n道路养护,公路中心,A-1,3000000\n",
        "序号,项目名称,使用者,代号,款项\n1,道路养护,公路中心,A-1,3000000\n",
    ] {
        assert!(forms::read_csv(text.as_bytes()).lists.is_empty(), "too few known words: {text}");
    }
    let text = "序号,项目名称,预算年度,使用者,代号,款项\n1,道路养护,2024,公路中心,A-1,3000000\n";
    let reading = forms::read_csv(text.as_bytes());
    let list = only(&reading);
    let report = proposed(list);
    assert_eq!(report.entries[0].state, EntryState::Incomplete(vec![ListColumn::Unit]));
    let mut mapping = Mapping::proposed(list);
    mapping.set("使用者", ListColumn::Unit);
    mapping.set("款项", ListColumn::Total);
    mapping.set("代号", ListColumn::Code);
    let report = rows(list, &mapping, &Given::default());
    adds_up(list, &report);
    assert_eq!(report.entries[0].state, EntryState::Incomplete(vec![ListColumn::Total]));
    assert_eq!(report.problems, [ListProblem::MoneyUnitUnknown { headers: "款项".to_owned() }]);
    let given = Given { money_unit: Some(hengping::domain::money_unit::MoneyUnit::Yuan), ..Given::default() };
    let report = rows(list, &mapping, &given);
    assert_eq!((report.entries[0].state.clone(), report.problems.len()), (EntryState::Ready, 0));
    assert_eq!(report.entries[0].project.funds().total(FundColumn::Budget).amount, "300".parse().ok());
    mapping.set("序号", ListColumn::Name);
    let report = rows(list, &mapping, &given);
    adds_up(list, &report);
    let twice = ListProblem::MeaningTwice {
        column: ListColumn::Name,
        first: "序号".to_owned(),
        second: "项目名称".to_owned(),
    };
    assert!(report.problems.contains(&twice), "{:?}", report.problems);
    let report = rows(list, &Mapping::default(), &given);
    adds_up(list, &report);
    assert_eq!(report.problems[0], ListProblem::ColumnMissing { column: ListColumn::Name });
    assert!(report.problems.contains(&ListProblem::NoProjects));
}

#[test]
fn what_the_whole_list_lacks_can_be_said_once() {
    let text = "项目名称,项目代码,项目类别\n学生资助,1,甲\n操场翻新,2,乙\n";
    let reading = forms::read_csv(text.as_bytes());
    let list = only(&reading);
    let lacking = proposed(list);
    let missing = EntryState::Incomplete(vec![ListColumn::Year, ListColumn::Unit]);
    assert!(lacking.entries.iter().all(|entry| entry.state == missing));
    let given = Given {
        year: Some(2024),
        department: "教育局".to_owned(),
        unit: "第一中学".to_owned(),
        ..Given::default()
    };
    let report = rows(list, &Mapping::proposed(list), &given);
    assert_eq!((report.tally().ready, report.entries.len()), (2, 2));
    let head = report.entries[0].project.head();
    assert_eq!((head.year, head.unit.as_str(), head.department.as_str()), (Some(2024), "第一中学", "教育局"));
}

#[test]
fn a_form_stays_a_form() {
    for case in ["selfeval-tangxi-2022.csv", "selfeval-qingshen-2023.csv", "goal-jinzhai-2021.csv"] {
        let reading = forms::read_csv(&std::fs::read(cases().join(case)).expect("the case"));
        assert!(reading.document.is_some() && reading.lists.is_empty(), "{case}");
    }
    // The head of a form: labels with their texts beside them.
    let head =
        "项目名称,道路养护,主管部门,交通局\n项目代码,001,实施单位,公路中心\n项目属性,延续,项目期,一年\n";
    assert!(forms::read_csv(head.as_bytes()).lists.is_empty());
}

#[test]
fn codes_are_held_against_the_patterns_of_the_place() {
    let text = "项目代码,项目名称,单位编码,实施单位,预算年度\n\
        34060024T000000010001,学生资助,219001,教育局,2024\n3406-24-1,操场翻新,21900,第一中学,2024\n";
    let reading = forms::read_csv(text.as_bytes());
    let list = only(&reading);
    let pack = hengping::pack::shipped().pack("huaibei").expect("the city's pack");
    let codes = hengping::pack::code_patterns(pack).expect("patterns");
    let report = rows(list, &Mapping::proposed(list), &Given { codes, ..Given::default() });
    assert_eq!(report.entries[0].problems, []);
    let odd: Vec<&str> = report.entries[1].problems.iter().map(ListProblem::code).collect();
    assert_eq!(odd, ["list-code-unlike-pattern", "list-code-unlike-pattern"]);
    assert_eq!(report.entries[1].state, EntryState::Ready, "odd codes are used, and told");
}
