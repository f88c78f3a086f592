//! Posting a hand-over: notes and assignees, each an operation of the outbox like any other.

use chrono_tz::Tz;

use super::note::notes;
use crate::DeskError;
use crate::console::Console;
use crate::outbox::Origin;
use crate::view::{AwayHandOver, AwayPosted, ChangeRequest};

/// Writes everything down that can be; what cannot is told, and the rest goes on.
pub(super) fn post(
    console: &Console,
    hand_over: &AwayHandOver,
    assign: bool,
    zone: Tz,
) -> Result<AwayPosted, DeskError> {
    let made = notes(console, hand_over, zone)?;
    let mut posted = AwayPosted { left_out: made.left_out, ..AwayPosted::default() };
    for note in &made.notes {
        for ticket in &note.tickets {
            let noted = request(&ticket.key, "note", &ticket.text, None);
            if !taken(console, &noted, &ticket.number, "The note", &mut posted.left_out) {
                continue;
            }
            posted.notes += 1;
            if assign && !note.to.is_empty() {
                let assigned = request(&ticket.key, "set", "", Some(&note.to));
                if !taken(console, &assigned, &ticket.number, "The assignee", &mut posted.left_out) {
                    continue;
                }
                posted.assigned += 1;
            }
            posted.done.push(ticket.key.clone());
        }
    }
    Ok(posted)
}

fn taken(
    console: &Console,
    request: &ChangeRequest,
    number: &str,
    what: &str,
    left_out: &mut Vec<String>,
) -> bool {
    match console.compose(request, Origin::Written) {
        Ok(_) => true,
        Err(error) => {
            left_out.push(format!("{what} for {number} was not written down: {}", error.message));
            false
        }
    }
}

fn request(key: &str, kind: &str, text: &str, assignee: Option<&str>) -> ChangeRequest {
    ChangeRequest {
        key: key.to_owned(),
        kind: kind.to_owned(),
        text: text.to_owned(),
        name: assignee.map_or_else(String::new, |_| "assignee".to_owned()),
        value: assignee.map(str::to_owned),
        ..ChangeRequest::default()
    }
}
