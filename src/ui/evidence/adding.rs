//! Files on their way to a row, one after the other: looked at by size, read, told by their bytes, kept, and only
//! then named by the document.

use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::File;

use super::desk::{Desk, Reading};
use crate::domain::evidence::Evidence;
use crate::domain::evidence_kind::{EvidenceKind, LOOKED_AT};
use crate::domain::finding::{EvidenceProblem, Severity};
use crate::storage::parts::{self, Read};
use crate::storage::{Refused, room};
use crate::ui::session::refused;
use crate::wording;

/// Why the files behind this one need not be tried.
struct Ended;

impl Desk {
    /// Attaches files behind those that are being attached.
    pub(super) fn add(self, files: Vec<File>) {
        if files.is_empty() || self.read_only.get_untracked() {
            return;
        }
        let idle = self.waiting.with_value(Vec::is_empty) && self.reading.with_untracked(Option::is_none);
        self.waiting.update_value(|waiting| waiting.extend(files));
        if !idle {
            return;
        }
        self.told.set(Vec::new());
        spawn_local(async move {
            while let Some(file) = self.next() {
                if self.add_one(&file).await.is_err() {
                    let left = self.waiting.try_update_value(std::mem::take).unwrap_or_default();
                    self.say_left(left.len());
                }
                let _ = self.reading.try_set(None);
            }
        });
    }

    /// The next file; none any more, once the part of the page is gone.
    fn next(self) -> Option<File> {
        let next = |waiting: &mut Vec<File>| (!waiting.is_empty()).then(|| waiting.remove(0));
        self.waiting.try_update_value(next).flatten()
    }

    fn say_left(self, left: usize) {
        if left > 0 {
            self.session.tell(&format!("另有 {left} 个文件没有附上：请在处理后重新选择。"));
        }
    }

    async fn add_one(self, file: &File) -> Result<(), Ended> {
        let name = file.name();
        // A browser counts bytes as a float; a file's size is a whole number far below 2^53.
        let size = file.size() as u64;
        let used = untrack(|| self.used());
        let limits = self.limits();
        let free = room::look().await.free();
        if let Err(problem) = limits.admit(size, used, free) {
            self.tell(&name, &problem);
            return Ok(());
        }
        let reading = |done| Reading {
            name: wording::excerpt(&name),
            done,
            size: u32::try_from(size).unwrap_or(u32::MAX),
        };
        let _ = self.reading.try_set(Some(reading(0)));
        let read = parts::read(file, |done| drop(self.reading.try_set(Some(reading(done))))).await;
        let Some(read) = read else {
            self.tell(&name, &EvidenceProblem::Unreadable);
            return Ok(());
        };
        let kind = kind(&read, &name);
        let evidence = Evidence {
            digest: format!("sha256:{}", read.hex),
            name,
            size: u64::from(read.bytes.length()),
            kind: kind.media().to_owned(),
        };
        self.keep(&read, evidence).await
    }

    /// Keeps the bytes, then names them.
    async fn keep(self, read: &Read, evidence: Evidence) -> Result<(), Ended> {
        let kept = match self.parts().await {
            Ok(parts) => parts.keep(read, &evidence.kind).await.map_err(|reason| {
                let full = reason == Refused::Full;
                (refused(&reason), full)
            }),
            Err(why) => Err((why, true)),
        };
        if let Err((why, ends)) = kept {
            self.say(Severity::Error, &evidence.name, wording::evidence_not_kept(&why));
            return if ends { Err(Ended) } else { Ok(()) };
        }
        let Some(mut files) = self.files.try_get_untracked() else {
            // The row is closed: kept and named nowhere, it is swept with what else is named nowhere.
            self.session.tell("佐证材料没有附完：附上之前离开了这一行。请重新选择没有附上的文件。");
            return Err(Ended);
        };
        let missed = untrack(|| self.misses(&evidence));
        let _ = self.here.try_update(|here| here.get_or_insert_default().insert(read.hex.clone()));
        if files.iter().any(|standing| standing.digest == evidence.digest) {
            if missed {
                self.say(Severity::Hint, &evidence.name, "内容已补到本机。".to_owned());
            } else {
                self.tell(&evidence.name, &EvidenceProblem::Twice);
            }
            return Ok(());
        }
        if let Some(lie) = evidence.lie() {
            // It is to be read at the file; who hears the page hears it now.
            self.tell(&evidence.name, &lie);
        }
        files.push(evidence);
        self.change.run(files);
        let room = room::look().await;
        if room.is_short() {
            let text = wording::little_room(room.free().unwrap_or(0));
            self.say(Severity::Warning, "", text);
        }
        Ok(())
    }
}

/// What a file is by its first and last bytes.
pub(super) fn kind_of(bytes: &js_sys::Uint8Array, name: &str) -> EvidenceKind {
    let looked_at = u32::try_from(LOOKED_AT).unwrap_or(u32::MAX);
    let (length, from) = (bytes.length(), bytes.length().saturating_sub(looked_at));
    let (head, tail) = (bytes.subarray(0, looked_at.min(length)), bytes.subarray(from, length));
    EvidenceKind::of(&head.to_vec(), &tail.to_vec(), name)
}

fn kind(read: &Read, name: &str) -> EvidenceKind {
    kind_of(&read.bytes, name)
}
