//! Whether there is a time without the plan.

use chrono::NaiveDate;

use super::ask::{ChargeAsk, Lapse};
use crate::lifecycle::{days_after, local_date};
use crate::pack::{Pack, Service};

/// Whether a plan has lapsed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lapsed {
    /// It has not, or there is none.
    No,
    /// It has.
    For(Lapse),
    /// The contract has a last day, and the day for which is asked is missing.
    NotKnown,
}

impl Lapsed {
    /// A lapse that is given counts; else one follows from the contract's last day. A plan that is bought for the day
    /// after the last one has no lapse.
    pub(super) fn of(pack: &Pack, ask: &ChargeAsk) -> Self {
        if let Some(lapse) = ask.lapse {
            return Self::For(lapse);
        }
        let contract = ask.contract.as_ref();
        let without = contract.is_some_and(|contract| contract.plan.as_deref() == Some("none"));
        let Some(from) = contract.and_then(|contract| days_after(contract.ends?, 1)).filter(|_| !without)
        else {
            return Self::No;
        };
        let Some(day) = day(pack, ask) else { return Self::NotKnown };
        let bought = matches!(ask.what, Service::Plan | Service::Reinstatement);
        if day > from || (day == from && !bought) {
            Self::For(Lapse { from, to: day, missed_major_update: None })
        } else {
            Self::No
        }
    }
}

/// The day for which is asked.
fn day(pack: &Pack, ask: &ChargeAsk) -> Option<NaiveDate> {
    ask.on.or(ask.bought).or_else(|| local_date(pack, ask.from?))
}
