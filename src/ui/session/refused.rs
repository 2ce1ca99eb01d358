//! Words for what the browser did not take. Knows no signal.

use crate::storage::Refused;

/// The browser did not delete.
pub(super) fn not_deleted(reason: &Refused) -> String {
    format!("没有删除：{}。项目仍在本机。", refused(reason))
}

/// Why the browser did not take something.
pub fn refused(reason: &Refused) -> String {
    match reason {
        Refused::Denied => "浏览器设置或无痕模式不允许保存数据".to_owned(),
        Refused::Missing => "此浏览器或此种打开方式没有本机存储".to_owned(),
        Refused::Full => "本机存储空间已满".to_owned(),
        Refused::Blocked => "另一个旧版本窗口占用着数据，请关闭它再刷新".to_owned(),
        Refused::Closed => "数据已由更新的窗口接管，请刷新此页".to_owned(),
        Refused::Unreadable => "另一窗口的内容不能读取，或已被删除".to_owned(),
        Refused::Elsewhere => "项目正在另一个窗口中编辑".to_owned(),
        Refused::Other(said) => format!("浏览器拒绝写入（{said}）"),
    }
}
