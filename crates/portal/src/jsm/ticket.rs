//! From an issue with its comments and its history to a ticket.

use std::collections::BTreeMap;

use calendar::Moment;
use policy::ticket::{Contact, Customer, Event, Gone, History, Ticket};
use serde_json::Value;

use super::api::Api;
use super::known::{Built, Known};
use super::wire::{Fields, Issue};
use super::{adf, date};
use crate::{Aside, loose, read};

/// Field of the labels. They hold no spaces, so a space stands between them.
pub(super) const TAGS: &str = "tags";
/// Field of the request type, which customers choose by.
pub(super) const REQUEST_TYPE: &str = "request type";
/// Field of the category that a status is in, the same three in every account.
const CATEGORY: &str = "status category";
/// Field of the links.
const LINKS: &str = "links";
/// In the address of an organization.
const ORGANIZATION: &str = "/servicedeskapi/organization/";

/// Reads an issue.
///
/// # Errors
/// The issue as it is kept aside.
pub(super) fn row(json: &Value) -> Result<Issue, Aside> {
    let id = json.get("id").and_then(loose::id_of);
    let aside = |why: &str| read::aside(id.clone(), why, json);
    let row: Issue = read::typed(json.clone()).map_err(|why| aside(&why))?;
    for (name, text) in [("created", &row.fields.created), ("updated", &row.fields.updated)] {
        date::instant(text).map_err(|why| aside(&format!("`fields.{name}`: {why}")))?;
    }
    Ok(row)
}

/// Identifier and last change, which is all that finding the next page needs.
pub(super) fn mark(json: &Value) -> Option<(u64, Moment)> {
    let at = date::instant(loose::at(json, &["fields", "updated"])).ok()?;
    Some((number(json)?, at))
}

/// The identifier, which stays when an issue moves and its key changes.
pub(super) fn number(json: &Value) -> Option<u64> {
    json.get("id").and_then(loose::id_of)?.parse().ok()
}

/// The ticket of an issue with what happened to it.
pub(super) fn ticket(api: &Api, row: &Issue, events: Vec<Event>, history: History, known: &Known) -> Ticket {
    let at = |text: &str| date::instant(text).unwrap_or_default();
    let fields = &row.fields;
    let reporter = Some(&fields.reporter).filter(|reporter| !reporter.account.is_empty());
    Ticket {
        id: row.id.clone(),
        number: row.key.clone(),
        subject: fields.summary.clone(),
        queue: fields.project.name.clone(),
        status: fields.status.name.clone(),
        fields: values(fields, known),
        customer: fields.others.iter().find_map(|(id, json)| organization(id, json, known)),
        contact: reporter.map(|one| Contact { name: one.name.clone(), email: one.email.clone() }),
        assignee: fields.assignee.as_ref().map(|one| one.name.clone()).filter(|name| !name.is_empty()),
        // The channel is a property of the issue that no page describes.
        channel: None,
        url: Some(api.page(&row.key)),
        created: at(&fields.created),
        updated: at(&fields.updated),
        version: None,
        gone: None,
        history,
        events,
    }
}

/// What is left of a ticket that is no longer there.
pub(super) fn tombstone(id: &str, at: Moment) -> Ticket {
    Ticket {
        id: id.to_owned(),
        number: String::new(),
        subject: String::new(),
        queue: String::new(),
        status: "deleted".to_owned(),
        fields: BTreeMap::new(),
        customer: None,
        contact: None,
        assignee: None,
        channel: None,
        url: None,
        created: at,
        updated: at,
        version: None,
        gone: Some(Gone::Deleted),
        history: History::Incomplete,
        events: Vec::new(),
    }
}

/// The tags of a ticket.
pub(super) fn tags(ticket: &Ticket) -> Vec<String> {
    let joined = ticket.fields.get(TAGS).map_or("", String::as_str);
    joined.split(' ').filter(|tag| !tag.is_empty()).map(str::to_owned).collect()
}

fn values(fields: &Fields, known: &Known) -> BTreeMap<String, String> {
    let mut values = BTreeMap::new();
    let mut put = |name: &str, value: String| {
        if !value.is_empty() {
            values.insert(name.to_owned(), value);
        }
    };
    put("priority", fields.priority.name.clone());
    put("type", fields.issuetype.name.clone());
    put("resolution", fields.resolution.name.clone());
    put("resolved", date::instant(&fields.resolutiondate).map(|at| at.to_string()).unwrap_or_default());
    put(CATEGORY, loose::at(&fields.status.category, &["name"]).to_owned());
    put(TAGS, fields.labels.join(" "));
    put(LINKS, links(&fields.issuelinks));
    for (id, json) in &fields.others {
        let Some(key) = known.key(id) else { continue };
        let request = loose::at(json, &["requestType", "name"]);
        if !request.is_empty() {
            put(REQUEST_TYPE, request.to_owned());
        } else if let Some((name, at)) = deadline(json) {
            put(&format!("sla.{name}.breach_at"), at);
        } else if json.get("completedCycles").is_none() && organization(id, json, known).is_none() {
            put(&key, value(json));
        }
    }
    values
}

/// A field's value as the history writes it too: the name of a choice, the text of a document.
pub(super) fn value(json: &Value) -> String {
    match json {
        Value::Object(_) if adf::is_document(json) => adf::text(json),
        Value::Object(members) => {
            let name =
                ["value", "name", "displayName"].into_iter().find_map(|name| members.get(name)?.as_str());
            let child = loose::at(json, &["child", "value"]);
            match (name, child) {
                (Some(name), "") => name.to_owned(),
                (Some(name), child) => format!("{name} - {child}"),
                (None, _) => String::new(),
            }
        }
        Value::Array(list) => {
            let list: Vec<String> = list.iter().map(value).filter(|text| !text.is_empty()).collect();
            list.join(", ")
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {
            loose::value(json).unwrap_or_default()
        }
    }
}

/// The portal's own deadline, from a field that holds the running time of one of its promises:
/// <https://developer.atlassian.com/cloud/jira/service-desk/rest/api-group-request/#api-rest-servicedeskapi-request-issueidorkey-sla-get>.
fn deadline(json: &Value) -> Option<(&str, String)> {
    let millis = json.pointer("/ongoingCycle/breachTime/epochMillis")?.as_i64()?;
    let name = Some(loose::at(json, &["name"])).filter(|name| !name.is_empty())?;
    Some((name, date::of_millis(millis).to_string()))
}

/// The first organization that a request is shared with:
/// <https://developer.atlassian.com/cloud/jira/service-desk/rest/api-group-organization/>.
fn organization(field: &str, json: &Value, known: &Known) -> Option<Customer> {
    let is = |one: &&Value| loose::at(one, &["_links", "self"]).contains(ORGANIZATION);
    let built = known.is(field, Built::Organizations);
    let one = json.as_array()?.iter().find(|one| built || is(one))?;
    let id = one.get("id").and_then(loose::id_of)?;
    let name = Some(loose::at(one, &["name"])).filter(|name| !name.is_empty());
    Some(Customer { name: name.unwrap_or(&id).to_owned(), id })
}

/// Links in the words of their kinds, as in `blocks SD-12, relates to SD-13`.
fn links(list: &[Value]) -> String {
    let told = |link: &Value, way: &str, issue: &str| {
        let key = loose::at(link, &[issue, "key"]);
        (!key.is_empty()).then(|| format!("{} {key}", loose::at(link, &["type", way])))
    };
    let one =
        |link: &Value| told(link, "outward", "outwardIssue").or_else(|| told(link, "inward", "inwardIssue"));
    let mut links: Vec<String> = list.iter().filter_map(one).collect();
    links.sort();
    links.join(", ")
}
