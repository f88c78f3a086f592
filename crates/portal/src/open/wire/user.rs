//! Whom a token stands for, and in which groups that user is.

use serde::{Deserialize, Deserializer, Serialize};

/// Whom a token stands for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct User {
    /// Name to show; the same as in [`super::Ticket::assignee`].
    pub name: String,
    /// Mail address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Groups that the user is in, by name; `None` where the portal does not tell.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "names")]
    pub groups: Option<Vec<String>>,
}

/// Names, where it is a list. A portal may have a member of this name with another meaning; it is not told then.
fn names<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Vec<String>>, D::Error> {
    let json = serde_json::Value::deserialize(deserializer)?;
    let name = |name: &serde_json::Value| name.as_str().map(str::to_owned);
    Ok(json.as_array().map(|list| list.iter().filter_map(name).collect()))
}
