//! What the words of Zendesk most likely mean.

use std::collections::BTreeMap;

use policy::ticket::{FieldMap, Mapping, QueueMap};

use super::known::Known;

/// Categories of statuses, which are the same in every account:
/// <https://support.zendesk.com/hc/en-us/articles/4408887617050>.
const STATUSES: [(&str, &str); 7] = [
    ("new", "new"),
    ("open", "open"),
    ("pending", "waiting-on-customer"),
    ("hold", "on-hold"),
    ("solved", "solved"),
    ("closed", "closed"),
    ("deleted", "closed"),
];

/// <https://developer.zendesk.com/documentation/ticketing/reference-guides/via-types>
const CHANNELS: [(&str, &str); 13] = [
    ("web", "portal"),
    ("web_form", "portal"),
    ("web_widget", "portal"),
    ("mobile", "portal"),
    ("help_center", "portal"),
    ("email", "email"),
    ("voice", "phone"),
    ("chat", "chat"),
    ("native_messaging", "chat"),
    ("mobile_sdk", "chat"),
    ("sms", "chat"),
    ("api", "api"),
    ("web_service", "api"),
];

/// No policy is guessed from a group's name. Without the account's own fields the severity is looked for in the priority.
pub(super) fn suggested(known: &Known) -> Mapping {
    let words = |pairs: &[(&str, &str)]| {
        pairs.iter().map(|(from, to)| ((*from).to_owned(), (*to).to_owned())).collect()
    };
    let titled = |words: &[&str]| titled(known, words);
    let field = |field: String| FieldMap { field, values: BTreeMap::new() };
    Mapping {
        queues: vec![QueueMap { queue: "*".to_owned(), policy: None, severity: None, plan: None }],
        statuses: words(&STATUSES),
        severity: Some(field(titled(&["severity"]).unwrap_or_else(|| "priority".to_owned()))),
        classification: titled(&["classification", "request type", "issue type"]).map(field),
        plan: titled(&["plan", "support plan", "support level"]).map(field),
        channels: words(&CHANNELS),
        product: titled(&["product", "product name"]),
        version: titled(&["version", "product version"]),
    }
}

/// The key of the first field with one of these titles.
fn titled(known: &Known, titles: &[&str]) -> Option<String> {
    let is = |title: &str, wanted: &str| title.trim().eq_ignore_ascii_case(wanted);
    let found = titles.iter().find_map(|wanted| known.fields.values().find(|field| is(&field.title, wanted)));
    found.map(|field| known.field_key(&field.id))
}
