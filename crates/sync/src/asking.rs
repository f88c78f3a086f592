//! Requests that only read: each is sent again a few times before its fault is final, and all answers are needed.

use portal::{Fault, Request, Response};

use crate::backoff::Backoff;
use crate::effect::FetchId;
use crate::engine::{Entropy, Now};
use crate::planted;

/// How often one request is sent again before its answer, or the lack of one, is taken as final.
const TRIES: u32 = 4;

/// A portal that asks for more than an hour is asked again after an hour.
pub(crate) const LONGEST_WAIT_MS: u64 = 3_600_000;

/// Some requests on their way.
#[derive(Debug, Default)]
pub(crate) struct Asking {
    slots: Vec<Slot>,
    /// Nothing is sent before this monotonic time.
    hold_until: u64,
}

/// What an answer meant.
#[derive(Debug)]
pub(crate) enum Heard {
    /// It was none of these requests.
    Stranger(Result<Response, Fault>),
    /// More answers are needed.
    Pending,
    /// The request is sent again after so many milliseconds, and why.
    Waits(u64, Option<Fault>),
    /// Every request has its answer, in their order.
    All(Vec<Response>),
    /// One failed for good.
    Failed(Fault),
}

#[derive(Debug)]
struct Slot {
    request: Request,
    failures: u32,
    place: Place,
}

#[derive(Debug)]
enum Place {
    Unsent,
    Sent(FetchId),
    Answered(Response),
}

impl Asking {
    /// These requests, none of which was sent.
    pub(crate) fn of(requests: Vec<Request>) -> Self {
        let slot = |request| Slot { request, failures: 0, place: Place::Unsent };
        Self { slots: requests.into_iter().map(slot).collect(), hold_until: 0 }
    }

    /// Cuts the wait short.
    pub(crate) const fn hurry(&mut self) {
        self.hold_until = 0;
    }

    /// Requests that may be sent now, each with a new name; never more than `parallel` are under way.
    pub(crate) fn ready(&mut self, now: Now, parallel: usize, last: &mut u64) -> Vec<(FetchId, Request)> {
        if self.hold_until > now.mono_ms {
            return Vec::new();
        }
        let sent = self.slots.iter().filter(|slot| matches!(slot.place, Place::Sent(_))).count();
        let unsent = self.slots.iter_mut().filter(|slot| matches!(slot.place, Place::Unsent));
        unsent
            .take(parallel.max(1).saturating_sub(sent))
            .map(|slot| {
                *last += 1;
                slot.place = Place::Sent(FetchId(*last));
                (FetchId(*last), slot.request.clone())
            })
            .collect()
    }

    /// Takes in an answer.
    pub(crate) fn answered(
        &mut self,
        fetch: FetchId,
        result: Result<Response, Fault>,
        now: Now,
        backoff: &mut Backoff,
        entropy: &mut dyn Entropy,
    ) -> Heard {
        let is_asked = |slot: &&mut Slot| matches!(slot.place, Place::Sent(id) if id == fetch);
        let Some(slot) = self.slots.iter_mut().find(is_asked) else { return Heard::Stranger(result) };
        if wants_retry(&result) && slot.failures + 1 < TRIES {
            slot.failures += 1;
            slot.place = Place::Unsent;
            let wait = backoff.fail(entropy).max(result.as_ref().map_or(0, retry_after_ms));
            self.hold_until = self.hold_until.max(now.mono_ms.saturating_add(wait));
            let fault = match result {
                Ok(response) => portal::check_status(&slot.request.url, &response).err(),
                Err(fault) => Some(fault),
            };
            return Heard::Waits(wait, fault);
        }
        match result {
            Ok(response) => slot.place = Place::Answered(response),
            Err(fault) => return Heard::Failed(fault),
        }
        if !self.slots.iter().all(|slot| matches!(slot.place, Place::Answered(_))) {
            return Heard::Pending;
        }
        Heard::All(self.slots.drain(..).filter_map(Slot::into_answer).collect())
    }

    /// Whether an answer to this is awaited.
    pub(crate) fn has(&self, fetch: FetchId) -> bool {
        self.slots.iter().any(|slot| matches!(slot.place, Place::Sent(id) if id == fetch))
    }

    /// When a request that waits may be sent.
    pub(crate) fn wake_at(&self, now: Now) -> Option<u64> {
        (self.hold_until > now.mono_ms).then_some(self.hold_until)
    }
}

impl Slot {
    fn into_answer(self) -> Option<Response> {
        match self.place {
            Place::Answered(response) => Some(response),
            Place::Unsent | Place::Sent(_) => None,
        }
    }
}

/// Whether the same request may well be answered if it is sent once more.
fn wants_retry(result: &Result<Response, Fault>) -> bool {
    match result {
        Ok(response) => response.status == 429 || (502..=504).contains(&response.status),
        Err(fault) => fault.is_transient(),
    }
}

/// What a portal's `Retry-After` in seconds asks for. A date, which is rare, is left to the adapter's final word.
pub(crate) fn retry_after_ms(response: &Response) -> u64 {
    if planted::is_on("ignore-retry-after") {
        return 0;
    }
    response
        .header("retry-after")
        .and_then(|text| text.trim().parse::<u64>().ok())
        .unwrap_or(0)
        .saturating_mul(1000)
        .min(LONGEST_WAIT_MS)
}
