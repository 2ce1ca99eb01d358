//! What can be done with one case, behind a button at the end of its row.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::tools::{Act, Tools};
use crate::domain::ids::CaseId;
use crate::domain::place::DocumentType;
use crate::route::Route;
use crate::ui::dom;
use crate::ui::later::Later;
use crate::ui::parts::live::live;
use crate::ui::parts::press;
use crate::ui::session::{CaseLine, Session, session};
use crate::ui::submission::Submission;

/// A row's menu. What stands in it is drawn when it is first opened: most never are.
#[component]
pub(super) fn RowActions(line: CaseLine) -> impl IntoView {
    let menu = Menu {
        node: NodeRef::new(),
        session: session(),
        submission: expect_context::<Submission>(),
        tools: expect_context::<Tools>(),
        later: expect_context::<Later>(),
    };
    let opened = RwSignal::new(false);
    let name = format!("“{}”的操作", line.name);
    view! {
        <details
            class="menu"
            node_ref=menu.node
            // At once, so that a Tab right after it finds what the menu has; `toggle` comes later.
            on:click=move |_| opened.set(true)
            on:toggle=move |_| opened.set(true)
            on:focusout=move |event| menu.left(&event)
            on:keydown=move |event| menu.pressed(&event)
        >
            <summary aria-label=name title="操作">"⋯"</summary>
            <div class="menu-list">{live(move || opened.get().then(|| menu.acts(&line)))}</div>
        </details>
    }
}

#[derive(Clone, Copy)]
struct Menu {
    node: NodeRef<html::Details>,
    session: Session,
    submission: Submission,
    tools: Tools,
    later: Later,
}

impl Menu {
    fn acts(self, line: &CaseLine) -> Vec<AnyView> {
        let id = StoredValue::new(line.id.clone());
        let act = move |label: &'static str, act: fn(Self, CaseId)| {
            press(label, "", move || {
                self.close();
                act(self, id.get_value());
            })
        };
        let mut acts = vec![match line.has_goal {
            true => act("打开绩效目标", |_, id| dom::go(&Route::Goal(id))),
            false => act("填绩效目标", |menu, id| menu.tools.act(Act::BeginGoal, vec![id])),
        }];
        acts.push(match (&line.score, line.has_goal) {
            (Some(_), _) => act("打开自评表", |_, id| dom::go(&Route::SelfEvaluation(id))),
            (None, true) => act("填自评表", |menu, id| menu.later.fill_from_goal(menu.session, id)),
            (None, false) => act("填自评表", |menu, id| {
                if menu.session.add_blank_form(&id) {
                    dom::go(&Route::SelfEvaluation(id));
                }
            }),
        });
        if line.has_goal || line.score.is_some() {
            acts.push(act("复制到下一年度", |menu, id| menu.tools.act(Act::Copy, vec![id])));
        }
        acts.push(act("报送包…", |menu, id| menu.submission.begin(vec![id])));
        if line.has_goal {
            acts.push(act("导出目标申报表（XLSX）", |menu, id| {
                menu.tools.act(Act::Workbook(DocumentType::Goal), vec![id]);
            }));
        }
        if line.score.is_some() {
            acts.push(act("导出自评表（XLSX）", |menu, id| {
                menu.tools.act(Act::Workbook(DocumentType::SelfEvaluation), vec![id]);
            }));
            acts.push(act("导出自评表（CSV）", |menu, id| menu.session.export_csv_of(&id)));
        }
        acts.push(act("导出项目文件（JSON）", |menu, id| menu.session.export_cases(&[id])));
        acts.push(press("删除", "danger", move || {
            if let Some(menu) = self.element() {
                leave_row(&menu);
            }
            self.session.remove_cases(vec![id.get_value()]);
        }));
        acts
    }

    fn element(self) -> Option<Element> {
        self.node.try_get_untracked().flatten().map(JsCast::unchecked_into)
    }

    fn close(self) {
        if let Some(menu) = self.node.try_get_untracked().flatten() {
            menu.set_open(false);
        }
    }

    /// The focus went elsewhere.
    fn left(self, event: &leptos::ev::FocusEvent) {
        let to = event.related_target().and_then(|to| to.dyn_into::<web_sys::Node>().ok());
        if self.element().is_some_and(|menu| !menu.contains(to.as_ref())) {
            self.close();
        }
    }

    fn pressed(self, event: &leptos::ev::KeyboardEvent) {
        if event.key() == "Escape" && !dom::is_composing(event) {
            self.close();
            // What had the focus is hidden now.
            let around = self.element().and_then(|menu| menu.parent_element());
            if let Some(opener) = around.as_ref().and_then(opener_in) {
                drop(opener.focus());
            }
        }
    }
}

/// The button that opens the menu in a row.
fn opener_in(part: &Element) -> Option<HtmlElement> {
    part.query_selector(".menu summary").ok()??.dyn_into().ok()
}

/// The row goes: the focus to the menu of a row beside it, or to the page's title.
fn leave_row(menu: &Element) {
    let row = menu.closest("tr").ok().flatten();
    let beside = |row: &Element| {
        let next = row.next_element_sibling().and_then(|next| opener_in(&next));
        next.or_else(|| opener_in(&row.previous_element_sibling()?))
    };
    match row.as_ref().and_then(beside) {
        Some(opener) => drop(opener.focus()),
        None => dom::focus_quietly("page-title"),
    }
}
