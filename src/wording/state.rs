//! Words for what happens to an edit: saved, being saved, kept in memory only, refused.

use crate::domain::adjustment::NotMoved;
use crate::domain::command::Refusal;
use crate::domain::goal::GoalStage;

/// What has become of the latest change. Times are texts as they are to be shown: `14:03:22`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SaveState {
    /// Nothing was changed since the document was opened.
    Unchanged,
    /// The change is in the journal; the document follows.
    Saving,
    /// On this device.
    Saved { at: String },
    /// Storage is denied or absent: the work lives in this page only.
    MemoryOnly,
    /// Storage ran full or broke while working.
    Failed { last: Option<String> },
    /// Another tab edits this case.
    ReadOnly,
}

pub fn save_state(state: &SaveState) -> String {
    match state {
        SaveState::Unchanged => "没有改动".to_owned(),
        SaveState::Saving => "正在保存到本机".to_owned(),
        SaveState::Saved { at } => format!("已保存 {at} · 本机"),
        SaveState::MemoryOnly => {
            "未保存：浏览器不允许保存数据，内容只在本页面中，关闭即丢失。请在离开前导出文件。".to_owned()
        }
        SaveState::Failed { last: Some(last) } => format!(
            "未保存：本机存储空间不足或写入失败，{last} 之后的改动只在本页面中。请立即导出文件，再清理浏览器存储空间。"
        ),
        SaveState::Failed { last: None } => {
            "未保存：本机存储空间不足或写入失败，改动只在本页面中。请立即导出文件，再清理浏览器存储空间。"
                .to_owned()
        }
        SaveState::ReadOnly => edited_elsewhere().to_owned(),
    }
}

/// Where what is filled in is kept. `one_file`: the page was opened as a file, which itself never changes.
pub fn where_kept(one_file: bool) -> &'static str {
    if one_file {
        "填写即保存在本机的这个浏览器里，不在此文件中；换电脑、换浏览器前请先导出，无痕窗口关闭后不保留"
    } else {
        "本机存储可用，填写即保存；无痕窗口关闭后不保留"
    }
}

/// A part of the program that is fetched when it is first used did not come.
pub fn not_fetched() -> &'static str {
    "这一部分程序没有载入：网络中断，或程序已更新。已填写的内容不受影响。请再试一次，仍不行时刷新此页。"
}

/// The worker that writes workbooks did not load.
pub fn writer_not_loaded() -> &'static str {
    "写表格的部件没有载入，没有导出：请检查网络后再导出一次，或导出项目文件（JSON）。"
}

/// It stopped over a workbook, or took too long.
pub fn writer_gave_up() -> &'static str {
    "表格写到一半中断了，没有导出：请再导出一次；仍不成的，请分开导出，或导出项目文件（JSON）。"
}

/// Another window edits the open case.
pub fn edited_elsewhere() -> &'static str {
    "只读：该项目正在另一个窗口中编辑。请回到那个窗口，或在此接管编辑。"
}

/// The button that takes it.
pub fn take_over() -> &'static str {
    "接管编辑"
}

/// A newer workbench wrote the open case.
pub fn written_by_newer() -> &'static str {
    "只读：该项目由更新版本的衡评保存，本版本不能修改。请刷新页面，换用新版本。"
}

/// An edit came after another window had taken the case over.
pub fn lost_to_another_window() -> &'static str {
    "该项目已由另一个窗口接管编辑，刚才的一次改动没有写入，已另存备查。"
}

/// So many cases were on this device, and the start found none.
pub fn cases_are_gone(count: usize) -> String {
    format!(
        "本机原有 {count} 个项目，现在一个也没有找到：浏览器可能清理过数据。请用备份文件或导出的文件恢复。"
    )
}

/// So many cases were not replaced.
pub fn left_to_another_window(count: usize) -> String {
    format!("有 {count} 个项目保持原样：正在另一个窗口中编辑，或由更新版本保存。")
}

/// The worker that seals and compares did not load …
pub fn keeper_not_loaded() -> &'static str {
    "处理报送包和备份的部件没有载入：请检查网络后再试，本机内容没有变化。"
}

/// … or stopped over its work.
pub fn keeper_gave_up() -> &'static str {
    "处理报送包或备份时中断：内容过多或本机内存不足。请减少项目后再试，本机内容没有变化。"
}

/// The signing key cannot be kept.
pub fn no_key_kept() -> &'static str {
    "本机现在不能保存签章私钥，没有生成报送包：请换一个允许保存数据的浏览器或窗口，先用“导出全部”把项目带过去。"
}

/// Revisions could not be remembered.
pub fn lineages_not_kept() -> &'static str {
    "这次的版本关系没有写入本机：以后往来时，同一文书会多问一次，内容不受影响。"
}

/// So many cases changed while an import was worked out.
pub fn changed_while_importing(count: usize) -> String {
    format!("有 {count} 个项目在核对时又有改动，没有导入：请再导入一次。")
}

/// An import is not taken back, as that would lose what was done since.
pub fn edited_since_import(names: &[String]) -> String {
    const NAMED: usize = 5;
    let named: Vec<String> = names.iter().take(NAMED).map(|name| format!("“{name}”")).collect();
    let more = if names.len() > NAMED { format!(" 等 {} 个项目", names.len()) } else { String::new() };
    format!("没有撤销：{}{more}在导入之后又有改动。全部内容保持现在的样子。", named.join("、"))
}

/// Why demo cases do not go into a bundle.
pub fn demo_is_not_handed_in(count: usize) -> String {
    format!("演示项目 {count} 个不能报送：演示数据只供试用，不是本单位的填报。")
}

/// Why a goal was neither approved nor adjusted.
pub fn goal_not_moved(why: NotMoved) -> &'static str {
    match why {
        NotMoved::NoGoal => "本项目没有绩效目标：请先填报或导入绩效目标申报表。",
        NotMoved::NotFrom(GoalStage::Declared) => {
            "申报的绩效目标还没有批复，可以直接修改，不需要调整：请先登记批复。"
        }
        NotMoved::NotFrom(GoalStage::Approved | GoalStage::Adjusted) => {
            "绩效目标已经批复：预算有变动的，请用“调整”。"
        }
    }
}

/// What holds of a goal that was approved.
pub fn approved_goal_stays() -> &'static str {
    "批复的目标不再直接修改，年度中确需修改的用“调整目标”。"
}

/// Why an edit was not made.
/// The indicator library was not fetched.
pub fn library_not_fetched() -> &'static str {
    "指标库没有载入，暂时不能从库中选择，已填内容不受影响：请检查网络后再试。"
}

/// The pack of the goal forms was not fetched.
pub fn forms_not_fetched() -> &'static str {
    "目标申报表的表式没有载入，部分栏目暂时看不到，已填内容不受影响：请检查网络后再试。"
}

pub fn refusal(refusal: &Refusal) -> String {
    match refusal {
        Refusal::NoSuchRow(_) => {
            "这一行已被删除，本次改动没有写入：如仍需要，请先撤销删除，再重新填写。".to_owned()
        }
        Refusal::RowExists(_) => "这一行已经在表中，没有重复插入：请直接在原行上修改。".to_owned(),
        Refusal::NotAYear(text) => {
            format!("年度“{text}”不是四位数字的年份，没有写入：请填写如“2023”。")
        }
        Refusal::NoSuchField => "表中没有这一栏，本次改动没有写入：请刷新页面后再填。".to_owned(),
        Refusal::GoalApproved => {
            "绩效目标已经批复，本次改动没有写入：确需修改的，请用“调整目标”，登记错了的，请先撤销批复登记。"
                .to_owned()
        }
    }
}
