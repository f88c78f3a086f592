//! What Zammad says when it refuses a request, `handles_errors.rb`: the reason twice, in `error` and `error_human`.

use serde_json::json;

use crate::http::Response;

/// An answer that says no.
#[derive(Clone, Debug)]
pub(super) struct Refusal(pub(super) Response);

pub(super) type Answer = Result<Response, Refusal>;

impl Refusal {
    /// 401: the token is nobody's.
    pub(super) fn unauthorized() -> Self {
        Self::with_failure(401, "Can't find User for Token")
    }

    /// 403, not 401: nobody says who calls, `authenticates.rb`.
    pub(super) fn anonymous() -> Self {
        Self::with_failure(403, "Authentication required")
    }

    /// 403.
    pub(super) fn forbidden() -> Self {
        Self::with_failure(403, "Not authorized")
    }

    /// 403 with a reason of its own.
    pub(super) fn forbidden_since(why: &str) -> Self {
        Self::with_failure(403, why)
    }

    /// 404 for a record that is not there, or is no more.
    pub(super) fn missing(model: &str, id: impl std::fmt::Display) -> Self {
        Self::of(404, &format!("Couldn't find {model} with 'id'={id}"))
    }

    /// 404 for an address that nothing answers.
    pub(super) fn no_route(method: &str, path: &str) -> Self {
        Self::of(404, &format!("No route matches [{method}] {path}"))
    }

    /// 422: the request is understood and makes no sense.
    pub(super) fn unprocessable(why: &str) -> Self {
        Self::of(422, why)
    }

    /// 500: an error that Zammad does not expect, `rescue_from StandardError`.
    pub(super) fn failed(why: &str) -> Self {
        Self::of(500, why)
    }

    /// 422: a name that nothing has.
    pub(super) fn no_lookup(name: &str, value: &serde_json::Value) -> Self {
        Self::of(422, &format!("No lookup value found for '{name}': {value}"))
    }

    /// 429 as the throttle of Zammad answers, with text and no JSON. Zammad itself throttles only forms and forgotten
    /// passwords, `rack_attack.rb`; an operator may throttle more.
    pub(super) fn too_many(seconds: i64) -> Self {
        let page = Response { body: b"Retry later\n".to_vec(), ..Response::empty(429) };
        Self(page.with("content-type", "text/plain").with("retry-after", seconds))
    }

    fn with_failure(status: u16, why: &str) -> Self {
        let Self(response) = Self::of(status, why);
        Self(response.with("x-failure", why))
    }

    fn of(status: u16, why: &str) -> Self {
        Self(Response::of_json(status, &json!({ "error": why, "error_human": why })))
    }
}
