//! 粘贴到一体化平台: the year's indicators of a goal as rows in the columns of the platform. Sign, value and unit go
//! to columns of their own there, wherever the goal has them.

use crate::domain::goal::Goal;
use crate::domain::grounds::Term;
use crate::domain::indicator::Indicator;
use crate::domain::place::RowField;
use crate::domain::platform::PlatformColumn;
use crate::domain::value::{Sign, Value};

/// One row for each indicator of the year, in the order of the grid; one text for each column. A field that only a
/// self-evaluation has is blank.
pub fn platform_rows(goal: &Goal, columns: &[PlatformColumn]) -> Vec<Vec<String>> {
    let year = goal.head.year;
    let row = |of: &Indicator| columns.iter().map(|column| text(of, column.field, year)).collect();
    goal.of_term(Term::Year).map(row).collect()
}

fn text(of: &Indicator, field: RowField, year: Option<i16>) -> String {
    let mut of = of.clone();
    let typed = of.text_mut(field).map(|text| text.trim().to_owned()).unwrap_or_default();
    let stated = || of.target(year);
    match field {
        RowField::Sign if typed.is_empty() => stated()
            .sign
            .map(|sign| if sign == Sign::Range { "区间" } else { sign.symbol() })
            .unwrap_or_default()
            .to_owned(),
        // The unit that the figure was written with goes with it.
        RowField::Unit => match of.target.value(year) {
            Value::Number { unit, .. } | Value::Range { unit, .. } if !unit.is_empty() => unit,
            _ => typed,
        },
        // Sign and unit around it have their own columns; signs of thousands and wide signs are no platform's.
        RowField::Target => match of.target.value(year) {
            Value::Number { number, .. } => number.to_string(),
            Value::Range { low, high, .. } => format!("{low}-{high}"),
            _ => typed,
        },
        _ => typed,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::platform_rows;
    use crate::domain::goal::Goal;
    use crate::domain::platform::PlatformColumns;

    #[test]
    fn rows_stand_in_the_order_of_the_platform_with_sign_and_unit_apart() {
        let columns: PlatformColumns = serde_json::from_value(json!({"columns": [
            {"column": "三级指标", "field": "name"}, {"column": "计算符号", "field": "sign"},
            {"column": "指标值", "field": "target"}, {"column": "单位", "field": "unit"},
            {"column": "说明", "field": "basis_note"}, {"column": "完成值", "field": "actual"},
        ]}))
        .expect("columns");
        let row = |id: &str, name: &str, [sign, target, unit]: [&str; 3]| {
            json!({"id": id, "level1": "", "level2": "", "name": name, "sign": sign, "target": target, "unit": unit,
                "grounds": {"basis_note": "按计划"}})
        };
        let mut whole = row("w", "全部", ["", "9", ""]);
        whole["grounds"]["term"] = json!("whole");
        let goal: Goal = serde_json::from_value(json!({"head": {"year": 2024}, "indicators": [
            row("a", "甲", ["", "≥1,000盏", ""]), row("b", "乙", ["≥", "95.0", "%"]), whole,
            row("c", "丙", ["定性", "效果明显", ""]), row("d", "丁", ["", "10～20%", ""]), row("e", "=戊", ["", "", "个"]),
            row("f", "己", ["≥", "3.5万平方米", "平方米"]), row("g", "庚", ["≥", "３２，０００", "盏"]),
        ]}))
        .expect("a goal");
        let rows = platform_rows(&goal, &columns.columns);
        let expected = [
            ["甲", "≥", "1000", "盏", "按计划", ""],
            ["乙", "≥", "95.0", "%", "按计划", ""],
            ["丙", "定性", "效果明显", "", "按计划", ""],
            ["丁", "区间", "10-20", "%", "按计划", ""],
            ["=戊", "", "", "个", "按计划", ""],
            ["己", "≥", "3.5", "万平方米", "按计划", ""],
            ["庚", "≥", "32000", "盏", "按计划", ""],
        ];
        assert_eq!(rows, expected.map(|row| row.map(str::to_owned).to_vec()));
        assert!(platform_rows(&Goal::default(), &columns.columns).is_empty());
    }
}
