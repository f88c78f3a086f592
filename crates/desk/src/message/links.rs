//! Links of a message: what one really is, and opening it.

use mail::{Refusal, Target};

use super::Body;
use crate::show;
use crate::view::MailTarget;
use crate::{Desk, DeskError};

impl Desk {
    /// Where a link leads, and what to look at first. Nothing is opened and nothing is asked of the network.
    ///
    /// # Errors
    /// No such ticket, message or link.
    pub async fn mail_link(&self, key: &str, event: &str, link: u32) -> Result<MailTarget, DeskError> {
        let body = self.body(key, event).await?;
        let (link, target) = target(&body, link)?;
        Ok(show::target(&link, &target))
    }

    /// Opens a link in the user's own program. `confirmed` is the address that the user saw and agreed to.
    ///
    /// # Errors
    /// The link is refused, is another one than was confirmed, or the system has no program for it.
    pub async fn open_mail_link(
        &self,
        key: &str,
        event: &str,
        link: u32,
        confirmed: &str,
    ) -> Result<(), DeskError> {
        let body = self.body(key, event).await?;
        let (_, target) = target(&body, link)?;
        let target = target.map_err(|refusal| refused(&refusal.to_string()))?;
        if target.address != confirmed {
            return Err(DeskError::new(
                "link-changed",
                "This link is no longer the one that was confirmed.",
                "Look at it again.",
            ));
        }
        self.off_thread(move || {
            launch::open_address(&target.address)
                .map_err(|error| DeskError::new(error.code(), error.to_string(), error.hint()))
        })
        .await
    }
}

fn target(body: &Body, number: u32) -> Result<(mail::Link, Result<Target, Refusal>), DeskError> {
    let links = body.read().links;
    let link = links.into_iter().nth(number as usize).ok_or_else(|| {
        DeskError::new(
            "unknown-link",
            "This message has no such link.",
            "Close the ticket and open it again.",
        )
    })?;
    let target = Target::of(&link.href, &link.words);
    Ok((link, target))
}

fn refused(message: &str) -> DeskError {
    DeskError::new("link-refused", message, "Ask the sender what it is for.")
}
