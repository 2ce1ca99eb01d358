//! One of each problem of a goal, with figures as they occur.

use super::text;
use crate::domain::finding::GoalProblem;
use crate::domain::place::RowField;
use crate::domain::value::Sign;

pub(super) fn goal() -> Vec<GoalProblem> {
    use GoalProblem as P;
    let output = || (text("产出指标"), text("数量指标"));
    let satisfaction = || (text("满意度指标"), text("服务对象满意度指标"));
    vec![
        P::TextMissing { label: text("年度目标") },
        P::FactsMissing { labels: text("项目属性、支出类型、立项依据"), count: 11 },
        P::FactMissing { label: text("立项依据") },
        P::FactNotAFigure { label: text("编制数"), text: text("约 180") },
        P::FactNotADate { label: text("项目开始日期"), text: text("年初") },
        P::NoSuchDay { label: Some(text("项目完成日期")), text: text("2024年2月31日") },
        P::DatesReversed { begin: text("2024年12月31日"), end: text("2024年1月1日") },
        P::YearOutsideTerm {
            year: text("2024"), begin: text("2022年1月1日"), end: text("2023年12月31日")
        },
        P::DateOutside { text: text("2025年6月底前"), from: text("2024-01-01"), to: text("2024-12-31") },
        P::MoneyMissing,
        P::DetailsAbove { details: text("2,200.00"), row: Some(text("2,100.00")) },
        P::MoneyNotParts {
            parts: vec![text("基本支出"), text("项目支出")],
            sum: text("11,218.60"),
            money: text("11,200.00"),
        },
        P::TasksMissing { title: text("年度主要任务") },
        P::TaskNameMissing { label: text("任务名称") },
        P::DuplicateTask { name: text("道路照明设施维护") },
        P::TaskNotAFigure { text: text("另行安排") },
        P::TasksNotSum {
            sum: text("11,000.00"),
            of: vec![text("基本支出"), text("项目支出")],
            expected: text("11,218.60"),
        },
        P::TasksAbove { sum: text("90,000.00"), of: Vec::new(), expected: text("78,000.00") },
        P::LevelMissing { levels: vec![text("成本")], kind: text("支出类型为“设备购置”") },
        P::LevelNotInTree { level: text("投入指标") },
        P::LevelMisplaced { level2: text("社会效益指标"), level1: text("效益指标") },
        P::LevelPointsOutside { level1: text("产出指标"), sum: text("48"), limit: text("50") },
        P::PointsNotPositive { points: text("0") },
        P::WholeTermPoints { points: text("10") },
        P::NameMissing,
        P::InvisibleSigns { count: 2 },
        P::TooLong { length: 132, limit: 60 },
        P::Placeholder { text: text("【项目名称】") },
        P::OutputAsBenefit { level1: output().0, level2: output().1 },
        P::BenefitAsOutput { level1: satisfaction().0, level2: satisfaction().1 },
        P::UnitMissing { suggested: Some(text("%")) },
        P::UnitsConflict { column: text("平方米"), inside: text("万平方米") },
        P::SignMissing { suggested: Some(Sign::Le) },
        P::SignsDiffer { column: Sign::Ge, inside: Sign::Le },
        P::SignWithoutFigure { sign: Sign::Ge, text: text("按期完成") },
        P::SignAgainstMeaning { word: text("投诉率"), sign: Sign::Ge, better: Sign::Le },
        P::WordsWithoutStandard,
        P::BasisMissing,
        P::GroundsMissing { field: RowField::BasisNote },
        P::CostAboveMoney { sum: text("300元/盏×32000盏=960万元"), of: None, money: text("900.00") },
        P::CostBelowMoney {
            sum: text("300元/盏×20000盏=600万元"),
            of: Some(text("项目总成本")),
            money: text("900.00"),
            gap: text("33.33"),
        },
        P::SurveyMissing { missing: vec![RowField::SurveyObject, RowField::SurveySample] },
        P::SampleSmall { sample: text("100"), suggested: 385 },
        P::SameAsLastYear { year: 2023, target: text("≥50个") },
        P::FarFromLastYear {
            year: 2023,
            last: text("52个"),
            reached: true,
            change: text("92.31"),
            limit: text("30"),
        },
    ]
}
