//! One ticket: its fields, its messages and its past.

use policy::ticket::{Gone, History, Party, Ticket, What};
use portal::{Adapter, Due};
use serde_json::{Value, json};

use crate::samples::{adapter, article, changed, entry, known, readable, ticket};
use crate::scripted::Script;

const AT: &str = "2026-11-20T13:00:00.100Z";

fn read(row: &Value, said: &[Value], entries: &[Value]) -> Ticket {
    only(&known(row, said, entries))
}

fn only(script: &Script) -> Ticket {
    let page = script.one(&adapter(), "20").unwrap();
    assert!(page.aside.is_empty(), "{:?}", page.aside);
    page.tickets.into_iter().next().unwrap()
}

fn fields(ticket: &Ticket) -> Vec<(String, Option<String>, Option<String>)> {
    let told = ticket.events.iter().filter_map(|event| match &event.what {
        What::Field { name, from, to } => Some((name.clone(), from.clone(), to.clone())),
        What::Created
        | What::Message { .. }
        | What::Call { .. }
        | What::Work { .. }
        | What::Merged { .. } => None,
    });
    told.collect()
}

#[test]
fn the_documented_ticket_comes_with_its_names() {
    let read = read(&ticket(20), &[], &[]);
    assert_eq!((read.id.as_str(), read.number.as_str()), ("20", "#530020"));
    assert_eq!((read.queue.as_str(), read.status.as_str()), ("Second level", "open"));
    assert_eq!(
        (read.assignee.as_deref(), read.channel.as_deref()),
        (Some("emma@help.example"), Some("email"))
    );
    assert_eq!(read.customer.unwrap().name, "Nordwind");
    let contact = read.contact.unwrap();
    assert_eq!((contact.name.as_str(), contact.email.as_str()), ("Jo North", "jo@nordwind.example"));
    assert_eq!(read.updated.to_string(), "2026-11-21T06:32:51Z");
    assert_eq!((read.version, read.history), (None, History::Complete));
    assert_eq!(read.url.as_deref(), Some("https://help.example/#ticket/zoom/20"));
    let fields: Vec<(&str, &str)> =
        read.fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    assert_eq!(
        fields,
        [
            ("CF.product", "Archive"),
            ("CF.site_down", "true"),
            ("close_escalation_at", "2026-11-23T09:00:00Z"),
            ("escalation_at", "2026-11-21T14:00:00Z"),
            ("first_response_escalation_at", "2026-11-21T14:00:00Z"),
            ("priority", "3 high"),
            ("tags", "on site, vip"),
        ]
    );
}

#[test]
fn its_own_deadlines_are_told_each_with_its_clock() {
    let read = read(&ticket(20), &[], &[]);
    let told: Vec<_> =
        adapter().deadlines(&read).into_iter().map(|due| (due.what, due.at.to_string())).collect();
    assert_eq!(
        told,
        [
            (Due::Clock("first-response"), "2026-11-21T14:00:00Z".to_owned()),
            (Due::Clock("resolution"), "2026-11-23T09:00:00Z".to_owned()),
        ]
    );
}

#[test]
fn user_number_one_is_nobody() {
    let mut row = ticket(20);
    (row["owner_id"], row["owner"]) = (json!(1), json!("-"));
    assert_eq!(read(&row, &[], &[]).assignee, None);
}

#[test]
fn everybody_has_a_side() {
    let note = |mut said: Value, kind: &str| {
        said["type"] = json!(kind);
        said
    };
    let mut copied = article(1, "Customer", 41, AT);
    copied["cc"] = json!("Cora <cora@home.example>");
    let mut origin = article(1, "Agent", 3, AT);
    origin["origin_by_id"] = json!(7);
    let cases = [
        ("the requester", article(1, "Customer", 7, AT), Party::Customer),
        ("the requester, who is staff", article(1, "Agent", 7, AT), Party::Customer),
        ("what an agent wrote in the requester's name", origin, Party::Customer),
        ("an agent", article(1, "Agent", 3, AT), Party::Agent),
        ("a trigger", article(1, "System", 1, AT), Party::System),
        ("somebody of the same organisation", article(1, "Customer", 40, AT), Party::Customer),
        ("somebody with two organisations", article(1, "Customer", 51, AT), Party::Customer),
        ("somebody who gets copies and has no organisation", copied, Party::Customer),
        ("somebody who gets no copies and has no organisation", article(1, "Customer", 41, AT), Party::Other),
        ("somebody of another organisation", article(1, "Customer", 50, AT), Party::Other),
        ("a call that an agent noted down", note(article(1, "Customer", 3, AT), "phone"), Party::Customer),
        ("a customer whom the portal does not show", article(1, "Customer", 999, AT), Party::Customer),
    ];
    for (who, said, side) in cases {
        let read = read(&ticket(20), &[said], &[]);
        assert_eq!(read.events.last().unwrap().by, Some(side), "{who}");
    }
}

#[test]
fn machines_are_told_from_people() {
    let mut away = article(1, "Customer", 7, AT);
    away["preferences"] = json!({"send-auto-response": false, "is-auto-response": true});
    let cases = [
        ("a trigger", article(1, "System", 1, AT), true),
        ("an answer of a mail program", away, true),
        ("a person", article(1, "Customer", 7, AT), false),
    ];
    for (case, said, is_auto) in cases {
        let read = read(&ticket(20), &[said], &[]);
        let What::Message { auto, .. } = read.events.last().unwrap().what else { panic!() };
        assert_eq!(auto, is_auto, "{case}");
    }
}

#[test]
fn messages_come_in_their_order_and_internal_ones_are_not_public() {
    let mut note = article(9, "Agent", 3, "2026-11-20T14:00:00.000Z");
    (note["internal"], note["content_type"], note["type"]) = (json!(true), json!("text/html"), json!("note"));
    let said = [article(8, "Customer", 7, "2026-11-20T14:30:00.000Z"), note, article(8, "Customer", 7, AT)];
    let read = read(&ticket(20), &said, &[]);
    let ids: Vec<&str> = read.events.iter().map(|event| event.id.as_str()).collect();
    assert_eq!(ids, ["created", "9", "8"], "a message that is told twice counts once");
    let What::Message { public, mime, .. } = &read.events[1].what else { panic!() };
    assert_eq!((*public, mime.as_str(), read.events[1].author.as_str()), (false, "text/html", "Emma Taylor"));
    assert_eq!((read.events[0].by, read.events[0].author.as_str()), (Some(Party::Customer), "Jo North"));
}

#[test]
fn the_past_of_a_ticket_is_told_in_its_own_words() {
    let entries = [
        changed(101, "state", ("new", 1), ("open", 2), 3, "2026-11-20T12:10:00.000Z"),
        changed(102, "owner", ("-", 1), ("Emma Taylor", 3), 3, "2026-11-20T12:11:00.000Z"),
        changed(103, "group", ("First level", 2), ("Second level", 1), 4, "2026-11-20T12:12:00.000Z"),
        changed(104, "priority", ("2 normal", 2), ("3 high", 3), 1, "2026-11-20T12:13:00.000Z"),
        changed(105, "product", ("", 0), ("Archive", 0), 4, "2026-11-20T12:14:00.000Z"),
        changed(106, "owner", ("Emma Taylor", 3), ("-", 1), 4, "2026-11-20T12:15:00.000Z"),
        changed(107, "owner", ("-", 1), ("Left Long Ago", 88), 4, "2026-11-20T12:16:00.000Z"),
        changed(108, "first_response_escalation_at", ("", 0), ("2026-11-21 14:00:00 UTC", 0), 1, AT),
        entry(109, "notification", 1, AT, &json!({"value_to": "emma@help.example(create:online,email)"})),
        entry(110, "updated", 3, AT, &json!({"object": "Ticket::Article", "attribute": "internal"})),
    ];
    let read = read(&ticket(20), &[], &entries);
    let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let told = |name: &str, from: &str, to: &str| (name.to_owned(), text(from), text(to));
    assert_eq!(
        fields(&read),
        [
            told("status", "new", "open"),
            told("assignee", "", "emma@help.example"),
            told("queue", "First level", "Second level"),
            told("priority", "2 normal", "3 high"),
            told("CF.product", "", "Archive"),
            told("assignee", "emma@help.example", ""),
            told("assignee", "", "Left Long Ago"),
        ]
    );
    let by: Vec<Option<Party>> = read.events[1..5].iter().map(|event| event.by).collect();
    assert_eq!(by, [Party::Agent, Party::Agent, Party::Agent, Party::System].map(Some));
    assert_eq!(read.history, History::Complete);
}

#[test]
fn a_customer_who_opens_a_ticket_again_is_the_customer() {
    let at = "2026-11-20T12:10:00.000Z";
    for (by, side) in [(7, Party::Customer), (40, Party::Customer), (50, Party::Other), (4, Party::Agent)] {
        let said = article(1, if by == 4 { "Agent" } else { "Customer" }, by, AT);
        let entries = [changed(101, "state", ("closed", 4), ("open", 2), by, at)];
        let read = read(&ticket(20), &[said], &entries);
        assert_eq!(read.events[1].by, Some(side), "{by}");
    }
}

#[test]
fn a_ticket_without_a_readable_history_says_so() {
    let cases = [
        ("imported", json!({"history": [], "assets": {}})),
        (
            "an odd entry",
            json!({"history": [entry(1, "created", 7, AT, &json!({})), {"id": 2}], "assets": {}}),
        ),
        ("another form", json!([1, 2])),
    ];
    for (case, history) in cases {
        let script = Script::new()
            .on("/ticket_articles/", &json!([article(1, "Customer", 7, AT)]))
            .on("/ticket_history/", &history)
            .on("/tickets/20?", &ticket(20));
        let read = only(&script);
        assert_eq!((read.history, read.events.len()), (History::Incomplete, 2), "{case}");
    }
    let refused = Script::new()
        .on("/ticket_articles/", &json!([]))
        .status("/ticket_history/", 403, br#"{"error":"Not authorized"}"#)
        .on("/tickets/20?", &ticket(20));
    assert_eq!(only(&refused).history, History::Incomplete);
}

#[test]
fn a_merged_ticket_says_where_it_went_and_the_other_one_what_it_took() {
    let mut row = ticket(20);
    row["state"] = json!("merged");
    let into = entry(101, "merged_into", 3, AT, &json!({"id_from": 20, "id_to": 31}));
    let gone = read(&row, &[article(9, "Agent", 3, AT)], std::slice::from_ref(&into));
    assert_eq!(gone.gone, Some(Gone::MergedInto("31".to_owned())));
    assert!(gone.events.is_empty() && gone.fields.is_empty());
    // Without the entry it is only closed.
    assert_eq!(read(&row, &[], &[]).gone, None);
    let took = entry(101, "received_merge", 3, AT, &json!({"id_from": 19, "id_to": 20}));
    let old = article(5, "Customer", 7, "2026-11-01T08:00:00.000Z");
    let read = read(&ticket(20), &[old], &[took]);
    assert_eq!(read.events[0].id, "5", "the other ticket's messages keep their stamps");
    assert_eq!(read.events.last().unwrap().what, What::Merged { id: "19".to_owned() });
}

#[test]
fn a_ticket_that_is_not_there_or_not_for_this_token_is_no_ticket() {
    let hidden = Script::new().status("/tickets/7", 403, br#"{"error":"Not authorized"}"#);
    for script in [Script::new(), hidden] {
        let page = script.one(&adapter(), "7").unwrap();
        assert!(page.tickets.is_empty() && page.aside.is_empty() && page.cursor.is_none() && page.end);
    }
}

#[test]
fn a_message_whose_visibility_is_not_told_puts_the_ticket_aside() {
    for (member, value) in [("internal", Value::Null), ("created_at", json!(7)), ("sender", json!([]))] {
        let mut said = article(1, "Agent", 3, AT);
        said[member] = value;
        let page = known(&ticket(20), &[said], &[]).one(&adapter(), "20").unwrap();
        assert!(page.tickets.is_empty());
        assert!(page.aside[0].why.contains(&format!("`{member}`")), "{}", page.aside[0].why);
    }
}

#[test]
fn people_who_come_with_no_history_are_asked_for_once() {
    let said = [article(1, "Customer", 40, AT), article(2, "Customer", 40, AT)];
    let script = readable(&said, &[]).on("/tickets/20?", &ticket(20));
    assert_eq!(only(&script).events[1].author, "Colin Colleague");
    let asked: Vec<String> =
        script.addresses().into_iter().filter(|address| address.contains("/users/")).collect();
    assert_eq!(asked, ["/api/v1/users/40"]);
}

#[test]
fn fields_of_several_values_are_the_same_text_in_the_past() {
    let mut row = ticket(20);
    row["areas"] = json!(["tape", "disk"]);
    let entries = [changed(101, "areas", (r#"["tape"]"#, 0), (r#"["tape", "disk"]"#, 0), 3, AT)];
    let read = read(&row, &[], &entries);
    assert_eq!(read.fields["CF.areas"], "disk tape");
    assert_eq!(fields(&read)[0].2.as_deref(), Some("disk tape"));
}
