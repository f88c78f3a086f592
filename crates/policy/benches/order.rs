//! How long a console needs to put its whole queue in order anew: 100,000 tickets with two pauses each.
#![allow(missing_docs, clippy::unwrap_used, clippy::print_stdout, reason = "a benchmark")]

#[path = "../tests/engine/sample.rs"]
#[allow(dead_code, reason = "shared with the tests, which use all of it")]
mod sample;

use std::hint::black_box;

use calendar::Moment;
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use policy::engine::{Entry, Standing, assess, order};
use policy::facts::{ContractTarget, Event, EventKind, Facts};
use policy::pack::{ClockStart, ClockStop, Pack};
use policy::ticket::Party;

const TICKETS: usize = 100_000;
const BASE: i64 = 1_794_000_000;
const NOW: Moment = Moment(BASE + 30 * 86_400);

/// Two clocks on business hours; the second is held by two statuses.
fn pack() -> Pack {
    let resolution =
        sample::plain_clock("resolution", ClockStart::Created, ClockStop::Solved, &["on-hold"], 40);
    sample::pack_with(vec![sample::first_response(), resolution])
}

fn ticket(number: usize) -> Facts {
    let spread = |salt: i64, range: i64| (number as i64 * 7_919 + salt * 104_729).rem_euclid(range);
    let created = BASE + spread(1, 25 * 86_400);
    let hold = created + spread(2, 86_400);
    let event = |at, by, kind| Event { at: Moment(at), by: Some(by), kind };
    let status = |at, to: &str| event(at, Party::Agent, EventKind::Status { to: to.to_owned() });
    let mut facts = sample::story(sample::SEVERITIES[number % 4], "");
    facts.id = format!("T-{number}");
    facts.contract.as_mut().unwrap().targets = vec![ContractTarget {
        clock: "resolution".to_owned(),
        severity: None,
        hours: 40.0,
        calendar: "10x5".to_owned(),
    }];
    facts.events = vec![
        event(created, Party::Customer, EventKind::Created),
        status(hold, "on-hold"),
        status(hold + 7_200, "open"),
        status(hold + 90_000, "on-hold"),
        status(hold + 100_000, "open"),
    ];
    if number.is_multiple_of(3) {
        let reply = EventKind::Message { public: true, auto: false };
        facts.events.push(event(created + 3_600, Party::Agent, reply));
    }
    facts
}

fn bench(criterion: &mut Criterion) {
    let pack = pack();
    let facts: Vec<Facts> = (0..TICKETS).map(ticket).collect();
    let standings: Vec<Standing> = facts.iter().map(|facts| assess(&pack, facts, NOW).unwrap()).collect();
    let entries: Vec<Entry<'_>> = facts
        .iter()
        .zip(&standings)
        .map(|(facts, standing)| Entry { id: &facts.id, pack: &pack, standing, now: NOW })
        .collect();
    let size: usize = standings.iter().map(Standing::size).sum();
    println!("a standing with two clocks and two pauses takes {} bytes", size / TICKETS);

    let mut group = criterion.benchmark_group("100,000 tickets");
    group.throughput(Throughput::Elements(TICKETS as u64)).sample_size(20);
    group.bench_function("assess", |bencher| {
        bencher.iter(|| facts.iter().filter_map(|facts| assess(&pack, facts, NOW).ok()).count());
    });
    group.bench_function("all clocks", |bencher| {
        bencher.iter(|| {
            let clocks = standings.iter().flat_map(|standing| standing.clocks(&pack, NOW));
            clocks.fold(0_i64, |sum, clock| {
                black_box(clock.state());
                sum.wrapping_add(clock.remaining_s().unwrap_or_default())
            })
        });
    });
    group.bench_function("all keys", |bencher| {
        bencher.iter(|| standings.iter().filter_map(|standing| standing.key(&pack, NOW)).count());
    });
    group.bench_function("order", |bencher| bencher.iter(|| order(black_box(&entries))));
    group.bench_function("all clocks and order", |bencher| {
        bencher.iter(|| {
            let clocks = standings.iter().flat_map(|standing| standing.clocks(&pack, NOW));
            black_box(clocks.filter_map(|clock| clock.remaining_s()).sum::<i64>());
            order(black_box(&entries))
        });
    });
    group.finish();
}

criterion_group!(benches, bench);
criterion_main!(benches);
