//! Logged time, `api-group-issue-worklogs`.

use serde_json::{Map, Value, json};

use super::adf;
use super::changelog::text_item;
use super::comment::properties;
use super::page::Page;
use super::refusal::{Answer, Refusal};
use super::site::Site;
use crate::http::{Request, Response};
use crate::journal::Deed;

/// Time that somebody spent.
#[derive(Clone, Debug)]
pub(super) struct Worklog {
    id: u64,
    author: u64,
    seconds: u64,
    /// A document, or null.
    comment: Value,
    started: String,
    properties: Map<String, Value>,
    created: i64,
}

impl Worklog {
    pub(super) const fn seconds(&self) -> u64 {
        self.seconds
    }
}

impl Site {
    /// Oldest first, 5,000 a page; properties only with `expand=properties`.
    pub(super) fn worklogs(&self, request: &Request, key: &str, by: Option<u64>) -> Answer {
        let issue = self.seen(key, by)?;
        let page = Page::of(request, 5_000, 5_000);
        let expands = request.param("expand") == Some("properties");
        let all: Vec<Value> =
            issue.worklogs.iter().map(|worklog| self.worklog_json(issue.id, worklog, expands)).collect();
        let total = all.len();
        let body = json!({
            "startAt": page.start,
            "maxResults": page.size,
            "total": total,
            "worklogs": page.cut(all),
        });
        Ok(Response::of_json(200, &body))
    }

    /// `timeSpentSeconds`, or `timeSpent` as in `1h 30m`; a comment is a document.
    pub(super) fn ask_worklog(&mut self, request: &Request, key: &str, by: Option<u64>) -> Answer {
        let (id, by) = self.workable(key, by)?;
        let body = request.json();
        let seconds = body["timeSpentSeconds"].as_u64();
        let seconds = seconds.or_else(|| body["timeSpent"].as_str().and_then(duration));
        let why = "Worklog must not be null.";
        let seconds = seconds.filter(|s| *s >= 60).ok_or_else(|| Refusal::bad_field("timeLogged", why))?;
        if !body["comment"].is_null() && !adf::is_document(&body["comment"]) {
            return Err(Refusal::bad_field("comment", "Operation value must be an Atlassian Document"));
        }
        let started = body["started"].as_str().map_or_else(|| self.stamp(self.now), str::to_owned);
        let worklog = Worklog {
            id: self.new_id(),
            author: by,
            // Whole minutes are kept.
            seconds: seconds / 60 * 60,
            comment: body["comment"].clone(),
            started,
            properties: properties(&body["properties"]),
            created: self.now,
        };
        let detail = format!("{} {}", worklog.seconds, adf::text(&worklog.comment));
        self.note(by, Deed::TimeLogged, id, detail.trim());
        let json = self.worklog_json(id, &worklog, true);
        let (mut before, mut after) = (0, 0);
        if let Some(issue) = self.issues.get_mut(&id) {
            before = issue.worklogs.iter().map(Worklog::seconds).sum();
            after = before + worklog.seconds;
            issue.worklogs.push(worklog);
        }
        let text = |seconds: u64| (seconds > 0).then(|| seconds.to_string());
        self.log(id, by, vec![text_item("timespent", text(before), text(after))]);
        Ok(Response::of_json(201, &json))
    }

    pub(super) fn worklog_json(&self, issue: u64, worklog: &Worklog, expands: bool) -> Value {
        let mut json = json!({
            "self": self.link_to(&format!("issue/{issue}/worklog/{}", worklog.id)),
            "author": self.user_json(Some(worklog.author)),
            "updateAuthor": self.user_json(Some(worklog.author)),
            "comment": worklog.comment,
            "created": self.stamp(worklog.created),
            "updated": self.stamp(worklog.created),
            "started": worklog.started,
            "timeSpent": format!("{}m", worklog.seconds / 60),
            "timeSpentSeconds": worklog.seconds,
            "id": worklog.id.to_string(),
            "issueId": issue.to_string(),
        });
        if expands {
            let pairs = worklog.properties.iter();
            json["properties"] = pairs.map(|(key, value)| json!({ "key": key, "value": value })).collect();
        }
        json
    }
}

/// As in `1d 2h 30m`; a day has eight hours, and a week five days, as a new site has them.
fn duration(text: &str) -> Option<u64> {
    let mut total = 0;
    for part in text.split_whitespace() {
        let (number, unit) = part.split_at_checked(part.len() - 1)?;
        let each = match unit {
            "m" => 60,
            "h" => 3_600,
            "d" => 8 * 3_600,
            "w" => 40 * 3_600,
            _ => return None,
        };
        total += number.parse::<u64>().ok()? * each;
    }
    Some(total)
}
