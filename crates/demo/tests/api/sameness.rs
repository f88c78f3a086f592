//! Equal seeds, origins and times give equal bytes.

use demo::Options;

use crate::client::{Desk, frozen, hand, send};

fn living(seed: u64, size: u32) -> (Options, crate::client::Hand) {
    let hand = hand();
    let mut options = frozen(size, &hand);
    (options.seed, options.changes_per_hour) = (seed, 1200);
    (options, hand)
}

async fn bytes(desk: &Desk) -> Vec<u8> {
    let mut all = send(desk.get("/v1/about")).await.body;
    let mut after = String::new();
    loop {
        let reply = send(desk.get(&format!("/v1/changes?limit=200{after}"))).await;
        let page: portal::open::wire::Changes = reply.json();
        all.extend(reply.body);
        after = format!("&after={}", page.cursor);
        if page.end {
            return all;
        }
    }
}

#[tokio::test]
async fn the_way_through_time_does_not_matter() {
    let (options, hand) = living(3, 300);
    let patient = Desk::open(options, &hand);
    hand.pass(1000);
    let at_once = bytes(&patient).await;

    let (options, hand) = living(3, 300);
    let curious = Desk::open(options, &hand);
    for _ in 0..100 {
        hand.pass(10);
        send(curious.get("/v1/changes?limit=1")).await;
    }
    assert!(at_once == bytes(&curious).await);
}

#[tokio::test]
async fn another_seed_gives_other_tickets() {
    let (options, hand) = living(3, 50);
    let one = bytes(&Desk::open(options, &hand)).await;
    let (options, hand) = living(4, 50);
    assert!(one != bytes(&Desk::open(options, &hand)).await);
}

#[tokio::test]
async fn the_token_follows_from_the_seed() {
    let (options, hand) = living(3, 5);
    let first = Desk::open(options.clone(), &hand);
    let second = Desk::open(options, &hand);
    assert_eq!(first.running.token(), second.running.token());
}
