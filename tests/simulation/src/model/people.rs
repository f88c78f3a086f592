//! The customer, a colleague and the administrator, who work in the portal meanwhile.

use std::collections::BTreeMap;

use portal::open::wire::{Contact, CustomerName, Gone, History, Side, Ticket, What};

use super::Model;
use crate::dice::Dice;
use crate::plan::Kind;

impl Model {
    /// Somebody other than the user of the consoles acts.
    pub fn act(&mut self, now_ms: u64, kind: Kind, pick: u64) {
        let mut dice = Dice::new(pick, 7);
        let living: Vec<String> = self
            .tickets
            .iter()
            .filter(|(_, all)| all.last().is_some_and(|v| v.ticket.gone.is_none()))
            .map(|(id, _)| id.clone())
            .collect();
        if kind == Kind::File || living.is_empty() {
            let word = self.word();
            self.file(now_ms, &format!("{word} it beeps."), None);
            return;
        }
        let id = dice.pick(&living).clone();
        match kind {
            Kind::Customer => self.write(now_ms, &id, (Side::Customer, "Jo"), true),
            Kind::Colleague => match dice.under(4) {
                0 => self.write(now_ms, &id, (Side::Agent, "Bob"), true),
                1 => self.write(now_ms, &id, (Side::Agent, "Bob"), false),
                2 => {
                    let to = *dice.pick(&["new", "open", "on-hold", "solved"]);
                    self.set(now_ms, &id, (Side::Agent, "Bob"), "status", to, None);
                }
                _ => {
                    let to = *dice.pick(&["Bob", super::USER, ""]);
                    self.set(now_ms, &id, (Side::Agent, "Bob"), "assignee", to, None);
                }
            },
            Kind::Delete => self.change(now_ms, &id, |ticket| {
                ticket.gone = Some(Gone::Deleted);
                ticket.events.clear();
            }),
            Kind::Merge => {
                let into = dice.pick(&living).clone();
                if into != id {
                    self.change(now_ms, &id, |ticket| {
                        ticket.gone = Some(Gone::Merged { into: into.clone() });
                    });
                    let event = self.event(now_ms, Side::Agent, "Bob", None, What::Merged { ticket: id });
                    self.change(now_ms, &into, |ticket| ticket.events.push(event));
                }
            }
            Kind::Permission => {
                if let Some(version) = self.last(&id) {
                    let (ticket, hidden) = (version.ticket.clone(), version.hidden);
                    self.put(now_ms, ticket, !hidden);
                }
            }
            Kind::Forget => {
                self.age += 1;
                self.tickets
                    .retain(|_, all| all.last().is_some_and(|v| v.ticket.gone.is_none() && !v.hidden));
            }
            Kind::File
            | Kind::Reply
            | Kind::Note
            | Kind::Set
            | Kind::Create
            | Kind::Withdraw
            | Kind::Edit
            | Kind::Decide
            | Kind::Draft
            | Kind::SyncNow
            | Kind::Network
            | Kind::Suspend
            | Kind::Jump => {}
        }
    }

    /// The portal forgets its cursors, but nothing else.
    pub fn forget_cursors(&mut self) {
        self.age += 1;
    }

    /// A new ticket; answers its identifier.
    pub(super) fn file(&mut self, now_ms: u64, body: &str, operation: Option<&str>) -> String {
        self.made += 1;
        let id = self.made.to_string();
        let at = Self::clock(now_ms);
        let what =
            What::Message { public: true, auto: false, body: body.to_owned(), mime: "text/plain".to_owned() };
        let created = self.event(now_ms, Side::Customer, "Jo", operation, What::Created);
        let first = self.event(now_ms, Side::Customer, "Jo", None, what);
        let ticket = Ticket {
            id: id.clone(),
            number: format!("{}#{id}", self.account),
            subject: format!("Ticket {id} of {}", self.account),
            queue: "q".to_owned(),
            policy: None,
            status: "new".to_owned(),
            severity: None,
            classification: None,
            plan: None,
            product: None,
            fields: BTreeMap::new(),
            tags: Vec::new(),
            links: Vec::new(),
            customer: Some(CustomerName { id: "c".to_owned(), name: "ACME".to_owned() }),
            contact: Some(Contact { name: "Jo".to_owned(), email: "jo@client.test".to_owned() }),
            assignee: None,
            channel: None,
            url: None,
            created: at,
            updated: at,
            version: String::new(),
            gone: None,
            history: History::Complete,
            events: vec![created, first],
        };
        self.put(now_ms, ticket, false);
        id
    }

    fn write(&mut self, now_ms: u64, id: &str, by: (Side, &str), public: bool) {
        let body = format!("{} and what now?", self.word());
        let what = What::Message { public, auto: false, body, mime: "text/plain".to_owned() };
        let event = self.event(now_ms, by.0, by.1, None, what);
        self.change(now_ms, id, |ticket| ticket.events.push(event));
    }

    /// A word that nothing else has.
    fn word(&self) -> String {
        format!("w{}n{}x", self.account, self.events)
    }
}
