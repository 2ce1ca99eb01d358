//! What the keeper is asked here, as text: a line of members, then every case of the device with what is
//! known of its documents' revisions, two lines each.

use crate::domain::ids::CaseId;
use crate::storage::{Pauses, SaveState};
use crate::ui::said::{Said, quoted};
use crate::ui::session::{Session, refused};
use crate::ui::workers::{WorkerFault, ask_keeper};

/// A question that is being written.
pub(super) struct Question(String);

impl Question {
    pub(super) fn new(of: &str) -> Self {
        Self(format!("{{\"do\":{}", quoted(of)))
    }

    /// A member whose value is JSON already.
    pub(super) fn json(mut self, name: &str, value: &str) -> Self {
        self.0.push_str(&format!(",{}:{value}", quoted(name)));
        self
    }

    pub(super) fn text(self, name: &str, value: &str) -> Self {
        self.json(name, &quoted(value))
    }

    /// A passphrase; none where it is blank.
    pub(super) fn passphrase(self, passphrase: &str) -> Self {
        if passphrase.is_empty() { self } else { self.text("passphrase", passphrase) }
    }

    /// Asks it, with everything that is on the device. The answer, and the lines below it. `Err` is for people.
    pub(super) async fn ask(self, session: Session, file: &[u8]) -> Result<(Said, String), String> {
        let mut question = self.0;
        question.push_str("}\n");
        let cases = session.all_cases();
        let ids: Vec<CaseId> = cases.iter().map(|case| case.id.clone()).collect();
        let mut lineages = lineages(session, &ids).await?.into_iter();
        let mut pauses = Pauses::begin();
        for case in &cases {
            // A case is text, integers and lists: it always has a JSON form.
            question.push_str(&serde_json::to_string(case).unwrap_or_default());
            question.push('\n');
            question.push_str(&lineages.next().unwrap_or_else(|| "[]".to_owned()));
            question.push('\n');
            pauses.pause().await;
        }
        let said = ask_keeper(&question, file).await.map_err(|fault| match fault {
            WorkerFault::NotLoaded => "备份用的部件没有载入：请检查网络后再试。".to_owned(),
            WorkerFault::GaveUp => {
                "备份用的部件中途停止：请关闭其他窗口后再试，本机数据没有改动。".to_owned()
            }
        })?;
        let (head, below) = said.split_once('\n').unwrap_or((&said, ""));
        let head = Said::read(head).ok_or("备份用的部件答复不完整：请再试一次。")?;
        match head.text("fault") {
            fault if fault.is_empty() => Ok((head, below.to_owned())),
            fault => Err(format!("{}。", fault.trim_end_matches('。'))),
        }
    }
}

/// What is known of the revisions of these cases; nothing where the browser keeps nothing.
async fn lineages(session: Session, ids: &[CaseId]) -> Result<Vec<String>, String> {
    let Some(store) = session.store() else { return Ok(Vec::new()) };
    if matches!(store.state(), SaveState::MemoryOnly { .. }) {
        return Ok(Vec::new());
    }
    let Some(inventory) = session.inventory().await else { return Ok(Vec::new()) };
    inventory.lineages(ids).await.map_err(|reason| format!("读不到本机数据库：{}。", refused(&reason)))
}
