//! What stands against a session.

use super::ours;
use crate::answer::Reason;
use crate::pack::Fact;

/// One thing that stands against a session.
#[derive(Clone, Debug, PartialEq)]
pub struct Against {
    /// What is missing.
    pub missing: Missing,
    /// In words, with its clause.
    pub reason: Reason,
}

/// What is missing before a session may be started.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Missing {
    /// A tool.
    NoTool,
    /// A tool that the vendor names.
    OtherTool,
    /// The host.
    Host,
    /// The customer has no right to a session under the policy, or the ticket is refused.
    Entitlement,
    /// It is not known whether the customer has a right to it.
    Fact(Fact),
    /// The customer's consent to this tool, host and time.
    Consent,
    /// A requirement of the pack, by its identifier.
    Requirement(String),
    /// The customer has not accepted this charge outside of the support hours.
    AfterHours(String),
    /// The override is no good.
    Override,
}

impl Missing {
    /// Whether a lead may take it upon himself or herself: what the vendor's document says, and not the customer's will.
    #[must_use]
    pub const fn can_be_overruled(&self) -> bool {
        match self {
            Self::OtherTool | Self::Entitlement | Self::Fact(_) | Self::Requirement(_) => true,
            Self::NoTool | Self::Host | Self::Consent | Self::AfterHours(_) | Self::Override => false,
        }
    }

    /// The stable word for it.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::NoTool | Self::OtherTool => "tool",
            Self::Host => "host",
            Self::Entitlement => "entitlement",
            Self::Fact(_) => "fact",
            Self::Consent => "consent",
            Self::Requirement(_) => "requirement",
            Self::AfterHours(_) => "after-hours",
            Self::Override => "override",
        }
    }
}

impl Against {
    /// By a rule of our own.
    pub(super) fn ours(missing: Missing, detail: &str) -> Self {
        Self { missing, reason: ours(detail) }
    }
}

/// Each reason once, in the order they came: two rules that need the same fact, or a rule of the lane and one of the
/// sessions, say the same. All their clauses are kept.
pub(super) fn each_once(all: Vec<Against>) -> Vec<Against> {
    let mut kept: Vec<Against> = Vec::new();
    for Against { missing, reason } in all {
        match kept.iter_mut().map(|other| &mut other.reason).find(|other| other.detail == reason.detail) {
            Some(other) if other.clause.split("; ").any(|clause| clause == reason.clause) => {}
            Some(other) => other.clause = format!("{}; {}", other.clause, reason.clause),
            None => kept.push(Against { missing, reason }),
        }
    }
    kept
}
