//! Fake support portals for tests: they keep state, obey the documented rules of the real ones, and have a clock that a
//! test sets, faults that a test asks for, and a journal of everything that was done.
//!
//! Each is written from the portal's documentation and from nothing else, above all not from the adapter that it
//! tests: the package imports no room of Gnomon. Where a rule is odd, a comment names the page that states it; where the
//! documentation is silent, the comment says what is assumed.
//!
//! ```
//! use fakes::{Clock, Deed, Fault, When, Zendesk, iso};
//!
//! # fn main() -> std::io::Result<()> {
//! let clock = Clock::at(1_795_262_400);
//! let portal = Zendesk::start(&clock)?; // or Zendesk::without_socket(&clock) and portal.exchange(&request)
//! let customer = portal.add_customer("Jo", "jo@acme.test", None);
//! let ticket = portal.add_ticket(customer, "Printer", "It is on fire.");
//! portal.next(When::request("PUT", "/tickets/"), Fault::LoseAnswer);
//! clock.pass(90);
//! portal.customer_writes(ticket, "It still is.");
//! assert_eq!(portal.count(Deed::Replied, "still"), 1);
//! println!("{} {} {}", portal.address(), portal.admin().authorization(), iso(clock.now()));
//! # Ok(())
//! # }
//! ```

mod clock;
mod fake;
mod fault;
mod form;
mod freshdesk;
mod http;
mod journal;
mod jsm;
mod limit;
mod server;
mod words;
mod zammad;
mod zendesk;

pub use clock::{Clock, instant, iso};
pub use fake::{Fake, Outcome};
pub use fault::{Fault, When};
pub use freshdesk::{Freshdesk, Plan};
pub use http::{Request, Response};
pub use journal::{Deed, Effect, Seen, Through};
pub use jsm::{Jsm, Sla};
pub use zammad::Zammad;
pub use zendesk::{PolicyMetric, Stage, Zendesk};

/// Somebody who may call a portal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Staff {
    /// The identifier at the portal.
    pub id: u64,
    /// As in `ada@vendor.test`.
    pub email: String,
    /// What is sent as the secret: an API token or an API key.
    pub token: String,
    authorization: String,
}

impl Staff {
    /// The value of the header `Authorization`.
    #[must_use]
    pub fn authorization(&self) -> &str {
        &self.authorization
    }

    /// Nobody's: never seen, since the members are there from the start.
    pub(crate) const fn nobody() -> Self {
        Self { id: 0, email: String::new(), token: String::new(), authorization: String::new() }
    }
}
