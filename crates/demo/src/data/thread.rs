//! A ticket being written: events go in, its present state follows.

use calendar::Moment;
use portal::open::wire::{Event, Gone, History, Link, Product, Side, Ticket, What};

use super::cast::Cast;
use super::draw::Draw;
use super::{Dataset, voice};

/// Name of the field of the tags, in events.
pub const TAGS: &str = "tags";
/// Name of the field of the links, in events.
pub const LINKS: &str = "links";
/// Between the members of a list, in events.
pub const COMMA: &str = ", ";

/// A ticket and how it came to be.
#[derive(Clone, Debug)]
pub struct Thread {
    /// As it is now.
    pub ticket: Ticket,
}

impl Thread {
    /// A ticket that has just been filed, with its first message.
    #[must_use]
    pub fn filed(cast: &Cast<'_>, at: Moment, draw: &mut Draw) -> Self {
        let index = cast.index;
        let number = format!("{}-{}", cast.vendor.prefix, Dataset::ticket_id(index));
        let (reference, start) = cast.vendor.reference;
        let fields = [(reference.to_owned(), format!("{start}-{}", 1000 + draw.below(9000)))].into();
        let mut thread = Self {
            ticket: Ticket {
                id: Dataset::ticket_id(index),
                number,
                subject: voice::subject(cast),
                queue: cast.vendor.queue.to_owned(),
                policy: Some(cast.vendor.policy.to_owned()),
                status: "new".to_owned(),
                severity: cast.severity.clone(),
                classification: cast.topic.classification.clone(),
                plan: cast.contract.plan.clone(),
                product: Some(Product {
                    name: cast.topic.product.clone(),
                    version: Some(cast.version.to_owned()),
                }),
                fields,
                tags: Vec::new(),
                links: Vec::new(),
                customer: Some(cast.customer.clone()),
                contact: Some(cast.contact.clone()),
                assignee: None,
                channel: Some(cast.channel.to_owned()),
                url: None,
                created: at,
                updated: at,
                version: String::new(),
                gone: None,
                history: History::Complete,
                events: Vec::new(),
            },
        };
        thread.open(cast, at, draw);
        thread
    }

    /// Adds an event and lets it take effect.
    pub fn happen(&mut self, at: Moment, by: Side, author: &str, what: What) {
        let id = (self.ticket.events.len() + 1).to_string();
        self.replay(Event {
            id,
            at,
            by: Some(by),
            author: author.to_owned(),
            operation: None,
            attachments: Vec::new(),
            what,
        });
    }

    /// Takes an event as it is and lets it take effect.
    pub fn replay(&mut self, event: Event) {
        if let What::Field { name, to, .. } = &event.what {
            self.take(name, to.clone());
        }
        self.ticket.updated = self.ticket.updated.max(event.at);
        self.ticket.events.push(event);
    }

    /// Changes a field; says nothing when it has that value already.
    pub fn set(&mut self, at: Moment, by: Side, author: &str, name: &str, to: Option<&str>) {
        let from = self.value(name).map(ToOwned::to_owned);
        if from.as_deref() != to {
            let to = to.map(ToOwned::to_owned);
            self.happen(at, by, author, What::Field { name: name.to_owned(), from, to });
        }
    }

    /// Adds a message.
    pub fn write(&mut self, at: Moment, by: Side, author: &str, public: bool, text: voice::Text) {
        let what =
            What::Message { public, auto: by == Side::System, body: text.body, mime: text.mime.to_owned() };
        self.happen(at, by, author, what);
    }

    /// Public messages that this side has written.
    #[must_use]
    pub fn messages_by(&self, side: Side) -> usize {
        let is_public = |event: &&Event| matches!(event.what, What::Message { public: true, .. });
        self.ticket.events.iter().filter(is_public).filter(|event| event.by == Some(side)).count()
    }

    /// Whether the customer wrote last.
    #[must_use]
    pub fn customer_waits(&self) -> bool {
        let by_people =
            |event: &&Event| matches!(event.what, What::Message { public: true, auto: false, .. });
        self.ticket.events.iter().rev().find(by_people).is_some_and(|event| event.by == Some(Side::Customer))
    }

    /// Ends the ticket. Of a deleted one nothing is left but that it was there.
    pub fn end(&mut self, at: Moment, gone: Gone) {
        let ticket = &mut self.ticket;
        ticket.updated = ticket.updated.max(at);
        if gone == Gone::Deleted {
            ticket.history = History::Incomplete;
            ticket.subject.clear();
            ticket.events.clear();
            ticket.fields.clear();
            (ticket.customer, ticket.contact, ticket.product) = (None, None, None);
        }
        ticket.gone = Some(gone);
    }

    /// The first events.
    fn open(&mut self, cast: &Cast<'_>, at: Moment, draw: &mut Draw) {
        let customer = cast.contact.name.as_str();
        self.happen(at, Side::Customer, customer, What::Created);
        if cast.channel == "phone" {
            self.set(at, Side::Agent, cast.agent, "assignee", Some(cast.agent));
            self.write(at, Side::Customer, customer, true, voice::phone_text(cast));
            return;
        }
        self.write(at, Side::Customer, customer, true, voice::customer_text(cast, 0, draw));
        if cast.channel == "email" {
            self.write(at, Side::System, "Auto-reply", true, voice::receipt(&self.ticket.number));
        }
    }

    /// A ticket that somebody filed through the API, with nothing in it yet.
    #[must_use]
    pub fn empty(ticket: Ticket) -> Self {
        Self { ticket }
    }

    /// Present value of a field, as events name it.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<&str> {
        let ticket = &self.ticket;
        match name {
            "status" => Some(&ticket.status),
            "queue" => Some(&ticket.queue),
            "subject" => Some(&ticket.subject),
            "severity" => ticket.severity.as_deref(),
            "classification" => ticket.classification.as_deref(),
            "plan" => ticket.plan.as_deref(),
            "assignee" => ticket.assignee.as_deref(),
            other => ticket.fields.get(other).map(String::as_str),
        }
    }

    fn take(&mut self, name: &str, to: Option<String>) {
        let ticket = &mut self.ticket;
        match (name, to) {
            ("status", Some(to)) => ticket.status = to,
            ("queue", Some(to)) => ticket.queue = to,
            ("subject", Some(to)) => ticket.subject = to,
            ("severity", to) => ticket.severity = to,
            ("classification", to) => ticket.classification = to,
            ("plan", to) => ticket.plan = to,
            ("assignee", to) => ticket.assignee = to,
            (TAGS, to) => ticket.tags = members(to.as_deref()).map(str::to_owned).collect(),
            (LINKS, to) => ticket.links = members(to.as_deref()).filter_map(link).collect(),
            (other, Some(to)) => {
                ticket.fields.insert(other.to_owned(), to);
            }
            (other, None) => {
                ticket.fields.remove(other);
            }
        }
    }
}

/// The members of a list as events tell it.
fn members(joined: Option<&str>) -> impl Iterator<Item = &str> {
    joined.unwrap_or_default().split(COMMA).filter(|member| !member.is_empty())
}

fn link(member: &str) -> Option<Link> {
    let (relation, ticket) = member.split_once(' ')?;
    Some(Link { relation: relation.to_owned(), ticket: ticket.to_owned() })
}
