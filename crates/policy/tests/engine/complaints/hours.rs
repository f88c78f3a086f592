//! Complaints 1 to 7: which hours count.

use policy::facts::ContractTarget;
use policy::pack::Packs;
use policy::reckon::reckon_lines;

use super::{due, ticket};
use crate::promises::{embedded, overridden};
use crate::sample::{answer, at, clock_line, nilavar};

/// When clocks go forward or back, deadlines in office hours are an hour off for days.
#[test]
fn complaint_01_daylight_saving_shifts_deadlines() {
    let sep = embedded("sep-sesam");
    let major =
        |filed: &str| due(&sep, &ticket("business-support", "major", &format!("{filed} created")), 0, filed);
    // Friday 17:00 in Berlin each time: an hour on Friday, then Monday 08:00 and 7 h is 15:00 there.
    assert_eq!(major("2026-03-20T16:00Z"), "2026-03-23T14:00Z", "both in winter time");
    assert_eq!(major("2026-03-27T16:00Z"), "2026-03-30T13:00Z", "into summer time");
    assert_eq!(major("2026-10-16T15:00Z"), "2026-10-19T13:00Z", "both in summer time");
    assert_eq!(major("2026-10-23T15:00Z"), "2026-10-26T14:00Z", "into winter time");
}

/// A ticket that is in time for the office is shown as late to a colleague who travels, because the colleague's zone is
/// taken for the office's.
#[test]
fn complaint_02_the_readers_zone_changes_the_answer() {
    let line = |at: &str| {
        format!(
            r#"{{"id":"A","policy":"sep-sesam","severity":"major","channel":"portal","contract":{{"plan":"business-support","ends":"2027-01-01"}},"events":[{{"at":"{at}","kind":"created"}}]}}"#
        )
    };
    let packs = Packs::embedded().unwrap();
    let reckoned = |at_text: &str| reckon_lines(&packs, &line(at_text), at("2026-11-23T08:00Z")).lines;
    let berlin = reckoned("2026-11-20T17:30:00+01:00");
    assert!(berlin[0].contains(r#""due":"2026-11-23T14:30:00Z""#), "{}", berlin[0]);
    assert_eq!(berlin, reckoned("2026-11-21T01:30:00+09:00"), "written in Tokyo");
    assert_eq!(berlin, reckoned("2026-11-20T08:30:00-08:00"), "written in Los Angeles");
}

/// Hours that are open all day end at 23:59, so each midnight a minute is lost.
#[test]
fn complaint_03_a_minute_is_lost_at_midnight() {
    let facts = ticket("24x7", "critical", "2026-12-01T08:00Z created");
    // Twenty days without a closure, on hours that are written as 00:00-24:00.
    let line = clock_line(&answer(&embedded("ensim"), &facts, "2026-12-21T08:00Z"), 0);
    assert_eq!(line, format!("breached due 2026-12-01T10:00Z elapsed {} of 7200", 20 * 86_400));
}

/// A holiday that only one region keeps closes the calendar everywhere.
#[test]
fn complaint_04_holidays_of_single_regions_count() {
    let sep = embedded("sep-sesam");
    let facts = |filed: &str| ticket("business-support", "major", &format!("{filed} created"));
    let filed_at_eight = |filed: &str| due(&sep, &facts(filed), 0, filed);
    // Corpus Christi 2026, a Thursday, kept in some states only: 08:00-16:00 in Berlin.
    assert_eq!(filed_at_eight("2026-06-04T06:00Z"), "2026-06-04T14:00Z");
    // Ascension Day 2026, a Thursday, kept in all of them: the same on Friday.
    assert_eq!(filed_at_eight("2026-05-14T06:00Z"), "2026-05-15T14:00Z");
    // An office that keeps Corpus Christi says so in an override.
    let own = "format = 1\nid = \"sep-sesam\"\n[[holidays]]\nid = \"germany\"\ndays = [{ name = \"Fronleichnam\", on = \"easter+60\" }]\n";
    let filed = "2026-06-04T06:00Z";
    assert_eq!(due(&overridden("sep-sesam", own), &facts(filed), 0, filed), "2026-06-05T14:00Z");
}

/// A day has one window, so a break at noon counts as work or has to be faked as a holiday.
#[test]
fn complaint_05_no_break_at_noon() {
    let pack = nilavar();
    let filed = "2026-11-23T06:30Z";
    let down = ticket("standard", "down", &format!("{filed} created"));
    assert_eq!(due(&pack, &down, 0, filed), "2026-11-23T11:30Z", "12:00-13:00 and 14:00-17:00 in Kolkata");
    let at_noon = |now: &str| clock_line(&answer(&pack, &down, now), 0);
    assert_eq!(at_noon("2026-11-23T07:30Z"), "running due 2026-11-23T11:30Z elapsed 3600 of 14400");
    assert_eq!(at_noon("2026-11-23T08:30Z"), "running due 2026-11-23T11:30Z elapsed 3600 of 14400");
}

/// All customers share the hours of the policy; one with hours of its own cannot be served by them.
#[test]
fn complaint_06_no_hours_for_one_customer() {
    let pack = embedded("sep-sesam");
    let filed = "2026-11-20T17:30Z";
    let mut own = ticket("business-support", "major", &format!("{filed} created"));
    let others = own.clone();
    own.contract.as_mut().unwrap().targets = vec![ContractTarget {
        clock: "first-response".to_owned(),
        severity: Some("major".to_owned()),
        hours: 8.0,
        calendar: "always".to_owned(),
    }];
    assert_eq!(due(&pack, &own, 0, filed), "2026-11-21T01:30Z", "this customer's night counts");
    assert_eq!(due(&pack, &others, 0, filed), "2026-11-23T15:00Z", "Monday 08:00 and 8 h for all others");
}

/// Every target runs around the clock, because a policy cannot say in which hours it counts.
#[test]
fn complaint_07_no_office_hours_at_all() {
    let pack = embedded("sep-sesam");
    let filed = "2026-11-21T10:00Z";
    let of =
        |severity| due(&pack, &ticket("business-support", severity, &format!("{filed} created")), 0, filed);
    assert_eq!(of("critical"), "2026-11-21T14:00Z", "Saturday counts");
    assert_eq!(of("major"), "2026-11-23T15:00Z", "from Monday 08:00 in Berlin");
    assert_eq!(of("minor"), "2026-11-24T12:00Z", "from Monday 09:00, 8 h a day");
}
