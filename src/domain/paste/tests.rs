//! What spreadsheet programs put on the clipboard, what people copy by mistake, and what is made to harm.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::{Access, Block, MAX_BYTES, MAX_CELL, MAX_COLUMNS, MAX_ROWS, PastePlan, plan, read, to_tsv};
use crate::domain::finding::PasteProblem;
use crate::domain::levels::level_key;
use crate::domain::place::{FundField, RowField};
use crate::domain::task::TaskField;

const GOAL: [RowField; 7] = [
    RowField::Level1,
    RowField::Level2,
    RowField::Name,
    RowField::Sign,
    RowField::Target,
    RowField::Unit,
    RowField::Points,
];

fn block(text: &str) -> Block {
    read(text, None).expect("a block")
}

fn rows(text: &str) -> Vec<Vec<String>> {
    block(text).rows
}

fn planned(block: &Block, at: usize) -> PastePlan<'_, RowField> {
    plan(block, &GOAL, at, level_of, |_, _| Access::Open)
}

fn level_of(text: &str) -> Option<RowField> {
    match level_key(text).as_str() {
        "产出" | "效益" | "满意度" => Some(RowField::Level1),
        "数量" | "质量" | "社会效益" => Some(RowField::Level2),
        _ => None,
    }
}

fn texts<'b>(plan: &PastePlan<'b, RowField>, row: usize) -> Vec<&'b str> {
    plan.cells.iter().filter(|cell| cell.row == row).map(|cell| cell.text).collect()
}

#[test]
fn cells_of_several_lines_and_quotation_marks_are_read_as_excel_copies_them() {
    assert_eq!(
        rows("甲\t\"一、道路\n二、\"\"绿化\"\"\"\t丙\r\n丁\r\n"),
        [vec!["甲", "一、道路\n二、\"绿化\"", "丙"], vec!["丁", "", ""]]
    );
    // Without a tab or a line end inside, the program copies the marks as they stand.
    assert_eq!(rows("\"放管服\"改革\t\"优\"\t5\"\r\n"), [["\"放管服\"改革", "\"优\"", "5\""]]);
    for ends in ["a\tb\nc\td\n", "a\tb\rc\td\r", "a\tb\r\nc\td"] {
        assert_eq!(rows(ends), [["a", "b"], ["c", "d"]]);
    }
    assert_eq!(rows("甲\r\n\r\n"), [["甲"], [""]], "a blank row that was copied is one");
}

#[test]
fn a_quotation_mark_that_nothing_closes_loses_nothing() {
    let read = block("甲\t\"一、道路\t5\r\n乙");
    assert_eq!(read.rows, [["甲", "\"一、道路", "5"], ["乙", "", ""]]);
    assert_eq!(read.problems, [PasteProblem::OpenQuote { row: 1, column: 2 }]);
}

#[test]
fn formulas_and_marks_stay_as_they_are_and_are_told() {
    let read = block("=SUM(B1:B3)\t=95%\n\u{202e}项目\u{200b}\t９５％\n");
    assert_eq!(read.rows, [["=SUM(B1:B3)", "=95%"], ["\u{202e}项目\u{200b}", "９５％"]]);
    assert_eq!(
        read.problems,
        [
            PasteProblem::Formulas { cells: 1, text: "=SUM(B1:B3)".to_owned() },
            PasteProblem::Marks { cells: 1, row: 2, column: 1 }
        ]
    );
}

#[test]
fn a_block_beyond_a_limit_is_refused_as_a_whole_with_its_figures() {
    let refused = |text: &str| read(text, None).expect_err("a refusal");
    for text in ["", "\r\n", "\t\t\r\n \t\r\n"] {
        assert_eq!(refused(text), PasteProblem::Empty, "{text:?}");
    }
    assert_eq!(rows(&"a\n".repeat(MAX_ROWS)).len(), MAX_ROWS);
    assert_eq!(
        refused(&"a\n".repeat(MAX_ROWS + 1)),
        PasteProblem::TooManyRows { rows: MAX_ROWS + 1, limit: MAX_ROWS }
    );
    assert_eq!(
        refused(&"a\t".repeat(MAX_COLUMNS)),
        PasteProblem::TooManyColumns { columns: MAX_COLUMNS + 1, limit: MAX_COLUMNS }
    );
    assert_eq!(
        refused(&format!("甲\n\t{}", "长".repeat(MAX_CELL + 1))),
        PasteProblem::CellTooLong { row: 2, column: 2, characters: MAX_CELL + 1, limit: MAX_CELL }
    );
    let long = "甲\t".repeat(MAX_BYTES / 4) + "乙";
    assert_eq!(refused(&long), PasteProblem::TooLarge { size: long.len(), limit: MAX_BYTES });
}

/// As Excel writes it, with its conditional comments and the row that sets the widths.
const EXCEL: &str = "<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\">\r\n<head><style>\r\n<!--td {color:red}\r\n\
    .xl65 {mso-style-parent:style0;}-->\r\n</style></head>\r\n<body><!--StartFragment-->\r\n\
    <table border=0 cellpadding=0 width=288><col width=72 span=4>\r\n\
    <tr height=18>\r\n  <td rowspan=3 height=54 class=xl65>产出指标</td>\r\n  <td rowspan='2'>数量指标</td>\r\n\
      <td>道路&amp;桥梁</td>\r\n  <td align=right x:num>&ge;20</td>\r\n </tr>\r\n\
    <tr><td>绿化<br>\r\n    面积</td><td></td></tr>\r\n\
    <tr><td>质量指标</td><td colspan=2>合格 率</td></tr>\r\n\
    <![if supportMisalignedColumns]>\r\n <tr height=0 style='display:none'>\r\n  <td width=72></td></tr>\r\n <![endif]>\r\n\
    </table>\r\n<!--EndFragment--></body></html>";

#[test]
fn merged_cells_are_known_from_the_html() {
    let text = "产出指标\t数量指标\t道路&桥梁\t≥20\r\n\t\t\"绿化\n面积\"\t\r\n\t质量指标\t合格 率\t\r\n";
    let merged = BTreeMap::from([((1, 0), (0, 0)), ((1, 1), (0, 1)), ((2, 0), (0, 0)), ((2, 3), (2, 2))]);
    let both = read(text, Some(EXCEL)).expect("a block");
    assert_eq!(both.merged.as_ref(), Some(&merged));
    assert_eq!(both.rows, rows(text));
    let alone = read("", Some(EXCEL)).expect("a block");
    assert_eq!((alone.rows, alone.merged), (both.rows, Some(merged)));
    let other = read("甲\t乙\r\n", Some(EXCEL)).expect("a block");
    assert_eq!((other.rows, other.merged), (vec![vec!["甲".to_owned(), "乙".to_owned()]], None));
}

#[test]
fn html_as_people_meet_it_is_read_and_nothing_of_it_runs() {
    let of = |html: &str| read("", Some(html)).map(|block| block.rows);
    let cells = |cells: &[&str]| Ok(vec![cells.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>()]);
    assert_eq!(of("<table><tr><td>甲<td>乙</table>"), cells(&["甲", "乙"]));
    assert_eq!(of("<TABLE><TR><TH>甲</TH><TD>3 < 5</TD></TR></TABLE>"), cells(&["甲", "3 < 5"]));
    assert_eq!(
        of("<table><tr><td><script>alert('<td>')</script>甲<style>td{}</style></td></tr></table>"),
        cells(&["甲"])
    );
    assert_eq!(
        of("<table><tr><td><p>一</p><p>二</p></td><td>&unknown;&lt;</td></tr></table>"),
        cells(&["一\n二", "&unknown;<"])
    );
    assert_eq!(
        of("<table><tr><td>甲<table><tr><td>内</td><td>里</td></tr></table></td><td>乙</td></tr></table>"),
        cells(&["甲\n内 里", "乙"])
    );
    assert_eq!(of("<td title=\"a > b\" rowspan=1>甲</td><!-- <td>注</td>"), cells(&["甲"]));
    for html in ["<p>没有表格</p>", "<table></table>", "<table><tr><td>&nbsp;</td></tr></table>", "<", "<!--"]
    {
        assert_eq!(of(html), Err(PasteProblem::Empty), "{html}");
    }
}

#[test]
fn spans_that_claim_a_million_cells_take_no_room() {
    let wide = "<table><tr><td colspan=1000000000 rowspan=99999999999999999999>甲</td></tr>";
    assert_eq!(
        read("", Some(wide)),
        Err(PasteProblem::TooManyColumns { columns: MAX_COLUMNS + 1, limit: MAX_COLUMNS })
    );
    let deep = format!("<table><tr><td rowspan=65000 colspan=90>甲</td></tr>{}", "<tr>".repeat(50_000));
    assert_eq!(read("", Some(&deep)), Err(PasteProblem::TooManyRows { rows: 50_001, limit: MAX_ROWS }));
    let text = read("甲\n乙", Some(wide)).expect("the text");
    assert_eq!((text.rows.len(), text.merged), (2, None));
}

#[test]
fn a_block_goes_from_the_cell_it_is_pasted_at() {
    let block = block("甲\t≥\t20\n乙\t\t30\n");
    let plan = planned(&block, 2);
    assert!(!plan.by_header && plan.problems.is_empty());
    let columns: Vec<RowField> = plan.cells.iter().take(3).map(|cell| cell.column).collect();
    assert_eq!(columns, [RowField::Name, RowField::Sign, RowField::Target]);
    assert_eq!((plan.rows, texts(&plan, 1)), (2, vec!["乙", "", "30"]));
}

#[test]
fn a_block_without_a_header_goes_by_its_levels_wherever_it_is_pasted_at() {
    let first = |text: &str, at: usize| {
        let block = block(text);
        let plan = planned(&block, at);
        assert!(!plan.by_header && plan.problems.is_empty(), "{text} {:?}", plan.problems);
        plan.cells.first().map(|cell| (cell.column, cell.text.to_owned()))
    };
    let at = |column, text: &str| Some((column, text.to_owned()));
    for text in ["产出指标\t数量指标\t道路\t≥\t20\n\t质量指标\t合格率\t≥\t95\n", "产出\t数量\t道路\t≥\t20\n"]
    {
        assert_eq!(first(text, 2).map(|(column, _)| column), Some(RowField::Level1), "{text}");
    }
    assert_eq!(first("数量指标\t道路\t≥\t20\n", 2), at(RowField::Level2, "数量指标"));
    assert_eq!(first("1\t产出指标\t数量指标\t道路\n2\t\t\t桥梁\n", 2), at(RowField::Level1, "产出指标"));
    // An indicator may have a level's name.
    assert_eq!(first("满意度\t≥\t90\n", 2), at(RowField::Name, "满意度"));
    assert_eq!(first("社会效益指标\n", 2), at(RowField::Name, "社会效益指标"));
}

#[test]
fn a_row_that_sums_up_is_known_without_a_header_and_under_the_numbers_of_rows() {
    let row = "1\t产出指标\t数量指标\t道路\t≥\t20\t公里\t10\n2\t\t质量指标\t合格率\t≥\t95\t%\t10\n";
    let head = "序号\t一级指标\t二级指标\t三级指标\t指标性质\t指标值\t计量单位\t分值\n";
    for (begin, last) in [("", 3), (head, 4)] {
        for sum in ["合计\t\t\t\t\t\t\t20\n", "\t合计\t\t\t\t\t\t20\n", "\t\t\t合 计\t\t\t\t20\n"] {
            let block = block(&format!("{begin}{row}{sum}"));
            let plan = planned(&block, 2);
            let text = sum.trim_start().split('\t').next().unwrap_or_default().to_owned();
            assert_eq!(plan.problems, [PasteProblem::TotalRow { row: last, text }], "{begin}{sum}");
            assert_eq!(texts(&plan, 1), ["产出指标", "质量指标", "合格率", "≥", "95", "%", "10"]);
            assert_eq!(plan.rows, 2);
        }
    }
}

#[test]
fn what_lands_as_a_sign_and_is_none_is_told() {
    let block = block("道路\t20\t公里\n桥梁\t≥\t3\n隧道\t两座\t\n");
    let told = PasteProblem::NotASign { cells: 2, text: "20".to_owned() };
    assert_eq!(planned(&block, 2).problems, [told]);
}

#[test]
fn a_block_wider_than_the_grid_is_said_to_be() {
    let block = block("甲\t10\t优\t备注\n乙\t20\t\t\n");
    let plan = planned(&block, 5);
    assert_eq!(plan.problems, [PasteProblem::BeyondEdge { columns: 2, cells: 2 }]);
    assert_eq!(texts(&plan, 0), ["甲", "10"]);
    assert_eq!(planned(&block, 99).problems, [PasteProblem::BeyondEdge { columns: 4, cells: 6 }]);
}

#[test]
fn locked_and_computed_cells_are_held_back_and_counted() {
    let block = block("个\t10\n\t20\n");
    let plan = plan(&block, &GOAL, 5, level_of, |row, column| match (row, column) {
        (0, RowField::Points) => Access::Locked,
        (_, RowField::Unit) => Access::Computed,
        _ => Access::Open,
    });
    assert_eq!(plan.problems, [PasteProblem::Locked { cells: 1 }, PasteProblem::Computed { cells: 1 }]);
    let held: Vec<(usize, &str, Access)> =
        plan.held.iter().map(|held| (held.row, held.text, held.access)).collect();
    assert_eq!(held, [(0, "个", Access::Computed), (0, "10", Access::Locked)]);
    assert_eq!(texts(&plan, 1), ["20"]);
}

#[test]
fn a_table_of_tasks_is_known_by_its_header_and_one_of_money_ends_with_its_rows() {
    let tasks =
        block("序号\t任务名称\t财政拨款（万元）\t主要内容\n1\t照明\t1240\t维护路灯\n\t合计\t1240\t\n");
    let columns = [TaskField::Name, TaskField::Content, TaskField::Fiscal, TaskField::Other];
    let planned = plan(&tasks, &columns, 3, |_| None, |_, _| Access::Open);
    let cells: Vec<(TaskField, &str)> = planned.cells.iter().map(|cell| (cell.column, cell.text)).collect();
    let wanted = [(TaskField::Name, "照明"), (TaskField::Fiscal, "1240"), (TaskField::Content, "维护路灯")];
    assert_eq!(cells, wanted);

    let money = block("100\n50\n30\n");
    let access = |row: usize, _| if row < 2 { Access::Open } else { Access::Absent };
    let planned = plan(&money, &[FundField::Budget, FundField::Next1], 0, |_| None, access);
    assert_eq!((planned.cells.len(), planned.problems), (2, vec![PasteProblem::BelowEdge { cells: 1 }]));
}

#[test]
fn a_copied_table_goes_by_its_header_and_not_by_place() {
    let text = "序号\t分值（90）\t一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t责任科室\t指标值\n\
        1\t10\t产出指标\t数量指标\t道路\t≥20公里\t19\t养护科\t20\n\
        2\t10\t\t\t桥梁\t≥3座\t\t\t\n\
        3\t10\t\t质量指标\t合格率\t≥95%\t\t\t\n\
        4\t10\t效益指标\t\t满意\t明显\t\t\t\n\
        \t\t\t\t\t\t\t\t\n\
        合计\t40\t合计\t\t\t\t\t\t\n";
    let block = block(text);
    let plan = planned(&block, 4);
    assert!(plan.by_header);
    assert_eq!(plan.rows, 4);
    assert_eq!(texts(&plan, 1), ["10", "产出指标", "数量指标", "桥梁", "≥3座"]);
    assert_eq!(texts(&plan, 2), ["10", "产出指标", "质量指标", "合格率", "≥95%"]);
    assert_eq!(texts(&plan, 3), ["10", "效益指标", "满意", "明显"], "level 2 ends with its level 1");
    let one = |header: &str| header.to_owned();
    assert_eq!(
        plan.problems,
        [
            PasteProblem::TotalRow { row: 7, text: one("合计") },
            PasteProblem::HeaderElsewhere { header: one("实际完成值"), cells: 1 },
            PasteProblem::HeaderUnknown { header: one("责任科室"), cells: 1 },
            PasteProblem::HeaderTwice { header: one("指标值"), cells: 1 },
        ]
    );
}

#[test]
fn what_is_merged_is_inherited_and_what_is_blank_beside_it_is_not() {
    let text = "产出指标\t数量指标\t道路\r\n\t\t桥梁\r\n\t\t隧道\r\n";
    let html = "<table><tr><td rowspan=3>产出指标</td><td rowspan=2>数量指标</td><td>道路</td></tr>\
        <tr><td>桥梁</td></tr><tr><td></td><td>隧道</td></tr></table>";
    let block = read(text, Some(html)).expect("a block");
    let plan = planned(&block, 0);
    assert_eq!(texts(&plan, 1), ["产出指标", "数量指标", "桥梁"]);
    assert_eq!(texts(&plan, 2), ["产出指标", "隧道"]);
    assert_eq!(plan.cells.iter().filter(|cell| cell.inherited).count(), 3);
}

#[test]
fn ten_thousand_rows_are_planned() {
    let row = |number: usize| format!("产出指标\t数量指标\t指标{number}\t≥\t{number}\t个\t1\n");
    let text: String = (0..MAX_ROWS).map(row).collect();
    let block = block(&text);
    let plan = planned(&block, 0);
    assert_eq!((plan.rows, plan.cells.len()), (MAX_ROWS, MAX_ROWS * 7));
}

#[test]
fn what_looks_like_a_formula_is_copied_to_the_letter() {
    let rows = [["=1+1", "+86", "@甲", "'甲"], ["一\r\n二", "a\tb", "\"甲\"", ""]];
    assert_eq!(to_tsv(rows), "=1+1\t+86\t@甲\t'甲\r\n\"一\n二\"\t\"a\tb\"\t\"\"\"甲\"\"\"\t\r\n");
}

/// Texts as they occur and as they hurt: quotes, tabs and line ends at every place.
fn text() -> impl Strategy<Value = String> {
    let sign = prop_oneof![
        3 => Just('甲'), 2 => Just('"'), 1 => Just('\t'), 1 => Just('\n'), 1 => Just(' '), 1 => any::<char>()
    ];
    prop::collection::vec(sign, 0..8)
        .prop_map(|signs| signs.into_iter().collect::<String>().replace('\r', ""))
}

fn table() -> impl Strategy<Value = Vec<Vec<String>>> {
    (1_usize..6, 1_usize..6)
        .prop_flat_map(|(rows, columns)| prop::collection::vec(prop::collection::vec(text(), columns), rows))
}

proptest! {
    #[test]
    fn what_is_copied_out_is_pasted_back(rows in table()) {
        let blank = rows.iter().flatten().all(|text| text.trim().is_empty());
        match read(&to_tsv(&rows), None) {
            Ok(block) => prop_assert_eq!(block.rows, rows),
            Err(refused) => prop_assert!(blank && refused == PasteProblem::Empty),
        }
    }

    #[test]
    fn nothing_copied_stops_the_reader(text in ".{0,60}", html in "(<|>|t[dr]|/|\"|'|&|甲|rowspan=9| |<td>|<tr>|<table>|<!--){0,30}") {
        drop(read(&text, Some(&html)));
        drop(read("", Some(&html)));
    }

    #[test]
    fn every_cell_of_a_block_is_planned_or_counted(rows in table(), at in 0_usize..9, header: bool, lock: u8) {
        let mut rows = rows;
        if header {
            let heads = ["三级指标", "备考", "年度指标值", "序号", "指标值", "得分"];
            rows.insert(0, rows[0].iter().zip(heads).map(|(_, head)| head.to_owned()).collect());
        }
        let Ok(block) = read(&to_tsv(&rows), None) else { return Ok(()) };
        let plan = plan(&block, &GOAL, at, level_of, |row, _| if row == usize::from(lock) % 4 { Access::Locked } else { Access::Open });
        let filled = |text: &&String| !text.trim().is_empty();
        let of_row = |row: usize| block.rows[row].iter().filter(filled).count();
        let landed = plan.cells.iter().filter(|cell| !cell.inherited && !cell.text.trim().is_empty()).count();
        let told: usize = plan.problems.iter().map(|problem| match problem {
            PasteProblem::BeyondEdge { cells, .. }
            | PasteProblem::HeaderUnknown { cells, .. }
            | PasteProblem::HeaderElsewhere { cells, .. }
            | PasteProblem::HeaderTwice { cells, .. } => *cells,
            PasteProblem::TotalRow { row, .. } => of_row(row - 1),
            _ => 0,
        }).sum();
        let serial = block.rows[0].iter().position(|text| text == "序号").filter(|_| plan.by_header);
        let serials = serial.map_or(0, |column| {
            block.rows.iter().skip(1).filter(|row| filled(&&row[column])).count()
        });
        let headed = if plan.by_header { of_row(0) } else { 0 };
        let all: usize = (0..block.rows.len()).map(of_row).sum();
        prop_assert_eq!(landed + plan.held.len() + told + serials + headed, all);
    }
}
