//! The customer's agreement: who, when, for what, until when.

use calendar::Moment;
use serde::{Deserialize, Serialize};

use super::{Against, Missing, RemoteAsk, is_named, ours};
use crate::answer::Reason;
use crate::pack::Pack;

/// The customer's agreement to sessions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consent {
    /// Name of the person.
    pub by: String,
    /// When it was given.
    pub at: Moment,
    /// First instant at which it holds no more.
    pub until: Moment,
    /// What it is for.
    pub scope: Scope,
    /// When it was taken back; `None` while it was not.
    pub revoked: Option<Moment>,
}

/// What a consent is for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scope {
    /// The ticket, by its key. A consent holds for one ticket only.
    pub ticket: String,
    /// The only tool, as in `ssh`; `None` for any.
    pub tool: Option<String>,
    /// The only host; `None` for any of the customer's.
    pub host: Option<String>,
}

impl Scope {
    /// Whether it covers a session with a tool on a host for a ticket. Upper and lower case of a host are the same.
    #[must_use]
    pub fn covers(&self, ticket: &str, tool: &str, host: &str) -> bool {
        self.ticket == ticket
            && self.tool.as_ref().is_none_or(|only| only == tool.trim())
            && self.host.as_ref().is_none_or(|only| only.trim().eq_ignore_ascii_case(host.trim()))
    }

    /// In words, as in `ssh on db1` or `any tool on any host`.
    #[must_use]
    pub fn words(&self) -> String {
        let tool = self.tool.as_deref().unwrap_or("any tool");
        let host = self.host.as_deref().unwrap_or("any host of the customer's");
        format!("{tool} on {host}")
    }
}

impl Consent {
    /// Whether it was given, has not ended, and was not taken back.
    #[must_use]
    pub fn holds(&self, now: Moment) -> bool {
        is_named(&self.by) && self.at <= now && now < self.until && self.revoked.is_none()
    }
}

/// What is wrong with the consent of a wish; `None` when it is good. The clause is that of the pack's own requirement
/// of consent, where it has one.
pub(super) fn against(ask: &RemoteAsk, pack: &Pack, now: Moment) -> Option<Against> {
    let detail = fault(ask, now)?;
    let source = pack.remote.requires.iter().find(|row| row.met_by_consent).map(|row| &row.source);
    Some(Against { missing: Missing::Consent, reason: super::reason(detail, source) })
}

fn fault(ask: &RemoteAsk, now: Moment) -> Option<String> {
    let named = ask.consent.as_ref().filter(|consent| is_named(&consent.by));
    let Some(Consent { by, at, until, scope, revoked }) = named else {
        return Some("nobody at the customer has agreed; ask, and record who agreed".to_owned());
    };
    let by = by.trim();
    if *at > now {
        return Some("the consent is dated later than now; enter when it was given".to_owned());
    }
    if let Some(revoked) = revoked {
        return Some(format!("the consent of {by} was taken back on {}; ask anew", revoked.to_minute()));
    }
    if now >= *until {
        return Some(format!("the consent of {by} ended on {}; ask anew", until.to_minute()));
    }
    if scope.ticket != ask.ticket {
        return Some(format!("the consent of {by} is for another ticket; ask anew"));
    }
    let covers = scope.covers(&ask.ticket, &ask.tool, &ask.host);
    (!covers).then(|| format!("{by} agreed to {} only; ask anew", scope.words()))
}

/// Why a good consent allows.
pub(super) fn reason(Consent { by, at, until, scope, .. }: &Consent) -> Reason {
    let (by, at, until) = (by.trim(), at.to_minute(), until.to_minute());
    ours(&format!("{by} agreed on {at}, until {until}, to {}", scope.words()))
}
