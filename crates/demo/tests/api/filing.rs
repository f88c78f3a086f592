//! New tickets, and what is written into tickets besides messages and fields.

use portal::open::wire::{Gone, Link, Side, Ticket, What};
use serde_json::{Value, json};

use crate::client::{Desk, Reply, send};

fn new_ticket(contact: &str) -> Value {
    json!({ "queue": "SEP", "subject": "Restore stops", "body": "Called in.", "contact": contact, "severity": "major" })
}

async fn file(desk: &Desk, key: &str, body: &Value) -> Reply {
    let url = format!("{}/v1/tickets", desk.running.address());
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let request = client.post(url).bearer_auth(desk.running.token()).header("idempotency-key", key);
    send(request.body(body.to_string())).await
}

async fn update(desk: &Desk, ticket: &Ticket, key: &str, body: &Value) -> Reply {
    send(desk.post(&ticket.id, key, "*", body)).await
}

#[tokio::test]
async fn a_ticket_is_filed_once_for_a_customer_who_is_known() {
    let desk = Desk::frozen(60);
    let copy = desk.full().await;
    let contract = copy.contracts.values().find(|contract| contract.policy == "sep-sesam").unwrap();
    let customer = &copy.customers[&contract.customer];
    let body = new_ticket(&customer.contacts[0].email);
    let first = file(&desk, "n", &body).await;
    assert_eq!(first.status, 201);
    let made: Ticket = first.json();
    assert_eq!(made.customer.as_ref().map(|one| &one.id), Some(&customer.id));
    assert_eq!((made.plan.as_ref(), made.severity.as_deref()), (contract.plan.as_ref(), Some("major")));
    assert!(
        made.events
            .iter()
            .all(|event| event.operation.as_deref() == Some("n") && event.by == Some(Side::Agent))
    );
    let again = file(&desk, "n", &body).await;
    assert_eq!((again.status, again.header("idempotency-replayed")), (201, "true"));
    assert!(first.body == again.body);
    let increment = desk.increment(&copy).await;
    assert_eq!(increment.received, std::slice::from_ref(&made.id));
    assert_eq!(desk.ticket(&made.id).await, made);

    let note = json!({ "message": { "public": false, "body": "Called back." } });
    let after: Ticket = update(&desk, &made, "m", &note).await.json();
    assert_eq!(after.events.len(), made.events.len() + 1);
    assert_eq!(file(&desk, "n", &new_ticket("al@acme.test")).await.problem().code, "idempotency-key-reused");
}

#[tokio::test]
async fn somebody_who_is_not_known_is_taken_and_what_cannot_be_is_refused() {
    let desk = Desk::frozen(60);
    let made: Ticket = file(&desk, "n", &new_ticket("al@nowhere.test")).await.json();
    assert_eq!((made.customer, made.contact.unwrap().email.as_str()), (None, "al@nowhere.test"));
    let with = |name: &str, value: Value| {
        let mut body = new_ticket("al@nowhere.test");
        body[name] = value;
        body
    };
    let cases = [
        (with("queue", json!("Moon")), "unknown-value"),
        (with("severity", json!("dire")), "unknown-value"),
        (with("subject", json!(" ")), "bad-body"),
        (with("body", json!("")), "bad-body"),
        (with("contact", json!("nobody")), "bad-body"),
        (json!({}), "bad-body"),
    ];
    for (body, code) in cases {
        assert_eq!(file(&desk, "k", &body).await.problem().code, code, "{body}");
    }
}

#[tokio::test]
async fn tags_calls_work_and_links_leave_events_with_the_key() {
    let desk = Desk::frozen(60);
    let copy = desk.full().await;
    let ticket = copy.some_ticket();
    let other = copy.tickets.values().find(|other| other.id != ticket.id && other.gone.is_none()).unwrap();
    desk.hand.pass(600);
    let begun = ticket.updated.plus(60);
    let body = json!({
        "tags": { "add": ["restore", "urgent"], "remove": ["none"] },
        "call": { "by": "customer", "answered": true, "begun": begun.to_string(), "body": "Sends the log." },
        "work": { "minutes": 25, "day": "2026-11-01", "body": "" },
        "link": { "relation": "related", "ticket": other.id },
    });
    let after: Ticket = update(&desk, ticket, "k", &body).await.json();
    assert_eq!(after.tags, ["restore", "urgent"]);
    assert_eq!(after.links, [Link { relation: "related".to_owned(), ticket: other.id.clone() }]);
    let news = &after.events[ticket.events.len()..];
    assert!(news.iter().all(|event| event.operation.as_deref() == Some("k")));
    let call = news.iter().find(|event| matches!(event.what, What::Call { .. })).unwrap();
    assert_eq!(call.by, Some(Side::Customer));
    assert!(
        matches!(&call.what, What::Call { answered: true, begun: at, .. } if *at == begun && *at < call.at)
    );
    let again: Ticket = update(&desk, ticket, "l", &json!({ "tags": { "remove": ["urgent"] } })).await.json();
    assert_eq!(again.tags, ["restore"]);
}

#[tokio::test]
async fn a_merge_ends_one_ticket_in_another_of_its_queue() {
    let desk = Desk::frozen(60);
    let copy = desk.full().await;
    let ticket = copy.some_ticket();
    let there = |one: &&Ticket| one.id != ticket.id && one.gone.is_none();
    let same = copy.tickets.values().filter(there).find(|one| one.queue == ticket.queue).unwrap();
    let elsewhere = copy.tickets.values().filter(there).find(|one| one.queue != ticket.queue).unwrap();
    let merge = |into: &str| json!({ "merge": { "into": into } });
    for into in [elsewhere.id.as_str(), ticket.id.as_str(), "99999"] {
        assert_eq!(update(&desk, ticket, "m", &merge(into)).await.problem().code, "bad-body", "{into}");
    }
    let ended: Ticket = update(&desk, ticket, "m", &merge(&same.id)).await.json();
    assert_eq!(ended.gone, Some(Gone::Merged { into: same.id.clone() }));
    let merged = desk.ticket(&same.id).await;
    let last = merged.events.last().unwrap();
    assert_eq!(
        (last.operation.as_deref(), &last.what),
        (Some("m"), &What::Merged { ticket: ticket.id.clone() })
    );
    assert_eq!(update(&desk, ticket, "m", &merge(&same.id)).await.header("idempotency-replayed"), "true");
}

#[tokio::test]
async fn what_cannot_be_written_down_is_refused_and_changes_nothing() {
    let desk = Desk::frozen(60);
    let copy = desk.full().await;
    let ticket = copy.some_ticket();
    let call =
        |begun: &str| json!({ "call": { "by": "agent", "answered": true, "begun": begun, "body": "" } });
    let cases = [
        (json!({ "tags": { "add": ["a,b"] } }), "bad-body"),
        (json!({ "tags": { "add": [] } }), "empty-update"),
        (call("2099-01-01T00:00:00Z"), "bad-body"),
        (call("2001-01-01T00:00:00Z"), "bad-body"),
        (json!({ "call": { "by": "system", "answered": true, "body": "" } }), "bad-body"),
        (json!({ "work": { "minutes": 0, "body": "" } }), "bad-body"),
        (json!({ "work": { "minutes": 5, "day": "2099-01-01", "body": "" } }), "bad-body"),
        (json!({ "link": { "relation": "cousin", "ticket": "10001" } }), "unknown-value"),
        (json!({ "link": { "relation": "related", "ticket": "1" } }), "bad-body"),
        (json!({ "merge": { "into": "10001" }, "set": { "status": "solved" } }), "bad-body"),
    ];
    for (body, code) in cases {
        assert_eq!(update(&desk, ticket, "k", &body).await.problem().code, code, "{body}");
    }
    assert_eq!(&desk.ticket(&ticket.id).await, ticket);
}
