//! What the published annexes come to, while they are on this device as demo data.

use leptos::prelude::*;

use crate::domain::annex::AnnexSummary;
use crate::ui::parts::live::memo;
use crate::ui::session::session;

#[component]
pub(super) fn Summary() -> impl IntoView {
    let session = session();
    let summary = memo(move || session.demo_summary());
    move || {
        summary.get().map(|summary| {
            view! {
                <div class="notice demo-summary" id="demo-summary">
                    <span class="tag">"演示"</span>
                    <div class="demo-lines">
                        <span>{what(&summary)}</span>
                        <span>{money(&summary)}</span>
                        <span>{grades(&summary)}</span>
                    </div>
                    <div class="acts">
                        <button type="button" class="small" on:click=move |_| session.remove_demo()>
                            "删除演示数据"
                        </button>
                    </div>
                </div>
            }
        })
    }
}

fn what(summary: &AnnexSummary) -> String {
    let measures: usize = summary.policies.iter().map(|policy| policy.measures).sum();
    format!(
        "财政评价 {} 个项目、{} 项政策（{measures} 项措施）、{} 个部门",
        summary.projects,
        summary.policies.len(),
        summary.departments
    )
}

fn money(summary: &AnnexSummary) -> String {
    let AnnexSummary { projects_money, departments_money, money, without_money, .. } = summary;
    let missing =
        if *without_money == 0 { String::new() } else { format!("，{without_money} 行没有金额") };
    format!(
        "财政资金 {} + {} = {} 万元（{} 亿元{missing}）",
        projects_money.grouped(),
        departments_money.grouped(),
        money.grouped(),
        summary.hundred_million()
    )
}

fn grades(summary: &AnnexSummary) -> String {
    let list = |grades: &[(String, usize)]| {
        grades.iter().map(|(grade, count)| format!("{grade} {count}")).collect::<Vec<_>>().join(" ")
    };
    format!("附件 1 评价等级 {}；附件 2 {}", list(&summary.project_grades), list(&summary.department_grades))
}
