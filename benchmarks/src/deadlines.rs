//! Deadlines a second.

use std::time::Duration;

use autumn_web::sla::{BusinessCalendar, WorkingHours};
use calendar::{Calendar, Definition, HolidaySet, Moment, Weekly};
use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use chrono_tz::Europe::Berlin;
use jiff::{SignedDuration, Timestamp, civil};
use workclock::{Holidays, Schedule, Weekdays, WorkDay};

use crate::random::Random;
use crate::scripts;
use crate::table::{Peer, Table};
use crate::timing::{median, once};

const COUNT: usize = 100_000;
/// Shorter than what a busy system takes away at once.
const SLICE: usize = 1_000;

/// Start in Unix seconds and target in counted seconds.
pub type Case = (i64, i64);

/// Measures the crates in turn, then the scripts of other languages.
pub fn measure(table: &mut Table) {
    let cases = cases();
    let holidays: Vec<NaiveDate> =
        HolidaySet::german_national().dates(2020..=2035).into_iter().map(|(date, _)| date).collect();
    let ours = Calendar::new(definition()).expect("a calendar");
    let answers: Vec<i64> = cases.iter().map(|&(start, target)| due(&ours, start, target)).collect();
    let (workclock, autumn) = (schedule(&holidays), working(&holidays));
    let work = |&(start, target): &Case| {
        let start = Timestamp::from_second(start).expect("an instant");
        workclock.add(start, SignedDuration::from_secs(target)).map_or(i64::MIN, |at| at.as_second())
    };
    let autumn_due = |&(start, target): &Case| {
        let start: DateTime<Utc> = DateTime::from_timestamp(start, 0).expect("an instant");
        let due = autumn.deadline(start, Duration::from_secs(target.unsigned_abs()), Berlin);
        due.map_or(i64::MIN, |at| at.timestamp())
    };
    let mut times = [Vec::new(), Vec::new(), Vec::new()];
    for slice in cases.chunks(SLICE) {
        times[0].push(once(|| {
            slice.iter().map(|&(start, target)| due(&ours, start, target)).fold(0, i64::wrapping_add)
        }));
        times[1].push(once(|| slice.iter().map(work).fold(0, i64::wrapping_add)));
        times[2].push(once(|| slice.iter().map(autumn_due).fold(0, i64::wrapping_add)));
    }
    let [first, second, third] = times.map(|times| SLICE as f64 / median(times).as_secs_f64());
    let differ = |answer: &dyn Fn(&Case) -> i64| {
        let other = cases.iter().zip(&answers).filter(|(case, expected)| answer(case) != **expected).count();
        if other == 0 { "none".to_owned() } else { format!("{other} of {COUNT}") }
    };
    table.deadline(Peer { name: "Gnomon's calendar", count: COUNT, rate: first, differ: "-".to_owned() });
    table.deadline(Peer {
        name: "workclock 0.1.4 (Rust)",
        count: COUNT,
        rate: second,
        differ: differ(&work),
    });
    table.deadline(Peer {
        name: "autumn-web 0.9.0 sla (Rust)",
        count: COUNT,
        rate: third,
        differ: differ(&autumn_due),
    });
    // pandas adds whole hours only, so the scripts get the same cases with the minutes left out.
    let whole: Vec<Case> = cases.iter().map(|&(start, target)| (start, target - target % 3600)).collect();
    let answers: Vec<i64> = whole.iter().map(|&(start, target)| due(&ours, start, target)).collect();
    scripts::measure(table, &whole, &answers, &holidays);
}

fn due(calendar: &Calendar, start: i64, target: i64) -> i64 {
    calendar.due(Moment(start), target, &[]).map_or(i64::MIN, |due| due.0)
}

fn cases() -> Vec<Case> {
    let mut random = Random(2026);
    let first: Moment = "2024-01-01T00:00:00Z".parse().expect("an instant");
    let end: Moment = "2028-01-01T00:00:00Z".parse().expect("an instant");
    let mut case = |_| (first.0 + random.below(end.since(first)), 4 * 3600 + random.below(68 * 3600));
    (0..COUNT).map(&mut case).collect()
}

fn definition() -> Definition {
    let weekly = Weekly::default().on(&Weekly::WORKDAYS, "08:00-18:00".parse().expect("hours"));
    Definition { holidays: HolidaySet::german_national(), ..Definition::new(Berlin, weekly) }
}

fn schedule(holidays: &[NaiveDate]) -> Schedule {
    let dates = holidays.iter().map(|date| date.to_string().parse::<civil::Date>().expect("a date"));
    let hours = WorkDay::new(civil::time(8, 0, 0, 0), civil::time(18, 0, 0, 0), Weekdays::MON_TO_FRI);
    let builder = Schedule::builder().time_zone("Europe/Berlin").rule(hours).rule(Holidays::new(dates));
    builder.build().expect("a schedule")
}

fn working(holidays: &[NaiveDate]) -> BusinessCalendar {
    let time = |hour| NaiveTime::from_hms_opt(hour, 0, 0).expect("a time");
    let hours = WorkingHours::new(time(8), time(18)).expect("hours");
    holidays.iter().fold(BusinessCalendar::weekdays(hours), |calendar, date| calendar.holiday(*date))
}
