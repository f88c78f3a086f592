//! From a row to a ticket without its history, and from the names of members to those of fields.

use std::collections::BTreeMap;

use policy::ticket::{Contact, Customer, Gone, History, Ticket};
use serde_json::Value;

use super::api::Api;
use super::known::{Circle, Known};
use super::wire;
use crate::{Aside, loose, read, stamp};

/// Status of a ticket in the bin, as the export tells it. What is deleted for good keeps this status, and its texts are
/// scrubbed: <https://developer.zendesk.com/documentation/ticketing/managing-tickets/using-the-incremental-export-api/>.
pub(super) const DELETED: &str = "deleted";
/// Status of a ticket that cannot be changed any more:
/// <https://developer.zendesk.com/documentation/ticketing/managing-tickets/creating-and-updating-tickets>.
pub(super) const CLOSED: &str = "closed";
/// Field of the tags, joined by spaces: a tag holds none.
pub(super) const TAGS: &str = "tags";
/// Members that are kept under their own names.
const PLAIN: [&str; 9] = [
    "priority",
    "type",
    "external_id",
    "due_at",
    "problem_id",
    "custom_status_id",
    "brand_id",
    "ticket_form_id",
    "recipient",
];

/// Reads a row.
///
/// # Errors
/// The row as it is kept aside.
pub(super) fn row(json: &Value) -> Result<wire::Ticket, Aside> {
    let id = json.get("id").and_then(loose::id_of);
    let aside = |why: &str| read::aside(id.clone(), why, json);
    let row: wire::Ticket = read::typed(json.clone()).map_err(|why| aside(&why))?;
    for (name, text) in [("created_at", &row.created_at), ("updated_at", &row.updated_at)] {
        stamp::instant(text).map_err(|why| aside(&format!("`{name}`: {why}")))?;
    }
    Ok(row)
}

/// Identifier and last change, which is all that finding the next page needs.
pub(super) fn mark(json: &Value) -> Option<(String, calendar::Moment)> {
    let at = stamp::instant(loose::at(json, &["updated_at"])).unwrap_or_default();
    Some((json.get("id").and_then(loose::id_of)?, at))
}

/// Who belongs to a ticket.
pub(super) fn circle(row: &wire::Ticket) -> Circle {
    let copied = row.email_cc_ids.iter().chain(&row.collaborator_ids).filter_map(loose::id_of);
    Circle {
        requester: row.requester_id.clone(),
        organization: row.organization_id.clone(),
        copied: copied.collect(),
    }
}

/// The ticket of a row, without its history. `json` is the row itself.
pub(super) fn ticket(api: &Api, row: &wire::Ticket, json: &Value, known: &Known) -> Ticket {
    let requester = row.requester_id.as_ref();
    let organization = row.organization_id.as_ref();
    let subject = if row.subject.is_empty() { &row.raw_subject } else { &row.subject };
    let at = |text: &str| stamp::instant(text).unwrap_or_default();
    Ticket {
        id: row.id.clone(),
        number: format!("#{}", row.id),
        subject: subject.clone(),
        queue: row.group_id.as_ref().map(|id| known.group(id)).unwrap_or_default(),
        status: row.status.clone(),
        fields: fields(row, json, known),
        customer: organization.map(|id| Customer {
            id: id.clone(),
            name: known.organizations.get(id).cloned().unwrap_or_else(|| id.clone()),
        }),
        contact: requester.map(|id| Contact { name: known.name(id), email: email(id, known) }),
        assignee: row.assignee_id.as_ref().map(|id| known.name(id)),
        channel: row.via.get("channel").and_then(loose::value),
        url: Some(api.page(&row.id)),
        created: at(&row.created_at),
        updated: at(&row.updated_at),
        version: Some(row.updated_at.clone()),
        gone: (row.status == DELETED).then_some(Gone::Deleted),
        history: History::Incomplete,
        events: Vec::new(),
    }
}

/// What is left of a ticket in the bin.
pub(super) fn tombstone(id: &str, subject: &str, at: calendar::Moment) -> Ticket {
    Ticket {
        id: id.to_owned(),
        number: format!("#{id}"),
        subject: subject.to_owned(),
        queue: String::new(),
        status: DELETED.to_owned(),
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

/// The name under which a ticket has a member, which a history names the same way; custom fields are named by number.
/// None for what is no field of ours.
pub(super) fn key(member: &str, known: &Known) -> Option<String> {
    let name = match member {
        "status" => "status",
        "assignee_id" => "assignee",
        "group_id" => "queue",
        TAGS => TAGS,
        member if PLAIN.contains(&member) => member,
        member if !member.is_empty() && member.bytes().all(|byte| byte.is_ascii_digit()) => {
            return Some(known.field_key(member));
        }
        _ => return None,
    };
    Some(name.to_owned())
}

/// The value of a member in the form that the ticket has it.
pub(super) fn value(member: &str, json: &Value, known: &Known) -> Option<String> {
    let text = loose::value(json)?;
    let kind = known.fields.get(member).map_or("", |field| field.kind.as_str());
    match (member, kind) {
        ("assignee_id", _) => Some(known.name(&text)),
        ("group_id", _) => Some(known.group(&text)),
        // The history has several values in one text, in the order of their choice; and an unticked box as 0.
        (TAGS, _) | (_, "multiselect") => {
            let mut values: Vec<&str> = text.split_whitespace().collect();
            values.sort_unstable();
            Some(values.join(" "))
        }
        (_, "checkbox") => {
            Some(if matches!(text.as_str(), "1" | "true") { "true" } else { "false" }.to_owned())
        }
        (_, _) => Some(text),
    }
}

fn email(user: &str, known: &Known) -> String {
    known.users.get(user).and_then(Option::as_ref).map(|user| user.email.clone()).unwrap_or_default()
}

fn fields(row: &wire::Ticket, json: &Value, known: &Known) -> BTreeMap<String, String> {
    let member = |name: &'static str| Some((name.to_owned(), value(name, json.get(name)?, known)?));
    let plain = PLAIN.iter().filter_map(|name| member(name));
    let tags = Value::from(row.tags.clone());
    let tags = value(TAGS, &tags, known).map(|tags| (TAGS.to_owned(), tags));
    let custom = row.custom_fields.iter();
    let custom =
        custom.filter_map(|field| Some((known.field_key(&field.id), value(&field.id, &field.value, known)?)));
    plain.chain(tags).chain(custom).chain(deadlines(&row.slas)).collect()
}

/// The portal's own deadlines: `sla.first_reply_time.breach_at` with `.stage`, which is `active`, `paused` or
/// `achieved`. A metric that comes twice is told once, as it came first.
fn deadlines(slas: &Value) -> Vec<(String, String)> {
    let metrics = slas.get("policy_metrics").and_then(Value::as_array);
    let mut told = Vec::new();
    for metric in metrics.into_iter().flatten().rev() {
        let name = loose::at(metric, &["metric"]);
        let breach = stamp::instant(loose::at(metric, &["breach_at"])).ok();
        let stage = Some(loose::at(metric, &["stage"])).filter(|stage| !stage.is_empty());
        if !name.is_empty() {
            told.extend(breach.map(|at| (format!("sla.{name}.breach_at"), at.to_string())));
            told.extend(stage.map(|stage| (format!("sla.{name}.stage"), stage.to_owned())));
        }
    }
    told
}

/// The tags of a ticket.
pub(super) fn tags(ticket: &Ticket) -> Vec<String> {
    let joined = ticket.fields.get(TAGS).map_or("", String::as_str);
    joined.split(' ').filter(|tag| !tag.is_empty()).map(str::to_owned).collect()
}
