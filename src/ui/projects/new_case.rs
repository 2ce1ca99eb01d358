//! 新建自评表: what a new case is called; its blank form comes from the rules in force.

use leptos::prelude::*;

use crate::domain::form::FormHead;
use crate::domain::year::year_of;
use crate::route::Route;
use crate::ui::dom;
use crate::ui::parts::live::live;
use crate::ui::parts::{Dialog, DialogHandle};
use crate::ui::session::session;

/// The fields of the dialog.
#[derive(Clone, Copy)]
struct Fields {
    name: RwSignal<String>,
    year: RwSignal<String>,
    unit: RwSignal<String>,
    department: RwSignal<String>,
    code: RwSignal<String>,
    tried: RwSignal<bool>,
}

impl Fields {
    fn new() -> Self {
        let text = || RwSignal::new(String::new());
        Self {
            name: text(),
            year: text(),
            unit: text(),
            department: text(),
            code: text(),
            tried: RwSignal::new(false),
        }
    }

    fn clear(self) {
        for field in [self.name, self.year, self.unit, self.department, self.code] {
            field.set(String::new());
        }
        self.tried.set(false);
    }

    fn year_number(self) -> Option<i16> {
        self.year.with(|text| year_of(text))
    }

    fn wrong_name(self) -> Option<&'static str> {
        (self.tried.get() && self.name.with(|name| name.trim().is_empty())).then_some("请填写项目名称。")
    }

    fn wrong_year(self) -> Option<&'static str> {
        (self.tried.get() && self.year_number().is_none()).then_some("请填写四位年份，如 2023。")
    }
}

#[component]
pub(super) fn NewCase(handle: DialogHandle) -> impl IntoView {
    let session = session();
    let fields = Fields::new();
    let make = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        fields.tried.set(true);
        let (Some(year), false) = (fields.year_number(), fields.name.with(|name| name.trim().is_empty()))
        else {
            return;
        };
        let text = |field: RwSignal<String>| field.with(|text| text.trim().to_owned());
        let head = FormHead {
            project: text(fields.name),
            unit: text(fields.unit),
            department: text(fields.department),
            code: text(fields.code),
            ..FormHead::default()
        };
        let id = session.add_project(head, year);
        handle.close();
        dom::go(&Route::SelfEvaluation(id));
    };
    view! {
        <Dialog handle id="new-case" title="新建自评表" on_close=Callback::new(move |()| fields.clear())>
            <form on:submit=make novalidate=true on:keydown=dom::no_submit_while_composing>
                <div class="dialog-body new-case">
                    <Text id="new-name" label="项目名称" text=fields.name wrong=Signal::derive(move || fields.wrong_name()) />
                    <Text id="new-year" label="年度" text=fields.year wrong=Signal::derive(move || fields.wrong_year()) />
                    <Text id="new-code" label="项目代码（可不填）" text=fields.code />
                    <Text id="new-unit" label="实施单位（可不填）" text=fields.unit />
                    <Text id="new-department" label="主管部门（可不填）" text=fields.department />
                    <p class="why">
                        {format!("按 {} 建立空白表：资金行、各级指标和分值先排好，都可以改。", session.rules_title())}
                    </p>
                </div>
                <div class="dialog-foot">
                    <button type="button" on:click=move |_| handle.close()>"取消"</button>
                    <button type="submit" class="go">"建立并填写"</button>
                </div>
            </form>
        </Dialog>
    }
}

#[component]
fn Text(
    id: &'static str,
    label: &'static str,
    text: RwSignal<String>,
    #[prop(optional, into)] wrong: Signal<Option<&'static str>>,
) -> impl IntoView {
    let hint = format!("{id}-wrong");
    view! {
        <div class="field" class:wide=label == "项目名称">
            <label for=id>{label}</label>
            <input
                id=id
                type="text"
                autocomplete="off"
                prop:value=move || text.get()
                aria-invalid=move || wrong.get().map(|_| "true")
                aria-describedby=hint.clone()
                on:input=move |event| text.set(event_target_value(&event))
            />
            <span class="wrong" id=hint>{live(move || wrong.get())}</span>
        </div>
    }
}
