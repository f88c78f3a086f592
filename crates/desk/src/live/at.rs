//! When a ticket is judged: at the present instant, by the clock of its own portal.

use std::collections::BTreeMap;

use calendar::Moment;

/// An instant of the console, and how its portal's clock differs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct At {
    /// By the console's time.
    pub now: Moment,
    /// Seconds that the portal's clock is ahead.
    pub ahead_s: i64,
}

impl At {
    /// The instant as the portal's clock tells it, like the time stamps of its tickets.
    pub(crate) fn portal_now(self) -> Moment {
        self.now.plus(self.ahead_s)
    }

    /// An instant of the portal by the console's time.
    pub(crate) fn for_console(self, at: Moment) -> Moment {
        if at == Moment::FOREVER { at } else { at.plus(-self.ahead_s) }
    }
}

/// How far ahead of the console's the clocks of portals are, by account; those that agree are not in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Skews(BTreeMap<String, i64>);

impl Skews {
    pub(crate) fn new(accounts: impl Iterator<Item = (String, i64)>) -> Self {
        Self(accounts.filter(|(_, ahead_s)| *ahead_s != 0).collect())
    }

    /// Seconds that the portal of this ticket is ahead.
    pub(crate) fn ahead_s(&self, key: &str) -> i64 {
        if self.0.is_empty() {
            return 0;
        }
        let account = key.split_once('/').map_or(key, |(account, _)| account);
        self.0.get(account).copied().unwrap_or(0)
    }
}
