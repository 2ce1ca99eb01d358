//! 绩效目标申报表 of every kind of subject: head, fields, money, tasks, goals in words, the indicators of both blocks,
//! foot. What the form of the pack calls a field is printed; a field it does not have is printed where it is filled.

use super::grid::{self, Head, Holds, LEVELS, Line};
use super::head::{self, Field};
use super::money::Money;
use super::page::{Page, Part};
use super::tasks;
use crate::domain::case::Subject;
use crate::domain::goal::Goal;
use crate::domain::goal_form::{FactField, FactKind, GoalForm};
use crate::domain::grounds::Term;
use crate::domain::indicator::Indicator;
use crate::domain::place::TextField;
use crate::forms::sheet::At;
use crate::wording;

/// The form as a page; `form` is that of the subject, where the packs have one.
pub(super) fn page(goal: &Goal, subject: Subject, form: Option<&GoalForm>) -> Page {
    let asked: Vec<&Column> = asked_for(goal).collect();
    let whole = form.is_some_and(|form| form.whole);
    let money = Money::of_goal(&goal.funds, goal.head.year, whole);
    let mut widths = LEVELS.to_vec();
    widths.extend(asked.iter().map(|(head, ..)| head.width));
    widths.resize(widths.len().max(money.width()).max(tasks::WIDTH), 10);
    let mut page = Page::new("绩效目标申报表", widths, true);
    let title =
        if goal.head.title.is_empty() { form.map_or(TITLE, |form| &form.title) } else { &goal.head.title };
    head::title(&mut page, title, goal.head.year);
    let foot = form.and_then(|form| form.facts.last()).map_or("", |fact| fact.group.as_str());
    head::fields(&mut page, "", &head_fields(goal, subject, form));
    for group in groups(form, foot) {
        head::fields(&mut page, group, &facts(goal, form, group));
    }
    money.print(&mut page, &format!("{}（万元）", wording::money_table(subject)));
    tasks::print(&mut page, &goal.tasks, subject, form.and_then(|form| form.tasks.as_ref()), false);
    words(&mut page, goal, form, whole);
    indicators(&mut page, goal, &asked);
    if !foot.is_empty() {
        head::fields(&mut page, "", &facts(goal, form, foot));
    }
    head::remarks(&mut page, &goal.remarks);
    page
}

const TITLE: &str = "项目支出绩效目标申报表";

/// Project, code, department and unit under the form's own names, then the facts that stand with them.
fn head_fields(goal: &Goal, subject: Subject, form: Option<&GoalForm>) -> Vec<Field> {
    let head = &goal.head;
    let texts = [
        (TextField::Project, &head.project),
        (TextField::Code, &head.code),
        (TextField::Department, &head.department),
        (TextField::Unit, &head.unit),
    ];
    let shown = texts.into_iter().filter_map(|(field, text)| {
        let own = form.and_then(|form| form.label(field));
        let asked = own.is_some() || form.is_none() || !text.is_empty();
        asked.then(|| Field::new(own.unwrap_or_else(|| wording::head_field(subject, field)), text))
    });
    let mut fields: Vec<Field> = shown.collect();
    fields.extend(facts(goal, form, ""));
    fields
}

/// The names of the groups between head and foot, each once.
fn groups<'f>(form: Option<&'f GoalForm>, foot: &str) -> Vec<&'f str> {
    let mut groups: Vec<&str> = Vec::new();
    for fact in form.into_iter().flat_map(|form| &form.facts) {
        if !fact.group.is_empty() && fact.group != foot && !groups.contains(&fact.group.as_str()) {
            groups.push(&fact.group);
        }
    }
    groups
}

fn facts(goal: &Goal, form: Option<&GoalForm>, group: &str) -> Vec<Field> {
    let of_group = form.into_iter().flat_map(|form| &form.facts).filter(|fact| fact.group == group);
    let field = |fact: &FactField| {
        let unit = match fact.kind {
            FactKind::Money => "万元",
            _ => fact.unit.as_str(),
        };
        let label = if unit.is_empty() { fact.label.clone() } else { format!("{}（{unit}）", fact.label) };
        Field { long: fact.kind == FactKind::Long, ..Field::new(label, goal.fact(&fact.key)) }
    };
    of_group.map(field).collect()
}

/// 实施期目标 beside 年度目标, or the year's alone.
fn words(page: &mut Page, goal: &Goal, form: Option<&GoalForm>, whole: bool) {
    let label = |field, usual| form.and_then(|form| form.label(field)).unwrap_or(usual);
    let year = label(TextField::Expected, "年度目标");
    if !whole && goal.whole_goal.is_empty() {
        page.line(0, vec![Part::label(year, 2), Part::text(&goal.annual_goal, 14)]);
        return;
    }
    let all_years = label(TextField::WholeGoal, "实施期目标");
    let first = page.line(1, vec![Part::label(all_years, 1), Part::label(year, 1)]);
    page.line(1, vec![Part::text(&goal.whole_goal, 1), Part::text(&goal.annual_goal, 1)]);
    page.side(At { row: first, column: 0 }, 2, 1, Part::label("总体目标", 1));
}

/// A column behind the levels: its head, its text, and whether it stands where no indicator fills it.
type Column = (Head, fn(&Indicator) -> &str, bool);

const COLUMNS: [Column; 15] = [
    (Head::new("指标性质", 9, Holds::Word), |of| of.sign.text(), true),
    (Head::new("指标值", 10, Holds::Figure), |of| of.target.text(), true),
    (Head::new("计量单位", 9, Holds::Word), |of| of.unit.text(), true),
    (Head::new("分值", 7, Holds::Figure), |of| of.points.text(), true),
    (Head::new("评（扣）分标准", 20, Holds::Text), |of| &of.grounds.standard, true),
    (Head::new("指标值说明", 18, Holds::Text), |of| &of.grounds.basis_note, true),
    (Head::new("绩效标准", 10, Holds::Word), |of| &of.grounds.value_basis, true),
    (Head::new("数据来源", 14, Holds::Text), |of| &of.grounds.source, true),
    (Head::new("取值方式", 11, Holds::Word), |of| &of.grounds.way, true),
    (Head::new("指标解释", 18, Holds::Text), |of| &of.grounds.meaning, false),
    (Head::new("调查对象", 12, Holds::Text), |of| &of.grounds.survey.object, false),
    (Head::new("调查方式", 10, Holds::Word), |of| &of.grounds.survey.way, false),
    (Head::new("样本量", 7, Holds::Figure), |of| of.grounds.survey.sample.text(), false),
    (Head::new("调查时间", 12, Holds::Text), |of| &of.grounds.survey.time, false),
    (Head::new("备注", 14, Holds::Text), |of| &of.note, false),
];

fn asked_for(goal: &Goal) -> impl Iterator<Item = &'static Column> {
    let used = |get: fn(&Indicator) -> &str| goal.indicators.iter().any(|of| !get(of).is_empty());
    COLUMNS.iter().filter(move |(_, get, always)| *always || used(*get))
}

fn indicators(page: &mut Page, goal: &Goal, asked: &[&'static Column]) {
    let heads: Vec<&Head> = asked.iter().map(|(head, ..)| head).collect();
    for (term, block) in [(Term::Year, "年度绩效指标"), (Term::Whole, "实施期绩效指标")] {
        let line = |of: &'_ Indicator| asked.iter().map(|(_, get, _)| get(of).to_owned()).collect();
        let lines: Vec<Line<'_>> = goal.of_term(term).map(|of| Line::new(of, line(of))).collect();
        if term == Term::Year || !lines.is_empty() {
            let points = if term == Term::Year { goal.level_points.as_slice() } else { &[] };
            let header = grid::print(page, &heads, &lines, points);
            grid::name(page, block, header);
        }
    }
}
