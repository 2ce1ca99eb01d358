//! Words for the problems of a bundle (数据包). Apart from the words for forms, because only the
//! command and the worker that reads bundles carry them.

use crate::domain::finding::BundleProblem;

/// What is wrong and what to do.
pub fn bundle_problem(problem: &BundleProblem) -> String {
    use BundleProblem as P;
    const AGAIN: &str = "请向报送人重新索取。";
    match problem {
        P::TooLarge { size, limit } => {
            format!("文件大小为 {}，超过可读取的 {}：请分成几个数据包报送。", mb(*size), mb(*limit))
        }
        P::NotJson { path, detail } => {
            format!("数据包{}不是规范的 JSON（{detail}），没有读取：{AGAIN}", at(path))
        }
        P::NotABundle { format } if format.is_empty() => {
            "文件不是数据包（缺少 \"format\":\"hengping.bundle\"）：请确认选对了文件。".to_owned()
        }
        P::NotABundle { format } => {
            format!("文件的格式是“{}”，不是数据包：请确认选对了文件。", excerpt(format))
        }
        P::NewerVersion { version } => {
            format!("数据包的格式版本为 {version}，比本程序新，只能查看、不能接收：请升级程序后再接收。")
        }
        P::Malformed { path, detail } => format!("数据包{}的内容读不懂：{detail}。{AGAIN}", at(path)),
        P::TooManyDocuments { limit } => {
            format!("数据包中的文书超过 {limit} 份，没有读取：请分成几个数据包报送。")
        }
        P::DocumentTwice { id } => {
            format!("文书“{}”在包内有两份互不衔接的稿，没有接收：请报送人只保留一份后重新报送。", excerpt(id))
        }
        P::DocumentUnknown { kind } => {
            format!("本程序不认识“{}”这种文书，没有接收：请升级程序后再接收。", excerpt(kind))
        }
        P::DocumentUnreadable { detail } => {
            format!("文书的内容读不懂（{}），没有接收：{AGAIN}", excerpt(detail))
        }
        P::NotSealed => "数据包没有签章，无法确认由谁报送、是否被改动：请报送人签章后重新报送。".to_owned(),
        P::DigestDiffers { stated, computed } => format!(
            "签章与内容不符，签章时的摘要为 {}，现在计算为 {computed}：签章之后内容被改动或传输损坏，{AGAIN}",
            excerpt(stated)
        ),
        P::AlgorithmUnknown { alg } => {
            format!(
                "签章算法“{}”本程序不认识，无法核验：请升级程序，或请报送人改用 ES256 签章。",
                excerpt(alg)
            )
        }
        P::KeyInvalid => format!("签章中的公钥无效，无法核验：{AGAIN}"),
        P::SignatureWrong => {
            format!("签章不是用其中的公钥对此内容作出的，可能被改动或冒用：不要接收，{AGAIN}")
        }
        P::SignerDiffers { expected, found } => {
            format!("签章完好，但签章人的公钥短码为 {found}，应为 {expected}：请用电话与报送人核对。")
        }
        P::ArchiveBroken { detail } if detail.is_ascii() => {
            format!("压缩包已损坏或格式不完整，无法打开：{AGAIN}")
        }
        P::ArchiveBroken { detail } => format!("压缩包已损坏或格式不完整，无法打开（{detail}）：{AGAIN}"),
        P::ArchiveEncrypted { name } => {
            format!("压缩包中的“{}”设有密码，没有读取：请报送人不加密码重新报送。", excerpt(name))
        }
        P::ArchiveTooManyEntries { limit } => {
            format!("压缩包中的文件超过 {limit} 个，没有读取：请分成几个数据包报送。")
        }
        P::ArchiveTooLarge { limit } => {
            format!("压缩包展开后超过 {}，或压缩得不合常理，没有读取：请减少附件后重新报送。", mb(*limit))
        }
        P::ArchiveEntry { name } => {
            format!("压缩包中有不属于数据包的文件“{}”，没有读取：请不要改动压缩包，{AGAIN}", excerpt(name))
        }
        P::ArchiveAmbiguous => {
            format!("压缩包的目录与内容不一致，或有两个同名文件，不知以哪个为准，没有读取：{AGAIN}")
        }
        P::PartMissing { name, digest } => {
            format!("附件“{}”（{digest}）不在压缩包中：{AGAIN}", excerpt(name))
        }
        P::PartUnlisted { digest } => format!("压缩包中的附件 {digest} 没有列在数据包中：{AGAIN}"),
        P::PartDiffers { name, computed } => {
            format!(
                "附件“{}”与数据包所列不符，计算的摘要为 {computed}：附件被改动或损坏，{AGAIN}",
                excerpt(name)
            )
        }
    }
}

/// What a bundle of this kind is called; an unknown kind by its own word.
pub fn bundle_kind(word: &str) -> String {
    match word {
        "submission" => "报送".to_owned(),
        "return" => "退回".to_owned(),
        "task" => "任务".to_owned(),
        "sheet" => "评分表".to_owned(),
        "opinion" => "意见".to_owned(),
        "publication" => "公开".to_owned(),
        other => excerpt(other),
    }
}

/// The file is not the one whose report was read.
pub fn bundle_changed_since() -> &'static str {
    "文件在查看之后又有变化，没有导入：请重新选择文件，看清后再导入。"
}

/// The party that made a bundle, by its role's word.
pub fn party_role(word: &str) -> &'static str {
    match word {
        "unit" => "预算单位",
        "department" => "主管部门",
        "expert" => "评审专家",
        "third_party" => "第三方机构",
        "bureau" => "财政部门",
        _ => "其他",
    }
}

fn at(path: &str) -> String {
    match path {
        "" => String::new(),
        path => format!("（{}）", excerpt(path)),
    }
}

fn mb(size: u64) -> String {
    format!("{} MB", size.div_ceil(1024 * 1024))
}

/// A text that a stranger wrote, short enough for a sentence and without signs that turn it around
/// or break its line.
pub fn excerpt(text: &str) -> String {
    const LONGEST: usize = 60;
    let mut signs = text.chars().filter(|sign| !turns(*sign));
    let mut short: String = signs.by_ref().take(LONGEST).collect();
    if signs.next().is_some() {
        short.push('…');
    }
    short
}

/// A sign that cannot be seen, breaks a line or turns the text around.
pub(super) fn turns(sign: char) -> bool {
    sign.is_control()
        || matches!(sign, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}
