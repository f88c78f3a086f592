//! Which address does what.

use serde_json::{Value, json};

use super::refusal::{Answer, Refusal};
use super::site::Site;
use super::workflow::STATUSES;
use crate::clock::iso;
use crate::http::{Request, Response};

impl Site {
    /// Carries out a request.
    pub(super) fn route(&mut self, request: &Request, by: Option<u64>) -> Answer {
        let parts = request.parts();
        match parts.as_slice() {
            ["rest", "api", "3" | "2" | "latest", rest @ ..] => self.route_platform(request, rest, by),
            ["rest", "servicedeskapi", rest @ ..] => {
                let by = by.ok_or_else(Refusal::unauthenticated)?;
                self.route_desk(request, rest, by)
            }
            _ => Err(Refusal::not_found()),
        }
    }

    /// What "can be accessed anonymously" is; customers of the portal have no access to the platform.
    fn route_platform(&mut self, request: &Request, rest: &[&str], by: Option<u64>) -> Answer {
        let method = request.method.as_str();
        if (method, rest) == ("GET", ["serverInfo"].as_slice()) {
            return Ok(Response::of_json(200, &self.server_info()));
        }
        if (method, rest) == ("GET", ["myself"].as_slice()) {
            let by = by.ok_or_else(Refusal::unauthenticated)?;
            return Ok(Response::of_json(200, &self.own_json(request, by)));
        }
        if by.is_some_and(|by| !self.is_agent(by)) {
            return Err(Refusal::forbidden("You do not have permission to access this resource."));
        }
        match (method, rest) {
            ("GET" | "POST", ["search"]) => Self::removed_search(),
            ("GET" | "POST", ["search", "jql"]) => self.search(request, by),
            ("POST", ["search", "approximate-count"]) => self.count(request, by),
            ("POST", ["comment", "list"]) => self.listed_comments(request, by),
            ("POST", ["issueLink"]) => self.ask_link(request, by),
            ("POST", ["issue", "bulkfetch"]) => self.bulk_fetch(request, by),
            ("GET", ["attachment", "content", id]) => self.content(request, id, by),
            (_, ["issue", key, rest @ ..]) => self.route_issue(request, key, rest, by),
            ("GET", _) => self.route_catalog(request, rest, by.ok_or_else(Refusal::unauthenticated)?),
            _ => Err(Refusal::not_found()),
        }
    }

    fn route_issue(&mut self, request: &Request, key: &str, rest: &[&str], by: Option<u64>) -> Answer {
        match (request.method.as_str(), rest) {
            ("GET", []) => self.issue(request, key, by),
            ("PUT", []) => self.ask_edit(request, key, by),
            ("DELETE", []) => self.ask_delete(key, by),
            ("GET", ["changelog"]) => self.changelog(request, key, by),
            ("GET", ["comment"]) => self.comments(request, key, by),
            ("POST", ["comment"]) => self.ask_comment(request, key, by),
            ("GET", ["comment", id]) => self.comment(request, key, id, by),
            ("GET", ["editmeta"]) => self.edit_metadata(key, by),
            ("GET", ["transitions"]) => self.transitions(request, key, by),
            ("POST", ["transitions"]) => self.ask_transition(request, key, by),
            ("PUT", ["assignee"]) => self.ask_assign(request, key, by),
            ("GET", ["worklog"]) => self.worklogs(request, key, by),
            ("POST", ["worklog"]) => self.ask_worklog(request, key, by),
            ("GET", ["properties", name]) => self.issue_property(key, name, by),
            ("PUT", ["properties", name]) => self.set_issue_property(request, key, name, by),
            _ => Err(Refusal::not_found()),
        }
    }

    fn route_catalog(&self, request: &Request, rest: &[&str], by: u64) -> Answer {
        let list = |list: Vec<Value>| Ok(Response::of_json(200, &Value::Array(list)));
        match rest {
            ["priority"] => list(self.priorities()),
            ["priority", "search"] => Ok(Self::platform_page(request, self.priorities())),
            ["status"] => list(STATUSES.iter().map(|status| self.status_json(status.id)).collect()),
            ["resolution"] => list(vec![json!({ "id": "10000", "name": "Done" })]),
            ["issueLinkType"] => Ok(Response::of_json(200, &self.link_types())),
            ["field"] => self.fields(),
            ["project"] => list(self.projects.keys().map(|id| self.project_json(*id)).collect()),
            ["project", "search"] => {
                let all = self.projects.keys().map(|id| self.project_json(*id)).collect();
                Ok(Self::platform_page(request, all))
            }
            ["user"] => {
                let user = self.account(request.param("accountId").unwrap_or_default());
                let user = user.ok_or_else(|| Refusal::missing("Specified user does not exist."))?;
                Ok(Response::of_json(200, &self.user_json(Some(user.id))))
            }
            ["user", "search"] => list(self.found_users(request, false)),
            ["user", "assignable", "search"] => self.assignable(request, by),
            _ => Err(Refusal::not_found()),
        }
    }

    /// "Required, unless issueKey or issueId is specified", `api-group-user-search`.
    fn assignable(&self, request: &Request, by: u64) -> Answer {
        let given = |name: &str| request.param(name).filter(|text| !text.is_empty());
        let issue = given("issueKey").or_else(|| given("issueId"));
        match (issue, given("project")) {
            (Some(issue), _) => self.seen(issue, Some(by)).map(|_| ())?,
            (None, Some(_)) => {}
            (None, None) => return Err(Refusal::bad("Either the project or the issue must be specified.")),
        }
        Ok(Response::of_json(200, &Value::Array(self.found_users(request, self.is_agent(by)))))
    }

    /// Users whose name or address begins with, or has a word that begins with, what is asked for.
    fn found_users(&self, request: &Request, agents: bool) -> Vec<Value> {
        let query = request.param("query").unwrap_or_default().to_lowercase();
        let found = self.users.values().filter(|user| {
            let mut words = user.name.split_whitespace().chain([user.email.as_str()]);
            (!agents || self.is_agent(user.id))
                && (user.name.to_lowercase().starts_with(&query)
                    || words.any(|word| word.to_lowercase().starts_with(&query)))
        });
        found.map(|user| self.user_json(Some(user.id))).collect()
    }

    fn route_desk(&mut self, request: &Request, rest: &[&str], by: u64) -> Answer {
        match (request.method.as_str(), rest) {
            ("GET", ["servicedesk"]) => self.desks(request),
            ("GET", ["servicedesk", id]) => self.desk(id),
            ("GET", ["servicedesk", id, "requesttype"]) => self.request_types(request, id),
            ("GET", ["servicedesk", id, "requesttype", kind, "field"]) => self.request_fields(id, kind, by),
            ("GET", ["servicedesk", id, "queue"]) => self.queues(request, id, by),
            ("GET", ["servicedesk", id, "queue", queue, "issue"]) => {
                self.queue_issues(request, id, queue, by)
            }
            ("GET", ["organization"] | ["servicedesk", _, "organization"]) => self.organizations(request, by),
            ("GET", ["organization", id]) => self.organization(id),
            ("GET", ["organization", id, "user"]) => self.members(request, id),
            ("GET", ["request"]) => self.customer_requests(request, by),
            ("POST", ["request"]) => self.ask_create(request, by),
            ("GET", ["request", key]) => self.customer_request(key, by),
            ("GET", ["request", key, "comment"]) => self.request_comments(request, key, by),
            ("POST", ["request", key, "attachment"]) => self.ask_attach(request, key, by),
            ("POST", ["servicedesk", id, "attachTemporaryFile"]) => self.upload(request, id, by),
            ("POST", ["request", key, "comment"]) => self.ask_request_comment(request, key, by),
            ("GET", ["request", key, "sla"]) => self.slas(request, key, by),
            ("GET", ["request", key, "sla", id]) => self.sla(key, id, by),
            _ => Err(Refusal::of_desk(404, "The requested resource was not found.")),
        }
    }

    fn server_info(&self) -> Value {
        json!({
            "baseUrl": self.base,
            "version": "1001.0.0-SNAPSHOT",
            "versionNumbers": [1001, 0, 0],
            "deploymentType": "Cloud",
            "buildNumber": 100_290,
            "buildDate": iso(0),
            "serverTime": self.stamp(self.now),
            "serverTitle": "Jira",
            "defaultLocale": { "locale": "en_US" },
        })
    }
}
