//! A living portal, and its tickets as both sides tell them.

use std::collections::BTreeMap;
use std::rc::Rc;

use fakes::{Clock, Staff, Zendesk};
use policy::ticket::{Gone, Ticket, What};
use serde_json::{Value, json};

use crate::drive::{Dice, Line, Stand};

const NOW: i64 = 1_795_262_400;

fn secret(who: &Staff) -> String {
    format!("{}:{}", who.email, who.token)
}

/// What is compared of a ticket.
#[derive(Debug, PartialEq)]
struct Shown {
    subject: String,
    status: String,
    priority: Option<String>,
    assignee: Option<String>,
    tags: Option<String>,
    customer: Option<String>,
    messages: Vec<(bool, String)>,
}

fn text(json: &Value) -> Option<String> {
    json.as_str().map(str::to_owned)
}

fn of_portal(json: &Value, names: &BTreeMap<u64, String>) -> Shown {
    let name = |member: &str| json[member].as_u64().map(|id| names[&id].clone());
    let tags: Vec<&str> = json["tags"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
    let comments = json["comments"].as_array().unwrap().iter();
    Shown {
        subject: text(&json["subject"]).unwrap(),
        status: text(&json["status"]).unwrap(),
        priority: text(&json["priority"]),
        assignee: name("assignee_id"),
        tags: Some(tags.join(" ")).filter(|tags| !tags.is_empty()),
        customer: name("organization_id"),
        messages: comments
            .map(|one| (one["public"].as_bool().unwrap(), text(&one["plain_body"]).unwrap()))
            .collect(),
    }
}

/// The words of a message: what a customer wrote is read as the HTML that the portal made of it.
fn words(body: &str, mime: &str) -> String {
    if mime != "text/html" {
        return body.to_owned();
    }
    body.split('<').filter_map(|part| part.split_once('>')).map(|(_, text)| text).collect()
}

fn of_ticket(ticket: &Ticket) -> Shown {
    let messages = ticket.events.iter().filter_map(|event| match &event.what {
        What::Message { public, body, mime, .. } => Some((*public, words(body, mime))),
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
    pub portal: Rc<Zendesk>,
    pub clock: Clock,
    dice: Dice,
    pub tickets: Vec<u64>,
    names: BTreeMap<u64, String>,
    pub customers: Vec<u64>,
    /// In the bin since an earlier round.
    binned: Vec<u64>,
    merged: BTreeMap<u64, u64>,
}

impl World {
    pub fn new(tickets: usize, seed: u64) -> Self {
        let clock = Clock::at(NOW);
        let portal = Rc::new(Zendesk::without_socket(&clock));
        let mut names = BTreeMap::new();
        let mut customers = Vec::new();
        for name in ["Acme", "Bolt"] {
            let organization = portal.add_organization(name, json!({}));
            names.insert(organization, name.to_owned());
            for person in ["Jo", "Kim"] {
                let address = format!("{person}@{name}.test").to_lowercase();
                customers.push(portal.add_customer(
                    &format!("{person} {name}"),
                    &address,
                    Some(organization),
                ));
            }
        }
        names.insert(portal.admin().id, "Ada Admin".to_owned());
        names.insert(portal.agent().id, "Ben Agent".to_owned());
        let (binned, merged) = (Vec::new(), BTreeMap::new());
        let (dice, list) = (Dice::new(seed), Vec::new());
        let mut world = Self { portal, clock, dice, tickets: list, names, customers, binned, merged };
        for _ in 0..tickets {
            world.file();
        }
        world
    }

    pub fn file(&mut self) {
        let customer = self.dice.pick(&self.customers);
        let number = self.tickets.len();
        self.tickets.push(self.portal.add_ticket(customer, &format!("Case {number}"), "It does not start."));
        self.clock.pass(i64::try_from(self.dice.roll(3)).unwrap());
    }

    /// Something happens, some seconds after the last thing, or in the same second.
    pub fn live_on(&mut self, number: u64) {
        let ticket = self.dice.pick(&self.tickets);
        let agents = [self.portal.admin().id, self.portal.agent().id];
        let agent = self.dice.pick(&agents);
        let portal = &self.portal;
        match self.dice.roll(16) {
            0..=2 => {
                portal.customer_writes(ticket, &format!("Still so, {number}."));
            }
            3 | 4 => {
                portal.agent_writes(ticket, agent, &format!("Try {number}."), true);
            }
            5 => {
                portal.agent_writes(ticket, agent, &format!("Seen, {number}."), false);
            }
            6 | 7 => {
                let status = self.dice.pick(&["open", "pending", "hold", "solved"]);
                portal.agent_changes(ticket, agent, &json!({ "status": status }));
            }
            8 => {
                let priority = self.dice.pick(&["low", "normal", "high", "urgent"]);
                portal.agent_changes(ticket, agent, &json!({ "priority": priority, "assignee_id": agent }));
            }
            9 => {
                portal.agent_changes(ticket, agent, &json!({ "subject": format!("Case, renamed {number}") }));
            }
            10 => {
                portal.agent_changes(ticket, agent, &json!({ "tags": ["vip", format!("n{number}")] }));
            }
            11 => portal.system_touches(ticket),
            12 => {
                portal.delete(ticket);
            }
            13 => {
                if let Some(ticket) = self.binned.pop() {
                    if number.is_multiple_of(2) {
                        portal.restore(ticket);
                    } else {
                        portal.erase(ticket);
                    }
                }
            }
            14 => {
                let into = self.dice.pick(&self.tickets);
                if into != ticket && portal.merge(ticket, into) {
                    self.merged.insert(ticket, into);
                }
            }
            _ => self.file(),
        }
        self.clock.pass(i64::try_from(self.dice.roll(30)).unwrap());
    }

    /// What is in the bin now was delivered as gone.
    pub fn next_round(&mut self) {
        let deleted = |id: &&u64| self.portal.ticket(**id)["status"] == "deleted";
        self.binned = self.tickets.iter().filter(deleted).copied().collect();
    }

    pub fn compare(&self, line: &Line) {
        assert_eq!(line.aside, Vec::<String>::new());
        for id in &self.tickets {
            let there = self.portal.ticket(*id);
            let Some(ours) = line.mirror.get(&id.to_string()) else {
                assert_eq!(there["status"], "deleted", "#{id} is missing");
                continue;
            };
            if there["status"] == "deleted" {
                assert_eq!(ours.gone, Some(Gone::Deleted), "#{id} is gone");
                continue;
            }
            assert_eq!(of_ticket(ours), of_portal(&there, &self.names), "#{id}");
            let into = self.merged.get(id).map(|into| Gone::MergedInto(into.to_string()));
            assert_eq!(ours.gone, into, "#{id}");
            assert_eq!(ours.updated.to_string(), text(&there["updated_at"]).unwrap(), "#{id}");
        }
    }
}

impl World {
    pub fn line(&self, who: &Staff) -> Line {
        Line::new("zendesk", Rc::clone(&self.portal) as Rc<dyn Stand>, &secret(who), &self.clock)
    }

    /// A first sync, then rounds of changes and increments; after each, all tickets are compared. What is younger than
    /// `late_s` need not be known yet.
    pub fn play(&mut self, line: &mut Line, late_s: i64) {
        line.sync();
        self.clock.pass(late_s);
        line.sync();
        self.compare(line);
        for round in 0..5 {
            for number in 0..60 {
                self.live_on(round * 100 + number);
                if number % 25 == 24 {
                    // In between, with what is too young not yet told.
                    line.sync();
                }
            }
            self.clock.pass(late_s);
            line.sync();
            self.compare(line);
            self.next_round();
        }
    }
}
