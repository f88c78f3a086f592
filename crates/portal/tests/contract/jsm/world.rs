//! A living site, and its tickets as both sides tell them.

use std::collections::BTreeMap;
use std::rc::Rc;

use fakes::{Clock, Jsm};
use policy::ticket::{Gone, Ticket, What};
use serde_json::{Value, json};

use crate::drive::{Dice, Line, Stand};

const NOW: i64 = 1_795_262_400;
const STATUSES: [&str; 5] =
    ["Waiting for support", "Waiting for customer", "In Progress", "Resolved", "Closed"];
const PRIORITIES: [&str; 5] = ["Highest", "High", "Medium", "Low", "Lowest"];
/// A field of the site's own.
pub const MACHINE: &str = "customfield_10100";

/// What is compared of a ticket.
#[derive(Debug, PartialEq)]
struct Shown {
    key: String,
    subject: String,
    queue: String,
    status: String,
    priority: Option<String>,
    assignee: Option<String>,
    tags: Option<String>,
    machine: Option<String>,
    customer: Option<String>,
    /// By their numbers: whether it is public, and the text. The first message has none.
    messages: BTreeMap<String, (bool, String)>,
}

fn text(json: &Value) -> String {
    json.as_str().unwrap_or_default().to_owned()
}

fn of_portal(json: &Value) -> Shown {
    let fields = &json["fields"];
    let one = |path: &str| fields.pointer(path).and_then(Value::as_str).map(str::to_owned);
    let tags: Vec<&str> = fields["labels"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
    let said = json["texts"].as_array().unwrap().iter();
    Shown {
        key: text(&json["key"]),
        subject: text(&fields["summary"]),
        queue: text(&fields["project"]["name"]),
        status: text(&fields["status"]["name"]),
        priority: one("/priority/name"),
        assignee: one("/assignee/displayName"),
        tags: Some(tags.join(" ")).filter(|tags| !tags.is_empty()),
        machine: one(&format!("/{MACHINE}")),
        customer: one("/customfield_10002/0/name"),
        messages: said
            .map(|one| (text(&one["id"]), (one["public"].as_bool().unwrap(), text(&one["text"]))))
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
        key: ticket.number.clone(),
        subject: ticket.subject.clone(),
        queue: ticket.queue.clone(),
        status: ticket.status.clone(),
        priority: ticket.fields.get("priority").cloned(),
        assignee: ticket.assignee.clone(),
        tags: ticket.fields.get("tags").cloned(),
        machine: ticket.fields.get("CF.Machine").cloned(),
        customer: ticket.customer.as_ref().map(|customer| customer.name.clone()),
        messages: messages.collect(),
    }
}

/// A living site and what happened in it.
pub struct World {
    pub portal: Rc<Jsm>,
    pub clock: Clock,
    dice: Dice,
    pub tickets: Vec<u64>,
    pub customers: Vec<u64>,
}

impl World {
    pub fn new(tickets: usize, seed: u64) -> Self {
        let clock = Clock::at(NOW);
        let portal = Rc::new(Jsm::without_socket(&clock));
        portal.add_field(MACHINE, "Machine");
        let mut customers = Vec::new();
        for name in ["Acme", "Bolt"] {
            let organization = portal.add_organization(name);
            for person in ["Jo", "Kim"] {
                let address = format!("{person}@{name}.test").to_lowercase();
                let name = format!("{person} {name}");
                customers.push(portal.add_customer(&name, &address, Some(organization)));
            }
        }
        let (dice, list) = (Dice::new(seed), Vec::new());
        let mut world = Self { portal, clock, dice, tickets: list, customers };
        for _ in 0..tickets {
            world.file();
        }
        world
    }

    /// The agent's line: mail address and token, as they are entered.
    pub fn line(&self) -> Line {
        let agent = self.portal.agent();
        let stand = Rc::clone(&self.portal) as Rc<dyn Stand>;
        Line::new("jsm", stand, &format!("{}:{}", agent.email, agent.token), &self.clock)
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
        let agent = self.dice.pick(&[self.portal.agent().id, self.portal.admin().id]);
        let place = usize::try_from(number % 5).unwrap();
        let change = |body: &Value| {
            let _taken = self.portal.agent_changes(ticket, agent, body);
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
            6 | 7 => {
                self.portal.set_status(ticket, agent, STATUSES[place]);
            }
            8 => change(&json!({ "fields": {
                "priority": { "name": PRIORITIES[place] },
                "assignee": { "accountId": self.portal.account_id(agent) },
            } })),
            9 => change(&json!({ "fields": { "summary": format!("Case, renamed {number}") } })),
            10 => change(
                &json!({ "update": { "labels": [{ "add": "vip" }, { "add": format!("n{number}") }] } }),
            ),
            11 => self.portal.erase(ticket),
            12 => {
                self.portal.move_to(ticket, if number.is_multiple_of(2) { "OPS" } else { "SUP" });
            }
            13 => change(&json!({ "fields": { MACHINE: format!("M-{number}") } })),
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
            let stamp = text(&there["fields"]["updated"]);
            assert_eq!(ours.gone, None, "#{id}");
            assert_eq!(ours.updated.to_string().get(..19), stamp.get(..19), "#{id}: {stamp}");
        }
    }

    /// Syncs while things happen, between the pages and between the syncs.
    pub fn play(&mut self, line: &mut Line, late_s: i64) {
        let mut number = 0;
        line.sync_while(|| {
            for _ in 0..10 {
                number += 1;
                self.live_on(number);
            }
        });
        for round in 0..5 {
            self.clock.pass(late_s);
            line.sync();
            self.compare(line);
            for number in 0..60 {
                self.live_on(round * 100 + number);
                if number % 25 == 24 {
                    line.sync();
                }
            }
            line.sync_while(|| {
                number += 1;
                self.live_on(number);
            });
        }
        self.clock.pass(late_s);
        line.sync();
        self.compare(line);
    }
}
