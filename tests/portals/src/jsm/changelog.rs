//! The changelog, `api-group-issues`, "Get changelogs". Comments are not in it.

use serde_json::{Value, json};

use super::issue::Issue;
use super::page::Page;
use super::refusal::Answer;
use super::site::Site;
use crate::http::{Request, Response};

/// What somebody changed at once.
#[derive(Clone, Debug)]
pub(super) struct Change {
    id: u64,
    by: u64,
    at: i64,
    items: Vec<Item>,
}

/// One field that changed: identifiers and what people read.
#[derive(Clone, Debug, Default)]
pub(super) struct Item {
    pub(super) field: String,
    pub(super) from: Option<String>,
    pub(super) from_text: Option<String>,
    pub(super) to: Option<String>,
    pub(super) to_text: Option<String>,
}

/// An item of a field that has no identifiers.
pub(super) fn text_item(field: &str, from: Option<String>, to: Option<String>) -> Item {
    Item { field: field.to_owned(), from_text: from, to_text: to, ..Item::default() }
}

impl Site {
    /// Writes a change down and says that the issue was updated.
    pub(super) fn log(&mut self, issue: u64, by: u64, items: Vec<Item>) {
        let (id, at) = (self.new_id(), self.now);
        if !items.is_empty()
            && let Some(issue) = self.issues.get_mut(&issue)
        {
            issue.changes.push(Change { id, by, at, items });
        }
        self.touch(issue);
    }

    /// "A paginated list of all changelogs for an issue sorted by date, starting from the oldest", 100 a page.
    pub(super) fn changelog(&self, request: &Request, key: &str, by: Option<u64>) -> Answer {
        let issue = self.seen(key, by)?;
        let page = Page::of(request, 100, 100);
        let all: Vec<Value> = issue.changes.iter().map(|change| self.change_json(change)).collect();
        let total = all.len();
        let next = page.start + page.size;
        let address = |start: usize| {
            self.link_to(&format!("issue/{}/changelog?startAt={start}&maxResults={}", issue.key, page.size))
        };
        let mut body = json!({
            "self": address(page.start),
            "maxResults": page.size,
            "startAt": page.start,
            "total": total,
            "isLast": next >= total,
            "values": page.cut(all),
        });
        if next < total {
            body["nextPage"] = address(next);
        }
        Ok(Response::of_json(200, &body))
    }

    /// With `expand=changelog`: the latest come first, and no more than so many.
    pub(super) fn histories(&self, issue: &Issue, most: usize) -> Value {
        let latest = issue.changes.iter().rev().take(most);
        let list: Vec<Value> = latest.map(|change| self.change_json(change)).collect();
        json!({
            "startAt": 0,
            "maxResults": list.len(),
            "total": issue.changes.len(),
            "histories": list,
        })
    }

    fn change_json(&self, change: &Change) -> Value {
        let items = change.items.iter().map(|item| {
            let own = self.settings.fields.iter().find(|[id, _]| *id == item.field);
            json!({
                "field": own.map_or(item.field.as_str(), |[_, name]| name),
                "fieldtype": if own.is_some() { "custom" } else { "jira" },
                "fieldId": field_id(&item.field),
                "from": item.from,
                "fromString": item.from_text,
                "to": item.to,
                "toString": item.to_text,
            })
        });
        json!({
            "id": change.id.to_string(),
            "author": self.user_json(Some(change.by)),
            "created": self.stamp(change.at),
            "items": items.collect::<Vec<_>>(),
        })
    }
}

/// The name of a field is not always its identifier.
fn field_id(field: &str) -> &str {
    match field {
        "Key" => "issuekey",
        "Link" => "issuelinks",
        other => other,
    }
}
