//! Service desks, their request types, queues and organizations, `service-desk api-group-servicedesk`.

use serde_json::{Value, json};

use super::catalog::{Project, Queue, REQUEST_TYPES};
use super::create::FORM;
use super::refusal::{Answer, Refusal};
use super::site::Site;
use crate::http::{Request, Response};

impl Site {
    pub(super) fn desks(&self, request: &Request) -> Answer {
        Ok(self.desk_page(request, self.projects.values().map(|project| self.desk_json(project)).collect()))
    }

    pub(super) fn desk(&self, id: &str) -> Answer {
        Ok(Response::of_json(200, &self.desk_json(self.desk_named(id)?)))
    }

    /// By number, or by the key of its project.
    fn desk_named(&self, id: &str) -> Result<&Project, Refusal> {
        let found = self.projects.values().find(|one| one.desk.to_string() == id || one.key == id);
        found.ok_or_else(|| Refusal::of_desk(404, "The Service Desk could not be found."))
    }

    fn desk_json(&self, project: &Project) -> Value {
        json!({
            "id": project.desk.to_string(),
            "projectId": project.id.to_string(),
            "projectName": project.name,
            "projectKey": project.key,
            "_links": { "self": format!("{}/rest/servicedeskapi/servicedesk/{}", self.base, project.desk) },
        })
    }

    pub(super) fn request_types(&self, request: &Request, id: &str) -> Answer {
        let project = self.desk_named(id)?;
        let list = REQUEST_TYPES.iter().map(|(place, name)| {
            json!({
                "id": (project.desk * 10 + place).to_string(),
                "name": name,
                "description": "",
                "helpText": "",
                "issueTypeId": "10000",
                "serviceDeskId": project.desk.to_string(),
                "portalId": project.desk.to_string(),
                "groupIds": ["1"],
            })
        });
        Ok(self.desk_page(request, list.collect()))
    }

    /// The form of a request type.
    pub(super) fn request_fields(&self, desk: &str, kind: &str, by: u64) -> Answer {
        let project = self.desk_named(desk)?;
        let known = REQUEST_TYPES.iter().any(|(place, _)| (project.desk * 10 + place).to_string() == kind);
        if !known {
            return Err(Refusal::of_desk(404, "The request type could not be found."));
        }
        let fields = FORM.iter().map(|(id, name, required)| {
            let values = if *id == "priority" {
                let values = super::catalog::PRIORITIES.iter();
                values
                    .map(|(id, name)| json!({ "value": id.to_string(), "label": name, "children": [] }))
                    .collect()
            } else {
                Vec::new()
            };
            json!({
                "fieldId": id,
                "name": name,
                "description": "",
                "required": required,
                "defaultValues": [],
                "validValues": values,
                "jiraSchema": { "type": if *id == "priority" { "priority" } else { "string" }, "system": id },
                "visible": true,
            })
        });
        let body = json!({
            "requestTypeFields": fields.collect::<Vec<_>>(),
            "canRaiseOnBehalfOf": self.is_agent(by),
            "canAddRequestParticipants": true,
        });
        Ok(Response::of_json(200, &body))
    }

    pub(super) fn queues(&mut self, request: &Request, desk: &str, by: u64) -> Answer {
        let queues = self.agents_desk(desk, by)?.queues.clone();
        let counts = request.param("includeCount") == Some("true");
        let mut list = Vec::new();
        for queue in queues {
            let mut json = self.queue_json(desk, &queue);
            if counts {
                json["issueCount"] = json!(self.found_by_jql(&queue.jql, by)?.len());
            }
            list.push(json);
        }
        Ok(self.desk_page(request, list))
    }

    /// The issues of a queue, with its columns and nothing else.
    pub(super) fn queue_issues(&mut self, request: &Request, desk: &str, id: &str, by: u64) -> Answer {
        let queues = &self.agents_desk(desk, by)?.queues;
        let queue = queues.iter().find(|queue| queue.id.to_string() == id).cloned();
        let queue = queue.ok_or_else(|| Refusal::of_desk(404, "The queue could not be found."))?;
        let found = self.found_by_jql(&queue.jql, by)?;
        let list =
            found.iter().map(|issue| self.issue_json(issue, "summary,status,created,reporter", "")).collect();
        Ok(self.desk_page(request, list))
    }

    fn queue_json(&self, desk: &str, queue: &Queue) -> Value {
        let address = format!("{}/rest/servicedeskapi/servicedesk/{desk}/queue/{}", self.base, queue.id);
        json!({
            "id": queue.id.to_string(),
            "name": queue.name,
            "jql": queue.jql,
            "fields": ["issuekey", "status", "summary", "created", "reporter"],
            "_links": { "self": address },
        })
    }

    fn agents_desk(&self, desk: &str, by: u64) -> Result<&Project, Refusal> {
        let project = self.desk_named(desk)?;
        let why = "You do not have permission to view queues of this service desk.";
        if self.is_agent(by) { Ok(project) } else { Err(Refusal::of_desk(403, why)) }
    }

    /// All organizations for agents; customers see their own.
    pub(super) fn organizations(&self, request: &Request, by: u64) -> Answer {
        let own = self.users.get(&by).and_then(|user| user.organization);
        let seen = self.organizations.values().filter(|one| self.is_agent(by) || own == Some(one.id));
        Ok(self.desk_page(request, seen.map(|one| self.organization_json(one)).collect()))
    }

    pub(super) fn organization(&self, id: &str) -> Answer {
        let found = self.organizations.values().find(|one| one.id.to_string() == id);
        let one = found.ok_or_else(|| Refusal::of_desk(404, "The organization could not be found."))?;
        Ok(Response::of_json(200, &self.organization_json(one)))
    }

    pub(super) fn members(&self, request: &Request, id: &str) -> Answer {
        let members =
            self.users.values().filter(|user| user.organization.is_some_and(|own| own.to_string() == id));
        Ok(self.desk_page(request, members.map(|user| self.user_json(Some(user.id))).collect()))
    }
}
