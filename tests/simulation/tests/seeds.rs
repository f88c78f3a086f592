//! 2,000 worlds in every test run, in eight parts so that they use what cores there are.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests say so when they fail")]

use simulation::{many, regress, world};

const EACH: u64 = 250;

fn part(part: u64) {
    if let Err((seed, broken)) = many::run(part * EACH, EACH, "") {
        panic!("{}", many::explain(seed, &broken));
    }
}

macro_rules! parts {
    ($($name:ident: $number:literal)*) => {
        $(#[test]
        fn $name() {
            part($number);
        })*
    };
}

parts! {
    seeds_of_part_1: 0
    seeds_of_part_2: 1
    seeds_of_part_3: 2
    seeds_of_part_4: 3
    seeds_of_part_5: 4
    seeds_of_part_6: 5
    seeds_of_part_7: 6
    seeds_of_part_8: 7
}

#[test]
fn what_failed_once_does_not_fail_again() {
    for (at, (name, plan)) in (1_000_000..).zip(regress::all().unwrap()) {
        let broken = world::run(&plan, at, "", false).broken;
        assert_eq!(broken, None, "{name}");
    }
}
