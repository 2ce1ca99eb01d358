//! Documents to XLSX and back: the documents that the tests go by, and a workbook as somebody's program holds it.

mod cells;
mod documents;
mod edits;
mod properties;

use std::collections::BTreeMap;

use calamine::{Data, Reader, Xlsx};
use hengping::domain::case::Subject;
use hengping::domain::goal::Goal;
use hengping::domain::goal_form::GoalForms;
use hengping::domain::scoring::score;
use hengping::domain::selfeval::SelfEvaluation;
use hengping::forms::{self, FormDocument, Reading};
use hengping::pack::{self, shipped};
use rust_xlsxwriter::{Format, Workbook};
use serde_json::json;

use super::whole;

fn goal_forms() -> GoalForms {
    pack::goal_forms(shipped().pack("goal-forms").expect("shipped")).expect("goal forms")
}

fn written(document: &FormDocument, subject: Subject) -> Vec<u8> {
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

fn read(bytes: &[u8]) -> Reading {
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

/// Every cell of a workbook with its sheet and its address, as text.
fn cells(bytes: &[u8]) -> Vec<(String, (u32, u32), String)> {
    let tabs = Copied::of(bytes).0.into_iter();
    tabs.flat_map(|tab| tab.cells.into_iter().map(move |(at, text)| (tab.name.clone(), at, text))).collect()
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

fn results_of(reading: &Reading) -> &SelfEvaluation {
    match &reading.document {
        Some(FormDocument::SelfEvaluation(form)) => form,
        other => panic!("{other:?} {:#?}", reading.problems()),
    }
}

/// A department's self-evaluation with claims, tasks, a row that does not apply and a goal that it rests on.
fn full_results() -> SelfEvaluation {
    serde_json::from_value(json!({
        "head": {"title": "部门整体支出绩效自评表", "year": 2024, "project": "市城管局", "department": "市政府", "unit": "局机关"},
        "rests_on": {"stage": "adjusted", "digest": "sha256:11"},
        "funds": [
            {"id": "ft", "source": "total", "label": "年度资金总额", "opening": "90", "budget": "100", "spent": "0",
                "points": "10", "claimed": "10", "claimed_rate": "100%"},
            {"id": "fa", "source": "fiscal", "label": "财政拨款", "opening": "90", "budget": "100", "spent": "98.5",
                "reason": "采购结余"},
        ],
        "tasks": [{"id": "t9", "name": "市容管理", "content": "主次干道", "fiscal": "98.5", "other": "1.5", "done": "已完成"}],
        "expected": "管好市容", "achieved": "已管好",
        "level_points": [{"level1": "产出指标", "points": "60"}],
        "rows": [
            {"id": "x", "level1": "产出指标", "level2": "数量指标", "name": "清扫面积", "sign": "≥", "target": "100",
                "unit": "万平方米", "points": "60", "actual": "98", "claimed": "58", "reason": "连续降雨", "note": "见台账",
                "grounds": {"standard": "按比例", "source": "部门业务记录", "evidence":
                    [{"digest": "sha256:22", "name": "台账.xlsx", "size": 9, "type": ""}]}},
            {"id": "y", "level1": "满意度指标", "level2": "服务对象满意度指标", "name": "市民满意度", "target": "≥90%",
                "points": "30", "actual": "", "claimed": "", "reason": "", "not_applicable": "当年未调查",
                "grounds": {"survey": {"object": "市民", "way": "电话访问", "sample": "400", "time": "12 月"}}},
        ],
        "claimed_total": "98", "claimed_grade": "优", "remarks": [{"label": "填报人", "text": "周九"}],
    }))
    .expect("a self-evaluation")
}
