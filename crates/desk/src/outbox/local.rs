//! Tickets that were made here and that their portal does not have yet.

use std::collections::BTreeMap;

use policy::ticket::{Change, Contact, Event, History, Party, Ticket, What};
use store::{OperationFilter, OperationRow, TicketKey};

use crate::DeskError;
use crate::console::Console;

/// What such a ticket is called.
pub(super) const NUMBER: &str = "not yet at the portal";
/// What its name begins with, which no portal's identifier does.
const PREFIX: &str = "local-";

/// The name of the ticket that an operation makes.
pub(super) fn name(operation: &str) -> String {
    format!("{PREFIX}{operation}")
}

/// Whether this is such a name.
pub(super) fn is_local(id: &str) -> bool {
    id.starts_with(PREFIX)
}

impl Console {
    /// A ticket that waits in the outbox to be made; `None` when there is no such.
    pub(crate) fn local_ticket(&self, key: &TicketKey) -> Result<Option<Ticket>, DeskError> {
        if !is_local(&key.id) {
            return Ok(None);
        }
        let rows = self.operations_like(OperationFilter {
            account: Some(&key.account),
            ticket: Some(&key.id),
            open_only: true,
            ..OperationFilter::default()
        })?;
        Ok(rows.iter().find_map(|row| of_row(row, &self.account(&key.account)?.user)))
    }
}

/// The ticket that an operation makes, as far as it is known before.
fn of_row(row: &OperationRow, user: &str) -> Option<Ticket> {
    let Change::Create { queue, subject, body, contact, fields } = &row.operation.change else { return None };
    let event = |id: &str, what: What| Event {
        id: id.to_owned(),
        at: row.composed,
        by: Some(Party::Agent),
        author: user.to_owned(),
        operation: Some(row.operation.id.clone()),
        attachments: Vec::new(),
        what,
    };
    let text = What::Message { public: true, auto: false, body: body.clone(), mime: "text/plain".to_owned() };
    Some(Ticket {
        id: row.operation.ticket.clone(),
        number: NUMBER.to_owned(),
        subject: subject.clone(),
        queue: queue.clone(),
        status: String::new(),
        fields: fields.clone().into_iter().collect::<BTreeMap<_, _>>(),
        customer: None,
        contact: Some(Contact { name: String::new(), email: contact.clone() }),
        assignee: None,
        channel: None,
        url: None,
        created: row.composed,
        updated: row.composed,
        version: None,
        gone: None,
        history: History::Complete,
        events: vec![event("local-created", What::Created), event("local-message", text)],
    })
}
