//! One ticket: its fields and its messages.

use policy::ticket::{Gone, History, Party, Ticket, What};
use portal::{Adapter, Due};
use serde_json::{Value, json};

use crate::samples::{adapter, fields, known, message, ticket};
use crate::scripted::Script;

fn read(row: &Value, said: &[Value]) -> Ticket {
    only(&known(row, said))
}

fn only(script: &Script) -> Ticket {
    let page = script.one(&adapter(), "20").unwrap();
    assert!(page.aside.is_empty(), "{:?}", page.aside);
    page.tickets.into_iter().next().unwrap()
}

#[test]
fn the_documented_ticket_comes_with_names_for_its_numbers() {
    let read = read(&ticket(20), &[]);
    assert_eq!(
        (read.number.as_str(), read.queue.as_str(), read.status.as_str()),
        ("#20", "Second level", "Open")
    );
    assert_eq!((read.assignee.as_deref(), read.channel.as_deref()), (Some("Super Man"), Some("Email")));
    assert_eq!(read.customer.unwrap().name, "Nordwind");
    assert_eq!(read.contact.unwrap().email, "jo@nordwind.example");
    assert_eq!(read.updated.to_string(), "2026-11-21T06:32:51Z");
    assert_eq!((read.version, read.history), (None, History::Incomplete));
    assert_eq!(read.url.as_deref(), Some("https://acme.example/a/tickets/20"));
    let fields: Vec<(&str, &str)> =
        read.fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    assert_eq!(
        fields,
        [
            ("CF.cf_down", "true"),
            ("CF.cf_severity", "major"),
            ("due_by", "2026-11-23T11:30:00Z"),
            ("fr_due_by", "2026-11-21T11:30:00Z"),
            ("fr_escalated", "true"),
            ("priority", "High"),
            ("product", "Press"),
            ("tags", "on site, vip"),
            ("type", "Incident"),
        ]
    );
}

#[test]
fn its_own_deadlines_are_told_each_with_its_clock() {
    let read = read(&ticket(20), &[]);
    let told: Vec<_> =
        adapter().deadlines(&read).into_iter().map(|due| (due.what, due.at.to_string())).collect();
    assert_eq!(
        told,
        [
            (Due::Clock("first-response"), "2026-11-21T11:30:00Z".to_owned()),
            (Due::Clock("resolution"), "2026-11-23T11:30:00Z".to_owned()),
        ]
    );
}

#[test]
fn without_the_fields_numbers_have_the_names_that_every_account_has() {
    let mut row = ticket(20);
    (row["status"], row["responder_id"]) = (json!(6), json!(99));
    let script = Script::new()
        .status("/ticket_fields", 403, b"{}")
        .on("/conversations", &json!([]))
        .on("/tickets/20?", &row);
    let read = only(&script);
    assert_eq!((read.status.as_str(), read.queue.as_str()), ("Waiting on Customer", "2"));
    assert_eq!((read.assignee.as_deref(), read.fields["priority"].as_str()), (Some("99"), "High"));
    assert_eq!(read.customer.unwrap().name, "9");
}

#[test]
fn everybody_has_a_side() {
    let at = "2026-11-20T13:00:00Z";
    let cases = [
        ("the requester", message(1, 5, true, false, at), Party::Customer),
        ("an agent", message(1, 32, false, false, at), Party::Agent),
        ("somebody of the same company", message(1, 40, true, false, at), Party::Customer),
        ("somebody with two companies", message(1, 51, true, false, at), Party::Customer),
        ("somebody who gets copies and has no company", message(1, 41, true, false, at), Party::Customer),
        ("somebody of another company", message(1, 50, true, false, at), Party::Other),
        ("an agent who left", message(1, 999, false, true, at), Party::Agent),
        ("the answer to a forwarded message", message(1, 50, true, true, at), Party::Other),
    ];
    for (who, said, side) in cases {
        let read = read(&ticket(20), &[said]);
        assert_eq!(read.events.last().unwrap().by, Some(side), "{who}");
    }
}

#[test]
fn what_nobody_wrote_is_a_machines() {
    let mut said = message(1, 5, false, false, "2026-11-20T13:00:00Z");
    said["user_id"] = Value::Null;
    let read = read(&ticket(20), &[said]);
    let last = read.events.last().unwrap();
    assert!(
        matches!(last.what, What::Message { auto: true, public: true, .. }) && last.by == Some(Party::System)
    );
}

#[test]
fn messages_come_in_their_order_with_the_first_one() {
    let mut html = message(2, 32, false, true, "2026-11-20T14:00:00+01:00");
    (html["body_text"], html["body"]) = (json!(" "), json!("<p>only so</p>"));
    let mut deleted = message(4, 32, false, false, "2026-11-20T15:00:00Z");
    deleted["deleted"] = json!(true);
    let said = [message(3, 5, true, false, "2026-11-20T14:30:00Z"), html, deleted];
    let read = read(&ticket(20), &said);
    let ids: Vec<&str> = read.events.iter().map(|event| event.id.as_str()).collect();
    assert_eq!(ids, ["created", "description", "2", "3"]);
    assert_eq!(read.events[1].by, Some(Party::Customer));
    let What::Message { body, mime, public, .. } = &read.events[2].what else { panic!() };
    assert_eq!((body.as_str(), mime.as_str(), *public), ("<p>only so</p>", "text/html", false));
    assert_eq!(read.events[3].author, "Jo North");
}

#[test]
fn a_ticket_that_staff_began_was_begun_by_staff() {
    let mut row = ticket(20);
    row["source"] = json!(10);
    assert_eq!(read(&row, &[]).events[1].by, Some(Party::Agent));
}

#[test]
fn when_it_was_solved_and_closed_is_told_where_it_still_is() {
    let (one, two) = ("2026-11-20T14:00:00Z", "2026-11-21T02:00:00Z");
    let cases = [
        ("open again", 2, Some(one), None, vec![]),
        ("solved", 4, Some(one), None, vec![(one, None, "Resolved")]),
        ("closed", 5, Some(one), Some(two), vec![(one, None, "Resolved"), (two, Some("Resolved"), "Closed")]),
        ("closed at once", 5, None, Some(two), vec![(two, None, "Closed")]),
        ("closed before it was solved", 5, Some(two), Some(one), vec![(one, None, "Closed")]),
    ];
    for (case, status, resolved, closed, expected) in cases {
        let mut row = ticket(20);
        row["status"] = json!(status);
        row["stats"] = json!({"resolved_at": resolved, "closed_at": closed});
        let read = read(&row, &[]);
        let told = read.events.iter().filter_map(|event| match &event.what {
            What::Field { from, to, .. } => Some((event.at.to_string(), from.clone(), to.clone().unwrap())),
            What::Created
            | What::Message { .. }
            | What::Call { .. }
            | What::Work { .. }
            | What::Merged { .. } => None,
        });
        let expected: Vec<_> = expected
            .into_iter()
            .map(|(at, from, to)| (at.to_owned(), from.map(str::to_owned), to.to_owned()))
            .collect();
        assert_eq!(told.collect::<Vec<_>>(), expected, "{case}");
    }
}

#[test]
fn a_deleted_ticket_or_spam_is_a_tombstone() {
    for name in ["deleted", "spam"] {
        let mut row = ticket(20);
        row[name] = json!(true);
        let script = known(&row, &[message(1, 5, true, false, "2026-11-20T13:00:00Z")]);
        let read = only(&script);
        assert_eq!((read.gone, read.events.len(), read.fields.len()), (Some(Gone::Deleted), 0, 0), "{name}");
    }
}

#[test]
fn a_ticket_that_is_not_there_is_no_ticket() {
    let page = Script::new().one(&adapter(), "7").unwrap();
    assert!(page.tickets.is_empty() && page.aside.is_empty() && page.cursor.is_none() && page.end);
}

#[test]
fn more_messages_than_a_page_holds_are_all_read() {
    let said = |from: u64| -> Vec<Value> {
        (from..from + 100).map(|id| message(id, 5, true, false, "2026-11-20T13:00:00Z")).collect()
    };
    let script = Script::new()
        .on("/ticket_fields", &fields())
        .on("/conversations?per_page=100&page=1", &Value::from(said(1)))
        .on("/conversations?per_page=100&page=2", &Value::from(said(51)))
        .on("/conversations?per_page=100&page=3", &json!([]))
        .on("/tickets/20?", &ticket(20));
    let read = only(&script);
    assert_eq!(read.events.len(), 2 + 150, "a message that moved to the next page counts once");
}

#[test]
fn a_message_that_cannot_be_read_puts_the_ticket_aside() {
    let script = known(&ticket(20), &[json!({"id": 1, "created_at": 7})]);
    let page = script.one(&adapter(), "20").unwrap();
    assert!(page.tickets.is_empty());
    assert!(page.aside[0].why.contains("`created_at`"), "{}", page.aside[0].why);
}
