//! What the words of Jira Service Management most likely mean.

use std::collections::BTreeMap;

use policy::ticket::{FieldMap, Mapping, QueueMap};
use serde_json::Value;

use super::known::Known;
use crate::loose;

/// Statuses as new service desks name them; no page lists them all, and every account has others of its own.
const STATUSES: [(&str, &str); 15] = [
    ("Open", "new"),
    ("Reopened", "open"),
    ("Waiting for support", "open"),
    ("In progress", "open"),
    ("Work in progress", "open"),
    ("Escalated", "open"),
    ("Under investigation", "open"),
    ("Waiting for customer", "waiting-on-customer"),
    ("Pending", "on-hold"),
    ("Waiting for approval", "on-hold"),
    ("Completed", "solved"),
    ("Resolved", "solved"),
    ("Done", "solved"),
    ("Canceled", "closed"),
    ("Closed", "closed"),
];

/// No policy is guessed from a project's name. `statuses` are those of the site, as
/// <https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-workflow-statuses/> tells them.
pub(super) fn suggested(known: &Known, statuses: &Value) -> Mapping {
    let mut words: BTreeMap<String, String> =
        STATUSES.iter().map(|(from, to)| ((*from).to_owned(), (*to).to_owned())).collect();
    for status in statuses.as_array().into_iter().flatten() {
        let (name, category) = (loose::at(status, &["name"]), loose::at(status, &["statusCategory", "key"]));
        if !name.is_empty() && !words.keys().any(|word| word.eq_ignore_ascii_case(name)) {
            words.extend(meaning(name, category).map(|word| (name.to_owned(), word.to_owned())));
        }
    }
    let named = |names: &[&str]| named(known, names);
    let field = |field: String| FieldMap { field, values: BTreeMap::new() };
    Mapping {
        queues: vec![QueueMap { queue: "*".to_owned(), policy: None, severity: None, plan: None }],
        statuses: words,
        severity: Some(field(named(&["severity"]).unwrap_or_else(|| "priority".to_owned()))),
        classification: named(&["classification"]).map(field),
        plan: named(&["plan", "support plan", "support level"]).map(field),
        channels: BTreeMap::new(),
        product: named(&["product", "product name"]),
        version: named(&["version", "product version"]),
    }
}

/// By the words in a status, then by its category, of which there are three.
fn meaning(name: &str, category: &str) -> Option<&'static str> {
    let name = name.to_lowercase();
    let waits = ["waiting", "pending", "awaiting", "hold"].iter().any(|word| name.contains(word));
    let about = |words: &[&str]| words.iter().any(|word| name.contains(word));
    match category {
        "done" if about(&["clos", "cancel", "declin", "reject"]) => Some("closed"),
        "done" => Some("solved"),
        _ if waits && about(&["customer", "reporter", "client", "user"]) => Some("waiting-on-customer"),
        _ if waits && about(&["vendor", "third", "supplier", "partner"]) => Some("waiting-on-vendor"),
        _ if waits && about(&["support", "agent"]) => Some("open"),
        _ if waits => Some("on-hold"),
        "new" => Some("new"),
        "indeterminate" => Some("open"),
        _ => None,
    }
}

/// The key of the first field of the account's own with one of these names.
fn named(known: &Known, names: &[&str]) -> Option<String> {
    let is = |name: &str, wanted: &str| name.trim().eq_ignore_ascii_case(wanted);
    let found = names.iter().find_map(|wanted| known.fields().iter().find(|field| is(&field.name, wanted)));
    known.key(&found?.id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_status_is_told_by_its_words_and_its_category() {
        let cases = [
            ("Waiting for customer reply", "indeterminate", Some("waiting-on-customer")),
            ("Pending vendor", "indeterminate", Some("waiting-on-vendor")),
            ("Waiting for L2 support", "new", Some("open")),
            ("On hold", "indeterminate", Some("on-hold")),
            ("To triage", "new", Some("new")),
            ("Analysing", "indeterminate", Some("open")),
            ("Fixed", "done", Some("solved")),
            ("Declined", "done", Some("closed")),
            ("Odd", "undefined", None),
        ];
        for (name, category, word) in cases {
            assert_eq!(meaning(name, category), word, "{name}");
        }
    }
}
