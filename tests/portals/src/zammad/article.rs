//! Articles, page `api/ticket/articles`: everything that is said on a ticket, the first message included.

use serde_json::{Value, json};

use super::account::Account;
use super::file::File;
use super::history::What;
use super::refusal::{Answer, Refusal};
use super::time;
use super::update::object;
use crate::http::{Request, Response};
use crate::journal::Deed;
use crate::words;

/// Something said.
#[derive(Clone, Debug)]
pub(super) struct Article {
    pub(super) id: u64,
    pub(super) ticket: u64,
    pub(super) kind: Kind,
    pub(super) sender: Sender,
    pub(super) internal: bool,
    pub(super) from: String,
    pub(super) to: Option<String>,
    pub(super) cc: Option<String>,
    pub(super) subject: Option<String>,
    pub(super) content_type: String,
    pub(super) body: String,
    /// Whatever a request says of it, which is kept as it is: `store :preferences` in `ticket/article.rb`.
    pub(super) preferences: Value,
    pub(super) origin_by: Option<u64>,
    pub(super) files: Vec<File>,
    /// Time that came with it.
    pub(super) tenths: Option<u64>,
    pub(super) by: u64,
    pub(super) created: i64,
    pub(super) updated: i64,
}

/// How something was said; the numbers are those of a new installation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Email = 1,
    Sms = 2,
    Chat = 3,
    Phone = 5,
    Note = 10,
    Web = 11,
}

/// Who said it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sender {
    Agent = 1,
    Customer = 2,
    System = 3,
}

impl Kind {
    const ALL: [Self; 6] = [Self::Email, Self::Sms, Self::Chat, Self::Phone, Self::Note, Self::Web];

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::Sms => "sms",
            Self::Chat => "chat",
            Self::Phone => "phone",
            Self::Note => "note",
            Self::Web => "web",
        }
    }
}

impl Sender {
    const ALL: [Self; 3] = [Self::Agent, Self::Customer, Self::System];

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Agent => "Agent",
            Self::Customer => "Customer",
            Self::System => "System",
        }
    }
}

impl Article {
    /// A message to or from the customer. A note is none, "not a communication article", even when the customer sees
    /// it.
    fn is_contact(&self) -> bool {
        !self.internal && self.kind != Kind::Note
    }

    pub(super) fn touch(&mut self, now: i64) {
        self.updated = now;
    }
}

impl Account {
    pub(super) fn ask_create_article(&mut self, request: &Request, by: u64) -> Answer {
        let body = object(request)?;
        let id = body["ticket_id"].as_u64().or_else(|| body["ticket_id"].as_str()?.parse().ok());
        let id = id.ok_or_else(|| Refusal::missing("Ticket", ""))?;
        self.visible(by, id)?;
        let made = self.create_article(id, &body, by)?;
        Ok(Response::of_json(201, &self.article_json(&made)))
    }

    /// `creates_ticket_articles.rb`: a note unless said otherwise, and never internal unless said so. There is no key:
    /// each request is one more article.
    pub(super) fn create_article(&mut self, ticket: u64, body: &Value, by: u64) -> Result<Article, Refusal> {
        let article = self.read_article(ticket, body, by)?;
        self.put_article(article.clone(), body);
        Ok(article)
    }

    pub(super) fn put_article(&mut self, article: Article, body: &Value) {
        let (ticket, id, by, tenths) = (article.ticket, article.id, article.by, article.tenths);
        self.add_article(article);
        if let Some(tenths) = tenths {
            self.add_time(ticket, Some(id), tenths, body["accounted_time_type_id"].as_u64(), by);
        }
    }

    /// The article that a request asks for, or why there is none.
    pub(super) fn read_article(&mut self, ticket: u64, body: &Value, by: u64) -> Result<Article, Refusal> {
        let why = "Need at least article: { body: \"some text\" }";
        let text = body["body"].as_str().ok_or_else(|| Refusal::unprocessable(why))?.to_owned();
        let agent = self.is_agent(by);
        let mut kind = named(body, "type", &Kind::ALL, Kind::name, |kind| kind as u64)?.unwrap_or(Kind::Note);
        let default = if agent { Sender::Agent } else { Sender::Customer };
        let mut sender =
            named(body, "sender", &Sender::ALL, Sender::name, |one| one as u64)?.unwrap_or(default);
        let mut internal = body["internal"].as_bool().unwrap_or(false);
        if !agent {
            (sender, internal) = (Sender::Customer, false);
            kind = if kind == Kind::Web { Kind::Web } else { Kind::Note };
        }
        let own = |name: &str| body[name].as_str().map(str::to_owned);
        let to = own("to");
        if kind == Kind::Email && !to.as_deref().is_some_and(|to| to.contains('@')) {
            // `check_email_recipient_validity` in `article.rb`.
            let why = "Sending an email without a valid recipient is not possible.";
            return Err(Refusal::unprocessable(why));
        }
        Ok(Article {
            id: self.new_id(),
            ticket,
            kind,
            sender,
            internal,
            from: own("from").unwrap_or_else(|| self.from(by, kind)),
            to,
            cc: own("cc"),
            subject: own("subject"),
            content_type: own("content_type").unwrap_or_else(|| "text/plain".to_owned()),
            body: text,
            preferences: Some(&body["preferences"])
                .filter(|one| one.is_object())
                .cloned()
                .unwrap_or(json!({})),
            origin_by: body["origin_by_id"].as_u64().filter(|_| agent),
            files: self.files(&body["attachments"])?,
            tenths: time::asked(&body["time_unit"])?,
            by,
            created: self.now,
            updated: self.now,
        })
    }

    /// What an article does to its ticket: it counts, it is an answer, it opens a new ticket.
    pub(super) fn add_article(&mut self, article: Article) {
        let (now, id, by) = (self.now, article.ticket, article.by);
        let deed = if article.internal { Deed::Noted } else { Deed::Replied };
        self.note(by, deed, id, words::plain(&article.body));
        let (contact, sender, number) = (article.is_contact(), article.sender, article.id);
        let Some(ticket) = self.tickets.get_mut(&id) else { return };
        match sender {
            Sender::Agent if contact => ticket.clocks.agent_wrote(now),
            Sender::Customer if contact => ticket.clocks.customer_wrote(now),
            Sender::Agent | Sender::Customer | Sender::System => {}
        }
        let fresh = ticket.state == super::catalog::NEW;
        ticket.articles.push(article);
        self.log(id, by, "created", What::Article(number));
        if contact && fresh && sender == Sender::Agent {
            // `resets_ticket_state.rb`.
            self.set_state(id, super::catalog::OPEN, by);
        }
        self.touch(id, by);
    }

    /// What a test says in the name of somebody.
    pub(super) fn said(&mut self, ticket: u64, by: u64, text: &str, kind: Kind, internal: bool) {
        let sender = if self.is_agent(by) { Sender::Agent } else { Sender::Customer };
        let article = Article {
            id: self.new_id(),
            ticket,
            kind,
            sender,
            internal,
            from: self.from(by, kind),
            to: None,
            cc: None,
            subject: None,
            content_type: "text/html".to_owned(),
            body: words::html(text),
            preferences: json!({}),
            origin_by: None,
            files: Vec::new(),
            tenths: None,
            by,
            created: self.now,
            updated: self.now,
        };
        self.add_article(article);
    }

    /// Adds a file to the last article of a ticket.
    pub(super) fn attach(&mut self, ticket: u64, file: File) {
        let file = File { id: self.new_id(), ..file };
        let articles = self.tickets.get_mut(&ticket).map(|ticket| &mut ticket.articles);
        if let Some(article) = articles.and_then(|articles| articles.last_mut()) {
            article.files.push(file);
        }
    }

    pub(super) fn from(&self, by: u64, kind: Kind) -> String {
        let Some(user) = self.users.get(&by) else { return String::new() };
        match kind {
            Kind::Email if self.is_agent(by) => format!("{} via <support@vendor.test>", user.full_name()),
            Kind::Email => format!("{} <{}>", user.full_name(), user.email),
            Kind::Sms | Kind::Chat | Kind::Phone | Kind::Note | Kind::Web => user.full_name(),
        }
    }
}

/// A type or a sender, by name or by number.
fn named<T: Copy>(
    body: &Value,
    field: &str,
    all: &[T],
    name: fn(T) -> &'static str,
    number: fn(T) -> u64,
) -> Result<Option<T>, Refusal> {
    if let Some(value) = body.get(field).filter(|value| !value.is_null()) {
        let found = all.iter().copied().find(|one| value.as_str() == Some(name(*one)));
        return found.map(Some).ok_or_else(|| Refusal::no_lookup(field, value));
    }
    let id = body[format!("{field}_id")].as_u64();
    Ok(id.and_then(|id| all.iter().copied().find(|one| number(*one) == id)))
}
