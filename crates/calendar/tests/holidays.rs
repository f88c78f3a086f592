//! The ready-made sets against lists of dates from outside, 2020 to 2035, and the rules one by one.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "tests")]

use std::collections::BTreeMap;

use calendar::{Calendar, Day, Definition, DefinitionError, Holiday, HolidaySet, Moment, Shift, Weekly};
use chrono::{NaiveDate, Weekday};

fn date(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

fn listed(json: &str) -> Vec<NaiveDate> {
    let years: BTreeMap<String, Vec<String>> = serde_json::from_str(json).expect("the list is readable");
    years.iter().flat_map(|(year, days)| days.iter().map(move |day| date(&format!("{year}-{day}")))).collect()
}

fn dates(set: &HolidaySet, first: i32, last: i32) -> Vec<NaiveDate> {
    set.dates(first..=last).into_iter().map(|(date, _)| date).collect()
}

#[test]
fn german_national_holidays_match_the_list_for_2020_to_2035() {
    let listed = listed(include_str!("data/holidays-german-national.json"));
    assert_eq!(listed.len(), 144);
    assert_eq!(dates(&HolidaySet::german_national(), 2020, 2035), listed);
}

#[test]
fn us_federal_holidays_and_their_observed_days_match_the_list_for_2020_to_2035() {
    let listed = listed(include_str!("data/holidays-us-federal.json"));
    assert_eq!(listed.len(), 200);
    assert_eq!(dates(&HolidaySet::us_federal(), 2020, 2035), listed);
}

#[test]
fn a_year_alone_has_the_observed_day_of_the_next_new_year() {
    let set = HolidaySet::us_federal();
    assert_eq!(set.name_on(date("2021-12-31")).as_deref(), Some("New Year's Day (observed)"));
    assert_eq!(set.name_on(date("2022-01-01")).as_deref(), Some("New Year's Day"));
    assert_eq!(set.name_on(date("2021-12-30")), None);
}

#[test]
fn holidays_are_kept_only_in_their_years() {
    let german = HolidaySet::german_national();
    assert_eq!(german.name_on(date("1989-10-03")), None);
    assert_eq!(german.name_on(date("1990-10-03")).as_deref(), Some("Tag der Deutschen Einheit"));
    assert_eq!(german.name_on(date("2017-10-31")).as_deref(), Some("Reformationstag"));
    assert_eq!(german.name_on(date("2018-10-31")), None);
    let us = HolidaySet::us_federal();
    assert_eq!(us.name_on(date("2020-06-19")), None);
    assert!(us.name_on(date("2021-06-19")).is_some());
    let ended = HolidaySet::none().with(Holiday::fixed("Old", 3, 1).since(2001).until(2003));
    assert_eq!(dates(&ended, 1990, 2010), [date("2001-03-01"), date("2002-03-01"), date("2003-03-01")]);
}

#[test]
fn each_kind_of_rule_finds_its_date() {
    let shift = [Shift { from: Weekday::Sun, days: 2 }];
    let cases: [(&str, Holiday, i32, &[&str]); 8] = [
        ("a fixed date", Holiday::fixed("x", 5, 1), 2026, &["2026-05-01"]),
        ("29 February in a leap year", Holiday::fixed("x", 2, 29), 2028, &["2028-02-29"]),
        ("29 February in a common year", Holiday::fixed("x", 2, 29), 2026, &[]),
        ("the fifth Monday where there is none", Holiday::nth("x", 5, Weekday::Mon, 4), 2026, &[]),
        ("the last Friday, a fifth one", Holiday::last("x", Weekday::Fri, 5), 2026, &["2026-05-29"]),
        ("the last Saturday, a fourth one", Holiday::last("x", Weekday::Sat, 2), 2026, &["2026-02-28"]),
        ("Good Friday", Holiday::easter("x", -2), 2026, &["2026-04-03"]),
        (
            "moved by two days",
            Holiday::fixed("x", 5, 3).observed(&shift),
            2026,
            &["2026-05-03", "2026-05-05"],
        ),
    ];
    for (name, rule, year, expected) in cases {
        let expected: Vec<NaiveDate> = expected.iter().map(|text| date(text)).collect();
        assert_eq!(dates(&HolidaySet::none().with(rule), year, year), expected, "{name}");
    }
}

#[test]
fn two_holidays_on_one_date_close_it_once_and_show_both_names() {
    // Ascension Day fell on 1 May in 2008.
    let set = HolidaySet::german_national();
    assert_eq!(set.name_on(date("2008-05-01")).as_deref(), Some("Tag der Arbeit / Christi Himmelfahrt"));
    assert_eq!(dates(&set, 2008, 2008).len(), 8);
}

#[test]
fn ready_made_sets_are_found_by_name() {
    for name in HolidaySet::NAMES {
        assert!(HolidaySet::named(name).is_ok(), "{name}");
    }
    let error = HolidaySet::named("bavaria").unwrap_err().to_string();
    assert_eq!(error, "`bavaria` is no set of holidays; known are `none`, `german-national`, `us-federal`");
}

#[test]
fn a_rule_reads_and_writes_as_data() {
    let json = r#"{"name":"Founders' Day","day":{"nth":{"nth":2,"weekday":"Fri","month":6}},"since":2025}"#;
    let rule: Holiday = serde_json::from_str(json).unwrap();
    assert_eq!(rule, Holiday::nth("Founders' Day", 2, Weekday::Fri, 6).since(2025));
    let again: Holiday = serde_json::from_str(&serde_json::to_string(&rule).unwrap()).unwrap();
    assert_eq!(again, rule);
    assert!(serde_json::from_str::<Holiday>(&json.replace("since", "sinse")).is_err());
}

#[test]
fn impossible_rules_are_refused_with_a_reason() {
    let far = [Shift { from: Weekday::Sun, days: 8 }];
    let cases = [
        (Holiday::fixed("x", 2, 30), "no year has a day 30 of month 2"),
        (Holiday::fixed("x", 13, 1), "no year has a day 1 of month 13"),
        (
            Holiday::nth("x", 6, Weekday::Mon, 1),
            "the weekday is counted from 1 to 5, in a month from 1 to 12",
        ),
        (Holiday::last("x", Weekday::Mon, 0), "there is no month 0; months run from 1 to 12"),
        (Holiday::easter("x", 201), "it lies at most 200 days before or after Easter Sunday"),
        (Holiday::easter("x", i32::MIN), "it lies at most 200 days before or after Easter Sunday"),
        (
            Holiday::fixed("x", 1, 1).since(2030).until(2020),
            "it is kept since 2030, which is after its last year 2020",
        ),
        (Holiday::fixed("x", 1, 1).since(20_260), "the year 20260 is not between 0 and 9999"),
        (Holiday::fixed("x", 1, 1).observed(&far), "it is moved by 1 to 7 days, or not at all"),
    ];
    for (rule, reason) in cases {
        let holidays = HolidaySet::none().with(rule);
        let definition = Definition { holidays, ..Definition::always() };
        let expected = DefinitionError::ImpossibleHoliday { holiday: "x".into(), reason: reason.into() };
        assert_eq!(Calendar::new(definition).unwrap_err(), expected);
    }
}

#[test]
fn the_whole_local_date_is_closed_whatever_the_offset() {
    let holidays = HolidaySet::none().with(Holiday::new("x", Day::On(date("2026-03-29"))));
    // The local date on which summer time begins in Berlin has 23 hours.
    let definition = Definition { holidays, ..Definition::new(chrono_tz::Europe::Berlin, Weekly::always()) };
    let calendar = Calendar::new(definition).unwrap();
    let closes: Moment = "2026-03-28T23:00:00Z".parse().unwrap();
    assert!(calendar.is_open(closes.plus(-1)) && !calendar.is_open(closes));
    assert_eq!(calendar.next_boundary(closes), Some(closes.plus(23 * 3600)));
    assert_eq!(calendar.next_boundary(closes.plus(23 * 3600)), None, "open for ever after its only holiday");
}

#[test]
fn two_sets_together_have_the_days_of_both() {
    let own = HolidaySet::none().with(Holiday::fixed("Stocktaking", 3, 31));
    let both = HolidaySet::german_national().and(own);
    let on = |month, day| NaiveDate::from_ymd_opt(2026, month, day).unwrap();
    let dates: Vec<NaiveDate> = both.dates(2026..=2026).into_iter().map(|(date, _)| date).collect();
    assert!(dates.contains(&on(3, 31)) && dates.contains(&on(12, 25)), "{dates:?}");
    assert_eq!(dates.len(), HolidaySet::german_national().dates(2026..=2026).len() + 1);
}
