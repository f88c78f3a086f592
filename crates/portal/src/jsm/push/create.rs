//! A new request.
//! <https://developer.atlassian.com/cloud/jira/service-desk/rest/api-group-request/#api-rest-servicedeskapi-request-post>

use std::collections::BTreeMap;

use policy::ticket::Change;
use serde_json::{Map, Value, json};

use super::super::ticket::REQUEST_TYPE;
use super::super::wire::{Desk, Paged};
use super::{Step, Turn};
use crate::{loose, read};

/// The request, or what has to be known first; the error is one clause.
pub(super) fn step(turn: &Turn<'_>) -> Result<Step, String> {
    let Change::Create { queue, subject, body, contact, fields } = &turn.operation.change else {
        return Err("there is no such change".to_owned());
    };
    let api = turn.api;
    let mut told = turn.state.told.iter();
    let desks = match pages(&mut told) {
        Ok(desks) => desks,
        Err(start) => return Ok(Step::Ask(api.desks(start))),
    };
    let desk = desk(desks, queue)?;
    let types = match pages(&mut told) {
        Ok(types) => types,
        Err(start) => return Ok(Step::Ask(api.request_types(&desk.id, start))),
    };
    let kind = request_type(&types, fields.get(REQUEST_TYPE).map_or("", String::as_str))?;
    let mut request = json!({
        "serviceDeskId": desk.id, "requestTypeId": kind, "requestFieldValues": values(subject, body, fields)?,
    });
    if !contact.is_empty() {
        let Some(users) = told.next() else { return Ok(Step::Ask(api.users(contact))) };
        let account = customer(users, contact)?;
        if let Some(members) = request.as_object_mut() {
            members.insert("raiseOnBehalfOf".to_owned(), json!(account));
        }
    }
    Ok(Step::Send(api.make(&["request"], &request)))
}

/// The values of a list that comes in pages; the error is where the next page begins.
fn pages<'a>(told: &mut impl Iterator<Item = &'a Value>) -> Result<Vec<Value>, usize> {
    let mut values = Vec::new();
    loop {
        let Some(page) = told.next() else { return Err(values.len()) };
        let Ok(page) = read::typed::<Paged>(page.clone()) else { return Ok(values) };
        let more = page.has_more(&values);
        values.extend(page.values);
        if !more {
            return Ok(values);
        }
    }
}

/// The service desk with this name or key; without one, the only one.
fn desk(desks: Vec<Value>, queue: &str) -> Result<Desk, String> {
    let mut desks: Vec<Desk> = desks.into_iter().filter_map(|desk| read::typed(desk).ok()).collect();
    let only = queue.is_empty() && desks.len() == 1;
    let is = |desk: &Desk| desk.name.eq_ignore_ascii_case(queue) || desk.key.eq_ignore_ascii_case(queue);
    match desks.iter().position(|desk| only || is(desk)) {
        Some(place) => Ok(desks.swap_remove(place)),
        None if queue.is_empty() => Err("say for which service desk the ticket is".to_owned()),
        None => Err(format!("there is no service desk `{queue}`")),
    }
}

/// The identifier of a request type; without a name, of the only one.
fn request_type(types: &[Value], name: &str) -> Result<String, String> {
    let named = |kind: &&Value| loose::at(kind, &["name"]).eq_ignore_ascii_case(name);
    let found = match (name, types) {
        ("", [only]) => Some(only),
        ("", _) => None,
        _ => types.iter().find(named),
    };
    found.and_then(|kind| kind.get("id")).and_then(loose::id_of).ok_or_else(|| {
        let names: Vec<&str> = types.iter().map(|kind| loose::at(kind, &["name"])).collect();
        format!("`{REQUEST_TYPE}` has to be one of: {}", names.join(", "))
    })
}

fn values(subject: &str, body: &str, fields: &BTreeMap<String, String>) -> Result<Value, String> {
    let mut values = Map::new();
    values.insert("summary".to_owned(), json!(subject));
    values.insert("description".to_owned(), json!(body));
    for (name, value) in fields.iter().filter(|(name, _)| *name != REQUEST_TYPE) {
        if name != "priority" {
            return Err(format!("`{name}` cannot be set in a new ticket, only afterwards"));
        }
        values.insert(name.clone(), json!({"name": value}));
    }
    Ok(Value::Object(values))
}

/// The account of the person with this mail address. Users may hide their address, so the only one who is found for it is
/// that person: <https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-user-search/#api-rest-api-3-user-search-get>.
fn customer(users: &Value, mail: &str) -> Result<String, String> {
    let users: Vec<&Value> = users.as_array().into_iter().flatten().collect();
    let has = |user: &&&Value| loose::at(user, &["emailAddress"]).eq_ignore_ascii_case(mail);
    let only = match users.as_slice() {
        [only] if loose::at(only, &["emailAddress"]).is_empty() => Some(only),
        _ => None,
    };
    let account = users.iter().find(has).or(only).map(|user| loose::at(user, &["accountId"]));
    let account = account.filter(|account| !account.is_empty()).map(str::to_owned);
    account
        .ok_or_else(|| format!("nobody has the mail address `{mail}`: add the customer in the portal first"))
}
