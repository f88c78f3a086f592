//! Addresses of the API, version 1, below one base address. <https://docs.zammad.org/en/latest/api/intro.html>

use calendar::Moment;
use serde_json::{Value, json};
use url::Url;

use crate::{Method, Request};

/// Tickets of the first pages, which should be there soon: each costs three requests of its own.
pub(super) const FIRST: usize = 25;
/// Tickets of every other page.
pub(super) const PAGE: usize = 50;
/// Tickets of a page where more than one page of them were changed in one second. A search gives at most 200, whatever is
/// asked for, and that cannot be raised: <https://docs.zammad.org/en/latest/api/intro.html#pagination>.
pub(super) const WIDE: usize = 200;
/// The most tickets that the list of all gives at once (`TicketsController#index` of the portal's source).
pub(super) const MOST: u64 = 100;
/// Names beside numbers: <https://docs.zammad.org/en/latest/api/intro.html#response-payloads-expand>.
const NAMES: (&str, &str) = ("expand", "true");

/// Builds addresses below one base address.
#[derive(Clone, Debug)]
pub(super) struct Api {
    /// The portal's start page; ends with a slash.
    pub(super) base: Url,
}

impl Api {
    /// Whom the token stands for. <https://docs.zammad.org/en/latest/api/user.html#me-current-user>
    pub(super) fn me(&self) -> Request {
        self.get(&["users", "me"], &[NAMES])
    }

    /// The portal's version; for administrators only.
    pub(super) fn version(&self) -> Request {
        self.get(&["version"], &[])
    }

    /// The states that tickets may have. <https://docs.zammad.org/en/latest/api/ticket/states.html>
    pub(super) fn states(&self) -> Request {
        self.get(&["ticket_states"], &[NAMES])
    }

    /// Tickets changed after an instant, by last change.
    ///
    /// It is a search by condition, which changes nothing although it is sent with POST:
    /// <https://docs.zammad.org/en/latest/api/intro.html#condition-based-search>. A search by words asks Elasticsearch, which
    /// may be minutes late, and where there is none the words are looked for in titles and texts, so that
    /// `updated_at:[..]` finds nothing and no fault is told; one without words asks the database (`CanSearch#search`).
    pub(super) fn changed(&self, after: Moment, newest_first: bool, rows: usize, page: usize) -> Request {
        let (rows, page) = (rows.to_string(), page.to_string());
        let query = [
            NAMES,
            ("sort_by", "updated_at"),
            ("order_by", if newest_first { "desc" } else { "asc" }),
            ("per_page", &rows),
            ("page", &page),
        ];
        let after = json!({"operator": "after (absolute)", "value": after.to_string()});
        let body = json!({"condition": {"ticket.updated_at": after}});
        with(self.get(&["tickets", "search"], &query), Method::Post, &body)
    }

    /// A page of all tickets that the token may see, by identifier, the smallest first.
    /// <https://docs.zammad.org/en/latest/api/ticket/index.html#list>
    pub(super) fn all(&self, rows: u64, page: u64) -> Request {
        let (rows, page) = (rows.to_string(), page.to_string());
        self.get(&["tickets"], &[NAMES, ("per_page", &rows), ("page", &page)])
    }

    /// One ticket. <https://docs.zammad.org/en/latest/api/ticket/index.html#show>
    pub(super) fn ticket(&self, id: &str) -> Request {
        self.get(&["tickets", id], &[NAMES])
    }

    /// All messages of a ticket, in one answer.
    /// <https://docs.zammad.org/en/latest/api/ticket/articles.html#list-articles-by-ticket>
    pub(super) fn articles(&self, id: &str) -> Request {
        self.get(&["ticket_articles", "by_ticket", id], &[NAMES])
    }

    /// What happened to a ticket. It stands in the portal's routes for agents, not in its documentation.
    pub(super) fn history(&self, id: &str) -> Request {
        self.get(&["ticket_history", id], &[])
    }

    /// The tags of a ticket, which do not come with it. <https://docs.zammad.org/en/latest/api/ticket/tags.html#list>
    pub(super) fn tags(&self, id: &str) -> Request {
        self.get(&["tags"], &[("object", "Ticket"), ("o_id", id)])
    }

    /// The links of a ticket. <https://docs.zammad.org/en/latest/api/ticket/links.html#get>
    pub(super) fn links(&self, id: &str) -> Request {
        self.get(&["links"], &[("link_object", "Ticket"), ("link_object_value", id)])
    }

    /// The content of a file, by the number of its ticket, its message and its own:
    /// <https://docs.zammad.org/en/latest/api/ticket/articles.html>.
    pub(super) fn file(&self, ticket: &str, article: &str, id: &str) -> Request {
        self.get(&["ticket_attachment", ticket, article, id], &[])
    }

    /// A person.
    pub(super) fn user(&self, id: &str) -> Request {
        self.get(&["users", id], &[])
    }

    /// A change, answered with names.
    pub(super) fn change(&self, method: Method, path: &[&str], body: &Value) -> Request {
        with(self.get(path, &[NAMES]), method, body)
    }

    /// The page a person opens.
    pub(super) fn page(&self, id: &str) -> String {
        let mut url = self.base.clone();
        url.set_fragment(Some(&format!("ticket/zoom/{id}")));
        url.to_string()
    }

    fn get(&self, path: &[&str], query: &[(&str, &str)]) -> Request {
        let mut url = self.base.clone();
        if let Ok(mut segments) = url.path_segments_mut() {
            segments.pop_if_empty().extend(["api", "v1"]).extend(path);
        }
        if !query.is_empty() {
            url.query_pairs_mut().extend_pairs(query);
        }
        let headers = vec![("Accept", "application/json".to_owned())];
        Request { method: Method::Get, url, headers, body: None, upload: None }
    }
}

fn with(request: Request, method: Method, body: &Value) -> Request {
    Request { method, body: Some(body.to_string()), ..request }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identifier_cannot_leave_its_place_in_an_address() {
        let api = Api { base: Url::parse("https://help.example/desk/").unwrap() };
        assert_eq!(
            api.articles("../7?x#y").url.path(),
            "/desk/api/v1/ticket_articles/by_ticket/..%2F7%3Fx%23y"
        );
        assert_eq!(api.tags("7&o_id=8").url.query(), Some("object=Ticket&o_id=7%26o_id%3D8"));
        assert_eq!(api.page("7"), "https://help.example/desk/#ticket/zoom/7");
    }
}
