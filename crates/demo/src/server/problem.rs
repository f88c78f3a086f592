//! Errors as the API gives them (RFC 9457).

use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use portal::open::wire::Problem;

use crate::world::{PageError, Refusal};

/// An error and what goes with it.
#[derive(Debug)]
pub(super) struct Failure {
    problem: Box<Problem>,
    retry_after_s: Option<i64>,
}

impl Failure {
    /// An error of this kind.
    pub(super) fn new(status: StatusCode, code: &str, title: &str, detail: impl Into<String>) -> Self {
        let problem = Problem {
            kind: format!("https://open-portal.example/problems/{code}"),
            title: title.to_owned(),
            status: status.as_u16(),
            detail: Some(detail.into()),
            code: code.to_owned(),
            version: None,
            merged_into: None,
        };
        Self { problem: Box::new(problem), retry_after_s: None }
    }

    /// The same, with the seconds to wait.
    pub(super) const fn retry_after(mut self, seconds: i64) -> Self {
        self.retry_after_s = Some(seconds);
        self
    }

    pub(super) fn bad_request(detail: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "bad-request", "The request is malformed", detail)
    }

    pub(super) fn not_found() -> Self {
        Self::new(
            StatusCode::NOT_FOUND,
            "not-found",
            "There is nothing here",
            "Check the identifier and the address.",
        )
    }

    pub(super) fn unauthorized() -> Self {
        let detail =
            "Send the header `Authorization: Bearer` with the token that the demo portal shows at its start.";
        Self::new(StatusCode::UNAUTHORIZED, "unauthorized", "The token is not known", detail)
    }

    pub(super) fn rate_limited(seconds: i64) -> Self {
        let detail = format!("Wait {seconds} seconds, then go on.");
        Self::new(StatusCode::TOO_MANY_REQUESTS, "rate-limited", "Too many requests", detail)
            .retry_after(seconds)
    }

    pub(super) fn precondition_required() -> Self {
        let detail = "Send the version that you saw as `If-Match`, or `*` to write in any case.";
        let title = "A precondition is needed";
        Self::new(StatusCode::PRECONDITION_REQUIRED, "precondition-required", title, detail)
    }

    pub(super) fn stale_cursor() -> Self {
        let detail = "The cursor is not known any more. Begin a full read, without `after`.";
        Self::new(StatusCode::GONE, "stale-cursor", "The cursor is stale", detail)
    }

    fn unprocessable(code: &str, title: &str, detail: impl Into<String>) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, code, title, detail)
    }
}

impl From<PageError> for Failure {
    fn from(error: PageError) -> Self {
        match error {
            PageError::Malformed => {
                Self::bad_request("`after` is no cursor of this portal. Send one as it was given.")
            }
            PageError::Stale => Self::stale_cursor(),
        }
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::NotFound => Self::not_found(),
            Refusal::Gone(into) => {
                let detail = "The ticket was deleted or merged, and takes nothing any more.";
                let mut failure = Self::new(StatusCode::GONE, "ticket-gone", "The ticket is gone", detail);
                failure.problem.merged_into = into;
                failure
            }
            Refusal::Changed(version) => {
                let detail = format!("The ticket is at version {version}. Read it again before you write.");
                let title = "The ticket has changed";
                let mut failure =
                    Self::new(StatusCode::PRECONDITION_FAILED, "version-changed", title, detail);
                failure.problem.version = Some(version);
                failure
            }
            Refusal::KeyReused => {
                let detail =
                    "The idempotency key was used for another request. Take a new key for each operation.";
                Self::unprocessable("idempotency-key-reused", "The key is used up", detail)
            }
            Refusal::BadBody(detail) => Self::unprocessable("bad-body", "The body cannot be read", detail),
            Refusal::Empty => {
                let detail = "Send a message, changes, or both.";
                Self::unprocessable("empty-update", "There is nothing to do", detail)
            }
            Refusal::UnknownValue { field, value, known } => {
                let detail = format!("{field} cannot be `{value}`; it is one of: {}.", known.join(", "));
                Self::unprocessable("unknown-value", "A value is not known", detail)
            }
        }
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let body = serde_json::to_vec(&self.problem).unwrap_or_default();
        let mut response = Response::new(Body::from(body));
        *response.status_mut() =
            StatusCode::from_u16(self.problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if self.problem.status == 401 {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        if let Some(seconds) = self.retry_after_s {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}
