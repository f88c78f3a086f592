//! What was said on a ticket, as answers show it.

use serde_json::{Value, json};

use super::account::Account;
use super::article::Article;
use super::refusal::{Answer, Refusal};
use super::time;
use crate::http::Response;

impl Account {
    /// Customers see what is not internal.
    pub(super) fn articles(&self, id: u64, by: u64) -> Answer {
        let ticket = self.visible(by, id)?;
        let agent = self.in_group(by, ticket.group);
        let seen = ticket.articles.iter().filter(|article| agent || !article.internal);
        Ok(Response::of_json(200, &seen.map(|article| self.article_json(article)).collect()))
    }

    pub(super) fn article(&self, id: u64, by: u64) -> Answer {
        let mut all = self.tickets.values().flat_map(|ticket| &ticket.articles);
        let found = all.find(|article| article.id == id);
        let article = found.ok_or_else(|| Refusal::missing("Ticket::Article", id))?;
        let ticket = self.visible(by, article.ticket)?;
        if article.internal && !self.in_group(by, ticket.group) {
            return Err(Refusal::forbidden());
        }
        Ok(Response::of_json(200, &self.article_json(article)))
    }

    pub(super) fn article_json(&self, article: &Article) -> Value {
        let files = article.files.iter().map(|file| {
            json!({
                "id": file.id,
                "filename": file.name,
                "size": file.content.len().to_string(),
                "preferences": { "Mime-Type": file.kind },
            })
        });
        json!({
            "id": article.id,
            "ticket_id": article.ticket,
            "type_id": article.kind as u64,
            "sender_id": article.sender as u64,
            "from": article.from,
            "to": article.to,
            "cc": article.cc,
            "subject": article.subject,
            "reply_to": null,
            "message_id": null,
            "message_id_md5": null,
            "in_reply_to": null,
            "content_type": article.content_type,
            "references": null,
            "body": article.body,
            "internal": article.internal,
            "preferences": article.preferences,
            "updated_by_id": article.by,
            "created_by_id": article.by,
            "origin_by_id": article.origin_by,
            "created_at": self.stamp(article.created),
            "updated_at": self.stamp(article.updated),
            "attachments": files.collect::<Vec<_>>(),
            "type": article.kind.name(),
            "sender": article.sender.name(),
            "created_by": self.login(article.by),
            "updated_by": self.login(article.by),
            "time_unit": article.tenths.map(time::text),
        })
    }
}
