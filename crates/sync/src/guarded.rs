//! An adapter whose mistakes stay with its own account: a panic over one answer becomes a fault that is told and tried
//! again, and the other accounts go on.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use policy::ticket::{Change, Mapping, Operation, Ticket};
use portal::{
    Adapter, Capability, Cursor, Delivery, Fault, Inquiry, Mark, Membership, Next, Probe, Pull, Push,
    PushNext, Receipt, Request, Response,
};

/// What takes in answers is guarded, because only they come from outside. Whatever the engine calls is passed on: the
/// trait's own answer would hide the adapter's.
#[derive(Debug)]
pub(crate) struct Guarded(pub Arc<dyn Adapter>);

impl Guarded {
    /// An adapter is pure, and what it was working on is given up with the fault, so nothing half-done is seen.
    fn guard<T>(&self, read: impl FnOnce() -> Result<T, Fault>) -> Result<T, Fault> {
        catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| Err(self.mistake()))
    }

    /// Says nothing on whether a change was carried out, because it may have been.
    fn mistake(&self) -> Fault {
        let detail = "Gnomon made a mistake in reading it; please report this".to_owned();
        Fault::Shape { url: self.0.probe().url.to_string(), detail }
    }
}

impl Adapter for Guarded {
    fn kind(&self) -> &'static str {
        self.0.kind()
    }

    fn capability(&self) -> Capability {
        self.0.capability()
    }

    fn authorization(&self, secret: &str) -> String {
        self.0.authorization(secret)
    }

    fn probe(&self) -> Request {
        self.0.probe()
    }

    fn read_probe(&self, response: &Response) -> Result<Probe, Fault> {
        self.guard(|| self.0.read_probe(response))
    }

    fn membership(&self, heard: &[Vec<Response>]) -> Option<Inquiry> {
        let asked = self.guard(|| Ok(self.0.membership(heard)));
        asked.unwrap_or_else(|fault| Some(Inquiry::Done(Membership::Untold(fault.to_string()))))
    }

    fn start(&self, cursor: Option<&Cursor>) -> Pull {
        self.0.start(cursor)
    }

    fn start_one(&self, id: &str) -> Pull {
        self.0.start_one(id)
    }

    fn step(&self, pull: &mut Pull, answers: &[Response]) -> Result<Next, Fault> {
        self.guard(|| self.0.step(pull, answers))
    }

    fn delivery(&self, change: &Change) -> Option<Delivery> {
        self.0.delivery(change)
    }

    fn delivery_with_files(&self, change: &Change) -> Option<Delivery> {
        self.0.delivery_with_files(change)
    }

    fn push(&self, operation: &Operation, fresh: Option<&Ticket>) -> Push {
        self.0.push(operation, fresh)
    }

    fn push_step(&self, push: &mut Push, answer: Option<&Response>) -> Result<PushNext, Fault> {
        self.guard(|| self.0.push_step(push, answer))
    }

    fn find(&self, operation: &Operation, mark: &Mark, fresh: &Ticket) -> Option<Receipt> {
        // Not guarded here: whatever was answered instead would be taken for certain, and "not found" may send a second
        // time. The outbox puts the operation to the user.
        self.0.find(operation, mark, fresh)
    }

    fn suggested_mapping(&self) -> Mapping {
        self.0.suggested_mapping()
    }
}
