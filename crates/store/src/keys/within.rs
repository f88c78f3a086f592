//! A time limit for what may never answer.

use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use super::KeyError;

/// Asks a keyring on a thread of its own. One that never answers keeps only this thread, which ends with the process.
///
/// # Errors
/// `keyring-unusable`, when there is no answer within the time.
pub(super) fn within<T: Send + 'static>(
    patience: Duration,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, KeyError> {
    let (tell, told) = mpsc::channel();
    let asks = thread::Builder::new().name("keyring".to_owned()).spawn(move || {
        // Nobody listens any more when it took too long.
        let _ = tell.send(work());
    });
    asks.map_err(|error| KeyError::KeyringUnusable { why: error.to_string() })?;
    told.recv_timeout(patience).map_err(|error| match error {
        RecvTimeoutError::Timeout => {
            let why = format!("it did not answer within {} seconds", patience.as_secs().max(1));
            KeyError::KeyringUnusable { why }
        }
        RecvTimeoutError::Disconnected => {
            KeyError::KeyringUnusable { why: "it broke off without an answer".to_owned() }
        }
    })
}
