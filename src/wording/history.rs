//! Words for the versions of a project: why each was made, how long they stay, what became of one.

/// Why a version was made, by the word it is stored under.
pub fn version_why(word: &str) -> &'static str {
    match word {
        "imported" => "导入",
        "restored" => "恢复旧版",
        "handed_in" => "报送",
        "named" => "手工留存",
        "before_replace" => "替换前留存",
        _ => "编辑",
    }
}

/// A version was refused by the browser.
pub fn version_not_kept(reason: &str) -> String {
    format!("历史版本没有存下：{reason}。填写的内容照常保存，不受影响。")
}

/// How long versions stay.
pub fn versions_stay(of_a_day: usize) -> String {
    format!(
        "停笔三分钟、离开项目、导入或恢复之前自动留存。没有名称的逐步精简：最近一天至多 {of_a_day} 个，一周内每小时一个，更早每天一个；有名称的和报送的一直保留。"
    )
}

/// Where versions go and where not.
pub fn versions_travel() -> &'static str {
    "历史版本随备份一并带走；报送包和导出的项目文件只含现在的内容。"
}

/// Two contents that differ in nothing a form shows.
pub fn nothing_differs(is_same: bool) -> &'static str {
    if is_same {
        "内容相同。"
    } else {
        "没有不同的字段：只有行的次序或空白处不同。"
    }
}

/// A version whose content is broken.
pub fn version_is_broken() -> &'static str {
    "这个版本的内容读不懂，不能比较，也不能恢复。其他版本和现在的内容不受影响。"
}

/// Before one is restored.
pub fn restoring_asks() -> &'static str {
    "现在的内容先留存为一个版本，再换成这一版的内容，包括目标和自评。恢复后可以撤销。"
}

/// It was restored.
pub fn version_restored(name: &str) -> String {
    format!("已恢复到{name}。恢复前的内容也留存为一个版本；要回到恢复前，按“撤销”。")
}

/// It was not, for this reason.
pub fn version_not_restored(reason: &str) -> String {
    format!("没有恢复：{reason}。现在的内容没有改动。")
}
