//! What the words of Zammad most likely mean.

use std::collections::BTreeMap;

use policy::ticket::{FieldMap, Mapping, QueueMap};

use super::wire::State;

/// States of a new portal: <https://docs.zammad.org/en/latest/api/ticket/states.html>. `pending close` closes by itself
/// unless the customer writes again.
const STATUSES: [(&str, &str); 7] = [
    ("new", "new"),
    ("open", "open"),
    ("pending reminder", "waiting-on-customer"),
    ("pending close", "waiting-on-customer"),
    ("closed", "closed"),
    ("merged", "closed"),
    ("removed", "closed"),
];

/// What the types of states mean, for states of the company's own.
const TYPES: [(&str, &str); 7] = [
    ("new", "new"),
    ("open", "open"),
    ("pending reminder", "waiting-on-customer"),
    ("pending action", "waiting-on-customer"),
    ("closed", "closed"),
    ("merged", "closed"),
    ("removed", "closed"),
];

/// Types of the message that began a ticket: <https://docs.zammad.org/en/latest/api/ticket/articles.html>. A note begins a
/// ticket that a program made.
const CHANNELS: [(&str, &str); 9] = [
    ("email", "email"),
    ("web", "portal"),
    ("phone", "phone"),
    ("fax", "phone"),
    ("chat", "chat"),
    ("sms", "chat"),
    ("telegram personal-message", "chat"),
    ("whatsapp message", "chat"),
    ("note", "api"),
];

/// No policy is guessed from a group's name. The severity is looked for in the priority.
pub(super) fn suggested(states: &[State]) -> Mapping {
    let words = |pairs: &[(&str, &str)]| -> BTreeMap<String, String> {
        pairs.iter().map(|(from, to)| ((*from).to_owned(), (*to).to_owned())).collect()
    };
    let mut statuses = words(&STATUSES);
    for state in states.iter().filter(|state| !state.name.is_empty()) {
        let meant = TYPES.iter().find(|(kind, _)| *kind == state.kind()).map(|(_, word)| *word);
        if let Some(word) = meant {
            statuses.entry(state.name.clone()).or_insert_with(|| word.to_owned());
        }
    }
    Mapping {
        queues: vec![QueueMap { queue: "*".to_owned(), policy: None, severity: None, plan: None }],
        statuses,
        severity: Some(FieldMap { field: "priority".to_owned(), values: BTreeMap::new() }),
        classification: None,
        plan: None,
        channels: words(&CHANNELS),
        product: None,
        version: None,
    }
}
