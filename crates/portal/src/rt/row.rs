//! One row of a list of tickets.

use std::collections::BTreeMap;

use calendar::Moment;
use policy::ticket::{Contact, Customer, History, Ticket};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::api::Api;
use super::wire::{self, Link};
use super::{NOBODY, date};
use crate::{Aside, read};

/// Fields of a ticket that are kept under the portal's own names.
const PLAIN: [&str; 7] =
    ["Priority", "InitialPriority", "FinalPriority", "SLA", "TimeWorked", "TimeEstimated", "TimeLeft"];
/// Those that hold a date; one that is not set is left out.
pub(super) const DATES: [&str; 5] = ["Due", "Starts", "Started", "Resolved", "Told"];
/// Between the values of a custom field with several.
pub(super) const BETWEEN: &str = ", ";

/// A ticket without its history yet, and what the history is read with.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Row {
    /// Its identifier.
    pub(super) id: u64,
    /// Its fields.
    pub(super) ticket: Ticket,
    /// Login names of those who asked.
    pub(super) requestors: Vec<String>,
    /// Login names of those who get copies.
    pub(super) copied: Vec<String>,
    /// Custom fields by the identifier that the history names them with.
    pub(super) custom: BTreeMap<String, Custom>,
}

/// A custom field of one ticket.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Custom {
    /// Key of [`Ticket::fields`].
    pub(super) key: String,
    /// Current values, in an order that does not depend on the answer.
    pub(super) values: Vec<String>,
}

/// Values of a field as one text; `None` when there is none.
pub(super) fn joined(values: &[String]) -> Option<String> {
    (!values.is_empty()).then(|| values.join(BETWEEN))
}

/// Reads a row.
///
/// # Errors
/// The row as it is kept aside.
pub(super) fn read(api: &Api, json: &Value) -> Result<Row, Aside> {
    let id = json.get("id").and_then(wire::id_of);
    let aside = |why: &str| read::aside(id.map(|id| id.to_string()), why, json);
    let wire: Wire = read::typed(json.clone()).map_err(|why| aside(&why))?;
    if wire.effective_id.as_ref().and_then(wire::id_of).is_some_and(|effective| effective != wire.id) {
        return Err(aside("`EffectiveId` names another ticket"));
    }
    wire.into_row(api, json).map_err(|why| aside(&why))
}

/// Identifier and last change of a row, which is all that finding the next page needs.
pub(super) fn stamp(json: &Value) -> Option<(u64, Moment)> {
    let at = date::instant(json.get("LastUpdated")?.as_str()?).ok()?;
    Some((wire::id_of(json.get("id")?)?, at))
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Wire {
    #[serde(rename = "id", deserialize_with = "wire::number")]
    id: u64,
    effective_id: Option<Value>,
    #[serde(default, deserialize_with = "wire::text")]
    subject: String,
    status: String,
    queue: Link,
    owner: Option<Link>,
    #[serde(default)]
    requestor: Vec<Link>,
    #[serde(default)]
    cc: Vec<Link>,
    created: String,
    last_updated: String,
    #[serde(default)]
    custom_fields: Value,
}

impl Wire {
    fn into_row(self, api: &Api, json: &Value) -> Result<Row, String> {
        let custom = custom(&self.custom_fields)?;
        let ticket = Ticket {
            id: self.id.to_string(),
            number: format!("#{}", self.id),
            subject: self.subject,
            queue: if self.queue.name.is_empty() { self.queue.id } else { self.queue.name },
            status: self.status,
            fields: fields(json, &custom),
            customer: self.requestor.iter().find_map(customer),
            contact: self.requestor.first().map(contact),
            assignee: self.owner.filter(|owner| owner.id != NOBODY).map(|owner| shown(&owner).to_owned()),
            channel: None,
            url: Some(api.page(self.id)),
            created: date::instant(&self.created)?,
            updated: date::instant(&self.last_updated)?,
            version: None,
            gone: None,
            history: History::Incomplete,
            events: Vec::new(),
        };
        let logins = |people: Vec<Link>| people.into_iter().map(|person| person.id).collect();
        let (requestors, copied) = (logins(self.requestor), logins(self.cc));
        Ok(Row { id: self.id, ticket, requestors, copied, custom })
    }
}

/// The name of a person to show: the real one, else the login.
pub(super) fn shown(person: &Link) -> &str {
    if person.real_name.is_empty() { &person.id } else { &person.real_name }
}

fn customer(person: &Link) -> Option<Customer> {
    let name = person.organization.trim();
    (!name.is_empty()).then(|| Customer { id: name.to_owned(), name: name.to_owned() })
}

fn contact(person: &Link) -> Contact {
    Contact { name: shown(person).to_owned(), email: person.email.clone() }
}

fn fields(json: &Value, custom: &BTreeMap<String, Custom>) -> BTreeMap<String, String> {
    let scalar = |name: &str| json.get(name).and_then(wire::scalar);
    let plain = PLAIN.iter().filter_map(|name| Some(((*name).to_owned(), scalar(name)?)));
    let dates = DATES
        .iter()
        .filter_map(|name| Some(((*name).to_owned(), date::optional(&scalar(name)?)?.to_string())));
    let custom = custom.values().filter_map(|field| Some((field.key.clone(), joined(&field.values)?)));
    plain.chain(dates).chain(custom).filter(|(_, value)| !value.is_empty()).collect()
}

/// Custom fields come as an array; a ticket without any has a text or an object in its place.
fn custom(json: &Value) -> Result<BTreeMap<String, Custom>, String> {
    let Value::Array(list) = json else { return Ok(BTreeMap::new()) };
    list.iter().map(one_custom).collect()
}

fn one_custom(json: &Value) -> Result<(String, Custom), String> {
    let field: CustomWire = read::typed(json.clone()).map_err(|why| format!("in `CustomFields`, {why}"))?;
    let mut values: Vec<String> = field.values.iter().filter_map(custom_value).collect();
    values.sort();
    Ok((field.id, Custom { key: format!("CF.{}", field.name), values }))
}

#[derive(Deserialize)]
struct CustomWire {
    #[serde(deserialize_with = "wire::text")]
    id: String,
    name: String,
    #[serde(default)]
    values: Vec<Value>,
}

/// A value is a text; an image or a file is an object with a file name.
fn custom_value(json: &Value) -> Option<String> {
    let text = wire::scalar(json).or_else(|| json.get("filename").and_then(wire::scalar))?;
    (!text.is_empty()).then_some(text)
}
