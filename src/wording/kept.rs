//! Words for what lies on a device: what has no copy elsewhere, what was put aside, how much room is left.

use super::size;

/// How many projects are on this device alone, for a mark.
pub fn only_here(count: usize) -> String {
    format!("仅本机 {count} 个")
}

/// Work has waited long for a copy.
pub fn reminder(count: usize) -> String {
    format!("有 {count} 个项目已有七天以上只保存在本机。浏览器清理数据或电脑损坏就会丢失，请备份到一个文件。")
}

/// The browser has little room left; `free` in bytes.
pub fn little_room(free: u64) -> String {
    format!(
        "浏览器留给衡评的空间只剩 {}，写满后新内容无法保存。请先备份，再删除不用的项目或清理磁盘。",
        size(free)
    )
}

/// So many projects were exported whose files do not lie in the export.
pub fn exported_without_files(count: usize) -> String {
    format!(
        "文件已导出。其中 {count} 个项目有佐证材料，材料的内容不在导出的文件里：要带走材料，请用“报送包”或“存储与备份”。"
    )
}

/// So many files that nothing names lie here.
pub fn unnamed_files(count: usize, bytes: u64) -> String {
    format!("其中 {count} 个（{}）已没有表、版本记录或撤销步骤用到，可以清理。", size(bytes))
}

/// Files that nothing names are about to be deleted.
pub fn sweep_question(count: usize) -> String {
    format!("清理 {count} 个没有用到的佐证材料？清理后不能恢复。")
}

/// So many were deleted.
pub fn swept_files(count: usize, bytes: u64) -> String {
    format!("已清理佐证材料 {count} 个，腾出 {}。", size(bytes))
}

/// Why something was put aside, by the word it is stored under and what else was noted.
pub fn put_aside(word: &str, detail: &str) -> String {
    match word {
        "digest" => "校验值与内容不符，内容可能被改动或损坏".to_owned(),
        "newer" => format!("由更新版本的衡评保存（格式 {detail}），本版本不改动"),
        "not-applicable" => "一次改动与项目现在的内容对不上".to_owned(),
        "no-case" => "一次改动所属的项目已不在本机".to_owned(),
        "overwritten" => "两个窗口都改过，这是没有选用的一边".to_owned(),
        "late" => "项目被另一个窗口接管之后才写入的改动".to_owned(),
        "original" => "旧格式的原件，内容已转成新格式使用".to_owned(),
        // The reader's own word is English, and of no use here.
        _ if detail.is_ascii() => "不能读取".to_owned(),
        _ => format!("不能读取（{detail}）"),
    }
}

/// Whether the browser keeps what is stored until somebody deletes it by hand; `None`: it does not say.
pub fn persistence(promised: Option<bool>) -> &'static str {
    match promised {
        Some(true) => "已答应长期保留，空间紧张时也不清理",
        Some(false) => "没有答应：空间紧张或长期不用时可能清理，请定期备份",
        None => "不回答（未加密的网址、文件方式打开或旧版浏览器都如此），请定期备份",
    }
}

/// A file for 导入 turned out to hold a whole device.
pub fn is_backup() -> &'static str {
    "这是备份或原样取出的本机数据，不在这里导入：请到“存储与备份”中恢复，恢复前逐项比较，可以整体撤销。"
}
