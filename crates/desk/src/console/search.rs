//! Finding tickets by words: in the index, and among the unsolved ones in memory, which it may not have yet.

use std::sync::Arc;

use store::{Hit, Unreadable, Watch};

use super::Console;
use crate::DeskError;
use crate::events::DeskEvent;
use crate::live::{At, Entry, Slots, key};
use crate::show;
use crate::view::QueueRow;

/// Tickets that a search finds at most. Nobody reads further: another word leads there.
const MOST: u32 = 1_000;

/// What a search found.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// Tickets that are in the queue.
    pub unsolved: Slots,
    /// Solved tickets, last changed first.
    pub solved: Vec<Hit>,
    /// There are more than these.
    pub more: bool,
}

impl Found {
    fn is_full(&self) -> bool {
        self.unsolved.len() + self.solved.len() >= MOST as usize
    }
}

/// The last search: its pages are asked for one after the other.
#[derive(Debug)]
pub(super) struct Searched {
    text: String,
    watch: Watch,
    revision: u64,
    found: Arc<Found>,
}

impl Console {
    /// The tickets that have every word of `text`, of very many the first ones; `None` when there is nothing to search for.
    pub(crate) fn search(&self, text: &str) -> Result<Option<Arc<Found>>, DeskError> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(None);
        }
        let revision = self.line().newest().number;
        let mut last = super::lock(&self.searched);
        if let Some(searched) = last.as_mut().filter(|last| last.text == text && last.revision == revision)
            && !searched.watch.changed(&self.store)?
        {
            return Ok(Some(searched.found.clone()));
        }
        let watch = self.store.watch()?;
        let found = Arc::new(self.find(text)?);
        *last = Some(Searched { text: text.to_owned(), watch, revision, found: found.clone() });
        Ok(Some(found))
    }

    fn find(&self, text: &str) -> Result<Found, DeskError> {
        let is_indexed = self.store.is_indexed()?;
        let hits = self.store.search(text, MOST)?;
        let line = self.line();
        let is_loaded = self.is_loaded();
        let mut found = Found { more: hits.more, ..Found::default() };
        for (ticket, hit) in hits.unsolved {
            match line.get(&key(&ticket.account, &ticket.id)) {
                Some(entry) => {
                    found.unsolved.insert(entry.slot);
                }
                // Merged into another ticket, or solved by an event that the store's mark does not know.
                None if is_loaded => found.solved.push(hit),
                None => {}
            }
        }
        found.solved.extend(hits.solved);
        if is_indexed || hits.more {
            return Ok(found);
        }
        // The index is filled after the pages: what is in memory is found at once.
        let needle = text.to_lowercase();
        let has = |entry: &&Arc<Entry>| {
            [entry.subject(), entry.number(), &*entry.names.customer]
                .iter()
                .any(|field| contains(field, &needle))
        };
        for entry in line.entries().filter(has) {
            if found.unsolved.contains(entry.slot) {
                continue;
            }
            if found.is_full() {
                found.more = true;
                break;
            }
            found.unsolved.insert(entry.slot);
        }
        Ok(found)
    }

    /// The rows of solved tickets, as they stood at their end. One that cannot be read is kept aside.
    pub(crate) fn solved_rows(&self, hits: &[Hit]) -> Result<Vec<QueueRow>, DeskError> {
        let mut rows = Vec::with_capacity(hits.len());
        for stored in self.store.hits(hits)? {
            match stored {
                Ok(stored) => {
                    let Some(entry) = self.judge(&stored.account, &stored.ticket) else { continue };
                    let at = self.ended(&stored.account, &stored.ticket);
                    rows.push(show::row(&entry, None, 0, at));
                }
                Err(unreadable) => self.put_aside(&unreadable),
            }
        }
        Ok(rows)
    }

    /// When a solved ticket came to its end: the last time that it was called solved, else its last change.
    pub(crate) fn ended(&self, account: &str, ticket: &policy::ticket::Ticket) -> At {
        let at = self.at(account);
        let mapping = self.account(account).map(|account| account.mapping).unwrap_or_default();
        let end = ticket.events.iter().rev().find(|event| is_solving(&event.what, &mapping));
        let end = end.map_or(ticket.updated, |event| event.at);
        At { now: at.for_console(end), ..at }
    }

    /// Keeps a stored record aside that cannot be read; a console that only reads leaves that to the other one.
    pub(crate) fn put_aside(&self, unreadable: &Unreadable) {
        // Its words may quote the record, so they stay out of the log.
        tracing::error!("a stored record cannot be read: {}", unreadable.error.code());
        if self.store.is_read_only() || !unreadable.error.is_of_one_record() {
            return;
        }
        if let Err(error) = self.store.put_aside(unreadable, self.clock.now()) {
            tracing::error!("it could not be kept aside: {error}");
        }
        self.announce(DeskEvent::StatusChanged);
    }
}

fn is_solving(what: &policy::ticket::What, mapping: &policy::ticket::Mapping) -> bool {
    use policy::ticket::What;
    match what {
        What::Field { name, to: Some(to), .. } => name == "status" && mapping.is_solved(to),
        What::Field { to: None, .. }
        | What::Created
        | What::Message { .. }
        | What::Call { .. }
        | What::Work { .. }
        | What::Merged { .. } => false,
    }
}

/// Whether `text` has `needle`, which is in lower case, in any case. Most texts are plain ASCII and need no copy.
fn contains(text: &str, needle: &str) -> bool {
    if !text.is_ascii() {
        return text.to_lowercase().contains(needle);
    }
    let (text, needle) = (text.as_bytes(), needle.as_bytes());
    let Some(first) = needle.first() else { return true };
    text.windows(needle.len())
        .any(|part| part[0].eq_ignore_ascii_case(first) && part.eq_ignore_ascii_case(needle))
}

#[cfg(test)]
mod tests {
    use super::contains;

    #[test]
    fn case_does_not_matter_and_any_part_counts() {
        for (text, needle, expected) in [
            ("Backup FAILS", "fail", true),
            ("Größe", "grö", true),
            ("GRÖSSE", "grö", true),
            ("short", "longer than the text", false),
            ("", "x", false),
            ("SEP-4711", "p-47", true),
        ] {
            assert_eq!(contains(text, needle), expected, "{needle} in {text}");
        }
    }
}
