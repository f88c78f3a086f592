//! From a portal's words to a pack's words.

use std::collections::BTreeMap;

use super::mapping::{FieldMap, Mapping, MappingGap, QueueMap};
use crate::engine::{CHANNELS, Status};
use crate::pack::{Pack, Term};

/// The tracked values of a ticket at one time, in the portal's words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct PortalWords {
    pub(super) queue: Option<String>,
    pub(super) status: Option<String>,
    pub(super) severity: Option<String>,
    pub(super) classification: Option<String>,
    pub(super) plan: Option<String>,
}

/// The same in the pack's words; `None` where it is not known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PackWords {
    pub(super) status: Status,
    pub(super) severity: Option<String>,
    pub(super) classification: Option<String>,
    pub(super) plan: Option<String>,
}

/// Translates under one pack and collects what it could not say, each gap once.
pub(super) struct Translator<'a> {
    pub(super) mapping: &'a Mapping,
    pub(super) pack: &'a Pack,
    pub(super) gaps: Vec<MappingGap>,
}

impl Mapping {
    /// Whether a status of the portal means solved or closed. A status that the mapping does not list stands for itself.
    #[must_use]
    pub fn is_solved(&self, status: &str) -> bool {
        self.status(status).is_some_and(Status::is_done)
    }

    /// What a status of the portal means; `None` for one that no status is called by.
    fn status(&self, word: &str) -> Option<Status> {
        let meant = find(&self.statuses, word).unwrap_or(word);
        let loose = || Status::ALL.into_iter().find(|status| same(status.word(), meant));
        Status::from_word(meant).or_else(loose)
    }

    /// Pack id of the policy for tickets of this queue; `None` where none is chosen.
    #[must_use]
    pub fn policy_of(&self, queue: &str) -> Option<&str> {
        self.row(queue)?.policy.as_deref()
    }

    /// The first row that fits a queue.
    pub(super) fn row(&self, queue: &str) -> Option<&QueueMap> {
        self.queues.iter().find(|row| row.queue == "*" || same(&row.queue, queue))
    }
}

impl Translator<'_> {
    /// All tracked values. While the ticket was in a queue of another policy, that queue's severity and plan say
    /// nothing under this one.
    pub(super) fn words(&mut self, words: &PortalWords) -> PackWords {
        let (mapping, pack) = (self.mapping, self.pack);
        let row = mapping.row(words.queue.as_deref().unwrap_or_default());
        let row = row.filter(|row| row.policy.as_deref() == Some(pack.id.as_str()));
        let fallback = |word: fn(&QueueMap) -> Option<&String>| row.and_then(word).map(String::as_str);
        PackWords {
            status: self.status(words.status.as_deref()),
            severity: self.field(
                "severity",
                mapping.severity.as_ref(),
                words.severity.as_deref(),
                fallback(|row| row.severity.as_ref()),
                &pack.severities,
            ),
            classification: self.field(
                "classification",
                mapping.classification.as_ref(),
                words.classification.as_deref(),
                None,
                &pack.classifications,
            ),
            plan: self.field(
                "plan",
                mapping.plan.as_ref(),
                words.plan.as_deref(),
                fallback(|row| row.plan.as_ref()),
                &pack.plans,
            ),
        }
    }

    /// The channel in the public words.
    pub(super) fn channel(&mut self, word: Option<&str>) -> Option<String> {
        let word = word.filter(|word| !word.trim().is_empty())?;
        let meant = find(&self.mapping.channels, word).unwrap_or(word);
        let known = CHANNELS.into_iter().find(|channel| same(channel, meant));
        if known.is_none() {
            self.gap("channel", word);
        }
        known.map(str::to_owned)
    }

    /// A word of the pack, by its id or its name; a gap if there is none.
    pub(super) fn term(&mut self, what: &str, word: &str, terms: &[Term]) -> Option<String> {
        let term = terms.iter().find(|term| same(&term.id, word) || same(&term.name, word));
        if term.is_none() {
            self.gap(what, word);
        }
        term.map(|term| term.id.clone())
    }

    pub(super) fn gap(&mut self, what: &str, word: &str) {
        let gap = MappingGap::UnknownWord { what: what.to_owned(), word: word.to_owned() };
        if !self.gaps.contains(&gap) {
            self.gaps.push(gap);
        }
    }

    /// An unknown status counts as open: a ticket never leaves the queue because of a word.
    fn status(&mut self, word: Option<&str>) -> Status {
        let Some(word) = word.filter(|word| !word.trim().is_empty()) else { return Status::Open };
        let status = self.mapping.status(word);
        if status.is_none() {
            self.gap("status", word);
        }
        status.unwrap_or(Status::Open)
    }

    /// A field's value, else the queue's. A word that the pack does not have is a gap even where the queue has one.
    fn field(
        &mut self,
        what: &str,
        map: Option<&FieldMap>,
        word: Option<&str>,
        fallback: Option<&str>,
        terms: &[Term],
    ) -> Option<String> {
        let word = map.and(word).filter(|word| !word.trim().is_empty());
        let meant = word.map(|word| map.and_then(|map| find(&map.values, word)).unwrap_or(word));
        let found = meant.and_then(|word| self.term(what, word, terms));
        found.or_else(|| self.term(what, fallback?, terms))
    }
}

/// The meaning of a value: as written, else ignoring case.
fn find<'a>(values: &'a BTreeMap<String, String>, word: &str) -> Option<&'a str> {
    let loose = || values.iter().find(|(value, _)| same(value, word)).map(|(_, meaning)| meaning);
    values.get(word).or_else(loose).map(String::as_str)
}

/// Portals write `Waiting on customer` where packs write `waiting-on-customer`.
fn same(one: &str, other: &str) -> bool {
    let plain = |text: &str| text.trim().to_lowercase().replace([' ', '_'], "-");
    one == other || plain(one) == plain(other)
}
