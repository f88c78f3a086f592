//! Merging a ticket into another one, and links between tickets.

use calendar::Moment;
use policy::ticket::Change;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::super::wire;
use super::{CHANGED, GONE, Turn, awaited, refused, words};
use crate::{Fault, PushNext, Receipt, Response, read};

/// The kind of link that is made, as the ticket tells it.
const REFERS_TO: &str = "refers-to";

/// What the answer is to.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) enum Stage {
    #[default]
    Begin,
    /// The ticket with the links that it has.
    Links,
    /// The change, with the links before it.
    Sent(Vec<u64>),
    /// The ticket after it, with what was said, when, and the links before.
    Back(String, Option<Moment>, Vec<u64>),
}

pub(super) fn merge(
    turn: &Turn<'_>,
    stage: Stage,
    answer: Option<&Response>,
) -> Result<(PushNext, Stage), Fault> {
    let url = turn.url();
    let into = other(turn)?;
    match stage {
        Stage::Begin | Stage::Links => {
            let body = json!({"MergeInto": into.to_string()});
            Ok((PushNext::Send(turn.api.change(turn.id, turn.version(), &body)), Stage::Sent(Vec::new())))
        }
        Stage::Sent(links) => sent(turn, links, awaited(&url, answer)?),
        Stage::Back(said, at, links) => {
            let json = read::json(&url, awaited(&url, answer)?)?;
            // The other one may itself have been merged into a third, so any other identifier will do.
            match json.get("id").and_then(wire::id_of) {
                Some(id) if id != turn.id => Ok(done(said, at, links)),
                Some(_) => Err(refused(&url, &said)),
                None => Err(read::shape_fault(&url, "the ticket has no identifier")),
            }
        }
    }
}

/// `RefersTo` would take all other links away; `AddRefersTo` adds one, and nothing where it is there.
pub(super) fn link(
    turn: &Turn<'_>,
    stage: Stage,
    answer: Option<&Response>,
) -> Result<(PushNext, Stage), Fault> {
    let url = turn.url();
    let to = other(turn)?;
    match stage {
        Stage::Begin => Ok((PushNext::Ask(turn.api.now(turn.id)), Stage::Links)),
        Stage::Links => {
            let answer = awaited(&url, answer)?;
            if GONE.contains(&answer.status) {
                return Ok((PushNext::Changed, Stage::Begin));
            }
            let json = read::json(&url, answer)?;
            if json.get("id").and_then(wire::id_of) != Some(turn.id) {
                return Ok((PushNext::Changed, Stage::Begin));
            }
            let links = links(&json);
            if links.contains(&to) {
                return Ok(done(String::new(), read::date(answer), links));
            }
            let body = json!({"AddRefersTo": to.to_string()});
            Ok((PushNext::Send(turn.api.change(turn.id, None, &body)), Stage::Sent(links)))
        }
        Stage::Sent(links) => sent(turn, links, awaited(&url, answer)?),
        Stage::Back(said, at, before) => {
            let now = links(&read::json(&url, awaited(&url, answer)?)?);
            // A link to a ticket that was merged is told as one to the other.
            if now.contains(&to) || now.iter().any(|id| !before.contains(id)) {
                return Ok(done(said, at, before));
            }
            Err(refused(&url, &said))
        }
    }
}

fn sent(turn: &Turn<'_>, links: Vec<u64>, answer: &Response) -> Result<(PushNext, Stage), Fault> {
    if [CHANGED, 404].contains(&answer.status) {
        return Ok((PushNext::Changed, Stage::Begin));
    }
    let said = words(&turn.url(), answer)?;
    Ok((PushNext::Ask(turn.api.now(turn.id)), Stage::Back(said, read::date(answer), links)))
}

fn done(said: String, at: Option<Moment>, links: Vec<u64>) -> (PushNext, Stage) {
    (PushNext::Done(Receipt { at, ..Receipt::default() }), Stage::Back(said, at, links))
}

/// The other ticket: a number, since anything else would become a link out of the portal.
fn other(turn: &Turn<'_>) -> Result<u64, Fault> {
    let (Change::Merge { into: other } | Change::Link { to: other, .. }) = &turn.operation.change else {
        return Err(refused(&turn.url(), "this names no other ticket"));
    };
    let id = wire::id_of(&json!(other.trim().trim_start_matches('#')));
    id.ok_or_else(|| refused(&turn.url(), &format!("`{other}` is no number of a ticket")))
}

fn links(json: &Value) -> Vec<u64> {
    let all = json.get("_hyperlinks").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let made = all.iter().filter(|link| link.get("ref").and_then(Value::as_str) == Some(REFERS_TO));
    made.filter_map(wire::id_of).collect()
}
