//! From the portal's history to events.
//!
//! The history names states, groups and priorities by name, and owners by number and full name (`HasHistory#history_update`).
//! What an import brought has none, and then the ticket counts as incomplete.

use policy::ticket::{Event, What};
use serde_json::Value;

use super::people::{NOBODY, People};
use super::ticket::{self, Parts};
use super::wire::{self, Entry};
use crate::{loose, stamp};

/// The object whose entries are told; those of messages are told by the messages.
const TICKET: &str = "Ticket";

/// What a history tells.
#[derive(Debug, Default)]
pub(super) struct Told {
    pub(super) events: Vec<Event>,
    /// Where the ticket went that was merged.
    pub(super) merged_into: Option<String>,
    /// It reaches back to the creation, and every entry was read.
    pub(super) whole: bool,
}

pub(super) fn told(row: &wire::Ticket, parts: &Parts<'_>) -> Told {
    let mut told = Told::default();
    let Some(past) = parts.past else { return told };
    let own: Vec<&Entry> = past.iter().filter(|entry| entry.object == TICKET).collect();
    told.whole = own.iter().any(|entry| entry.kind == "created");
    for entry in own {
        let Ok(at) = stamp::instant(&entry.created_at) else {
            told.whole = false;
            continue;
        };
        let what = match entry.kind.as_str() {
            "updated" => changed(entry, parts.people),
            "received_merge" => entry.id_from.clone().map(|id| What::Merged { id }),
            "merged_into" => {
                told.merged_into = entry.id_to.clone().filter(|id| *id != row.id).or(told.merged_into);
                None
            }
            // Mails that were sent, reminders, tags, links: they move no clock.
            _ => None,
        };
        told.events.extend(what.map(|what| Event {
            id: format!("history-{}", entry.id),
            at,
            by: parts.people.changer(row, entry.created_by_id.as_ref(), parts.articles),
            author: entry.created_by_id.as_deref().map(|id| parts.people.name(id)).unwrap_or_default(),
            operation: None,
            attachments: Vec::new(),
            what,
        }));
    }
    told
}

fn changed(entry: &Entry, people: &People) -> Option<What> {
    let plain = |json: &Value| loose::value(json).map(|text| listed(&text)).filter(|text| !text.is_empty());
    let (name, from, to) = match entry.attribute.as_str() {
        "owner" => {
            let login = |id: &Option<String>, said: &Value| {
                let id = id.as_deref().filter(|id| *id != NOBODY)?;
                people.login(id).map(str::to_owned).or_else(|| plain(said))
            };
            let from = login(&entry.id_from, &entry.value_from);
            ("assignee".to_owned(), from, login(&entry.id_to, &entry.value_to))
        }
        attribute => {
            let name = match attribute {
                "state" => "status".to_owned(),
                "group" => "queue".to_owned(),
                "priority" => "priority".to_owned(),
                custom => ticket::custom_key(custom)?,
            };
            (name, plain(&entry.value_from), plain(&entry.value_to))
        }
    };
    (from != to).then_some(What::Field { name, from, to })
}

/// The history writes a field of several values as the text of a list.
fn listed(text: &str) -> String {
    let list = || serde_json::from_str::<Value>(text).ok().filter(Value::is_array);
    let list = text.starts_with('[').then(list).flatten();
    list.map_or_else(|| text.to_owned(), |list| loose::value(&list).unwrap_or_default())
}
