//! A living portal, and its tickets as both sides tell them.

use std::collections::BTreeMap;
use std::rc::Rc;

use fakes::{Clock, Freshdesk};
use policy::ticket::{Gone, Ticket, What};
use serde_json::{Value, json};

use crate::drive::{Dice, Line, Stand};

const NOW: i64 = 1_795_262_400;
const STATUSES: [&str; 4] = ["Open", "Pending", "Resolved", "Closed"];
const PRIORITIES: [&str; 4] = ["Low", "Medium", "High", "Urgent"];

/// What is compared of a ticket.
#[derive(Debug, PartialEq)]
struct Shown {
    subject: String,
    status: String,
    priority: Option<String>,
    assignee: Option<String>,
    tags: Option<String>,
    customer: Option<String>,
    /// By their numbers: whether it is public, and the text. The first message has none.
    messages: BTreeMap<String, (bool, String)>,
}

fn text(json: &Value) -> String {
    json.as_str().unwrap_or_default().to_owned()
}

fn of_portal(json: &Value, names: &BTreeMap<u64, String>) -> Shown {
    let name = |member: &str| json[member].as_u64().map(|id| names[&id].clone());
    let label = |member: &str, labels: &[&str], first: u64| {
        labels[usize::try_from(json[member].as_u64().unwrap() - first).unwrap()].to_owned()
    };
    let tags: Vec<&str> = json["tags"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
    let said = json["conversations"].as_array().unwrap().iter();
    Shown {
        subject: text(&json["subject"]),
        status: label("status", &STATUSES, 2),
        priority: Some(label("priority", &PRIORITIES, 1)),
        assignee: name("responder_id"),
        tags: Some(tags.join(", ")).filter(|tags| !tags.is_empty()),
        customer: name("company_id"),
        messages: said
            .map(|one| (one["id"].to_string(), (!one["private"].as_bool().unwrap(), text(&one["body_text"]))))
            .collect(),
    }
}

fn of_ticket(ticket: &Ticket) -> Shown {
    let said = ticket.events.iter().filter(|event| event.id != "description");
    let messages = said.filter_map(|event| match &event.what {
        What::Message { public, body, .. } => Some((event.id.clone(), (*public, body.clone()))),
        What::Created | What::Field { .. } | What::Call { .. } | What::Work { .. } | What::Merged { .. } => {
            None
        }
    });
    Shown {
        subject: ticket.subject.clone(),
        status: ticket.status.clone(),
        priority: ticket.fields.get("priority").cloned(),
        assignee: ticket.assignee.clone(),
        tags: ticket.fields.get("tags").cloned(),
        customer: ticket.customer.as_ref().map(|customer| customer.name.clone()),
        messages: messages.collect(),
    }
}

/// A living portal and what happened in it.
pub struct World {
    pub portal: Rc<Freshdesk>,
    pub clock: Clock,
    dice: Dice,
    pub tickets: Vec<u64>,
    names: BTreeMap<u64, String>,
    pub contacts: Vec<u64>,
    /// In the bin since an earlier round.
    binned: Vec<u64>,
}

impl World {
    pub fn new(tickets: usize, seed: u64) -> Self {
        let clock = Clock::at(NOW);
        let portal = Rc::new(Freshdesk::without_socket(&clock));
        let (mut names, mut contacts) = (BTreeMap::new(), Vec::new());
        for name in ["Acme", "Bolt"] {
            let company = portal.add_company(name, None, json!({}));
            names.insert(company, name.to_owned());
            for person in ["Jo", "Kim"] {
                let address = format!("{person}@{name}.test").to_lowercase();
                contacts.push(portal.add_contact(&format!("{person} {name}"), &address, Some(company)));
            }
        }
        names.insert(portal.agent().id, "Ada Admin".to_owned());
        names.insert(portal.other_agent().id, "Ben Agent".to_owned());
        let (dice, list, binned) = (Dice::new(seed), Vec::new(), Vec::new());
        let mut world = Self { portal, clock, dice, tickets: list, names, contacts, binned };
        for _ in 0..tickets {
            world.file();
        }
        world
    }

    pub fn line(&self) -> Line {
        let stand = Rc::clone(&self.portal) as Rc<dyn Stand>;
        Line::new("freshdesk", stand, &self.portal.agent().token, &self.clock)
    }

    pub fn file(&mut self) {
        let contact = self.dice.pick(&self.contacts);
        let subject = format!("Case {}", self.tickets.len());
        self.tickets.push(self.portal.add_ticket(contact, &subject, "It does not start."));
        self.clock.pass(i64::try_from(self.dice.roll(3)).unwrap());
    }

    /// Something happens, some seconds after the last thing, or in the same second.
    pub fn live_on(&mut self, number: u64) {
        let ticket = self.dice.pick(&self.tickets);
        let agent = self.dice.pick(&[self.portal.agent().id, self.portal.other_agent().id]);
        let change = |fields: Value| {
            let _taken = self.portal.agent_changes(ticket, agent, &fields);
        };
        match self.dice.roll(15) {
            0..=2 => {
                self.portal.customer_writes(ticket, &format!("Still so, {number}."));
            }
            3 | 4 => {
                self.portal.agent_writes(ticket, agent, &format!("Try {number}."), true);
            }
            5 => {
                self.portal.agent_writes(ticket, agent, &format!("Seen, {number}."), false);
            }
            6 | 7 => change(json!({ "status": 2 + number % 4 })),
            8 => change(json!({ "priority": 1 + number % 4, "responder_id": agent })),
            9 => change(json!({ "subject": format!("Case, renamed {number}") })),
            10 => change(json!({ "tags": ["vip", format!("n {number}")] })),
            11 => self.portal.delete(ticket),
            12 => {
                if let Some(ticket) = self.binned.pop() {
                    if number.is_multiple_of(2) {
                        self.portal.restore(ticket);
                    } else {
                        self.portal.erase(ticket);
                    }
                }
            }
            13 => {
                let into = self.dice.pick(&self.tickets);
                let lives = |id| {
                    let there = self.portal.ticket(id);
                    !there.is_null() && there["deleted"].is_null()
                };
                if into != ticket && lives(into) && lives(ticket) {
                    self.portal.merge(ticket, into);
                }
            }
            _ => self.file(),
        }
        self.clock.pass(i64::try_from(self.dice.roll(30)).unwrap());
    }

    pub fn compare(&self, line: &Line) {
        assert_eq!(line.aside, Vec::<String>::new());
        for id in &self.tickets {
            let there = self.portal.ticket(*id);
            let ours = line.mirror.get(&id.to_string());
            if there.is_null() || there["deleted"] == true || there["spam"] == true {
                assert!(ours.is_none_or(|ours| ours.gone == Some(Gone::Deleted)), "#{id} is gone");
                continue;
            }
            let ours = ours.unwrap_or_else(|| panic!("#{id} is missing"));
            assert_eq!(of_ticket(ours), of_portal(&there, &self.names), "#{id}");
            assert_eq!((&ours.gone, ours.updated.to_string()), (&None, text(&there["updated_at"])), "#{id}");
        }
    }

    pub fn play(&mut self) {
        let mut line = self.line();
        line.sync();
        self.compare(&line);
        for round in 0..5 {
            for number in 0..60 {
                self.live_on(round * 100 + number);
                if number % 25 == 24 {
                    line.sync();
                }
            }
            line.sync();
            self.compare(&line);
            let binned = |id: &&u64| self.portal.ticket(**id)["deleted"] == true;
            self.binned = self.tickets.iter().filter(binned).copied().collect();
        }
    }
}
