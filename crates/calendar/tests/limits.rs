//! Never, always, and the ends of time: every question has an answer, and none takes for ever.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

use calendar::{
    Calendar, Definition, DefinitionError, Holiday, HolidaySet, Moment, Span, Weekly, Window, weekday, zone,
};
use chrono::{NaiveDate, Weekday};
use chrono_tz::Tz;

const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;

fn at(text: &str) -> Moment {
    text.parse().expect("an instant")
}

fn span(from: &str, to: &str) -> Span {
    Span { from: at(from), to: at(to) }
}

fn office() -> Calendar {
    let weekly = Weekly::default().on(&Weekly::WORKDAYS, "08:00-18:00".parse().unwrap());
    let holidays = HolidaySet::german_national();
    Calendar::new(Definition { holidays, ..Definition::new(Tz::Europe__Berlin, weekly) }).unwrap()
}

/// Mondays only, and every Monday is a holiday since this year.
fn mondays_until(year: i32) -> Definition {
    let mut holidays = HolidaySet::none();
    for month in 1..=12 {
        for nth in 1..=5 {
            holidays =
                holidays.with(Holiday::nth("Closed for good", nth, Weekday::Mon, month).since(year + 1));
        }
    }
    let weekly = Weekly::default().on(&[Weekday::Mon], "08:00-18:00".parse().unwrap());
    Definition { holidays, ..Definition::new(Tz::UTC, weekly) }
}

#[test]
fn around_the_clock_counts_plain_seconds() {
    let always = Calendar::always();
    let start = at("2026-11-21T12:00:00Z");
    assert_eq!(always.due(start, 4 * HOUR, &[]), Some(at("2026-11-21T16:00:00Z")));
    assert_eq!(always.elapsed(start, start.plus(1_000_000_000), &[]), 1_000_000_000);
    assert_eq!(always.next_boundary(start), None);
    assert_eq!(always.open_spans(start, start.plus(DAY)), [Span { from: start, to: start.plus(DAY) }]);
    assert!(always.is_open(start));
}

#[test]
fn a_zero_or_negative_target_is_due_at_its_start_open_or_not() {
    let saturday = at("2026-11-21T12:00:00Z");
    let pause = span("2026-11-20T00:00:00Z", "2026-11-30T00:00:00Z");
    for target_s in [0, -1, i64::MIN] {
        assert_eq!(office().due(saturday, target_s, &[pause]), Some(saturday));
    }
}

#[test]
fn an_open_pause_makes_due_never_unless_the_target_is_reached_before() {
    let start = at("2026-11-18T09:00:00Z");
    let open = [Span { from: at("2026-11-18T10:00:00Z"), to: Moment::FOREVER }];
    assert_eq!(office().due(start, HOUR + 1, &open), None);
    assert_eq!(office().due(start, HOUR, &open), Some(at("2026-11-18T10:00:00Z")));
    assert_eq!(office().elapsed(start, at("2027-11-18T10:00:00Z"), &open), HOUR);
}

#[test]
fn a_reversed_pause_pauses_nothing() {
    let start = at("2026-11-18T09:00:00Z");
    let reversed = [span("2026-11-18T12:00:00Z", "2026-11-18T10:00:00Z")];
    assert_eq!(office().due(start, 4 * HOUR, &reversed), Some(start.plus(4 * HOUR)));
}

#[test]
fn a_calendar_that_closes_for_good_is_due_never() {
    let calendar = Calendar::new(mondays_until(2030)).unwrap();
    // The last Monday of 2030 is 30 December.
    assert_eq!(calendar.due(at("2030-12-28T00:00:00Z"), 10 * HOUR, &[]), Some(at("2030-12-30T18:00:00Z")));
    assert_eq!(calendar.due(at("2030-12-28T00:00:00Z"), 10 * HOUR + 1, &[]), None);
    assert_eq!(calendar.due(at("2500-01-01T00:00:00Z"), 1, &[]), None);
    assert_eq!(calendar.next_boundary(at("2030-12-30T18:00:00Z")), None);
}

#[test]
fn rare_openings_are_found_over_any_distance() {
    // Open on 29 February only: every other date is a holiday.
    let leap_year = NaiveDate::from_ymd_opt(2000, 1, 1).unwrap().iter_days().take(366);
    let others = leap_year.filter(|day| day.format("%m-%d").to_string() != "02-29");
    let holidays: HolidaySet = others
        .map(|day| {
            Holiday::fixed(
                "Closed",
                day.format("%m").to_string().parse().unwrap(),
                day.format("%d").to_string().parse().unwrap(),
            )
        })
        .collect();
    let calendar =
        Calendar::new(Definition { holidays, ..Definition::new(Tz::UTC, Weekly::always()) }).unwrap();
    let due = |start: &str, target_s| calendar.due(at(start), target_s, &[]);
    assert_eq!(due("2026-01-01T00:00:00Z", HOUR), Some(at("2028-02-29T01:00:00Z")));
    assert_eq!(due("2026-01-01T00:00:00Z", 2 * DAY), Some(at("2032-03-01T00:00:00Z")));
    assert_eq!(due("2097-01-01T00:00:00Z", 1), Some(at("2104-02-29T00:00:01Z")), "2100 is no leap year");
    assert_eq!(due("2026-01-01T00:00:00Z", 100 * DAY), Some(at("2436-03-01T00:00:00Z")));
}

#[test]
fn nothing_is_due_after_the_last_instant_that_can_be_written() {
    let last = at("9999-12-31T23:59:59Z");
    for calendar in [Calendar::always(), office()] {
        for target_s in [1 << 40, i64::MAX] {
            assert_eq!(calendar.due(at("2026-11-21T12:00:00Z"), target_s, &[]), None);
            let pause = span("2026-11-23T12:00:00Z", "2026-11-23T13:00:00Z");
            assert_eq!(calendar.due(at("2026-11-21T12:00:00Z"), target_s, &[pause]), None);
        }
    }
    // 90 years around the clock would end before the year 10,000, office hours do not.
    assert_eq!(office().due(at("9900-01-01T00:00:00Z"), 90 * 365 * DAY, &[]), None);
    assert_eq!(Calendar::always().due(last.plus(-1), 1, &[]), Some(last));
    assert_eq!(Calendar::always().due(last, 1, &[]), None);
    assert_eq!(office().due(at("9999-12-31T07:00:00Z"), 10 * HOUR, &[]), Some(at("9999-12-31T17:00:00Z")));
    assert_eq!(office().due(at("9999-12-31T07:00:00Z"), 10 * HOUR + 1, &[]), None);
}

#[test]
fn the_ends_of_the_type_have_answers() {
    let (first, last) = (Moment(i64::MIN), Moment(i64::MAX));
    let extra = Span { from: at("2026-01-01T00:00:00Z"), to: last };
    for calendar in [Calendar::always(), office().with_extra(&[extra])] {
        assert_eq!(calendar.due(last, 1, &[]), None);
        assert_eq!(calendar.elapsed(last, first, &[]), 0);
        assert!(calendar.elapsed(at("2026-01-01T00:00:00Z"), last, &[]) > i64::MAX / 2);
        assert!(calendar.elapsed(first, last, &[Span { from: first, to: last }]) == 0);
        assert_eq!(calendar.next_boundary(at("2026-01-01T12:00:00Z")), None);
    }
    assert!(office().due(first, 1, &[]).is_some());
}

#[test]
fn far_years_follow_the_same_rules() {
    // 2 January 2300 is a Tuesday, New Year's Day a holiday.
    let due = office().due(at("2300-01-01T10:00:00Z"), HOUR, &[]);
    assert_eq!(due, Some(at("2300-01-02T08:00:00Z")));
}

/// The year 1 stands in many a record for a date that is not known.
#[test]
fn nothing_is_open_before_december_1901() {
    let first = at("1901-12-16T07:00:00Z");
    for long_ago in ["0000-01-01T00:00:00Z", "0001-01-01T00:00:00Z", "1850-06-03T10:00:00Z"].map(at) {
        assert!(!office().is_open(long_ago));
        assert_eq!(office().next_boundary(long_ago), Some(first));
        assert_eq!(office().due(long_ago, HOUR, &[]), Some(first.plus(HOUR)));
        assert_eq!(office().elapsed(long_ago, first, &[]), 0);
        assert_eq!(office().elapsed(long_ago, first.plus(HOUR), &[]), HOUR);
    }
    assert!(Calendar::always().is_open(at("0001-01-01T00:00:00Z")), "what never closes was open then too");
}

#[test]
fn extra_openings_count_on_holidays_and_once_only() {
    // Friday to Sunday of Christmas 2026; 23 December is a Wednesday and open until 17:00Z.
    let appointments = [
        span("2026-12-25T10:00:00Z", "2026-12-25T12:00:00Z"),
        span("2026-12-23T16:00:00Z", "2026-12-23T19:00:00Z"),
        span("2026-12-25T11:00:00Z", "2026-12-25T13:00:00Z"),
    ];
    let calendar = office().with_extra(&appointments);
    let start = at("2026-12-23T15:00:00Z");
    assert_eq!(calendar.due(start, 4 * HOUR, &[]), Some(at("2026-12-23T19:00:00Z")));
    // Two hours of the office, two of the appointment, ten on 24 December, three on Christmas Day.
    assert_eq!(calendar.elapsed(start, at("2026-12-27T00:00:00Z"), &[]), 17 * HOUR);
    assert_eq!(calendar.due(start, 17 * HOUR, &[]), Some(at("2026-12-25T13:00:00Z")));
    assert_eq!(calendar.next_boundary(start), Some(at("2026-12-23T19:00:00Z")));
    assert!(calendar.is_open(at("2026-12-25T12:59:59Z")) && !calendar.is_open(at("2026-12-25T13:00:00Z")));
    assert_eq!(calendar.extra().len(), 2);
    assert!(office().extra().is_empty());
}

/// As when somebody writes 9026 for 2026.
#[test]
fn an_appointment_of_a_far_year_changes_nothing_before_it() {
    let start = at("2026-11-21T12:00:00Z");
    let far = span("9026-11-25T20:00:00Z", "9026-11-25T22:00:00Z");
    let calendar = office().with_extra(&[far]);
    for target_s in [1, HOUR, 10 * HOUR, 3_000 * HOUR] {
        assert_eq!(calendar.due(start, target_s, &[]), office().due(start, target_s, &[]), "{target_s}");
    }
    // Mondays until 2030, and then never again but for the appointment.
    let closed = Calendar::new(mondays_until(2030)).unwrap();
    let until_then = closed.elapsed(start, far.from, &[]);
    let open_again = closed.with_extra(&[far]);
    assert_eq!(open_again.due(start, until_then, &[]), closed.due(start, until_then, &[]));
    assert_eq!(open_again.due(start, until_then + HOUR, &[]), Some(far.from.plus(HOUR)));
    assert_eq!(closed.due(start, until_then + HOUR, &[]), None);
}

#[test]
fn appointments_alone_make_a_calendar_that_ends() {
    let extra = vec![span("2026-11-22T08:00:00Z", "2026-11-22T12:00:00Z")];
    let definition = Definition { extra, ..Definition::new(Tz::UTC, Weekly::default()) };
    let calendar = Calendar::new(definition).unwrap();
    assert_eq!(calendar.due(at("2026-11-21T00:00:00Z"), 4 * HOUR, &[]), Some(at("2026-11-22T12:00:00Z")));
    assert_eq!(calendar.due(at("2026-11-21T00:00:00Z"), 4 * HOUR + 1, &[]), None);
    assert_eq!(calendar.next_boundary(at("2026-11-22T12:00:00Z")), None);
}

#[test]
fn mistakes_are_refused_in_one_clear_sentence() {
    let cases = [
        (
            "25:00-18:00",
            "`25:00` is no time of day; write hours and minutes from `00:00` to `24:00`, such as `08:30`",
        ),
        (
            "08:60-18:00",
            "`08:60` is no time of day; write hours and minutes from `00:00` to `24:00`, such as `08:30`",
        ),
        (
            "08:00-24:01",
            "`24:01` is no time of day; write hours and minutes from `00:00` to `24:00`, such as `08:30`",
        ),
        ("8-18", "`8` is no time of day; write hours and minutes from `00:00` to `24:00`, such as `08:30`"),
        (
            "08:+1-18:00",
            "`08:+1` is no time of day; write hours and minutes from `00:00` to `24:00`, such as `08:30`",
        ),
        ("08:00", "`08:00` is no window; write opening and closing time, such as `08:00-18:00`"),
        ("24:00-06:00", "a window cannot open at `24:00`; let it open at `00:00` of the next day"),
        (
            "08:00-08:00",
            "the window `08:00-08:00` has no length; write `00:00-24:00` for a whole day, or leave the window out",
        ),
    ];
    for (text, sentence) in cases {
        assert_eq!(text.parse::<Window>().unwrap_err().to_string(), sentence);
    }
    assert_eq!(
        zone("PDT").unwrap_err().to_string(),
        "`PDT` is no time zone; write an IANA name such as `Europe/Berlin` or `UTC`"
    );
    assert_eq!(
        weekday("Monday").unwrap_err().to_string(),
        "`Monday` is no weekday; write `mon`, `tue`, `wed`, `thu`, `fri`, `sat` or `sun`"
    );
}

#[test]
fn a_calendar_that_can_never_open_is_refused() {
    let nothing = Definition::new(Tz::UTC, Weekly::default());
    assert_eq!(Calendar::new(nothing).unwrap_err(), DefinitionError::NeverOpens);
    let mut closed_mondays = mondays_until(2030);
    let rules = closed_mondays.holidays.rules().iter().cloned();
    closed_mondays.holidays = rules.map(|rule| Holiday { since: None, ..rule }).collect();
    assert_eq!(Calendar::new(closed_mondays).unwrap_err(), DefinitionError::NeverOpens);
    let instant = at("2026-11-22T08:00:00Z");
    let extra = vec![Span { from: instant, to: instant }];
    let empty = Calendar::new(Definition { extra, ..Definition::always() }).unwrap_err();
    assert_eq!(empty, DefinitionError::EmptyExtra { from: instant, to: instant });
}

#[test]
fn threads_share_one_calendar() {
    let calendar = office();
    let expected = at("2150-01-02T09:00:00Z");
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                assert_eq!(calendar.due(at("2150-01-01T00:00:00Z"), 2 * HOUR, &[]), Some(expected));
            });
        }
    });
}

#[test]
fn a_calendar_tells_what_it_was_made_from() {
    let weekly = Weekly::default().on(&Weekly::WORKDAYS, "08:00-18:00".parse().unwrap());
    let definition =
        Definition { label: "Office".to_owned(), ..Definition::new(Tz::America__Los_Angeles, weekly) };
    let calendar = Calendar::new(definition.clone()).unwrap();
    assert_eq!((calendar.label(), calendar.zone()), ("Office", Tz::America__Los_Angeles));
    assert_eq!(calendar.definition(), &definition);
    let extra = span("2026-11-21T08:00:00Z", "2026-11-21T10:00:00Z");
    let booked = calendar.with_extra(&[extra]);
    assert_eq!((booked.label(), booked.definition()), ("Office", &definition));
    assert_eq!((calendar.extra(), booked.extra()), (&[][..], &[extra][..]));
}

/// The zone data ends with 2099. In a leap year after it, clocks still change on the last Sundays of March and October.
#[test]
fn clocks_change_on_sundays_in_a_leap_year_after_the_zone_data() {
    let weekly = Weekly::default().on(&Weekly::ALL_DAYS, "08:00-18:00".parse().unwrap());
    let calendar = Calendar::new(Definition::new(Tz::Europe__Berlin, weekly)).unwrap();
    for (night, opens) in [
        ("2120-03-29T22:00:00Z", "2120-03-30T07:00:00Z"),
        ("2120-03-30T22:00:00Z", "2120-03-31T06:00:00Z"),
        ("2120-10-25T22:00:00Z", "2120-10-26T06:00:00Z"),
        ("2120-10-26T22:00:00Z", "2120-10-27T07:00:00Z"),
    ] {
        assert_eq!(calendar.next_boundary(at(night)), Some(at(opens)), "after {night}");
    }
}
