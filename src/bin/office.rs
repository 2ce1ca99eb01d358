//! The browser worker that reads and writes workbooks, loaded when the first one comes or goes: `{name, bytes}` is
//! answered by the JSON of its reading, `{demo}` by the demo cases, `{write}`, an order as JSON, by the bytes of a
//! workbook or by the sentence that says why there is none, `{update, library, bytes}` by what a file changes in an
//! indicator library (`library::updating`). With every question comes `rules`, the id of those in force in the page. It
//! reads all that the reader does, and stands in for it in the one file, which carries one of them. A file that makes it
//! stop stops only the worker. Empty on the native target.

#[cfg(target_arch = "wasm32")]
fn main() {
    use hengping::worker::Said;
    use hengping::{forms, pack, worker};

    console_error_panic_hook::set_once();
    worker::listen(|question| {
        if let Some(rules) = worker::text_of(question, "rules") {
            // Those of the page, which has none that are not shipped here.
            pack::put_in_force(&rules);
        }
        if let Some(order) = worker::order_of(question) {
            return written(&order).map_or_else(Said::Text, Said::Bytes);
        }
        if let Some(update) = worker::text_of(question, "update") {
            let library = worker::text_of(question, "library").unwrap_or_default();
            return Said::Text(updated(&update, &library, worker::file_of(question).1));
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

/// What the file changes in the library. What begins as JSON is a pack, all else tables.
#[cfg(target_arch = "wasm32")]
fn updated(update: &str, library: &str, bytes: Vec<u8>) -> String {
    use hengping::domain::from_json::from_json;
    use hengping::library::staging::TableRow;
    use hengping::library::updating::{Brought, answer, refused};
    use hengping::{forms, pack, wording};

    let Ok(update) = from_json(update) else { return refused(Vec::new()) };
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    let brought = if text.trim_ascii_start().starts_with(b"{") {
        Brought::Json(bytes)
    } else {
        let (tables, problems) = match forms::read_tables(&bytes) {
            Ok(read) => read,
            Err(problem) => return refused(vec![wording::sentence(&problem.into())]),
        };
        let row = |(row, cells)| TableRow { row, cells };
        let sheets = tables.into_iter().map(|table| (table.sheet, table.rows.into_iter().map(row).collect()));
        let problems = problems.into_iter().map(hengping::domain::finding::Problem::from);
        let told = problems.map(|problem| (problem.severity(), wording::sentence(&problem)));
        Brought::Tables { sheets: sheets.collect(), told: told.collect() }
    };
    answer(&update, library, brought, &pack::shipped().rules().levels)
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {}
