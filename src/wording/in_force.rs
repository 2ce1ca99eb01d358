//! Words for the rules in force on a device (评价规则) and for putting others in their place.

/// The rules that were chosen here are not among those of this program; `now` are its own.
pub fn rules_not_shipped(now: &str) -> String {
    format!(
        "本机选定的评价规则不在本版程序中，现按“{now}”核算：请到“评价规则”页重新选定，或改用原来的程序版本。"
    )
}

/// This person's work was scored by other rules when it was last open here.
pub fn rules_changed(now: &str) -> String {
    format!("这台电脑的评价规则已改为“{now}”：得分、等级和检查按新规则，已填的内容没有改动。")
}

pub fn rules_changed_elsewhere() -> &'static str {
    "本机的评价规则已在另一个窗口里更换，本窗口仍按原规则核算：请重新载入本页。"
}

/// Not kept; `reason` without a full stop.
pub fn rules_not_changed(reason: &str) -> String {
    format!("没有改用：{reason}。仍按原来的规则核算。")
}

/// A backup was made under other rules than those of this device.
pub fn rules_of_backup(then: &str) -> String {
    format!("备份时的评价规则是“{}”，与本机的不同：恢复的项目按本机的规则核算。", super::excerpt(then))
}

/// A bundle was scored by other rules than those of this device.
pub fn rules_of_bundle(then: &str) -> String {
    format!(
        "报送单位按“{}”核算，与本机的评价规则不同：导入后按本机的规则核算，得分和等级可能与报送的不同。",
        super::excerpt(then)
    )
}

/// What other rules change for who is here, before they are put in force.
pub fn rules_difference(forms: usize, rescored: usize, goals: usize) -> String {
    let goals = match goals {
        0 => String::new(),
        goals => format!("{goals} 份绩效目标的分级或分值不合新规则，须在目标页改正，已批复的须先调整目标；"),
    };
    match forms {
        0 => format!("您没有自评表。{goals}已填的内容不会改动。"),
        forms => {
            format!("您的 {forms} 张自评表中，{rescored} 张的得分或等级有变化；{goals}已填的内容不会改动。")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::rules_difference;

    #[test]
    fn only_what_is_there_is_counted() {
        assert_eq!(rules_difference(0, 0, 0), "您没有自评表。已填的内容不会改动。");
        assert!(rules_difference(3, 2, 0).contains("3 张自评表中，2 张"));
        assert!(rules_difference(3, 2, 1).contains("1 份绩效目标"));
    }
}
