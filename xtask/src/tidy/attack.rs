//! The page of the attack cases names tests that exist, and no test of a case is missing on it.

/// Where the page is.
const PAGE: &str = "docs/attack-cases.md";

/// The names of tests in a source: functions whose names begin with `case_` and a digit.
fn tests_of(text: &str) -> impl Iterator<Item = &str> {
    text.split("fn ").skip(1).filter_map(|rest| {
        let name = rest.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').next()?;
        is_case(name).then_some(name)
    })
}

/// The names of tests on the page, between back-ticks.
fn named_on(page: &str) -> impl Iterator<Item = &str> {
    page.split('`').skip(1).step_by(2).filter(|word| is_case(word))
}

fn is_case(name: &str) -> bool {
    name.strip_prefix("case_").is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// Rows of tables of cases: what stands in the last cell behind each number.
fn rows(page: &str) -> impl Iterator<Item = (&str, &str)> {
    page.lines().filter_map(|line| {
        let mut cells = line.strip_prefix('|')?.trim_end().trim_end_matches('|').split('|').map(str::trim);
        let number = cells.next().filter(|cell| cell.parse::<u16>().is_ok())?;
        Some((number, cells.next_back().unwrap_or_default()))
    })
}

#[test]
fn the_page_of_attack_cases_and_the_tests_agree() {
    let files = super::files::all();
    let page = files.iter().find(|(path, _)| path == PAGE).map(|(_, text)| text.as_str());
    let page = page.unwrap_or_else(|| panic!("{PAGE} is missing"));
    let sources = files.iter().filter(|(path, _)| path.ends_with(".rs") && !path.starts_with("xtask/"));
    let tests: std::collections::BTreeSet<&str> = sources.flat_map(|(_, text)| tests_of(text)).collect();
    let named: std::collections::BTreeSet<&str> = named_on(page).collect();
    let gone: Vec<_> = named.difference(&tests).collect();
    assert!(gone.is_empty(), "{PAGE} names tests that do not exist: {gone:?}");
    let missing: Vec<_> = tests.difference(&named).collect();
    assert!(missing.is_empty(), "{PAGE} does not name: {missing:?}");
}

#[test]
fn every_row_of_the_page_has_a_test_or_says_why_not() {
    let files = super::files::all();
    let page = files.iter().find(|(path, _)| path == PAGE).map_or("", |(_, text)| text.as_str());
    let mut count = 0;
    for (number, held_by) in rows(page) {
        count += 1;
        let reason = ["by hand: ", "not there: "].iter().any(|start| held_by.contains(start));
        assert!(
            reason || named_on(held_by).next().is_some(),
            "case {number} has neither a test nor a reason"
        );
    }
    assert!(count > 60, "{count} rows");
}

#[test]
fn names_and_rows_are_found() {
    let text = "#[test]\nfn case_001_x() {}\nasync fn case_021_y() {}\nfn case_x() {}";
    assert_eq!(tests_of(text).collect::<Vec<_>>(), ["case_001_x", "case_021_y"]);
    let page = "| case | held by |\n|---|---|\n| 1 | `case_001_x`, `mail` |\n| 2 | by hand: x |\n| a | b |\n";
    assert_eq!(named_on(page).collect::<Vec<_>>(), ["case_001_x"]);
    assert_eq!(rows(page).collect::<Vec<_>>(), [("1", "`case_001_x`, `mail`"), ("2", "by hand: x")]);
}
