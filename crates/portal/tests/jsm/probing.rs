//! The test of a connection, and what it suggests.

use portal::{Adapter, Response};
use serde_json::{Value, json};

use crate::samples::{adapter, desks, fields, me};

fn answer(status: u16, body: &Value) -> Response {
    Response { status, headers: Vec::new(), body: body.to_string().into_bytes() }
}

/// <https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-workflow-statuses/>
fn statuses() -> Value {
    let status =
        |name: &str, key: &str| json!({"id": "1", "name": name, "statusCategory": {"key": key, "name": "x"}});
    json!([
        status("Waiting for support", "indeterminate"),
        status("Waiting for customer feedback", "indeterminate"),
        status("Triage", "new"),
        status("Rejected", "done"),
        status("Fixed in field", "done"),
        status("Analysing", "indeterminate"),
    ])
}

fn answers() -> [Response; 4] {
    [answer(200, &me("UTC")), answer(200, &desks()), answer(200, &fields()), answer(200, &statuses())]
}

#[test]
fn user_and_service_desks_are_told() {
    let probe = adapter().read_probes(&answers()).unwrap();
    assert_eq!(
        (probe.portal.as_str(), probe.user.as_deref()),
        ("Jira Service Management", Some("Ada Agent"))
    );
    assert_eq!(probe.queues, ["IT Help", "Presses"]);
    assert!(probe.warnings.is_empty(), "{:?}", probe.warnings);
    assert!(adapter().read_probes(&[]).is_err());
}

#[test]
fn a_user_without_an_agents_licence_is_warned_of() {
    let mut customer = me("UTC");
    customer["accountType"] = json!("customer");
    let mut unlicensed = me("UTC");
    unlicensed["applicationRoles"]["items"] = json!([{"key": "jira-software"}]);
    for me in [customer, unlicensed] {
        let probe = adapter().read_probes(&[answer(200, &me), answer(200, &desks())]).unwrap();
        assert!(probe.warnings[0].contains("licence as an agent"), "{:?}", probe.warnings);
    }
    let mut untold = me("UTC");
    untold.as_object_mut().unwrap().remove("applicationRoles");
    assert!(adapter().read_probe(&answer(200, &untold)).unwrap().warnings.is_empty());
}

#[test]
fn a_token_that_sees_no_service_desk_is_warned_of() {
    for none in [answer(200, &json!({"values": []})), answer(403, &json!({"errorMessage": "no"}))] {
        let probe = adapter().read_probes(&[answer(200, &me("UTC")), none]).unwrap();
        assert!(probe.warnings[0].contains("no service desk"), "{:?}", probe.warnings);
    }
}

#[test]
fn data_center_is_named_where_it_has_no_such_api() {
    let fault = adapter().read_probe(&answer(404, &json!({"message": "null for uri"}))).unwrap_err();
    assert!(fault.to_string().contains("Jira Data Center"), "{fault}");
    assert_eq!(adapter().read_probe(&answer(401, &json!({}))).unwrap_err().code(), "unauthorized");
    assert_eq!(
        adapter().read_probe(&answer(200, &json!({"accountId": null}))).unwrap_err().code(),
        "unauthorized"
    );
}

#[test]
fn words_of_the_site_are_suggested() {
    let mapping = adapter().read_mapping(&answers());
    assert_eq!(mapping.severity.unwrap().field, "CF.Severity");
    let queues: Vec<&str> = mapping.queues.iter().map(|row| row.queue.as_str()).collect();
    assert_eq!(queues, ["IT Help", "Presses", "*"]);
    let words = |status: &str| mapping.statuses.get(status).map(String::as_str);
    for (status, word) in [
        ("Waiting for support", "open"),
        ("Waiting for customer", "waiting-on-customer"),
        ("Waiting for customer feedback", "waiting-on-customer"),
        ("Triage", "new"),
        ("Rejected", "closed"),
        ("Fixed in field", "solved"),
        ("Analysing", "open"),
    ] {
        assert_eq!(words(status), Some(word), "{status}");
    }
    assert_eq!(adapter().suggested_mapping().severity.unwrap().field, "priority");
}

#[test]
fn a_token_with_a_colon_is_a_mail_address_with_a_token() {
    assert_eq!(adapter().authorization(" a@x.example:t0k3n\n"), "Basic YUB4LmV4YW1wbGU6dDBrM24=");
    assert_eq!(adapter().authorization(" t0k3n\n"), "Bearer t0k3n");
}

#[test]
fn the_window_is_told_that_it_was_never_tried() {
    let capability = adapter().capability();
    assert!(!capability.tried && !capability.tombstones && capability.delta == "query");
    assert!(!portal::is_tried("jsm") && portal::KINDS.contains(&("jsm", "Jira Service Management")));
}
