//! Words for the rules in force on a device (评价规则) and for putting others in their place.

/// The rules that were chosen here are not among those of this program; `now` are its own.
pub fn rules_not_shipped(now: &str) -> String {
    format!(
        "本机选定的评价规则，这个版本的程序没有：现按“{now}”核算。请到“评价规则”页重新选定，或改用原来的程序版本。"
    )
}

pub fn rules_changed_elsewhere() -> &'static str {
    "本机的评价规则已在另一个窗口里更换，本窗口仍按原规则核算：请重新载入本页。"
}

/// Not kept; `reason` without a full stop.
pub fn rules_not_changed(reason: &str) -> String {
    format!("没有改用：{reason}。仍按原来的规则核算。")
}

/// A backup was made under other rules than those of this device.
pub fn rules_of_backup(then: &str, now: &str) -> String {
    format!(
        "备份时的评价规则是“{}”，本机现用“{now}”：恢复的项目按本机的规则核算。需要改用的，恢复后到“评价规则”页选定，改前会列出得分的变化。",
        super::excerpt(then)
    )
}

/// What other rules change on this device, before they are put in force.
pub fn rules_difference(forms: usize, rescored: usize, goals: usize) -> String {
    let goals = match goals {
        0 => String::new(),
        goals => format!("{goals} 份绩效目标有指标不在新的分级内，须在目标页调整分级和分值；"),
    };
    match forms {
        0 => format!("本机没有自评表。{goals}已填的内容不会改动。"),
        forms => {
            format!("本机 {forms} 张自评表中，{rescored} 张的得分或等级有变化；{goals}已填的内容不会改动。")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::rules_difference;

    #[test]
    fn only_what_is_there_is_counted() {
        assert_eq!(rules_difference(0, 0, 0), "本机没有自评表。已填的内容不会改动。");
        assert!(rules_difference(3, 2, 0).contains("3 张自评表中，2 张"));
        assert!(rules_difference(3, 2, 1).contains("1 份绩效目标"));
    }
}
