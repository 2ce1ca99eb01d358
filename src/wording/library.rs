//! Words for the problems of the 指标库 and of what units propose into it, and what its fields are called.
//! Apart from the words for forms, because only the pages and workers of the library carry them.

use super::bundle::excerpt;
use crate::domain::finding::{LibraryFinding, LibraryProblem};
use crate::domain::library::{LibraryField, LibraryMember};

/// The sentence with the place in front: `B7：…`.
pub fn library_finding(finding: &LibraryFinding) -> String {
    let sentence = library_problem(&finding.problem);
    match finding.at.as_str() {
        "" => sentence,
        at => format!("{}：{sentence}", excerpt(at)),
    }
}

/// What is wrong and what to do.
pub fn library_problem(problem: &LibraryProblem) -> String {
    use LibraryProblem as P;
    match problem {
        P::NotALibrary { title } => {
            format!("“{}”不是指标库，没有读取：请选用种类为 library 的规则包。", excerpt(title))
        }
        P::NoEntries => "指标库中没有指标，没有读取：请确认选对了文件。".to_owned(),
        P::EntryMalformed { detail } => {
            format!("这个指标的内容读不懂（{}），没有收入指标库：请改正后重新读入。", excerpt(detail))
        }
        P::CodeMissing => "指标没有编码，没有收入指标库：请补填唯一的编码。".to_owned(),
        P::NameMissing => "指标没有名称，没有收入指标库：请补填指标名称。".to_owned(),
        P::CodeTwice { code } => {
            format!("指标编码“{}”与前面的指标重复，后一个没有收入指标库：请改用唯一的编码。", excerpt(code))
        }
        P::TextTooLong { field, characters, limit } => format!(
            "{}有 {characters} 字，超过可收入的 {limit} 字，这个指标没有收入指标库：请精简后重新读入。",
            library_field(*field)
        ),
        P::RuleUnreadable { detail } => {
            format!("指标的评分规则读不懂（{}），选用时不带规则：请改正规则后重新读入。", excerpt(detail))
        }
        P::SignUnknown { text } => {
            format!("指标性质“{}”不认识，选用时留空：请改为≥、＞、≤、＜、=、区间或定性。", excerpt(text))
        }
        P::InvisibleSigns { field } => {
            format!("{}中有看不见的字符，检索时不计：请在原文件中清除。", library_field(*field))
        }
        P::MappingCycle { codes } => {
            format!("指标的替代关系互相循环（{}），一律不采用：请指明最终采用的指标。", excerpt(codes))
        }
        P::MappingNowhere { code } => {
            format!("替代的指标“{}”不在指标库中：请补收该指标，或改正编码。", excerpt(code))
        }
        P::KeysStale { name } => format!(
            "指标“{}”的拼音与名称不对应，不能用拼音检索：请用 hengping pack pinyin 重新生成。",
            excerpt(name)
        ),
        P::HeaderMissing => {
            "没有找到指标库的表头，没有读取：表头至少应有“指标名称”和“一级指标”两列。".to_owned()
        }
        P::ColumnTwice { title } => {
            format!("“{}”与前面的一列含义相同，只采用前一列：请删去或改名。", excerpt(title))
        }
        P::ColumnUnknown { title } => {
            format!(
                "“{}”一列不是指标库的栏目，内容照存在同名的附加项中：如应归入其他栏目，请改正表头。",
                excerpt(title)
            )
        }
        P::CellUntitled { text } => {
            format!("“{}”所在的列没有表头，没有读取：请补填表头。", excerpt(text))
        }
        P::TooManyRows { limit } => {
            format!("表中超过 {limit} 行，没有读取：请分成几个文件导入。")
        }
        P::SheetLeftOut { sheet, rows } => format!(
            "工作表“{}”有 {rows} 行，没有读取，一次只读一张指标表：如需要，请另存为单独的文件再读入。",
            excerpt(sheet)
        ),
        P::NothingUsable => {
            "文件中没有可以采用的指标，指标库没有变化：请按所列原因改正后重新选择文件。".to_owned()
        }
        P::LevelUnknown { field, text } => {
            format!("{}“{}”不在现行的指标体系中：请核对名称。", library_field(*field), excerpt(text))
        }
        P::CodeGiven { code } => {
            format!("指标没有编码，收入时编为“{}”：如有正式编码，请先补填。", excerpt(code))
        }
        P::EntryUnclear { name, count } => format!(
            "指标“{}”没有编码，指标库中有 {count} 个同名同级的指标，不知对应哪一个，没有收入：请补填编码。",
            excerpt(name)
        ),
        P::RowTwice { name } => {
            format!("指标“{}”在表中重复，后一行没有收入：请只保留一行，或分别填写编码。", excerpt(name))
        }
        P::ProposalBlank { field } => {
            format!("申请入库的指标没有填写{}：请补填。", library_field(*field))
        }
        P::ProposalWithoutUnit => "申请入库没有写明申报单位：请补填。".to_owned(),
        P::ProposalWithoutReason => "申请入库没有写明理由：请说明现有指标为何不适用。".to_owned(),
        P::ProposalKnown { code, name } => format!(
            "指标库中已有同级同名的指标“{}”（{}）：请直接选用，确有不同的，请改用能够区别的名称。",
            excerpt(name),
            excerpt(code)
        ),
    }
}

/// What a field of a library entry is called.
pub fn library_field(field: LibraryField) -> &'static str {
    match field {
        LibraryField::Code => "指标编码",
        LibraryField::Sector => "行业领域",
        LibraryField::Function => "支出功能分类",
        LibraryField::Level1 => "一级指标",
        LibraryField::Level2 => "二级指标",
        LibraryField::Name => "指标名称",
        LibraryField::Meaning => "指标解释",
        LibraryField::Unit => "计量单位",
        LibraryField::Sign => "指标性质",
        LibraryField::Direction => "指标方向",
        LibraryField::Target => "指标值",
        LibraryField::Standard => "评分标准",
        LibraryField::ValueBasis => "绩效标准",
        LibraryField::Source => "数据来源",
        LibraryField::Sort => "指标类型",
        LibraryField::Origin => "来源",
    }
}

/// What a member of a library entry is called.
pub fn library_member(member: &LibraryMember) -> String {
    match member {
        LibraryMember::Field(field) => library_field(*field).to_owned(),
        LibraryMember::Rule => "评分规则".to_owned(),
        LibraryMember::Kinds => "适用项目".to_owned(),
        LibraryMember::Good => "好的范例".to_owned(),
        LibraryMember::Bad => "不好的范例".to_owned(),
        LibraryMember::Replaces => "替代的指标".to_owned(),
        LibraryMember::MappedTo => "改用的指标".to_owned(),
        LibraryMember::Other(title) => excerpt(title),
    }
}
