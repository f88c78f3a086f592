//! What can go wrong between us and a portal, in words that a user can act on.

use serde::{Deserialize, Serialize};

/// A failed exchange. `Display` is one sentence for the user; [`Fault::hint`] says what to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "kebab-case", tag = "code")]
pub enum Fault {
    /// No connection: name, route, refused, timed out.
    #[error("{host} cannot be reached: {detail}.")]
    Unreachable {
        /// Host and port.
        host: String,
        /// What the system said.
        detail: String,
    },
    /// The request went out and no whole answer came back: nobody knows whether it was carried out.
    #[error("{host} did not answer: {detail}.")]
    Lost {
        /// Host and port.
        host: String,
        /// What the system said.
        detail: String,
    },
    /// The certificate is not trusted, or the peer does not speak TLS.
    #[error("The secure connection to {host} failed: {detail}.")]
    Tls {
        /// Host and port.
        host: String,
        /// What the TLS library said.
        detail: String,
    },
    /// 401.
    #[error("{host} did not accept the token.")]
    Unauthorized {
        /// Host and port.
        host: String,
    },
    /// 403.
    #[error("{host} knows the token but does not allow this: {detail}.")]
    Forbidden {
        /// Host and port.
        host: String,
        /// What was asked for.
        detail: String,
    },
    /// 404 where the API should be.
    #[error("There is no such API at {url}.")]
    NotFound {
        /// Address without query.
        url: String,
    },
    /// 429.
    #[error("{host} asks to wait {retry_after_s} s: too many requests.")]
    RateLimited {
        /// Host and port.
        host: String,
        /// Seconds from the portal's `Retry-After`, or our own guess.
        retry_after_s: u64,
    },
    /// 5xx.
    #[error("{host} has a problem of its own (HTTP {status}).")]
    Server {
        /// Host and port.
        host: String,
        /// HTTP status.
        status: u16,
    },
    /// HTML, or something else that is no JSON.
    #[error("{url} answered with {what} where JSON was expected.")]
    NotJson {
        /// Address without query.
        url: String,
        /// `a web page`, `an empty answer`, `something else`.
        what: String,
    },
    /// An answer that ends too early: the connection broke, or what came is the beginning of JSON.
    #[error("The answer of {url} breaks off in the middle.")]
    Truncated {
        /// Address without query.
        url: String,
    },
    /// JSON of another shape.
    #[error("{url} answered in a form that is not known: {detail}.")]
    Shape {
        /// Address without query.
        url: String,
        /// Path in the JSON and what was wrong there.
        detail: String,
    },
    /// More bytes than an answer may have.
    #[error("{url} sent more than {limit_mb} MB.")]
    TooLarge {
        /// Address without query.
        url: String,
        /// The limit.
        limit_mb: u64,
    },
    /// Not sent at all, because it must not be or cannot be.
    #[error("{why}.")]
    Withheld {
        /// One clause that says it all.
        why: String,
    },
    /// Another 4xx.
    #[error("{url} refused the request (HTTP {status}): {detail}.")]
    Refused {
        /// Address without query.
        url: String,
        /// HTTP status.
        status: u16,
        /// The portal's own words, capped.
        detail: String,
    },
}

impl Fault {
    /// The stable code, the same as in the serialized form.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Unreachable { .. } => "unreachable",
            Self::Lost { .. } => "lost",
            Self::Tls { .. } => "tls",
            Self::Unauthorized { .. } => "unauthorized",
            Self::Forbidden { .. } => "forbidden",
            Self::NotFound { .. } => "not-found",
            Self::RateLimited { .. } => "rate-limited",
            Self::Server { .. } => "server",
            Self::NotJson { .. } => "not-json",
            Self::Truncated { .. } => "truncated",
            Self::Shape { .. } => "shape",
            Self::TooLarge { .. } => "too-large",
            Self::Withheld { .. } => "withheld",
            Self::Refused { .. } => "refused",
        }
    }

    /// What the user can do who waits for this very answer, as when a portal is connected: nothing is tried again by
    /// itself then.
    #[must_use]
    pub const fn hint_when_asked(&self) -> &'static str {
        match self {
            Self::Unreachable { .. } | Self::Lost { .. } => {
                "Check the address and the network, then try again."
            }
            Self::RateLimited { .. } => "Try again after that time.",
            Self::Server { .. } => "Try again later; if it stays, tell the portal's administrator.",
            Self::Truncated { .. } => {
                "Try again; if it stays, the portal or a proxy in between cuts its answers off."
            }
            Self::Shape { .. } => "Check the portal's address, kind and version, then try again.",
            Self::Unauthorized { .. } => "Make a new token in the portal and enter it here.",
            Self::Tls { .. }
            | Self::Forbidden { .. }
            | Self::NotFound { .. }
            | Self::NotJson { .. }
            | Self::TooLarge { .. }
            | Self::Withheld { .. }
            | Self::Refused { .. } => self.hint(),
        }
    }

    /// What the user can do, while a portal is synced again and again.
    #[must_use]
    pub const fn hint(&self) -> &'static str {
        match self {
            Self::Unreachable { .. } | Self::Lost { .. } => {
                "Check the address and the network; Gnomon tries again by itself."
            }
            Self::Tls { .. } => {
                "Check the address and the computer's clock; if your company signs its certificates itself, name its \
                 PEM file under Company CA when you connect the portal."
            }
            Self::Unauthorized { .. } => "Make a new token in the portal and enter it under Accounts.",
            Self::Forbidden { .. } => "Ask the portal's administrator for the right to read these tickets.",
            Self::NotFound { .. } => {
                "Check the address: it is the portal's start page, without a path of its API."
            }
            Self::RateLimited { .. } => "Nothing to do: Gnomon waits and goes on by itself.",
            Self::Server { .. } => "Nothing is lost; Gnomon tries again by itself.",
            Self::NotJson { .. } => "Check the address; a log-in page or a proxy may stand in between.",
            Self::Truncated { .. } => {
                "Gnomon tries again by itself; if it stays, the portal or a proxy in between cuts its answers off."
            }
            Self::Shape { .. } => {
                "Check the portal's address, kind and version; what was read before is kept, and Gnomon tries again."
            }
            Self::TooLarge { .. } => "Choose a smaller page size for this account.",
            Self::Withheld { .. } => "If it is right all the same, do it in the portal itself.",
            Self::Refused { .. } => "Check the token's rights and the portal's version.",
        }
    }

    /// Whether trying again without a change by the user can help.
    #[must_use]
    pub const fn is_transient(&self) -> bool {
        matches!(
            self,
            Self::Unreachable { .. }
                | Self::Lost { .. }
                | Self::RateLimited { .. }
                | Self::Server { .. }
                | Self::NotJson { .. }
                | Self::Truncated { .. }
        )
    }

    /// Whether the portal certainly did not carry out the request: it never went out, or it was refused.
    #[must_use]
    pub const fn is_refusal(&self) -> bool {
        match self {
            Self::Unreachable { .. }
            | Self::Tls { .. }
            | Self::Unauthorized { .. }
            | Self::Forbidden { .. }
            | Self::NotFound { .. }
            | Self::Withheld { .. }
            | Self::RateLimited { .. } => true,
            // Where a redirect leads nowhere, something may have been done before it.
            Self::Refused { status, .. } => *status >= 400,
            Self::Lost { .. }
            | Self::Server { .. }
            | Self::NotJson { .. }
            | Self::Truncated { .. }
            | Self::Shape { .. }
            | Self::TooLarge { .. } => false,
        }
    }
}
