//! Fields of issues, `api-group-issue-fields`.

use serde_json::{Value, json};

use super::editmeta::TEXT_FIELD;
use super::refusal::Answer;
use super::site::Site;
use crate::http::Response;

pub(super) const ORGANIZATIONS: &str = "customfield_10002";
pub(super) const REQUEST_TYPE: &str = "customfield_10010";
/// What the SLA with this place in the list is shown in, from 0.
pub(super) const FIRST_SLA: u64 = 10_030;

/// Identifiers and names; all but the first are navigable.
pub(super) const FIELDS: [(&str, &str); 21] = [
    ("comment", "Comment"),
    ("summary", "Summary"),
    ("description", "Description"),
    ("status", "Status"),
    ("priority", "Priority"),
    ("assignee", "Assignee"),
    ("reporter", "Reporter"),
    ("creator", "Creator"),
    ("created", "Created"),
    ("updated", "Updated"),
    ("resolution", "Resolution"),
    ("resolutiondate", "Resolved"),
    ("statuscategorychangedate", "Status Category Changed"),
    ("labels", "Labels"),
    ("issuetype", "Issue Type"),
    ("project", "Project"),
    ("issuelinks", "Linked Issues"),
    ("worklog", "Log Work"),
    ("timespent", "Time Spent"),
    ("duedate", "Due date"),
    ("attachment", "Attachment"),
];

impl Site {
    /// All fields, also those of the service desk and the site's own.
    pub(super) fn fields(&self) -> Answer {
        let system = FIELDS.iter().map(|(id, name)| {
            json!({
                "id": id, "key": id, "name": name, "custom": false, "orderable": true,
                "navigable": *id != "comment", "searchable": true, "clauseNames": [id],
                "schema": { "type": "string", "system": id },
            })
        });
        let kinds = [
            (ORGANIZATIONS, "Organizations", "sd-customer-organizations"),
            (REQUEST_TYPE, "Request Type", "vp-origin"),
        ];
        let desk = kinds
            .map(|(id, name, kind)| custom(id, name, "any", &format!("com.atlassian.servicedesk:{kind}")));
        let own = self.settings.fields.iter();
        let own = own.map(|[id, name]| custom(id, name, "string", TEXT_FIELD));
        let slas = self.sla_names().into_iter().zip(FIRST_SLA..).map(|(name, number)| {
            custom(&format!("customfield_{number}"), &name, "any", "com.atlassian.servicedesk:sd-sla-field")
        });
        let all: Vec<Value> = system.chain(desk).chain(own).chain(slas).collect();
        Ok(Response::of_json(200, &Value::Array(all)))
    }

    /// All names of SLAs at this site, in a fixed order.
    pub(super) fn sla_names(&self) -> Vec<String> {
        let all = self.issues.values().flat_map(|issue| &issue.slas);
        let names: std::collections::BTreeSet<String> = all.map(|sla| sla.name.clone()).collect();
        names.into_iter().collect()
    }
}

fn custom(id: &str, name: &str, holds: &str, kind: &str) -> Value {
    json!({
        "id": id, "key": id, "name": name, "custom": true, "orderable": true, "navigable": true,
        "searchable": true, "clauseNames": [name],
        "schema": { "type": holds, "custom": kind },
    })
}
