//! Phases of any release: in order, without gaps, never two at once.

use policy::lifecycle::{PhaseEnd, timeline};
use policy::pack::Pack;
use proptest::prelude::*;

use crate::{ask, day, release, with};

fn date() -> impl Strategy<Value = String> {
    (1990_i32..2090, 1_u32..=12, 1_u32..=28)
        .prop_map(|(year, month, day)| format!("{year}-{month:02}-{day:02}"))
}

/// A date, a word that it has not come, or nothing.
fn maybe(key: &'static str) -> impl Strategy<Value = String> {
    prop_oneof![
        3 => date().prop_map(move |date| format!("; {key} = \"{date}\"")),
        1 => Just(format!("; {key} = \"not-yet\"")),
        1 => Just(String::new()),
    ]
}

fn pack() -> impl Strategy<Value = Pack> {
    let kinds = prop_oneof![Just("lts"), Just("module"), Just("other")];
    (
        prop_oneof![Just("sepasoft"), Just("infotecs")],
        kinds,
        date(),
        maybe("end-of-sale"),
        maybe("next-major"),
    )
        .prop_map(|(id, kind, released, sale, next)| {
            let kind = if id == "sepasoft" { format!("; kind = \"{kind}\"") } else { String::new() };
            with(id, &release("r", &format!("version = \"4\"; released = \"{released}\"{kind}{sale}{next}")))
        })
}

proptest! {
    // Each case reads a whole pack.
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn phases_follow_each_other(pack in pack()) {
        let lifecycle = pack.lifecycle.as_ref().unwrap();
        let release = &pack.releases[0];
        let stages = timeline(&pack, lifecycle, release);
        prop_assert_eq!(stages[0].since, release.released);
        for pair in stages.windows(2) {
            prop_assert!(pair[0].phase < pair[1].phase, "in the order of the pack");
            prop_assert!(pair[0].since < pair[1].since, "each has a day");
            prop_assert_eq!(&pair[0].end, &PhaseEnd::On(pair[1].since), "no gap, no overlap");
        }
        let last = stages.last().unwrap();
        prop_assert!(!matches!(last.end, PhaseEnd::On(_)), "the last one has no end");
    }

    #[test]
    fn the_answer_of_a_day_is_the_phase_of_the_schedule(pack in pack(), today in date()) {
        let answer = ask(&pack, "4.1", &today, "", "");
        let today = day(&today);
        let stretch = answer.schedule.iter().rev().find(|stretch| stretch.since <= today);
        match (&answer.phase, stretch) {
            (Some(phase), Some(stretch)) => {
                prop_assert_eq!(&phase.id, &stretch.phase);
                prop_assert!(answer.since.unwrap() <= today);
                prop_assert!(answer.until.is_none_or(|until| today < until));
            }
            (Some(phase), None) => prop_assert_eq!(&phase.name, "Pre-release"),
            (None, _) => prop_assert!(answer.rulings.iter().all(|ruling| !ruling.ask.is_empty())),
        }
        prop_assert!(answer.next.is_none_or(|next| next.on > today));
    }
}
