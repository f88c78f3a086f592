//! The compiled calendar against a naive model that reads the wall clock at every step, and the laws that hold
//! for every calendar.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

mod laws;
mod model;
mod schedules;

use model::Model;
use proptest::prelude::*;
use schedules::{Resolution, pauses, schedule, start_near_a_change};

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// Second by second over ten hours around a change of the clock.
    #[test]
    fn agrees_with_the_model_to_the_second_around_a_change_of_the_clock(
        schedule in schedule(Resolution::Second),
        (zone, start) in start_near_a_change(5 * 3600),
        target_s in 0..20_000_i64,
        pauses in pauses(36_000, 4),
    ) {
        let definition = schedule.definition(zone, start);
        Model::read(&definition, start, 36_000, 1).check(target_s, &pauses)?;
    }

    /// Minute by minute over ten days: holidays, overnight windows, weekends.
    #[test]
    fn agrees_with_the_model_over_weeks(
        schedule in schedule(Resolution::Minute),
        (zone, start) in start_near_a_change(5 * 86_400),
        target_s in 0..400_000_i64,
        pauses in pauses(10 * 86_400, 4),
    ) {
        let start = calendar::Moment(start.0 / 60 * 60);
        let definition = schedule.definition(zone, start);
        Model::read(&definition, start, 10 * 86_400, 60).check(target_s, &pauses)?;
    }
}
