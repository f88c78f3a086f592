//! Who is who in a ticket.

use std::collections::{BTreeMap, BTreeSet};

use policy::ticket::Party;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::wire::{Article, Ticket, User};
use crate::{loose, read};

/// Number of the user who is nobody and the machine, called `-`.
pub(super) const NOBODY: &str = "1";
const AGENT: &str = "Agent";
const CUSTOMER: &str = "Customer";
const SYSTEM: &str = "System";
/// Types of messages that the writer sends without help.
const DIRECT: [&str; 2] = ["email", "web"];

/// People by number; none for who cannot be read.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct People(BTreeMap<String, Option<User>>);

impl People {
    /// Keeps those that come with a history: `assets.User`, by number.
    pub(super) fn learn_all(&mut self, assets: &Value) {
        for (id, user) in assets.get("User").and_then(Value::as_object).into_iter().flatten() {
            if let Ok(user) = read::typed::<User>(user.clone()) {
                self.0.insert(id.clone(), Some(user));
            }
        }
    }

    pub(super) fn learn(&mut self, id: String, json: Option<Value>) {
        self.0.insert(id, json.and_then(|json| read::typed(json).ok()));
    }

    pub(super) fn keep_strangers(&self, ids: &mut BTreeSet<String>) {
        ids.retain(|id| id != NOBODY && !self.0.contains_key(id));
    }

    /// The full name, else the log-in name, else nothing.
    pub(super) fn name(&self, id: &str) -> String {
        let Some(user) = self.get(id) else { return String::new() };
        let full = format!("{} {}", user.firstname, user.lastname);
        match full.trim() {
            "" | "-" => user.login.trim_start_matches('-').to_owned(),
            full => full.to_owned(),
        }
    }

    pub(super) fn email(&self, id: &str) -> &str {
        self.get(id).map_or("", |user| user.email.as_str())
    }

    /// The name that tickets call their owner by.
    pub(super) fn login(&self, id: &str) -> Option<&str> {
        self.get(id).map(|user| user.login.as_str()).filter(|login| !login.is_empty())
    }

    /// Which side wrote a message.
    ///
    /// First match wins: what the portal calls its own is a machine's; the requester is the customer, also when that person
    /// is staff; agents are staff. Of the others, who belongs to the ticket's organisation is the customer, or who gets
    /// copies and belongs to none; what an agent wrote down for the customer (a phone call) is the customer's, too.
    pub(super) fn side(&self, ticket: &Ticket, article: &Article, all: &[Article]) -> Party {
        match article.sender.as_str() {
            SYSTEM => return Party::System,
            _ if ticket.customer_id.is_some() && author(article) == ticket.customer_id => {
                return Party::Customer;
            }
            AGENT => return Party::Agent,
            _ => {}
        }
        let noted_down = article.origin_by_id.is_none() && !DIRECT.contains(&article.kind.as_str());
        let Some(user) = author(article).and_then(|id| self.0.get(&id).cloned().flatten()) else {
            return Party::Customer;
        };
        let further = user.organization_ids.iter().filter_map(loose::id_of);
        let mut organizations = user.organization_id.clone().into_iter().chain(further).peekable();
        let belongs = if organizations.peek().is_none() {
            let named = |list: &str| !user.email.is_empty() && list.contains(&user.email);
            all.iter().any(|other| named(&other.cc) || named(&other.to))
        } else {
            organizations.any(|id| Some(id) == ticket.organization_id)
        };
        if noted_down || belongs { Party::Customer } else { Party::Other }
    }

    /// Which side began a ticket.
    pub(super) fn beginner(ticket: &Ticket) -> Party {
        match ticket.create_article_sender.as_str() {
            SYSTEM => Party::System,
            AGENT if ticket.created_by_id != ticket.customer_id => Party::Agent,
            CUSTOMER | AGENT | "" => Party::Customer,
            _ => Party::Other,
        }
    }

    /// Which side changed a field: who wrote as staff is staff, and so is who never wrote, because only staff may change
    /// most fields.
    pub(super) fn changer(&self, ticket: &Ticket, by: Option<&String>, all: &[Article]) -> Option<Party> {
        let by = by?;
        if by == NOBODY {
            return Some(Party::System);
        }
        if ticket.customer_id.as_ref() == Some(by) {
            return Some(Party::Customer);
        }
        let wrote = |article: &&Article| author(article).as_ref() == Some(by);
        let sides: BTreeSet<Party> =
            all.iter().filter(wrote).map(|article| self.side(ticket, article, all)).collect();
        if sides.contains(&Party::Agent) || sides.is_empty() {
            return Some(Party::Agent);
        }
        sides.into_iter().next()
    }

    fn get(&self, id: &str) -> Option<&User> {
        self.0.get(id).and_then(Option::as_ref).filter(|_| id != NOBODY)
    }
}

/// Whose words a message holds.
pub(super) fn author(article: &Article) -> Option<String> {
    article.origin_by_id.clone().or_else(|| article.created_by_id.clone())
}
