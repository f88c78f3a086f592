//! The desk at the stateful fakes of Zendesk and Freshdesk, over HTTP, through the engine and an encrypted file.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests say so when they fail")]

#[path = "../portals/world.rs"]
#[allow(dead_code, reason = "shared with the tests of portals")]
mod world;

mod files;

use std::path::Path;
use std::time::Duration;

use desk::Desk;
use desk::view::{ChangeRequest, ConnectForm, OperationDecision, OperationShape, OperationView};
use fakes::{Clock, Deed, Freshdesk, Zendesk};
use world::{form, options, page};

const NOW: i64 = 1_795_262_400;
const TICKETS: usize = 40;

/// What a test needs of either portal.
trait Portal {
    fn form(&self) -> ConnectForm;
    fn file(&self, number: usize) -> u64;
    fn customer(&self, ticket: u64, text: &str) -> bool;
    fn count(&self, deed: Deed, part: &str) -> usize;
}

impl Portal for Zendesk {
    fn form(&self) -> ConnectForm {
        let secret = format!("{}:{}", self.admin().email, self.admin().token);
        ConnectForm { kind: "zendesk".to_owned(), ..form(&self.address(), &secret) }
    }

    fn file(&self, number: usize) -> u64 {
        let customer = self.add_customer("Jo", &format!("jo{number}@acme.test"), None);
        self.add_ticket(customer, &format!("Case {number}"), "It does not start.")
    }

    fn customer(&self, ticket: u64, text: &str) -> bool {
        self.customer_writes(ticket, text)
    }

    fn count(&self, deed: Deed, part: &str) -> usize {
        Zendesk::count(self, deed, part)
    }
}

impl Portal for Freshdesk {
    fn form(&self) -> ConnectForm {
        ConnectForm { kind: "freshdesk".to_owned(), ..form(&self.address(), &self.agent().token) }
    }

    fn file(&self, number: usize) -> u64 {
        let contact = self.add_contact("Jo", &format!("jo{number}@acme.test"), None);
        self.add_ticket(contact, &format!("Case {number}"), "It does not start.")
    }

    fn customer(&self, ticket: u64, text: &str) -> bool {
        self.customer_writes(ticket, text)
    }

    fn count(&self, deed: Deed, part: &str) -> usize {
        Freshdesk::count(self, deed, part)
    }
}

fn request(key: &str, kind: &str, text: &str, name: &str, value: Option<&str>) -> ChangeRequest {
    ChangeRequest {
        key: key.to_owned(),
        kind: kind.to_owned(),
        text: text.to_owned(),
        name: name.to_owned(),
        value: value.map(str::to_owned),
        ..ChangeRequest::default()
    }
}

/// Waits until an operation stands where it should; a minute of patience is far more than it needs.
async fn until(desk: &Desk, id: &str, shape: OperationShape) -> OperationView {
    let mut last = None;
    for _ in 0..1_200 {
        let outbox = desk.outbox().await.unwrap();
        last = outbox.operations.into_iter().find(|operation| operation.id == id);
        if let Some(now) = last.take_if(|now| now.shape == shape) {
            return now;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("never {shape:?}: {last:?}");
}

/// Waits until the ticket's conversation has this message: it is read again after the delivery is written down.
async fn said(desk: &Desk, key: &str, text: &str) {
    for _ in 0..400 {
        if desk.ticket(key).await.unwrap().events.iter().any(|event| event.text.trim() == text) {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("the ticket was not read again after the delivery");
}

/// Connects and syncs; then a reply and a new status, each delivered once, and a reply that a customer's message stops.
async fn work(folder: &Path, portal: &dyn Portal, clock: &Clock, pending: &str) {
    let tickets: Vec<u64> = (0..TICKETS).map(|number| portal.file(number)).collect();
    clock.pass(120);
    let desk = Desk::new(options(folder)).unwrap();
    desk.start().await;
    desk.connect(portal.form()).await.unwrap();
    desk.first_sync().await;
    let rows = page(&desk, "", 0, 100).await.rows;
    assert_eq!(rows.len(), TICKETS, "all tickets are in the queue");
    desk.set_setting("undo_s", "0").await.unwrap();

    let key = rows.iter().find(|row| row.key.ends_with(&format!("/{}", tickets[7]))).unwrap().key.clone();
    let made = desk.change(request(&key, "reply", "Please try 8.1.\n", "", None)).await.unwrap();
    until(&desk, &made.id, OperationShape::Delivered).await;
    assert_eq!(portal.count(Deed::Replied, "Please try 8.1."), 1);
    said(&desk, &key, "Please try 8.1.").await;

    clock.pass(10);
    let made = desk.change(request(&key, "set", "", "status", Some(pending))).await.unwrap();
    until(&desk, &made.id, OperationShape::Delivered).await;
    assert_eq!(portal.count(Deed::Changed, "status: "), 1);

    desk.set_setting("undo_s", "3").await.unwrap();
    clock.pass(10);
    let made = desk.change(request(&key, "reply", "Any news?", "", None)).await.unwrap();
    assert!(portal.customer(tickets[7], "It works again, thank you."));
    let stopped = until(&desk, &made.id, OperationShape::Conflict).await;
    assert_eq!(stopped.clashes[0].events[0].text.trim(), "It works again, thank you.");
    assert_eq!(portal.count(Deed::Replied, "Any news?"), 0);
    desk.decide_operation(&made.id, OperationDecision::SendAnyway).await.unwrap();
    until(&desk, &made.id, OperationShape::Delivered).await;
    assert_eq!(portal.count(Deed::Replied, "Any news?"), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn work_at_zendesk_reaches_it_once() {
    let (folder, clock) = (tempfile::tempdir().unwrap(), Clock::at(NOW));
    let portal = Zendesk::start(&clock).unwrap();
    work(folder.path(), &portal, &clock, "pending").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn work_at_freshdesk_reaches_it_once() {
    let (folder, clock) = (tempfile::tempdir().unwrap(), Clock::at(NOW));
    let portal = Freshdesk::start(&clock).unwrap();
    work(folder.path(), &portal, &clock, "Pending").await;
}
