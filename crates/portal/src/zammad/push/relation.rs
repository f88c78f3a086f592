//! Merges and links. Both name one of the tickets by identifier and the other by the number that people call it.

use policy::ticket::Change;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{NOT_FOUND, Turn, answered, awaited, message};
use crate::{Fault, Method, PushNext, Receipt, Response, loose, read};

/// What the answer is to.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub(super) enum Stage {
    #[default]
    Begin,
    /// The other ticket, or the links there are.
    Asked,
    Sent,
}

/// The identifier, as users may write it.
pub(super) fn other(id: &str) -> &str {
    id.trim().trim_start_matches('#')
}

/// `PUT /ticket_merge/{identifier that ends}/{number that goes on}`, in the portal's routes for agents, not in its
/// documentation. A merge that fails is answered with 200 and says so (`TicketsController#ticket_merge`).
pub(super) fn merge(
    turn: &Turn<'_>,
    stage: Stage,
    answer: Option<&Response>,
) -> Result<(PushNext, Stage), Fault> {
    let Change::Merge { into } = &turn.operation.change else {
        return Err(turn.refused("this is no merge"));
    };
    let into = other(into);
    match stage {
        Stage::Begin => Ok((PushNext::Ask(turn.api.ticket(into)), Stage::Asked)),
        Stage::Asked => {
            let url = turn.api.ticket(into).url;
            let answer = awaited(&url, answer)?;
            if answer.status == NOT_FOUND {
                return Err(turn.refused(&format!("there is no ticket `{into}` to merge into")));
            }
            let row = read::json(&url, answer)?;
            let number = row.get("number").and_then(loose::id_of);
            let number = number.ok_or_else(|| read::shape_fault(&url, "`number` is missing"))?;
            let path = ["ticket_merge", turn.ticket(), &number];
            Ok((PushNext::Send(turn.api.change(Method::Put, &path, &json!({}))), Stage::Sent))
        }
        Stage::Sent => {
            let Some(json) = answered(&turn.api.base, answer)? else {
                return Ok((PushNext::Changed, Stage::Sent));
            };
            if loose::at(&json, &["result"]) != "success" {
                let said = loose::at(&json, &["message"]);
                return Err(turn.refused(if said.is_empty() { "the tickets were not merged" } else { said }));
            }
            Ok(done(answer))
        }
    }
}

/// <https://docs.zammad.org/en/latest/api/ticket/links.html#add>: the target is named by identifier, the source by number.
pub(super) fn link(
    turn: &Turn<'_>,
    stage: Stage,
    answer: Option<&Response>,
) -> Result<(PushNext, Stage), Fault> {
    let Change::Link { to, .. } = &turn.operation.change else { return Err(turn.refused("this is no link")) };
    let to = other(to);
    match stage {
        Stage::Begin => Ok((PushNext::Ask(turn.api.links(turn.ticket())), Stage::Asked)),
        Stage::Asked => {
            let url = turn.api.links(turn.ticket()).url;
            let json = read::json(&url, awaited(&url, answer)?)?;
            let links = json.get("links").and_then(Value::as_array).into_iter().flatten();
            let is_there = |link: &Value| {
                let id = link.get("link_object_value").and_then(loose::id_of);
                loose::at(link, &["link_object"]) == "Ticket" && id.as_deref() == Some(to)
            };
            if links.into_iter().any(is_there) {
                return Ok(done(answer));
            }
            let Some(fresh) = turn.fresh else { return Err(turn.refused("the ticket was not read before")) };
            let body = json!({
                "link_type": "normal", "link_object_target": "Ticket",
                "link_object_target_value": message::number(to), "link_object_source": "Ticket",
                "link_object_source_number": fresh.number.trim_start_matches('#'),
            });
            Ok((PushNext::Send(turn.api.change(Method::Post, &["links", "add"], &body)), Stage::Sent))
        }
        Stage::Sent => match answered(&turn.api.base, answer)? {
            Some(_) => Ok(done(answer)),
            None => Err(turn.refused(&format!("there is no ticket `{to}`"))),
        },
    }
}

fn done(answer: Option<&Response>) -> (PushNext, Stage) {
    let at = answer.and_then(read::date);
    (PushNext::Done(Receipt { at, event: None, ticket: None }), Stage::Sent)
}
