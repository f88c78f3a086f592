//! The test of a connection, and what it suggests.

use portal::{Adapter, Response};
use serde_json::{Value, json};

use crate::samples::{adapter, fields};

fn answer(status: u16, body: &Value) -> Response {
    Response { status, headers: Vec::new(), body: body.to_string().into_bytes() }
}

fn me() -> Response {
    answer(
        200,
        &json!({"id": 1, "available": false, "type": "support_agent", "contact": {"name": "Super Man", "email": "s@acme.example"}}),
    )
}

#[test]
fn agent_and_groups_are_told() {
    let probe = adapter().read_probes(&[me(), answer(200, &fields())]).unwrap();
    assert_eq!(probe.user.as_deref(), Some("Super Man"));
    assert_eq!(probe.queues, ["First level", "Second level"]);
    assert!(probe.warnings.is_empty());
}

#[test]
fn a_key_that_may_not_read_the_fields_is_warned_of() {
    let probe = adapter().read_probes(&[me(), answer(403, &json!({"code": "access_denied"}))]).unwrap();
    assert!(probe.warnings[0].contains("numbers"), "{:?}", probe.warnings);
    let refused = answer(401, &json!({"code": "invalid_credentials"}));
    assert_eq!(adapter().read_probe(&refused).unwrap_err().code(), "unauthorized");
    assert!(adapter().read_probes(&[]).is_err());
}

#[test]
fn fields_of_the_account_are_suggested() {
    let mapping = adapter().read_mapping(&[me(), answer(200, &fields())]);
    assert_eq!(mapping.severity.unwrap().field, "CF.cf_severity");
    assert_eq!(mapping.product.as_deref(), Some("product"));
    assert_eq!(mapping.queues.len(), 3);
    assert_eq!(adapter().suggested_mapping().severity.unwrap().field, "priority");
}

#[test]
fn the_key_is_the_user_name() {
    assert_eq!(adapter().authorization(" yourapikey\n"), "Basic eW91cmFwaWtleTpY");
    assert_eq!(adapter().authorization("yourapikey:X"), "Basic eW91cmFwaWtleTpY");
}

#[test]
fn the_window_is_told_that_it_was_never_tried() {
    let capability = adapter().capability();
    assert!(!capability.tried && capability.tombstones);
    // Twenty lists a minute for all consoles of the smallest account together, three for each increment.
    for (consoles, seconds) in [1, 20, 500].into_iter().zip(capability.interval_s) {
        assert!(consoles * 3 * 60 <= seconds * 20, "{consoles} consoles each {seconds} s");
    }
}
