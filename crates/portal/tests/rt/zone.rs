//! The zone of the token's user, in which Request Tracker reads the dates of a search.

use portal::Fault;
use proptest::prelude::*;
use serde_json::json;

use crate::fake::{self, Fake};
use crate::mirror::{self, Mirror};

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_zone_is_found(quarters in -48i64..=56) {
        let fake = Fake::with(22);
        fake.zone_s.set(quarters * 900);
        let mut mirror = Mirror::default();
        mirror.sync(&fake);
        fake.tick(60);
        fake.touch(11);
        mirror.sync(&fake);
        prop_assert_eq!(mirror.visible(), fake.visible());
    }
}

#[test]
fn a_user_who_moves_misses_no_change() {
    for (home, away) in [(0, -5), (0, 9), (2, 1), (1, 2), (-8, 9)] {
        let fake = Fake::with(40);
        fake.zone_s.set(home * 3600);
        let mut mirror = Mirror::default();
        mirror.sync(&fake);
        fake.zone_s.set(away * 3600);
        fake.tick(600);
        fake.touch(1);
        fake.tick(60);
        mirror.sync(&fake);
        assert_eq!(mirror.visible(), fake.visible(), "{home} to {away}");
    }
}

#[test]
fn a_user_who_moves_misses_no_change_even_if_all_that_was_seen_changed() {
    for (home, away) in [(0, -5), (0, 9), (2, 1), (1, 2)] {
        let fake = Fake::with(40);
        fake.zone_s.set(home * 3600);
        let mut mirror = Mirror::default();
        mirror.sync(&fake);
        fake.zone_s.set(away * 3600);
        for id in 1..=40 {
            fake.tick(100);
            fake.touch(id);
        }
        mirror.sync(&fake);
        assert_eq!(mirror.visible(), fake.visible(), "{home} to {away}");
    }
}

#[test]
fn a_proven_zone_costs_no_request() {
    let fake = Fake::with(5);
    let mut mirror = Mirror::default();
    mirror.sync(&fake);
    fake.tick(60);
    fake.touch(1);
    mirror.sync(&fake);
    fake.tick(60);
    fake.requests.set(0);
    mirror.page(&fake, |_| {});
    // The list, three for the one ticket that may have changed again, of which one is for its files, and its author.
    assert_eq!(fake.requests.get(), 5);
}

/// What Request Tracker does with a date that it cannot read: it counts as 1970.
#[test]
fn a_portal_that_ignores_the_date_is_named_not_read_for_ever() {
    let fake = Fake::with(40);
    let fault = mirror::page(None, |request| {
        let mut request = request.clone();
        let query = request.url.query().unwrap_or_default().replace("2026-", "2026x");
        request.url.set_query(Some(&query));
        Some(fake.answer(&request))
    });
    let Err(Fault::Shape { detail, .. }) = fault else { panic!("{fault:?}") };
    assert!(detail.contains("time zone"), "{detail}");
}

#[test]
fn a_list_that_never_goes_on_is_a_fault() {
    let fake = Fake::with(40);
    let mut mirror = Mirror::default();
    mirror.sync(&fake);
    fake.tick(60);
    for id in 1..=40 {
        fake.touch(id);
    }
    mirror.page(&fake, |_| {});
    let stuck = mirror::page(mirror.cursor.as_ref(), |request| {
        let mut answer = fake.answer(request);
        if request.url.path().ends_with("/tickets") && request.url.as_str().contains("per_page=20") {
            let row = json!({"id": "1", "LastUpdated": "2026-11-21T12:00:00Z"});
            answer = fake::ok(fake.clock.get(), &json!({"items": vec![row; 20], "total": 40}));
        }
        Some(answer)
    });
    assert!(matches!(stuck, Err(Fault::Shape { .. })), "{stuck:?}");
}
