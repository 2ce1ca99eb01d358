//! A pack's own tests: each case gives an answer and says what must come of it.
//! Only what `expect` names is compared; figures are compared as numbers.

use serde::Deserialize;
use serde_json::Value;

use super::read::{Pack, malformed, own, rule, section};
use crate::domain::finding::PackProblem;
use crate::domain::numbers::{Points, parse_decimal};
use crate::domain::scoring::total::{NaPolicy, TotalRow, split, total};
use crate::domain::scoring::{self, Measure, Outcome, Rules, Status};

/// One case after running.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseResult {
    pub id: String,
    pub of: String,
    /// Empty where the case holds.
    pub misses: Vec<Miss>,
}

/// Why a case does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Miss {
    /// `what` was expected to be one thing and came as another.
    Differs { what: String, expected: String, came: String },
    /// The case itself cannot be run.
    Unusable(PackProblem),
}

/// Runs every case of the pack by the rules it puts in force.
pub fn run(pack: &Pack, rules: &Rules) -> Vec<CaseResult> {
    each(pack, |case, path| match pack.numbers.get(path) {
        Some(numbers) => numbers.iter().cloned().map(Miss::Unusable).collect(),
        None => run_one(case, path, rules).unwrap_or_else(|p| vec![Miss::Unusable(p)]),
    })
}

/// The cases of a pack whose rules do not read: none of them holds.
pub fn unrun(pack: &Pack, why: &PackProblem) -> Vec<CaseResult> {
    each(pack, |_, _| vec![Miss::Unusable(why.clone())])
}

fn each(pack: &Pack, run: impl Fn(&Value, &str) -> Vec<Miss>) -> Vec<CaseResult> {
    let cases = match own(&pack.raw, "cases") {
        None => return Vec::new(),
        Some(Value::Array(cases)) => cases,
        Some(_) => {
            let misses = vec![Miss::Unusable(malformed("cases", "应为数组"))];
            return vec![CaseResult { id: "cases".to_owned(), of: String::new(), misses }];
        }
    };
    let word = |case: &Value, key: &str| case.get(key).and_then(Value::as_str).map(str::to_owned);
    let result = |(index, case): (usize, &Value)| {
        let path = format!("cases[{index}]");
        let misses = run(case, &path);
        CaseResult { id: word(case, "id").unwrap_or(path), of: word(case, "of").unwrap_or_default(), misses }
    };
    cases.iter().enumerate().map(result).collect()
}

fn run_one(case: &Value, path: &str, rules: &Rules) -> Result<Vec<Miss>, PackProblem> {
    let Some(expect) = case.get("expect").and_then(Value::as_object).filter(|expect| !expect.is_empty())
    else {
        return Err(malformed(&format!("{path}.expect"), "应写明期望的结果"));
    };
    let mut misses = Vec::new();
    match case.get("of").and_then(Value::as_str).unwrap_or_default() {
        "rule" => {
            let given: RuleCase = section(case, path)?;
            let rule = rule(case.get("rule").unwrap_or(&Value::Null), &format!("{path}.rule"))?;
            named_figures(&given.measure, case, path)?;
            let outcome = scoring::apply(&rule, given.points, &given.measure);
            for (what, expected) in expect {
                misses.extend(compare_rule(what, expected, &outcome, &format!("{path}.expect.{what}"))?);
            }
        }
        "total" => {
            let given: TotalCase = section(case, path)?;
            let sum = total(&given.rows, given.na);
            for (what, expected) in expect {
                let came = match what.as_str() {
                    "total" => sum.map(Points::fixed2),
                    "grade" => sum.and_then(|sum| rules.bands.grade(sum)).map(str::to_owned),
                    _ => return Err(unknown(path, what)),
                };
                misses.extend(compare(what, expected, came, &format!("{path}.expect.{what}"))?);
            }
        }
        "grade" => {
            let given: GradeCase = section(case, path)?;
            for (what, expected) in expect {
                let came = match what.as_str() {
                    "grade" => rules.bands.grade(given.total).map(str::to_owned),
                    _ => return Err(unknown(path, what)),
                };
                misses.extend(compare(what, expected, came, &format!("{path}.expect.{what}"))?);
            }
        }
        "split" => {
            let given: SplitCase = section(case, path)?;
            for (what, expected) in expect {
                if what != "parts" {
                    return Err(unknown(path, what));
                }
                let expected: Vec<Points> = section(expected, &format!("{path}.expect.parts"))?;
                let came = split(given.total, given.n);
                if came.as_ref() != Some(&expected) {
                    misses.push(differs(what, &joined(Some(&expected)), &joined(came.as_deref())));
                }
            }
        }
        of => return Err(PackProblem::UnknownOf { path: path.to_owned(), of: of.to_owned() }),
    }
    Ok(misses)
}

/// What `ratio` and `change` name has to be written as texts; the measure itself reads no other.
fn named_figures(measure: &Measure, case: &Value, path: &str) -> Result<(), PackProblem> {
    for (first, second) in [&measure.ratio, &measure.change].into_iter().flatten() {
        for name in [first, second] {
            let typed = case.get("measure").and_then(|measure| measure.get(name));
            if typed.is_some_and(|typed| !typed.is_string() && !typed.is_null()) {
                let detail = "应为写成字符串的数，例如 \"12.50\"";
                return Err(malformed(&format!("{path}.measure.{name}"), detail));
            }
        }
    }
    Ok(())
}

#[derive(Deserialize)]
struct RuleCase {
    points: Points,
    measure: Measure,
}

#[derive(Deserialize)]
struct TotalCase {
    rows: Vec<TotalRow>,
    #[serde(default)]
    na: NaPolicy,
}

#[derive(Deserialize)]
struct GradeCase {
    total: Points,
}

#[derive(Deserialize)]
struct SplitCase {
    total: Points,
    n: usize,
}

fn compare_rule(
    what: &str,
    expected: &Value,
    outcome: &Outcome,
    path: &str,
) -> Result<Option<Miss>, PackProblem> {
    let flag = |came: bool| match expected.as_bool() {
        Some(expected) if expected == came => Ok(None),
        Some(expected) => {
            Ok(Some(differs(what, &expected.to_string(), &format!("{came}（{}）", shown(outcome)))))
        }
        None => Err(malformed(path, "应为 true 或 false")),
    };
    match what {
        "score" => compare(what, expected, outcome.score.map(Points::fixed2), path)
            .map(|miss| miss.map(|_| differs(what, &plain(expected), &shown(outcome)))),
        "na" => flag(outcome.status == Status::NotApplicable),
        // A blank leads to no score as well: domain practice lists both under "ask".
        "unscorable" => flag(matches!(outcome.status, Status::Unscorable | Status::NotFilled)),
        "valid" => flag(scoring::is_valid(outcome)),
        "findings" => {
            let expected: Vec<String> = section(expected, path)?;
            let came: Vec<&str> = outcome.problems.iter().map(|problem| problem.code()).collect();
            let missing: Vec<String> =
                expected.into_iter().filter(|code| !came.contains(&code.as_str())).collect();
            let came = if came.is_empty() { "无".to_owned() } else { came.join("、") };
            let miss = || differs(what, &missing.join("、"), &came);
            Ok((!missing.is_empty()).then(miss))
        }
        _ => Err(unknown(path, what)),
    }
}

/// Figures are compared as numbers, words as they are; null means that nothing may come.
fn compare(
    what: &str,
    expected: &Value,
    came: Option<String>,
    path: &str,
) -> Result<Option<Miss>, PackProblem> {
    let same = match (expected, &came) {
        (Value::Null, came) => came.is_none(),
        (Value::String(expected), Some(came)) => match (parse_decimal(expected), parse_decimal(came)) {
            (Ok(expected), Ok(came)) => expected == came,
            _ => expected == came,
        },
        (Value::String(_), None) => false,
        _ => return Err(malformed(path, "应为写成字符串的数或词")),
    };
    let came = came.unwrap_or_else(|| "无".to_owned());
    Ok((!same).then(|| differs(what, &plain(expected), &came)))
}

fn differs(what: &str, expected: &str, came: &str) -> Miss {
    Miss::Differs { what: what.to_owned(), expected: expected.to_owned(), came: came.to_owned() }
}

fn unknown(path: &str, what: &str) -> PackProblem {
    malformed(path, &format!("expect 中的“{what}”不适用于这类案例"))
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn shown(outcome: &Outcome) -> String {
    match (outcome.status, outcome.score) {
        (Status::Scored, Some(score)) => score.fixed2(),
        (Status::NotApplicable, _) => "不适用".to_owned(),
        (Status::NotFilled, _) => "未填".to_owned(),
        (Status::Unscorable | Status::Scored, _) => {
            let codes: Vec<&str> = outcome.problems.iter().map(|problem| problem.code()).collect();
            format!("无法计分（{}）", codes.join("、"))
        }
    }
}

fn joined(parts: Option<&[Points]>) -> String {
    match parts {
        None => "无".to_owned(),
        Some(parts) => parts.iter().map(|part| part.fixed2()).collect::<Vec<_>>().join("、"),
    }
}
