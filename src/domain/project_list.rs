//! 项目清单: a table of projects, one a row, as a platform exports it or somebody keeps it. Owns what its columns
//! can mean and what one row says, as typed, and how that becomes a case. Knows no file and no header.

use serde::{Deserialize, Serialize};

use super::case::{Case, Subject};
use super::form::{FormHead, Remark};
use super::funds::{FundRow, FundSource, Funds};
use super::goal::Goal;
use super::ids::{CaseId, RowId};
use super::intake::{self, Incoming};
use super::money_unit::MoneyUnit;
use super::party::name_and_code;
use super::typed::Typed;
use super::value::Value;
use super::{blank, year};

macro_rules! columns {
    ($($(#[$doc:meta])* $variant:ident => $word:literal),+ $(,)?) => {
        /// What a column holds. In JSON its word; one that is not known is [`ListColumn::Ignore`].
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(into = "String", from = "String")]
        pub enum ListColumn { $($(#[$doc])* $variant),+ }

        impl ListColumn {
            /// Every meaning, in the order in which a form asks for it.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            pub fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }
    };
}
columns! {
    /// 序号: counts the rows and says nothing of a project.
    Serial => "serial",
    Year => "year",
    Code => "code",
    Name => "name",
    Department => "department",
    DepartmentCode => "department_code",
    Unit => "unit",
    UnitCode => "unit_code",
    /// 项目, 部门整体, 政策: what is judged.
    Subject => "subject",
    /// 项目属性: 新增, 延续.
    Attribute => "attribute",
    /// 项目性质: 经常性, 一次性, 阶段性.
    Nature => "nature",
    Category => "category",
    /// 起止日期 in one cell.
    Period => "period",
    Start => "start",
    End => "end",
    /// Money of the year.
    Total => "total",
    Fiscal => "fiscal",
    CarriedOver => "carried_over",
    SpecialAccount => "special_account",
    UnitOwn => "unit_own",
    Other => "other",
    /// A breakdown (其中) of another column, already inside it.
    Detail => "detail",
    /// Money of all years of the project.
    LongTotal => "long_total",
    LongGoal => "long_goal",
    AnnualGoal => "annual_goal",
    Leader => "leader",
    Phone => "phone",
    Ignore => "ignore",
}

impl From<ListColumn> for String {
    fn from(column: ListColumn) -> Self {
        column.word().to_owned()
    }
}

impl From<String> for ListColumn {
    fn from(word: String) -> Self {
        Self::ALL.iter().copied().find(|column| column.word() == word).unwrap_or(Self::Ignore)
    }
}

impl ListColumn {
    /// Where the money of the year comes from.
    pub fn source(self) -> Option<FundSource> {
        Some(match self {
            Self::Total => FundSource::Total,
            Self::Fiscal => FundSource::Fiscal,
            Self::CarriedOver => FundSource::CarriedOver,
            Self::SpecialAccount => FundSource::SpecialAccount,
            Self::UnitOwn => FundSource::UnitOwn,
            Self::Other => FundSource::Other,
            Self::Detail => FundSource::Detail,
            _ => return None,
        })
    }

    pub fn is_money(self) -> bool {
        self == Self::LongTotal || self.source().is_some()
    }

    pub fn is_code(self) -> bool {
        matches!(self, Self::Code | Self::UnitCode | Self::DepartmentCode)
    }

    /// Several columns may have this meaning: sources of money stand beside each other, and there is no end to
    /// what is ignored.
    pub fn may_repeat(self) -> bool {
        self == Self::Ignore || self.source().is_some_and(|source| source != FundSource::Total)
    }

    /// How far its cell reaches down where it is merged or left blank: 主管部门 over its units and their
    /// projects. What stands deeper ends where a cell above it changes.
    pub fn reach(self) -> Option<usize> {
        Some(match self {
            Self::Year => 0,
            Self::Department => 1,
            Self::DepartmentCode => 2,
            Self::Unit => 3,
            Self::UnitCode => 4,
            _ => return None,
        })
    }
}

/// A text of a row under its column's header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedText {
    pub column: ListColumn,
    /// The header as printed.
    pub header: String,
    pub text: String,
}

/// Money of a row, its unit written behind it unless it is 万元.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedMoney {
    pub column: ListColumn,
    pub header: String,
    pub amount: Typed,
}

/// What one row says of its project, as typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedProject {
    pub subject: Subject,
    /// As the row says, else as was said for the whole list.
    pub year: Option<i16>,
    pub texts: Vec<ListedText>,
    pub money: Vec<ListedMoney>,
}

impl ListedProject {
    /// The text under a meaning; empty where there is none.
    pub fn text(&self, column: ListColumn) -> &str {
        self.texts.iter().find(|text| text.column == column).map_or("", |text| &text.text)
    }

    pub fn head(&self) -> FormHead {
        FormHead {
            title: String::new(),
            year: self.year,
            project: self.text(ListColumn::Name).trim().to_owned(),
            code: self.text(ListColumn::Code).trim().to_owned(),
            department: self.party(ListColumn::Department, ListColumn::DepartmentCode),
            unit: self.party(ListColumn::Unit, ListColumn::UnitCode),
        }
    }

    /// Name and code in one, as forms print them: `汤溪镇人民政府[219001]`.
    fn party(&self, name: ListColumn, code: ListColumn) -> String {
        let (name, code) = (self.text(name).trim(), self.text(code).trim());
        match (name_and_code(name).1, code) {
            ("", code) if !code.is_empty() => format!("{name}[{code}]"),
            _ => name.to_owned(),
        }
    }

    /// The money of the year in the rows of a blank form; sources that it has no row for, and several columns
    /// of one source, stand under the headers they had.
    pub fn funds(&self) -> Funds {
        let mut rows = Vec::new();
        let of = |source: FundSource| -> Vec<&ListedMoney> {
            self.money.iter().filter(|money| money.column.source() == Some(source)).collect()
        };
        let printed = |money: &ListedMoney, source| {
            let mut row = FundRow::new(RowId::new(""), source, money.header.clone());
            row.budget = money.amount.clone();
            row
        };
        let add =
            |rows: &mut Vec<FundRow>, source| rows.extend(of(source).iter().map(|m| printed(m, source)));
        for mut row in blank::funds().rows {
            let source = row.source;
            match of(source).as_slice() {
                [] => rows.push(row),
                [only] => {
                    row.budget = only.amount.clone();
                    rows.push(row);
                }
                _ => add(&mut rows, source),
            }
            if source == FundSource::Fiscal {
                add(&mut rows, FundSource::Detail);
            }
        }
        let other = rows.iter().position(|row| row.source == FundSource::Other).unwrap_or(rows.len());
        let mut more = Vec::new();
        add(&mut more, FundSource::SpecialAccount);
        add(&mut more, FundSource::UnitOwn);
        rows.splice(other..other, more);
        for (number, row) in (1..).zip(&mut rows) {
            row.id = RowId::new(format!("f{number}"));
        }
        Funds { rows }
    }

    /// A goal with the head, the money and the annual goal; what it has no field for is a remark under its
    /// header.
    pub fn goal(&self) -> Goal {
        let kept = |column: ListColumn| {
            matches!(
                column,
                ListColumn::Attribute
                    | ListColumn::Nature
                    | ListColumn::Category
                    | ListColumn::Period
                    | ListColumn::Start
                    | ListColumn::End
                    | ListColumn::LongGoal
                    | ListColumn::Leader
                    | ListColumn::Phone
            )
        };
        let texts = self.texts.iter().filter(|text| kept(text.column));
        let texts = texts.map(|text| Remark { label: text.header.clone(), text: text.text.clone() });
        let long = self.money.iter().filter(|money| money.column == ListColumn::LongTotal);
        let long = long.map(|money| Remark { label: money.header.clone(), text: with_unit(&money.amount) });
        Goal {
            head: self.head(),
            funds: self.funds(),
            annual_goal: self.text(ListColumn::AnnualGoal).to_owned(),
            remarks: texts.chain(long).collect(),
            ..Goal::default()
        }
    }

    /// A new case around that goal. The year is the row's, else `year`.
    pub fn case(&self, id: CaseId, year: i16) -> Case {
        let case = intake::new_case(Incoming::Goal(self.goal()), id, self.year.unwrap_or(year));
        Case { subject: self.subject, ..case }
    }
}

/// Outside a money table the unit has to stand beside the figure.
fn with_unit(amount: &Typed) -> String {
    match amount.value(None) {
        Value::Number { unit, .. } if unit.is_empty() => {
            format!("{}{}", amount.text(), MoneyUnit::Wan.word())
        }
        _ => amount.text().to_owned(),
    }
}

/// Money of a column in `unit`, with that unit behind a bare figure unless it is 万元.
pub fn money(text: &str, unit: MoneyUnit) -> Typed {
    match Typed::from(text).value(None) {
        Value::Number { unit: own, .. } if own.is_empty() && unit != MoneyUnit::Wan => {
            Typed::new(format!("{text}{}", unit.word()))
        }
        _ => Typed::from(text),
    }
}

/// The year that a title names: `2024年度市级部门预算项目清单`. A budget year (年度) counts before a date; `None`
/// where it names none, two, or a span of years.
pub fn year_in(title: &str) -> Option<i16> {
    let years = title.match_indices('年').filter_map(|(at, sign)| {
        let (before, after) = (title.get(..at)?.trim_end(), title.get(at + sign.len()..)?);
        let rest = before.trim_end_matches(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c));
        let spans = rest.trim_end().ends_with(['-', '－', '—', '–', '~', '～', '至', '到', '、', '年']);
        let year = year::year_of(before.get(rest.len()..)?);
        Some((if spans { None } else { year }, after.trim_start().starts_with('度')))
    });
    let (budget, dates): (Vec<_>, Vec<_>) = years.partition(|(_, budget)| *budget);
    let mut named = if budget.is_empty() { dates } else { budget };
    named.dedup();
    match named.as_slice() {
        [(year, _)] => *year,
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{ListColumn, ListedMoney, ListedProject, ListedText, money, year_in};
    use crate::domain::case::Subject;
    use crate::domain::funds::{FundColumn, FundSource};
    use crate::domain::ids::CaseId;
    use crate::domain::money_unit::MoneyUnit;

    fn project() -> ListedProject {
        let text = |column, header: &str, text: &str| ListedText {
            column,
            header: header.to_owned(),
            text: text.to_owned(),
        };
        let money = |column, header: &str, typed: &str| ListedMoney {
            column,
            header: header.to_owned(),
            amount: money(typed, MoneyUnit::Yuan),
        };
        ListedProject {
            subject: Subject::Policy,
            year: Some(2024),
            texts: vec![
                text(ListColumn::Name, "项目名称", " 奖补 "),
                text(ListColumn::Unit, "单位", "科技局"),
                text(ListColumn::UnitCode, "单位编码", "219001"),
                text(ListColumn::AnnualGoal, "年度目标", "一、……\n二、……"),
                text(ListColumn::Phone, "电话", "0561-3000000"),
            ],
            money: vec![
                money(ListColumn::Total, "合计", "3,000,000"),
                money(ListColumn::Fiscal, "一般公共预算", "1000000"),
                money(ListColumn::Fiscal, "政府性基金", "150万元"),
                money(ListColumn::UnitOwn, "单位资金", "500000"),
                money(ListColumn::LongTotal, "项目总额", "9000000"),
            ],
        }
    }

    #[test]
    fn every_meaning_reads_back_from_its_word() {
        for column in ListColumn::ALL {
            assert_eq!(ListColumn::from(column.word().to_owned()), *column);
        }
        assert_eq!(ListColumn::from("of a newer program".to_owned()), ListColumn::Ignore);
    }

    #[test]
    fn a_row_becomes_a_case_and_loses_nothing() {
        let case = project().case(CaseId::new("c"), 2023);
        assert_eq!((case.year, case.subject), (2024, Subject::Policy));
        assert_eq!((case.name.as_str(), case.unit.as_str()), ("奖补", "科技局[219001]"));
        let goal = case.goal.expect("a goal");
        let rows: Vec<(FundSource, &str, &str)> =
            goal.funds.rows.iter().map(|row| (row.source, row.label.as_str(), row.budget.text())).collect();
        assert_eq!(
            rows,
            [
                (FundSource::Total, "年度资金总额", "3,000,000元"),
                (FundSource::Fiscal, "一般公共预算", "1000000元"),
                (FundSource::Fiscal, "政府性基金", "150万元"),
                (FundSource::CarriedOver, "上年结转资金", ""),
                (FundSource::UnitOwn, "单位资金", "500000元"),
                (FundSource::Other, "其他资金", ""),
            ]
        );
        assert!(!goal.funds.total(FundColumn::Budget).differs());
        assert_eq!(goal.annual_goal, "一、……\n二、……");
        let remarks: Vec<(&str, &str)> =
            goal.remarks.iter().map(|remark| (remark.label.as_str(), remark.text.as_str())).collect();
        assert_eq!(remarks, [("电话", "0561-3000000"), ("项目总额", "9000000元")]);
    }

    #[test]
    fn titles_name_a_year() {
        for (title, year) in [
            ("2024年度市级部门预算项目清单", Some(2024)),
            ("２０２４ 年度项目表（制表日期：2023年12月5日）", Some(2024)),
            ("2023年项目、2024年项目", None),
            ("2023-2025年项目库", None),
            ("三年滚动项目库", None),
            ("项目清单", None),
        ] {
            assert_eq!(year_in(title), year, "{title}");
        }
    }
}
