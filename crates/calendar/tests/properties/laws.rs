//! Laws over a century and a half, too long for a model.

use calendar::{Calendar, Definition, HolidaySet, Moment, Span, Weekly};
use chrono_tz::Tz;
use proptest::prelude::*;

use crate::schedules::{Resolution, pauses, schedule};

fn calendar() -> impl Strategy<Value = Calendar> {
    let zone = prop::sample::select(vec![
        Tz::UTC,
        Tz::Europe__Berlin,
        Tz::America__Los_Angeles,
        Tz::Australia__Lord_Howe,
        Tz::Africa__Casablanca,
        Tz::Pacific__Apia,
    ]);
    let holidays = prop::sample::select(HolidaySet::NAMES.to_vec());
    let extra = prop::collection::vec((1_700_000_000..1_900_000_000_i64, 1..400_000_i64), 0..4);
    (schedule(Resolution::Minute), zone, holidays, extra).prop_map(|(schedule, zone, holidays, extra)| {
        // One opening long past, since a random week may have none at all.
        let extra = extra.into_iter().chain([(-1_000_000_000, 1)]);
        let definition = Definition {
            holidays: HolidaySet::named(holidays).expect("a known set"),
            extra: extra
                .map(|(from, length)| Span { from: Moment(from), to: Moment(from + length) })
                .collect(),
            ..Definition::new(zone, schedule.weekly)
        };
        Calendar::new(definition).expect("the definition is sound")
    })
}

/// From 1960 to 2110, and often within a day of the edges of the compiled blocks.
fn instant() -> impl Strategy<Value = Moment> {
    let edge = (0..8_i64, -86_400..86_400_i64).prop_map(|(block, near)| (block << 29) + near);
    prop_oneof![3 => -315_000_000..4_417_000_000_i64, 1 => edge].prop_map(Moment)
}

fn target() -> impl Strategy<Value = i64> {
    prop_oneof![0..400_000_i64, 0..100_000_000_i64]
}

fn after(start: Moment, pauses: &[(i64, i64)]) -> Vec<Span> {
    pauses.iter().map(|&(from, to)| Span { from: start.plus(from), to: start.plus(to) }).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn due_is_the_earliest_instant_with_the_counted_time(
        calendar in calendar(), start in instant(), target_s in target(), pauses in pauses(2_000_000, 5),
    ) {
        let pauses = after(start, &pauses);
        if let Some(due) = calendar.due(start, target_s, &pauses) {
            prop_assert_eq!(calendar.elapsed(start, due, &pauses), target_s);
            if target_s > 0 {
                prop_assert_eq!(calendar.elapsed(start, due.plus(-1), &pauses), target_s - 1);
            } else {
                prop_assert_eq!(due, start);
            }
        }
    }

    #[test]
    fn due_never_moves_back_when_start_or_target_grow(
        calendar in calendar(), start in instant(), target_s in target(), later_s in 0..500_000_i64,
        pauses in pauses(2_000_000, 5),
    ) {
        let pauses = after(start, &pauses);
        let never = Moment::FOREVER;
        let due = |start, target_s| calendar.due(start, target_s, &pauses).unwrap_or(never);
        prop_assert!(due(start, target_s) <= due(start.plus(later_s), target_s));
        prop_assert!(due(start, target_s) <= due(start, target_s + later_s));
    }

    #[test]
    fn elapsed_time_adds_up_and_equals_the_open_spans(
        calendar in calendar(), start in instant(), first_s in 0..3_000_000_i64, second_s in 0..3_000_000_i64,
    ) {
        let (middle, end) = (start.plus(first_s), start.plus(first_s + second_s));
        let whole = calendar.elapsed(start, end, &[]);
        prop_assert_eq!(calendar.elapsed(start, middle, &[]) + calendar.elapsed(middle, end, &[]), whole);
        let spans = calendar.open_spans(start, end);
        prop_assert_eq!(spans.iter().map(|span| span.to.since(span.from)).sum::<i64>(), whole);
        prop_assert!(spans.windows(2).all(|pair| pair[0].to < pair[1].from), "sorted and apart");
        prop_assert_eq!(calendar.elapsed(end, start, &[]), 0);
    }

    #[test]
    fn a_pause_takes_away_exactly_its_open_time(
        calendar in calendar(), start in instant(), pause_from in 0..1_000_000_i64, pause_s in 0..1_000_000_i64,
    ) {
        let end = start.plus(3_000_000);
        let pause = Span { from: start.plus(pause_from), to: start.plus(pause_from + pause_s) };
        let lost = calendar.elapsed(pause.from, pause.to, &[]);
        prop_assert_eq!(
            calendar.elapsed(start, end, &[pause, pause]),
            calendar.elapsed(start, end, &[]) - lost
        );
    }

    #[test]
    fn boundaries_are_where_open_changes(calendar in calendar(), start in instant()) {
        if let Some(next) = calendar.next_boundary(start) {
            prop_assert!(next > start);
            prop_assert_eq!(calendar.is_open(next.plus(-1)), calendar.is_open(start));
            prop_assert_ne!(calendar.is_open(next), calendar.is_open(start));
            let open_s = if calendar.is_open(start) { next.since(start) } else { 0 };
            prop_assert_eq!(calendar.elapsed(start, next, &[]), open_s);
        }
    }

    #[test]
    fn extra_openings_added_later_are_the_same_as_from_the_beginning(
        start in instant(), target_s in target(), spans in pauses(3_000_000, 4),
    ) {
        let spans: Vec<Span> = after(start, &spans).into_iter().filter(|span| span.from < span.to).collect();
        let week = Weekly::default().on(&Weekly::WORKDAYS, "08:00-18:00".parse().expect("a window"));
        let plain = Definition::new(Tz::Europe__Berlin, week);
        let whole = Calendar::new(Definition { extra: spans.clone(), ..plain.clone() }).expect("sound");
        let added = Calendar::new(plain).expect("sound").with_extra(&spans);
        prop_assert_eq!(added.extra(), whole.extra());
        prop_assert_eq!(added.due(start, target_s, &[]), whole.due(start, target_s, &[]));
    }
}
