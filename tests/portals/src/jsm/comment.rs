//! Comments, `api-group-issue-comments` and `service-desk api-group-request`: the platform writes documents and
//! properties, the service desk text and whether it is public. Both see the same comments.

use serde_json::{Map, Value, json};

use super::adf;
use super::page::Page;
use super::refusal::{Answer, Refusal};
use super::site::Site;
use crate::http::{Request, Response};
use crate::journal::Deed;
use crate::words;

/// "A maximum of 1000 IDs can be specified."
const MOST_LISTED: usize = 1_000;

/// Something said. The description of the issue is none of them.
#[derive(Clone, Debug)]
pub(super) struct Comment {
    pub(super) id: u64,
    pub(super) author: u64,
    /// A document.
    pub(super) body: Value,
    /// Whether the customer sees it.
    pub(super) public: bool,
    pub(super) properties: Map<String, Value>,
    pub(super) created: i64,
    pub(super) updated: i64,
}

/// A comment that is asked for.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    body: Value,
    public: bool,
    properties: Map<String, Value>,
}

impl Draft {
    pub(super) fn of_text(text: &str, public: bool) -> Self {
        Self { body: adf::document(text), public, properties: Map::new() }
    }

    /// A text and the files below it, as a group of media.
    pub(super) fn of_text_with(text: &str, files: &[String], public: bool) -> Self {
        let mut body = adf::document(text);
        if let Some(content) = body["content"].as_array_mut() {
            content.push(adf::media(files));
        }
        Self { body, public, properties: Map::new() }
    }

    /// "`jsdPublic` defaults to true when comments are created in the Jira Cloud Platform": whatever a request says
    /// there changes nothing. Assumed, since it is not documented and many clients live on it: the property
    /// `sd.public.comment` with `internal` true, and not the text "true", makes a comment internal.
    pub(super) fn read(body: &Value) -> Result<Self, Refusal> {
        if !adf::is_document(&body["body"]) {
            return Err(Refusal::bad_field("comment", "Comment body is not valid!"));
        }
        let properties = properties(&body["properties"]);
        let internal = properties.get("sd.public.comment").is_some_and(|value| value["internal"] == true);
        Ok(Self { body: body["body"].clone(), public: !internal, properties })
    }
}

/// Properties as requests have them: a list of keys and values.
pub(super) fn properties(list: &Value) -> Map<String, Value> {
    let pairs = list.as_array().into_iter().flatten();
    pairs.filter_map(|pair| Some((pair["key"].as_str()?.to_owned(), pair["value"].clone()))).collect()
}

impl Site {
    /// `GET /rest/api/3/issue/{key}/comment`: oldest first unless `orderBy=-created`, 50 a page, properties only with
    /// `expand=properties`, which is described for `comment/list` alone, so a test may switch it off here.
    pub(super) fn comments(&self, request: &Request, key: &str, by: Option<u64>) -> Answer {
        let issue = self.seen(key, by)?;
        let expands = self.settings.lists_properties
            && request.param("expand").is_some_and(|text| text.contains("properties"));
        let mut all: Vec<Value> =
            issue.comments.iter().map(|comment| self.comment_json(issue.id, comment, expands)).collect();
        match request.param("orderBy") {
            None | Some("created" | "+created") => {}
            Some("-created") => all.reverse(),
            Some(other) => return Err(Refusal::bad(&format!("'{other}' is no field to order by."))),
        }
        let page = Page::of(request, 50, 100);
        let total = all.len();
        let body = json!({
            "startAt": page.start,
            "maxResults": page.size,
            "total": total,
            "comments": page.cut(all),
        });
        Ok(Response::of_json(200, &body))
    }

    /// `POST /rest/api/3/comment/list?expand=properties`: the comments with these identifiers that may be seen, at most
    /// 1,000, all in one page.
    pub(super) fn listed_comments(&self, request: &Request, by: Option<u64>) -> Answer {
        let body = request.json();
        let ids: Vec<u64> = body["ids"].as_array().into_iter().flatten().filter_map(Value::as_u64).collect();
        if ids.is_empty() || ids.len() > MOST_LISTED {
            return Err(Refusal::bad("ids must have between 1 and 1000 entries."));
        }
        let expands = request.param("expand").is_some_and(|text| text.contains("properties"));
        let seen = self.issues.values().filter(|_| by.is_some_and(|by| self.is_agent(by)));
        let all = seen.flat_map(|issue| issue.comments.iter().map(move |comment| (issue.id, comment)));
        let found = all.filter(|(_, comment)| ids.contains(&comment.id));
        let values: Vec<Value> =
            found.map(|(issue, comment)| self.comment_json(issue, comment, expands)).collect();
        let body = json!({
            "isLast": true, "maxResults": 1_048_576, "startAt": 0, "total": values.len(), "values": values,
        });
        Ok(Response::of_json(200, &body))
    }

    pub(super) fn comment(&self, request: &Request, key: &str, id: &str, by: Option<u64>) -> Answer {
        let issue = self.seen(key, by)?;
        let found = issue.comments.iter().find(|comment| comment.id.to_string() == id);
        let comment = found.ok_or_else(Refusal::not_found)?;
        let expands = request.param("expand").is_some_and(|text| text.contains("properties"));
        Ok(Response::of_json(200, &self.comment_json(issue.id, comment, expands)))
    }

    /// There is no key: each request is one more comment.
    pub(super) fn ask_comment(&mut self, request: &Request, key: &str, by: Option<u64>) -> Answer {
        let (id, by) = self.workable(key, by)?;
        let draft = Draft::read(&request.json())?;
        let comment = self.add_comment(id, draft, by);
        Ok(Response::of_json(201, &self.comment_json(id, &comment, true)))
    }

    /// Comments change `updated`, and are not in the changelog.
    pub(super) fn add_comment(&mut self, issue: u64, draft: Draft, by: u64) -> Comment {
        let (id, now) = (self.new_id(), self.now);
        let Draft { body, public, properties } = draft;
        let comment = Comment { id, author: by, body, public, properties, created: now, updated: now };
        let deed = if public { Deed::Replied } else { Deed::Noted };
        self.note(by, deed, issue, adf::text(&comment.body));
        if let Some(issue) = self.issues.get_mut(&issue) {
            issue.comments.push(comment.clone());
        }
        self.touch(issue);
        comment
    }

    pub(super) fn comment_json(&self, issue: u64, comment: &Comment, expands: bool) -> Value {
        let mut json = json!({
            "self": self.link_to(&format!("issue/{issue}/comment/{}", comment.id)),
            "id": comment.id.to_string(),
            "author": self.user_json(Some(comment.author)),
            "updateAuthor": self.user_json(Some(comment.author)),
            "body": comment.body,
            "created": self.stamp(comment.created),
            "updated": self.stamp(comment.updated),
            "jsdPublic": comment.public,
        });
        if expands {
            let pairs = comment.properties.iter();
            json["properties"] = pairs.map(|(key, value)| json!({ "key": key, "value": value })).collect();
        }
        json
    }

    /// `GET /rest/servicedeskapi/request/{key}/comment?public=…&internal=…`: customers see what is public.
    pub(super) fn request_comments(&self, request: &Request, key: &str, by: u64) -> Answer {
        let issue = self.own_request(key, by)?;
        let shows = |name: &str| request.param(name) != Some("false");
        let (public, internal) = (shows("public"), shows("internal") && self.is_agent(by));
        let seen = issue.comments.iter().filter(|one| if one.public { public } else { internal });
        let list = seen.map(|comment| self.request_comment_json(&issue.key, comment)).collect();
        Ok(self.desk_page(request, list))
    }

    /// Customers write what is public, whatever they ask for.
    pub(super) fn ask_request_comment(&mut self, request: &Request, key: &str, by: u64) -> Answer {
        let id = self.own_request(key, by)?.id;
        let body = request.json();
        let text = body["body"].as_str().filter(|text| !text.trim().is_empty());
        let why = "Your comment can't be empty. Enter a comment and try again.";
        let text = text.ok_or_else(|| Refusal::of_desk(400, why))?;
        let public = body["public"].as_bool().unwrap_or(true) || !self.is_agent(by);
        let comment = self.add_comment(id, Draft::of_text(text, public), by);
        Ok(Response::of_json(201, &self.request_comment_json(key, &comment)))
    }

    pub(super) fn request_comment_json(&self, key: &str, comment: &Comment) -> Value {
        let text = adf::text(&comment.body);
        let address = format!("{}/rest/servicedeskapi/request/{key}/comment/{}", self.base, comment.id);
        json!({
            "_expands": ["attachment", "renderedBody"],
            "id": comment.id.to_string(),
            "body": text,
            "renderedBody": { "html": format!("<p>{}</p>", words::html(&text)) },
            "public": comment.public,
            "author": self.user_json(Some(comment.author)),
            "created": self.date_json(comment.created),
            "_links": { "self": address },
        })
    }
}
