//! Addresses of the API, version 2, below one base address. <https://developers.freshdesk.com/api/>

use calendar::Moment;
use serde_json::Value;
use url::Url;

use crate::{Method, Part, Request, Upload};

/// Tickets of the first pages, which should be there soon: each costs a request of its own, and a trial account may send 50 a
/// minute, a Growth account 200: <https://developers.freshdesk.com/api/#ratelimit>.
pub(super) const PAGE: usize = 30;
/// The most records that a list gives at once: <https://developers.freshdesk.com/api/#pagination>.
pub(super) const MOST: usize = 100;
/// The last page of tickets that is answered: <https://developers.freshdesk.com/api/#list_all_tickets>.
pub(super) const LAST_PAGE: usize = 300;

/// Tickets that a list holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kept {
    /// Neither deleted nor spam.
    Alive,
    Deleted,
    Spam,
}

/// Builds addresses below one base address.
#[derive(Clone, Debug)]
pub(super) struct Api {
    /// The portal's start page; ends with a slash.
    pub(super) base: Url,
}

impl Api {
    /// Whom the key stands for.
    pub(super) fn me(&self) -> Request {
        self.get(&["agents", "me"], &[])
    }

    /// Tickets changed since an instant, by last change. Without the instant only those of the last 30 days would come.
    pub(super) fn tickets(&self, kept: Kept, since: Moment, newest_first: bool, page: usize) -> Request {
        let rows = if newest_first { PAGE } else { MOST };
        let mut pairs = vec![
            ("updated_since", since.to_string()),
            ("order_by", "updated_at".to_owned()),
            ("order_type", if newest_first { "desc" } else { "asc" }.to_owned()),
            ("per_page", rows.to_string()),
            ("page", page.to_string()),
        ];
        match kept {
            Kept::Alive => pairs.push(("include", "requester,stats,description".to_owned())),
            Kept::Deleted => pairs.push(("filter", "deleted".to_owned())),
            Kept::Spam => pairs.push(("filter", "spam".to_owned())),
        }
        self.get(&["tickets"], &pairs)
    }

    /// One ticket, also a deleted one. <https://developers.freshdesk.com/api/#view_a_ticket>
    pub(super) fn ticket(&self, id: &str) -> Request {
        self.get(&["tickets", id], &[("include", "requester,company,stats".to_owned())])
    }

    /// A page of a ticket's messages. <https://developers.freshdesk.com/api/#list_all_ticket_notes>
    pub(super) fn conversations(&self, id: &str, page: usize) -> Request {
        let pairs = [("per_page", MOST.to_string()), ("page", page.to_string())];
        self.get(&["tickets", id, "conversations"], &pairs)
    }

    /// The fields of tickets; those of the account's agents, groups, statuses and products name them all.
    /// <https://developers.freshdesk.com/api/#list_all_ticket_fields>
    pub(super) fn fields(&self) -> Request {
        self.get(&["ticket_fields"], &[])
    }

    /// The roles of agents. <https://developers.freshdesk.com/api/#list_all_roles>
    pub(super) fn roles(&self) -> Request {
        self.get(&["roles"], &[("per_page", MOST.to_string())])
    }

    /// A page of the groups of agents. <https://developers.freshdesk.com/api/#list_all_groups>
    pub(super) fn groups(&self, page: usize) -> Request {
        self.get(&["groups"], &[("per_page", MOST.to_string()), ("page", page.to_string())])
    }

    /// A contact. An agent is none, and is not found here.
    pub(super) fn contact(&self, id: &str) -> Request {
        self.get(&["contacts", id], &[])
    }

    /// A company.
    pub(super) fn company(&self, id: &str) -> Request {
        self.get(&["companies", id], &[])
    }

    /// A change.
    pub(super) fn change(&self, method: Method, path: &[&str], body: &Value) -> Request {
        Request { method, body: Some(body.to_string()), ..self.get(path, &[]) }
    }

    /// A new message with files, as a form: <https://developers.freshdesk.com/api/#reply_ticket>.
    pub(super) fn form(&self, path: &[&str], parts: Vec<Part>) -> Request {
        Request { method: Method::Post, upload: Some(Upload::Form(parts)), ..self.get(path, &[]) }
    }

    /// The page a person opens.
    pub(super) fn page(&self, id: &str) -> String {
        self.below(&["a", "tickets", id]).to_string()
    }

    fn get(&self, path: &[&str], query: &[(&str, String)]) -> Request {
        let mut whole = vec!["api", "v2"];
        whole.extend_from_slice(path);
        let mut url = self.below(&whole);
        if !query.is_empty() {
            url.query_pairs_mut().extend_pairs(query);
        }
        let headers = vec![("Accept", "application/json".to_owned())];
        Request { method: Method::Get, url, headers, body: None, upload: None }
    }

    fn below(&self, path: &[&str]) -> Url {
        let mut url = self.base.clone();
        if let Ok(mut segments) = url.path_segments_mut() {
            segments.pop_if_empty().extend(path);
        }
        url
    }
}
