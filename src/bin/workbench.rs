//! The browser app: mounts the workbench, and names what of it is fetched when it is first used. What is named
//! here, and nothing else asks for, is cut off into files of its own after linking (`tools/split.mjs`), one for
//! each name. It stands here and not in the library, because every program that links a cut carries what is
//! behind it. Empty on the native target.

fn main() {
    #[cfg(target_arch = "wasm32")]
    hengping::ui::start(later::LATER);
}

#[cfg(target_arch = "wasm32")]
mod later {
    use hengping::ui::later::{FromGoal, IntakeDesk, Later, NotFetched, Page, ProjectsDesk};
    use hengping::ui::session::{GoalJudging, Historian};
    use hengping::ui::{
        evidence, goal, goal_forms, history, intake, kept, library, people, print, projects, rules, selfeval,
        submission,
    };
    use leptos::wasm_split::wasm_split;

    pub(super) const LATER: Later = Later {
        print: || Box::pin(print()),
        self_evaluation: || Box::pin(self_evaluation()),
        goal: || Box::pin(goal()),
        print_goal: || Box::pin(print_goal()),
        goal_judge: || Box::pin(goal_judge()),
        library: || Box::pin(library()),
        rules: || Box::pin(rules()),
        library_update: || Box::pin(library_update()),
        storage: || Box::pin(storage()),
        intake: || Box::pin(intake()),
        submission: || Box::pin(submission()),
        projects: || Box::pin(projects()),
        people: || Box::pin(people()),
        door: || Box::pin(door()),
        from_goal: || Box::pin(from_goal()),
        history: || Box::pin(history()),
        history_page: || Box::pin(history_page()),
        evidence: || Box::pin(evidence()),
    };

    #[wasm_split(reading, fallible, wasm_split_path = leptos::wasm_split)]
    fn print() -> Result<Page, NotFetched> {
        Ok(print::page)
    }

    #[wasm_split(form, fallible, wasm_split_path = leptos::wasm_split)]
    fn self_evaluation() -> Result<Page, NotFetched> {
        Ok(selfeval::page)
    }

    #[wasm_split(form, fallible, wasm_split_path = leptos::wasm_split)]
    fn from_goal() -> Result<FromGoal, NotFetched> {
        Ok(selfeval::FROM_GOAL)
    }

    #[wasm_split(goal, fallible, wasm_split_path = leptos::wasm_split)]
    fn print_goal() -> Result<Page, NotFetched> {
        Ok(print::goal_page)
    }

    #[wasm_split(goal, fallible, wasm_split_path = leptos::wasm_split)]
    fn goal_judge() -> Result<GoalJudging, NotFetched> {
        Ok(goal_forms::JUDGING)
    }

    #[wasm_split(goal, fallible, wasm_split_path = leptos::wasm_split)]
    fn goal() -> Result<Page, NotFetched> {
        Ok(goal::page)
    }

    #[wasm_split(goal, fallible, wasm_split_path = leptos::wasm_split)]
    fn library() -> Result<Page, NotFetched> {
        Ok(library::page)
    }

    #[wasm_split(goal, fallible, wasm_split_path = leptos::wasm_split)]
    fn rules() -> Result<Page, NotFetched> {
        Ok(rules::page)
    }

    #[wasm_split(library, fallible, wasm_split_path = leptos::wasm_split)]
    fn library_update() -> Result<Page, NotFetched> {
        Ok(library::update_dialog)
    }

    #[wasm_split(storage, fallible, wasm_split_path = leptos::wasm_split)]
    fn storage() -> Result<Page, NotFetched> {
        Ok(kept::page)
    }

    #[wasm_split(intake, fallible, wasm_split_path = leptos::wasm_split)]
    fn intake() -> Result<IntakeDesk, NotFetched> {
        Ok(intake::DESK)
    }

    #[wasm_split(intake, fallible, wasm_split_path = leptos::wasm_split)]
    fn submission() -> Result<Page, NotFetched> {
        Ok(submission::page)
    }

    #[wasm_split(projects, fallible, wasm_split_path = leptos::wasm_split)]
    fn projects() -> Result<ProjectsDesk, NotFetched> {
        Ok(projects::DESK)
    }

    #[wasm_split(people, fallible, wasm_split_path = leptos::wasm_split)]
    fn people() -> Result<Page, NotFetched> {
        Ok(people::page)
    }

    #[wasm_split(people, fallible, wasm_split_path = leptos::wasm_split)]
    fn door() -> Result<Page, NotFetched> {
        Ok(people::door)
    }

    #[wasm_split(history, fallible, wasm_split_path = leptos::wasm_split)]
    fn history() -> Result<Historian, NotFetched> {
        Ok(history::HISTORIAN)
    }

    #[wasm_split(history, fallible, wasm_split_path = leptos::wasm_split)]
    fn history_page() -> Result<Page, NotFetched> {
        Ok(history::page)
    }

    #[wasm_split(evidence, fallible, wasm_split_path = leptos::wasm_split)]
    fn evidence() -> Result<Page, NotFetched> {
        Ok(evidence::page)
    }
}
