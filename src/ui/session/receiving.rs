//! A bundle that came in: compared with what is here, taken over as chosen in one go, and taken back.

use js_sys::Uint8Array;

use super::keeper::Answer;
use super::{Notice, Session, TakeBack};
use crate::ui::dom;
use crate::ui::said::{member, quoted};

impl Session {
    /// What the bundle in this file would change here: [`crate::desk`]'s `stage`.
    pub(in crate::ui) async fn compare(self, file: &Uint8Array) -> Result<Answer, String> {
        Ok(self.ask_about(file, r#"{"do":"stage"}"#, &|_| ()).await?.0)
    }

    /// Takes the bundle over that was looked at as `digest`, by the report's `fields`. Everything that is
    /// taken is written in one go; what is to be told of it, and the way back, come back. `Err` is for
    /// people; nothing was taken.
    pub(in crate::ui) async fn take_bundle(
        self,
        file: &Uint8Array,
        digest: &str,
        fields: &str,
        tell: &dyn Fn(String),
    ) -> Result<(Notice, TakeBack), String> {
        let [digest, stem] = [digest, &dom::new_id()].map(quoted);
        let question = format!(r#"{{"do":"take","digest":{digest},"fields":{fields},"stem":{stem}}}"#);
        let (answer, inventory) = self.ask_about(file, &question, tell).await?;
        let said = member(&answer.line(0), "said");
        if said.is_empty() {
            return Err(
                "本机的项目在核对时又有改动，出现了需要选择的文书：请重新选择文件，看清后再导入。".to_owned()
            );
        }
        let mut notice = Notice::done(said);
        tell("正在写入本机".to_owned());
        let undo = self.take_changes(&answer, &inventory, &mut notice).await;
        Ok((notice, undo))
    }
}
