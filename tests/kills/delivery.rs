//! Kills while changes are being delivered: each is at the portal once in the end.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use policy::ticket::{Change, Operation, Seen};
use portal::open::wire::What;
use store::{Access, NewOperation, OperationFilter, OperationState, Store};

use super::{Delays, connected, key, killed_sync, kills};
use crate::console::Console;
use crate::faulty::FaultyPortal;

/// Changes that are queued before each kill.
const EACH: u64 = 3;

#[test]
fn what_was_queued_is_delivered_once_however_often_the_delivery_is_killed() {
    let folder = tempfile::tempdir().unwrap();
    let portal = FaultyPortal::start(60);
    portal.control().set_requests_per_minute(None);
    let console = connected(folder.path(), &portal);
    console.ask(&["sync"]);
    portal.control().set_latency(Duration::from_millis(30));
    let began = Instant::now();
    console.ask(&["sync"]);
    let idle = began.elapsed();
    let tickets = tickets_of(&console);

    let (mut delays, mut at_work, mut queued) = (Delays(2), 0, 0);
    for _ in 0..kills() {
        for _ in 0..EACH {
            queue(&console, queued, &tickets[queued as usize % tickets.len()]);
            queued += 1;
        }
        // The deliveries follow what an idle sync takes.
        at_work += u64::from(killed_sync(&console, delays.below(idle * 2)));
    }
    portal.control().set_latency(Duration::ZERO);
    for _ in 0..10 {
        console.try_ask(&["sync"]);
        if open(&console) == 0 {
            break;
        }
    }

    let states = states(&console);
    assert_eq!(
        states,
        BTreeMap::from([(OperationState::Delivered, queued)]),
        "nothing waits and nothing is lost"
    );
    let mut there: BTreeMap<String, u64> = BTreeMap::new();
    for id in &tickets {
        for event in portal.control().ticket(id).expect("it is at the portal").events {
            if let What::Message { body, .. } = event.what
                && let Some((_, rest)) = body.split_once("Written down as ")
            {
                *there.entry(rest.split('.').next().unwrap_or("").to_owned()).or_default() += 1;
            }
        }
    }
    let expected: BTreeMap<String, u64> = (0..queued).map(|number| (format!("op-{number}"), 1)).collect();
    assert_eq!(there, expected, "each is at the portal once");
    assert!(at_work >= kills() / 3, "{at_work} of {} kills hit a running delivery", kills());
    eprintln!("{} kills of a delivery, {at_work} of them at work, {queued} changes", kills());
}

fn queue(console: &Console, number: u64, ticket: &str) {
    let key = key(console);
    let store = Store::open(&console.folder, &key, Access::Reader).expect("a kill leaves a good file");
    let account = account(&store);
    let stored = store.ticket(&store::TicketKey::new(&account, ticket)).unwrap().expect("it is stored");
    let change = Change::Note { body: format!("Written down as op-{number}. ") };
    let seen = Seen::of(&stored.ticket, &change);
    let operation =
        Operation { id: format!("op-{number}"), ticket: ticket.to_owned(), change, files: Vec::new(), seen };
    let new = NewOperation { account, operation, due: None, hold_s: 0 };
    store.queue_operation(&new, calendar::Moment(chrono::Utc::now().timestamp())).unwrap();
}

fn states(console: &Console) -> BTreeMap<OperationState, u64> {
    let store = Store::open(&console.folder, &key(console), Access::Reader).unwrap();
    store.check().unwrap();
    let mut states = BTreeMap::new();
    for row in store.operations(OperationFilter::default()).unwrap() {
        *states.entry(row.unwrap().state).or_default() += 1;
    }
    states
}

fn open(console: &Console) -> u64 {
    states(console).into_iter().filter(|(state, _)| state.is_open()).map(|(_, count)| count).sum()
}

fn tickets_of(console: &Console) -> Vec<String> {
    let store = Store::open(&console.folder, &key(console), Access::Reader).unwrap();
    store.resident().map(|stored| stored.unwrap().ticket.id).collect()
}

fn account(store: &Store) -> String {
    store.accounts().unwrap().remove(0).expect("it can be read").id
}
