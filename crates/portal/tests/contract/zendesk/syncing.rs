//! What was read is what the portal has.

use super::world::World;

#[test]
fn an_administrators_sync_ends_with_what_the_portal_has() {
    for seed in 1..=2 {
        let mut world = World::new(260, seed);
        let mut line = world.line(&world.portal.admin());
        world.play(&mut line, 61);
        assert_eq!(line.mirror.len(), world.tickets.len());
    }
}

#[test]
fn an_agents_sync_ends_with_what_the_portal_has_though_the_export_is_closed_and_search_is_late() {
    let mut world = World::new(260, 7);
    world.portal.set_search_delay(240);
    world.clock.pass(300);
    let mut line = world.line(&world.portal.agent());
    world.play(&mut line, 241);
    assert!(world.portal.seen().iter().any(|seen| seen.status == Some(403)), "the export was tried");
}

#[test]
fn many_deletions_at_once_are_all_told_to_an_agent() {
    let world = World::new(230, 3);
    let mut line = world.line(&world.portal.agent());
    line.sync();
    world.clock.pass(1000);
    for id in world.tickets.clone() {
        world.portal.delete(id);
        world.clock.pass(1);
    }
    line.sync();
    world.compare(&line);
}

#[test]
fn a_small_account_is_read_though_it_asks_to_wait() {
    let world = World::new(150, 5);
    world.portal.set_account_limit(120);
    let mut line = world.line(&world.portal.admin());
    world.clock.pass(61);
    line.sync();
    world.compare(&line);
    assert!(line.waits.get() > 0);
}

#[test]
fn the_probe_tells_who_it_is_and_the_groups() {
    let world = World::new(1, 1);
    for (who, name, warnings) in
        [(world.portal.admin(), "Ada Admin", 0), (world.portal.agent(), "Ben Agent", 1)]
    {
        let line = world.line(&who);
        let answers = line.probe();
        assert!(answers.iter().all(|answer| answer.status == 200), "{answers:?}");
        let probe = line.adapter.read_probes(&answers).unwrap();
        assert_eq!(probe.user.as_deref(), Some(name));
        assert_eq!((probe.queues, probe.warnings.len()), (vec!["Support".to_owned()], warnings));
    }
}
