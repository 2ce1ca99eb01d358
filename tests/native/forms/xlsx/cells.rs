//! What stands in the cells of a workbook: texts as texts, figures as numbers, and what no cell holds refused.

use calamine::{Data, DataType, Reader, Xlsx};
use hengping::domain::case::Subject;
use hengping::domain::finding::FileProblem;
use hengping::domain::goal::GoalStage;
use hengping::forms::{self, FormDocument, SummaryLine};

use super::{full_goal, goal_of, read, written};

#[test]
fn texts_are_never_formulas_and_figures_are_numbers_where_they_read_back() {
    let mut goal = full_goal();
    let texts = [
        "=1+1",
        "+1",
        "-1+2",
        "@SUM(A1)",
        "＝1",
        "{=A1}",
        "007",
        "1.50",
        "1e5",
        "1234567890123456",
        "12.5",
        "-3",
    ];
    for (row, text) in goal.indicators.iter_mut().zip(texts.chunks(3)) {
        row.target = text[0].into();
        row.points = text[1].into();
        row.name = text[2].into();
    }
    let bytes = written(&FormDocument::Goal(goal.clone()), Subject::Project);
    assert_eq!(goal_of(&read(&bytes)), &goal);
    let mut book: Xlsx<_> = Xlsx::new(std::io::Cursor::new(&bytes[..])).expect("a workbook");
    let range = book.worksheet_range("绩效目标申报表").expect("the form");
    let formulas = book.worksheet_formula("绩效目标申报表").expect("formulas");
    assert!(formulas.is_empty());
    for text in texts {
        let cell = range
            .used_cells()
            .map(|(.., value)| value)
            .find(|value| value.as_string().as_deref() == Some(text));
        let number = matches!(cell, Some(Data::Float(_) | Data::Int(_)));
        // -3 stands in a column of names.
        assert_eq!(number, text == "12.5", "{text} {cell:?}");
    }
}

#[test]
fn a_text_longer_than_a_cell_is_refused_and_the_longest_is_kept() {
    let mut goal = full_goal();
    goal.annual_goal = "长".repeat(32_767);
    let bytes = written(&FormDocument::Goal(goal.clone()), Subject::Project);
    assert_eq!(goal_of(&read(&bytes)), &goal);
    // Beyond the plain characters a spreadsheet counts two.
    goal.annual_goal = format!("{}\u{20000}", "长".repeat(32_766));
    let refused = forms::write_goal(&goal, Subject::Project, None).expect_err("too long");
    let start = "长".repeat(20);
    assert_eq!(refused, FileProblem::TextTooLong { start, characters: 32_768, limit: 32_767 });
    let rows = [vec!["字".repeat(40_000)]];
    let refused = forms::write_table("表", &["列"], &rows).expect_err("too long");
    assert_eq!(refused.code(), "text-too-long");
}

#[test]
fn what_the_second_sheet_could_not_give_back_is_refused() {
    let mut goal = full_goal();
    goal.self_check[0].note = "长".repeat(8_000_000);
    let refused = forms::write_goal(&goal, Subject::Project, None).expect_err("too much");
    assert_eq!(refused.code(), "too-much-to-write");
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    let document = FormDocument::Goal(full_goal());
    assert_eq!(written(&document, Subject::Project), written(&document, Subject::Project));
}

#[test]
fn a_list_of_cases_is_written_with_its_figures_and_blanks() {
    let line = SummaryLine {
        year: 2024,
        code: "0012".into(),
        name: "=路灯".into(),
        subject: Subject::Project,
        department: "市城管局".into(),
        unit: "市路灯管理处".into(),
        money: "280.6".parse().ok(),
        indicators: Some(3),
        goal: Some(GoalStage::Declared),
        complete: Some(true),
        score: Some("92.5".parse().expect("points")),
        grade: Some("优".into()),
        problems: 0,
    };
    let open = SummaryLine { money: None, indicators: None, complete: None, score: None, ..line.clone() };
    let bytes = forms::write_summary("2024 年项目汇总表", &[line, open]).expect("a workbook");
    let mut book: Xlsx<_> = Xlsx::new(std::io::Cursor::new(bytes)).expect("a workbook");
    let range = book.worksheet_range("2024 年项目汇总表").expect("the list");
    let row = |row: u32| {
        (0..14).map(|column| range.get_value((row, column)).expect("a cell").to_string()).collect::<Vec<_>>()
    };
    assert_eq!(row(1)[..4], ["序号", "年度", "项目编码", "名称"]);
    assert_eq!(row(2)[2..9], ["0012", "=路灯", "项目支出", "市城管局", "市路灯管理处", "280.6", "3"]);
    assert_eq!(row(3)[7..12], ["", "", "申报", "", ""]);
    assert!(
        matches!(range.get_value((2, 7)), Some(Data::Float(_)))
            && matches!(range.get_value((2, 2)), Some(Data::String(_)))
    );
}
