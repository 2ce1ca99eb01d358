//! The shape of the code, kept by a test: layers know only the layers below them, figures are never
//! floats, nothing a browser or disk can refuse is unwrapped, and every file says what it is.

mod source;

use std::fs;
use std::path::{Path, PathBuf};

use source::{Said, Source};

/// Each layer and the layers it may name. A module that is not here has no place yet.
const LAYERS: [(&str, &[&str]); 16] = [
    ("worker", &[]),
    ("cipher", &[]),
    ("domain", &[]),
    ("bundle", &["domain"]),
    ("wording", &["domain"]),
    ("pack", &["bundle", "domain", "wording"]),
    ("library", &["pack", "bundle", "domain", "wording"]),
    ("forms", &["bundle", "domain", "wording"]),
    ("backup", &["storage", "cipher", "bundle", "domain"]),
    ("desk", &["backup", "storage", "cipher", "bundle", "domain", "wording"]),
    ("outbox", &["forms", "library", "pack", "bundle", "domain", "wording"]),
    ("storage", &["cipher", "outbox", "forms", "library", "pack", "bundle", "domain", "wording"]),
    ("sync", &["outbox", "forms", "library", "pack", "bundle", "domain", "wording"]),
    ("inbox", &["pack", "bundle", "domain", "wording"]),
    ("route", &["domain"]),
    (
        "ui",
        &["route", "sync", "storage", "outbox", "forms", "library", "pack", "bundle", "domain", "wording"],
    ),
];

/// The programs, which stand on top: each names what it starts.
const PROGRAMS: [(&str, &[&str]); 6] = [
    ("main", &["cli"]),
    ("cli", &["inbox", "backup", "outbox", "forms", "library", "pack", "bundle", "domain", "wording"]),
    ("workbench", &["ui"]),
    ("reader", &["worker", "forms"]),
    ("office", &["worker", "forms", "library", "pack", "wording", "domain"]),
    ("keeper", &["worker", "desk"]),
];

const WITHOUT_FLOATS: [&str; 5] = ["domain", "pack", "library", "bundle", "forms"];
/// Names the type of a float in order to refuse what comes as one.
const REFUSES_FLOATS: &str = "src/bundle/json.rs";
const WITHOUT_UNWRAP: [&str; 5] = ["storage", "ui", "sync", "inbox", "cli"];
const EMPTY_NAMES: [&str; 6] = ["util", "utils", "common", "helper", "helpers", "misc"];
const MOST_LINES: usize = 400;

#[test]
fn every_source_file_keeps_to_the_rules() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut wrong = Vec::new();
    for folder in ["src", "tests"] {
        for path in files(&root.join(folder), &mut wrong) {
            let name = relative(root, &path);
            if path.extension().is_some_and(|ending| ending == "rs") {
                match fs::read_to_string(&path) {
                    Ok(text) => wrong.extend(check(&name, &text)),
                    Err(error) => wrong.push(format!("{name}: {error}")),
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What is wrong with the file `name` (`src/domain/case.rs`) holding `text`.
fn check(name: &str, text: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    if !text.starts_with("//!") {
        wrong.push(format!("{name}: does not open with `//!` and what the file is for"));
    }
    let lines = text.lines().count();
    if lines > MOST_LINES {
        wrong.push(format!("{name}: {lines} lines, more than {MOST_LINES}: split it by ideas"));
    }
    let steps: Vec<&str> = name.trim_end_matches(".rs").split('/').collect();
    if let Some(step) = steps.iter().find(|step| EMPTY_NAMES.contains(step)) {
        wrong.push(format!("{name}: `{step}` says nothing about what it holds"));
    }
    if let Some(inside) = name.strip_prefix("src/") {
        wrong.extend(check_layer(name, inside, text));
    }
    wrong
}

fn check_layer(name: &str, inside: &str, text: &str) -> Vec<String> {
    let module = module(inside);
    let source = match source::read(text, &module) {
        Ok(source) => source,
        Err(error) => return vec![format!("{name}: {error}")],
    };
    let Some(layer) = module.first() else {
        return Vec::new(); // lib.rs lists the modules and nothing else
    };
    let mut wrong = wrong_arrows(layer, &source);
    if WITHOUT_FLOATS.contains(&layer.as_str()) && name != REFUSES_FLOATS {
        wrong.extend(source.floats.iter().map(|said| told(said, "figures are decimals, never floats")));
    }
    if WITHOUT_UNWRAP.contains(&layer.as_str()) {
        wrong.extend(source.unwraps.iter().map(|said| told(said, "what can be refused is handled")));
    }
    wrong.into_iter().map(|wrong| format!("{name}:{wrong}")).collect()
}

fn wrong_arrows(layer: &str, source: &Source) -> Vec<String> {
    let known = LAYERS.iter().chain(&PROGRAMS).find(|(name, _)| *name == layer);
    let Some((_, below)) = known else {
        return vec![format!("1: `{layer}` has no place among the layers; give it one in this test")];
    };
    let allowed = |said: &&Said| said.word == layer || below.contains(&said.word.as_str());
    let wrong = source.layers.iter().filter(|said| !allowed(said));
    wrong.map(|said| told(said, &format!("`{layer}` must not know it"))).collect()
}

fn told(said: &Said, why: &str) -> String {
    format!("{}: `{}`: {why}", said.line, said.word)
}

/// `domain/case.rs` is `[domain, case]`; `domain/mod.rs` is `[domain]`; `lib.rs` is the root. A program in
/// `bin/` is named by its file.
fn module(inside: &str) -> Vec<String> {
    let path = inside.trim_start_matches("bin/").trim_end_matches(".rs");
    let steps = path.split('/').filter(|step| !matches!(*step, "mod" | "lib"));
    steps.map(str::to_owned).collect()
}

/// Every file below `folder`; a folder without any is named in `wrong`.
fn files(folder: &Path, wrong: &mut Vec<String>) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let entries = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    for path in entries {
        if path.is_dir() {
            found.extend(files(&path, wrong));
        } else {
            found.push(path);
        }
    }
    if found.is_empty() {
        wrong.push(format!("{}: an empty folder", folder.display()));
    }
    found.sort();
    found
}

fn relative(root: &Path, path: &Path) -> String {
    path.strip_prefix(root).unwrap_or(path).to_string_lossy().replace('\\', "/")
}

/// The test of the test: each rule is broken once and must be told, each look-alike must pass.
mod broken {
    use super::check;

    fn told(name: &str, text: &str) -> Vec<String> {
        check(name, &format!("//! A file.\n{text}"))
    }

    #[test]
    fn a_wrong_arrow_is_told_with_its_line_however_it_is_written() {
        for text in [
            "use crate::ui::session;",
            "use crate::{ui::session, domain};",
            "use super::super::ui;",
            "fn f() { crate::ui::start() }",
            "fn f() { view! { <p>{crate::ui::start()}</p> } }",
            "mod inner { use super::super::super::ui; }",
            "pub fn f() { hengping::ui::start() }",
        ] {
            assert_eq!(
                told("src/domain/case.rs", text),
                ["src/domain/case.rs:2: `ui`: `domain` must not know it"],
                "{text}"
            );
        }
    }

    #[test]
    fn right_arrows_comments_and_strings_pass() {
        for text in [
            "use crate::domain::{case, ids};",
            "use super::ids::RowId;",
            "pub(super) fn f() {}",
            "mod tests { use super::*; use super::super::ids; }",
            "/// Not crate::ui::session.\nconst WORD: &str = \"crate::ui\";",
        ] {
            assert_eq!(told("src/domain/case.rs", text), [""; 0], "{text}");
        }
        assert_eq!(told("src/ui/page.rs", "use crate::{domain::case, storage, wording};"), [""; 0]);
    }

    #[test]
    fn browser_and_bureau_do_not_know_each_other() {
        assert_eq!(told("src/ui/page.rs", "use crate::inbox;").len(), 1);
        assert_eq!(told("src/inbox/mod.rs", "use crate::ui;").len(), 1);
        assert_eq!(told("src/bin/office.rs", "fn main() { hengping::ui::start() }").len(), 1);
    }

    #[test]
    fn floats_are_told_in_the_pure_layers_only() {
        assert_eq!(told("src/forms/csv.rs", "fn f(x: f64) {}").len(), 1);
        assert_eq!(told("src/forms/csv.rs", "const X: u8 = 1f32 as u8;").len(), 1);
        assert_eq!(told("src/ui/chart.rs", "fn f(x: f64) {}"), [""; 0]);
    }

    #[test]
    fn unwrap_is_told_outside_tests() {
        assert_eq!(told("src/storage/db.rs", "fn f() { open().unwrap(); }").len(), 1);
        assert_eq!(told("src/ui/page.rs", "fn f() { view! { {open().expect(\"x\")} } }").len(), 1);
        assert_eq!(
            told("src/storage/db.rs", "fn unwrap() {} mod tests { fn f() { open().unwrap() } }"),
            [""; 0]
        );
        assert_eq!(told("src/storage/tests.rs", "fn f() { open().unwrap() }"), [""; 0]);
    }

    #[test]
    fn a_file_has_a_head_a_name_a_place_and_an_end() {
        assert_eq!(check("src/domain/case.rs", "use std::fmt;\n").len(), 1);
        assert_eq!(told("src/domain/utils.rs", "").len(), 1);
        assert_eq!(told("src/attic/mod.rs", "").len(), 1);
        assert_eq!(told("src/domain/case.rs", &"\n".repeat(400)).len(), 1);
    }
}
