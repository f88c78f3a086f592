//! What holds for every soup of events.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use calendar::Moment;
use policy::answer::{Answer, ClockState, Lane};
use policy::engine::{Entry, Standing, assess, order, why_before};
use policy::facts::{Contract, ContractTarget, Event, EventKind, Facts, Payments};
use policy::pack::{Basis, ClockStart, ClockStop, Fact, FactorKind, LaneRule, Pack, Test};
use policy::reckon::reckon_lines;
use policy::ticket::Party;
use proptest::prelude::*;

use crate::sample::{PLANS, SEVERITIES, factor, first_response, pack, packs, plain_clock, source};

const BASE: i64 = 1_794_000_000;
const NOW: Moment = Moment(BASE + 14 * 86_400);

/// All kinds of clocks at once, and two lanes. Made once: compiling calendars takes longer than a case.
static RICH: LazyLock<Arc<Pack>> = LazyLock::new(|| Arc::new(rich()));
static PACKS: LazyLock<BTreeMap<String, Arc<Pack>>> = LazyLock::new(packs);
static WEIGHTED: LazyLock<Pack> = LazyLock::new(weighted);

fn rich() -> Pack {
    let rule = |lane, fact, word: &str| LaneRule {
        lane,
        when: vec![Test { fact, any_of: vec![word.to_owned()], negated: false }],
        reason: "By rule.".to_owned(),
        source: source("Rules", Basis::Stated),
    };
    Pack {
        clocks: vec![
            first_response(),
            plain_clock("next-reply", ClockStart::CustomerMessage, ClockStop::StaffMessage, &["on-hold"], 8),
            plain_clock("update", ClockStart::StaffMessage, ClockStop::StaffMessage, &["solved"], 24),
            plain_clock("resolution", ClockStart::Created, ClockStop::Solved, &["waiting-on-customer"], 72),
        ],
        lanes: vec![
            rule(Lane::Refused, Fact::Payments, "overdue"),
            rule(Lane::Deprioritized, Fact::Severity, "cosmetic"),
            rule(Lane::Deprioritized, Fact::Plan, PLANS[PLANS.len() - 1]),
        ],
        after_end: vec![crate::sample::after_end(Some(PLANS.len() - 1))],
        ..pack()
    }
}

fn words(words: &'static [&'static str]) -> impl Strategy<Value = String> {
    prop::sample::select(words).prop_map(str::to_owned)
}

fn kind() -> impl Strategy<Value = EventKind> {
    prop_oneof![
        1 => Just(EventKind::Created),
        6 => (any::<bool>(), any::<bool>()).prop_map(|(public, auto)| EventKind::Message { public, auto }),
        2 => any::<bool>().prop_map(|answered| EventKind::Call { answered }),
        4 => words(&["new", "open", "waiting-on-customer", "waiting-on-vendor", "on-hold", "solved", "closed"])
            .prop_map(|to| EventKind::Status { to }),
        2 => words(&SEVERITIES).prop_map(|to| EventKind::Severity { to }),
        1 => words(&PLANS).prop_map(|to| EventKind::Plan { to }),
    ]
}

/// Instants are few and far between, so that many events meet in one.
fn event() -> impl Strategy<Value = Event> {
    let at = prop_oneof![(0..48_i64).prop_map(|slot| slot * 21_600), -86_400..20 * 86_400_i64];
    let by = prop::option::of(prop::sample::select(vec![
        Party::Customer,
        Party::Agent,
        Party::System,
        Party::Other,
    ]));
    (at, by, kind()).prop_map(|(at, by, kind)| Event { at: Moment(BASE + at), by, kind })
}

fn contract() -> impl Strategy<Value = Contract> {
    let hours = prop::option::of(0.0..100.0_f64);
    let payments = prop::option::of(prop::sample::select(vec![Payments::Current, Payments::Overdue]));
    // Last days around the instant at which is asked.
    let ends = prop::option::of((-8..12_i64).prop_map(|days| {
        let day = NOW.to_chrono().unwrap().date_naive();
        day + chrono::TimeDelta::days(days)
    }));
    let parts = (prop::option::of(words(&PLANS)), payments, hours, ends);
    parts.prop_map(|(plan, payments, hours, ends)| Contract {
        plan,
        payments,
        ends,
        targets: hours
            .map(|hours| ContractTarget {
                clock: "first-response".to_owned(),
                severity: None,
                hours,
                calendar: "10x5".to_owned(),
            })
            .into_iter()
            .collect(),
        ..Contract::default()
    })
}

fn soup() -> impl Strategy<Value = Facts> {
    let events = prop::collection::vec(event(), 0..20);
    (events, prop::option::of(words(&SEVERITIES)), prop::option::of(contract())).prop_map(
        |(mut events, severity, contract)| {
            events.push(Event { at: Moment(BASE), by: None, kind: EventKind::Created });
            Facts { policy: "shop".to_owned(), severity, contract, events, ..Facts::default() }
        },
    )
}

/// Tickets with ids of their own.
fn queue() -> impl Strategy<Value = Vec<Facts>> {
    prop::collection::vec(soup(), 1..12).prop_map(|mut tickets| {
        for (index, facts) in tickets.iter_mut().enumerate() {
            facts.id = format!("T-{index}");
        }
        tickets
    })
}

fn ranked(pack: &Pack, tickets: &[Facts]) -> Vec<String> {
    let standings: Vec<Standing> = tickets.iter().map(|facts| assess(pack, facts, NOW).unwrap()).collect();
    let entries: Vec<Entry<'_>> = tickets
        .iter()
        .zip(&standings)
        .map(|(facts, standing)| Entry { id: &facts.id, pack, standing, now: NOW })
        .collect();
    order(&entries).into_iter().map(|place| entries[place].id.to_owned()).collect()
}

fn is_sound(answer: &Answer) {
    for clock in &answer.clocks {
        let has_due = clock.due.is_some();
        match clock.state {
            ClockState::NotStarted | ClockState::NoTarget => assert!(!has_due && clock.remaining_s.is_none()),
            ClockState::Paused => assert!(!has_due && clock.met_at.is_none() && clock.paused_by.is_some()),
            ClockState::Running => assert!(clock.met_at.is_none() && clock.remaining_s.unwrap() >= 0),
            ClockState::Met => assert!(has_due && clock.remaining_s.unwrap() >= 0),
            ClockState::Breached => assert!(has_due && clock.remaining_s.unwrap() < 0),
        }
        if let (Some(due), ClockState::Breached) = (clock.due, clock.state) {
            assert!(due < clock.met_at.unwrap_or(NOW));
        }
        assert!(clock.elapsed_s.is_none_or(|seconds| seconds >= 0));
    }
    assert!(answer.score.is_none_or(|score| (0.0..=1.0).contains(&score)));
    let sum: f64 = answer.why.iter().map(|why| why.share).sum();
    assert!(answer.score.is_none_or(|score| (score - sum).abs() < 1e-5));
}

/// How urgent its clocks make a ticket: by the running one of which most is used up, full at twice its target. `None`
/// where none runs towards a target.
fn urgency_by_clocks(standing: &Standing, now: Moment) -> Option<f64> {
    let running = standing.clocks(&RICH, now).filter(|it| it.met_at().is_none() && it.paused_by().is_none());
    let used = running.filter_map(|clock| match (clock.elapsed_s()?, clock.target_s()?) {
        (_, 0) => Some(1.0),
        (elapsed, target) => Some((elapsed as f64 / target as f64 / 2.0).min(1.0)),
    });
    used.reduce(f64::max)
}

proptest! {
    #[test]
    fn the_most_used_of_all_running_clocks_makes_urgent(mut facts in soup(), wait in 0..10 * 86_400_i64) {
        let now = Moment(BASE + wait);
        facts.events.retain(|event| event.at <= now);
        let standing = assess(&RICH, &facts, now).unwrap();
        let answer = standing.answer("T", &RICH, now, None);
        if let Some(most) = urgency_by_clocks(&standing, now).filter(|_| answer.score.is_some()) {
            let urgency = answer.why.iter().find(|why| why.factor == "urgency").unwrap();
            prop_assert!((urgency.value - most).abs() < 1e-6, "{} and {most}: {}", urgency.value, urgency.detail);
        }
    }

    #[test]
    fn every_soup_has_a_sound_answer(facts in soup()) {
        let pack = &**RICH;
        let standing = assess(pack, &facts, NOW).unwrap();
        let answer = standing.answer("T", pack, NOW, Some(1));
        is_sound(&answer);
        prop_assert_eq!(answer.lane.is_none(), standing.is_done());
        if answer.lane == Some(Lane::WaitingOnCustomer) {
            prop_assert!(standing.waiting_since().is_none());
        }
    }

    #[test]
    fn the_input_order_does_not_matter(tickets in queue(), seed in any::<u64>()) {
        let pack = &**RICH;
        let mut shuffled = tickets.clone();
        let length = shuffled.len() as u64;
        for index in 0..shuffled.len() {
            shuffled.swap(index, ((seed >> (index % 60)) % length) as usize);
        }
        prop_assert_eq!(ranked(pack, &tickets), ranked(pack, &shuffled));
    }

    #[test]
    fn the_filter_ranks_from_one_and_never_mixes_lanes(tickets in queue()) {
        let input: Vec<String> = tickets.iter().map(|facts| serde_json::to_string(facts).unwrap()).collect();
        let packs = BTreeMap::from([("shop".to_owned(), Arc::clone(&RICH))]);
        let output = reckon_lines(&packs, &input.join("\n"), NOW);
        prop_assert_eq!(&output, &reckon_lines(&packs, &input.join("\n"), NOW));
        prop_assert!(!output.failed);
        prop_assert_eq!(output.lines.len(), tickets.len());
        let answers: Vec<Answer> = output.lines.iter().map(|line| serde_json::from_str(line).unwrap()).collect();
        let ranked: Vec<&Answer> = answers.iter().take_while(|answer| answer.lane.is_some()).collect();
        for (index, answer) in answers.iter().enumerate() {
            prop_assert_eq!(answer.position, (index < ranked.len()).then_some(index as u64 + 1));
        }
        prop_assert!(ranked.is_sorted_by_key(|answer| answer.lane));
        prop_assert!(answers[ranked.len()..].is_sorted_by_key(|answer| answer.id.as_bytes()));
        for pair in ranked.windows(2) {
            prop_assert!(pair[0].lane != pair[1].lane || pair[0].score >= pair[1].score);
        }
    }

    #[test]
    fn nothing_happens_between_two_boundaries(facts in soup(), step in 1..200_000_i64) {
        let pack = &**RICH;
        let standing = assess(pack, &facts, NOW).unwrap();
        let next = standing.next_boundary(pack, NOW);
        let later = next.map_or(NOW.plus(step), |next| Moment(next.0 - 1).min(NOW.plus(step)));
        let picture = |now| {
            let clocks: Vec<(ClockState, bool)> =
                standing.clocks(pack, now).map(|clock| (clock.state(), clock.ticking())).collect();
            (clocks, standing.lane(pack, now))
        };
        prop_assert!(next.is_none_or(|next| next > NOW));
        prop_assert_eq!(picture(NOW), picture(later));
    }

    #[test]
    fn assessed_early_or_late_the_answer_is_the_same(facts in soup(), wait in 0..1_000_000_i64) {
        let pack = &**RICH;
        let mut past = facts;
        past.events.retain(|event| event.at <= NOW);
        let later = NOW.plus(wait);
        let early = assess(pack, &past, NOW).unwrap().answer("T", pack, later, None);
        prop_assert_eq!(early, assess(pack, &past, later).unwrap().answer("T", pack, later, None));
    }

    #[test]
    fn lines_of_any_text_are_answered(text in "\\PC{0,80}") {
        let output = reckon_lines(&*PACKS, &text, NOW);
        prop_assert_eq!(output.failed, !text.trim_start_matches('\u{feff}').trim().is_empty());
    }

    #[test]
    fn a_reason_is_found_for_every_neighbour(tickets in queue()) {
        let pack = &**RICH;
        let standings: Vec<Standing> = tickets.iter().map(|facts| assess(pack, facts, NOW).unwrap()).collect();
        let entries: Vec<Entry<'_>> = tickets.iter().zip(&standings)
            .map(|(facts, standing)| Entry { id: &facts.id, pack, standing, now: NOW }).collect();
        for pair in order(&entries).windows(2) {
            let sentence = why_before(&entries[pair[0]], &entries[pair[1]]);
            prop_assert!(sentence.starts_with("It stands before ") && sentence.ends_with('.'));
        }
    }
}

/// A ticket with one open clock in the main lane, its target from its contract.
fn simple(severity: usize, plan: usize, filed_ago: i64, wrote_ago: i64, target_h: f64) -> Facts {
    let message = EventKind::Message { public: true, auto: false };
    let event = |ago: i64, kind| Event { at: NOW.plus(-ago), by: Some(Party::Customer), kind };
    Facts {
        id: "same".to_owned(),
        policy: "shop".to_owned(),
        severity: Some(SEVERITIES[severity].to_owned()),
        contract: Some(Contract {
            plan: Some(PLANS[plan].to_owned()),
            targets: vec![ContractTarget {
                clock: "first-response".to_owned(),
                severity: None,
                hours: target_h,
                calendar: "always".to_owned(),
            }],
            ..Contract::default()
        }),
        events: vec![event(filed_ago, EventKind::Created), event(wrote_ago.min(filed_ago), message)],
        ..Facts::default()
    }
}

fn weighted() -> Pack {
    let order = vec![
        factor(FactorKind::Plan, 0.2),
        factor(FactorKind::Severity, 0.3),
        factor(FactorKind::Urgency, 0.3),
        factor(FactorKind::Waiting, 0.2),
    ];
    Pack { order, ..pack() }
}

proptest! {
    /// All other factors equal, a ticket never drops because one of them rose.
    #[test]
    fn what_is_worse_for_the_customer_never_ranks_lower(
        severity in 0..4_usize, plan in 0..3_usize, filed in 0..900_000_i64, wrote in 0..900_000_i64,
        target in 0.0..200.0_f64, better in 0.0..1.0_f64, which in 0..4,
    ) {
        let pack = &*WEIGHTED;
        let base = simple(severity, plan, filed, wrote, target);
        let scaled = |value: i64| (value as f64 * better) as i64;
        let milder = match which {
            0 => simple((severity + 1).min(3), plan, filed, wrote, target),
            1 => simple(severity, (plan + 1).min(2), filed, wrote, target),
            2 => simple(severity, plan, filed, scaled(wrote.min(filed)), target),
            _ => simple(severity, plan, filed, wrote, target + 100.0 * better),
        };
        let key = |facts: &Facts| assess(pack, facts, NOW).unwrap().key(pack, NOW).unwrap();
        prop_assert!(key(&base) <= key(&milder));
    }
}
