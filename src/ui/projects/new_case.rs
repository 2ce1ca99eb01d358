//! 新建项目: what a new case is called, what is judged, and which of its documents comes first. Fetched when it is
//! first asked for.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::tools::Tools;
use crate::domain::case::{Case, Subject};
use crate::domain::ids::CaseId;
use crate::domain::same_project::{Known, KnownCases};
use crate::domain::year::year_of;
use crate::route::Route;
use crate::ui::parts::live::{live, memo};
use crate::ui::parts::{Dialog, DialogHandle};
use crate::ui::session::{CaseLine, Notice, Session};
use crate::ui::{blanks, dom, goal_forms};
use crate::wording;

const SUBJECTS: [Subject; 4] =
    [Subject::Project, Subject::Department, Subject::Policy, Subject::FiscalOperation];

/// The fields of the dialog.
#[derive(Clone, Copy)]
struct Draft {
    session: Session,
    /// The cases here, to be found again.
    here: Memo<KnownCases>,
    subject: RwSignal<Subject>,
    name: RwSignal<String>,
    year: RwSignal<String>,
    code: RwSignal<String>,
    unit: RwSignal<String>,
    department: RwSignal<String>,
    policy: RwSignal<String>,
    /// It begins with a self-evaluation, not with a goal.
    selfeval: RwSignal<bool>,
    tried: RwSignal<bool>,
    /// The case is being made.
    busy: RwSignal<bool>,
}

impl Draft {
    fn new(session: Session) -> Self {
        let text = || RwSignal::new(String::new());
        let here = memo(move || {
            let mut here = KnownCases::default();
            session.cases.with(|lines| lines.iter().for_each(|line| here.add(&line.id, &line.known())));
            here
        });
        Self {
            session,
            here,
            subject: RwSignal::new(Subject::Project),
            name: text(),
            year: text(),
            code: text(),
            unit: text(),
            department: text(),
            policy: text(),
            selfeval: RwSignal::new(false),
            tried: RwSignal::new(false),
            busy: RwSignal::new(false),
        }
    }

    /// Begins anew: nothing filled in but what all cases of this device have in common, and the latest year.
    fn begin(self) {
        for field in [self.name, self.code, self.policy] {
            field.set(String::new());
        }
        self.tried.set(false);
        self.session.cases.with_untracked(|lines| {
            let own: Vec<&CaseLine> = lines.iter().filter(|line| !line.demo).collect();
            let year = own.iter().map(|line| line.year).max();
            self.year.set(year.map(|year| year.to_string()).unwrap_or_default());
            self.unit.set(common(&own, |line| &line.unit));
            self.department.set(common(&own, |line| &line.department));
        });
    }

    fn wrong_name(self) -> Option<String> {
        let blank = self.name.with(|name| name.trim().is_empty());
        if blank { Some(wording::name_is_blank(self.subject.get())) } else { self.known(false) }
    }

    fn wrong_year(self) -> Option<String> {
        let year = self.year.with(|year| year_of(year));
        year.is_none().then(|| wording::year_is_no_year().to_owned())
    }

    /// The same project is here already, by its code or by its name.
    fn known(self, by_code: bool) -> Option<String> {
        let year = self.year.with(|year| year_of(year))?;
        let [unit, department, code, name] =
            [self.unit, self.department, self.code, self.name].map(|field| field.get());
        let known = Known { year, unit: &unit, department: &department, code: &code, name: &name };
        let known = match (code.trim().is_empty(), by_code) {
            (false, true) => Known { name: "", ..known },
            (_, false) => known,
            (true, true) => return None,
        };
        let found = self.here.with(|here| here.find(&known).cloned())?;
        self.session.cases.with(|lines| {
            let line = lines.iter().find(|line| line.id == found)?;
            let coded = !line.code.trim().is_empty() && !code.trim().is_empty();
            (coded == by_code).then(|| wording::same_project_here(&line.name, by_code))
        })
    }

    fn is_wrong(self) -> bool {
        [self.wrong_name(), self.wrong_year(), self.known(true)].iter().any(Option::is_some)
    }

    fn case(self) -> Option<Case> {
        let text = |field: RwSignal<String>| field.with_untracked(|text| text.trim().to_owned());
        let subject = self.subject.get_untracked();
        let policy =
            Some(text(self.policy)).filter(|policy| subject == Subject::Policy && !policy.is_empty());
        Some(Case {
            id: CaseId::new(dom::new_id()),
            year: self.year.with_untracked(|year| year_of(year))?,
            subject,
            name: text(self.name),
            code: text(self.code),
            department: text(self.department),
            unit: text(self.unit),
            policy,
            money: None,
            evaluated: None,
            demo: false,
            goal: None,
            goals_before: Vec::new(),
            self_evaluation: None,
        })
    }

    /// Makes the case, unless something is wrong, and goes to its first document.
    fn make(self, handle: DialogHandle) {
        self.tried.set(true);
        if self.busy.get_untracked() || untrack(|| self.is_wrong()) {
            return;
        }
        let Some(mut case) = self.case() else { return };
        let id = case.id.clone();
        if self.selfeval.get_untracked() {
            self.session.put_cases(vec![self.session.with_blank_form(case)]);
            handle.close();
            return dom::go(&Route::SelfEvaluation(id));
        }
        self.busy.set(true);
        spawn_local(async move {
            case.goal = goal_forms::fetched().await.and_then(|forms| blanks::goal(&case, &forms));
            if case.goal.is_none() {
                self.session.notice.set(Some(Notice::bad(wording::case_without_goal_form(&case.name))));
            }
            self.session.put_cases(vec![case]);
            self.busy.set(false);
            handle.close();
            dom::go(&Route::Goal(id));
        });
    }
}

/// A text that all lines have in common.
fn common(lines: &[&CaseLine], of: impl Fn(&CaseLine) -> &String) -> String {
    let first = lines.first().map(|line| of(line).clone()).unwrap_or_default();
    if lines.iter().all(|line| *of(line) == first) { first } else { String::new() }
}

/// The dialog.
pub(super) fn page() -> AnyView {
    let tools = expect_context::<Tools>();
    let draft = Draft::new(tools.session);
    let handle = DialogHandle::new();
    Effect::new(move |_| {
        if tools.wants_case.get() {
            tools.wants_case.set(false);
            draft.begin();
            handle.open();
        }
    });
    let sent = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        draft.make(handle);
    };
    let Draft { subject, tried, busy, selfeval, .. } = draft;
    let when_tried = move |wrong: Option<String>| wrong.filter(|_| tried.get());
    let is_policy = move || subject.get() == Subject::Policy;
    view! {
        <Dialog handle id="new-case" title="新建项目">
            <form on:submit=sent novalidate=true on:keydown=dom::no_submit_while_composing>
                <div class="dialog-body new-case">
                    <fieldset class="wide options">
                        <legend>"评价对象"</legend>
                        {SUBJECTS.map(|one| {
                            option("new-subject", wording::subject(one), move || subject.get() == one, move || subject.set(one))
                        }).into_iter().collect_view()}
                    </fieldset>
                    {field("new-name", "wide", move || wording::subject_name(subject.get()), draft.name, move || when_tried(draft.wrong_name()))}
                    {live(move || is_policy().then(|| {
                        field("new-policy", "wide", || "所属政策（是某项政策的一条措施时填写）", draft.policy, || None)
                    }))}
                    {field("new-year", "", || "预算年度", draft.year, move || when_tried(draft.wrong_year()))}
                    {field("new-code", "", || "项目代码（没有可不填）", draft.code, move || draft.known(true))}
                    {field("new-unit", "", || "实施单位", draft.unit, || None)}
                    {field("new-department", "", || "主管部门", draft.department, || None)}
                    {known_words("new-unit-list", draft.session, |line| &line.unit)}
                    {known_words("new-department-list", draft.session, |line| &line.department)}
                    <fieldset class="wide options">
                        <legend>"先填"</legend>
                        {option("new-first", "绩效目标", move || !selfeval.get(), move || selfeval.set(false))}
                        {option("new-first", "自评表", move || selfeval.get(), move || selfeval.set(true))}
                    </fieldset>
                    <p class="why wide">
                        {format!("按 {} 建立空白表：资金行、各级指标和分值先排好，都可以改。", tools.session.rules_title())}
                    </p>
                </div>
                <div class="dialog-foot">
                    <button type="button" on:click=move |_| handle.close()>"取消"</button>
                    <button type="submit" class="go" disabled=move || busy.get()>"建立并填写"</button>
                </div>
            </form>
        </Dialog>
    }
    .into_any()
}

fn option(
    group: &'static str,
    label: &'static str,
    is_chosen: impl Fn() -> bool + Send + 'static,
    choose: impl Fn() + 'static,
) -> AnyView {
    view! {
        <label class="option">
            <input type="radio" name=group prop:checked=is_chosen on:change=move |_| choose() />
            <span>{label}</span>
        </label>
    }
    .into_any()
}

fn field(
    id: &'static str,
    class: &'static str,
    label: impl Fn() -> &'static str + Send + 'static,
    text: RwSignal<String>,
    wrong: impl Fn() -> Option<String> + Copy + Send + Sync + 'static,
) -> AnyView {
    let hint = format!("{id}-wrong");
    view! {
        <div class=format!("field {class}")>
            <label for=id>{live(label)}</label>
            <input
                id=id
                type="text"
                autocomplete="off"
                list=format!("{id}-list")
                prop:value=move || text.get()
                aria-invalid=move || wrong().map(|_| "true")
                aria-describedby=hint.clone()
                on:input=move |event| text.set(event_target_value(&event))
            />
            <span class="wrong" id=hint>{live(wrong)}</span>
        </div>
    }
    .into_any()
}

/// The words that cases here have already, to pick from.
fn known_words(id: &'static str, session: Session, of: fn(&CaseLine) -> &String) -> AnyView {
    let words = move || {
        let words: std::collections::BTreeSet<String> =
            session.cases.with(|lines| lines.iter().map(|line| of(line).clone()).collect());
        let words = words.into_iter().filter(|word| !word.trim().is_empty());
        words.map(|word| view! { <option value=word></option> }).collect_view()
    };
    view! { <datalist id=id>{live(words)}</datalist> }.into_any()
}
