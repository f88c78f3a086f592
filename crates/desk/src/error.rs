//! Errors of the desk: a stable code, one sentence, and what to do. They cross IPC as [`ErrorView`].

use crate::view::ErrorView;

/// What went wrong, for the user.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct DeskError {
    /// Stable code; the window's table maps it to severity and action.
    pub code: String,
    /// What happened, one sentence.
    pub message: String,
    /// What to do, one sentence.
    pub hint: String,
}

impl DeskError {
    /// An error from its three parts.
    pub fn new(code: &str, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { code: code.to_owned(), message: message.into(), hint: hint.into() }
    }

    /// As it crosses IPC.
    #[must_use]
    pub fn view(&self) -> ErrorView {
        ErrorView { code: self.code.clone(), message: self.message.clone(), hint: self.hint.clone() }
    }
}

/// A fault of a request that somebody waits for; those of a sync are told as [`sync::Trouble`].
impl From<portal::Fault> for DeskError {
    fn from(fault: portal::Fault) -> Self {
        Self::new(fault.code(), fault.to_string(), fault.hint_when_asked())
    }
}

impl From<&sync::Trouble> for ErrorView {
    fn from(trouble: &sync::Trouble) -> Self {
        Self { code: trouble.code.clone(), message: trouble.message.clone(), hint: trouble.hint.clone() }
    }
}

impl From<store::StoreError> for DeskError {
    fn from(error: store::StoreError) -> Self {
        Self::new(error.code(), error.to_string(), error.hint())
    }
}

impl From<store::KeyError> for DeskError {
    fn from(error: store::KeyError) -> Self {
        Self::new(error.code(), error.to_string(), error.hint())
    }
}
