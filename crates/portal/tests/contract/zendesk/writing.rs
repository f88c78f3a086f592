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
        fields: [("priority".to_owned(), "high".to_owned())].into(),
    };
    let field = |value| set("CF.Product", value);
    let mut cases = vec![
        case("reply", Change::Reply { body: body.clone() }, &[Deed::Replied]),
        case("note", Change::Note { body: body.clone() }, &[Deed::Noted]),
        case("call", Change::Call { answered: true, body, by_customer: false, begun: None }, &[Deed::Noted]),
        case("create", create, &[Deed::Created]),
        case(
            "merge",
            Change::Merge { into: target.to_string() },
            &[Deed::Noted, Deed::Tagged, Deed::Changed, Deed::Merged, Deed::Noted],
        ),
        case("tag", tags(&["vip"], &[]), &[Deed::Tagged]),
        case("untag", tags(&[], &["old"]), &[Deed::Tagged]),
        case("tag and untag", tags(&["vip"], &["old"]), &[Deed::Tagged, Deed::Tagged]),
    ];
    for (name, change) in [
        ("status", set("status", Some("pending"))),
        ("priority", set("priority", Some("urgent"))),
        ("no priority", set("priority", None)),
        ("type", set("type", Some("incident"))),
        ("no type", set("type", None)),
        ("subject", set("subject", Some("Renamed"))),
        ("external", set("external_id", Some("X-1"))),
        ("no external", set("external_id", None)),
        ("due", set("due_at", Some("2026-12-01T10:00:00Z"))),
        ("no due", set("due_at", None)),
        ("assignee", set("assignee", Some("Ben Agent"))),
        ("nobody", set("assignee", None)),
        ("no queue", set("queue", None)),
        ("field", field(Some("Boiler"))),
        ("no field", field(None)),
    ] {
        cases.push(case(name, change, &[Deed::Changed]));
    }
    cases
}

/// Runs a check on every change that is offered, each on a ticket of its own in which all fields are set.
fn for_each(check: fn(&Line, &Case, mutations::MakeTicket, usize)) {
    let world = World::new(1, 1);
    let (target, admin) = (world.tickets[0], world.portal.admin());
    let line = world.line(&admin);
    let cases = cases(target);
    let product = world.portal.add_field("Product", "text");
    for (number, case) in cases.iter().enumerate() {
        assert!(line.adapter.delivery(&case.change).is_some(), "{}", case.name);
        let mut make = || {
            world.clock.pass(400);
            let kind = if case.name.contains("due") { "task" } else { "problem" };
            let ticket = world.portal.add_ticket_with(&json!({
                "requester_id": world.customers[0], "submitter_id": world.customers[0], "subject": "Printer",
                "comment": { "body": "It burns." }, "priority": "low", "type": kind, "external_id": "X-0",
                "assignee_id": admin.id, "tags": ["old"],
                "custom_fields": [{ "id": product, "value": "Fan" }],
            }));
            if case.name == "no due" {
                world.portal.agent_changes(ticket, admin.id, &json!({ "due_at": "2026-12-02T10:00:00Z" }));
            }
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
fn a_ticket_that_changed_meanwhile_is_left_alone() {
    for_each(|line, case, make, number| {
        // A new ticket has nothing to compare with, and a merge knows no stamp.
        if matches!(case.change, Change::Create { .. } | Change::Merge { .. }) {
            return;
        }
        let id = make();
        let fresh = line.fresh(&id);
        // The stamp has whole seconds: what happens in the second that was read cannot be told from it.
        line.pass(1);
        let other = operation(9_000 + number, &id, Change::Note { body: "Mine now.".to_owned() });
        assert!(matches!(line.push(&other, Some(&fresh)), End::Done(_)), "{}", case.name);
        let (operation, place) = (operation(number, &id, case.change.clone()), line.done());
        assert_eq!(line.push(&operation, Some(&fresh)), End::Changed, "{}", case.name);
        assert_eq!(line.done_from(place), [], "{}", case.name);
    });
}

#[test]
fn a_merge_that_the_portal_gives_up_is_not_told_as_done() {
    let world = World::new(3, 1);
    let admin = world.portal.admin();
    let line = world.line(&admin);
    let solved = world.tickets[0];
    world.portal.agent_changes(solved, admin.id, &json!({ "status": "solved" }));
    let id = solved.to_string();
    let merge = operation(1, &id, Change::Merge { into: world.tickets[1].to_string() });
    let end = line.push(&merge, Some(&line.fresh(&id)));
    let End::Fault(fault) = end else { panic!("{end:?}") };
    assert!(fault.is_refusal(), "{fault}");
    assert_eq!(line.done(), 0);
}

#[test]
fn a_merge_that_takes_its_time_is_found_later() {
    let world = World::new(3, 1);
    let line = world.line(&world.portal.admin());
    world.portal.set_job_delay(30);
    let id = world.tickets[0].to_string();
    let merge = operation(1, &id, Change::Merge { into: world.tickets[1].to_string() });
    let fresh = line.fresh(&id);
    let mark = portal::Mark::before(&merge, &fresh);
    let end = line.push(&merge, Some(&fresh));
    assert!(matches!(&end, End::Fault(fault) if !fault.is_refusal()), "{end:?}");
    assert!(line.adapter.find(&merge, &mark, &line.fresh(&id)).is_none());
    world.clock.pass(31);
    assert!(line.adapter.find(&merge, &mark, &line.fresh(&id)).is_some());
}
