//! Whether a remote session may be started. Deny by default: only a [`Grant`] opens a session, and only
//! [`decide_remote`] makes one.
//!
//! A grant cannot be made elsewhere, copied, or read from a file:
//!
//! ```compile_fail
//! let grant = policy::remote::Grant { tool: "ssh".to_owned() };
//! ```
//! ```compile_fail
//! fn copy(grant: &policy::remote::Grant) -> policy::remote::Grant { Clone::clone(grant) }
//! ```
//! ```compile_fail
//! let grant: policy::remote::Grant = serde_json::from_str("{}").unwrap();
//! ```
//!
//! Nor can anybody be made a lead who is in none of the groups that lead:
//!
//! ```compile_fail
//! let lead = policy::remote::Lead { name: "jo".to_owned() };
//! ```

mod against;
mod check;
mod consent;
mod cost;
mod grant;
mod hours;
mod mail;
mod overrule;

use calendar::Moment;

use crate::answer::{Lane, Reason};
use crate::engine::{Standing, Verdict, fact_words, verdict};
use crate::pack::{Basis, LaneRule, Pack, Source};

pub use against::{Against, Missing};
pub use check::Check;
pub use consent::{Consent, Scope};
pub use cost::{Billed, Cost, SessionCost, session_cost};
pub use grant::{GRANT_S, Grant};
pub use hours::{Acceptance, Announcement, announcement};
pub use mail::request_mail;
pub use overrule::{Lead, Override};

/// What an engineer asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RemoteAsk {
    /// Tool, as in `ssh`.
    pub tool: String,
    /// Host as typed; the launcher checks its form.
    pub host: String,
    /// The ticket it is for, by its key.
    pub ticket: String,
    /// Who at the customer agreed; `None` when nobody did.
    pub consent: Option<Consent>,
    /// What was said of the requirements.
    pub checks: Vec<Check>,
    /// Who at the customer accepted the charge outside of the support hours.
    pub accepted: Option<Acceptance>,
    /// A lead who takes what the policy says upon himself or herself.
    pub overrule: Option<Override>,
}

/// The answer: a grant, or everything against it.
#[derive(Debug)]
pub enum Decision {
    /// The session may be started.
    Allow(Grant),
    /// It may not: all that is missing, at once.
    Deny(Vec<Against>),
}

/// Decides about a session on a ticket at `now`.
///
/// It is allowed if the vendor names the tool or leaves its list open, no refusal of the pack applies or could apply,
/// the ticket itself is not refused, a person at the customer has agreed to this tool, host and time, each requirement
/// of the pack was confirmed or waived, and a charge outside of the support hours was accepted. Consent is asked for by
/// us, whatever the policy says. A lead can overrule what the vendor's document says, never the customer's will.
#[must_use]
pub fn decide_remote(ask: &RemoteAsk, standing: &Standing, pack: &Pack, now: Moment) -> Decision {
    let mut against: Vec<Against> = Vec::new();
    let tool = tool_reason(ask.tool.trim(), pack);
    against.extend(tool.as_ref().err().map(|against| (**against).clone()));
    against.extend(pack.remote.refuse.iter().filter_map(|rule| refusal(rule, standing, pack, now)));
    against.extend(ticket_refusal(standing, pack, now));
    against.extend(consent::against(ask, pack, now));
    against.extend(check::against(ask, pack, now));
    let announced = announcement(standing, pack, now);
    against.extend(announced.as_ref().and_then(|announced| hours::against(announced, ask, now)));
    if ask.host.trim().is_empty() {
        against.push(Against::ours(Missing::Host, "no host is named; enter the customer's host"));
    }
    against.extend(overrule::against(ask.overrule.as_ref(), now));
    let (overruled, left) = overrule::set_aside(against::each_once(against), ask.overrule.as_ref());
    let consent = ask.consent.as_ref().filter(|_| left.is_empty());
    let Some(consent) = consent else { return Decision::Deny(left) };
    let mut reasons: Vec<Reason> = tool.ok().into_iter().collect();
    reasons.push(consent::reason(consent));
    reasons.extend(ask.checks.iter().filter_map(|check| check::reason(check, pack)));
    reasons.extend(announced.as_ref().zip(ask.accepted.as_ref()).map(|(a, by)| hours::accepted(a, by)));
    reasons.extend(hours::notices(announced.is_some(), standing, pack, now));
    let overrule = ask.overrule.clone().filter(|_| !overruled.is_empty());
    reasons.extend(overrule.as_ref().map(overrule::reason));
    Decision::Allow(Grant::new(ask, consent, overrule, overruled, reasons, now))
}

/// Why the tool is allowed, or why not.
fn tool_reason(tool: &str, pack: &Pack) -> Result<Reason, Box<Against>> {
    let source = pack.remote.source.as_ref();
    if tool.is_empty() {
        return Err(Box::new(Against::ours(Missing::NoTool, "no tool is named; choose one")));
    }
    if pack.remote.tools.iter().any(|named| named == tool) {
        return Ok(reason(format!("{tool} is among the vendor's tools"), source));
    }
    if pack.remote.open_list {
        return Ok(reason(format!("the vendor's list of tools is open, so {tool} is allowed"), source));
    }
    let tools = pack.remote.tools.join(", ");
    let detail = if tools.is_empty() {
        format!("the policy names no remote tool, so {tool} is not allowed")
    } else {
        format!("{tool} is not among the vendor's tools; use one of: {tools}")
    };
    Err(Box::new(Against { missing: Missing::OtherTool, reason: reason(detail, source) }))
}

/// A refusal that applies; one that could apply refuses too, and says what to ask for.
fn refusal(rule: &LaneRule, standing: &Standing, pack: &Pack, now: Moment) -> Option<Against> {
    match verdict(&rule.when, standing, pack, now) {
        Verdict::Applies => Some(Against {
            missing: Missing::Entitlement,
            reason: reason(rule.reason.clone(), Some(&rule.source)),
        }),
        Verdict::Unknown(fact) => {
            let detail = format!("not known: {}; find out before a session is started", fact_words(fact));
            Some(Against { missing: Missing::Fact(fact), reason: reason(detail, Some(&rule.source)) })
        }
        Verdict::Fails => None,
    }
}

/// A ticket in the lane `refused` gets no session.
fn ticket_refusal(standing: &Standing, pack: &Pack, now: Moment) -> Option<Against> {
    let refused = standing.lane(pack, now) == Some(Lane::Refused);
    let lane =
        standing.why(pack, now).into_iter().find(|reason| reason.factor == "lane").filter(|_| refused)?;
    let reason = Reason { factor: "remote".to_owned(), ..lane };
    Some(Against { missing: Missing::Entitlement, reason })
}

/// Our own rule, which no document states.
fn ours(detail: &str) -> Reason {
    reason(detail.to_owned(), None)
}

fn reason(detail: String, source: Option<&Source>) -> Reason {
    let (basis, clause) =
        source.map_or((Basis::Assumed, "our own rule"), |source| (source.basis, source.clause.as_str()));
    Reason {
        factor: "remote".to_owned(),
        value: 0.0,
        weight: 0.0,
        share: 0.0,
        detail,
        basis,
        clause: clause.to_owned(),
    }
}

/// Whether somebody is named.
fn is_named(name: &str) -> bool {
    !name.trim().is_empty()
}
