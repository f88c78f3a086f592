//! Names for identifiers and back: where an answer has `state_id`, a request may have `state` with a name.

use serde_json::Value;

use super::account::{Account, NOBODY};
use super::catalog::PRIORITIES;
use super::refusal::Refusal;

impl Account {
    pub(super) fn state_name(&self, id: u64) -> &str {
        self.states.get(&id).map_or("", |state| &state.name)
    }

    pub(super) fn priority_name(id: u64) -> &'static str {
        PRIORITIES.iter().find(|(known, _)| *known == id).map_or("", |(_, name)| name)
    }

    pub(super) fn group_name(&self, id: u64) -> &str {
        self.groups.get(&id).map_or("", |group| &group.name)
    }

    /// What a request says of a group, as `group` or `group_id`; `None` when it says nothing.
    pub(super) fn asked_group(&self, body: &Value) -> Result<Option<u64>, Refusal> {
        asked(
            body,
            "group",
            |id| self.groups.contains_key(&id),
            |name| self.groups.values().find(|group| group.name == name).map(|group| group.id),
        )
    }

    pub(super) fn asked_state(&self, body: &Value) -> Result<Option<u64>, Refusal> {
        asked(
            body,
            "state",
            |id| self.states.contains_key(&id),
            |name| self.states.values().find(|state| state.name == name).map(|state| state.id),
        )
    }

    pub(super) fn asked_priority(body: &Value) -> Result<Option<u64>, Refusal> {
        let known = |id| PRIORITIES.iter().any(|(known, _)| *known == id);
        asked(body, "priority", known, |name| {
            PRIORITIES.iter().find(|(_, known)| *known == name).map(|(id, _)| *id)
        })
    }

    /// A user by identifier, login or address; null is nobody.
    pub(super) fn asked_user(&self, body: &Value, field: &str) -> Result<Option<u64>, Refusal> {
        let id_field = format!("{field}_id");
        if body.get(field).or_else(|| body.get(&id_field)).is_some_and(Value::is_null) {
            return Ok(Some(NOBODY));
        }
        asked(
            body,
            field,
            |id| self.users.contains_key(&id),
            |name| {
                self.users.values().find(|user| user.login().eq_ignore_ascii_case(name)).map(|user| user.id)
            },
        )
    }
}

fn asked(
    body: &Value,
    field: &str,
    known: impl Fn(u64) -> bool,
    named: impl Fn(&str) -> Option<u64>,
) -> Result<Option<u64>, Refusal> {
    if let Some(value) = body.get(field).filter(|value| !value.is_null()) {
        let found = value.as_str().and_then(named);
        return found.map(Some).ok_or_else(|| Refusal::no_lookup(field, value));
    }
    let id_field = format!("{field}_id");
    let Some(value) = body.get(&id_field).filter(|value| !value.is_null()) else { return Ok(None) };
    // Identifiers come as numbers or as texts of numbers.
    let id = value.as_u64().or_else(|| value.as_str().and_then(|text| text.parse().ok()));
    let wrong = || Refusal::unprocessable(&format!("Invalid value for param '{id_field}': {value}"));
    id.filter(|id| known(*id)).map(Some).ok_or_else(wrong)
}
