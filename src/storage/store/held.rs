//! A case as this window holds it: its content, and what is known of its record and of the right to write it.

use crate::domain::case::Case;
use crate::storage::backend::{Found, Over};
use crate::storage::record::{self, Contained, Read};
use crate::storage::state::{QuarantineReason, Quarantined};
use crate::storage::steps::Steps;

/// A case with what is known of its record.
pub(super) struct Held {
    pub(super) case: Case,
    /// The last sequence number given.
    pub(super) seq: u64,
    /// How far other windows' journals are in this case.
    pub(super) contains: Contained,
    /// What our next write may replace.
    pub(super) over: Over,
    /// Why the record that our next write replaces is to be kept as well.
    pub(super) aside: Option<QuarantineReason>,
    /// The fencing number of the record, of the journal's entries from now on, and of the next record.
    pub(super) fence: u64,
    /// This window won the lease of that number.
    pub(super) ours: bool,
    /// Somebody looks at it in this window, who may want to edit it.
    pub(super) entered: bool,
    /// Written by a newer workbench: shown, and never written.
    pub(super) newer: bool,
    /// Being deleted: not let go before its record is gone, or another window would win it and write it back.
    pub(super) going: bool,
    /// Grows with every change; a write takes its number along to see whether it is still the last.
    pub(super) change: u64,
    pub(super) dirty: bool,
    /// Edits that are in no record.
    pub(super) unsaved: usize,
    /// Keys to remove once the record holds this sequence number: the journal's, and drafts of edits
    /// that the journal did not take.
    pub(super) entries: Vec<(String, u64)>,
    pub(super) conflict: bool,
    /// What can be undone in it and done again.
    pub(super) steps: Steps,
    /// Its record may have steps that were not looked up yet: they come before those here.
    pub(super) has_more_steps: bool,
}

impl Held {
    pub(super) fn new(case: Case) -> Self {
        Self {
            case,
            seq: 0,
            contains: Contained::new(),
            over: Over::Nothing,
            aside: None,
            fence: 0,
            ours: false,
            entered: false,
            newer: false,
            going: false,
            change: 0,
            dirty: false,
            unsaved: 0,
            entries: Vec::new(),
            conflict: false,
            steps: Steps::default(),
            has_more_steps: false,
        }
    }

    /// A case as its record has it. `steps`: what lay beside it, if that was looked up.
    fn of(read: Read, steps: Option<&str>) -> Self {
        let Read { version, case, seq, fence, contains, digest } = read;
        let aside = (version < record::VERSION).then_some(QuarantineReason::Original);
        let has_more_steps = steps.is_none();
        let steps = steps.map(|text| Steps::read(text, &digest)).unwrap_or_default();
        let over = Over::Digest(digest);
        Self { seq, fence, contains, over, aside, steps, has_more_steps, ..Self::new(case) }
    }

    /// A case as it was found; one that a newer workbench wrote, if it can be looked at. `Err`: it cannot be used.
    pub(super) fn found(Found { id, record, steps }: Found) -> Result<Self, Quarantined> {
        match record::read(&id, &record) {
            Ok(read) => Ok(Self::of(read, steps.as_deref())),
            Err(reason) if matches!(reason, QuarantineReason::Newer { .. }) => {
                let shown = record::glimpse(&id, &record).map(|case| Self { newer: true, ..Self::new(case) });
                shown.ok_or(Quarantined { key: id, raw: record, reason })
            }
            Err(reason) => Err(Quarantined { key: id, raw: record, reason }),
        }
    }

    pub(super) fn changed(&mut self, case: &Case) {
        self.case = case.clone();
        self.change += 1;
        self.dirty = true;
    }

    /// Another content, to which no step leads.
    pub(super) fn replaced(&mut self, case: &Case) {
        self.changed(case);
        self.steps = Steps::default();
        self.has_more_steps = false;
    }

    /// Puts the steps of the record that this case goes on from before its own.
    pub(super) fn go_on_from(&mut self, record: Self) {
        if std::mem::take(&mut self.has_more_steps) && record.over == self.over {
            self.steps = std::mem::take(&mut self.steps).after(record.steps);
        }
    }
}
