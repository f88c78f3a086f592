//! Tags, each with a request of its own. One that is there is not added twice, and one that is not there is taken away
//! without a fault: <https://docs.zammad.org/en/latest/api/ticket/tags.html>.

use policy::ticket::Change;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{Turn, answered};
use crate::{Fault, Method, PushNext, Receipt, Request, Response, read};

/// How many of the requests went out.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Sent(usize);

pub(super) fn step(
    turn: &Turn<'_>,
    Sent(sent): Sent,
    answer: Option<&Response>,
) -> Result<(PushNext, Sent), Fault> {
    if sent > 0 && answered(&turn.api.base, answer)?.is_none() {
        return Ok((PushNext::Changed, Sent(sent)));
    }
    match request(turn, sent) {
        Some(request) => Ok((PushNext::Send(request), Sent(sent + 1))),
        None => {
            let at = answer.and_then(read::date);
            Ok((PushNext::Done(Receipt { at, event: None, ticket: None }), Sent(sent)))
        }
    }
}

fn request(turn: &Turn<'_>, place: usize) -> Option<Request> {
    let Change::Tag { add, remove } = &turn.operation.change else { return None };
    let added = add.iter().map(|tag| (Method::Post, "add", tag));
    let (method, verb, tag) =
        added.chain(remove.iter().map(|tag| (Method::Delete, "remove", tag))).nth(place)?;
    let body = json!({"item": tag, "object": "Ticket", "o_id": super::message::number(turn.ticket())});
    Some(turn.api.change(method, &["tags", verb], &body))
}
