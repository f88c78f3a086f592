//! Addresses of the Ticketing API, version 2, below one base address. The paths are those of the reference, without the
//! ending `.json`, which is the same.

use calendar::Moment;
use policy::ticket::Enclosure;
use url::Url;

use crate::{Method, Request, Upload};

/// Tickets of one page. Each costs a request of its own, and an account may send 200 a minute on its smallest plan:
/// <https://developer.zendesk.com/api-reference/introduction/rate-limits/>.
pub(super) const PAGE: usize = 50;
/// Tickets of the first page, which should be there at once.
pub(super) const FIRST: usize = 25;
/// The most records that most lists give at once.
pub(super) const MOST: usize = 100;
/// What comes with tickets. `slas` comes with lists only, not with a single ticket:
/// <https://developer.zendesk.com/documentation/ticketing/using-the-zendesk-api/side_loading/>.
const WITH: &str = "users,groups,organizations,slas";

/// Builds addresses below one base address.
#[derive(Clone, Debug)]
pub(super) struct Api {
    /// The portal's start page; ends with a slash.
    pub(super) base: Url,
}

impl Api {
    /// Whom the token stands for.
    pub(super) fn me(&self) -> Request {
        self.get(&["users", "me"], &[])
    }

    /// Tickets that changed since an instant or a cursor; for administrators only.
    /// <https://developer.zendesk.com/api-reference/ticketing/ticket-management/incremental_exports/>
    pub(super) fn export(&self, cursor: Option<&str>, since: Moment) -> Request {
        let from = match cursor {
            Some(cursor) => ("cursor", cursor.to_owned()),
            None => ("start_time", since.0.max(1).to_string()),
        };
        self.get(&["incremental", "tickets", "cursor"], &[from, ("per_page", PAGE.to_string())])
    }

    /// Tickets that fit a query, the newest first, in the order of their creation.
    /// <https://developer.zendesk.com/api-reference/ticketing/ticket-management/search/#export-search-results>
    pub(super) fn search(&self, query: &str, after: Option<&str>, rows: usize) -> Request {
        let mut pairs = vec![
            ("query", query.to_owned()),
            ("filter[type]", "ticket".to_owned()),
            ("page[size]", rows.to_string()),
        ];
        pairs.extend(after.map(|after| ("page[after]", after.to_owned())));
        self.get(&["search", "export"], &pairs)
    }

    /// Tickets in the bin, the last one first.
    /// <https://developer.zendesk.com/api-reference/ticketing/tickets/tickets/#list-deleted-tickets>
    pub(super) fn bin(&self, page: usize) -> Request {
        let pairs = [
            ("sort_by", "deleted_at".to_owned()),
            ("sort_order", "desc".to_owned()),
            ("per_page", MOST.to_string()),
            ("page", page.to_string()),
        ];
        self.get(&["deleted_tickets"], &pairs)
    }

    /// These tickets as they are now, at most [`MOST`].
    pub(super) fn tickets(&self, ids: &[String]) -> Request {
        self.get(&["tickets", "show_many"], &[("ids", ids.join(",")), ("include", WITH.to_owned())])
    }

    /// One ticket as it is now.
    pub(super) fn ticket(&self, id: &str) -> Request {
        self.get(&["tickets", id], &[("include", WITH.to_owned())])
    }

    /// A page of what happened to a ticket, the oldest first.
    /// <https://developer.zendesk.com/api-reference/ticketing/tickets/ticket_audits/>
    pub(super) fn audits(&self, id: &str, after: Option<&str>) -> Request {
        self.paged(&["tickets", id, "audits"], after)
    }

    /// These users, at most [`MOST`].
    pub(super) fn users(&self, ids: &[String]) -> Request {
        self.get(&["users", "show_many"], &[("ids", ids.join(","))])
    }

    /// Users that have a text in their name or address.
    pub(super) fn users_like(&self, text: &str) -> Request {
        self.get(&["users", "search"], &[("query", text.to_owned())])
    }

    /// A page of the groups.
    pub(super) fn groups(&self, after: Option<&str>) -> Request {
        self.paged(&["groups"], after)
    }

    /// A page of the groups that a user is in.
    pub(super) fn groups_of(&self, user: &str, after: Option<&str>) -> Request {
        self.paged(&["users", user, "groups"], after)
    }

    /// A page of the fields that tickets have.
    pub(super) fn fields(&self, after: Option<&str>) -> Request {
        self.paged(&["ticket_fields"], after)
    }

    /// A change of a ticket.
    pub(super) fn change(&self, method: Method, path: &[&str], body: &serde_json::Value) -> Request {
        Request { method, body: Some(body.to_string()), ..self.get(path, &[]) }
    }

    /// A file for a comment that is yet to be written. What no comment names is deleted after an hour:
    /// <https://developer.zendesk.com/api-reference/ticketing/tickets/ticket-attachments/#upload-files>.
    pub(super) fn upload(&self, file: &Enclosure) -> Request {
        let upload = Upload::Raw { file: file.id.clone(), mime: file.mime.clone() };
        let request = self.get(&["uploads"], &[("filename", file.name.clone())]);
        Request { method: Method::Post, upload: Some(upload), ..request }
    }

    /// How a job stands that a request began.
    /// <https://developer.zendesk.com/api-reference/ticketing/ticket-management/job_statuses/>
    pub(super) fn job(&self, id: &str) -> Request {
        self.get(&["job_statuses", id], &[])
    }

    /// The page a person opens.
    pub(super) fn page(&self, id: &str) -> String {
        self.below(&["agent", "tickets", id]).to_string()
    }

    fn paged(&self, path: &[&str], after: Option<&str>) -> Request {
        let mut pairs = vec![("page[size]", MOST.to_string())];
        pairs.extend(after.map(|after| ("page[after]", after.to_owned())));
        self.get(path, &pairs)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identifier_cannot_leave_its_place_in_the_path() {
        let api = Api { base: Url::parse("https://acme.example/desk/").unwrap() };
        let url = api.audits("../7?x#y", None).url;
        assert_eq!(url.path(), "/desk/api/v2/tickets/..%2F7%3Fx%23y/audits");
    }

    #[test]
    fn the_export_never_begins_at_zero() {
        let api = Api { base: Url::parse("https://acme.example/").unwrap() };
        assert!(api.export(None, Moment(-5)).url.as_str().contains("start_time=1&"));
        assert!(!api.export(Some("c"), Moment(9)).url.as_str().contains("start_time"));
    }
}
