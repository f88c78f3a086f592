//! A portal's tickets in a pack's words.

mod words;

use std::collections::BTreeMap;

use policy::answer::ClockState;
use policy::facts::{Appointment, Contract, ContractTarget, EventKind, Facts};
use policy::ticket::{
    Change, Contact, Customer, Event, FieldMap, Gone, History, Mapping, MappingGap, Party, QueueMap, Seen,
    Ticket, What,
};

use crate::sample::{answer, at, pack, packs};

fn map(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs.iter().map(|&(from, to)| (from.to_owned(), to.to_owned())).collect()
}

fn field(name: &str, values: &[(&str, &str)]) -> Option<FieldMap> {
    Some(FieldMap { field: name.to_owned(), values: map(values) })
}

fn queue(queue: &str, policy: Option<&str>, severity: Option<&str>, plan: Option<&str>) -> QueueMap {
    let own = |word: Option<&str>| word.map(str::to_owned);
    QueueMap { queue: queue.to_owned(), policy: own(policy), severity: own(severity), plan: own(plan) }
}

fn mapping() -> Mapping {
    Mapping {
        queues: vec![
            queue("Till", Some("shop"), None, Some("gold")),
            queue("Till light", Some("shop"), Some("minor"), Some("silver")),
            queue("Spam", None, None, None),
            queue("Boats", Some("harbour"), None, None),
        ],
        statuses: map(&[("stalled", "waiting-on-customer"), ("resolved", "solved")]),
        severity: field("Priority", &[("P1", "critical"), ("P2", "major")]),
        classification: field("CF.Kind", &[]),
        plan: field("CF.Plan", &[]),
        channels: map(&[("Web", "portal")]),
        product: Some("CF.Product".to_owned()),
        version: Some("CF.Version".to_owned()),
    }
}

fn ticket() -> Ticket {
    Ticket {
        id: "12".to_owned(),
        number: "#12".to_owned(),
        subject: "It does not print".to_owned(),
        queue: "Till".to_owned(),
        status: "new".to_owned(),
        fields: map(&[("Priority", "P2"), ("CF.Product", "Till 3"), ("CF.Version", "3.1")]),
        customer: Some(Customer { id: "7".to_owned(), name: "ACME".to_owned() }),
        contact: Some(Contact { name: "Jo".to_owned(), email: "jo@acme.test".to_owned() }),
        assignee: None,
        channel: Some("web".to_owned()),
        url: None,
        created: at("2026-11-20T08:00Z"),
        updated: at("2026-11-20T12:00Z"),
        version: None,
        gone: None,
        history: History::Complete,
        events: vec![event("2026-11-20T08:00Z", Some(Party::Customer), What::Created)],
    }
}

fn event(when: &str, by: Option<Party>, what: What) -> Event {
    Event {
        id: when.to_owned(),
        at: at(when),
        by,
        author: String::new(),
        operation: None,
        attachments: Vec::new(),
        what,
    }
}

fn change(when: &str, name: &str, from: Option<&str>, to: Option<&str>) -> Event {
    let own = |word: Option<&str>| word.map(str::to_owned);
    event(when, Some(Party::Agent), What::Field { name: name.to_owned(), from: own(from), to: own(to) })
}

fn facts(ticket: &Ticket) -> (Facts, Vec<MappingGap>) {
    let (facts, gaps) = mapping().facts(ticket, "rt/12", None, &packs());
    (facts.unwrap(), gaps)
}

/// The changes among the events, as `instant what to`.
fn changes(facts: &Facts) -> Vec<String> {
    let line = |event: &policy::facts::Event| {
        let (what, to) = match &event.kind {
            EventKind::Created | EventKind::Message { .. } | EventKind::Call { .. } => return None,
            EventKind::Status { to } => ("status", to),
            EventKind::Severity { to } => ("severity", to),
            EventKind::Plan { to } => ("plan", to),
            EventKind::Classification { to } => ("classification", to),
            EventKind::Merged { to } => ("merged", to),
        };
        Some(format!("{} {what} {to}", event.at))
    };
    facts.events.iter().filter_map(line).collect()
}

fn gap(what: &str, word: &str) -> MappingGap {
    MappingGap::UnknownWord { what: what.to_owned(), word: word.to_owned() }
}

#[test]
fn a_plain_ticket() {
    let (facts, gaps) = facts(&ticket());
    assert_eq!(gaps, []);
    assert_eq!((facts.id.as_str(), facts.policy.as_str()), ("rt/12", "shop"));
    assert_eq!((facts.severity.as_deref(), facts.classification.as_deref()), (Some("major"), None));
    assert_eq!((facts.channel.as_deref(), facts.customer.as_deref()), (Some("portal"), Some("ACME")));
    assert_eq!(facts.contact.as_deref(), Some("jo@acme.test"));
    assert_eq!(facts.contract, Some(Contract { plan: Some("gold".to_owned()), ..Contract::default() }));
    assert_eq!(facts.product.unwrap().version.as_deref(), Some("3.1"));
    assert_eq!(facts.events.len(), 1);
    assert!(!facts.history_incomplete);
}

#[test]
fn values_at_the_creation_are_rebuilt_backwards() {
    let mut ticket = ticket();
    ticket.status = "open".to_owned();
    ticket.fields = map(&[("Priority", "P1"), ("CF.Kind", "Question"), ("CF.Plan", "silver")]);
    ticket.events.extend([
        change("2026-11-20T09:00Z", "Priority", Some("minor"), Some("P2")),
        change("2026-11-20T09:30Z", "status", Some("new"), Some("stalled")),
        change("2026-11-20T10:00Z", "Priority", Some("P2"), Some("P1")),
        change("2026-11-20T10:30Z", "status", Some("stalled"), Some("open")),
        change("2026-11-20T11:00Z", "CF.Kind", Some("problem"), Some("Question")),
        change("2026-11-20T11:30Z", "CF.Plan", Some("gold"), Some("silver")),
        change("2026-11-20T11:40Z", "assignee", None, Some("kim")),
    ]);
    let (facts, gaps) = facts(&ticket);
    assert_eq!(gaps, []);
    assert_eq!(
        (facts.severity.as_deref(), facts.classification.as_deref()),
        (Some("minor"), Some("problem"))
    );
    assert_eq!(facts.contract.as_ref().unwrap().plan.as_deref(), Some("silver"));
    assert_eq!(
        changes(&facts),
        [
            "2026-11-20T09:00:00Z severity major",
            "2026-11-20T09:30:00Z status waiting-on-customer",
            "2026-11-20T10:00:00Z severity critical",
            "2026-11-20T10:30:00Z status open",
            "2026-11-20T11:00:00Z classification question",
            "2026-11-20T11:30:00Z plan silver",
            "2026-11-20T08:00:00Z plan gold",
        ]
    );
    assert!(!facts.history_incomplete);
}

#[test]
fn a_status_other_than_new_at_the_creation_is_told() {
    let mut ticket = ticket();
    ticket.status = "open".to_owned();
    assert_eq!(changes(&facts(&ticket).0), ["2026-11-20T08:00:00Z status open"]);
}

#[test]
fn of_several_changes_in_one_second_the_last_counts() {
    let mut ticket = ticket();
    ticket.status = "stalled".to_owned();
    ticket.events.extend([
        change("2026-11-20T08:00Z", "Priority", None, Some("P1")),
        change("2026-11-20T08:00Z", "Priority", Some("P1"), Some("P2")),
        change("2026-11-20T09:00Z", "status", Some("new"), Some("stalled")),
        change("2026-11-20T09:00Z", "status", Some("stalled"), Some("open")),
        change("2026-11-20T09:00Z", "status", Some("open"), Some("stalled")),
    ]);
    let (facts, _) = facts(&ticket);
    assert_eq!(facts.severity.as_deref(), Some("major"));
    assert_eq!(changes(&facts), ["2026-11-20T09:00:00Z status waiting-on-customer"]);
}

#[test]
fn a_history_that_does_not_lead_to_the_present_is_incomplete() {
    let mut ticket = ticket();
    ticket.events.push(change("2026-11-20T09:00Z", "Priority", Some("P2"), Some("minor")));
    ticket.fields.insert("Priority".to_owned(), "P1".to_owned());
    let (facts, _) = facts(&ticket);
    assert!(facts.history_incomplete);
    assert_eq!(changes(&facts), ["2026-11-20T09:00:00Z severity critical"]);

    let mut known = self::ticket();
    known.history = History::Incomplete;
    assert!(self::facts(&known).0.history_incomplete);
}

#[test]
fn unknown_words_are_gaps_and_hide_nothing() {
    let mut ticket = ticket();
    ticket.status = "asleep".to_owned();
    ticket.channel = Some("pigeon".to_owned());
    ticket.fields = map(&[("Priority", "P9"), ("CF.Kind", "rant"), ("CF.Plan", "lead")]);
    let (facts, gaps) = facts(&ticket);
    assert_eq!(
        gaps,
        [
            gap("status", "asleep"),
            gap("severity", "P9"),
            gap("classification", "rant"),
            gap("plan", "lead"),
            gap("channel", "pigeon")
        ]
    );
    assert_eq!((&facts.severity, &facts.classification, &facts.channel), (&None, &None, &None));
    // An unknown status counts as open, and the queue's plan stands in for the unknown one.
    assert_eq!(changes(&facts), ["2026-11-20T08:00:00Z status open"]);
    let answered = answer(&pack(), &facts, "2026-11-20T09:00Z");
    assert_eq!(answered.clocks[0].state, ClockState::NoTarget);
    assert!(answered.lane.is_some());
}

#[test]
fn no_policy() {
    let without = |queue: &str| {
        let ticket = Ticket { queue: queue.to_owned(), ..ticket() };
        mapping().facts(&ticket, "rt/12", None, &packs())
    };
    let none = |queue: &str| (None, vec![MappingGap::NoPolicy { queue: queue.to_owned() }]);
    assert_eq!(without("Spam"), none("Spam"));
    assert_eq!(without("Garden"), none("Garden"));
    assert_eq!(without("Boats"), (None, vec![gap("policy", "harbour")]));
}

#[test]
fn a_change_of_queue_changes_what_the_queue_stands_for() {
    let mut ticket = ticket();
    ticket.queue = "till light".to_owned();
    ticket.fields.remove("Priority");
    ticket.events.push(change("2026-11-20T09:00Z", "queue", Some("Till"), Some("till light")));
    let (facts, gaps) = facts(&ticket);
    assert_eq!(gaps, []);
    assert_eq!(facts.severity, None);
    assert_eq!(
        changes(&facts),
        [
            "2026-11-20T09:00:00Z severity minor",
            "2026-11-20T09:00:00Z plan silver",
            "2026-11-20T08:00:00Z plan gold"
        ]
    );

    // A queue of another policy says nothing about this one's words.
    let moved = change("2026-11-20T09:00Z", "queue", Some("Boats"), Some("till light"));
    *ticket.events.last_mut().unwrap() = moved;
    let (facts, gaps) = self::facts(&ticket);
    assert_eq!((gaps.len(), facts.severity), (0, None));
}

#[test]
fn the_contract_record_tells_the_plan() {
    let mut ticket = ticket();
    ticket.fields.insert("CF.Plan".to_owned(), "gold".to_owned());
    ticket.events.push(change("2026-11-20T09:00Z", "CF.Plan", Some("none"), Some("gold")));
    let record = Contract { plan: Some("Silver".to_owned()), licenses: Some(3), ..Contract::default() };
    let (facts, gaps) = mapping().facts(&ticket, "rt/12", Some(&record), &packs());
    let facts = facts.unwrap();
    assert_eq!(gaps, []);
    let contract = facts.contract.as_ref().unwrap();
    assert_eq!((contract.plan.as_deref(), contract.licenses), (Some("silver"), Some(3)));
    assert_eq!(changes(&facts), Vec::<String>::new());
}

#[test]
fn a_contract_with_foreign_words_keeps_the_rest() {
    let target = |clock: &str, severity: Option<&str>, hours, calendar: &str| ContractTarget {
        clock: clock.to_owned(),
        severity: severity.map(str::to_owned),
        hours,
        calendar: calendar.to_owned(),
    };
    let moment = at("2026-11-20T08:00Z");
    let record = Contract {
        plan: Some("platinum".to_owned()),
        targets: vec![
            target("first-response", Some("Critical"), 1.0, "always"),
            target("first-response", Some("urgent"), 1.0, "always"),
            target("lunch", None, 1.0, "always"),
            target("first-response", None, 1.0, "moon"),
            target("first-response", None, f64::NAN, "always"),
        ],
        appointments: vec![
            Appointment { from: moment, to: moment },
            Appointment { from: moment, to: moment.plus(3_600) },
        ],
        standing: map(&[("jo@acme.test", "angry"), ("kim@acme.test", "good")]),
        ..Contract::default()
    };
    let (facts, gaps) = mapping().facts(&ticket(), "rt/12", Some(&record), &packs());
    let facts = facts.unwrap();
    let contract = facts.contract.as_ref().unwrap();
    assert_eq!(contract.targets, [target("first-response", Some("critical"), 1.0, "always")]);
    assert_eq!(contract.appointments, [Appointment { from: moment, to: moment.plus(3_600) }]);
    assert_eq!(contract.standing, map(&[("kim@acme.test", "good")]));
    assert_eq!(
        gaps,
        [
            gap("plan", "platinum"),
            gap("severity", "urgent"),
            gap("clock", "lunch"),
            gap("calendar", "moon"),
            gap("hours", "NaN"),
            gap("appointment", "2026-11-20T08:00:00Z to 2026-11-20T08:00:00Z"),
            gap("standing", "angry")
        ]
    );
    assert!(answer(&pack(), &facts, "2026-11-20T09:00Z").lane.is_some());
}

#[test]
fn messages_keep_who_wrote_them() {
    let message =
        |public, auto| What::Message { public, auto, body: String::new(), mime: "text/plain".to_owned() };
    let mut ticket = ticket();
    ticket.events.extend([
        event("2026-11-20T08:10Z", Some(Party::System), message(true, true)),
        event("2026-11-20T08:20Z", Some(Party::Customer), message(true, false)),
        event("2026-11-20T08:30Z", None, message(true, false)),
        event("2026-11-20T09:00Z", Some(Party::Agent), message(true, false)),
        event("2026-11-20T09:10Z", Some(Party::Agent), What::Merged { id: "13".to_owned() }),
    ]);
    let (facts, _) = facts(&ticket);
    assert_eq!(
        facts.events.len(),
        5,
        "creation and four messages; a ticket merged into this one changes nothing"
    );
    let answered = answer(&pack(), &facts, "2026-11-20T10:00Z");
    assert_eq!(answered.clocks[0].met_at, Some(at("2026-11-20T09:00Z")));
}

#[test]
fn a_call_counts_from_when_it_began_and_never_after_it_was_written_down() {
    let call = |begun: Option<&str>| What::Call {
        answered: true,
        begun: begun.map(at),
        body: "Sends the log.".to_owned(),
    };
    let cases = [
        ("written down later", call(Some("2026-11-20T08:30Z")), "2026-11-20T08:30Z"),
        ("begun after it was written down", call(Some("2026-11-20T11:00Z")), "2026-11-20T09:00Z"),
        ("the portal tells no time", call(None), "2026-11-20T09:00Z"),
    ];
    for (name, call, met) in cases {
        let mut ticket = ticket();
        ticket.events.push(event("2026-11-20T09:00Z", Some(Party::Customer), call));
        let (facts, _) = facts(&ticket);
        assert_eq!(answer(&pack(), &facts, "2026-11-20T12:00Z").clocks[0].met_at, Some(at(met)), "{name}");
    }
    let mut ticket = ticket();
    let work = What::Work { minutes: 5, day: None, body: "Read the log.".to_owned() };
    ticket.events.push(event("2026-11-20T09:00Z", Some(Party::Agent), work));
    assert_eq!(facts(&ticket).0.events.len(), 1, "work keeps no promise");
}

#[test]
fn the_maker_of_a_ticket_has_seen_what_the_portal_made_of_it_and_nothing_since() {
    let message =
        || What::Message { public: true, auto: false, body: String::new(), mime: "text/plain".to_owned() };
    let note =
        || What::Message { public: false, auto: false, body: String::new(), mime: "text/plain".to_owned() };
    let mut made = ticket();
    let born = made.created;
    made.subject = "Batch report".to_owned();
    made.events = vec![
        Event { id: "note".to_owned(), ..event("2026-11-20T08:00Z", Some(Party::System), note()) },
        Event {
            at: born,
            id: "first".to_owned(),
            ..event("2026-11-20T08:00Z", Some(Party::Agent), message())
        },
        Event { id: "later".to_owned(), ..event("2026-11-20T09:00Z", Some(Party::Customer), message()) },
        event(
            "2026-11-20T09:10Z",
            Some(Party::Agent),
            What::Field {
                name: "status".to_owned(),
                from: Some("new".to_owned()),
                to: Some("open".to_owned()),
            },
        ),
    ];
    made.status = "open".to_owned();
    let set = |name: &str| Change::Set { name: name.to_owned(), to: Some("x".to_owned()) };
    let unborn = Seen { unborn: true, ..Seen::default() };
    let seen = unborn.at_birth(&made, &set("status"));
    assert_eq!(seen.messages.into_iter().collect::<Vec<_>>(), ["first"]);
    assert_eq!(seen.value.as_deref(), Some("new"), "somebody changed it since");
    assert_eq!(unborn.at_birth(&made, &set("subject")).value.as_deref(), Some("Batch report"));
    assert_eq!(Seen::of(&made, &set("subject")).value.as_deref(), Some("Batch report"));
}

#[test]
fn gone_tickets() {
    let mut ticket = ticket();
    ticket.gone = Some(Gone::MergedInto("13".to_owned()));
    let (merged, _) = facts(&ticket);
    assert_eq!(changes(&merged), ["2026-11-20T12:00:00Z merged 13"]);
    assert_eq!(answer(&pack(), &merged, "2026-11-20T13:00Z").lane, None);
    ticket.gone = Some(Gone::Deleted);
    assert_eq!(mapping().facts(&ticket, "rt/12", None, &packs()), (None, vec![]));
}
