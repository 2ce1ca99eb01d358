//! The official form as tables: head, money, goal, indicators, total, signatures.

use leptos::prelude::*;

use crate::bundle::code::ShortCode;
use crate::bundle::digest::Digest;
use crate::domain::case::{Case, Subject};
use crate::domain::funds::{FundColumn, FundRow, FundSource};
use crate::domain::goal_form::{GoalForm, TaskTable};
use crate::domain::grid::{self, GridRow, Spans, Standing};
use crate::domain::numbers::Wan;
use crate::domain::place::{DocumentType, RowField, TextField};
use crate::domain::scoring::form::{ScoredForm, ScoredRow};
use crate::domain::scoring::outcome::Status;
use crate::domain::selfeval::SelfEvaluation;
use crate::domain::task::{self, Task, TaskField};
use crate::pack;
use crate::wording;

/// All tables of the form, one under the other. `goal_form` says what the tasks are called.
pub(super) fn official_form(
    case: &Case,
    form: &SelfEvaluation,
    goal_form: Option<&GoalForm>,
    scored: &ScoredForm,
) -> AnyView {
    let usual = pack::shipped().rules().title(DocumentType::SelfEvaluation, case.subject);
    let title = match (form.head.title.trim(), usual) {
        ("", "") => wording::document(DocumentType::SelfEvaluation).to_owned(),
        ("", usual) => usual.to_owned(),
        (title, _) => title.to_owned(),
    };
    let year = form.head.year.map(|year| format!("（{year} 年度）"));
    view! {
        <article class="paper">
            <h2>{title}</h2>
            <p class="paper-year">{year}</p>
            {head(case, form)}
            {funds(case.subject, form, scored)}
            {goal(form)}
            {tasks(case.subject, form, goal_form.and_then(|form| form.tasks.as_ref()))}
            {indicators(form, scored)}
            {signatures()}
            {stamp(form)}
        </article>
    }
    .into_any()
}

/// A department's form has no 主管部门 and no 实施单位; what differs from the case's own is printed all the same.
fn head(case: &Case, form: &SelfEvaluation) -> AnyView {
    let head = &form.head;
    let label = |field| wording::head_field(case.subject, field);
    let texts = [
        (TextField::Department, &head.department, &case.department),
        (TextField::Unit, &head.unit, &case.unit),
    ];
    let asked = |(_, text, own): &(TextField, &String, &String)| {
        case.subject != Subject::Department || (!text.trim().is_empty() && text != own)
    };
    let texts: Vec<_> = texts.into_iter().filter(asked).collect();
    let span = if texts.len() == 1 { "3" } else { "1" };
    let texts = texts.into_iter().map(|(field, text, _)| {
        view! { <th>{label(field)}</th><td colspan=span>{text.clone()}</td> }
    });
    let texts = texts.collect_view();
    let texts = (!texts.is_empty()).then(|| view! { <tr>{texts}</tr> });
    let project = match head.code.trim() {
        "" => head.project.clone(),
        code => format!("{}（{code}）", head.project),
    };
    view! {
        <table class="official o-head">
            <tbody>
                <tr><th>{label(TextField::Project)}</th><td colspan="3">{project}</td></tr>
                {texts}
            </tbody>
        </table>
    }
    .into_any()
}

fn money_of(amount: Option<Wan>) -> String {
    amount.map_or_else(|| "—".to_owned(), Wan::grouped)
}

fn funds(subject: Subject, form: &SelfEvaluation, scored: &ScoredForm) -> AnyView {
    let parts: Vec<&FundRow> = form.funds.rows.iter().filter(|row| row.source != FundSource::Total).collect();
    let total = |column| money_of(scored.fund_total(column).amount);
    let execution = scored.execution();
    let rate = scored.rate.as_ref().map_or_else(|| "—".to_owned(), |rate| format!("{rate} %"));
    let lines = parts.len() + 2;
    let rows: Vec<_> = parts.into_iter().map(part).collect();
    view! {
        <table class="official o-funds">
            <tbody>
                <tr>
                    <th rowspan=lines>{wording::money_table(subject)}"（万元）"</th>
                    <th></th><th>"年初预算数"</th><th>"全年预算数（A）"</th><th>"全年执行数（B）"</th>
                    <th>"分值"</th><th>"执行率（B/A）"</th><th>"得分"</th>
                </tr>
                <tr>
                    <td>{wording::fund_total_label(&form.funds)}</td>
                    <td class="n">{total(FundColumn::Opening)}</td>
                    <td class="n">{total(FundColumn::Budget)}</td>
                    <td class="n">{total(FundColumn::Spent)}</td>
                    <td class="n">{execution.and_then(|row| row.points).map(|p| p.to_string())}</td>
                    <td class="n">{rate}</td>
                    <td class="n">{execution.map(score_word)}</td>
                </tr>
                {rows}
            </tbody>
        </table>
    }
    .into_any()
}

fn part(row: &FundRow) -> AnyView {
    let cell = |column| match row.cell(column).wan() {
        Some(wan) => wan.grouped(),
        None => row.cell(column).text().trim().to_owned(),
    };
    view! {
        <tr>
            <td>{wording::fund_label(row)}</td>
            <td class="n">{cell(FundColumn::Opening)}</td>
            <td class="n">{cell(FundColumn::Budget)}</td>
            <td class="n">{cell(FundColumn::Spent)}</td>
            <td class="n">"—"</td><td class="n">"—"</td><td class="n">"—"</td>
        </tr>
    }
    .into_any()
}

/// The score; where there is none, the word for why. Never 0 in silence.
fn score_word(row: &ScoredRow) -> String {
    row.score.map_or_else(|| wording::status(row.status).to_owned(), |score| score.fixed2())
}

fn goal(form: &SelfEvaluation) -> AnyView {
    view! {
        <table class="official o-goal">
            <tbody>
                <tr><th rowspan="2">"年度总体目标"</th><th>"预期目标"</th><th>"实际完成情况"</th></tr>
                <tr><td class="text">{form.expected.clone()}</td><td class="text">{form.achieved.clone()}</td></tr>
            </tbody>
        </table>
    }
    .into_any()
}

/// 年度主要任务 with what became of each; nothing for a form without.
fn tasks(subject: Subject, form: &SelfEvaluation, table: Option<&TaskTable>) -> Option<AnyView> {
    if form.tasks.is_empty() {
        return None;
    }
    let fields = [TaskField::Name, TaskField::Content, TaskField::Fiscal, TaskField::Other, TaskField::Done];
    let money = |field| matches!(field, TaskField::Fiscal | TaskField::Other);
    let heads = fields.map(|field| {
        let unit = if money(field) { "（万元）" } else { "" };
        let head = wording::task_column(subject, table, field).to_owned();
        view! { <th>{head}{unit}</th> }
    });
    let line = |task: &Task| {
        let cell = |field| view! { <td class=if money(field) { "n" } else { "text" }>{task.text(field).to_owned()}</td> };
        view! { <tr>{fields.map(cell)}</tr> }
    };
    let sums = [TaskField::Fiscal, TaskField::Other].map(|column| {
        let sum = money_of(task::total(&form.tasks, &[column]));
        view! { <td class="n">{sum}</td> }
    });
    let lines: Vec<_> = form.tasks.iter().map(line).collect();
    let table = view! {
        <table class="official o-tasks">
            <thead><tr>{heads}</tr></thead>
            <tbody>{lines}<tr><th colspan="2">"金额合计"</th>{sums}<td></td></tr></tbody>
        </table>
    };
    Some(table.into_any())
}

fn indicators(form: &SelfEvaluation, scored: &ScoredForm) -> AnyView {
    let indicators = form.rows.iter().map(|row| &row.indicator);
    let spans = grid::spans(indicators.map(|i| (i.level1.as_str(), i.level2.as_str(), 1)));
    let rows: Vec<_> = (form.rows.iter().zip(spans))
        .map(|(row, spans)| line(grid::grid_row(row, scored.row(&row.indicator.id)), spans))
        .collect();
    view! {
        <table class="official o-rows">
            <thead>
                <tr>
                    <th>"一级指标"</th><th>"二级指标"</th><th>"三级指标"</th><th>"年度指标值"</th>
                    <th>"实际完成值"</th><th>"分值"</th><th>"得分"</th><th>"偏差原因分析及改进措施"</th>
                </tr>
            </thead>
            <tbody>{rows}{total(&grid::standing(form, scored))}</tbody>
        </table>
    }
    .into_any()
}

fn line(row: GridRow, spans: Spans) -> AnyView {
    let score = row.score.unwrap_or_else(|| wording::status(row.status).to_owned());
    let reason = match (row.status, row.not_applicable) {
        (Status::NotApplicable, Some(why)) => format!("不适用：{why}"),
        _ => row.reason,
    };
    let standard = row.standard.trim();
    let standard = (!standard.is_empty()).then(|| {
        view! { <small class="o-standard">{format!("{}：{standard}", wording::row_field(RowField::Standard))}</small> }
    });
    view! {
        <tr>
            {spans.level1.map(|lines| view! { <th rowspan=lines>{row.level1}</th> })}
            {spans.level2.map(|lines| view! { <th rowspan=lines>{row.level2}</th> })}
            <td>{row.name}{standard}</td>
            <td class="c">{row.target}</td>
            <td class="c">{row.surveyed.unwrap_or(row.actual)}</td>
            <td class="n">{row.points}</td>
            <td class="n">{score}</td>
            <td class="text">{reason}</td>
        </tr>
    }
    .into_any()
}

/// The total once nothing is open; until then how much of the form it covers.
fn total(standing: &Standing) -> AnyView {
    let note = match &standing.grade {
        Some(grade) => format!("自评等级：{grade}"),
        None => format!("已评 {} / 可评 {}，未评完，不定等级", standing.total, standing.scored_of),
    };
    let note = match standing.shared_out.as_str() {
        "" => note,
        sum => format!("{note}；不适用指标的分值按比例分摊：{sum}"),
    };
    view! {
        <tr class="o-total">
            <th colspan="5">"总分（含预算执行率）"</th>
            <td class="n">{standing.full.clone()}</td>
            <td class="n">{standing.total.clone()}</td>
            <td>{note}</td>
        </tr>
    }
    .into_any()
}

fn signatures() -> AnyView {
    let lines = ["填报人", "单位负责人", "联系电话", "填报日期"];
    let lines = lines.map(|label| view! { <span>{label}"："<i></i></span> });
    view! { <p class="signatures">{lines}</p> }.into_any()
}

/// Which rules and which goal the printed form rests on.
fn stamp(form: &SelfEvaluation) -> Option<AnyView> {
    let pack = pack::shipped().rules_pack()?;
    let digest: String = pack.digest.to_string().chars().take(19).collect();
    let text = format!(
        "得分按《{}》核算；规则包 {} {}，{digest}…。资金合计与执行率由各项资金计算得出。",
        pack.title, pack.id, pack.edition
    );
    let goal = form.rests_on.as_ref().and_then(|rests_on| {
        let code = ShortCode::of(&rests_on.digest.parse::<Digest>().ok()?);
        Some(format!("自评依据：{}，短码 {code}。", wording::goal_stage(rests_on.stage)))
    });
    Some(view! { <p class="stamp">{text}{goal}</p> }.into_any())
}
