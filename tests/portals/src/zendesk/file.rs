//! Files, page `ticket-attachments`.

use serde_json::{Value, json};

use super::account::Account;
use super::refusal::{Answer, Refusal};
use crate::http::{Request, Response};
use crate::journal::Deed;

/// A file.
#[derive(Clone, Debug)]
pub(super) struct File {
    pub(super) name: String,
    pub(super) kind: String,
    pub(super) content: Vec<u8>,
}

impl Account {
    /// `POST /api/v2/uploads?filename=...` with the content as the body; the answer has a token for a comment.
    pub(super) fn upload(&mut self, request: &Request, by: u64) -> Answer {
        let name = request.param("filename").filter(|name| !name.is_empty());
        let name = name.ok_or_else(|| Refusal::bad_parameter("filename", "It is required."))?.to_owned();
        let kind = request.header("content-type").unwrap_or("application/binary").to_owned();
        self.note(by, Deed::Uploaded, 0, name.clone());
        let id = self.add_file(File { name, kind, content: request.body.clone() });
        let attachment = self.attachment_json(id);
        let upload = json!({
            "token": format!("upload-{id}"), "attachment": attachment, "attachments": [attachment]
        });
        Ok(Response::of_json(201, &json!({ "upload": upload })))
    }

    pub(super) fn add_file(&mut self, file: File) -> u64 {
        let id = self.new_id();
        self.files.insert(id, file);
        id
    }

    /// The files whose tokens a comment names in `uploads`.
    pub(super) fn uploaded(&self, comment: &Value) -> Result<Vec<u64>, Refusal> {
        let tokens = comment["uploads"].as_array().into_iter().flatten();
        let found = tokens.map(|token| {
            let id = token.as_str().and_then(|token| token.strip_prefix("upload-")?.parse::<u64>().ok());
            id.filter(|id| self.files.contains_key(id))
                .ok_or_else(|| Refusal::invalid("base", "Attachment: token is invalid"))
        });
        found.collect()
    }

    pub(super) fn attachment_json(&self, id: u64) -> Option<Value> {
        let file = self.files.get(&id)?;
        Some(json!({
            "id": id,
            "url": self.url("attachments", id),
            "file_name": file.name,
            "content_type": file.kind,
            "content_url": format!("{}/attachments/token/{id}/?name={}", self.base, file.name),
            "size": file.content.len(),
            "inline": false,
            "deleted": false,
            "malware_access_override": false,
            "malware_scan_result": "malware_not_found",
            "thumbnails": [],
        }))
    }

    pub(super) fn content(&self, id: u64) -> Answer {
        let file = self.files.get(&id).ok_or_else(Refusal::not_found)?;
        let response = Response { body: file.content.clone(), ..Response::empty(200) };
        Ok(response.with("content-type", &file.kind))
    }
}
