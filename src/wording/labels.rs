//! The field's own words for codes, fields and states. One word each, no sentence.

use crate::domain::case::{Station, Subject};
use crate::domain::finding::Severity;
use crate::domain::funds::{FundColumn, FundRow, FundSource, Funds};
use crate::domain::goal::GoalStage;
use crate::domain::goal_form::TaskTable;
use crate::domain::place::{DocumentType, FundField, RowField, TextField};
use crate::domain::scoring::outcome::Status;
use crate::domain::survey::SurveyField;
use crate::domain::task::TaskField;
use crate::domain::value::Sign;

pub fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "错误",
        Severity::Warning => "警告",
        Severity::Hint => "提示",
    }
}

pub fn status(status: Status) -> &'static str {
    match status {
        Status::Scored => "已评分",
        Status::NotFilled => "未填写",
        Status::NotApplicable => "不适用",
        Status::Unscorable => "无法评分",
    }
}

pub fn document(document: DocumentType) -> &'static str {
    match document {
        DocumentType::Goal => "绩效目标申报表",
        DocumentType::SelfEvaluation => "绩效自评表",
    }
}

pub fn subject(subject: Subject) -> &'static str {
    match subject {
        Subject::Project => "项目支出",
        Subject::Department => "部门整体支出",
        Subject::Policy => "财政政策",
        Subject::FiscalOperation => "财政运行",
    }
}

pub fn station(station: Station) -> &'static str {
    match station {
        Station::ExAnte => "事前评估",
        Station::Goal => "目标",
        Station::Review => "审核",
        Station::Monitoring => "监控",
        Station::SelfEvaluation => "自评",
        Station::DepartmentEvaluation => "部门评价",
        Station::Recheck => "复核",
        Station::FiscalEvaluation => "财政评价",
        Station::Use => "应用与公开",
    }
}

pub fn source(source: FundSource) -> &'static str {
    match source {
        FundSource::Total => "年度资金总额",
        FundSource::Fiscal => "财政拨款",
        FundSource::CarriedOver => "上年结转资金",
        FundSource::SpecialAccount => "财政专户管理资金",
        FundSource::UnitOwn => "单位资金",
        FundSource::Other => "其他资金",
        FundSource::Detail => "其中",
    }
}

/// 指标性质 as a form's column has it.
pub fn sign(sign: Sign) -> &'static str {
    match sign {
        Sign::Range => "区间",
        Sign::Words => "定性",
        sign => sign.symbol(),
    }
}

/// The row's name as printed, without its colon; where the form prints none, its source's.
pub fn fund_label(row: &FundRow) -> String {
    match row.label.trim().trim_end_matches([':', '：']) {
        "" => source(row.source).to_owned(),
        label => label.to_owned(),
    }
}

/// What the row of the total is called, in the same way; a table without one has it computed.
pub fn fund_total_label(funds: &Funds) -> String {
    funds.total_row().map_or_else(|| source(FundSource::Total).to_owned(), fund_label)
}

pub fn fund_column(column: FundColumn) -> &'static str {
    match column {
        FundColumn::Opening => "年初预算数",
        FundColumn::Budget => "全年预算数",
        FundColumn::Spent => "全年执行数",
        FundColumn::Before => "以前年度",
        FundColumn::Next1 => "下一年度",
        FundColumn::Next2 => "第三年度",
        FundColumn::Later => "以后年度",
    }
}

/// A goal has one column of money, without a name of its own.
pub fn fund_field(document: DocumentType, field: FundField) -> &'static str {
    match (document, field) {
        (DocumentType::Goal, FundField::Budget) => "金额",
        (_, FundField::Opening) => "年初预算数",
        (DocumentType::SelfEvaluation, FundField::Budget) => "全年预算数",
        (_, FundField::Spent) => "全年执行数",
        (_, FundField::Before) => "以前年度",
        (_, FundField::Next1) => "下一年度",
        (_, FundField::Next2) => "第三年度",
        (_, FundField::Later) => "以后年度",
        (_, FundField::ClaimedRate) => "执行率",
        (_, FundField::Points) => "分值",
        (_, FundField::Claimed) => "得分",
        (_, FundField::Reason) => "偏差原因",
    }
}

pub fn row_field(field: RowField) -> &'static str {
    match field {
        RowField::Level1 => "一级指标",
        RowField::Level2 => "二级指标",
        RowField::Name => "指标名称",
        RowField::Sign => "指标性质",
        RowField::Target => "指标值",
        RowField::Unit => "计量单位",
        RowField::Points => "分值",
        RowField::Actual => "实际完成值",
        RowField::Claimed => "得分",
        RowField::Reason => "偏差原因分析及改进措施",
        RowField::Note => "备注",
        RowField::Meaning => "指标解释",
        RowField::Standard => "评（扣）分标准",
        RowField::ValueBasis => "绩效标准",
        RowField::BasisNote => "指标值说明",
        RowField::Source => "数据来源",
        RowField::Way => "完成值取值方式",
        RowField::SurveyObject => "调查对象",
        RowField::SurveyWay => "调查方式",
        RowField::SurveySample => "样本量",
        RowField::SurveyTime => "调查时间",
    }
}

/// A level's label stands beside its count: the name itself.
pub fn survey_field(field: &SurveyField) -> &'static str {
    match field {
        SurveyField::Sent => "发放问卷数",
        SurveyField::Returned => "回收问卷数",
        SurveyField::Valid => "有效问卷数",
        SurveyField::Level(_) => "各档回答数",
    }
}

/// A goal by how far it is on its way.
pub fn goal_stage(stage: GoalStage) -> &'static str {
    match stage {
        GoalStage::Declared => "申报的绩效目标",
        GoalStage::Approved => "批复的绩效目标",
        GoalStage::Adjusted => "调整后的绩效目标",
    }
}

/// The same in two characters.
pub fn goal_stage_short(stage: GoalStage) -> &'static str {
    match stage {
        GoalStage::Declared => "申报",
        GoalStage::Approved => "批复",
        GoalStage::Adjusted => "调整",
    }
}

pub fn task_field(field: TaskField) -> &'static str {
    match field {
        TaskField::Name => "任务名称",
        TaskField::Content => "主要内容",
        TaskField::Fiscal => "财政拨款",
        TaskField::Other => "其他资金",
        TaskField::Done => "实际完成情况",
    }
}

/// What the table of tasks is called: as the form has it; by its subject where none is known.
pub fn tasks_table(subject: Subject, form: Option<&TaskTable>) -> &str {
    match (form, subject) {
        (Some(form), _) => &form.title,
        (None, Subject::Project | Subject::Department) => "年度主要任务",
        (None, Subject::Policy) => "政策措施",
        (None, Subject::FiscalOperation) => "年度重点工作",
    }
}

/// What a column of that table is called, in the same way.
pub fn task_column(subject: Subject, form: Option<&TaskTable>, field: TaskField) -> &str {
    form.and_then(|form| form.column(field)).unwrap_or(match (subject, field) {
        (Subject::Policy, TaskField::Name) => "措施名称",
        (Subject::Policy, TaskField::Content) => "措施内容",
        (Subject::FiscalOperation, TaskField::Name) => "工作名称",
        (_, field) => task_field(field),
    })
}

/// What the form of a subject calls a text of its head, where no form pack says it.
pub fn head_field(subject: Subject, field: TextField) -> &'static str {
    match (subject, field) {
        (Subject::Department, TextField::Project) => "部门名称",
        (Subject::Department, TextField::Code) => "部门代码",
        (Subject::Policy, TextField::Project) => "政策名称",
        (Subject::FiscalOperation, TextField::Project) => "财政运行主体",
        (Subject::FiscalOperation, TextField::Code) => "区划代码",
        (_, field) => text_field(DocumentType::Goal, field),
    }
}

/// What the table of money of a subject's forms is called.
pub fn money_table(subject: Subject) -> &'static str {
    match subject {
        Subject::Project => "项目资金",
        Subject::Department | Subject::Policy | Subject::FiscalOperation => "资金情况",
    }
}

pub fn text_field(document: DocumentType, field: TextField) -> &'static str {
    match (document, field) {
        (_, TextField::Title) => "表名",
        (_, TextField::Year) => "年度",
        (_, TextField::Project) => "项目名称",
        (_, TextField::Code) => "项目代码",
        (_, TextField::Department) => "主管部门",
        (_, TextField::Unit) => "实施单位",
        (DocumentType::Goal, TextField::Expected) => "年度目标",
        (DocumentType::SelfEvaluation, TextField::Expected) => "预期目标",
        (_, TextField::WholeGoal) => "实施期目标",
        (_, TextField::Achieved) => "实际完成情况",
        (_, TextField::ClaimedTotal) => "总分",
        (_, TextField::ClaimedGrade) => "自评等级",
    }
}
