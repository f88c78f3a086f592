//! Values of other fields.

use serde_json::{Value, json};

use super::known::{CUSTOM, Known};
use super::{Step, Turn};
use crate::jsm::adf;
use crate::{Method, loose};

pub(super) fn is_settable(name: &str) -> bool {
    ["status", "priority", "assignee", "subject"].contains(&name) || name.starts_with(CUSTOM)
}

/// The request that sets a field, or what has to be known first; the error is one clause.
pub(super) fn step(turn: &Turn<'_>, name: &str, to: Option<&str>) -> Result<Step, String> {
    let to = to.filter(|to| !to.is_empty());
    match (name, to) {
        ("assignee", to) => assign(turn, to),
        ("priority" | "subject", None) => Err(format!("`{name}` cannot be unset")),
        ("priority", Some(to)) => Ok(set(turn, "priority", &json!({"name": to}))),
        ("subject", Some(to)) => Ok(set(turn, "summary", &json!(to))),
        (name, to) => custom(turn, name, to),
    }
}

fn set(turn: &Turn<'_>, field: &str, value: &Value) -> Step {
    let body = json!({"fields": {field: value}});
    Step::Send(turn.api.change(Method::Put, &["issue", &turn.operation.ticket], &body))
}

/// Users are named by their account and by nothing else:
/// <https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/#api-rest-api-3-issue-issueidorkey-assignee-put>.
fn assign(turn: &Turn<'_>, to: Option<&str>) -> Result<Step, String> {
    let ticket = turn.operation.ticket.as_str();
    let account = match to {
        None => Value::Null,
        Some(to) => {
            let key = turn.fresh.map(|fresh| fresh.number.as_str()).filter(|key| !key.is_empty());
            let Some(told) = turn.state.told.first() else {
                return Ok(Step::Ask(turn.api.assignable(key.unwrap_or(ticket), to)));
            };
            json!(account(told, to)?)
        }
    };
    let body = json!({"accountId": account});
    Ok(Step::Send(turn.api.change(Method::Put, &["issue", ticket, "assignee"], &body)))
}

/// The account of the one user with this name, mail address or account.
fn account(users: &Value, name: &str) -> Result<String, String> {
    let is = |user: &&Value| {
        let known = ["displayName", "emailAddress", "accountId"];
        known.iter().any(|member| loose::at(user, &[member]).eq_ignore_ascii_case(name))
    };
    let mut found = users.as_array().into_iter().flatten().filter(is);
    match (found.next(), found.next()) {
        (Some(user), None) => Ok(loose::at(user, &["accountId"]).to_owned()),
        (None, _) => Err(format!("nobody called `{name}` can be given this ticket")),
        (Some(_), Some(_)) => Err(format!("more than one user is called `{name}`")),
    }
}

/// A field of the account's own, in the type that the portal tells:
/// <https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/#api-rest-api-3-issue-issueidorkey-editmeta-get>.
fn custom(turn: &Turn<'_>, name: &str, to: Option<&str>) -> Result<Step, String> {
    let mut told = turn.state.told.iter();
    let Some(fields) = told.next() else { return Ok(Step::Ask(turn.api.fields())) };
    let mut known = Known::default();
    known.learn_fields(fields.clone());
    let id = known.id(name).ok_or_else(|| format!("there is no field `{name}`"))?;
    let Some(meta) = told.next() else { return Ok(Step::Ask(turn.api.editable(&turn.operation.ticket))) };
    let field = meta.get("fields").and_then(|fields| fields.get(&id));
    let field = field.ok_or_else(|| format!("`{name}` cannot be changed in this ticket"))?;
    Ok(set(turn, &id, &typed(field, name, to)?))
}

fn typed(field: &Value, name: &str, to: Option<&str>) -> Result<Value, String> {
    let Some(to) = to else {
        let required = field.get("required").and_then(Value::as_bool).unwrap_or_default();
        return if required { Err(format!("`{name}` cannot be unset")) } else { Ok(Value::Null) };
    };
    match loose::at(field, &["schema", "type"]) {
        "option" => {
            let choices = field.get("allowedValues").and_then(Value::as_array);
            let is = |choice: &Value| loose::at(choice, &["value"]) == to;
            if choices.is_some_and(|choices| !choices.iter().any(is)) {
                return Err(format!("`{name}` has no choice `{to}`"));
            }
            Ok(json!({"value": to}))
        }
        "number" => {
            let number = to.parse::<f64>().ok().filter(|number| number.is_finite());
            number.map(|number| json!(number)).ok_or_else(|| format!("`{to}` is no number"))
        }
        "string" if loose::at(field, &["schema", "custom"]).ends_with(":textarea") => Ok(adf::document(to)),
        "string" | "date" | "datetime" => Ok(json!(to)),
        kind => Err(format!("`{name}` is of the type `{kind}`, which is changed in Jira")),
    }
}
