//! What states mean. A company may add states of its own; each has one of the portal's types.
//! <https://docs.zammad.org/en/latest/api/ticket/states.html>

use serde_json::Value;

use super::wire::State;
use crate::read;

/// Types by number, as the states of a new portal have them on the page above. With names, a state tells its type itself.
const TYPES: [(&str, &str); 7] = [
    ("1", "new"),
    ("2", "open"),
    ("3", "pending reminder"),
    ("4", "pending action"),
    ("5", "closed"),
    ("6", MERGED),
    ("7", "removed"),
];
/// Type, and name, of what was merged.
pub(super) const MERGED: &str = "merged";

/// The states in an answer; those that cannot be read are left out.
pub(super) fn states(json: Value) -> Vec<State> {
    let Value::Array(states) = json else { return Vec::new() };
    states.into_iter().filter_map(|state| read::typed(state).ok()).collect()
}

impl State {
    /// The type, where it is known.
    pub(super) fn kind(&self) -> &str {
        if !self.state_type.is_empty() {
            return &self.state_type;
        }
        let is = |(number, _): &&(&str, &str)| Some(*number) == self.state_type_id.as_deref();
        TYPES.iter().find(is).map_or("", |(_, kind)| kind)
    }

    /// Whether it ends by itself at a time, and so needs one.
    pub(super) fn is_pending(&self) -> bool {
        self.kind().starts_with("pending")
    }

    /// Whether only the portal itself sets it.
    pub(super) fn is_reserved(&self) -> bool {
        [MERGED, "removed"].contains(&self.kind())
    }
}
