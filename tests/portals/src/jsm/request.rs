//! Customer requests, `service-desk api-group-request`.

use serde_json::{Value, json};

use super::adf;
use super::catalog::REQUEST_TYPES;
use super::issue::Issue;
use super::refusal::{Answer, Refusal};
use super::site::Site;
use super::workflow::status;
use crate::http::{Request, Response};

impl Site {
    /// A request that somebody may see: agents all, customers their own and those of their organization.
    pub(super) fn own_request(&self, key: &str, by: u64) -> Result<&Issue, Refusal> {
        let why =
            "The request you're trying to view does not exist, or you do not have permission to view it.";
        let issue = self.find(key).filter(|issue| issue.request_type.is_some());
        let issue = issue.ok_or_else(|| Refusal::of_desk(404, why))?;
        if self.may_see(by, issue) { Ok(issue) } else { Err(Refusal::of_desk(403, why)) }
    }

    fn may_see(&self, by: u64, issue: &Issue) -> bool {
        let own = self.users.get(&by).and_then(|user| user.organization);
        self.is_agent(by)
            || issue.reporter == by
            || own.is_some_and(|organization| issue.organizations.contains(&organization))
    }

    pub(super) fn customer_request(&self, key: &str, by: u64) -> Answer {
        Ok(Response::of_json(200, &self.request_json(self.own_request(key, by)?)))
    }

    /// The latest activity comes first.
    pub(super) fn customer_requests(&self, request: &Request, by: u64) -> Answer {
        let mut seen: Vec<&Issue> = self
            .issues
            .values()
            .filter(|issue| issue.request_type.is_some() && self.may_see(by, issue))
            .collect();
        seen.sort_by_key(|issue| std::cmp::Reverse((issue.updated, issue.id)));
        Ok(self.desk_page(request, seen.into_iter().map(|issue| self.request_json(issue)).collect()))
    }

    pub(super) fn request_json(&self, issue: &Issue) -> Value {
        let desk = self.projects.get(&issue.project).map(|project| project.desk.to_string());
        let address = format!("{}/rest/servicedeskapi/request/{}", self.base, issue.id);
        let fields = [
            ("summary", "Summary", json!(issue.summary)),
            ("description", "Description", json!(adf::text(&issue.description))),
        ];
        let fields = fields.map(|(id, label, value)| {
            json!({ "fieldId": id, "label": label, "value": value, "renderedValue": {} })
        });
        json!({
            "_expands": ["participant", "status", "sla", "requestType", "serviceDesk", "attachment", "action", "comment"],
            "issueId": issue.id.to_string(),
            "issueKey": issue.key,
            "requestTypeId": issue.request_type.map(|id| id.to_string()),
            "serviceDeskId": desk,
            "createdDate": self.date_json(issue.created),
            "reporter": self.user_json(Some(issue.reporter)),
            "requestFieldValues": fields,
            "currentStatus": self.current_status(issue),
            "_links": {
                "self": address,
                "jiraRest": format!("{}/rest/api/2/issue/{}", self.base, issue.id),
                "web": format!("{}/servicedesk/customer/portal/{}/{}", self.base, desk.unwrap_or_default(), issue.key),
                "agent": format!("{}/browse/{}", self.base, issue.key),
            },
        })
    }

    fn current_status(&self, issue: &Issue) -> Value {
        let status = status(issue.status);
        json!({
            "status": status.name,
            "statusCategory": status.category.to_uppercase(),
            "statusDate": self.date_json(issue.status_changed),
        })
    }

    /// The field "Request Type" of the platform.
    pub(super) fn request_type_field(&self, issue: &Issue) -> Value {
        let Some(id) = issue.request_type else { return Value::Null };
        let name = REQUEST_TYPES.iter().find(|(place, _)| id % 10 == *place).map(|(_, name)| *name);
        let desk = self.projects.get(&issue.project).map(|project| project.desk.to_string());
        json!({
            "_links": { "web": format!("{}/servicedesk/customer/portal/1/{}", self.base, issue.key) },
            "requestType": { "id": id.to_string(), "name": name, "serviceDeskId": desk },
            "currentStatus": self.current_status(issue),
        })
    }
}
