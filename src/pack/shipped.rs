//! The packs that come with the program: files of `public/packs`, embedded.
//!
//! The page embeds what it scores and checks with; the others lie beside it as files.

use std::sync::OnceLock;

#[cfg(not(target_arch = "wasm32"))]
use super::goal::{goal_forms, with_goal_checks};
use super::read::{Kind, Pack, own, read};
use super::rules::{InForce, in_force, merged};
use crate::domain::checks::CheckWords;
use crate::domain::finding::PackProblem;
use crate::domain::from_json::from_tree;
#[cfg(not(target_arch = "wasm32"))]
use crate::domain::goal_form::GoalForms;
use crate::domain::ids::PackId;
use crate::domain::scoring::Rules;

/// The shipped packs, read once.
pub struct Shipped {
    packs: Vec<Pack>,
    rules: Rules,
    /// The packs that the rules in force come from, the chosen one first.
    sources: Vec<PackId>,
    checks: CheckWords,
    #[cfg(not(target_arch = "wasm32"))]
    goal_forms: GoalForms,
}

/// File name and text of every embedded pack.
const FILES: &[(&str, &str)] = &[
    ("rules-2020.json", include_str!("../../public/packs/rules-2020.json")),
    ("rules-2021.json", include_str!("../../public/packs/rules-2021.json")),
    ("checks.json", include_str!("../../public/packs/checks.json")),
    #[cfg(not(target_arch = "wasm32"))]
    ("goal-forms.json", include_str!("../../public/packs/goal-forms.json")),
    #[cfg(not(target_arch = "wasm32"))]
    ("goal-checks.json", include_str!("../../public/packs/goal-checks.json")),
    #[cfg(not(target_arch = "wasm32"))]
    ("huaibei.json", include_str!("../../public/packs/huaibei.json")),
    #[cfg(not(target_arch = "wasm32"))]
    ("indicators.json", include_str!("../../public/packs/indicators.json")),
];

/// The rules by which everything is scored unless told otherwise.
const DEFAULT_RULES: &str = "rules-2020";

static SHIPPED: OnceLock<Shipped> = OnceLock::new();
/// Of the page and its workers: a native program names a pack where it scores.
#[cfg(target_arch = "wasm32")]
static CHOSEN: OnceLock<String> = OnceLock::new();

/// Puts the rules of a shipped pack in force for as long as the program runs, so that nothing on a screen was scored by
/// other rules than its neighbour. To be said before anything asks for the packs; `false` where no such rules are
/// shipped, or where it is too late.
#[cfg(target_arch = "wasm32")]
pub fn put_in_force(id: &str) -> bool {
    drop(CHOSEN.set(id.to_owned()));
    shipped().is_in_force(id)
}

#[cfg(target_arch = "wasm32")]
fn chosen() -> Option<&'static str> {
    CHOSEN.get().map(String::as_str)
}

#[cfg(not(target_arch = "wasm32"))]
fn chosen() -> Option<&'static str> {
    None
}

/// The shipped packs. They are part of the program and tested with it, so they always read.
pub fn shipped() -> &'static Shipped {
    SHIPPED.get_or_init(load)
}

#[expect(clippy::expect_used, reason = "part of the program; a test reads every shipped pack")]
fn load() -> Shipped {
    let packs: Vec<Pack> =
        FILES.iter().map(|(_, text)| read(text.as_bytes()).expect("a shipped pack")).collect();
    let by_id = |id: &str| packs.iter().find(|pack| pack.id.as_str() == id).expect("a shipped pack");
    let base = by_id(DEFAULT_RULES);
    let chosen = chosen().and_then(|id| packs.iter().filter(has_rules).find(|pack| pack.id.as_str() == id));
    let (sections, sources) = merged(chosen.unwrap_or(base), &packs, base).expect("the shipped rules");
    let rules = from_tree(&sections).expect("the shipped rules");
    let sources: Vec<PackId> = sources.into_iter().map(|pack| pack.id.clone()).collect();
    let checks: CheckWords = from_tree(&by_id("checks").raw).expect("the shipped checks");
    let checks = checks_under(checks, chosen.unwrap_or(base));
    #[cfg(not(target_arch = "wasm32"))]
    {
        let checks = with_goal_checks(&checks, by_id("goal-checks")).expect("the shipped goal checks");
        let goal_forms = goal_forms(by_id("goal-forms")).expect("the shipped goal forms");
        Shipped { rules, sources, checks, goal_forms, packs }
    }
    #[cfg(target_arch = "wasm32")]
    Shipped { rules, sources, checks, packs }
}

/// Checks that compare with what the rules give name what those rest on.
pub fn checks_under(checks: CheckWords, rules: &Pack) -> CheckWords {
    if rules.id.as_str() == DEFAULT_RULES {
        return checks;
    }
    let document = rules.basis.first().map_or(rules.title.as_str(), |basis| basis.document.as_str());
    checks.under(document)
}

fn has_rules(pack: &&Pack) -> bool {
    pack.kind == Kind::Rules && own(&pack.raw, "levels").is_some()
}

impl Shipped {
    /// The rules in force: 财预〔2020〕10号, unless others were put in force.
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// The pack of the rules in force.
    pub fn rules_pack(&self) -> Option<&Pack> {
        self.rules_packs().next()
    }

    /// That pack, and those that stand in for what it does not say.
    pub fn rules_packs(&self) -> impl Iterator<Item = &Pack> {
        self.sources.iter().filter_map(|id| self.pack(id.as_str()))
    }

    /// Whether these are the rules in force.
    pub fn is_in_force(&self, id: &str) -> bool {
        self.rules_pack().is_some_and(|pack| pack.id.as_str() == id)
    }

    /// What a pack is called; one that is not shipped by its id.
    pub fn title_of(&self, id: &str) -> String {
        self.pack(id).map_or_else(|| id.to_owned(), |pack| pack.title.clone())
    }

    /// The packs of which one can be put in force.
    pub fn choices(&self) -> impl Iterator<Item = &Pack> {
        self.packs.iter().filter(has_rules)
    }

    /// The rules of one of them.
    pub fn rules_of(&self, choice: &Pack) -> Option<Rules> {
        let (sections, _) = merged(choice, &self.packs, self.pack(DEFAULT_RULES)?).ok()?;
        from_tree(&sections).ok()
    }

    /// The word lists and limits that forms are checked by. In the page those of goals come later:
    /// [`super::with_goal_checks`].
    pub fn checks(&self) -> &CheckWords {
        &self.checks
    }

    /// The goal forms; the page fetches them: [`super::goal_forms`].
    #[cfg(not(target_arch = "wasm32"))]
    pub fn goal_forms(&self) -> &GoalForms {
        &self.goal_forms
    }

    pub fn packs(&self) -> &[Pack] {
        &self.packs
    }

    pub fn pack(&self, id: &str) -> Option<&Pack> {
        self.packs.iter().find(|pack| pack.id.as_str() == id)
    }

    /// The rules a pack puts in force; what it leaves out is taken from the default rules.
    pub fn rules_by(&self, pack: &Pack) -> Result<Rules, PackProblem> {
        self.in_force(pack).map(|force| force.rules)
    }

    /// The same with the packs it comes from.
    pub fn in_force<'p>(&'p self, pack: &'p Pack) -> Result<InForce<'p>, PackProblem> {
        in_force(pack, &self.packs, self.pack(DEFAULT_RULES).unwrap_or(pack))
    }
}

#[cfg(test)]
mod tests {
    use super::{checks_under, shipped};

    #[test]
    fn every_choice_has_rules_and_those_in_force_are_one_of_them() {
        let choices: Vec<&str> = shipped().choices().map(|pack| pack.id.as_str()).collect();
        assert_eq!(choices, ["rules-2020", "rules-2021"]);
        for pack in shipped().choices() {
            let rules = shipped().rules_of(pack).expect("rules");
            assert_eq!(Ok(&rules), shipped().rules_by(pack).as_ref(), "{}", pack.id);
            let execution = rules.execution_points().expect("points");
            assert_eq!(execution.to_string(), "10", "{}", pack.id);
        }
        let document = |rules: &str| {
            let pack = shipped().pack(rules).expect("a pack");
            let checks = checks_under(shipped().checks().clone(), pack);
            checks.basis("claim-differs").map(|basis| basis.document.clone()).expect("a basis")
        };
        assert_eq!(document("rules-2020"), "财预〔2020〕10号");
        assert!(document("rules-2021").starts_with("财预〔2021〕101号"));
        assert_eq!(shipped().rules_packs().map(|pack| pack.id.as_str()).collect::<Vec<_>>(), ["rules-2020"]);
    }
}
