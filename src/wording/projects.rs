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
