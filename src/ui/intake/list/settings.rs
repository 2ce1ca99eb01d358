//! What the list is, and what is said of it as a whole where its rows do not say it themselves.

use leptos::prelude::*;

use super::{ListDesk, working};
use crate::domain::case::Subject;
use crate::domain::money_unit::MoneyUnit;
use crate::domain::project_list::ListColumn;
use crate::forms::project_list::Recalled;
use crate::ui::parts::live::live;
use crate::wording;

const SUBJECTS: [Subject; 4] =
    [Subject::Project, Subject::Department, Subject::Policy, Subject::FiscalOperation];
const UNITS: [MoneyUnit; 4] =
    [MoneyUnit::Yuan, MoneyUnit::ThousandYuan, MoneyUnit::Wan, MoneyUnit::HundredMillion];

/// What was recognised, what stands above the header, and which list of the file it is.
pub(super) fn what(desk: ListDesk) -> AnyView {
    let known = desk.part(|file| {
        let list = file.list()?;
        let remembered = match file.recalled {
            Recalled::Whole => "各列的含义按上次的选择。".to_owned(),
            Recalled::Columns(0) => String::new(),
            Recalled::Columns(count) => format!("有 {count} 列的含义按以前的选择。"),
        };
        Some((list.columns.len(), list.entries(), list.above.join("　"), remembered))
    });
    let sheets = desk.part(|file| {
        let sheets = file.lists.iter().map(|list| format!("{}（{} 行）", list.sheet, list.entries()));
        (sheets.collect::<Vec<_>>(), file.at)
    });
    let said = move || {
        let (columns, rows, above, remembered) = known.get().flatten()?;
        Some(view! {
            <p class="why">
                "项目清单："<b>{rows}</b>" 行、"<b>{columns}</b>" 列。"{remembered}
                {(!above.is_empty()).then(|| view! { <span class="list-above">{above}</span> })}
            </p>
        })
    };
    let choice = move || {
        let (sheets, at) = sheets.get().filter(|(sheets, _)| sheets.len() > 1)?;
        let options = sheets.into_iter().enumerate().map(|(index, name)| {
            view! { <option value=index.to_string() prop:selected=index == at>{name}</option> }
        });
        let options = options.collect_view();
        let picked = move |event| {
            if let Ok(at) = event_target_value(&event).parse() {
                working::choose(desk.intake, desk.key, at);
            }
        };
        Some(view! {
            <label class="choice"><span>"清单"</span><select on:change=picked>{options}</select></label>
        })
    };
    view! { <div class="list-what">{live(said)}{live(choice)}</div> }.into_any()
}

/// Year, unit of money, kind of subject and the parties, each only where the columns leave it open.
pub(super) fn settings(desk: ListDesk) -> AnyView {
    let open = desk.part(|file| {
        let says = |column| file.maps(column);
        let parties = says(ListColumn::Unit) || says(ListColumn::UnitCode);
        let departments = says(ListColumn::Department) || says(ListColumn::DepartmentCode);
        let money = file
            .list()
            .is_some_and(|list| list.columns.iter().any(|column| file.mapping.of(&column.header).is_money()));
        [says(ListColumn::Year), says(ListColumn::Subject), money, parties, departments]
    });
    let titled = desk.part(|file| file.list().and_then(|list| list.year));
    let captioned = desk.part(|file| file.list().and_then(|list| list.money_unit));
    let fields = move || {
        let [year, subject, money, parties, departments] = open.get()?;
        let year = (!year).then(|| {
            let hint = match titled.get().flatten() {
                Some(year) => format!("清单标题中是 {year} 年"),
                None => "如 2024".to_owned(),
            };
            text(desk, "year", "预算年度", hint, |file| &file.year, |file, text| file.year = text)
        });
        let parties = (!parties).then(|| {
            let hint = "清单中没有单位时填写".to_owned();
            text(desk, "unit", "实施单位", hint, |file| &file.unit, |file, text| file.unit = text)
        });
        let departments = (!departments).then(|| {
            let hint = "清单中没有部门时填写".to_owned();
            text(
                desk,
                "department",
                "主管部门",
                hint,
                |file| &file.department,
                |file, text| file.department = text,
            )
        });
        let subject = (!subject).then(|| {
            let words = SUBJECTS.map(|subject| wording::subject(subject).to_owned()).to_vec();
            let chosen = desk.part(|file| SUBJECTS.iter().position(|subject| *subject == file.subject));
            let set = move |at: usize| {
                desk.change(|file| file.subject = SUBJECTS.get(at).copied().unwrap_or(file.subject));
            };
            select(desk, "subject", "评价对象", words, chosen, set)
        });
        let money = money.then(|| {
            let caption = captioned.get().flatten().map_or("按表头", |unit| match unit {
                MoneyUnit::Yuan => "按表头和标题（元）",
                MoneyUnit::ThousandYuan => "按表头和标题（千元）",
                MoneyUnit::Wan => "按表头和标题（万元）",
                MoneyUnit::HundredMillion => "按表头和标题（亿元）",
            });
            let mut words = vec![caption.to_owned()];
            words.extend(UNITS.map(|unit| unit.word().to_owned()));
            let chosen = desk.part(|file| {
                Some(
                    file.money_unit
                        .and_then(|unit| UNITS.iter().position(|one| *one == unit))
                        .map_or(0, |at| at + 1),
                )
            });
            let set = move |at: usize| {
                desk.change(|file| file.money_unit = at.checked_sub(1).and_then(|at| UNITS.get(at)).copied());
            };
            select(desk, "money", "金额单位", words, chosen, set)
        });
        Some([year, money, subject, parties, departments].into_iter().flatten().collect_view())
    };
    view! { <div class="list-settings">{live(fields)}</div> }.into_any()
}

fn text(
    desk: ListDesk,
    name: &'static str,
    label: &'static str,
    placeholder: String,
    read: fn(&super::ListFile) -> &String,
    set: fn(&mut super::ListFile, String),
) -> AnyView {
    let id = format!("list-{name}-{}", desk.key);
    let held = desk.part(move |file| read(file).clone());
    let typed = move |event| desk.change(|file| set(file, event_target_value(&event)));
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <input id=id type="text" autocomplete="off" placeholder=placeholder
                prop:value=move || held.get().unwrap_or_default() on:input=typed />
        </div>
    }
    .into_any()
}

fn select(
    desk: ListDesk,
    name: &'static str,
    label: &'static str,
    words: Vec<String>,
    chosen: Memo<Option<Option<usize>>>,
    set: impl Fn(usize) + 'static,
) -> AnyView {
    let id = format!("list-{name}-{}", desk.key);
    let options = words.into_iter().enumerate().map(|(at, word)| {
        view! { <option value=at.to_string() prop:selected=move || chosen.get().flatten() == Some(at)>{word}</option> }
    });
    let options = options.collect_view();
    let picked = move |event| {
        if let Ok(at) = event_target_value(&event).parse() {
            set(at);
        }
    };
    view! {
        <div class="field">
            <label for=id.clone()>{label}</label>
            <select id=id on:change=picked>{options}</select>
        </div>
    }
    .into_any()
}
