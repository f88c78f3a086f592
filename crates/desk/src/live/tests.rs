//! A revision made of what changed is the one that a fresh start gives.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use calendar::Moment;
use policy::facts::Contract;
use policy::pack::Packs;
use policy::ticket::{Event, FieldMap, History, Mapping, Party, QueueMap, Ticket, What};
use proptest::prelude::*;

use super::{At, Entry, Line, Marks, Revision, Skews};

/// Monday 2026-11-23T12:00:00Z.
const NOW: Moment = Moment(1_795_435_200);
const HOUR: i64 = 3_600;

static PACKS: LazyLock<Packs> = LazyLock::new(|| Packs::embedded().unwrap());
static MAPPING: LazyLock<Mapping> = LazyLock::new(mapping);

/// Two queues with a policy each; all others have none.
fn mapping() -> Mapping {
    let queue = |queue: &str, policy: Option<&str>, plan: &str| QueueMap {
        queue: queue.to_owned(),
        policy: policy.map(str::to_owned),
        severity: None,
        plan: Some(plan.to_owned()),
    };
    let words = ["new", "open", "waiting-on-customer", "solved"];
    Mapping {
        queues: vec![
            queue("backup", Some("sep-sesam"), "business-support"),
            queue("scada", Some("sepasoft"), "total-care"),
            queue("*", None, ""),
        ],
        statuses: words.map(|word| (word.to_owned(), word.to_owned())).into(),
        severity: Some(FieldMap { field: "Severity".to_owned(), values: BTreeMap::new() }),
        ..Mapping::default()
    }
}

/// What differs between the tickets of a test.
#[derive(Clone, Debug)]
struct Story {
    queue: &'static str,
    severity: &'static str,
    filed_h: i64,
    answered_h: Option<i64>,
    status: &'static str,
    assignee: Option<&'static str>,
}

fn any_story() -> impl Strategy<Value = Story> {
    let queue = prop::sample::select(vec!["backup", "scada", "office"]);
    let severity = prop::sample::select(vec!["critical", "major", "minor", "highest", "low", ""]);
    let status = prop::sample::select(vec!["new", "open", "open", "waiting-on-customer", "solved"]);
    let assignee = prop::option::of(prop::sample::select(vec!["ada", "bob"]));
    // Few hours, so that many tickets are filed in the same one and only their ids tell them apart.
    (queue, severity, 0..12_i64, prop::option::of(0..12_i64), status, assignee).prop_map(
        |(queue, severity, filed_h, answered_h, status, assignee)| Story {
            queue,
            severity,
            filed_h,
            answered_h,
            status,
            assignee,
        },
    )
}

fn entry(id: u8, story: &Story) -> Entry {
    entry_under(None, id.into(), story)
}

fn entry_under(contract: Option<&Contract>, id: u32, story: &Story) -> Entry {
    let created = NOW.plus(-4 * HOUR * story.filed_h);
    let event = |at, by, what| Event {
        id: String::new(),
        at,
        by: Some(by),
        author: String::new(),
        operation: None,
        attachments: Vec::new(),
        what,
    };
    let reply =
        What::Message { public: true, auto: false, body: String::new(), mime: "text/plain".to_owned() };
    let status = What::Field {
        name: "status".to_owned(),
        from: Some("new".to_owned()),
        to: Some(story.status.to_owned()),
    };
    let mut events = vec![event(created, Party::Customer, What::Created)];
    events.extend(story.answered_h.map(|hours| event(created.plus(hours * HOUR), Party::Agent, reply)));
    events.push(event(NOW.max(created), Party::Agent, status));
    let ticket = Ticket {
        id: id.to_string(),
        number: format!("#{id}"),
        subject: "A subject".to_owned(),
        queue: story.queue.to_owned(),
        status: story.status.to_owned(),
        fields: BTreeMap::from([("Severity".to_owned(), story.severity.to_owned())]),
        customer: None,
        contact: None,
        assignee: story.assignee.map(str::to_owned),
        channel: None,
        url: None,
        created,
        updated: NOW,
        version: None,
        gone: None,
        history: History::Complete,
        events,
    };
    let account = if id.is_multiple_of(2) { "even" } else { "odd" };
    Entry::new(account, "ada", &ticket, &MAPPING, contract, &PACKS, NOW)
}

/// The portal of half of the tickets is a minute ahead.
fn skews() -> Skews {
    Skews::new([("odd".to_owned(), 60)].into_iter())
}

fn rows(revision: &Revision) -> Vec<(String, &'static str, Marks, At)> {
    let row = |row: &super::Ranked| {
        (row.entry.key().to_owned(), row.lane.word(), row.marks, row.at(revision.as_of))
    };
    revision.rows.iter().map(row).collect()
}

/// All tickets put in order from nothing, at the instant of a revision.
fn fresh(tickets: &BTreeMap<u8, Story>, as_of: Moment) -> Line {
    let mut line = Line::default();
    tickets.iter().for_each(|(id, story)| line.put(entry(*id, story)));
    line.reorder(as_of, &skews());
    line
}

/// What the console comes to: of what changed when that will do, else anew.
fn refresh(line: &mut Line, now: Moment) {
    refresh_by(line, now, &skews());
}

fn refresh_by(line: &mut Line, now: Moment, skews: &Skews) {
    if line.is_stale(now, skews) {
        line.reorder(now, skews);
    } else {
        // Else nobody would know that an order is due, and the change would not be shown.
        line.refresh(now, skews).expect("what is not stale can be gone on with");
    }
}

proptest! {
    #[test]
    fn any_changes_give_the_revision_of_a_fresh_start(
        first in prop::collection::btree_map(0..30_u8, any_story(), 0..30),
        rounds in prop::collection::vec(
            prop::collection::vec((0..30_u8, prop::option::weighted(0.8, any_story())), 0..6), 1..6),
        late in 0..50_i64,
    ) {
        let mut line = fresh(&first, NOW);
        let mut tickets = first;
        for (round, changes) in rounds.into_iter().enumerate() {
            for (id, story) in changes {
                match story {
                    Some(story) => {
                        line.put(entry(id, &story));
                        tickets.insert(id, story);
                    }
                    None => {
                        let account = if id.is_multiple_of(2) { "even" } else { "odd" };
                        line.remove(&super::key(account, &id.to_string()));
                        tickets.remove(&id);
                    }
                }
            }
            let (before, was) = (line.newest().clone(), rows(line.newest()));
            refresh(&mut line, NOW.plus(late));
            let newest = line.newest();
            prop_assert_eq!(newest.number, round as u64 + 2);
            let expected = fresh(&tickets, newest.as_of);
            prop_assert_eq!(rows(newest), rows(expected.newest()));
            prop_assert_eq!(&newest.counts, &expected.newest().counts);
            // It may look sooner than it must, when the ticket with the next boundary has gone.
            let (looks, must) = (newest.boundary, expected.newest().boundary);
            prop_assert!(must.is_none() || looks.is_some_and(|looks| Some(looks) <= must));
            prop_assert_eq!(rows(&before), was, "the revision before stays as it was");
        }
    }
}

fn open(severity: &'static str) -> Story {
    Story { queue: "backup", severity, filed_h: 1, answered_h: None, status: "open", assignee: None }
}

/// The instant tells whether a revision was made anew.
#[test]
fn a_revision_is_made_anew_when_its_instant_no_longer_stands() {
    let few = BTreeMap::from([(1, open("major")), (2, open("minor"))]);
    let later = |seconds: i64| NOW.plus(seconds);
    let made = |change: &dyn Fn(&mut Line), now: Moment, skews: &Skews| {
        let mut line = fresh(&few, NOW);
        change(&mut line);
        refresh_by(&mut line, now, skews);
        (line.newest().number, line.newest().as_of)
    };
    let put = |line: &mut Line| line.put(entry(3, &open("critical")));
    assert_eq!(made(&put, later(59), &skews()), (2, NOW), "it stands");
    assert_eq!(made(&|_| {}, later(59), &skews()), (2, NOW), "nothing changed");
    assert_eq!(made(&put, later(60), &skews()), (2, later(60)), "it is too old");
    assert_eq!(made(&put, later(-1), &skews()), (2, later(-1)), "the clock was set back");
    assert_eq!(made(&put, later(5), &Skews::default()), (2, later(5)), "a portal's clock was set");
    assert_eq!(made(&Line::clear, later(5), &skews()), (2, later(5)), "all was taken out");
    assert_eq!(
        made(&|line| line.remove_account("odd"), later(5), &skews()),
        (2, later(5)),
        "an account went"
    );
}

/// Beyond so many changes a new order is cheaper; it is the same.
#[test]
fn many_changes_make_a_revision_anew() {
    let mut line = fresh(&BTreeMap::from([(1, open("major"))]), NOW);
    let mut refreshed = 0;
    while line.newest().as_of == NOW {
        let severity = if refreshed % 2 == 0 { "critical" } else { "minor" };
        (0..=u8::MAX).for_each(|id| line.put(entry(id, &open(severity))));
        refresh(&mut line, NOW.plus(1));
        refreshed += 1;
    }
    assert!((2..10).contains(&refreshed), "{refreshed}");
    let tickets =
        (0..=u8::MAX).map(|id| (id, open(if refreshed % 2 == 1 { "critical" } else { "minor" }))).collect();
    assert_eq!(rows(line.newest()), rows(fresh(&tickets, NOW.plus(1)).newest()));
}

/// No gathering of changes is large, all of them together are.
#[test]
fn changes_that_add_up_make_an_order_due() {
    let mut line = fresh(&BTreeMap::from([(1, open("major"))]), NOW);
    let mut gatherings = 0;
    for id in 0..1_500_u32 {
        line.put(entry_under(None, id, &open("minor")));
        if id % 100 == 0 && !line.is_stale(NOW, &skews()) {
            line.refresh(NOW, &skews()).expect("what is not stale can be gone on with");
            gatherings += 1;
        }
    }
    assert!((5..15).contains(&gatherings), "{gatherings}");
    assert!(line.is_stale(NOW, &skews()), "they are too many to go on with");
}

#[test]
fn a_boundary_that_has_passed_makes_a_revision_anew() {
    let now_filed = Story { filed_h: 0, ..open("critical") };
    let mut line = fresh(&BTreeMap::from([(2, now_filed)]), NOW);
    let boundary = line.newest().boundary.unwrap();
    // So near the boundary that the revision would stand by its age.
    line.reorder(boundary.plus(-10), &skews());
    line.put(entry(4, &Story { queue: "office", ..open("minor") }));
    refresh(&mut line, boundary.plus(-1));
    assert_eq!(line.newest().as_of, boundary.plus(-10));
    line.put(entry(6, &Story { queue: "office", ..open("minor") }));
    refresh(&mut line, boundary);
    assert_eq!(line.newest().as_of, boundary);
}

#[test]
fn a_change_is_shown_before_an_order_that_is_due() {
    let mut line = fresh(&BTreeMap::from([(1, open("major"))]), NOW);
    line.put(entry(2, &open("critical")));
    let late = NOW.plus(super::OLDEST_S + 5);
    assert!(line.is_stale(late, &skews()));
    assert_eq!(line.refresh(late, &skews()), Some(2));
    assert_eq!((line.newest().rows.len(), line.newest().as_of), (2, NOW));
    assert!(line.is_stale(late, &skews()), "it is due all the same");
    line.put(entry(3, &open("critical")));
    assert_eq!(line.refresh(NOW.plus(2 * super::OLDEST_S), &skews()), None, "too old to go on with");
    assert_eq!(line.refresh(late, &Skews::default()), None, "a portal's clock was set");
}

#[test]
fn what_changes_while_an_order_is_made_is_shown_in_it() {
    let mut line = fresh(&BTreeMap::from([(1, open("major")), (2, open("minor")), (4, open("minor"))]), NOW);
    let now = NOW.plus(10);
    line.put(entry(6, &open("critical")));
    let begun = line.begin();
    line.put(entry(1, &open("critical")));
    line.remove("even/2");
    line.refresh(now, &skews()).unwrap();
    line.put(entry(3, &open("critical")));
    line.put(entry(1, &open("minor")));
    line.take(Revision::of(&begun, now, &skews()));
    assert!(!line.is_stale(now, &skews()));
    line.refresh(now, &skews()).unwrap();
    let tickets = [(1, "minor"), (3, "critical"), (4, "minor"), (6, "critical")]
        .map(|(id, severity)| (id, open(severity)));
    let expected = fresh(&BTreeMap::from(tickets), now);
    assert_eq!(rows(line.newest()), rows(expected.newest()));
    assert_eq!(line.newest().counts, expected.newest().counts);
}

#[test]
fn the_end_of_a_contract_makes_a_revision_anew() {
    let plan = Some("business-support".to_owned());
    let contract = Contract { plan, ends: "2026-11-23".parse().ok(), ..Contract::default() };
    // The last day in Berlin.
    let end = NOW.plus(11 * HOUR);
    let mut line = fresh(&BTreeMap::new(), NOW);
    line.put(entry_under(Some(&contract), 2, &open("minor")));
    line.reorder(end.plus(-10), &skews());
    assert_eq!(line.newest().boundary, Some(end));
    let lane = |line: &mut Line, id, now| {
        line.put(entry(id, &Story { queue: "office", ..open("minor") }));
        refresh(line, now);
        let newest = line.newest();
        let row = newest.rows.iter().find(|row| row.entry.key() == "even/2").unwrap();
        (newest.as_of, row.lane.word())
    };
    assert_eq!(lane(&mut line, 4, end.plus(-1)), (end.plus(-10), "main"));
    assert_eq!(lane(&mut line, 6, end), (end, "refused"));
}
