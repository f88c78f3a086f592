//! Editing issues, `api-group-issues`, "Edit issue" and "Assign issue".

use serde_json::{Map, Value};

use super::adf;
use super::catalog::{PRIORITIES, priority_name};
use super::changelog::{Item, text_item};
use super::comment::{Draft, properties};
use super::refusal::{Answer, Refusal};
use super::site::Site;
use super::user::User;
use crate::http::{Request, Response};
use crate::journal::Deed;

/// What a request asks for, checked.
#[derive(Debug, Default)]
pub(super) struct Edit {
    summary: Option<String>,
    description: Option<Value>,
    priority: Option<u64>,
    /// Nobody is `Some(None)`.
    assignee: Option<Option<u64>>,
    due: Option<Option<String>>,
    labels: Option<Vec<String>>,
    add_labels: Vec<String>,
    remove_labels: Vec<String>,
    own: Vec<(String, Value)>,
    comments: Vec<Draft>,
    properties: Map<String, Value>,
}

impl Site {
    /// `PUT /rest/api/3/issue/{key}`: 204, or 200 with `returnIssue=true`. There is no precondition: the last who
    /// writes wins.
    pub(super) fn ask_edit(&mut self, request: &Request, key: &str, by: Option<u64>) -> Answer {
        let (id, by) = self.workable(key, by)?;
        let body = request.json();
        if !body["fields"].is_object() && !body["update"].is_object() && !body["properties"].is_array() {
            return Err(Refusal::bad("one of 'fields' or 'update' required"));
        }
        let edit = self.read_edit(&body)?;
        self.apply(id, edit, by);
        if request.param("returnIssue") == Some("true") {
            return self.issue(request, key, Some(by));
        }
        Ok(Response::empty(204))
    }

    /// `PUT /rest/api/3/issue/{key}/assignee`: null is nobody, and "-1" whom the project has for it, who is nobody
    /// here.
    pub(super) fn ask_assign(&mut self, request: &Request, key: &str, by: Option<u64>) -> Answer {
        let (id, by) = self.workable(key, by)?;
        let assignee = self.asked_assignee(&request.json())?;
        self.apply(id, Edit { assignee: Some(assignee), ..Edit::default() }, by);
        Ok(Response::empty(204))
    }

    pub(super) fn read_edit(&self, body: &Value) -> Result<Edit, Refusal> {
        let mut edit = Edit { properties: properties(&body["properties"]), ..Edit::default() };
        for (name, value) in body["fields"].as_object().into_iter().flatten() {
            // A resolution is on the screen of the transition only.
            if name == "resolution" && body["transition"].is_object() {
                continue;
            }
            self.read_field(&mut edit, name, value)?;
        }
        for (name, operations) in body["update"].as_object().into_iter().flatten() {
            for operation in operations.as_array().into_iter().flatten() {
                let text = |kind: &str| operation[kind].as_str().map(str::to_owned);
                match name.as_str() {
                    "labels" => {
                        edit.add_labels.extend(text("add"));
                        edit.remove_labels.extend(text("remove"));
                    }
                    "comment" => edit.comments.push(Draft::read(&operation["add"])?),
                    _ => self.read_field(&mut edit, name, &operation["set"])?,
                }
            }
        }
        if edit.add_labels.iter().chain(edit.labels.iter().flatten()).any(|label| label.contains(' ')) {
            return Err(Refusal::bad_field("labels", "The label contains spaces which is invalid."));
        }
        Ok(edit)
    }

    fn read_field(&self, edit: &mut Edit, name: &str, value: &Value) -> Result<(), Refusal> {
        match name {
            "summary" => {
                let text = value.as_str().filter(|text| !text.trim().is_empty());
                let why = "You must specify a summary of the issue.";
                edit.summary = Some(text.ok_or_else(|| Refusal::bad_field(name, why))?.to_owned());
            }
            "description" => {
                if !value.is_null() && !adf::is_document(value) {
                    let why =
                        "Operation value must be an Atlassian Document (see the Atlassian Document Format)";
                    return Err(Refusal::bad_field(name, why));
                }
                edit.description = Some(value.clone());
            }
            "priority" => edit.priority = Some(asked_priority(value)?),
            "assignee" => edit.assignee = Some(self.asked_assignee(value)?),
            "duedate" => edit.due = Some(value.as_str().map(str::to_owned)),
            "labels" => {
                let labels = value.as_array().into_iter().flatten();
                edit.labels = Some(labels.filter_map(|one| one.as_str().map(str::to_owned)).collect());
            }
            own if self.settings.fields.iter().any(|[id, _]| id == own) => {
                edit.own.push((own.to_owned(), value.clone()));
            }
            other => {
                let why = format!(
                    "Field '{other}' cannot be set. It is not on the appropriate screen, or unknown."
                );
                return Err(Refusal::bad_field(other, &why));
            }
        }
        Ok(())
    }

    fn asked_assignee(&self, value: &Value) -> Result<Option<u64>, Refusal> {
        let id = value["accountId"].as_str().or_else(|| value["id"].as_str());
        let Some(id) = id.filter(|id| *id != "-1") else { return Ok(None) };
        let agent = self.account(id).filter(|user| self.is_agent(user.id)).map(|user| user.id);
        let why = format!("User '{id}' cannot be assigned issues.");
        agent.map(Some).ok_or_else(|| Refusal::bad_field("assignee", &why))
    }

    pub(super) fn apply(&mut self, id: u64, edit: Edit, by: u64) {
        let mut items = Vec::new();
        let account = |id: Option<u64>| id.and_then(|id| self.users.get(&id)).map(User::account_id);
        let Some(issue) = self.issues.get(&id) else { return };
        let (old_assignee, new_assignee) = (issue.assignee, edit.assignee);
        let accounts = (account(old_assignee), account(new_assignee.flatten()));
        let names = (self.user_name(old_assignee), self.user_name(new_assignee.flatten()));
        let Some(issue) = self.issues.get_mut(&id) else { return };
        if let Some(to) = edit.summary.filter(|to| *to != issue.summary) {
            let from = std::mem::replace(&mut issue.summary, to.clone());
            items.push(text_item("summary", Some(from), Some(to)));
        }
        if let Some(to) = edit.description.filter(|to| *to != issue.description) {
            let text = |value: &Value| (!value.is_null()).then(|| adf::text(value));
            let from = std::mem::replace(&mut issue.description, to);
            items.push(text_item("description", text(&from), text(&issue.description)));
        }
        if let Some(to) = edit.priority.filter(|to| *to != issue.priority) {
            let from = std::mem::replace(&mut issue.priority, to);
            items.push(Item {
                field: "priority".to_owned(),
                from: Some(from.to_string()),
                from_text: Some(priority_name(from).to_owned()),
                to: Some(to.to_string()),
                to_text: Some(priority_name(to).to_owned()),
            });
        }
        if let Some(to) = new_assignee.filter(|to| *to != old_assignee) {
            issue.assignee = to;
            let field = "assignee".to_owned();
            let ((from, to), (from_text, to_text)) = (accounts, names);
            items.push(Item { field, from, from_text, to, to_text });
        }
        if let Some(to) = edit.due.filter(|to| *to != issue.due) {
            let from = std::mem::replace(&mut issue.due, to.clone());
            items.push(text_item("duedate", from, to));
        }
        for (name, to) in edit.own {
            let from = issue.fields.insert(name.clone(), to.clone()).unwrap_or_default();
            if from != to {
                let text = |value: &Value| {
                    let plain = value.as_str().map(str::to_owned);
                    plain.or_else(|| (!value.is_null()).then(|| value.to_string()))
                };
                items.push(text_item(&name, text(&from), text(&to)));
            }
        }
        let before = issue.labels.clone();
        let mut labels = edit.labels.unwrap_or_else(|| before.clone());
        labels.retain(|label| !edit.remove_labels.contains(label));
        labels.extend(edit.add_labels);
        let mut seen = Vec::new();
        for label in labels {
            if !seen.contains(&label) {
                seen.push(label);
            }
        }
        issue.labels = seen.clone();
        issue.properties.extend(edit.properties);
        for item in &items {
            let text = |text: &Option<String>| text.clone().unwrap_or_else(|| "null".to_owned());
            let detail = format!("{}: {} -> {}", item.field, text(&item.from_text), text(&item.to_text));
            self.note(by, Deed::Changed, id, detail);
        }
        if before != seen {
            self.note(by, Deed::Tagged, id, seen.join(" "));
            items.push(text_item("labels", Some(before.join(" ")), Some(seen.join(" "))));
        }
        if !items.is_empty() {
            self.log(id, by, items);
        }
        for comment in edit.comments {
            self.add_comment(id, comment, by);
        }
        self.reindex(id);
    }
}

pub(super) fn asked_priority(value: &Value) -> Result<u64, Refusal> {
    let (id, name) = (value["id"].as_str(), value["name"].as_str());
    let found =
        PRIORITIES.iter().find(|(number, own)| id.map_or(name == Some(*own), |id| id == number.to_string()));
    let why = "Specify the Priority (id or name) in string format";
    found.map(|(number, _)| *number).ok_or_else(|| Refusal::bad_field("priority", why))
}
