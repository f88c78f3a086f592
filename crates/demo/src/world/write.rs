//! Carrying out an update in a ticket; each event carries the key.

use calendar::Moment;
use portal::open::wire::{Attachment, Event, Gone, NewMessage, Set, Side, TagChange, Update, What};

use crate::data::{AGENTS, COMMA, LINKS, TAGS, Thread};

/// Writes what an update says.
pub(super) fn carry_out(
    thread: &mut Thread,
    update: &Update,
    attachments: Vec<Attachment>,
    at: Moment,
    key: &str,
) {
    let mut pen = Pen { thread, at, key };
    if let Some(NewMessage { public, body, mime, .. }) = update.message.clone() {
        pen.write(What::Message { public, auto: false, body, mime });
        pen.enclose(attachments);
    }
    if let Some(call) = update.call.clone() {
        let begun = call.begun.unwrap_or(at).min(at);
        pen.write_as(call.by, What::Call { answered: call.answered, begun, body: call.body });
    }
    if let Some(work) = update.work.clone() {
        pen.write(What::Work { minutes: work.minutes, day: work.day, body: work.body });
    }
    if let Some(tags) = &update.tags {
        pen.set(TAGS, tagged(&pen.thread.ticket.tags, tags));
    }
    if let Some(link) = &update.link {
        let mut links: Vec<String> =
            pen.thread.ticket.links.iter().map(|link| format!("{} {}", link.relation, link.ticket)).collect();
        let new = format!("{} {}", link.relation, link.ticket);
        if !links.contains(&new) {
            links.push(new);
        }
        pen.set(LINKS, Some(links.join(COMMA)));
    }
    for (name, to) in changes(update.set.as_ref()) {
        pen.set(name, to);
    }
    if let Some(merge) = &update.merge {
        pen.set("status", Some("closed".to_owned()));
        thread.end(at, Gone::Merged { into: merge.into.clone() });
    }
}

/// Notes in a ticket that another one ended in it.
pub(super) fn take_in(thread: &mut Thread, ended: &str, at: Moment, key: &str) {
    Pen { thread, at, key }.write(What::Merged { ticket: ended.to_owned() });
}

/// Writes events of one operation.
struct Pen<'t> {
    thread: &'t mut Thread,
    at: Moment,
    key: &'t str,
}

impl Pen<'_> {
    fn write(&mut self, what: What) {
        self.write_as(Side::Agent, what);
    }

    fn write_as(&mut self, by: Side, what: What) {
        let ticket = &self.thread.ticket;
        let contact = ticket.contact.as_ref().map_or("", |contact| contact.name.as_str());
        let author = if by == Side::Customer { contact } else { AGENTS[0] }.to_owned();
        let id = (ticket.events.len() + 1).to_string();
        let operation = Some(self.key.to_owned());
        let attachments = Vec::new();
        self.thread.replay(Event { id, at: self.at, by: Some(by), author, operation, attachments, what });
    }

    /// Files that came with what was written last.
    fn enclose(&mut self, attachments: Vec<Attachment>) {
        if let Some(event) = self.thread.ticket.events.last_mut() {
            event.attachments = attachments;
        }
    }

    /// Says nothing where the field has that value.
    fn set(&mut self, name: &str, to: Option<String>) {
        let ticket = &self.thread.ticket;
        let from = match name {
            TAGS => Some(ticket.tags.join(COMMA)),
            LINKS => {
                let links = ticket.links.iter().map(|link| format!("{} {}", link.relation, link.ticket));
                Some(links.collect::<Vec<_>>().join(COMMA))
            }
            other => self.thread.value(other).map(str::to_owned),
        };
        let (from, to) = (from.filter(|value| !value.is_empty()), to.filter(|value| !value.is_empty()));
        if from != to {
            self.write(What::Field { name: name.to_owned(), from, to });
        }
    }
}

fn tagged(now: &[String], change: &TagChange) -> Option<String> {
    let mut tags: Vec<String> = now.iter().filter(|tag| !change.remove.contains(tag)).cloned().collect();
    for tag in &change.add {
        if !tags.contains(tag) {
            tags.push(tag.clone());
        }
    }
    Some(tags.join(COMMA))
}

fn changes(set: Option<&Set>) -> Vec<(&'static str, Option<String>)> {
    let Some(set) = set else { return Vec::new() };
    let named = [
        ("status", &set.status),
        ("severity", &set.severity),
        ("classification", &set.classification),
        ("assignee", &set.assignee),
    ];
    let given = named.into_iter().filter_map(|(name, to)| to.as_ref().map(|to| (name, to)));
    given.map(|(name, to)| (name, Some(to.clone()))).collect()
}
