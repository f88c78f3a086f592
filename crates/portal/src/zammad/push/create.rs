//! New tickets. <https://docs.zammad.org/en/latest/api/ticket/index.html#create>

use policy::ticket::Change;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::super::ticket::CUSTOM;
use super::super::wire::MARK;
use super::{Turn, awaited, field, made};
use crate::{Fault, Method, PushNext, Receipt, Request, Response, read};

/// Whether it went out.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Sent(bool);

pub(super) fn step(
    turn: &Turn<'_>,
    Sent(sent): Sent,
    answer: Option<&Response>,
) -> Result<(PushNext, Sent), Fault> {
    if !sent {
        return Ok((PushNext::Send(request(turn).map_err(|why| turn.refused(&why))?), Sent(true)));
    }
    let url = &turn.api.base;
    let json = read::json(url, awaited(url, answer)?)?;
    let (at, ticket) = made(&json, answer);
    if ticket.is_none() {
        return Err(read::shape_fault(url, "`id` is missing"));
    }
    Ok((PushNext::Done(Receipt { at, event: None, ticket }), Sent(true)))
}

/// `guess:` makes a person of an address that is not known yet. The first message is a note in the customer's name, which
/// is mailed to nobody.
fn request(turn: &Turn<'_>) -> Result<Request, String> {
    let Change::Create { queue, subject, body, contact, fields } = &turn.operation.change else {
        return Err("this is no new ticket".to_owned());
    };
    if queue.is_empty() {
        return Err("a new ticket needs a group".to_owned());
    }
    let contact = contact.trim();
    if !contact.contains('@') || contact.contains(char::is_whitespace) {
        return Err(format!("`{contact}` is no mail address"));
    }
    let mut ticket = Map::new();
    for (name, to) in fields {
        let (member, value) = match name.strip_prefix(CUSTOM) {
            Some(custom) => (custom.to_owned(), json!(to)),
            None => field::usual(name, Some(to))?,
        };
        ticket.insert(member, value);
    }
    let article = json!({
        "subject": subject, "body": body.trim(), "type": "note", "sender": "Customer", "internal": false,
        "content_type": "text/plain", "preferences": {MARK: turn.operation.id},
    });
    let members = [
        ("title", json!(subject)),
        ("group", json!(queue)),
        ("customer_id", json!(format!("guess:{contact}"))),
        ("article", article),
    ];
    ticket.extend(members.map(|(name, value)| (name.to_owned(), value)));
    Ok(turn.api.change(Method::Post, &["tickets"], &Value::Object(ticket)))
}
