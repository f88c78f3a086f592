//! Small packs and readable tickets for the tests.

use std::collections::BTreeMap;
use std::sync::Arc;

use calendar::{Calendar, Definition, HolidaySet, Moment, Weekly};
use policy::answer::{Answer, ClockState};
use policy::engine::{Standing, assess};
use policy::facts::{Contract, Event, EventKind, Facts};
use policy::pack::{
    AfterEnd, Basis, Clock, ClockStart, ClockStop, Factor, FactorKind, NamedCalendar, Pack, Promise, Remote,
    Said, Source, Target, Term,
};
use policy::ticket::Party;

pub const SEVERITIES: [&str; 4] = ["critical", "major", "minor", "cosmetic"];
pub const PLANS: [&str; 3] = ["gold", "silver", "none"];
pub const CLASSIFICATIONS: [&str; 3] = ["problem", "question", "wish"];

/// Critical 4 h around the clock, major 8 h in Mon-Fri 08:00-18:00 Berlin, minor and cosmetic 12 h in Mon-Fri
/// 09:00-17:00 Berlin. Silver has no target for cosmetic, `none` has none at all; an unknown plan counts as gold.
pub fn pack() -> Pack {
    Pack {
        id: "shop".to_owned(),
        vendor: "Shop".to_owned(),
        product: "Till".to_owned(),
        title: "Support".to_owned(),
        dated: String::new(),
        document: String::new(),
        calendars: vec![
            named("always", Calendar::always()),
            named("10x5", berlin("08:00-18:00")),
            named("8x5", berlin("09:00-17:00")),
        ],
        severities: terms(&SEVERITIES),
        classifications: terms(&CLASSIFICATIONS),
        fixed_severity: vec![None; CLASSIFICATIONS.len()],
        plans: terms(&PLANS),
        clocks: vec![first_response()],
        lanes: Vec::new(),
        flags: Vec::new(),
        order: vec![
            factor(FactorKind::Severity, 0.5),
            factor(FactorKind::Plan, 0.2),
            factor(FactorKind::Urgency, 0.2),
            factor(FactorKind::Waiting, 0.1),
        ],
        waiting_limit_s: 86_400,
        remote: Remote::default(),
        lifecycle: None,
        releases: Vec::new(),
        charges: Vec::new(),
        terms: Vec::new(),
        after_end: vec![after_end(None)],
        entitlements: Vec::new(),
        allowances: Vec::new(),
        intake: Vec::new(),
        scope: Vec::new(),
        stages: Vec::new(),
        statements: Vec::new(),
        rows: Vec::new(),
    }
}

/// The pack with other clocks.
pub fn pack_with(clocks: Vec<Clock>) -> Pack {
    Pack { clocks, ..pack() }
}

pub fn packs() -> BTreeMap<String, Arc<Pack>> {
    BTreeMap::from([("shop".to_owned(), Arc::new(pack()))])
}

pub fn first_response() -> Clock {
    clock("first-response", ClockStart::Created, ClockStop::StaffMessage, &[], |plan, severity, _| {
        if plan == Some("none") || (plan == Some("silver") && severity == Some("cosmetic")) {
            return (Promise::Unpublished, 0);
        }
        match severity {
            Some("critical") => (Promise::Seconds(4 * 3600), 0),
            Some("major") => (Promise::Seconds(8 * 3600), 1),
            Some(_) => (Promise::Seconds(12 * 3600), 2),
            None => (Promise::Unpublished, 0),
        }
    })
}

/// A clock with one target around the clock for everybody.
pub fn plain_clock(name: &str, start: ClockStart, stop: ClockStop, pause_on: &[&str], hours: i64) -> Clock {
    clock(name, start, stop, pause_on, |_, _, _| (Promise::Seconds(hours * 3600), 0))
}

/// A clock with a row for each cell of its table. `None` stands for "not known".
pub fn clock(
    name: &str,
    start: ClockStart,
    stop: ClockStop,
    pause_on: &[&str],
    promise: impl Fn(Option<&str>, Option<&str>, Option<&str>) -> (Promise, usize),
) -> Clock {
    let mut targets = Vec::new();
    let mut row = |plan, severity, classification| {
        let (promise, calendar) = promise(plan, severity, classification);
        let basis = if promise == Promise::Unpublished { Basis::None } else { Basis::Stated };
        targets.push(Target { promise, calendar, source: source("Response time", basis) });
        targets.len() - 1
    };
    let table = with_unknown(&PLANS)
        .map(|plan| {
            with_unknown(&SEVERITIES)
                .map(|severity| {
                    with_unknown(&CLASSIFICATIONS).map(|class| row(plan, severity, class)).collect()
                })
                .collect()
        })
        .collect();
    Clock {
        name: name.to_owned(),
        start,
        stop,
        pause_on: pause_on.iter().map(|&status| status.to_owned()).collect(),
        source: source("Clocks", Basis::Stated),
        targets,
        table,
    }
}

pub fn source(clause: &str, basis: Basis) -> Source {
    Source { clause: clause.to_owned(), basis, note: String::new() }
}

/// What holds after the end of any contract: this plan, or the one that has ended.
pub fn after_end(plan: Option<usize>) -> AfterEnd {
    let text = "It is said what holds then.".to_owned();
    let said = Said { id: "after".to_owned(), text, source: source("Terms", Basis::Stated) };
    AfterEnd { said, plans: None, plan }
}

pub fn factor(kind: FactorKind, weight: f64) -> Factor {
    Factor { kind, weight, source: source("Order", Basis::Assumed) }
}

fn with_unknown<'a>(words: &'a [&'a str]) -> impl Iterator<Item = Option<&'a str>> {
    words.iter().copied().map(Some).chain([None])
}

fn terms(ids: &[&str]) -> Vec<Term> {
    let term = |id: &&str| Term {
        id: (*id).to_owned(),
        name: format!("{}{}", id[..1].to_uppercase(), &id[1..]),
        definition: String::new(),
        source: source("Terms", Basis::Stated),
    };
    ids.iter().map(term).collect()
}

fn named(id: &str, calendar: Calendar) -> NamedCalendar {
    NamedCalendar {
        id: id.to_owned(),
        label: id.to_owned(),
        calendar: Arc::new(calendar),
        source: source("Support hours", Basis::Stated),
    }
}

fn berlin(window: &str) -> Calendar {
    let weekly = Weekly::default().on(&Weekly::WORKDAYS, window.parse().unwrap());
    let mut definition = Definition::new(chrono_tz::Europe::Berlin, weekly);
    definition.holidays = HolidaySet::german_national();
    Calendar::new(definition).unwrap()
}

/// An instant; minutes are enough: `2026-11-20T16:30Z`.
pub fn at(text: &str) -> Moment {
    let full =
        if text.len() == "2026-11-20T16:30Z".len() { text.replace('Z', ":00Z") } else { text.to_owned() };
    full.parse().unwrap()
}

/// A gold customer's ticket, told line by line: an instant and one of `created`, `reply`, `note`, `auto-reply`,
/// `question`, `customer-auto-reply`, `nobody-writes`, `outsider-writes`, `call`, `call-missed`, `customer-calls`,
/// `customer-calls-in-vain`, `machine-calls`, `status X`, `severity X`, `plan X`, `classification X`,
/// `merged`.
pub fn story(severity: &str, lines: &str) -> Facts {
    Facts {
        id: "A-1".to_owned(),
        policy: "shop".to_owned(),
        severity: (!severity.is_empty()).then(|| severity.to_owned()),
        contract: Some(Contract { plan: Some("gold".to_owned()), ..Contract::default() }),
        events: lines.lines().filter(|line| !line.trim().is_empty()).map(event).collect(),
        ..Facts::default()
    }
}

fn event(line: &str) -> Event {
    let mut words = line.split_whitespace();
    let (at, kind, to) = (at(words.next().unwrap()), words.next().unwrap(), words.next());
    let to = to.unwrap_or_default().to_owned();
    let message = |public, auto| EventKind::Message { public, auto };
    let (by, kind) = match kind {
        "created" => (None, EventKind::Created),
        "created-by-agent" => (Some(Party::Agent), EventKind::Created),
        "reply" => (Some(Party::Agent), message(true, false)),
        "note" => (Some(Party::Agent), message(false, false)),
        "auto-reply" => (Some(Party::Agent), message(true, true)),
        "question" => (Some(Party::Customer), message(true, false)),
        "customer-auto-reply" => (Some(Party::Customer), message(true, true)),
        "nobody-writes" => (None, message(true, false)),
        "outsider-writes" => (Some(Party::Other), message(true, false)),
        "call" => (Some(Party::Agent), EventKind::Call { answered: true }),
        "call-missed" => (Some(Party::Agent), EventKind::Call { answered: false }),
        "customer-calls" => (Some(Party::Customer), EventKind::Call { answered: true }),
        "customer-calls-in-vain" => (Some(Party::Customer), EventKind::Call { answered: false }),
        "machine-calls" => (None, EventKind::Call { answered: true }),
        "status" => (Some(Party::Agent), EventKind::Status { to }),
        "severity" => (Some(Party::Agent), EventKind::Severity { to }),
        "plan" => (Some(Party::System), EventKind::Plan { to }),
        "classification" => (Some(Party::Agent), EventKind::Classification { to }),
        "merged" => (Some(Party::Agent), EventKind::Merged { to: "B-1".to_owned() }),
        other => panic!("no event is called {other}"),
    };
    Event { at, by, kind }
}

pub fn standing(pack: &Pack, facts: &Facts, now: &str) -> Standing {
    assess(pack, facts, at(now)).unwrap()
}

pub fn answer(pack: &Pack, facts: &Facts, now: &str) -> Answer {
    standing(pack, facts, now).answer(&facts.id, pack, at(now), None)
}

/// A clock in one line: `running due 2026-11-23T14:30Z elapsed 1800 of 28800`, with `stop`, `by` and `before` where
/// there are any.
pub fn clock_line(answer: &Answer, clock: usize) -> String {
    let clock = &answer.clocks[clock];
    let state = match clock.state {
        ClockState::NotStarted => "not-started",
        ClockState::Running => "running",
        ClockState::Paused => "paused",
        ClockState::Met => "met",
        ClockState::Breached => "breached",
        ClockState::NoTarget => "no-target",
    };
    let mut line = state.to_owned();
    let mut add = |word: &str, value: Option<String>| {
        if let Some(value) = value {
            line.push_str(&format!(" {word} {value}"));
        }
    };
    let short = |at: Moment| at.to_string().replace(":00Z", "Z");
    add("by", clock.paused_by.clone());
    add("due", clock.due.map(short));
    add("stop", clock.met_at.map(short));
    add("elapsed", clock.elapsed_s.map(|seconds| seconds.to_string()));
    add("of", clock.target_s.map(|seconds| seconds.to_string()));
    for breach in &clock.earlier_breaches {
        add("before", Some(short(*breach)));
    }
    assert_eq!(clock.remaining_s.is_some(), clock.elapsed_s.is_some() && clock.target_s.is_some());
    if let (Some(remaining), Some(elapsed), Some(target)) =
        (clock.remaining_s, clock.elapsed_s, clock.target_s)
    {
        assert_eq!(remaining, target - elapsed);
    }
    line
}

/// The pack of the made-up vendor, which has every kind of clock.
pub fn nilavar() -> Pack {
    Pack::parse(include_str!("../pack/sixth.toml"), "sixth.toml").unwrap()
}
