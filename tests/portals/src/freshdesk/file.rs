//! Files of messages, sections `#reply_ticket`, `#add_note_to_a_ticket` and `#view_a_ticket`. A message with files comes as a
//! form, in which the files are named `attachments[]`. Assumed: they are kept at the account's own address, where the
//! example shows one at Amazon.

use serde_json::{Map, Value, json};

use super::account::Account;
use super::refusal::{Answer, Refusal};
use super::update::object;
use crate::clock::iso;
use crate::form::form;
use crate::http::{Request, Response};

/// A file that came with a message.
#[derive(Clone, Debug)]
pub(super) struct File {
    pub(super) id: u64,
    pub(super) name: String,
    pub(super) kind: String,
    pub(super) content: Vec<u8>,
    pub(super) created: i64,
}

/// The members of a message and its files, from JSON or from a form. In a form all is text.
pub(super) fn message(request: &Request) -> Result<(Value, Vec<File>), Refusal> {
    let Some(parts) = form(request) else { return Ok((object(request)?, Vec::new())) };
    let (mut body, mut files) = (Map::new(), Vec::new());
    for part in parts {
        match &part.filename {
            Some(name) if part.name == "attachments[]" => {
                let (name, kind, content) = (name.clone(), part.kind, part.content);
                files.push(File { id: 0, name, kind, content, created: 0 });
            }
            Some(_) => {
                return Err(Refusal::invalid(
                    &part.name,
                    "invalid_field",
                    "Unexpected/invalid field in request",
                ));
            }
            None => {
                let text = part.text();
                let value = text.parse::<bool>().map_or_else(|_| json!(text), Value::from);
                body.insert(part.name, value);
            }
        }
    }
    Ok((Value::Object(body), files))
}

impl Account {
    /// Adds files to a message.
    pub(super) fn attach(&mut self, ticket: u64, conversation: u64, files: Vec<File>) {
        for file in files {
            let file = File { id: self.new_id(), created: self.now, ..file };
            let Some(ticket) = self.tickets.get_mut(&ticket) else { return };
            if let Some(found) = ticket.conversations.iter_mut().find(|one| one.id == conversation) {
                found.files.push(file);
            }
        }
    }

    /// As a message tells of one.
    pub(super) fn file_json(&self, file: &File) -> Value {
        json!({
            "id": file.id,
            "content_type": file.kind,
            "size": file.content.len(),
            "name": file.name,
            "attachment_url": format!("{}/attachments/production/{}/original", self.base, file.id),
            "created_at": iso(file.created),
            "updated_at": iso(file.created),
        })
    }

    pub(super) fn content(&self, id: u64) -> Answer {
        let said = self.tickets.values().flat_map(|ticket| &ticket.conversations);
        let file =
            said.flat_map(|one| &one.files).find(|file| file.id == id).ok_or_else(Refusal::not_found)?;
        Ok(Response { body: file.content.clone(), ..Response::empty(200) }.with("content-type", &file.kind))
    }
}
