//! How quick the store is: writing pages, loading the queue, searching. Sizes are in the names.
#![allow(clippy::unwrap_used, missing_docs, reason = "a bench")]

use std::collections::BTreeMap;
use std::hint::black_box;

use calendar::Moment;
use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use policy::ticket::{Customer, Event, History, Mapping, Party, Ticket, What};
use store::{Access, Keys, Lease, NewAccount, PageWrite, Protection, Store};
use tempfile::TempDir;

const NOON: Moment = Moment(1_795_262_400);
const PAGE: usize = 100;
const WORDS: [&str; 12] = [
    "backup",
    "restore",
    "printer",
    "license",
    "gateway",
    "timeout",
    "database",
    "upgrade",
    "cluster",
    "driver",
    "certificate",
    "report",
];

/// A ticket with eight events, three of them messages of about 600 bytes.
fn ticket(number: usize, edition: usize) -> Ticket {
    let word = |i: usize| WORDS[(number * 7 + i * 5 + number / 12) % WORDS.len()];
    let at = |i: usize| NOON.plus(i64::try_from(number * 60 + i).unwrap());
    let body = |i: usize| (0..90).map(|n| word(n * i + n / 3)).collect::<Vec<_>>().join(" ");
    let event = |i: usize| Event {
        id: i.to_string(),
        at: at(i),
        by: Some(if i.is_multiple_of(2) { Party::Customer } else { Party::Agent }),
        author: "Jo Doe".to_owned(),
        operation: None,
        attachments: Vec::new(),
        what: match i {
            0 => What::Created,
            1 | 4 | 6 => {
                What::Message { public: true, auto: false, body: body(i), mime: "text/plain".to_owned() }
            }
            _ => What::Field {
                name: "status".to_owned(),
                from: Some("new".to_owned()),
                to: Some("open".to_owned()),
            },
        },
    };
    Ticket {
        id: number.to_string(),
        number: format!("SEP-{number}"),
        subject: format!("{} {} fails, edition {edition}", word(1), word(2)),
        queue: "General".to_owned(),
        status: if number.is_multiple_of(10) { "solved" } else { "open" }.to_owned(),
        fields: BTreeMap::from([
            ("Priority".to_owned(), "50".to_owned()),
            ("SLA".to_owned(), "24x7".to_owned()),
        ]),
        customer: Some(Customer {
            id: (number % 200).to_string(),
            name: format!("Customer {}", number % 200),
        }),
        contact: None,
        assignee: number.is_multiple_of(3).then(|| "sam".to_owned()),
        channel: Some("email".to_owned()),
        url: None,
        created: at(0),
        updated: at(8),
        version: None,
        gone: None,
        history: History::Complete,
        events: (0..8).map(event).collect(),
    }
}

struct World {
    store: Store,
    _lease: Lease,
    _dir: TempDir,
}

fn world(tickets: usize) -> World {
    let dir = tempfile::tempdir().unwrap();
    let key = Keys::in_dir(dir.path()).create(Protection::Ephemeral).unwrap().key;
    let lease = Lease::take(dir.path()).unwrap();
    let store = Store::open(dir.path(), &key, Access::Holder(&lease)).unwrap();
    let account = NewAccount {
        id: "acme".to_owned(),
        kind: "rt".to_owned(),
        name: "Acme".to_owned(),
        address: "https://rt.example.test".to_owned(),
        user: None,
        mapping: Mapping::default(),
        company_ca: None,
    };
    store.add_account(&account, "token", NOON).unwrap();
    for first in (0..tickets).step_by(PAGE) {
        apply(&store, &page(first, 0));
    }
    World { store, _lease: lease, _dir: dir }
}

fn page(first: usize, edition: usize) -> Vec<Ticket> {
    (first..first + PAGE).map(|number| ticket(number, edition)).collect()
}

fn apply(store: &Store, tickets: &[Ticket]) {
    let cursor = tickets[0].subject.as_str();
    let page = PageWrite { account: "acme", tickets, cursor: Some(cursor), ..PageWrite::default() };
    black_box(store.apply_page(&page, NOON).unwrap());
}

fn pages(c: &mut Criterion) {
    let w = world(10_000);
    let mut group = c.benchmark_group("page of 100 tickets with 800 events, into 10,000");
    group.sample_size(50).throughput(Throughput::Elements(100));
    let mut next = 10_000;
    group.bench_function("new", |b| {
        b.iter_batched(
            || {
                next += PAGE;
                page(next, 0)
            },
            |tickets| apply(&w.store, &tickets),
            BatchSize::PerIteration,
        );
    });
    let mut edition = 0;
    group.bench_function("changed", |b| {
        b.iter_batched(
            || {
                edition += 1;
                page(edition % 90 * PAGE, edition)
            },
            |tickets| apply(&w.store, &tickets),
            BatchSize::PerIteration,
        );
    });
    let same = page(9_900, 0);
    group.bench_function("the same again", |b| b.iter(|| apply(&w.store, &same)));
    group.finish();
}

fn queue(c: &mut Criterion) {
    for tickets in [10_000, 100_000] {
        let w = world(tickets);
        let mut group = c.benchmark_group(format!("{tickets} tickets"));
        group.sample_size(10);
        group.bench_function("load the queue", |b| {
            b.iter(|| w.store.resident().map(|ticket| ticket.unwrap().ticket.events.len()).sum::<usize>());
        });
        group.bench_function("index a slice of 100", |b| b.iter(|| w.store.index_slice(100).unwrap()));
        while w.store.index_slice(500).unwrap().more {}
        for (name, text) in
            [("a rare word", "SEP-4711"), ("a word of most", "backup"), ("two prefixes", "cert data")]
        {
            group
                .bench_function(format!("search {name}"), |b| b.iter(|| w.store.search(text, 1000).unwrap()));
        }
        group.bench_function("search one letter", |b| b.iter(|| w.store.search("d", 1000).unwrap()));
        group.bench_function("read 100 hits", |b| {
            let hits = w.store.search("backup", 1000).unwrap();
            let page: Vec<_> = hits.solved.into_iter().take(100).collect();
            b.iter(|| w.store.hits(&page).unwrap());
        });
        group.bench_function("open a ticket", |b| {
            let mut number = 0;
            b.iter(|| {
                number = (number + 7919) % tickets;
                w.store.ticket(&store::TicketKey::new("acme", &number.to_string())).unwrap()
            });
        });
        group.finish();
    }
}

criterion_group!(benches, pages, queue);
criterion_main!(benches);
