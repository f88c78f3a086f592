//! New requests, `service-desk api-group-request`, "Create customer request".

use serde_json::{Map, Value};

use super::adf;
use super::catalog::REQUEST_TYPES;
use super::edit::asked_priority;
use super::issue::Issue;
use super::refusal::{Answer, Refusal};
use super::site::Site;
use super::user::Kind;
use super::workflow::WAITING_FOR_SUPPORT;
use crate::http::{Request, Response};
use crate::journal::Deed;

/// What the form of a request type has.
pub(super) const FORM: [(&str, &str, bool); 3] =
    [("summary", "Summary", true), ("description", "Description", false), ("priority", "Priority", false)];

/// A request that is asked for.
#[derive(Debug)]
pub(super) struct NewRequest {
    pub(super) desk: u64,
    pub(super) request_type: u64,
    pub(super) summary: String,
    pub(super) description: Value,
    pub(super) priority: u64,
    pub(super) reporter: u64,
}

impl Site {
    /// `POST /rest/servicedeskapi/request`. There is no key: each request is one more.
    pub(super) fn ask_create(&mut self, request: &Request, by: u64) -> Answer {
        let body = request.json();
        let reporter = self.asked_reporter(&body, by)?;
        let new = self.read_request(&body, reporter)?;
        let id = self.create(new, by);
        let issue = self.issues.get(&id).ok_or_else(Refusal::no_issue)?;
        Ok(Response::of_json(201, &self.request_json(issue)))
    }

    /// Agents raise requests for others, by account or by address; an address that nobody has becomes a customer.
    fn asked_reporter(&mut self, body: &Value, by: u64) -> Result<u64, Refusal> {
        let Some(who) = body["raiseOnBehalfOf"].as_str() else { return Ok(by) };
        if !self.is_agent(by) {
            let why = "You do not have permission to raise a request on behalf of another user.";
            return Err(Refusal::of_desk(403, why));
        }
        let known =
            self.users.values().find(|user| user.account_id() == who || user.email.eq_ignore_ascii_case(who));
        if let Some(user) = known {
            return Ok(user.id);
        }
        if !who.contains('@') {
            return Err(Refusal::of_desk(400, &format!("The user '{who}' does not exist.")));
        }
        Ok(self.add_user(who, who, Kind::Customer))
    }

    fn read_request(&self, body: &Value, reporter: u64) -> Result<NewRequest, Refusal> {
        let number = |name: &str| {
            body[name].as_str().and_then(|text| text.parse::<u64>().ok()).or_else(|| body[name].as_u64())
        };
        let project = self.projects.values().find(|project| Some(project.desk) == number("serviceDeskId"));
        let project = project.ok_or_else(|| Refusal::of_desk(404, "The Service Desk could not be found."))?;
        let request_type = number("requestTypeId")
            .filter(|id| REQUEST_TYPES.iter().any(|(place, _)| project.desk * 10 + place == *id));
        let why = "The request type you are trying to use does not exist.";
        let request_type = request_type.ok_or_else(|| Refusal::of_desk(400, why))?;
        let values = &body["requestFieldValues"];
        for name in values.as_object().into_iter().flatten().map(|(name, _)| name) {
            if !FORM.iter().any(|(id, ..)| id == name) {
                let why = format!("Field '{name}' is not valid for this request type.");
                return Err(Refusal::of_desk(400, &why));
            }
        }
        let summary = values["summary"].as_str().filter(|text| !text.trim().is_empty());
        let why = "summary: You must specify a summary of the issue.";
        let summary = summary.ok_or_else(|| Refusal::of_desk(400, why))?.to_owned();
        let description = match &values["description"] {
            Value::String(text) => adf::document(text),
            document if body["isAdfRequest"] == true && adf::is_document(document) => document.clone(),
            Value::Null => Value::Null,
            Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => {
                let why = "description: Operation value must be a string";
                return Err(Refusal::of_desk(400, why));
            }
        };
        let priority = &values["priority"];
        let priority = if priority.is_null() {
            3
        } else {
            asked_priority(priority).map_err(|_| Refusal::of_desk(400, "priority: It is not valid."))?
        };
        Ok(NewRequest { desk: project.desk, request_type, summary, description, priority, reporter })
    }

    /// The issue of a new request. It belongs to the organization of its reporter.
    pub(super) fn create(&mut self, new: NewRequest, by: u64) -> u64 {
        let (id, now) = (self.new_id(), self.now);
        let found = self.projects.values_mut().find(|project| project.desk == new.desk);
        let Some(project) = found else { return 0 };
        project.last += 1;
        let (project, key) = (project.id, format!("{}-{}", project.key, project.last));
        let organization = self.users.get(&new.reporter).and_then(|user| user.organization);
        self.note(by, Deed::Created, id, format!("{}: {}", new.summary, adf::text(&new.description)));
        let issue = Issue {
            id,
            key: key.clone(),
            project,
            summary: new.summary,
            description: new.description,
            status: WAITING_FOR_SUPPORT,
            priority: new.priority,
            assignee: None,
            reporter: new.reporter,
            creator: by,
            resolution: None,
            resolved: None,
            labels: Vec::new(),
            request_type: Some(new.request_type),
            organizations: organization.into_iter().collect(),
            due: None,
            fields: Map::new(),
            properties: Map::new(),
            comments: Vec::new(),
            files: Vec::new(),
            worklogs: Vec::new(),
            links: Vec::new(),
            changes: Vec::new(),
            slas: Vec::new(),
            created: now,
            updated: now,
            status_changed: now,
        };
        self.issues.insert(id, issue);
        self.keys.insert(key, id);
        self.reindex(id);
        id
    }
}
