//! One word is read in one way, whoever asks what it means.

use policy::facts::EventKind;
use policy::ticket::{Mapping, Party, What};

use super::{event, facts, field, map, mapping, queue, ticket};
use crate::sample::{answer, pack};

/// A pack's words are known by their ids and by their names.
#[test]
fn a_plan_may_be_written_by_its_name() {
    let mapping = Mapping {
        queues: vec![queue("*", Some("sepasoft"), None, None)],
        plan: field("CF.Plan", &[]),
        ..Mapping::default()
    };
    assert_eq!(mapping.policy_of("anything"), Some("sepasoft"));
    for word in ["BasicCare", "basic-care", "Basic care"] {
        let mut ticket = ticket();
        ticket.fields = map(&[("CF.Plan", word)]);
        let (facts, _) = mapping.facts(&ticket, "rt/12", None, &*crate::entitlement::PACKS);
        assert_eq!(facts.unwrap().contract.unwrap().plan.as_deref(), Some("basic-care"), "{word}");
    }
}

#[test]
fn the_policy_of_a_queue_is_that_of_its_row() {
    let mapping = mapping();
    let policies = ["till", "Boats", "Spam", "nowhere"].map(|queue| mapping.policy_of(queue));
    assert_eq!(policies, [Some("shop"), Some("harbour"), None, None]);
}

#[test]
fn a_version_without_a_product_and_who_filed_the_ticket_are_told() {
    let mut ticket = ticket();
    ticket.fields = map(&[("CF.Version", "3.1")]);
    let message = What::Message { public: true, auto: false, body: String::new(), mime: String::new() };
    ticket.events = vec![
        event("2026-11-20T08:00Z", Some(Party::Customer), message),
        event("2026-11-20T08:00Z", Some(Party::Agent), What::Created),
    ];
    let (facts, _) = facts(&ticket);
    let product = facts.product.unwrap();
    assert_eq!((product.name.as_str(), product.version.as_deref()), ("", Some("3.1")));
    assert_eq!((&facts.events[0].kind, facts.events[0].by), (&EventKind::Created, Some(Party::Agent)));
}

/// A word of the portal is read in one way, wherever it is asked what it means.
#[test]
fn a_status_is_solved_for_lists_where_it_is_solved_for_clocks() {
    let cases = [
        ("as the mapping writes it", "resolved", true),
        ("in other letters", "Resolved", true),
        ("a word of its own", "solved", true),
        ("a word of its own in other letters", "Closed", true),
        ("waiting", "stalled", false),
        ("open", "open", false),
        ("not known", "in the hands of Bob", false),
        ("none", " ", false),
    ];
    for (name, status, expected) in cases {
        let mut ticket = ticket();
        ticket.status = status.to_owned();
        let (facts, _) = facts(&ticket);
        assert_eq!(answer(&pack(), &facts, "2026-11-20T13:00Z").lane.is_none(), expected, "{name}");
        assert_eq!(mapping().is_solved(status), expected, "{name}");
    }
}
