//! The packs that come with the program: files of `public/packs`, embedded.
//!
//! The page embeds what it scores and checks with; the others lie beside it as files.

use std::sync::OnceLock;

#[cfg(not(target_arch = "wasm32"))]
use super::goal::{goal_forms, with_goal_checks};
use super::read::{Pack, read};
use super::rules::{InForce, in_force};
use crate::domain::checks::CheckWords;
use crate::domain::finding::PackProblem;
use crate::domain::from_json::from_tree;
#[cfg(not(target_arch = "wasm32"))]
use crate::domain::goal_form::GoalForms;
use crate::domain::scoring::Rules;

/// The shipped packs, read once.
pub struct Shipped {
    packs: Vec<Pack>,
    rules: Rules,
    checks: CheckWords,
    #[cfg(not(target_arch = "wasm32"))]
    goal_forms: GoalForms,
}

/// File name and text of every embedded pack.
const FILES: &[(&str, &str)] = &[
    ("rules-2020.json", include_str!("../../public/packs/rules-2020.json")),
    #[cfg(not(target_arch = "wasm32"))]
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
    let rules = from_tree(&base.raw).expect("the shipped rules");
    let checks: CheckWords = from_tree(&by_id("checks").raw).expect("the shipped checks");
    #[cfg(not(target_arch = "wasm32"))]
    {
        let checks = with_goal_checks(&checks, by_id("goal-checks")).expect("the shipped goal checks");
        let goal_forms = goal_forms(by_id("goal-forms")).expect("the shipped goal forms");
        Shipped { rules, checks, goal_forms, packs }
    }
    #[cfg(target_arch = "wasm32")]
    Shipped { rules, checks, packs }
}

impl Shipped {
    /// 财预〔2020〕10号.
    pub fn rules(&self) -> &Rules {
        &self.rules
    }

    /// The pack of the default rules.
    pub fn rules_pack(&self) -> Option<&Pack> {
        self.pack(DEFAULT_RULES)
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
        in_force(pack, &self.packs, self.rules_pack().unwrap_or(pack))
    }
}
