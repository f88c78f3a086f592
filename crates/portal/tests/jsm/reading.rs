//! One ticket: its fields, its comments and its history.

use policy::ticket::{Event, History, Party, Ticket, What};
use serde_json::{Value, json};

use crate::samples::{
    ada, adapter, change, changes, comment, comments, doc, fields, issue, jo, known, person, readable,
};
use crate::scripted::Script;

const AT: &str = "2026-11-20T14:00:00.000+0000";

fn read(issue: &Value, said: &[Value], changed: &[Value]) -> Ticket {
    only(&known(issue, said, changed))
}

fn only(script: &Script) -> Ticket {
    let page = script.one(&adapter(), "10020").unwrap();
    assert!(page.aside.is_empty(), "{:?}", page.aside);
    page.tickets.into_iter().next().unwrap()
}

fn last(ticket: &Ticket) -> &Event {
    ticket.events.last().unwrap()
}

#[test]
fn an_issue_becomes_a_ticket() {
    let read = read(&issue(10_020), &[], &[]);
    assert_eq!((read.id.as_str(), read.number.as_str(), read.queue.as_str()), ("10020", "IT-20", "IT Help"));
    assert_eq!((read.status.as_str(), read.assignee.as_deref()), ("Waiting for support", Some("Ada Agent")));
    let customer = read.customer.unwrap();
    assert_eq!((customer.id.as_str(), customer.name.as_str()), ("9", "Nordwind"));
    assert_eq!(read.contact.unwrap().email, "jo@nordwind.example");
    assert_eq!(read.created.to_string(), "2026-11-20T12:02:50Z");
    assert_eq!(read.updated.to_string(), "2026-11-20T14:32:51Z");
    assert_eq!(read.url.as_deref(), Some("https://acme.example/browse/IT-20"));
    assert_eq!((read.version, read.gone, read.history), (None, None, History::Complete));
    let fields: Vec<(&str, &str)> =
        read.fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    assert_eq!(
        fields,
        [
            ("CF.Approvers", "Bob Boss"),
            ("CF.Request participants", "Kim Colleague"),
            ("CF.Severity", "Major"),
            ("CF.Site (10052)", "Hall 7"),
            ("CF.Site (10053)", "Hamburg"),
            ("CF.Steps", "Press start."),
            ("links", "is blocked by IT-9, is depended by PR-2"),
            ("priority", "High"),
            ("request type", "Report a fault"),
            ("sla.Time to first response.breach_at", "2026-11-21T13:30:00Z"),
            ("status category", "In Progress"),
            ("tags", "hall-7 vip"),
            ("type", "Incident"),
        ]
    );
}

#[test]
fn everybody_has_a_side() {
    let other = |kind: &str| person("5b:other", kind, "Somebody");
    let mut mailed = comment(1, &other("customer"), true, AT);
    mailed["jsdAuthorCanSeeRequest"] = json!(false);
    let mut own = issue(10_020);
    own["fields"]["reporter"] = ada();
    let cases = [
        ("the reporter", comment(1, &jo(), true, AT), Party::Customer),
        ("an agent", comment(1, &ada(), true, AT), Party::Agent),
        ("an agent's note", comment(1, &ada(), false, AT), Party::Agent),
        ("an approver", comment(1, &person("5b:bob", "atlassian", "Bob Boss"), true, AT), Party::Agent),
        (
            "somebody who takes part",
            comment(1, &person("5b:kim", "atlassian", "Kim"), true, AT),
            Party::Customer,
        ),
        ("another customer", comment(1, &other("customer"), true, AT), Party::Customer),
        (
            "an agent who takes part writes a note",
            comment(1, &person("5b:kim", "atlassian", "Kim"), false, AT),
            Party::Agent,
        ),
        ("an app", comment(1, &other("app"), true, AT), Party::System),
        ("the mail of an outsider", mailed, Party::Other),
    ];
    for (who, said, side) in cases {
        assert_eq!(last(&read(&issue(10_020), &[said], &[])).by, Some(side), "{who}");
    }
    let said = comment(1, &ada(), true, AT);
    assert_eq!(last(&read(&own, &[said], &[])).by, Some(Party::Customer), "an agent as reporter");
}

#[test]
fn only_what_the_customer_sees_is_public() {
    let mut restricted = comment(1, &ada(), true, AT);
    restricted["visibility"] = json!({"type": "role", "value": "Administrators"});
    let mut untold = comment(1, &ada(), true, AT);
    untold.as_object_mut().unwrap().remove("jsdPublic");
    let cases = [
        ("public", comment(1, &ada(), true, AT), true),
        ("internal", comment(1, &ada(), false, AT), false),
        ("restricted to a role", restricted, false),
        ("not told", untold, true),
    ];
    for (case, said, seen) in cases {
        let read = read(&issue(10_020), &[said], &[]);
        assert!(
            matches!(last(&read).what, What::Message { public, auto: false, .. } if public == seen),
            "{case}"
        );
    }
    let said = comment(1, &person("5b:rule", "app", "Automation"), true, AT);
    assert!(matches!(last(&read(&issue(10_020), &[said], &[])).what, What::Message { auto: true, .. }));
}

#[test]
fn comments_and_changes_come_in_their_order_within_a_second() {
    let said = [
        comment(7, &ada(), true, "2026-11-20T14:00:00.500+0000"),
        comment(8, &jo(), true, "2026-11-20T15:00:00.400+0100"),
    ];
    let changed = [
        change(7, "2026-11-20T14:00:00.450+0000", "status", "Open", "Waiting for support"),
        change(9, "2026-11-20T14:00:00.600+0000", "priority", "Low", "High"),
    ];
    let read = read(&issue(10_020), &said, &changed);
    let ids: Vec<&str> = read.events.iter().map(|event| event.id.as_str()).collect();
    assert_eq!(ids, ["created", "description", "8", "h7.0", "7", "h9.0"]);
    let What::Message { body, mime, .. } = &read.events[1].what else { panic!() };
    assert_eq!(
        (body.as_str(), mime.as_str(), read.events[1].by),
        ("At 83 %.", "text/plain", Some(Party::Customer))
    );
    let status = What::Field {
        name: "status".into(),
        from: Some("Open".into()),
        to: Some("Waiting for support".into()),
    };
    assert_eq!((&read.events[3].what, read.events[3].author.as_str()), (&status, "Ada Agent"));
}

#[test]
fn changes_have_the_names_of_the_tickets_fields() {
    let cases = [
        ("assignee", Some("assignee")),
        ("labels", Some("tags")),
        ("project", Some("queue")),
        ("issuetype", Some("type")),
        ("resolution", Some("resolution")),
        ("customfield_10050", Some("CF.Severity")),
        ("customfield_10053", Some("CF.Site (10053)")),
        ("customfield_10010", None),
        ("description", None),
        ("Rank", None),
    ];
    for (field, expected) in cases {
        let read = read(&issue(10_020), &[], &[change(1, AT, field, "a", "b")]);
        let told = read.events.iter().find_map(|event| match &event.what {
            What::Field { name, .. } => Some(name.as_str()),
            What::Created
            | What::Message { .. }
            | What::Call { .. }
            | What::Work { .. }
            | What::Merged { .. } => None,
        });
        assert_eq!(told, expected, "{field}");
    }
    let mut cleared = change(1, AT, "assignee", "Ada Agent", "");
    cleared["items"][0]["toString"] = Value::Null;
    cleared["author"] = Value::Null;
    let read = read(&issue(10_020), &[], &[cleared]);
    assert_eq!(last(&read).by, None);
    assert!(
        matches!(&last(&read).what, What::Field { to: None, from: Some(from), .. } if from == "Ada Agent")
    );
}

#[test]
fn a_long_history_is_read_part_by_part() {
    let part = |from: u64, total: u64| -> Value {
        let some: Vec<Value> =
            (from..from + 100).map(|id| change(id, AT, "priority", "Low", "High")).collect();
        json!({"startAt": from, "maxResults": 100, "total": total, "isLast": false, "values": some})
    };
    let rest = json!({"startAt": 200, "maxResults": 100, "total": 201, "isLast": true, "values": [change(500, AT, "priority", "High", "Low")]});
    let said: Vec<Value> = (0..100).map(|id| comment(id, &jo(), true, AT)).collect();
    let first = json!({"startAt": 0, "maxResults": 100, "total": 102, "comments": said});
    // One that was deleted meanwhile moved another one to the part before.
    let second = json!({"startAt": 100, "maxResults": 100, "total": 102, "comments": [said[99], comment(100, &jo(), true, AT)]});
    let script = Script::new()
        .on("/field", &fields())
        .on("/comment/list", &json!({"values": []}))
        .on("/changelog?startAt=0&", &part(0, 201))
        .on("/changelog?startAt=100&", &part(100, 201))
        .on("/changelog?startAt=200&", &rest)
        .on("/comment?startAt=0&", &first)
        .on("/comment?startAt=100&", &second)
        .on("/issue/10020?", &issue(10_020));
    let read = only(&script);
    assert_eq!((read.events.len(), read.history), (2 + 101 + 201, History::Complete));
}

#[test]
fn a_history_without_end_is_incomplete() {
    let part = |from: u64| {
        let some: Vec<Value> =
            (from..from + 100).map(|id| change(id, AT, "priority", "Low", "High")).collect();
        json!({"startAt": from, "maxResults": 100, "total": 1_000_000, "isLast": false, "values": some})
    };
    let quiet = || Script::new().on("/field", &fields()).on("/comment?", &comments(&[]));
    for (case, parts, asked) in [("it goes on", 60, 50), ("the same part comes again", 1, 2)] {
        let script = (0..parts).fold(quiet(), |script, place| script.on("/changelog", &part(place * 100)));
        let script = script.on("/issue/10020?", &issue(10_020));
        assert_eq!(only(&script).history, History::Incomplete, "{case}");
        let parts = script.addresses().into_iter().filter(|address| address.contains("/changelog"));
        assert_eq!(parts.count(), asked, "{case}");
    }
}

#[test]
fn the_mark_of_an_operation_is_read_from_a_comments_properties() {
    let mark = json!([{"key": "other", "value": 1}, {"key": "gnomon.operation", "value": {"id": "op-1"}}]);
    let mut told = comment(1, &ada(), true, AT);
    told["properties"] = mark.clone();
    let with_list = known(&issue(10_020), &[told], &[]);
    let read = only(&with_list);
    assert_eq!(last(&read).operation.as_deref(), Some("op-1"));
    assert!(!with_list.addresses().iter().any(|address| address.contains("/comment/list")));

    let by_id = json!({"values": [{"id": "1", "properties": mark}], "isLast": true});
    let script = Script::new()
        .on("/field", &fields())
        .on("/comment/list", &by_id)
        .on("/comment?", &comments(&[comment(1, &ada(), true, AT), comment(2, &jo(), true, AT)]))
        .on("/changelog", &changes(&[]))
        .on("/issue/10020?", &issue(10_020));
    let read = only(&script);
    let operations: Vec<Option<&str>> = read.events.iter().map(|event| event.operation.as_deref()).collect();
    assert_eq!(operations, [None, None, Some("op-1"), None]);
}

#[test]
fn a_comment_that_cannot_be_read_puts_the_ticket_aside() {
    for odd in [json!({"id": "1", "created": 7}), json!({"id": "1", "created": "yesterday"})] {
        let page = known(&issue(10_020), &[odd], &[]).one(&adapter(), "10020").unwrap();
        assert!(page.tickets.is_empty());
        assert!(page.aside[0].why.contains("`created`"), "{}", page.aside[0].why);
    }
}

#[test]
fn a_change_that_cannot_be_read_leaves_the_history_incomplete() {
    for odd in [json!({"id": "1"}), json!({"id": "1", "created": "yesterday", "items": []})] {
        assert_eq!(read(&issue(10_020), &[], &[odd]).history, History::Incomplete);
    }
}

#[test]
fn without_the_right_to_read_fields_they_have_numbers() {
    let script = Script::new()
        .status("/field", 403, b"{}")
        .on("/comment?", &comments(&[]))
        .on("/changelog", &changes(&[]))
        .on("/issue/10020?", &issue(10_020));
    let read = only(&script);
    assert_eq!(read.fields["CF.customfield_10050"], "Major");
    // What an organization is can still be told, by its address.
    assert_eq!(read.customer.unwrap().name, "Nordwind");
}

#[test]
fn texts_of_either_form_are_read() {
    let mut said = comment(1, &jo(), true, AT);
    said["body"] = json!("h1. Wiki *text*");
    let read = read(&issue(10_020), &[said, comment(2, &jo(), true, AT)], &[]);
    let bodies: Vec<&str> = read
        .events
        .iter()
        .filter_map(|event| match &event.what {
            What::Message { body, .. } => Some(body.as_str()),
            What::Created
            | What::Field { .. }
            | What::Call { .. }
            | What::Work { .. }
            | What::Merged { .. } => None,
        })
        .collect();
    assert_eq!(bodies, ["At 83 %.", "h1. Wiki *text*", "Hello."]);
    let mut empty = issue(10_020);
    empty["fields"]["description"] = doc("");
    assert_eq!(self::read(&empty, &[], &[]).events.len(), 1);
}

#[test]
fn a_ticket_that_is_not_there_is_no_ticket() {
    let page = readable(&[], &[]).one(&adapter(), "7").unwrap();
    assert!(page.tickets.is_empty() && page.aside.is_empty() && page.cursor.is_none() && page.end);
}
