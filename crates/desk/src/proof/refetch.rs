//! Reading one ticket from its portal again.

use policy::ticket::Ticket;
use portal::Next;

use super::Portal;
use crate::console::closed;
use crate::{Desk, DeskError};

/// More rounds than any ticket needs; an adapter that never ends is stopped.
const MOST_ROUNDS: usize = 500;

impl Desk {
    /// The ticket as its portal tells it now, through an account there; `None` where the portal shows none.
    pub(super) async fn refetch(&self, portal: &Portal, id: &str) -> Result<Option<Ticket>, DeskError> {
        let console = self.console()?;
        let account = console
            .accounts()
            .into_iter()
            .find(|account| console.address(&account.id).as_ref() == Some(&portal.address))
            .ok_or_else(|| no_account(&portal.address))?;
        let (adapter, route) = account.reach().ok_or_else(|| no_account(&portal.address))?;
        let end = console.its_end();
        drop(console);
        let mut pull = adapter.start_one(id);
        let mut answers = Vec::new();
        for _ in 0..MOST_ROUNDS {
            let requests = match adapter.step(&mut pull, &answers)? {
                Next::Fetch(requests) => requests,
                Next::Page(mut page) => return aside_or(page.tickets.pop(), page.aside.pop()),
            };
            answers.clear();
            for request in &requests {
                let asked = route.wire.send(&route.base, &route.authorization, request);
                answers.push(end.unless(asked).await.ok_or_else(closed)??);
            }
        }
        Err(DeskError::new("endless", "The portal's answer does not end.", "Try again later."))
    }
}

fn aside_or(ticket: Option<Ticket>, aside: Option<portal::Aside>) -> Result<Option<Ticket>, DeskError> {
    match (ticket, aside) {
        (None, Some(aside)) => {
            let message = format!("The portal's ticket cannot be read: {}.", aside.why);
            Err(DeskError::new("unreadable-ticket", message, "Look at it in the portal."))
        }
        (ticket, _) => Ok(ticket.filter(|ticket| ticket.gone.is_none())),
    }
}

fn no_account(address: &str) -> DeskError {
    let message = format!("No account for {address} is connected here.");
    DeskError::new("no-account", message, "Connect that portal to compare with it.")
}
