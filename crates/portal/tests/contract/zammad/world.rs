//! A living portal, and its tickets as both sides tell them.

use std::collections::BTreeMap;
use std::rc::Rc;

use fakes::{Clock, Staff, Zammad};
use policy::ticket::{Gone, Ticket, What};
use serde_json::{Value, json};

use crate::drive::{Dice, Line, Stand};

const NOW: i64 = 1_795_262_400;

/// What is compared of a ticket.
#[derive(Debug, PartialEq)]
struct Shown {
    subject: String,
    status: String,
    queue: String,
    priority: Option<String>,
    assignee: Option<String>,
    tags: Option<String>,
    customer: Option<String>,
    /// By their numbers: whether it is public, and the text.
    messages: BTreeMap<String, (bool, String)>,
}

fn text(json: &Value) -> String {
    json.as_str().unwrap_or_default().to_owned()
}

/// A ticket that is merged is told without what it holds, which is in another one now.
fn of_portal(json: &Value) -> Shown {
    let there = json["state"] != "merged";
    let some = |member: &str| json[member].as_str().map(str::to_owned);
    let mut tags: Vec<&str> = json["tags"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
    // Neither side promises an order.
    tags.sort_unstable();
    let said = json["articles"].as_array().unwrap().iter().filter(|_| there);
    Shown {
        subject: text(&json["title"]),
        status: text(&json["state"]),
        queue: text(&json["group"]),
        priority: some("priority").filter(|_| there),
        assignee: some("owner").filter(|owner| owner != "-"),
        tags: Some(tags.join(", ")).filter(|tags| there && !tags.is_empty()),
        customer: some("organization"),
        messages: said
            .map(|one| (one["id"].to_string(), (!one["internal"].as_bool().unwrap(), text(&one["body"]))))
            .collect(),
    }
}

fn of_ticket(ticket: &Ticket) -> Shown {
    let messages = ticket.events.iter().filter_map(|event| match &event.what {
        What::Message { public, body, .. } => Some((event.id.clone(), (*public, body.clone()))),
        What::Created | What::Field { .. } | What::Call { .. } | What::Work { .. } | What::Merged { .. } => {
            None
        }
    });
    Shown {
        subject: ticket.subject.clone(),
        status: ticket.status.clone(),
        queue: ticket.queue.clone(),
        priority: ticket.fields.get("priority").cloned(),
        assignee: ticket.assignee.clone(),
        tags: ticket.fields.get("tags").cloned(),
        customer: ticket.customer.as_ref().map(|customer| customer.name.clone()),
        messages: messages.collect(),
    }
}

/// A living portal and what happened in it.
pub struct World {
    pub portal: Rc<Zammad>,
    pub clock: Clock,
    dice: Dice,
    pub tickets: Vec<u64>,
    pub customers: Vec<u64>,
    merged: BTreeMap<u64, u64>,
}

impl World {
    pub fn new(tickets: usize, seed: u64) -> Self {
        let clock = Clock::at(NOW);
        let portal = Rc::new(Zammad::without_socket(&clock));
        let mut customers = Vec::new();
        for name in ["Acme", "Bolt"] {
            let organization = portal.add_organization(name, json!({}));
            for person in ["Jo", "Kim"] {
                let address = format!("{person}@{name}.test").to_lowercase();
                customers.push(portal.add_customer(
                    &format!("{person} {name}"),
                    &address,
                    Some(organization),
                ));
            }
        }
        let (dice, list, merged) = (Dice::new(seed), Vec::new(), BTreeMap::new());
        let mut world = Self { portal, clock, dice, tickets: list, customers, merged };
        for _ in 0..tickets {
            world.file();
        }
        world
    }

    pub fn line(&self, who: &Staff) -> Line {
        Line::new("zammad", Rc::clone(&self.portal) as Rc<dyn Stand>, &who.token, &self.clock)
    }

    pub fn file(&mut self) {
        let customer = self.dice.pick(&self.customers);
        let subject = format!("Case {}", self.tickets.len());
        self.tickets.push(self.portal.add_ticket(customer, &subject, "It does not start."));
        self.clock.pass(i64::try_from(self.dice.roll(3)).unwrap());
    }

    /// Something happens, some seconds after the last thing, or in the same second.
    pub fn live_on(&mut self, number: u64) {
        let ticket = self.dice.pick(&self.tickets);
        let agent = self.dice.pick(&[self.portal.admin().id, self.portal.agent().id]);
        let change = |fields: Value| {
            let _taken = self.portal.agent_changes(ticket, agent, &fields);
        };
        match self.dice.roll(16) {
            0..=2 => {
                self.portal.customer_writes(ticket, &format!("Still so, {number}."));
            }
            3 | 4 => {
                self.portal.agent_writes(ticket, agent, &format!("Try {number}."), true);
            }
            5 => {
                self.portal.agent_writes(ticket, agent, &format!("Seen, {number}."), false);
            }
            6 => change(json!({ "state": self.dice.pick(&["open", "closed"]) })),
            // One ends by itself, the other only reminds.
            7 => {
                let state = self.dice.pick(&["pending close", "pending reminder"]);
                change(json!({ "state": state, "pending_time": "2026-11-21T12:20:00Z" }));
            }
            8 => change(json!({ "priority_id": 1 + number % 3, "owner_id": agent })),
            9 => change(json!({ "title": format!("Case, renamed {number}") })),
            10 => change(json!({ "group_id": 1 + number % 2 })),
            11 => self.portal.add_tag(ticket, agent, &format!("n {number}")),
            12 => self.portal.erase(ticket),
            13 | 14 => {
                let into = self.dice.pick(&self.tickets);
                if into != ticket && !self.portal.ticket(into).is_null() && self.portal.merge(ticket, into) {
                    self.merged.insert(ticket, into);
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
            if there.is_null() {
                assert!(ours.is_none_or(|ours| ours.gone == Some(Gone::Deleted)), "#{id} is gone");
                continue;
            }
            let ours = ours.unwrap_or_else(|| panic!("#{id} is missing"));
            assert_eq!(of_ticket(ours), of_portal(&there), "#{id}");
            let is_merged = there["state"] == "merged";
            let into = self.merged.get(id).filter(|_| is_merged);
            assert_eq!(ours.gone, into.map(|into| Gone::MergedInto(into.to_string())), "#{id}");
            // Ours has whole seconds.
            assert_eq!(ours.updated.to_string()[..19], text(&there["updated_at"])[..19], "#{id}");
        }
    }

    /// A first sync, then rounds of changes and increments; after each, all tickets are compared.
    pub fn play(&mut self, line: &mut Line) {
        line.sync();
        self.compare(line);
        for round in 0..5 {
            for number in 0..60 {
                self.live_on(round * 100 + number);
                if number % 25 == 24 {
                    line.sync();
                }
            }
            line.sync();
            self.compare(line);
        }
    }
}
