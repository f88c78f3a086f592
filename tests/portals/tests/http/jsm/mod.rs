//! Jira Service Management Cloud.

mod access;
mod commenting;
mod leaving;
mod limits;
mod querying;
mod reading;
mod requesting;
mod searching;
mod transitions;
mod writing;

use fakes::{Clock, Jsm};
use serde_json::{Value, json};

use crate::client::{Client, Reply, clock};

/// A site with a customer, whose time a test moves.
pub struct Site {
    pub clock: Clock,
    pub portal: Jsm,
    pub customer: u64,
    pub admin: Client,
    pub agent: Client,
}

impl Site {
    pub fn open() -> Self {
        let clock = clock();
        let portal = Jsm::start(&clock).unwrap();
        let organization = portal.add_organization("ACME Werke");
        let customer = portal.add_customer("Jo Doe", "jo@acme.test", Some(organization));
        let admin = Client::new(&portal.address(), portal.admin().authorization());
        let agent = Client::new(&portal.address(), portal.agent().authorization());
        Self { clock, portal, customer, admin, agent }
    }

    pub fn ticket(&self, summary: &str) -> u64 {
        self.portal.add_ticket(self.customer, summary, "It does not work.")
    }

    /// An address of an issue, by its key.
    pub fn issue(&self, id: u64, rest: &str) -> String {
        format!("/rest/api/3/issue/{}{rest}", self.portal.key(id))
    }

    pub fn client(&self, user: u64) -> Client {
        Client::new(&self.portal.address(), self.portal.user(user).authorization())
    }

    /// The keys that a query finds.
    pub async fn found(&self, jql: &str) -> Value {
        let body = json!({ "jql": jql, "fields": ["key"] });
        let reply = self.agent.post("/rest/api/3/search/jql", &body).await;
        assert_eq!(reply.status, 200, "{jql}: {}", reply.body);
        reply.body["issues"].as_array().unwrap().iter().map(|issue| issue["key"].clone()).collect()
    }
}

/// A document of one paragraph.
pub fn document(text: &str) -> Value {
    let paragraph = json!({ "type": "paragraph", "content": [{ "type": "text", "text": text }] });
    json!({ "type": "doc", "version": 1, "content": [paragraph] })
}

/// The status and the first message of a refusal of the platform.
pub fn refused(reply: &Reply) -> (u16, &str) {
    (reply.status, reply.body["errorMessages"][0].as_str().unwrap_or_default())
}
