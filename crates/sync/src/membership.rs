//! Reading the groups of an account's user: once after a start, then about once an hour. It comes after a round that
//! ended well, so a token that is refused is not shown once more, and whatever comes of it, the next round begins.

use portal::{Adapter, Fault, Inquiry, Membership, Request, Response};

use crate::asking::{Asking, Heard};
use crate::backoff::Backoff;
use crate::effect::FetchId;
use crate::engine::{Entropy, Now};

/// Between two readings.
const INTERVAL_MS: u64 = 3_600_000;
/// After a reading that got no answer.
const AGAIN_MS: u64 = 300_000;

/// When the groups are read next.
#[derive(Debug, Default)]
pub(crate) struct Schedule {
    /// Monotonic; at first as soon as a round has ended.
    next_at: u64,
}

impl Schedule {
    /// Begins to read when its time has come; `None` also where the adapter asks nobody.
    pub(crate) fn begin(&mut self, adapter: &dyn Adapter, now: Now) -> Option<Reading> {
        if self.next_at > now.mono_ms {
            return None;
        }
        self.next_at = now.mono_ms.saturating_add(INTERVAL_MS);
        match adapter.membership(&[]) {
            Some(Inquiry::Ask(requests)) if !requests.is_empty() => {
                Some(Reading { asking: Asking::of(requests), heard: Vec::new() })
            }
            Some(Inquiry::Ask(_) | Inquiry::Done(_)) | None => None,
        }
    }

    /// No answer came: what is known stays, and it is tried again soon.
    pub(crate) const fn failed(&mut self, now: Now) {
        self.next_at = now.mono_ms.saturating_add(AGAIN_MS);
    }
}

/// The groups, while they are being read.
#[derive(Debug)]
pub(crate) struct Reading {
    asking: Asking,
    heard: Vec<Vec<Response>>,
}

/// What an answer meant.
#[derive(Debug)]
pub(crate) enum Step {
    /// It was none of these requests.
    Stranger(Result<Response, Fault>),
    Pending,
    /// No answer came, or one that asks to come again later.
    Failed,
    Done(Membership),
}

impl Reading {
    pub(crate) fn ready(&mut self, now: Now, parallel: usize, last: &mut u64) -> Vec<(FetchId, Request)> {
        self.asking.ready(now, parallel, last)
    }

    /// Takes in an answer. A request is not sent a second time: the next round must not wait for it.
    pub(crate) fn answered(
        &mut self,
        adapter: &dyn Adapter,
        fetch: FetchId,
        result: Result<Response, Fault>,
        now: Now,
        entropy: &mut dyn Entropy,
    ) -> Step {
        match self.asking.answered(fetch, result, now, &mut Backoff::new(), entropy) {
            Heard::Stranger(result) => Step::Stranger(result),
            Heard::Pending => Step::Pending,
            Heard::Waits(..) | Heard::Failed(_) => Step::Failed,
            Heard::All(answers) => {
                self.heard.push(answers);
                match adapter.membership(&self.heard) {
                    Some(Inquiry::Done(said)) => Step::Done(said),
                    Some(Inquiry::Ask(requests))
                        if self.heard.len() < Inquiry::MOST_ROUNDS && !requests.is_empty() =>
                    {
                        self.asking = Asking::of(requests);
                        Step::Pending
                    }
                    Some(Inquiry::Ask(_)) | None => Step::Failed,
                }
            }
        }
    }
}
