//! Role and groups of the token's user.

use serde_json::json;

use crate::samples::adapter;
use crate::scripted::{Script, assert_untold, told};

fn me(role: &str) -> serde_json::Value {
    json!({"user": {"id": 35436, "name": "Ann Agent", "role": role}})
}

#[test]
fn role_and_groups_of_all_pages_are_told() {
    let group = |name: &str, deleted: bool| json!({"id": 3432, "name": name, "deleted": deleted});
    let more = json!({"has_more": true, "after_cursor": "xyz"});
    let script = Script::new()
        .on("/users/me", &me("agent"))
        .on("page[after]", &json!({"groups": [group("Support leads", false)], "meta": {"has_more": false}}))
        .on(
            "/users/35436/groups",
            &json!({"groups": [group("Support", false), group("Old", true)], "meta": more}),
        );
    assert_eq!(script.membership(&adapter()), told("Ann Agent", &["Support", "Support leads", "agent"]));
    assert_eq!(
        script.addresses(),
        [
            "/users/me",
            "/users/35436/groups?page[size]=100",
            "/users/35436/groups?page[size]=100&page[after]=xyz"
        ]
    );
}

#[test]
fn a_list_that_never_ends_is_left() {
    let round = json!({"groups": [{"name": "Support"}], "meta": {"has_more": true, "after_cursor": "again"}});
    let script = Script::new().on("/users/me", &me("admin")).on("/groups", &round);
    assert_eq!(script.membership(&adapter()), told("Ann Agent", &["Support", "admin"]));
    assert!(script.addresses().len() < 10);
}

#[test]
fn what_is_refused_or_strange_is_not_told() {
    let refused = br#"{"error": {"title": "Forbidden", "message": "You do not have access to this page."}}"#;
    let me = || Script::new().on("/users/me", &me("end-user"));
    for (case, script, words) in [
        ("no right", me().status("/groups", 403, refused), "token of an agent"),
        ("no list", me().on("/groups", &json!({"groups": 7})), "form that is not known"),
        ("a page", me().status("/groups", 200, b"<html>"), "a web page"),
        ("busy", me().status("/groups", 429, b"{}"), "too many requests"),
        (
            "anonymous",
            Script::new().on("/users/me", &json!({"user": {"id": null}})),
            "did not accept the token",
        ),
    ] {
        assert_untold(&script.membership(&adapter()), words, case);
    }
}
