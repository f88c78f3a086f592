//! From names of fields and their values, as a ticket here has them, to the members and numbers that the API takes.

use policy::ticket::Change;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::api::Api;
use super::known::Known;
use super::wire::{Field, Tickets, User};
use crate::Request;

/// Members that take a text.
const TEXTS: [&str; 6] = ["status", "priority", "type", "subject", "external_id", "due_at"];
/// Those that cannot be unset.
const FIXED: [&str; 2] = ["status", "subject"];
/// Before the title of a custom field.
const CUSTOM: &str = "CF.";

/// A list that tells what a name means; with the cursor of its page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Need {
    Agents(String),
    Groups(Option<String>),
    Fields(Option<String>),
}

impl Need {
    pub(super) fn request(&self, api: &Api) -> Request {
        match self {
            Self::Agents(name) => api.users_like(name),
            Self::Groups(after) => api.groups(after.as_deref()),
            Self::Fields(after) => api.fields(after.as_deref()),
        }
    }

    /// The next page of the same list, as an answer names it.
    pub(super) fn next(&self, told: &Tickets, known: &mut Known) -> Option<Self> {
        match self {
            Self::Agents(_) => None,
            Self::Groups(after) => known.goes_on(after.as_deref(), told).map(|next| Self::Groups(Some(next))),
            Self::Fields(after) => known.goes_on(after.as_deref(), told).map(|next| Self::Fields(Some(next))),
        }
    }
}

/// What has to be known before a change can be written.
pub(super) fn needs(change: &Change) -> Vec<Need> {
    match change {
        Change::Set { name, to } => need(name, to.as_deref()).into_iter().collect(),
        Change::Create { queue, fields, .. } => {
            let groups = (!queue.is_empty()).then_some(Need::Groups(None));
            let others = fields.iter().filter_map(|(name, to)| need(name, Some(to)));
            let mut needs: Vec<Need> = Vec::new();
            for need in groups.into_iter().chain(others) {
                if !needs.contains(&need) {
                    needs.push(need);
                }
            }
            needs
        }
        Change::Reply { .. }
        | Change::Note { .. }
        | Change::Tag { .. }
        | Change::Call { .. }
        | Change::Merge { .. }
        | Change::Link { .. }
        | Change::Time { .. } => Vec::new(),
    }
}

/// Whether a field of this name can be set.
pub(super) fn is_settable(name: &str) -> bool {
    TEXTS.contains(&name) || ["assignee", "queue"].contains(&name) || name.starts_with(CUSTOM)
}

/// Adds a field to the body of a ticket.
///
/// # Errors
/// One clause that says why it cannot be set.
pub(super) fn put(
    body: &mut Map<String, Value>,
    name: &str,
    to: Option<&str>,
    known: &Known,
) -> Result<(), String> {
    let to = to.filter(|to| !to.is_empty());
    let (member, value) = match name {
        name if to.is_none() && FIXED.contains(&name) => return Err(format!("`{name}` cannot be unset")),
        name if TEXTS.contains(&name) => (name, json!(to)),
        "assignee" => ("assignee_id", to.map(|name| agent(name, known)).transpose()?.unwrap_or_default()),
        "queue" => ("group_id", to.map(|name| group(name, known)).transpose()?.unwrap_or_default()),
        name => {
            let field = known.field(name).ok_or_else(|| format!("there is no field `{name}`"))?;
            let custom =
                json!({"id": number(&field.id), "value": to.map_or(Ok(Value::Null), |to| typed(field, to))?});
            let list = body.entry("custom_fields").or_insert_with(|| json!([]));
            if let Value::Array(list) = list {
                list.push(custom);
            }
            return Ok(());
        }
    };
    body.insert(member.to_owned(), value);
    Ok(())
}

fn need(name: &str, to: Option<&str>) -> Option<Need> {
    let to = to.filter(|to| !to.is_empty());
    match name {
        "assignee" => to.map(|name| Need::Agents(name.to_owned())),
        "queue" => to.map(|_| Need::Groups(None)),
        name if name.starts_with(CUSTOM) => Some(Need::Fields(None)),
        _ => None,
    }
}

/// The one agent of this name or mail address.
fn agent(name: &str, known: &Known) -> Result<Value, String> {
    let is = |user: &&User| {
        matches!(user.role.as_str(), "agent" | "admin")
            && (user.name == name || user.email.eq_ignore_ascii_case(name))
    };
    let mut found = known.users.values().flatten().filter(is);
    match (found.next(), found.next()) {
        (Some(user), None) => Ok(number(user.id.as_deref().unwrap_or_default())),
        (None, _) => Err(format!("there is no agent `{name}`")),
        (Some(_), Some(_)) => Err(format!("there is more than one agent `{name}`; use the mail address")),
    }
}

fn group(name: &str, known: &Known) -> Result<Value, String> {
    let mut found = known.groups.iter().filter(|(_, group)| *group == name);
    match (found.next(), found.next()) {
        (Some((id, _)), None) => Ok(number(id)),
        (None, _) => Err(format!("there is no group `{name}`")),
        (Some(_), Some(_)) => Err(format!("there is more than one group `{name}`")),
    }
}

/// A value in the type of its field:
/// <https://developer.zendesk.com/api-reference/ticketing/tickets/ticket_fields/>.
fn typed(field: &Field, to: &str) -> Result<Value, String> {
    match field.kind.as_str() {
        "checkbox" => Ok(json!(to == "true")),
        "multiselect" => Ok(json!(to.split_whitespace().collect::<Vec<_>>())),
        "integer" => to.parse::<i64>().map(Value::from).map_err(|_| format!("`{to}` is no whole number")),
        _ => Ok(json!(to)),
    }
}

/// Identifiers are numbers there.
pub(super) fn number(id: &str) -> Value {
    id.parse::<u64>().map_or_else(|_| json!(id), Value::from)
}
