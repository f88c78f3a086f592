//! Replies and notes, sections `#reply_ticket` and `#add_note_to_a_ticket`.

use serde_json::{Value, json};

use super::account::Account;
use super::file::{self, File};
use super::refusal::{Answer, Refusal};
use super::update::known_fields;
use crate::clock::iso;
use crate::http::{Request, Response};
use crate::journal::Deed;
use crate::words;

/// A reply or a note. The description of the ticket is none of them.
#[derive(Clone, Debug)]
pub(super) struct Conversation {
    pub(super) id: u64,
    pub(super) ticket: u64,
    pub(super) user: u64,
    /// HTML.
    pub(super) body: String,
    pub(super) incoming: bool,
    pub(super) private: bool,
    /// 0 reply, 2 note, section `#conversation_attributes`.
    pub(super) source: u64,
    pub(super) files: Vec<File>,
    pub(super) created: i64,
}

impl Account {
    pub(super) fn conversation_json(&self, one: &Conversation) -> Value {
        let files: Vec<Value> = one.files.iter().map(|file| self.file_json(file)).collect();
        json!({
            "id": one.id,
            "ticket_id": one.ticket,
            "user_id": one.user,
            "body": one.body,
            "body_text": words::plain(&one.body),
            "incoming": one.incoming,
            "private": one.private,
            "source": one.source,
            "support_email": null,
            "from_email": null,
            "to_emails": [],
            "cc_emails": [],
            "bcc_emails": [],
            "attachments": files,
            "created_at": iso(one.created),
            "updated_at": iso(one.created),
        })
    }

    pub(super) fn conversations(&self, request: &Request, id: u64) -> Answer {
        let ticket = self.tickets.get(&id).ok_or_else(Refusal::not_found)?;
        self.list(request, ticket.conversations.iter().map(|one| self.conversation_json(one)).collect())
    }

    /// `POST /api/v2/tickets/{id}/reply`. There is no key and no precondition: each request is one more reply.
    pub(super) fn reply(&mut self, request: &Request, id: u64, by: u64) -> Answer {
        let (body, files) = file::message(request)?;
        known_fields(&body, &["body", "from_email", "user_id", "cc_emails", "bcc_emails", "attachments"])?;
        self.live(id)?;
        let user = body["user_id"].as_u64().unwrap_or(by);
        let made = self.converse(id, user, &html(&body)?, false, false, 0);
        self.made(id, made.id, files)
    }

    /// `POST /api/v2/tickets/{id}/notes`: a note is private unless said otherwise.
    pub(super) fn add_note(&mut self, request: &Request, id: u64, by: u64) -> Answer {
        let (body, files) = file::message(request)?;
        known_fields(&body, &["body", "private", "incoming", "user_id", "notify_emails", "attachments"])?;
        self.live(id)?;
        let user = body["user_id"].as_u64().unwrap_or(by);
        let private = body["private"].as_bool().unwrap_or(true);
        let incoming = body["incoming"].as_bool().unwrap_or(false);
        let made = self.converse(id, user, &html(&body)?, incoming, private, 2);
        self.made(id, made.id, files)
    }

    /// The answer to a new message, with its files.
    fn made(&mut self, ticket: u64, id: u64, files: Vec<File>) -> Answer {
        self.attach(ticket, id, files);
        let said = &self.live(ticket)?.conversations;
        let made = said.iter().find(|one| one.id == id).ok_or_else(Refusal::not_found)?;
        Ok(Response::of_json(201, &self.conversation_json(made)))
    }

    /// Adds it. Assumed: only replies count as answers, a public note does not; a reply of the customer opens a ticket
    /// that waits or is solved, as the account's first automation does.
    pub(super) fn converse(
        &mut self,
        ticket: u64,
        user: u64,
        body: &str,
        incoming: bool,
        private: bool,
        source: u64,
    ) -> Conversation {
        let (id, now) = (self.new_id(), self.now);
        let body = body.to_owned();
        let files = Vec::new();
        let conversation =
            Conversation { id, ticket, user, body, incoming, private, source, files, created: now };
        let deed = if private { Deed::Noted } else { Deed::Replied };
        self.note(user, deed, ticket, words::plain(&conversation.body));
        let Some(found) = self.tickets.get_mut(&ticket) else { return conversation };
        found.conversations.push(conversation.clone());
        found.updated = now;
        let wakes = incoming && !private && found.status != 2;
        if incoming && !private {
            found.stats.requester_responded = Some(now);
        } else if source == 0 {
            found.stats.agent_responded = Some(now);
            found.stats.first_responded.get_or_insert(now);
            found.due.next_response = None;
        }
        if wakes {
            self.set_status(ticket, 2, user);
        }
        conversation
    }
}

fn html(body: &Value) -> Result<String, Refusal> {
    let html = body["body"].as_str().filter(|html| !html.is_empty());
    html.map(str::to_owned)
        .ok_or_else(|| Refusal::invalid("body", "missing_field", "It should be a/an String"))
}
