//! The test of a connection, and what it suggests.

use portal::{Adapter, Response};
use serde_json::{Value, json};

use crate::samples::{adapter, fields, groups};

fn answers(user: &Value) -> Vec<Response> {
    [json!({"user": user}), groups(), fields()]
        .iter()
        .map(|body| Response { status: 200, headers: Vec::new(), body: body.to_string().into_bytes() })
        .collect()
}

#[test]
fn an_agent_is_told_what_an_administrator_would_have() {
    let agent = json!({"id": 1, "name": "Roger Wilco", "role": "agent"});
    let probe = adapter().read_probes(&answers(&agent)).unwrap();
    assert_eq!(
        (probe.user.as_deref(), probe.queues),
        (Some("Roger Wilco"), vec!["First level".to_owned(), "Second level".to_owned()])
    );
    assert!(probe.warnings[0].contains("administrators"), "{:?}", probe.warnings);
    let admin = json!({"id": 1, "name": "Ann", "role": "admin"});
    assert!(adapter().read_probes(&answers(&admin)).unwrap().warnings.is_empty());
}

#[test]
fn an_anonymous_user_is_nobody() {
    let nobody = json!({"id": null, "name": "Anonymous user", "role": "end-user"});
    assert_eq!(adapter().read_probes(&answers(&nobody)).unwrap_err().code(), "unauthorized");
}

#[test]
fn fields_of_the_account_are_suggested() {
    let mapping = adapter().read_mapping(&answers(&json!({"id": 1, "role": "admin"})));
    assert_eq!(mapping.severity.unwrap().field, "CF.Severity");
    assert_eq!(mapping.version.as_deref(), Some("CF.Product Version"));
    let queues: Vec<String> = mapping.queues.into_iter().map(|row| row.queue).collect();
    assert_eq!(queues, ["First level", "Second level", "*"]);
    assert_eq!(adapter().suggested_mapping().severity.unwrap().field, "priority");
}

#[test]
fn every_form_of_secret_is_understood() {
    let basic = "Basic YW5uQGFjbWUuZXhhbXBsZS90b2tlbjo2d2lJQldi";
    for secret in ["ann@acme.example/token:6wiIBWb", " ann@acme.example:6wiIBWb\n"] {
        assert_eq!(adapter().authorization(secret), basic);
    }
    assert_eq!(
        adapter().authorization("gErypPlm4dOVgGRvA1ZzMH5MQ3nLo8bo"),
        "Bearer gErypPlm4dOVgGRvA1ZzMH5MQ3nLo8bo"
    );
}

#[test]
fn the_window_is_told_that_it_was_never_tried() {
    let capability = adapter().capability();
    assert!(!capability.tried && capability.tombstones && capability.interval_s[0] >= 60);
    // Ten requests a minute for all consoles of the account together.
    for (consoles, seconds) in [1, 20, 500].into_iter().zip(capability.interval_s) {
        assert!(consoles * 60 <= seconds * 10, "{consoles} consoles each {seconds} s");
    }
}
