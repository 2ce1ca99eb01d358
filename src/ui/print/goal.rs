//! The goal form as it is printed: head, money, tasks, goals, the indicators of both blocks, signatures, its code.

use leptos::prelude::*;

use crate::bundle::code::ShortCode;
use crate::bundle::goal::goal_digest;
use crate::domain::case::{Case, Subject};
use crate::domain::funds::{FundColumn, FundSource, Funds};
use crate::domain::goal::Goal;
use crate::domain::goal_form::{FactKind, GoalForm};
use crate::domain::grid::{self, Spans, whole_target};
use crate::domain::grounds::Term;
use crate::domain::indicator::Indicator;
use crate::domain::numbers::Wan;
use crate::domain::place::{DocumentType, TextField};
use crate::domain::task::{Task, TaskField, total};
use crate::wording;

/// The group of facts that stands at the foot of the form instead of among the others.
const FOOT: &str = "填报";

/// All tables of the case's goal, one under the other, under the names of its form.
pub(super) fn official_goal(case: &Case, goal: &Goal, form: Option<&GoalForm>) -> AnyView {
    let title = match (goal.head.title.trim(), form) {
        ("", Some(form)) => form.title.clone(),
        ("", None) => wording::document(DocumentType::Goal).to_owned(),
        (title, _) => title.to_owned(),
    };
    let year = goal.head.year.map(|year| format!("（{year} 年度）"));
    let tasks = (!goal.tasks.is_empty()).then(|| tasks(case.subject, goal, form));
    view! {
        <article class="paper">
            <h2>{title}</h2>
            <p class="paper-year">{year}</p>
            {head(case, goal, form)}
            {funds(case.subject, &goal.funds)}
            {tasks}
            {texts(goal, form)}
            {indicators(goal, Term::Year, "年度绩效指标")}
            {goal.of_term(Term::Whole).next().is_some().then(|| indicators(goal, Term::Whole, "实施期绩效指标"))}
            {signatures(goal, form)}
            {stamp(goal)}
        </article>
    }
    .into_any()
}

/// What the form calls a text; where no form is known, its usual name.
fn label(subject: Subject, form: Option<&GoalForm>, field: TextField) -> String {
    let own = form.and_then(|form| form.label(field));
    own.unwrap_or_else(|| wording::head_field(subject, field)).to_owned()
}

/// A text that the form does not have is printed where it says more than the case itself.
fn head(case: &Case, goal: &Goal, form: Option<&GoalForm>) -> AnyView {
    let head = &goal.head;
    let texts = [
        (TextField::Department, &head.department, &case.department),
        (TextField::Unit, &head.unit, &case.unit),
    ];
    let asked = |(field, text, own): &(TextField, &String, &String)| {
        form.is_none_or(|form| form.label(*field).is_some()) || (!text.trim().is_empty() && text != own)
    };
    let texts = texts.into_iter().filter(asked);
    let texts = texts.map(|(field, text, _)| (label(case.subject, form, field), text.clone()));
    let project = match head.code.trim() {
        "" => head.project.clone(),
        code => format!("{}（{code}）", head.project),
    };
    let fields = form.map(|form| form.facts.as_slice()).unwrap_or_default();
    let own = fields.iter().filter(|field| field.group != FOOT && !goal.fact(&field.key).is_empty());
    let pairs: Vec<(String, String)> = texts
        .chain(own.map(|field| {
            let unit = if field.kind == FactKind::Money { "万元" } else { field.unit.as_str() };
            let unit = if unit.is_empty() { String::new() } else { format!("（{unit}）") };
            (format!("{}{unit}", field.label), goal.fact(&field.key).to_owned())
        }))
        .collect();
    let row = |pair: &[(String, String)]| {
        let span = if pair.len() == 1 { "3" } else { "1" };
        let cells = pair.iter().map(|(label, text)| {
            view! { <th>{label.clone()}</th><td class="text" colspan=span>{text.clone()}</td> }
        });
        view! { <tr>{cells.collect_view()}</tr> }
    };
    let rows = pairs.chunks(2).map(row).collect_view();
    view! {
        <table class="official o-head">
            <tbody>
                <tr><th>{label(case.subject, form, TextField::Project)}</th><td colspan="3">{project}</td></tr>
                {rows}
            </tbody>
        </table>
    }
    .into_any()
}

fn money(amount: Option<Wan>) -> String {
    amount.map_or_else(|| "—".to_owned(), Wan::grouped)
}

/// Columns of other years are printed where they hold something.
fn funds(subject: Subject, funds: &Funds) -> AnyView {
    let parts: Vec<_> = funds.rows.iter().filter(|row| row.source != FundSource::Total).collect();
    let several = funds.rows.iter().any(|row| row.years != Default::default());
    let columns: Vec<FundColumn> = if several { FundColumn::WHOLE.into() } else { vec![FundColumn::Budget] };
    let heads = columns.iter().map(|column| {
        let word = if *column == FundColumn::Budget { "年度金额" } else { wording::fund_column(*column) };
        view! { <th>{word}</th> }
    });
    let heads = heads.collect_view();
    let totals =
        columns.iter().map(|column| view! { <td class="n">{money(funds.total(*column).amount)}</td> });
    let totals = totals.collect_view();
    let rows = parts.iter().map(|row| {
        let cells = columns.iter().map(|column| {
            let cell = row.cell(*column);
            let text = cell.wan().map_or_else(|| cell.text().trim().to_owned(), Wan::grouped);
            view! { <td class="n">{text}</td> }
        });
        let cells = cells.collect_view();
        let sum = several.then(|| view! { <td class="n">{money(Funds::whole_of(row))}</td> });
        view! { <tr><td>{wording::fund_label(row)}</td>{cells}{sum}</tr> }
    });
    let rows = rows.collect_view();
    view! {
        <table class="official o-money">
            <tbody>
                <tr>
                    <th rowspan=parts.len() + 2>{wording::money_table(subject)}"（万元）"</th><th></th>{heads}
                    {several.then(|| view! { <th>"实施期合计"</th> })}
                </tr>
                <tr>
                    <td>{wording::fund_total_label(funds)}</td>{totals}
                    {several.then(|| view! { <td class="n">{money(funds.whole_total())}</td> })}
                </tr>
                {rows}
            </tbody>
        </table>
    }
    .into_any()
}

fn tasks(subject: Subject, goal: &Goal, form: Option<&GoalForm>) -> AnyView {
    let table = form.and_then(|form| form.tasks.as_ref());
    let heads = [TaskField::Name, TaskField::Content].map(|field| {
        let head = wording::task_column(subject, table, field).to_owned();
        view! { <th>{head}</th> }
    });
    let row = |task: &Task| {
        let cell = |text: &crate::domain::typed::Typed| {
            text.wan().map_or_else(|| text.text().trim().to_owned(), Wan::grouped)
        };
        view! {
            <tr>
                <td>{task.name.clone()}</td><td class="text">{task.content.clone()}</td>
                <td class="n">{cell(&task.fiscal)}</td><td class="n">{cell(&task.other)}</td><td class="n">{money(task.total())}</td>
            </tr>
        }
    };
    let sum = |columns: &[TaskField]| view! { <td class="n">{money(total(&goal.tasks, columns))}</td> };
    view! {
        <table class="official o-tasks">
            <tbody>
                <tr>{heads}<th>"财政拨款（万元）"</th><th>"其他资金（万元）"</th><th>"金额合计（万元）"</th></tr>
                {goal.tasks.iter().map(row).collect_view()}
                <tr class="o-total"><th colspan="2">"金额合计"</th>{sum(&[TaskField::Fiscal])}{sum(&[TaskField::Other])}{sum(&[TaskField::Fiscal, TaskField::Other])}</tr>
            </tbody>
        </table>
    }
    .into_any()
}

/// The goal of the whole run beside that of the year, or the year's alone.
fn texts(goal: &Goal, form: Option<&GoalForm>) -> AnyView {
    let label = |field| {
        let own = form.and_then(|form| form.label(field));
        own.unwrap_or_else(|| wording::text_field(DocumentType::Goal, field)).to_owned()
    };
    let year = label(TextField::Expected);
    let rows = if goal.whole_goal.trim().is_empty() {
        view! { <tr><th rowspan="1">{year}</th><td class="text">{goal.annual_goal.clone()}</td></tr> }
            .into_any()
    } else {
        view! {
            <tr><th rowspan="2">"总体目标"</th><th>{label(TextField::WholeGoal)}</th><th>{year}</th></tr>
            <tr><td class="text">{goal.whole_goal.clone()}</td><td class="text">{goal.annual_goal.clone()}</td></tr>
        }
        .into_any()
    };
    view! { <table class="official o-goal"><tbody>{rows}</tbody></table> }.into_any()
}

fn indicators(goal: &Goal, term: Term, title: &'static str) -> AnyView {
    let rows: Vec<&Indicator> = goal.of_term(term).collect();
    let spans = grid::spans(rows.iter().map(|row| (row.level1.as_str(), row.level2.as_str(), 1)));
    let year = term == Term::Year;
    let line = |(row, spans): (&&Indicator, Spans)| {
        let points = year.then(|| view! { <td class="n">{row.points.text().trim().to_owned()}</td> });
        let standard = if row.grounds.standard.trim().is_empty() { &row.note } else { &row.grounds.standard };
        view! {
            <tr>
                {spans.level1.map(|lines| view! { <th rowspan=lines>{row.level1.clone()}</th> })}
                {spans.level2.map(|lines| view! { <th rowspan=lines>{row.level2.clone()}</th> })}
                <td>{row.name.clone()}</td>
                <td class="c">{whole_target(row)}</td>
                {points}
                <td class="text">{standard.clone()}</td>
            </tr>
        }
    };
    let lines = rows.iter().zip(spans).map(line).collect_view();
    let columns = if year { "6" } else { "5" };
    view! {
        <table class="official o-indicators">
            <colgroup>
                <col class="o-level" /><col class="o-level" /><col /><col class="o-target" />
                {year.then(|| view! { <col class="o-points" /> })}<col class="o-note" />
            </colgroup>
            <thead>
                <tr><th colspan=columns>{title}</th></tr>
                <tr>
                    <th>"一级指标"</th><th>"二级指标"</th><th>"三级指标"</th><th>"指标值"</th>
                    {year.then(|| view! { <th>"分值"</th> })}<th>"评（扣）分标准及备注"</th>
                </tr>
            </thead>
            <tbody>{lines}</tbody>
        </table>
    }
    .into_any()
}

/// The facts of the foot as filled in, with room to sign where they are blank.
fn signatures(goal: &Goal, form: Option<&GoalForm>) -> AnyView {
    let fields = form.map(|form| form.facts.as_slice()).unwrap_or_default();
    let foot: Vec<(String, String)> = fields
        .iter()
        .filter(|field| field.group == FOOT)
        .map(|field| (field.label.clone(), goal.fact(&field.key).to_owned()))
        .collect();
    let foot = if foot.is_empty() {
        ["填报人", "单位负责人", "联系电话", "填报日期"].map(|label| (label.to_owned(), String::new())).into()
    } else {
        foot
    };
    let lines = foot.into_iter().map(|(label, text)| view! { <span>{label}"："<i>{text}</i></span> });
    view! { <p class="signatures">{lines.collect_view()}</p> }.into_any()
}

/// By what the printed goal is known: the code that a self-evaluation names it by.
fn stamp(goal: &Goal) -> AnyView {
    let code = ShortCode::of(&goal_digest(goal));
    let text = format!("{}，短码 {code}。资金合计由各项资金计算得出。", wording::goal_stage(goal.stage));
    view! { <p class="stamp">{text}</p> }.into_any()
}
