//! What is written is done once.

use fakes::{Deed, Fault};
use policy::ticket::Change;
use portal::{Delivery, Mark};
use serde_json::json;

use super::world::World;
use crate::drive::{End, Line, operation};
use crate::mutations::{self, Case, case};

fn set(name: &str, to: Option<&str>) -> Change {
    Change::Set { name: name.to_owned(), to: to.map(str::to_owned) }
}

fn tags(add: &[&str], remove: &[&str]) -> Change {
    let own = |tags: &[&str]| tags.iter().map(|tag| (*tag).to_owned()).collect();
    Change::Tag { add: own(add), remove: own(remove) }
}

/// Every change that the adapter offers, but links, which a ticket does not show.
fn cases(target: u64) -> Vec<Case> {
    let body = "Try 8.1 <now> & \"then\" *tell* us.\n\nLine 3".to_owned();
    let create = Change::Create {
        queue: "2nd Level".to_owned(),
        subject: "By phone".to_owned(),
        body: "It hums.".to_owned(),
        contact: "new@acme.test".to_owned(),
        fields: [("priority".to_owned(), "3 high".to_owned())].into(),
    };
    let silent = Change::Time { minutes: 95, body: String::new(), day: None };
    let mut cases = vec![
        // An answer opens a new ticket.
        case("reply", Change::Reply { body: body.clone() }, &[Deed::Replied, Deed::Changed]),
        case("note", Change::Note { body: body.clone() }, &[Deed::Noted]),
        case(
            "call",
            Change::Call { answered: true, body: body.clone(), by_customer: false, begun: None },
            &[Deed::Noted],
        ),
        case("create", create, &[Deed::Created]),
        case("merge", Change::Merge { into: target.to_string() }, &[Deed::Merged]),
        case("time", Change::Time { minutes: 95, body, day: None }, &[Deed::Noted, Deed::TimeLogged]),
        case("time without a text", silent, &[Deed::TimeLogged]),
        case("tag", tags(&["very important"], &[]), &[Deed::Tagged]),
        case("untag", tags(&[], &["old"]), &[Deed::Tagged]),
        case("tag and untag", tags(&["vip"], &["old"]), &[Deed::Tagged, Deed::Tagged]),
    ];
    for (name, change) in [
        ("status", set("status", Some("open"))),
        ("closed", set("status", Some("closed"))),
        ("priority", set("priority", Some("3 high"))),
        ("subject", set("subject", Some("Renamed"))),
        ("assignee", set("assignee", Some("ben@vendor.test"))),
        ("nobody", set("assignee", None)),
        ("queue", set("queue", Some("2nd Level"))),
        ("field", set("CF.machine", Some("M-2"))),
        ("no field", set("CF.machine", None)),
    ] {
        cases.push(case(name, change, &[Deed::Changed]));
    }
    cases
}

/// Runs a check on every change that is offered, each on a ticket of its own in which all fields are set.
fn for_each(check: fn(&Line, &Case, mutations::MakeTicket, usize)) {
    let world = World::new(1, 1);
    let line = world.line(&world.portal.agent());
    world.portal.add_attribute("machine");
    for (number, case) in cases(world.tickets[0]).iter().enumerate() {
        assert!(line.adapter.delivery(&case.change).is_some(), "{}", case.name);
        let mut make = || ticket(&world).to_string();
        check(&line, case, &mut make, number);
    }
}

fn ticket(world: &World) -> u64 {
    world.clock.pass(400);
    let ticket = world.portal.add_ticket_with(&json!({
        "title": "Printer", "group": "Users", "customer_id": world.customers[0], "priority_id": 1,
        "owner_id": world.portal.admin().id, "machine": "M-1", "tags": "old",
        "article": {
            "body": "It burns.", "type": "email", "sender": "Customer", "to": "support@vendor.test",
            "content_type": "text/plain",
        },
    }));
    world.clock.pass(5);
    ticket
}

#[test]
fn every_change_is_carried_out_once_and_found() {
    for_each(mutations::is_done_once);
}

#[test]
fn a_lost_answer_doubles_no_change() {
    for_each(mutations::lost_answer_doubles_nothing);
}

#[test]
fn a_lost_request_and_a_busy_portal_do_nothing() {
    for_each(mutations::lost_request_does_nothing);
}

#[test]
fn a_ticket_that_is_gone_is_left_alone() {
    let world = World::new(1, 1);
    let line = world.line(&world.portal.agent());
    world.portal.add_attribute("machine");
    for (number, case) in cases(world.tickets[0]).iter().enumerate() {
        if matches!(case.change, Change::Create { .. }) {
            continue;
        }
        let id = ticket(&world);
        let fresh = line.fresh(&id.to_string());
        world.portal.erase(id);
        let end = line.push(&operation(number, &id.to_string(), case.change.clone()), Some(&fresh));
        // Of a merge the portal says itself that there is none.
        let told = matches!(&end, End::Fault(told) if told.is_refusal());
        let is_merge = matches!(case.change, Change::Merge { .. });
        assert!(if is_merge { told } else { end == End::Changed }, "{}: {end:?}", case.name);
    }
    assert_eq!(line.done(), 0);
}

#[test]
fn a_link_is_made_once_though_its_answer_is_lost() {
    let world = World::new(3, 1);
    let line = world.line(&world.portal.agent());
    let link = operation(1, "1", Change::Link { to: "#2".to_owned(), relation: String::new() });
    let fresh = line.fresh("1");
    assert!(matches!(line.adapter.delivery(&link.change), Some(Delivery::Marker { .. })));
    line.fail_next_write(Fault::LoseAnswer);
    let end = line.push(&link, Some(&fresh));
    line.heal();
    assert!(matches!(&end, End::Fault(told) if !told.is_refusal()), "{end:?}");
    assert!(matches!(line.push(&link, Some(&line.fresh("1"))), End::Done(_)));
    // From its other end it is the same link.
    let back = operation(2, "2", Change::Link { to: "1".to_owned(), relation: String::new() });
    assert!(matches!(line.push(&back, Some(&line.fresh("2"))), End::Done(_)));
    assert_eq!(line.done_from(0).iter().map(|(deed, _)| *deed).collect::<Vec<_>>(), [Deed::Linked]);
}

#[test]
fn a_message_bears_its_operation_and_is_not_taken_for_one_of_the_same_text() {
    let world = World::new(1, 1);
    let line = world.line(&world.portal.agent());
    let id = ticket(&world).to_string();
    let note = |number| operation(number, &id, Change::Note { body: "Called.".to_owned() });
    let mark = Mark::before(&note(2), &line.fresh(&id));
    let End::Done(receipt) = line.push(&note(1), Some(&line.fresh(&id))) else { panic!("the note is made") };
    let fresh = line.fresh(&id);
    let made = fresh.events.iter().find(|event| Some(&event.id) == receipt.event.as_ref()).unwrap();
    assert_eq!(made.operation, Some(note(1).id));
    assert!(line.adapter.find(&note(1), &mark, &fresh).is_some());
    assert!(line.adapter.find(&note(2), &mark, &fresh).is_none());
}

#[test]
fn what_the_portal_would_refuse_or_pass_over_is_told_as_refused() {
    let world = World::new(2, 1);
    let line = world.line(&world.portal.agent());
    world.portal.add_agent("Cleo New", "cleo@vendor.test");
    let merge = |into: &str| Change::Merge { into: into.to_owned() };
    for (number, (change, effects)) in [
        (merge("99"), 0),
        (merge("1"), 0),
        (Change::Link { to: "99".to_owned(), relation: String::new() }, 0),
        (set("status", Some("asleep")), 0),
        (set("status", Some("merged")), 0),
        (set("status", Some("pending reminder")), 0),
        (set("priority", Some("urgent")), 0),
        (set("CF.colour", Some("red")), 0),
        (set("assignee", Some("who@x.test")), 0),
        // It is taken, and the owner is nobody afterwards.
        (set("assignee", Some("cleo@vendor.test")), 2),
    ]
    .into_iter()
    .enumerate()
    {
        let place = line.done();
        let end = line.push(&operation(number, "1", change.clone()), Some(&line.fresh("1")));
        assert!(matches!(&end, End::Fault(told) if told.is_refusal()), "{change:?}: {end:?}");
        assert_eq!(line.done_from(place).len(), effects, "{change:?}");
    }
}
