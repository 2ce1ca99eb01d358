//! XLSX and XLS: merged cells, number formats, dates, cover sheets, further forms.

use hengping::domain::finding::FileProblem;
use hengping::forms::{self, FormDocument, Reading};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet};

use super::whole;

fn document(reading: &Reading) -> &hengping::domain::selfeval::SelfEvaluation {
    match &reading.document {
        Some(FormDocument::SelfEvaluation(form)) => form,
        other => panic!("{other:?} {:?}", reading.problems()),
    }
}

fn saved(mut book: Workbook) -> Vec<u8> {
    book.save_to_buffer().expect("a workbook")
}

fn row(sheet: &mut Worksheet, row: u32, texts: &[&str]) {
    for (column, text) in (0..).zip(texts) {
        if !text.is_empty() {
            sheet.write_string(row, column, *text).expect("a cell");
        }
    }
}

fn merge(sheet: &mut Worksheet, from: (u32, u16), to: (u32, u16), text: &str) {
    sheet.merge_range(from.0, from.1, to.0, to.1, text, &Format::new()).expect("a merged block");
}

/// The official layout with its merged blocks, a cover in front and another form behind.
pub(super) fn official() -> Vec<u8> {
    let mut book = Workbook::new();
    let percent = Format::new().set_num_format("0.00%");
    let bound = Format::new().set_num_format("\"≥\"0\"%\"");
    row(book.add_worksheet().set_name("封面").expect("a name"), 0, &["某市2023年度绩效自评材料"]);
    let sheet = book.add_worksheet().set_name("自评表").expect("a name");
    merge(sheet, (0, 0), (0, 8), "项目支出绩效自评表");
    merge(sheet, (1, 0), (1, 8), "（2023年度）");
    row(sheet, 2, &["项目名称", "图书馆开放"]);
    merge(sheet, (3, 0), (5, 1), "项目资金（万元）");
    row(sheet, 3, &["", "", "", "年初预算数", "全年预算数", "全年执行数", "分值", "执行率", "得分"]);
    row(sheet, 4, &["", "", "年度资金总额"]);
    row(sheet, 5, &["", "", "其中：当年财政拨款"]);
    for line in [4, 5] {
        sheet.write_number(line, 3, 90).expect("a figure");
        sheet.write_number(line, 4, 0.300_000_000_000_000_04).expect("a figure");
        sheet.write_formula(line, 5, "=E5").expect("a formula").set_formula_result(
            line,
            5,
            "89.97400000000001",
        );
    }
    sheet.write_number(4, 6, 10).expect("a figure");
    sheet.write_number_with_format(4, 7, 1, &percent).expect("a rate");
    sheet.write_number(4, 8, 10).expect("a figure");
    merge(sheet, (6, 0), (11, 0), "绩\n效\n指\n标");
    row(
        sheet,
        6,
        &["", "一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "偏差原因"],
    );
    merge(sheet, (7, 1), (9, 1), "产出指标\n（50分）");
    merge(sheet, (7, 2), (8, 2), "数量指标");
    row(sheet, 7, &["", "", "", "开放天数", "≥300天", "310天", "", "", ""]);
    row(sheet, 8, &["", "", "", "借阅册数", "≥1万册", "0.9万册", "", "", ""]);
    merge(sheet, (7, 8), (8, 8), "闭馆维修");
    row(sheet, 9, &["", "", "时效指标", "完成时间"]);
    let day = ExcelDateTime::from_ymd(2023, 12, 31).expect("a day");
    let dated = Format::new().set_num_format("yyyy/m/d");
    sheet.write_datetime_with_format(9, 4, &day, &dated).expect("a date");
    sheet.write_datetime_with_format(9, 5, &day, &dated).expect("a date");
    merge(sheet, (10, 1), (10, 1 + 1), "满意度指标");
    row(sheet, 10, &["", "", "", "读者满意度"]);
    sheet.write_number_with_format(10, 4, 95, &bound).expect("a bound");
    sheet.write_number_with_format(10, 5, 0.98, &percent).expect("a rate");
    for line in [7, 8, 9, 10] {
        sheet.write_number(line, 6, 22.5).expect("points");
        sheet.write_number(line, 7, 22.5).expect("a score");
    }
    merge(sheet, (11, 1), (11, 5), "总分");
    sheet.write_number(11, 6, 100).expect("points");
    sheet.write_number(11, 7, 97.75).expect("a score");
    let further = book.add_worksheet().set_name("第二个项目").expect("a name");
    row(further, 0, &["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值"]);
    row(further, 1, &["产出指标", "数量指标", "甲", "1个", "1个", "90"]);
    saved(book)
}

#[test]
fn merged_cells_formats_and_dates_are_read_as_shown() {
    let reading = forms::read("自评.xlsx", &official());
    whole(&reading);
    let form = document(&reading);
    let total = form.funds.total_row().expect("the total");
    assert_eq!(total.budget.text(), "0.3");
    assert_eq!(total.spent.text(), "89.974");
    assert_eq!(total.claimed_rate.text(), "100%");
    let rows: Vec<[&str; 7]> = form
        .rows
        .iter()
        .map(|row| {
            let of = &row.indicator;
            let (points, target) = (of.points.text(), of.target.text());
            [&of.level1, &of.level2, of.name.as_str(), target, row.actual.text(), points, row.reason.as_str()]
        })
        .collect();
    assert_eq!(
        rows,
        [
            ["产出指标", "数量指标", "开放天数", "≥300天", "310天", "22.5", "闭馆维修"],
            ["产出指标", "数量指标", "借阅册数", "≥1万册", "0.9万册", "22.5", "闭馆维修"],
            ["产出指标", "时效指标", "完成时间", "2023年12月31日", "2023年12月31日", "22.5", ""],
            ["满意度指标", "", "读者满意度", "≥95%", "98%", "22.5", ""],
        ]
    );
    assert_eq!(form.claimed_total.text(), "97.75");
    assert_eq!(form.level_points[0].points.text(), "50");
    let problems = reading.problems();
    assert!(problems.contains(&FileProblem::FurtherForm { sheet: "第二个项目".to_owned() }), "{problems:?}");
    let cover = FileProblem::LeftOver {
        cell: "封面!A1".to_owned(),
        text: "某市2023年度绩效自评材料".to_owned(),
    };
    assert!(problems.contains(&cover), "{problems:?}");
    assert_eq!(reading.left_over, 1);
}

#[test]
fn an_xlsx_of_a_published_form_reads_as_its_csv() {
    for case in ["selfeval-tangxi-2022", "selfeval-qingshen-2023", "goal-jinzhai-2021"] {
        let bytes = std::fs::read(super::cases().join(format!("{case}.csv"))).expect("the case");
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        let mut records = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(&bytes[..]);
        for (line, record) in (0..).zip(records.records()) {
            let record = record.expect("a record");
            row(sheet, line, &record.iter().collect::<Vec<_>>());
        }
        assert_eq!(forms::read("表.xlsx", &saved(book)).document, forms::read_csv(&bytes).document, "{case}");
    }
}

#[test]
fn an_xls_is_read_with_its_number_formats() {
    let bytes = std::fs::read(super::cases().join("selfeval-small.xls")).expect("the case");
    let reading = forms::read("表.xls", &bytes);
    whole(&reading);
    let form = document(&reading);
    let total = form.funds.total_row().expect("the total");
    assert_eq!((total.budget.text(), total.spent.text()), ("100", "99.97"));
    assert_eq!(total.claimed_rate.text(), "99.97%");
    assert_eq!(form.rows[0].actual.text(), "98.5%");
    assert_eq!(form.rows[0].indicator.level1, "产出指标");
    assert_eq!(form.rows[1].indicator.level1, "产出指标");
}
