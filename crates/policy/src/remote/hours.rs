//! The vendor's hours: what a session outside of them costs is announced, and accepted before it begins.

use std::collections::BTreeMap;

use calendar::Moment;
use serde::{Deserialize, Serialize};

use super::{Against, Missing, RemoteAsk, is_named, ours, reason};
use crate::answer::Reason;
use crate::charge::{ChargeAsk, ChargeLine, LineState, Money, charge};
use crate::engine::Standing;
use crate::facts::Contract;
use crate::pack::{Basis, Pack, Service, Source};

/// So long before the support hours end it is told that they do, in seconds.
const SOON_S: i64 = 3_600;

/// What a session that begins now costs because it is outside of the support hours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Announcement {
    /// The rule, one sentence.
    pub text: String,
    /// What is charged at least; `None` where the document gives no amount.
    pub least: Option<Money>,
    /// Where it comes from.
    pub source: Source,
}

impl Announcement {
    /// What the customer is told, and accepts.
    #[must_use]
    pub fn words(&self) -> String {
        match &self.least {
            Some(least) => format!("{} This session costs {least} at least.", self.text),
            None => format!("{} The amount is not published.", self.text),
        }
    }
}

/// That somebody at the customer accepted a charge.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Acceptance {
    /// Name of the person.
    pub by: String,
    /// When.
    pub at: Moment,
    /// What was announced to that person: [`Announcement::words`].
    pub words: String,
}

/// The charge of a session that begins at `now`; `None` inside of the support hours, and where the policy names no such
/// charge.
#[must_use]
pub fn announcement(standing: &Standing, pack: &Pack, now: Moment) -> Option<Announcement> {
    let line = outside(standing, pack, now, now.plus(1))?;
    let source = Source { clause: line.clause, basis: line.basis, note: line.note };
    Some(Announcement { text: line.text, least: line.amount, source })
}

/// What was announced must have been accepted, word for word: another price is another question.
pub(super) fn against(announced: &Announcement, ask: &RemoteAsk, now: Moment) -> Option<Against> {
    let words = announced.words();
    let good = ask
        .accepted
        .as_ref()
        .is_some_and(|accepted| is_named(&accepted.by) && accepted.at <= now && accepted.words == words);
    let detail = format!("outside of the support hours: {words} Ask the customer, and enter who accepted it");
    let reason = reason(detail, Some(&announced.source));
    (!good).then_some(Against { missing: Missing::AfterHours(words), reason })
}

/// Who accepted the charge.
pub(super) fn accepted(announced: &Announcement, by: &Acceptance) -> Reason {
    let detail = format!("{} Accepted by {} on {}", announced.words(), by.by.trim(), by.at.to_minute());
    reason(detail, Some(&announced.source))
}

/// What else is to be known of the hours: that they end soon, or that it is outside of them and no charge is named.
pub(super) fn notices(announced: bool, standing: &Standing, pack: &Pack, now: Moment) -> Option<Reason> {
    if announced {
        return None;
    }
    if let Some(line) = outside(standing, pack, now, now.plus(SOON_S)) {
        let source = Source { clause: line.clause, basis: line.basis, note: line.note };
        let detail = format!("the support hours end within the hour; after that: {}", line.text);
        return Some(reason(detail, Some(&source)));
    }
    let charged = pack.charges.iter().any(|row| row.services.contains(&Service::AfterHours));
    let outside = !charged && standing.is_in_hours(pack, now) == Some(false);
    let detail = "it is outside of the support hours of this ticket, and the policy names no charge for that";
    outside.then(|| Reason { basis: Basis::None, ..ours(detail) })
}

/// The part of a session that lies outside of the support hours and costs.
fn outside(standing: &Standing, pack: &Pack, from: Moment, to: Moment) -> Option<ChargeLine> {
    let answer = charge(pack, &ask(standing, pack, Service::AfterHours, from, to)).ok()?;
    let costs = |line: &ChargeLine| {
        line.billed_s.is_some_and(|billed| billed > 0) && line.state != LineState::Conflicting
    };
    answer.lines.into_iter().find(costs)
}

/// A question about the price of work from one instant to another, under the plan in force when it begins.
pub(super) fn ask(standing: &Standing, pack: &Pack, what: Service, from: Moment, to: Moment) -> ChargeAsk {
    let plan = standing.plan_in_force(pack, from).and_then(|plan| pack.plans.get(plan));
    let contract = plan.map(|plan| Contract { plan: Some(plan.id.clone()), ..Contract::default() });
    ChargeAsk {
        id: String::new(),
        policy: pack.id.clone(),
        what,
        contract,
        from: Some(from),
        to: Some(to),
        count: None,
        prices: BTreeMap::new(),
        on: None,
        installed: None,
        bought: None,
        plan_year: None,
        lapse: None,
    }
}
