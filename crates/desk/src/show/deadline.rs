//! The portal's own deadlines beside those of the policy.

use calendar::Moment;
use portal::{Deadline, Due};

use super::clock;
use crate::view::{ClockShape, ClockView, DeadlineView};

/// Two deadlines that differ by less, in seconds, are the same: some portals round to minutes.
const SAME_S: i64 = 60;

/// What the portal says is due, each with what stands here and why the two may differ. `moment` turns an instant of the
/// portal's clock into the console's; `governing` is the clock that a deadline without a name is held against. What was
/// done here already is left out.
pub(crate) fn deadlines(
    told: &[Deadline],
    clocks: &[ClockView],
    governing: &ClockView,
    moment: impl Fn(Moment) -> Moment,
) -> Vec<DeadlineView> {
    let beside = |deadline: &Deadline| {
        let name = mail::one_line(&deadline.name);
        let (ours, label) = match deadline.what {
            Due::Clock(what) => (clocks.iter().find(|clock| clock.name == what), clock::label(what)),
            Due::Next => (Some(governing).filter(|clock| !clock.name.is_empty()), "Due".to_owned()),
            Due::Other => (None, name.clone()),
        };
        let due = moment(deadline.at).0;
        let (later_s, why) = compare(due, deadline.stage.as_deref(), ours)?;
        Some(DeadlineView { label, name, due, later_s, why })
    };
    told.iter().filter_map(beside).collect()
}

/// Seconds by which the portal's is later, where both are known, and why; `None` when it was done here already.
fn compare(due: i64, stage: Option<&str>, ours: Option<&ClockView>) -> Option<(Option<i64>, String)> {
    if let Some(stage) = stage.filter(|stage| *stage != "active") {
        return Some((None, format!("The portal's own clock says: {}.", mail::one_line(stage))));
    }
    let Some(ours) = ours else {
        return Some((
            None,
            "The policy has no such clock: the portal counts by its own settings.".to_owned(),
        ));
    };
    let why = match (ours.shape, ours.due) {
        (ClockShape::Met | ClockShape::MetLate, _) => return None,
        (ClockShape::NoTarget, _) => {
            "The policy publishes no target for it: this one comes from the portal's own settings.".to_owned()
        }
        (ClockShape::NotStarted, _) => "Here it has not started.".to_owned(),
        (ClockShape::Paused, _) => {
            format!("Here it stands still: {}. The portal may count on.", ours.note)
        }
        (ClockShape::Overdue | ClockShape::DueSoon | ClockShape::Running, Some(here)) => {
            let later_s = due - here;
            if later_s.abs() <= SAME_S {
                return Some((Some(0), "The same as here.".to_owned()));
            }
            let why = format!(
                "The portal counts by its own targets and hours; here, {} ({}).",
                ours.hours, ours.clause
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

    fn ours(shape: ClockShape, due: Option<i64>) -> ClockView {
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
        let running = ours(ClockShape::Running, Some(10_000));
        for (name, stage, ours, expected) in [
            ("the same to the minute", None, Some(running.clone()), Some((Some(0), "The same as here."))),
            (
                "another target",
                Some("active"),
                Some(ours(ClockShape::Overdue, Some(2_840))),
                Some((
                    Some(7_200),
                    "The portal counts by its own targets and hours; here, around the clock (Support Levels).",
                )),
            ),
            (
                "its clock stands",
                Some("paused"),
                Some(running),
                Some((None, "The portal's own clock says: paused.")),
            ),
            (
                "ours stands",
                None,
                Some(ours(ClockShape::Paused, None)),
                Some((None, "Here it stands still: waits for the customer. The portal may count on.")),
            ),
            (
                "nothing published",
                None,
                Some(ours(ClockShape::NoTarget, None)),
                Some((
                    None,
                    "The policy publishes no target for it: this one comes from the portal's own settings.",
                )),
            ),
            (
                "no such clock",
                None,
                None,
                Some((None, "The policy has no such clock: the portal counts by its own settings.")),
            ),
            ("done already", None, Some(ours(ClockShape::Met, None)), None),
        ] {
            let compared = compare(10_040, stage, ours.as_ref());
            assert_eq!(compared, expected.map(|(later, why)| (later, why.to_owned())), "{name}");
        }
    }
}
