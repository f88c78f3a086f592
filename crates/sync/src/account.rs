//! The state machine of one account: wait, read a page, store it, go on.

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use calendar::Moment;
use policy::ticket::{Gone, Ticket};
use portal::{Adapter, Cursor, Fault, Next, Page, Pull, Request, Response};

use crate::asking::{Asking, Heard, LONGEST_WAIT_MS, retry_after_ms};
use crate::backoff::Backoff;
use crate::effect::{Effect, FetchId, Phase, Progress, Trouble};
use crate::engine::{Entropy, Now};
use crate::guarded::Guarded;
use crate::membership::{self, Step};
use crate::outbox::Outbox;
use crate::planted;

/// A longer wait within a page is told: until then the page is only slow.
const SILENT_MS: u64 = 5_000;

#[derive(Debug)]
pub(crate) struct Account {
    name: String,
    adapter: Arc<dyn Adapter>,
    cursor: Option<Cursor>,
    synced_at: Option<Moment>,
    state: State,
    backoff: Backoff,
    /// Cursors of this round led back to one that was there before. A page that was stored is no sign that it ends, so only
    /// the end of a round forgets them.
    circles: Backoff,
    round: Round,
    trouble: Option<Trouble>,
    /// The portal asked for patience: nothing is sent before this monotonic time, neither to read nor to write.
    quiet_until: u64,
    /// When the groups of the user are read.
    membership: membership::Schedule,
    pub(crate) outbox: Outbox,
}

#[derive(Debug)]
enum State {
    /// Nothing to do before this monotonic time.
    Idle { next_at: u64 },
    /// A page is being read.
    Reading(Box<Reading>),
    /// A page is being stored.
    Storing { cursor: Option<Cursor>, end: bool, tickets: u64 },
    /// The round has ended, and the groups of the user are being read.
    Membership(Box<membership::Reading>),
    /// Something failed; try again at this monotonic time.
    Waiting { until: u64 },
    /// Only the user can help.
    Stopped,
}

#[derive(Debug)]
struct Reading {
    pull: Pull,
    asking: Asking,
}

/// From the first page after a wait to the last one before the next.
#[derive(Debug, Default)]
struct Round {
    /// When the first request of what is still incomplete was sent: a wait after a failure, or a restart, does not
    /// make it later. `None` when all was complete before.
    begun: Option<Moment>,
    begun_ms: u64,
    done: u64,
    total: Option<u64>,
    /// Marks of the cursors that were stored or refused.
    cursors: BTreeSet<u64>,
}

impl Round {
    /// Notes a cursor; `false` when it was there before in this round, so that its pages lead round in a circle.
    fn is_new(&mut self, cursor: Option<&Cursor>) -> bool {
        let mut mark = DefaultHasher::new();
        cursor.map(|cursor| &cursor.0).hash(&mut mark);
        self.cursors.insert(mark.finish())
    }
}

impl Account {
    pub(crate) fn new(
        name: String,
        adapter: Arc<dyn Adapter>,
        cursor: Option<Cursor>,
        synced_at: Option<Moment>,
        begun: Option<Moment>,
    ) -> Self {
        let adapter: Arc<dyn Adapter> = Arc::new(Guarded(adapter));
        Self {
            outbox: Outbox::new(name.clone(), adapter.clone()),
            name,
            adapter,
            cursor,
            synced_at,
            state: State::Idle { next_at: 0 },
            backoff: Backoff::default(),
            circles: Backoff::default(),
            round: Round { begun, ..Round::default() },
            trouble: None,
            quiet_until: 0,
            membership: membership::Schedule::default(),
        }
    }

    /// Cuts every wait short.
    pub(crate) fn hurry(&mut self) {
        self.quiet_until = 0;
        self.outbox.hurry();
        match &mut self.state {
            State::Idle { .. } | State::Waiting { .. } | State::Stopped => {
                self.state = State::Idle { next_at: 0 }
            }
            State::Reading(reading) => reading.asking.hurry(),
            State::Storing { .. } | State::Membership(_) => {}
        }
    }

    /// Begins a round when its time has come.
    pub(crate) fn advance(&mut self, now: Now, entropy: &mut dyn Entropy, out: &mut Vec<Effect>) {
        if self.quiet_until > now.mono_ms {
            return;
        }
        self.outbox.advance(now, entropy, out);
        let due = match self.state {
            State::Idle { next_at } => next_at <= now.mono_ms,
            State::Waiting { until } => until <= now.mono_ms,
            State::Reading(_) | State::Storing { .. } | State::Membership(_) | State::Stopped => false,
        };
        if due {
            let begun = Some(self.round.begun.unwrap_or(now.wall));
            let total = self.round.total;
            self.round = Round { begun, begun_ms: now.mono_ms, total, ..Round::default() };
            self.begin_page(now, entropy, out);
        }
    }

    /// Requests that may be sent now, each with a new name.
    pub(crate) fn ready_requests(&mut self, now: Now, last: &mut u64) -> Vec<(FetchId, Request)> {
        if self.quiet_until > now.mono_ms {
            return Vec::new();
        }
        let parallel = self.adapter.capability().parallel;
        let mut ready = self.outbox.ready_requests(now, last);
        match &mut self.state {
            State::Reading(reading) => ready.extend(reading.asking.ready(now, parallel, last)),
            State::Membership(reading) => ready.extend(reading.ready(now, parallel, last)),
            State::Idle { .. } | State::Storing { .. } | State::Waiting { .. } | State::Stopped => {}
        }
        ready
    }

    /// Takes in an answer to the sync or to an operation.
    pub(crate) fn answered(
        &mut self,
        fetch: FetchId,
        result: Result<Response, Fault>,
        now: Now,
        entropy: &mut dyn Entropy,
        out: &mut Vec<Effect>,
    ) {
        let asked = result.as_ref().map_or(0, retry_after_ms);
        // Consoles that are told the same at the same time must not all come back at the same time.
        let wait = asked + if asked > 0 { entropy.below(asked / 10) } else { 0 };
        self.quiet_until = self.quiet_until.max(now.mono_ms.saturating_add(wait));
        if let State::Membership(reading) = &mut self.state {
            let step = reading.answered(&*self.adapter, fetch, result, now, entropy);
            self.step_membership(step, fetch, now, entropy, out);
            return;
        }
        let State::Reading(reading) = &mut self.state else {
            self.outbox.answered(fetch, result, now, entropy, out);
            return;
        };
        match reading.asking.answered(fetch, result, now, &mut self.backoff, entropy) {
            Heard::Stranger(result) => self.outbox.answered(fetch, result, now, entropy, out),
            Heard::Waits(wait, Some(fault)) if wait > SILENT_MS => {
                self.trouble = Some(Trouble::from(&fault));
                out.push(self.progress(now));
            }
            Heard::Pending | Heard::Waits(..) => {}
            Heard::All(answers) => self.step_page(&answers, now, entropy, out),
            Heard::Failed(fault) => self.give_up(&fault, 0, now, entropy, out),
        }
    }

    /// Takes in the store's word on a page.
    pub(crate) fn stored(
        &mut self,
        result: Result<(), Trouble>,
        now: Now,
        entropy: &mut dyn Entropy,
        out: &mut Vec<Effect>,
    ) {
        let State::Storing { cursor, end, tickets } = &mut self.state else { return };
        let (cursor, end, tickets) = (cursor.take(), *end, *tickets);
        if let Err(trouble) = result {
            return self.wait(trouble, 0, now, entropy, out);
        }
        self.cursor = cursor.or(self.cursor.take());
        self.round.done += tickets;
        self.backoff.reset();
        if end {
            self.circles.reset();
        }
        // Pages of a circle can be stored; only its first time may have been chance.
        if self.circles.failures() < 2 && self.trouble.take().is_some() {
            self.outbox.hurry();
        }
        if end {
            if planted::is_on("watermark-at-the-end") {
                self.round.begun = Some(now.wall);
            }
            self.synced_at = self.synced_at.max(self.round.begun.take());
            match self.membership.begin(&*self.adapter, now) {
                Some(reading) => self.state = State::Membership(Box::new(reading)),
                None => self.rest(now),
            }
            out.push(self.progress(now));
        } else {
            self.begin_page(now, entropy, out);
        }
    }

    /// Until the next round.
    fn rest(&mut self, now: Now) {
        let interval = self.adapter.capability().interval_s[0].saturating_mul(1000);
        self.state = State::Idle { next_at: now.mono_ms.saturating_add(interval) };
    }

    fn step_membership(
        &mut self,
        step: Step,
        fetch: FetchId,
        now: Now,
        entropy: &mut dyn Entropy,
        out: &mut Vec<Effect>,
    ) {
        match step {
            Step::Stranger(result) => return self.outbox.answered(fetch, result, now, entropy, out),
            Step::Pending => return,
            Step::Failed => self.membership.failed(now),
            Step::Done(said) => out.push(Effect::Membership { account: self.name.clone(), said }),
        }
        self.rest(now);
        out.push(self.progress(now));
    }

    /// A panic in the middle of a step. What was half done is given up; rows and cursor on the disk fit each other always.
    pub(crate) fn broke(&mut self, now: Now, entropy: &mut dyn Entropy, out: &mut Vec<Effect>) {
        self.wait(mistake(), 0, now, entropy, out);
    }

    /// When the account wants to be looked at again without any answer coming in.
    pub(crate) fn wake_at(&self, now: Now) -> Option<u64> {
        let at = self.outbox.wake_at(now).into_iter().chain(self.sync_wakes_at(now)).min();
        if self.quiet_until > now.mono_ms { Some(self.quiet_until) } else { at }
    }

    fn sync_wakes_at(&self, now: Now) -> Option<u64> {
        match &self.state {
            State::Idle { next_at } => Some(*next_at),
            State::Waiting { until } => Some(*until),
            State::Reading(reading) => reading.asking.wake_at(now),
            State::Storing { .. } | State::Membership(_) | State::Stopped => None,
        }
    }

    fn begin_page(&mut self, now: Now, entropy: &mut dyn Entropy, out: &mut Vec<Effect>) {
        let pull = self.adapter.start(self.cursor.as_ref());
        let reading = Reading { pull, asking: Asking::default() };
        self.state = State::Reading(Box::new(reading));
        out.push(self.progress(now));
        self.step_page(&[], now, entropy, out);
    }

    fn step_page(
        &mut self,
        answers: &[Response],
        now: Now,
        entropy: &mut dyn Entropy,
        out: &mut Vec<Effect>,
    ) {
        let State::Reading(reading) = &mut self.state else { return };
        match self.adapter.step(&mut reading.pull, answers) {
            Ok(Next::Fetch(requests)) => reading.asking = Asking::of(requests),
            Ok(Next::Page(page)) => self.store(page, now, entropy, out),
            Err(fault) => {
                let asked_ms = answers.iter().map(retry_after_ms).max().unwrap_or(0);
                self.give_up(&fault, asked_ms, now, entropy, out);
            }
        }
    }

    fn store(&mut self, mut page: Box<Page>, now: Now, entropy: &mut dyn Entropy, out: &mut Vec<Effect>) {
        let behind = page.tickets.iter().filter(|ticket| self.outbox.has_newer(ticket));
        let behind = behind.map(|ticket| ticket.id.clone()).collect();
        if !self.adapter.capability().tombstones {
            set_missing_apart(&mut page);
        }
        let is_new = self.round.is_new(page.cursor.as_ref());
        let goes_on = is_new && page.cursor.is_some() && page.cursor != self.cursor;
        if !page.end && !goes_on {
            let at_least_ms = self.circles.fail(entropy);
            return self.wait(stuck_cursor(), at_least_ms, now, entropy, out);
        }
        self.round.total = page.total.or(self.round.total);
        page.afresh &= !planted::is_on("stale-cursor-forgets-nothing");
        let tickets = page.tickets.len() as u64;
        let begun = self.begun(now);
        self.round.begun = Some(begun);
        self.state = State::Storing { cursor: page.cursor.clone(), end: page.end, tickets };
        out.push(Effect::Store { account: self.name.clone(), page, begun, behind });
    }

    /// When the round began, as the clock that the portal has corrected by now tells it: never later than it was. A
    /// clock that was ahead at the first request is put right by the time that passed since; a sleep in between does
    /// not count as passed there, so the earlier one of both is taken.
    fn begun(&self, now: Now) -> Moment {
        let passed_ms = now.mono_ms.saturating_sub(self.round.begun_ms);
        let passed_s = i64::try_from(passed_ms.div_ceil(1000)).unwrap_or(i64::MAX);
        let counted_back = now.wall.plus(passed_s.saturating_neg());
        self.round.begun.map_or(counted_back, |begun| begun.min(counted_back))
    }

    fn give_up(
        &mut self,
        fault: &Fault,
        asked_ms: u64,
        now: Now,
        entropy: &mut dyn Entropy,
        out: &mut Vec<Effect>,
    ) {
        if matches!(fault, Fault::Unauthorized { .. } | Fault::Forbidden { .. }) {
            // Asking again with a refused token may lock the account at the portal.
            self.trouble = Some(Trouble::from(fault));
            self.state = State::Stopped;
            out.push(self.progress(now));
            return;
        }
        let at_least = if let Fault::RateLimited { retry_after_s, .. } = fault {
            retry_after_s.saturating_mul(1000).min(LONGEST_WAIT_MS)
        } else {
            0
        };
        self.wait(Trouble::from(fault), at_least.max(asked_ms), now, entropy, out);
    }

    fn wait(
        &mut self,
        trouble: Trouble,
        at_least_ms: u64,
        now: Now,
        entropy: &mut dyn Entropy,
        out: &mut Vec<Effect>,
    ) {
        let wait = self.backoff.fail(entropy).max(at_least_ms);
        self.trouble = Some(trouble);
        self.state = State::Waiting { until: now.mono_ms.saturating_add(wait) };
        out.push(self.progress(now));
    }

    fn progress(&self, now: Now) -> Effect {
        let phase = match self.state {
            State::Idle { .. } => Phase::Idle,
            State::Reading(_) | State::Storing { .. } | State::Membership(_) => Phase::Pulling,
            State::Waiting { .. } => Phase::Waiting,
            State::Stopped => Phase::Stopped,
        };
        let seconds = (now.mono_ms.saturating_sub(self.round.begun_ms)) as f64 / 1000.0;
        let rate = (self.round.done > 0 && seconds > 0.0).then(|| self.round.done as f64 / seconds);
        let left = self.round.total.and_then(|total| total.checked_sub(self.round.done));
        Effect::Progress(Progress {
            account: self.name.clone(),
            phase,
            done: self.round.done,
            total: self.round.total,
            rate,
            left_s: rate.zip(left).map(|(rate, left)| (left as f64 / rate).ceil() as u64),
            synced_at: self.synced_at,
            next_at: self.sync_wakes_at(now),
            trouble: self.trouble.clone(),
        })
    }
}

/// Where a portal tells of no deletion, a ticket that it does not find may be deleted, hidden for a while, or a mistake of
/// the portal's. Whether that many can be gone is not known here.
fn set_missing_apart(page: &mut Page) {
    let is_missing = |ticket: &Ticket| ticket.gone == Some(Gone::Deleted);
    let (missing, tickets) = std::mem::take(&mut page.tickets).into_iter().partition::<Vec<_>, _>(is_missing);
    page.tickets = tickets;
    page.missing.extend(missing.into_iter().map(|ticket| ticket.id));
}

fn mistake() -> Trouble {
    Trouble {
        code: "internal".to_owned(),
        message: "Gnomon made a mistake in syncing this portal.".to_owned(),
        hint: "It tries again by itself, and the other portals go on; please report this.".to_owned(),
        transient: true,
    }
}

fn stuck_cursor() -> Trouble {
    Trouble {
        code: "stuck-cursor".to_owned(),
        message: "The portal says that more tickets follow but does not move on.".to_owned(),
        hint: "Gnomon tries again by itself; if it stays, report it to the portal's administrator."
            .to_owned(),
        transient: true,
    }
}
