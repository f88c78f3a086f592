//! Replies, notes, phone calls and times: each is one message.
//!
//! The portal does not compare versions for messages, so the ticket is asked for in the moment before. What was sent
//! bears a mark; the answer tells the transaction that it became.

use policy::ticket::Change;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::super::marker;
use super::{GONE, Turn, awaited, name, refused};
use crate::push::note_text;
use crate::{Fault, PushNext, Receipt, Request, Response, file, read};

/// The ticket has the version that was named.
const UNCHANGED: u16 = 304;

/// What the answer is to.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub(super) enum Stage {
    #[default]
    Begin,
    /// Whether the ticket is as it was read.
    Guard,
    /// The message.
    Sent,
}

pub(super) fn step(
    turn: &Turn<'_>,
    stage: Stage,
    answer: Option<&Response>,
) -> Result<(PushNext, Stage), Fault> {
    let request = request(turn)?;
    match stage {
        Stage::Begin => Ok(match turn.version() {
            Some(version) => (PushNext::Ask(turn.api.unchanged(turn.id, version)), Stage::Guard),
            None => (PushNext::Send(request), Stage::Sent),
        }),
        Stage::Guard => {
            let answer = awaited(&request.url, answer)?;
            if answer.status == UNCHANGED {
                return Ok((PushNext::Send(request), Stage::Sent));
            }
            if !GONE.contains(&answer.status) {
                read::json(&turn.url(), answer)?;
            }
            Ok((PushNext::Changed, Stage::Begin))
        }
        Stage::Sent => {
            let answer = awaited(&request.url, answer)?;
            read::json(&request.url, answer)?;
            Ok((PushNext::Done(receipt(answer)), Stage::Sent))
        }
    }
}

fn request(turn: &Turn<'_>) -> Result<Request, Fault> {
    let (public, text, minutes) = match &turn.operation.change {
        Change::Reply { body } => (true, said(turn, body)?, None),
        Change::Note { body } => (false, said(turn, body)?, None),
        Change::Call { .. } => (false, note_text(&turn.operation.change), None),
        Change::Time { minutes, .. } => (false, note_text(&turn.operation.change), Some(*minutes)),
        Change::Set { .. }
        | Change::Tag { .. }
        | Change::Create { .. }
        | Change::Merge { .. }
        | Change::Link { .. } => return Err(refused(&turn.url(), "this is no message")),
    };
    let mut body =
        json!({"Content": content(&text), "ContentType": marker::content_type(&turn.operation.id)});
    if let Some(minutes) = minutes {
        body["TimeTaken"] = json!(minutes);
    }
    let files = &turn.operation.files;
    if !files.is_empty() {
        // `RT::REST2::Resource::Message`, `from_json`: each needs all three.
        body["Attachments"] = file::listed(
            files,
            |file, content| json!({"FileName": name::sent(&file.name), "FileType": file.mime, "FileContent": content}),
        );
    }
    let mut request = turn.api.message(turn.id, public, &body);
    request.upload = file::in_json(files);
    Ok(request)
}

/// The portal takes a message without a word and mails it to the customer.
fn said(turn: &Turn<'_>, body: &str) -> Result<String, Fault> {
    if body.trim().is_empty() {
        return Err(refused(&turn.url(), "the message is empty"));
    }
    Ok(body.to_owned())
}

/// Text as the portal keeps it. It takes the text `0` for none (lib/RT/REST2/Resource/Message.pm, `from_json`), and keeps no
/// content type, and so no mark, where there is no text.
pub(super) fn content(text: &str) -> String {
    match text {
        "" => " ".to_owned(),
        "0" => "0\n".to_owned(),
        text => text.to_owned(),
    }
}

/// `Location` names the transaction, which is the identifier of the event.
fn receipt(answer: &Response) -> Receipt {
    let last = answer.header("location").and_then(|location| location.rsplit('/').next());
    let event = last.and_then(|id| id.parse::<u64>().ok()).map(|id| id.to_string());
    Receipt { at: read::date(answer), event, ticket: None }
}
