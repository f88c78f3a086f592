//! Replies, notes and changes: once, and only on what the writer saw.

use portal::open::wire::{Gone, Side, Ticket, What};
use serde_json::{Value, json};

use crate::client::{Desk, Reply, send};

fn reply_and_wait() -> Value {
    json!({
        "message": { "public": true, "body": "Please send the log." },
        "set": { "status": "waiting-on-customer", "assignee": "Priya Raman" },
    })
}

async fn desk_and_ticket() -> (Desk, Ticket) {
    let desk = Desk::frozen(60);
    let copy = desk.full().await;
    let ticket = copy.some_ticket().clone();
    (desk, ticket)
}

fn refused(reply: &Reply, status: u16, code: &str) {
    assert_eq!((reply.status, reply.problem().code.as_str()), (status, code));
}

#[tokio::test]
async fn a_reply_with_changes_is_one_operation_and_comes_with_the_next_increment() {
    let (desk, before) = desk_and_ticket().await;
    let copy = desk.full().await;
    desk.hand.pass(90);
    let reply = send(desk.post(&before.id, "key-1", &before.version, &reply_and_wait())).await;
    assert_eq!(reply.status, 200);
    let after: Ticket = reply.json();
    assert_eq!(reply.header("etag"), format!("\"{}\"", after.version));
    assert_eq!(
        (after.status.as_str(), after.assignee.as_deref()),
        ("waiting-on-customer", Some("Priya Raman"))
    );
    let news = &after.events[before.events.len()..];
    assert!(matches!(&news[0].what, What::Message { public: true, auto: false, body, mime }
        if body == "Please send the log." && mime == "text/plain"));
    for event in news {
        assert_eq!((event.operation.as_deref(), event.by), (Some("key-1"), Some(Side::Agent)));
        assert_eq!((event.author.as_str(), event.at), ("Ada Lindqvist", after.updated));
    }
    let increment = desk.increment(&copy).await;
    assert_eq!(increment.received, std::slice::from_ref(&after.id));
    assert_eq!(increment.tickets[&after.id], after);
}

#[tokio::test]
async fn the_same_key_does_it_once_and_answers_the_same() {
    let (desk, ticket) = desk_and_ticket().await;
    let first = send(desk.post(&ticket.id, "once", &ticket.version, &reply_and_wait())).await;
    desk.running.control().hurry(20);
    let second = send(desk.post(&ticket.id, "once", &ticket.version, &reply_and_wait())).await;
    assert_eq!((first.status, second.status), (200, 200));
    assert_eq!((first.header("idempotency-replayed"), second.header("idempotency-replayed")), ("", "true"));
    assert!(first.body == second.body);
    let written = |ticket: &Ticket| {
        let is_ours =
            |what: &What| matches!(what, What::Message { body, .. } if body == "Please send the log.");
        ticket.events.iter().filter(|event| is_ours(&event.what)).count()
    };
    assert_eq!(written(&desk.ticket(&ticket.id).await), 1);
}

#[tokio::test]
async fn a_key_is_kept_for_a_day() {
    let (desk, ticket) = desk_and_ticket().await;
    let note = json!({ "message": { "public": false, "body": "Called back." } });
    send(desk.post(&ticket.id, "day", "*", &note)).await;
    desk.hand.pass(86_399);
    assert_eq!(send(desk.post(&ticket.id, "day", "*", &note)).await.header("idempotency-replayed"), "true");
    desk.hand.pass(1);
    assert_eq!(send(desk.post(&ticket.id, "day", "*", &note)).await.header("idempotency-replayed"), "");
    assert_eq!(desk.ticket(&ticket.id).await.events.len(), ticket.events.len() + 2);
}

#[tokio::test]
async fn a_key_is_for_one_request_only() {
    let (desk, ticket) = desk_and_ticket().await;
    send(desk.post(&ticket.id, "mine", "*", &reply_and_wait())).await;
    let other_body = json!({ "set": { "assignee": "" } });
    refused(&send(desk.post(&ticket.id, "mine", "*", &other_body)).await, 422, "idempotency-key-reused");
    let copy = desk.full().await;
    let other = copy.tickets.values().find(|other| other.id != ticket.id && other.gone.is_none()).unwrap();
    refused(&send(desk.post(&other.id, "mine", "*", &reply_and_wait())).await, 422, "idempotency-key-reused");
}

#[tokio::test]
async fn a_ticket_that_has_changed_is_left_alone() {
    let (desk, ticket) = desk_and_ticket().await;
    let note = json!({ "message": { "public": false, "body": "First." } });
    let current: Ticket = send(desk.post(&ticket.id, "a", &ticket.version, &note)).await.json();
    let reply = send(desk.post(&ticket.id, "b", &ticket.version, &reply_and_wait())).await;
    refused(&reply, 412, "version-changed");
    assert_eq!(reply.problem().version.as_deref(), Some(current.version.as_str()));
    assert_eq!(desk.ticket(&ticket.id).await, current);
    // A refused key is not used up: the same operation may be sent for the version that was then read.
    assert_eq!(send(desk.post(&ticket.id, "b", &current.version, &reply_and_wait())).await.status, 200);
}

#[tokio::test]
async fn what_cannot_be_done_is_refused_and_changes_nothing() {
    let (desk, ticket) = desk_and_ticket().await;
    let cases = [
        (json!({}), "empty-update"),
        (json!({ "set": {} }), "empty-update"),
        (json!({ "set": { "status": "asleep" } }), "unknown-value"),
        (json!({ "set": { "severity": "dire" } }), "unknown-value"),
        (json!({ "set": { "assignee": "Nobody" } }), "unknown-value"),
        (json!({ "message": { "public": true, "body": "x", "mime": "image/png" } }), "unknown-value"),
        (json!({ "message": { "public": true, "body": " " } }), "bad-body"),
        (json!({ "message": { "public": true, "body": "x".repeat(262_145) } }), "bad-body"),
        (json!({ "message": "x" }), "bad-body"),
        (json!("half"), "bad-body"),
    ];
    for (body, code) in cases {
        refused(&send(desk.post(&ticket.id, "key", &ticket.version, &body)).await, 422, code);
    }
    assert_eq!(desk.ticket(&ticket.id).await, ticket);
}

#[tokio::test]
async fn key_and_precondition_must_be_sent() {
    let (desk, ticket) = desk_and_ticket().await;
    let url = format!("{}/v1/tickets/{}/updates", desk.running.address(), ticket.id);
    let bare = || {
        reqwest::Client::builder().no_proxy().build().unwrap().post(&url).bearer_auth(desk.running.token())
    };
    refused(&send(bare().header("if-match", "*").body("{}")).await, 400, "bad-request");
    refused(&send(bare().header("idempotency-key", "k").body("{}")).await, 428, "precondition-required");
    let huge = "x".repeat(50_000_000);
    refused(
        &send(bare().header("if-match", "*").header("idempotency-key", "k").body(huge)).await,
        400,
        "bad-request",
    );
    refused(&send(desk.post("99999", "k", "*", &reply_and_wait())).await, 404, "not-found");
}

#[tokio::test]
async fn a_ticket_that_is_gone_takes_nothing() {
    let desk = Desk::frozen(300);
    let copy = desk.full().await;
    let merged =
        copy.tickets.values().find(|ticket| matches!(ticket.gone, Some(Gone::Merged { .. }))).unwrap();
    let reply = send(desk.post(&merged.id, "k", "*", &reply_and_wait())).await;
    refused(&reply, 410, "ticket-gone");
    let Some(Gone::Merged { into }) = &merged.gone else { unreachable!() };
    assert_eq!(reply.problem().merged_into.as_ref(), Some(into));
}

#[tokio::test]
async fn the_world_goes_on_around_what_was_written() {
    let (desk, ticket) = desk_and_ticket().await;
    send(desk.post(&ticket.id, "k", &ticket.version, &reply_and_wait())).await;
    let mut copy = desk.full().await;
    for _ in 0..10 {
        desk.hand.pass(30);
        desk.running.control().hurry(30);
        let increment = desk.increment(&copy).await;
        copy.merge(increment);
    }
    assert_eq!(copy.records(), desk.full().await.records());
    let kept = copy.tickets[&ticket.id].events.iter().filter(|event| event.operation.as_deref() == Some("k"));
    assert!(copy.tickets[&ticket.id].gone == Some(Gone::Deleted) || kept.count() == 3);
}
