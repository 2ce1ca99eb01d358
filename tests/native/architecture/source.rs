//! Reads one source file as tokens: which layers it names, and which words it uses where. Tokens rather
//! than text, so that comments and strings do not count; tokens rather than syntax, so that what stands
//! inside macros does.

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// Something a file says, and the line it says it on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Said {
    pub(super) line: usize,
    pub(super) word: String,
}

/// What the checks ask of a file.
#[derive(Debug, Default)]
pub(super) struct Source {
    /// First steps of paths from the crate's root: `domain` in `crate::domain::case`.
    pub(super) layers: Vec<Said>,
    /// `f32` and `f64`, as types or endings of literals.
    pub(super) floats: Vec<Said>,
    /// Calls of `.unwrap()` and `.expect()` outside modules named `tests`.
    pub(super) unwraps: Vec<Said>,
}

/// Reads `text`, the file of the module at `module` (`["domain", "case"]`; empty for the root).
pub(super) fn read(text: &str, module: &[String]) -> Result<Source, String> {
    let tokens: TokenStream = text.parse().map_err(|error| format!("cannot be read as Rust: {error}"))?;
    let mut source = Source::default();
    let in_tests = module.iter().any(|step| step == "tests");
    walk(tokens, &Scope { depth: module.len(), in_tests }, &mut source);
    Ok(source)
}

/// Where a run of tokens stands: how many modules deep, and whether among tests.
struct Scope {
    depth: usize,
    in_tests: bool,
}

fn walk(tokens: TokenStream, scope: &Scope, source: &mut Source) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        match token {
            TokenTree::Group(group) => walk(group.stream(), scope, source),
            TokenTree::Literal(literal) => {
                let text = literal.to_string();
                if text.starts_with(|c: char| c.is_ascii_digit()) && !text.starts_with("0x") {
                    for ending in ["f32", "f64"].into_iter().filter(|ending| text.ends_with(ending)) {
                        source.floats.push(Said { line: line(token), word: ending.to_owned() });
                    }
                }
            }
            TokenTree::Punct(_) => {}
            TokenTree::Ident(ident) => match ident.to_string().as_str() {
                "mod" => {
                    if let (Some(TokenTree::Ident(name)), Some(TokenTree::Group(body))) =
                        (tokens.get(at + 1), tokens.get(at + 2))
                    {
                        let in_tests = scope.in_tests || *name == "tests";
                        walk(body.stream(), &Scope { depth: scope.depth + 1, in_tests }, source);
                        at += 2;
                    }
                }
                "crate" | "hengping" => root_path(&tokens, at + 1, source),
                "super" if is_path_separator(&tokens, at + 1) => {
                    let (climbed, next) = climb(&tokens, at);
                    if climbed >= scope.depth {
                        root_path(&tokens, next, source);
                    }
                    at = next - 1;
                }
                word @ ("f32" | "f64") => {
                    source.floats.push(Said { line: line(token), word: word.to_owned() })
                }
                word @ ("unwrap" | "expect") => {
                    let called = at > 0 && is_punct(tokens.get(at - 1), '.');
                    if called && !scope.in_tests {
                        source.unwraps.push(Said { line: line(token), word: word.to_owned() });
                    }
                }
                _ => {}
            },
        }
        at += 1;
    }
}

/// Notes what follows the root at `at`: `::name`, or each first step in `::{a::b, c}`.
fn root_path(tokens: &[TokenTree], at: usize, source: &mut Source) {
    if !is_path_separator(tokens, at) {
        return;
    }
    match tokens.get(at + 2) {
        Some(token @ TokenTree::Ident(name)) => {
            source.layers.push(Said { line: line(token), word: name.to_string() });
        }
        Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => {
            let mut first = true;
            for token in group.stream() {
                match &token {
                    TokenTree::Ident(name) if first => {
                        source.layers.push(Said { line: line(&token), word: name.to_string() });
                        first = false;
                    }
                    token => first = is_punct(Some(token), ','),
                }
            }
        }
        _ => {}
    }
}

/// How many `super` stand in a row from `at`, and where what follows them begins.
fn climb(tokens: &[TokenTree], at: usize) -> (usize, usize) {
    let (mut climbed, mut next) = (1, at + 1);
    while is_path_separator(tokens, next)
        && matches!(tokens.get(next + 2), Some(TokenTree::Ident(word)) if *word == "super")
    {
        climbed += 1;
        next += 3;
    }
    (climbed, next)
}

fn is_path_separator(tokens: &[TokenTree], at: usize) -> bool {
    is_punct(tokens.get(at), ':') && is_punct(tokens.get(at + 1), ':')
}

fn is_punct(token: Option<&TokenTree>, sign: char) -> bool {
    matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == sign)
}

fn line(token: &TokenTree) -> usize {
    token.span().start().line
}
