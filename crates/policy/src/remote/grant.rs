//! The right to start one session.

use calendar::Moment;

use super::{Against, Consent, Override, RemoteAsk};
use crate::answer::Reason;

/// How long a grant opens a session, in seconds; never longer than the consent holds.
pub const GRANT_S: i64 = 600;

/// The right to start one session. It is handed to the launcher by value and is used up there.
#[derive(Debug)]
pub struct Grant {
    terms: Box<Terms>,
}

/// What it allows, and why.
#[derive(Debug)]
struct Terms {
    tool: String,
    host: String,
    ticket: String,
    consent: Consent,
    overrule: Option<Override>,
    overruled: Vec<Against>,
    expires: Moment,
    reasons: Vec<Reason>,
}

impl Grant {
    /// Only [`super::decide_remote`] makes one.
    pub(super) fn new(
        ask: &RemoteAsk,
        consent: &Consent,
        overrule: Option<Override>,
        overruled: Vec<Against>,
        reasons: Vec<Reason>,
        now: Moment,
    ) -> Self {
        let terms = Terms {
            tool: ask.tool.trim().to_owned(),
            host: ask.host.trim().to_owned(),
            ticket: ask.ticket.clone(),
            consent: Consent { by: consent.by.trim().to_owned(), ..consent.clone() },
            overrule,
            overruled,
            expires: now.plus(GRANT_S).min(consent.until),
            reasons,
        };
        Self { terms: Box::new(terms) }
    }

    /// The tool, as in `ssh`.
    #[must_use]
    pub fn tool(&self) -> &str {
        &self.terms.tool
    }

    /// The host, as typed and without blanks around it.
    #[must_use]
    pub fn host(&self) -> &str {
        &self.terms.host
    }

    /// The ticket it is for.
    #[must_use]
    pub fn ticket(&self) -> &str {
        &self.terms.ticket
    }

    /// The customer's agreement that it rests on.
    #[must_use]
    pub fn consent(&self) -> &Consent {
        &self.terms.consent
    }

    /// The lead who overruled what the document says; `None` where nothing had to be.
    #[must_use]
    pub fn overrule(&self) -> Option<&Override> {
        self.terms.overrule.as_ref()
    }

    /// What was overruled.
    #[must_use]
    pub fn overruled(&self) -> &[Against] {
        &self.terms.overruled
    }

    /// The first instant at which it opens no session any more.
    #[must_use]
    pub fn expires(&self) -> Moment {
        self.terms.expires
    }

    /// Whether it opens no session any more.
    #[must_use]
    pub fn is_expired(&self, now: Moment) -> bool {
        now >= self.terms.expires
    }

    /// Why it was given, with clauses.
    #[must_use]
    pub fn reasons(&self) -> &[Reason] {
        &self.terms.reasons
    }
}
