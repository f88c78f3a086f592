//! Every fault is what it says, hits as often as it says, and can be switched while the portal runs.

use std::time::Duration;

use demo::FaultKind;
use portal::open::wire::{Changes, Ticket};
use serde_json::json;

use crate::client::{Desk, frozen, hand, send, try_send};

async fn with(fault: FaultKind) -> Desk {
    let desk = Desk::frozen(40);
    desk.running.control().set_fault(fault, 1.0);
    desk
}

#[tokio::test]
async fn server_errors_are_problems() {
    for (fault, status, code) in [
        (FaultKind::ServerError, 500, "server-error"),
        (FaultKind::Unavailable, 503, "unavailable"),
        (FaultKind::RateLimited, 429, "rate-limited"),
    ] {
        let desk = with(fault).await;
        let reply = send(desk.get("/v1/changes")).await;
        assert_eq!((reply.status, reply.problem().code.as_str()), (status, code));
        assert_eq!(reply.header("retry-after").is_empty(), fault == FaultKind::ServerError);
        desk.running.control().clear_faults();
        assert_eq!(send(desk.get("/v1/changes")).await.status, 200);
    }
}

#[tokio::test]
async fn a_web_page_comes_with_status_200() {
    let desk = with(FaultKind::WebPage).await;
    let reply = send(desk.get("/v1/about")).await;
    assert_eq!(reply.status, 200);
    assert!(reply.header("content-type").starts_with("text/html"));
    assert!(reply.body.starts_with(b"<!doctype html>"));
}

#[tokio::test]
async fn cut_connections_give_no_whole_answer() {
    for fault in [FaultKind::Dropped, FaultKind::LostAnswer, FaultKind::Truncated] {
        let desk = with(fault).await;
        assert!(try_send(desk.get("/v1/changes")).await.is_err(), "{fault}");
        desk.running.control().set_fault(fault, 0.0);
        assert_eq!(send(desk.get("/v1/changes")).await.status, 200, "{fault}");
    }
}

#[tokio::test]
async fn half_an_answer_has_its_head() {
    let desk = with(FaultKind::Truncated).await;
    let response = desk.get("/v1/changes").send().await.unwrap();
    assert_eq!(response.status().as_u16(), 200);
    assert!(response.content_length().unwrap() > 1000);
    assert!(response.bytes().await.is_err());
}

#[tokio::test]
async fn a_dropped_request_was_not_done_and_a_lost_answer_was() {
    for (fault, done) in [(FaultKind::Dropped, false), (FaultKind::LostAnswer, true)] {
        let desk = Desk::frozen(60);
        let copy = desk.full().await;
        let ticket = copy.some_ticket();
        let note = json!({ "message": { "public": false, "body": "Is it there?" } });
        desk.running.control().set_fault(fault, 1.0);
        assert!(try_send(desk.post(&ticket.id, "k", &ticket.version, &note)).await.is_err());
        desk.running.control().clear_faults();
        assert_eq!(desk.ticket(&ticket.id).await != *ticket, done, "{fault}");
        let again = send(desk.post(&ticket.id, "k", &ticket.version, &note)).await;
        assert_eq!(
            (again.status, again.header("idempotency-replayed")),
            (200, if done { "true" } else { "" })
        );
    }
}

#[tokio::test]
async fn one_ticket_of_a_page_is_garbage_and_the_others_are_not() {
    let desk = with(FaultKind::GarbageRecord).await;
    let page: Changes = send(desk.get("/v1/changes")).await.json();
    let good =
        page.tickets.iter().filter(|ticket| serde_json::from_str::<Ticket>(ticket.get()).is_ok()).count();
    assert_eq!((page.tickets.len(), good), (40, 39));
}

#[tokio::test]
async fn a_stale_cursor_leaves_the_full_read_possible() {
    let desk = Desk::frozen(40);
    let cursor = desk.full().await.cursor;
    desk.running.control().set_fault(FaultKind::StaleCursor, 1.0);
    let reply = send(desk.get(&format!("/v1/changes?after={cursor}"))).await;
    assert_eq!((reply.status, reply.problem().code.as_str()), (410, "stale-cursor"));
    assert_eq!(send(desk.get("/v1/changes")).await.status, 200);
}

#[tokio::test]
async fn a_fault_hits_about_its_share_of_the_requests() {
    let desk = Desk::frozen(1);
    desk.running.control().set_fault(FaultKind::ServerError, 0.25);
    let mut hit = 0;
    for _ in 0..400 {
        hit += usize::from(send(desk.get("/v1/about")).await.status == 500);
    }
    assert!((60..=140).contains(&hit), "{hit}");
    assert_eq!(desk.running.control().faults(), [(FaultKind::ServerError, 0.25)]);
}

#[tokio::test]
async fn the_limit_is_honest() {
    let hand = hand();
    let mut options = frozen(5, &hand);
    options.requests_per_minute = Some(3);
    let desk = Desk::open(options, &hand);
    hand.pass(20);
    for left in [2, 1, 0] {
        let reply = send(desk.get("/v1/about")).await;
        assert_eq!(reply.header("ratelimit"), format!("\"default\";r={left};t=40"));
        assert_eq!(reply.header("ratelimit-policy"), "\"default\";q=3;w=60");
    }
    let reply = send(desk.get("/v1/about")).await;
    assert_eq!((reply.status, reply.header("retry-after")), (429, "40"));
    hand.pass(39);
    assert_eq!(send(desk.get("/v1/about")).await.status, 429);
    hand.pass(1);
    assert_eq!(send(desk.get("/v1/about")).await.status, 200);
    desk.running.control().set_requests_per_minute(None);
    assert_eq!(send(desk.get("/v1/about")).await.header("ratelimit"), "");
}

#[tokio::test]
async fn latency_is_added_to_each_answer() {
    let desk = Desk::frozen(1);
    desk.running.control().set_latency(Duration::from_secs(600));
    let slow = tokio::time::timeout(Duration::from_millis(200), send(desk.get("/v1/about"))).await;
    assert!(slow.is_err());
    desk.running.control().set_latency(Duration::ZERO);
    assert_eq!(send(desk.get("/v1/about")).await.status, 200);
}

#[tokio::test]
async fn a_stopped_portal_is_gone_and_its_port_is_free() {
    let desk = Desk::frozen(5);
    let address = desk.running.address();
    let port = address.rsplit(':').next().unwrap().parse().unwrap();
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    assert_eq!(http.get(&address).send().await.unwrap().status().as_u16(), 401);
    desk.running.stop().await;
    assert!(http.get(&address).send().await.is_err());
    let hand = hand();
    let mut options = frozen(5, &hand);
    options.port = port;
    let first = Desk::open(options.clone(), &hand);
    let error = demo::Server::start(options).unwrap_err().to_string();
    assert!(error.contains("choose another port"), "{error}");
    drop(first);
}

#[tokio::test]
async fn foreign_and_cut_json_come_with_status_200() {
    let desk = with(FaultKind::ForeignJson).await;
    let reply = send(desk.get("/v1/changes")).await;
    assert_eq!(reply.status, 200);
    assert!(serde_json::from_slice::<serde_json::Value>(&reply.body).is_ok());
    assert!(serde_json::from_slice::<Changes>(&reply.body).is_err());
    desk.running.control().clear_faults();
    desk.running.control().set_fault(FaultKind::CutJson, 1.0);
    let reply = send(desk.get("/v1/changes")).await;
    assert_eq!(reply.status, 200);
    assert!(serde_json::from_slice::<serde_json::Value>(&reply.body).unwrap_err().is_eof());
}

#[tokio::test]
async fn one_ticket_of_a_page_has_an_unknown_severity_or_no_customer() {
    let desk = with(FaultKind::UnknownSeverity).await;
    let read = async || -> Vec<Ticket> {
        let page: Changes = send(desk.get("/v1/changes")).await.json();
        page.tickets.iter().map(|ticket| serde_json::from_str(ticket.get()).unwrap()).collect()
    };
    let strange = |ticket: &&Ticket| ticket.severity.as_deref() == Some("catastrophic");
    assert_eq!(read().await.iter().filter(strange).count(), 1);
    desk.running.control().clear_faults();
    desk.running.control().set_fault(FaultKind::NoCustomer, 1.0);
    let nobody = |ticket: &&Ticket| ticket.customer.is_none() && ticket.contact.is_none();
    assert_eq!(read().await.iter().filter(nobody).count(), 1);
    desk.running.control().clear_faults();
    assert_eq!(read().await.iter().filter(|ticket| strange(ticket) || nobody(ticket)).count(), 0);
}

#[tokio::test]
async fn the_wait_that_is_asked_for_can_be_chosen() {
    for fault in [FaultKind::RateLimited, FaultKind::Unavailable] {
        let desk = with(fault).await;
        desk.running.control().set_retry_after(Some(47));
        assert_eq!(send(desk.get("/v1/changes")).await.header("retry-after"), "47", "{fault}");
        desk.running.control().set_retry_after(None);
        assert_ne!(send(desk.get("/v1/changes")).await.header("retry-after"), "47", "{fault}");
    }
}
