//! The page of the attack cases: each number has its row, each row a test or a reason, each test that is named exists, and
//! no test of a case is missing.

use std::collections::{BTreeMap, BTreeSet};

/// Where the page is.
const PAGE: &str = "docs/attack-cases.md";

/// The sections of the list of cases, with their first and last number. Multiples of five are no cases.
const SECTIONS: &[(&str, u16, u16)] = &[
    ("A", 1, 22),
    ("B", 23, 39),
    ("C", 41, 51),
    ("D", 52, 59),
    ("E", 61, 68),
    ("F", 69, 79),
    ("G", 81, 93),
    ("H", 94, 124),
    ("I", 126, 133),
    ("J", 134, 147),
    ("K", 148, 162),
    ("L", 163, 179),
    ("M", 181, 194),
    ("N", 196, 202),
    ("O", 203, 208),
    ("P", 209, 217),
    ("Q", 218, 224),
];

/// Sections that have to be on the page.
const COMPLETE: &str = "IJKLMNOPQ";

/// How a cell begins, or goes on, that names no test.
const REASONS: [&str; 2] = ["by hand: ", "not there: "];

/// Numbers of a section.
fn numbers(first: u16, last: u16) -> impl Iterator<Item = u16> {
    (first..=last).filter(|number| number % 5 != 0)
}

/// The names of tests in a Rust source: functions whose names begin with `case_` and a digit.
fn tests_of(text: &str) -> impl Iterator<Item = &str> {
    text.split("fn ").skip(1).filter_map(|rest| {
        let name = rest.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').next()?;
        is_case(name).then_some(name)
    })
}

fn is_case(name: &str) -> bool {
    name.strip_prefix("case_").is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// What stands between back-ticks.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

/// A test by its file: `path::function`, or for the window `path::title`.
fn by_file(word: &str) -> Option<(&str, &str)> {
    let (path, name) = word.split_once("::")?;
    [".rs", ".ts"].iter().any(|end| path.ends_with(end)).then_some((path, name))
}

/// Whether a cell names a test in one of both ways.
fn names_a_test(cell: &str) -> bool {
    quoted(cell).any(|word| is_case(word) || by_file(word).is_some())
}

/// The letter of a heading as `## I. App shell`.
fn section_of(line: &str) -> Option<&str> {
    line.strip_prefix("## ")?.split_once(". ").map(|(letter, _)| letter)
}

/// Rows of the tables: the letter of the section, the number, and the last cell.
fn rows(page: &str) -> Vec<(&str, u16, &str)> {
    let mut section = "";
    let mut rows = Vec::new();
    for line in page.lines() {
        section = section_of(line).unwrap_or(section);
        let Some(cells) = line.strip_prefix('|') else { continue };
        let mut cells = cells.trim_end().trim_end_matches('|').split('|').map(str::trim);
        if let Some(number) = cells.next().and_then(|cell| cell.parse().ok()) {
            rows.push((section, number, cells.next_back().unwrap_or_default()));
        }
    }
    rows
}

/// Whether a file holds a test of this name.
fn holds(path: &str, text: &str, name: &str) -> bool {
    let function = || text.match_indices(&format!("fn {name}(")).next().is_some();
    let made = || text.contains(&format!("    {name}: "));
    if path.ends_with(".rs") { function() || made() } else { text.contains(name) }
}

/// What is wrong with the page.
fn findings(page: &str, files: &BTreeMap<&str, &str>) -> Vec<String> {
    let mut wrong = Vec::new();
    let rows = rows(page);
    let there: BTreeSet<&str> = page.lines().filter_map(section_of).collect();
    for (letter, first, last) in
        SECTIONS.iter().filter(|(letter, ..)| COMPLETE.contains(letter) || there.contains(letter))
    {
        let found: Vec<u16> = rows.iter().filter(|row| row.0 == *letter).map(|row| row.1).collect();
        let missing: Vec<u16> = numbers(*first, *last).filter(|number| !found.contains(number)).collect();
        let strange = found.iter().filter(|number| !numbers(*first, *last).any(|known| known == **number));
        wrong.extend((!missing.is_empty()).then(|| format!("section {letter} lacks {missing:?}")));
        wrong.extend(strange.map(|number| format!("section {letter} has no case {number}")));
    }
    for (_, number, held_by) in &rows {
        if !REASONS.iter().any(|reason| held_by.contains(reason)) && !names_a_test(held_by) {
            wrong.push(format!("case {number} has neither a test nor a reason"));
        }
    }
    let sources = files.iter().filter(|(path, _)| path.ends_with(".rs"));
    let tests: BTreeSet<&str> =
        sources.filter(|(path, _)| **path != OURS).flat_map(|(_, text)| tests_of(text)).collect();
    let named: BTreeSet<&str> = quoted(page)
        .filter_map(|word| by_file(word).map_or(Some(word), |(_, name)| Some(name)))
        .filter(|word| is_case(word))
        .collect();
    wrong.extend(named.difference(&tests).map(|name| format!("there is no test {name}")));
    wrong.extend(tests.difference(&named).map(|name| format!("{name} is not on the page")));
    for (path, name) in quoted(page).filter_map(by_file) {
        match files.get(path) {
            None => wrong.push(format!("there is no file {path}")),
            Some(text) if !holds(path, text, name) => wrong.push(format!("{path} has no test {name}")),
            Some(_) => {}
        }
    }
    wrong
}

/// This file has examples of names.
const OURS: &str = "xtask/src/tidy/attack.rs";

#[test]
fn the_page_of_attack_cases_and_the_tests_agree() {
    let all = super::files::all();
    let files: BTreeMap<&str, &str> = all.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let page = files.get(PAGE).unwrap_or_else(|| panic!("{PAGE} is missing"));
    let wrong = findings(page, &files);
    assert!(wrong.is_empty(), "{PAGE}:\n{}\n", wrong.join("\n"));
}

#[test]
fn whatever_is_wrong_with_the_page_is_found() {
    let mut page = String::new();
    for (letter, first, last) in SECTIONS.iter().filter(|(letter, ..)| COMPLETE.contains(letter)) {
        page.push_str(&format!("## {letter}. Words\n\n| case | what is tried | held by |\n|---|---|---|\n"));
        numbers(*first, *last)
            .for_each(|number| page.push_str(&format!("| {number} | words | by hand: words |\n")));
    }
    let files = BTreeMap::from([
        ("a/b.rs", "#[test]\nfn some_test() {}\nasync fn case_126_x() {}"),
        ("a/c.test.ts", "it('is so', "),
    ]);
    let with = |row: &str| findings(&page.replace("| 126 | words | by hand: words |", row), &files);
    assert_eq!(
        with("| 126 | words | `case_126_x`, `a/b.rs::some_test`, `a/c.test.ts::is so`, `mail` |"),
        [""; 0]
    );
    assert_eq!(with("| 126 | words | `a/b.rs::case_126_x` |"), [""; 0]);
    for (row, count) in [
        ("", 2),
        ("| 126 | words | words |", 2),
        ("| 126 | words | `case_126_x`, `case_126_gone` |", 1),
        ("| 126 | words | `case_126_x`, `a/b.rs::gone` |", 1),
        ("| 126 | words | `case_126_x`, `a/gone.rs::some_test` |", 1),
        ("| 126 | words | `case_126_x` |\n| 130 | words | by hand: words |", 1),
    ] {
        assert_eq!(with(row).len(), count, "{row}: {:?}", with(row));
    }
}
