//! What Elasticsearch knows. Zammad asks it for identifiers only and reads the tickets themselves from its database: an
//! answer shows each ticket as it is, found by what it was, `can_search.rb`.

use std::collections::{BTreeMap, BTreeSet};

use super::account::Account;
use super::ticket::Shown;
use crate::words;

/// A ticket as the search knows it: values by the names of their fields.
pub(super) type Document = BTreeMap<String, Vec<String>>;

/// Documents, and those that the background job has not sent yet.
#[derive(Debug, Default)]
pub(super) struct Index {
    pub(super) known: BTreeMap<u64, Document>,
    coming: Vec<(i64, u64, Document)>,
    /// What was changed at the instant under way.
    changed: BTreeSet<u64>,
    changed_at: i64,
}

impl Index {
    pub(super) fn catch_up(&mut self, until: i64) {
        let (due, coming): (Vec<_>, Vec<_>) = self.coming.drain(..).partition(|(at, ..)| *at <= until);
        self.coming = coming;
        self.known.extend(due.into_iter().map(|(_, id, document)| (id, document)));
    }
}

impl Account {
    /// Hands a ticket to the background job that sends it to the index, `has_search_index_backend.rb`.
    pub(super) fn reindex(&mut self, id: u64) {
        self.index.changed_at = self.now;
        self.index.changed.insert(id);
    }

    /// Takes down how the tickets are that were changed, before anything else happens to them.
    pub(super) fn write_documents(&mut self) {
        for id in std::mem::take(&mut self.index.changed) {
            if let Some(document) = self.document(id) {
                self.index.coming.push((self.index.changed_at, id, document));
            }
        }
    }

    /// A ticket as it would be indexed now.
    pub(super) fn document(&self, id: u64) -> Option<Document> {
        let ticket = self.tickets.get(&id)?;
        let json = self.ticket_json(ticket, Shown::Names);
        let mut document = Document::new();
        for (name, value) in json.as_object().into_iter().flatten() {
            if let Some(text) = value.as_str() {
                document.insert(name.clone(), vec![text.to_owned()]);
            } else if value.is_number() {
                document.insert(name.clone(), vec![value.to_string()]);
            }
        }
        // Relations are objects in the index: `state.name:open`.
        for name in ["state", "priority", "group", "organization"] {
            if let Some(value) = document.remove(name) {
                document.insert(format!("{name}.name"), value);
            }
        }
        for name in ["customer", "owner"] {
            if let Some(value) = document.remove(name) {
                document.insert(format!("{name}.login"), value.clone());
                document.insert(format!("{name}.email"), value);
            }
        }
        document.insert("tags".to_owned(), ticket.tags.clone());
        let said = ticket.articles.iter().map(|article| words::plain(&article.body));
        document.insert("article.body".to_owned(), said.collect());
        Some(document)
    }
}
