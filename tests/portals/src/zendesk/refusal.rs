//! What an account says when it refuses a request.
//!
//! The documentation gives the statuses; most bodies are known from public client libraries only, which is why a client
//! should read no more of them than `error`.

use serde_json::{Value, json};

use crate::http::Response;

/// An answer that says no.
#[derive(Clone, Debug)]
pub(super) struct Refusal(pub(super) Response);

pub(super) type Answer = Result<Response, Refusal>;

impl Refusal {
    fn of(status: u16, body: &Value) -> Self {
        Self(Response::of_json(status, body))
    }

    /// 401, page `security-and-auth`.
    pub(super) fn unauthenticated() -> Self {
        Self::of(401, &json!({ "error": "Couldn't authenticate you" }))
    }

    /// 403: the user has no right to it.
    pub(super) fn forbidden() -> Self {
        let message = "You do not have access to this page. Please contact the account owner of this help desk \
                       for further help.";
        Self::of(403, &json!({ "error": { "title": "Forbidden", "message": message } }))
    }

    /// 404: there is no such record, or it is in the bin.
    pub(super) fn not_found() -> Self {
        Self::of(404, &json!({ "error": "RecordNotFound", "description": "Not found" }))
    }

    /// 404: there is no such address.
    pub(super) fn no_endpoint() -> Self {
        Self::of(404, &json!({ "error": "InvalidEndpoint", "description": "Not found" }))
    }

    /// 400: a parameter makes no sense.
    pub(super) fn bad_parameter(name: &str, message: &str) -> Self {
        let message = format!("You passed an invalid value for the {name} attribute. {message}");
        Self::of(400, &json!({ "error": { "title": "Invalid attribute", "message": message } }))
    }

    /// 422: the record would not be valid.
    pub(super) fn invalid(field: &str, description: &str) -> Self {
        let details = json!({ field: [{ "description": description }] });
        let body = json!({
            "error": "RecordInvalid", "description": "Record validation errors", "details": details
        });
        Self::of(422, &body)
    }

    /// 422 with a code of its own.
    pub(super) fn unprocessable(error: &str, description: &str) -> Self {
        Self::of(422, &json!({ "error": error, "description": description }))
    }

    /// 409, page `creating-and-updating-tickets`, section on update collisions.
    pub(super) fn conflict() -> Self {
        let description = "Safe Update prevented the update due to outdated ticket data. Please fetch the latest \
                           ticket data and try again.";
        Self::of(409, &json!({ "error": "UpdateConflict", "description": description }))
    }

    /// 400, page `introduction`, section "Idempotency".
    pub(super) fn other_body() -> Self {
        let description = "Request parameters don't match the given idempotency key";
        Self::of(400, &json!({ "error": "IdempotentRequestError", "description": description }))
    }

    /// 429, page `rate-limits`.
    pub(super) fn too_many(seconds: i64) -> Self {
        let description = "Number of allowed API requests per minute exceeded";
        let Self(response) =
            Self::of(429, &json!({ "error": "APIRateLimitExceeded", "description": description }));
        Self(response.with("retry-after", seconds))
    }
}
