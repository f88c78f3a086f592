//! Changes: their requests, their classes, and how each is found again.

use std::collections::BTreeMap;

use policy::ticket::{Change, Ticket};
use portal::{Adapter, Delivery, Mark, Method, PushNext, Receipt, Request};
use serde_json::{Value, json};

use crate::samples::{adapter, fields, known, message, ticket};
use crate::scripted::{Script, body_of, operation};

fn fresh() -> Ticket {
    known(&ticket(20), &[]).one(&adapter(), "20").unwrap().tickets.remove(0)
}

fn set(name: &str, to: Option<&str>) -> Change {
    Change::Set { name: name.to_owned(), to: to.map(str::to_owned) }
}

fn reply() -> Change {
    Change::Reply { body: "Hi <tom>,\nstill angry".to_owned() }
}

fn create() -> Change {
    Change::Create {
        queue: "First level".into(),
        subject: "Restore stops".into(),
        body: "At 83 %.".into(),
        contact: "jo@nordwind.example".into(),
        fields: BTreeMap::from([
            ("priority".to_owned(), "Urgent".to_owned()),
            ("CF.cf_site".to_owned(), "7".to_owned()),
        ]),
    }
}

fn done(change: Change, script: &Script) -> (Receipt, Request) {
    let (end, mut sent) = script.push(&adapter(), &operation("20", change), Some(&fresh())).unwrap();
    let PushNext::Done(receipt) = end else { panic!("{end:?}") };
    assert_eq!(sent.len(), 1);
    (receipt, sent.remove(0))
}

fn named() -> Script {
    Script::new().on("/ticket_fields", &fields()).on("/tickets", &json!({"id": 20, "updated_at": "x"}))
}

#[test]
fn messages_go_out_as_html_that_holds_only_text() {
    let answer = message(5, 32, false, false, "2026-11-21T13:49:37Z");
    let script = || Script::new().on("/reply", &answer).on("/notes", &answer);
    let (receipt, request) = done(reply(), &script());
    let at = "2026-11-21T13:49:37Z".parse().unwrap();
    assert_eq!(receipt, Receipt { at: Some(at), event: Some("5".into()), ticket: None });
    assert_eq!((request.method, request.url.path()), (Method::Post, "/api/v2/tickets/20/reply"));
    assert_eq!(body_of(&request), json!({"body": "<div>Hi &lt;tom&gt;,<br>still angry</div>"}));
    let call = Change::Call { answered: false, body: "no answer".into(), by_customer: false, begun: None };
    let note = Change::Note { body: "no answer".into() };
    let said = "<div>Phone call: nobody was reached.<br><br>no answer</div>";
    for (change, body) in [(note, "<div>no answer</div>"), (call, said)] {
        let (_, request) = done(change, &script());
        assert_eq!(body_of(&request), json!({"body": body, "private": true}));
    }
}

#[test]
fn fields_go_out_under_the_portals_numbers() {
    let custom = |name: &str, value: Value| json!({name: value});
    let cases = [
        (set("status", Some("Waiting for parts")), "status", json!(8)),
        (set("priority", Some("Urgent")), "priority", json!(4)),
        (set("assignee", Some("Rt")), "responder_id", json!(31)),
        (set("assignee", None), "responder_id", Value::Null),
        (set("queue", Some("First level")), "group_id", json!(3)),
        (set("type", Some("Question")), "type", json!("Question")),
        (set("CF.cf_severity", Some("minor")), "custom_fields", custom("cf_severity", json!("minor"))),
        (set("CF.cf_down", Some("false")), "custom_fields", custom("cf_down", json!(false))),
        (set("CF.cf_rating", Some("2.5")), "custom_fields", custom("cf_rating", json!(2.5))),
        (set("CF.cf_site", None), "custom_fields", custom("cf_site", Value::Null)),
    ];
    for (change, member, value) in cases {
        let (_, request) = done(change.clone(), &named());
        assert_eq!((request.method, body_of(&request)), (Method::Put, json!({member: value})), "{change:?}");
    }
}

#[test]
fn what_cannot_be_set_is_refused_before_anything_is_sent() {
    let cases = [
        (set("status", Some("Asleep")), "no status `Asleep`"),
        (set("assignee", Some("Bob")), "no agent `Bob`"),
        (set("priority", None), "`priority` cannot be unset"),
        (set("CF.cf_site", Some("seven")), "`seven` is no whole number"),
    ];
    for (change, words) in cases {
        let script = named();
        let fault = script.push(&adapter(), &operation("20", change), Some(&fresh())).unwrap_err();
        assert!(fault.is_refusal() && fault.to_string().contains(words), "{fault}");
        assert!(script.asked.borrow().iter().all(|request| request.method == Method::Get));
    }
}

#[test]
fn whoever_may_not_read_the_fields_can_set_what_every_account_has() {
    let script = Script::new().status("/ticket_fields", 403, b"{}").on("/tickets", &json!({"id": 20}));
    let (_, request) = done(set("status", Some("Resolved")), &script);
    assert_eq!(body_of(&request), json!({"status": 4}));
}

#[test]
fn tags_are_read_again_just_before_they_are_written() {
    let mut now = ticket(20);
    now["tags"] = json!(["on site", "new since"]);
    let script = Script::new().on("/tickets/20", &now);
    let change = Change::Tag { add: vec!["urgent".into()], remove: vec!["on site".into()] };
    let (_, request) = done(change, &script);
    assert_eq!(body_of(&request), json!({"tags": ["new since", "urgent"]}));
}

#[test]
fn a_new_ticket_has_what_the_portal_demands() {
    let answer = json!({"id": 77, "created_at": "2026-11-21T12:00:01Z"});
    let script =
        Script::new().on("/ticket_fields", &fields()).status("/tickets", 201, answer.to_string().as_bytes());
    let (end, sent) = script.push(&adapter(), &operation("new-1", create()), None).unwrap();
    let PushNext::Done(receipt) = end else { panic!("{end:?}") };
    assert_eq!(
        (receipt.ticket.as_deref(), receipt.at),
        (Some("77"), Some("2026-11-21T12:00:01Z".parse().unwrap()))
    );
    assert_eq!(
        body_of(&sent[0]),
        json!({
            "email": "jo@nordwind.example", "subject": "Restore stops", "description": "<div>At 83 %.</div>", "status": 2,
            "priority": 4, "group_id": 3, "custom_fields": {"cf_site": 7},
        })
    );
}

#[test]
fn time_and_merges_have_their_own_addresses() {
    let script = Script::new().on("/time_entries", &json!({"id": 1})).status("/tickets/merge", 204, b"");
    let (_, time) = done(Change::Time { minutes: 95, body: "on site".into(), day: None }, &script);
    assert_eq!(body_of(&time), json!({"time_spent": "01:35", "note": "on site"}));
    let (receipt, merge) = done(Change::Merge { into: "99".into() }, &script);
    assert_eq!((merge.method, body_of(&merge)), (Method::Put, json!({"primary_id": 99, "ticket_ids": [20]})));
    assert!(receipt.at.is_some());
}

#[test]
fn a_new_ticket_that_is_not_taken_is_refused() {
    for status in [404, 405] {
        let script = Script::new().on("/ticket_fields", &fields()).status("/tickets", status, b"{}");
        let fault = script.push(&adapter(), &operation("new-1", create()), None).unwrap_err();
        assert!(fault.is_refusal(), "{status}: {fault}");
    }
}

#[test]
fn a_ticket_that_is_gone_is_read_again_and_a_refusal_is_told() {
    for status in [404, 405] {
        let script = Script::new().status("/reply", status, b"{}");
        let (end, _) = script.push(&adapter(), &operation("20", reply()), Some(&fresh())).unwrap();
        assert!(matches!(end, PushNext::Changed), "{status}");
    }
    let body = br#"{"description":"Validation failed","errors":[{"field":"cf_site","message":"Mandatory attribute missing","code":"missing_field"}]}"#;
    let script = Script::new().on("/ticket_fields", &fields()).status("/tickets/20", 400, body);
    let fault =
        script.push(&adapter(), &operation("20", set("status", Some("Closed"))), Some(&fresh())).unwrap_err();
    assert!(
        fault.is_refusal()
            && fault.to_string().contains("Validation failed: `cf_site`: Mandatory attribute missing"),
        "{fault}"
    );
    let lost = Script::new().status("/reply", 502, b"<html>");
    assert!(!lost.push(&adapter(), &operation("20", reply()), Some(&fresh())).unwrap_err().is_refusal());
}

#[test]
fn classes_say_what_can_be_promised() {
    let marker = Some(Delivery::Marker { settle_s: 120 });
    let cases = [
        (reply(), Some(Delivery::Once)),
        (Change::Note { body: String::new() }, Some(Delivery::Once)),
        (create(), Some(Delivery::Once)),
        (Change::Merge { into: "9".into() }, Some(Delivery::Once)),
        (Change::Time { minutes: 5, body: String::new(), day: None }, Some(Delivery::Once)),
        (set("status", Some("Open")), marker),
        (set("due_by", Some("x")), None),
        (Change::Tag { add: vec![], remove: vec![] }, marker),
        (Change::Link { to: "9".into(), relation: String::new() }, None),
    ];
    for (change, class) in cases {
        assert_eq!(adapter().delivery(&change), class, "{change:?}");
    }
}

#[test]
fn what_was_set_is_found_by_its_value() {
    let find =
        |change: Change| adapter().find(&operation("20", change), &Mark::default(), &fresh()).is_some();
    assert!(find(set("status", Some("Open"))) && !find(set("status", Some("Closed"))));
    assert!(find(set("subject", Some("Please help"))) && !find(set("subject", Some("x"))));
    assert!(find(set("assignee", Some("Super Man"))) && !find(set("assignee", None)));
    let tag = |add: &str, remove: &str| Change::Tag { add: vec![add.into()], remove: vec![remove.into()] };
    assert!(find(tag("on site", "old")) && !find(tag("site", "old")) && !find(tag("vip", "on site")));
    assert!(!find(reply()));
}
