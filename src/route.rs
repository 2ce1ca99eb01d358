//! 地址: the pages of the workbench and their `#/…` addresses, one to one. Knows no browser.

use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;

use crate::domain::ids::CaseId;

/// A page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Route {
    /// 首页.
    #[default]
    First,
    /// 我的项目.
    Projects,
    /// 存储与备份.
    Storage,
    /// 绩效自评 of one case.
    SelfEvaluation(CaseId),
    /// The official self-evaluation form as it is printed.
    Print(CaseId),
    /// 绩效目标 of one case.
    Goal(CaseId),
    /// The official goal form as it is printed.
    PrintGoal(CaseId),
    /// 指标库.
    Library,
    /// 评价规则.
    Rules,
    /// 历史版本 of one case.
    History(CaseId),
    /// 使用人.
    People,
    /// An address that leads nowhere, as it was typed.
    Unknown(String),
}

impl Route {
    /// The case that the page is about.
    pub fn case(&self) -> Option<&CaseId> {
        match self {
            Self::SelfEvaluation(id)
            | Self::Print(id)
            | Self::Goal(id)
            | Self::PrintGoal(id)
            | Self::History(id) => Some(id),
            Self::First
            | Self::Projects
            | Self::Storage
            | Self::People
            | Self::Library
            | Self::Rules
            | Self::Unknown(_) => None,
        }
    }
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::First => f.write_str("#/"),
            Self::Projects => f.write_str("#/projects"),
            Self::Storage => f.write_str("#/storage"),
            Self::Library => f.write_str("#/library"),
            Self::Rules => f.write_str("#/rules"),
            Self::SelfEvaluation(id) => write!(f, "#/cases/{id}/self-evaluation"),
            Self::Print(id) => write!(f, "#/cases/{id}/print"),
            Self::Goal(id) => write!(f, "#/cases/{id}/goal"),
            Self::PrintGoal(id) => write!(f, "#/cases/{id}/goal/print"),
            Self::History(id) => write!(f, "#/cases/{id}/history"),
            Self::People => f.write_str("#/people"),
            Self::Unknown(hash) => f.write_str(hash),
        }
    }
}

impl FromStr for Route {
    type Err = Infallible;

    fn from_str(hash: &str) -> Result<Self, Infallible> {
        let steps: Vec<&str> = hash.trim_start_matches('#').split('/').filter(|s| !s.is_empty()).collect();
        Ok(match steps.as_slice() {
            [] => Self::First,
            ["projects"] => Self::Projects,
            ["people"] => Self::People,
            ["storage"] => Self::Storage,
            ["library"] => Self::Library,
            ["rules"] => Self::Rules,
            ["cases", id, "self-evaluation"] => Self::SelfEvaluation(CaseId::new(*id)),
            ["cases", id, "print"] => Self::Print(CaseId::new(*id)),
            ["cases", id, "goal"] => Self::Goal(CaseId::new(*id)),
            ["cases", id, "goal", "print"] => Self::PrintGoal(CaseId::new(*id)),
            ["cases", id, "history"] => Self::History(CaseId::new(*id)),
            _ => Self::Unknown(hash.to_owned()),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Route;
    use crate::domain::ids::CaseId;

    #[test]
    fn every_page_is_found_again_by_its_address() {
        let id = || CaseId::new("0190-ab");
        let pages = [
            Route::First,
            Route::Projects,
            Route::Storage,
            Route::SelfEvaluation(id()),
            Route::Print(id()),
            Route::Goal(id()),
            Route::PrintGoal(id()),
            Route::History(id()),
            Route::People,
            Route::Library,
            Route::Rules,
        ];
        for page in pages {
            assert_eq!(page.to_string().parse(), Ok(page));
        }
    }

    #[test]
    fn an_unknown_address_keeps_its_text() {
        for hash in ["#/cases", "#/cases/1", "#/cases/1/2/3", "#projects/x"] {
            assert_eq!(hash.parse(), Ok(Route::Unknown(hash.to_owned())));
        }
        assert_eq!("".parse(), Ok(Route::First));
    }
}
