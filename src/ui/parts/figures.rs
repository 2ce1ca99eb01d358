//! Figures as people read them: money, a grade, counts of findings. Null shows as — with its reason.

use leptos::prelude::*;

use crate::domain::finding::Severity;
use crate::domain::numbers::Wan;
use crate::ui::session::FindingCount;

/// 万元 with thousands, or — and why there is none.
#[component]
pub fn Money(amount: Option<Wan>, why_not: &'static str) -> impl IntoView {
    match amount {
        Some(amount) => amount.grouped().into_any(),
        None => view! {
            <span class="null" title=why_not>"—"<span class="sr">{why_not}</span></span>
        }
        .into_any(),
    }
}

/// 优 良 中 差 in a box.
#[component]
pub fn Grade(name: String) -> impl IntoView {
    let class = match name.as_str() {
        "优" => "grade best",
        "良" => "grade good",
        "中" => "grade fair",
        "差" => "grade poor",
        _ => "grade",
    };
    view! { <span class=class>{name}</span> }
}

/// How many findings of each severity; nothing for none.
#[component]
pub fn FindingLights(count: FindingCount) -> impl IntoView {
    let light = |class: &'static str, word: &'static str, n: usize| {
        (n > 0).then(|| {
            view! {
                <span class=class title=format!("{n} 个{word}")>
                    <span class="sr">{word}</span>
                    {n}
                </span>
            }
        })
    };
    view! {
        <span class="counts">
            {light("light red", "错误", count.errors)}
            {light("light amber", "警告", count.warnings)}
            {light("light blue", "提示", count.hints)}
        </span>
    }
}

/// Class and sign of the mark before a finding.
pub fn mark(severity: Severity) -> (&'static str, &'static str) {
    match severity {
        Severity::Error => ("mark error", "!"),
        Severity::Warning => ("mark warning", "!"),
        Severity::Hint => ("mark hint", "i"),
    }
}
