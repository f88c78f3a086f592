//! Changes: their requests, their classes, and how each is found again.

use std::collections::BTreeMap;

use policy::ticket::{Change, Ticket};
use portal::{Adapter, Delivery, Fault, Mark, Method, PushNext, Receipt, Request};
use serde_json::{Value, json};

use crate::samples::{ada, adapter, comment, desks, fields, issue, known, person};
use crate::scripted::{Script, body_of, operation};

const AT: &str = "2026-11-21T11:59:37.900+0000";

fn fresh() -> Ticket {
    known(&issue(10_020), &[], &[]).one(&adapter(), "10020").unwrap().tickets.remove(0)
}

fn with(said: &[Value]) -> Ticket {
    known(&issue(10_020), said, &[]).one(&adapter(), "10020").unwrap().tickets.remove(0)
}

fn set(name: &str, to: Option<&str>) -> Change {
    Change::Set { name: name.to_owned(), to: to.map(str::to_owned) }
}

fn reply() -> Change {
    Change::Reply { body: "Hi *tom*,\n\nstill angry {code}".to_owned() }
}

fn tag(add: &[&str], remove: &[&str]) -> Change {
    let texts = |list: &[&str]| list.iter().map(|tag| (*tag).to_owned()).collect();
    Change::Tag { add: texts(add), remove: texts(remove) }
}

fn create(queue: &str, contact: &str, fields: &[(&str, &str)]) -> Change {
    Change::Create {
        queue: queue.into(),
        subject: "Restore stops".into(),
        body: "At 83 %.".into(),
        contact: contact.into(),
        fields: fields
            .iter()
            .map(|(name, to)| ((*name).to_owned(), (*to).to_owned()))
            .collect::<BTreeMap<_, _>>(),
    }
}

fn done(change: Change, script: &Script) -> (Receipt, Request) {
    let (end, mut sent) = script.push(&adapter(), &operation("10020", change), Some(&fresh())).unwrap();
    let PushNext::Done(receipt) = end else { panic!("{end:?}") };
    assert_eq!(sent.len(), 1);
    (receipt, sent.remove(0))
}

/// The fault of a change that was refused before anything was sent.
fn refused(change: Change, script: &Script) -> Fault {
    let fault = script.push(&adapter(), &operation("10020", change), Some(&fresh())).unwrap_err();
    assert!(fault.is_refusal(), "{fault}");
    assert!(script.asked.borrow().iter().all(|request| request.method == Method::Get), "nothing was sent");
    fault
}

/// <https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/#api-rest-api-3-issue-issueidorkey-transitions-get>
fn transitions() -> Value {
    let way = |id: &str, name: &str, to: &str, fields: Value| json!({"id": id, "name": name, "to": {"name": to}, "hasScreen": false, "isAvailable": true, "fields": fields});
    let field = |required: bool, default: bool| json!({"resolution": {"required": required, "hasDefaultValue": default, "name": "Resolution"}});
    let mut shut = way("9", "Escalate", "Escalated", json!({}));
    shut["isAvailable"] = json!(false);
    json!({"transitions": [
        way("1", "Ask the customer", "Waiting for customer", json!({})),
        way("2", "Resolve with a reason", "Resolved", field(true, false)),
        way("3", "Resolve", "Resolved", field(true, true)),
        way("4", "Close", "Closed", field(true, false)),
        shut,
    ]})
}

#[test]
fn a_reply_is_a_document_that_carries_the_operation() {
    let answer = comment(5, &ada(), true, AT);
    let (receipt, request) =
        done(reply(), &Script::new().status("/comment", 201, answer.to_string().as_bytes()));
    let at = "2026-11-21T11:59:37Z".parse().unwrap();
    assert_eq!(receipt, Receipt { at: Some(at), event: Some("5".into()), ticket: None });
    assert_eq!((request.method, request.url.path()), (Method::Post, "/rest/api/3/issue/10020/comment"));
    let text = |text: &str| json!({"type": "text", "text": text});
    let line = || json!({"type": "hardBreak"});
    assert_eq!(
        body_of(&request),
        json!({
            "body": {"type": "doc", "version": 1, "content": [{"type": "paragraph", "content": [
                text("Hi *tom*,"), line(), line(), text("still angry {code}")]}]},
            "properties": [{"key": "gnomon.operation", "value": {"id": "5f0c1c9e-0000-4000-8000-000000000001"}}],
        })
    );
}

fn call(answered: bool, body: &str) -> Change {
    Change::Call { answered, body: body.to_owned(), by_customer: false, begun: None }
}

fn time(minutes: u32, body: &str) -> Change {
    Change::Time { minutes, body: body.to_owned(), day: None }
}

fn link(to: &str) -> Change {
    Change::Link { to: to.to_owned(), relation: String::new() }
}

#[test]
fn notes_and_calls_are_never_shown_to_the_customer() {
    // https://developer.atlassian.com/cloud/jira/service-desk/rest/api-group-request/#api-rest-servicedeskapi-request-issueidorkey-comment-post
    let answer = json!({"id": "1000", "body": "no answer", "public": false, "author": {"accountId": "5b:ada"},
        "created": {"epochMillis": 1_795_262_377_900_i64, "iso8601": "2026-11-21T11:59:37+0000"}});
    let script = || Script::new().status("/comment", 201, answer.to_string().as_bytes());
    let told = "Phone call: nobody was reached.\n\nno answer";
    for (change, text) in
        [(Change::Note { body: "no answer".into() }, "no answer"), (call(false, "no answer"), told)]
    {
        let (receipt, request) = done(change, &script());
        assert_eq!(
            (request.method, request.url.path()),
            (Method::Post, "/rest/servicedeskapi/request/10020/comment")
        );
        assert_eq!(body_of(&request), json!({"body": text, "public": false}));
        assert_eq!(
            (receipt.event.as_deref(), receipt.at),
            (Some("1000"), Some("2026-11-21T11:59:37Z".parse().unwrap()))
        );
    }
}

#[test]
fn a_status_is_reached_by_a_transition_that_asks_for_nothing() {
    let script = || Script::new().on("/transitions?", &transitions()).status("/transitions", 204, b"");
    for (to, way) in [("Waiting for customer", "1"), ("resolved", "3")] {
        let script = script();
        let (receipt, request) = done(set("status", Some(to)), &script);
        assert_eq!(
            (request.method, request.url.path()),
            (Method::Post, "/rest/api/3/issue/10020/transitions")
        );
        assert_eq!(body_of(&request), json!({"transition": {"id": way}}), "{to}");
        assert!(receipt.at.is_some());
    }
}

#[test]
fn a_status_without_a_way_is_refused_with_the_ways_there_are() {
    let script = Script::new().on("/transitions?", &transitions());
    let fault = refused(set("status", Some("Escalated")), &script);
    let words = "no transition leads from `Waiting for support` to `Escalated` now, only to: Closed, Resolved, Waiting for customer";
    assert!(fault.to_string().contains(words), "{fault}");
    let none = Script::new().on("/transitions?", &json!({"transitions": []}));
    assert!(refused(set("status", Some("Closed")), &none).to_string().contains("nor to any other status"));
    assert!(refused(set("status", None), &none).to_string().contains("cannot be unset"));
}

#[test]
fn a_transition_whose_screen_asks_for_a_field_is_refused_with_its_name() {
    let script = Script::new().on("/transitions?", &transitions());
    let fault = refused(set("status", Some("Closed")), &script);
    assert!(fault.to_string().contains("the transition `Close` asks for `Resolution`"), "{fault}");
}

#[test]
fn a_status_that_is_already_there_is_done() {
    let script = Script::new();
    let change = set("status", Some("Waiting for support"));
    let (end, sent) = script.push(&adapter(), &operation("10020", change), Some(&fresh())).unwrap();
    assert!(matches!(end, PushNext::Done(_)) && sent.is_empty());
}

#[test]
fn fields_go_out_in_the_portals_forms() {
    // https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/#api-rest-api-3-issue-issueidorkey-editmeta-get
    let meta = json!({"fields": {
        "customfield_10050": {"required": false, "schema": {"type": "option", "custom": "x:select"}, "allowedValues": [{"value": "Minor"}]},
        "customfield_10053": {"required": true, "schema": {"type": "string", "custom": "x:textfield"}},
        "customfield_10054": {"required": false, "schema": {"type": "string", "custom": "x:textarea"}},
        "customfield_10052": {"required": false, "schema": {"type": "number"}},
        "customfield_10051": {"required": false, "schema": {"type": "array", "items": "user"}},
    }});
    let script =
        || Script::new().on("/field", &fields()).on("/editmeta", &meta).status("/issue/10020", 204, b"");
    let text = json!({"type": "doc", "version": 1, "content": [{"type": "paragraph", "content": [{"type": "text", "text": "one"}]}]});
    let cases = [
        (set("priority", Some("Low")), "priority", json!({"name": "Low"})),
        (set("subject", Some("Hall 7 stops")), "summary", json!("Hall 7 stops")),
        (set("CF.Severity", Some("Minor")), "customfield_10050", json!({"value": "Minor"})),
        (set("CF.Severity", None), "customfield_10050", Value::Null),
        (set("CF.Site (10053)", Some("Bremen")), "customfield_10053", json!("Bremen")),
        (set("CF.Steps", Some("one")), "customfield_10054", text),
        (set("CF.Site (10052)", Some("2.5")), "customfield_10052", json!(2.5)),
    ];
    for (change, member, value) in cases {
        let (_, request) = done(change.clone(), &script());
        assert_eq!(
            (request.method, request.url.path()),
            (Method::Put, "/rest/api/3/issue/10020"),
            "{change:?}"
        );
        assert_eq!(body_of(&request), json!({"fields": {member: value}}), "{change:?}");
    }
    let refusals = [
        (set("priority", None), "`priority` cannot be unset"),
        (set("CF.Severity", Some("Huge")), "`CF.Severity` has no choice `Huge`"),
        (set("CF.Site (10053)", None), "cannot be unset"),
        (set("CF.Site (10052)", Some("two")), "`two` is no number"),
        (set("CF.Approvers", Some("Bob")), "of the type `array`"),
        (set("CF.Nothing", Some("x")), "there is no field `CF.Nothing`"),
        (set("CF.Organizations", Some("x")), "cannot be changed in this ticket"),
    ];
    for (change, words) in refusals {
        let fault = refused(change, &script());
        assert!(fault.to_string().contains(words), "{fault}");
    }
}

#[test]
fn a_ticket_is_given_to_an_account() {
    let users = json!([
        person("5b:rt", "atlassian", "Rita T"),
        person("5b:b1", "atlassian", "Bob"),
        person("5b:b2", "atlassian", "Bob")
    ]);
    let script = || Script::new().on("/user/assignable/search", &users).status("/assignee", 204, b"");
    let one = script();
    let (_, request) = done(set("assignee", Some("Rita T")), &one);
    assert_eq!((request.method, request.url.path()), (Method::Put, "/rest/api/3/issue/10020/assignee"));
    assert_eq!(body_of(&request), json!({"accountId": "5b:rt"}));
    assert!(one.addresses()[0].contains("query=Rita T&issueKey=IT-20"));
    assert_eq!(body_of(&done(set("assignee", None), &script()).1), json!({"accountId": null}));
    for (name, words) in [("Bob", "more than one user is called `Bob`"), ("Eve", "nobody called `Eve`")] {
        let fault = refused(set("assignee", Some(name)), &script());
        assert!(fault.to_string().contains(words), "{fault}");
    }
}

#[test]
fn labels_come_and_go_without_those_of_others() {
    let script = Script::new().status("/issue/10020", 204, b"");
    let (_, request) = done(tag(&["urgent"], &["vip"]), &script);
    assert_eq!(body_of(&request), json!({"update": {"labels": [{"add": "urgent"}, {"remove": "vip"}]}}));
    let fault = refused(tag(&["two words"], &[]), &Script::new());
    assert!(fault.to_string().contains("`two words`"), "{fault}");
}

#[test]
fn a_link_and_time_have_their_own_addresses() {
    let script = Script::new().status("/issueLink", 201, b"");
    let (_, linked) = done(link("10009"), &script);
    let expected =
        json!({"type": {"name": "Relates"}, "outwardIssue": {"id": "10020"}, "inwardIssue": {"id": "10009"}});
    assert_eq!(body_of(&linked), expected);
    let (_, linked) = done(link("IT-9"), &script);
    assert_eq!(body_of(&linked)["inwardIssue"], json!({"key": "IT-9"}));
    let none = Script::new().status("/issueLink", 404, b"{}");
    let fault = none.push(&adapter(), &operation("10020", link("1")), Some(&fresh())).unwrap_err();
    assert!(fault.is_refusal() && fault.to_string().contains("no such ticket to link with"), "{fault}");

    let clock = json!({"serverTime": "2026-11-21T13:00:00.500+0100", "deploymentType": "Cloud"});
    let script = Script::new().on("/serverInfo", &clock).status("/worklog", 201, br#"{"id":"100028"}"#);
    let (_, spent) = done(time(95, "on site"), &script);
    let body = body_of(&spent);
    assert_eq!(
        (&body["timeSpentSeconds"], &body["started"]),
        (&json!(5700), &json!("2026-11-21T10:25:00.000+0000"))
    );
    assert_eq!(body["comment"]["type"], "doc");
    let (_, spent) = done(time(5, ""), &script);
    assert!(body_of(&spent).get("comment").is_none());
    let day = "2026-11-19".parse().ok();
    let (_, spent) = done(Change::Time { minutes: 60, body: String::new(), day }, &script);
    assert_eq!(body_of(&spent)["started"], json!("2026-11-19T11:00:00.000+0000"));
}

/// <https://developer.atlassian.com/cloud/jira/service-desk/rest/api-group-servicedesk/#api-rest-servicedeskapi-servicedesk-servicedeskid-requesttype-get>
fn types() -> Value {
    json!({"size": 2, "start": 0, "isLastPage": true, "values": [
        {"id": "25", "name": "Report a fault", "serviceDeskId": "11"}, {"id": "26", "name": "Ask a question", "serviceDeskId": "11"}]})
}

fn filing(users: &Value) -> Script {
    // https://developer.atlassian.com/cloud/jira/service-desk/rest/api-group-request/#api-rest-servicedeskapi-request-post
    let made = json!({"issueId": "10077", "issueKey": "PR-77", "requestTypeId": "25", "serviceDeskId": "11",
        "createdDate": {"epochMillis": 1_795_262_377_900_i64, "jira": AT}});
    Script::new()
        .on("/requesttype?", &types())
        .on("/servicedesk?", &desks())
        .on("/user/search", users)
        .status("/rest/servicedeskapi/request", 201, made.to_string().as_bytes())
}

#[test]
fn a_new_ticket_is_a_request_of_a_type_in_a_service_desk() {
    let hidden = json!([person("qm:jo", "customer", "Jo North")]);
    let change =
        create("presses", "jo@nordwind.example", &[("request type", "Report a fault"), ("priority", "High")]);
    let (end, sent) = filing(&hidden).push(&adapter(), &operation("new-1", change), None).unwrap();
    let PushNext::Done(receipt) = end else { panic!("{end:?}") };
    assert_eq!(
        (receipt.ticket.as_deref(), receipt.at),
        (Some("10077"), Some("2026-11-21T11:59:37Z".parse().unwrap()))
    );
    assert_eq!(
        body_of(&sent[0]),
        json!({
            "serviceDeskId": "11", "requestTypeId": "25", "raiseOnBehalfOf": "qm:jo",
            "requestFieldValues": {"summary": "Restore stops", "description": "At 83 %.", "priority": {"name": "High"}},
        })
    );
    let (_, sent) = filing(&hidden)
        .push(&adapter(), &operation("new-1", create("PR", "", &[("request type", "ask a question")])), None)
        .unwrap();
    assert!(body_of(&sent[0]).get("raiseOnBehalfOf").is_none());
}

#[test]
fn a_new_ticket_that_lacks_something_is_refused_with_what_there_is() {
    let many = json!([person("1", "customer", "Jo"), person("2", "customer", "Joe")]);
    let kind = ("request type", "Report a fault");
    let cases = [
        (create("", "", &[kind]), "say for which service desk"),
        (create("Attic", "", &[kind]), "there is no service desk `Attic`"),
        (create("Presses", "", &[]), "`request type` has to be one of: Report a fault, Ask a question"),
        (create("Presses", "", &[("request type", "Sing")]), "`request type` has to be one of"),
        (create("Presses", "jo@x.example", &[kind]), "nobody has the mail address `jo@x.example`"),
        (
            create("Presses", "", &[kind, ("CF.Severity", "Major")]),
            "`CF.Severity` cannot be set in a new ticket",
        ),
    ];
    for (change, words) in cases {
        let fault = refused(change, &filing(&many));
        assert!(fault.to_string().contains(words), "{fault}");
    }
}

#[test]
fn a_ticket_that_is_gone_or_changes_now_is_read_again_and_a_refusal_is_told() {
    for status in [404, 409] {
        let script = Script::new().status("/comment", status, b"{}");
        let (end, _) = script.push(&adapter(), &operation("10020", reply()), Some(&fresh())).unwrap();
        assert!(matches!(end, PushNext::Changed), "{status}");
    }
    // An issue of a service desk's project may be no request, and then takes no notes.
    let script = Script::new().status("/servicedeskapi/request", 404, b"{}");
    let note = operation("10020", Change::Note { body: "no answer".into() });
    let fault = script.push(&adapter(), &note, Some(&fresh())).unwrap_err();
    assert!(fault.is_refusal() && fault.to_string().contains("no request of a service desk"), "{fault}");
    let script = Script::new().status("/transitions?", 404, b"{}");
    let change = set("status", Some("Closed"));
    let (end, _) = script.push(&adapter(), &operation("10020", change), Some(&fresh())).unwrap();
    assert!(matches!(end, PushNext::Changed));
    let body = br#"{"errorMessages":[],"errors":{"priority":"Specify a valid 'id' or 'name' for priority"}}"#;
    let script = Script::new().status("/issue/10020", 400, body);
    let change = set("priority", Some("Huge"));
    let fault = script.push(&adapter(), &operation("10020", change), Some(&fresh())).unwrap_err();
    assert!(
        fault.is_refusal() && fault.to_string().contains("`priority`: Specify a valid 'id' or 'name'"),
        "{fault}"
    );
    let lost = Script::new().status("/comment", 502, b"<html>");
    assert!(!lost.push(&adapter(), &operation("10020", reply()), Some(&fresh())).unwrap_err().is_refusal());
}

#[test]
fn classes_say_what_can_be_promised() {
    let marker = Some(Delivery::Marker { settle_s: 120 });
    let cases = [
        (reply(), marker),
        (Change::Note { body: String::new() }, Some(Delivery::Once)),
        (call(true, ""), Some(Delivery::Once)),
        (create("", "", &[]), Some(Delivery::Once)),
        (time(5, ""), Some(Delivery::Once)),
        (set("status", Some("Open")), marker),
        (set("CF.Severity", Some("x")), marker),
        (set("queue", Some("x")), None),
        (tag(&[], &[]), marker),
        (link("9"), Some(Delivery::Key { life_s: u32::MAX, marked: false })),
        (Change::Merge { into: "9".into() }, None),
    ];
    for (change, class) in cases {
        assert_eq!(adapter().delivery(&change), class, "{change:?}");
    }
    let merge = operation("10020", Change::Merge { into: "9".into() });
    let fault = Script::new().push(&adapter(), &merge, Some(&fresh())).unwrap_err();
    assert!(fault.is_refusal() && fault.to_string().contains("offer no `merge`"), "{fault}");
}

#[test]
fn a_reply_is_found_by_its_mark_whatever_its_text_became() {
    let marked = |id: &str| {
        let mut said = comment(5, &ada(), true, AT);
        said["properties"] = json!([{"key": "gnomon.operation", "value": {"id": id}}]);
        said
    };
    let op = operation("10020", reply());
    let find = |said: Value| adapter().find(&op, &Mark::default(), &with(&[said]));
    assert_eq!(find(marked(&op.id)).unwrap().event.as_deref(), Some("5"));
    assert!(find(marked("another")).is_none());
    assert!(find(comment(5, &ada(), true, AT)).is_none());
}

#[test]
fn a_comment_without_its_properties_is_found_by_its_text() {
    let mut said = comment(5, &ada(), false, AT);
    said["properties"] = json!([]);
    let op = operation("10020", Change::Note { body: "Hello.".into() });
    assert!(adapter().find(&op, &Mark::default(), &with(&[said.clone()])).is_some());
    let before = Mark::before(&op, &with(&[said.clone()]));
    assert!(adapter().find(&op, &before, &with(&[said])).is_none());
}

#[test]
fn what_was_set_is_found_by_its_value() {
    let find =
        |change: Change| adapter().find(&operation("10020", change), &Mark::default(), &fresh()).is_some();
    assert!(find(set("status", Some("Waiting for support"))) && !find(set("status", Some("Closed"))));
    assert!(find(set("subject", Some("The press stops"))) && !find(set("subject", Some("x"))));
    assert!(find(set("assignee", Some("Ada Agent"))) && !find(set("assignee", None)));
    assert!(find(set("CF.Severity", Some("Major"))) && !find(set("priority", Some("Low"))));
    assert!(find(tag(&["vip"], &["old"])) && !find(tag(&["hall"], &[])) && !find(tag(&["vip"], &["hall-7"])));
    assert!(!find(time(5, "At 83 %.")));
}
