//! What the words of Freshdesk most likely mean.

use std::collections::BTreeMap;

use policy::ticket::{FieldMap, Mapping, QueueMap};

use super::known::{CUSTOM, Known};

/// Statuses that every account has, and two of new accounts: <https://developers.freshdesk.com/api/#ticket-properties>.
const STATUSES: [(&str, &str); 6] = [
    ("Open", "open"),
    ("Pending", "waiting-on-customer"),
    ("Resolved", "solved"),
    ("Closed", "closed"),
    ("Waiting on Customer", "waiting-on-customer"),
    ("Waiting on Third Party", "waiting-on-vendor"),
];

/// Sources, on the same page.
const CHANNELS: [(&str, &str); 7] = [
    ("Email", "email"),
    ("Outbound Email", "email"),
    ("Portal", "portal"),
    ("Feedback Widget", "portal"),
    ("Phone", "phone"),
    ("Chat", "chat"),
    ("Bot", "chat"),
];

/// No policy is guessed from a group's name. Without the account's own fields the severity is looked for in the priority.
pub(super) fn suggested(known: &Known) -> Mapping {
    let words = |pairs: &[(&str, &str)]| {
        pairs.iter().map(|(from, to)| ((*from).to_owned(), (*to).to_owned())).collect()
    };
    let labelled = |words: &[&str]| labelled(known, words);
    let field = |field: String| FieldMap { field, values: BTreeMap::new() };
    Mapping {
        queues: vec![QueueMap { queue: "*".to_owned(), policy: None, severity: None, plan: None }],
        statuses: words(&STATUSES),
        severity: Some(field(labelled(&["severity"]).unwrap_or_else(|| "priority".to_owned()))),
        classification: labelled(&["classification", "request type", "issue type"]).map(field),
        plan: labelled(&["plan", "support plan", "support level"]).map(field),
        channels: words(&CHANNELS),
        product: labelled(&["product", "product name"]).or_else(|| Some("product".to_owned())),
        version: labelled(&["version", "product version"]),
    }
}

/// The key of the first custom field with one of these labels.
fn labelled(known: &Known, labels: &[&str]) -> Option<String> {
    let found = labels.iter().find_map(|wanted| {
        known.custom_fields().find(|field| field.label.trim().eq_ignore_ascii_case(wanted))
    });
    found.map(|field| format!("{CUSTOM}{}", field.name))
}
