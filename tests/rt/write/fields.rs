//! Status, owner, priority, dates, queue, subject and custom fields.

use portal::Mark;

use super::super::server::RequestTracker;
use super::{End, Writer, set};

#[tokio::test]
async fn every_field_takes_its_value_and_tells_it_as_it_was_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let rt = RequestTracker::start(&folder.path().join("rt")).await;
    let writer = Writer::new(&rt, "alice");
    let id = rt.file("SEP", "customer@example.test", "Backup fails", "major").await;
    for (name, to) in [
        ("status", Some("open")),
        ("status", Some("stalled")),
        ("Priority", Some("70")),
        ("FinalPriority", Some("0")),
        ("SLA", Some("gold")),
        ("SLA", None),
        ("TimeEstimated", Some("90")),
        ("Due", Some("2027-03-28T01:30:00Z")),
        ("Due", None),
        ("Starts", Some("2027-10-31T01:30:00Z")),
        // Bob is shown by his real name, alice, who has none, by her login name.
        ("assignee", Some("Bob Ünal")),
        ("CF.Severity", Some("critical")),
        ("CF.Severity", None),
        ("CF.Components", Some("agent")),
        ("CF.Components", Some("agent, media, server")),
        ("CF.Components", Some("server")),
        ("CF.Components", None),
        ("queue", Some("Sepasoft")),
    ] {
        let (operation, _, after) = writer.change(id, set(name, to)).await;
        if name != "FinalPriority" {
            assert_eq!(after.value(name), to, "{name}");
            assert!(writer.find(&operation, &Mark::default()).await.is_some(), "{name}");
        }
    }
    let subject = "Sicherung läuft nicht: 'C:\\Temp' & „Band“";
    let (operation, _, after) = writer.change(id, set("Subject", Some(subject))).await;
    assert_eq!(after.subject, subject);
    assert!(writer.find(&operation, &Mark::default()).await.is_some());
}

#[tokio::test]
async fn what_the_portal_refuses_with_a_success_is_refused_in_its_own_words() {
    let folder = tempfile::tempdir().unwrap();
    let rt = RequestTracker::start(&folder.path().join("rt")).await;
    let (alice, bob) = (Writer::new(&rt, "alice"), Writer::new(&rt, "bob"));
    let id = rt.file("SEP", "customer@example.test", "Backup fails", "major").await;
    for (name, to, words) in [
        ("status", Some("nonsense"), "Status 'nonsense' isn't a valid status for this ticket"),
        ("status", None, "cannot be empty"),
        ("assignee", Some("Nobody Known"), "That user does not exist"),
        ("assignee", Some("customer@example.test"), "may not own tickets in that queue"),
        ("Priority", Some("banana"), "a whole number"),
        ("Due", Some("tomorrow"), "a date such as"),
        ("queue", Some("Nowhere"), "Queue Nowhere does not exist"),
        ("CF.Severity", Some("terrible"), "Invalid value for custom field"),
        ("CF.Promised", Some("2027-01-31T23:30:00Z"), "in the zone of the token's user"),
        ("CF.Unknown", Some("x"), "the ticket has no custom field `Unknown`"),
        ("Subject", Some(&*"x".repeat(201)), "at most 200 characters"),
    ] {
        let said = alice.refused(id, set(name, to)).await;
        assert!(said.contains(words), "{name}: {said}");
    }

    let (_, _, after) = bob.change(id, set("assignee", Some("bob"))).await;
    assert_eq!(after.assignee.as_deref(), Some("Bob Ünal"));
    let said = alice.refused(id, set("assignee", Some("alice"))).await;
    assert!(said.contains("You can only take tickets that are unowned"), "{said}");
    let (_, _, after) = bob.change(id, set("assignee", None)).await;
    assert_eq!(after.assignee, None);
    let (_, _, after) = alice.change(id, set("assignee", Some("alice"))).await;
    assert_eq!(after.assignee.as_deref(), Some("alice"));
}

#[tokio::test]
async fn nothing_is_overwritten_that_was_not_seen_and_a_change_twice_is_one() {
    let folder = tempfile::tempdir().unwrap();
    let rt = RequestTracker::start(&folder.path().join("rt")).await;
    let writer = Writer::new(&rt, "alice");
    let id = rt.file("SEP", "customer@example.test", "Backup fails", "major").await;
    let stale = writer.read(&id.to_string()).await.unwrap();
    rt.change("bob", id, serde_json::json!({"Priority": "40"})).await;
    for change in [
        set("Priority", Some("70")),
        set("status", Some("stalled")),
        set("assignee", Some("Bob Ünal")),
        set("CF.Severity", Some("minor")),
    ] {
        let operation = writer.operation(id, change);
        assert_eq!(writer.push(&operation, Some(&stale)).await, End::Changed, "{operation:?}");
    }
    let now = writer.read(&id.to_string()).await.unwrap();
    assert_eq!((now.value("Priority"), now.value("status")), (Some("40"), Some("new")));
    assert_eq!((now.value("assignee"), now.value("CF.Severity")), (None, Some("major")));

    // The answer is lost; the operation is found, and a second attempt changes nothing.
    let operation = writer.operation(id, set("status", Some("open")));
    assert_eq!(writer.find(&operation, &Mark::default()).await, None);
    assert_eq!(writer.push_unheard(&operation, Some(&now)).await, End::Lost);
    assert!(writer.find(&operation, &Mark::default()).await.is_some());
    let after = writer.read(&id.to_string()).await.unwrap();
    assert!(matches!(writer.push(&operation, Some(&after)).await, End::Done(_)));
    let again = writer.read(&id.to_string()).await.unwrap();
    assert_eq!(again.version, after.version);
}
