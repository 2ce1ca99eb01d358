//! A backup beside what is here: looked at, then restored as chosen. Taking it back is the same question
//! as for an import.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::asked::Asked;
use super::backup::told;
use super::import::Written;
use super::labels::labels;
use super::{line, written};
use crate::backup::{self, Backup, Choice, Item, LibraryBeside, Opened, Restored, State};
use crate::bundle::archive::Source;
use crate::bundle::code::ShortCode;
use crate::bundle::content::Content;
use crate::bundle::digest::Digest;
use crate::bundle::key::{PublicKey, SigningKey};
use crate::bundle::staging::{Change, Difference};
use crate::domain::case::Case;
use crate::domain::finding::BackupProblem;
use crate::domain::ids::CaseId;
use crate::storage::Quarantined;
use crate::storage::named::Named;
use crate::storage::preference::RULES;
use crate::wording::{self, Names};

/// Fields of one case that are listed; the others are counted.
const FIELDS: usize = 200;

/// `{"do":"open_backup","key","passphrase","shelved":[{"key","raw"}]}` with the file, and the device's cases
/// and lineages. `key`: the device's own, as JSON Web Key, as `{"public":…}` or as short code. `shelved`: what
/// lies in the device's quarantine.
///
/// `{"needs_passphrase":true,"made_at","made_with"}`, or `{"findings":[…]}` where nothing can be restored, or
/// the backup: `{"made_at","made_with","profile","digest","code","counts","items","key","preferences",
/// "rules","findings","rescued","files":{"count","bytes"},"versions":number,"libraries":[{"name","title","part"}]}`. An item: `{"at","state","case":{"id","name","unit","year"},"about":[{"place","label","old",
/// "new"}],"more","why","revisions"}`; `more` fields are not listed, `revisions` says that the same content
/// brings knowledge of what was handed in.
pub(super) fn open(mut asked: Asked, below: &str, file: &mut dyn Source) -> Result<Value, String> {
    let here = asked.here(below)?;
    let backup = match backup::open_file(file, asked.text("passphrase")) {
        Ok(Opened::Backup(backup)) => backup,
        Ok(Opened::Locked(lock)) => {
            return Ok(json!({
                "needs_passphrase": true, "made_at": wording::excerpt(&lock.made_at),
                "made_with": wording::excerpt(&lock.made_with),
            }));
        }
        Err(problem) => return Ok(json!({ "findings": [told(&problem)] })),
    };
    let items = backup::stage(&backup, here.device());
    let evidence = || backup.parts.iter().filter(|part| !backup.beside.has(&part.digest));
    let count = |wanted: fn(&State) -> bool| items.iter().filter(|item| wanted(&item.state)).count();
    let by_id: HashMap<&CaseId, &Case> = here.cases.iter().map(|case| (&case.id, case)).collect();
    Ok(json!({
        "made_at": wording::excerpt(&backup.made_at), "made_with": wording::excerpt(&backup.made_with),
        "profile": wording::excerpt(&backup.profile),
        "digest": backup.digest.as_str(), "code": ShortCode::of(&backup.digest).to_string(),
        "counts": {
            "new": count(|state| matches!(state, State::New)),
            "changed": count(|state| matches!(state, State::Changed { .. })),
            "same": count(|state| matches!(state, State::Same { .. })),
            "refused": count(|state| matches!(state, State::Refused(_))),
            "quarantine": backup::shelve(&backup, &shelved(&asked)).len(),
        },
        "items": items.iter().map(|one| item(one, &backup, &by_id)).collect::<Vec<Value>>(),
        "key": key_beside(backup.key.as_ref(), asked.member("key")),
        "preferences": backup.texts.preferences.keys().any(|name| !name.starts_with(RULES)),
        "rules": backup.texts.preferences.get(RULES).and_then(Value::as_str),
        "files": {
            "count": evidence().count(),
            "bytes": evidence().fold(0, |sum: u64, part| sum.saturating_add(part.size)),
        },
        "versions": backup.beside.count_versions(),
        "libraries": backup.beside.libraries.iter().map(library).collect::<Vec<Value>>(),
        "findings": backup.problems.iter().map(told).collect::<Vec<Value>>(),
        "rescued": backup.rescued.as_ref().map(counts),
    }))
}

fn library(one: &LibraryBeside) -> Value {
    json!({ "name": one.name, "title": wording::excerpt(&one.title), "part": one.part.as_str() })
}

/// What lies in the device's quarantine: keys and texts.
fn shelved(asked: &Asked) -> Vec<(&str, &str)> {
    let part = |item, name: &str| Value::get(item, name).and_then(Value::as_str);
    asked.list("shelved").iter().filter_map(|item| Some((part(item, "key")?, part(item, "raw")?))).collect()
}

fn counts(counts: &backup::RescueCounts) -> Value {
    let backup::RescueCounts { records, cases, entries, replayed, shelved, set_aside, device, passing } =
        counts;
    json!({
        "records": records, "cases": cases, "entries": entries, "replayed": replayed, "shelved": shelved,
        "set_aside": set_aside, "device": device, "passing": passing,
    })
}

fn item(item: &Item, backup: &Backup, here: &HashMap<&CaseId, &Case>) -> Value {
    let kept = backup.cases.get(item.at);
    let named = kept.map(|kept| kept.named.clone()).unwrap_or_default();
    let (state, differences, why) = match &item.state {
        State::New => ("new", &[][..], String::new()),
        State::Changed { differences, .. } => ("changed", differences.as_slice(), String::new()),
        State::Same { .. } => ("same", &[][..], String::new()),
        State::Refused(problem) => ("refused", &[][..], wording::backup_problem(problem)),
    };
    let names = match &item.state {
        State::Changed { case, .. } => {
            let theirs = kept.and_then(|kept| kept.case.as_ref().ok());
            names(here.get(case).copied().into_iter().chain(theirs))
        }
        _ => Names::default(),
    };
    json!({
        "at": item.at, "state": state, "why": why,
        "case": { "id": named.id, "name": wording::excerpt(&named.name), "unit": wording::excerpt(&named.unit),
                  "year": named.year },
        "about": differences.iter().take(FIELDS).map(|one| field(one, &names)).collect::<Vec<Value>>(),
        "more": differences.len().saturating_sub(FIELDS),
        "revisions": matches!(item.state, State::Same { revisions: true, .. }),
    })
}

fn field(difference: &Difference, names: &Names) -> Value {
    let Difference { place, old, new } = difference;
    let label = match place.strip_prefix("case/") {
        Some(own) => wording::case_field(own),
        None => wording::difference_place(place, names),
    };
    let shown =
        |text: &Option<String>| text.as_deref().map(|text| wording::difference_value(place, Some(text)));
    json!({ "place": place, "label": label, "old": shown(old), "new": shown(new) })
}

/// The names of rows on both sides, this device's first.
fn names<'c>(cases: impl Iterator<Item = &'c Case> + Clone) -> Names {
    let labels = cases.clone().next().map(|case| labels(case.subject)).unwrap_or_default();
    let of = |content: Content| match content {
        Content::Goal(goal) => Names::of_goal(&goal),
        Content::SelfEvaluation(form) => Names::of_self_evaluation(&form),
    };
    let all = cases.flat_map(|case| Content::TYPES.into_iter().filter_map(|kind| Content::of(case, kind)));
    all.map(of).fold(Names::default(), Names::or).with_facts(labels)
}

/// The backup's key beside the device's.
fn key_beside(theirs: Option<&SigningKey>, here: &Value) -> &'static str {
    let of_jwk = |value: &Value| PublicKey::of_jwk(value).ok().map(|key| key.code());
    let own = match here {
        Value::String(code) => code.parse().ok(),
        value => of_jwk(value).or_else(|| of_jwk(value.get("public")?)),
    };
    match (theirs.map(|key| key.public().code()), own) {
        (None, _) => "left_out",
        (Some(_), None) => "none",
        (Some(theirs), Some(own)) if theirs == own => "same",
        (Some(_), Some(_)) => "other",
    }
}

/// `{"do":"restore","digest","choices":{"0":"take","3":"leave","4":"apart"},"ids":[…],"quarantine":true,
/// "key":true,"passphrase","shelved","lines"}` with the file, and the device's cases and lineages. `digest`,
/// where it is given, is that of the backup that was looked at. `ids`: as many fresh ids as cases go apart.
///
/// `{"changes","quarantine","preferences","device","key","taken","left","parts":[digests],"versions":[{"case","part"}],
/// "libraries","files_key"}`, parts being the files of evidence beside it that anything of this names, versions those of
/// the cases that are here then, by the ids that they have here; all of them opens `files_key` where it is not null. Or
/// `{"unchosen":[…]}` where something is still to be decided. Changes are as an import's; with `"lines":true` they are counted, and
/// stand below the answer in four lines each: the case as it was (null: new) and as it is to be, the lists of
/// its lineages before and after. The key: `{"secret","public","code"}`.
pub(super) fn restore(mut asked: Asked, below: &str, file: &mut dyn Source) -> Result<String, String> {
    let here = asked.here(below)?;
    let told = |problem: BackupProblem| wording::backup_problem(&problem);
    let mut backup = match backup::open_file(file, asked.text("passphrase")).map_err(told)? {
        Opened::Backup(backup) => backup,
        Opened::Locked(_) => return Err("备份设有口令，没有恢复：请填写口令".to_owned()),
    };
    if asked.text("digest").is_some_and(|digest| digest != backup.digest.as_str()) {
        return Err("文件在查看之后又有变化，没有恢复：请重新选择文件，看清后再恢复".to_owned());
    }
    let choices = choices(asked.member("choices"))?;
    let ids: Vec<CaseId> = asked.list("ids").iter().filter_map(Value::as_str).map(CaseId::new).collect();
    if ids.len() < choices.values().filter(|choice| **choice == Choice::Apart).count() {
        return Err("编号不够".to_owned());
    }
    let items = backup::stage(&backup, here.device());
    let mut ids = ids.into_iter();
    let new_id = || ids.next().unwrap_or_else(|| CaseId::new(""));
    let Restored { taken, went } = match backup::restore(&backup, &items, &choices, here.device(), new_id) {
        Ok(restored) => restored,
        Err(unchosen) => return Ok(json!({ "unchosen": unchosen.0 }).to_string()),
    };
    let shelve = match asked.is_set("quarantine") {
        true => backup::shelve(&backup, &shelved(&asked)),
        false => Vec::new(),
    };
    let shelve: Vec<Value> = shelve.into_iter().map(quarantined).collect();
    let key = asked.is_set("key");
    if !key {
        backup.texts.device.retain(|_, text| backup::secret(text).is_none());
    }
    let preferences = &backup.texts.preferences;
    let mut named = Named::default();
    for Change { after, lineages_after, .. } in &taken.changes {
        named.add(&line(after)?);
        named.add(&line(lineages_after)?);
    }
    shelve.iter().for_each(|item| named.add(&item.to_string()));
    let versions = versions(&backup, &went);
    let mut current = Named::default();
    for case in backup.cases.iter().filter_map(|kept| kept.case.as_ref().ok()) {
        current.add(&line(case)?);
    }
    // What no case names any more a version may name.
    let wanted =
        |digest: &&Digest| named.has(digest.hex()) || (!versions.is_empty() && !current.has(digest.hex()));
    let evidence = backup.parts.iter().map(|part| &part.digest).filter(|part| !backup.beside.has(part));
    let parts: Vec<&str> = evidence.filter(wanted).map(Digest::as_str).collect();
    let mut head = json!({
        "quarantine": shelve, "device": backup.texts.device,
        "preferences": Some(preferences).filter(|preferences| !preferences.is_empty()),
        "key": backup.key.as_ref().filter(|_| key).map(key_written),
        "taken": taken.taken, "left": taken.left, "parts": parts, "versions": versions,
        "libraries": backup.beside.libraries.iter().map(library).collect::<Vec<Value>>(),
        "files_key": backup.files_key.as_ref().map(|key| key.bytes().to_vec()),
    });
    if !asked.is_set("lines") {
        head["changes"] = written(taken.changes.into_iter().map(Written::from).collect::<Vec<_>>())?;
        return Ok(head.to_string());
    }
    head["changes"] = taken.changes.len().into();
    let mut answer = vec![head.to_string()];
    for Change { before, after, lineages_before, lineages_after } in &taken.changes {
        answer.extend([line(before)?, line(after)?, line(lineages_before)?, line(lineages_after)?]);
    }
    Ok(answer.join("\n"))
}

/// The versions of the cases that are here after a restore.
fn versions(backup: &Backup, went: &[(CaseId, CaseId)]) -> Vec<Value> {
    let of = |(from, here): &(CaseId, CaseId)| {
        let one = backup.beside.versions.iter().find(|one| one.case == *from)?;
        Some(json!({ "case": here, "part": one.part.as_str() }))
    };
    went.iter().filter_map(of).collect()
}

/// `{"do":"backup_part","digest"}` with the file: one of the files beside it, as it lies there.
pub(super) fn part(asked: &Asked, file: &mut dyn Source) -> Result<Vec<u8>, String> {
    let digest =
        asked.text("digest").unwrap_or_default().parse::<Digest>().map_err(|fault| fault.to_string())?;
    let found = backup::part(file, &digest).map_err(|problem| wording::backup_problem(&problem))?;
    found.ok_or_else(|| format!("没有 {digest}"))
}

fn choices(asked: &Value) -> Result<HashMap<usize, Choice>, String> {
    let choice = |(at, word): (&String, &Value)| {
        let choice = match word.as_str() {
            Some("leave") => Choice::Leave,
            Some("take") => Choice::Take,
            Some("apart") => Choice::Apart,
            _ => return None,
        };
        Some((at.parse().ok()?, choice))
    };
    let all: Option<_> = asked.as_object().into_iter().flatten().map(choice).collect();
    all.ok_or_else(|| "有一个选择读不懂，没有恢复".to_owned())
}

fn quarantined(item: &Quarantined) -> Value {
    json!({ "key": item.key, "reason": item.reason.word(), "detail": item.reason.detail(), "raw": item.raw })
}

fn key_written(key: &SigningKey) -> Value {
    let public = key.public();
    json!({ "secret": key.secret(), "public": public.jwk(), "code": public.code().to_string() })
}
