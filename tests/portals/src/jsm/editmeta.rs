//! Which fields of an issue can be edited, `api-group-issues`, "Get edit issue metadata".

use serde_json::{Map, Value, json};

use super::catalog::PRIORITIES;
use super::field::FIELDS;
use super::refusal::Answer;
use super::site::Site;
use crate::http::Response;

/// Kind of a field of one line of text.
pub(super) const TEXT_FIELD: &str = "com.atlassian.jira.plugin.system.customfieldtypes:textfield";
/// What an agent can edit, with its type.
const EDITABLE: [(&str, &str); 6] = [
    ("summary", "string"),
    ("description", "string"),
    ("priority", "priority"),
    ("assignee", "user"),
    ("labels", "array"),
    ("duedate", "date"),
];

impl Site {
    /// `GET /rest/api/3/issue/{key}/editmeta`: by identifier, each with its schema and, where it has some, its choices.
    pub(super) fn edit_metadata(&self, key: &str, by: Option<u64>) -> Answer {
        self.workable(key, by)?;
        let mut fields = Map::new();
        for (id, kind) in EDITABLE {
            let name = FIELDS.iter().find(|(known, _)| *known == id).map_or(id, |(_, name)| *name);
            let schema = json!({ "type": kind, "system": id });
            fields.insert(id.to_owned(), metadata(id, name, &schema, id == "summary"));
        }
        if let Some(priority) = fields.get_mut("priority") {
            priority["allowedValues"] = PRIORITIES.iter().map(|(id, _)| self.priority_json(*id)).collect();
        }
        for [id, name] in &self.settings.fields {
            let number = id.trim_start_matches("customfield_").parse::<u64>().ok();
            let schema = json!({ "type": "string", "custom": TEXT_FIELD, "customId": number });
            fields.insert(id.clone(), metadata(id, name, &schema, false));
        }
        Ok(Response::of_json(200, &json!({ "fields": fields })))
    }
}

fn metadata(id: &str, name: &str, schema: &Value, required: bool) -> Value {
    json!({
        "required": required, "schema": schema, "name": name, "key": id, "hasDefaultValue": false,
        "operations": ["set"],
    })
}
