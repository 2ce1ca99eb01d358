//! Words for the list of cases and for what makes one.

use crate::domain::case::Subject;

/// What the name of a subject is called.
pub fn subject_name(subject: Subject) -> &'static str {
    match subject {
        Subject::Project => "项目名称",
        Subject::Department => "部门名称",
        Subject::Policy => "政策（措施）名称",
        Subject::FiscalOperation => "财政运行名称",
    }
}

/// A new case needs a name.
pub fn name_is_blank(subject: Subject) -> String {
    format!("请填写{}。", subject_name(subject))
}

/// A year is four digits.
pub fn year_is_no_year() -> &'static str {
    "请填写四位年份，如 2024。"
}

/// The same project is here: by its code, or by its name where one of the two has no code.
pub fn same_project_here(name: &str, by_code: bool) -> String {
    match by_code {
        true => format!("同年度、同单位、同代码的“{name}”已在本机：请打开它，或改正代码。"),
        false => {
            format!("同年度、同单位的“{name}”已在本机，没有代码可以区分：请打开它，或填写不同的代码。")
        }
    }
}

/// A new case whose goal form did not come.
pub fn case_without_goal_form(name: &str) -> String {
    format!("“{name}”已建立。目标申报表的表式没有载入：请检查网络，再在这一页新填绩效目标。")
}

/// A list was opened.
pub fn list_opened(new: usize, filled: usize) -> String {
    match (new, filled) {
        (0, 0) => "没有建立项目，本机内容没有变化。".to_owned(),
        (new, 0) => format!("已建立 {new} 个项目，各有一张待填的绩效目标申报表。"),
        (0, filled) => format!("已为 {filled} 个项目补填空白栏目。"),
        (new, filled) => format!("已建立 {new} 个项目，并为本机已有的 {filled} 个项目补填空白栏目。"),
    }
}

/// A list cannot be opened without the goal forms.
pub fn list_without_forms() -> &'static str {
    "目标申报表的表式没有载入，没有建立项目：请检查网络后再试，各列的选择都还在。"
}

/// What checks goals did not come: the list counts no problems of theirs.
pub fn goals_not_checked() -> &'static str {
    "绩效目标没有检查，问题数不含目标的问题：请检查网络后再试。"
}

/// 汇总表 counts the problems of goals, and they are not known.
pub fn summary_without_checks() -> &'static str {
    "没有导出汇总表：检查绩效目标的规则没有载入，问题数会不对。请检查网络后再导出。"
}

/// Cases were carried over to the next year.
pub fn copied_to_next_year(made: usize, there: usize, empty: usize) -> String {
    let mut said = match made {
        0 => "没有复制".to_owned(),
        made => format!("已复制 {made} 个项目到下一年度，目标、指标和上年数都带过去，完成情况重新填"),
    };
    if there > 0 {
        said.push_str(&format!("；{there} 个在下一年度已有，没有动"));
    }
    if empty > 0 {
        said.push_str(&format!("；{empty} 个没有目标和自评，不能复制"));
    }
    said.push('。');
    said
}
