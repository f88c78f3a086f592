//! What the site says when it refuses a request. The platform has lists of messages,
//! <https://developer.atlassian.com/cloud/jira/platform/rest/v3/intro/>, the service desk has one message,
//! `service-desk intro`. Assumed: most wordings.

use serde_json::{Value, json};

use crate::clock::iso;
use crate::http::Response;

/// An answer that says no.
#[derive(Clone, Debug)]
pub(super) struct Refusal(pub(super) Response);

pub(super) type Answer = Result<Response, Refusal>;

impl Refusal {
    /// 401.
    pub(super) fn unauthenticated() -> Self {
        Self::of(401, "Client must be authenticated to access this resource.")
    }

    /// 403.
    pub(super) fn forbidden(why: &str) -> Self {
        Self::of(403, why)
    }

    /// 404: it is not there, or must not be seen; nothing tells which.
    pub(super) fn no_issue() -> Self {
        Self::of(404, "Issue does not exist or you do not have permission to see it.")
    }

    /// 404 for anything else.
    pub(super) fn not_found() -> Self {
        Self::missing("The requested resource was not found.")
    }

    /// 404 with a reason of its own.
    pub(super) fn missing(why: &str) -> Self {
        Self::of(404, why)
    }

    /// 400 with messages.
    pub(super) fn bad(why: &str) -> Self {
        Self::of(400, why)
    }

    /// 400 for one field.
    pub(super) fn bad_field(field: &str, why: &str) -> Self {
        let mut errors = json!({});
        errors[field] = json!(why);
        Self(Response::of_json(400, &json!({ "errorMessages": [], "errors": errors })))
    }

    /// 410: what was removed.
    pub(super) fn removed(why: &str) -> Self {
        Self::of(410, why)
    }

    /// As the service desk refuses.
    pub(super) fn of_desk(status: u16, why: &str) -> Self {
        let body = json!({
            "errorMessage": why,
            "i18nErrorMessage": { "i18nKey": null, "parameters": [] },
        });
        Self(Response::of_json(status, &body))
    }

    /// 429, <https://developer.atlassian.com/cloud/jira/platform/rate-limiting/>: the header says which limit it was.
    pub(super) fn too_many(reason: &str, total: u32, seconds: i64, now: i64) -> Self {
        let Self(response) = Self::of(429, "Rate limit exceeded.");
        let response = response
            .with("retry-after", seconds)
            .with("x-ratelimit-limit", total)
            .with("x-ratelimit-remaining", 0)
            .with("x-ratelimit-reset", iso(now + seconds))
            .with("ratelimit-reason", reason);
        Self(response)
    }

    fn of(status: u16, why: &str) -> Self {
        let errors: Value = json!({});
        Self(Response::of_json(status, &json!({ "errorMessages": [why], "errors": errors })))
    }
}
