//! 绩效自评表 in the layout of 财预〔2020〕10号, annex 1: figures as the rules give them. What the form itself claimed
//! stands beside them as 原填, where it claimed anything.

use super::grid::{self, Head, Holds, LEVELS, Line};
use super::head::{self, Field};
use super::money::Money;
use super::page::{Page, Part};
use super::tasks;
use crate::domain::case::Subject;
use crate::domain::goal_form::GoalForm;
use crate::domain::numbers::Points;
use crate::domain::place::TextField;
use crate::domain::scoring::ScoredForm;
use crate::domain::selfeval::{SelfEvaluation, SelfRow};
use crate::forms::sheet::At;
use crate::wording;

/// The form as a page. `form` is the goal form of the subject: it says what the tasks are called.
pub(super) fn page(
    of: &SelfEvaluation,
    subject: Subject,
    form: Option<&GoalForm>,
    scored: &ScoredForm,
) -> Page {
    let asked: Vec<&Column> = asked_for(of).collect();
    let money = Money::of_results(&of.funds, scored);
    let mut widths = LEVELS.to_vec();
    widths.extend(asked.iter().map(|column| column.head.width));
    let least = money.width().max(if of.tasks.is_empty() { 0 } else { tasks::WIDTH + 1 });
    widths.resize(widths.len().max(least), 10);
    let mut page = Page::new("绩效自评表", widths, false);
    let title = if of.head.title.is_empty() { usual_title(subject) } else { &of.head.title };
    head::title(&mut page, title, of.head.year);
    head::fields(&mut page, "", &head_fields(of, subject));
    money.print(&mut page, &format!("{}（万元）", wording::money_table(subject)));
    tasks::print(&mut page, &of.tasks, subject, form.and_then(|form| form.tasks.as_ref()), true);
    let first = page.line(1, vec![Part::label("预期目标", 1), Part::label("实际完成情况", 1)]);
    page.line(1, vec![Part::text(&of.expected, 1), Part::text(&of.achieved, 1)]);
    page.side(At { row: first, column: 0 }, 2, 1, Part::label("年度总体目标", 1));
    let line = |row: &SelfRow| asked.iter().map(|column| (column.text)(row, scored)).collect();
    let lines: Vec<Line<'_>> = of.rows.iter().map(|row| Line::new(&row.indicator, line(row))).collect();
    let heads: Vec<&Head> = asked.iter().map(|column| &column.head).collect();
    let header = grid::print(&mut page, &heads, &lines, &of.level_points);
    total(&mut page, of, scored, &heads);
    grid::name(&mut page, "绩效指标", header);
    head::fields(&mut page, "", &grades(of, scored));
    head::fields(&mut page, "", &foot(of));
    head::remarks(&mut page, &of.remarks);
    page
}

fn usual_title(subject: Subject) -> &'static str {
    match subject {
        Subject::Project => "项目支出绩效自评表",
        Subject::Department => "部门整体支出绩效自评表",
        Subject::Policy => "财政政策绩效自评表",
        Subject::FiscalOperation => "财政运行绩效自评表",
    }
}

fn head_fields(of: &SelfEvaluation, subject: Subject) -> Vec<Field> {
    let field = |field, text| Field::new(wording::head_field(subject, field), text);
    let head = &of.head;
    vec![
        field(TextField::Project, &head.project),
        field(TextField::Code, &head.code),
        field(TextField::Department, &head.department),
        field(TextField::Unit, &head.unit),
    ]
}

struct Column {
    head: Head,
    text: fn(&SelfRow, &ScoredForm) -> String,
    /// Whether a row has something for it; `None`: it always stands.
    used: Option<fn(&SelfRow) -> bool>,
}

const POINTS: &str = "分值";
const SCORE: &str = "得分";
const CLAIMED: &str = "原填得分";

/// A column whose text stands in the row; optional where it is said so.
macro_rules! own {
    ($title:expr, $width:literal, $holds:ident, optional, |$row:ident| $text:expr) => {
        Column {
            head: Head::new($title, $width, Holds::$holds),
            text: |$row, _| $text.to_owned(),
            used: Some(|$row| !$text.is_empty()),
        }
    };
    ($title:expr, $width:literal, $holds:ident, |$row:ident| $text:expr) => {
        Column {
            head: Head::new($title, $width, Holds::$holds),
            text: |$row, _| $text.to_owned(),
            used: None,
        }
    };
}

const COLUMNS: [Column; 20] = [
    own!("指标性质", 9, Word, optional, |row| row.indicator.sign.text()),
    own!("年度指标值", 11, Figure, |row| row.indicator.target.text()),
    own!("计量单位", 9, Word, optional, |row| row.indicator.unit.text()),
    own!("实际完成值", 11, Figure, |row| row.actual.text()),
    own!(POINTS, 8, Figure, |row| row.indicator.points.text()),
    Column {
        head: Head::new(SCORE, 9, Holds::Figure),
        text: |row, scored| score_of(row, scored),
        used: None,
    },
    own!("偏差原因分析及改进措施", 24, Text, |row| row.reason),
    own!("备注", 14, Text, optional, |row| row.indicator.note),
    own!("评（扣）分标准", 20, Text, optional, |row| row.indicator.grounds.standard),
    own!("指标值说明", 18, Text, optional, |row| row.indicator.grounds.basis_note),
    own!("绩效标准", 10, Word, optional, |row| row.indicator.grounds.value_basis),
    own!("数据来源", 14, Text, optional, |row| row.indicator.grounds.source),
    own!("取值方式", 11, Word, optional, |row| row.indicator.grounds.way),
    own!("指标解释", 18, Text, optional, |row| row.indicator.grounds.meaning),
    own!("调查对象", 12, Text, optional, |row| row.indicator.grounds.survey.object),
    own!("调查方式", 10, Word, optional, |row| row.indicator.grounds.survey.way),
    own!("样本量", 7, Figure, optional, |row| row.indicator.grounds.survey.sample.text()),
    own!("调查时间", 12, Text, optional, |row| row.indicator.grounds.survey.time),
    own!(CLAIMED, 9, Figure, optional, |row| row.claimed.text()),
    own!("不适用理由", 16, Text, optional, |row| row.not_applicable.as_deref().unwrap_or_default()),
];

/// 原填得分 stands where a score or the total is claimed: else 得分 would be read as the claim.
fn asked_for(of: &SelfEvaluation) -> impl Iterator<Item = &'static Column> {
    COLUMNS.iter().filter(|column| {
        let claimed = column.head.title == CLAIMED && !of.claimed_total.text().is_empty();
        claimed || column.used.is_none_or(|used| of.rows.iter().any(used))
    })
}

fn score_of(row: &SelfRow, scored: &ScoredForm) -> String {
    scored.row(&row.indicator.id).and_then(|row| row.score).map(Points::fixed2).unwrap_or_default()
}

/// 总分 under the columns it sums up; none while a row is open.
fn total(page: &mut Page, of: &SelfEvaluation, scored: &ScoredForm, heads: &[&Head]) {
    let at =
        |title: &str| heads.iter().position(|head| head.title == title).map(|index| index + LEVELS.len());
    let figures = [
        (at(POINTS), scored.full.to_string()),
        (at(SCORE), if scored.is_complete() { scored.total.fixed2() } else { String::new() }),
        (at(CLAIMED), of.claimed_total.text().to_owned()),
    ];
    let mut parts = Vec::new();
    let (mut next, mut gap) = (1, Part::label("总分", 1));
    for (column, text) in figures.into_iter().filter_map(|(column, text)| Some((column?, text))) {
        if column > next {
            parts.push((gap, column - next));
        }
        // The last column of the table reaches to the edge of the page.
        let last = column + 1 == LEVELS.len() + heads.len();
        let span = if last { page.widths.len() - column } else { 1 };
        parts.push((Part::figure(&text, 1), span));
        (next, gap) = (column + span, Part::text("", 1));
    }
    if page.widths.len() > next {
        parts.push((gap, page.widths.len() - next));
    }
    page.spanned(1, parts.into_iter());
}

/// The grade that the rules give; beside it the one that the form claimed.
fn grades(of: &SelfEvaluation, scored: &ScoredForm) -> Vec<Field> {
    let given = scored.grade.as_deref().unwrap_or_default();
    match of.claimed_grade.as_str() {
        "" => vec![Field::new("自评等级", given)],
        claimed => vec![Field::new("核算等级", given), Field::new("自评等级", claimed)],
    }
}

/// Who filled it in, to be written by hand where the form does not say.
fn foot(of: &SelfEvaluation) -> Vec<Field> {
    let labels = ["填报人", "联系电话", "填报日期", "单位负责人"];
    let open = labels.iter().filter(|label| of.remarks.iter().all(|remark| remark.label != **label));
    open.map(|label| Field::new(*label, "")).collect()
}
