//! Zammad.

mod access;
mod deletion;
mod merging;
mod reading;
mod searching;
mod tagging;
mod writing;

use fakes::{Clock, Zammad};
use serde_json::{Value, json};

use crate::client::{Client, Reply, clock};

/// An installation with a customer, whose time a test moves.
pub struct Account {
    pub clock: Clock,
    pub portal: Zammad,
    pub customer: u64,
    pub admin: Client,
    pub agent: Client,
}

impl Account {
    pub fn open() -> Self {
        let clock = clock();
        let portal = Zammad::start(&clock).unwrap();
        let organization = portal.add_organization("ACME Werke", json!({ "contract": "premium" }));
        let customer = portal.add_customer("Jo Doe", "jo@acme.test", Some(organization));
        let admin = Client::new(&portal.address(), portal.admin().authorization());
        let agent = Client::new(&portal.address(), portal.agent().authorization());
        Self { clock, portal, customer, admin, agent }
    }

    pub fn ticket(&self, subject: &str) -> u64 {
        self.portal.add_ticket(self.customer, subject, "It does not work.")
    }

    /// Somebody else's client.
    pub fn client(&self, user: u64) -> Client {
        Client::new(&self.portal.address(), self.portal.user(user).authorization())
    }
}

/// The identifiers of a list.
pub fn ids(list: &Value) -> Value {
    list.as_array().unwrap().iter().map(|item| item["id"].clone()).collect()
}

/// The status and the reason of a refusal.
pub fn refused(reply: &Reply) -> (u16, &str) {
    assert_eq!(reply.body["error"], reply.body["error_human"]);
    (reply.status, reply.body["error"].as_str().unwrap_or_default())
}
