//! An issue as answers show it, `api-group-issues`, "Get issue".

use serde_json::{Map, Value, json};

use super::field::{FIELDS, FIRST_SLA, ORGANIZATIONS, REQUEST_TYPE};
use super::issue::Issue;
use super::refusal::Answer;
use super::site::Site;
use super::worklog::Worklog;
use crate::http::{Request, Response};

/// How many of the latest changes `expand=changelog` has.
const HISTORIES: usize = 100;
/// How many worklogs the field has.
const WORKLOGS: usize = 20;

impl Site {
    /// `GET /rest/api/3/issue/{key}`: all fields unless `fields` says otherwise.
    pub(super) fn issue(&self, request: &Request, key: &str, by: Option<u64>) -> Answer {
        let issue = self.seen(key, by)?;
        let fields = all_values(request, "fields");
        let mut json = self.issue_json(issue, if fields.is_empty() { "*all" } else { &fields }, "");
        if request.param("expand").is_some_and(|text| text.split(',').any(|one| one == "changelog")) {
            json["changelog"] = self.histories(issue, HISTORIES);
        }
        if let Some(names) = request.param("properties") {
            json["properties"] = Self::asked_properties(issue, names);
        }
        Ok(Response::of_json(200, &json))
    }

    /// The issue with the fields that are asked for. `expand` says what an answer could have besides.
    pub(super) fn issue_json(&self, issue: &Issue, fields: &str, expand: &str) -> Value {
        let wanted = Wanted::read(fields);
        let all = self.all_fields(issue);
        let shown = all.into_iter().filter(|(name, _)| wanted.has(name));
        json!({
            "expand": expand,
            "id": issue.id.to_string(),
            "self": self.link_to(&format!("issue/{}", issue.id)),
            "key": issue.key,
            "fields": shown.collect::<Map<_, _>>(),
        })
    }

    fn all_fields(&self, issue: &Issue) -> Map<String, Value> {
        let spent: u64 = issue.worklogs.iter().map(Worklog::seconds).sum();
        let resolution = issue.resolution.as_ref().map(|name| json!({ "id": "10000", "name": name }));
        let mut fields = Map::new();
        let mut set = |name: &str, value: Value| fields.insert(name.to_owned(), value);
        set("summary", json!(issue.summary));
        set("description", issue.description.clone());
        set("status", self.status_json(issue.status));
        set("priority", self.priority_json(issue.priority));
        set("assignee", self.user_json(issue.assignee));
        set("reporter", self.user_json(Some(issue.reporter)));
        set("creator", self.user_json(Some(issue.creator)));
        set("created", json!(self.stamp(issue.created)));
        set("updated", json!(self.stamp(issue.updated)));
        set("resolution", resolution.unwrap_or_default());
        set("resolutiondate", json!(issue.resolved.map(|at| self.stamp(at))));
        set("statuscategorychangedate", json!(self.stamp(issue.status_changed)));
        set("labels", json!(issue.labels));
        set("issuetype", json!({ "id": "10000", "name": "Service Request", "subtask": false }));
        set("project", self.project_json(issue.project));
        set("issuelinks", self.links_json(issue));
        set("timespent", if spent > 0 { json!(spent) } else { Value::Null });
        set("duedate", json!(issue.due));
        set(REQUEST_TYPE, self.request_type_field(issue));
        let owners = issue.organizations.iter().filter_map(|id| self.organizations.get(id));
        set(ORGANIZATIONS, owners.map(|one| self.organization_json(one)).collect());
        set("attachment", issue.files.iter().map(|file| self.file_json(file)).collect());
        set("comment", self.comment_field(issue));
        set("worklog", self.worklog_field(issue));
        for [id, _] in &self.settings.fields {
            set(id, issue.fields.get(id).cloned().unwrap_or_default());
        }
        let slas = self.sla_list(issue);
        for (name, number) in self.sla_names().iter().zip(FIRST_SLA..) {
            let own = slas.iter().find(|sla| sla["name"] == **name).cloned();
            set(&format!("customfield_{number}"), own.unwrap_or_default());
        }
        fields
    }

    fn comment_field(&self, issue: &Issue) -> Value {
        let comments = issue.comments.iter().map(|comment| self.comment_json(issue.id, comment, false));
        json!({
            "comments": comments.collect::<Vec<_>>(),
            "self": self.link_to(&format!("issue/{}/comment", issue.id)),
            "maxResults": issue.comments.len(),
            "total": issue.comments.len(),
            "startAt": 0,
        })
    }

    fn worklog_field(&self, issue: &Issue) -> Value {
        let worklogs = issue.worklogs.iter().take(WORKLOGS);
        let worklogs = worklogs.map(|worklog| self.worklog_json(issue.id, worklog, false));
        json!({
            "startAt": 0,
            "maxResults": WORKLOGS,
            "total": issue.worklogs.len(),
            "worklogs": worklogs.collect::<Vec<_>>(),
        })
    }
}

/// Which fields are asked for: names, `*all`, `*navigable`, and names with a minus.
struct Wanted {
    all: bool,
    navigable: bool,
    named: Vec<String>,
    not: Vec<String>,
}

impl Wanted {
    fn read(text: &str) -> Self {
        let names: Vec<&str> = text.split(',').map(str::trim).filter(|name| !name.is_empty()).collect();
        let not: Vec<String> =
            names.iter().filter_map(|name| name.strip_prefix('-')).map(str::to_owned).collect();
        // "`-description` returns all (default) fields except description."
        let all = names.contains(&"*all") || (!not.is_empty() && not.len() == names.len());
        let named = names.iter().map(|name| (*name).to_owned()).collect();
        Self { all, navigable: names.contains(&"*navigable"), named, not }
    }

    fn has(&self, name: &str) -> bool {
        let hidden = name == FIELDS[0].0 || name == "worklog";
        let asked = self.named.iter().any(|one| one == name);
        !self.not.iter().any(|one| one == name) && (asked || self.all || (self.navigable && !hidden))
    }
}

/// A parameter that "may be specified multiple times".
pub(super) fn all_values(request: &Request, name: &str) -> String {
    let values = request.query.iter().filter(|(key, _)| key == name).map(|(_, value)| value.as_str());
    values.collect::<Vec<_>>().join(",")
}
