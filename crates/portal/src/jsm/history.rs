//! From comments and changes to events.

use policy::ticket::{Event, Party, What};
use serde_json::Value;

use super::known::{Circle, Known, is_public};
use super::ticket::{REQUEST_TYPE, TAGS};
use super::wire::{Change, Comment, Issue};
use super::{adf, date, enclosed};
use crate::loose;

/// Key of the property in which a comment carries an operation's identifier:
/// <https://developer.atlassian.com/cloud/jira/platform/jira-entity-properties/>.
pub(super) const MARK: &str = "gnomon.operation";
/// The message that began a ticket is no comment.
const FIRST: &str = "description";

/// What happened, oldest first, and whether all of it could be read.
pub(super) fn events(
    issue: &Issue,
    said: &[Comment],
    changes: &[Change],
    known: &Known,
) -> (Vec<Event>, bool) {
    let circle = Circle::of(&issue.fields, known);
    let mut whole = true;
    let mut later: Vec<(i64, Event)> = said.iter().filter_map(|comment| told(comment, &circle)).collect();
    for change in changes {
        match date::millis(&change.created) {
            Ok(at) => later.extend(changed(change, at, &circle, known).map(|event| (at, event))),
            Err(_) => whole = false,
        }
    }
    // What a person writes while changing a field comes in the portal's order, and that is by milliseconds.
    later.sort_by_key(|(at, _)| *at);
    let mut events = first(issue);
    let files = enclosed::files(&issue.fields.attachment);
    enclosed::place(files, said, &mut events, &mut later);
    events.extend(later.into_iter().map(|(_, event)| event));
    (events, whole)
}

/// The identifier of the operation that wrote a comment.
pub(super) fn operation(properties: &[Value]) -> Option<String> {
    let ours = properties.iter().find(|property| loose::at(property, &["key"]) == MARK)?;
    let id = loose::at(ours, &["value", "id"]);
    (!id.is_empty()).then(|| id.to_owned())
}

/// A request is the reporter's, also when staff wrote it down for a caller.
fn first(issue: &Issue) -> Vec<Event> {
    let at = date::instant(&issue.fields.created).unwrap_or_default();
    let event = |id: &str, what| Event {
        id: id.to_owned(),
        at,
        by: Some(Party::Customer),
        author: issue.fields.reporter.name.clone(),
        operation: None,
        attachments: Vec::new(),
        what,
    };
    let mut events = vec![event("created", What::Created)];
    let body = adf::text(&issue.fields.description);
    if !body.is_empty() {
        let mime = "text/plain".to_owned();
        events.push(event(FIRST, What::Message { public: true, auto: false, body, mime }));
    }
    events
}

fn told(comment: &Comment, circle: &Circle) -> Option<(i64, Event)> {
    let at = date::millis(&comment.created).ok()?;
    let by = circle.writer(comment);
    let what = What::Message {
        public: is_public(comment),
        auto: by == Party::System,
        body: adf::text(&comment.body),
        mime: "text/plain".to_owned(),
    };
    let event = Event {
        id: comment.id.clone(),
        at: date::of_millis(at),
        by: Some(by),
        author: comment.author.name.clone(),
        operation: comment.properties.as_deref().and_then(operation),
        attachments: Vec::new(),
        what,
    };
    Some((at, event))
}

fn changed(change: &Change, at: i64, circle: &Circle, known: &Known) -> impl Iterator<Item = Event> {
    let author = change.author.as_ref();
    let by = author.map(|author| circle.side(author));
    let name = author.map(|author| author.name.clone()).unwrap_or_default();
    let items = change.items.iter().enumerate();
    items.filter_map(move |(place, item)| {
        Some(Event {
            // Comments count on their own, so a change and a comment may have one number.
            id: format!("h{}.{place}", change.id),
            at: date::of_millis(at),
            by,
            author: name.clone(),
            operation: None,
            attachments: Vec::new(),
            what: item_change(item, known)?,
        })
    })
}

fn item_change(item: &Value, known: &Known) -> Option<What> {
    let name = field(item, known)?;
    let side = |name: &str| Some(loose::at(item, &[name]).to_owned()).filter(|text| !text.is_empty());
    let (from, to) = (side("fromString"), side("toString"));
    (from != to).then_some(What::Field { name, from, to })
}

/// The field that an item is about. Older entries tell its name only. The words for a request type are of another form there
/// than in the issue, so its changes are passed over.
fn field(item: &Value, known: &Known) -> Option<String> {
    let id = loose::at(item, &["fieldId"]);
    let id = if id.is_empty() { loose::at(item, &["field"]) } else { id };
    match id {
        "status" | "assignee" | "priority" | "resolution" => Some(id.to_owned()),
        "labels" => Some(TAGS.to_owned()),
        "project" => Some("queue".to_owned()),
        "issuetype" => Some("type".to_owned()),
        other => known.key(other).filter(|key| !key.to_lowercase().ends_with(REQUEST_TYPE)),
    }
}
