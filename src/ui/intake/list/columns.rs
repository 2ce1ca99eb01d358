//! Each column of the list with what it means: its header, some of what stands in it, and a choice.

use leptos::prelude::*;

use super::ListDesk;
use crate::domain::project_list::ListColumn;
use crate::forms::project_list::HeadedColumn;
use crate::ui::parts::live::live;
use crate::wording;

/// Meanings as they are offered: what most lists have first, by groups.
const GROUPS: [(&str, &[ListColumn]); 4] = [
    ("", &[ListColumn::Ignore, ListColumn::Serial]),
    (
        "项目",
        &[
            ListColumn::Name,
            ListColumn::Code,
            ListColumn::Year,
            ListColumn::Unit,
            ListColumn::UnitCode,
            ListColumn::Department,
            ListColumn::DepartmentCode,
            ListColumn::Subject,
            ListColumn::Attribute,
            ListColumn::Nature,
            ListColumn::Category,
            ListColumn::Period,
            ListColumn::Start,
            ListColumn::End,
            ListColumn::Leader,
            ListColumn::Phone,
        ],
    ),
    (
        "资金",
        &[
            ListColumn::Total,
            ListColumn::Fiscal,
            ListColumn::Detail,
            ListColumn::CarriedOver,
            ListColumn::SpecialAccount,
            ListColumn::UnitOwn,
            ListColumn::Other,
            ListColumn::LongTotal,
        ],
    ),
    ("目标", &[ListColumn::AnnualGoal, ListColumn::LongGoal]),
];

pub(super) fn table(desk: ListDesk) -> AnyView {
    let columns =
        desk.part(|file| (file.at, file.list().map(|list| list.columns.clone()).unwrap_or_default()));
    let rows = move || {
        let (_, columns) = columns.get()?;
        Some(columns.into_iter().map(|column| row(desk, column)).collect_view())
    };
    view! {
        <div class="list-columns" tabindex="0" role="region" aria-label="各列的含义">
            <table class="table-plain">
                <thead>
                    <tr>
                        <th scope="col">"列"</th>
                        <th scope="col">"表头"</th>
                        <th scope="col">"内容举例"</th>
                        <th scope="col" class="n">"有内容"</th>
                        <th scope="col">"含义"</th>
                    </tr>
                </thead>
                <tbody>{live(rows)}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn row(desk: ListDesk, column: HeadedColumn) -> AnyView {
    let HeadedColumn { letters, header, money_unit, samples, filled, .. } = column;
    let key = header.clone();
    let meaning = desk.part(move |file| file.mapping.of(&key));
    let clash = {
        let key = header.clone();
        // A meaning that may stand once, and stands in an earlier column already.
        desk.part(move |file| {
            let meaning = file.mapping.of(&key);
            let columns = file.list().map(|list| list.columns.as_slice()).unwrap_or_default();
            let earlier = columns.iter().take_while(|column| column.header != key);
            let twice = earlier.filter(|column| file.mapping.of(&column.header) == meaning).count();
            !meaning.may_repeat() && twice > 0
        })
    };
    let groups = GROUPS.map(|(name, meanings)| {
        let options = meanings.iter().map(|one| {
            let one = *one;
            view! {
                <option value=one.word() prop:selected=move || meaning.get() == Some(one)>{wording::list_column(one)}</option>
            }
        });
        let options = options.collect_view();
        match name {
            "" => options.into_any(),
            name => view! { <optgroup label=name>{options}</optgroup> }.into_any(),
        }
    });
    let picked = {
        let header = header.clone();
        move |event| {
            let meaning = ListColumn::from(event_target_value(&event));
            desk.change(|file| file.mapping.set(&header, meaning));
        }
    };
    let label = format!("“{header}”一列的含义");
    let unit = money_unit.map(|unit| view! { <small>{format!("单位：{}", unit.word())}</small> });
    let ignored = move || meaning.get() == Some(ListColumn::Ignore);
    view! {
        <tr class:ignored=ignored>
            <td class="n">{letters}</td>
            <th scope="row">{header}{unit}</th>
            <td class="samples">{samples.join("；")}</td>
            <td class="n">{filled}</td>
            <td>
                <select aria-label=label aria-invalid=move || (clash.get() == Some(true)).then_some("true") on:change=picked>
                    {groups.into_iter().collect_view()}
                </select>
            </td>
        </tr>
    }
    .into_any()
}
