//! Which plan holds once a contract has ended, in words.

use calendar::Moment;

use super::Standing;
use crate::pack::{Basis, Pack};

/// What is said of a contract that has ended.
pub(super) struct EndedPlan {
    pub(super) text: String,
    pub(super) basis: Basis,
    pub(super) clause: String,
}

impl Standing {
    /// Which plan holds since the contract ended; `None` while it has not, where there was none, and where neither the
    /// plan nor a row for all plans is known.
    pub(super) fn ended_plan(&self, pack: &Pack, now: Moment) -> Option<EndedPlan> {
        let plan = self.plan();
        let named = plan.and_then(|plan| pack.plans.get(plan));
        if !self.has_ended(now) || plan.is_some_and(|plan| pack.is_no_plan(plan)) {
            return None;
        }
        let name = named.map_or("The contract", |plan| plan.name.as_str());
        match pack.after_end(plan).1 {
            Some(row) => Some(EndedPlan {
                text: format!("{name} has ended. {}", row.said.text),
                basis: row.said.source.basis,
                clause: row.said.source.clause.clone(),
            }),
            None => named.map(|_| EndedPlan {
                text: format!(
                    "{name} has ended. The policy does not say which plan holds then; {name} is taken on."
                ),
                basis: Basis::Assumed,
                clause: "after the end of a contract".to_owned(),
            }),
        }
    }
}
