//! A portal that asks for patience, and one that always fails.

use super::world::{HOUR, MINUTE, World, page, status, ticket};

const NOW: &str = "Sat, 21 Nov 2026 12:00:00 GMT";

#[test]
fn case_142_whatever_a_portal_asks_for_the_wait_is_between_a_second_and_an_hour() {
    let past = "Wed, 21 Oct 2015 07:28:00 GMT";
    let far = "Fri, 01 Jan 2099 00:00:00 GMT";
    for asked in [None, Some("0"), Some("-5"), Some("1e9"), Some("1000000000"), Some("99999999999999999999")]
        .into_iter()
        .chain([Some(past), Some(far), Some("soon"), Some("")])
    {
        for code in [429, 503] {
            let headers: Vec<_> =
                asked.map(|asked| ("retry-after", asked)).into_iter().chain([("date", NOW)]).collect();
            let mut world = World::new();
            world.run(6 * HOUR, &mut |_, _| Ok(status(code, &headers)));
            let name = format!("{code} {asked:?}: {} requests", world.asked.len());
            assert!(world.most_in_a_minute() <= 10, "{name}");
            assert!(
                world.asked.len() >= 5 && world.longest_silence() <= HOUR + HOUR / 10 + 4 * MINUTE,
                "{name}"
            );
            let progress = world.last.clone().unwrap();
            assert!(progress.trouble.is_some() && progress.next_at.is_some(), "{name}: {progress:?}");
            world.settle(&mut |_, _| Ok(page(&[ticket("1")], "c1", true)));
            assert_eq!(world.stored, ["1"], "{name}");
        }
    }
}

#[test]
fn case_142_consoles_that_were_told_the_same_come_back_at_different_times() {
    let back = |seed: u64| {
        let mut world = World::with_seed(seed);
        world.run(2 * MINUTE, &mut |_, _| Ok(status(429, &[("retry-after", "100")])));
        world.asked[1]
    };
    let times: std::collections::BTreeSet<u64> = (1..=20).map(back).collect();
    assert!(times.len() > 5, "{times:?}");
    assert!(times.iter().all(|ms| (100_000..=115_000).contains(ms)), "{times:?}");
}

#[test]
fn case_143_a_portal_that_answers_every_tenth_time_is_not_asked_in_a_hot_loop() {
    let mut world = World::new();
    let mut count = 0;
    world.run(2 * HOUR, &mut |_, _| {
        count += 1;
        Ok(match count % 10 {
            0 => page(&[ticket("1")], &format!("c{count}"), count % 20 == 0),
            n => status([500, 502, 503, 504][n % 4], &[]),
        })
    });
    assert!(world.most_in_a_minute() <= 10, "{}", world.most_in_a_minute());
    assert!(world.pages > 10, "it goes on: {} pages", world.pages);
}

#[test]
fn case_143_a_portal_that_never_answers_well_is_asked_once_a_minute_at_most() {
    let mut world = World::new();
    world.run(HOUR, &mut |_, now| Ok(status(500 + u16::try_from(now % 5).unwrap(), &[])));
    let late = world.asked.iter().filter(|ms| **ms > HOUR / 2).count();
    assert!(late <= 30, "{late} requests in half an hour");
    assert!(world.last.clone().unwrap().next_at.unwrap() <= world.now_ms() + 2 * MINUTE);
}
