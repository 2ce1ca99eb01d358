//! 目标已取消的指标: rows that a newer goal no longer has, with what was filled in. Shown, so that nothing is lost
//! from sight; neither scored nor printed.

use leptos::prelude::*;

use super::desk::Desk;
use crate::domain::grid::whole_target;
use crate::domain::selfeval::{SelfEvaluation, SelfRow};
use crate::ui::parts::live::live;
use crate::wording;

pub(super) fn sheet(desk: Desk) -> AnyView {
    let rows = move || {
        let kept = |form: &SelfEvaluation| form.kept.iter().map(row).collect::<Vec<_>>();
        desk.session.with_form(kept)
    };
    view! {
        <section class="sheet" aria-labelledby="kept-title">
            <header class="sheet-head">
                <h2 id="kept-title">"目标已取消的指标"</h2>
                <span class="why">"保留已填的内容，不计分，不打印；目标恢复该指标时填回原处"</span>
            </header>
            <div class="scroll">
                <table class="grid kept">
                    <thead><tr>
                        <th scope="col">"指标名称"</th><th scope="col">"指标值"</th><th scope="col">"实际完成值"</th>
                        <th scope="col" class="n">"得分"</th><th scope="col">"偏差原因及改进措施"</th>
                    </tr></thead>
                    <tbody>{live(rows)}</tbody>
                </table>
            </div>
        </section>
    }
    .into_any()
}

fn row(row: &SelfRow) -> AnyView {
    let SelfRow { indicator, actual, claimed, reason, not_applicable, survey } = row;
    let mut said = vec![reason.trim().to_owned()];
    said.extend(not_applicable.as_ref().map(|why| format!("不适用：{}", why.trim())));
    if let Some(survey) = survey {
        let answers = survey.answers.iter().map(|a| format!("{} {}", a.level, a.count.text()));
        said.push(format!("{}：{}", wording::survey_answers(), answers.collect::<Vec<_>>().join("，")));
    }
    said.retain(|text| !text.is_empty());
    view! {
        <tr>
            <th scope="row" class="name">{indicator.name.clone()}</th>
            <td>{whole_target(indicator)}</td>
            <td>{actual.text().to_owned()}</td>
            <td class="n">{claimed.text().to_owned()}</td>
            <td class="text">{said.join("；")}</td>
        </tr>
    }
    .into_any()
}
