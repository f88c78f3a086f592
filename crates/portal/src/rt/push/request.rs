//! Requests that change something, and those that are asked on account of a change.

use serde_json::{Value, json};

use super::super::api::{Api, Order};
use crate::{Method, Request};

/// Tickets of ours with the same subject in which a new one is looked for, the youngest first.
const ALIKE: usize = 20;

impl Api {
    /// Whether a ticket still has this version: 304 says so. A ticket that was merged has that of the other one.
    pub(super) fn unchanged(&self, id: u64, version: &str) -> Request {
        let mut request = self.ticket(id);
        request.headers.push(("If-None-Match", version.to_owned()));
        request
    }

    /// A ticket as it is now, with the names that a list shows.
    pub(super) fn now(&self, id: u64) -> Request {
        let mut request = self.ticket(id);
        request
            .url
            .query_pairs_mut()
            .append_pair("fields[Queue]", "Name")
            .append_pair("fields[Owner]", "RealName");
        request
    }

    /// A reply (`correspond`), which the customer gets, or a note (`comment`). With `If-Match` every one is refused, also
    /// with the right version.
    pub(super) fn message(&self, id: u64, public: bool, body: &Value) -> Request {
        let kind = if public { "correspond" } else { "comment" };
        send(self.get(&["ticket", &id.to_string(), kind]), Method::Post, body)
    }

    /// A change of a ticket, if it still has this version; 412 says that it has not.
    pub(super) fn change(&self, id: u64, version: Option<&str>, body: &Value) -> Request {
        let mut request = send(self.ticket(id), Method::Put, body);
        request.headers.extend(version.map(|version| ("If-Match", version.to_owned())));
        request
    }

    /// A new ticket.
    pub(super) fn create(&self, body: &Value) -> Request {
        send(self.get(&["ticket"]), Method::Post, body)
    }

    /// Users of this real name. Without an operator the portal finds nobody; two fields cannot be searched at once.
    pub(super) fn named(&self, name: &str) -> Request {
        let query = json!([{"field": "RealName", "operator": "=", "value": name}]);
        let mut request = self.get(&["users"]);
        request
            .url
            .query_pairs_mut()
            .append_pair("query", &query.to_string())
            .append_pair("fields", "Name,RealName");
        request
    }

    /// A custom field, by number.
    pub(super) fn custom_field(&self, id: &str) -> Request {
        self.get(&["customfield", id])
    }

    /// Tickets that the token's user made under this subject.
    pub(super) fn made(&self, subject: &str) -> Request {
        let quoted = subject.replace('\\', "\\\\").replace('\'', "\\'");
        self.search(&format!("Creator = '__CurrentUser__' AND Subject = '{quoted}'"), Order::Newest, ALIKE)
    }
}

fn send(mut request: Request, method: Method, body: &Value) -> Request {
    request.method = method;
    request.body = Some(body.to_string());
    request
}
