//! The portal's own deadlines beside those of the policy.

use calendar::Moment;
use portal::{Deadline, Due};

use super::clock;
use crate::view::{ClockShape, ClockView, DeadlineView};

/// Two deadlines that differ by less, in seconds, are the same: some portals round to minutes.
const SAME_S: i64 = 60;
const NO_POLICY: &str = "No policy is chosen for its queue, so nothing is promised here.";
const NO_CLOCK: &str = "The policy has no such clock: the portal counts by its own settings.";
const NOTHING_DUE: &str = "Nothing is due here now: the portal counts by its own settings.";

/// What the portal says is due, each with what stands here and why the two may differ. `clocks` are those of the policy,
/// `None` without one; a deadline that does not say what is due is held against `governing`. `moment` turns an instant of
/// the portal's clock into the console's. What was done here already is left out.
pub(crate) fn deadlines(
    told: &[Deadline],
    clocks: Option<&[ClockView]>,
    governing: &ClockView,
    moment: impl Fn(Moment) -> Moment,
) -> Vec<DeadlineView> {
    let beside = |deadline: &Deadline| {
        let name = mail::one_line(&deadline.name);
        let label = match deadline.what {
            Due::Clock(what) => clock::label(what),
            Due::Next => "Due".to_owned(),
            Due::Other => name.clone(),
        };
        let here = clocks.map_or(Err(NO_POLICY), |clocks| here(deadline.what, clocks, governing));
        let due = moment(deadline.at).0;
        let (later_s, why) = compare(due, deadline.stage.as_deref(), here)?;
        Some(DeadlineView { label, name, due, later_s, why })
    };
    told.iter().filter_map(beside).collect()
}

/// The clock that a deadline is held against, or why there is none.
fn here<'a>(
    what: Due,
    clocks: &'a [ClockView],
    governing: &'a ClockView,
) -> Result<&'a ClockView, &'static str> {
    // What comes next is not what was done.
    let is_done = matches!(governing.shape, ClockShape::Met | ClockShape::MetLate);
    match what {
        Due::Clock(what) => clocks.iter().find(|clock| clock.name == what).ok_or(NO_CLOCK),
        Due::Next if is_done || governing.name.is_empty() => Err(NOTHING_DUE),
        Due::Next => Ok(governing),
        Due::Other => Err(NO_CLOCK),
    }
}

/// Seconds by which the portal's is later, where both are known, and why; `None` when it was done here already.
fn compare(due: i64, stage: Option<&str>, here: Result<&ClockView, &str>) -> Option<(Option<i64>, String)> {
    if let Some(stage) = stage.filter(|stage| *stage != "active") {
        return Some((None, format!("The portal's own clock says: {}.", mail::one_line(stage))));
    }
    let here = match here {
        Ok(here) => here,
        Err(why) => return Some((None, why.to_owned())),
    };
    let why = match (here.shape, here.due) {
        (ClockShape::Met | ClockShape::MetLate, _) => return None,
        (ClockShape::NoTarget, _) => {
            "The policy publishes no target for it: this one comes from the portal's own settings.".to_owned()
        }
        (ClockShape::NotStarted, _) => "Here it has not started.".to_owned(),
        (ClockShape::Paused, _) => {
            format!("Here it stands still: {}. The portal may count on.", here.note)
        }
        (ClockShape::Overdue | ClockShape::DueSoon | ClockShape::Running, Some(ours)) => {
            let later_s = due - ours;
            if later_s.abs() <= SAME_S {
                return Some((Some(0), "The same as here.".to_owned()));
            }
            let why = format!(
                "The portal counts by its own targets and hours; here, {} ({}).",
                here.hours, here.clause
            );
            return Some((Some(later_s), why));
        }
        (ClockShape::Overdue | ClockShape::DueSoon | ClockShape::Running, None) => {
            "Here it has no end yet.".to_owned()
        }
    };
    Some((None, why))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clock(shape: ClockShape, due: Option<i64>) -> ClockView {
        ClockView {
            name: "first-response".to_owned(),
            shape,
            due,
            note: "waits for the customer".to_owned(),
            hours: "around the clock".to_owned(),
            clause: "Support Levels".to_owned(),
            ..clock::no_clock("", Moment(0))
        }
    }

    #[test]
    fn each_way_in_which_a_deadline_stands_beside_ours() {
        let running = clock(ClockShape::Running, Some(10_000));
        let paused = "Here it stands still: waits for the customer. The portal may count on.";
        let unpublished =
            "The policy publishes no target for it: this one comes from the portal's own settings.";
        let another =
            "The portal counts by its own targets and hours; here, around the clock (Support Levels).";
        for (name, stage, here, expected) in [
            ("the same to the minute", None, Ok(&running), Some((Some(0), "The same as here."))),
            (
                "another target",
                Some("active"),
                Ok(&clock(ClockShape::Overdue, Some(2_840))),
                Some((Some(7_200), another)),
            ),
            (
                "its clock stands",
                Some("paused"),
                Ok(&running),
                Some((None, "The portal's own clock says: paused.")),
            ),
            ("ours stands", None, Ok(&clock(ClockShape::Paused, None)), Some((None, paused))),
            ("nothing published", None, Ok(&clock(ClockShape::NoTarget, None)), Some((None, unpublished))),
            ("no such clock", None, Err(NO_CLOCK), Some((None, NO_CLOCK))),
            ("done already", None, Ok(&clock(ClockShape::Met, None)), None),
        ] {
            let compared = compare(10_040, stage, here);
            assert_eq!(compared, expected.map(|(later, why)| (later, why.to_owned())), "{name}");
        }
    }

    #[test]
    fn each_deadline_is_held_against_the_clock_that_it_is_about() {
        let met = clock(ClockShape::Met, None);
        let running = ClockView { name: "resolution".to_owned(), ..clock(ClockShape::Running, Some(9)) };
        let none = clock::no_clock("no clock", Moment(0));
        let clocks = [met.clone(), running.clone()];
        let name = |what, governing| here(what, &clocks, governing).map(|clock| clock.name.as_str());
        assert_eq!(name(Due::Clock("resolution"), &met), Ok("resolution"));
        assert_eq!(name(Due::Clock("update"), &running), Err(NO_CLOCK));
        assert_eq!(name(Due::Next, &running), Ok("resolution"));
        assert_eq!(name(Due::Next, &met), Err(NOTHING_DUE));
        assert_eq!(name(Due::Next, &none), Err(NOTHING_DUE));
        assert_eq!(name(Due::Other, &running), Err(NO_CLOCK));

        let told = Deadline { name: "Due".to_owned(), what: Due::Next, at: Moment(40), stage: None };
        let shown = deadlines(&[told], None, &none, |at| at.plus(2));
        assert_eq!((shown[0].due, shown[0].why.as_str()), (42, NO_POLICY));
    }
}
