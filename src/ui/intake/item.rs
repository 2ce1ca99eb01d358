//! One file in the import report.

use leptos::prelude::*;

use super::Intake;
use super::bundle::BundleReport;
use super::list;
use super::staged::{CasesFile, FormFile, State};
use crate::domain::finding::{FileProblem, Problem};
use crate::domain::intake::{Candidate, Choice, Holds, Incoming};
use crate::domain::place::DocumentType;
use crate::route::Route;
use crate::ui::dom;
use crate::ui::parts::live::memo;
use crate::ui::parts::press;
use crate::wording;

#[component]
pub(super) fn FileReport(key: usize) -> impl IntoView {
    let intake = expect_context::<Intake>();
    let file = memo(move || intake.files.with(|files| files.iter().find(|file| file.key == key).cloned()));
    // The choice is written in place: what is typed must not rebuild what is typed into.
    let shape = memo(move || {
        file.with(|file| {
            file.as_ref().map(|file| {
                let mut file = file.clone();
                if let State::Form(form) = &mut file.state {
                    form.choice = None;
                    form.year = String::new();
                }
                if let State::Cases(cases) = &mut file.state {
                    cases.replace = None;
                }
                if let State::Bundle(seen) = &mut file.state {
                    (seen.waiting, seen.fields) = Default::default();
                }
                if let State::List(list) = &mut file.state {
                    **list = list.as_it_came();
                }
                file
            })
        })
    });
    move || {
        shape.get().map(|file| {
            let body = match file.state {
                State::Reading => view! { <p class="why">"正在读取。"</p> }.into_any(),
                State::Refused(why) => view! { <Refused why /> }.into_any(),
                State::Form(form) => view! { <FormReport key form=*form /> }.into_any(),
                State::List(_) => list::report(intake, key),
                State::Opened(opened) => list::made(intake, &opened).into_any(),
                State::Cases(cases) => view! { <CasesReport key cases /> }.into_any(),
                State::Bundle(seen) => view! { <BundleReport key seen /> }.into_any(),
                State::Backup => backup(key),
            };
            view! {
                <section class="intake-file" aria-label=file.name.clone()>
                    <h3>
                        {file.name.clone()}
                        <small>{wording::size(file.size)}</small>
                    </h3>
                    {body}
                </section>
            }
        })
    }
}

/// A backup is restored elsewhere; it goes there with the person.
fn backup(key: usize) -> AnyView {
    let intake = expect_context::<Intake>();
    let go = move || {
        let file = intake
            .bundles
            .with_value(|files| files.iter().find(|(of, _)| *of == key).map(|(_, file)| file.clone()));
        intake.backup.set_value(file);
        intake.dialog.close();
        dom::go(&Route::Storage);
    };
    let about = view! { <p>{wording::is_backup()}</p> };
    vec![about.into_any(), press("去恢复", "go", go)].into_any()
}

#[component]
fn Refused(why: Vec<String>) -> impl IntoView {
    let lines = why
        .into_iter()
        .map(|line| {
            view! {
                <li>
                    <span class="mark error" aria-hidden="true">"!"</span>
                    <p><span class="sr">"错误："</span>{line}</p>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="find-list">{lines}</ul> }
}

#[component]
fn FormReport(key: usize, form: FormFile) -> impl IntoView {
    let (document, rows) = match &form.incoming {
        Incoming::Goal(goal) => (DocumentType::Goal, goal.indicators.len()),
        Incoming::SelfEvaluation(form) => (DocumentType::SelfEvaluation, form.rows.len()),
    };
    let head = form.incoming.head();
    let year = head.year.map(|year| year.to_string()).unwrap_or_default();
    let fields = [
        ("识别为", wording::document(document).to_owned()),
        ("项目名称", head.project.clone()),
        ("项目代码", head.code.clone()),
        ("年度", year),
        ("主管部门", head.department.clone()),
        ("实施单位", head.unit.clone()),
        ("指标", format!("{rows} 行")),
    ];
    let fields = fields
        .into_iter()
        .map(|(label, value)| {
            let value = match value.is_empty() {
                true => view! { <span class="null">"表中没有"</span> }.into_any(),
                false => value.into_any(),
            };
            view! { <div><dt>{label}</dt><dd>{value}</dd></div> }
        })
        .collect_view();
    let no_year = head.year.is_none();
    view! {
        <dl class="intake-fields">{fields}</dl>
        <Cells form=form.clone() />
        <Problems form=form.clone() />
        <Choices key candidates=form.candidates.clone() no_year />
    }
}

/// Every cell of the source that holds something: taken up, or named.
#[component]
fn Cells(form: FormFile) -> impl IntoView {
    let left: Vec<(String, String)> = (form.findings.iter())
        .filter_map(|finding| match &finding.problem {
            Problem::File(FileProblem::LeftOver { cell, text }) => Some((cell.clone(), text.clone())),
            _ => None,
        })
        .collect();
    let rest = form.cells.saturating_sub(form.taken);
    let lines = left
        .into_iter()
        .map(|(cell, text)| view! { <tr><td class="n">{cell}</td><td>{text}</td></tr> })
        .collect_view();
    view! {
        <p class="why">
            "有内容的单元格 "<b>{form.cells}</b>" 个：采用 "<b>{form.taken}</b>" 个，未采用 "<b>{rest}</b>" 个。"
        </p>
        {(rest > 0)
            .then(|| {
                view! {
                    <details class="intake-left">
                        <summary>"看未采用的单元格"</summary>
                        <table class="table-plain">
                            <thead><tr><th scope="col" class="n">"位置"</th><th scope="col">"内容"</th></tr></thead>
                            <tbody>{lines}</tbody>
                        </table>
                    </details>
                }
            })}
    }
}

/// What else is to be known of the file.
#[component]
fn Problems(form: FormFile) -> impl IntoView {
    let lines = (form.findings.iter())
        .filter(|finding| !matches!(finding.problem, Problem::File(FileProblem::LeftOver { .. })))
        .map(|finding| {
            let severity = finding.problem.severity();
            let (class, sign) = crate::ui::parts::mark(severity);
            let word = wording::severity(severity);
            view! {
                <li>
                    <span class=class aria-hidden="true">{sign}</span>
                    <p><span class="sr">{word}"："</span>{wording::sentence(&finding.problem)}</p>
                </li>
            }
        })
        .collect_view();
    (!lines.is_empty()).then(|| view! { <ul class="find-list intake-problems">{lines}</ul> })
}

/// Where the form goes. Nothing that is there is replaced unless this says so.
#[component]
fn Choices(key: usize, candidates: Vec<Candidate>, no_year: bool) -> impl IntoView {
    let intake = expect_context::<Intake>();
    let with_form = move |read: fn(&FormFile) -> Option<Choice>| {
        intake.files.with(|files| {
            files.iter().find(|file| file.key == key).and_then(|file| match &file.state {
                State::Form(form) => read(form),
                _ => None,
            })
        })
    };
    let chosen = memo(move || with_form(|form| form.choice.clone()));
    let choose = move |choice: Choice| {
        intake.change(key, |file| {
            if let State::Form(form) = &mut file.state {
                form.choice = Some(choice);
            }
        });
    };
    let typed = move |event| {
        let text = event_target_value(&event);
        intake.change(key, |file| {
            if let State::Form(form) = &mut file.state {
                form.year = text;
            }
        });
    };
    let mut options = vec![(Choice::NewCase, "建为新项目".to_owned())];
    let others = candidates.iter().filter(|candidate| candidate.holds != Holds::Same);
    options.extend(others.map(|candidate| (Choice::Into(candidate.id.clone()), into_words(candidate))));
    let same = candidates.iter().find(|candidate| candidate.holds == Holds::Same);
    let left_out = match same {
        Some(same) => format!("不导入：与已有项目“{}”中的表完全相同", same.name),
        None => "不导入这个文件".to_owned(),
    };
    options.push((Choice::LeaveOut, left_out));
    let radios = options
        .into_iter()
        .map(|(choice, label)| {
            let (mine, set) = (choice.clone(), choice);
            view! {
                <label class="option">
                    <input
                        type="radio"
                        name=format!("intake-{key}")
                        prop:checked=move || chosen.get().as_ref() == Some(&mine)
                        on:change=move |_| choose(set.clone())
                    />
                    <span>{label}</span>
                </label>
            }
        })
        .collect_view();
    let asks_year = move || no_year && chosen.get() == Some(Choice::NewCase);
    view! {
        <fieldset class="intake-choices">
            <legend>"导入到"</legend>
            {radios}
            <Show when=asks_year>
                <div class="field intake-year">
                    <label for=format!("intake-year-{key}")>"年度（表中没有，请填写）"</label>
                    <input id=format!("intake-year-{key}") type="text" inputmode="numeric" maxlength="5" on:input=typed />
                </div>
            </Show>
        </fieldset>
    }
}

fn into_words(candidate: &Candidate) -> String {
    let Candidate { name, year, unit, sure, holds, .. } = candidate;
    let whose = if unit.is_empty() { format!("{year} 年") } else { format!("{year} 年，{unit}") };
    let why = if *sure { "年度、单位、代码一致" } else { "名称或代码相同，请核对" };
    let does = match holds {
        Holds::Nothing => "归入已有项目",
        Holds::Same | Holds::Another => "替换已有项目中的这张表",
    };
    format!("{does}“{name}”（{whose}；{why}）")
}

#[component]
fn CasesReport(key: usize, cases: CasesFile) -> impl IntoView {
    let intake = expect_context::<Intake>();
    let CasesFile { cases: all, differing, same, .. } = cases;
    let new = all.len() - differing - same;
    let choose = move |replace: bool| {
        intake.change(key, |file| {
            if let State::Cases(cases) = &mut file.state {
                cases.replace = Some(replace);
            }
        });
    };
    let option = move |replace: bool, label: &'static str| {
        view! {
            <label class="option">
                <input type="radio" name=format!("intake-{key}") on:change=move |_| choose(replace) />
                <span>{label}</span>
            </label>
        }
    };
    view! {
        <p class="why">
            "项目文件，共 "<b>{all.len()}</b>" 个项目：本机没有 "<b>{new}</b>" 个，完全相同 "<b>{same}</b>
            " 个，内容不同 "<b>{differing}</b>" 个。"
        </p>
        {(differing > 0)
            .then(|| {
                view! {
                    <fieldset class="intake-choices">
                        <legend>"内容不同的项目"</legend>
                        {option(true, "用文件中的替换本机的")}
                        {option(false, "保留本机的，只导入本机没有的")}
                    </fieldset>
                }
            })}
    }
}
