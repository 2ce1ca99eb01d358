//! Questions to the keeper about the cases of this device, and what its answers change here: the signing
//! key, the revisions that were handed out or taken in, the copies that left the device.

use js_sys::Array;
use wasm_bindgen::JsValue;

use super::{CaseLine, Moment, Session, packed};
use crate::bundle::archive;
use crate::domain::case::Case;
use crate::domain::evidence::{self, Evidence};
use crate::domain::ids::CaseId;
use crate::pack;
use crate::storage::overview::{PARTIES, SIGNING_KEY};
use crate::storage::{Inventory, Pauses, Store};
use crate::ui::dom;
use crate::ui::said::{Said, member, quoted};
use crate::ui::workers::{KeeperAsked, WorkerFault, ask_keeper};
use crate::wording;

/// Cases that are looked up, told or noted at once.
const AT_ONCE: usize = 25;
/// Bytes that go to the keeper at once.
const PIECE: usize = 256 * 1024;

/// What the keeper said, line by line.
pub(in crate::ui) struct Answer {
    lines: Array,
    /// The cases as they were told.
    pub(super) cases: Vec<Case>,
}

impl Answer {
    /// A line that the browser holds; beyond the last there is none.
    pub(in crate::ui) fn raw(&self, at: usize) -> JsValue {
        self.lines.get(u32::try_from(at).unwrap_or(u32::MAX))
    }

    /// A line, blank beyond the last.
    pub(in crate::ui) fn line(&self, at: usize) -> String {
        self.raw(at).as_string().unwrap_or_default()
    }
}

impl Session {
    /// The form that asks what is to be said of a bundle of these cases: [`crate::desk`]'s `hand_in`.
    pub(in crate::ui) async fn ask_submission(self, ids: &[CaseId]) -> Result<Answer, String> {
        let (store, inventory) = self.with_inventory().await?;
        let text = async |name| inventory.device_text(name).await.ok().flatten();
        let or_null = |text: Option<String>| text.unwrap_or_else(|| "null".to_owned());
        let (mut errors, mut pauses) = (Vec::new(), Pauses::begin());
        for id in ids {
            let count = self.case_of(id).map_or(0, |case| CaseLine::of(&case).findings.errors);
            errors.extend((count > 0).then(|| format!("{}:{count}", quoted(id.as_str()))));
            pauses.pause().await;
        }
        let question = format!(
            r#"{{"do":"hand_in","key":{},"parties":{},"errors":{{{}}},"at_hand":{}}}"#,
            or_null(text(SIGNING_KEY).await),
            or_null(text(PARTIES).await),
            errors.join(","),
            at_hand(&inventory).await,
        );
        ask(&store, &inventory, &question, ids, None, &|_| ()).await
    }

    /// Seals those of these cases that `fields` ask for, hands the bundle out and remembers what went. `tell`
    /// hears how far it is. The file comes back; the text says what went wrong after it was handed out. `Err` is for
    /// people; nothing was handed out then.
    pub(in crate::ui) async fn submit(
        self,
        ids: &[CaseId],
        fields: &str,
        tell: &dyn Fn(String),
    ) -> Result<(Answer, JsValue, String), String> {
        let (store, inventory) = self.with_inventory().await?;
        let shipped = pack::shipped();
        let used = shipped.rules_packs().chain(shipped.pack("checks"));
        let packs: Vec<String> = used
            .map(|pack| {
                let [id, edition, digest] =
                    [pack.id.as_str(), &pack.edition, pack.digest.as_str()].map(quoted);
                format!(r#"{{"id":{id},"edition":{edition},"digest":{digest}}}"#)
            })
            .collect();
        let question = format!(
            r#"{{"do":"seal","key":{},"made_at":{},"packs":[{}],"fields":{fields},"at_hand":{}}}"#,
            signing_key(&inventory).await?,
            quoted(&dom::now_in_utc()),
            packs.join(","),
            at_hand(&inventory).await,
        );
        let answer = ask(&store, &inventory, &question, ids, None, tell).await?;
        let head = Said::read(&answer.line(0)).ok_or_else(|| fault_words(WorkerFault::GaveUp))?;
        let file = packed(&inventory, archive::JSON, &answer.raw(2), &head, &[], tell).await?;
        let handed = self.hand_out_file(&head.text("file"), &file);
        let parts: Vec<String> = head.get("parts").list().iter().map(Said::words).collect();
        let (mut lineages, mut gone) = (Vec::new(), Vec::new());
        for (at, case) in answer.cases.iter().enumerate() {
            let line = answer.line(at + 4);
            if !line.is_empty() {
                lineages.push((case.id.clone(), line));
                // What names a file that stayed here has no copy elsewhere yet.
                let whole = is_whole(case, &parts);
                gone.extend((handed && whole).then(|| case.clone()));
            }
        }
        let kept = inventory.set_lineages(lineages).await.is_ok();
        let mut pauses = Pauses::begin();
        for some in gone.chunks(AT_ONCE) {
            // A case that is not noted counts as being only here: it is asked for once more.
            drop(inventory.note_copies(some, false).await);
            pauses.pause().await;
        }
        self.remember(Moment::HandedIn(gone));
        self.count_copies().await;
        // Asked for again where they are not kept.
        drop(inventory.set_device_text(PARTIES, &answer.line(3)).await);
        let problem = if kept { "" } else { wording::lineages_not_kept() };
        Ok((answer, file, problem.to_owned()))
    }

    /// Asks about a file, with everything that is on this device: bytes, or a file that the keeper reads itself.
    pub(in crate::ui) async fn ask_about(
        self,
        file: &JsValue,
        question: &str,
        tell: &dyn Fn(String),
    ) -> Result<(Answer, Inventory), String> {
        let (store, inventory) = self.with_inventory().await?;
        let answer = ask(&store, &inventory, question, &store.ids(), Some(file), tell).await?;
        Ok((answer, inventory))
    }

    async fn with_inventory(self) -> Result<(Store, Inventory), String> {
        let store = self.store().ok_or("本机存储还没有打开，请稍候再试。")?;
        let inventory = Inventory::open(&store).await;
        Ok((store, inventory))
    }
}

/// Whether every file that a case names is one of these, by their 64 digits.
pub(in crate::ui) fn is_whole(case: &Case, parts: &[String]) -> bool {
    let there = |file: &Evidence| parts.iter().any(|part| Some(part.as_str()) == file.hex());
    evidence::of_case(case).all(there)
}

/// Asks the keeper with these cases and their revisions below the question. What the keeper says against
/// it is the error.
async fn ask(
    store: &Store,
    inventory: &Inventory,
    question: &str,
    ids: &[CaseId],
    file: Option<&JsValue>,
    tell: &dyn Fn(String),
) -> Result<Answer, String> {
    let keeper = KeeperAsked::begin().await.map_err(fault_words)?;
    let (mut cases, mut piece) = (Vec::with_capacity(ids.len()), question.to_owned());
    let mut pauses = Pauses::begin();
    for some in ids.chunks(AT_ONCE) {
        tell(format!("正在准备项目（{} / {}）", cases.len(), ids.len()));
        // Where nothing can be kept, nothing was.
        let lineages = inventory.lineages(some).await.unwrap_or_default();
        for (at, id) in some.iter().enumerate() {
            let Some(case) = store.case(id) else { continue };
            let lineages = lineages.get(at).map_or("[]", String::as_str);
            for part in ["\n", &as_text(&case), "\n", lineages] {
                piece.push_str(part);
            }
            cases.push(case);
            if piece.len() > PIECE {
                keeper.add(&piece).map_err(fault_words)?;
                piece.clear();
            }
            pauses.pause().await;
        }
    }
    tell("正在处理".to_owned());
    keeper.add(&piece).map_err(fault_words)?;
    let said = keeper.ask(file.unwrap_or(&JsValue::NULL)).await.map_err(fault_words)?;
    let answer = Answer { lines: said.split("\n"), cases };
    match member(&answer.line(0), "fault") {
        fault if fault.is_empty() => Ok(answer),
        fault => Err(fault),
    }
}

/// The files of this device, as the keeper is told of them; none where none can be kept.
pub(super) async fn at_hand(inventory: &Inventory) -> String {
    let held = match inventory.parts().await {
        Ok(parts) => parts.held().await.unwrap_or_default(),
        Err(_) => Vec::new(),
    };
    let held: Vec<String> = held.iter().map(|held| format!("{}:{}", quoted(&held.hex), held.size)).collect();
    format!("{{{}}}", held.join(","))
}

/// A case as the keeper is told it.
pub(super) fn as_text(case: &Case) -> String {
    // A case always has a JSON form.
    serde_json::to_string(case).unwrap_or_default()
}

pub(super) fn fault_words(fault: WorkerFault) -> String {
    match fault {
        WorkerFault::NotLoaded => wording::keeper_not_loaded(),
        WorkerFault::GaveUp => wording::keeper_gave_up(),
    }
    .to_owned()
}

/// This device's key, which is made now if there is none. Two windows that make one at once get the same.
async fn signing_key(inventory: &Inventory) -> Result<String, String> {
    let kept = |_| wording::no_key_kept().to_owned();
    if let Some(key) = inventory.device_text(SIGNING_KEY).await.map_err(kept)? {
        return Ok(key);
    }
    loop {
        let random: [u8; 32] =
            dom::random().ok_or("浏览器不能提供随机数，不能建立签章私钥：请换一个浏览器。")?;
        let said =
            ask_keeper(&format!(r#"{{"do":"key","random":{random:?}}}"#), b"").await.map_err(fault_words)?;
        let key = said.strip_prefix(r#"{"key":"#).and_then(|rest| rest.strip_suffix('}'));
        match key.ok_or_else(|| fault_words(WorkerFault::GaveUp))? {
            // One draw in 2^32 is no key.
            "null" => {}
            key => return inventory.claim_device_text(SIGNING_KEY, key).await.map_err(kept),
        }
    }
}
