//! Every request that is made of REST 2.

use serde_json::{Value, json};
use url::Url;

use crate::{Method, Request};

/// Rows of a list whose histories are read too: a page costs two more requests a ticket.
pub(super) const PAGE: usize = 20;
/// The most that Request Tracker gives at once; more is cut in silence.
pub(super) const MOST: usize = 100;

/// What is asked of every ticket. Names come expanded, so that no ticket costs a request for its queue or people.
const FIELDS: [(&str, &str); 6] = [
    (
        "fields",
        "Subject,Status,Queue,Owner,Requestor,Cc,Creator,EffectiveId,Created,LastUpdated,Priority,InitialPriority,\
         FinalPriority,SLA,TimeWorked,TimeEstimated,TimeLeft,Due,Starts,Started,Resolved,Told,CustomFields",
    ),
    ("fields[Queue]", "Name"),
    ("fields[Owner]", "RealName"),
    ("fields[Requestor]", "RealName,EmailAddress,Organization"),
    ("fields[Cc]", "RealName,EmailAddress"),
    ("fields[Creator]", "RealName"),
];

/// In which order rows come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    /// By last change, then by identifier.
    Changed,
    /// By last change, the youngest first.
    Youngest,
    /// By identifier, the greatest first.
    Newest,
}

/// Builds addresses below one base address.
#[derive(Clone, Debug)]
pub(super) struct Api {
    /// The portal's start page; ends with a slash.
    pub(super) base: Url,
}

impl Api {
    /// Whole tickets that fit a query.
    pub(super) fn tickets(&self, query: &str, order: Order, rows: usize) -> Request {
        let mut request = self.search(query, order, rows);
        request.url.query_pairs_mut().extend_pairs(FIELDS);
        request
    }

    /// Identifier and last change of tickets that fit a query.
    pub(super) fn stamps(&self, query: &str, order: Order) -> Request {
        let mut request = self.search(query, order, 1);
        request.url.query_pairs_mut().append_pair("fields", "LastUpdated");
        request
    }

    /// Identifiers and last changes of the tickets that changed last.
    pub(super) fn recent(&self) -> Request {
        let mut request = self.search("id > 0", Order::Youngest, MOST);
        request.url.query_pairs_mut().append_pair("fields", "LastUpdated");
        request
    }

    /// One ticket, also a deleted or a merged one.
    pub(super) fn ticket(&self, id: u64) -> Request {
        self.get(&["ticket", &id.to_string()])
    }

    /// A page of what happened to a ticket.
    pub(super) fn history(&self, id: u64, page: usize) -> Request {
        let mut request = self.get(&["ticket", &id.to_string(), "history"]);
        request
            .url
            .query_pairs_mut()
            .append_pair("fields", "Type,Field,OldValue,NewValue,Creator,Created,ObjectId")
            .append_pair("fields[Creator]", "RealName")
            .append_pair("orderby", "id")
            .append_pair("per_page", &MOST.to_string())
            .append_pair("page", &page.to_string());
        request
    }

    /// A page of a ticket's texts with their content. What has a file name is an enclosure and stays there. The field
    /// `Parent` is not asked for: it makes the portal fail.
    pub(super) fn parts(&self, id: u64, page: usize) -> Request {
        let query = json!([
            {"field": "ContentType", "operator": "STARTSWITH", "value": "text/"},
            {"field": "ContentType", "operator": "STARTSWITH", "value": "multipart/", "entry_aggregator": "OR"},
            {"field": "Filename", "operator": "IS", "value": "NULL"},
        ]);
        let mut request = self.get(&["ticket", &id.to_string(), "attachments"]);
        request
            .url
            .query_pairs_mut()
            .append_pair("query", &query.to_string())
            .append_pair("fields", "TransactionId,ContentType,Content,Headers")
            .append_pair("orderby", "id")
            .append_pair("per_page", &MOST.to_string())
            .append_pair("page", &page.to_string());
        request
    }

    /// A page of a ticket's parts without their content: names, types and headers of what is enclosed.
    pub(super) fn enclosed(&self, id: u64, page: usize) -> Request {
        let query = json!([{"field": "id", "operator": ">", "value": "0"}]);
        let mut request = self.get(&["ticket", &id.to_string(), "attachments"]);
        request
            .url
            .query_pairs_mut()
            .append_pair("query", &query.to_string())
            .append_pair("fields", "TransactionId,ContentType,Filename,Headers")
            .append_pair("orderby", "id")
            .append_pair("per_page", &MOST.to_string())
            .append_pair("page", &page.to_string());
        request
    }

    /// One part with its content.
    pub(super) fn part(&self, id: &str) -> Request {
        self.get(&["attachment", id])
    }

    /// A user, by login name or number.
    pub(super) fn user(&self, who: &str) -> Request {
        self.get(&["user", who])
    }

    /// A queue, by number.
    pub(super) fn queue(&self, id: &str) -> Request {
        self.get(&["queue", id])
    }

    /// The queues that the token can see.
    pub(super) fn queues(&self) -> Request {
        let mut request = self.get(&["queues", "all"]);
        request
            .url
            .query_pairs_mut()
            .append_pair("fields", "Name")
            .append_pair("orderby", "Name")
            .append_pair("per_page", &MOST.to_string());
        request
    }

    /// The version.
    pub(super) fn version(&self) -> Request {
        self.get(&["rt"])
    }

    /// A ticket of the token's own user, which tells the user's name.
    pub(super) fn mine(&self) -> Request {
        self.own("Owner")
    }

    /// A ticket of which this member is the token's own user.
    pub(super) fn own(&self, field: &str) -> Request {
        let mut request = self.search(&format!("{field} = '__CurrentUser__'"), Order::Newest, 1);
        request.url.query_pairs_mut().append_pair("fields", field);
        request
    }

    /// Groups that people made, as many as the token may see of the first page.
    pub(super) fn groups(&self) -> Request {
        self.groups_with(&json!([{"field": "Domain", "operator": "=", "value": "UserDefined"}]))
    }

    /// These groups, at most [`MOST`], with their names.
    pub(super) fn groups_of(&self, ids: &[u64]) -> Request {
        let one = |id: &u64| json!({"field": "id", "operator": "=", "value": id, "entry_aggregator": "OR"});
        self.groups_with(&ids.iter().map(one).collect())
    }

    fn groups_with(&self, query: &Value) -> Request {
        let mut request = self.get(&["groups"]);
        request
            .url
            .query_pairs_mut()
            .append_pair("query", &query.to_string())
            .append_pair("fields", "Name")
            .append_pair("per_page", &MOST.to_string());
        request
    }

    /// The page a person opens.
    pub(super) fn page(&self, id: u64) -> String {
        let mut url = self.below(&["Ticket", "Display.html"]);
        url.query_pairs_mut().append_pair("id", &id.to_string());
        url.to_string()
    }

    /// A search for tickets.
    pub(super) fn search(&self, query: &str, order: Order, rows: usize) -> Request {
        let mut request = self.get(&["tickets"]);
        let order: &[(&str, &str)] = match order {
            Order::Changed => &[("orderby", "LastUpdated"), ("orderby", "id")],
            Order::Youngest => {
                &[("orderby", "LastUpdated"), ("order", "DESC"), ("orderby", "id"), ("order", "DESC")]
            }
            Order::Newest => &[("orderby", "id"), ("order", "DESC")],
        };
        request
            .url
            .query_pairs_mut()
            .append_pair("query", query)
            .extend_pairs(order)
            .append_pair("per_page", &rows.to_string());
        request
    }

    /// A request that changes nothing.
    pub(super) fn get(&self, path: &[&str]) -> Request {
        let mut whole = vec!["REST", "2.0"];
        whole.extend_from_slice(path);
        let headers = vec![("Accept", "application/json".to_owned())];
        Request { method: Method::Get, url: self.below(&whole), headers, body: None, upload: None }
    }

    fn below(&self, path: &[&str]) -> Url {
        let mut url = self.base.clone();
        if let Ok(mut segments) = url.path_segments_mut() {
            segments.pop_if_empty().extend(path);
        }
        url
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_portal_below_a_path_keeps_it() {
        let api = Api { base: Url::parse("https://help.example/rt/").unwrap() };
        assert_eq!(api.version().url.as_str(), "https://help.example/rt/REST/2.0/rt");
        assert_eq!(api.page(12), "https://help.example/rt/Ticket/Display.html?id=12");
    }

    #[test]
    fn a_login_name_cannot_leave_its_place_in_the_path() {
        let api = Api { base: Url::parse("https://help.example/").unwrap() };
        let url = api.user("../../x?y#z@client.test").url;
        assert_eq!(url.path(), "/REST/2.0/user/..%2F..%2Fx%3Fy%23z@client.test");
    }

    #[test]
    fn parent_is_never_asked_for() {
        let api = Api { base: Url::parse("https://help.example/").unwrap() };
        assert!(!api.parts(1, 1).url.as_str().contains("Parent"));
    }
}
