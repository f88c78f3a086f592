//! The made-up sixth vendor, by way of which docs/packs.md explains how to write a pack.

use policy::pack::{Basis, Pack, Promise, describe};

const PACK: &str = include_str!("sixth.toml");
const OVERRIDE: &str = include_str!("sixth-override.toml");
const GUIDE: &str = include_str!("../../../../docs/packs.md");

fn told(errors: &[policy::pack::PackError]) -> String {
    errors.iter().map(|error| format!("{error}\n")).collect()
}

fn sixth() -> Pack {
    Pack::parse(PACK, "sixth.toml").unwrap_or_else(|errors| panic!("{}", told(&errors)))
}

#[test]
fn a_new_vendor_is_a_new_file() {
    let pack = sixth();
    let clocks: Vec<&str> = pack.clocks.iter().map(|clock| clock.name.as_str()).collect();
    assert_eq!(clocks, ["first-response", "next-reply", "update", "resolution"]);
    insta::assert_snapshot!("sixth", describe(&pack));
}

#[test]
fn its_override_changes_one_target_and_one_day() {
    let pack = Pack::parse_with_override(PACK, "sixth.toml", OVERRIDE, "sixth-override.toml")
        .unwrap_or_else(|errors| panic!("{}", told(&errors)));
    let target = |pack: &Pack, plan: &str| {
        let clock = pack.clock("first-response").unwrap();
        let target = clock.target(pack.plan(plan), pack.severity("down"), None).unwrap();
        (target.promise, target.source.basis)
    };
    assert_eq!(target(&sixth(), "standard"), (Promise::Seconds(4 * 3600), Basis::Stated));
    assert_eq!(target(&pack, "standard"), (Promise::Seconds(3 * 3600), Basis::Override));
    assert_eq!(target(&pack, "continuous"), (Promise::Seconds(2 * 3600), Basis::Stated));
    // Tuesday 24 November, 10:00 in Kolkata.
    let morning = "2026-11-24T04:30:00Z".parse().unwrap();
    let bench = |pack: &Pack| pack.calendars[pack.calendar("bench").unwrap()].calendar.is_open(morning);
    assert!(bench(&sixth()) && !bench(&pack));
}

/// What the guide shows is what the tests load, to the letter.
#[test]
fn every_block_of_the_guide_is_part_of_the_pack() {
    let blocks: Vec<&str> =
        GUIDE.split("```toml\n").skip(1).map(|rest| rest.split("```").next().unwrap()).collect();
    assert!(blocks.len() >= 10, "only {} blocks", blocks.len());
    for block in &blocks {
        assert!(
            PACK.contains(block) || OVERRIDE.contains(block),
            "this block is part of neither file:\n{block}"
        );
    }
    // No part of the format that the pack uses is left out of the guide.
    for line in PACK.lines().filter(|line| line.starts_with('[')) {
        assert!(blocks.iter().any(|block| block.lines().any(|shown| shown == line)), "`{line}` is not shown");
    }
}

/// The message that the guide shows is the message that the check gives.
#[test]
fn the_mistake_of_the_guide_is_told_as_it_says() {
    let broken = PACK.replacen("calendar = \"bench\"", "calendar = \"benhc\"", 1);
    let errors = Pack::parse(&broken, "nilavar.toml").unwrap_err();
    let shown = GUIDE.split("```text\n").nth(1).unwrap().split("```").next().unwrap();
    assert_eq!(shown, told(&errors));
}
