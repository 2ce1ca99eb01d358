//! What the keeper is asked here, member by member.

use js_sys::Uint8Array;

use crate::storage::Inventory;
use crate::ui::said::{Said, quoted};
use crate::ui::session::{Answer, Session};

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

    /// Asks it, with everything that is on the device: what the first line says, and the whole answer.
    /// `Err` is for people.
    pub(super) async fn ask(
        self,
        session: Session,
        file: &[u8],
    ) -> Result<(Said, Answer, Inventory), String> {
        let question = format!("{}}}", self.0);
        let (answer, inventory) =
            session.ask_about(&Uint8Array::from(file).into(), &question, &|_| ()).await?;
        let said = Said::read(&answer.line(0)).ok_or("备份用的部件答复不完整：请再试一次。")?;
        Ok((said, answer, inventory))
    }
}
