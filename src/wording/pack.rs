//! Words for the problems of a pack (规则包).

use super::clause::{Clause, Subject};
use crate::domain::finding::PackProblem;

pub(super) fn clause(problem: &PackProblem) -> Clause {
    use PackProblem as P;
    Subject::Whole.says(match problem {
        P::NotJson { path, detail } => format!(
            "规则包{}不是规范的 JSON（{detail}）：小数须写成字符串，键不得重复，请改正后再读入。",
            at(path)
        ),
        P::NotAPack => {
            "文件不是规则包（缺少 \"format\":\"hengping.pack\"）：请确认选对了文件。".to_owned()
        }
        P::NewerVersion { version } => {
            format!("规则包的格式版本为 {version}，本程序只认识第 1 版：请升级程序后再使用。")
        }
        P::UnknownKind { kind } => format!("规则包的种类“{kind}”不认识，没有启用：请核对 kind 一项，或升级程序。"),
        P::Malformed { path, detail } => {
            format!("规则包{}的内容读不懂：{detail}。请按规则包格式改正。", at(path))
        }
        P::DigestDiffers { stated, computed } => format!(
            "规则包的摘要与内容不符，注明为 {stated}，计算为 {computed}：文件可能被改动或传输损坏，没有启用，请重新获取。"
        ),
        P::PackMissing { id } => format!("所引用的规则包“{id}”不在本机：请一并读入该规则包。"),
        P::NoRules { title } => {
            format!("“{title}”不是评分规则，也没有指定评分规则，不能据以评分：请选用种类为 rules 或 locality 的规则包。")
        }
        P::UnusedField { path, field } => {
            format!("规则包{}的“{field}”对这种规则不起作用：请删去，或改用适用的规则。", at(path))
        }
        P::SharesNotSum { path, sum } => {
            format!("规则包{}的各项比例合计为 {sum}%，应为 100%：请改正。", at(path))
        }
        P::UnknownOf { path, of } => {
            format!("规则包{}的用例种类“{of}”不认识，没有执行：请核对 of 一项。", at(path))
        }
        P::HelpMissing { path, field } => {
            format!("规则包{}的“{field}”没有填报说明，填报人看不到含义和示例：请在 help 中补写。", at(path))
        }
        P::NotVerified => {
            "规则包所据文件尚未与原文核对：使用前请对照文件原文核实，核实后在依据中标明。".to_owned()
        }
    })
}

fn at(path: &str) -> String {
    match path {
        "" => String::new(),
        path => format!("（{path}）"),
    }
}
