//! Taking over: everything that the report has said, and one way back from all of it.

use leptos::prelude::*;

use super::bundle::Seen;
use super::staged::{Staged, State, Taken};
use super::{Intake, list, read};
use crate::route::Route;
use crate::storage::history::Why;
use crate::ui::dom;
use crate::ui::session::{Notice, TakeBack};

impl Intake {
    /// Takes the files over as chosen. What the report shows stays until that is done.
    pub(super) fn take(self) {
        let is_long = |file: &Staged| matches!(file.state, State::Bundle(_) | State::List(_));
        let (long, short): (Vec<_>, Vec<_>) = self.files.get_untracked().into_iter().partition(is_long);
        let there = if short.is_empty() { Vec::new() } else { self.session.all_cases() };
        let mut taken = Taken::default();
        short.into_iter().for_each(|file| file.take(&there, &mut taken));
        let only = match taken.cases.as_slice() {
            [only] if long.is_empty() => Some(match only.self_evaluation {
                Some(_) => Route::SelfEvaluation(only.id.clone()),
                None => Route::Goal(only.id.clone()),
            }),
            _ => None,
        };
        let said = words(&taken);
        let changed = !taken.cases.is_empty();
        let undo = self.session.put_cases(taken.cases);
        self.session.remember_replaced(&undo, Why::Imported);
        if long.is_empty() {
            let notice = Notice::done(said.unwrap_or_else(|| "没有导入任何内容。".to_owned()));
            self.end(if changed { notice.with_undo(undo) } else { notice }, only);
            return;
        }
        self.tell("正在导入".to_owned());
        leptos::task::spawn_local(self.take_long(long, said, undo));
    }

    /// Takes over what takes its time. A list stays in the report with what came of it.
    async fn take_long(self, files: Vec<Staged>, said: Option<String>, mut undo: TakeBack) {
        let (mut whole, mut opened) = (Notice::done(said.unwrap_or_default()), Vec::new());
        let mut refused = Vec::new();
        for Staged { key, name, state, .. } in files {
            let taken = match state {
                State::Bundle(seen) if seen.useful => self.take_bundle(key, &seen).await,
                State::List(file) => match list::open(self, &file).await {
                    Ok((list, undo)) => {
                        let notice = Notice::done(list.words());
                        opened.push((key, list));
                        Ok((notice, undo))
                    }
                    Err(why) => {
                        refused.push((key, why));
                        continue;
                    }
                },
                _ => continue,
            };
            match taken {
                Ok((notice, more)) => {
                    whole.bad |= notice.bad;
                    whole.text.push_str(&notice.text);
                    undo = undo.and(more);
                }
                Err(why) => whole.add_problem(&format!("“{name}”没有导入：{why}")),
            }
        }
        let nothing = undo.restore.is_empty() && undo.remove.is_empty();
        self.taking.set(None);
        let whole = if nothing { whole.with_left(undo.left) } else { whole.with_undo(undo) };
        if opened.is_empty() && refused.is_empty() {
            return self.end(whole, None);
        }
        if !whole.text.is_empty() {
            self.session.notice.set(Some(whole));
        }
        self.files.update(|files| {
            let of = |key: usize, list: &[(usize, String)]| {
                list.iter().find(|(of, _)| *of == key).map(|(_, why)| why.clone())
            };
            files.retain_mut(|file| {
                let made = opened.iter().find(|(key, _)| *key == file.key);
                match (made, of(file.key, &refused), &mut file.state) {
                    (Some((_, list)), ..) => file.state = State::Opened(list.clone()),
                    (None, Some(why), State::List(file)) => file.refuse(why),
                    _ => return false,
                }
                true
            });
        });
        dom::go(&Route::Projects);
    }

    async fn take_bundle(self, key: usize, seen: &Seen) -> Result<(Notice, TakeBack), String> {
        let bundles = self.bundles.get_value();
        let file = bundles.iter().find(|(of, _)| *of == key).map(|(_, file)| file);
        let file = file.ok_or_else(read::unreadable)?;
        let tell = move |words| self.taking.set(Some(words));
        self.session.take_bundle(file, &seen.digest, &seen.fields, &tell).await
    }

    fn end(self, notice: Notice, only: Option<Route>) {
        self.session.notice.set(Some(notice));
        self.dialog.close();
        dom::go(&only.unwrap_or(Route::Projects));
    }
}

fn words(taken: &Taken) -> Option<String> {
    let parts = [
        (taken.new, "新建项目"),
        (taken.replaced, "归入或替换"),
        (taken.left_out, "未导入"),
        (taken.refused, "不能读取"),
    ];
    let said: Vec<String> =
        parts.into_iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{what} {n} 个")).collect();
    let done = if taken.new + taken.replaced > 0 { "导入完成" } else { "没有导入内容" };
    (!said.is_empty()).then(|| format!("{done}：{}。", said.join("，")))
}
