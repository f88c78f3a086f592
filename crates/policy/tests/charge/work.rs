//! Work by the hour, the increment and the day.

use policy::charge::{ChargeLine, ChargeState};
use policy::pack::Basis;
use serde_json::json;

use crate::{ask, lines, short};

fn work(policy: &str, what: &str, from: &str, to: &str) -> policy::charge::ChargeAnswer {
    ask(json!({"policy": policy, "what": what, "from": from, "to": to}))
}

fn measured(line: &ChargeLine) -> (Option<i64>, Option<i64>, Option<i64>) {
    (line.worked_s.map(|seconds| seconds / 60), line.billed_s.map(|seconds| seconds / 60), line.increments)
}

/// Sepasoft is open from 07:30 to 17:00 in Los Angeles, 15:30 to 01:00 UTC in winter.
#[test]
fn sepasoft_charges_after_hours_for_an_hour_at_least_and_then_by_the_minute() {
    let cases = [
        ("one minute", "2026-11-21T12:00:00Z", "2026-11-21T12:01:00Z", "350.00"),
        ("one second", "2026-11-21T12:00:00Z", "2026-11-21T12:00:01Z", "350.00"),
        ("one hour", "2026-11-21T12:00:00Z", "2026-11-21T13:00:00Z", "350.00"),
        ("a second more", "2026-11-21T12:00:00Z", "2026-11-21T13:00:01Z", "355.83"),
        ("90 minutes", "2026-11-21T12:00:00Z", "2026-11-21T13:30:00Z", "525.00"),
        ("all in support hours", "2026-11-20T16:00:00Z", "2026-11-20T17:00:00Z", "0.00"),
        ("over closing time", "2026-11-21T00:30:00Z", "2026-11-21T02:30:00Z", "525.00"),
        ("before opening and after closing", "2026-11-20T15:00:00Z", "2026-11-21T01:20:00Z", "350.00"),
        ("Thanksgiving Day", "2026-11-26T18:00:00Z", "2026-11-26T20:00:00Z", "700.00"),
        ("the eve of it", "2026-11-25T18:00:00Z", "2026-11-25T20:00:00Z", "0.00"),
        ("the night of the change of clocks", "2026-03-08T09:30:00Z", "2026-03-08T11:30:00Z", "700.00"),
    ];
    for (name, from, to, expected) in cases {
        let answer = work("sepasoft", "after-hours", from, to);
        assert_eq!(short(&answer), format!("Known {expected} USD"), "{name}");
    }
}

#[test]
fn work_is_split_where_the_support_hours_end() {
    let answer = work("sepasoft", "after-hours", "2026-11-21T00:30:00Z", "2026-11-21T02:30:00Z");
    assert_eq!(lines(&answer), ["after-hours-rate Due 525.00 USD", "after-hours-rate Due 0.00 USD"]);
    let outside = work("sepasoft", "after-hours", "2026-11-21T12:00:00Z", "2026-11-21T13:00:00Z");
    assert_eq!(lines(&outside), ["after-hours-rate Due 350.00 USD"], "nothing lies within the hours");
    assert_eq!(measured(&answer.lines[0]), (Some(90), Some(90), Some(90)));
    assert_eq!(measured(&answer.lines[1]), (Some(30), Some(0), None));
    assert_eq!(answer.lines[0].basis, Basis::Assumed, "rounding and holidays are assumed");
    assert!(answer.lines[0].note.contains("no rounding"), "{}", answer.lines[0].note);
    assert!(answer.lines[0].note.contains("federal holidays"), "{}", answer.lines[0].note);
}

#[test]
fn sep_bills_remote_help_in_steps_of_30_minutes_without_a_published_price() {
    for (to, increments) in [("10:01", 1), ("10:30", 1), ("10:31", 2), ("11:10", 3), ("12:00", 4)] {
        let answer =
            work("sep-sesam", "remote-help", "2026-11-20T10:00:00Z", &format!("2026-11-20T{to}:00Z"));
        let line = &answer.lines[0];
        assert_eq!((line.increments, line.billed_s), (Some(increments), Some(increments * 1_800)), "{to}");
        assert_eq!((answer.state, line.article.as_str()), (ChargeState::Unpublished, "SEP-0S-RWC001"));
        assert_eq!(line.amount, None);
    }
    let open = ask(json!({"policy": "sep-sesam", "what": "remote-help"}));
    assert_eq!(
        (short(&open).as_str(), open.ask),
        ("Unknown -", vec!["when the work began and ended".to_owned()])
    );
}

#[test]
fn sep_sells_visits_by_the_day_plus_costs() {
    for (what, article) in [("installation", "SEP-0S-INS001"), ("consulting", "SEP-0S-CON001")] {
        let answer = work("sep-sesam", what, "2026-11-20T08:00:00Z", "2026-11-20T18:00:00Z");
        let row = &answer.lines[0].row;
        assert_eq!(lines(&answer), [format!("{row} Unpublished -"), format!("{row} Unpublished -")]);
        assert_eq!(
            (answer.lines[0].units, answer.lines[0].article.as_str()),
            (Some(2.into()), article),
            "ten hours"
        );
        assert_eq!(answer.lines[1].text, "costs");
    }
    let call = ask(json!({"policy": "sep-sesam", "what": "emergency"}));
    assert_eq!((call.lines[0].article.as_str(), call.lines[0].units), ("SEP-0S-EMC0001", Some(1.into())));
}

#[test]
fn infotecs_visits_cost_hours_travel_and_lodging() {
    let answer = work("infotecs", "on-site", "2026-11-20T08:00:00Z", "2026-11-20T10:30:00Z");
    let texts: Vec<&str> = answer.lines.iter().skip(1).map(|line| line.text.as_str()).collect();
    assert_eq!(texts, ["travel", "lodging"]);
    assert_eq!(answer.lines[0].units, Some("2.5".parse().unwrap()));
}
