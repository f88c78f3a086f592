//! Who leads, by the groups of a real Request Tracker.

use policy::remote::Lead;
use serde_json::{Value, json};

use super::server::RequestTracker;
use crate::console::Console;

/// What a console knows of the groups of its user after it was connected and synced.
async fn groups_of(rt: &RequestTracker, folder: &std::path::Path, who: &str) -> Value {
    let folder = folder.join(who);
    std::fs::create_dir_all(&folder).unwrap();
    let console = Console::new(&folder);
    console.connect("rt", &rt.address, &rt.token(who));
    console.ask(&["sync"])["accounts"][0]["groups"].clone()
}

fn leads(groups: &Value) -> bool {
    let names = groups["names"].as_array().expect("names").iter().filter_map(Value::as_str);
    let read = groups["read_at"].as_i64().map(calendar::Moment);
    let user = groups["user"].as_str().expect("a user");
    read.is_some_and(|read| Lead::in_group(user, names, ["support leads"], read).is_some())
}

#[tokio::test(flavor = "multi_thread")]
async fn who_leads_is_told_by_the_groups_and_unknown_without_the_right_to_see_them() {
    let folder = tempfile::tempdir().unwrap();
    let rt = RequestTracker::start(&folder.path().join("rt")).await;
    // Whose token it is shows in a ticket: as owner, as creator, or as the last who wrote.
    rt.file("SEP", "jo@example.test", "Backup fails", "major").await;
    let second = rt.file("SEP", "jo@example.test", "Restore fails", "major").await;
    let nobody_yet = groups_of(&rt, folder.path(), "bob").await;
    assert!(nobody_yet["untold"].as_str().unwrap().contains("Take a ticket once."), "{nobody_yet}");
    rt.write("bob", second, "comment", "I look into it.").await;

    let alice = groups_of(&rt, folder.path(), "alice").await;
    assert_eq!((&alice["names"], &alice["user"]), (&json!(["Agents", "Support leads"]), &json!("alice")));
    assert!(leads(&alice) && alice["untold"] == "", "{alice}");

    std::fs::remove_dir_all(folder.path().join("bob")).unwrap();
    let bob = groups_of(&rt, folder.path(), "bob").await;
    assert_eq!((&bob["names"], &bob["user"]), (&json!(["Agents"]), &json!("bob")));
    assert!(!leads(&bob), "{bob}");

    rt.write("carl", second, "comment", "So do I.").await;
    let carl = groups_of(&rt, folder.path(), "carl").await;
    assert!(carl["read_at"].is_null() && !leads(&carl), "{carl}");
    assert!(carl["untold"].as_str().unwrap().contains("right SeeGroup"), "{carl}");
}
