//! What one ticket tells.

use fakes::Sla;
use policy::ticket::{Party, What};
use portal::Due;
use serde_json::json;

use super::world::{MACHINE, World};

#[test]
fn a_long_ticket_is_read_to_its_end() {
    let world = World::new(1, 1);
    let (ticket, agent) = (world.tickets[0], world.portal.admin().id);
    for number in 0..230 {
        world.portal.agent_writes(ticket, agent, &format!("Step {number}."), number % 2 == 0);
        let body = json!({ "fields": { MACHINE: format!("M-{number}") } });
        assert!(world.portal.agent_changes(ticket, agent, &body));
        world.clock.pass(1);
    }
    let mut line = world.line();
    line.sync();
    world.compare(&line);
    let changed = |what: &What| match what {
        What::Field { name, from, to } if name == "CF.Machine" => Some((from.clone(), to.clone())),
        What::Field { .. }
        | What::Created
        | What::Message { .. }
        | What::Call { .. }
        | What::Work { .. }
        | What::Merged { .. } => None,
    };
    let events = &line.mirror[&ticket.to_string()].events;
    let changes: Vec<_> = events.iter().filter_map(|event| changed(&event.what)).collect();
    assert_eq!(changes.len(), 230);
    assert_eq!(changes[1], (Some("M-0".to_owned()), Some("M-1".to_owned())));
}

#[test]
fn both_sides_are_told_apart_and_a_status_has_its_place_in_time() {
    let world = World::new(1, 1);
    let (ticket, agent) = (world.tickets[0], world.portal.agent().id);
    world.clock.pass(60);
    assert!(world.portal.agent_writes(ticket, agent, "Try water.", true));
    world.clock.pass(60);
    assert!(world.portal.set_status(ticket, agent, "Waiting for customer"));
    world.clock.pass(60);
    assert!(world.portal.customer_writes(ticket, "It burns still."));
    let told = world.line().fresh(&ticket.to_string()).events;
    let told: Vec<_> = told
        .iter()
        .map(|event| {
            let what = match &event.what {
                What::Created => "created".to_owned(),
                What::Message { body, .. } => body.clone(),
                What::Field { name, to, .. } => format!("{name}: {}", to.clone().unwrap_or_default()),
                What::Call { .. } | What::Work { .. } => "work".to_owned(),
                What::Merged { .. } => "merged".to_owned(),
            };
            (event.by.unwrap(), what)
        })
        .collect();
    let expected = [
        (Party::Customer, "created"),
        (Party::Customer, "It does not start."),
        (Party::Agent, "Try water."),
        (Party::Agent, "status: Waiting for customer"),
        (Party::Customer, "It burns still."),
        (Party::Customer, "status: Waiting for support"),
    ];
    assert_eq!(told, expected.map(|(by, what)| (by, what.to_owned())));
}

#[test]
fn the_deadlines_of_the_portal_are_those_that_run() {
    let world = World::new(1, 1);
    let started = world.clock.now();
    let sla =
        |name: &str, stopped, paused| Sla { name: name.to_owned(), started, goal: 3_600, stopped, paused };
    let slas = vec![
        sla("Time to first response", Some(started + 600), false),
        sla("Time to resolution", None, false),
        sla("Time to close", None, true),
    ];
    world.portal.set_slas(world.tickets[0], slas);
    let line = world.line();
    let ticket = line.fresh(&world.tickets[0].to_string());
    let due = line.adapter.deadlines(&ticket);
    let due: Vec<_> = due.into_iter().map(|one| (one.what, one.at.0)).collect();
    assert_eq!(due, [(Due::Clock("resolution"), started + 3_600)]);
}
