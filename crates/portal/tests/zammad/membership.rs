//! Roles and groups of the token's user.

use serde_json::json;

use crate::samples::adapter;
use crate::scripted::{Script, assert_untold, told};

#[test]
fn roles_and_groups_with_a_right_are_told() {
    let me = json!({
        "login": "emma@help.example", "role_ids": [2], "group_ids": {"1": ["full"], "2": [], "3": ["read"]},
        "roles": ["Agent"], "groups": {"Support::Leads": ["full"], "Left": [], "Second level": ["read"]},
    });
    let script = Script::new().on("/api/v1/users/me?expand=true", &me);
    assert_eq!(
        script.membership(&adapter()),
        told("emma@help.example", &["Agent", "Second level", "Support::Leads"])
    );
}

#[test]
fn what_is_refused_or_strange_is_not_told() {
    let me = |me| Script::new().on("/users/me", &me);
    for (case, script, words) in [
        ("no right", Script::new().status("/users/me", 403, b"{}"), "`ticket.agent`"),
        ("no names", me(json!({"login": "emma", "role_ids": [2]})), "neither roles nor groups"),
        ("odd", me(json!({"roles": "Agent", "groups": [1]})), "neither"),
        ("no token", Script::new().status("/users/me", 401, b"{}"), "did not accept the token"),
    ] {
        assert_untold(&script.membership(&adapter()), words, case);
    }
    // What is no name is passed over.
    let odd = me(json!({"login": "emma", "roles": [null, 7, "Agent"], "groups": {"": ["full"]}}));
    assert_eq!(odd.membership(&adapter()), told("emma", &["Agent"]));
}
