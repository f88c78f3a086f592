//! What can be done with a message of a ticket. The window names a message and a number in it, never an address: what a
//! link or a picture is, is read from the data file each time.

mod links;
mod pictures;

use mail::Reading;
use policy::ticket::What;

use crate::console::Console;
use crate::{Desk, DeskError};

impl Desk {
    /// The text that a reply to a message quotes: what was in sight, each line with a mark.
    ///
    /// # Errors
    /// No such ticket or message.
    pub async fn quote(&self, key: &str, event: &str) -> Result<String, DeskError> {
        let body = self.body(key, event).await?;
        Ok(mail::quoted(&body.read()))
    }

    /// A page with the original layout of a message: no script, no style sheet, no address. It is shown where nothing can
    /// be fetched and nothing runs.
    ///
    /// # Errors
    /// No such ticket or message, or one that is no HTML or beyond the limits for it.
    pub async fn original(&self, key: &str, event: &str) -> Result<String, DeskError> {
        let body = self.body(key, event).await?;
        mail::original(&body.text, &body.mime).map_err(|reason| {
            DeskError::new("no-original", reason.to_string(), "Read it as text in the conversation.")
        })
    }

    async fn body(&self, key: &str, event: &str) -> Result<Body, DeskError> {
        let (console, key, event) = (self.console()?, key.to_owned(), event.to_owned());
        self.off_thread(move || find(&console, &key, &event)).await
    }
}

/// The body of a message as it came.
struct Body {
    text: String,
    mime: String,
}

impl Body {
    fn read(&self) -> Reading {
        mail::read(&self.text, &self.mime)
    }
}

fn find(console: &Console, key: &str, event: &str) -> Result<Body, DeskError> {
    let (_, ticket) = console.ticket(key)?;
    let found = ticket.events.into_iter().find(|one| one.id == event).map(|event| event.what);
    match found {
        Some(What::Message { body, mime, .. }) => Ok(Body { text: body, mime }),
        Some(
            What::Created | What::Field { .. } | What::Call { .. } | What::Work { .. } | What::Merged { .. },
        )
        | None => Err(DeskError::new(
            "unknown-message",
            "This message is no longer in the ticket.",
            "Close the ticket and open it again.",
        )),
    }
}
