//! From a row and its messages to a ticket.
//!
//! The API tells no history: the past of a ticket's fields is not known, and every ticket says so. Only when it was
//! solved and closed is told with it.

use std::collections::BTreeMap;

use calendar::Moment;
use policy::ticket::{Contact, Customer, Event, Gone, History, Party, Ticket, What};
use serde_json::Value;

use super::api::Api;
use super::known::{CUSTOM, Known};
use super::wire::{self, Conversation};
use crate::file::{self, Names};
use crate::{Aside, Due, loose, read, stamp};

/// Field of the tags. They may hold spaces, so a comma stands between them.
pub(super) const TAGS: &str = "tags";
/// Between two tags.
pub(super) const COMMA: &str = ", ";
/// The source of a ticket that staff began: <https://developers.freshdesk.com/api/#ticket-properties>.
const OUTBOUND: &str = "10";
/// Numbers of the two statuses that end a ticket, with when, from the ticket's numbers.
const ENDS: [(&str, &str); 2] = [("4", "resolved_at"), ("5", "closed_at")];
/// The portal's own deadlines, and what is due at each.
pub(super) const DEADLINES: [(&str, Due); 3] = [
    ("fr_due_by", Due::Clock("first-response")),
    ("nr_due_by", Due::Clock("next-reply")),
    ("due_by", Due::Clock("resolution")),
];
/// Whether they passed.
const LATE: [&str; 3] = ["fr_escalated", "nr_escalated", "is_escalated"];
/// The message that began a ticket has no number of its own.
const FIRST: &str = "description";

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
pub(super) fn mark(json: &Value) -> Option<(String, Moment)> {
    let at = stamp::instant(loose::at(json, &["updated_at"])).ok()?;
    Some((json.get("id").and_then(loose::id_of)?, at))
}

/// The ticket of a row with its messages. `json` is the row itself.
pub(super) fn ticket(
    api: &Api,
    row: &wire::Ticket,
    json: &Value,
    said: &[Conversation],
    known: &Known,
) -> Ticket {
    let at = |text: &str| stamp::instant(text).unwrap_or_default();
    let company = |id: &String| {
        let told = known.companies.get(id).cloned().flatten();
        let with = Some(row.company.name.clone()).filter(|name| !name.is_empty());
        Customer { id: id.clone(), name: told.or(with).unwrap_or_else(|| id.clone()) }
    };
    let gone = row.deleted || row.spam;
    let contact = Contact { name: row.requester.name.clone(), email: row.requester.email.clone() };
    Ticket {
        id: row.id.clone(),
        number: format!("#{}", row.id),
        subject: row.subject.clone(),
        queue: row.group_id.as_deref().map(|id| known.group(id)).unwrap_or_default(),
        status: known.status(&row.status),
        fields: if gone { BTreeMap::new() } else { fields(row, json, known) },
        customer: row.company_id.as_ref().map(company),
        contact: row.requester_id.as_ref().map(|_| contact),
        assignee: row.responder_id.as_deref().map(|id| known.agent(id)),
        channel: row.source.as_deref().map(|source| known.source(source)),
        url: Some(api.page(&row.id)),
        created: at(&row.created_at),
        updated: at(&row.updated_at),
        version: None,
        gone: gone.then_some(Gone::Deleted),
        history: History::Incomplete,
        events: if gone { Vec::new() } else { events(row, said, known) },
    }
}

fn fields(row: &wire::Ticket, json: &Value, known: &Known) -> BTreeMap<String, String> {
    let text = |name: &str| json.get(name).and_then(loose::value);
    let instant =
        |name: &str| text(name).and_then(|text| stamp::instant(&text).ok()).map(|at| at.to_string());
    let mut fields = BTreeMap::new();
    let mut put = |name: &str, value: Option<String>| {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            fields.insert(name.to_owned(), value);
        }
    };
    put("priority", text("priority").map(|number| known.priority(&number)));
    put("type", text("type"));
    put("product", text("product_id").map(|number| known.product(&number)));
    put(TAGS, Some(row.tags.join(COMMA)));
    DEADLINES.iter().for_each(|(name, _)| put(name, instant(name)));
    LATE.iter().for_each(|name| put(name, text(name).filter(|is| is == "true")));
    for (name, value) in &row.custom_fields {
        put(&format!("{CUSTOM}{name}"), loose::value(value));
    }
    fields
}

/// How a message tells of its files: <https://developers.freshdesk.com/api/#view_a_ticket>.
const FILES: Names = Names { name: "/name", mime: "/content_type", url: Some("/attachment_url") };

fn events(row: &wire::Ticket, said: &[Conversation], known: &Known) -> Vec<Event> {
    let created = stamp::instant(&row.created_at).unwrap_or_default();
    let staff = row.source.as_deref() == Some(OUTBOUND);
    let by = Some(if staff { Party::Agent } else { Party::Customer });
    let author = if staff { String::new() } else { row.requester.name.clone() };
    let event = |id: &str, at, what| Event {
        id: id.to_owned(),
        at,
        by,
        author: author.clone(),
        operation: None,
        attachments: Vec::new(),
        what,
    };
    let mut events = vec![event("created", created, What::Created)];
    let (body, mime) = read::body(
        if staff { Party::Agent } else { Party::Customer },
        &row.description_text,
        &row.description,
    );
    if !body.is_empty() {
        let what = What::Message { public: true, auto: false, body, mime };
        let attachments = file::told(Some(&row.attachments), &FILES);
        events.push(Event { attachments, ..event(FIRST, created, what) });
    }
    let mut later: Vec<Event> = said.iter().filter_map(|message| said_by(row, message, known)).collect();
    later.extend(ended(row, known));
    later.sort_by_key(|event| event.at);
    events.extend(later);
    events
}

fn said_by(row: &wire::Ticket, message: &Conversation, known: &Known) -> Option<Event> {
    let at = stamp::instant(&message.created_at).ok()?;
    let by = known.side(row, message);
    let (body, mime) = read::body(by, &message.body_text, &message.body);
    let what = What::Message { public: !message.private, auto: by == Party::System, body, mime };
    let author = known.author(row, message);
    (!message.deleted).then(|| Event {
        id: message.id.clone(),
        at,
        by: Some(by),
        author,
        operation: None,
        attachments: file::told(Some(&message.attachments), &FILES),
        what,
    })
}

/// That a ticket was solved or closed, where it still is. What it was before is not told.
fn ended(row: &wire::Ticket, known: &Known) -> Vec<Event> {
    let mut from = None;
    let mut events = Vec::new();
    for (number, name) in ENDS {
        let over = row.status == number || (row.status == "5" && number == "4");
        let Ok(at) = stamp::instant(loose::at(&row.stats, &[name])) else { continue };
        if over {
            let to = Some(known.status(number));
            let what = What::Field { name: "status".to_owned(), from: from.take(), to: to.clone() };
            events.push(Event {
                id: name.to_owned(),
                at,
                by: None,
                author: String::new(),
                operation: None,
                attachments: Vec::new(),
                what,
            });
            from = to;
        }
    }
    // A ticket that was closed before it was solved, by the numbers, was solved again later; only the end is sure.
    if let [first, last] = events.as_slice()
        && first.at > last.at
    {
        events.remove(0);
        if let Some(What::Field { from, .. }) = events.first_mut().map(|event| &mut event.what) {
            *from = None;
        }
    }
    events
}

/// The tags of a ticket.
pub(super) fn tags(ticket: &Ticket) -> Vec<String> {
    let joined = ticket.fields.get(TAGS).map_or("", String::as_str);
    joined.split(COMMA).filter(|tag| !tag.is_empty()).map(str::to_owned).collect()
}
