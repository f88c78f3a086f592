//! House rules that no compiler checks. Each is a function over a path and a text, with its own failing
//! example; the last test here runs all of them over the whole checkout.

mod attack;
mod files;
mod imports;
mod manifests;
mod migrations;
mod names;
mod shell;
mod sources;
mod window;

use std::fmt;

/// A breach of a rule.
#[derive(Debug, PartialEq, Eq)]
struct Finding {
    path: String,
    /// From 1; 0 means the whole file.
    line: usize,
    message: String,
}

impl Finding {
    fn new(path: &str, line: usize, message: impl Into<String>) -> Self {
        Self { path: path.to_owned(), line, message: message.into() }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.path, self.line, self.message)
    }
}

/// A rule over one file: its path from the root, with `/`, and its text.
type Rule = fn(&str, &str) -> Vec<Finding>;

const RULES: &[Rule] = &[
    manifests::rooms,
    manifests::test_rooms,
    manifests::special_dependencies,
    imports::window_rooms,
    imports::tauri_api,
    sources::sql,
    sources::programs,
    sources::clock,
    sources::http,
    sources::tauri,
    sources::pure_rooms,
    sources::demo_speaks_the_open_api,
    names::rooms,
    names::size,
    names::places,
    window::clock,
    window::raw_html,
    shell::capabilities,
    shell::configuration,
    shell::sources,
    shell::manifest,
];

#[test]
fn the_house_is_tidy() {
    let files = files::all();
    assert!(files.len() > 50, "only {} files were found", files.len());
    let mut findings: Vec<Finding> =
        files.iter().flat_map(|(path, text)| RULES.iter().flat_map(move |rule| rule(path, text))).collect();
    findings.extend(migrations::unchanged(migrations::LEDGER, &files));
    let text: Vec<String> = findings.iter().map(Finding::to_string).collect();
    assert!(findings.is_empty(), "\n{}\n", text.join("\n"));
}
