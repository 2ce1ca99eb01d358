//! One of each problem with figures as they occur, for the list of findings and its test.

use crate::domain::evidence_kind::EvidenceKind;
use crate::domain::finding::{
    BackupProblem, BundleProblem, EvidenceProblem, FileProblem, FormProblem, LibraryProblem, ListProblem,
    PackProblem, PasteProblem, Problem, ScoreProblem,
};
use crate::domain::funds::FundColumn;
use crate::domain::goal::GoalStage;
use crate::domain::library::LibraryField;
use crate::domain::place::RowField;
use crate::domain::project_list::ListColumn;
use crate::domain::survey::SurveyField;

fn text(text: &str) -> String {
    text.to_owned()
}

mod goal;

pub(super) fn all() -> Vec<Problem> {
    let form = form().into_iter().map(Problem::from);
    let goal = goal::goal().into_iter().map(Problem::from);
    let score = score().into_iter().map(Problem::from);
    let file = file().into_iter().map(Problem::from);
    let pack = pack().into_iter().map(Problem::from);
    form.chain(goal).chain(score).chain(file).chain(pack).collect()
}

pub(super) fn bundle() -> Vec<BundleProblem> {
    use BundleProblem as P;
    vec![
        P::TooLarge { size: 300 << 20, limit: 256 << 20 },
        P::NotJson {
            path: text("documents[3].body.year"),
            detail: text("第 7 行第 12 列，小数 1.5 应写成字符串"),
        },
        P::NotABundle { format: text("hengping.cases") },
        P::NewerVersion { version: 2 },
        P::Malformed { path: text("header.year"), detail: text("应为整数") },
        P::TooManyDocuments { limit: 100_000 },
        P::DocumentTwice { id: text("d-1") },
        P::DocumentUnknown { kind: text("weather") },
        P::DocumentUnreadable { detail: text("body.head 应为对象") },
        P::NotSealed,
        P::DigestDiffers { stated: text("sha256:00…"), computed: text("sha256:9f…") },
        P::AlgorithmUnknown { alg: text("SM2") },
        P::KeyInvalid,
        P::SignatureWrong,
        P::SignerDiffers { expected: text("04HM-ASW9-NF6Y"), found: text("0101-1ABC-0000") },
        P::ArchiveBroken { detail: text("invalid Zip archive") },
        P::ArchiveEncrypted { name: text("bundle.json") },
        P::ArchiveTooManyEntries { limit: 2000 },
        P::ArchiveTooLarge { limit: 256 << 20 },
        P::ArchiveEntry { name: text("../bundle.json") },
        P::ArchiveAmbiguous,
        P::PartMissing { name: text("合同.pdf"), digest: text("sha256:9f…") },
        P::PartUnlisted { digest: text("sha256:9f…") },
        P::PartDiffers { name: text("合同.pdf"), computed: text("sha256:00…") },
    ]
}

pub(super) fn backup() -> Vec<BackupProblem> {
    use BackupProblem as P;
    vec![
        P::TooLarge { size: 300 << 20, limit: 256 << 20 },
        P::NotJson {
            path: text(""), detail: text("第 1 行第 20480 列，内容不完整，文件可能被截断")
        },
        P::NotABackup { format: text("other.product") },
        P::NewerVersion { version: 2 },
        P::Malformed { path: text("quarantine[3].raw"), detail: text("应为文字") },
        P::DigestDiffers { stated: text("sha256:00…"), computed: text("sha256:9f…") },
        P::LockUnknown { lock: text("scrypt，A256GCM") },
        P::LockTooCostly { memory: 4 << 20, passes: 9 },
        P::NoMemory { memory: 19_456 },
        P::DoesNotOpen,
        P::CaseUnreadable { detail: text("year：invalid type") },
        P::CaseTwice { id: text("c-2022-1") },
        P::LineagesUnreadable { count: 2 },
        P::KeyUnreadable,
        P::KeyLeftOut,
        P::RecordsMissing { place: text("hengping/cases：UnknownError") },
        P::RecordsSetAside { count: 3 },
        P::FilesApart { count: 4 },
        P::FilesMissing { count: 2 },
        P::Archive(Box::new(BundleProblem::ArchiveAmbiguous)),
    ]
}

pub(super) fn evidence() -> Vec<EvidenceProblem> {
    use EvidenceProblem as P;
    let (claimed, kind) = (EvidenceKind::Png, EvidenceKind::Html);
    vec![
        P::Empty,
        P::TooLarge { size: 2 << 30, limit: 20 << 20 },
        P::CaseFull { size: 12 << 20, used: 195 << 20, limit: 200 << 20 },
        P::TooMany { limit: 200 },
        P::NoRoom { size: 12 << 20, free: 3 << 20 },
        P::Unreadable,
        P::Twice,
        P::TypeDiffers { name: text("现场照片.png"), claimed, kind },
        P::Missing { name: text("验收单.pdf") },
        P::Broken { name: text("验收单.pdf") },
    ]
}

pub(super) fn library() -> Vec<LibraryProblem> {
    use LibraryProblem as P;
    vec![
        P::NotALibrary { title: text("项目支出绩效自评规则（2020）") },
        P::NoEntries,
        P::EntryMalformed { detail: text("unit 应为文字") },
        P::CodeMissing,
        P::NameMissing,
        P::CodeTwice { code: text("IND0001") },
        P::TextTooLong { field: LibraryField::Name, characters: 100_000, limit: 1000 },
        P::RuleUnreadable { detail: text("缺少“sign”") },
        P::SignUnknown { text: text("约等于") },
        P::InvisibleSigns { field: LibraryField::Name },
        P::MappingCycle { codes: text("IND0001→IND0002→IND0001") },
        P::MappingNowhere { code: text("IND0999") },
        P::KeysStale { name: text("维护路灯盏数") },
        P::HeaderMissing,
        P::ColumnTwice { title: text("计量单位") },
        P::ColumnUnknown { title: text("启用日期") },
        P::CellUntitled { text: text("另见说明") },
        P::TooManyRows { limit: 200_000 },
        P::SheetLeftOut { sheet: text("填表说明"), rows: 12 },
        P::NothingUsable,
        P::LevelUnknown { field: LibraryField::Level1, text: text("产出指标（一）") },
        P::CodeGiven { code: text("IND0313") },
        P::EntryUnclear { name: text("群众满意度"), count: 3 },
        P::RowTwice { name: text("群众满意度") },
        P::ProposalBlank { field: LibraryField::Meaning },
        P::ProposalWithoutUnit,
        P::ProposalWithoutReason,
        P::ProposalKnown { code: text("IND0001"), name: text("维护路灯盏数") },
    ]
}

pub(super) fn list() -> Vec<ListProblem> {
    use ListProblem as P;
    let header = || text("资金总额");
    vec![
        P::ColumnMissing { column: ListColumn::Name },
        P::MeaningTwice {
            column: ListColumn::Unit, first: text("预算单位"), second: text("填报单位")
        },
        P::MoneyUnitUnknown { headers: text("资金总额、财政拨款") },
        P::MoneyUnitsMixed { units: text("元：项目总额；万元：财政拨款") },
        P::MoneyUnitDisputed { header: header(), unit: "万元", caption: "元" },
        P::FromCaption { column: ListColumn::Unit, text: text("市农业农村局"), rows: 30 },
        P::FromAbove { header: text("主管部门"), cells: 25 },
        P::ColumnLeftOut { header: text("支出功能分类"), cells: 30 },
        P::RowLeftOut { row: 36, cells: 2, text: text("填表人：张三") },
        P::MoreLeftOut { cells: 400 },
        P::TotalDiffers { row: 35, typed: text("1,580.00"), summed: text("1,480.00") },
        P::NoProjects,
        P::FieldMissing { column: ListColumn::Name },
        P::CodeMangled { column: ListColumn::Code, text: text("3.406E+20") },
        P::CodeShort { column: ListColumn::UnitCode, text: text("1001"), usual: 6 },
        P::CodeUnlikePattern {
            column: ListColumn::Code,
            text: text("3406-23-001"),
            pattern: text("999999 99 A 999999999999"),
        },
        P::YearUnclear { text: text("今年") },
        P::NameTooLong { characters: 100_000, limit: 1_000 },
        P::CellFault { header: text("项目名称"), text: text("#N/A") },
        P::FormulaText { header: text("项目名称"), text: text("=B2&C2") },
        P::Marks { header: text("项目名称") },
        P::DatesReversed { start: text("2025年1月"), end: text("2024年12月") },
        P::DateUnclear { header: text("结束时间"), text: text("完工") },
        P::SubjectUnknown { text: text("其他") },
        P::OwnMoneyUnit { header: header(), text: text("30万元"), unit: "元" },
        P::Duplicate { row: 7 },
    ]
}

pub(super) fn paste() -> Vec<PasteProblem> {
    use PasteProblem as P;
    vec![
        P::Empty,
        P::TooLarge { size: 3 << 20, limit: 1 << 20 },
        P::TooManyRows { rows: 65_536, limit: 10_000 },
        P::TooManyColumns { columns: 256, limit: 100 },
        P::CellTooLong { row: 2, column: 3, characters: 150_000, limit: 100_000 },
        P::OpenQuote { row: 4, column: 2 },
        P::Formulas { cells: 3, text: text("=SUM(F3:F9)") },
        P::Marks { cells: 2, row: 5, column: 1 },
        P::BeyondEdge { columns: 2, cells: 18 },
        P::BelowEdge { cells: 2 },
        P::Locked { cells: 4 },
        P::Computed { cells: 1 },
        P::HeaderUnknown { header: text("责任科室"), cells: 9 },
        P::HeaderElsewhere { header: text("实际完成值"), cells: 9 },
        P::HeaderTwice { header: text("指标值"), cells: 9 },
        P::NotASign { cells: 3, text: text("33000") },
        P::TotalRow { row: 10, text: text("合计") },
    ]
}

fn form() -> Vec<FormProblem> {
    use FormProblem as P;
    let column = FundColumn::Budget;
    vec![
        P::FundsTotalNotSum { column, typed: text("0.00"), summed: text("89.974") },
        P::FundsWithoutParts { column, typed: text("12.00") },
        P::FundsNotAFigure { column, text: text("见附件") },
        P::FundsMissing { column },
        P::ZeroBudget,
        P::LowSpending { unspent: text("35.20"), limit: text("20") },
        P::RateDiffers { claimed: text("0"), computed: text("100") },
        P::PointsNotSum { sum: text("85"), expected: text("90") },
        P::LevelPointsDiffer { level1: text("产出指标"), stated: text("50"), summed: text("48") },
        P::PointsMissing,
        P::PointsAbsent,
        P::ClaimAbovePoints { claimed: text("9.00"), points: text("8") },
        P::ClaimDiffers { claimed: text("8.00"), computed: text("7.20") },
        P::ClaimedTotalDiffers { claimed: text("98.00"), computed: text("96.50") },
        P::TotalByRulesDiffers { claimed: text("97.00"), computed: text("99.00") },
        P::ClaimedGradeDiffers { claimed: text("优"), computed: text("良") },
        P::ActualMissing,
        P::TargetMissing,
        P::NotApplicableUnexplained,
        P::ReasonMissing { score: text("7.20"), points: text("8") },
        P::VagueValue { field: RowField::Target, text: text("效果明显") },
        P::OddUnit { unit: text("百分比"), meant: text("%"), corrected: text("≥100%") },
        P::TemplateText { text: text("≤**") },
        P::InputAsOutput { name: text("安置小区物业费") },
        P::ShareAbove100 { value: text("120") },
        P::DuplicateName { name: text("群众满意度") },
        P::GradeNearBorder { total: text("89.60"), border: text("90"), grade: text("优") },
        P::HighGoalLowSpending { indicators: text("97.78"), rate: text("75.00"), gap: text("23.30") },
        P::NoIndicators,
        P::GoalNotApproved,
        P::GoalChanged { then: GoalStage::Approved, now: GoalStage::Adjusted },
        P::SurveyNotACount { text: text("约60") },
        P::SurveyPartAbove { part: SurveyField::Returned, count: 120, whole: SurveyField::Sent, of: 100 },
        P::SurveyAnswersDiffer { answers: 95, valid: 96 },
        P::SurveyRateDiffers { typed: text("92%"), computed: text("89.47") },
        P::TaskNotReported,
    ]
}

fn score() -> Vec<ScoreProblem> {
    use ScoreProblem as P;
    vec![
        P::NotAFigure { text: text("较多") },
        P::NegativeFigure { figure: text("-3%") },
        P::ActualWithoutTarget { actual: text("45个") },
        P::RangeReversed { low: text("20%"), high: text("10%") },
        P::RangeIncomplete { bound: text("10") },
        P::UnitsDiffer { target: text("公里"), actual: text("个") },
        P::NoPoints,
        P::StrictEquality { target: text("50个") },
        P::AboveEqual { target: text("50个"), actual: text("60个") },
        P::FarAboveTarget { deviation: text("60.00"), above: text("30") },
        P::Overspent { budget: text("90.00"), spent: text("95.00"), rate: text("105.56") },
        P::SpentWithoutBudget { spent: text("12.00") },
        P::NotApplicableWithoutReason { text: text("不适用") },
        P::LevelUnknown { text: text("已开展") },
        P::LevelScoreMissing { level: text("达成年度指标"), from: text("8"), to: text("10") },
        P::ScoreOutsideLevel {
            level: text("部分达成年度指标并具有一定效果"),
            score: text("9"),
            from: text("6"),
            to: text("8"),
        },
        P::ScoreOutOfRange { score: text("11"), points: text("10") },
        P::ScoreNotInStep { score: text("7.3"), step: text("0.5") },
        P::ElementsMismatch { expected: 4, found: 3 },
        P::FewAnswers { valid: 12 },
        P::NoAnswers,
        P::MoreAnswersThanSent { answers: 120, sent: 100 },
        P::DateUnclear { text: text("按期完成") },
        P::ZeroBase { name: text("实际到位") },
        P::EntryMissing { field: "level" },
    ]
}

fn file() -> Vec<FileProblem> {
    use FileProblem as P;
    vec![
        P::Empty,
        P::TooLarge { size: 200 << 20, limit: 20 << 20 },
        P::NotText,
        P::Encrypted,
        P::Broken { detail: text("缺少工作表") },
        P::UnpacksTooLarge { limit: 64 << 20 },
        P::TooManyRows { limit: 5000 },
        P::TooManyColumns { limit: 200 },
        P::TooManyCells { limit: 200_000 },
        P::CellTooLong { cell: text("D7"), characters: 1_000_000, limit: 20_000 },
        P::NoHeader,
        P::UnknownForm,
        P::ProjectList { projects: 3 },
        P::LeftOver { cell: text("J12"), text: text("另见说明") },
        P::MoreLeftOver { cells: 37 },
        P::WebPage,
        P::FurtherForm { sheet: text("Sheet2") },
        P::SupplementUnread,
        P::TextTooLong { start: text("项目立项依据"), characters: 40_000, limit: 32_767 },
        P::TooMuchToWrite { rows: 20_000, cells: 200_000 },
        P::NotWritten { detail: text("工作表名称重复") },
    ]
}

fn pack() -> Vec<PackProblem> {
    use PackProblem as P;
    vec![
        P::NotJson { path: text("第 12 行"), detail: text("同一对象中有两个“id”") },
        P::NotAPack,
        P::NewerVersion { version: 2 },
        P::UnknownKind { kind: text("weather") },
        P::Malformed {
            path: text("cases[3].measure.actual"), detail: text("应为写成字符串的十进制数")
        },
        P::DigestDiffers { stated: text("sha256:00…"), computed: text("sha256:9f…") },
        P::PackMissing { id: text("rules-2020") },
        P::NoRules { title: text("绩效表式检查") },
        P::UnusedField { path: text("rules[2]"), field: text("pass") },
        P::SharesNotSum { path: text("cases[1].rule.shares"), sum: text("90") },
        P::UnknownOf { path: text("cases[4].of"), of: text("weather") },
        P::HelpMissing { path: text("goal.forms[0]"), field: text("phone") },
        P::NotVerified,
    ]
}
