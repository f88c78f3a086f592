//! Operations that were done, by their idempotency keys.

use std::collections::BTreeMap;

use calendar::Moment;

/// For how long a key is kept.
pub const KEPT_S: i64 = 86_400;

/// One that was done.
#[derive(Clone, Debug)]
pub struct Operation {
    /// When.
    pub at: Moment,
    /// To which ticket.
    pub ticket: u32,
    /// The body as it came.
    pub body: String,
    /// The answer's version.
    pub version: String,
    /// The answer's body.
    pub answer: String,
}

/// Those of the last 24 hours.
#[derive(Debug, Default)]
pub struct Operations(BTreeMap<String, Operation>);

impl Operations {
    /// The operation with this key, if it is not too long ago.
    pub fn find(&self, key: &str, now: Moment) -> Option<&Operation> {
        self.0.get(key).filter(|operation| is_kept(operation, now))
    }

    /// Keeps one, and forgets those that are too old.
    pub fn keep(&mut self, key: &str, operation: Operation) {
        let now = operation.at;
        self.0.retain(|_, operation| is_kept(operation, now));
        self.0.insert(key.to_owned(), operation);
    }
}

const fn is_kept(operation: &Operation, now: Moment) -> bool {
    now.since(operation.at) < KEPT_S
}
