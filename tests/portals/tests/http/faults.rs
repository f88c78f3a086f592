//! What can be made to go wrong, and what the journal says about it.

use std::time::Duration;

use fakes::{Deed, Fault, Outcome, Request, Through, When, Zendesk};
use serde_json::json;

use crate::client::{Client, clock};

#[tokio::test]
async fn a_fault_hits_once_and_the_journal_knows_what_was_done() {
    for (name, fault, status, done) in [
        ("lost on the way there", Fault::LoseRequest, None, 0),
        ("lost on the way back", Fault::LoseAnswer, None, 1),
        ("half of the answer", Fault::CutAnswer, None, 1),
        ("a bad gateway", Fault::Fail(502), Some(502), 0),
        ("not available", Fault::Busy(503, 7), Some(503), 0),
        ("a gateway that gives up", Fault::FailAfter(504), Some(504), 1),
        ("a slow answer", Fault::Delay(Duration::from_millis(1)), Some(200), 1),
    ] {
        let portal = Zendesk::start(&clock()).unwrap();
        let customer = portal.add_customer("Jo", "jo@acme.test", None);
        let ticket = portal.add_ticket(customer, "Printer", "It is on fire.");
        portal.next(When::request("PUT", "/tickets/"), fault);
        let client = Client::new(&portal.address(), portal.agent().authorization());
        let target = format!("/api/v2/tickets/{ticket}");
        let body = json!({ "ticket": { "comment": { "body": "Water." } } });
        assert_eq!(client.get(&target).await.status, 200, "{name}: it waits for its request");
        let answer = client.send("PUT", &target, &body, &[]).await;
        assert_eq!(answer.as_ref().ok().map(|reply| reply.status), status, "{name}: {answer:?}");
        assert_eq!(portal.count(Deed::Replied, "Water."), done, "{name}");
        let seen = portal.seen();
        assert_eq!((seen.len(), seen[1].status), (2, (done == 1).then_some(200)), "{name}");
        assert_eq!(client.put(&target, &body).await.status, 200, "{name}: it hits once");
        assert_eq!(portal.effects_of_requests().last().unwrap().through, Through::Request(2), "{name}");
    }
}

#[tokio::test]
async fn retry_after_comes_with_busy() {
    let portal = Zendesk::start(&clock()).unwrap();
    portal.next_times(2, When::any(), Fault::Busy(503, 7));
    let client = Client::new(&portal.address(), portal.admin().authorization());
    for status in [503, 503, 200] {
        let reply = client.get("/api/v2/users/me").await;
        assert_eq!(reply.status, status);
        assert_eq!(reply.header("retry-after"), if status == 503 { "7" } else { "" });
        // The portal's clock, not the computer's.
        assert_eq!(reply.header("date"), "Sat, 21 Nov 2026 12:00:00 GMT");
    }
    portal.always(When::any(), Fault::Fail(500));
    assert_eq!(client.get("/api/v2/users/me").await.status, 500);
    portal.clear_faults();
    assert_eq!(client.get("/api/v2/users/me").await.status, 200);
}

#[test]
fn it_answers_without_a_socket_too() {
    let portal = Zendesk::without_socket(&clock());
    let request = Request::new("GET", "/api/v2/users/me.json");
    let signed = request.clone().with_header("Authorization", portal.admin().authorization());
    let Outcome::Answered(response) = portal.exchange(&signed) else { panic!("an answer") };
    assert_eq!(response.json()["user"]["email"], "ada@vendor.test");
    let Outcome::Answered(response) = portal.exchange(&request) else { panic!("an answer") };
    assert_eq!(response.status, 401);
    portal.next(When::any(), Fault::LoseAnswer);
    assert_eq!(portal.exchange(&signed), Outcome::Cut(None));
}
