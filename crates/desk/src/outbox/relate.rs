//! A second ticket: what is merged into another one, or linked with it.

use policy::ticket::{Change, Ticket};

use crate::DeskError;
use crate::console::Console;
use crate::view::ChangeRequest;

impl Console {
    /// Reads a merge or a link: both tickets are of one portal, and a merge across customers is confirmed.
    pub(super) fn relation(
        &self,
        request: &ChangeRequest,
        account: &str,
        ticket: &Ticket,
    ) -> Result<Change, DeskError> {
        if request.other.is_empty() {
            let hint = "Choose it by its number or by words of its subject.";
            return Err(DeskError::new("no-other", "The other ticket is missing.", hint));
        }
        let (home, other) = self.ticket(&request.other)?;
        if home != account {
            let message = format!("{} is in another portal.", mail::one_line(&other.number));
            return Err(DeskError::new("bad-other", message, "Choose a ticket of the same portal."));
        }
        if other.id == ticket.id {
            return Err(DeskError::new("bad-other", "That is this ticket itself.", "Choose another one."));
        }
        if other.gone.is_some() {
            let message = format!("{} is gone from the portal.", mail::one_line(&other.number));
            return Err(DeskError::new("bad-other", message, "Choose a ticket that is there."));
        }
        if request.kind == "link" {
            return Ok(Change::Link { to: other.id, relation: request.relation.clone() });
        }
        if asks(ticket) != asks(&other) && !request.confirmed {
            let message = format!(
                "{} is of {}, this ticket is of {}.",
                mail::one_line(&other.number),
                named(&other),
                named(ticket)
            );
            let hint = "Merged, each of them may read what the other wrote. Confirm it if that is meant.";
            return Err(DeskError::new("other-customer", message, hint));
        }
        Ok(Change::Merge { into: other.id })
    }
}

/// Whose ticket it is: the organisation, or the person where the portal knows none. Two that are not known differ.
fn asks(ticket: &Ticket) -> &str {
    let person = ticket.contact.as_ref().map(|contact| contact.email.as_str());
    let of = ticket.customer.as_ref().map(|customer| customer.id.as_str()).or(person);
    of.filter(|of| !of.is_empty()).unwrap_or(&ticket.id)
}

fn named(ticket: &Ticket) -> String {
    let person = ticket.contact.as_ref().map(|contact| contact.email.as_str());
    let name = ticket.customer.as_ref().map(|customer| customer.name.as_str()).or(person).unwrap_or_default();
    if name.is_empty() { "nobody that the portal names".to_owned() } else { mail::one_line(name) }
}
