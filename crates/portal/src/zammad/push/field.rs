//! Fields.

use policy::ticket::Change;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::super::state;
use super::super::ticket::{CUSTOM, PENDING};
use super::super::wire::State;
use super::{NOT_FOUND, Turn, answered, awaited};
use crate::{Fault, Method, PushNext, Receipt, Response, loose, read, stamp};

/// Member of a field that is set by name. An owner is named by log-in name or mail address.
const NAMED: [(&str, &str); 4] =
    [("status", "state"), ("priority", "priority"), ("queue", "group"), ("assignee", "owner")];
/// Number of the user who is nobody.
const NOBODY: u64 = 1;

/// What the answer is to.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub(super) enum Stage {
    #[default]
    Begin,
    /// What states mean.
    States,
    /// The ticket, for the type of an attribute.
    Row,
    Sent,
}

pub(super) fn is_settable(name: &str) -> bool {
    name.starts_with(CUSTOM) || ["subject", PENDING].contains(&name) || member(name).is_some()
}

pub(super) fn step(
    turn: &Turn<'_>,
    stage: Stage,
    answer: Option<&Response>,
) -> Result<(PushNext, Stage), Fault> {
    let Change::Set { name, to } = &turn.operation.change else {
        return Err(turn.refused("this is no field"));
    };
    let to = to.as_deref().filter(|to| !to.is_empty());
    match stage {
        Stage::Begin if name == "status" => Ok((PushNext::Ask(turn.api.states()), Stage::States)),
        Stage::Begin if name.starts_with(CUSTOM) => {
            Ok((PushNext::Ask(turn.api.ticket(turn.ticket())), Stage::Row))
        }
        Stage::Begin => send(turn, usual(name, to)),
        Stage::States => {
            let url = turn.api.states().url;
            let states = state::states(read::json(&url, awaited(&url, answer)?)?);
            send(turn, status(turn, &states, to))
        }
        Stage::Row => {
            let url = turn.api.ticket(turn.ticket()).url;
            let answer = awaited(&url, answer)?;
            if answer.status == NOT_FOUND {
                return Ok((PushNext::Changed, Stage::Sent));
            }
            let row = read::json(&url, answer)?;
            send(turn, custom(&row, name.trim_start_matches(CUSTOM), to))
        }
        Stage::Sent => done(turn, name, to, answer),
    }
}

/// A field that every ticket has, as a member of its body; the error is one clause.
pub(super) fn usual(name: &str, to: Option<&str>) -> Result<(String, Value), String> {
    match (name, to) {
        ("assignee", None) => Ok(("owner_id".to_owned(), json!(NOBODY))),
        (PENDING, to) => {
            let at = to.map(stamp::instant).transpose()?;
            Ok((PENDING.to_owned(), json!(at.map(|at| at.to_string()))))
        }
        (_, None) => Err(format!("`{name}` cannot be unset")),
        ("subject", Some(to)) => Ok(("title".to_owned(), json!(to))),
        (name, Some(to)) => {
            let member = member(name).ok_or_else(|| format!("`{name}` cannot be set"))?;
            Ok((member.to_owned(), json!(to)))
        }
    }
}

/// A pending state without a time never comes back, and newer portals refuse it.
fn status(turn: &Turn<'_>, states: &[State], to: Option<&str>) -> Written {
    let to = to.ok_or("`status` cannot be unset")?;
    let state = states.iter().find(|state| state.name == to && state.active != Some(false));
    let state = state.ok_or_else(|| format!("there is no status `{to}`"))?;
    if state.is_reserved() {
        return Err(format!("the status `{to}` is set by the portal alone"));
    }
    let timed = turn.fresh.is_some_and(|fresh| fresh.fields.contains_key(PENDING));
    if state.is_pending() && !timed {
        return Err(format!("the status `{to}` needs a time to come back: set `{PENDING}` first"));
    }
    Ok(("state".to_owned(), json!(to)))
}

/// An attribute of the company's own, in the type that it has now. The portal passes over names that it does not know, and
/// says nothing.
fn custom(row: &Value, name: &str, to: Option<&str>) -> Written {
    let now = row.get(name).ok_or_else(|| format!("tickets have no attribute `{name}`"))?;
    let value = match (now, to) {
        (Value::Array(_) | Value::Object(_), _) => {
            return Err(format!("`{name}` holds more than one value and can only be set in the portal"));
        }
        (_, None) => Value::Null,
        (Value::Bool(_), Some(to)) => json!(to == "true"),
        (Value::Number(_), Some(to)) => {
            to.parse::<i64>().map(Value::from).map_err(|_| format!("`{to}` is no whole number"))?
        }
        (Value::Null | Value::String(_), Some(to)) => json!(to),
    };
    Ok((name.to_owned(), value))
}

/// A member and its value, or one clause.
type Written = Result<(String, Value), String>;

fn send(turn: &Turn<'_>, written: Written) -> Result<(PushNext, Stage), Fault> {
    let (member, value) = written.map_err(|why| turn.refused(&why))?;
    let body = Value::Object(Map::from_iter([(member, value)]));
    Ok((PushNext::Send(turn.api.change(Method::Put, &["tickets", turn.ticket()], &body)), Stage::Sent))
}

/// The answer is the ticket as it is now. A ticket whose new owner may not work in its group has no owner afterwards, and
/// that is answered with 200 (`Ticket#check_owner_active`); a workflow may keep other values.
fn done(
    turn: &Turn<'_>,
    name: &str,
    to: Option<&str>,
    answer: Option<&Response>,
) -> Result<(PushNext, Stage), Fault> {
    let Some(json) = answered(&turn.api.base, answer)? else {
        return Ok((PushNext::Changed, Stage::Sent));
    };
    let now = member(name).map(|member| loose::at(&json, &[member])).filter(|now| !now.is_empty());
    match (name, now, to) {
        ("assignee", Some("-"), Some(to)) => {
            let why = format!(
                "`{to}` may not handle tickets of this group, and the portal left it without an owner"
            );
            return Err(turn.refused(&why));
        }
        // The owner may be named by mail address and be called otherwise.
        ("assignee", _, _) | (_, None, _) | (_, _, None) => {}
        (_, Some(now), Some(to)) if now != to => {
            return Err(turn.refused(&format!("the portal answered with `{now}` instead of `{to}`")));
        }
        (_, Some(_), Some(_)) => {}
    }
    let at = answer.and_then(read::date);
    Ok((PushNext::Done(Receipt { at, event: None, ticket: None }), Stage::Sent))
}

fn member(name: &str) -> Option<&'static str> {
    NAMED.iter().find(|(known, _)| *known == name).map(|(_, member)| *member)
}
