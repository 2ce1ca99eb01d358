//! The parts of a goal form to read. Every field has the id that findings point at.

use leptos::prelude::*;

use crate::domain::funds::{FundColumn, FundRow, FundSource, Funds};
use crate::domain::goal::Goal;
use crate::domain::grid::{Spans, spans, whole_target};
use crate::domain::indicator::Indicator;
use crate::domain::numbers::Wan;
use crate::domain::place::{DocumentType, FundField, Place, RowField, TextField};
use crate::ui::dom::field_id;
use crate::wording;

const GOAL: DocumentType = DocumentType::Goal;

pub(super) fn head(goal: &Goal) -> AnyView {
    let head = &goal.head;
    let year = head.year.map(|year| year.to_string()).unwrap_or_default();
    let fields = [
        (TextField::Project, head.project.clone()),
        (TextField::Code, head.code.clone()),
        (TextField::Year, year),
        (TextField::Department, head.department.clone()),
        (TextField::Unit, head.unit.clone()),
        (TextField::Title, head.title.clone()),
    ];
    let fields = fields.map(|(field, text)| labelled(field, text));
    view! {
        <section class="sheet" aria-labelledby="head-title">
            <header class="sheet-head"><h2 id="head-title">"基本情况"</h2></header>
            <dl class="form-head read">{fields}</dl>
        </section>
    }
    .into_any()
}

fn labelled(field: TextField, text: String) -> AnyView {
    let id = field_id(&Place::text(GOAL, field));
    view! {
        <div class="field"><dt class="label">{wording::text_field(GOAL, field)}</dt><dd id=id tabindex="-1">{or_dash(text, "原表未填")}</dd></div>
    }
    .into_any()
}

/// The text, or a dash that says why it is empty.
fn or_dash(text: String, why: &'static str) -> AnyView {
    if text.trim().is_empty() {
        view! { <span class="null" title=why>"—"<span class="sr">{why}</span></span> }.into_any()
    } else {
        text.into_any()
    }
}

pub(super) fn funds(goal: &Goal) -> AnyView {
    let total = goal.funds.total(FundColumn::Budget);
    let typed = total.differs().then(|| total.typed.map(Wan::grouped)).flatten();
    let total_id = goal.funds.total_row().map(|row| field_id(&Place::fund(GOAL, &row.id, FundField::Budget)));
    let parts: Vec<_> = parts(&goal.funds).map(fund_row).collect();
    view! {
        <section class="sheet" id=field_id(&Place::funds(GOAL)) tabindex="-1" aria-labelledby="funds-title">
            <header class="sheet-head"><h2 id="funds-title">"项目资金"</h2><span class="why">"单位：万元"</span></header>
            <table class="funds read">
                <thead><tr><th scope="col">"资金来源"</th><th scope="col" class="n">"金额"</th></tr></thead>
                <tbody>
                    <tr class="sum">
                        <th scope="row">"年度资金总额 "<span class="tag">"自动合计"</span></th>
                        <td class="n"><div class="cell" id=total_id tabindex="-1">
                            <b>{total.amount.map_or_else(|| "—".to_owned(), Wan::grouped)}</b>
                            {typed.map(|typed| view! { <span class="typed">"填报 "<s>{typed}</s></span> })}
                        </div></td>
                    </tr>
                    {parts}
                </tbody>
            </table>
        </section>
    }
    .into_any()
}

fn parts(funds: &Funds) -> impl Iterator<Item = &FundRow> {
    funds.rows.iter().filter(|row| row.source != FundSource::Total)
}

fn fund_row(row: &FundRow) -> AnyView {
    let id = field_id(&Place::fund(GOAL, &row.id, FundField::Budget));
    let text = match row.budget.wan() {
        Some(wan) => wan.grouped(),
        None => row.budget.text().to_owned(),
    };
    view! {
        <tr class:detail=row.source == FundSource::Detail>
            <th scope="row">{wording::fund_label(row)}</th>
            <td class="n" id=id tabindex="-1">{or_dash(text, "原表未填")}</td>
        </tr>
    }
    .into_any()
}

pub(super) fn text(goal: &Goal) -> AnyView {
    let id = field_id(&Place::text(GOAL, TextField::Expected));
    let remarks: Vec<_> =
        goal.remarks.iter().map(|r| view! { <dt>{r.label.clone()}</dt><dd>{r.text.clone()}</dd> }).collect();
    let remarks = (!remarks.is_empty()).then(|| {
        view! {
            <details class="remarks" id=field_id(&Place::remarks(GOAL)) tabindex="-1"><summary>"原表其他内容"</summary><dl>{remarks}</dl></details>
        }
    });
    view! {
        <section class="sheet" aria-labelledby="goal-title">
            <header class="sheet-head"><h2 id="goal-title">"年度目标"</h2></header>
            <p class="sheet-body long" id=id tabindex="-1">{or_dash(goal.annual_goal.clone(), "原表未填")}</p>
            {remarks}
        </section>
    }
    .into_any()
}

pub(super) fn indicators(goal: &Goal) -> AnyView {
    let merged = spans(goal.indicators.iter().map(|i| (i.level1.as_str(), i.level2.as_str(), 1)));
    let points = goal.indicators.iter().any(|indicator| indicator.points.is_touched());
    let rows: Vec<_> = goal.indicators.iter().zip(merged).map(|(i, spans)| row(i, spans, points)).collect();
    view! {
        <section class="sheet" aria-labelledby="grid-title">
            <header class="sheet-head"><h2 id="grid-title">"年度绩效指标"</h2><span class="why">{goal.indicators.len()}" 项"</span></header>
            <div class="scroll tall" id=field_id(&Place::indicators(GOAL)) tabindex="0" role="region" aria-labelledby="grid-title">
                <table class="grid read">
                    <thead><tr>
                        <th scope="col" class="r-level">"一级指标"</th><th scope="col" class="r-level">"二级指标"</th>
                        <th scope="col">"三级指标"</th><th scope="col" class="r-target">"年度指标值"</th>
                        {points.then(|| view! { <th scope="col" class="n r-points">"分值"</th> })}
                    </tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}

fn row(indicator: &Indicator, spans: Spans, points: bool) -> AnyView {
    let id = |field| field_id(&Place::indicator(GOAL, &indicator.id, field));
    let row_id = Place::indicator(GOAL, &indicator.id, RowField::Name).outer().map(|row| field_id(&row));
    view! {
        <tr id=row_id tabindex="-1" class="indicator">
            {spans.level1.map(|n| view! { <th scope="rowgroup" class="level one" rowspan=n>{indicator.level1.clone()}</th> })}
            {spans.level2.map(|n| view! { <th scope="rowgroup" class="level two" rowspan=n>{indicator.level2.clone()}</th> })}
            <th scope="row" class="name" id=id(RowField::Name) tabindex="-1">{or_dash(indicator.name.clone(), "原表未填")}</th>
            <td class="target" id=id(RowField::Target) tabindex="-1">{or_dash(whole_target(indicator), "原表未填")}</td>
            {points.then(|| view! { <td class="n points" id=id(RowField::Points) tabindex="-1">{indicator.points.text().to_owned()}</td> })}
        </tr>
    }
    .into_any()
}
