//! What was read is what the portal has.

use fakes::Plan;
use policy::ticket::Gone;

use super::world::World;

#[test]
fn a_sync_ends_with_what_the_portal_has() {
    for seed in 1..=2 {
        let mut world = World::new(260, seed);
        world.portal.let_deletions_touch();
        world.play();
    }
}

#[test]
fn what_changes_no_stamp_is_noticed_when_the_ticket_is_opened() {
    let world = World::new(40, 1);
    let mut line = world.line();
    line.sync();
    world.clock.pass(5_000);
    world.portal.delete(3);
    world.portal.set_spam(4, true);
    line.sync();
    for id in ["3", "4"] {
        assert_eq!(line.fresh(id).gone, Some(Gone::Deleted), "#{id}");
    }
    assert!(world.portal.restore(3));
    world.portal.set_spam(4, false);
    for id in ["3", "4"] {
        assert_eq!(line.fresh(id).gone, None, "#{id}");
    }
}

#[test]
fn more_tickets_of_one_second_than_a_page_holds_are_all_read() {
    let mut world = World::new(0, 1);
    let contact = world.contacts[0];
    for number in 0..230 {
        world.tickets.push(world.portal.add_ticket(contact, &format!("Case {number}"), "All at once."));
    }
    world.clock.pass(600);
    let mut line = world.line();
    line.sync();
    assert_eq!(line.mirror.len(), 230);
    world.compare(&line);
}

#[test]
fn tickets_of_last_year_are_read_with_a_small_plan() {
    let mut world = World::new(130, 1);
    world.clock.pass(400 * 86_400);
    world.file();
    world.portal.set_plan(Plan::Trial);
    let mut line = world.line();
    line.sync();
    world.compare(&line);
    assert!(line.waits.get() > 0 && line.mirror.len() == 131);
}

#[test]
fn the_probe_tells_who_it_is_and_the_groups() {
    let line = World::new(1, 1).line();
    let answers = line.probe();
    assert!(answers.iter().all(|answer| answer.status == 200), "{answers:?}");
    let probe = line.adapter.read_probes(&answers).unwrap();
    assert_eq!((probe.user.as_deref(), probe.queues), (Some("Ada Admin"), vec!["Support".to_owned()]));
}

#[test]
fn a_ticket_that_could_not_be_read_and_is_gone_now_is_not_asked_for_for_ever() {
    let world = World::new(3, 1);
    let mut line = world.line();
    let messages = fakes::When::request("GET", "/tickets/2/conversations");
    world.portal.always(messages, fakes::Fault::Fail(500));
    line.sync();
    assert!(!line.mirror.contains_key("2") && !line.aside.is_empty());
    world.portal.clear_faults();
    world.portal.erase(2);
    line.sync();
    let asked = || world.portal.seen().iter().filter(|seen| seen.target.contains("/tickets/2")).count();
    let before = asked();
    line.sync();
    assert_eq!(asked(), before);
}
