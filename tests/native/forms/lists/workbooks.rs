//! Lists in workbooks: merged departments, codes that are numbers, several sheets, forms beside them.

use hengping::domain::finding::{FileProblem, ListProblem};
use hengping::domain::project_list::ListColumn;
use hengping::forms::project_list::EntryState;
use hengping::forms::{self, Reading};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet};

use super::{lists, only, proposed};

fn row(sheet: &mut Worksheet, row: u32, texts: &[&str]) {
    for (column, text) in (0..).zip(texts).filter(|(_, text)| !text.is_empty()) {
        sheet.write_string(row, column, *text).expect("a cell");
    }
}

fn merge(sheet: &mut Worksheet, from: (u32, u16), to: (u32, u16), text: &str) {
    sheet.merge_range(from.0, from.1, to.0, to.1, text, &Format::new()).expect("a merged block");
}

fn read(mut book: Workbook) -> Reading {
    forms::read("清单.xlsx", &book.save_to_buffer().expect("a workbook"))
}

#[test]
fn merged_departments_reach_down_and_blank_cells_beside_them_do_not() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("清单").expect("a name");
    merge(sheet, (0, 0), (0, 6), "2024年度市级项目清单");
    for (column, text) in ["序号", "主管部门", "实施单位", "项目名称"].iter().enumerate() {
        let column = u16::try_from(column).expect("a column");
        merge(sheet, (1, column), (2, column), text);
    }
    merge(sheet, (1, 4), (1, 6), "年度资金（万元）");
    row(sheet, 2, &["", "", "", "", "合计", "财政拨款", "其他资金"]);
    merge(sheet, (3, 1), (5, 1), "教育局");
    merge(sheet, (3, 2), (4, 2), "教育局本级");
    row(sheet, 3, &["1", "", "", "学生资助", "349.8", "300", "49.8"]);
    row(sheet, 4, &["2", "", "", "校舍维修", "60", "60"]);
    row(sheet, 5, &["3", "", "第一中学", "操场翻新", "45", "45"]);
    row(sheet, 6, &["4", "", "", "来历不明", "1", "1"]);
    row(sheet, 7, &["5", "交通局", "公路中心", "公路养护", "300", "300"]);
    let reading = read(book);
    let list = only(&reading);
    assert_eq!((list.year, list.columns[4].header.as_str()), (Some(2024), "年度资金（万元）／合计"));
    let report = proposed(list);
    let parties: Vec<(String, String)> = (report.entries.iter().map(|entry| entry.project.head()))
        .map(|head| (head.department, head.unit))
        .collect();
    let pair = |department: &str, unit: &str| (department.to_owned(), unit.to_owned());
    assert_eq!(
        parties,
        [
            pair("教育局", "教育局本级"),
            pair("教育局", "教育局本级"),
            pair("教育局", "第一中学"),
            pair("", ""),
            pair("交通局", "公路中心")
        ]
    );
    assert_eq!(report.entries[3].state, EntryState::Incomplete(vec![ListColumn::Unit]));
    assert_eq!(report.tally().ready, 4);
    assert_eq!(report.problems, []);
}

#[test]
fn a_code_that_was_kept_as_a_number_is_not_used() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    row(sheet, 0, &["项目代码", "项目名称", "实施单位", "预算年度", "开始日期"]);
    row(sheet, 1, &["34060024T000000010001", "学生资助", "教育局"]);
    row(sheet, 2, &["", "操场翻新", "第一中学"]);
    sheet.write_number(1, 3, 2024).expect("a year");
    sheet.write_number(2, 3, 2024).expect("a year");
    sheet.write_number(2, 0, 340_600_240_000_000_123_456_f64).expect("a number");
    let day = ExcelDateTime::from_ymd(2024, 3, 1).expect("a day");
    let dated = Format::new().set_num_format("yyyy-mm-dd");
    sheet.write_datetime_with_format(1, 4, &day, &dated).expect("a date");
    let reading = read(book);
    let report = proposed(only(&reading));
    assert_eq!(report.entries[0].state, EntryState::Ready);
    assert_eq!(report.entries[0].project.text(ListColumn::Start), "2024年3月1日");
    assert_eq!(report.entries[1].state, EntryState::Incomplete(vec![ListColumn::Code]));
    assert_eq!(report.entries[1].project.head().code, "");
    let mangled =
        ListProblem::CodeMangled { column: ListColumn::Code, text: "340600240000000000000".to_owned() };
    assert_eq!(report.entries[1].problems, [mangled]);
}

#[test]
fn every_sheet_with_a_list_is_one_and_the_rest_is_named() {
    let mut book = Workbook::new();
    row(book.add_worksheet().set_name("封面").expect("a name"), 0, &["2024年项目清单"]);
    for name in ["经常性", "一次性"] {
        let sheet = book.add_worksheet().set_name(name).expect("a name");
        row(sheet, 0, &["项目名称", "实施单位", "预算年度"]);
        row(sheet, 1, &[&format!("{name}项目甲"), "教育局", "2024"]);
    }
    let reading = read(book);
    let lists = lists(&reading);
    let sheets: Vec<&str> = lists.iter().map(|list| list.sheet.as_str()).collect();
    assert_eq!(sheets, ["经常性", "一次性"]);
    assert_eq!((reading.left_over, reading.further), (1, 12));
    assert!(lists.iter().all(|list| proposed(list).tally().ready == 1));
}

#[test]
fn beside_a_form_a_list_is_named_and_the_form_is_read() {
    let mut book = Workbook::new();
    let list = book.add_worksheet().set_name("汇总").expect("a name");
    row(list, 0, &["项目名称", "实施单位", "预算数"]);
    row(list, 1, &["学生资助", "教育局", "349.8"]);
    let form = book.add_worksheet().set_name("学生资助").expect("a name");
    row(form, 0, &["项目名称", "学生资助"]);
    row(form, 1, &["一级指标", "二级指标", "三级指标", "指标值"]);
    row(form, 2, &["产出指标", "数量指标", "资助人数", "≥2100人"]);
    let reading = read(book);
    super::super::whole(&reading);
    assert!(reading.document.is_some() && reading.lists.is_empty());
    assert_eq!(reading.problems(), [FileProblem::FurtherForm { sheet: "汇总".to_owned() }]);
}

#[test]
fn lines_under_a_merged_name_go_on_with_its_project() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    row(sheet, 0, &["项目名称", "实施单位", "预算年度", "一级指标", "三级指标", "指标值"]);
    merge(sheet, (1, 0), (3, 0), "学生资助");
    merge(sheet, (1, 1), (3, 1), "教育局");
    row(sheet, 1, &["", "", "2024", "产出指标", "资助人数", "≥2100人"]);
    row(sheet, 2, &["", "", "", "产出指标", "资助学校", "≥30所"]);
    row(sheet, 3, &["", "", "", "效益指标", "满意度", "≥90%"]);
    row(sheet, 4, &["操场翻新", "第一中学", "2024", "产出指标", "操场", "1处"]);
    let reading = read(book);
    let report = proposed(only(&reading));
    assert_eq!(report.entries.len(), 2);
    assert_eq!((report.tally().ready, report.others), (2, 2));
    let left: Vec<&ListProblem> =
        report.problems.iter().filter(|p| matches!(p, ListProblem::ColumnLeftOut { cells: 4, .. })).collect();
    assert_eq!(left.len(), 3, "{:?}", report.problems);
}
