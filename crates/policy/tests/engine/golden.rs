//! Whole queues on the real packs and the made-up sixth. `tests/golden/NAME.in.jsonl` is the input and `NAME.out.jsonl` the answer, both
//! for a person to read: each ticket's id says what it shows. After a change that is meant, write the answers anew
//! with `UPDATE_GOLDEN=1` and read the difference.

use std::path::PathBuf;

use policy::pack::Packs;
use policy::reckon::reckon_lines;

use crate::sample::{at, nilavar};

/// A Saturday, 13:00 in Berlin and 04:00 in Los Angeles.
const NOW: &str = "2026-11-21T12:00Z";

fn check(name: &str) {
    check_with(name, &Packs::embedded().unwrap());
}

fn check_with(name: &str, packs: &Packs) {
    let path = |end: &str| {
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(format!("tests/golden/{name}.{end}.jsonl"))
    };
    let input = std::fs::read_to_string(path("in")).unwrap();
    let output = reckon_lines(packs, &input, at(NOW));
    let text: String = output.lines.iter().map(|line| format!("{line}\n")).collect();
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(path("out"), &text).unwrap();
    }
    let expected = std::fs::read_to_string(path("out")).unwrap();
    for (line, (answer, wanted)) in text.lines().zip(expected.lines()).enumerate() {
        assert_eq!(answer, wanted, "{name}, line {}", line + 1);
    }
    assert_eq!(text.lines().count(), expected.lines().count(), "{name}");
}

#[test]
fn sep_sesam() {
    check("sep-sesam");
}

#[test]
fn sepasoft() {
    check("sepasoft");
}

#[test]
fn ensim() {
    check("ensim");
}

#[test]
fn expecco() {
    check("expecco");
}

#[test]
fn infotecs() {
    check("infotecs");
}

#[test]
fn two_policies_and_bad_lines_in_one_queue() {
    check("mixed");
}

#[test]
fn calls_outsiders_and_thanks() {
    check_with("conversation", &Packs::embedded().unwrap().with([nilavar()]));
}
