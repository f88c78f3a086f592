use std::sync::Arc;
use std::sync::atomic::Ordering::SeqCst;

use super::reading::Hands;
use super::*;

const START_MS: i64 = 1_795_000_000_000;
const HOUR_MS: i64 = 3_600_000;

/// A clock whose hands the test moves.
fn clock() -> (Clock, Arc<Hands>) {
    let hands = Arc::new(Hands::default());
    hands.wall_ms.store(START_MS, SeqCst);
    (Clock::of(Reading::Hands(hands.clone())), hands)
}

/// Time passes, and the computer's clock goes with it.
fn pass(hands: &Hands, ms: i64) {
    hands.wall_ms.fetch_add(ms, SeqCst);
    hands.mono_ms.fetch_add(u64::try_from(ms).unwrap(), SeqCst);
}

/// Somebody sets the computer's clock.
fn set(hands: &Hands, by_ms: i64) {
    hands.wall_ms.fetch_add(by_ms, SeqCst);
}

/// The portal of `account` says that it is so many seconds ahead of the computer.
fn hear(clock: &Clock, account: &str, ahead_s: i64) {
    let wall = Moment(clock.reading.wall_ms().div_euclid(1000));
    let date = wall.plus(ahead_s).to_chrono().unwrap().to_rfc2822();
    clock.portal_said(account, &date, clock.mono_ms());
}

fn corrected_s(clock: &Clock) -> i64 {
    (clock.reading.wall_ms() - clock.now_ms() + 500).div_euclid(1000)
}

#[test]
fn a_clock_that_is_an_hour_ahead_is_corrected() {
    let (clock, _) = clock();
    hear(&clock, "rt", -3_600);
    assert!((3_598.0..3_602.0).contains(&clock.offset_s("rt").unwrap()));
    assert!((3_598..3_602).contains(&corrected_s(&clock)));
    assert_eq!(clock.portal_ahead_s("rt"), 0);
    assert_eq!(clock.corrected_by().unwrap().0, "rt");
}

#[test]
fn a_difference_of_a_second_is_noise() {
    let (clock, _) = clock();
    hear(&clock, "rt", -1);
    assert_eq!((corrected_s(&clock), clock.portal_ahead_s("rt")), (0, 0));
}

#[test]
fn one_wrong_portal_does_not_change_the_time_of_the_others() {
    let (clock, _) = clock();
    for heard in [["right", "wrong"], ["wrong", "right"]] {
        for account in heard {
            hear(&clock, account, if account == "wrong" { 600 } else { 0 });
        }
        assert_eq!(corrected_s(&clock), 0, "{heard:?}");
        assert_eq!(clock.corrected_by().unwrap().0, "right");
        assert_eq!(clock.portal_ahead_s("right"), 0);
        assert!((598..=602).contains(&clock.portal_ahead_s("wrong")), "{heard:?}");
    }
    clock.forget("right");
    assert_eq!(clock.portal_ahead_s("wrong"), 0, "the only one corrects the console");
}

#[test]
fn a_wrong_computer_is_corrected_by_all() {
    let (clock, _) = clock();
    hear(&clock, "one", -3_600);
    hear(&clock, "two", -3_590);
    assert!((3_588..=3_592).contains(&corrected_s(&clock)));
    assert!((-12..=-8).contains(&clock.portal_ahead_s("one")));
}

#[test]
fn a_computer_clock_that_is_set_without_a_network_moves_nothing() {
    let (clock, hands) = clock();
    hear(&clock, "one", 0);
    hear(&clock, "two", 0);
    for by_ms in [5 * HOUR_MS, -9 * HOUR_MS, 4 * HOUR_MS] {
        let before = clock.now_ms();
        set(&hands, by_ms);
        assert!((clock.now_ms() - before).abs() < NOISE_MS, "set by {by_ms} ms");
        assert_eq!(clock.portal_ahead_s("one"), 0);
    }
}

#[test]
fn the_hours_of_sleep_count() {
    let (clock, hands) = clock();
    hear(&clock, "rt", 0);
    let before = clock.now_ms();
    pass(&hands, 8 * HOUR_MS);
    assert!((clock.now_ms() - before - 8 * HOUR_MS).abs() < NOISE_MS);
    assert_eq!(corrected_s(&clock), 0);
}

#[test]
fn a_start_without_a_network_trusts_what_was_known_before() {
    let (clock, _) = clock();
    clock.remember("rt", HOUR_MS, None);
    assert_eq!((corrected_s(&clock), clock.is_remembered()), (3_600, true));
    hear(&clock, "rt", 0);
    assert_eq!((corrected_s(&clock), clock.is_remembered()), (0, false));
    clock.remember("rt", HOUR_MS, None);
    assert_eq!(corrected_s(&clock), 0, "what the portal said itself counts");
}

#[test]
fn time_is_never_before_what_the_portal_has_told_already() {
    let (clock, _) = clock();
    let seen = Moment(START_MS / 1000).plus(86_400);
    clock.remember("rt", 0, Some(seen));
    assert_eq!(clock.now(), seen, "the computer's clock fell back by a day");
}

#[test]
fn a_portal_that_speaks_counts_before_one_that_is_remembered() {
    let (clock, _) = clock();
    clock.remember("silent", 0, None);
    hear(&clock, "speaks", -3_600);
    assert_eq!((corrected_s(&clock), clock.is_remembered()), (3_600, false));
}

#[test]
fn nonsense_in_the_header_changes_nothing() {
    let clock = Clock::new(Some(Moment(7)));
    clock.portal_said("rt", "yesterday", 0);
    assert_eq!((clock.offset_s("rt"), clock.now()), (None, Moment(7)));
}
