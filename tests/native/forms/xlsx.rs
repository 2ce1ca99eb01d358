//! Documents to XLSX and back: nothing is lost, what was edited counts, and the form alone says all that it shows.

use std::collections::BTreeMap;

use calamine::{Data, Reader, Xlsx};
use hengping::domain::case::Subject;
use hengping::domain::goal::Goal;
use hengping::domain::goal_form::GoalForms;
use hengping::domain::scoring::score;
use hengping::forms::{self, FormDocument, Reading};
use hengping::pack::{self, shipped};
use rust_xlsxwriter::{Format, Workbook};
use serde_json::json;

use super::whole;

pub(super) fn goal_forms() -> GoalForms {
    pack::goal_forms(shipped().pack("goal-forms").expect("shipped")).expect("goal forms")
}

pub(super) fn written(document: &FormDocument, subject: Subject) -> Vec<u8> {
    let forms = goal_forms();
    let form = forms.of(subject);
    match document {
        FormDocument::Goal(goal) => forms::write_goal(goal, subject, form),
        FormDocument::SelfEvaluation(of) => {
            forms::write_self_evaluation(of, subject, form, &score(of, shipped().rules()))
        }
    }
    .expect("a workbook")
}

pub(super) fn read(bytes: &[u8]) -> Reading {
    let reading = forms::read("表.xlsx", bytes);
    whole(&reading);
    reading
}

/// A workbook as somebody's spreadsheet program holds it.
struct Copied(Vec<Tab>);

struct Tab {
    name: String,
    cells: BTreeMap<(u32, u32), String>,
    merges: Vec<calamine::Dimensions>,
}

impl Copied {
    fn of(bytes: &[u8]) -> Self {
        let mut book: Xlsx<_> = Xlsx::new(std::io::Cursor::new(bytes)).expect("a workbook");
        let names = book.sheet_names();
        let tab = |name: String| {
            let range = book.worksheet_range(&name).expect("a sheet");
            let (top, left) = range.start().unwrap_or_default();
            let cells = range.used_cells().filter_map(|(row, column, value)| match value {
                Data::Empty => None,
                value => {
                    let (row, column) =
                        (u32::try_from(row).expect("small"), u32::try_from(column).expect("small"));
                    Some(((row + top, column + left), value.to_string()))
                }
            });
            let cells = cells.collect();
            Tab { merges: book.merge_cells_by_sheet_name(&name).expect("merges"), name, cells }
        };
        Self(names.into_iter().map(tab).collect())
    }

    /// Types another text where this one stands in the first sheet.
    #[track_caller]
    fn edit(&mut self, old: &str, new: &str) {
        let cell = self.0[0].cells.values_mut().find(|text| *text == old);
        *cell.unwrap_or_else(|| panic!("no cell {old}")) = new.to_owned();
    }

    fn bytes(&self) -> Vec<u8> {
        let mut book = Workbook::new();
        for tab in &self.0 {
            let sheet = book.add_worksheet().set_name(&tab.name).expect("a name");
            for merge in &tab.merges {
                let (from, to) = (merge.start, merge.end);
                let column = |column: u32| u16::try_from(column).expect("small");
                let blank = Format::new();
                sheet.merge_range(from.0, column(from.1), to.0, column(to.1), "", &blank).expect("a block");
            }
            for ((row, column), text) in &tab.cells {
                sheet.write_string(*row, u16::try_from(*column).expect("small"), text).expect("a cell");
            }
        }
        book.save_to_buffer().expect("a workbook")
    }
}

/// A goal with something in every field.
fn full_goal() -> Goal {
    serde_json::from_value(json!({
        "head": {"title": "项目支出绩效目标申报表", "year": 2024, "project": "智慧路灯改造", "code": "34060024T000000011111",
            "department": "市城管局", "unit": "市路灯管理处"},
        "stage": "approved",
        "facts": [
            {"key": "attribute", "text": "延续"}, {"key": "nature", "text": "阶段性"},
            {"key": "begin", "text": "2023年3月1日"}, {"key": "end", "text": "2026年12月31日"},
            {"key": "basis", "text": "市政府专题会议纪要\n第 12 号"}, {"key": "filler", "text": "周九"},
            {"key": "phone", "text": "0561-3000001"}, {"key": "filled_on", "text": "2023年9月1日"},
        ],
        "funds": [
            {"id": "f-total", "source": "total", "label": "年度资金总额"},
            {"id": "f-fiscal", "source": "fiscal", "label": "财政拨款", "budget": "280.5",
                "years": {"before": "120", "next1": "200", "next2": "", "later": ""}},
            {"id": "f-detail", "source": "detail", "label": "其中：一般公共预算", "budget": "200"},
            {"id": "f-other", "source": "other", "label": "其他资金", "budget": "1,000元",
                "years": {"before": "", "next1": "", "next2": "-", "later": ""}},
        ],
        "tasks": [{"id": "t-a", "name": "灯具采购", "content": "采购 3000 盏", "fiscal": "180.5", "other": ""},
            {"id": "t-b", "name": "线路改造", "content": "", "fiscal": "100", "other": "0.1"}],
        "whole_goal": "改造路灯 9000 盏，节电三成", "annual_goal": "改造路灯 3000 盏",
        "level_points": [{"level1": "产出指标", "points": "50"}],
        "indicators": [
            {"id": "w1", "level1": "产出指标", "level2": "数量指标", "name": "改造路灯数量", "sign": "≥", "target": "9000",
                "unit": "盏", "grounds": {"term": "whole"}},
            {"id": "a1", "level1": "产出指标", "level2": "数量指标", "name": "改造路灯数量", "sign": "≥", "target": "3000",
                "unit": "盏", "points": "30", "grounds": {"standard": "每少 1% 扣 1 分", "value_basis": "计划标准",
                "basis_note": "按年度计划", "source": "部门业务记录", "way": "直接证明法", "locked": true,
                "link": {"library": "indicators", "edition": "2024.1", "code": "0312"},
                "last_year": {"year": 2023, "target": "≥2000盏", "actual": "2100"},
                "evidence": [{"digest": "sha256:00", "name": "验收单.pdf", "size": 7, "type": "application/pdf"}]}},
            {"id": "a2", "level1": "产出指标", "level2": "质量指标", "name": "验收合格率", "sign": "=", "target": "100",
                "unit": "%", "points": "20", "note": "抽检", "grounds": {"meaning": "合格数÷验收数"}},
            {"id": "a3", "level1": "满意度指标", "level2": "服务对象满意度指标", "name": "沿线居民满意度", "sign": "≥",
                "target": "90.0", "unit": "%", "points": "10", "grounds": {"proposed": "常用",
                "survey": {"object": "沿线居民", "way": "问卷调查", "sample": "300", "time": "12 月"}}},
        ],
        "self_check": [{"item": "complete", "grade": "优", "note": "已核对"}],
        "remarks": [{"label": "说明", "text": "=SUM(A1)"}],
    }))
    .expect("a goal")
}

fn goal_of(reading: &Reading) -> &Goal {
    match &reading.document {
        Some(FormDocument::Goal(goal)) => goal,
        other => panic!("{other:?} {:#?}", reading.problems()),
    }
}

#[test]
fn a_goal_comes_back_with_all_that_its_form_does_not_show() {
    let goal = full_goal();
    let bytes = written(&FormDocument::Goal(goal.clone()), Subject::Project);
    let reading = read(&bytes);
    assert_eq!(reading.problems(), []);
    assert_eq!(goal_of(&reading), &goal);
    assert_eq!(reading.subject, Some(Subject::Project));
}

#[test]
fn the_form_alone_says_what_it_shows() {
    let mut goal = full_goal();
    let bytes = written(&FormDocument::Goal(goal.clone()), Subject::Project);
    let mut copied = Copied::of(&bytes);
    copied.0.truncate(1);
    let reading = read(&copied.bytes());
    assert_eq!(reading.problems(), []);
    // Computed where nothing was typed, and what no form prints.
    goal.stage = Default::default();
    goal.self_check.clear();
    goal.indicators.rotate_left(1);
    for (index, row) in goal.indicators.iter_mut().enumerate() {
        row.id = hengping::domain::ids::RowId::new(format!("r{}", index + 1));
        let of = &mut row.grounds;
        (of.locked, of.link, of.last_year, of.proposed) = Default::default();
        of.evidence.clear();
    }
    for (index, row) in goal.funds.rows.iter_mut().enumerate() {
        row.id = hengping::domain::ids::RowId::new(format!("f{}", index + 1));
    }
    for (index, task) in goal.tasks.iter_mut().enumerate() {
        task.id = hengping::domain::ids::RowId::new(format!("t{}", index + 1));
    }
    let total = &mut goal.funds.rows[0];
    (total.budget, total.years.before, total.years.next1) = ("280.6".into(), "120".into(), "200".into());
    assert_eq!(goal_of(&reading), &goal);
}
