//! What changes as one watches.

use std::collections::BTreeSet;

use portal::open::wire::{Gone, What};

use crate::client::{Copy, Desk, frozen, hand};

fn changed(before: &Copy, after: &Copy) -> BTreeSet<String> {
    let tickets =
        after.tickets.iter().filter(|(id, now)| before.tickets.get(*id) != Some(now)).map(|(id, _)| id);
    let customers =
        after.customers.iter().filter(|(id, now)| before.customers.get(*id) != Some(now)).map(|(id, _)| id);
    let contracts =
        after.contracts.iter().filter(|(id, now)| before.contracts.get(*id) != Some(now)).map(|(id, _)| id);
    tickets.chain(customers).chain(contracts).cloned().collect()
}

#[tokio::test]
async fn an_increment_gives_exactly_what_has_changed() {
    let desk = Desk::frozen(300);
    let mut copy = desk.full().await;
    for round in 0..6 {
        desk.hand.pass(60);
        desk.running.control().hurry(40);
        let increment = desk.increment(&copy).await;
        let full = desk.full().await;
        assert_eq!(
            increment.received.iter().cloned().collect::<BTreeSet<_>>(),
            changed(&copy, &full),
            "{round}"
        );
        assert_eq!(increment.received.len(), changed(&copy, &full).len(), "each once, {round}");
        copy.merge(increment);
        assert_eq!(copy.records(), full.records(), "{round}");
    }
}

#[tokio::test]
async fn time_alone_brings_changes_at_about_the_pace_that_was_set() {
    let hand = hand();
    let mut options = frozen(300, &hand);
    options.changes_per_hour = 120;
    let desk = Desk::open(options, &hand);
    let copy = desk.full().await;
    hand.pass(3600);
    let increment = desk.increment(&copy).await;
    assert!((50..=130).contains(&increment.received.len()), "{}", increment.received.len());
    desk.running.control().set_changes_per_hour(0);
    let copy = desk.full().await;
    hand.pass(3600);
    assert!(desk.increment(&copy).await.received.is_empty());
}

#[tokio::test]
async fn everything_that_can_happen_does() {
    let desk = Desk::frozen(300);
    let before = desk.full().await;
    for _ in 0..20 {
        desk.hand.pass(600);
        desk.running.control().hurry(60);
    }
    let after = desk.full().await;
    assert!(after.tickets.len() > before.tickets.len(), "new tickets");
    let news: Vec<_> = after
        .tickets
        .values()
        .flat_map(|ticket| {
            ticket.events.iter().skip(before.tickets.get(&ticket.id).map_or(0, |old| old.events.len()))
        })
        .collect();
    let set = |field: &str| {
        news.iter().any(|event| matches!(&event.what, What::Field { name, .. } if name == field))
    };
    assert!(set("status") && set("severity") && set("assignee"));
    assert!(news.iter().any(|event| matches!(event.what, What::Message { public: false, .. })), "a note");
    assert!(news.iter().any(|event| matches!(event.what, What::Merged { .. })), "a merged ticket");
    let newly_gone = |gone: &dyn Fn(&Gone) -> bool| {
        let is = |ticket: &portal::open::wire::Ticket| ticket.gone.as_ref().is_some_and(gone);
        after
            .tickets
            .values()
            .any(|t| is(t) && before.tickets.get(&t.id).is_none_or(|old| old.gone.is_none()))
    };
    assert!(
        newly_gone(&|gone| *gone == Gone::Deleted) && newly_gone(&|gone| matches!(gone, Gone::Merged { .. }))
    );
    assert!(after.contracts != before.contracts && after.customers != before.customers);
}

#[tokio::test]
async fn nothing_happens_in_the_future_and_events_are_in_order() {
    let desk = Desk::frozen(2000);
    desk.hand.pass(1800);
    desk.running.control().hurry(400);
    let now = crate::client::ORIGIN.parse::<calendar::Moment>().unwrap().plus(1800);
    for ticket in desk.full().await.tickets.values() {
        let times: Vec<_> = ticket.events.iter().map(|event| event.at).collect();
        assert!(times.is_sorted(), "{}: {:?}", ticket.number, ticket.events);
        assert!(ticket.updated <= now && times.iter().all(|at| *at <= now), "{}", ticket.number);
        assert!(times.first().is_none_or(|first| *first == ticket.created), "{}", ticket.number);
        let ids: BTreeSet<_> = ticket.events.iter().map(|event| &event.id).collect();
        assert_eq!(ids.len(), ticket.events.len(), "{}", ticket.number);
    }
}

#[tokio::test]
async fn after_a_long_time_the_queue_is_about_as_long_and_nothing_merges_across_queues() {
    let desk = Desk::frozen(300);
    let open = |copy: &Copy| {
        let is_open = |status: &str| !["solved", "closed"].contains(&status);
        copy.tickets.values().filter(|ticket| ticket.gone.is_none() && is_open(&ticket.status)).count()
    };
    let before = open(&desk.full().await);
    for _ in 0..30 {
        desk.hand.pass(1500);
        desk.running.control().hurry(100);
    }
    let after = desk.full().await;
    assert!((before / 2..before * 2).contains(&open(&after)), "{before} {}", open(&after));
    for ticket in after.tickets.values() {
        if let Some(Gone::Merged { into }) = &ticket.gone {
            assert_eq!(after.tickets[into].queue, ticket.queue, "{}", ticket.number);
        }
    }
}
