//! Roles and groups of the key's agent.

use serde_json::{Value, json};

use crate::samples::adapter;
use crate::scripted::{Script, assert_untold, told};

fn me() -> Value {
    json!({"id": 1, "role_ids": [3], "group_ids": [20, 10], "contact": {"name": "Super Man"}})
}

const REFUSED: &[u8] =
    br#"{"code": "access_denied", "message": "You are not authorized to perform this action."}"#;

#[test]
fn names_are_told_of_what_may_be_read_and_numbers_of_the_rest() {
    let roles = json!([{"id": 3, "name": "Supervisor"}, {"id": 4, "name": "Agent"}]);
    let groups = json!([{"id": 10, "name": "Leads"}, {"id": 30, "name": "Others"}]);
    let base = || Script::new().on("/agents/me", &me());
    let cases = [
        ("all", base().on("/roles", &roles).on("/groups", &groups), ["20", "Leads", "Supervisor"]),
        ("no roles", base().status("/roles", 403, REFUSED).on("/groups", &groups), ["20", "3", "Leads"]),
        ("neither", base().status("/roles", 403, REFUSED).status("/groups", 403, REFUSED), ["10", "20", "3"]),
        (
            "nonsense",
            base().on("/roles", &json!({"x": [1]})).on("/groups", &json!([null, 7])),
            ["10", "20", "3"],
        ),
    ];
    for (case, script, names) in cases {
        assert_eq!(script.membership(&adapter()), told("Super Man", &names), "{case}");
        assert_eq!(script.addresses().len(), 3, "{case}");
    }
}

#[test]
fn groups_of_further_pages_are_found_and_a_list_that_never_ends_is_left() {
    let full: Vec<Value> = (100..200).map(|id| json!({"id": id, "name": format!("Group {id}")})).collect();
    let last = json!([{"id": 20, "name": "Support"}, {"id": 10, "name": "Leads"}]);
    let base = || Script::new().on("/agents/me", &me()).on("/roles", &json!([{"id": 3, "name": "Agent"}]));
    let script = base().on("/groups", &json!(full)).on("/groups", &last);
    assert_eq!(script.membership(&adapter()), told("Super Man", &["Agent", "Leads", "Support"]));
    let endless = base().on("/groups", &json!(full));
    assert_eq!(endless.membership(&adapter()), told("Super Man", &["10", "20", "Agent"]));
    assert!(endless.addresses().len() < 10);
}

#[test]
fn what_is_refused_or_strange_is_not_told() {
    for (case, script, words) in [
        ("no right", Script::new().status("/agents/me", 403, REFUSED), "key of an agent"),
        ("neither", Script::new().on("/agents/me", &json!({"id": 1})), "neither roles nor groups"),
        ("odd", Script::new().on("/agents/me", &json!({"role_ids": "all", "group_ids": {}})), "neither"),
        ("down", Script::new().status("/agents/me", 500, b""), "500"),
    ] {
        assert_untold(&script.membership(&adapter()), words, case);
    }
}
