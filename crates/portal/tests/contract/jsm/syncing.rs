//! What was read is what the portal has.

use fakes::{Fault, When};
use policy::ticket::Gone;

use super::world::World;

#[test]
fn a_sync_ends_with_what_the_portal_has() {
    for seed in 1..=2 {
        let mut world = World::new(260, seed);
        let mut line = world.line();
        world.play(&mut line, 5);
    }
}

#[test]
fn searches_are_read_in_the_zone_of_the_user() {
    for zone in ["America/Los_Angeles", "Asia/Kolkata"] {
        let mut world = World::new(60, 3);
        assert!(world.portal.set_zone(world.portal.agent().id, zone), "{zone}");
        let mut line = world.line();
        world.play(&mut line, 5);
    }
}

#[test]
fn a_search_that_is_late_misses_nothing() {
    let mut world = World::new(120, 4);
    world.portal.set_search_delay(240);
    world.clock.pass(300);
    let mut line = world.line();
    world.play(&mut line, 241);
}

#[test]
fn more_changes_of_one_minute_than_a_page_holds_are_all_read() {
    let world = World::new(230, 1);
    let mut line = world.line();
    world.clock.pass(5_000);
    line.sync();
    world.clock.pass(5_000);
    for ticket in &world.tickets {
        assert!(world.portal.agent_writes(*ticket, world.portal.admin().id, "All at once.", true));
    }
    world.clock.pass(600);
    line.sync();
    assert_eq!(line.mirror.len(), 230);
    world.compare(&line);
}

#[test]
fn an_idle_increment_delivers_nothing_and_costs_four_requests() {
    let world = World::new(60, 1);
    let mut line = world.line();
    line.sync();
    world.clock.pass(2_000);
    line.sync();
    line.mirror.clear();
    let before = world.portal.seen().len();
    world.clock.pass(60);
    line.sync();
    assert_eq!((line.mirror.len(), world.portal.seen().len() - before), (0, 4));
}

#[test]
fn a_place_in_a_list_that_has_expired_costs_nothing() {
    let mut world = World::new(130, 1);
    let mut line = world.line();
    let clock = world.clock.clone();
    let mut pages = 0;
    line.sync_while(|| {
        pages += 1;
        clock.pass(if pages == 1 { 8 * 86_400 } else { 0 });
    });
    assert!(pages > 1);
    world.file();
    world.clock.pass(60);
    line.sync();
    world.compare(&line);
}

#[test]
fn a_limited_site_is_read_though_it_asks_to_wait() {
    let world = World::new(130, 1);
    world.portal.set_limit(40, 10);
    let mut line = world.line();
    line.sync();
    world.compare(&line);
    assert!(line.waits.get() > 0 && line.mirror.len() == 130);
}

#[test]
fn a_ticket_that_moves_keeps_what_it_is_known_by() {
    let world = World::new(3, 1);
    let mut line = world.line();
    line.sync();
    let ticket = world.tickets[1];
    let before = world.portal.key(ticket);
    world.clock.pass(5_000);
    assert!(world.portal.move_to(ticket, "OPS"));
    line.sync();
    world.compare(&line);
    assert_eq!(line.mirror.len(), 3);
    let moved = &line.mirror[&ticket.to_string()];
    assert_eq!((moved.number.as_str(), moved.queue.as_str()), ("OPS-1", "Operations"));
    assert_eq!(line.fresh(&before).id, ticket.to_string(), "by the key of before");
}

#[test]
fn deletions_are_all_told() {
    let world = World::new(130, 1);
    let mut line = world.line();
    line.sync();
    world.clock.pass(5_000);
    for id in &world.tickets[..120] {
        world.portal.erase(*id);
    }
    line.sync();
    world.compare(&line);
    assert_eq!(line.mirror.values().filter(|ticket| ticket.gone == Some(Gone::Deleted)).count(), 120);
}

#[test]
fn the_probe_tells_who_it_is_and_the_service_desks() {
    let line = World::new(1, 1).line();
    let answers = line.probe();
    assert!(answers.iter().all(|answer| answer.status == 200), "{answers:?}");
    let probe = line.adapter.read_probes(&answers).unwrap();
    assert_eq!(probe.user.as_deref(), Some("Ben Agent"));
    assert_eq!(
        (probe.queues, probe.warnings),
        (["Operations", "Support"].map(str::to_owned).to_vec(), vec![])
    );
}

#[test]
fn a_ticket_that_could_not_be_read_and_is_gone_now_is_not_asked_for_for_ever() {
    let world = World::new(3, 1);
    let mut line = world.line();
    let ticket = world.tickets[1];
    let address = format!("/issue/{ticket}");
    world.portal.always(When::request("GET", &format!("{address}/comment")), Fault::Fail(500));
    line.sync();
    assert!(!line.mirror.contains_key(&ticket.to_string()) && !line.aside.is_empty());
    world.portal.clear_faults();
    world.portal.erase(ticket);
    line.sync();
    let asked = || world.portal.seen().iter().filter(|seen| seen.target.contains(&address)).count();
    let before = asked();
    line.sync();
    assert_eq!(asked(), before);
}
