//! Merging, page `tickets`, "Merge Tickets into Target Ticket", and article 4408882445594.

use serde_json::{Value, json};

use super::account::Account;
use super::job::Task;
use super::refusal::{Answer, Refusal};
use super::tags;
use super::ticket::MERGE;
use crate::http::Request;
use crate::journal::Deed;

impl Account {
    /// Queues a merge of the tickets in `ids` into `target`.
    pub(super) fn ask_merge(&mut self, request: &Request, target: u64, by: u64) -> Answer {
        let body = request.json();
        self.live(target)?;
        if sources(&body).is_empty() {
            return Err(Refusal::bad_parameter("ids", "It is a list of identifiers."));
        }
        Ok(self.queue(Task::Merge { target, body }, by))
    }

    /// Closes the sources and tells both sides. A source must not be solved yet; a solved ticket may take others, a closed
    /// one not. Comments are private unless the client says otherwise.
    pub(super) fn merge(&mut self, target: u64, body: &Value, by: u64) -> Result<(), String> {
        let sources = sources(body);
        self.open_ticket(target).map_err(|_| format!("The target {target} cannot be merged into."))?;
        for source in &sources {
            let open = self.open_ticket(*source).is_ok_and(|ticket| ticket.status != "solved");
            if !open || *source == target {
                return Err(format!("The ticket {source} cannot be merged."));
            }
        }
        for source in &sources {
            self.comment_merge(*source, body, "source_comment", by);
            let tagged = self.tickets.get(source).map(|ticket| ticket.tags.clone()).unwrap_or_default();
            let tags = tags::of(&json!([tagged, vec!["closed_by_merge".to_owned()]].concat()));
            self.put_tags(*source, tags, by, &Value::Null);
            let closed = self.update(*source, &json!({ "status": "closed" }), by, MERGE);
            closed.map_err(|_| format!("The ticket {source} cannot be closed."))?;
            self.note(by, Deed::Merged, *source, format!("into {target}"));
        }
        self.comment_merge(target, body, "target_comment", by);
        Ok(())
    }

    fn comment_merge(&mut self, ticket: u64, body: &Value, name: &str, by: u64) {
        let Some(text) = body[name].as_str() else { return };
        let public = body[format!("{name}_is_public")].as_bool().unwrap_or(false);
        let comment = json!({ "comment": { "body": text, "public": public } });
        // Both tickets were found to be open just before.
        let _written = self.update(ticket, &comment, by, MERGE);
    }

    pub(super) fn merge_now(&mut self, source: u64, target: u64, by: u64) -> Result<(), String> {
        let body = json!({
            "ids": [source],
            "source_comment": format!("This request was closed and merged into request #{target}."),
            "target_comment": format!("Request #{source} was closed and merged into this request."),
        });
        self.merge(target, &body, by)
    }
}

fn sources(body: &Value) -> Vec<u64> {
    body["ids"].as_array().into_iter().flatten().filter_map(Value::as_u64).collect()
}
