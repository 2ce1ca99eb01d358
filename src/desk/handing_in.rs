//! The form that asks what is to be said before a 报送包 is made, and how the one that was made is shown.

use std::collections::{BTreeMap, HashMap};

use serde::Deserialize;
use serde_json::Value;

use super::enclosed::{self, AtHand, Enclosed};
use super::paper::{Part, fields, part};
use super::{Here, line};
use crate::domain::case::Case;
use crate::domain::ids::CaseId;
use crate::domain::party::name_and_code;
use crate::wording::{self, excerpt};

/// Cases that are listed by name.
const LISTED: usize = 100;

/// `{"do":"hand_in","key","parties","errors":{case: count},"at_hand":{digits: size}}`, and below it the cases.
/// `key` and `parties` are the device's texts, or null; `errors` counts what the checks call an error; `at_hand`
/// are the files on the device.
#[derive(Deserialize)]
pub(super) struct Asked {
    #[serde(default)]
    key: Value,
    #[serde(default)]
    parties: Option<Parties>,
    #[serde(default)]
    errors: HashMap<CaseId, usize>,
    #[serde(default)]
    at_hand: AtHand,
}

/// From whom and to whom: the fields of the form by their names, and what the device remembers of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, serde::Serialize)]
#[serde(default)]
pub(super) struct Parties {
    pub(super) role: String,
    pub(super) id: String,
    pub(super) name: String,
    pub(super) to_id: String,
    pub(super) to_name: String,
}

/// `{"useful"}`, useful being where something can go. Below: the form, drawn, with the fields `year`, those of
/// [`Parties`] and, where files could go along, `evidence` and `missing`.
pub(super) fn form(asked: Asked, below: &str) -> Result<String, String> {
    let here = Here::default().with(below)?;
    let own: Vec<&Case> = here.cases.iter().filter(|case| !case.demo).collect();
    let demo = here.cases.len() - own.len();
    let mut drawn = Vec::new();
    if demo > 0 {
        drawn.push(part("p").class("notice").text(wording::demo_is_not_handed_in(demo)));
    }
    if !own.is_empty() {
        drawn.push(cases(&own, &asked));
        drawn.extend(evidence(&own, &asked.at_hand));
        drawn.extend(parties(with_unit(asked.parties.unwrap_or_default(), &own)));
        let code = match asked.key.get("code").and_then(Value::as_str) {
            Some(code) => format!("{code}（本机私钥的短码，可与收件人电话核对）"),
            None => "第一次生成时自动建立，私钥只存本机".to_owned(),
        };
        drawn.push(part("p").class("why").text(format!("签章代码：{code}")));
    }
    Ok(format!("{}\n{}", serde_json::json!({ "useful": !own.is_empty() }), line(&drawn)?))
}

/// What goes, by years: one bundle holds one year.
fn cases(own: &[&Case], asked: &Asked) -> Part {
    let mut years: BTreeMap<std::cmp::Reverse<i16>, Vec<&Case>> = BTreeMap::new();
    for case in own {
        years.entry(std::cmp::Reverse(case.year)).or_default().push(case);
    }
    let several = years.len() > 1;
    let mut whole = part("fieldset").class("submission-years").with([part("legend").text("报送内容")]);
    if several {
        let words = "一个报送包只装一个年度的项目：请选这次报送的年度，其余年度再各做一个。";
        whole = whole.with([part("p").class("why").text(words)]);
    }
    for (nth, (std::cmp::Reverse(year), cases)) in years.iter().enumerate() {
        let count = |case: &Case| asked.errors.get(&case.id).copied().unwrap_or(0);
        let grave = cases.iter().filter(|case| count(case) > 0).count();
        let all: usize = cases.iter().map(|case| count(case)).sum();
        let found = match grave {
            0 => "检查没有发现错误。".to_owned(),
            _ => format!("其中 {grave} 个项目有错误 {all} 处：可以报送，建议先改正。"),
        };
        let input = part("input")
            .set("type", if several { "radio" } else { "hidden" })
            .set("name", "year")
            .set("value", year.to_string())
            .set_if(several && nth == 0, "checked");
        let enclosed = Enclosed::of(cases.iter().copied(), &asked.at_hand);
        let files = match enclosed.there.len() {
            0 => String::new(),
            count => format!("佐证材料 {count} 个，共 {}。", wording::size(enclosed.bytes())),
        };
        let proposed = match proposals(cases) {
            0 => String::new(),
            count => format!("申请入库的指标 {count} 项随目标报送。"),
        };
        let words =
            format!("{year} 年度 {} 个项目的目标申报表和自评表。{proposed}{files}{found}", cases.len());
        let label = part("label").class("option").with([input, part("span").text(words)]);
        let item = |case: &&Case| {
            let code = if case.code.trim().is_empty() { "没有项目代码" } else { &case.code };
            let about = format!("{} · {}", excerpt(&case.unit), excerpt(code));
            let named = part("span").text(excerpt(&case.name)).with([part("small").text(about)]);
            let errors = (count(case) > 0)
                .then(|| part("span").class("light red").text(format!("错误 {}", count(case))));
            part("li").with([named]).with(errors)
        };
        let mut items: Vec<Part> = cases.iter().take(LISTED).map(item).collect();
        if let Some(more) = cases.len().checked_sub(LISTED).filter(|more| *more > 0) {
            items.push(part("li").class("why").text(format!("另有 {more} 个项目")));
        }
        let list = part("ul").class("submission-cases").set("tabindex", "0");
        let list = list.set("aria-label", format!("{year} 年度的项目")).with(items);
        whole = whole.with([label, list]);
    }
    whole
}

/// Indicators that the goals of these cases propose to the library. One that is picked from it is proposed no more.
pub(super) fn proposals(cases: &[&Case]) -> usize {
    let rows = cases.iter().filter_map(|case| case.goal.as_ref()).flat_map(|goal| &goal.indicators);
    rows.filter(|row| row.grounds.is_proposed()).count()
}

/// Whether files go along, and what becomes of those that are not here. Nothing where no document names any.
fn evidence(own: &[&Case], at_hand: &AtHand) -> Option<Part> {
    let all = Enclosed::of(own.iter().copied(), at_hand);
    if all.is_empty() {
        return None;
    }
    let tick = |name: &'static str, value: &'static str, checked: bool, words: String| {
        let input = part("input").set("type", "checkbox").set("name", name).set("value", value);
        part("label").class("option").with([input.set_if(checked, "checked"), part("span").text(words)])
    };
    let mut whole = part("fieldset").with([part("legend").text("佐证材料")]);
    if !all.there.is_empty() {
        let words = "附上佐证材料：报送包为 ZIP 文件，材料按摘要装在其中。不勾选则只报送表，材料不随包。";
        whole = whole.with([tick("evidence", "with", true, words.to_owned())]);
    }
    if !all.missing.is_empty() {
        let (count, names) = (all.missing.len(), enclosed::listed(&all.missing));
        whole = whole.with([
            part("p").class("notice red").text(wording::evidence_not_here(count, &names)),
            tick("missing", "leave", false, "不附这些内容不在本机的文件，其余照常报送".to_owned()),
        ]);
    }
    Some(whole)
}

fn parties(known: Parties) -> [Part; 2] {
    let Parties { role, id, name, to_id, to_name } = known;
    let option = |word: &'static str| {
        let option = part("option").set("value", word).set_if(role == word, "selected");
        option.text(wording::party_role(word))
    };
    let select = part("select").set("id", "from-role").set("name", "role");
    let select = select.with([option("unit"), option("department")]);
    let from = part("fieldset").class("parties").with([
        part("legend").text("报送单位"),
        field("from-role", "身份", select),
        text("from-id", "id", "单位代码", id, Some("请填写单位代码，如 219001。")),
        text("from-name", "name", "单位名称", name, Some("请填写单位名称。")),
    ]);
    let to = part("fieldset").class("parties").with([
        part("legend").text("报送给（可不填）"),
        text("to-id", "to_id", "财政部门代码", to_id, None),
        text("to-name", "to_name", "财政部门名称", to_name, None),
    ]);
    [from, to]
}

fn field(id: &'static str, label: &'static str, input: Part) -> Part {
    part("div").class("field").with([part("label").set("for", id).text(label), input])
}

/// A field of text; `wrong` is shown while it is blank and must not be.
fn text(
    id: &'static str,
    name: &'static str,
    label: &'static str,
    value: String,
    wrong: Option<&'static str>,
) -> Part {
    let input = part("input")
        .set("type", "text")
        .set("id", id)
        .set("name", name)
        .set("value", value)
        .set("maxlength", "200")
        .set("autocomplete", "off");
    let Some(wrong) = wrong else { return field(id, label, input) };
    let hint = format!("{id}-wrong");
    let input =
        input.set_if(true, "required").set("pattern", r".*\S.*").set("aria-describedby", hint.as_str());
    field(id, label, input).with([part("span").class("wrong").set("id", hint).text(wrong)])
}

/// Where all cases are of one unit, it is this unit that hands in; a department hands in for its own.
fn with_unit(mut known: Parties, own: &[&Case]) -> Parties {
    let first = own.first().map(|case| case.unit.trim()).unwrap_or_default();
    let one = !first.is_empty() && own.iter().all(|case| case.unit.trim() == first);
    if one && known.role != "department" {
        let (name, code) = name_and_code(first);
        if !code.is_empty() {
            code.clone_into(&mut known.id);
        } else if known.name != name {
            known.id.clear();
        }
        name.clone_into(&mut known.name);
    }
    known
}

/// What was made.
pub(super) struct Made<'m> {
    pub(super) file: &'m str,
    pub(super) code: String,
    pub(super) digest: &'m str,
    pub(super) signer: String,
    pub(super) documents: usize,
    /// Indicators that are proposed to the library.
    pub(super) proposals: usize,
    /// The files that go along.
    pub(super) parts: usize,
    /// Bytes of the whole.
    pub(super) size: u64,
    /// Names of files that do not go along.
    pub(super) without: Vec<String>,
    /// Names of cases that had nothing to go with it.
    pub(super) left_out: Vec<&'m str>,
}

pub(super) fn made(made: &Made) -> Vec<Part> {
    let words = "报送包已生成并保存为文件，请把文件交给收件人。收件人打开后看到的短码应与这里相同：";
    let mut drawn = vec![
        part("p").text(words),
        part("p").class("seal-code").set("id", "submission-code").text(made.code.as_str()),
        fields(
            "intake-fields one",
            [
                ("文件", made.file.to_owned()),
                ("文书", format!("{} 份", made.documents)),
                (
                    "申请入库的指标",
                    if made.proposals == 0 { String::new() } else { format!("{} 项", made.proposals) },
                ),
                ("佐证材料", if made.parts == 0 { String::new() } else { format!("{} 个", made.parts) }),
                ("大小", wording::size(made.size)),
                ("签章代码", made.signer.clone()),
                ("摘要", made.digest.to_owned()),
            ],
        ),
    ];
    if !made.without.is_empty() {
        let (count, names) = (made.without.len(), enclosed::listed(&made.without));
        drawn.push(part("p").class("notice").text(wording::evidence_left_out(count, &names)));
    }
    if !made.left_out.is_empty() {
        let named: Vec<String> =
            made.left_out.iter().take(LISTED).map(|name| format!("“{}”", excerpt(name))).collect();
        let words =
            format!("{} 个项目没有可以报送的表，没有装入：{}。", made.left_out.len(), named.join("、"));
        drawn.push(part("p").class("notice").text(words));
    }
    drawn
}
