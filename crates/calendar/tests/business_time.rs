//! Deadlines known from outside, one case by name each.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

use calendar::case::{Case, Outcome};
use calendar::{Moment, Span};
use serde::Deserialize;

#[derive(Deserialize)]
struct Known {
    #[serde(flatten)]
    case: Case,
    expected: Option<Moment>,
}

fn known() -> Vec<Known> {
    serde_json::from_str(include_str!("data/business-time.json")).expect("the case file is readable")
}

#[test]
fn every_known_deadline_is_met_to_the_second() {
    let known = known();
    assert_eq!(known.len(), 155);
    let wrong: Vec<String> = known.iter().filter_map(difference).collect();
    assert!(wrong.is_empty(), "{} of 155 cases differ:\n{}", wrong.len(), wrong.join("\n"));
}

fn difference(known: &Known) -> Option<String> {
    let id = &known.case.id;
    let found = match known.case.answer() {
        Ok(answer) => answer.outcome,
        Err(error) => return Some(format!("{id}: {error}")),
    };
    let expected = match known.expected {
        Some(due) => Outcome::Due { due },
        None => Outcome::Never { never: true },
    };
    (found != expected).then(|| format!("{id}: expected {expected:?}, found {found:?}"))
}

#[test]
fn elapsed_time_up_to_each_known_deadline_is_its_duration() {
    for known in known() {
        let Some(due) = known.expected else { continue };
        let case = &known.case;
        let calendar = case.calendar().unwrap();
        let pauses = case.pauses().unwrap();
        let target_s = case.duration_s.unwrap();
        assert_eq!(calendar.elapsed(case.start, due, &pauses), target_s, "{}", case.id);
        // The earliest such instant: a second before it is still missing one.
        if target_s > 0 {
            assert_eq!(calendar.elapsed(case.start, due.plus(-1), &pauses), target_s - 1, "{}", case.id);
        }
    }
}

#[test]
fn the_order_and_overlap_of_pauses_do_not_matter() {
    for known in known().iter().filter(|known| !known.case.pauses.is_empty()) {
        let calendar = known.case.calendar().unwrap();
        let mut pauses = known.case.pauses().unwrap();
        // The first second of each pause a second time, then all of them backwards.
        let first_seconds: Vec<Span> = pauses
            .iter()
            .filter(|span| span.from < span.to)
            .map(|span| Span { from: span.from, to: span.from.plus(1) })
            .collect();
        pauses.extend(first_seconds);
        pauses.reverse();
        let target_s = known.case.duration_s.unwrap();
        assert_eq!(calendar.due(known.case.start, target_s, &pauses), known.expected, "{}", known.case.id);
    }
}
