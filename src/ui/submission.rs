//! 报送包: chosen cases are looked over, sealed into one file and handed out. What is asked and what is shown
//! the keeper draws; here it is hung up, sent off and handed out. All but the way in is fetched when the
//! first is begun.

use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Element;

use super::later::{Fetching, NotFetched, Page};
use super::parts::{Dialog, DialogHandle};
use super::session::{Notice, Session};
use super::{dom, paper};
use crate::domain::ids::CaseId;
use crate::ui::parts::live::live;
use crate::ui::said::member;
use crate::wording;

/// The way to a submission. One for the app, in context.
#[derive(Clone, Copy)]
pub struct Submission {
    session: Session,
    /// The cases of the one that is to begin.
    wanted: RwSignal<Option<Vec<CaseId>>>,
    fetch: fn() -> Fetching<Page>,
    /// The dialog, once it has come.
    page: RwSignal<Option<Page>>,
}

impl Submission {
    pub fn new(session: Session, fetch: fn() -> Fetching<Page>) -> Self {
        Self { session, wanted: RwSignal::new(None), fetch, page: RwSignal::new(None) }
    }

    /// Begins with these cases, unless another is still being made. Nothing is made yet.
    pub fn begin(self, cases: Vec<CaseId>) {
        spawn_local(async move {
            match (self.fetch)().await {
                Ok(page) => {
                    self.page.update(|standing| {
                        standing.get_or_insert(page);
                    });
                    self.wanted.set(Some(cases));
                }
                Err(NotFetched) => self.session.notice.set(Some(Notice::bad(wording::not_fetched()))),
            }
        });
    }
}

/// Where the dialog is, once there was one.
#[component]
pub fn SubmissionPlace() -> impl IntoView {
    let page = expect_context::<Submission>().page;
    live(move || page.get().map(|page| page()))
}

/// The submission under way.
#[derive(Clone, Copy)]
struct Desk {
    session: Session,
    cases: StoredValue<Vec<CaseId>>,
    stage: RwSignal<Stage>,
    /// How far it is, or why it did not go on.
    told: RwSignal<String>,
    /// The bundle that was made last: its file's name and the file.
    made: StoredValue<Option<(String, JsValue)>, LocalStorage>,
    sheet: NodeRef<html::Div>,
    dialog: DialogHandle,
}

#[derive(Clone, Copy, PartialEq)]
enum Stage {
    /// Something is being done.
    Working,
    /// The form can be filled in and sent off.
    Asking,
    /// Nothing can be done but to close.
    Refused,
    Made,
}

impl Desk {
    fn new(session: Session) -> Self {
        Self {
            session,
            cases: StoredValue::new(Vec::new()),
            stage: RwSignal::new(Stage::Refused),
            told: RwSignal::new(String::new()),
            made: StoredValue::new_local(None),
            sheet: NodeRef::new(),
            dialog: DialogHandle::new(),
        }
    }

    fn begin(self, cases: Vec<CaseId>) {
        self.dialog.open();
        if self.stage.get_untracked() == Stage::Working {
            return;
        }
        self.cases.set_value(cases);
        self.show("[]", Stage::Working, "正在准备");
        spawn_local(async move {
            let cases = self.cases.get_value();
            // What is counted as errors is said of goals, too.
            let checked = self.session.goals_are_judged(&cases).await;
            match self.session.ask_submission(&cases).await {
                Ok(answer) => {
                    let useful = answer.line(0).contains(":true");
                    let told = if checked { "" } else { wording::goals_not_checked() };
                    self.show(&answer.line(1), if useful { Stage::Asking } else { Stage::Refused }, told);
                }
                Err(why) => self.show("[]", Stage::Refused, &why),
            }
        });
    }

    fn show(self, drawn: &str, stage: Stage, told: &str) {
        if let Some(sheet) = self.sheet() {
            paper::hang(drawn, &sheet);
        }
        self.stage.set(stage);
        self.told.set(told.to_owned());
    }

    fn sheet(self) -> Option<Element> {
        self.sheet.try_get_untracked().flatten().map(JsCast::unchecked_into)
    }

    /// Makes the bundle, unless something is missing.
    fn make(self) {
        let Some(sheet) = self.sheet() else { return };
        if self.stage.get_untracked() != Stage::Asking || !paper::is_complete(&sheet) {
            return;
        }
        let fields = paper::filled(&sheet);
        self.stage.set(Stage::Working);
        spawn_local(async move {
            let tell = move |words| self.told.set(words);
            match self.session.submit(&self.cases.get_value(), &fields, &tell).await {
                Ok((answer, file, problem)) => {
                    let name = member(&answer.line(0), "file");
                    self.made.set_value(Some((name, file)));
                    self.show(&answer.line(1), Stage::Made, &problem);
                }
                // What was filled in stays.
                Err(why) => {
                    self.stage.set(Stage::Asking);
                    self.told.set(why);
                }
            }
        });
    }

    fn hand_out_again(self) {
        if let Some((name, file)) = self.made.get_value() {
            self.session.hand_out_file(&name, &file);
        }
    }
}

/// The dialog.
pub fn page() -> AnyView {
    let Submission { session, wanted, .. } = expect_context::<Submission>();
    let desk = Desk::new(session);
    Effect::new(move |_| {
        if let Some(cases) = wanted.get() {
            wanted.set(None);
            desk.begin(cases);
        }
    });
    let closed = move |()| desk.made.set_value(None);
    let sent = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        desk.make();
    };
    let stage = desk.stage;
    view! {
        <Dialog handle=desk.dialog id="submission" title="报送包" on_close=Callback::new(closed)>
            <form on:submit=sent novalidate=true on:keydown=dom::no_submit_while_composing on:input=followed>
                <div class="dialog-body" tabindex="0" role="region" aria-label="报送内容">
                    <div class="submission" node_ref=desk.sheet></div>
                </div>
                <div class="dialog-foot">
                    <span class="why" role="status">{live(move || desk.told.get())}</span>
                    <button type="button" on:click=move |_| desk.dialog.close()>
                        {live(move || if stage.get() == Stage::Made { "完成" } else { "关闭" })}
                    </button>
                    <button type="button" hidden=move || stage.get() != Stage::Made on:click=move |_| desk.hand_out_again()>
                        "再保存一次"
                    </button>
                    <button
                        type="submit"
                        class="go"
                        hidden=move || matches!(stage.get(), Stage::Refused | Stage::Made)
                        disabled=move || stage.get() == Stage::Working
                    >
                        "生成报送包"
                    </button>
                </div>
            </form>
        </Dialog>
    }
    .into_any()
}

/// An entry in a field that the keeper drew.
pub(super) fn followed(event: web_sys::Event) {
    if let Some(field) = event.target().and_then(|field| field.dyn_into::<Element>().ok()) {
        paper::follow(&field);
    }
}
