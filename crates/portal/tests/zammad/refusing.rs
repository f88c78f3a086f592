//! What is refused before it is sent, and what the portal refuses in its own ways.

use policy::ticket::Change;
use portal::PushNext;
use serde_json::{Value, json};

use crate::samples::{adapter, article, states, ticket};
use crate::scripted::{Script, operation};
use crate::writing::{create, fresh, reply, set};

fn refusal(change: Change, script: &Script) -> String {
    let fault = script.push(&adapter(), &operation("20", change), Some(&fresh())).unwrap_err();
    assert!(fault.is_refusal(), "{fault}");
    fault.to_string()
}

#[test]
fn what_cannot_be_set_is_refused_before_anything_is_sent() {
    let mut row = ticket(20);
    (row["site"], row["areas"]) = (json!(7), json!(["tape"]));
    let cases = [
        (set("status", Some("asleep")), "no status `asleep`"),
        (set("status", Some("merged")), "`merged` is set by the portal alone"),
        (set("status", Some("removed")), "no status `removed`"),
        (set("status", None), "`status` cannot be unset"),
        (set("priority", None), "`priority` cannot be unset"),
        (set("CF.site", Some("seven")), "`seven` is no whole number"),
        (set("CF.areas", Some("disk")), "more than one value"),
        (set("CF.weather", Some("fog")), "no attribute `weather`"),
        (set("pending_time", Some("soon")), "`soon` is no date"),
        (set("escalation_at", Some("x")), "offer no `set`"),
    ];
    for (change, words) in cases {
        let script = Script::new().on("/ticket_states", &states()).on("/tickets/20?", &row);
        let said = refusal(change, &script);
        assert!(said.contains(words), "{said}");
        assert!(script.asked.borrow().iter().all(|request| request.method == portal::Method::Get));
    }
}

/// A pending state without a time would never come back.
#[test]
fn a_pending_status_needs_its_time_first() {
    let script = || Script::new().on("/ticket_states", &states()).on("/tickets/20?", &json!({"id": 20}));
    for status in ["pending reminder", "pending close", "waiting for parts"] {
        let said = refusal(set("status", Some(status)), &script());
        assert!(said.contains("set `pending_time` first"), "{said}");
        let mut timed = fresh();
        timed.fields.insert("pending_time".to_owned(), "2026-11-24T08:00:00Z".to_owned());
        let operation = operation("20", set("status", Some(status)));
        let (end, sent) = script().push(&adapter(), &operation, Some(&timed)).unwrap();
        assert!(matches!(end, PushNext::Done(_)) && sent.len() == 1);
    }
}

/// `Ticket#check_owner_active`: answered with 200, and the ticket has no owner afterwards.
#[test]
fn an_owner_whom_the_portal_does_not_take_is_told() {
    let mut row = ticket(20);
    (row["owner_id"], row["owner"]) = (json!(1), json!("-"));
    let script = Script::new().on("/tickets/20?", &row);
    let said = refusal(set("assignee", Some("zoe@help.example")), &script);
    assert!(said.contains("may not handle tickets of this group"), "{said}");
}

#[test]
fn a_value_that_a_workflow_keeps_is_told() {
    let script = Script::new().on("/tickets/20?", &ticket(20));
    let said = refusal(set("priority", Some("1 low")), &script);
    assert!(said.contains("`3 high` instead of `1 low`"), "{said}");
}

#[test]
fn replies_that_reach_nobody_are_refused() {
    let script =
        || Script::new().on("/by_ticket/", &json!([article(4, "Customer", 7, "2026-11-20T13:00:00Z")]));
    let say = |channel: &str, email: &str| {
        let mut fresh = fresh();
        fresh.channel = Some(channel.to_owned());
        fresh.contact.as_mut().unwrap().email = email.to_owned();
        let fault = script().push(&adapter(), &operation("20", reply()), Some(&fresh)).unwrap_err();
        assert!(fault.is_refusal());
        fault.to_string()
    };
    assert!(say("email", "").contains("no mail address"));
    for channel in ["sms", "twitter direct-message", "telegram personal-message"] {
        assert!(say(channel, "jo@nordwind.example").contains(&format!("by `{channel}`")), "{channel}");
    }
}

#[test]
fn a_merge_that_fails_is_answered_with_200_and_a_word() {
    let words = json!({"result": "failed", "message": "The target ticket number could not be found."});
    let script = Script::new().on("/tickets/99?", &ticket(99)).on("/ticket_merge/", &words);
    let said = refusal(Change::Merge { into: "99".into() }, &script);
    assert!(said.contains("could not be found"), "{said}");
    let said = refusal(Change::Merge { into: "99".into() }, &Script::new());
    assert!(said.contains("no ticket `99`"), "{said}");
}

#[test]
fn a_new_ticket_without_group_or_address_is_not_sent() {
    let Change::Create { queue, subject, body, contact, fields } = create() else { panic!() };
    let new = |queue: &str, contact: &str| Change::Create {
        queue: queue.to_owned(),
        contact: contact.to_owned(),
        subject: subject.clone(),
        body: body.clone(),
        fields: fields.clone(),
    };
    assert!(refusal(new("", &contact), &Script::new()).contains("needs a group"));
    for bad in ["", "jo", "jo@x.example other@y.example"] {
        assert!(refusal(new(&queue, bad), &Script::new()).contains("no mail address"), "{bad}");
    }
}

#[test]
fn a_ticket_that_is_gone_is_read_again_and_a_refusal_is_told() {
    let tag = Change::Tag { add: vec!["x".into()], remove: vec![] };
    for change in [reply(), Change::Note { body: "x".into() }, set("priority", Some("1 low")), tag] {
        let (end, _) =
            Script::new().push(&adapter(), &operation("20", change.clone()), Some(&fresh())).unwrap();
        assert!(matches!(end, PushNext::Changed), "{change:?}");
    }
    let body =
        br#"{"error":"No lookup value found for 'group': \"x\"","error_human":"No lookup value found"}"#;
    let script = Script::new().status("/tickets/20", 422, body);
    assert!(refusal(set("queue", Some("x")), &script).contains("No lookup value found for 'group'"));
    let lost =
        Script::new().on("/by_ticket/", &Value::Array(vec![])).status("/ticket_articles", 502, b"<html>");
    assert!(!lost.push(&adapter(), &operation("20", reply()), Some(&fresh())).unwrap_err().is_refusal());
}
