//! Changes: their requests, their classes, and how each is found again.

use std::collections::BTreeMap;

use policy::ticket::{Change, Gone, Ticket};
use portal::{Adapter, Delivery, Mark, Method, PushNext, Receipt, Request};
use serde_json::{Value, json};

use crate::samples::{adapter, article, known, states, ticket};
use crate::scripted::{Script, body_of, operation};

const MARK: &str = "5f0c1c9e-0000-4000-8000-000000000001";
const AT: &str = "2026-11-20T13:00:00.100Z";

pub fn fresh() -> Ticket {
    of(&ticket(20), &[])
}

pub fn of(row: &Value, said: &[Value]) -> Ticket {
    known(row, said, &[]).one(&adapter(), "20").unwrap().tickets.remove(0)
}

pub fn set(name: &str, to: Option<&str>) -> Change {
    Change::Set { name: name.to_owned(), to: to.map(str::to_owned) }
}

pub fn reply() -> Change {
    Change::Reply { body: "Hi <jo>,\nstill there".to_owned() }
}

pub fn create() -> Change {
    Change::Create {
        queue: "First level".into(),
        subject: "Restore stops".into(),
        body: "At 83 %.".into(),
        contact: "jo@nordwind.example".into(),
        fields: BTreeMap::from([
            ("priority".to_owned(), "3 high".to_owned()),
            ("CF.product".to_owned(), "Archive".to_owned()),
        ]),
    }
}

fn all(change: Change, script: &Script) -> (Receipt, Vec<Request>) {
    let (end, sent) = script.push(&adapter(), &operation("20", change), Some(&fresh())).unwrap();
    let PushNext::Done(receipt) = end else { panic!("{end:?}") };
    (receipt, sent)
}

fn done(change: Change, script: &Script) -> (Receipt, Request) {
    let (receipt, mut sent) = all(change, script);
    assert_eq!(sent.len(), 1);
    (receipt, sent.remove(0))
}

/// A portal that answers a new message so, and has these.
fn says(said: &[Value]) -> Script {
    Script::new().on("/by_ticket/", &Value::from(said.to_vec())).status(
        "/ticket_articles",
        201,
        article(33, "Agent", 3, "2026-11-21T13:49:37.962Z").to_string().as_bytes(),
    )
}

#[test]
fn a_reply_is_mail_to_who_asked_and_bears_the_operation() {
    let mut asked = article(4, "Customer", 7, AT);
    (asked["message_id"], asked["body"]) = (json!("<1@nordwind.example>"), json!("hello"));
    let mut outsider = article(5, "Customer", 50, AT);
    (outsider["from"], outsider["reply_to"]) =
        (json!("Olga <olga@supplier.example>"), json!("x@supplier.example"));
    let (receipt, request) = done(reply(), &says(&[asked, outsider]));
    let at = "2026-11-21T13:49:37Z".parse().unwrap();
    assert_eq!(receipt, Receipt { at: Some(at), event: Some("33".into()), ticket: None });
    assert_eq!((request.method, request.url.path()), (Method::Post, "/api/v1/ticket_articles"));
    assert_eq!(
        body_of(&request),
        json!({
            "ticket_id": 20, "type": "email", "sender": "Agent", "internal": false, "content_type": "text/plain",
            "body": "Hi <jo>,\nstill there", "to": "jo@nordwind.example", "subject": "Restore stops",
            "in_reply_to": "<1@nordwind.example>", "preferences": {"gnomon_operation": MARK},
        })
    );
}

#[test]
fn a_reply_goes_where_the_customer_wants_it() {
    let mut asked = article(4, "Customer", 7, AT);
    asked["reply_to"] = json!("helpdesk@nordwind.example");
    let (_, request) = done(reply(), &says(&[asked]));
    assert_eq!(body_of(&request)["to"], json!("helpdesk@nordwind.example"));
}

#[test]
fn a_reply_to_somebody_without_address_is_seen_in_the_portal() {
    for channel in ["web", "phone", "note"] {
        let mut fresh = fresh();
        fresh.channel = Some(channel.to_owned());
        fresh.contact.as_mut().unwrap().email.clear();
        let (_, sent) = says(&[]).push(&adapter(), &operation("20", reply()), Some(&fresh)).unwrap();
        let body = body_of(&sent[0]);
        assert_eq!(
            (&body["type"], &body["internal"], body.get("to")),
            (&json!("note"), &json!(false), None),
            "{channel}"
        );
    }
}

/// "internal doesn't mean it's silent": <https://docs.zammad.org/en/latest/api/ticket/articles.html>.
#[test]
fn nothing_internal_is_ever_mail() {
    let changes =
        [Change::Note { body: "psst".into() }, call(true, "psst"), call(false, "psst"), time(5, "psst")];
    for change in changes {
        let (_, request) = done(change.clone(), &says(&[]));
        let body = body_of(&request);
        assert_eq!(body["internal"], json!(true), "{change:?}");
        assert!(["note", "phone"].contains(&body["type"].as_str().unwrap()), "{change:?}");
        assert!(
            body.get("to").is_none() && body["preferences"]["gnomon_operation"] == json!(MARK),
            "{change:?}"
        );
    }
}

fn call(answered: bool, body: &str) -> Change {
    Change::Call { answered, body: body.to_owned(), by_customer: false, begun: None }
}

fn time(minutes: u32, body: &str) -> Change {
    Change::Time { minutes, body: body.to_owned(), day: None }
}

#[test]
fn a_call_says_whether_somebody_was_reached() {
    let text = |answered| {
        let (_, request) = done(call(answered, "again at noon"), &says(&[]));
        body_of(&request)["body"].as_str().unwrap().to_owned()
    };
    assert_eq!(text(true), "Phone call: the customer was reached.\n\nagain at noon");
    assert_eq!(text(false), "Phone call: nobody was reached.\n\nagain at noon");
}

#[test]
fn a_reply_that_is_there_is_not_sent_again() {
    let mut ours = article(33, "Agent", 3, AT);
    ours["preferences"] = json!({"gnomon_operation": MARK, "delivery_status": "success"});
    let (receipt, sent) = all(reply(), &says(&[article(4, "Customer", 7, AT), ours]));
    assert_eq!((receipt.event.as_deref(), sent.len()), (Some("33"), 0));
}

#[test]
fn time_has_its_text_with_it_or_its_own_address() {
    let script = Script::new().status("/time_accountings", 201, br#"{"id": 9, "time_unit": "95.0"}"#).status(
        "/ticket_articles",
        201,
        article(33, "Agent", 3, AT).to_string().as_bytes(),
    );
    let (_, with) = done(time(95, "on site"), &script);
    assert_eq!((&body_of(&with)["time_unit"], &body_of(&with)["body"]), (&json!("95"), &json!("on site")));
    let (receipt, without) = done(time(95, ""), &script);
    assert_eq!(without.url.path(), "/api/v1/tickets/20/time_accountings");
    assert_eq!((body_of(&without), receipt.event), (json!({"time_unit": "95"}), None));
}

#[test]
fn fields_go_out_by_their_names() {
    let mut row = ticket(20);
    (row["site"], row["room"]) = (json!(7), Value::Null);
    let cases = [
        (set("status", Some("closed")), "state", json!("closed")),
        (set("priority", Some("2 normal")), "priority", json!("2 normal")),
        (set("queue", Some("First level")), "group", json!("First level")),
        (set("assignee", Some("max@help.example")), "owner", json!("max@help.example")),
        (set("assignee", None), "owner_id", json!(1)),
        (set("subject", Some("New")), "title", json!("New")),
        (
            set("pending_time", Some("2026-11-24T09:00:00+01:00")),
            "pending_time",
            json!("2026-11-24T08:00:00Z"),
        ),
        (set("CF.product", Some("Backup")), "product", json!("Backup")),
        (set("CF.site_down", Some("false")), "site_down", json!(false)),
        (set("CF.site", Some("8")), "site", json!(8)),
        (set("CF.room", Some("R2")), "room", json!("R2")),
        (set("CF.product", None), "product", Value::Null),
    ];
    for (change, member, value) in cases {
        let now = json!({"id": 20});
        let script = Script::new().on("/ticket_states", &states());
        let of_company = matches!(&change, Change::Set { name, .. } if name.starts_with("CF."));
        let script = if of_company { script.on("/tickets/20?", &row) } else { script };
        let script = script.on("/tickets/20?", &now);
        let (_, request) = done(change.clone(), &script);
        assert_eq!((request.method, body_of(&request)), (Method::Put, json!({member: value})), "{change:?}");
    }
}

#[test]
fn tags_come_and_go_one_by_one() {
    let script = Script::new().status("/tags/", 201, b"true");
    let change = Change::Tag { add: vec!["urgent".into(), "a, b".into()], remove: vec!["on site".into()] };
    let (_, sent) = all(change, &script);
    let told: Vec<(Method, String, Value)> = sent
        .iter()
        .map(|request| (request.method, request.url.path().to_owned(), body_of(request)))
        .collect();
    let tag = |tag: &str| json!({"item": tag, "object": "Ticket", "o_id": 20});
    assert_eq!(
        told,
        [
            (Method::Post, "/api/v1/tags/add".to_owned(), tag("urgent")),
            (Method::Post, "/api/v1/tags/add".to_owned(), tag("a, b")),
            (Method::Delete, "/api/v1/tags/remove".to_owned(), tag("on site")),
        ]
    );
    assert_eq!(all(Change::Tag { add: vec![], remove: vec![] }, &script).1.len(), 0);
}

#[test]
fn a_new_ticket_is_in_the_customers_name_and_mails_nobody() {
    let answer = json!({"id": 77, "number": "530077", "created_at": "2026-11-21T12:00:01.913Z"});
    let script = Script::new().status("/tickets", 201, answer.to_string().as_bytes());
    let (end, sent) = script.push(&adapter(), &operation("new-1", create()), None).unwrap();
    let PushNext::Done(receipt) = end else { panic!("{end:?}") };
    let at = "2026-11-21T12:00:01Z".parse().unwrap();
    assert_eq!((receipt.ticket.as_deref(), receipt.at), (Some("77"), Some(at)));
    assert_eq!(
        body_of(&sent[0]),
        json!({
            "title": "Restore stops", "group": "First level", "customer_id": "guess:jo@nordwind.example",
            "priority": "3 high", "product": "Archive",
            "article": {
                "subject": "Restore stops", "body": "At 83 %.", "type": "note", "sender": "Customer", "internal": false,
                "content_type": "text/plain", "preferences": {"gnomon_operation": MARK},
            },
        })
    );
}

#[test]
fn a_merge_names_the_other_ticket_by_its_number() {
    let script =
        Script::new().on("/tickets/99?", &ticket(99)).on("/ticket_merge/", &json!({"result": "success"}));
    let (_, request) = done(Change::Merge { into: "99".into() }, &script);
    assert_eq!((request.method, request.url.path()), (Method::Put, "/api/v1/ticket_merge/20/530099"));
}

#[test]
fn a_link_that_is_there_is_not_made_again() {
    let links = |links: Value| {
        Script::new()
            .status("/links/add", 201, br#"{"id": 11}"#)
            .on("/links?", &json!({"links": links, "assets": {}}))
    };
    let link = |id: u64| json!({"link_type": "normal", "link_object": "Ticket", "link_object_value": id});
    let change = || Change::Link { to: "#11".into(), relation: String::new() };
    assert_eq!(all(change(), &links(json!([link(11)]))).1.len(), 0);
    let (_, request) = done(change(), &links(json!([link(110)])));
    assert_eq!(
        body_of(&request),
        json!({
            "link_type": "normal", "link_object_target": "Ticket", "link_object_target_value": 11,
            "link_object_source": "Ticket", "link_object_source_number": "530020",
        })
    );
}

#[test]
fn classes_say_what_can_be_promised() {
    let marker = Some(Delivery::Marker { settle_s: 120 });
    let cases = [
        (reply(), marker),
        (Change::Note { body: String::new() }, marker),
        (call(true, ""), marker),
        (create(), Some(Delivery::Once)),
        (Change::Merge { into: "9".into() }, marker),
        (Change::Link { to: "9".into(), relation: String::new() }, marker),
        (time(5, "x"), marker),
        (time(5, ""), Some(Delivery::Once)),
        (set("status", Some("open")), marker),
        (set("escalation_at", Some("x")), None),
        (Change::Tag { add: vec![], remove: vec![] }, marker),
    ];
    for (change, class) in cases {
        assert_eq!(adapter().delivery(&change), class, "{change:?}");
    }
}

#[test]
fn what_was_done_is_found_again() {
    let find = |change: Change, fresh: &Ticket| {
        let found = adapter().find(&operation("20", change), &Mark::default(), fresh);
        found.map(|receipt| receipt.event)
    };
    let fresh = fresh();
    let is_there = |change: Change| find(change, &fresh).is_some();
    assert!(is_there(set("status", Some("open"))) && !is_there(set("status", Some("closed"))));
    assert!(is_there(set("assignee", Some("emma@help.example"))) && !is_there(set("assignee", None)));
    assert!(is_there(set("subject", Some("Restore stops"))) && !is_there(set("subject", Some("x"))));
    let tag = |add: &str, remove: &str| Change::Tag { add: vec![add.into()], remove: vec![remove.into()] };
    assert!(
        is_there(tag("on site", "old")) && !is_there(tag("site", "old")) && !is_there(tag("vip", "on site"))
    );
    let merge = |into: &str| Change::Merge { into: into.into() };
    assert!(!is_there(merge("31")));
    let gone = |gone: Option<Gone>| Ticket { status: "merged".into(), gone, ..fresh.clone() };
    assert!(find(merge("31"), &gone(None)).is_some());
    assert!(find(merge("31"), &gone(Some(Gone::MergedInto("31".into())))).is_some());
    assert!(find(merge("31"), &gone(Some(Gone::MergedInto("32".into())))).is_none());
    assert!(find(merge("31"), &gone(Some(Gone::Deleted))).is_none());
}

#[test]
fn a_message_is_found_by_the_operation_or_else_by_its_text() {
    let find = |said: &Value, mark: &Mark| {
        let found =
            adapter().find(&operation("20", reply()), mark, &of(&ticket(20), std::slice::from_ref(said)));
        found.and_then(|receipt| receipt.event)
    };
    let mut marked = article(33, "Agent", 3, AT);
    marked["preferences"] = json!({"gnomon_operation": MARK});
    assert_eq!(find(&marked, &Mark::default()).as_deref(), Some("33"));
    let mut alike = article(34, "Agent", 3, AT);
    alike["body"] = json!("Hi <jo>,\r\nstill there\n");
    assert_eq!(find(&alike, &Mark::default()).as_deref(), Some("34"));
    let before = Mark { alike: ["34".to_owned()].into() };
    assert_eq!(find(&alike, &before), None);
    alike["preferences"] = json!({"gnomon_operation": "another"});
    assert_eq!(find(&alike, &Mark::default()), None);
}
