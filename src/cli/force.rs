//! The rules in force for one run of the command: the shipped ones, or those of `--pack`.

use std::cell::OnceCell;
use std::path::Path;

use super::Failure;
use super::input;
use super::report::PackStamp;
use crate::domain::checks::CheckWords;
use crate::domain::finding::PackProblem;
use crate::domain::goal_form::GoalForms;
use crate::domain::scoring::Rules;
use crate::library::Library;
use crate::pack::{InForce, Kind, Pack, bringing, check, checks_under, goal_forms, read, shipped};
use crate::wording;

pub(super) struct Force {
    pub(super) rules: Rules,
    pub(super) checks: CheckWords,
    pub(super) forms: GoalForms,
    pub(super) stamps: Vec<PackStamp>,
    /// The shipped indicator library, read when first asked for.
    library: OnceCell<Option<Library>>,
    /// Title and edition of the rules, for people.
    pub(super) title: String,
}

impl Force {
    /// `named` is a file or the id of a shipped pack.
    pub(super) fn new(named: Option<&str>) -> Result<Self, Failure> {
        let shipped = shipped();
        let pack = match named {
            None => shipped.rules_pack().cloned(),
            Some(id) => Some(match shipped.pack(id) {
                Some(pack) => pack.clone(),
                None => from_file(Path::new(id))?,
            }),
        };
        let Some(pack) = pack else { return Err(Failure("程序没有带上规则包。".to_owned())) };
        let refused = |problem: PackProblem| Failure(wording::sentence(&problem.into()));
        if !matches!(pack.kind, Kind::Rules | Kind::Locality) {
            return Err(refused(PackProblem::NoRules { title: pack.title }));
        }
        let rules = shipped.rules_by(&pack);
        if let Some(problem) = check::obstacle(&pack, &rules, shipped.packs()) {
            return Err(refused(problem));
        }
        let forms = match bringing(&pack, shipped.packs(), "goal") {
            Some(own) => goal_forms(own).map_err(refused)?,
            None => shipped.goal_forms().clone(),
        };
        let InForce { rules, packs } = shipped.in_force(&pack).map_err(refused)?;
        Ok(Self {
            rules,
            checks: checks_under(shipped.checks().clone(), &pack),
            forms,
            stamps: packs.iter().copied().chain(shipped.pack("checks")).map(stamp).collect(),
            title: format!("{}，{} 版，{}", pack.title, pack.edition, pack.digest),
            library: OnceCell::new(),
        })
    }

    /// The indicator library that goals pick from.
    pub(super) fn library(&self) -> Option<&Library> {
        let read = || {
            let pack = shipped().pack("indicators")?.clone();
            Library::of_pack(pack).ok().map(|reading| reading.library)
        };
        self.library.get_or_init(read).as_ref()
    }
}

fn from_file(path: &Path) -> Result<Pack, Failure> {
    let bytes = input::read(path).map_err(|fault| Failure(fault.to_string()))?;
    read(&bytes)
        .map_err(|problem| Failure(format!("{}：{}", path.display(), wording::sentence(&problem.into()))))
}

fn stamp(pack: &Pack) -> PackStamp {
    PackStamp { id: pack.id.to_string(), edition: pack.edition.clone(), digest: pack.digest.to_string() }
}
