//! The browser worker that reads and writes workbooks, loaded when the first one comes or goes: `{name, bytes}` is
//! answered by the JSON of its reading, `{demo}` by the demo cases, `{write}`, an order as JSON, by the bytes of a
//! workbook or by the sentence that says why there is none. It reads all that the reader does, and stands in for it
//! in the one file, which carries one of them. A file that makes it stop stops only the worker. Empty on the native
//! target.

#[cfg(target_arch = "wasm32")]
fn main() {
    use hengping::worker::Said;
    use hengping::{forms, worker};

    console_error_panic_hook::set_once();
    worker::listen(|question| {
        if let Some(order) = worker::order_of(question) {
            return written(&order).map_or_else(Said::Text, Said::Bytes);
        }
        let answer = if worker::asks_for_demo(question) {
            serde_json::to_string(&forms::demo::cases())
        } else {
            let (name, bytes) = worker::file_of(question);
            serde_json::to_string(&forms::read(&name, &bytes))
        };
        Said::Text(answer.unwrap_or_else(|fault| fault.to_string()))
    });
}

/// The workbook, by the rules and the goal forms that come with the program.
#[cfg(target_arch = "wasm32")]
fn written(order: &str) -> Result<Vec<u8>, String> {
    use hengping::domain::finding::FileProblem;
    use hengping::domain::from_json::from_json;
    use hengping::{forms, pack, wording};

    const GOAL_FORMS: &str = include_str!("../../public/packs/goal-forms.json");

    let order: forms::Order = from_json(order).map_err(|fault| fault.to_string())?;
    let forms = pack::read(GOAL_FORMS.as_bytes()).and_then(|pack| pack::goal_forms(&pack));
    let sentence = |problem: FileProblem| wording::sentence(&problem.into());
    order.fill(&forms.unwrap_or_default(), pack::shipped().rules()).map_err(sentence)
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
