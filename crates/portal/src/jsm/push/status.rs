//! A status is not set: a transition leads to it, and which there are depends on the work flow and on the present status.
//! <https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/#api-rest-api-3-issue-issueidorkey-transitions-get>

use serde_json::{Value, json};

use super::{Step, Turn};
use crate::{Method, loose};

/// The transition that leads to a status; the error is one clause.
pub(super) fn step(turn: &Turn<'_>, to: Option<&str>) -> Result<Step, String> {
    let to = to.filter(|to| !to.is_empty()).ok_or("`status` cannot be unset")?;
    let now = turn.fresh.map(|fresh| fresh.status.as_str()).unwrap_or_default();
    if now == to {
        return Ok(Step::Done);
    }
    let ticket = turn.operation.ticket.as_str();
    let Some(told) = turn.state.told.first() else { return Ok(Step::Ask(turn.api.transitions(ticket))) };
    let ways: Vec<&Value> = told.get("transitions").and_then(Value::as_array).into_iter().flatten().collect();
    let way = choose(&ways, now, to)?;
    let body = json!({"transition": {"id": way}});
    Ok(Step::Send(turn.api.change(Method::Post, &["issue", ticket, "transitions"], &body)))
}

/// The identifier of a transition that asks for nothing.
fn choose(ways: &[&Value], now: &str, to: &str) -> Result<String, String> {
    let target = |way: &Value| loose::at(way, &["to", "name"]).to_owned();
    let open = |way: &&&Value| way.get("isAvailable") != Some(&Value::Bool(false));
    let fitting: Vec<&&Value> =
        ways.iter().filter(open).filter(|way| target(way).eq_ignore_ascii_case(to)).collect();
    let Some(first) = fitting.first() else {
        let mut others: Vec<String> = ways.iter().filter(open).map(|way| target(way)).collect();
        others.sort();
        others.dedup();
        return Err(match others.as_slice() {
            [] => format!("no transition leads from `{now}` to `{to}`, nor to any other status now"),
            some => {
                format!("no transition leads from `{now}` to `{to}` now, only to: {}", some.join(", "))
            }
        });
    };
    let Some(free) = fitting.iter().find(|way| asked(way).is_empty()) else {
        let fields = asked(first).join("`, `");
        let name = loose::at(first, &["name"]);
        return Err(format!("the transition `{name}` asks for `{fields}`: change the status in Jira"));
    };
    free.get("id").and_then(loose::id_of).ok_or_else(|| "the transition has no identifier".to_owned())
}

/// The fields on a transition's screen that have to be filled in.
fn asked(way: &Value) -> Vec<String> {
    let is = |field: &Value, name: &str| field.get(name).and_then(Value::as_bool).unwrap_or_default();
    let fields = way.get("fields").and_then(Value::as_object).into_iter().flatten();
    let open = fields.filter(|(_, field)| is(field, "required") && !is(field, "hasDefaultValue"));
    open.map(|(id, field)| {
        Some(loose::at(field, &["name"])).filter(|name| !name.is_empty()).unwrap_or(id).to_owned()
    })
    .collect()
}
