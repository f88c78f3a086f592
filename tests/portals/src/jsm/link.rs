//! Links between issues, `api-group-issue-links`.

use serde_json::{Value, json};

use super::catalog::LINK_TYPES;
use super::changelog::text_item;
use super::comment::Draft;
use super::issue::Issue;
use super::refusal::{Answer, Refusal};
use super::site::Site;
use crate::http::{Request, Response};
use crate::journal::Deed;

/// One end of a link.
#[derive(Clone, Debug)]
pub(super) struct Link {
    pub(super) id: u64,
    kind: u64,
    /// The issue at the other end, and whether this is the end that does it: `duplicates` and not `is duplicated by`.
    pub(super) other: u64,
    outward: bool,
}

impl Site {
    /// `POST /rest/api/3/issueLink`: 201 and no body. "If the link request duplicates a link, the response indicates
    /// that the issue link was created. If the request included a comment, the comment is added."
    ///
    /// Assumed, since "the from (outward) issue" can be read both ways: a link leads from the `inwardIssue` of the
    /// request, which `blocks`, to its `outwardIssue`, which `is blocked by`, and the comment is added where it begins.
    pub(super) fn ask_link(&mut self, request: &Request, by: Option<u64>) -> Answer {
        let body = request.json();
        let end = |name: &str| {
            let key = body[name]["key"].as_str().or_else(|| body[name]["id"].as_str()).unwrap_or_default();
            self.workable(key, by)
        };
        let ((inward, by), (outward, _)) = (end("inwardIssue")?, end("outwardIssue")?);
        let (name, id) = (body["type"]["name"].as_str(), body["type"]["id"].as_str());
        let is = |(number, own, ..): &&(u64, &str, &str, &str)| {
            Some(*own) == name || (name.is_none() && Some(number.to_string().as_str()) == id)
        };
        let kind = LINK_TYPES.iter().find(is).copied();
        let text = name.or(id).unwrap_or_default();
        let why = format!("No issue link type with name '{text}' found.");
        let kind = kind.ok_or_else(|| Refusal::missing(&why))?;
        let comment = if body["comment"].is_null() { None } else { Some(Draft::read(&body["comment"])?) };
        let there = self.issues.get(&inward).is_some_and(|issue| {
            issue.links.iter().any(|link| link.outward && link.other == outward && link.kind == kind.0)
        });
        if !there {
            self.link(kind, inward, outward, by);
        }
        if let Some(comment) = comment {
            self.add_comment(inward, comment, by);
        }
        Ok(Response::empty(201))
    }

    /// Both changelogs say so. Assumed: both issues count as updated.
    fn link(&mut self, kind: (u64, &str, &str, &str), inward: u64, outward: u64, by: u64) {
        let (id, (number, name, back, forth)) = (self.new_id(), kind);
        let key = |id: u64| self.issues.get(&id).map_or_else(String::new, |issue| issue.key.clone());
        let keys = (key(inward), key(outward));
        self.note(by, Deed::Linked, inward, format!("{name} {}", keys.1));
        for (own, other, outward, text) in [
            (inward, outward, true, format!("This issue {forth} {}", keys.1)),
            (outward, inward, false, format!("This issue {back} {}", keys.0)),
        ] {
            if let Some(issue) = self.issues.get_mut(&own) {
                issue.links.push(Link { id, kind: number, other, outward });
            }
            self.log(own, by, vec![text_item("Link", None, Some(text))]);
        }
    }

    pub(super) fn links_json(&self, issue: &Issue) -> Value {
        let json = |link: &Link| {
            let other = self.issues.get(&link.other)?;
            let (id, name, inward, outward) = LINK_TYPES.iter().find(|(id, ..)| *id == link.kind)?;
            let mut json = json!({
                "id": link.id.to_string(),
                "self": self.link_to(&format!("issueLink/{}", link.id)),
                "type": { "id": id.to_string(), "name": name, "inward": inward, "outward": outward },
            });
            json[if link.outward { "outwardIssue" } else { "inwardIssue" }] = json!({
                "id": other.id.to_string(),
                "key": other.key,
                "self": self.link_to(&format!("issue/{}", other.id)),
                "fields": {
                    "summary": other.summary,
                    "status": self.status_json(other.status),
                    "priority": self.priority_json(other.priority),
                },
            });
            Some(json)
        };
        issue.links.iter().filter_map(json).collect()
    }
}
