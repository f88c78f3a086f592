//! A fake portal with its clock, its faults and its journal, behind a socket or without one.

use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::clock::{Clock, http_date};
use crate::fault::{Fault, Faults, When, proxy_page};
use crate::http::{Request, Response};
use crate::journal::{Deed, Effect, Journal, Seen, Through};
use crate::server::Server;

/// The state and the rules of one portal.
pub trait Portal: Send + Sized + 'static {
    /// The portal with nothing in it but its staff; `base` is its address, without a slash at the end.
    fn open(base: &str, now: i64) -> Self;

    /// Carries out a request at an instant.
    fn answer(&mut self, request: &Request, now: i64) -> Response;

    /// What the portal does by itself as time passes.
    fn wait_until(&mut self, now: i64);

    /// What was done.
    fn journal(&mut self) -> &mut Journal;
}

/// What came of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// An answer.
    Answered(Response),
    /// The connection ended after this part of an answer, which may be nothing.
    Cut(Option<Response>),
}

/// A fake portal. All its methods may be called while it serves.
#[derive(Debug)]
pub struct Fake<P: Portal> {
    inner: Arc<Inner<P>>,
    server: Option<Server>,
}

#[derive(Debug)]
pub(crate) struct Inner<P> {
    portal: Mutex<P>,
    faults: Mutex<Faults>,
    seen: Mutex<Vec<Seen>>,
    clock: Clock,
}

impl<P: Portal> Fake<P> {
    /// Starts it on a free port of 127.0.0.1, on a thread of its own; it stops when it is dropped.
    ///
    /// # Errors
    /// The port or the thread cannot be had.
    pub fn start(clock: &Clock) -> io::Result<Self> {
        let (listener, address) = Server::listen()?;
        let inner = Arc::new(Inner::open(&format!("http://{address}"), clock));
        let server = Server::run(listener, address, Arc::clone(&inner))?;
        Ok(Self { inner, server: Some(server) })
    }

    /// One without a socket, for tests that hand over their requests with [`Fake::exchange`]. Its addresses begin with
    /// `https://portal.test`.
    #[must_use]
    pub fn without_socket(clock: &Clock) -> Self {
        Self { inner: Arc::new(Inner::open("https://portal.test", clock)), server: None }
    }

    /// Where it is, as in `http://127.0.0.1:34567`.
    #[must_use]
    pub fn address(&self) -> String {
        self.server.as_ref().map_or_else(|| "https://portal.test".to_owned(), Server::address)
    }

    /// Hands over a request without a socket. A delay is not waited for.
    #[must_use]
    pub fn exchange(&self, request: &Request) -> Outcome {
        self.inner.exchange(request).1
    }

    /// Lets a fault hit the next request that matches.
    pub fn next(&self, when: When, fault: Fault) {
        lock(&self.inner.faults).add(when, fault, 1);
    }

    /// Lets a fault hit the next so many requests that match. Faults are tried in the order in which they were added.
    pub fn next_times(&self, times: u32, when: When, fault: Fault) {
        lock(&self.inner.faults).add(when, fault, times);
    }

    /// Lets a fault hit all requests that match, until [`Fake::clear_faults`].
    pub fn always(&self, when: When, fault: Fault) {
        lock(&self.inner.faults).add(when, fault, u32::MAX);
    }

    /// Takes all faults back that have not hit yet.
    pub fn clear_faults(&self) {
        lock(&self.inner.faults).clear();
    }

    /// All requests that came, in their order.
    #[must_use]
    pub fn seen(&self) -> Vec<Seen> {
        lock(&self.inner.seen).clone()
    }

    /// Everything that was done, in its order.
    #[must_use]
    pub fn effects(&self) -> Vec<Effect> {
        self.portal().journal().effects.clone()
    }

    /// What was done by requests, and not by the test.
    #[must_use]
    pub fn effects_of_requests(&self) -> Vec<Effect> {
        let by_request = |effect: &Effect| matches!(effect.through, Through::Request(_));
        self.effects().into_iter().filter(by_request).collect()
    }

    /// How often this was done with this in its detail: exactly once is what an outbox is for.
    #[must_use]
    pub fn count(&self, deed: Deed, part: &str) -> usize {
        let counts = |effect: &&Effect| effect.deed == deed && effect.detail.contains(part);
        self.effects().iter().filter(counts).count()
    }

    /// The portal as it is now.
    pub(crate) fn portal(&self) -> MutexGuard<'_, P> {
        let mut portal = lock(&self.inner.portal);
        portal.journal().request = None;
        portal.wait_until(self.inner.clock.now());
        portal
    }
}

impl<P: Portal> Inner<P> {
    fn open(base: &str, clock: &Clock) -> Self {
        Self {
            portal: Mutex::new(P::open(base, clock.now())),
            faults: Mutex::default(),
            seen: Mutex::default(),
            clock: clock.clone(),
        }
    }

    /// What comes of a request, and after which time.
    pub(crate) fn exchange(&self, request: &Request) -> (Duration, Outcome) {
        let fault = lock(&self.faults).take(request);
        let mut delay = Duration::ZERO;
        let outcome = match fault {
            None => Outcome::Answered(self.carry_out(request)),
            Some(Fault::Delay(time)) => {
                delay = time;
                Outcome::Answered(self.carry_out(request))
            }
            Some(Fault::LoseRequest) => {
                self.see(request);
                Outcome::Cut(None)
            }
            Some(Fault::LoseAnswer) => {
                self.carry_out(request);
                Outcome::Cut(None)
            }
            Some(Fault::CutAnswer) => Outcome::Cut(Some(self.carry_out(request))),
            Some(Fault::Fail(status)) => {
                self.see(request);
                Outcome::Answered(self.dated(proxy_page(status)))
            }
            Some(Fault::Busy(status, seconds)) => {
                self.see(request);
                Outcome::Answered(self.dated(proxy_page(status)).with("retry-after", seconds))
            }
            Some(Fault::FailAfter(status)) => {
                self.carry_out(request);
                Outcome::Answered(self.dated(proxy_page(status)))
            }
        };
        (delay, outcome)
    }

    fn carry_out(&self, request: &Request) -> Response {
        let number = self.see(request);
        let now = self.clock.now();
        let response = {
            let mut portal = lock(&self.portal);
            portal.journal().request = Some(number);
            portal.wait_until(now);
            portal.answer(request, now)
        };
        if let Some(seen) = lock(&self.seen).get_mut(number) {
            seen.status = Some(response.status);
        }
        self.dated(response)
    }

    /// The portal's own time, by which clients correct theirs.
    fn dated(&self, response: Response) -> Response {
        response.with("date", http_date(self.clock.now()))
    }

    fn see(&self, request: &Request) -> usize {
        let pairs: Vec<String> = request.query.iter().map(|(key, value)| format!("{key}={value}")).collect();
        let mark = if pairs.is_empty() { "" } else { "?" };
        let target = format!("{}{mark}{}", request.path, pairs.join("&"));
        let mut seen = lock(&self.seen);
        seen.push(Seen { at: self.clock.now(), method: request.method.clone(), target, status: None });
        seen.len() - 1
    }
}

/// A test that panics while it holds the portal has failed already; the others have their own.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
