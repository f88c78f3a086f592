//! Lines for the filters of the command line: `reckon`, `entitled`, `lifecycle`, `charge` and `due`.

use std::sync::OnceLock;

use calendar::Moment;
use policy::pack::Packs;
use policy::reckon::ReckonOutput;
use serde_json::Value;

fuzz::target!("reckon", 2, holds);

const NOON: Moment = Moment(1_795_262_400);
/// A line that is good, whatever stands around it.
const GOOD: &str = r#"{"id":"900001","policy":"sep-sesam","severity":"major","channel":"portal","contract":{"plan":"business-support","starts":"2026-01-01","ends":"2026-12-31"},"events":[{"at":"2026-11-20T16:30:00Z","kind":"created","by":"customer"}]}"#;

fn holds(input: &[u8]) {
    let text = String::from_utf8_lossy(input);
    let packs = packs();
    let lines =
        text.trim_start_matches('\u{feff}').split('\n').filter(|line| !line.trim().is_empty()).count();
    for filter in [
        |packs: &Packs, text: &str| policy::reckon::reckon_lines(packs, text, NOON),
        |packs: &Packs, text: &str| policy::entitled::entitled_lines(packs, text, NOON),
        |packs: &Packs, text: &str| policy::lifecycle::lifecycle_lines(packs, text, NOON),
        |packs: &Packs, text: &str| policy::charge::charge_lines(packs, text, Some(NOON)),
    ] {
        let output = filter(packs, &text);
        assert_eq!(output.lines.len(), lines, "each line has one answer");
        let errors = output.lines.iter().filter(|line| is_error(line, &text)).count();
        assert_eq!(output.failed, errors > 0, "an error is told by the exit code");
    }
    let again = policy::reckon::reckon_lines(packs, &text, NOON);
    assert_eq!(again, policy::reckon::reckon_lines(packs, &text, NOON), "the same input twice");
    for line in text.lines() {
        match calendar::case::answer(line) {
            Ok(answer) => drop(serde_json::from_str::<Value>(&answer).expect("an answer is JSON")),
            Err(error) => assert!(!error.message.is_empty() && !error.hint.is_empty(), "{error:?}"),
        }
    }
    if !text.contains("900001") {
        among_others(packs, &text);
    }
}

/// Whether a line of the output is an error, whose place is then checked.
fn is_error(line: &str, input: &str) -> bool {
    let json: Value = serde_json::from_str(line).expect("each answer is JSON");
    if json["error"].is_null() {
        return false;
    }
    let number = json["line"].as_u64().expect("an error has a line");
    assert!(number >= 1 && number <= input.split('\n').count() as u64, "there is no line {number}");
    for part in ["code", "message", "hint"] {
        assert!(json["error"][part].as_str().is_some_and(|text| !text.is_empty()), "{line}");
    }
    true
}

/// What stands before a good line changes nothing of its deadlines, only its position.
fn among_others(packs: &Packs, text: &str) {
    let clocks = |output: &ReckonOutput| {
        let lines = output.lines.iter().map(|line| serde_json::from_str::<Value>(line).unwrap());
        lines.filter(|json| json["id"] == "900001").map(|json| json["clocks"].clone()).collect::<Vec<_>>()
    };
    let alone = clocks(&policy::reckon::reckon_lines(packs, GOOD, NOON));
    let among = policy::reckon::reckon_lines(packs, &format!("{text}\n{GOOD}"), NOON);
    assert_eq!((clocks(&among), alone.len()), (alone, 1));
    let answers = among.lines.iter().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let mut positions: Vec<u64> = answers.filter_map(|json| json["position"].as_u64()).collect();
    positions.sort_unstable();
    assert_eq!(positions, (1..=positions.len() as u64).collect::<Vec<_>>(), "one total order");
}

fn packs() -> &'static Packs {
    static PACKS: OnceLock<Packs> = OnceLock::new();
    PACKS.get_or_init(|| Packs::embedded().unwrap())
}
