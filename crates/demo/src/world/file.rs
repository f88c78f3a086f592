//! A ticket that a client files for a customer.

use portal::open::wire::{Contact, CustomerName, Event, History, NewTicket, Side, Ticket, What};

use super::World;
use super::sequence::Record;
use super::update::{Answer, Refusal, replay};
use super::weigh::{bad, check_text, known};
use crate::data::{AGENTS, Dataset, VENDORS};

/// What a client asks for.
#[derive(Debug)]
pub struct Filing<'r> {
    /// Idempotency key.
    pub key: &'r str,
    /// The body, JSON.
    pub body: &'r str,
}

/// Longest subject line, in letters.
const LONGEST_SUBJECT: usize = 500;

impl World {
    /// Files a ticket, once for each key.
    ///
    /// # Errors
    /// It is refused, and nothing was changed.
    pub fn file(&mut self, filing: &Filing<'_>) -> Result<Answer, Refusal> {
        if let Some(done) = self.operations.find(filing.key, self.now) {
            return replay(done, done.ticket, filing.body);
        }
        let new: NewTicket =
            serde_json::from_str(filing.body).map_err(|error| Refusal::BadBody(error.to_string()))?;
        check(&new)?;
        let index = self.tickets();
        let ticket = self.made(index, &new, filing.key);
        self.newcomers.push(self.now);
        self.filed.insert(index, ticket);
        self.sequence.touch(Record::Ticket(index), self.now);
        self.answer(filing.key, index, filing.body, self.now)
    }

    fn made(&self, index: u32, new: &NewTicket, key: &str) -> Ticket {
        let id = Dataset::ticket_id(index);
        let prefix =
            VENDORS.iter().find(|vendor| vendor.queue == new.queue).map_or("", |vendor| vendor.prefix);
        let policy =
            VENDORS.iter().find(|vendor| vendor.queue == new.queue).map(|vendor| vendor.policy.to_owned());
        let asks = self.asks(&new.contact, policy.as_deref());
        let event = |id: &str, what: What| Event {
            id: id.to_owned(),
            at: self.now,
            by: Some(Side::Agent),
            author: AGENTS[0].to_owned(),
            operation: Some(key.to_owned()),
            attachments: Vec::new(),
            what,
        };
        let (body, mime) = (new.body.clone(), "text/plain".to_owned());
        Ticket {
            number: format!("{prefix}-{id}"),
            id,
            subject: new.subject.clone(),
            queue: new.queue.clone(),
            policy,
            status: "new".to_owned(),
            severity: new.severity.clone(),
            classification: new.classification.clone(),
            plan: asks.plan,
            product: None,
            fields: [].into(),
            tags: Vec::new(),
            links: Vec::new(),
            customer: asks.customer,
            contact: Some(asks.contact),
            assignee: None,
            channel: Some("api".to_owned()),
            url: None,
            created: self.now,
            updated: self.now,
            version: String::new(),
            gone: None,
            history: History::Complete,
            events: vec![
                event("1", What::Created),
                event("2", What::Message { public: true, auto: false, body, mime }),
            ],
        }
    }

    /// Who asks: a contact of a customer, or somebody who is not known.
    fn asks(&self, email: &str, policy: Option<&str>) -> Asks {
        for number in 0..self.data.customers() {
            let contract = self.contract(number);
            if policy.is_some_and(|policy| contract.policy != policy) {
                continue;
            }
            let customer = self.customer(number);
            let Some(contact) = customer.contacts.iter().find(|one| one.email.eq_ignore_ascii_case(email))
            else {
                continue;
            };
            return Asks {
                contact: contact.clone(),
                customer: Some(CustomerName { id: customer.id.clone(), name: customer.name.clone() }),
                plan: contract.plan,
            };
        }
        let contact = Contact { name: String::new(), email: email.to_owned() };
        Asks { contact, customer: None, plan: None }
    }
}

struct Asks {
    contact: Contact,
    customer: Option<CustomerName>,
    plan: Option<String>,
}

fn check(new: &NewTicket) -> Result<(), Refusal> {
    let queues: Vec<&'static str> = VENDORS.iter().map(|vendor| vendor.queue).collect();
    known("queue", Some(&new.queue), &queues)?;
    if new.subject.trim().is_empty() || new.subject.chars().count() > LONGEST_SUBJECT {
        return Err(Refusal::BadBody(format!("subject has to have 1 to {LONGEST_SUBJECT} letters")));
    }
    if new.body.trim().is_empty() {
        return Err(bad("body is empty"));
    }
    check_text("body", &new.body)?;
    let is_address =
        new.contact.split_once('@').is_some_and(|(user, host)| !user.is_empty() && !host.is_empty());
    if !is_address || new.contact.contains(char::is_whitespace) {
        return Err(Refusal::BadBody(format!("contact `{}` is no mail address", new.contact)));
    }
    let Some(vendor) = VENDORS.iter().find(|vendor| vendor.queue == new.queue) else { return Ok(()) };
    known("severity", new.severity.as_deref(), vendor.severities)?;
    known("classification", new.classification.as_deref(), vendor.classifications)
}
