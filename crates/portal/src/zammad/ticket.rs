//! From a row with its messages and its history to a ticket.

use std::collections::BTreeMap;

use calendar::Moment;
use policy::ticket::{Attachment, Contact, Customer, Event, Gone, History, Party, Ticket, What};
use serde_json::Value;

use super::api::Api;
use super::history::{self, Told};
use super::people::{NOBODY, People, author};
use super::state::MERGED;
use super::wire::{self, Article};
use crate::file::{self, Names};
use crate::{Aside, Due, loose, read, stamp};

/// Before the name of an attribute of the company's own.
pub(super) const CUSTOM: &str = "CF.";
/// Field of the tags. They may hold spaces, so a comma stands between them.
pub(super) const TAGS: &str = "tags";
/// Between two tags.
pub(super) const COMMA: &str = ", ";
/// Field, and member, of when a pending ticket comes back.
pub(super) const PENDING: &str = "pending_time";
/// Member of a message's `preferences`: a mail program, or a failed delivery, wrote it (`Channel::Filter::AutoResponseCheck`).
const AUTO: &str = "is-auto-response";
/// The first of the portal's own deadlines.
const NEXT: &str = "escalation_at";
/// The portal's own deadlines, and what is due at each. They are null while the state stops the clock
/// (`ignore_escalation`): <https://docs.zammad.org/en/latest/api/ticket/states.html>.
pub(super) const DEADLINES: [(&str, Due); 3] = [
    ("first_response_escalation_at", Due::Clock("first-response")),
    ("update_escalation_at", Due::Clock("update")),
    ("close_escalation_at", Due::Clock("resolution")),
];
/// Members that every ticket has: <https://docs.zammad.org/en/latest/api/intro.html#response-payloads-expand>. All others
/// are attributes of the company's own.
const USUAL: [&str; 45] = [
    "id",
    "number",
    "title",
    "note",
    "group",
    "priority",
    "state",
    "organization",
    "owner",
    "customer",
    "type",
    "time_unit",
    "preferences",
    "article_count",
    "created_by",
    "updated_by",
    "created_at",
    "updated_at",
    "close_at",
    "last_close_at",
    "last_contact_at",
    "last_contact_agent_at",
    "last_contact_customer_at",
    "last_owner_update_at",
    "create_article_type",
    "create_article_sender",
    "first_response_at",
    "first_response_in_min",
    "first_response_diff_in_min",
    "update_in_min",
    "update_diff_in_min",
    "close_in_min",
    "close_diff_in_min",
    "escalation_at",
    "first_response_escalation_at",
    "update_escalation_at",
    "close_escalation_at",
    PENDING,
    "ticket_time_accounting",
    "referencing_checklists",
    "checklist",
    "ai_stored_results",
    "articles",
    "mentions",
    "tags",
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
pub(super) fn mark(json: &Value) -> Option<(String, Moment)> {
    let at = stamp::instant(loose::at(json, &["updated_at"])).ok()?;
    Some((json.get("id").and_then(loose::id_of)?, at))
}

/// What was read of a ticket besides its row.
pub(super) struct Parts<'a> {
    pub(super) articles: &'a [Article],
    pub(super) past: Option<&'a [wire::Entry]>,
    pub(super) tags: &'a [String],
    pub(super) people: &'a People,
}

/// The ticket of a row. `json` is the row itself.
pub(super) fn ticket(api: &Api, row: &wire::Ticket, json: &Value, parts: &Parts<'_>) -> Ticket {
    let at = |text: &str| stamp::instant(text).unwrap_or_default();
    let told = history::told(row, parts);
    let gone = if row.state == MERGED { told.merged_into.clone().map(Gone::MergedInto) } else { None };
    let organization = |id: &String| {
        let name = Some(row.organization.clone()).filter(|name| !name.is_empty());
        Customer { id: id.clone(), name: name.unwrap_or_else(|| id.clone()) }
    };
    Ticket {
        id: row.id.clone(),
        number: format!("#{}", row.number.as_ref().unwrap_or(&row.id)),
        subject: row.title.clone(),
        queue: row.group.clone(),
        status: row.state.clone(),
        fields: if gone.is_some() { BTreeMap::new() } else { fields(json, parts.tags) },
        customer: row.organization_id.as_ref().map(organization),
        contact: row.customer_id.as_deref().map(|id| contact(row, id, parts.people)),
        assignee: owner(row),
        channel: Some(row.create_article_type.clone()).filter(|kind| !kind.is_empty()),
        url: Some(api.page(&row.id)),
        created: at(&row.created_at),
        updated: at(&row.updated_at),
        version: None,
        history: if told.whole { History::Complete } else { History::Incomplete },
        events: if gone.is_some() { Vec::new() } else { events(row, parts, told) },
        gone,
    }
}

/// What is left of a ticket that the portal does not show any more.
pub(super) fn tombstone(id: u64) -> Ticket {
    Ticket {
        id: id.to_string(),
        number: format!("#{id}"),
        subject: String::new(),
        queue: String::new(),
        status: "removed".to_owned(),
        fields: BTreeMap::new(),
        customer: None,
        contact: None,
        assignee: None,
        channel: None,
        url: None,
        created: Moment::default(),
        updated: Moment::default(),
        version: None,
        gone: Some(Gone::Deleted),
        history: History::Incomplete,
        events: Vec::new(),
    }
}

/// The key of an attribute among the fields; none for those that every ticket has under another name, or for numbers of
/// other records.
pub(super) fn custom_key(name: &str) -> Option<String> {
    let other = name.ends_with("_id") || name.ends_with("_ids");
    (!other && !USUAL.contains(&name)).then(|| format!("{CUSTOM}{name}"))
}

fn owner(row: &wire::Ticket) -> Option<String> {
    let id = row.owner_id.as_deref().filter(|id| *id != NOBODY);
    let login = Some(row.owner.as_str()).filter(|login| !["", "-"].contains(login));
    if row.owner_id.is_some() && id.is_none() { None } else { login.or(id).map(str::to_owned) }
}

fn contact(row: &wire::Ticket, id: &str, people: &People) -> Contact {
    let email = Some(people.email(id)).filter(|email| !email.is_empty());
    let login = Some(row.customer.as_str()).filter(|login| login.contains('@'));
    Contact { name: people.name(id), email: email.or(login).unwrap_or_default().to_owned() }
}

/// The tags of a ticket.
pub(super) fn tags(ticket: &Ticket) -> Vec<String> {
    let joined = ticket.fields.get(TAGS).map_or("", String::as_str);
    joined.split(COMMA).filter(|tag| !tag.is_empty()).map(str::to_owned).collect()
}

fn fields(json: &Value, tags: &[String]) -> BTreeMap<String, String> {
    let text = |name: &str| json.get(name).and_then(loose::value);
    let instant =
        |name: &str| text(name).and_then(|text| stamp::instant(&text).ok()).map(|at| at.to_string());
    let mut fields = BTreeMap::new();
    let mut put = |name: &str, value: Option<String>| {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            fields.insert(name.to_owned(), value);
        }
    };
    put("priority", text("priority"));
    put(TAGS, Some(tags.join(COMMA)));
    put(PENDING, instant(PENDING));
    put(NEXT, instant(NEXT));
    DEADLINES.iter().for_each(|(name, _)| put(name, instant(name)));
    for (name, value) in json.as_object().into_iter().flatten() {
        if let Some(key) = custom_key(name) {
            put(&key, loose::value(value));
        }
    }
    fields
}

/// How a message tells of its files: <https://docs.zammad.org/en/latest/api/ticket/articles.html>.
const FILES: Names = Names { name: "/filename", mime: "/preferences/Content-Type", url: None };

fn events(row: &wire::Ticket, parts: &Parts<'_>, told: Told) -> Vec<Event> {
    let begun = row.created_by_id.as_deref().map(|id| parts.people.name(id)).unwrap_or_default();
    let mut events = vec![Event {
        id: "created".to_owned(),
        at: stamp::instant(&row.created_at).unwrap_or_default(),
        by: Some(People::beginner(row)),
        author: begun,
        operation: None,
        attachments: Vec::new(),
        what: What::Created,
    }];
    events.extend(parts.articles.iter().filter_map(|article| said(row, article, parts)));
    events.extend(told.events);
    // Messages of a ticket that was merged into this one keep their own, older stamps.
    events.sort_by_key(|event| event.at);
    events
}

/// A file is named by its message and its own number.
fn files(article: &Article) -> Vec<Attachment> {
    let told = file::told(Some(&article.attachments), &FILES).into_iter();
    let named = told.map(|file| Attachment { id: format!("{}-{}", article.id, file.id), ..file });
    // The text of a message in HTML is kept as a file of it, too.
    named.filter(|file| file.name != "message.html").collect()
}

fn said(row: &wire::Ticket, article: &Article, parts: &Parts<'_>) -> Option<Event> {
    let at = stamp::instant(&article.created_at).ok()?;
    let by = parts.people.side(row, article, parts.articles);
    let auto = by == Party::System || article.preferences.get(AUTO) == Some(&Value::Bool(true));
    let mime = if article.content_type.contains("html") { "text/html" } else { "text/plain" };
    let name = author(article).map(|id| parts.people.name(&id)).filter(|name| !name.is_empty());
    let what =
        What::Message { public: !article.internal, auto, body: article.body.clone(), mime: mime.to_owned() };
    Some(Event {
        id: article.id.clone(),
        at,
        by: Some(by),
        author: name.unwrap_or_else(|| article.from.clone()),
        operation: article.operation().map(str::to_owned),
        attachments: files(article),
        what,
    })
}
