//! Changes that need to know nothing, or only what time it is.

use calendar::Moment;
use policy::ticket::Change;
use serde_json::json;

use super::super::history::MARK;
use super::{Step, Turn, date};
use crate::jsm::adf;
use crate::push::note_text;
use crate::{Method, loose};

/// The kind of link that every site has at first: <https://support.atlassian.com/jira-cloud-administration/docs/configure-issue-linking/>.
const RELATES: &str = "Relates";
/// When work of an earlier day ended, since nobody has said: a time at which it is that day nearly everywhere.
const NOON: &str = "T12:00:00Z";

/// The request that carries the change out; the error is one clause.
pub(super) fn step(turn: &Turn<'_>) -> Result<Step, String> {
    let (api, operation) = (turn.api, turn.operation);
    let ticket = operation.ticket.as_str();
    let request = match &operation.change {
        Change::Reply { body } => {
            let mark = json!([{"key": MARK, "value": {"id": operation.id}}]);
            let body = json!({"body": adf::document(body), "properties": mark});
            api.change(Method::Post, &["issue", ticket, "comment"], &body)
        }
        change @ (Change::Note { .. } | Change::Call { .. }) => {
            api.make(&["request", ticket, "comment"], &json!({"body": note_text(change), "public": false}))
        }
        Change::Tag { add, remove } => {
            if let Some(label) = add.iter().find(|label| label.contains(char::is_whitespace)) {
                return Err(format!("a label holds no spaces, as `{label}` does"));
            }
            let added = add.iter().map(|label| json!({"add": label}));
            let removed = remove.iter().map(|label| json!({"remove": label}));
            let labels: Vec<_> = added.chain(removed).collect();
            api.change(Method::Put, &["issue", ticket], &json!({"update": {"labels": labels}}))
        }
        Change::Link { to, .. } => {
            let other = if to.parse::<u64>().is_ok() { json!({"id": to}) } else { json!({"key": to}) };
            let body =
                json!({"type": {"name": RELATES}, "outwardIssue": {"id": ticket}, "inwardIssue": other});
            api.change(Method::Post, &["issueLink"], &body)
        }
        Change::Time { minutes, body, day } => {
            let seconds = i64::from(*minutes) * 60;
            let ended = match day {
                Some(day) => format!("{day}{NOON}").parse().ok(),
                None => {
                    let Some(told) = turn.state.told.first() else { return Ok(Step::Ask(api.clock())) };
                    date::instant(loose::at(told, &["serverTime"])).ok().or(turn.state.now)
                }
            };
            let started = ended.and_then(|ended: Moment| date::written(ended.plus(-seconds)));
            let started = started.ok_or("the portal does not tell what time it is")?;
            let mut work = json!({"timeSpentSeconds": seconds, "started": started});
            if let (false, Some(members)) = (body.is_empty(), work.as_object_mut()) {
                members.insert("comment".to_owned(), adf::document(body));
            }
            api.change(Method::Post, &["issue", ticket, "worklog"], &work)
        }
        Change::Set { .. } | Change::Create { .. } | Change::Merge { .. } => {
            return Err("there is no such change".to_owned());
        }
    };
    Ok(Step::Send(request))
}
