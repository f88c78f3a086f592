//! What a portal says of the groups of its account's user.

use std::sync::PoisonError;

use portal::Membership;

use super::Console;
use crate::DeskError;
use crate::events::DeskEvent;

impl Console {
    /// Writes down what the portal said. What cannot be written is read again in an hour.
    pub(crate) fn keep_membership(&self, account: &str, said: Membership) {
        match self.write_membership(account, said) {
            Ok(()) => self.announce(DeskEvent::StatusChanged),
            Err(error) => tracing::warn!("the groups of a user could not be kept: {}", error.code),
        }
    }

    fn write_membership(&self, account: &str, said: Membership) -> Result<(), DeskError> {
        match said {
            Membership::Told { user, groups } => {
                self.store.groups_told(account, user.as_deref(), &groups, self.clock.now())?;
                let mut accounts = self.accounts.write().unwrap_or_else(PoisonError::into_inner);
                if let Some(known) = accounts.get_mut(account).filter(|known| known.user.is_empty()) {
                    known.user = user.unwrap_or_default();
                }
            }
            Membership::Untold(why) => self.store.groups_untold(account, &why)?,
        }
        Ok(())
    }
}
