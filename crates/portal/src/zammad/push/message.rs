//! Replies, notes, phone calls and time.

use policy::ticket::Change;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::super::wire::{Article, MARK};
use super::{NOT_FOUND, Turn, answered, awaited, made};
use crate::push::note_text;
use crate::{Fault, Method, PushNext, Receipt, Request, Response, file, read, stamp};

/// Type of a ticket, and of a message, that is mail.
const EMAIL: &str = "email";
/// Ways in on which an answer by mail or in the portal reaches who asked; the others are networks with addresses of their own:
/// <https://docs.zammad.org/en/latest/api/ticket/articles.html>.
const ANSWERED: [&str; 7] = [EMAIL, "phone", "web", "note", "chat", "fax", ""];

/// What the answer is to.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub(super) enum Stage {
    #[default]
    Begin,
    /// The messages there are, before a reply.
    Said,
    Sent,
}

pub(super) fn step(
    turn: &Turn<'_>,
    stage: Stage,
    answer: Option<&Response>,
) -> Result<(PushNext, Stage), Fault> {
    match (stage, &turn.operation.change) {
        (Stage::Begin, Change::Reply { .. }) => {
            Ok((PushNext::Ask(turn.api.articles(turn.ticket())), Stage::Said))
        }
        (Stage::Begin, _) => Ok((PushNext::Send(request(turn, &[])?), Stage::Sent)),
        (Stage::Said, _) => {
            let url = turn.api.articles(turn.ticket()).url;
            let answer = awaited(&url, answer)?;
            if answer.status == NOT_FOUND {
                return Ok((PushNext::Changed, Stage::Sent));
            }
            let said: Vec<Value> = read::straight(&url, answer)?;
            let said: Vec<Article> = said.into_iter().filter_map(|json| read::typed(json).ok()).collect();
            if let Some(ours) =
                said.iter().find(|article| article.operation() == Some(turn.operation.id.as_str()))
            {
                let at = stamp::instant(&ours.created_at).ok();
                let receipt = Receipt { at, event: Some(ours.id.clone()), ticket: None };
                return Ok((PushNext::Done(receipt), Stage::Sent));
            }
            Ok((PushNext::Send(request(turn, &said)?), Stage::Sent))
        }
        (Stage::Sent, change) => {
            let Some(json) = answered(&turn.api.base, answer)? else {
                return Ok((PushNext::Changed, Stage::Sent));
            };
            let (at, event) = made(&json, answer);
            let event = event.filter(|_| change.message().is_some());
            Ok((PushNext::Done(Receipt { at, event, ticket: None }), Stage::Sent))
        }
    }
}

/// Time without a text has an address of its own: <https://docs.zammad.org/en/latest/api/ticket/timeaccounting.html>. The
/// unit is whatever the company calls it; it is sent in minutes.
fn request(turn: &Turn<'_>, said: &[Article]) -> Result<Request, Fault> {
    let article = match &turn.operation.change {
        Change::Reply { body } => reply(turn, body, said)?,
        Change::Note { body } => internal("note", body),
        change @ Change::Call { .. } => internal("phone", &note_text(change)),
        change @ Change::Time { minutes, .. } if note_text(change).trim().is_empty() => {
            let path = ["tickets", turn.ticket(), "time_accountings"];
            return Ok(turn.api.change(Method::Post, &path, &json!({"time_unit": minutes.to_string()})));
        }
        change @ Change::Time { minutes, .. } => {
            let mut article = internal("note", &note_text(change));
            article.insert("time_unit".to_owned(), json!(minutes.to_string()));
            article
        }
        Change::Set { .. }
        | Change::Tag { .. }
        | Change::Create { .. }
        | Change::Merge { .. }
        | Change::Link { .. } => return Err(turn.refused("this is no message")),
    };
    let mut article = article;
    article.insert("ticket_id".to_owned(), number(turn.ticket()));
    article.insert("preferences".to_owned(), json!({MARK: turn.operation.id}));
    let files = &turn.operation.files;
    if !files.is_empty() {
        let list = file::listed(
            files,
            |file, content| json!({"filename": file.name, "mime-type": file.mime, "data": content}),
        );
        article.insert("attachments".to_owned(), list);
    }
    let request = turn.api.change(Method::Post, &["ticket_articles"], &Value::Object(article));
    Ok(Request { upload: file::in_json(files), ..request })
}

/// Whatever the type, only staff sees it; so the type is never one that goes out.
fn internal(kind: &str, body: &str) -> Map<String, Value> {
    article(kind, body, true)
}

/// Plain text, which the portal leaves as it is. HTML is cleaned and so would not be known again.
fn article(kind: &str, body: &str, internal: bool) -> Map<String, Value> {
    let members = json!({
        "type": kind, "sender": "Agent", "internal": internal, "content_type": "text/plain",
        "body": body.trim(),
    });
    members.as_object().cloned().unwrap_or_default()
}

/// Mail to who asked, as the portal's own reply; where no address is known, a message that the customer sees in the portal.
fn reply(turn: &Turn<'_>, body: &str, said: &[Article]) -> Result<Map<String, Value>, Fault> {
    let Some(fresh) = turn.fresh else { return Err(turn.refused("the ticket was not read before")) };
    let channel = fresh.channel.as_deref().unwrap_or_default();
    if !ANSWERED.contains(&channel) {
        let why = format!("a ticket that came by `{channel}` can only be answered in the portal");
        return Err(turn.refused(&why));
    }
    let address = fresh.contact.as_ref().map_or("", |contact| contact.email.trim());
    if address.is_empty() {
        if channel == EMAIL {
            return Err(turn.refused("no mail address of the customer is known"));
        }
        return Ok(article("note", body, false));
    }
    let last = said.iter().rev().find(|article| is_from(article, address));
    let wished = last.map_or("", |article| article.reply_to.trim());
    let mut mail = article(EMAIL, body, false);
    mail.insert("to".to_owned(), json!(if wished.is_empty() { address } else { wished }));
    mail.insert("subject".to_owned(), json!(fresh.subject));
    if let Some(id) = last.map(|article| &article.message_id).filter(|id| !id.is_empty()) {
        mail.insert("in_reply_to".to_owned(), json!(id));
    }
    Ok(mail)
}

/// Whether this is mail from the person who asked, and not from somebody else who wrote into the ticket.
fn is_from(article: &Article, address: &str) -> bool {
    let from = article.from.to_lowercase();
    article.kind == EMAIL && article.sender == "Customer" && from.contains(&address.to_lowercase())
}

/// Identifiers are numbers there.
pub(super) fn number(id: &str) -> Value {
    id.parse::<u64>().map_or_else(|_| json!(id), Value::from)
}
