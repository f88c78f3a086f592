//! The test of a connection, and what it suggests.

use portal::{Adapter, Response};
use serde_json::{Value, json};

use crate::samples::{adapter, states};

fn answer(status: u16, body: &Value) -> Response {
    Response { status, headers: Vec::new(), body: body.to_string().into_bytes() }
}

/// <https://docs.zammad.org/en/latest/api/intro.html#response-payloads-expand>
fn me(groups: &Value) -> Response {
    let me = json!({
        "id": 3, "login": "emma@help.example", "firstname": "Emma", "lastname": "Taylor", "email": "emma@help.example",
        "roles": ["Agent"], "group_ids": {"1": ["full"]}, "groups": groups,
    });
    answer(200, &me)
}

fn agent() -> Response {
    me(&json!({"Second level": ["full"], "First level": ["read", "create"]}))
}

fn refused() -> Response {
    answer(403, &json!({"error": "Not authorized (token)!"}))
}

#[test]
fn user_groups_and_version_are_told() {
    let version = answer(200, &json!({"version": "7.1.1"}));
    let probe = adapter().read_probes(&[agent(), answer(200, &states()), version]).unwrap();
    assert_eq!((probe.portal.as_str(), probe.user.as_deref()), ("Zammad 7.1.1", Some("emma@help.example")));
    assert_eq!(probe.queues, ["First level", "Second level"]);
    assert!(probe.warnings.is_empty());
    // Only administrators may read the version.
    let probe = adapter().read_probes(&[agent(), answer(200, &states()), refused()]).unwrap();
    assert_eq!((probe.portal.as_str(), probe.warnings.len()), ("Zammad", 0));
}

#[test]
fn a_token_without_the_right_or_the_groups_is_warned_of() {
    let probe = adapter().read_probes(&[me(&json!({})), refused(), refused()]).unwrap();
    assert!(probe.warnings[0].contains("in no group"), "{:?}", probe.warnings);
    assert!(probe.warnings[1].contains("`ticket.agent`"), "{:?}", probe.warnings);
    let wrong = answer(401, &json!({"error": "Invalid BasicAuth credentials"}));
    assert_eq!(adapter().read_probe(&wrong).unwrap_err().code(), "unauthorized");
    assert!(adapter().read_probes(&[]).is_err());
}

#[test]
fn states_of_the_company_are_suggested_by_their_type() {
    let mapping = adapter().read_mapping(&[agent(), answer(200, &states()), refused()]);
    assert_eq!(mapping.statuses["waiting for parts"], "waiting-on-customer");
    assert_eq!(mapping.statuses["closed"], "closed");
    assert_eq!(mapping.severity.unwrap().field, "priority");
    assert_eq!(mapping.queues.len(), 3);
    assert_eq!(adapter().suggested_mapping().statuses.len(), 7);
}

#[test]
fn the_token_goes_out_as_documented() {
    assert_eq!(adapter().authorization(" abc-123\n"), "Token token=abc-123");
    assert_eq!(adapter().authorization("Token token=abc"), "Token token=abc");
    assert_eq!(adapter().authorization("Bearer abc"), "Bearer abc");
}

#[test]
fn the_window_is_told_that_it_was_never_tried() {
    let capability = adapter().capability();
    assert!(!capability.tried && !capability.tombstones);
}
