//! Properties of issues, `api-group-issue-properties`: what programs keep at an issue. They change no `updated`.

use serde_json::{Map, Value, json};

use super::issue::Issue;
use super::refusal::{Answer, Refusal};
use super::site::Site;
use crate::http::{Request, Response};

impl Site {
    pub(super) fn issue_property(&self, key: &str, name: &str, by: Option<u64>) -> Answer {
        let value = self.seen(key, by)?.properties.get(name).ok_or_else(Refusal::not_found)?;
        Ok(Response::of_json(200, &json!({ "key": name, "value": value })))
    }

    /// 201 for a new one, and 200 for another value.
    pub(super) fn set_issue_property(
        &mut self,
        request: &Request,
        key: &str,
        name: &str,
        by: Option<u64>,
    ) -> Answer {
        let (id, _) = self.workable(key, by)?;
        let value: Value = serde_json::from_slice(&request.body)
            .map_err(|_| Refusal::bad("The request body has to be a valid, non-empty JSON value."))?;
        let Some(issue) = self.issues.get_mut(&id) else { return Err(Refusal::no_issue()) };
        let old = issue.properties.insert(name.to_owned(), value);
        self.reindex(id);
        Ok(Response::empty(if old.is_some() { 200 } else { 201 }))
    }

    /// The properties that are asked for with `properties=…`.
    pub(super) fn asked_properties(issue: &Issue, names: &str) -> Value {
        let wanted: Vec<&str> = names.split(',').map(str::trim).collect();
        let shown = issue
            .properties
            .iter()
            .filter(|(name, _)| wanted.contains(&"*all") || wanted.contains(&name.as_str()));
        Value::Object(shown.map(|(name, value)| (name.clone(), value.clone())).collect::<Map<_, _>>())
    }
}
