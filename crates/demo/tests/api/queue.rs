//! The data set looks like a queue that lives, at any hour of the week.

use std::collections::{BTreeMap, BTreeSet};

use calendar::Moment;
use portal::open::wire::{Side, Ticket, What};

use crate::client::{Copy, Desk, Hand, ORIGIN, frozen};

/// Whether staff have written in public.
fn is_answered(ticket: &Ticket) -> bool {
    let by_us = |what: &What| matches!(what, What::Message { public: true, auto: false, .. });
    ticket.events.iter().any(|event| event.by == Some(Side::Agent) && by_us(&event.what))
}

fn is_open(ticket: &Ticket) -> bool {
    ticket.gone.is_none() && !["solved", "closed"].contains(&ticket.status.as_str())
}

/// Seconds left of the promises that run around the clock; these are the same in every week.
fn left(ticket: &Ticket, copy: &Copy, now: Moment) -> Option<i64> {
    let contract =
        copy.contracts.values().find(|c| Some(&c.customer) == ticket.customer.as_ref().map(|c| &c.id))?;
    let hours = match (ticket.queue.as_str(), ticket.severity.as_deref()?, ticket.plan.as_deref()?) {
        ("Sepasoft", ..) if ticket.classification.as_deref() == Some("feature-request") => 336.0,
        ("SEP", "critical", "business-support") => 4.0,
        ("Ensim", "critical", "24x7") => 2.0,
        ("Infotecs", severity, _) => {
            contract.targets.iter().find(|target| target.severity.as_deref() == Some(severity))?.hours
        }
        _ => return None,
    };
    #[expect(clippy::cast_possible_truncation, reason = "hours of a contract")]
    Some((hours * 3600.0) as i64 - now.since(ticket.created))
}

#[tokio::test]
async fn at_any_hour_some_are_late_and_several_nearly() {
    for origin in
        ["2026-11-21T12:00:00Z", "2026-11-23T09:00:00Z", "2026-12-25T03:00:00Z", "2027-03-28T01:30:00Z"]
    {
        let now: Moment = origin.parse().unwrap();
        for seed in 1..6 {
            let hand = Hand::at(now);
            let mut options = frozen(300, &hand);
            options.seed = seed;
            let copy = Desk::open(options, &hand).full().await;
            let waiting = copy.tickets.values().filter(|ticket| is_open(ticket) && !is_answered(ticket));
            let left: Vec<_> = waiting.filter_map(|ticket| left(ticket, &copy, now)).collect();
            let within = |from, to| left.iter().filter(|left| (from..to).contains(*left)).count();
            assert!((1..=9).contains(&within(i64::MIN, 0)), "{origin} {seed}: late {left:?}");
            assert!(within(0, 3600) >= 3, "{origin} {seed}: within the hour {left:?}");
            assert!(within(3600, 4 * 3600) >= 1, "{origin} {seed}: within four hours {left:?}");
        }
    }
}

#[tokio::test]
async fn every_vendor_state_and_kind_is_there() {
    let copy = Desk::frozen(300).full().await;
    let mut queues: BTreeMap<&str, usize> = BTreeMap::new();
    for ticket in copy.tickets.values() {
        *queues.entry(&ticket.queue).or_default() += 1;
    }
    assert!(queues.len() == 5 && queues.values().all(|count| *count >= 15), "{queues:?}");
    let open: Vec<_> = copy.tickets.values().filter(|ticket| is_open(ticket)).collect();
    let statuses: BTreeSet<_> = copy.tickets.values().map(|ticket| ticket.status.as_str()).collect();
    assert_eq!(statuses.len(), 7, "{statuses:?}");
    assert!(open.len() > 180, "{}", open.len());
    assert!(open.iter().filter(|ticket| ticket.assignee.as_deref() == Some("Ada Lindqvist")).count() > 10);
    assert!(open.iter().filter(|ticket| ticket.assignee.is_none()).count() > 10);
    assert!(open.iter().any(|ticket| ticket.channel.as_deref() == Some("phone")));
    let text = serde_json::to_string(&copy.tickets.values().collect::<Vec<_>>()).unwrap();
    for part in ["<script>", "text/html", "\u{202E}", "\"auto\":true", "\"name\":\"severity\""] {
        assert!(text.contains(part), "{part}");
    }
    assert!(open.iter().any(|ticket| ticket.subject.chars().count() > 500), "a very long subject");
    assert!(!text.contains("{host}") && !text.contains("{n}") && !text.contains("{site}"));
}

#[tokio::test]
async fn contracts_are_of_every_kind() {
    let copy = Desk::frozen(300).full().await;
    let today = ORIGIN.parse::<Moment>().unwrap().to_chrono().unwrap().date_naive();
    for policy in ["sepasoft", "sep-sesam", "ensim", "expecco", "infotecs"] {
        let of = || copy.contracts.values().filter(|contract| contract.policy == policy);
        assert!(of().any(|contract| contract.ends.is_some_and(|ends| ends < today)), "{policy} ended");
        assert!(of().any(|contract| contract.payments.as_deref() == Some("overdue")), "{policy} overdue");
        assert!(of().any(|contract| contract.plan.as_deref() == Some("none")), "{policy} without a plan");
        assert!(
            of().any(|contract| contract.licenses_covered < contract.licenses),
            "{policy} partly covered"
        );
        let good = of()
            .filter(|c| c.ends.is_some_and(|ends| ends > today) && c.payments.as_deref() == Some("current"));
        assert!(good.count() * 2 > of().count(), "{policy}: most are in order");
    }
    assert!(copy.contracts.values().any(|contract| !contract.appointments.is_empty()));
    assert!(copy.contracts.values().any(|contract| !contract.targets.is_empty()));
    assert!(copy.contracts.values().any(|contract| !contract.standing.is_empty()));
    for access in [None, Some("given"), Some("impossible")] {
        let mut of_sep = copy.contracts.values().filter(|contract| contract.policy == "sep-sesam");
        assert!(of_sep.any(|contract| contract.remote_access.as_deref() == access), "{access:?}");
    }
}

#[tokio::test]
async fn fields_that_changed_lead_from_value_to_value() {
    let copy = Desk::frozen(1000).full().await;
    for ticket in copy.tickets.values() {
        let mut status = "new".to_owned();
        for event in &ticket.events {
            if let What::Field { name, from, to } = &event.what
                && name == "status"
            {
                assert_eq!(from.as_deref(), Some(status.as_str()), "{}", ticket.number);
                status.clone_from(to.as_ref().unwrap());
            }
        }
        assert!(ticket.events.is_empty() || status == ticket.status, "{}", ticket.number);
    }
}
