//! Changes: their requests, their classes, and how each is found again.

use std::collections::BTreeMap;

use policy::ticket::{Change, Gone, Ticket};
use portal::{Adapter, Delivery, Mark, Method, PushNext, Receipt, Request};
use serde_json::{Value, json};

use crate::samples::{adapter, audit, audits, comment, fields, first, groups, known, ticket};
use crate::scripted::{Script, body_of, operation};

fn fresh() -> Ticket {
    let script = known(&ticket(35_436), &[first(20_978_392)]);
    script.one(&adapter(), "35436").unwrap().tickets.remove(0)
}

fn updated() -> Value {
    let mut audit = audit(104, "2026-11-21T11:59:58Z", 235_323, &[comment(34, true, "x")]);
    audit["metadata"]["custom"] = json!({"gnomon_operation": operation("", reply()).id});
    json!({"ticket": ticket(35_436), "audit": audit})
}

fn reply() -> Change {
    Change::Reply { body: "Hello <b>,\nwe are *on* it.".to_owned() }
}

fn set(name: &str, to: Option<&str>) -> Change {
    Change::Set { name: name.to_owned(), to: to.map(str::to_owned) }
}

fn sent(change: Change, script: &Script) -> Request {
    let (end, mut sent) = script.push(&adapter(), &operation("35436", change), Some(&fresh())).unwrap();
    assert!(matches!(end, PushNext::Done(_)), "{end:?}");
    assert_eq!(sent.len(), 1);
    sent.remove(0)
}

fn agents(users: &Value) -> Script {
    Script::new()
        .on("/users/search", &json!({"users": users}))
        .on("/groups", &groups())
        .on("/ticket_fields", &fields())
        .on("/tickets/35436", &updated())
}

#[test]
fn a_reply_carries_its_stamp_and_its_mark() {
    let script = Script::new().on("/tickets/35436", &updated());
    let (end, sent) = script.push(&adapter(), &operation("35436", reply()), Some(&fresh())).unwrap();
    let PushNext::Done(receipt) = end else { panic!("{end:?}") };
    let at = "2026-11-21T11:59:58Z".parse().unwrap();
    assert_eq!(receipt, Receipt { at: Some(at), event: Some("34".into()), ticket: None });
    assert_eq!((sent[0].method, sent[0].url.path()), (Method::Put, "/api/v2/tickets/35436"));
    assert_eq!(
        body_of(&sent[0]),
        json!({"ticket": {
            "comment": {"html_body": "<div>Hello &lt;b&gt;,<br>we are *on* it.</div>", "public": true},
            "metadata": {"gnomon_operation": "5f0c1c9e-0000-4000-8000-000000000001"},
            "safe_update": true, "updated_stamp": "2026-11-21T10:38:52Z",
        }})
    );
}

#[test]
fn names_that_lead_round_end_in_a_refusal() {
    let round = |name: &str| json!({ name: [], "meta": { "has_more": true, "after_cursor": "x" } });
    let script = Script::new().on("/groups", &round("groups")).on("/ticket_fields", &round("ticket_fields"));
    for change in [set("queue", Some("First level")), set("CF.Severity", Some("minor"))] {
        let refused = script.push(&adapter(), &operation("35436", change), Some(&fresh()));
        assert!(refused.is_err(), "{refused:?}");
    }
}

#[test]
fn notes_and_calls_are_not_for_the_customer() {
    let text = "Called; she will send a log.".to_owned();
    for change in [
        Change::Note { body: text.clone() },
        Change::Call { answered: true, body: text, by_customer: false, begun: None },
    ] {
        let request = sent(change, &Script::new().on("/tickets/35436", &updated()));
        assert_eq!(body_of(&request)["ticket"]["comment"]["public"], json!(false));
    }
}

#[test]
fn a_ticket_that_changed_or_is_gone_is_read_again() {
    for status in [404, 409] {
        let script = Script::new().status("/tickets/35436", status, br#"{"error":"UpdateConflict"}"#);
        let (end, _) = script.push(&adapter(), &operation("35436", reply()), Some(&fresh())).unwrap();
        assert!(matches!(end, PushNext::Changed), "{status}");
    }
}

#[test]
fn a_closed_ticket_is_not_even_asked() {
    let closed = Ticket { status: "closed".to_owned(), ..fresh() };
    let script = Script::new();
    let fault = script.push(&adapter(), &operation("35436", reply()), Some(&closed)).unwrap_err();
    assert!(fault.is_refusal() && fault.to_string().contains("closed ticket"), "{fault}");
    assert!(script.addresses().is_empty());
}

#[test]
fn a_refusal_is_told_in_the_portals_words() {
    let body = br#"{"error":"RecordInvalid","description":"Record validation errors","details":{"status":[{"description":"Status: closed prevents ticket update"}]}}"#;
    let script = Script::new().status("/tickets/35436", 422, body);
    let fault = script.push(&adapter(), &operation("35436", reply()), Some(&fresh())).unwrap_err();
    assert!(fault.is_refusal());
    assert!(
        fault.to_string().contains("Record validation errors: Status: closed prevents ticket update"),
        "{fault}"
    );
}

#[test]
fn a_lost_answer_says_nothing() {
    let script = Script::new().status("/tickets/35436", 502, b"<html>");
    let fault = script.push(&adapter(), &operation("35436", reply()), Some(&fresh())).unwrap_err();
    assert!(!fault.is_refusal(), "{fault}");
}

#[test]
fn fields_go_out_under_the_portals_numbers() {
    let roger = json!([{"id": 235_323, "name": "Roger Wilco", "role": "agent"}, {"id": 9, "name": "Roger Wilco", "role": "end-user"}]);
    let custom = |value: Value, id: u64| json!([{"id": id, "value": value}]);
    let cases = [
        (set("status", Some("pending")), "status", json!("pending")),
        (set("priority", Some("urgent")), "priority", json!("urgent")),
        (set("priority", None), "priority", Value::Null),
        (set("assignee", Some("Roger Wilco")), "assignee_id", json!(235_323)),
        (set("assignee", None), "assignee_id", Value::Null),
        (set("queue", Some("First level")), "group_id", json!(98_739)),
        (set("CF.Severity", Some("minor")), "custom_fields", custom(json!("minor"), 27_642)),
        (set("CF.Production down", Some("true")), "custom_fields", custom(json!(true), 27_648)),
        (set("CF.Sites", Some("bonn ulm")), "custom_fields", custom(json!(["bonn", "ulm"]), 27_650)),
        (set("CF.Site (27651)", Some("7")), "custom_fields", custom(json!(7), 27_651)),
        (set("CF.Severity", None), "custom_fields", custom(Value::Null, 27_642)),
    ];
    for (change, member, value) in cases {
        let request = sent(change.clone(), &agents(&roger));
        let body = body_of(&request);
        assert_eq!(body["ticket"][member], value, "{change:?}");
        assert_eq!(body["ticket"]["safe_update"], json!(true));
    }
}

#[test]
fn what_cannot_be_set_is_refused_before_anything_is_sent() {
    let two = json!([{"id": 1, "name": "Ann", "email": "a@x.example", "role": "agent"}, {"id": 2, "name": "Ann", "role": "admin"}]);
    let cases = [
        (set("assignee", Some("Ann")), "more than one agent `Ann`"),
        (set("assignee", Some("Bob")), "no agent `Bob`"),
        (set("queue", Some("Third level")), "no group `Third level`"),
        (set("CF.Colour", Some("red")), "no field `CF.Colour`"),
        (set("CF.Site (27651)", Some("seven")), "`seven` is no whole number"),
        (set("status", None), "`status` cannot be unset"),
    ];
    for (change, words) in cases {
        let script = agents(&two);
        let fault = script.push(&adapter(), &operation("35436", change), Some(&fresh())).unwrap_err();
        assert!(fault.is_refusal() && fault.to_string().contains(words), "{fault}");
        assert!(script.asked.borrow().iter().all(|request| request.method == Method::Get));
    }
    let by_mail = sent(set("assignee", Some("A@x.example")), &agents(&two));
    assert_eq!(body_of(&by_mail)["ticket"]["assignee_id"], json!(1));
}

#[test]
fn tags_come_and_go_without_touching_others() {
    let mut stamped = ticket(35_436);
    stamped["updated_at"] = json!("2026-11-21T11:00:00Z");
    let script = Script::new()
        .on("/tags", &json!({"tags": ["vip"]}))
        .on("/tickets/35436", &json!({"ticket": stamped}));
    let change = Change::Tag { add: vec!["vip".into()], remove: vec!["spam".into(), "old".into()] };
    let (end, sent) = script.push(&adapter(), &operation("35436", change), Some(&fresh())).unwrap();
    assert!(matches!(end, PushNext::Done(_)));
    let told: Vec<(Method, Value)> = sent.iter().map(|request| (request.method, body_of(request))).collect();
    assert_eq!(
        told,
        [
            (
                Method::Put,
                json!({"tags": ["vip"], "updated_stamp": "2026-11-21T10:38:52Z", "safe_update": "true"})
            ),
            (
                Method::Delete,
                json!({"tags": ["spam", "old"], "updated_stamp": "2026-11-21T11:00:00Z", "safe_update": "true"})
            ),
        ]
    );
}

#[test]
fn a_new_ticket_goes_out_under_its_key_and_always_the_same() {
    let fields = BTreeMap::from([
        ("priority".to_owned(), "high".to_owned()),
        ("CF.Severity".to_owned(), "major".to_owned()),
    ]);
    let change = Change::Create {
        queue: "First level".into(),
        subject: "Restore stops".into(),
        body: "At 83 %.".into(),
        contact: "jo@nordwind.example".into(),
        fields,
    };
    let send = || {
        let script = agents(&json!([])).status(
            "/tickets",
            201,
            json!({"ticket": {"id": 77}, "audit": {"id": 1}}).to_string().as_bytes(),
        );
        let (end, mut sent) = script.push(&adapter(), &operation("new-1", change.clone()), None).unwrap();
        let PushNext::Done(receipt) = end else { panic!("{end:?}") };
        assert_eq!(receipt.ticket.as_deref(), Some("77"));
        sent.remove(0)
    };
    let (request, again) = (send(), send());
    assert_eq!(request, again);
    let key = request.headers.iter().find(|(name, _)| *name == "Idempotency-Key").unwrap();
    assert_eq!(key.1, "5f0c1c9e-0000-4000-8000-000000000001");
    let body = &body_of(&request)["ticket"];
    assert_eq!((&body["group_id"], &body["priority"]), (&json!(98_739), &json!("high")));
    assert_eq!(body["requester"]["email"], json!("jo@nordwind.example"));
    assert!(body.get("safe_update").is_none());
}

#[test]
fn a_merge_names_both_tickets_in_its_texts() {
    let request = sent(
        Change::Merge { into: "99".into() },
        &Script::new()
            .on("/tickets/99/merge", &json!({"job_status": {"id": "8b72", "status": "queued"}}))
            .on("/job_statuses/8b72", &json!({"job_status": {"id": "8b72", "status": "completed"}})),
    );
    let body = body_of(&request);
    assert_eq!(body["ids"], json!([35_436]));
    let merged = Ticket { gone: Some(Gone::MergedInto("99".into())), ..fresh() };
    let merge = operation("35436", Change::Merge { into: "99".into() });
    assert!(adapter().find(&merge, &Mark::default(), &merged).is_some());
    assert!(adapter().find(&merge, &Mark::default(), &fresh()).is_none());
    // The text that is sent is one from which the reader learns where the ticket went.
    let mut row = ticket(35_436);
    (row["status"], row["tags"]) = (json!("closed"), json!(["closed_by_merge"]));
    let end = audit(
        101,
        "2026-11-21T08:00:00Z",
        235_323,
        &[comment(30, false, body["source_comment"].as_str().unwrap())],
    );
    let page = known(&row, &[first(20_978_392), end]).one(&adapter(), "35436").unwrap();
    assert_eq!(page.tickets[0].gone, Some(Gone::MergedInto("99".into())));
}

#[test]
fn classes_say_what_can_be_promised() {
    let marker = Some(Delivery::Marker { settle_s: 120 });
    let create = Change::Create {
        queue: String::new(),
        subject: String::new(),
        body: String::new(),
        contact: String::new(),
        fields: BTreeMap::new(),
    };
    let cases = [
        (reply(), marker),
        (Change::Note { body: String::new() }, marker),
        (set("status", Some("open")), marker),
        (set("sla.first_reply_time.breach_at", Some("x")), None),
        (Change::Tag { add: vec![], remove: vec![] }, marker),
        (create, Some(Delivery::Key { life_s: 7200, marked: false })),
        (Change::Link { to: "9".into(), relation: String::new() }, None),
        (Change::Time { minutes: 5, body: String::new(), day: None }, None),
    ];
    for (change, class) in cases {
        assert_eq!(adapter().delivery(&change), class, "{change:?}");
    }
}

#[test]
fn what_was_done_is_found_by_its_mark_by_its_value_or_by_its_tags() {
    let mut ours = audit(104, "2026-11-21T11:59:58Z", 235_323, &[comment(34, true, "x")]);
    ours["metadata"]["custom"] = json!({"gnomon_operation": operation("", reply()).id});
    let page = known(&ticket(35_436), &[first(20_978_392), ours]).one(&adapter(), "35436").unwrap();
    let after = &page.tickets[0];
    let find = |change: Change, ticket: &Ticket| {
        adapter().find(&operation("35436", change), &Mark::default(), ticket)
    };
    assert_eq!(find(reply(), after).unwrap().event.as_deref(), Some("34"));
    assert_eq!(find(reply(), &fresh()), None);
    assert!(find(set("assignee", Some("Roger Wilco")), &fresh()).is_some());
    assert!(find(set("assignee", None), &fresh()).is_none());
    let tag = |add: &[&str], remove: &[&str]| Change::Tag {
        add: add.iter().map(|tag| (*tag).to_owned()).collect(),
        remove: remove.iter().map(|tag| (*tag).to_owned()).collect(),
    };
    assert!(find(tag(&["enterprise"], &["spam"]), &fresh()).is_some());
    assert!(find(tag(&["enter"], &[]), &fresh()).is_none());
    assert!(find(tag(&[], &["other_tag"]), &fresh()).is_none());
}

fn bare() -> Change {
    Change::Create {
        queue: String::new(),
        subject: "s".into(),
        body: "b".into(),
        contact: "c@x.example".into(),
        fields: BTreeMap::new(),
    }
}

#[test]
fn an_answer_without_the_new_ticket_is_no_success() {
    let script = Script::new().on("/tickets", &json!({"ticket": {}})).on("/audits", &audits(&[]));
    let fault = script.push(&adapter(), &operation("new-1", bare()), None).unwrap_err();
    assert!(!fault.is_refusal(), "{fault}");
}

/// A repeated one whose ticket was deleted meanwhile would else be asked for again and again.
#[test]
fn a_new_ticket_that_is_not_found_is_refused() {
    let script = Script::new().status("/tickets", 404, br#"{"error":"RecordNotFound"}"#);
    let fault = script.push(&adapter(), &operation("new-1", bare()), None).unwrap_err();
    assert!(fault.is_refusal(), "{fault}");
}
