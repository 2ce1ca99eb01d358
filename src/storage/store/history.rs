//! The versions of a case on this device: added, named, read back and taken off. List and contents change in one
//! go, so that no list names a content that is not there, and two windows lose nothing to each other.

use super::Inventory;
use crate::domain::case::Case;
use crate::domain::ids::CaseId;
use crate::storage::backend::Changes;
use crate::storage::history::{
    Arrival, GONE, ListFault, Version, Versions, WAITS, Why, content_of, is_list, list_of,
};
use crate::storage::record;
use crate::storage::state::{QuarantineReason, Quarantined, Refused};

/// Contents that are looked up at once.
const AT_ONCE: usize = 20;

impl Inventory {
    /// The versions of a case. A list that cannot be read is as none, and is put aside when one is added.
    pub async fn versions(&self, case: &CaseId) -> Result<Versions, Refused> {
        let text = self.device_text(&list_of(case)).await?;
        match Versions::read(text.as_deref()) {
            Ok(versions) => Ok(versions),
            Err(ListFault::Unreadable(_)) => Ok(Versions::default()),
            Err(ListFault::Newer) => Err(Refused::Closed),
        }
    }

    /// The contents of these digests, in their order, each the JSON of a case. `None` for one that is not there or
    /// is not what was put there.
    pub async fn contents(&self, case: &CaseId, digests: &[String]) -> Result<Vec<Option<String>>, Refused> {
        let holdings = self.holdings()?;
        let mut contents = Vec::new();
        for digests in digests.chunks(AT_ONCE) {
            let names: Vec<String> = digests.iter().map(|digest| content_of(case, digest)).collect();
            let texts = holdings.device_texts(&names).await?;
            let whole = |(digest, text): (&String, Option<String>)| {
                text.filter(|text| record::digest_of_content(text) == *digest)
            };
            contents.extend(digests.iter().zip(texts).map(whole));
        }
        Ok(contents)
    }

    /// Keeps what a case holds as a version, and thins out the older ones. `at`: the device's clock. `None`: the
    /// last version says all of it already.
    pub async fn add_version(
        &self,
        case: &Case,
        at: i64,
        who: &str,
        why: Why,
        name: &str,
    ) -> Result<Option<u64>, Refused> {
        let content = record::content(case);
        let digest = record::digest_of_content(&content);
        let (who, name) = (who.to_owned(), name.to_owned());
        let arrival = Arrival { at, who, why, name, digest: digest.clone() };
        let mut added = None;
        self.change_versions(&case.id, |versions| {
            added = versions.add(arrival);
            if added.is_none() {
                return Vec::new();
            }
            let mut changes = vec![(content_of(&case.id, &digest), Some(content))];
            let gone = versions.thin(at);
            changes.extend(gone.into_iter().map(|digest| (content_of(&case.id, &digest), None)));
            changes
        })
        .await?;
        Ok(added)
    }

    /// Gives a version another name.
    pub async fn rename_version(&self, case: &CaseId, number: u64, name: &str) -> Result<(), Refused> {
        self.change_versions(case, |versions| {
            versions.rename(number, name);
            Vec::new()
        })
        .await
    }

    /// Takes in versions that came from elsewhere with their contents, leaving out what is here. Returns how many.
    pub async fn take_in_versions(
        &self,
        case: &CaseId,
        versions: Vec<(Version, String)>,
    ) -> Result<usize, Refused> {
        let whole =
            |(version, content): &(Version, String)| record::digest_of_content(content) == version.digest;
        let (versions, contents): (Vec<Version>, Vec<String>) = versions.into_iter().filter(whole).unzip();
        let named =
            |(version, content): (&Version, String)| (content_of(case, &version.digest), Some(content));
        let changes: Changes = versions.iter().zip(contents).map(named).collect();
        let mut taken = 0;
        self.change_versions(case, |standing| {
            taken = standing.take_in(versions);
            if taken > 0 { changes } else { Vec::new() }
        })
        .await?;
        Ok(taken)
    }

    /// Takes in a text of [`Inventory::versions`] as it lay on another device, under the name that it had there: a list
    /// adds to the one here, a content goes where none is.
    pub async fn take_in_history_text(&self, name: &str, text: String) -> Result<(), Refused> {
        if !is_list(name) {
            return self.claim_device_text(name, &text).await.map(drop);
        }
        let Ok(theirs) = Versions::read(Some(&text)) else { return Err(Refused::Unreadable) };
        let adds = move |standing: &mut Versions| {
            standing.take_in(theirs.list().to_vec());
            Vec::new()
        };
        self.change_list(name.to_owned(), adds).await
    }

    /// How many versions these cases have.
    pub async fn count_versions(&self, cases: &[CaseId]) -> Result<usize, Refused> {
        let names: Vec<String> = cases.iter().map(list_of).collect();
        let texts = self.holdings()?.device_texts(&names).await?;
        let count =
            |text: Option<String>| Versions::read(text.as_deref()).map_or(0, |read| read.list().len());
        Ok(texts.into_iter().map(count).sum())
    }

    /// Takes everything off that is kept of a case's past.
    pub async fn drop_versions(&self, case: &CaseId) -> Result<(), Refused> {
        let digests = self.versions(case).await?.digests();
        let contents = digests.into_iter().map(|digest| (content_of(case, &digest), None));
        let changes: Changes = contents.chain([(list_of(case), None)]).collect();
        self.holdings()?.change_device_texts("", Box::new(|_| Ok(changes))).await
    }

    /// Notes that a case was deleted by hand: its versions go some time after it. One that is gone for another
    /// reason (the storage was cleared, its record broke) keeps them.
    pub async fn note_deleted(&self, case: &CaseId, at: i64) -> Result<(), Refused> {
        let noted = |standing: Option<String>| {
            let lines = standing.unwrap_or_default();
            Ok(vec![(GONE.to_owned(), Some(format!("{lines}{at} {case}\n")))])
        };
        self.holdings()?.change_device_texts(GONE, Box::new(noted)).await
    }

    /// Takes the versions off of cases that were deleted by hand some time ago and are not here again.
    pub async fn sweep_deleted(&self, now: i64) -> Result<(), Refused> {
        let Some(noted) = self.device_text(GONE).await? else { return Ok(()) };
        let is_here = |id: &CaseId| self.store().case(id).is_some();
        let waits = |line: &str| {
            let (at, id) = line.split_once(' ')?;
            let fresh = now.saturating_sub(at.parse().ok()?) < WAITS;
            (fresh && !is_here(&CaseId::new(id))).then(|| format!("{line}\n"))
        };
        for (at, id) in noted.lines().filter_map(|line| line.split_once(' ')) {
            let due = at.parse().is_ok_and(|at: i64| now.saturating_sub(at) >= WAITS);
            if due && !is_here(&CaseId::new(id)) {
                self.drop_versions(&CaseId::new(id)).await?;
            }
        }
        let left = |standing: Option<String>| {
            let lines: String = standing.unwrap_or_default().lines().filter_map(waits).collect();
            Ok(vec![(GONE.to_owned(), Some(lines).filter(|lines| !lines.is_empty()))])
        };
        self.holdings()?.change_device_texts(GONE, Box::new(left)).await
    }

    /// Changes a list, and with it the texts that `change` names. A list that cannot be read is put aside first.
    async fn change_versions(
        &self,
        case: &CaseId,
        change: impl FnOnce(&mut Versions) -> Changes,
    ) -> Result<(), Refused> {
        self.change_list(list_of(case), change).await
    }

    async fn change_list(
        &self,
        name: String,
        change: impl FnOnce(&mut Versions) -> Changes,
    ) -> Result<(), Refused> {
        let text = self.device_text(&name).await?;
        if let Err(ListFault::Unreadable(said)) = Versions::read(text.as_deref())
            && let Some(raw) = text
        {
            let reason = QuarantineReason::Unreadable(said);
            self.set_aside(Quarantined { key: name.clone(), raw, reason }).await?;
        }
        let list = name.clone();
        let changed = |standing: Option<String>| {
            let mut versions = match Versions::read(standing.as_deref()) {
                Ok(versions) => versions,
                Err(ListFault::Unreadable(_)) => Versions::default(),
                Err(ListFault::Newer) => return Err(Refused::Closed),
            };
            let before = versions.clone();
            let mut changes = change(&mut versions);
            if versions != before {
                changes.push((list.clone(), Some(versions.text())));
            }
            Ok(changes)
        };
        self.holdings()?.change_device_texts(&name, Box::new(changed)).await
    }
}
