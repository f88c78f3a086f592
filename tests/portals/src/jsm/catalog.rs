//! Projects, request types, priorities, statuses and types of links.

use serde_json::{Value, json};

use super::site::Site;

/// A service project with its desk.
#[derive(Clone, Debug)]
pub(super) struct Project {
    pub(super) id: u64,
    pub(super) key: String,
    pub(super) name: String,
    pub(super) desk: u64,
    /// The number of its last issue.
    pub(super) last: u64,
    pub(super) queues: Vec<Queue>,
}

/// A queue: a search with columns.
#[derive(Clone, Debug)]
pub(super) struct Queue {
    pub(super) id: u64,
    pub(super) name: String,
    pub(super) jql: String,
}

/// Request types of every desk: what is added to ten times the desk's number, and the name.
pub(super) const REQUEST_TYPES: [(u64, &str); 2] = [(1, "Get IT help"), (2, "Report a bug")];

/// The highest has the smallest number.
pub(super) const PRIORITIES: [(u64, &str); 5] =
    [(1, "Highest"), (2, "High"), (3, "Medium"), (4, "Low"), (5, "Lowest")];

/// Number, name, and what is said of either end.
pub(super) const LINK_TYPES: [(u64, &str, &str, &str); 3] = [
    (10_000, "Blocks", "is blocked by", "blocks"),
    (10_002, "Duplicate", "is duplicated by", "duplicates"),
    (10_003, "Relates", "relates to", "relates to"),
];

impl Site {
    pub(super) fn add_project(&mut self, key: &str, name: &str) -> u64 {
        let (id, queue) = (self.new_id(), self.new_id());
        let desk = u64::try_from(self.projects.len()).unwrap_or(0) + 1;
        let jql = format!("project = {key} AND resolution = Unresolved ORDER BY created ASC");
        let queues = vec![Queue { id: queue, name: "All open".to_owned(), jql }];
        let (key, name) = (key.to_owned(), name.to_owned());
        self.projects.insert(id, Project { id, key, name, desk, last: 0, queues });
        id
    }

    /// By key, in any case, by identifier, or by name, as JQL names projects.
    pub(super) fn project_named(&self, text: &str) -> Option<&Project> {
        self.projects.values().find(|project| {
            project.key.eq_ignore_ascii_case(text)
                || project.name.eq_ignore_ascii_case(text)
                || project.id.to_string() == text
        })
    }

    pub(super) fn project_json(&self, id: u64) -> Value {
        let Some(project) = self.projects.get(&id) else { return Value::Null };
        json!({
            "self": self.link_to(&format!("project/{id}")),
            "id": id.to_string(),
            "key": project.key,
            "name": project.name,
            "projectTypeKey": "service_desk",
            "simplified": false,
            "avatarUrls": {},
        })
    }

    pub(super) fn priority_json(&self, id: u64) -> Value {
        let name = PRIORITIES.iter().find(|(known, _)| *known == id).map(|(_, name)| *name);
        json!({
            "self": self.link_to(&format!("priority/{id}")),
            "iconUrl": format!("{}/images/icons/priorities/{id}.svg", self.base),
            "name": name,
            "id": id.to_string(),
        })
    }

    pub(super) fn priorities(&self) -> Vec<Value> {
        PRIORITIES.iter().map(|(id, _)| self.priority_json(*id)).collect()
    }

    pub(super) fn link_types(&self) -> Value {
        let json = |(id, name, inward, outward): &(u64, &str, &str, &str)| {
            json!({
                "id": id.to_string(),
                "name": name,
                "inward": inward,
                "outward": outward,
                "self": self.link_to(&format!("issueLinkType/{id}")),
            })
        };
        json!({ "issueLinkTypes": LINK_TYPES.iter().map(json).collect::<Vec<_>>() })
    }
}

pub(super) fn priority_name(id: u64) -> &'static str {
    PRIORITIES.iter().find(|(known, _)| *known == id).map_or("", |(_, name)| name)
}
