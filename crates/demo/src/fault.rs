//! What can be made to go wrong.

use std::fmt;
use std::str::FromStr;

/// A fault that hits a share of the requests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum FaultKind {
    /// 500.
    ServerError,
    /// 503 with `Retry-After`.
    Unavailable,
    /// 429 with `Retry-After`, whatever the limit.
    RateLimited,
    /// The connection ends and nothing was done.
    Dropped,
    /// It is done, and the connection ends without an answer.
    LostAnswer,
    /// Half of the answer comes, then the connection ends.
    Truncated,
    /// 200 with a log-in page.
    WebPage,
    /// One ticket of the page is not a ticket.
    GarbageRecord,
    /// 410: the cursor is not known any more.
    StaleCursor,
    /// 200 with JSON of another program.
    ForeignJson,
    /// Half of the answer comes, and is said to be all of it.
    CutJson,
    /// One ticket of the page has a severity that no policy knows.
    UnknownSeverity,
    /// One ticket of the page has no customer and no contact.
    NoCustomer,
}

impl FaultKind {
    /// All of them.
    pub const ALL: [Self; 13] = [
        Self::ServerError,
        Self::Unavailable,
        Self::RateLimited,
        Self::Dropped,
        Self::LostAnswer,
        Self::Truncated,
        Self::WebPage,
        Self::GarbageRecord,
        Self::StaleCursor,
        Self::ForeignJson,
        Self::CutJson,
        Self::UnknownSeverity,
        Self::NoCustomer,
    ];

    /// The name by which it is chosen, as in `lost-answer`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::ServerError => "server-error",
            Self::Unavailable => "unavailable",
            Self::RateLimited => "rate-limited",
            Self::Dropped => "dropped",
            Self::LostAnswer => "lost-answer",
            Self::Truncated => "truncated",
            Self::WebPage => "web-page",
            Self::GarbageRecord => "garbage-record",
            Self::StaleCursor => "stale-cursor",
            Self::ForeignJson => "foreign-json",
            Self::CutJson => "cut-json",
            Self::UnknownSeverity => "unknown-severity",
            Self::NoCustomer => "no-customer",
        }
    }
}

impl fmt::Display for FaultKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A fault that there is not; `Display` names those that there are.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "there is no fault `{0}`; choose server-error, unavailable, rate-limited, dropped, lost-answer, truncated, web-page, garbage-record, stale-cursor, foreign-json, cut-json, unknown-severity or no-customer"
)]
pub struct UnknownFault(String);

impl FromStr for FaultKind {
    type Err = UnknownFault;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|kind| kind.name() == text).ok_or_else(|| UnknownFault(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_back_and_named_in_the_error() {
        let error = "storm".parse::<FaultKind>().unwrap_err().to_string();
        for kind in FaultKind::ALL {
            assert_eq!(kind.name().parse(), Ok(kind));
            assert!(error.contains(kind.name()), "{kind}");
        }
    }
}
