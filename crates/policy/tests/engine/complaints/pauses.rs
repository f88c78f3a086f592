//! Complaints 8, 9, 11, 12 and 13: what a pause takes out.

use policy::answer::ClockState;

use super::{boundaries, ticket};
use crate::promises::embedded;
use crate::sample::{answer, clock_line, nilavar, standing};

const NEXT: usize = 1;
const SOLUTION: usize = 3;

/// The vendor pays a penalty for hours in which it could only wait for the customer.
#[test]
fn complaint_08_no_pause_while_the_customer_thinks() {
    let lines = "2026-11-23T03:30Z created
                 2026-11-23T04:30Z reply
                 2026-11-23T04:30Z status waiting-on-customer
                 2026-11-24T04:30Z question
                 2026-11-24T04:30Z status open";
    // 1 h on Monday; from Tue 10:00 in Kolkata 3 h, 4 h and 6 h, then Wed 09:00-13:00 and 14:00-16:00.
    let held = answer(&nilavar(), &ticket("continuous", "down", lines), "2026-11-24T04:30Z");
    assert_eq!(clock_line(&held, SOLUTION), "running due 2026-11-25T10:30Z elapsed 3600 of 72000");
    // SEP names no pause for its response time, so there is none.
    let status = "2026-11-20T08:00Z created\n2026-11-20T09:00Z status waiting-on-customer";
    let sep =
        answer(&embedded("sep-sesam"), &ticket("business-support", "critical", status), "2026-11-20T11:00Z");
    assert_eq!(clock_line(&sep, 0), "running due 2026-11-20T12:00Z elapsed 10800 of 14400");
}

/// A ticket is reported as late although its clock stands still.
#[test]
fn complaint_09_late_while_it_is_paused() {
    let lines = "2026-11-23T03:30Z created
                 2026-11-23T04:00Z reply
                 2026-11-23T04:30Z status waiting-on-customer";
    let pack = nilavar();
    let facts = ticket("continuous", "down", lines);
    let year_later = answer(&pack, &facts, "2027-11-23T03:30Z");
    assert_eq!(clock_line(&year_later, SOLUTION), "paused by waiting-on-customer elapsed 3600 of 72000");
    let still = standing(&pack, &facts, "2026-11-23T04:30Z");
    assert_eq!(boundaries(&still, &pack, "2026-11-23T04:30Z", "2027-11-23T03:30Z"), [""; 0]);
}

/// The target counts office hours, but a pause over the weekend moves the deadline by whole days, or the reverse.
#[test]
fn complaint_11_pause_and_target_count_different_hours() {
    let lines = "2026-11-20T04:00Z created
                 2026-11-20T04:30Z reply
                 2026-11-20T10:30Z question
                 2026-11-20T11:30Z status on-hold
                 2026-11-23T04:30Z status open";
    // Asked on Friday at 16:00 in Kolkata: 1 h. Held from 17:00 until Monday 10:00, which is 2 h of the day desk. Then 3 h
    // until 13:00 and 4 h from 14:00.
    let held = answer(&nilavar(), &ticket("standard", "down", lines), "2026-11-23T04:30Z");
    assert_eq!(clock_line(&held, NEXT), "running due 2026-11-23T12:30Z elapsed 3600 of 28800");
}

/// Somebody solves a ticket without ending its pause first, and the weeks of waiting are counted after all.
#[test]
fn complaint_12_solved_out_of_a_pause() {
    let lines = "2026-10-05T03:30Z created
                 2026-10-05T04:30Z reply
                 2026-10-05T04:30Z status waiting-on-customer
                 2026-11-16T04:30Z status solved";
    let solved = answer(&nilavar(), &ticket("continuous", "down", lines), "2026-11-23T04:30Z");
    assert_eq!(solved.clocks[SOLUTION].state, ClockState::Met);
    assert_eq!(solved.clocks[SOLUTION].elapsed_s, Some(3_600), "42 days of waiting are not work");
}

/// The customer does not accept the solution, and the days since then are lost or the calendar fails.
#[test]
fn complaint_13_a_refused_solution() {
    let lines = "2026-11-20T03:30Z created
                 2026-11-20T05:30Z reply
                 2026-11-20T05:30Z status solved
                 2026-11-22T08:00Z question
                 2026-11-22T08:00Z status open";
    // 2 h until it was solved on Friday; reopened on Sunday: Monday 4 h, 4 h and 6 h, then Tue 09:00-13:00.
    let reopened = answer(&nilavar(), &ticket("continuous", "down", lines), "2026-11-22T09:00Z");
    assert_eq!(clock_line(&reopened, SOLUTION), "running due 2026-11-24T07:30Z elapsed 7200 of 72000");
}
