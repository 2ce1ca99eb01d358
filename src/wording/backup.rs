//! Words for the problems of a backup (备份文件). Apart from the words for forms, because only the
//! command and the worker that reads backups carry them.

use super::bundle::excerpt;
use crate::domain::finding::BackupProblem;

/// What is wrong and what to do.
pub fn backup_problem(problem: &BackupProblem) -> String {
    use BackupProblem as P;
    const OTHER: &str = "请改用另一份备份";
    match problem {
        P::TooLarge { size, limit } => format!(
            "备份文件大小为 {}，超过可读取的 {}，没有读取：请确认选对了文件。",
            super::size(*size),
            super::size(*limit)
        ),
        P::NotJson { path, detail } => {
            format!("备份文件{}已损坏或不完整（{detail}），没有读取：请重新拷贝文件，或{OTHER}。", at(path))
        }
        P::NotABackup { format } if format == "hengping.bundle" => {
            "文件是数据包，不是备份：请到“我的项目”用“导入”打开。".to_owned()
        }
        P::NotABackup { format } if format == "hengping.cases" => {
            "文件是导出的项目文件，不是备份：请到“我的项目”用“导入”打开。".to_owned()
        }
        P::NotABackup { format } if format.is_empty() => {
            "文件不是衡评的备份（缺少 \"format\":\"hengping.backup\"）：请确认选对了文件。".to_owned()
        }
        P::NotABackup { format } => {
            format!("文件的格式是“{}”，不是衡评的备份：请确认选对了文件。", excerpt(format))
        }
        P::NewerVersion { version } => {
            format!("备份由更新版本的衡评写成（格式版本 {version}），没有读取：请升级程序后再恢复。")
        }
        P::Malformed { path, detail } => {
            format!("备份文件{}的内容读不懂：{}，没有读取：{OTHER}。", at(path), excerpt(detail))
        }
        P::DigestDiffers { stated, computed } => format!(
            "备份文件的内容与写成时不符，原摘要为 {}，现在计算为 {computed}，没有恢复：文件被改动或损坏，请重新拷贝文件，或{OTHER}。",
            excerpt(stated)
        ),
        P::LockUnknown { lock } => {
            format!("备份用本程序不认识的方式加密（{}），没有读取：请升级程序后再恢复。", excerpt(lock))
        }
        P::LockTooCostly { memory, passes } => format!(
            "解开备份要用 {} 内存计算 {passes} 遍，超出允许的范围，没有读取：文件可能被改动，{OTHER}。",
            super::size(u64::from(*memory) * 1024)
        ),
        P::NoMemory { memory } => format!(
            "解开备份要用 {} 内存，本机现在不够，没有读取：请关闭其他窗口后再试。",
            super::size(u64::from(*memory) * 1024)
        ),
        P::DoesNotOpen => {
            "口令不对，或文件被改动过，备份没有打开：请核对口令的大小写和输入法后再试。".to_owned()
        }
        P::CaseUnreadable { detail } => {
            format!(
                "这个项目的内容读不懂（{}），没有恢复：请升级程序后再试，并保留备份文件。",
                excerpt(detail)
            )
        }
        P::CaseTwice { id } => {
            format!("备份中有两个编号为“{}”的项目，后一个没有恢复：请保留备份文件并告诉管理员。", excerpt(id))
        }
        P::LineagesUnreadable { count } => format!(
            "备份中有 {count} 条报送记录读不懂，没有恢复：项目内容不受影响，再次报送时请收件人核对是否重复。"
        ),
        P::KeyUnreadable => {
            "备份中的签章私钥读不懂，没有恢复：项目内容不受影响，如本机没有签章，请重新生成并通知收件人。"
                .to_owned()
        }
        P::KeyLeftOut => {
            "备份没有设口令，因此不含签章私钥：如原来的签章还要使用，请另存一份设口令的备份。".to_owned()
        }
        P::RecordsMissing { place } => format!(
            "保存这个文件时有内容没有读到（{}），文件里没有：如原来的浏览器还能打开，请再保存一次。",
            excerpt(place)
        ),
        P::RecordsSetAside { count } => format!(
            "有 {count} 条记录不能还原成项目内容，原文照存在“不能使用的记录”中：请恢复后查看，需要时导出。"
        ),
        P::FilesApart { count } => format!(
            "文件中只列出了 {count} 个佐证材料，没有内容：请在取出数据的页面逐个导出，恢复后在所在行重新附上。"
        ),
        P::FilesMissing { count } => format!(
            "备份列出的文件有 {count} 个不在其中或已损坏，没有恢复：项目内容不受影响，其中的佐证材料请在所在行重新附上。"
        ),
        P::Archive(problem) => format!("备份的压缩包没有读取。{}", super::bundle_problem(problem)),
    }
}

/// What a member of a case itself is called, outside its documents; one that is not known by its own word.
pub fn case_field(word: &str) -> String {
    match word {
        "name" => "项目名称".to_owned(),
        "year" => "年度".to_owned(),
        "code" => "项目代码".to_owned(),
        "department" => "主管部门".to_owned(),
        "unit" => "实施单位".to_owned(),
        "subject" => "评价对象".to_owned(),
        "policy" => "所属政策".to_owned(),
        "money" => "财政资金".to_owned(),
        "evaluated" => "财政评价等级".to_owned(),
        "demo" => "演示数据".to_owned(),
        "goals_before" => "调整前的绩效目标".to_owned(),
        "" => "行的次序或空白处".to_owned(),
        other => excerpt(other),
    }
}

fn at(path: &str) -> String {
    match path {
        "" => String::new(),
        path => format!("（{}）", excerpt(path)),
    }
}
