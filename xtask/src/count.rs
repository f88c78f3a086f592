//! Counts tests from what the runners print.

use std::fmt;
use std::ops::AddAssign;

/// How many tests there were, over all runners.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tests {
    pub passed: u64,
    pub failed: u64,
    pub skipped: u64,
}

impl AddAssign for Tests {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

impl fmt::Display for Tests {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed, {} skipped", self.passed, self.failed, self.skipped)
    }
}

/// nextest: `Summary [ 1.2s] 12 tests run: 10 passed (1 slow), 1 failed, 1 timed out, 3 skipped`.
pub fn nextest(output: &str) -> Option<Tests> {
    let plain = without_colours(output);
    let line = plain.lines().rev().find(|line| line.trim_start().starts_with("Summary ["))?;
    // What is in brackets says more about tests that are counted already.
    let mut depth = 0;
    let counts: String = line
        .split_once("run:")?
        .1
        .chars()
        .filter(|c| {
            depth += i32::from(*c == '(') - i32::from(*c == ')');
            depth == 0 && *c != ')'
        })
        .collect();
    let number = |word| before(&counts, word).unwrap_or(0);
    let failed = number("failed") + number("timed out") + number("exec failed");
    Some(Tests { passed: number("passed"), failed, skipped: number("skipped") })
}

/// libtest, as doc tests use it: each `test result: ok. 3 passed; 0 failed; 1 ignored; ...` counts.
pub fn libtest(output: &str) -> Option<Tests> {
    let plain = without_colours(output);
    let mut sum = None;
    for line in plain.lines().filter(|line| line.starts_with("test result:")) {
        let number = |word| before(line, word).unwrap_or(0);
        let tests = Tests { passed: number("passed"), failed: number("failed"), skipped: number("ignored") };
        *sum.get_or_insert_with(Tests::default) += tests;
    }
    sum
}

/// vitest's JSON report.
pub fn vitest(json: &str) -> Option<Tests> {
    let number = |key| after(json, key);
    Some(Tests {
        passed: number("\"numPassedTests\":")?,
        failed: number("\"numFailedTests\":")?,
        skipped: number("\"numPendingTests\":")? + number("\"numTodoTests\":").unwrap_or(0),
    })
}

/// The number before ` word`, where the word stands alone between separators.
fn before(text: &str, word: &str) -> Option<u64> {
    text.split([',', ';', '.']).find_map(|part| part.trim().strip_suffix(word)?.trim().parse().ok())
}

fn after(text: &str, key: &str) -> Option<u64> {
    let rest = text.split_once(key)?.1.trim_start();
    let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

fn without_colours(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("\x1b[") {
        plain.push_str(before);
        rest = after.split_once('m').map_or("", |(_, rest)| rest);
    }
    plain.push_str(rest);
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tests(passed: u64, failed: u64, skipped: u64) -> Option<Tests> {
        Some(Tests { passed, failed, skipped })
    }

    #[test]
    fn reads_nextest() {
        for (line, expected) in [
            ("     Summary [   0.031s] 12 tests run: 12 passed, 0 skipped", tests(12, 0, 0)),
            (
                "     Summary [   1.2s] 5/9 tests run: 2 passed (1 slow, 1 flaky), 1 failed, 1 exec failed, 1 timed out, 3 skipped",
                tests(2, 3, 3),
            ),
            (
                "\u{1b}[32;1m     Summary\u{1b}[0m [   0.0s] \u{1b}[1m1\u{1b}[0m test run: \u{1b}[1m1\u{1b}[0m \u{1b}[32;1mpassed\u{1b}[0m, \u{1b}[1m0\u{1b}[0m skipped",
                tests(1, 0, 0),
            ),
            ("error: could not compile", None),
        ] {
            assert_eq!(nextest(&format!("noise\n{line}\nmore")), expected, "{line}");
        }
    }

    #[test]
    fn adds_up_doc_tests() {
        let output = "test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.1s\n\n\
                      test result: FAILED. 1 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out\n";
        assert_eq!(libtest(output), tests(4, 2, 1));
        assert_eq!(libtest("nothing ran"), None);
    }

    #[test]
    fn reads_vitest() {
        let json = r#"{"numTotalTestSuites":3,"numTotalTests":9,"numPassedTests":6,"numFailedTests":1,"numPendingTests":1,"numTodoTests":1}"#;
        assert_eq!(vitest(json), tests(6, 1, 2));
        assert_eq!(vitest("{}"), None);
    }

    #[test]
    fn is_one_plain_line() {
        let mut sum = Tests { passed: 1, failed: 0, skipped: 2 };
        sum += Tests { passed: 10, failed: 1, skipped: 0 };
        assert_eq!(sum.to_string(), "11 passed, 1 failed, 2 skipped");
    }
}
