//! Deadlines a second, beside the crate `workclock` in the same run: Mon-Fri 08:00-18:00 in Berlin with the
//! German holidays, starts in 2024 to 2027, targets of 4 to 72 hours.
//!
//! `cargo bench -p calendar` prints criterion's figures, and at the end the ratio of both.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a bench prints and may stop"
)]

use std::hint::black_box;
use std::time::Duration;

use calendar::{Calendar, Definition, HolidaySet, Moment, Span, Weekly};
use criterion::measurement::{Measurement, WallTime};
use criterion::{BatchSize, Criterion, Throughput};
use jiff::{SignedDuration, Timestamp, civil};
use workclock::{Holidays, Schedule, Weekdays, WorkDay};

const TICKETS: usize = 100_000;
const SLICE: usize = 1_000;

struct Ticket {
    start: Moment,
    target_s: i64,
    pauses: [Span; 2],
}

fn main() {
    let tickets = tickets();
    let ours = Calendar::new(definition()).unwrap();
    let theirs = schedule();
    compare_answers(&ours, &theirs, &tickets);
    let mut criterion = Criterion::default().configure_from_args().sample_size(20);
    measure(&mut criterion, &ours, &theirs, &tickets);
    criterion.final_summary();
    if std::env::args().any(|argument| argument == "--bench") {
        print_ratio(&ours, &theirs, &tickets);
    }
}

fn measure(criterion: &mut Criterion, ours: &Calendar, theirs: &Schedule, tickets: &[Ticket]) {
    let mut group = criterion.benchmark_group("due");
    group.throughput(Throughput::Elements(tickets.len() as u64));
    group.bench_function("calendar", |bench| bench.iter(|| all_due(ours, tickets)));
    group.bench_function("calendar, two pauses each", |bench| bench.iter(|| all_due_paused(ours, tickets)));
    group.bench_function("calendar, one appointment", |bench| {
        let from: Moment = "2027-06-05T08:00:00Z".parse().unwrap();
        let ours = ours.with_extra(&[Span { from, to: from.plus(4 * 3600) }]);
        bench.iter(|| all_due(&ours, tickets));
    });
    let theirs_tickets = converted(tickets);
    group.bench_function("workclock 0.1.4", |bench| bench.iter(|| all_added(theirs, &theirs_tickets)));
    group.finish();
    let now: Moment = "2026-11-21T12:00:00Z".parse().unwrap();
    criterion.bench_function("elapsed of all until now", |bench| {
        bench.iter(|| tickets.iter().map(|ticket| ours.elapsed(ticket.start, now, &[])).sum::<i64>());
    });
    criterion.bench_function("compile and first deadline", |bench| {
        bench.iter_batched(
            definition,
            |definition| Calendar::new(definition).unwrap().due(now, 3600, &[]),
            BatchSize::SmallInput,
        );
    });
}

/// Times both in turn over slices that are shorter than what a busy system takes away at once.
fn print_ratio(ours: &Calendar, theirs: &Schedule, tickets: &[Ticket]) {
    let theirs_tickets = converted(tickets);
    let mut of_ours = Vec::new();
    let mut of_theirs = Vec::new();
    for (tickets, theirs_tickets) in tickets.chunks(SLICE).zip(theirs_tickets.chunks(SLICE)) {
        of_ours.push(timed(|| all_due(ours, tickets)));
        of_theirs.push(timed(|| all_added(theirs, theirs_tickets)));
    }
    let slices = of_ours.len();
    let (of_ours, of_theirs) = (median(of_ours), median(of_theirs));
    let rate = |time: Duration| SLICE as f64 / time.as_secs_f64() / 1e6;
    println!("medians of {slices} slices of {SLICE} deadlines, in turn; all answers equal:");
    println!("  calendar        {:8.2} million deadlines a second", rate(of_ours));
    println!("  workclock 0.1.4 {:8.2} million deadlines a second", rate(of_theirs));
    println!("  ratio           {:8.1}", of_theirs.as_secs_f64() / of_ours.as_secs_f64());
}

fn timed(work: impl Fn() -> i64) -> Duration {
    let started = WallTime.start();
    black_box(work());
    WallTime.end(started)
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

fn all_due(calendar: &Calendar, tickets: &[Ticket]) -> i64 {
    let due = |ticket: &Ticket| calendar.due(ticket.start, ticket.target_s, &[]).map_or(0, |due| due.0);
    tickets.iter().map(due).fold(0, i64::wrapping_add)
}

fn all_due_paused(calendar: &Calendar, tickets: &[Ticket]) -> i64 {
    let due =
        |ticket: &Ticket| calendar.due(ticket.start, ticket.target_s, &ticket.pauses).map_or(0, |due| due.0);
    tickets.iter().map(due).fold(0, i64::wrapping_add)
}

fn all_added(schedule: &Schedule, tickets: &[(Timestamp, SignedDuration)]) -> i64 {
    let due =
        |&(start, target): &(Timestamp, SignedDuration)| schedule.add(start, target).unwrap().as_second();
    tickets.iter().map(due).fold(0, i64::wrapping_add)
}

fn compare_answers(ours: &Calendar, theirs: &Schedule, tickets: &[Ticket]) {
    for (ticket, (start, target)) in tickets.iter().zip(converted(tickets)) {
        let expected = theirs.add(start, target).unwrap().as_second();
        assert_eq!(
            ours.due(ticket.start, ticket.target_s, &[]),
            Some(Moment(expected)),
            "from {}",
            ticket.start
        );
    }
}

/// The peer's types, made before the time is taken.
fn converted(tickets: &[Ticket]) -> Vec<(Timestamp, SignedDuration)> {
    let convert = |ticket: &Ticket| {
        (Timestamp::from_second(ticket.start.0).unwrap(), SignedDuration::from_secs(ticket.target_s))
    };
    tickets.iter().map(convert).collect()
}

fn definition() -> Definition {
    let weekly = Weekly::default().on(&Weekly::WORKDAYS, "08:00-18:00".parse().unwrap());
    Definition {
        holidays: HolidaySet::german_national(),
        ..Definition::new(chrono_tz::Europe::Berlin, weekly)
    }
}

fn schedule() -> Schedule {
    let dates = HolidaySet::german_national().dates(2020..=2035).into_iter();
    let dates = dates.map(|(date, _)| date.to_string().parse::<civil::Date>().unwrap());
    let hours = WorkDay::new(civil::time(8, 0, 0, 0), civil::time(18, 0, 0, 0), Weekdays::MON_TO_FRI);
    let builder = Schedule::builder().time_zone("Europe/Berlin").rule(hours).rule(Holidays::new(dates));
    builder.build().unwrap()
}

fn tickets() -> Vec<Ticket> {
    let mut random = Random(2026);
    let first: Moment = "2024-01-01T00:00:00Z".parse().unwrap();
    let end: Moment = "2028-01-01T00:00:00Z".parse().unwrap();
    let ticket = |_| {
        let start = first.plus(random.below(end.since(first)));
        let mut pause = || {
            let from = start.plus(random.below(7 * 86_400));
            Span { from, to: from.plus(random.below(86_400)) }
        };
        let mut pauses = [pause(), pause()];
        pauses.sort_unstable();
        Ticket { start, target_s: 4 * 3600 + random.below(68 * 3600), pauses }
    };
    (0..TICKETS).map(ticket).collect()
}

/// The generator `SplitMix64`: equal numbers in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: i64) -> i64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ (mixed >> 31)) % limit.unsigned_abs()).cast_signed()
    }
}
