//! What a description knows. Prism says nothing when a request has a parameter or a member that is not described, though a
//! portal would pass it over; so that is looked for here.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

/// A description of an API.
pub struct Description(Value);

/// One of its operations.
pub struct Operation<'a> {
    /// As in `GET /api/v2/tickets/{ticket_id}`.
    pub name: String,
    path: &'a Value,
    own: &'a Value,
}

impl Description {
    pub fn of(portal: &str) -> Self {
        let text = std::fs::read_to_string(super::server::description(portal)).expect("a description");
        Self(serde_saphyr::from_str(&text).expect("YAML"))
    }

    /// The names of all operations.
    pub fn operations(&self) -> BTreeSet<String> {
        let paths = self.paths();
        paths.iter().flat_map(|(path, item)| methods(item).map(move |method| name(method, path))).collect()
    }

    /// The operation that a request is for; a path without a place to fill goes first.
    pub fn find(&self, method: &str, path: &str) -> Option<Operation<'_>> {
        let fits = |pattern: &str| {
            let (parts, wanted): (Vec<&str>, Vec<&str>) =
                (path.split('/').collect(), pattern.split('/').collect());
            parts.len() == wanted.len()
                && parts.iter().zip(&wanted).all(|(part, want)| part == want || want.starts_with('{'))
        };
        let mut found: Vec<_> = self.paths().into_iter().filter(|(pattern, _)| fits(pattern)).collect();
        found.sort_by_key(|(pattern, _)| pattern.contains('{'));
        let (pattern, item) = found.into_iter().find(|(_, item)| methods(item).any(|one| one == method))?;
        let own = &item[method.to_lowercase()];
        Some(Operation { name: name(method, pattern), path: item, own })
    }

    /// Parameters and members of the body that the operation does not know, each as `parameter x` or `member a.b`.
    pub fn unknown(&self, operation: &Operation<'_>, query: &[String], body: Option<&Value>) -> Vec<String> {
        let lists = [&operation.path["parameters"], &operation.own["parameters"]];
        let described: BTreeSet<&str> = lists
            .into_iter()
            .filter_map(Value::as_array)
            .flatten()
            .filter_map(|parameter| self.resolved(parameter)["name"].as_str())
            .collect();
        let odd = query.iter().filter(|name| !described.contains(name.as_str()));
        let mut unknown: Vec<String> = odd.map(|name| format!("parameter {name}")).collect();
        let schema = &operation.own["requestBody"]["content"]["application/json"]["schema"];
        if let (Some(body), false) = (body, schema.is_null()) {
            self.unknown_members(schema, body, "", &mut unknown);
        }
        unknown
    }

    fn unknown_members(&self, schema: &Value, value: &Value, at: &str, unknown: &mut Vec<String>) {
        let schema = self.resolved(schema);
        if let Some(items) = value.as_array() {
            items.iter().for_each(|item| self.unknown_members(&schema["items"], item, at, unknown));
        }
        let mut properties = BTreeMap::new();
        self.properties(schema, &mut properties);
        // An object without properties holds whatever it holds.
        for (name, value) in value.as_object().filter(|_| !properties.is_empty()).into_iter().flatten() {
            let at = if at.is_empty() { name.clone() } else { format!("{at}.{name}") };
            match properties.get(name.as_str()) {
                Some(schema) => self.unknown_members(schema, value, &at, unknown),
                None => unknown.push(format!("member {at}")),
            }
        }
    }

    fn properties<'a>(&'a self, schema: &'a Value, all: &mut BTreeMap<&'a str, &'a Value>) {
        let schema = self.resolved(schema);
        let own = schema["properties"].as_object().into_iter().flatten();
        all.extend(own.map(|(name, schema)| (name.as_str(), schema)));
        schema["allOf"].as_array().into_iter().flatten().for_each(|part| self.properties(part, all));
    }

    fn resolved<'a>(&'a self, value: &'a Value) -> &'a Value {
        let place = value["$ref"].as_str().and_then(|place| place.strip_prefix('#'));
        place.map_or(value, |place| self.0.pointer(place).unwrap_or_else(|| panic!("no {place}")))
    }

    fn paths(&self) -> Vec<(&str, &Value)> {
        let paths = self.0["paths"].as_object().expect("paths");
        paths.iter().map(|(path, item)| (path.as_str(), item)).collect()
    }
}

fn methods(item: &Value) -> impl Iterator<Item = &'static str> {
    ["GET", "POST", "PUT", "DELETE"].into_iter().filter(|method| item.get(method.to_lowercase()).is_some())
}

fn name(method: &str, path: &str) -> String {
    format!("{method} {path}")
}

#[test]
fn what_is_not_described_is_found() {
    let zendesk = Description::of("zendesk");
    let ticket =
        serde_json::json!({"ticket": {"subject": "x", "comment": {"publik": true}, "priorty": "low"}});
    let post = zendesk.find("POST", "/api/v2/tickets").unwrap();
    assert_eq!(
        zendesk.unknown(&post, &["colour".to_owned()], Some(&ticket)),
        ["parameter colour", "member ticket.comment.publik", "member ticket.priorty"]
    );
    let many = zendesk.find("GET", "/api/v2/tickets/show_many").unwrap();
    assert_eq!(many.name, "GET /api/v2/tickets/show_many");
    assert!(zendesk.unknown(&many, &["ids".to_owned()], None).is_empty());
    assert!(
        zendesk.find("GET", "/api/v2/tickets.json").is_none()
            && zendesk.find("PUT", "/api/v2/users/me").is_none()
    );
}
