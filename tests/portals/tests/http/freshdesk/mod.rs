//! Freshdesk.

mod deletion;
mod limits;
mod listing;
mod reading;
mod writing;

use fakes::{Clock, Freshdesk};
use serde_json::{Value, json};

use crate::client::{Client, Reply, clock};

/// An account with a contact, whose time a test moves.
pub struct Account {
    pub clock: Clock,
    pub portal: Freshdesk,
    pub contact: u64,
    pub agent: Client,
}

impl Account {
    pub fn open() -> Self {
        let clock = clock();
        let portal = Freshdesk::start(&clock).unwrap();
        let company = portal.add_company("ACME Werke", Some("Premium"), json!({ "plan": "premium" }));
        let contact = portal.add_contact("Jo", "jo@acme.test", Some(company));
        let agent = Client::new(&portal.address(), portal.agent().authorization());
        Self { clock, portal, contact, agent }
    }

    pub fn ticket(&self, subject: &str) -> u64 {
        self.portal.add_ticket(self.contact, subject, "It does not work.")
    }
}

/// The identifiers of a list.
pub fn ids(reply: &Reply) -> Value {
    reply.body.as_array().unwrap().iter().map(|item| item["id"].clone()).collect()
}

/// The field and the code of a refusal.
pub fn refused(reply: &Reply) -> (u16, Value, Value) {
    let error = &reply.body["errors"][0];
    (reply.status, error["field"].clone(), error["code"].clone())
}
