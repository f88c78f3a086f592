//! Addresses below one base address: the platform's API, version 3, and that of service desks.
//! <https://developer.atlassian.com/cloud/jira/platform/rest/v3/>,
//! <https://developer.atlassian.com/cloud/jira/service-desk/rest/>

use policy::ticket::Enclosure;
use serde_json::{Value, json};
use url::Url;

use crate::{Method, Request, Upload, file};

/// Tickets of a page. Each costs two requests of its own.
pub(super) const PAGE: usize = 50;
/// The most entries of one ticket's comments or history that are asked for at once, which is what both give by default.
pub(super) const MOST: usize = 100;
/// The most identifiers that a search gives at once:
/// <https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-search/#api-rest-api-3-search-jql-get>.
const IDS: usize = 5000;
/// The most comments that are given by their identifiers at once:
/// <https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-comments/#api-rest-api-3-comment-list-post>.
pub(super) const COMMENTS: usize = 1000;
/// All fields but those that are read on their own.
const FIELDS: &str = "*all,-comment,-worklog";
/// Without it the portal takes no form: it could come from a page of somebody else's.
const NO_CHECK: (&str, &str) = ("X-Atlassian-Token", "no-check");

/// What of each ticket a search gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Whole,
    Identifier,
}

/// Builds addresses below one base address.
#[derive(Clone, Debug)]
pub(super) struct Api {
    /// The portal's start page; ends with a slash.
    pub(super) base: Url,
}

impl Api {
    /// Who the token stands for, with time zone and licences.
    pub(super) fn me(&self) -> Request {
        self.platform(&["myself"], &[("expand", "applicationRoles".to_owned())])
    }

    /// Who the token stands for, with all groups.
    pub(super) fn own_groups(&self) -> Request {
        self.platform(&["myself"], &[("expand", "groups".to_owned())])
    }

    /// Service desks that the user may see.
    pub(super) fn desks(&self, start: usize) -> Request {
        self.desk(&["servicedesk"], start)
    }

    /// The statuses of the site, each with its category.
    pub(super) fn statuses(&self) -> Request {
        self.platform(&["status"], &[])
    }

    /// The fields of the site, with their names.
    pub(super) fn fields(&self) -> Request {
        self.platform(&["field"], &[])
    }

    /// A page of a search. The address without `jql` at its end was removed in 2025:
    /// <https://developer.atlassian.com/changelog/#CHANGE-2046>. Nothing but identifiers comes without `fields`.
    pub(super) fn search(&self, query: &str, part: Part, token: Option<&str>) -> Request {
        let (rows, fields) = match part {
            Part::Whole => (PAGE, FIELDS),
            Part::Identifier => (IDS, "id"),
        };
        let mut pairs =
            vec![("jql", query.to_owned()), ("maxResults", rows.to_string()), ("fields", fields.to_owned())];
        pairs.extend(token.map(|token| ("nextPageToken", token.to_owned())));
        self.platform(&["search", "jql"], &pairs)
    }

    /// One issue, by identifier or key. It is found by either after it was moved.
    pub(super) fn issue(&self, id: &str) -> Request {
        self.platform(&["issue", id], &[("fields", FIELDS.to_owned())])
    }

    /// A part of an issue's comments. Their properties come with the list where it knows that word, which is described only
    /// for [`Self::comments_by_id`].
    pub(super) fn comments(&self, id: &str, start: usize) -> Request {
        let mut pairs = from(start);
        pairs.push(("orderBy", "created".to_owned()));
        pairs.push(("expand", "properties".to_owned()));
        self.platform(&["issue", id, "comment"], &pairs)
    }

    /// Comments with their properties.
    pub(super) fn comments_by_id(&self, ids: &[u64]) -> Request {
        let mut request = self.change(Method::Post, &["comment", "list"], &json!({"ids": ids}));
        request.url.query_pairs_mut().append_pair("expand", "properties");
        request
    }

    /// A part of an issue's history, the oldest first. What comes with an issue itself is only its latest part.
    pub(super) fn changes(&self, id: &str, start: usize) -> Request {
        self.platform(&["issue", id, "changelog"], &from(start))
    }

    /// The ways out of the status that an issue is in, with the fields that each asks for.
    pub(super) fn transitions(&self, id: &str) -> Request {
        self.platform(&["issue", id, "transitions"], &[("expand", "transitions.fields".to_owned())])
    }

    /// The fields of an issue that can be edited, with their types.
    pub(super) fn editable(&self, id: &str) -> Request {
        self.platform(&["issue", id, "editmeta"], &[])
    }

    /// Who can be given an issue.
    pub(super) fn assignable(&self, key: &str, name: &str) -> Request {
        let pairs = [("query", name), ("issueKey", key), ("maxResults", "1000")];
        self.platform(&["user", "assignable", "search"], &pairs.map(|(name, value)| (name, value.to_owned())))
    }

    /// Users whose name or mail address begins so.
    pub(super) fn users(&self, begin: &str) -> Request {
        self.platform(&["user", "search"], &[("query", begin.to_owned())])
    }

    /// The request types of a service desk.
    pub(super) fn request_types(&self, desk: &str, start: usize) -> Request {
        self.desk(&["servicedesk", desk, "requesttype"], start)
    }

    /// The portal's clock.
    pub(super) fn clock(&self) -> Request {
        self.platform(&["serverInfo"], &[])
    }

    /// A change by the platform's API.
    pub(super) fn change(&self, method: Method, path: &[&str], body: &Value) -> Request {
        Request { method, body: Some(body.to_string()), ..self.platform(path, &[]) }
    }

    /// A new thing by the API of service desks.
    pub(super) fn make(&self, path: &[&str], body: &Value) -> Request {
        let path: Vec<&str> = ["rest", "servicedeskapi"].into_iter().chain(path.iter().copied()).collect();
        Request { method: Method::Post, body: Some(body.to_string()), ..self.get(&path, &[]) }
    }

    /// The content of a file, without the way over another server:
    /// <https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-attachments/#api-rest-api-3-attachment-content-id-get>.
    pub(super) fn file(&self, id: &str) -> Request {
        self.platform(&["attachment", "content", id], &[("redirect", "false".to_owned())])
    }

    /// A request of a service desk, which names its service desk.
    pub(super) fn request(&self, id: &str) -> Request {
        self.get(&["rest", "servicedeskapi", "request", id], &[])
    }

    /// Files for a message that is yet to be written; nobody sees them before.
    /// <https://developer.atlassian.com/cloud/jira/service-desk/rest/api-group-servicedesk/#api-rest-servicedeskapi-servicedesk-servicedeskid-attachtemporaryfile-post>
    pub(super) fn upload(&self, desk: &str, files: &[Enclosure]) -> Request {
        let parts = files.iter().map(|file| file::part("file", file)).collect();
        let mut request =
            self.get(&["rest", "servicedeskapi", "servicedesk", desk, "attachTemporaryFile"], &[]);
        request.headers.push((NO_CHECK.0, NO_CHECK.1.to_owned()));
        Request { method: Method::Post, upload: Some(Upload::Form(parts)), ..request }
    }

    /// The page a person opens.
    pub(super) fn page(&self, key: &str) -> String {
        self.below(&["browse", key]).to_string()
    }

    fn platform(&self, path: &[&str], query: &[(&str, String)]) -> Request {
        let path: Vec<&str> = ["rest", "api", "3"].into_iter().chain(path.iter().copied()).collect();
        self.get(&path, query)
    }

    fn desk(&self, path: &[&str], start: usize) -> Request {
        let path: Vec<&str> = ["rest", "servicedeskapi"].into_iter().chain(path.iter().copied()).collect();
        self.get(&path, &[("start", start.to_string()), ("limit", MOST.to_string())])
    }

    fn get(&self, path: &[&str], query: &[(&str, String)]) -> Request {
        let mut url = self.below(path);
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

fn from(start: usize) -> Vec<(&'static str, String)> {
    vec![("startAt", start.to_string()), ("maxResults", MOST.to_string())]
}
