//! Words for evidence (佐证材料): kinds of files, limits, what was refused and why. Only what draws evidence, and
//! the command, carry these.

use super::{excerpt, size};
use crate::domain::evidence::{EvidenceLimits, Used};
use crate::domain::evidence_kind::{EvidenceKind, Shown};
use crate::domain::finding::EvidenceProblem;

/// What is wrong and what to do.
pub fn evidence_problem(problem: &EvidenceProblem) -> String {
    use EvidenceProblem as P;
    match problem {
        P::Empty => "文件是空的，没有附上：请确认选对了文件。".to_owned(),
        P::TooLarge { size: found, limit } => format!(
            "文件大小为 {}，超过每个文件 {} 的上限，没有读取：请压缩图片、分成几个文件，或只附关键页。",
            size(*found),
            size(*limit)
        ),
        P::CaseFull { size: found, used, limit } => format!(
            "本项目的佐证材料已有 {}，再加这个 {} 的文件就超过合计 {} 的上限，没有附上：请先移除不需要的材料。",
            size(*used),
            size(*found),
            size(*limit)
        ),
        P::TooMany { limit } => {
            format!(
                "本项目的佐证材料已满 {limit} 个，没有附上：请把同类材料合并成一个文件，或先移除不需要的。"
            )
        }
        P::NoRoom { size: found, free } => format!(
            "文件大小为 {}，浏览器留给衡评的空间只剩 {}，没有附上：请先备份，再删除不用的项目或清理磁盘。",
            size(*found),
            size(*free)
        ),
        P::Unreadable => {
            "浏览器读不到这个文件：可能已被移动、改动，或正被别的程序占用。请关闭占用它的程序后再附。"
                .to_owned()
        }
        P::Twice => "这一行已有内容相同的文件，没有重复附上：如需换名，请先移除原来的。".to_owned(),
        P::TypeDiffers { name, claimed, kind } => format!(
            "“{}”从名称看是{}，内容却是{}，已按内容登记{}：请核对是否选错了文件。",
            excerpt(name),
            spaced(evidence_kind(*claimed)),
            spaced(evidence_kind(*kind)),
            if kind.shown() == Shown::HandedOut { "，只能下载" } else { "" }
        ),
        P::Missing { name } => format!(
            "“{}”的内容不在本机：请在有这个文件的电脑上重新报送或备份后导入，或在此重新附上同一个文件。",
            excerpt(name)
        ),
        P::Broken { name } => format!(
            "“{}”在本机的内容已损坏，与登记的摘要不符：请移除后重新附上，或从报送包、备份中重新导入。",
            excerpt(name)
        ),
    }
}

/// Latin letters stand apart from the character before them.
fn spaced(kind: &str) -> String {
    let apart = if kind.starts_with(|c: char| c.is_ascii_alphanumeric()) { " " } else { "" };
    format!("{apart}{kind}")
}

/// The browser did not keep a file; `why` without a full stop.
pub fn evidence_not_kept(why: &str) -> String {
    format!("没有附上：{why}。表中没有变化，原文件仍在您的电脑上。")
}

/// Files that are to be handed in are not on this device; `names` of them, quoted.
pub fn evidence_not_here(count: usize, names: &str) -> String {
    format!(
        "有 {count} 个佐证材料的内容不在本机：{names}。请先补上文件（在所在行重新附上同一个文件），或勾选不附这些文件。"
    )
}

/// Files that documents of a bundle name, and that are neither in it nor on this device.
pub fn evidence_not_enclosed(count: usize, names: &str) -> String {
    format!(
        "包里的文书写明的佐证材料有 {count} 个不在包中，本机也没有：{names}。文书可以接收，材料请向报送人索取。"
    )
}

/// How the files of an import or a restore fared.
pub fn evidence_taken(kept: usize, missing: usize) -> String {
    match (kept, missing) {
        (0, 0) => String::new(),
        (kept, 0) => format!("佐证材料 {kept} 个已存入本机。"),
        (kept, missing) => format!("佐证材料 {kept} 个已存入本机，{missing} 个缺少或已损坏，没有存入。"),
    }
}

/// Files could not be kept, so nothing was taken over; `why` without a full stop.
pub fn evidence_stops_import(why: &str) -> String {
    format!("佐证材料存不下（{why}），没有导入，本机内容没有变化：请先备份、清理，再重新导入。")
}

/// Files that a backup was made without.
pub fn evidence_not_backed_up(count: usize, names: &str) -> String {
    format!("备份中没有 {count} 个佐证材料的内容：{names}。表中仍写明这些材料，请另行保存原文件。")
}

/// Files that a bundle was made without.
pub fn evidence_left_out(count: usize, names: &str) -> String {
    format!("有 {count} 个佐证材料没有装入：{names}。表中仍写明这些材料，收件人看不到内容，请另行提供。")
}

/// What a file is, as people call it.
pub fn evidence_kind(kind: EvidenceKind) -> &'static str {
    use EvidenceKind as K;
    match kind {
        K::Png => "PNG 图片",
        K::Jpeg => "JPEG 图片",
        K::Gif => "GIF 图片",
        K::Webp => "WebP 图片",
        K::Bmp => "BMP 图片",
        K::Tiff => "TIFF 图片",
        K::Pdf => "PDF 文件",
        K::Ofd => "OFD 版式文件",
        K::Docx => "Word 文档",
        K::Xlsx => "Excel 工作簿",
        K::Pptx => "演示文稿",
        K::Ole => "旧版办公文档",
        K::Zip => "ZIP 压缩包",
        K::Rar => "RAR 压缩包",
        K::SevenZip => "7z 压缩包",
        K::Text => "文本",
        K::Html => "网页",
        K::Svg => "SVG 图形",
        K::Xml => "XML 文件",
        K::Script => "脚本",
        K::Program => "可执行程序",
        K::Unknown => "其他文件",
    }
}

/// The limits, said before anybody meets them.
pub fn evidence_limits(limits: &EvidenceLimits, used: Used) -> String {
    format!(
        "每个文件不超过 {}，本项目合计不超过 {}（已用 {}，{} 个文件）。",
        size(limits.file),
        size(limits.case),
        size(used.bytes),
        used.files
    )
}

/// Why a file is not shown in the page.
pub fn evidence_handed_out(kind: EvidenceKind) -> &'static str {
    if kind.may_run() {
        "这类文件打开时可能运行其中的程序，不在页面内显示：请确认来源可靠后再下载。"
    } else {
        "这类文件不在页面内显示：请下载后用相应的软件打开。"
    }
}
