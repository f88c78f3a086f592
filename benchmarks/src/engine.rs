//! Clocks and order of a whole queue, under the policy that `docs/packs.md` explains.

use std::hint::black_box;
use std::time::Duration;

use calendar::Moment;
use policy::engine::{Entry, Standing, assess, order};
use policy::facts::{Contract, ContractTarget, Event, EventKind, Facts};
use policy::pack::Pack;
use policy::ticket::Party;

use crate::random::Random;
use crate::table::Table;
use crate::timing::{median_of, once};

const PACK: &str = include_str!("../../crates/policy/tests/pack/sixth.toml");
/// 2026-11-21T12:00:00Z.
const NOW: Moment = Moment(1_795_262_400);
const ROUNDS: usize = 7;

/// Measures `count` tickets with two pauses each.
pub fn measure(table: &mut Table, count: usize) {
    let pack = Pack::parse(PACK, "sixth.toml").expect("a good pack");
    let mut random = Random(7);
    let facts: Vec<Facts> = (0..count).map(|number| ticket(number, &mut random)).collect();
    let mut standings: Vec<Standing> = Vec::with_capacity(count);
    let from_events = once(|| {
        standings.extend(facts.iter().map(|facts| assess(&pack, facts, NOW).expect("a good ticket")));
    });
    let entries: Vec<Entry<'_>> = facts
        .iter()
        .zip(&standings)
        .map(|(facts, standing)| Entry { id: &facts.id, pack: &pack, standing, now: NOW })
        .collect();
    let clocks = || {
        let all = standings.iter().flat_map(|standing| standing.clocks(&pack, NOW));
        all.filter_map(|clock| clock.remaining_s()).fold(0, i64::wrapping_add)
    };
    let clocks_time = median_of(ROUNDS, clocks);
    let order_time = median_of(ROUNDS, || order(black_box(&entries)).len());
    let size = standings.iter().map(Standing::size).sum::<usize>() / count;
    let thousands = if count >= 1_000_000 { "1,000,000".to_owned() } else { format!("{},000", count / 1000) };
    table.engine(
        format!("{thousands} tickets: every clock, and the full order"),
        shown(clocks_time + order_time),
    );
    table.engine(format!("{thousands} tickets: a countdown tick of every clock"), shown(clocks_time));
    let change_time = crate::change::measure(&pack, &facts, &mut standings, NOW);
    table.engine(
        format!("{thousands} tickets: the new order after one changed ticket"),
        format!("{:.1} \u{b5}s", change_time.as_secs_f64() * 1e6),
    );
    table.engine(format!("{thousands} tickets: from raw events to standings"), shown(from_events));
    table.engine(format!("{thousands} tickets: memory of one standing"), format!("{size} bytes"));
}

fn ticket(number: usize, random: &mut Random) -> Facts {
    let created = NOW.0 - random.below(20 * 86_400);
    let event = |at: i64, by, kind| Event { at: Moment(at), by: Some(by), kind };
    let status = |at: i64, to: &str| event(at, Party::Agent, EventKind::Status { to: to.to_owned() });
    let say = || EventKind::Message { public: true, auto: false };
    let first = created + random.below(86_400);
    let mut events = vec![
        event(created, Party::Customer, EventKind::Created),
        status(first, "waiting-on-customer"),
        status(first + 7_200, "open"),
        status(first + 90_000, "waiting-on-customer"),
        status(first + 100_000, "open"),
    ];
    if number.is_multiple_of(3) {
        events.push(event(created + 3_600, Party::Agent, say()));
        events.push(event(created + 50_000, Party::Customer, say()));
    }
    let plan = ["continuous", "standard", "continuous", "none"][number % 4];
    let target = ContractTarget {
        clock: "resolution".to_owned(),
        severity: None,
        hours: 40.0,
        calendar: "bench".to_owned(),
    };
    Facts {
        id: format!("T-{number}"),
        policy: "nilavar".to_owned(),
        severity: Some(["down", "degraded", "advice"][number % 3].to_owned()),
        contract: Some(Contract {
            plan: Some(plan.to_owned()),
            targets: vec![target],
            ..Contract::default()
        }),
        events,
        ..Facts::default()
    }
}

fn shown(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1e3)
}
