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

use calendar::Moment;

use crate::answer::{Lane, Reason};
use crate::engine::{Standing, Verdict, fact_words, verdict};
use crate::pack::{Basis, LaneRule, Pack, Source};

/// How long a grant opens a session, in seconds.
pub const GRANT_S: i64 = 600;

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
}

/// The customer's agreement to this session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consent {
    /// Name of the person.
    pub by: String,
    /// When it was given.
    pub at: Moment,
}

/// The answer: a grant, or every reason against it.
#[derive(Debug)]
pub enum Decision {
    /// The session may be started.
    Allow(Grant),
    /// It may not.
    Deny(Vec<Reason>),
}

/// The right to start one session. It is handed to the launcher by value and is used up there.
#[derive(Debug)]
pub struct Grant {
    tool: String,
    host: String,
    ticket: String,
    consent: Consent,
    expires: Moment,
    reasons: Vec<Reason>,
}

impl Grant {
    /// The tool, as in `ssh`.
    #[must_use]
    pub fn tool(&self) -> &str {
        &self.tool
    }

    /// The host, as typed and without blanks around it.
    #[must_use]
    pub fn host(&self) -> &str {
        &self.host
    }

    /// The ticket it is for.
    #[must_use]
    pub fn ticket(&self) -> &str {
        &self.ticket
    }

    /// Who at the customer agreed, and when.
    #[must_use]
    pub fn consent(&self) -> &Consent {
        &self.consent
    }

    /// The first instant at which it opens no session any more.
    #[must_use]
    pub fn expires(&self) -> Moment {
        self.expires
    }

    /// Whether it opens no session any more.
    #[must_use]
    pub fn is_expired(&self, now: Moment) -> bool {
        now >= self.expires
    }

    /// Why it was given, with clauses.
    #[must_use]
    pub fn reasons(&self) -> &[Reason] {
        &self.reasons
    }
}

/// Decides about a session on a ticket at `now`.
///
/// It is allowed if the vendor names the tool or leaves its list open, no refusal of the pack applies or could apply,
/// the ticket itself is not refused, and a person at the customer has agreed. Consent is asked for by us, whatever the
/// policy says.
#[must_use]
pub fn decide_remote(ask: &RemoteAsk, standing: &Standing, pack: &Pack, now: Moment) -> Decision {
    let mut against: Vec<Reason> = Vec::new();
    let tool = tool_reason(ask.tool.trim(), pack);
    against.extend(tool.as_ref().err().cloned());
    against.extend(pack.remote.refuse.iter().filter_map(|rule| refusal(rule, standing, pack, now)));
    against.extend(ticket_refusal(standing, pack, now));
    let consent = ask.consent.as_ref().filter(|consent| !consent.by.trim().is_empty());
    if consent.is_none() {
        against.push(ours("nobody at the customer has agreed; ask, and enter who agreed"));
    }
    if consent.is_some_and(|consent| consent.at > now) {
        against.push(ours("the consent is dated later than now; enter when it was given"));
    }
    if ask.host.trim().is_empty() {
        against.push(ours("no host is named; enter the customer's host"));
    }
    match (consent, tool) {
        (Some(consent), Ok(tool)) if against.is_empty() => Decision::Allow(Grant {
            tool: ask.tool.trim().to_owned(),
            host: ask.host.trim().to_owned(),
            ticket: ask.ticket.clone(),
            consent: Consent { by: consent.by.trim().to_owned(), at: consent.at },
            expires: now.plus(GRANT_S),
            reasons: vec![tool, ours(&format!("{} agreed at {}", consent.by.trim(), consent.at))],
        }),
        _ => Decision::Deny(each_once(against)),
    }
}

/// Why the tool is allowed, or why not.
fn tool_reason(tool: &str, pack: &Pack) -> Result<Reason, Reason> {
    let source = pack.remote.source.as_ref();
    if tool.is_empty() {
        return Err(ours("no tool is named; choose one"));
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
    Err(reason(detail, source))
}

/// A refusal that applies; one that could apply refuses too, and says what to ask for.
fn refusal(rule: &LaneRule, standing: &Standing, pack: &Pack, now: Moment) -> Option<Reason> {
    match verdict(&rule.when, standing, pack, now) {
        Verdict::Applies => Some(reason(rule.reason.clone(), Some(&rule.source))),
        Verdict::Unknown(fact) => {
            let detail = format!("not known: {}; find out before a session is started", fact_words(fact));
            Some(reason(detail, Some(&rule.source)))
        }
        Verdict::Fails => None,
    }
}

/// A ticket in the lane `refused` gets no session.
fn ticket_refusal(standing: &Standing, pack: &Pack, now: Moment) -> Option<Reason> {
    let refused = standing.lane(pack, now) == Some(Lane::Refused);
    let lane =
        standing.why(pack, now).into_iter().find(|reason| reason.factor == "lane").filter(|_| refused)?;
    Some(Reason { factor: "remote".to_owned(), ..lane })
}

/// Each reason once, in the order they came: two rules that need the same fact, or a rule of the lane and one of the
/// sessions, say the same. All their clauses are kept.
fn each_once(reasons: Vec<Reason>) -> Vec<Reason> {
    let mut kept: Vec<Reason> = Vec::new();
    for reason in reasons {
        match kept.iter_mut().find(|other| other.detail == reason.detail) {
            Some(other) if other.clause.split("; ").any(|clause| clause == reason.clause) => {}
            Some(other) => other.clause = format!("{}; {}", other.clause, reason.clause),
            None => kept.push(reason),
        }
    }
    kept
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
