//! Search, `api-group-issue-search`.

use std::cmp::Ordering;

use serde_json::{Value, json};

use super::issue::Issue;
use super::jql::Jql;
use super::refusal::{Answer, Refusal};
use super::shown::all_values;
use super::site::Site;
use crate::http::{Request, Response};

/// "The greatest number of items returned per page is achieved when requesting id or key only. It returns max 5000
/// issues."
const MOST: usize = 5_000;
/// Assumed: with other fields, no more than these come.
const MOST_WITH_FIELDS: usize = 100;
/// "a list of up to 50 issue IDs".
const RECONCILED: usize = 50;
/// Assumed: so many of the latest changes come with each issue.
const HISTORIES: usize = 40;

/// What a search asks for, in its query or in its body.
struct Asked {
    jql: String,
    token: Option<String>,
    size: usize,
    fields: String,
    expand: String,
    properties: String,
    reconcile: Vec<u64>,
}

impl Site {
    /// `/rest/api/3/search` was removed, <https://developer.atlassian.com/changelog/#CHANGE-2046>.
    pub(super) fn removed_search() -> Answer {
        let why = "The requested API has been removed. Please migrate to the /rest/api/3/search/jql API. A full migration \
                   guideline is available at https://developer.atlassian.com/changelog/#CHANGE-2046";
        Err(Refusal::removed(why))
    }

    /// `/rest/api/3/search/jql`: no total, and only identifiers unless fields are asked for. Anonymous calls find
    /// nothing.
    pub(super) fn search(&mut self, request: &Request, by: Option<u64>) -> Answer {
        let asked = Asked::read(request)?;
        let jql = self.checked(&asked.jql)?;
        let mut found = match by {
            Some(by) => self.found(&jql, by, &asked.reconcile),
            None => Vec::new(),
        };
        found.sort_by(|left, right| self.order(&jql, left, right));
        if let Some(token) = &asked.token {
            let last = self.tokens.read(token, &asked.jql, self.now)?.last.clone();
            found.retain(|issue| self.order(&jql, issue, &last) == Ordering::Greater);
        }
        let more = found.len() > asked.size;
        found.truncate(asked.size);
        let issues: Vec<Value> = found.iter().map(|issue| self.found_json(issue, &asked)).collect();
        let mut body = json!({ "issues": issues, "isLast": !more });
        if let Some(last) = found.last().filter(|_| more) {
            body["nextPageToken"] = json!(self.tokens.give(last, &asked.jql, self.now));
        }
        Ok(Response::of_json(200, &body))
    }

    /// `POST /rest/api/3/search/approximate-count`.
    pub(super) fn count(&mut self, request: &Request, by: Option<u64>) -> Answer {
        let body = request.json();
        let jql = self.checked(body["jql"].as_str().unwrap_or_default())?;
        let count = by.map_or(0, |by| self.found(&jql, by, &[]).len());
        Ok(Response::of_json(200, &json!({ "count": count })))
    }

    /// `POST /rest/api/3/issue/bulkfetch`: up to 100 issues as they are, oldest first; what is not there is an error of
    /// its own.
    pub(super) fn bulk_fetch(&self, request: &Request, by: Option<u64>) -> Answer {
        let body = request.json();
        let asked: Vec<String> = body["issueIdsOrKeys"].as_array().into_iter().flatten().map(text).collect();
        if asked.is_empty() || asked.len() > 100 {
            return Err(Refusal::bad("issueIdsOrKeys must have between 1 and 100 entries."));
        }
        let fields = list(&body["fields"]);
        let fields = if fields.is_empty() { "*navigable" } else { &fields };
        let (mut issues, mut errors) = (Vec::new(), Vec::new());
        for key in &asked {
            match self.seen(key, by) {
                Ok(issue) => issues.push(issue),
                Err(_) => errors.push(json!({ "issueIdOrKey": key, "errorMessage": "Issue not found" })),
            }
        }
        issues.sort_by_key(|issue| issue.id);
        let shown: Vec<Value> = issues.iter().map(|issue| self.issue_json(issue, fields, "")).collect();
        Ok(Response::of_json(200, &json!({ "issues": shown, "issueErrors": errors })))
    }

    /// What a queue finds, in its order.
    pub(super) fn found_by_jql(&mut self, jql: &str, by: u64) -> Result<Vec<Issue>, Refusal> {
        let jql = self.checked(jql)?;
        let mut found = self.found(&jql, by, &[]);
        found.sort_by(|left, right| self.order(&jql, left, right));
        Ok(found)
    }

    fn found(&mut self, jql: &Jql, by: u64, reconcile: &[u64]) -> Vec<Issue> {
        let Some(clause) = jql.restriction.as_ref().filter(|_| self.is_agent(by)) else { return Vec::new() };
        let mut known = self.indexed(reconcile);
        known.retain(|issue| self.matches(clause, issue, by));
        known
    }

    /// "Must be a bounded query (a query with a search restriction)."
    fn checked(&self, text: &str) -> Result<Jql, Refusal> {
        let jql = Jql::read(text).map_err(|why| Refusal::bad(&why))?;
        let errors = self.errors(&jql);
        if !errors.is_empty() {
            let body = json!({ "errorMessages": errors, "errors": {} });
            return Err(Refusal(Response::of_json(400, &body)));
        }
        if jql.restriction.is_none() {
            let why =
                "Unbounded JQL queries are not allowed here. Please add a search restriction to your query.";
            return Err(Refusal::bad(why));
        }
        Ok(jql)
    }

    fn found_json(&self, issue: &Issue, asked: &Asked) -> Value {
        if asked.only_ids() {
            let mut json = json!({ "id": issue.id.to_string() });
            if asked.fields.split(',').any(|name| name.trim() == "key") {
                json["key"] = json!(issue.key);
                json["self"] = self.link_to(&format!("issue/{}", issue.id));
            }
            return json;
        }
        let mut json = self.issue_json(issue, &asked.fields, "renderedFields,names,schema,changelog");
        if asked.expand.split(',').any(|one| one.trim() == "changelog") {
            json["changelog"] = self.histories(issue, HISTORIES);
        }
        if !asked.properties.is_empty() {
            json["properties"] = Self::asked_properties(issue, &asked.properties);
        }
        json
    }
}

impl Asked {
    fn read(request: &Request) -> Result<Self, Refusal> {
        let body = if request.method == "POST" { request.json() } else { Value::Null };
        let own = |name: &str| {
            let text = body[name].as_str().map(str::to_owned);
            text.or_else(|| request.param(name).map(str::to_owned))
        };
        let many = |name: &str| if body.is_object() { list(&body[name]) } else { all_values(request, name) };
        let size = body["maxResults"].as_u64().map(|n| n.to_string()).or_else(|| own("maxResults"));
        let size = size.map_or(Ok(50), |text| text.parse::<usize>());
        let size = size.map_err(|_| Refusal::bad("maxResults must be a number."))?;
        let reconcile: Vec<u64> =
            many("reconcileIssues").split(',').filter_map(|id| id.trim().parse().ok()).collect();
        if reconcile.len() > RECONCILED {
            return Err(Refusal::bad("reconcileIssues must have at most 50 entries."));
        }
        let mut asked = Self {
            jql: own("jql").unwrap_or_default(),
            token: own("nextPageToken").filter(|text| !text.is_empty()),
            size,
            fields: many("fields"),
            expand: own("expand").unwrap_or_default(),
            properties: many("properties"),
            reconcile,
        };
        asked.size = asked.size.clamp(1, if asked.only_ids() { MOST } else { MOST_WITH_FIELDS });
        Ok(asked)
    }

    fn only_ids(&self) -> bool {
        let bare = self.fields.split(',').map(str::trim).all(|name| ["", "id", "key"].contains(&name));
        bare && self.expand.is_empty() && self.properties.is_empty()
    }
}

/// A list of texts or numbers, with commas between them.
fn list(value: &Value) -> String {
    value.as_array().into_iter().flatten().map(text).collect::<Vec<_>>().join(",")
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}
