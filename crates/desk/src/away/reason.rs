//! Why a ticket stands where it stands in the order of work, in a sentence without instants.

use calendar::Moment;

use super::instant::length;
use super::outlook::Away;
use super::plan::Planned;
use crate::view::AwayGroup;

/// The reason, and what its clock depends on.
pub(crate) fn reason(planned: &Planned<'_>, away: &Away) -> String {
    let outlook = &planned.outlook;
    let after = |since: Moment| length(outlook.due.unwrap_or(since).since(since));
    let why = match outlook.group {
        AwayGroup::Overdue => format!("Overdue already; place {} in the queue.", planned.position),
        AwayGroup::Before if outlook.due.is_some_and(|due| due <= away.now) => {
            "Its time is used up; overdue as soon as its hours open.".to_owned()
        }
        AwayGroup::Before => format!("Comes due in {}, before you leave.", after(away.now)),
        AwayGroup::Away => format!("Comes due {} after you leave.", after(away.from)),
        AwayGroup::After => format!("Comes due {} after you land.", after(away.to)),
        AwayGroup::CouldStart | AwayGroup::NothingPromised | AwayGroup::Rest => String::new(),
    };
    [why.as_str(), outlook.depends.as_str()]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}
