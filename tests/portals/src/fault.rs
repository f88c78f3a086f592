//! What can be made to go wrong between a fake portal and its client.

use std::time::Duration;

use crate::http::{Request, Response};

/// Something that goes wrong with one request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The connection ends before the request is carried out.
    LoseRequest,
    /// The request is carried out, and the connection ends without an answer.
    LoseAnswer,
    /// The request is carried out, and the connection ends after half of the body.
    CutAnswer,
    /// Nothing is carried out; this status comes, with a page of a proxy as its body.
    Fail(u16),
    /// Nothing is carried out; this status comes with `Retry-After` in seconds.
    Busy(u16, u32),
    /// The request is carried out, and this status comes in place of the answer.
    FailAfter(u16),
    /// The request is carried out, and the answer comes so much later, in real time.
    Delay(Duration),
}

/// Which requests a fault hits.
#[derive(Clone, Debug, Default)]
pub struct When {
    method: Option<String>,
    part: String,
}

impl When {
    /// Every request.
    #[must_use]
    pub fn any() -> Self {
        Self::default()
    }

    /// Requests by this method whose path has `part` in it.
    #[must_use]
    pub fn request(method: &str, part: &str) -> Self {
        Self { method: Some(method.to_owned()), part: part.to_owned() }
    }

    fn matches(&self, request: &Request) -> bool {
        self.method.as_ref().is_none_or(|method| *method == request.method)
            && request.path.contains(&self.part)
    }
}

/// Faults that wait for their requests.
#[derive(Debug, Default)]
pub(crate) struct Faults(Vec<(When, Fault, u32)>);

impl Faults {
    pub(crate) fn add(&mut self, when: When, fault: Fault, times: u32) {
        self.0.push((when, fault, times));
    }

    pub(crate) fn clear(&mut self) {
        self.0.clear();
    }

    /// The fault for this request, taken off the list when it has hit often enough.
    pub(crate) fn take(&mut self, request: &Request) -> Option<Fault> {
        let at = self.0.iter().position(|(when, _, _)| when.matches(request))?;
        let (_, fault, times) = self.0.get_mut(at)?;
        let fault = *fault;
        *times = times.saturating_sub(1);
        if *times == 0 {
            self.0.remove(at);
        }
        Some(fault)
    }
}

/// What a proxy in front of the portal says.
pub(crate) fn proxy_page(status: u16) -> Response {
    let page = format!("<html><head><title>{status}</title></head><body><h1>{status}</h1></body></html>");
    Response { body: page.into_bytes(), ..Response::empty(status) }.with("content-type", "text/html")
}
