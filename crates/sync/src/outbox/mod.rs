//! What waits to be carried out in one account: in order within a ticket, by deadline across tickets.

mod clash;
mod class;
mod mistake;
mod stage;
mod task;
mod timing;

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use calendar::Moment;
use policy::ticket::{Operation, Ticket};
use portal::{Adapter, Fault, Request, Response};

use crate::asking::LONGEST_WAIT_MS;
use crate::backoff::Backoff;
use crate::effect::{Effect, FetchId, Queued, Trouble};
use crate::engine::{Entropy, Now};
use crate::planted;
use task::{After, Task};

/// Operations that are on their way at once, each of another ticket.
const MOST: usize = 2;

/// The operations of an account that the portal does not have yet.
#[derive(Debug)]
pub(crate) struct Outbox {
    account: String,
    adapter: Arc<dyn Adapter>,
    /// By place, then by identifier.
    tasks: BTreeMap<(u64, String), Task>,
    gate: Gate,
    /// When the tickets last changed that were read by themselves, until a page is as new.
    kept: BTreeMap<String, Moment>,
}

/// What holds the whole outbox back.
#[derive(Debug, Default)]
struct Gate {
    backoff: Backoff,
    /// Nothing begins before this monotonic time.
    until: u64,
    /// The portal refuses the token.
    blocked: bool,
}

/// What a step of one operation works with.
pub(crate) struct Turn<'a> {
    account: &'a str,
    adapter: &'a dyn Adapter,
    gate: &'a mut Gate,
    now: Now,
    entropy: &'a mut dyn Entropy,
    out: &'a mut Vec<Effect>,
    kept: &'a mut BTreeMap<String, Moment>,
    /// No operation of the same ticket goes before. One can come in after the turn began: it followed a new ticket whose
    /// name in the portal was found out only now.
    is_first: bool,
}

impl Outbox {
    pub(crate) const fn new(account: String, adapter: Arc<dyn Adapter>) -> Self {
        let gate = Gate { backoff: Backoff::new(), until: 0, blocked: false };
        Self { account, adapter, tasks: BTreeMap::new(), gate, kept: BTreeMap::new() }
    }

    /// Takes an operation in; one that is on its way goes on undisturbed.
    pub(crate) fn queue(&mut self, queued: Queued, now: Now) {
        let key = (queued.place, queued.operation.id.clone());
        let (ticket, kind) = (&queued.operation.ticket, queued.operation.change.kind());
        if planted::is_on("same-kind-is-dropped")
            && self
                .tasks
                .values()
                .any(|task| task.operation().ticket == *ticket && task.operation().change.kind() == kind)
        {
            return;
        }
        if self.tasks.get(&key).is_none_or(Task::is_at_rest) {
            let task = Task::new(queued, &*self.adapter, now);
            self.tasks.insert(key, task);
        }
    }

    /// Forgets an operation.
    pub(crate) fn withdraw(&mut self, operation: &str) {
        self.tasks.retain(|(_, id), _| id != operation);
    }

    /// The portal answers again, or the user asks to try at once.
    pub(crate) fn hurry(&mut self) {
        self.gate.until = 0;
        self.gate.blocked = false;
        self.tasks.values_mut().for_each(Task::hurry);
    }

    /// The store's word on a record.
    pub(crate) fn recorded(
        &mut self,
        operation: &str,
        result: Result<bool, Trouble>,
        now: Now,
        entropy: &mut dyn Entropy,
        out: &mut Vec<Effect>,
    ) {
        if let Some(key) = self.key_of(|_, task| task.operation().id == operation) {
            self.with(&key, now, entropy, out, |task, turn| task.recorded(result, turn));
        }
    }

    /// Takes in an answer; those to nothing of ours are passed over.
    pub(crate) fn answered(
        &mut self,
        fetch: FetchId,
        result: Result<Response, Fault>,
        now: Now,
        entropy: &mut dyn Entropy,
        out: &mut Vec<Effect>,
    ) {
        if let Some(key) = self.key_of(|_, task| task.waits_for(fetch)) {
            self.with(&key, now, entropy, out, |task, turn| task.answered(fetch, result, turn));
        }
    }

    /// Begins what may begin: of each ticket only the first operation, what is due first before the rest.
    pub(crate) fn advance(&mut self, now: Now, entropy: &mut dyn Entropy, out: &mut Vec<Effect>) {
        for key in self.heads() {
            if self.tasks.get(&key).is_some_and(|task| task.may_retry(now)) {
                self.with(&key, now, entropy, out, Task::retry);
            }
        }
        if self.gate.blocked || self.gate.until > now.mono_ms {
            return;
        }
        let mut ready: Vec<_> = self.heads();
        ready.retain(|key| self.tasks.get(key).is_some_and(|task| task.may_begin(now)));
        ready.sort_by_key(|key| self.tasks.get(key).and_then(Task::due).map_or(i64::MAX, |due| due.0));
        let active = self.tasks.values().filter(|task| !task.is_at_rest()).count();
        for key in ready.into_iter().take(MOST.saturating_sub(active)) {
            self.with(&key, now, entropy, out, Task::begin);
        }
    }

    /// Whether a ticket was read by itself that is newer than its copy in a page. A feed can be behind what is read by
    /// itself for a while, so that is remembered until a page has caught up.
    pub(crate) fn has_newer(&mut self, ticket: &Ticket) -> bool {
        let is_newer = self.kept.get(&ticket.id).is_some_and(|updated| ticket.updated < *updated);
        if !is_newer {
            self.kept.remove(&ticket.id);
        }
        is_newer
    }

    /// Requests that may be sent now, each with a new name.
    pub(crate) fn ready_requests(&mut self, now: Now, last: &mut u64) -> Vec<(FetchId, Request)> {
        self.tasks.values_mut().flat_map(|task| task.ready_requests(now, last)).collect()
    }

    /// When something wants to be looked at without any answer coming in.
    pub(crate) fn wake_at(&self, now: Now) -> Option<u64> {
        let of_heads = self.heads().into_iter().filter_map(|key| {
            let task = self.tasks.get(&key)?;
            let begin = task.begins_at().filter(|_| !self.gate.blocked).map(|at| at.max(self.gate.until));
            begin.or_else(|| task.retries_at())
        });
        let of_requests = self.tasks.values().filter_map(|task| task.wake_at(now));
        of_heads.chain(of_requests).filter(|at| *at > now.mono_ms).min()
    }

    /// The first operation of each ticket.
    fn heads(&self) -> Vec<(u64, String)> {
        if planted::is_on("two-of-one-ticket") {
            return self.tasks.keys().cloned().collect();
        }
        if planted::is_on("poison-stops-the-queue") {
            return self.tasks.keys().next().cloned().into_iter().collect();
        }
        let mut tickets = BTreeSet::new();
        let first = self.tasks.iter().filter(|(_, task)| tickets.insert(task.operation().ticket.clone()));
        first.map(|(key, _)| key.clone()).collect()
    }

    fn key_of(&self, fits: impl Fn(&(u64, String), &Task) -> bool) -> Option<(u64, String)> {
        self.tasks.iter().find(|(key, task)| fits(key, task)).map(|(key, _)| key.clone())
    }

    fn with(
        &mut self,
        key: &(u64, String),
        now: Now,
        entropy: &mut dyn Entropy,
        out: &mut Vec<Effect>,
        work: impl FnOnce(&mut Task, &mut Turn<'_>) -> After,
    ) {
        let Some(mut task) = self.tasks.remove(key) else { return };
        let adapter = self.adapter.clone();
        let mut before = self.tasks.range(..key.clone());
        let is_first = planted::is_on("two-of-one-ticket")
            || before.all(|(_, other)| other.operation().ticket != task.operation().ticket);
        let mut turn = Turn {
            account: &self.account,
            adapter: &*adapter,
            gate: &mut self.gate,
            now,
            entropy,
            out,
            kept: &mut self.kept,
            is_first,
        };
        let known = task.known();
        // What the step had in hand is given up with it; what is certain was noted before.
        let worked = catch_unwind(AssertUnwindSafe(|| work(&mut task, &mut turn)));
        match worked.unwrap_or_else(|_| task.broke(known, &mut turn)) {
            After::Stays => {
                self.tasks.insert(key.clone(), task);
            }
            After::Made { ticket } => {
                let local = task.operation().ticket.clone();
                self.rename(&local, &ticket);
                task.rename(&ticket);
                self.tasks.insert(key.clone(), task);
            }
            After::Ends => {}
            After::Read { before, after, event } => {
                for next in self.followers(&after.id) {
                    clash::rebase(next, before.as_deref(), &after, event.as_deref());
                }
            }
        }
    }

    /// The portal made a ticket: what follows is for the portal's identifier.
    fn rename(&mut self, local: &str, ticket: &str) {
        let followers = self.tasks.values_mut().filter(|task| task.operation().ticket == local);
        followers.for_each(|task| task.rename(ticket));
    }

    fn followers(&mut self, ticket: &str) -> impl Iterator<Item = &mut Operation> {
        self.tasks.values_mut().filter(move |task| task.operation().ticket == ticket).map(Task::operation_mut)
    }
}

impl Turn<'_> {
    fn push(&mut self, effect: Effect) {
        self.out.push(effect);
    }

    /// Has a ticket stored as it was just read.
    fn keep(&mut self, ticket: &Ticket) {
        self.kept.insert(ticket.id.clone(), ticket.updated);
        let (account, ticket) = (self.account.to_owned(), Box::new(ticket.clone()));
        self.push(Effect::Keep { account, ticket });
    }

    /// What holds back everything, not only this operation. Gives the milliseconds until a new attempt makes sense.
    fn meet(&mut self, fault: &Fault) -> u64 {
        let at_least = match fault {
            Fault::Unauthorized { .. } => {
                // Asking again with a refused token may lock the account at the portal.
                self.gate.blocked = true;
                0
            }
            Fault::RateLimited { retry_after_s, .. } => {
                retry_after_s.saturating_mul(1000).min(LONGEST_WAIT_MS)
            }
            Fault::Unreachable { .. }
            | Fault::Lost { .. }
            | Fault::Tls { .. }
            | Fault::Forbidden { .. }
            | Fault::NotFound { .. }
            | Fault::Server { .. }
            | Fault::NotJson { .. }
            | Fault::Truncated { .. }
            | Fault::Shape { .. }
            | Fault::TooLarge { .. }
            | Fault::Withheld { .. }
            | Fault::Refused { .. } => 0,
        };
        let wait = self.gate.backoff.fail(self.entropy).max(at_least);
        let is_general = matches!(
            fault,
            Fault::RateLimited { .. }
                | Fault::Unreachable { .. }
                | Fault::Tls { .. }
                | Fault::Unauthorized { .. }
        );
        if is_general {
            self.gate.until = self.gate.until.max(self.now.mono_ms.saturating_add(wait));
        }
        wait
    }
}
