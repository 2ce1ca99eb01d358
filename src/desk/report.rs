//! What a bundle holds and would change here, drawn for the page: in groups that are decided alike, and
//! never more of it than a person can look through.

use std::collections::BTreeMap;

use serde_json::Value;

use super::Here;
use super::enclosed::{self, AtHand};
use super::labels::labels;
use super::paper::{Part, fields, part};
use crate::bundle::Bundle;
use crate::bundle::archive::Looked;
use crate::bundle::code::ShortCode;
use crate::bundle::content::Content;
use crate::bundle::digest::Digest;
use crate::bundle::document::DocumentHead;
use crate::bundle::header::{PartListed, Party};
use crate::bundle::staging::{Difference, Item, State};
use crate::domain::case::Case;
use crate::domain::finding::{BundleProblem, Severity};
use crate::domain::ids::CaseId;
use crate::domain::place::DocumentType;
use crate::wording::{self, Names, excerpt};

/// Documents of one group that are listed; the others are decided with their group.
const LISTED: usize = 100;
/// Fields of one document that are listed.
const FIELDS: usize = 200;

/// A file that is no bundle, or none that can be read.
pub(super) fn unopened(problem: &BundleProblem) -> Vec<Part> {
    vec![problems(std::slice::from_ref(problem))]
}

/// Choices are selects: `at:3` is about one document, `group:fork` about those of a group that are not
/// listed. Their values are [`super::import::Taking`]'s. One that must be made is `required` and blank.
pub(super) fn of(looked: &Looked, items: &[Item], here: &Here, at_hand: &AtHand) -> Vec<Part> {
    let bundle = &looked.bundle;
    let signer = bundle.signer();
    let mut found: Vec<BundleProblem> = signer.as_ref().err().cloned().into_iter().collect();
    if bundle.is_read_only() {
        found.push(BundleProblem::NewerVersion { version: bundle.version });
    }
    let whole = found.first().cloned();
    found.extend(looked.problems.iter().cloned());
    let mut drawn: Vec<Part> = (!found.is_empty()).then(|| problems(&found)).into_iter().collect();
    let signed = match &signer {
        Ok(key) => {
            format!(
                "完好，签章代码 {}。请用电话与对方核对短码和签章代码，本机还不认识这个签章人。",
                key.code()
            )
        }
        Err(_) => "不成立".to_owned(),
    };
    let code = part("b").class("seal-code").text(ShortCode::of(&bundle.digest).to_string());
    drawn.push(part("p").class("seal-line").with([part("span").class("why").text("短码"), code]));
    drawn.push(fields("intake-fields one", [("签章", signed), ("摘要", bundle.digest.to_string())]));
    drawn.push(head(looked));
    drawn.extend(not_enclosed(looked, at_hand));
    let groups: Vec<(&Group, Vec<(usize, &Item)>)> = (GROUPS.iter())
        .map(|one| {
            (one, items.iter().enumerate().filter(|(_, item)| group(&item.state) == one.state).collect())
        })
        .filter(|(_, mine): &(_, Vec<_>)| !mine.is_empty())
        .collect();
    let count = |(one, mine): &(&Group, Vec<_>)| {
        part("span").class(one.light).text(format!("{} {}", one.word, mine.len()))
    };
    drawn.push(part("p").class("bundle-counts").with(groups.iter().map(count)));
    drawn.extend(groups.iter().map(|(one, mine)| one.drawn(bundle, mine, here, whole.as_ref())));
    drawn
}

/// Whether anything of it can be taken over.
pub(super) fn is_useful(items: &[Item]) -> bool {
    items.iter().any(|item| !matches!(group(&item.state), "same" | "refused"))
}

/// The group that an item is decided with.
pub(super) fn group(state: &State) -> &'static str {
    match state {
        State::New { .. } => "new",
        State::Changed { .. } => "changed",
        State::Same { .. } | State::Superseded => "same",
        State::Fork { .. } => "fork",
        State::Unclear { .. } => "unclear",
        State::Refused(_) => "refused",
    }
}

struct Group {
    state: &'static str,
    /// In a count, and how the count looks.
    word: &'static str,
    light: &'static str,
    title: &'static str,
    /// Nothing happens unless somebody chooses.
    undecided: bool,
    /// The first is what happens where nothing else is chosen.
    choices: &'static [(&'static str, &'static str)],
}

const LEAVE: &str = "leave";
const TAKE: &str = "take";
const APART: &str = "apart";

/// In the order in which they want to be looked at.
const GROUPS: [Group; 6] = [
    Group {
        state: "fork",
        word: "分叉",
        light: "light amber",
        title: "两边都改过：请选一边，不会自动合并",
        undecided: true,
        choices: &[(LEAVE, "保留本机的"), (TAKE, "换成包里的"), (APART, "包里的另存为新项目")],
    },
    Group {
        state: "unclear",
        word: "待认领",
        light: "light amber",
        title: "没有项目代码：请说明是哪个项目",
        undecided: true,
        choices: &[(TAKE, "建为新项目"), (LEAVE, "不导入")],
    },
    Group {
        state: "changed",
        word: "有改动",
        light: "light blue",
        title: "在本机已有内容上的改动",
        undecided: false,
        choices: &[(TAKE, "导入改动"), (LEAVE, "不导入"), (APART, "另存为新项目")],
    },
    Group {
        state: "new",
        word: "新增",
        light: "light green",
        title: "本机没有",
        undecided: false,
        choices: &[(TAKE, "导入"), (LEAVE, "不导入")],
    },
    Group {
        state: "refused",
        word: "不能接收",
        light: "light red",
        title: "不能接收",
        undecided: false,
        choices: &[],
    },
    Group {
        state: "same",
        word: "相同",
        light: "tag",
        title: "本机已有，内容相同",
        undecided: false,
        choices: &[],
    },
];

impl Group {
    fn drawn(
        &self,
        bundle: &Bundle,
        mine: &[(usize, &Item)],
        here: &Here,
        whole: Option<&BundleProblem>,
    ) -> Part {
        let count = mine.len();
        let listed = mine.iter().take(LISTED);
        let mut items: Vec<Part> =
            listed.map(|(at, item)| self.item(*at, item, bundle, here, whole)).collect();
        let more = count.saturating_sub(LISTED);
        if more > 0 {
            let words = format!("另有 {more} 份没有逐一列出，按对全部的选择处理。");
            items.push(part("li").class("why").text(words));
        }
        let title = part("h4").text(format!("{}（{count} 份）", self.title));
        let all = (count > 1 && !self.choices.is_empty()).then(|| {
            let whose = format!("{}的全部 {count} 份", self.word);
            select(
                format!("group:{}", self.state),
                &whose,
                self.undecided,
                more > 0,
                self.choices.iter().copied(),
            )
        });
        let mut list = part("ul").class("bundle-items").with(items);
        // What asks for nothing is there to be looked up.
        if self.choices.is_empty() && count > 3 {
            list = part("details").with([part("summary").text("逐份查看"), list]);
        }
        part("section").class("bundle-group").with([row([title].into_iter().chain(all)), list])
    }

    fn item(
        &self,
        at: usize,
        item: &Item,
        bundle: &Bundle,
        here: &Here,
        whole: Option<&BundleProblem>,
    ) -> Part {
        let document = bundle.documents.get(item.document);
        let head = document.and_then(|document| document.head.as_ref().ok());
        let name = head.map(|head| excerpt(&head.case.name)).unwrap_or_default();
        let about = head.map(about).unwrap_or_default();
        let whose = format!("“{name}”（{about}）");
        let named = part("span").text(name).with([part("small").text(about)]);
        let pick = |choices: &mut dyn Iterator<Item = (String, String)>| {
            let choices: Vec<_> = choices.collect();
            let choices = choices.iter().map(|(choice, label)| (choice.as_str(), label.as_str()));
            select(format!("at:{at}"), &whose, self.undecided, true, choices)
        };
        let alike = || self.choices.iter().map(|(choice, label)| ((*choice).to_owned(), (*label).to_owned()));
        let (pick, more) = match &item.state {
            State::Changed { case, differences } | State::Fork { case, differences } => {
                let names = names(head, document.map(|document| document.body()), here, case);
                (Some(pick(&mut alike())), Some(self.differences(differences, &names)))
            }
            State::Unclear { candidates } => {
                (Some(pick(&mut candidates_of(candidates, here).chain(alike()))), None)
            }
            State::New { .. } => (Some(pick(&mut alike())), None),
            State::Superseded => (None, Some(why("同一文书在包里有更新的一稿。".to_owned()))),
            State::Refused(problem) if Some(problem) != whole => {
                (None, Some(why(wording::bundle_problem(problem))))
            }
            State::Same { .. } | State::Refused(_) => (None, None),
        };
        part("li").with([row([named].into_iter().chain(pick))]).with(more)
    }

    /// Side by side, field by field. A fork stands open: it is what one chooses by.
    fn differences(&self, differences: &[Difference], names: &Names) -> Part {
        let cell = |text: String| part("td").text(text);
        let line = |d: &Difference| {
            let (old, new) = (d.old.as_deref(), d.new.as_deref());
            part("tr").with([
                cell(wording::difference_place(&d.place, names)),
                cell(wording::difference_value(&d.place, old)),
                cell(wording::difference_value(&d.place, new)),
            ])
        };
        let mut lines: Vec<Part> = differences.iter().take(FIELDS).map(line).collect();
        let more = differences.len().saturating_sub(FIELDS);
        if more > 0 {
            lines.push(part("tr").with([cell(format!("另有 {more} 处不同")).set("colspan", "3")]));
        }
        let heads = ["位置", "本机", "包里"].map(|head| part("th").set("scope", "col").text(head));
        let table = part("table").class("differences");
        let table = table.with([part("thead").with([part("tr").with(heads)]), part("tbody").with(lines)]);
        part("details")
            .class("intake-left")
            .set_if(self.undecided, "open")
            .with([part("summary").text(format!("{} 处不同", differences.len())), table])
    }
}

fn row(parts: impl IntoIterator<Item = Part>) -> Part {
    part("div").class("bundle-row").with(parts)
}

fn why(text: String) -> Part {
    part("p").class("why").text(text)
}

fn select<'c>(
    name: String,
    whose: &str,
    undecided: bool,
    required: bool,
    choices: impl Iterator<Item = (&'c str, &'c str)>,
) -> Part {
    let ask = undecided.then(|| part("option").set("value", "").text("请选择"));
    let option = |(choice, label): (&str, &str)| part("option").set("value", choice).text(label);
    part("select")
        .set("name", name)
        .set("aria-label", format!("{whose}：如何处理"))
        .set_if(undecided && required, "required")
        .with(ask)
        .with(choices.map(option))
}

/// Files that documents of the bundle name, and that are neither in it nor here.
fn not_enclosed(looked: &Looked, at_hand: &AtHand) -> Option<Part> {
    let there = |digest: &Digest| looked.parts.contains(digest) || at_hand.has(digest);
    let mut names = BTreeMap::new();
    for document in &looked.bundle.documents {
        let content =
            document.head.as_ref().ok().and_then(|head| Content::read(&head.kind, document.body()).ok());
        for file in content.iter().flat_map(Content::evidence) {
            // What the bundle lists and does not have is told as its own problem.
            let listed =
                |digest: &Digest| looked.bundle.header.parts.iter().any(|part| part.digest == *digest);
            match file.digest.parse::<Digest>() {
                Ok(digest) if there(&digest) || listed(&digest) => {}
                _ => drop(names.insert(file.digest.clone(), file.name.clone())),
            }
        }
    }
    let names: Vec<String> = names.into_values().collect();
    let words = wording::evidence_not_enclosed(names.len(), &enclosed::listed(&names));
    (!names.is_empty()).then(|| part("p").class("notice").text(words))
}

fn head(looked: &Looked) -> Part {
    let header = &looked.bundle.header;
    let party = |party: &Party| {
        let named = excerpt(&format!("{} {}", party.name, party.id));
        format!("{}（{}）", named.trim(), wording::party_role(&party.role))
    };
    let whole = |bytes: u64, part: &PartListed| bytes.saturating_add(part.size);
    let parts = match (header.parts.len(), looked.parts.len()) {
        (0, _) => String::new(),
        (count, right) if count == right => {
            format!("{count} 个，共 {}", wording::size(header.parts.iter().fold(0, whole)))
        }
        (count, right) => {
            format!("{count} 个，完好 {right} 个，缺少或不符 {} 个", count.saturating_sub(right))
        }
    };
    fields(
        "intake-fields",
        [
            ("种类", wording::bundle_kind(header.kind.word())),
            ("年度", header.year.to_string()),
            ("来自", party(&header.from)),
            ("报送给", header.to.as_ref().map(party).unwrap_or_default()),
            ("制作时间", excerpt(&header.made_at)),
            ("文书", format!("{} 份", looked.bundle.documents.len())),
            ("佐证材料", parts),
        ],
    )
}

fn problems(found: &[BundleProblem]) -> Part {
    let line = |problem: &BundleProblem| {
        let (class, word) = match problem.severity() {
            Severity::Error => ("mark error", "错误："),
            Severity::Warning | Severity::Hint => ("mark warning", "警告："),
        };
        let said = part("p").with([part("span").class("sr").text(word)]);
        part("li").with([
            part("span").class(class).set("aria-hidden", "true").text("!"),
            said.text(wording::bundle_problem(problem)),
        ])
    };
    part("ul").class("find-list").with(found.iter().map(line))
}

/// 绩效自评表 · 2023 年 · unit · code.
fn about(head: &DocumentHead) -> String {
    let kind = DocumentType::of_word(&head.kind);
    let kind = kind.map_or_else(|| excerpt(&head.kind), |kind| wording::document(kind).to_owned());
    let year = format!("{} 年", head.case.year);
    let parts = [kind, year, excerpt(&head.case.unit), excerpt(&head.case.code)];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// The cases that it may belong to, as choices.
fn candidates_of<'h>(
    candidates: &'h [CaseId],
    here: &'h Here,
) -> impl Iterator<Item = (String, String)> + 'h {
    candidates.iter().filter_map(|id| {
        let case = here.cases.iter().find(|case| case.id == *id)?;
        let code = if case.code.is_empty() { "无代码" } else { &case.code };
        let label = format!("归入“{}”（{} 年，{}）", excerpt(&case.name), case.year, excerpt(code));
        Some((format!("into:{id}"), label))
    })
}

/// The names of rows on both sides, this device's first, and what the form calls its fields.
fn names(head: Option<&DocumentHead>, body: Option<Value>, here: &Here, case: &CaseId) -> Names {
    let of = |content: &Content| match content {
        Content::Goal(goal) => Names::of_goal(goal),
        Content::SelfEvaluation(form) => Names::of_self_evaluation(form),
    };
    let there = head.zip(body).and_then(|(head, body)| Content::read(&head.kind, body).ok());
    let case: Option<&Case> = here.cases.iter().find(|one| one.id == *case);
    let mine = |there: &Content| Content::of(case?, there.kind());
    let own = there.as_ref().and_then(mine).map(|content| of(&content)).unwrap_or_default();
    let labels = case.map(|case| labels(case.subject)).unwrap_or_default();
    own.or(there.map(|content| of(&content)).unwrap_or_default()).with_facts(labels)
}
