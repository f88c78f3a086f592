//! The seven statuses that every portal's statuses are mapped to.

/// Status of a ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// Filed and not looked at.
    New,
    /// In work, or to be worked on.
    Open,
    /// The customer's turn.
    WaitingOnCustomer,
    /// Somebody else's turn: the maker, a supplier.
    WaitingOnVendor,
    /// Put aside.
    OnHold,
    /// Answered for good; may be reopened.
    Solved,
    /// Ended.
    Closed,
}

impl Status {
    /// All statuses, in the order in which a ticket usually has them.
    pub const ALL: [Self; 7] = [
        Self::New,
        Self::Open,
        Self::WaitingOnCustomer,
        Self::WaitingOnVendor,
        Self::OnHold,
        Self::Solved,
        Self::Closed,
    ];

    /// The word of the public format, as in `waiting-on-customer`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Open => "open",
            Self::WaitingOnCustomer => "waiting-on-customer",
            Self::WaitingOnVendor => "waiting-on-vendor",
            Self::OnHold => "on-hold",
            Self::Solved => "solved",
            Self::Closed => "closed",
        }
    }

    /// The status with this word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.word() == word)
    }

    /// Whether nothing is left to do: solved or closed.
    #[must_use]
    pub const fn is_done(self) -> bool {
        matches!(self, Self::Solved | Self::Closed)
    }

    /// Whether the ticket stands still until somebody else acts.
    pub(crate) const fn is_waiting(self) -> bool {
        matches!(self, Self::WaitingOnCustomer | Self::WaitingOnVendor | Self::OnHold)
    }
}
