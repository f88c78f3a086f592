//! Files, `api-group-issue-attachments`, `service-desk api-group-servicedesk` and `service-desk api-group-request`.

use serde_json::{Value, json};

use super::changelog::Item;
use super::comment::{Comment, Draft};
use super::refusal::{Answer, Refusal};
use super::site::Site;
use crate::form::{FormPart, form};
use crate::http::{Request, Response};
use crate::journal::Deed;

/// A file of an issue.
#[derive(Clone, Debug)]
pub(super) struct File {
    pub(super) id: u64,
    pub(super) name: String,
    pub(super) kind: String,
    pub(super) content: Vec<u8>,
    pub(super) author: u64,
    pub(super) created: i64,
}

impl Site {
    /// `POST /rest/servicedeskapi/servicedesk/{id}/attachTemporaryFile`: "The name of the multipart/form-data parameter that
    /// contains attachments must be file", and "this resource is XSRF-protected".
    pub(super) fn upload(&mut self, request: &Request, desk: &str, by: u64) -> Answer {
        if request.header("x-atlassian-token") != Some("no-check") {
            return Err(Refusal::of_desk(403, "XSRF check failed"));
        }
        if !self.projects.values().any(|project| project.desk.to_string() == desk) {
            return Err(Refusal::of_desk(404, "The Service Desk could not be found."));
        }
        let parts = form(request).ok_or_else(|| Refusal::of_desk(415, "Unsupported Media Type"))?;
        let files: Vec<FormPart> =
            parts.into_iter().filter(|part| part.name == "file" && part.filename.is_some()).collect();
        if files.is_empty() {
            return Err(Refusal::of_desk(400, "No file was uploaded."));
        }
        let mut told = Vec::new();
        for file in files {
            let id = format!("temp{}", self.new_id());
            let name = file.filename.clone().unwrap_or_default();
            self.note(by, Deed::Uploaded, 0, name.clone());
            self.temporary.insert(id.clone(), file);
            told.push(json!({ "temporaryAttachmentId": id, "fileName": name }));
        }
        Ok(Response::of_json(201, &json!({ "temporaryAttachments": told })))
    }

    /// `POST /rest/servicedeskapi/request/{key}/attachment`: "Adds one or more temporary files to a request"; the comment
    /// with them is public as the request says. Assumed: a temporary file can be added once.
    pub(super) fn ask_attach(&mut self, request: &Request, key: &str, by: u64) -> Answer {
        let (id, key) = self.own_request(key, by).map(|issue| (issue.id, issue.key.clone()))?;
        let body = request.json();
        let list = body["temporaryAttachmentIds"].as_array().into_iter().flatten();
        let temporary: Vec<&str> = list.filter_map(Value::as_str).collect();
        if temporary.is_empty() || !temporary.iter().all(|id| self.temporary.contains_key(*id)) {
            return Err(Refusal::of_desk(400, "Temporary attachment was not found."));
        }
        let parts = temporary.iter().filter_map(|id| self.temporary.remove(*id)).collect();
        let public = body["public"].as_bool().unwrap_or(true) || !self.is_agent(by);
        let text = body["additionalComment"]["body"].as_str().unwrap_or_default();
        let comment = self.say_with(id, text, parts, public, by);
        let issue = self.issues.get(&id).ok_or_else(Refusal::no_issue)?;
        let added = issue.files.iter().rev().take(temporary.len());
        let added: Vec<Value> = added.map(|file| self.file_json(file)).collect();
        let json = json!({
            "comment": self.request_comment_json(&key, &comment),
            "attachments": { "size": added.len(), "start": 0, "limit": 50, "isLastPage": true, "values": added },
        });
        Ok(Response::of_json(201, &json))
    }

    /// A comment with files, which it names by their names in the media service. Files are in the changelog.
    pub(super) fn say_with(
        &mut self,
        issue: u64,
        text: &str,
        parts: Vec<FormPart>,
        public: bool,
        by: u64,
    ) -> Comment {
        let (mut items, mut names) = (Vec::new(), Vec::new());
        for part in parts {
            let (id, name) = (self.new_id(), part.filename.unwrap_or_default());
            items.push(Item {
                field: "Attachment".to_owned(),
                to: Some(id.to_string()),
                to_text: Some(name.clone()),
                ..Item::default()
            });
            names.push(name.clone());
            let file =
                File { id, name, kind: part.kind, content: part.content, author: by, created: self.now };
            if let Some(issue) = self.issues.get_mut(&issue) {
                issue.files.push(file);
            }
        }
        self.log(issue, by, items);
        self.add_comment(issue, Draft::of_text_with(text, &names, public), by)
    }

    /// `GET /rest/api/3/attachment/content/{id}`: another server has it, unless `redirect=false`.
    pub(super) fn content(&self, request: &Request, id: &str, by: Option<u64>) -> Answer {
        let agent = by.is_some_and(|by| self.is_agent(by));
        let mut files = self.issues.values().flat_map(|issue| &issue.files).filter(|_| agent);
        let why = "The attachment with id does not exist.";
        let file = files.find(|file| file.id.to_string() == id).ok_or_else(|| Refusal::missing(why))?;
        if request.param("redirect") != Some("false") {
            let to = format!("https://api.media.atlassian.com/file/{id}/binary?token=x");
            return Ok(Response::empty(303).with("location", to));
        }
        Ok(Response { body: file.content.clone(), ..Response::empty(200) }.with("content-type", &file.kind))
    }

    /// As the field `attachment` tells of one.
    pub(super) fn file_json(&self, file: &File) -> Value {
        json!({
            "self": self.link_to(&format!("attachment/{}", file.id)),
            "id": file.id.to_string(),
            "filename": file.name,
            "author": self.user_json(Some(file.author)),
            "created": self.stamp(file.created),
            "size": file.content.len(),
            "mimeType": file.kind,
            "content": self.link_to(&format!("attachment/content/{}", file.id)),
        })
    }
}
