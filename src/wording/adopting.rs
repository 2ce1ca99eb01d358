//! Words for taking a file over into the 指标库, and for an indicator whose entry has changed since it was picked.
//! Knows no library.

/// What is left of a list that is cut.
pub fn library_more_refused(count: usize) -> String {
    format!("另有 {count} 条同类问题，这里不再逐条列出。")
}

/// What became of the file.
pub fn library_adopted(edition: &str, taken: usize, left: usize) -> String {
    let left = if left > 0 { format!("，{left} 项未勾选，没有采用") } else { String::new() };
    format!(
        "已采用 {taken} 项变动{left}。现用指标库为 {edition} 版，已保存在本机；已选用指标的绩效目标不变，变动之处在目标页提示。"
    )
}

/// Why the new edition is not there; the one in use stays.
pub fn library_not_kept(reason: &str) -> String {
    format!("没有采用：{reason}。现用指标库没有变化，所选内容仍在此处，请处理后再试。")
}

/// Another window was faster.
pub fn library_changed_meanwhile() -> &'static str {
    "另一个窗口已更换指标库：请关闭后重新选择文件，按新的指标库核对"
}

/// The worker gave no answer.
pub fn library_not_compared(loaded: bool) -> &'static str {
    if loaded {
        "这个文件读取中断：文件可能损坏或内容异常。请在表格软件中打开，另存为 CSV 后重新选择；指标库没有变化。"
    } else {
        "读取文件的部件没有载入：请检查网络后重新选择文件；指标库没有变化。"
    }
}

/// The browser does not give the file.
pub fn library_file_unreadable() -> &'static str {
    "浏览器读不到这个文件：可能已被移动，或正被别的程序占用。请关闭占用它的程序后重新选择；指标库没有变化。"
}

/// The edition of this device does not read.
pub fn library_broken() -> &'static str {
    "本机保存的指标库不能读取，现用随程序提供的指标库，本机保存的内容没有删除：请重新从文件更新指标库，或恢复为随程序提供的指标库。"
}

/// Before going back to the shipped library.
pub fn library_restore_asks(edition: &str) -> String {
    format!(
        "将停用本机的 {edition} 版，改用随程序提供的指标库。已选用的指标不变；{edition} 版的内容留存备查，可以重新从文件采用。"
    )
}

pub fn library_restored() -> &'static str {
    "已恢复为随程序提供的指标库。"
}

/// What became of the entry that an indicator was picked from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LibraryNews<'n> {
    Changed,
    /// Name and code of the entry that stands in for it.
    Replaced {
        name: &'n str,
        code: &'n str,
    },
    Unknown,
    Gone,
    /// Title of the one in use, in which it is not looked for: a code may mean another indicator there.
    OtherLibrary {
        title: &'n str,
    },
}

/// What the library says of it now, beside the edition that the row stays by.
pub fn library_news(news: &LibraryNews<'_>, from: &str, now: &str) -> String {
    match news {
        LibraryNews::Changed => {
            format!("指标库已由 {from} 版更新为 {now} 版，这个指标有变动；本目标仍按 {from} 版。")
        }
        LibraryNews::Replaced { name, code } => format!(
            "指标库 {now} 版已用“{}”（{}）替代这个指标；本目标仍按 {from} 版。",
            super::excerpt(name),
            super::excerpt(code)
        ),
        LibraryNews::Unknown => format!(
            "指标库已更新为 {now} 版，本机没有 {from} 版，不能逐项比较；本目标仍按 {from} 版，请自行核对。"
        ),
        LibraryNews::Gone => {
            format!("指标库 {now} 版已不收录这个指标；本目标仍按 {from} 版，请确认是否继续使用。")
        }
        LibraryNews::OtherLibrary { title } => format!(
            "这个指标选自另一指标库的 {from} 版，本机现用“{}” {now} 版，两库的编码不通用，不与现用的库比较；本目标仍按原指标库，需要改用的请重新选取。",
            super::excerpt(title)
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::{LibraryNews, library_adopted, library_news};

    #[test]
    fn what_became_of_an_entry_names_both_editions() {
        let replaced = LibraryNews::Replaced { name: "亮灯率", code: "A9" };
        for news in [
            LibraryNews::Changed,
            replaced,
            LibraryNews::Unknown,
            LibraryNews::Gone,
            LibraryNews::OtherLibrary { title: "安徽省指标库" },
        ] {
            let said = library_news(&news, "2024.1", "2025");
            assert!(said.contains("2024.1 版") && said.contains("2025 版"), "{said}");
        }
        assert!(
            library_adopted("2", 3, 1).contains("1 项未勾选")
                && !library_adopted("2", 3, 0).contains("未勾选")
        );
    }
}
