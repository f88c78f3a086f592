//! Tickets that leave every search.

use policy::ticket::Gone;

use crate::fake::Fake;
use crate::mirror::Mirror;

fn synced(tickets: u64) -> (Fake, Mirror) {
    let fake = Fake::with(tickets);
    let mut mirror = Mirror::default();
    mirror.sync(&fake);
    fake.tick(60);
    mirror.sync(&fake);
    (fake, mirror)
}

#[test]
fn a_deleted_ticket_is_told_with_the_next_increment() {
    let (fake, mut mirror) = synced(600);
    fake.set_status(417, "deleted");
    fake.requests.set(0);
    mirror.sync(&fake);
    assert_eq!(mirror.gone(), [("417", &Gone::Deleted)]);
    assert_eq!(mirror.visible(), fake.visible());
    assert!(fake.requests.get() < 15, "{} requests", fake.requests.get());
}

#[test]
fn a_merged_ticket_is_told_with_its_own_identifier_and_where_it_went() {
    let (fake, mut mirror) = synced(30);
    fake.merge(9, 10);
    fake.tick(60);
    mirror.sync(&fake);
    assert_eq!(mirror.gone(), [("9", &Gone::MergedInto("10".to_owned()))]);
    assert_eq!(mirror.tickets["10"].gone, None);
}

#[test]
fn a_ticket_merged_twice_leads_to_the_last_one() {
    let (fake, mut mirror) = synced(30);
    fake.merge(9, 10);
    fake.merge(10, 11);
    mirror.sync(&fake);
    let (nine, ten) = (Gone::MergedInto("11".to_owned()), Gone::MergedInto("11".to_owned()));
    assert_eq!(mirror.gone(), [("10", &ten), ("9", &nine)]);
}

#[test]
fn a_ticket_that_may_not_be_seen_any_more_is_gone_and_comes_back_with_the_right() {
    let (fake, mut mirror) = synced(30);
    fake.hide(12, true);
    mirror.sync(&fake);
    assert_eq!(mirror.gone(), [("12", &Gone::Deleted)]);
    fake.hide(12, false);
    mirror.sync(&fake);
    assert_eq!(mirror.visible(), fake.visible());
}

#[test]
fn many_deleted_at_once_are_all_told() {
    let (fake, mut mirror) = synced(600);
    for id in (1..=600).step_by(2) {
        fake.set_status(id, "deleted");
    }
    mirror.sync(&fake);
    assert_eq!((mirror.gone().len(), mirror.visible()), (300, fake.visible()));
}

#[test]
fn what_was_deleted_before_the_first_sync_is_never_asked_for() {
    let fake = Fake::with(200);
    for id in 1..=100 {
        fake.set_status(id, "deleted");
    }
    let mut mirror = Mirror::default();
    mirror.sync(&fake);
    assert!(mirror.gone().is_empty());
    assert_eq!(mirror.visible(), fake.visible());
}

#[test]
fn where_the_portal_does_not_count_a_deleted_ticket_is_found_in_turn() {
    let fake = Fake::with(350);
    fake.uncounted.set(true);
    let mut mirror = Mirror::default();
    mirror.sync(&fake);
    fake.set_status(317, "deleted");
    for _ in 0..5 {
        fake.tick(60);
        mirror.sync(&fake);
    }
    assert_eq!(mirror.gone(), [("317", &Gone::Deleted)]);
}
