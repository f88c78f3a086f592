//! A queue whose tickets are told in a few words, and the plan for a time away from it.

mod colleagues;
mod group;
mod order;
mod property;
mod words;

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use calendar::Moment;
use policy::facts::Contract;
use policy::pack::{Pack, Packs};
use policy::ticket::{Customer, Event, FieldMap, History, Mapping, Party, QueueMap, Ticket, What};

use super::outlook::Away;
use crate::live::{Entry, Line, Revision, Skews};

const MINUTE: i64 = 60;
const HOUR: i64 = 3_600;

/// Tuesday 24 November 2026, 14:00 in Berlin.
const NOW: Moment = Moment(1_795_525_200);

/// From 16:00 to 24:00 in Berlin.
const AWAY: Away = Away { now: NOW, from: NOW.plus(2 * HOUR), to: NOW.plus(10 * HOUR) };

static PACKS: LazyLock<Packs> = LazyLock::new(|| {
    let rocket = Pack::parse(include_str!("rocket.toml"), "rocket.toml").unwrap();
    Packs::embedded().unwrap().with([rocket])
});

static MAPPING: LazyLock<Mapping> = LazyLock::new(|| {
    let queue = |queue: &str, policy: Option<&str>, plan: &str| QueueMap {
        queue: queue.to_owned(),
        policy: policy.map(str::to_owned),
        severity: None,
        plan: Some(plan.to_owned()).filter(|plan| !plan.is_empty()),
    };
    let words = ["new", "open", "waiting-on-customer", "on-hold", "solved"];
    Mapping {
        queues: vec![
            queue("backup", Some("sep-sesam"), "business-support"),
            queue("trial", Some("sep-sesam"), "demo"),
            queue("rocket", Some("acme"), "gold"),
            queue("*", None, ""),
        ],
        statuses: words.map(|word| (word.to_owned(), word.to_owned())).into(),
        severity: Some(FieldMap { field: "Severity".to_owned(), values: BTreeMap::new() }),
        ..Mapping::default()
    }
});

/// A ticket in a few words; times are minutes before [`NOW`].
#[derive(Clone, Copy, Debug)]
struct Story {
    queue: &'static str,
    severity: &'static str,
    filed: i64,
    /// When staff answered.
    answered: Option<i64>,
    /// When the customer wrote again.
    wrote: Option<i64>,
    /// The status that it got, and when.
    status: Option<(&'static str, i64)>,
    assignee: Option<&'static str>,
    account: &'static str,
    /// Last day of the contract.
    ends: Option<&'static str>,
}

/// A ticket that was filed so many minutes ago and that nobody has answered.
const fn filed(queue: &'static str, severity: &'static str, filed: i64) -> Story {
    Story {
        queue,
        severity,
        filed,
        answered: None,
        wrote: None,
        status: None,
        assignee: None,
        account: "rt",
        ends: None,
    }
}

impl Story {
    fn events(&self) -> Vec<Event> {
        let event = |ago: i64, by, what| Event {
            id: format!("{ago}"),
            at: NOW.plus(-ago * MINUTE),
            by: Some(by),
            author: if by == Party::Agent { "Jonas Weber".to_owned() } else { "Anna Vogt".to_owned() },
            operation: None,
            attachments: Vec::new(),
            what,
        };
        let says = |body: &str| What::Message {
            public: true,
            auto: false,
            body: body.to_owned(),
            mime: "text/plain".to_owned(),
        };
        let mut events = vec![event(self.filed, Party::Customer, What::Created)];
        events.push(event(self.filed, Party::Customer, says("It stands still.")));
        events.extend(self.answered.map(|ago| event(ago, Party::Agent, says("Please send the log."))));
        events.extend(
            self.wrote.map(|ago| event(ago, Party::Customer, says("Here is the log.\n\n  It is long."))),
        );
        events.extend(self.status.map(|(to, ago)| {
            let (name, to) = ("status".to_owned(), Some(to.to_owned()));
            event(ago, Party::Agent, What::Field { name, from: Some("open".to_owned()), to })
        }));
        events.sort_by_key(|event| event.at);
        events
    }

    fn ticket(&self, id: u32) -> Ticket {
        Ticket {
            id: id.to_string(),
            number: format!("#{id}"),
            subject: format!("Subject {id}"),
            queue: self.queue.to_owned(),
            status: self.status.map_or("open", |(status, _)| status).to_owned(),
            fields: BTreeMap::from([("Severity".to_owned(), self.severity.to_owned())]),
            customer: Some(Customer { id: "c1".to_owned(), name: "ACME Werke".to_owned() }),
            contact: None,
            assignee: self.assignee.map(str::to_owned),
            channel: None,
            url: None,
            created: NOW.plus(-self.filed * MINUTE),
            updated: NOW,
            version: None,
            gone: None,
            history: History::Complete,
            events: self.events(),
        }
    }

    /// The ticket as the console judges it at `now` of the console, by a portal that is `ahead_s` ahead.
    fn entry(&self, id: u32, now: Moment, ahead_s: i64) -> Entry {
        let contract = self.ends.map(|ends| Contract {
            plan: Some("business-support".to_owned()),
            ends: ends.parse().ok(),
            ..Contract::default()
        });
        let now = now.plus(ahead_s);
        Entry::new(self.account, "Mara", &self.ticket(id), &MAPPING, contract.as_ref(), &PACKS, now)
    }
}

/// The queue with these tickets, numbered from 1, as of an instant.
fn queue(stories: &[Story], now: Moment, skews: &Skews) -> Arc<Revision> {
    let mut line = Line::default();
    for (id, story) in (1..).zip(stories) {
        let ahead_s = skews.ahead_s(&crate::live::key(story.account, ""));
        line.put(story.entry(id, now, ahead_s));
    }
    line.reorder(now, skews);
    line.newest().clone()
}

/// The queue with these tickets now.
fn now(stories: &[Story]) -> Arc<Revision> {
    queue(stories, NOW, &Skews::default())
}
