//! Zendesk.

mod deletion;
mod export;
mod limits;
mod merging;
mod reading;
mod searching;
mod tagging;
mod writing;

use fakes::{Clock, Zendesk};

use crate::client::{Client, clock};

/// An account with a customer, whose time a test moves.
pub struct Account {
    pub clock: Clock,
    pub portal: Zendesk,
    pub customer: u64,
    pub admin: Client,
    pub agent: Client,
}

impl Account {
    pub fn open() -> Self {
        let clock = clock();
        let portal = Zendesk::start(&clock).unwrap();
        let organization = portal.add_organization("ACME Werke", serde_json::json!({ "plan": "premium" }));
        let customer = portal.add_customer("Jo", "jo@acme.test", Some(organization));
        let admin = Client::new(&portal.address(), portal.admin().authorization());
        let agent = Client::new(&portal.address(), portal.agent().authorization());
        Self { clock, portal, customer, admin, agent }
    }

    pub fn ticket(&self, subject: &str) -> u64 {
        self.portal.add_ticket(self.customer, subject, "It does not work.")
    }
}
