//! The workflow of a service project, and `api-group-issues`, "Transition issue".

use serde_json::{Value, json};

use super::refusal::{Answer, Refusal};
use super::site::Site;
use crate::http::{Request, Response};

/// A status with its category.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Status {
    pub(super) id: u64,
    pub(super) name: &'static str,
    /// `new`, `indeterminate` or `done`.
    pub(super) category: &'static str,
}

/// A way from some statuses to another. Its name is no name of a status.
struct Transition {
    id: u64,
    name: &'static str,
    from: &'static [u64],
    to: u64,
}

pub(super) const WAITING_FOR_SUPPORT: u64 = 10_101;
pub(super) const WAITING_FOR_CUSTOMER: u64 = 10_102;
pub(super) const RESOLVED: u64 = 5;
const IN_PROGRESS: u64 = 3;
const CLOSED: u64 = 6;

pub(super) const STATUSES: [Status; 5] = [
    Status { id: WAITING_FOR_SUPPORT, name: "Waiting for support", category: "new" },
    Status { id: WAITING_FOR_CUSTOMER, name: "Waiting for customer", category: "indeterminate" },
    Status { id: IN_PROGRESS, name: "In Progress", category: "indeterminate" },
    Status { id: RESOLVED, name: "Resolved", category: "done" },
    Status { id: CLOSED, name: "Closed", category: "done" },
];

const TRANSITIONS: [Transition; 6] = [
    Transition {
        id: 11,
        name: "Respond to customer",
        from: &[WAITING_FOR_SUPPORT, IN_PROGRESS],
        to: WAITING_FOR_CUSTOMER,
    },
    Transition { id: 21, name: "Respond to support", from: &[WAITING_FOR_CUSTOMER], to: WAITING_FOR_SUPPORT },
    Transition {
        id: 31,
        name: "Start work",
        from: &[WAITING_FOR_SUPPORT, WAITING_FOR_CUSTOMER],
        to: IN_PROGRESS,
    },
    Transition {
        id: 761,
        name: "Resolve this issue",
        from: &[WAITING_FOR_SUPPORT, WAITING_FOR_CUSTOMER, IN_PROGRESS],
        to: RESOLVED,
    },
    Transition { id: 871, name: "Back to in progress", from: &[RESOLVED], to: IN_PROGRESS },
    Transition { id: 901, name: "Close", from: &[RESOLVED], to: CLOSED },
];

pub(super) fn status(id: u64) -> Status {
    STATUSES.into_iter().find(|status| status.id == id).unwrap_or(STATUSES[0])
}

pub(super) fn category_name(category: &str) -> &'static str {
    match category {
        "new" => "To Do",
        "done" => "Done",
        _ => "In Progress",
    }
}

impl Site {
    pub(super) fn status_json(&self, id: u64) -> Value {
        let status = status(id);
        let (number, color) = match status.category {
            "new" => (2, "blue-gray"),
            "done" => (3, "green"),
            _ => (4, "yellow"),
        };
        json!({
            "self": self.link_to(&format!("status/{id}")),
            "description": "",
            "iconUrl": format!("{}/", self.base),
            "name": status.name,
            "id": id.to_string(),
            "statusCategory": {
                "self": self.link_to(&format!("statuscategory/{number}")),
                "id": number,
                "key": status.category,
                "colorName": color,
                "name": category_name(status.category),
            },
        })
    }

    /// What can be done from the status that the issue has now; with `expand=transitions.fields` also the fields of each
    /// screen.
    pub(super) fn transitions(&self, request: &Request, key: &str, by: Option<u64>) -> Answer {
        let expands = request.param("expand").is_some_and(|text| text.contains("transitions.fields"));
        let issue = self.seen(key, by)?;
        let list: Vec<Value> = TRANSITIONS
            .iter()
            .filter(|transition| transition.from.contains(&issue.status))
            .map(|transition| {
                let mut json = json!({
                    "id": transition.id.to_string(),
                    "name": transition.name,
                    "to": self.status_json(transition.to),
                    "hasScreen": transition.to == RESOLVED,
                    "isGlobal": false,
                    "isInitial": false,
                    "isAvailable": true,
                    "isConditional": false,
                    "isLooped": false,
                });
                if expands {
                    json["fields"] = if transition.to == RESOLVED { resolution_field() } else { json!({}) };
                }
                json
            })
            .collect();
        Ok(Response::of_json(200, &json!({ "expand": "transitions", "transitions": list })))
    }

    /// A transition may come with fields, a comment and properties. One that does not lead on from the status of now is
    /// refused, and nothing is done.
    pub(super) fn ask_transition(&mut self, request: &Request, key: &str, by: Option<u64>) -> Answer {
        let (id, by) = self.workable(key, by)?;
        let body = request.json();
        let asked = body["transition"]["id"].as_str().and_then(|text| text.parse::<u64>().ok());
        let asked = asked.or_else(|| body["transition"]["id"].as_u64());
        let now = self.issues.get(&id).map_or(0, |issue| issue.status);
        let found = TRANSITIONS.iter().find(|one| Some(one.id) == asked && one.from.contains(&now));
        let Some(found) = found else {
            let text = asked.map_or_else(|| "null".to_owned(), |id| id.to_string());
            return Err(Refusal::bad(&format!("Transition id '{text}' is not valid for this issue.")));
        };
        let edit = self.read_edit(&body)?;
        self.set_status(id, found.to, body["fields"]["resolution"]["name"].as_str(), by);
        self.apply(id, edit, by);
        Ok(Response::empty(204))
    }
}

/// The screen of what resolves a request. A resolution that is not given is the one that the site has for it.
fn resolution_field() -> Value {
    json!({ "resolution": {
        "required": true, "hasDefaultValue": true, "name": "Resolution", "key": "resolution",
        "operations": ["set"], "schema": { "type": "resolution", "system": "resolution" },
        "allowedValues": [{ "id": "10000", "name": "Done" }],
    } })
}
