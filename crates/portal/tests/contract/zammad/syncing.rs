//! What was read is what the portal has.

use fakes::{Fault, When};
use policy::ticket::Gone;
use serde_json::json;

use super::world::World;

#[test]
fn a_sync_ends_with_what_the_portal_has() {
    for seed in 1..=2 {
        let mut world = World::new(260, seed);
        let who = if seed == 1 { world.portal.admin() } else { world.portal.agent() };
        let mut line = world.line(&who);
        world.play(&mut line);
    }
}

#[test]
fn a_sync_needs_no_search_index() {
    let mut world = World::new(120, 4);
    world.portal.remove_elasticsearch();
    let mut line = world.line(&world.portal.agent());
    world.play(&mut line);
    let mut world = World::new(120, 4);
    world.portal.set_search_delay(3_600);
    let mut line = world.line(&world.portal.agent());
    world.play(&mut line);
}

#[test]
fn what_changes_while_pages_are_read_is_read() {
    for seed in 1..=2 {
        let mut world = World::new(230, seed);
        let mut line = world.line(&world.portal.agent());
        let mut number = 1_000;
        // Much happens between two pages of the first sync, and of increments.
        for _ in 0..3 {
            line.sync_while(|| {
                for _ in 0..8 {
                    world.live_on(number);
                    number += 1;
                }
            });
        }
        line.sync();
        world.compare(&line);
    }
}

#[test]
fn more_tickets_of_one_second_than_a_page_holds_are_all_read() {
    for millis in [0, 790] {
        let mut world = World::new(0, 1);
        world.portal.set_millis(millis);
        for number in 0..230 {
            let customer = world.customers[0];
            world.tickets.push(world.portal.add_ticket(customer, &format!("Case {number}"), "All at once."));
        }
        world.clock.pass(600);
        let mut line = world.line(&world.portal.agent());
        line.sync();
        assert_eq!(line.mirror.len(), 230);
        world.compare(&line);
    }
}

#[test]
fn what_leaves_a_crowded_second_while_its_pages_are_read_hides_nothing() {
    for (tickets, moved) in [(180, 1), (190, 7)] {
        let world = World::new(tickets, 2);
        let agent = world.portal.agent().id;
        let mut line = world.line(&world.portal.agent());
        line.sync();
        world.clock.pass(1_000);
        for id in &world.tickets {
            assert!(world.portal.agent_changes(
                *id,
                agent,
                &json!({ "title": format!("Case {id}, in bulk") })
            ));
        }
        world.clock.pass(600);
        let mut again = world.tickets.iter().rev();
        line.sync_while(|| {
            // The latest come first, so these were read already, and all others of their second move up.
            for id in again.by_ref().take(moved) {
                let fields = json!({ "title": format!("Case {id}, again") });
                assert!(world.portal.agent_changes(*id, agent, &fields));
            }
            world.clock.pass(1);
        });
        line.sync();
        world.compare(&line);
    }
}

#[test]
fn many_deletions_at_once_are_all_told() {
    let world = World::new(330, 3);
    let mut line = world.line(&world.portal.agent());
    line.sync();
    world.clock.pass(1_000);
    for id in world.tickets.iter().filter(|id| *id % 3 != 0) {
        world.portal.erase(*id);
    }
    line.sync();
    world.compare(&line);
    let gone = line.mirror.values().filter(|ticket| ticket.gone == Some(Gone::Deleted)).count();
    assert_eq!(gone, 220);
}

#[test]
fn a_portal_with_a_limit_is_read_though_it_asks_to_wait() {
    let world = World::new(60, 5);
    world.portal.set_limit(70);
    let mut line = world.line(&world.portal.agent());
    line.sync();
    world.compare(&line);
    assert!(line.waits.get() > 0);
}

#[test]
fn an_idle_increment_costs_two_requests() {
    let world = World::new(130, 1);
    let mut line = world.line(&world.portal.agent());
    line.sync();
    world.clock.pass(600);
    line.sync();
    let before = world.portal.seen().len();
    world.clock.pass(600);
    line.sync();
    assert_eq!(world.portal.seen().len() - before, 2);
}

#[test]
fn a_ticket_that_could_not_be_read_is_read_later_and_one_that_is_gone_is_not_asked_for_for_ever() {
    let world = World::new(4, 1);
    let mut line = world.line(&world.portal.agent());
    for part in ["/ticket_articles/by_ticket/2", "/ticket_history/3", "/ticket_articles/by_ticket/4"] {
        world.portal.always(When::request("GET", part), Fault::Fail(500));
    }
    line.sync();
    let known: Vec<&str> = line.mirror.keys().map(String::as_str).collect();
    assert_eq!(known, ["1"]);
    assert!(!line.aside.is_empty());
    world.portal.clear_faults();
    world.portal.erase(2);
    line.sync();
    line.aside.clear();
    world.compare(&line);
    let asked = || world.portal.seen().iter().filter(|seen| seen.target.contains("/2")).count();
    let before = asked();
    line.sync();
    assert_eq!(asked(), before);
}

#[test]
fn the_probe_tells_who_it_is_and_the_groups() {
    let world = World::new(1, 1);
    for (who, portal, user, version) in [
        (world.portal.admin(), "Zammad 7.0.0", "ada@vendor.test", 200),
        (world.portal.agent(), "Zammad", "ben@vendor.test", 403),
    ] {
        let line = world.line(&who);
        let answers = line.probe();
        let statuses: Vec<u16> = answers.iter().map(|answer| answer.status).collect();
        assert_eq!(statuses, [200, 200, version]);
        let probe = line.adapter.read_probes(&answers).unwrap();
        assert_eq!((probe.portal.as_str(), probe.user.as_deref()), (portal, Some(user)));
        assert_eq!(
            (probe.queues, probe.warnings.len()),
            (vec!["2nd Level".to_owned(), "Users".to_owned()], 0)
        );
    }
}
