//! The filter.

use policy::facts::{Contract, RemoteAccess};
use policy::reckon::{ReckonOutput, input_schema, output_schema, reckon_lines};
use serde_json::{Value, json};

use crate::sample::{at, packs};

fn reckon(lines: &[String]) -> ReckonOutput {
    reckon_lines(&packs(), &lines.join("\n"), at("2026-11-20T18:30Z"))
}

fn ticket(id: &str, severity: &str, status: &str) -> String {
    json!({
        "id": id, "policy": "shop", "severity": severity, "contract": {"plan": "gold"},
        "events": [
            {"at": "2026-11-20T17:30:00.9+01:00", "kind": "created", "by": "customer"},
            {"at": "2026-11-20T17:00:00Z", "kind": "status", "to": status},
        ]
    })
    .to_string()
}

fn values(output: &ReckonOutput) -> Vec<Value> {
    output.lines.iter().map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn ranked_then_done_by_id_then_errors_by_line() {
    let output = reckon(&[
        "{".to_owned(),
        ticket("b-done", "critical", "solved"),
        ticket("minor", "minor", "open"),
        String::new(),
        ticket("a-done", "critical", "closed"),
        ticket("critical", "critical", "open"),
        ticket("odd", "urgent", "open"),
    ]);
    let summary: Vec<String> = values(&output)
        .iter()
        .map(|line| match line.get("id") {
            Some(id) => format!("{} {} {}", id.as_str().unwrap(), line["position"], line["lane"]),
            None => format!("line {} {}", line["line"], line["error"]["code"].as_str().unwrap()),
        })
        .collect();
    assert_eq!(
        summary,
        [
            "critical 1 \"main\"",
            "minor 2 \"main\"",
            "a-done null null",
            "b-done null null",
            "line 1 bad-json",
            "line 7 unknown-severity"
        ]
    );
    assert!(output.failed);
}

#[test]
fn an_answer_in_full() {
    let output = reckon(&[ticket("A-1", "critical", "open")]);
    assert!(!output.failed);
    assert_eq!(
        output.lines[0],
        concat!(
            r#"{"id":"A-1","position":1,"lane":"main","score":0.758333,"#,
            r#""clocks":[{"name":"first-response","state":"running","due":"2026-11-20T20:30:00Z","target_s":14400,"#,
            r#""elapsed_s":7200,"remaining_s":7200,"basis":"stated","clause":"Response time"}],"flags":[],"why":["#,
            r#"{"factor":"severity","value":1.0,"weight":0.5,"share":0.5,"detail":"Critical","basis":"assumed","clause":"Order"},"#,
            r#"{"factor":"plan","value":1.0,"weight":0.2,"share":0.2,"detail":"Gold","basis":"assumed","clause":"Order"},"#,
            r#"{"factor":"urgency","value":0.25,"weight":0.2,"share":0.05,"detail":"first response: 2 h of 4 h","basis":"assumed","clause":"Order"},"#,
            r#"{"factor":"waiting","value":0.083333,"weight":0.1,"share":0.008333,"detail":"customer's last message 2 h ago, full at 1 d","basis":"assumed","clause":"Order"}]}"#,
        )
    );
}

#[test]
fn each_mistake_has_a_code_a_place_and_a_hint() {
    let created = json!([{"at": "2026-11-20T16:30:00Z", "kind": "created"}]);
    let with = |change: Value| {
        let mut ticket = json!({"id": "A-1", "policy": "shop", "events": created});
        ticket.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
        ticket
    };
    let event = |event: Value| with(json!({"events": [created[0], event]}));
    let cases = [
        (with(json!({"policy": "shoe"})), "unknown-policy", "there is no policy `shoe`", "use one of: shop"),
        (
            with(json!({"severity": "urgent"})),
            "unknown-severity",
            "there is no severity `urgent`",
            "use one of: critical, major, minor, cosmetic",
        ),
        (
            with(json!({"classification": "rant"})),
            "unknown-classification",
            "there is no classification `rant`",
            "use one of: problem, question, wish",
        ),
        (
            with(json!({"contract": {"plan": "lead"}})),
            "unknown-plan",
            "there is no plan `lead`",
            "use one of: gold, silver, none",
        ),
        (
            with(json!({"channel": "fax"})),
            "unknown-channel",
            "there is no channel `fax`",
            "use one of: portal, email, phone, chat, api",
        ),
        (
            event(json!({"at": "2026-11-20T17:00:00Z", "kind": "status", "to": "asleep"})),
            "unknown-status",
            "there is no status `asleep`",
            "use one of: new, open, waiting-on-customer, waiting-on-vendor, on-hold, solved, closed",
        ),
        (
            with(json!({"contract": {"targets": [{"clock": "lunch", "hours": 1, "calendar": "always"}]}})),
            "unknown-clock",
            "there is no clock `lunch`",
            "use one of: first-response",
        ),
        (
            with(
                json!({"contract": {"targets": [{"clock": "first-response", "hours": 1, "calendar": "moon"}]}}),
            ),
            "unknown-calendar",
            "there is no calendar `moon`",
            "use one of: always, 10x5, 8x5",
        ),
        (
            with(
                json!({"contract": {"targets": [{"clock": "first-response", "hours": -1, "calendar": "always"}]}}),
            ),
            "bad-target",
            "a target of the contract is -1 hours",
            "give a number from 0 to 876000",
        ),
        (
            with(
                json!({"contract": {"appointments": [{"from": "2026-11-20T17:00:00Z", "to": "2026-11-20T17:00:00Z"}]}}),
            ),
            "bad-appointment",
            "an appointment ends at 2026-11-20T17:00:00Z and starts at 2026-11-20T17:00:00Z",
            "give an end after the start",
        ),
        (
            with(json!({"events": []})),
            "not-created",
            "ticket `A-1` has no event of kind `created`",
            "add one with the instant at which the ticket was filed",
        ),
        (
            with(json!({"contract": {"licenses": "three"}})),
            "bad-field",
            "field `contract.licenses`: invalid type: string \"three\", expected u32",
            "compare the line with the JSON Schema of the input",
        ),
        (with(json!({"id": ""})), "bad-field", "field `id` is empty", "give each ticket an id of its own"),
    ];
    for (ticket, code, message, hint) in cases {
        let error = &values(&reckon(&[ticket.to_string()]))[0]["error"];
        assert_eq!(error["code"], code, "{ticket}");
        assert!(error["message"].as_str().unwrap().starts_with(message), "{error}");
        assert_eq!(error["hint"], hint, "{ticket}");
    }
}

#[test]
fn bad_instants_and_unknown_kinds_are_told() {
    let line = |event: &str| format!(r#"{{"id":"A","policy":"shop","events":[{event}]}}"#);
    let message = |event: &str| {
        let value = values(&reckon(&[line(event)])).remove(0);
        assert_eq!(value["error"]["code"], "bad-field");
        value["error"]["message"].as_str().unwrap().to_owned()
    };
    let noon = message(r#"{"at":"noon","kind":"created"}"#);
    assert!(noon.contains("events[0]") && noon.contains("`noon` is no instant"), "{noon}");
    let kind = message(r#"{"at":"2026-11-20T16:30:00Z","kind":"born"}"#);
    assert!(kind.contains("events[0]") && kind.contains("unknown variant `born`"), "{kind}");
}

#[test]
fn remote_access_is_given_impossible_or_not_known() {
    let read = |contract: Value| serde_json::from_value::<Contract>(contract);
    for (contract, expected) in [
        (json!({}), None),
        (json!({"remote_access": "given"}), Some(RemoteAccess::Given)),
        (json!({"remote_access": "impossible"}), Some(RemoteAccess::Impossible)),
    ] {
        let facts = read(contract.clone()).unwrap();
        assert_eq!(facts.remote_access, expected);
        assert_eq!(serde_json::to_value(facts).unwrap(), contract, "written again unchanged");
    }
    let mistake = read(json!({"remote_access": "sometimes"})).unwrap_err().to_string();
    assert!(mistake.contains("`given` or `impossible`"), "{mistake}");
}

#[test]
fn a_duplicate_is_an_error_and_the_first_is_answered() {
    let output = reckon(&[
        ticket("A", "critical", "open"),
        ticket("B", "minor", "open"),
        ticket("A", "minor", "open"),
    ]);
    let values = values(&output);
    assert_eq!(values.len(), 3);
    assert_eq!((&values[0]["id"], &values[1]["id"]), (&json!("A"), &json!("B")));
    assert_eq!(values[2]["line"], 3);
    assert_eq!(values[2]["error"]["code"], "duplicate-id");
    assert_eq!(values[2]["error"]["message"], "ticket `A` was given before, in line 1");
}

#[test]
fn empty_input_windows_line_ends_and_a_byte_order_mark() {
    assert_eq!(reckon(&[]), ReckonOutput { lines: Vec::new(), failed: false });
    let input =
        format!("\u{feff}{}\r\n\r\n{}\r\n", ticket("A", "major", "open"), ticket("B", "major", "open"));
    let output = reckon_lines(&packs(), &input, at("2026-11-20T18:30Z"));
    assert_eq!((output.lines.len(), output.failed), (2, false));
}

#[test]
fn more_than_one_value_in_a_line_is_no_json() {
    let two = format!("{} {{}}", ticket("A", "major", "open"));
    let value = values(&reckon(&[two])).remove(0);
    assert_eq!(value["error"]["code"], "bad-json");
    assert!(value["error"]["message"].as_str().unwrap().contains("trailing characters, at column"));
}

/// What was written before there were calls and people on neither side means the same.
#[test]
fn what_is_left_out_of_a_call_promises_nothing() {
    let line = |event: &str| {
        format!(
            r#"{{"id":"A","policy":"shop","severity":"critical","contract":{{"plan":"gold"}},"events":[{{"at":"2026-11-20T16:30:00Z","kind":"created"}}{event}]}}"#
        )
    };
    let plain = reckon(&[line("")]);
    assert!(!plain.failed);
    assert_eq!(plain, reckon(&[line(r#",{"at":"2026-11-20T17:00:00Z","kind":"call","by":"agent"}"#)]));
    assert_eq!(plain, reckon(&[line(r#",{"at":"2026-11-20T17:00:00Z","kind":"call","answered":true}"#)]));
    let other = r#",{"at":"2026-11-20T17:00:00Z","kind":"message","by":"other","public":true}"#;
    assert_eq!(plain, reckon(&[line(other)]));
    let called = r#",{"at":"2026-11-20T17:00:00Z","kind":"call","by":"agent","answered":true}"#;
    assert_eq!(values(&reckon(&[line(called)]))[0]["clocks"][0]["state"], "met");
}

#[test]
fn schemas_name_what_the_formats_hold() {
    let input = input_schema().to_string();
    for word in [
        "named_contacts",
        "remote_access",
        "impossible",
        "appointments",
        "waiting-on-customer",
        "history_incomplete",
        "call",
        "answered",
        "other",
    ] {
        assert!(input.contains(word), "{word}");
    }
    let output = output_schema().to_string();
    for word in
        ["earlier_breaches", "call-required", "response-may-suffer", "deprioritized", "remaining_s", "hint"]
    {
        assert!(output.contains(word), "{word}");
    }
}
