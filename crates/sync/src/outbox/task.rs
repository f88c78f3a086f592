//! One operation on its way: read the ticket, weigh, record, send, record, read again.

use calendar::Moment;
use policy::ticket::{Change, Operation, Ticket};
use portal::{Adapter, Delivery, Fault, Mark, Next, PushNext, Receipt, Request, Response};

use super::Turn;
use super::clash::{Weighed, weigh};
use super::class::{can_repeat, cannot, delivery, is_verdict, moved, overtaken, settle_ms, unsure};
use super::stage::{Reading, Stage, Step, Why};
use crate::asking::{Asking, Heard};
use crate::backoff::Backoff;
use crate::effect::{Effect, FetchId, Queued, Record, Sent, Trouble};
use crate::engine::Now;
use crate::planted;

/// Requests of one operation that are on their way at once.
const PARALLEL: usize = 2;

/// One operation.
#[derive(Debug)]
pub(super) struct Task {
    pub(super) queued: Queued,
    pub(super) stage: Stage,
    /// Attempts to send it that failed. The ticket can be read in between, so what is read forgets none of them.
    sends: Backoff,
}

/// What becomes of a task after a step.
#[derive(Debug)]
pub(super) enum After {
    /// It goes on.
    Stays,
    /// It goes on; its new ticket has this identifier in the portal.
    Made { ticket: String },
    /// It is over.
    Ends,
    /// It is over, and its ticket was read before and after it.
    Read { before: Option<Box<Ticket>>, after: Box<Ticket>, event: Option<String> },
}

impl Task {
    pub(super) fn new(queued: Queued, adapter: &dyn Adapter, now: Now) -> Self {
        let stage = if queued.parked {
            Stage::Parked
        } else if queued.sent.is_some() {
            // An earlier process sent it, perhaps a moment ago: it may still arrive.
            let settle = settle_ms(adapter, &queued.operation);
            Stage::Waiting { until: now.mono_ms.saturating_add(settle), why: Why::Settle }
        } else {
            Stage::Waiting { until: now.mono_ms.saturating_add(queued.hold_ms), why: Why::Undo }
        };
        Self { queued, stage, sends: Backoff::new() }
    }

    pub(super) const fn operation(&self) -> &Operation {
        &self.queued.operation
    }

    pub(super) const fn operation_mut(&mut self) -> &mut Operation {
        &mut self.queued.operation
    }

    pub(super) const fn due(&self) -> Option<Moment> {
        self.queued.due
    }

    pub(super) fn rename(&mut self, ticket: &str) {
        ticket.clone_into(&mut self.queued.operation.ticket);
    }

    pub(super) fn waits_for(&self, fetch: FetchId) -> bool {
        match &self.stage {
            Stage::Pushing { step: Step::Sending(id), .. } => *id == fetch,
            Stage::Waiting { .. }
            | Stage::Parked
            | Stage::Checking(_)
            | Stage::Recording { .. }
            | Stage::Pushing { .. }
            | Stage::Refreshing { .. } => self.stage.asking().is_some_and(|asking| asking.has(fetch)),
        }
    }

    pub(super) fn ready_requests(&mut self, now: Now, last: &mut u64) -> Vec<(FetchId, Request)> {
        if let Stage::Pushing { step, went_out, .. } = &mut self.stage
            && let Step::Ready(request) = step
        {
            *last += 1;
            let sent = (FetchId(*last), request.clone());
            *step = Step::Sending(sent.0);
            *went_out = true;
            return vec![sent];
        }
        self.stage.asking_mut().map(|asking| asking.ready(now, PARALLEL, last)).unwrap_or_default()
    }

    /// Its turn has come.
    pub(super) fn begin(&mut self, turn: &mut Turn<'_>) -> After {
        if delivery(turn.adapter, self.operation()).is_none() {
            let trouble = cannot(turn.adapter.kind());
            return self.record(Record::Rejected { trouble, sent: None }, None, turn);
        }
        if matches!(self.operation().change, Change::Create { .. }) {
            return self.decide(None, turn);
        }
        self.stage = Stage::Checking(Reading::of(turn.adapter.start_one(&self.operation().ticket)));
        self.read(&[], turn)
    }

    /// The store could not write; it is asked again.
    pub(super) fn retry(&mut self, turn: &mut Turn<'_>) -> After {
        match &mut self.stage {
            Stage::Recording { record, fresh, wait_ms, .. } => {
                let (record, fresh, wait_ms) = (record.clone(), fresh.take(), *wait_ms);
                self.record_and_wait(record, fresh, wait_ms, turn)
            }
            Stage::Waiting { .. }
            | Stage::Parked
            | Stage::Checking(_)
            | Stage::Pushing { .. }
            | Stage::Refreshing { .. } => After::Stays,
        }
    }

    pub(super) fn answered(
        &mut self,
        fetch: FetchId,
        result: Result<Response, Fault>,
        turn: &mut Turn<'_>,
    ) -> After {
        if matches!(self.stage, Stage::Pushing { step: Step::Sending(_), .. }) {
            return match result {
                Ok(response) => self.push_on(Some(&response), turn),
                Err(fault) => self.failed(&fault, turn),
            };
        }
        let Some(asking) = self.stage.asking_mut() else { return After::Stays };
        let heard = asking.answered(fetch, result, turn.now, &mut turn.gate.backoff, turn.entropy);
        match heard {
            Heard::Stranger(_) | Heard::Pending | Heard::Waits(..) => After::Stays,
            Heard::All(answers) if matches!(self.stage, Stage::Pushing { .. }) => {
                self.push_on(answers.first(), turn)
            }
            Heard::All(answers) => self.read(&answers, turn),
            Heard::Failed(fault) => self.failed(&fault, turn),
        }
    }

    pub(super) fn recorded(&mut self, result: Result<bool, Trouble>, turn: &mut Turn<'_>) -> After {
        if !matches!(self.stage, Stage::Recording { .. }) {
            return After::Stays;
        }
        let Stage::Recording { record, fresh, wait_ms, .. } = self.take_stage() else {
            return After::Stays;
        };
        match result {
            Ok(true) => self.go_on(record, fresh, wait_ms, turn),
            // The user was first. What is to happen now comes in anew; until then nothing may overtake it.
            Ok(false) if planted::is_on("taken-back-goes-out") => self.go_on(record, fresh, wait_ms, turn),
            Ok(false) => {
                self.stage = Stage::Parked;
                After::Stays
            }
            Err(trouble) => {
                let at = turn.now.mono_ms.saturating_add(turn.gate.backoff.fail(turn.entropy));
                self.delayed(Some(trouble), at, turn);
                self.stage = Stage::Recording { record, fresh, wait_ms, retry_at: Some(at) };
                After::Stays
            }
        }
    }

    /// What follows a record that is on the disk.
    fn go_on(
        &mut self,
        record: Record,
        fresh: Option<Box<Ticket>>,
        wait_ms: u64,
        turn: &mut Turn<'_>,
    ) -> After {
        match record {
            Record::Sending(_) if !turn.is_first => self.stand_back(turn),
            Record::Sending(attempt) => {
                let push = Box::new(turn.adapter.push(self.operation(), fresh.as_deref()));
                let step = Step::Asking(Asking::default());
                self.stage = Stage::Pushing { push, attempt, step, went_out: false };
                self.push_on(None, turn)
            }
            Record::Queued { trouble, .. } => self.wait(Some(trouble), wait_ms, Why::Retry, turn),
            Record::Unknown { ask: true, .. } | Record::Conflict(_) | Record::Rejected { .. } => {
                self.stage = Stage::Parked;
                After::Stays
            }
            Record::Unknown { trouble, ask: false } => {
                let settle = settle_ms(turn.adapter, self.operation());
                let why = if settle > 0 { Why::Settle } else { Why::Retry };
                self.wait(Some(trouble), wait_ms.max(settle), why, turn)
            }
            Record::Delivered(receipt) => self.refresh(receipt, fresh, turn),
            Record::Found(_) => After::Ends,
        }
    }

    /// Lets an earlier operation of the ticket go first; nothing of this one has left in this turn.
    fn stand_back(&mut self, turn: &mut Turn<'_>) -> After {
        let record = Record::Queued { trouble: overtaken(), sent: self.queued.sent.clone() };
        self.record(record, None, turn)
    }

    /// Reads the ticket once more, so that what was written is seen at once.
    fn refresh(&mut self, receipt: Receipt, before: Option<Box<Ticket>>, turn: &mut Turn<'_>) -> After {
        turn.gate.backoff.reset();
        let made = receipt.ticket.clone();
        let ticket = made.as_ref().unwrap_or(&self.operation().ticket);
        let reading = Reading::of(turn.adapter.start_one(ticket));
        self.stage = Stage::Refreshing { reading, before, receipt };
        let after = self.read(&[], turn);
        match (made, after) {
            (Some(ticket), After::Stays) => After::Made { ticket },
            (_, after) => after,
        }
    }

    /// Goes on reading the ticket.
    fn read(&mut self, answers: &[Response], turn: &mut Turn<'_>) -> After {
        let (Stage::Checking(reading) | Stage::Refreshing { reading, .. }) = &mut self.stage else {
            return After::Stays;
        };
        match turn.adapter.step(&mut reading.pull, answers) {
            Ok(Next::Fetch(requests)) => {
                reading.asking = Asking::of(requests);
                After::Stays
            }
            Ok(Next::Page(page)) => {
                // A ticket that could not be read is there all the same.
                if let Some(aside) = page.aside.first().filter(|_| page.tickets.is_empty()) {
                    let fault = Fault::Shape { url: turn.account.to_owned(), detail: aside.why.clone() };
                    return self.failed(&fault, turn);
                }
                let fresh = page.tickets.into_iter().next().map(Box::new);
                if let Some(ticket) = &fresh {
                    turn.keep(ticket);
                }
                self.was_read(fresh, turn)
            }
            Err(fault) => self.failed(&fault, turn),
        }
    }

    fn was_read(&mut self, fresh: Option<Box<Ticket>>, turn: &mut Turn<'_>) -> After {
        let Stage::Refreshing { before, receipt, .. } = &mut self.stage else {
            turn.gate.backoff.reset();
            return self.decide(fresh, turn);
        };
        let Some(after) = fresh else { return After::Ends };
        let (before, mut receipt) = (before.take(), std::mem::take(receipt));
        if receipt.event.is_none() {
            let mark =
                before.as_ref().map(|before| Mark::before(self.operation(), before)).unwrap_or_default();
            let found =
                turn.adapter.find(self.operation(), &mark, &after).filter(|found| found.event.is_some());
            if let Some(found) = found {
                receipt.event.clone_from(&found.event);
                let (account, operation) = (turn.account.to_owned(), self.operation().id.clone());
                turn.push(Effect::Record { account, operation, record: Box::new(Record::Found(found)) });
            }
        }
        After::Read { before, after, event: receipt.event }
    }

    /// The ticket is known as it is now: sends, or finds that it must not.
    fn decide(&mut self, fresh: Option<Box<Ticket>>, turn: &mut Turn<'_>) -> After {
        if !turn.is_first {
            return self.wait(Some(overtaken()), 0, Why::Retry, turn);
        }
        let operation = self.operation();
        let class = delivery(turn.adapter, operation);
        if let Some(sent) = &self.queued.sent {
            let found = fresh.as_ref().and_then(|fresh| turn.adapter.find(operation, &sent.mark, fresh));
            if let Some(receipt) = found {
                return self.record(Record::Delivered(receipt), fresh, turn);
            }
            if !can_repeat(class, sent, turn.now) {
                let record = Record::Unknown { trouble: unsure(), ask: true };
                return self.record(record, fresh, turn);
            }
        }
        let is_new = matches!(operation.change, Change::Create { .. });
        let weighed = if is_new || planted::is_on("conflict-goes-out") {
            Weighed::Clear
        } else {
            weigh(operation, fresh.as_deref())
        };
        let record = match weighed {
            Weighed::Clear => Record::Sending(self.attempt(fresh.as_deref(), turn.now)),
            Weighed::Done => Record::Delivered(Receipt::default()),
            Weighed::Clashes(clashes) => Record::Conflict(clashes),
        };
        self.record(record, fresh, turn)
    }

    fn attempt(&self, fresh: Option<&Ticket>, now: Now) -> Sent {
        match &self.queued.sent {
            Some(sent) => Sent { attempts: sent.attempts.saturating_add(1), ..sent.clone() },
            None => {
                let mark = fresh.map(|fresh| Mark::before(self.operation(), fresh)).unwrap_or_default();
                Sent { first: now.wall, attempts: 1, mark }
            }
        }
    }

    fn push_on(&mut self, answer: Option<&Response>, turn: &mut Turn<'_>) -> After {
        let Stage::Pushing { push, step, went_out, .. } = &mut self.stage else { return After::Stays };
        let can_stand_back = !turn.is_first && !*went_out;
        match turn.adapter.push_step(push, answer) {
            Ok(PushNext::Ask(_) | PushNext::Send(_)) if can_stand_back => return self.stand_back(turn),
            Ok(PushNext::Ask(request)) => *step = Step::Asking(Asking::of(vec![request])),
            Ok(PushNext::Send(request)) => *step = Step::Ready(request),
            Ok(PushNext::Done(receipt)) => {
                let before = push.fresh.take().map(Box::new);
                return self.record(Record::Delivered(receipt), before, turn);
            }
            Ok(PushNext::Changed) => {
                let wait = turn.gate.backoff.fail(turn.entropy).max(self.sends.fail(turn.entropy));
                let record = Record::Queued { trouble: moved(), sent: self.queued.sent.clone() };
                return self.record_and_wait(record, None, wait, turn);
            }
            Err(fault) => return self.failed(&fault, turn),
        }
        After::Stays
    }

    /// Something failed for good: says what is known of the operation, and when to go on.
    fn failed(&mut self, fault: &Fault, turn: &mut Turn<'_>) -> After {
        let trouble = Trouble::from(fault);
        match self.take_stage() {
            Stage::Pushing { attempt, went_out, .. } => {
                let wait = turn.meet(fault).max(self.sends.fail(turn.entropy));
                let counts_as_done =
                    if fault.is_refusal() { "refused-counts-as-done" } else { "lost-answer-counts-as-done" };
                if went_out && planted::is_on(counts_as_done) {
                    return self.record(Record::Delivered(Receipt::default()), None, turn);
                }
                if went_out && !fault.is_refusal() {
                    self.queued.sent = Some(attempt);
                    let ask = delivery(turn.adapter, self.operation()) == Some(Delivery::Once);
                    return self.record_and_wait(Record::Unknown { trouble, ask }, None, wait, turn);
                }
                let sent = self.queued.sent.clone();
                if is_verdict(fault) {
                    return self.record(Record::Rejected { trouble, sent }, None, turn);
                }
                self.record_and_wait(Record::Queued { trouble, sent }, None, wait, turn)
            }
            // What was done is done and recorded; the next sync shows it.
            Stage::Refreshing { .. } => After::Ends,
            Stage::Waiting { .. } | Stage::Parked | Stage::Checking(_) | Stage::Recording { .. } => {
                let wait = turn.meet(fault);
                self.wait(Some(trouble), wait, Why::Retry, turn)
            }
        }
    }

    fn wait(&mut self, trouble: Option<Trouble>, ms: u64, why: Why, turn: &mut Turn<'_>) -> After {
        let until = turn.now.mono_ms.saturating_add(ms);
        self.stage = Stage::Waiting { until, why };
        if trouble.is_some() {
            self.delayed(trouble, until, turn);
        }
        After::Stays
    }

    fn delayed(&self, trouble: Option<Trouble>, until: u64, turn: &mut Turn<'_>) {
        let (account, operation) = (turn.account.to_owned(), self.operation().id.clone());
        let at_ms = (!turn.gate.blocked).then(|| until.max(turn.gate.until));
        turn.push(Effect::Delayed { account, operation, trouble, at_ms });
    }

    pub(super) fn record(
        &mut self,
        record: Record,
        fresh: Option<Box<Ticket>>,
        turn: &mut Turn<'_>,
    ) -> After {
        self.record_and_wait(record, fresh, 0, turn)
    }

    fn record_and_wait(
        &mut self,
        record: Record,
        fresh: Option<Box<Ticket>>,
        wait_ms: u64,
        turn: &mut Turn<'_>,
    ) -> After {
        let (account, operation) = (turn.account.to_owned(), self.operation().id.clone());
        turn.push(Effect::Record { account, operation, record: Box::new(record.clone()) });
        if planted::is_on("send-before-commit") && matches!(record, Record::Sending(_)) {
            return self.go_on(record, fresh, wait_ms, turn);
        }
        self.stage = Stage::Recording { record, fresh, wait_ms, retry_at: None };
        After::Stays
    }

    const fn take_stage(&mut self) -> Stage {
        std::mem::replace(&mut self.stage, Stage::Parked)
    }
}
