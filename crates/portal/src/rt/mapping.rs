//! What the words of Request Tracker most likely mean.

use policy::ticket::{FieldMap, Mapping, QueueMap};

/// Statuses of the lifecycle that Request Tracker ships with. `stalled` is by its manual for tickets that wait for
/// somebody, which on a support desk is most often the customer.
const STATUSES: [(&str, &str); 6] = [
    ("new", "new"),
    ("open", "open"),
    ("stalled", "waiting-on-customer"),
    ("resolved", "solved"),
    ("rejected", "closed"),
    ("deleted", "closed"),
];

/// What the portal notes in `X-RT-Interface`.
const CHANNELS: [(&str, &str); 6] = [
    ("Email", "email"),
    ("Web", "portal"),
    ("Mobile", "portal"),
    ("REST", "api"),
    ("API", "api"),
    ("CLI", "api"),
];

/// No policy is guessed from a queue's name; the severity is looked for in `Priority`, whose values differ by company.
pub(super) fn suggested() -> Mapping {
    let words = |pairs: &[(&str, &str)]| {
        pairs.iter().map(|(from, to)| ((*from).to_owned(), (*to).to_owned())).collect()
    };
    Mapping {
        queues: vec![QueueMap { queue: "*".to_owned(), policy: None, severity: None, plan: None }],
        statuses: words(&STATUSES),
        severity: Some(FieldMap { field: "Priority".to_owned(), ..FieldMap::default() }),
        classification: None,
        plan: Some(FieldMap { field: "SLA".to_owned(), ..FieldMap::default() }),
        channels: words(&CHANNELS),
        product: None,
        version: None,
    }
}
