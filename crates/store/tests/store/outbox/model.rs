//! Any sequence of calls, compared with a small model of what should be there.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use store::{Decision, DraftKind, NewOperation, OperationFilter, OperationRecord, OperationRow, TicketKey};

use super::moves::next;
use super::{create, reply, rows, unknown, word};
use crate::world::{NOON, World, world};

/// One call; operations are named by their number modulo how many there are.
#[derive(Clone, Debug)]
enum Step {
    Queue { ticket: u8, create: bool, hold: bool },
    Engine { which: usize, call: &'static str, event: bool },
    User { which: usize, call: &'static str },
    Draft { ticket: u8, text: &'static str },
    Purge { age: i64 },
    Restart,
}

fn step() -> impl Strategy<Value = Step> {
    const ENGINE: &[&str] =
        &["sending", "queued", "unknown", "ask", "delivered", "found", "conflict", "rejected"];
    const USER: &[&str] = &["withdraw", "replace", "send-anyway", "again", "it-is-there"];
    prop_oneof![
        4 => (0..3_u8, prop::bool::weighted(0.3), any::<bool>())
            .prop_map(|(ticket, create, hold)| Step::Queue { ticket, create, hold }),
        12 => (any::<usize>(), prop::sample::select(ENGINE), any::<bool>())
            .prop_map(|(which, call, event)| Step::Engine { which, call, event }),
        6 => (any::<usize>(), prop::sample::select(USER))
            .prop_map(|(which, call)| Step::User { which, call }),
        3 => (0..3_u8, prop::sample::select(&["", "One", "Two"][..]))
            .prop_map(|(ticket, text)| Step::Draft { ticket, text }),
        1 => (0..30_i64).prop_map(|age| Step::Purge { age }),
        1 => Just(Step::Restart),
    ]
}

/// What should be there of one operation.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Expected {
    id: String,
    ticket: String,
    place: u64,
    at: &'static str,
    event: Option<String>,
    seen: BTreeSet<String>,
    changed: i64,
}

#[derive(Default)]
struct Model {
    operations: Vec<Expected>,
    creates: BTreeSet<String>,
    drafts: BTreeMap<String, String>,
    places: u64,
    made: usize,
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn any_sequence_of_calls_leaves_what_the_model_says(steps in prop::collection::vec(step(), 1..60)) {
        let (mut w, mut model) = (world(), Model::default());
        for (number, step) in (1..).zip(&steps) {
            if matches!(step, Step::Restart) {
                w = w.reopened();
            } else {
                model.take(&w, step, number);
            }
            prop_assert_eq!(model.sorted(), stored(&w), "after step {} of {:#?}", number, steps);
            prop_assert_eq!(&model.drafts, &stored_drafts(&w));
        }
        w.store.check().unwrap();
    }
}

impl Model {
    fn take(&mut self, w: &World, step: &Step, number: i64) {
        let now = NOON.plus(number);
        match *step {
            Step::Queue { ticket, create: creates, hold } => {
                self.places += 1;
                let new = self.compose(&format!("t{ticket}"), creates, hold);
                let row = w.store.queue_operation(&new, now).unwrap();
                assert_eq!(row.place, self.places);
                self.add(&new, self.places, number);
            }
            Step::Engine { which, call, event } => self.engine(w, which, call, event, number),
            Step::User { which, call } => self.user(w, which, call, number),
            Step::Draft { ticket, text } => {
                let id = format!("t{ticket}");
                w.store.save_draft(&TicketKey::new("acme", &id), DraftKind::Reply, text, now).unwrap();
                self.drafts.remove(&id);
                if !text.is_empty() {
                    self.drafts.insert(id, text.to_owned());
                }
            }
            Step::Purge { age } => {
                let before = self.operations.len();
                self.operations.retain(|one| !is_over(one) || one.changed >= number - age);
                let purged = w.store.purge_operations(now.plus(-age)).unwrap();
                assert_eq!(purged, before - self.operations.len());
            }
            Step::Restart => {}
        }
    }

    fn engine(&mut self, w: &World, which: usize, call: &'static str, told: bool, number: i64) {
        let Some(index) = self.pick(which) else { return };
        let Expected { id, at, event: had, .. } = self.operations[index].clone();
        // Known later: an event always; told at once: now and then. A new ticket gets a name of its own.
        let event = (told || call == "found").then(|| format!("e{number}"));
        let ticket = (call == "delivered" && self.creates.contains(&id)).then(|| format!("p{number}"));
        let record = match call {
            "sending" => OperationRecord::Sending { sent: "{}".to_owned() },
            "queued" => OperationRecord::Queued { detail: "{}".to_owned(), sent: None },
            "unknown" => unknown(false),
            "ask" => unknown(true),
            "delivered" => {
                OperationRecord::Delivered { accepted: None, event: event.clone(), ticket: ticket.clone() }
            }
            "found" => OperationRecord::Found { accepted: None, event: event.clone() },
            "conflict" => OperationRecord::Conflict { detail: "[]".to_owned() },
            _ => OperationRecord::Rejected { detail: "{}".to_owned(), sent: None },
        };
        let from = if at == "delivered" && had.is_none() { "found" } else { at };
        let to = next(from, call);
        assert_eq!(w.store.record_operation("acme", &id, &record, NOON.plus(number)).unwrap(), to.is_some());
        let Some(to) = to else { return };
        self.operations[index] = Expected { at: to, changed: number, ..self.operations[index].clone() };
        if let Some(ticket) = ticket {
            self.rename(index, &ticket);
        }
        if let Some(event) = event.filter(|_| to == "delivered") {
            self.see(index, &event);
        }
    }

    fn user(&mut self, w: &World, which: usize, call: &'static str, number: i64) {
        let Some(index) = self.pick(which) else { return };
        let (id, now) = (self.operations[index].id.clone(), NOON.plus(number));
        let to = next(self.operations[index].at, call);
        let new = self.compose("t1", false, false);
        let done = match call {
            "withdraw" => w.store.withdraw_operation(&id, now).unwrap(),
            "replace" => w.store.replace_operation(&id, &new, now).unwrap().is_some(),
            "send-anyway" => {
                let seen = self.operations[index].seen.clone();
                let seen = policy::ticket::Seen { messages: seen, ..Default::default() };
                w.store.decide_operation(&id, &Decision::SendAnyway { seen }, now).unwrap()
            }
            "again" => w.store.decide_operation(&id, &Decision::Again, now).unwrap(),
            _ => w.store.decide_operation(&id, &Decision::ItIsThere { ticket: None }, now).unwrap(),
        };
        assert_eq!(done, to.is_some());
        let Some(to) = to else { return };
        (self.operations[index].at, self.operations[index].changed) = (to, number);
        if call == "replace" {
            self.add(&new, self.operations[index].place, number);
        }
    }

    fn compose(&mut self, ticket: &str, creates: bool, hold: bool) -> NewOperation {
        self.made += 1;
        let id = format!("{:04}", self.made);
        let new = if creates { create(&id, ticket) } else { reply(&id, ticket) };
        NewOperation { hold_s: if hold { 10 } else { 0 }, ..new }
    }

    fn add(&mut self, new: &NewOperation, place: u64, number: i64) {
        let operation = &new.operation;
        if operation.change.kind() == "create" {
            self.creates.insert(operation.id.clone());
        }
        self.operations.push(Expected {
            id: operation.id.clone(),
            ticket: operation.ticket.clone(),
            place,
            at: if new.hold_s > 0 { "holding" } else { "queued" },
            event: None,
            seen: operation.seen.messages.clone(),
            changed: number,
        });
    }

    fn rename(&mut self, index: usize, ticket: &str) {
        let local = self.operations[index].ticket.clone();
        self.operations
            .iter_mut()
            .filter(|one| one.ticket == local)
            .for_each(|one| one.ticket = ticket.to_owned());
        if let Some(text) = self.drafts.remove(&local) {
            self.drafts.insert(ticket.to_owned(), text);
        }
    }

    fn see(&mut self, index: usize, event: &str) {
        self.operations[index].event = Some(event.to_owned());
        let ticket = self.operations[index].ticket.clone();
        for one in self.operations.iter_mut().filter(|one| one.ticket == ticket && !is_over(one)) {
            one.seen.insert(event.to_owned());
        }
    }

    fn pick(&self, which: usize) -> Option<usize> {
        which.checked_rem(self.operations.len())
    }

    fn sorted(&self) -> Vec<Expected> {
        let mut all = self.operations.clone();
        all.sort_by(|a, b| (a.place, &a.id).cmp(&(b.place, &b.id)));
        all
    }
}

fn is_over(one: &Expected) -> bool {
    matches!(one.at, "delivered" | "cancelled")
}

fn stored(w: &World) -> Vec<Expected> {
    let all = rows(&w.store, OperationFilter::default());
    let mut open: Vec<u64> = all.iter().filter(|row| row.state.is_open()).map(|row| row.place).collect();
    let places = open.len();
    open.dedup();
    assert_eq!(open.len(), places, "no two open operations have the same place");
    all.into_iter().map(expected).collect()
}

fn expected(row: OperationRow) -> Expected {
    Expected {
        at: word(&row),
        id: row.operation.id,
        ticket: row.operation.ticket,
        place: row.place,
        event: row.event,
        seen: row.operation.seen.messages,
        changed: row.changed.0 - NOON.0,
    }
}

fn stored_drafts(w: &World) -> BTreeMap<String, String> {
    w.store.drafts().unwrap().into_iter().map(|draft| (draft.ticket.id, draft.text)).collect()
}
