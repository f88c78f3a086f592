//! What holds for the order under every policy: the five that come with the program and the made-up sixth, in one queue.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use calendar::Moment;
use chrono::NaiveDate;
use policy::answer::{Answer, Lane};
use policy::engine::{Key, Standing, assess};
use policy::facts::{Contract, ContractTarget, Event, EventKind, Facts, Payments, RemoteAccess};
use policy::pack::{Pack, Packs, Term};
use policy::reckon::reckon_lines;
use policy::ticket::Party;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use crate::sample::nilavar;

/// Monday 2026-11-23T12:00:00Z.
pub(crate) const NOW: Moment = Moment(1_795_435_200);
const DAY: i64 = 86_400;

static PACKS: LazyLock<BTreeMap<String, Arc<Pack>>> = LazyLock::new(|| {
    let packs = Packs::embedded().unwrap().with([nilavar()]);
    packs.iter().map(|pack| (pack.id.clone(), Arc::clone(pack))).collect()
});

pub(crate) fn any_pack() -> impl Strategy<Value = Arc<Pack>> {
    select(PACKS.values().cloned().collect::<Vec<_>>())
}

fn any_term(terms: &[Term]) -> BoxedStrategy<Option<String>> {
    let ids: Vec<String> = terms.iter().map(|term| term.id.clone()).collect();
    if ids.is_empty() { Just(None).boxed() } else { prop::option::weighted(0.9, select(ids)).boxed() }
}

fn change(terms: &[Term], kind: fn(String) -> EventKind) -> BoxedStrategy<Option<EventKind>> {
    any_term(terms).prop_map(move |word| word.map(kind)).boxed()
}

fn any_event(pack: &Pack) -> impl Strategy<Value = Option<Event>> + use<> {
    let statuses = ["new", "open", "waiting-on-customer", "waiting-on-vendor", "on-hold", "solved", "closed"];
    let kind = prop_oneof![
        8 => (any::<bool>(), any::<bool>()).prop_map(|(public, auto)| Some(EventKind::Message { public, auto })),
        2 => any::<bool>().prop_map(|answered| Some(EventKind::Call { answered })),
        4 => select(statuses.to_vec()).prop_map(|to| Some(EventKind::Status { to: to.to_owned() })),
        2 => change(&pack.severities, |to| EventKind::Severity { to }),
        1 => change(&pack.plans, |to| EventKind::Plan { to }),
        1 => change(&pack.classifications, |to| EventKind::Classification { to }),
    ];
    let by = select(vec![Party::Customer, Party::Agent, Party::System, Party::Other]);
    (0..30 * DAY, by, kind)
        .prop_map(|(ago, by, kind)| Some(Event { at: NOW.plus(-ago), by: Some(by), kind: kind? }))
}

fn any_contract(pack: &Pack) -> impl Strategy<Value = Option<Contract>> + use<> {
    let payments = prop::option::of(select(vec![Payments::Current, Payments::Current, Payments::Overdue]));
    let access = prop::option::of(select(vec![RemoteAccess::Given, RemoteAccess::Impossible]));
    let ends = prop::option::of(select(vec!["2026-11-01", "2026-11-23", "2027-06-30"]));
    let calendars: Vec<String> = pack.calendars.iter().map(|calendar| calendar.id.clone()).collect();
    let clocks: Vec<String> = pack.clocks.iter().map(|clock| clock.name.clone()).collect();
    let target = (select(clocks), 0.0..200.0_f64, select(calendars))
        .prop_map(|(clock, hours, calendar)| ContractTarget { clock, severity: None, hours, calendar });
    let parts = (any_term(&pack.plans), payments, access, ends, prop::option::weighted(0.3, target));
    let contract = parts.prop_map(|(plan, payments, remote_access, ends, target)| Contract {
        plan,
        payments,
        remote_access,
        ends: ends.map(|day| day.parse::<NaiveDate>().unwrap()),
        targets: target.into_iter().collect(),
        ..Contract::default()
    });
    prop::option::weighted(0.9, contract)
}

/// A ticket of a policy, in its words, with any story.
pub(crate) fn any_ticket(pack: &Arc<Pack>) -> BoxedStrategy<Facts> {
    let policy = pack.id.clone();
    let events = prop::collection::vec(any_event(pack), 0..10);
    let terms = (any_term(&pack.severities), any_term(&pack.classifications));
    let channel = prop::option::of(select(vec!["portal", "phone"]));
    (terms, any_contract(pack), channel, 0..40 * DAY, events)
        .prop_map(move |((severity, classification), contract, channel, filed, events)| {
            let created = Event { at: NOW.plus(-filed), by: Some(Party::Customer), kind: EventKind::Created };
            Facts {
                id: "T".to_owned(),
                policy: policy.clone(),
                severity,
                classification,
                channel: channel.map(str::to_owned),
                contract,
                events: std::iter::once(created).chain(events.into_iter().flatten()).collect(),
                ..Facts::default()
            }
        })
        .boxed()
}

/// Tickets of all policies, each with an id of its own.
pub(crate) fn any_queue() -> impl Strategy<Value = Vec<Facts>> {
    prop::collection::vec(any_pack().prop_flat_map(|pack| any_ticket(&pack)), 1..24).prop_map(
        |mut tickets| {
            for (index, facts) in tickets.iter_mut().enumerate() {
                facts.id = format!("T-{index}");
            }
            tickets
        },
    )
}

/// Two tickets of one policy.
fn any_pair() -> impl Strategy<Value = (Facts, Facts)> {
    any_pack().prop_flat_map(|pack| (any_ticket(&pack), any_ticket(&pack)))
}

pub(crate) fn pack_of(facts: &Facts) -> &'static Pack {
    &PACKS[&facts.policy]
}

pub(crate) fn assessed(facts: &Facts) -> Standing {
    assess(pack_of(facts), facts, NOW).unwrap()
}

fn key(facts: &Facts) -> Option<Key> {
    assessed(facts).key(pack_of(facts), NOW)
}

fn written(tickets: &[Facts]) -> String {
    let lines: Vec<String> = tickets.iter().map(|facts| serde_json::to_string(facts).unwrap()).collect();
    lines.join("\n")
}

proptest! {
    #[test]
    fn any_permutation_gives_the_same_bytes(tickets in any_queue(), picks in prop::collection::vec(any::<Index>(), 24)) {
        let output = reckon_lines(&*PACKS, &written(&tickets), NOW);
        prop_assert!(!output.failed, "{:?}", output.lines);
        prop_assert_eq!(&output, &reckon_lines(&*PACKS, &written(&tickets), NOW), "the same input again");
        let mut shuffled = tickets.clone();
        for place in (1..shuffled.len()).rev() {
            shuffled.swap(place, picks[place].index(place + 1));
        }
        for facts in &mut shuffled {
            // Events of one instant and turn stay as given, so only those of different instants may change places.
            facts.events.sort_by_key(|event| std::cmp::Reverse(event.at));
        }
        prop_assert_eq!(output, reckon_lines(&*PACKS, &written(&shuffled), NOW));
    }

    #[test]
    fn lanes_never_mix_and_scores_never_rise_down_a_lane(tickets in any_queue()) {
        let output = reckon_lines(&*PACKS, &written(&tickets), NOW);
        let answers: Vec<Answer> = output.lines.iter().map(|line| serde_json::from_str(line).unwrap()).collect();
        let ranked: Vec<&Answer> = answers.iter().take_while(|answer| answer.lane.is_some()).collect();
        prop_assert!(answers[ranked.len()..].iter().all(|answer| answer.lane.is_none() && answer.position.is_none()));
        prop_assert!(ranked.is_sorted_by_key(|answer| answer.lane));
        prop_assert!(ranked.iter().zip(1..).all(|(answer, position)| answer.position == Some(position)));
        for pair in ranked.windows(2) {
            prop_assert!(pair[0].lane != pair[1].lane || pair[0].score >= pair[1].score);
        }
        for facts in &tickets {
            let answer = answers.iter().find(|answer| answer.id == facts.id).unwrap();
            let waits = assessed(facts).waiting_since().is_some();
            prop_assert!(answer.lane != Some(Lane::WaitingOnCustomer) || !waits, "{}", answer.id);
        }
    }

    /// Who is at least as high in every factor, due and filed no later, never stands below.
    #[test]
    fn better_in_every_factor_is_never_below((one, other) in any_pair()) {
        let pack = pack_of(&one);
        let (first, second) = (assessed(&one), assessed(&other));
        let (Some(mine), Some(theirs)) = (key(&one), key(&other)) else { return Ok(()) };
        let values = |standing: &Standing| -> Vec<f64> {
            let why = standing.why(pack, NOW);
            why.iter().filter(|why| why.factor != "lane").map(|why| why.value).collect()
        };
        let no_lower = values(&first).iter().zip(values(&second)).all(|(mine, theirs)| *mine >= theirs);
        if mine.lane == theirs.lane && no_lower && mine.due <= theirs.due && mine.created <= theirs.created {
            // Values are rounded to six decimals, so that equal ones may differ by a millionth in the score.
            prop_assert!(mine <= theirs || mine.score.0.0.abs_diff(theirs.score.0.0) <= 1);
        }
    }

    /// A standing keeps sums and the lane of a stretch of time; it says what a fresh one says, at any later time.
    #[test]
    fn a_standing_says_later_what_a_fresh_one_says(facts in any_pack().prop_flat_map(|pack| any_ticket(&pack)), wait in 0..60 * DAY) {
        let (pack, later) = (pack_of(&facts), NOW.plus(wait));
        let (early, fresh) = (assessed(&facts), assess(pack, &facts, later).unwrap());
        prop_assert_eq!(early.key(pack, later), fresh.key(pack, later));
        prop_assert_eq!(early.next_boundary(pack, later), fresh.next_boundary(pack, later));
        prop_assert_eq!(early.answer("T", pack, later, None), fresh.answer("T", pack, later, None));
    }

    /// A ticket that nothing happens to never loses score while its lane and the plan in force stay the same.
    #[test]
    fn time_alone_never_lowers_a_score(
        facts in any_pack().prop_flat_map(|pack| any_ticket(&pack)), wait in 0..60 * DAY,
    ) {
        let (pack, standing) = (pack_of(&facts), assessed(&facts));
        let later = NOW.plus(wait);
        let picture = |now| (standing.lane(pack, now), standing.plan_in_force(pack, now));
        if picture(NOW) == picture(later) {
            prop_assert!(standing.score(pack, NOW) <= standing.score(pack, later));
        }
    }
}

/// A ticket in its customer's words, all that the order looks at chosen by hand. The first clock has the target of
/// the contract, so that a change of plan or severity changes nothing else.
#[derive(Clone, Debug)]
struct Plain {
    policy: &'static str,
    severity: usize,
    plan: usize,
    classification: usize,
    filed_ago: i64,
    wrote_ago: i64,
    target_h: f64,
    calendar: usize,
}

impl Plain {
    fn facts(&self) -> Facts {
        let pack = &PACKS[self.policy];
        let ago = |ago: i64, kind| Event { at: NOW.plus(-ago), by: Some(Party::Customer), kind };
        let message = EventKind::Message { public: true, auto: false };
        Facts {
            id: "same".to_owned(),
            policy: pack.id.clone(),
            severity: Some(pack.severities[self.severity].id.clone()),
            classification: pack.classifications.get(self.classification).map(|term| term.id.clone()),
            contract: Some(Contract {
                plan: Some(pack.plans[self.plan].id.clone()),
                ends: NaiveDate::from_ymd_opt(2027, 12, 31),
                targets: vec![ContractTarget {
                    clock: pack.clocks[0].name.clone(),
                    severity: None,
                    hours: self.target_h,
                    calendar: pack.calendars[self.calendar].id.clone(),
                }],
                ..Contract::default()
            }),
            events: vec![
                ago(self.filed_ago, EventKind::Created),
                ago(self.wrote_ago.min(self.filed_ago), message),
            ],
            ..Facts::default()
        }
    }

    /// The same without the contract's target: the pack's own holds.
    fn by_policy(&self) -> Facts {
        let mut facts = self.facts();
        facts.contract.as_mut().unwrap().targets.clear();
        facts
    }
}

fn plain() -> impl Strategy<Value = Plain> {
    let indices = (any::<Index>(), any::<Index>(), any::<Index>(), any::<Index>());
    (any_pack(), indices, 0..20 * DAY, 0..20 * DAY, 0.0..200.0_f64).prop_map(
        |(pack, (severity, plan, classification, calendar), filed_ago, wrote_ago, target_h)| Plain {
            severity: severity.index(pack.severities.len()),
            plan: plan.index(pack.plans.len()),
            classification: classification.index(pack.classifications.len().max(1)),
            calendar: calendar.index(pack.calendars.len()),
            policy: PACKS.get_key_value(&pack.id).unwrap().0,
            filed_ago,
            wrote_ago,
            target_h,
        },
    )
}

proptest! {
    #[test]
    fn a_higher_severity_never_ranks_lower(low in plain()) {
        let high = Plain { severity: low.severity.saturating_sub(1), ..low.clone() };
        prop_assert!(key(&high.facts()) <= key(&low.facts()));
    }

    /// Also where the policy gives the higher severity another target, other hours, or none.
    #[test]
    fn a_higher_severity_never_ranks_lower_with_the_targets_of_its_policy(low in plain()) {
        let high = Plain { severity: low.severity.saturating_sub(1), ..low.clone() };
        prop_assert!(key(&high.by_policy()) <= key(&low.by_policy()));
    }

    #[test]
    fn a_higher_plan_never_ranks_lower(low in plain()) {
        let high = Plain { plan: low.plan.saturating_sub(1), ..low.clone() };
        prop_assert!(key(&high.facts()) <= key(&low.facts()));
    }

    #[test]
    fn a_customer_who_waits_longer_never_ranks_lower(later in plain(), more in 0..10 * DAY) {
        let earlier = Plain { wrote_ago: later.wrote_ago + more, ..later.clone() };
        prop_assert!(key(&earlier.facts()) <= key(&later.facts()));
        prop_assert!(key(&earlier.by_policy()) <= key(&later.by_policy()));
    }

    #[test]
    fn a_nearer_deadline_never_ranks_lower(far in plain(), share in 0.0..1.0_f64, more in 0..10 * DAY) {
        let shorter = Plain { target_h: far.target_h * share, ..far.clone() };
        let older = Plain { filed_ago: far.filed_ago + more, ..far.clone() };
        for (near, far) in [
            (shorter.facts(), far.facts()),
            (older.facts(), far.facts()),
            (older.by_policy(), far.by_policy()),
        ] {
            prop_assert!(key(&near) <= key(&far));
        }
    }
}
