//! Which cases are listed, and what there is to choose from: each choice with how many cases it would list
//! beside all that is chosen already. Knows no screen.

use std::collections::BTreeMap;

use crate::domain::case::Subject;
use crate::domain::normalise::compact;
use crate::ui::session::CaseLine;
use crate::wording;

const SUBJECTS: [Subject; 4] =
    [Subject::Project, Subject::Policy, Subject::Department, Subject::FiscalOperation];

/// How far a case is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    /// It has no goal, whatever else it has.
    NoGoal,
    /// A goal, and no self-evaluation yet.
    Goal,
    SelfEvaluation,
    /// Its self-evaluation has a grade.
    Done,
}

impl Stage {
    const ALL: [(Self, &'static str); 4] = [
        (Self::NoGoal, "没有目标"),
        (Self::Goal, "目标填报中"),
        (Self::SelfEvaluation, "自评填报中"),
        (Self::Done, "自评完成"),
    ];

    fn takes(self, line: &CaseLine) -> bool {
        let graded = line.score.as_ref().map(|score| score.grade.is_some());
        match self {
            Self::NoGoal => !line.has_goal,
            Self::Goal => line.has_goal && graded.is_none(),
            Self::SelfEvaluation => graded == Some(false),
            Self::Done => graded == Some(true),
        }
    }
}

/// What a case is chosen by, beside the words that are typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Facet {
    Year,
    Subject,
    Unit,
    Stage,
}

impl Facet {
    pub(super) const ALL: [(Self, &'static str); 4] =
        [(Self::Year, "年度"), (Self::Subject, "对象"), (Self::Unit, "单位"), (Self::Stage, "阶段")];
}

/// What is asked for. A facet holds the word that was chosen, and is empty where all are listed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Filter {
    pub(super) text: String,
    chosen: [String; 4],
    pub(super) with_findings: bool,
}

/// A unit that no name was filled in for, as it stands in the list of choices.
const NO_UNIT: &str = "（没有填写单位）";

impl Filter {
    pub(super) fn is_blank(&self) -> bool {
        *self == Self::default()
    }

    pub(super) fn chosen(&self, facet: Facet) -> &str {
        self.chosen.get(facet as usize).map_or("", String::as_str)
    }

    pub(super) fn choose(&mut self, facet: Facet, word: String) {
        if let Some(chosen) = self.chosen.get_mut(facet as usize) {
            *chosen = word;
        }
    }

    fn has_text(&self, line: &CaseLine) -> bool {
        if self.text.trim().is_empty() {
            return true;
        }
        let policy = line.policy.as_deref().unwrap_or_default();
        let fields = [&line.name, &line.unit, &line.department, &line.code];
        let text = compact(&fields.map(String::as_str).join(" ")) + &compact(policy);
        self.text.split_whitespace().all(|word| text.contains(&compact(word)))
    }

    fn takes_facet(&self, facet: Facet, line: &CaseLine) -> bool {
        let chosen = self.chosen(facet);
        chosen.is_empty() || words(facet, line).iter().any(|word| word == chosen)
    }
}

/// What a case is called under a facet.
fn words(facet: Facet, line: &CaseLine) -> Vec<String> {
    match facet {
        Facet::Year => vec![line.year.to_string()],
        Facet::Subject => vec![wording::subject(line.subject).to_owned()],
        Facet::Unit => match line.unit.trim() {
            "" => vec![NO_UNIT.to_owned()],
            unit => vec![unit.to_owned()],
        },
        Facet::Stage => {
            let stages = Stage::ALL.into_iter().filter(|(stage, _)| stage.takes(line));
            stages.map(|(_, word)| word.to_owned()).collect()
        }
    }
}

/// A word to choose, and how many cases it would list.
pub(super) type Choice = (String, usize);

/// The cases that are listed, and what else could be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Listing {
    /// By [`Facet::ALL`]'s order. Years from the latest, units by name; the others in their own order.
    choices: [Vec<Choice>; 4],
    /// How many of the listed have findings, or would with that alone asked for.
    pub(super) with_findings: usize,
    pub(super) listed: usize,
    pub(super) all: usize,
}

impl Listing {
    pub(super) fn choices(&self, facet: Facet) -> &[Choice] {
        self.choices.get(facet as usize).map_or(&[], Vec::as_slice)
    }
}

/// The lines that the filter takes, and the choices beside them.
pub(super) fn listing(filter: &Filter, lines: &[CaseLine]) -> (Vec<CaseLine>, Listing) {
    let mut counts: [BTreeMap<String, usize>; 4] = Default::default();
    let (mut taken, mut with_findings) = (Vec::new(), 0);
    for line in lines {
        let has_text = filter.has_text(line);
        let found = line.findings.total() > 0;
        let missed: Vec<Facet> = (Facet::ALL.into_iter().map(|(facet, _)| facet))
            .filter(|facet| !filter.takes_facet(*facet, line))
            .collect();
        let by_findings = !filter.with_findings || found;
        for ((facet, _), counts) in Facet::ALL.into_iter().zip(&mut counts) {
            let counted = has_text && by_findings && missed.iter().all(|missed| *missed == facet);
            for word in words(facet, line) {
                *counts.entry(word).or_default() += usize::from(counted);
            }
        }
        if has_text && missed.is_empty() {
            with_findings += usize::from(found);
            if by_findings {
                taken.push(line.clone());
            }
        }
    }
    let [years, subjects, units, stages] = counts;
    let known = |word: &str, counts: &BTreeMap<String, usize>| {
        counts.get(word).map(|count| (word.to_owned(), *count))
    };
    let choices = [
        years.into_iter().rev().collect(),
        SUBJECTS.iter().filter_map(|subject| known(wording::subject(*subject), &subjects)).collect(),
        units.into_iter().collect(),
        Stage::ALL.iter().map(|(_, word)| known(word, &stages).unwrap_or(((*word).to_owned(), 0))).collect(),
    ];
    let listing = Listing { choices, with_findings, listed: taken.len(), all: lines.len() };
    (taken, listing)
}
