//! From audits to events. Each audit is one update of the ticket and holds the single changes in their order:
//! <https://developer.zendesk.com/documentation/ticketing/reference-guides/ticket-audit-events-reference/>. Kinds of events
//! that are not known are passed over, as that page asks.

use calendar::Moment;
use policy::ticket::{Event, Gone, History, Party, Ticket, What};
use serde_json::Value;

use super::known::{Circle, Known};
use super::ticket::{self, CLOSED, TAGS};
use super::wire::Audit;
use crate::file::{self, Names};
use crate::{loose, read, stamp};

/// The member of a ticket's metadata that holds an operation's identifier. An audit shows it below `metadata.custom`:
/// <https://developer.zendesk.com/documentation/ticketing/managing-tickets/creating-and-updating-tickets>.
pub(super) const MARK: &str = "gnomon_operation";
/// Tag of a ticket that was merged into another one.
const MERGED: &str = "closed_by_merge";
/// Events that hold a message.
const MESSAGES: [&str; 4] = ["Comment", "VoiceComment", "TpeVoiceComment", "FacebookComment"];

/// How a comment tells of its files: <https://developer.zendesk.com/api-reference/ticketing/tickets/ticket-attachments/>.
const FILES: Names = Names { name: "/file_name", mime: "/content_type", url: Some("/content_url") };

/// A ticket with its history. `whole` says whether every audit could be read.
pub(super) fn ticket(
    ticket: Ticket,
    circle: &Circle,
    mut audits: Vec<Audit>,
    known: &Known,
    whole: bool,
) -> Ticket {
    audits.sort_by_cached_key(|audit| (instant(audit), audit.id.parse::<u64>().unwrap_or_default()));
    audits.dedup_by(|one, other| one.id == other.id);
    let mut teller = Teller { circle, known, events: Vec::new(), whole };
    audits.iter().for_each(|audit| teller.tell(audit));
    audits.iter().for_each(|audit| teller.hide(audit));
    let created = teller.events.iter().any(|event| event.what == What::Created);
    let history = if teller.whole && created { History::Complete } else { History::Incomplete };
    let gone = ticket.gone.clone().or_else(|| merged_into(&ticket, &audits));
    let mut events = teller.events;
    if let Some(Gone::MergedInto(into)) = &gone {
        // The ticket that ends says which one goes on; that one did not end here.
        events.retain(|event| !matches!(&event.what, What::Merged { id } if id == into));
    }
    Ticket { history, gone, events, ..ticket }
}

/// The identifier of the operation that made an audit.
pub(super) fn operation(audit: &Value) -> Option<&str> {
    let mark = loose::at(audit, &["metadata", "custom", MARK]);
    (!mark.is_empty()).then_some(mark)
}

/// The message in an audit.
pub(super) fn message_of(audit: &Value) -> Option<String> {
    let events = audit.get("events")?.as_array()?;
    events
        .iter()
        .find(|event| MESSAGES.contains(&loose::at(event, &["type"])))?
        .get("id")
        .and_then(loose::id_of)
}

struct Teller<'a> {
    circle: &'a Circle,
    known: &'a Known,
    events: Vec<Event>,
    whole: bool,
}

impl Teller<'_> {
    fn tell(&mut self, audit: &Audit) {
        let Ok(at) = stamp::instant(&audit.created_at) else {
            self.whole = false;
            return;
        };
        if audit.events.iter().any(|event| loose::at(event, &["type"]) == "Create") {
            let what = What::Created;
            self.push(audit, at, audit.id.clone(), &Value::Null, what);
        }
        for (place, event) in audit.events.iter().enumerate() {
            let id = event.get("id").and_then(loose::id_of);
            let id = id.unwrap_or_else(|| format!("{}.{place}", audit.id));
            match loose::at(event, &["type"]) {
                "Create" => self.field(audit, at, id, event, None),
                "Change" => self.field(audit, at, id, event, event.get("previous_value")),
                kind if MESSAGES.contains(&kind) => self.message(audit, at, &id, event),
                // Mails that were sent, scores, references to business rules: they move no clock.
                _ => {}
            }
        }
    }

    fn field(&mut self, audit: &Audit, at: Moment, id: String, event: &Value, from: Option<&Value>) {
        let member = event.get("field_name").and_then(loose::value).unwrap_or_default();
        let Some(name) = ticket::key(&member, self.known) else { return };
        let told = |value: Option<&Value>| value.and_then(|json| ticket::value(&member, json, self.known));
        let (from, to) = (told(from), told(event.get("value")));
        if from != to {
            self.push(audit, at, id, event, What::Field { name, from, to });
        }
    }

    fn message(&mut self, audit: &Audit, at: Moment, id: &str, event: &Value) {
        let merge = is_merge(event) || is_merge(&serde_json::json!({"via": audit.via}));
        let by = self.by(audit, event);
        let plain = plain(event);
        let html = loose::at(event, &["html_body"]);
        let public = event.get("public").and_then(Value::as_bool).unwrap_or_default();
        let auto = merge || by == Some(Party::System) || is_robot(audit, event);
        let others = if merge { numbers(&plain) } else { Vec::new() };
        let (body, mime) = read::body(by.unwrap_or(Party::Other), &plain, html);
        self.push(audit, at, id.to_owned(), event, What::Message { public, auto, body, mime });
        for (place, other) in others.into_iter().enumerate() {
            self.push(audit, at, format!("{id}.{place}"), event, What::Merged { id: other });
        }
    }

    /// The portal shows a message that was made private as private from its beginning, and so is it told here.
    fn hide(&mut self, audit: &Audit) {
        let hidden =
            audit.events.iter().filter(|event| loose::at(event, &["type"]) == "CommentPrivacyChange");
        for change in hidden {
            let comment = change.get("comment_id").and_then(loose::id_of);
            let now = change.get("public").and_then(Value::as_bool).unwrap_or_default();
            let found = self.events.iter_mut().find(|event| Some(&event.id) == comment.as_ref());
            if let Some(What::Message { public, .. }) = found.map(|event| &mut event.what) {
                *public = now;
            }
        }
    }

    fn push(&mut self, audit: &Audit, at: Moment, id: String, event: &Value, what: What) {
        let writer = writer(audit, event);
        let custom = loose::at(&audit.metadata, &["custom", MARK]);
        let is_message = matches!(what, What::Message { .. });
        self.events.push(Event {
            id,
            at,
            by: self.by(audit, event),
            author: writer
                .filter(|id| id != super::known::SYSTEM)
                .map(|id| self.known.name(&id))
                .unwrap_or_default(),
            operation: (!custom.is_empty()).then(|| custom.to_owned()),
            attachments: file::told(event.get("attachments").filter(|_| is_message), &FILES),
            what,
        });
    }

    fn by(&self, audit: &Audit, event: &Value) -> Option<Party> {
        if is_rule(event) {
            return Some(Party::System);
        }
        self.known.side(&writer(audit, event)?, self.circle)
    }
}

fn instant(audit: &Audit) -> Moment {
    stamp::instant(&audit.created_at).unwrap_or_default()
}

/// A message has an author of its own: an agent may write down what a customer said on the phone.
fn writer(audit: &Audit, event: &Value) -> Option<String> {
    event.get("author_id").and_then(loose::id_of).or_else(|| audit.author_id.clone())
}

fn plain(event: &Value) -> String {
    let text = |name: &str| loose::at(event, &[name]).to_owned();
    ["plain_body", "body"].into_iter().map(text).find(|text| !text.is_empty()).unwrap_or_default()
}

/// What a trigger or an automation did:
/// <https://developer.zendesk.com/documentation/ticketing/reference-guides/via-object-reference>.
fn is_rule(event: &Value) -> bool {
    loose::at(event, &["via", "channel"]) == "rule"
}

/// What a bot wrote, as the answers of an answer bot.
fn is_robot(audit: &Audit, event: &Value) -> bool {
    [&audit.via, event.get("via").unwrap_or(&Value::Null)]
        .into_iter()
        .map(|via| loose::at(via, &["channel"]))
        .any(|channel| channel == "rule" || channel.starts_with("answer_bot"))
}

fn is_merge(json: &Value) -> bool {
    loose::at(json, &["via", "source", "rel"]) == "merge"
}

/// Where a ticket went that was merged. No member says so: the tag tells that it was, and the last message, whose text
/// agents may change, names the other ticket. Where it does not, the ticket is only closed.
fn merged_into(ticket: &Ticket, audits: &[Audit]) -> Option<Gone> {
    let tagged = ticket.fields.get(TAGS).is_some_and(|tags| tags.split(' ').any(|tag| tag == MERGED));
    if !tagged || ticket.status != CLOSED {
        return None;
    }
    let messages = audits.iter().rev().flat_map(|audit| audit.events.iter().rev());
    let last = messages.filter(|event| MESSAGES.contains(&loose::at(event, &["type"]))).map(plain).next()?;
    let into = numbers(&last).into_iter().find(|id| *id != ticket.id)?;
    Some(Gone::MergedInto(into))
}

/// Numbers of tickets, as in `Request #12 "It burns #3" was closed`: before the first quoted subject of the first line.
fn numbers(text: &str) -> Vec<String> {
    let line = text.lines().next().unwrap_or_default();
    let line = line.split('"').next().unwrap_or_default();
    let number = |part: &str| part.chars().take_while(char::is_ascii_digit).collect::<String>();
    line.split('#').skip(1).map(number).filter(|digits| !digits.is_empty()).collect()
}
