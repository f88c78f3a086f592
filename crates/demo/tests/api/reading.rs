//! Full reads, increments, cursors, single tickets.

use std::collections::BTreeSet;

use portal::open::wire::{About, Gone, Phase};

use crate::client::{Copy, Desk, frozen, hand, send};

#[tokio::test]
async fn about_tells_product_user_and_words() {
    let desk = Desk::frozen(10);
    let reply = send(desk.get("/v1/about")).await;
    assert_eq!(reply.header("date"), "Sat, 21 Nov 2026 12:00:00 GMT");
    let about: About = reply.json();
    assert_eq!(about.user.name, "Ada Lindqvist");
    let policies: Vec<_> = about.queues.iter().filter_map(|queue| queue.policy.as_deref()).collect();
    assert_eq!(policies, ["sepasoft", "sep-sesam", "ensim", "expecco", "infotecs"]);
}

#[tokio::test]
async fn paging_to_the_end_gives_every_record_once() {
    let desk = Desk::frozen(300);
    for limit in [1, 7, 100, 499, 500] {
        let copy = desk.read(Copy::default(), limit).await;
        assert_eq!(copy.received.len(), 300 + 2 * copy.customers.len(), "limit {limit}");
        assert_eq!(copy.received.iter().collect::<BTreeSet<_>>().len(), copy.received.len(), "limit {limit}");
        assert_eq!((copy.tickets.len(), copy.contracts.len()), (300, copy.customers.len()), "limit {limit}");
    }
}

#[tokio::test]
async fn no_tickets_are_a_complete_answer_too() {
    let desk = Desk::frozen(0);
    let copy = desk.full().await;
    assert!(copy.tickets.is_empty() && !copy.customers.is_empty());
    assert!(desk.increment(&copy).await.received.is_empty());
}

#[tokio::test]
async fn a_full_read_is_told_from_an_increment() {
    let desk = Desk::frozen(20);
    let first = desk.page(None, 500).await;
    assert_eq!((first.phase, first.end, first.total), (Phase::Full, true, Some(20)));
    let second = desk.page(Some(&first.cursor), 500).await;
    assert_eq!((second.phase, second.end, second.tickets.len()), (Phase::Increment, true, 0));
    assert_eq!(second.cursor, first.cursor);
}

#[tokio::test]
async fn a_change_in_the_middle_of_a_full_read_is_not_missed() {
    let desk = Desk::frozen(300);
    let mut copy = Copy::default();
    for _ in 0..4 {
        let after = Some(copy.cursor.clone()).filter(|cursor| !cursor.is_empty());
        copy.take(&desk.page(after.as_deref(), 120).await);
        desk.running.control().hurry(25);
    }
    let copy = desk.read(copy, 120).await;
    assert_eq!(copy.records(), desk.full().await.records());
}

#[tokio::test]
async fn every_ticket_names_a_customer_whose_contract_came_too() {
    let copy = Desk::frozen(300).full().await;
    for ticket in copy.tickets.values().filter(|ticket| ticket.gone != Some(Gone::Deleted)) {
        let customer = ticket.customer.as_ref().unwrap();
        let contract = copy.contracts.values().find(|contract| contract.customer == customer.id).unwrap();
        assert_eq!(copy.customers[&customer.id].name, customer.name);
        assert_eq!(Some(&contract.policy), ticket.policy.as_ref());
        assert_eq!(contract.plan, ticket.plan);
    }
}

#[tokio::test]
async fn a_cursor_survives_a_restart_with_the_same_seed() {
    let hand = hand();
    let mut options = frozen(200, &hand);
    options.changes_per_hour = 600;
    let (first, again) = (options.clone(), options);
    let desk = Desk::open(first, &hand);
    hand.pass(600);
    let copy = desk.full().await;
    desk.running.stop().await;

    let desk = Desk::open(again, &hand);
    assert!(desk.increment(&copy).await.received.is_empty());
    hand.pass(300);
    let mut copy = copy;
    let increment = desk.increment(&copy).await;
    assert!(!increment.tickets.is_empty());
    copy.merge(increment);
    assert_eq!(copy.records(), desk.full().await.records());
}

#[tokio::test]
async fn a_cursor_survives_a_restart_that_lost_what_was_written() {
    let hand = hand();
    let mut options = frozen(100, &hand);
    options.changes_per_hour = 600;
    let desk = Desk::open(options.clone(), &hand);
    hand.pass(60);
    let copy = desk.full().await;
    let ticket = copy.some_ticket();
    let body = serde_json::json!({ "message": { "public": false, "body": "Lost with the restart." } });
    for key in ["one", "two", "three"] {
        assert_eq!(send(desk.post(&ticket.id, key, "*", &body)).await.status, 200);
    }
    let copy = desk.full().await;
    desk.running.stop().await;

    let desk = Desk::open(options, &hand);
    hand.pass(120);
    let came: BTreeSet<_> = desk.increment(&copy).await.tickets.into_keys().collect();
    let full = desk.full().await;
    let changed: BTreeSet<_> = full
        .tickets
        .iter()
        .filter(|(id, now)| **id != ticket.id && copy.tickets.get(*id) != Some(now))
        .map(|(id, _)| id.clone())
        .collect();
    assert!(changed.len() > 3 && changed.is_subset(&came), "{changed:?} {came:?}");
}

#[tokio::test]
async fn a_cursor_of_another_data_set_is_stale() {
    let cursor = Desk::frozen(50).full().await.cursor;
    let desk = Desk::frozen(51);
    let reply = send(desk.get(&format!("/v1/changes?after={cursor}"))).await;
    assert_eq!((reply.status, reply.problem().code.as_str()), (410, "stale-cursor"));
}

#[tokio::test]
async fn bad_questions_are_refused_with_a_reason() {
    let desk = Desk::frozen(10);
    let cases = [
        ("/v1/changes?after=nonsense", 400, "bad-request"),
        ("/v1/changes?limit=0", 400, "bad-request"),
        ("/v1/changes?limit=501", 400, "bad-request"),
        ("/v1/tickets/99999", 404, "not-found"),
        ("/v1/tickets/abc", 404, "not-found"),
        ("/v1/tickets/010001", 404, "not-found"),
        ("/v1/tickets/%ff", 404, "not-found"),
        ("/v2/about", 404, "not-found"),
    ];
    for (path, status, code) in cases {
        let reply = send(desk.get(path)).await;
        assert_eq!((reply.status, reply.problem().code.as_str()), (status, code), "{path}");
        assert!(reply.problem().detail.is_some(), "{path}");
    }
}

#[tokio::test]
async fn a_wrong_token_is_refused() {
    let desk = Desk::frozen(10);
    let alone = reqwest::Client::builder().no_proxy().build().unwrap();
    let url = format!("{}/v1/about", desk.running.address());
    let wrong = send(alone.get(&url).bearer_auth("other")).await;
    let none = send(alone.get(&url)).await;
    assert_eq!((wrong.status, wrong.problem().code.as_str()), (401, "unauthorized"));
    assert_eq!((none.status, none.header("www-authenticate")), (401, "Bearer"));
}

#[tokio::test]
async fn an_unchanged_ticket_need_not_be_sent_again() {
    let desk = Desk::frozen(30);
    let copy = desk.full().await;
    let ticket = copy.some_ticket();
    let reply = send(desk.get(&format!("/v1/tickets/{}", ticket.id))).await;
    assert_eq!(reply.header("etag"), format!("\"{}\"", ticket.version));
    assert_eq!(&reply.json::<portal::open::wire::Ticket>(), ticket);
    let known = desk.get(&format!("/v1/tickets/{}", ticket.id)).header("if-none-match", reply.header("etag"));
    let unchanged = send(known).await;
    assert_eq!((unchanged.status, unchanged.body.len()), (304, 0));
}

#[tokio::test]
async fn tombstones_tell_what_became_of_a_ticket() {
    let copy = Desk::frozen(300).full().await;
    let mut merged = 0;
    for ticket in copy.tickets.values() {
        match &ticket.gone {
            Some(Gone::Merged { into }) => {
                let other = &copy.tickets[into];
                assert_eq!((&other.customer, &other.queue), (&ticket.customer, &ticket.queue));
                let told = serde_json::to_string(&other.events).unwrap();
                assert!(
                    told.contains(&format!("\"kind\":\"merged\",\"ticket\":\"{}\"", ticket.id)),
                    "{into}"
                );
                merged += 1;
            }
            Some(Gone::Deleted) => assert!(ticket.events.is_empty() && ticket.subject.is_empty()),
            None => assert!(!ticket.events.is_empty()),
        }
    }
    assert!(merged > 0);
    assert!(copy.tickets.values().any(|ticket| ticket.gone == Some(Gone::Deleted)));
}

#[tokio::test]
async fn a_million_tickets_start_and_the_first_page_is_whole() {
    let desk = Desk::frozen(1_000_000);
    let page = desk.page(None, 500).await;
    assert_eq!((page.total, page.end, page.phase), (Some(1_000_000), false, Phase::Full));
    assert!(!page.tickets.is_empty(), "tickets come with the first page");
    let mut cursor = page.cursor;
    for _ in 0..4 {
        cursor = desk.page(Some(&cursor), 500).await.cursor;
    }
    assert_eq!(desk.page(Some(&cursor), 500).await.tickets.len(), 500);
}

#[tokio::test]
async fn more_than_a_million_are_refused() {
    let error = demo::Server::start(frozen(1_000_001, &hand())).unwrap_err();
    assert!(error.to_string().contains("at most 1000000 tickets"), "{error}");
}
