//! The open portal API: what comes over the wire, and what goes wrong.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

use policy::facts::{Payments, RemoteAccess};
use policy::ticket::{Gone, History, Party, What};
use portal::{Adapter, Cursor, Fault, Inquiry, Membership, Next, OpenPortal, Page, Pull, Request, Response};
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::{Value, json};

fn adapter() -> OpenPortal {
    OpenPortal::new("https://help.example/desk/".parse().unwrap())
}

fn response(status: u16, body: &[u8]) -> Response {
    let headers = vec![("date".to_owned(), "Sat, 21 Nov 2026 20:26:23 GMT".to_owned())];
    Response { status, headers, body: body.to_vec() }
}

fn page_of(
    cursor: Option<&Cursor>,
    carry: impl FnMut(&Request) -> Response,
) -> Result<(Page, Vec<String>), Fault> {
    carried(adapter().start(cursor), carry)
}

fn carried(
    mut pull: Pull,
    mut carry: impl FnMut(&Request) -> Response,
) -> Result<(Page, Vec<String>), Fault> {
    let (mut answers, mut asked) = (Vec::new(), Vec::new());
    loop {
        match adapter().step(&mut pull, &answers)? {
            Next::Page(page) => return Ok((*page, asked)),
            Next::Fetch(requests) => {
                asked.extend(requests.iter().map(|request| request.url.to_string()));
                answers = requests.iter().map(&mut carry).collect();
            }
        }
    }
}

fn read(body: &Value) -> Result<Page, Fault> {
    page_of(None, |_| response(200, body.to_string().as_bytes())).map(|(page, _)| page)
}

fn ticket() -> Value {
    json!({
        "id": "10042", "number": "SEP-10042", "subject": "Restore stops at 83 %", "queue": "SEP", "policy": "sep-sesam",
        "status": "open", "severity": "major", "plan": "business-support",
        "product": {"name": "SEP sesam", "version": "5.2.0.4"}, "fields": {"Site": "Weyarn", "severity": "loud", "Gap": ""},
        "customer": {"id": "c-17", "name": "Nordwind"}, "contact": {"name": "Jo", "email": "jo@nordwind.example"},
        "channel": "email", "created": "2026-11-20T08:12:30Z", "updated": "2026-11-20T09:40:02.75+01:00", "version": "2a",
        "events": [
            {"id": "1", "at": "2026-11-20T08:12:30Z", "by": "customer", "author": "Jo", "kind": "created"},
            {"id": "2", "at": "2026-11-20T08:12:30Z", "by": "customer", "kind": "message", "public": true, "auto": false,
             "body": "<b>x</b>", "mime": "text/html", "mood": "bad"},
            {"id": "3", "at": "2026-11-20T08:20:00Z", "by": "ghost", "kind": "field", "name": "severity", "to": "major"},
            {"id": "4", "at": "2026-11-20T08:21:00Z", "by": "agent", "kind": "dance", "steps": 3},
            {"id": "5", "at": "2026-11-20T08:22:00Z", "by": "system", "kind": "merged", "ticket": "10041"},
        ],
    })
}

fn feed(tickets: &[Value]) -> Value {
    json!({
        "tickets": tickets, "customers": [{"anything": 1}], "contracts": [], "cursor": "c1-2", "end": false,
        "phase": "full", "total": 312, "weather": "fog",
    })
}

#[test]
fn a_ticket_comes_whole_and_what_is_not_known_is_passed_over() {
    let page = read(&feed(&[ticket()])).unwrap();
    let read = &page.tickets[0];
    assert_eq!((read.id.as_str(), read.number.as_str(), read.queue.as_str()), ("10042", "SEP-10042", "SEP"));
    assert_eq!(read.version.as_deref(), Some("\"2a\""));
    assert_eq!(read.updated.to_string(), "2026-11-20T08:40:02Z");
    assert_eq!((read.history, read.gone.clone(), read.events.len()), (History::Complete, None, 4));
    assert_eq!(read.events[2].by, None, "a side that is not known");
    assert_eq!(read.events[3].what, What::Merged { id: "10041".to_owned() });
    assert_eq!(read.events[3].by, Some(Party::System));
    let fields: Vec<(&str, &str)> =
        read.fields.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
    let expected = [
        ("Site", "Weyarn"),
        ("plan", "business-support"),
        ("policy", "sep-sesam"),
        ("product", "SEP sesam"),
        ("product-version", "5.2.0.4"),
        ("severity", "major"),
    ];
    assert_eq!(fields, expected);
    assert_eq!((page.total, page.end, page.afresh), (Some(312), false, false));
    assert!(page.date.is_some() && page.aside.is_empty());
}

#[test]
fn the_suggested_mapping_finds_what_a_ticket_has() {
    let mapping = adapter().suggested_mapping();
    let read = read(&feed(&[ticket()])).unwrap().tickets.remove(0);
    for field in [mapping.severity.unwrap().field, mapping.plan.unwrap().field, mapping.product.unwrap()] {
        assert!(read.fields.contains_key(&field), "{field}");
    }
    assert_eq!(mapping.statuses["waiting-on-vendor"], "waiting-on-vendor");
}

#[test]
fn tombstones_say_why() {
    let mut deleted = ticket();
    deleted["gone"] = json!({"kind": "deleted"});
    deleted["events"] = json!([]);
    let mut merged = ticket();
    merged["id"] = json!("10043");
    merged["gone"] = json!({"kind": "merged", "into": "10042"});
    let page = read(&feed(&[deleted, merged])).unwrap();
    let gone: Vec<_> = page.tickets.iter().map(|ticket| ticket.gone.clone().unwrap()).collect();
    assert_eq!(gone, [Gone::Deleted, Gone::MergedInto("10042".to_owned())]);
}

#[test]
fn a_bad_record_goes_aside_and_the_others_come() {
    type Edit = fn(&mut Value);
    let edits: [(&str, Edit, &str); 6] = [
        ("no status", |ticket| drop(ticket.as_object_mut().unwrap().remove("status")), "status"),
        ("a date of no calendar", |ticket| ticket["created"] = json!("2026-02-30T00:00:00Z"), "created"),
        ("a body that is a list", |ticket| ticket["events"][1]["body"] = json!([1]), "events[1]"),
        (
            "merged into itself",
            |ticket| ticket["gone"] = json!({"kind": "merged", "into": "10042"}),
            "gone.into",
        ),
        ("an empty identifier", |ticket| ticket["id"] = json!(""), "id"),
        ("no object", |ticket| *ticket = json!(7), ""),
    ];
    for (what, edit, path) in edits {
        let (mut bad, mut good) = (ticket(), ticket());
        edit(&mut bad);
        good["id"] = json!("1");
        let page = read(&feed(&[bad, good])).unwrap();
        assert_eq!((page.tickets.len(), page.aside.len()), (1, 1), "{what}");
        assert!(page.aside[0].why.contains(path), "{what}: {}", page.aside[0].why);
    }
}

#[test]
fn a_contract_is_read_and_a_bad_one_goes_aside() {
    let mut body = feed(&[]);
    body["contracts"] = json!([
        {"id": "k-17", "customer": "c-17", "policy": "sep-sesam", "plan": "business-support", "payments": "current",
         "remote_access": "impossible", "starts": "2026-01-01", "named_contacts": ["jo@nordwind.example"], "licenses": 3, "new": {"thing": 1},
         "appointments": [{"from": "2026-11-22T08:00:00Z", "to": "2026-11-22T12:00:00Z"}],
         "targets": [{"clock": "first-response", "severity": "major", "hours": 4, "calendar": "always"}]},
        {"id": "k-18", "customer": "c-18", "policy": "sepasoft", "payments": "sometimes", "remote_access": "maybe"},
        {"id": "k-19", "customer": "c-19", "policy": "sepasoft", "starts": "yesterday"},
    ]);
    let page = read(&body).unwrap();
    assert_eq!((page.contracts.len(), page.aside.len()), (2, 1));
    let first = &page.contracts[0];
    assert_eq!((first.customer.as_str(), first.policy.as_str()), ("c-17", "sep-sesam"));
    assert_eq!(first.contract.payments, Some(Payments::Current));
    assert_eq!(first.contract.remote_access, Some(RemoteAccess::Impossible));
    assert_eq!(first.contract.targets[0].clock, "first-response");
    let second = &page.contracts[1].contract;
    assert_eq!((second.payments, second.remote_access), (None, None), "words that are not known");
    assert_eq!(page.aside[0].id.as_deref(), Some("k-19"));
}

#[test]
fn pages_follow_the_cursor_and_the_first_is_small() {
    let body = feed(&[ticket()]).to_string();
    let (first, asked) = page_of(None, |_| response(200, body.as_bytes())).unwrap();
    assert_eq!(asked, ["https://help.example/desk/v1/changes?limit=150"]);
    let next = body.replace("c1-2", "c1-3");
    let (_, asked) = page_of(first.cursor.as_ref(), |_| response(200, next.as_bytes())).unwrap();
    assert_eq!(asked, ["https://help.example/desk/v1/changes?after=c1-2&limit=250"]);
}

#[test]
fn a_cursor_that_is_no_longer_known_begins_a_full_read() {
    let cursor = Cursor(r#"{"after":"old"}"#.to_owned());
    let (page, asked) = page_of(Some(&cursor), |request| {
        if request.url.query().unwrap().contains("after") {
            response(410, br#"{"type":"x","title":"Gone","status":410,"code":"stale-cursor"}"#)
        } else {
            response(200, feed(&[ticket()]).to_string().as_bytes())
        }
    })
    .unwrap();
    assert!(page.afresh);
    assert_eq!((asked.len(), page.tickets.len()), (2, 1));
}

#[test]
fn a_cursor_that_does_not_go_on_is_a_fault() {
    let cursor = Cursor(r#"{"after":"c1-2"}"#.to_owned());
    let stuck = page_of(Some(&cursor), |_| response(200, feed(&[]).to_string().as_bytes()));
    assert!(matches!(stuck, Err(Fault::Shape { .. })), "{stuck:?}");
    let mut idle = feed(&[]);
    idle["end"] = json!(true);
    assert!(page_of(Some(&cursor), |_| response(200, idle.to_string().as_bytes())).is_ok());
}

#[test]
fn a_cursor_of_another_form_begins_a_full_read() {
    for text in ["", "7", "{}"] {
        let cursor = Cursor(text.to_owned());
        let (_, asked) = page_of(Some(&cursor), |_| response(200, feed(&[]).to_string().as_bytes())).unwrap();
        assert!(!asked[0].contains("after"), "{text}");
    }
}

#[test]
fn every_answer_that_is_no_page_is_a_fault() {
    let cases: [(u16, &str, &str); 9] = [
        (401, "{}", "unauthorized"),
        (403, "{}", "forbidden"),
        (404, "<html>", "not-found"),
        (410, "{}", "refused"),
        (429, "", "rate-limited"),
        (503, "", "server"),
        (200, "<html>", "not-json"),
        (200, r#"{"tickets":[{"id":"1""#, "truncated"),
        (200, r#"{"tickets":{}}"#, "shape"),
    ];
    for (status, body, code) in cases {
        let fault = page_of(None, |_| response(status, body.as_bytes())).unwrap_err();
        assert_eq!(fault.code(), code, "{status} {body}");
    }
}

#[test]
fn a_probe_tells_who_and_the_mapping_takes_the_policies() {
    let about = json!({
        "product": "Demo portal", "version": "1.0.0", "user": {"name": "Ada"}, "statuses": [], "idempotency_s": 1,
        "queues": [{"name": "SEP", "policy": "sep-sesam"}, {"name": "Misc"}],
    });
    let answers = [response(200, about.to_string().as_bytes())];
    let probe = adapter().read_probes(&answers).unwrap();
    assert_eq!((probe.portal.as_str(), probe.user.as_deref()), ("Demo portal 1.0.0", Some("Ada")));
    assert_eq!(probe.queues, ["SEP", "Misc"]);
    let rows = adapter().read_mapping(&answers).queues;
    let rows: Vec<_> = rows.iter().map(|row| (row.queue.as_str(), row.policy.as_deref())).collect();
    assert_eq!(rows, [("SEP", Some("sep-sesam")), ("Misc", None), ("*", None)]);
    assert_eq!(adapter().authorization(" secret "), "Bearer secret");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_harm_makes_a_panic(cut in any::<Index>(), place in any::<Index>(), byte in any::<u8>(), whole in any::<bool>()) {
        let mut body = feed(&[ticket(), ticket()]).to_string().into_bytes();
        let at = place.index(body.len());
        body[at] = byte;
        if !whole {
            body.truncate(cut.index(body.len()));
        }
        if let Ok((page, _)) = page_of(None, |_| response(200, &body)) {
            prop_assert!(whole, "half an answer is no page");
            prop_assert_eq!(page.tickets.len() + page.aside.len(), 2);
        }
    }
}

#[test]
fn one_ticket_is_read_by_its_identifier() {
    let (page, asked) =
        carried(adapter().start_one("10042"), |_| response(200, ticket().to_string().as_bytes())).unwrap();
    assert_eq!(asked, ["https://help.example/desk/v1/tickets/10042"]);
    assert_eq!(page.tickets.len(), 1);
    assert_eq!(page.tickets[0].number, "SEP-10042");
}

#[test]
fn an_identifier_is_never_a_path() {
    let (page, asked) = carried(adapter().start_one("../about?x"), |_| response(404, b"{}")).unwrap();
    assert_eq!(asked, ["https://help.example/desk/v1/tickets/..%2Fabout%3Fx"]);
    assert!(page.tickets.is_empty() && page.aside.is_empty());
}

#[test]
fn a_refusal_of_one_ticket_is_a_fault_and_a_bad_one_goes_aside() {
    let refused = carried(adapter().start_one("1"), |_| response(401, b"{}"));
    assert!(matches!(refused, Err(Fault::Unauthorized { .. })), "{refused:?}");
    let (page, _) = carried(adapter().start_one("1"), |_| response(200, b"{\"id\": \"1\"}")).unwrap();
    assert_eq!((page.tickets.len(), page.aside.len()), (0, 1));
}

#[test]
fn the_groups_of_the_user_are_told_where_the_portal_names_them() {
    let about = |user: &str| {
        format!(
            r#"{{"product":"P","version":"1","user":{user},"queues":[],"statuses":[],"idempotency_s":86400}}"#
        )
    };
    let told = |groups: &[&str]| Membership::Told {
        user: Some("Ada".to_owned()),
        groups: groups.iter().map(|name| (*name).to_owned()).collect(),
    };
    let not = || Membership::Untold(String::new());
    let cases = [
        (
            200,
            about(r#"{"name":"Ada","groups":["Team leads"," Support ","",7,"Support"]}"#),
            told(&["Support", "Team leads"]),
        ),
        (200, about(r#"{"name":"Ada","groups":[]}"#), told(&[])),
        (200, about(r#"{"name":"Ada"}"#), not()),
        (200, about(r#"{"name":"Ada","groups":{"a":1}}"#), not()),
        (200, "<html>".to_owned(), not()),
        (403, "{}".to_owned(), not()),
        (500, String::new(), not()),
    ];
    for (status, body, expected) in cases {
        let Some(Inquiry::Ask(requests)) = adapter().membership(&[]) else { panic!("nothing is asked") };
        assert_eq!(requests.len(), 1);
        let heard = [vec![response(status, body.as_bytes())]];
        let Some(Inquiry::Done(said)) = adapter().membership(&heard) else { panic!("it does not end") };
        match (&said, &expected) {
            (Membership::Untold(why), Membership::Untold(_)) => assert!(why.ends_with('.'), "{body}: {why}"),
            _ => assert_eq!(said, expected, "{body}"),
        }
    }
}
