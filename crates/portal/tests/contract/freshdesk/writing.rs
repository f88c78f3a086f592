//! What is written is done once.

use fakes::Deed;
use policy::ticket::Change;
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

/// Every change that the adapter offers.
fn cases(target: u64) -> Vec<Case> {
    let body = "Try 8.1 <now> & \"then\" *tell* us.\n\nLine 3".to_owned();
    let create = Change::Create {
        queue: "Support".to_owned(),
        subject: "By phone".to_owned(),
        body: "It hums.".to_owned(),
        contact: "new@acme.test".to_owned(),
        fields: [("priority".to_owned(), "High".to_owned())].into(),
    };
    let merge = [Deed::Noted, Deed::Noted, Deed::Changed, Deed::Merged];
    let mut cases = vec![
        case("reply", Change::Reply { body: body.clone() }, &[Deed::Replied]),
        case("note", Change::Note { body: body.clone() }, &[Deed::Noted]),
        case(
            "call",
            Change::Call { answered: true, body: body.clone(), by_customer: false, begun: None },
            &[Deed::Noted],
        ),
        case("create", create, &[Deed::Created]),
        case("merge", Change::Merge { into: target.to_string() }, &merge),
        case("time", Change::Time { minutes: 95, body, day: None }, &[Deed::TimeLogged]),
        case("tag", tags(&["very important"], &[]), &[Deed::Tagged]),
        case("untag", tags(&[], &["old"]), &[Deed::Tagged]),
        case("tag and untag", tags(&["vip"], &["old"]), &[Deed::Tagged]),
    ];
    for (name, change) in [
        ("status", set("status", Some("Pending"))),
        ("priority", set("priority", Some("Urgent"))),
        ("type", set("type", Some("Incident"))),
        ("no type", set("type", None)),
        ("subject", set("subject", Some("Renamed"))),
        ("assignee", set("assignee", Some("Ben Agent"))),
        ("nobody", set("assignee", None)),
        ("queue", set("queue", Some("Support"))),
        ("product", set("product", Some("Boiler"))),
        ("no product", set("product", None)),
        ("field", set("CF.cf_machine", Some("M-2"))),
        ("no field", set("CF.cf_machine", None)),
        ("box", set("CF.cf_urgent", Some("true"))),
    ] {
        cases.push(case(name, change, &[Deed::Changed]));
    }
    cases
}

/// Runs a check on every change that is offered, each on a ticket of its own in which all fields are set.
fn for_each(check: fn(&Line, &Case, mutations::MakeTicket, usize)) {
    let world = World::new(1, 1);
    let line = world.line();
    world.portal.add_field("cf_machine", "Machine", "custom_text");
    world.portal.add_field("cf_urgent", "Urgent", "custom_checkbox");
    world.portal.add_product("Boiler");
    let fan = world.portal.add_product("Fan");
    for (number, case) in cases(world.tickets[0]).iter().enumerate() {
        assert!(line.adapter.delivery(&case.change).is_some(), "{}", case.name);
        let mut make = || {
            world.clock.pass(400);
            let ticket = world.portal.add_ticket_with(&json!({
                "requester_id": world.contacts[0], "subject": "Printer", "description": "<p>It burns.</p>",
                "priority": 1, "type": "Problem", "responder_id": world.portal.agent().id, "product_id": fan,
                "tags": ["old"], "custom_fields": { "cf_machine": "M-1", "cf_urgent": false },
            }));
            world.clock.pass(5);
            ticket.to_string()
        };
        check(&line, case, &mut make, number);
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
    let world = World::new(2, 1);
    let line = world.line();
    for (number, case) in cases(world.tickets[0]).iter().enumerate() {
        if matches!(case.change, Change::Create { .. } | Change::Merge { .. }) || case.name.contains("oduct")
        {
            continue;
        }
        let fresh = line.fresh("2");
        world.portal.delete(2);
        let end = line.push(&operation(number, "2", case.change.clone()), Some(&fresh));
        assert_eq!(end, End::Changed, "{}", case.name);
        assert!(world.portal.restore(2));
    }
    assert_eq!(line.done(), 0);
}
