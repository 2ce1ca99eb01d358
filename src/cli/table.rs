//! The readable form of a report, for a terminal: the table with derivations, the total, the findings.

use std::fmt::Write as _;

use comfy_table::{CellAlignment, ContentArrangement, Table, presets};

use super::report::{FileReport, FindingReport, RowReport, ScoreReport};
use crate::wording;

/// Columns of the terminal that the table keeps within where nobody says otherwise.
const WIDTH: u16 = 140;

/// The whole report as text; `rules` names the rules it was scored by.
pub(super) fn shown(report: &FileReport, rules: &str) -> String {
    let mut text = format!("{}\n{}\n", report.file, report.title);
    if let Some(score) = &report.score
        && report.form.is_some()
    {
        let _ = writeln!(text, "{}", rows(&score.rows));
        let _ = writeln!(text, "{}", summary(score));
        let _ = writeln!(text, "规则：{rules}");
    }
    text.push_str(&findings(&report.findings));
    text.push('\n');
    text
}

fn rows(rows: &[RowReport]) -> Table {
    let mut table = Table::new();
    table.load_style(presets::UTF8_HORIZONTAL_ONLY).set_content_arrangement(ContentArrangement::Dynamic);
    if table.width().is_none() {
        table.set_width(WIDTH);
    }
    table.set_header(["一级", "二级", "三级指标", "指标值", "完成值", "分值", "填报", "得分", "怎样得来"]);
    for row in rows {
        let score = row.score.clone().unwrap_or_else(|| wording::status(row.status).to_owned());
        table.add_row([
            row.level1.as_str(),
            &row.level2,
            &row.name,
            &row.target,
            &row.actual,
            row.points.as_deref().unwrap_or("—"),
            row.claimed.as_deref().unwrap_or("—"),
            &score,
            &row.derivation,
        ]);
    }
    for column in 5..8 {
        if let Some(column) = table.column_mut(column) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    table
}

fn summary(score: &ScoreReport) -> String {
    let Some(total) = score.total.as_deref() else {
        return "申报表只设目标，没有完成值，不评分。".to_owned();
    };
    let grade = score.grade.as_deref().map_or_else(
        || "未定（还有未填或无法评分的指标）".to_owned(),
        |grade| format!("{grade}（满分 {}）", score.full),
    );
    let claimed =
        score.claimed_total.as_deref().map(|claimed| format!("　填报总分 {claimed}")).unwrap_or_default();
    let shared = score.shared_out.as_deref().map(|sum| format!("\n不适用指标的分值已按比例分摊：{sum}"));
    format!("已评 {total} / 可评 {}　等级：{grade}{claimed}{}", score.scored_of, shared.unwrap_or_default())
}

fn findings(findings: &[FindingReport]) -> String {
    if findings.is_empty() {
        return "没有发现问题。\n".to_owned();
    }
    let mut text = format!("问题 {} 条：\n", findings.len());
    for finding in findings {
        let basis = finding.basis.as_deref().map(|basis| format!("（{basis}）")).unwrap_or_default();
        let _ = writeln!(text, "  [{}] {}{basis}", wording::severity(finding.severity), finding.text);
    }
    text
}
