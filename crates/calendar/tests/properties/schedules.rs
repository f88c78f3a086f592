//! Random weeks, holidays, pauses and starts.

use calendar::{Definition, Holiday, HolidaySet, Moment, Span, Weekly, Window};
use chrono::{Days, Weekday};
use chrono_tz::Tz;
use proptest::prelude::*;

/// A week, and holidays and extra openings relative to a start.
#[derive(Clone, Debug)]
pub struct Schedule {
    pub weekly: Weekly,
    holidays: Vec<u64>,
    extra: Vec<(i64, i64)>,
}

/// Where windows and extra openings may begin and end.
#[derive(Clone, Copy, Debug)]
pub enum Resolution {
    Second,
    Minute,
}

impl Resolution {
    fn seconds(self) -> u32 {
        match self {
            Self::Second => 1,
            Self::Minute => 60,
        }
    }
}

impl Schedule {
    pub fn definition(&self, zone: Tz, start: Moment) -> Definition {
        let today = start.to_chrono().expect("a year we know").with_timezone(&zone).date_naive();
        let holidays = self.holidays.iter().map(|&days| Holiday::on("x", today + Days::new(days)));
        let holidays: HolidaySet = holidays.collect();
        let span =
            |&(from, length): &(i64, i64)| Span { from: start.plus(from), to: start.plus(from + length) };
        let extra = self.extra.iter().map(span).collect();
        Definition { holidays, extra, ..Definition::new(zone, self.weekly.clone()) }
    }
}

pub fn schedule(resolution: Resolution) -> impl Strategy<Value = Schedule> {
    let step = i64::from(resolution.seconds());
    let spans = prop::collection::vec((-600..3_000_i64, 1..200_i64), 0..3);
    let extra = spans
        .prop_map(move |spans| spans.iter().map(|(from, length)| (from * step, length * step)).collect());
    let holidays = prop::collection::vec(0..10_u64, 0..3);
    (week(resolution), holidays, extra).prop_map(|(weekly, holidays, extra)| Schedule {
        weekly,
        holidays,
        extra,
    })
}

fn week(resolution: Resolution) -> impl Strategy<Value = Weekly> {
    let window = (0..7_u8, window(resolution));
    let windows = prop::collection::vec(window, 0..14).prop_map(|windows| {
        windows.into_iter().fold(Weekly::default(), |week, (day, window)| {
            week.on(&[Weekday::try_from(day).expect("seven days")], window)
        })
    });
    prop_oneof![
        8 => windows,
        1 => Just(Weekly::always()),
        1 => Just(Weekly::default().on(&Weekly::WORKDAYS, "08:00-18:00".parse().expect("a window"))),
    ]
}

fn window(resolution: Resolution) -> impl Strategy<Value = Window> {
    let step = resolution.seconds();
    let time = move |time: u32| {
        let time_s = time * step;
        format!("{:02}:{:02}:{:02}", time_s / 3600, time_s / 60 % 60, time_s % 60)
    };
    (0..86_400 / step, 0..=86_400 / step)
        .prop_filter("a window has a length", |(from, to)| from != to)
        .prop_map(move |(from, to)| Window::between(&time(from), &time(to)).expect("times of day"))
}

/// Spans in seconds after the start, some before it, some empty, unsorted.
pub fn pauses(within_s: i64, at_most: usize) -> impl Strategy<Value = Vec<(i64, i64)>> {
    let pause = (-within_s / 4..within_s, 0..within_s / 3).prop_map(|(from, length)| (from, from + length));
    prop::collection::vec(pause, 0..=at_most)
}

/// A zone and an instant within so many seconds before one of its changes, or a second or so after it.
pub fn start_near_a_change(before_s: i64) -> impl Strategy<Value = (Tz, Moment)> {
    // Spring, autumn, half an hour, midnight, a skipped date, two hours at once, no change at all.
    let changes = [
        (Tz::Europe__Berlin, "2026-03-29T01:00:00Z"),
        (Tz::Europe__Berlin, "2026-10-25T01:00:00Z"),
        (Tz::America__Los_Angeles, "2026-03-08T10:00:00Z"),
        (Tz::America__Los_Angeles, "2026-11-01T09:00:00Z"),
        (Tz::Australia__Lord_Howe, "2026-04-04T15:00:00Z"),
        (Tz::Australia__Lord_Howe, "2026-10-03T15:30:00Z"),
        (Tz::America__Santiago, "2026-04-05T03:00:00Z"),
        (Tz::Africa__Cairo, "2026-04-23T22:00:00Z"),
        (Tz::Pacific__Apia, "2011-12-30T10:00:00Z"),
        (Tz::Antarctica__Troll, "2026-03-29T01:00:00Z"),
        (Tz::Asia__Kathmandu, "1985-12-31T18:30:00Z"),
        (Tz::Asia__Tehran, "2022-09-21T19:30:00Z"),
        (Tz::UTC, "2021-01-14T08:25:36Z"),
        (Tz::Europe__Berlin, "2038-01-19T03:14:08Z"),
    ];
    (prop::sample::select(changes.to_vec()), -before_s..2).prop_map(|((zone, change), after_s)| {
        let change: Moment = change.parse().expect("an instant");
        (zone, change.plus(after_s))
    })
}
