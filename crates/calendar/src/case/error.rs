//! What is wrong with a case, in the shape in which filters print it.

use serde::Serialize;

use crate::DefinitionError;

/// A case that has no answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, thiserror::Error)]
#[error("{message}; {hint}")]
pub struct CaseError {
    /// `not-json`, `missing-field`, `bad-value` or `bad-calendar`.
    pub code: &'static str,
    /// What is wrong, and where.
    pub message: String,
    /// What to do.
    pub hint: String,
}

impl CaseError {
    pub(super) fn new(code: &'static str, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { code, message: message.into(), hint: hint.into() }
    }

    pub(super) fn not_json(reason: &str) -> Self {
        Self::new(
            "not-json",
            format!("the line is no JSON object: {reason}"),
            "write one JSON object on each line",
        )
    }

    pub(super) fn unreadable(error: &serde_path_to_error::Error<serde_json::Error>) -> Self {
        let cause = error.inner();
        if !cause.is_data() {
            return Self::not_json(&cause.to_string());
        }
        let message = cause.to_string();
        let message = message.split(" at line ").next().unwrap_or_default();
        match error.path().to_string() {
            path if path == "." => {
                Self::new("bad-value", message, "give id, zone, weekly, start and duration_s")
            }
            path => Self::bad_value(&path, message),
        }
    }

    pub(super) fn bad_value(field: &str, message: &str) -> Self {
        let hint = match field.split(['.', '[']).next().unwrap_or_default() {
            "id" | "zone" => "give a text in quotes",
            "weekly" => r#"write windows as {"mon":[["08:00","18:00"]]}"#,
            "holidays" => "write a list of dates such as 2026-12-25",
            "pauses" => "write a list of pairs of instants; the end of an open pause is null",
            "duration_s" => "give whole seconds, zero or more",
            "mode" => "write due or elapsed, or leave it out for due",
            _ => "write instants as 2026-11-21T12:00:00Z",
        };
        Self::new("bad-value", format!("{field}: {message}"), hint)
    }

    pub(super) fn missing(field: &str, mode: &str) -> Self {
        Self::new("missing-field", format!("{field} is missing"), format!("the mode {mode} needs it"))
    }
}

impl From<DefinitionError> for CaseError {
    fn from(error: DefinitionError) -> Self {
        let text = error.to_string();
        let (message, hint) = text.split_once("; ").unwrap_or((&text, "correct the calendar of the case"));
        Self::new("bad-calendar", message, hint)
    }
}
