//! What an account says when it refuses a request, section `#error`.

use serde_json::json;

use crate::http::Response;

/// An answer that says no.
#[derive(Clone, Debug)]
pub(super) struct Refusal(pub(super) Response);

pub(super) type Answer = Result<Response, Refusal>;

impl Refusal {
    /// 401.
    pub(super) fn unauthenticated() -> Self {
        let message = "You have to be logged in to perform this action.";
        Self(Response::of_json(401, &json!({ "code": "invalid_credentials", "message": message })))
    }

    /// 403.
    pub(super) fn denied() -> Self {
        let message = "You are not authorized to perform this action.";
        Self(Response::of_json(403, &json!({ "code": "access_denied", "message": message })))
    }

    /// 404, without a body.
    pub(super) const fn not_found() -> Self {
        Self(Response::empty(404))
    }

    /// 405, with the methods that there are.
    pub(super) fn no_method(method: &str, allowed: &str) -> Self {
        let message =
            format!("{method} method is not allowed. It should be one of these method(s): {allowed}");
        Self(Response::of_json(405, &json!({ "message": message })).with("allow", allowed))
    }

    /// 400 for one field, with a code as in `invalid_value`, `missing_field`, `datatype_mismatch`, `invalid_field`.
    pub(super) fn invalid(field: &str, code: &str, message: &str) -> Self {
        let errors = json!([{ "field": field, "message": message, "code": code }]);
        Self(Response::of_json(400, &json!({ "description": "Validation failed", "errors": errors })))
    }

    /// 400: the body is no JSON.
    pub(super) fn no_json() -> Self {
        let message = "Request body has invalid json format";
        Self(Response::of_json(400, &json!({ "code": "invalid_json", "message": message })))
    }

    /// 429, section `#ratelimit`. The wording is not documented.
    pub(super) fn too_many(seconds: i64) -> Self {
        let message = "You have exceeded the limit of requests per minute";
        Self(Response::of_json(429, &json!({ "message": message })).with("retry-after", seconds))
    }
}
