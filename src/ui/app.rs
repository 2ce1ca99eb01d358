//! The root: makes the session, follows the address, mounts the page.

use leptos::prelude::*;

use super::crash;
use super::dom;
use super::first::FirstPage;
use super::intake::{DropZone, Intake, IntakePlace};
use super::later::{Later, fetched};
use super::missing::{NoSuchCase, UnknownPage};
use super::projects::{Left, ProjectsPage};
use super::session::{Opening, SaveState, Session, session};
use super::shell::{NoticeVoice, Shell};
use super::submission::{Submission, SubmissionPlace};
use crate::pack;
use crate::route::Route;
use crate::storage::{keys, rules};
use crate::ui::parts::live::memo;
use crate::ui::parts::single;
use crate::wording;

/// Mounts the app.
pub fn start(later: Later) {
    crash::watch();
    // Before anything is scored.
    let known = rules::chosen().is_none_or(|id| pack::put_in_force(&id));
    mount_to_body(move || view! { <App later known /> });
}

/// `known`: this program has the rules that were chosen on this device.
#[component]
fn App(later: Later, known: bool) -> impl IntoView {
    let session = Session::new(later.history, later.goal_judge);
    provide_context(later);
    provide_context(session);
    provide_context(Intake::new(session, later.intake));
    provide_context(Submission::new(session, later.submission));
    provide_context(Left::new());
    session.start();
    later.fetch_desks();
    follow_address(session);
    name_window(session);
    wear_theme(session);
    tell_saved(session);
    tell_rules(session, known);
    single::watch_tab();
    view! {
        <Page />
        <NoticeVoice />
        <IntakePlace />
        <SubmissionPlace />
        <DropZone />
    }
}

fn follow_address(session: Session) {
    let follow = move || {
        let hash = window().location().hash().unwrap_or_default();
        let Ok(route) = hash.parse::<Route>();
        session.show(route);
    };
    follow();
    let listener = window_event_listener(leptos::ev::hashchange, move |_| {
        follow();
        // The new page begins at its top, for eyes and for readers.
        request_animation_frame(|| {
            window().scroll_to_with_x_and_y(0.0, 0.0);
            dom::focus_quietly("page-title");
        });
    });
    on_cleanup(move || listener.remove());
}

fn name_window(session: Session) {
    Effect::new(move |_| {
        let page = match session.route.get() {
            Route::First => None,
            Route::Projects => Some("我的项目"),
            Route::Storage => Some("存储与备份"),
            Route::SelfEvaluation(_) => Some("绩效自评"),
            Route::Print(_) => Some("打印自评表"),
            Route::Goal(_) => Some("绩效目标"),
            Route::PrintGoal(_) => Some("打印目标申报表"),
            Route::Library => Some("指标库"),
            Route::Rules => Some("评价规则"),
            Route::History(_) => Some("历史版本"),
            Route::People => Some("使用人"),
            Route::Unknown(_) => Some("没有这个页面"),
        };
        let case = session.case.with(|case| case.as_ref().map(|case| case.name.clone()));
        let parts = [case.as_deref(), page, Some("衡评")];
        document().set_title(&parts.into_iter().flatten().collect::<Vec<_>>().join(" · "));
    });
}

fn wear_theme(session: Session) {
    Effect::new(move |_| {
        let (theme, size) = (dom::theme_word(session.theme.get()), dom::size_word(session.type_size.get()));
        if let Some(root) = document().document_element() {
            // Without the attributes the page looks as the system says.
            drop(root.set_attribute("data-theme", theme));
            drop(root.set_attribute("data-size", size));
        }
    });
}

/// For the scripts around the app, which ask and promise nothing that the work does not bear out.
fn tell_saved(session: Session) {
    Effect::new(move |_| {
        let word = match session.save_state.get() {
            SaveState::Saved { .. } => "saved",
            SaveState::Saving => "busy",
            SaveState::Failed { .. } | SaveState::MemoryOnly { .. } | SaveState::Conflict { .. } => "lost",
        };
        if let Some(root) = document().document_element() {
            // Without the attribute they count on nothing.
            drop(root.set_attribute("data-save", word));
        }
    });
}

/// Which rules are in force, where that is not what somebody may take it for.
fn tell_rules(session: Session, known: bool) {
    if !known {
        session.tell(&wording::rules_not_shipped(&session.rules_title()));
    }
    drop(window_event_listener(leptos::ev::storage, move |event| {
        if event.key().is_some_and(|key| key == keys::RULES) {
            let other = event.new_value().is_some_and(|id| !pack::shipped().is_in_force(&id));
            session.other_rules.set(other);
        }
    }));
}

#[component]
fn Page() -> impl IntoView {
    let route = memo(move || session().route.get());
    let closed = memo(move || session().gate.with(Option::is_some));
    let later = expect_context::<Later>();
    move || match route.get() {
        _ if closed.get() => fetched(later.door),
        Route::First => view! { <FirstPage /> }.into_any(),
        route => view! { <Shell>{desk(route, later)}</Shell> }.into_any(),
    }
}

fn desk(route: Route, later: Later) -> AnyView {
    match route {
        Route::People => fetched(later.people),
        Route::Projects => view! { <ProjectsPage /> }.into_any(),
        Route::Storage => fetched(later.storage),
        Route::Library => fetched(later.library),
        Route::Rules => fetched(later.rules),
        Route::Unknown(hash) => view! { <UnknownPage hash /> }.into_any(),
        route => view! { <CasePage route /> }.into_any(),
    }
}

/// A page about one case, once it is open.
#[component]
fn CasePage(route: Route) -> impl IntoView {
    let opening = session().opening;
    let later = expect_context::<Later>();
    move || match opening.get() {
        Opening::Loading => view! { <p class="why" role="status">"正在打开项目。"</p> }.into_any(),
        Opening::Missing => view! { <NoSuchCase /> }.into_any(),
        Opening::Open => match &route {
            Route::SelfEvaluation(_) => fetched(later.self_evaluation),
            Route::Print(_) => fetched(later.print),
            Route::Goal(_) => fetched(later.goal),
            Route::History(_) => fetched(later.history_page),
            Route::PrintGoal(_) => fetched(later.print_goal),
            Route::First
            | Route::Projects
            | Route::Storage
            | Route::People
            | Route::Library
            | Route::Rules
            | Route::Unknown(_) => ().into_any(),
        },
    }
}
