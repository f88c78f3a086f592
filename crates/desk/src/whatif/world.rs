//! The rules of a dry run.

use std::sync::Arc;

use policy::facts::{EventKind, Facts};
use policy::pack::{Pack, Packs};
use policy::ticket::{Mapping, Ticket};

use crate::DeskError;
use crate::console::Console;
use crate::live::Entry;

/// Other rules than those in force.
#[derive(Clone, Debug)]
pub(crate) struct World {
    pub packs: Arc<Packs>,
    /// Only tickets under this policy; empty means all.
    pub policy: String,
    /// The policy that they are handled under instead.
    pub other_policy: Option<String>,
    /// The plan that every customer has.
    pub plan: Option<String>,
    /// The severity that every ticket has.
    pub severity: Option<String>,
}

impl World {
    /// These packs, and everything else as it is.
    pub(crate) fn under(packs: Arc<Packs>) -> Self {
        Self { packs, policy: String::new(), other_policy: None, plan: None, severity: None }
    }

    /// Whether a ticket with this policy is looked at.
    pub(crate) fn covers(&self, policy: Option<&str>) -> bool {
        self.policy.is_empty() || policy == Some(&self.policy)
    }

    /// The ticket under these rules; `None` for one of an account that is gone.
    pub(crate) fn judge(&self, console: &Console, account: &str, ticket: &Ticket) -> Option<Entry> {
        let known = console.account(account)?;
        let mapping = self.mapping(known.mapping, ticket);
        let contract = console.contract(account, ticket, &mapping);
        let adjust = |facts: &mut Facts| self.adjust(facts);
        let now = console.clock.now();
        Some(Entry::adjusted(
            account,
            &known.user,
            ticket,
            &mapping,
            contract.as_ref(),
            &self.packs,
            now,
            adjust,
        ))
    }

    /// The pack with this identifier.
    pub(crate) fn pack(&self, id: &str) -> Result<&Arc<Pack>, DeskError> {
        self.packs.get(id).ok_or_else(|| {
            let hint = format!("Choose one of: {}.", self.packs.ids().join(", "));
            DeskError::new("unknown-policy", format!("There is no policy `{id}`."), hint)
        })
    }

    /// Checks the words of the question against the policy that would hold.
    pub(crate) fn check(&self, holds: &str) -> Result<(), DeskError> {
        if self.plan.is_none() && self.severity.is_none() && self.other_policy.is_none() {
            return if holds.is_empty() { Ok(()) } else { self.pack(holds).map(|_| ()) };
        }
        let pack = self.pack(holds)?;
        if let Some(plan) = &self.plan {
            known("plan", plan, pack.plans.iter().map(|term| term.id.as_str()))?;
        }
        if let Some(severity) = &self.severity {
            known("severity", severity, pack.severities.iter().map(|term| term.id.as_str()))?;
        }
        Ok(())
    }

    fn mapping(&self, mut mapping: Mapping, ticket: &Ticket) -> Mapping {
        let Some(other) = &self.other_policy else { return mapping };
        let covered = self.covers(mapping.policy_of(&ticket.queue));
        for row in mapping.queues.iter_mut().filter(|_| covered) {
            row.policy = row.policy.as_ref().map(|_| other.clone());
        }
        mapping
    }

    fn adjust(&self, facts: &mut Facts) {
        if let Some(plan) = &self.plan {
            facts.contract.get_or_insert_default().plan = Some(plan.clone());
            facts.events.retain(|event| !matches!(event.kind, EventKind::Plan { .. }));
        }
        if let Some(severity) = &self.severity {
            facts.severity = Some(severity.clone());
            facts.events.retain(|event| !matches!(event.kind, EventKind::Severity { .. }));
        }
    }
}

/// Whether a policy has a word; if not, which words it has.
pub(super) fn known<'a>(
    what: &str,
    word: &str,
    words: impl Iterator<Item = &'a str>,
) -> Result<(), DeskError> {
    let words: Vec<&str> = words.collect();
    if words.contains(&word) {
        return Ok(());
    }
    let hint = format!("Choose one of: {}.", words.join(", "));
    Err(DeskError::new("unknown-word", format!("The policy has no {what} `{word}`."), hint))
}
