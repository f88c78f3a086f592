//! First sync and increments.

use policy::ticket::Gone;
use portal::Adapter;
use proptest::prelude::*;

use crate::fake::Fake;
use crate::mirror::{Mirror, adapter, carried};

#[test]
fn the_first_sync_reads_open_tickets_first_and_the_newest_of_them_before_the_others() {
    let fake = Fake::with(50);
    for id in 30..=50 {
        fake.set_status(id, "resolved");
    }
    let mut mirror = Mirror::default();
    mirror.page(&fake, |_| {});
    let first: Vec<String> = (10..=29).rev().map(|id: u64| id.to_string()).collect();
    assert_eq!(mirror.pages[0], first);
    mirror.sync(&fake);
    assert_eq!(mirror.visible(), fake.visible());
}

#[test]
fn progress_tells_of_how_many() {
    let fake = Fake::with(45);
    let page = crate::mirror::page(None, |request| Some(fake.answer(request))).unwrap().unwrap();
    assert_eq!((page.tickets.len(), page.total, page.end), (20, Some(45), false));
    assert!(page.date.is_some());
}

#[test]
fn a_ticket_solved_between_the_two_passes_is_read() {
    let fake = Fake::with(30);
    let mut mirror = Mirror::default();
    mirror.page(&fake, |_| {});
    fake.set_status(3, "resolved");
    fake.set_status(29, "rejected");
    mirror.sync(&fake);
    assert_eq!(mirror.visible(), fake.visible());
}

#[test]
fn an_idle_increment_delivers_nothing_and_costs_two_requests() {
    let fake = Fake::with(5);
    let mut mirror = Mirror::default();
    mirror.sync(&fake);
    fake.tick(60);
    mirror.sync(&fake);
    mirror.pages.clear();
    fake.requests.set(0);
    mirror.sync(&fake);
    assert!(mirror.delivered().is_empty());
    assert_eq!(fake.requests.get(), 2);
}

#[test]
fn a_change_in_the_same_second_is_not_lost() {
    let fake = Fake::with(3);
    fake.touch(2);
    let mut mirror = Mirror::default();
    mirror.sync(&fake);
    fake.touch(2);
    fake.touch(1);
    mirror.sync(&fake);
    assert_eq!(mirror.visible(), fake.visible());
}

#[test]
fn tickets_touched_while_pages_are_read_are_neither_missing_nor_stale() {
    let fake = Fake::with(100);
    let mut mirror = Mirror::default();
    mirror.sync(&fake);
    fake.tick(100);
    for id in 1..=48 {
        fake.touch(id);
        fake.tick(1);
    }
    let mut next = 1;
    while !mirror.page(&fake, |request| {
        if request.url.path().ends_with("/tickets") {
            fake.tick(1);
            fake.touch(next);
            fake.touch(next + 1);
            next += 7;
        }
    }) {}
    mirror.sync(&fake);
    assert_eq!(mirror.visible(), fake.visible());
}

#[test]
fn a_change_behind_the_place_of_a_long_increment_is_found_by_the_next() {
    let fake = Fake::with(40);
    let mut mirror = Mirror::default();
    mirror.sync(&fake);
    fake.tick(60);
    for id in 1..=40 {
        fake.touch(id);
    }
    mirror.page(&fake, |_| {});
    fake.touch(1);
    fake.tick(30);
    fake.create();
    mirror.sync(&fake);
    fake.tick(60);
    mirror.sync(&fake);
    assert_eq!(mirror.visible(), fake.visible());
}

#[test]
fn a_late_commit_with_an_older_stamp_is_found() {
    let fake = Fake::with(9);
    let mut mirror = Mirror::default();
    fake.touch(1);
    mirror.sync(&fake);
    fake.touch_at(5, fake.clock.get() - 9);
    mirror.sync(&fake);
    assert_eq!(mirror.visible(), fake.visible());
}

#[test]
fn more_than_a_page_in_one_second_is_read_whole() {
    let fake = Fake::with(90);
    let mut mirror = Mirror::default();
    mirror.sync(&fake);
    fake.tick(60);
    for id in 1..=90 {
        fake.touch(id);
    }
    fake.tick(60);
    mirror.pages.clear();
    mirror.sync(&fake);
    assert_eq!(mirror.delivered().len(), 90);
    assert_eq!(mirror.visible(), fake.visible());
}

#[test]
fn a_portal_clock_that_was_ahead_for_a_while_hides_no_change() {
    let fake = Fake::with(3);
    let mut mirror = Mirror::default();
    mirror.sync(&fake);
    fake.touch_at(1, fake.clock.get() + 86_400);
    mirror.sync(&fake);
    fake.tick(60);
    fake.touch(2);
    mirror.sync(&fake);
    assert_eq!(mirror.visible(), fake.visible());
}

#[test]
fn a_kill_loses_at_most_one_page() {
    let fake = Fake::with(60);
    let mut mirror = Mirror::default();
    mirror.page(&fake, |_| {});
    let after_one = mirror.cursor.clone();
    mirror.killed(&fake, 13);
    assert_eq!(mirror.cursor, after_one);
    mirror.page(&fake, |_| {});
    let both = mirror.delivered();
    assert_eq!((both.len(), both[20]), (40, "40"));
}

#[test]
fn a_portal_that_does_not_count_is_read_to_the_last_ticket() {
    let fake = Fake::with(45);
    fake.uncounted.set(true);
    let mut mirror = Mirror::default();
    mirror.sync(&fake);
    fake.tick(30);
    fake.touch(7);
    mirror.sync(&fake);
    assert_eq!(mirror.visible(), fake.visible());
}

#[test]
fn an_empty_portal_is_synced_and_then_its_first_ticket() {
    let fake = Fake::new();
    let mut mirror = Mirror::default();
    mirror.sync(&fake);
    for _ in 0..30 {
        fake.create();
        fake.tick(2);
    }
    mirror.sync(&fake);
    assert_eq!(mirror.visible(), fake.visible());
}

#[test]
fn a_cursor_that_cannot_be_read_starts_again() {
    let fake = Fake::with(3);
    for text in ["", "{", "null", "{\"page\":7}", "[]"] {
        let mut mirror = Mirror { cursor: Some(portal::Cursor(text.to_owned())), ..Mirror::default() };
        mirror.sync(&fake);
        assert_eq!(mirror.visible(), fake.visible(), "{text}");
    }
}

#[test]
fn a_ticket_whose_history_fails_stops_no_other_and_is_tried_again() {
    let fake = Fake::with(30);
    fake.broken.borrow_mut().push(25);
    let mut mirror = Mirror::default();
    mirror.sync(&fake);
    assert_eq!((mirror.visible().len(), mirror.tickets.contains_key("25")), (29, false));
    assert!(mirror.aside > 0);
    fake.broken.borrow_mut().clear();
    fake.tick(60);
    mirror.sync(&fake);
    assert_eq!(mirror.visible(), fake.visible());
}

#[test]
fn a_ticket_whose_history_always_fails_does_not_keep_an_increment_from_ending() {
    let fake = Fake::with(3);
    fake.broken.borrow_mut().push(2);
    let mut mirror = Mirror::default();
    for _ in 0..10 {
        mirror.sync(&fake);
        fake.tick(60);
    }
    assert_eq!(mirror.visible().len(), 2);
}

#[test]
fn a_row_that_is_never_readable_is_put_aside_and_keeps_no_increment_from_ending() {
    let fake = Fake::with(300);
    fake.garbled.borrow_mut().push(250);
    let mut mirror = Mirror::default();
    mirror.sync(&fake);
    assert_eq!(mirror.visible().len(), 299);
    let aside = std::mem::take(&mut mirror.aside);
    fake.tick(60);
    fake.touch(1);
    mirror.sync(&fake);
    assert_eq!((aside > 0, mirror.aside), (true, 0));
    fake.touch(250);
    fake.garbled.borrow_mut().clear();
    mirror.sync(&fake);
    assert_eq!(mirror.visible(), fake.visible());
}

#[test]
fn a_history_longer_than_a_page_is_read_whole() {
    let fake = Fake::with(1);
    for _ in 0..250 {
        fake.touch(1);
        fake.tick(1);
    }
    let mut mirror = Mirror::default();
    mirror.sync(&fake);
    assert_eq!(mirror.tickets["1"].events.len(), 251);
    assert_eq!(mirror.tickets["1"].history, policy::ticket::History::Complete);
}

#[derive(Clone, Debug)]
enum Happens {
    Create,
    Touch(u64),
    Late(u64, i64),
    Solve(u64),
    Delete(u64),
    Merge(u64, u64),
    Burst(u64, u64),
    Tick(i64),
    Page,
    Kill(usize),
    Move(i64),
}

fn happens() -> impl Strategy<Value = Happens> {
    let id = 1u64..45;
    prop_oneof![
        2 => Just(Happens::Create),
        5 => id.clone().prop_map(Happens::Touch),
        1 => (id.clone(), 0i64..10).prop_map(|(id, late)| Happens::Late(id, late)),
        1 => id.clone().prop_map(Happens::Solve),
        1 => id.clone().prop_map(Happens::Delete),
        1 => (id.clone(), id.clone()).prop_map(|(id, into)| Happens::Merge(id, into)),
        1 => (id, 1u64..50).prop_map(|(id, many)| Happens::Burst(id, many)),
        5 => (0i64..40).prop_map(Happens::Tick),
        6 => Just(Happens::Page),
        2 => (0usize..60).prop_map(Happens::Kill),
        1 => (-48i64..=56).prop_map(Happens::Move),
    ]
}

fn happen(fake: &Fake, mirror: &mut Mirror, step: &Happens) {
    let is_there = |id: &u64| fake.visible().contains_key(&id.to_string());
    match *step {
        Happens::Create => drop(fake.create()),
        Happens::Touch(id) if is_there(&id) => fake.touch(id),
        Happens::Late(id, late) if is_there(&id) => fake.touch_at(id, fake.clock.get() - late),
        Happens::Solve(id) if is_there(&id) => fake.set_status(id, "resolved"),
        Happens::Delete(id) if is_there(&id) => fake.set_status(id, "deleted"),
        Happens::Merge(id, into) if id != into && is_there(&id) && is_there(&into) => fake.merge(id, into),
        Happens::Burst(from, many) => (from..from + many).filter(is_there).for_each(|id| fake.touch(id)),
        Happens::Tick(seconds) => fake.tick(seconds),
        Happens::Page => drop(mirror.page(fake, |_| {})),
        Happens::Kill(requests) => mirror.killed(fake, requests),
        Happens::Move(quarters) => fake.zone_s.set(quarters * 900),
        Happens::Touch(_)
        | Happens::Late(..)
        | Happens::Solve(_)
        | Happens::Delete(_)
        | Happens::Merge(..) => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever happens meanwhile, kills and a user who travels included: when it is quiet again, one overlapping
    /// increment makes both sides the same.
    #[test]
    fn both_sides_end_the_same(steps in prop::collection::vec(happens(), 0..60)) {
        let fake = Fake::with(30);
        let mut mirror = Mirror::default();
        for step in &steps {
            happen(&fake, &mut mirror, step);
        }
        mirror.sync(&fake);
        fake.tick(60);
        mirror.sync(&fake);
        prop_assert_eq!(mirror.visible(), fake.visible());
    }
}

#[test]
fn one_ticket_is_read_alone_with_its_history() {
    let (fake, mut mirror) = (Fake::with(30), Mirror::default());
    mirror.sync(&fake);
    fake.touch(17);
    fake.requests.set(0);
    let read =
        |id: &str| carried(adapter().start_one(id), |request| Some(fake.answer(request))).unwrap().unwrap();
    let page = read("17");
    assert_eq!(page.tickets.iter().map(|ticket| ticket.id.as_str()).collect::<Vec<_>>(), ["17"]);
    assert_eq!(page.tickets[0].events.len(), mirror.tickets["17"].events.len() + 1);
    assert!(fake.requests.get() < 6, "{} requests", fake.requests.get());
    assert!(read("4711").tickets.is_empty() && read("no number").tickets.is_empty());
    fake.hide(5, true);
    assert!(read("5").tickets.is_empty());
    fake.merge(9, 10);
    fake.set_status(11, "deleted");
    let gone = |id: &str| read(id).tickets.first().and_then(|ticket| ticket.gone.clone());
    assert_eq!(gone("9"), Some(Gone::MergedInto("10".to_owned())));
    assert_eq!(gone("11"), Some(Gone::Deleted));
}
