//! What is written is done once.

use fakes::Deed;
use policy::ticket::Change;
use serde_json::json;

use super::world::{MACHINE, World};
use crate::drive::{End, Line, operation};
use crate::mutations::{self, Case, case};

fn set(name: &str, to: Option<&str>) -> Change {
    Change::Set { name: name.to_owned(), to: to.map(str::to_owned) }
}

fn tags(add: &[&str], remove: &[&str]) -> Change {
    let own = |tags: &[&str]| tags.iter().map(|tag| (*tag).to_owned()).collect();
    Change::Tag { add: own(add), remove: own(remove) }
}

/// Every change that the adapter offers.
fn cases(target: &str) -> Vec<Case> {
    let body = "Try 8.1 <now> & \"then\" *tell* us.\n\nLine 3".to_owned();
    let fields = [("priority", "High"), ("request type", "Report a bug")];
    let create = Change::Create {
        queue: "Support".to_owned(),
        subject: "By phone".to_owned(),
        body: "It hums.".to_owned(),
        contact: "kim@acme.test".to_owned(),
        fields: fields.map(|(name, value)| (name.to_owned(), value.to_owned())).into(),
    };
    let mut cases = vec![
        case("reply", Change::Reply { body: body.clone() }, &[Deed::Replied]),
        case("note", Change::Note { body: body.clone() }, &[Deed::Noted]),
        case(
            "call",
            Change::Call { answered: true, body: body.clone(), by_customer: false, begun: None },
            &[Deed::Noted],
        ),
        case("create", create, &[Deed::Created]),
        case("link", Change::Link { to: target.to_owned(), relation: String::new() }, &[Deed::Linked]),
        case("time", Change::Time { minutes: 95, body, day: None }, &[Deed::TimeLogged]),
        case("tag", tags(&["important"], &[]), &[Deed::Tagged]),
        case("untag", tags(&[], &["old"]), &[Deed::Tagged]),
        case("tag and untag", tags(&["vip"], &["old"]), &[Deed::Tagged]),
    ];
    for (name, change) in [
        ("status", set("status", Some("Waiting for customer"))),
        ("end", set("status", Some("Resolved"))),
        ("priority", set("priority", Some("Highest"))),
        ("subject", set("subject", Some("Renamed"))),
        ("assignee", set("assignee", Some("Ada Admin"))),
        ("nobody", set("assignee", None)),
        ("field", set("CF.Machine", Some("M-2"))),
        ("no field", set("CF.Machine", None)),
    ] {
        cases.push(case(name, change, &[Deed::Changed]));
    }
    cases
}

/// Runs a check on every change that is offered, each on a ticket of its own in which all fields are set.
fn for_each(check: fn(&Line, &Case, mutations::MakeTicket, usize)) {
    for told_with_the_list in [true, false] {
        let world = World::new(1, 1);
        if !told_with_the_list {
            world.portal.hide_listed_properties();
        }
        let (line, agent) = (world.line(), world.portal.agent().id);
        for (number, case) in cases(&world.portal.key(world.tickets[0])).iter().enumerate() {
            assert!(line.adapter.delivery(&case.change).is_some(), "{}", case.name);
            let mut make = || {
                world.clock.pass(400);
                let ticket = world.portal.add_ticket(world.customers[0], "Printer", "It burns.");
                let body = json!({ "fields": {
                    "assignee": { "accountId": world.portal.account_id(agent) },
                    "labels": ["old"],
                    MACHINE: "M-1",
                } });
                assert!(world.portal.agent_changes(ticket, agent, &body));
                world.clock.pass(5);
                ticket.to_string()
            };
            check(&line, case, &mut make, number);
        }
    }
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
    let line = world.line();
    let agent = world.portal.agent().id;
    for (number, case) in cases(&world.portal.key(world.tickets[0])).iter().enumerate() {
        if matches!(case.change, Change::Create { .. }) {
            continue;
        }
        let ticket = world.portal.add_ticket(world.customers[0], "Printer", "It burns.");
        world.portal.agent_changes(ticket, agent, &json!({ "fields": { MACHINE: "M-1" } }));
        let fresh = line.fresh(&ticket.to_string());
        world.portal.erase(ticket);
        match line.push(&operation(number, &ticket.to_string(), case.change.clone()), Some(&fresh)) {
            End::Changed => {}
            // What is not there may be something else than the ticket.
            End::Fault(fault) if ["note", "call", "link"].contains(&case.name) => {
                assert!(fault.is_refusal() && fault.to_string().contains("ticket is gone"), "{fault}");
            }
            end @ (End::Done(_) | End::Fault(_)) => panic!("{}: {end:?}", case.name),
        }
    }
    assert_eq!(line.done(), 0);
}

#[test]
fn a_ticket_that_moved_is_still_the_one_that_is_changed() {
    let world = World::new(1, 1);
    let line = world.line();
    let agent = world.portal.agent().id;
    for (number, case) in cases(&world.portal.key(world.tickets[0])).iter().enumerate() {
        if matches!(case.change, Change::Create { .. }) {
            continue;
        }
        let ticket = world.portal.add_ticket(world.customers[0], "Printer", "It burns.");
        let body = json!({ "fields": {
            "assignee": { "accountId": world.portal.account_id(agent) }, "labels": ["old"], MACHINE: "M-1",
        } });
        assert!(world.portal.agent_changes(ticket, agent, &body));
        let fresh = line.fresh(&ticket.to_string());
        assert!(world.portal.move_to(ticket, "OPS"));
        let place = line.done();
        let end = line.push(&operation(number, &ticket.to_string(), case.change.clone()), Some(&fresh));
        assert!(matches!(end, End::Done(_)), "{}: {end:?}", case.name);
        let deeds: Vec<Deed> = line.done_from(place).into_iter().map(|(deed, _)| deed).collect();
        assert_eq!(deeds, case.deeds, "{}", case.name);
    }
}

#[test]
fn what_the_workflow_does_not_allow_is_told_and_not_tried() {
    let world = World::new(1, 1);
    let line = world.line();
    let ticket = world.tickets[0].to_string();
    let fresh = line.fresh(&ticket);
    let end = line.push(&operation(1, &ticket, set("status", Some("Closed"))), Some(&fresh));
    let End::Fault(fault) = end else { panic!("{end:?}") };
    assert!(fault.is_refusal() && fault.to_string().contains("only to: In Progress"), "{fault}");
    assert_eq!(line.done(), 0);
}

#[test]
fn a_request_for_a_customer_is_that_customers_also_where_addresses_are_hidden() {
    let world = World::new(0, 1);
    let line = world.line();
    let raise = |number: usize, contact: &str| {
        let change = Change::Create {
            queue: "Support".to_owned(),
            subject: "By phone".to_owned(),
            body: "It hums.".to_owned(),
            contact: contact.to_owned(),
            fields: [("request type".to_owned(), "Get IT help".to_owned())].into(),
        };
        line.push(&operation(number, "", change), None)
    };
    world.portal.hide_emails();
    let End::Done(receipt) = raise(1, "kim@acme.test") else { panic!("it is not done") };
    let ticket = line.fresh(&receipt.ticket.unwrap());
    assert_eq!(ticket.contact.map(|contact| contact.name).as_deref(), Some("Kim Acme"));
    assert_eq!(ticket.customer.map(|customer| customer.name).as_deref(), Some("Acme"));
    let End::Fault(fault) = raise(2, "nobody@acme.test") else { panic!("nobody has this address") };
    assert!(fault.is_refusal() && fault.to_string().contains("nobody@acme.test"), "{fault}");
    assert_eq!(line.done(), 1);
}

#[test]
fn a_reply_carries_the_name_of_its_operation() {
    for told_with_the_list in [true, false] {
        let world = World::new(1, 1);
        if !told_with_the_list {
            world.portal.hide_listed_properties();
        }
        let line = world.line();
        let ticket = world.tickets[0].to_string();
        for number in 1..=2 {
            let reply = operation(number, &ticket, Change::Reply { body: "Try water.".to_owned() });
            assert!(matches!(line.push(&reply, Some(&line.fresh(&ticket))), End::Done(_)));
        }
        let events = line.fresh(&ticket).events;
        let marks: Vec<_> = events.iter().filter_map(|event| event.operation.clone()).collect();
        assert_eq!(marks, [1, 2].map(|number| operation(number, &ticket, set("status", None)).id));
    }
}
