//! A backup beside what is here, as the keeper reported it. Decides nothing itself.

use wasm_bindgen::JsValue;

use crate::pack;
use crate::ui::dom;
use crate::ui::said::Said;
use crate::wording;

/// A choice: its word for the keeper, and for people. A blank word: somebody must choose.
pub(super) type Choice = (&'static str, &'static str);

const OF_NEW: &[Choice] = &[("take", "恢复"), ("leave", "不恢复")];
const OF_CHANGED: &[Choice] = &[
    ("", "请选择"),
    ("leave", "保留本机的"),
    ("take", "用备份中的替换"),
    ("apart", "两份都留，备份中的另建一个"),
];

/// A backup's report.
pub(super) struct Staged {
    pub(super) digest: String,
    /// Term and text.
    pub(super) facts: Vec<(&'static str, String)>,
    /// Its look, its word, and how many.
    pub(super) counts: Vec<(&'static str, &'static str, usize)>,
    /// What is wrong with it, and whether that is grave.
    pub(super) findings: Vec<(bool, String)>,
    pub(super) items: Vec<Item>,
    /// Things put aside that are not here.
    pub(super) quarantine: usize,
    /// `left_out`, `none` here yet, the `same` or an `other` one.
    pub(super) key: String,
    pub(super) preferences: bool,
    /// Rules that were in force where it was made, where others are here.
    pub(super) rules: Option<String>,
    /// The title of its library, where the device has another.
    pub(super) library: Option<String>,
}

/// A project of the backup.
pub(super) struct Item {
    /// Where it stands in the backup.
    pub(super) at: usize,
    pub(super) state: String,
    pub(super) name: String,
    pub(super) about: String,
    pub(super) why: String,
    /// Place, what is here, what is in the backup.
    pub(super) fields: Vec<[String; 3]>,
    /// Fields that are not listed.
    pub(super) more: usize,
}

/// What is wrong where nothing can be restored.
pub(super) fn findings(said: &Said) -> Vec<(bool, String)> {
    let finding = |found: &Said| (found.text("severity") == "error", found.text("text"));
    said.get("findings").list().iter().map(finding).collect()
}

impl Staged {
    pub(super) fn of(said: &Said, library: Option<String>) -> Self {
        let counts = said.get("counts");
        let counted = |(class, word, name)| (class, word, counts.count(name));
        let counts = [
            ("light green", "本机没有", "new"),
            ("light blue", "内容不同", "changed"),
            ("tag", "完全相同", "same"),
            ("light red", "不能恢复", "refused"),
        ];
        let facts = [
            ("备份时间", moment(&said.text("made_at"))),
            ("短码", said.text("code")),
            ("程序", said.text("made_with")),
            ("使用人", said.text("profile")),
            ("来源", rescued(said)),
            ("佐证材料", files(&said.get("files"))),
            ("历史版本", counted_or_blank(said.count("versions"))),
        ];
        Self {
            digest: said.text("digest"),
            facts: facts.into_iter().filter(|(_, text)| !text.is_empty()).collect(),
            counts: counts.into_iter().map(counted).collect(),
            findings: findings(said),
            items: said.get("items").list().iter().map(Item::of).collect(),
            quarantine: said.get("counts").count("quarantine"),
            key: said.text("key"),
            preferences: said.is_true("preferences"),
            rules: Some(said.text("rules")).filter(|id| !id.is_empty() && !pack::shipped().is_in_force(id)),
            library,
        }
    }
}

/// How many files come with it; blank where there are none.
fn files(said: &Said) -> String {
    match said.count("count") {
        0 => String::new(),
        count => format!("{count} 个，{}", wording::size(said.count("bytes") as u64)),
    }
}

fn counted_or_blank(count: usize) -> String {
    if count == 0 { String::new() } else { format!("{count} 个") }
}

impl Item {
    fn of(said: &Said) -> Self {
        let (case, field) = (said.get("case"), |at: &Said| {
            let value = |name| {
                let value = at.get(name);
                if value.is_missing() { "（没有）".to_owned() } else { value.words() }
            };
            [at.text("label"), value("old"), value("new")]
        });
        let name = case.text("name");
        Self {
            at: said.count("at"),
            state: said.text("state"),
            name: if name.is_empty() { "（没有名称）".to_owned() } else { name },
            about: format!("{} {}", case.count("year"), case.text("unit")),
            why: said.text("why"),
            fields: said.get("about").list().iter().map(field).collect(),
            more: said.count("more"),
        }
    }

    /// What can become of it, the proposal first.
    pub(super) fn choices(&self) -> &'static [Choice] {
        match self.state.as_str() {
            "new" => OF_NEW,
            "changed" => OF_CHANGED,
            _ => &[],
        }
    }
}

/// Where the file was made without the app: what was found in it.
fn rescued(said: &Said) -> String {
    let rescued = said.get("rescued");
    if rescued.is_missing() {
        return String::new();
    }
    format!(
        "原样取出的本机数据：记录 {} 条，认出项目 {} 个，补入日志中的改动 {} 条",
        rescued.count("records"),
        rescued.count("cases"),
        rescued.count("replayed"),
    )
}

/// A moment as it was written down, in local time where it is one.
fn moment(text: &str) -> String {
    let at = js_sys::Date::new(&JsValue::from_str(text)).get_time();
    if at.is_finite() { dom::day_and_clock_at(at as i64) } else { text.to_owned() }
}
