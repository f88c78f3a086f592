//! Groups of the token's user.

use serde_json::{Value, json};

use crate::samples::{adapter, me};
use crate::scripted::{Script, assert_untold, told};

fn with(groups: Value) -> Script {
    let mut me = me("UTC");
    me["groups"] = groups;
    Script::new().on("/myself?expand=groups", &me)
}

#[test]
fn all_groups_are_told() {
    let group =
        |name: &str| json!({"name": name, "groupId": "276f955c-63d7-42c8-9520-92d01dca0625", "self": "x"});
    let items = json!([group("jira-servicemanagement-users-acme"), group("Support leads")]);
    let script = with(json!({"size": 2, "items": items}));
    assert_eq!(
        script.membership(&adapter()),
        told("Ada Agent", &["Support leads", "jira-servicemanagement-users-acme"])
    );
    assert_eq!(with(json!({"size": 0, "items": []})).membership(&adapter()), told("Ada Agent", &[]));
    let odd = with(json!({"size": 3, "items": [null, {"name": 7}, group("Support")]}));
    assert_eq!(odd.membership(&adapter()), told("Ada Agent", &["Support"]));
}

#[test]
fn what_is_refused_or_strange_is_not_told() {
    for (case, script, words) in [
        ("no right", Script::new().status("/myself", 403, b"{}"), "`read:jira-user`"),
        ("not expanded", with(Value::Null), "no groups of this user"),
        ("odd", with(json!({"items": "all"})), "no groups of this user"),
        ("down", Script::new().status("/myself", 503, b""), "503"),
    ] {
        assert_untold(&script.membership(&adapter()), words, case);
    }
}
