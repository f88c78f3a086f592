//! Files of articles, page `api/ticket/articles`.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

use super::account::Account;
use super::refusal::{Answer, Refusal};
use crate::http::Response;

/// A file that came with an article.
#[derive(Clone, Debug)]
pub(super) struct File {
    pub(super) id: u64,
    pub(super) name: String,
    pub(super) kind: String,
    pub(super) content: Vec<u8>,
}

impl Account {
    /// `GET /api/v1/ticket_attachment/{ticket}/{article}/{attachment}`.
    pub(super) fn attachment(&self, ticket: u64, article: u64, id: u64, by: u64) -> Answer {
        let found = self.visible(by, ticket)?.articles.iter().find(|one| one.id == article);
        let article = found.ok_or_else(|| Refusal::missing("Ticket::Article", article))?;
        let file = article.files.iter().find(|file| file.id == id);
        let why = "The file does not belong to the specified article.";
        let file = file.ok_or_else(|| Refusal::forbidden_since(why))?;
        Ok(Response { body: file.content.clone(), ..Response::empty(200) }.with("content-type", &file.kind))
    }

    pub(super) fn files(&mut self, list: &Value) -> Result<Vec<File>, Refusal> {
        let mut files = Vec::new();
        for (place, item) in list.as_array().into_iter().flatten().enumerate() {
            let part = |name: &str| {
                let why = format!("Attachment needs '{name}' param for attachment with index '{place}'");
                item[name].as_str().map(str::to_owned).ok_or_else(|| Refusal::unprocessable(&why))
            };
            let (kind, name, data) = (part("mime-type")?, part("filename")?, part("data")?);
            let why = format!("Invalid base64 for attachment with index '{place}'");
            let content =
                STANDARD.decode(data.replace(['\r', '\n'], "")).map_err(|_| Refusal::unprocessable(&why))?;
            files.push(File { id: self.new_id(), name, kind, content });
        }
        Ok(files)
    }
}
