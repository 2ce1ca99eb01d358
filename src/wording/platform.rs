//! Words about rows that go to 一体化平台 by the clipboard.

use crate::domain::platform::{PlatformColumn, PlatformColumns};

/// What was copied, and in which columns.
pub fn copied_for_platform(rows: usize, columns: &PlatformColumns) -> String {
    let name =
        |column: Option<&PlatformColumn>| column.map(|column| column.column.clone()).unwrap_or_default();
    let (first, last) = (name(columns.columns.first()), name(columns.columns.last()));
    let checked = match columns.verified {
        true => "",
        false => "列次尚未与本市平台核对，粘贴后请逐列看一遍。",
    };
    format!(
        "已复制 {rows} 行年度指标，共 {} 列（{first}至{last}），可在一体化平台指标表的第一格粘贴。{checked}",
        columns.columns.len()
    )
}

/// The goal has no indicator of the year.
pub fn nothing_for_platform() -> &'static str {
    "还没有年度指标，没有复制：请先填写指标。"
}

/// The locality's pack did not come.
pub fn platform_not_known() -> &'static str {
    "一体化平台的列次没有载入，没有复制：请检查网络后再试一次。"
}

/// The browser did not let it.
pub fn not_copied() -> &'static str {
    "浏览器没有允许复制：请在浏览器设置中允许本站使用剪贴板，或改用“导出 XLSX”。"
}
