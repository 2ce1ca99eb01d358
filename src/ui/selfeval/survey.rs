//! 满意度问卷 in the row's editor: forms sent, returned and valid, answers by level; the rates follow as one types.

use leptos::prelude::*;

use super::desk::{Desk, part};
use super::rules;
use crate::domain::command::Command;
use crate::domain::ids::RowId;
use crate::domain::place::Place;
use crate::domain::selfeval::SelfEvaluation;
use crate::domain::survey::{SurveyField, SurveyFigures};
use crate::ui::parts::cell::{Field, TextCell};
use crate::ui::parts::live::{live, memo};
use crate::wording;

pub(super) fn figures(desk: Desk, id: &RowId) -> AnyView {
    let own = [SurveyField::Sent, SurveyField::Returned, SurveyField::Valid];
    let own = own.map(|field| figure(desk, id, wording::survey_field(&field).to_owned(), field));
    let levels = rules::survey_levels()
        .iter()
        .map(|level| figure(desk, id, level.clone(), SurveyField::Level(level.clone())));
    let levels: Vec<_> = levels.collect();
    let of = survey_of(desk, id);
    let recovery = move || of.with(|survey| survey.as_ref().and_then(SurveyFigures::recovery));
    let recovery =
        live(move || recovery().map_or_else(|| "—".to_owned(), |rate| format!("{} %", rate.to_fixed(2))));
    let rate = part(desk.row(id), |row| row.surveyed.clone());
    let rate = live(move || rate.get().unwrap_or_else(|| "—".to_owned()));
    view! {
        <fieldset class="survey">
            <legend>"满意度问卷"</legend>
            <div class="counts-in">{own}</div>
            <div class="counts-in">{levels}</div>
            <p class="why" role="status">"回收率 "<b>{recovery}</b>"，满意率 "<b data-surveyed="">{rate}</b>"。"{wording::survey_note()}</p>
        </fieldset>
    }
    .into_any()
}

fn survey_of(desk: Desk, id: &RowId) -> Memo<Option<SurveyFigures>> {
    let id = id.clone();
    memo(move || {
        let survey = |form: &SelfEvaluation| form.row(&id).and_then(|row| row.survey.clone());
        desk.session.with_form(survey).flatten()
    })
}

fn figure(desk: Desk, id: &RowId, label: String, field: SurveyField) -> AnyView {
    let of = survey_of(desk, id);
    let cell = Field {
        place: Place::survey(id, &field),
        label: Signal::stored(label.clone()),
        column: "survey",
        figure: true,
    };
    let text = {
        let field = field.clone();
        memo(move || of.with(|survey| survey.as_ref().map(|s| s.text(&field).to_owned()).unwrap_or_default()))
    };
    let row = id.clone();
    let set = move |text| Command::SetSurvey { row: row.clone(), field: field.clone(), text };
    view! {
        <div class="field">
            <span class="label" aria-hidden="true">{label}</span>
            <TextCell desk field=cell text command=set placeholder="份" />
        </div>
    }
    .into_any()
}
