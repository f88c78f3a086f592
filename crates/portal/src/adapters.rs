//! The adapters there are.

use url::Url;

use crate::{Adapter, AddressError, RequestTracker};

/// Kind and name to show of every adapter.
pub const KINDS: [(&str, &str); 1] = [("rt", "Request Tracker 5")];

/// The adapter of this kind, for the portal at `base` ([`crate::base_address`]).
///
/// # Errors
/// [`AddressError::Kind`].
pub fn adapter(kind: &str, base: Url) -> Result<Box<dyn Adapter>, AddressError> {
    match kind {
        "rt" => Ok(Box::new(RequestTracker::new(base))),
        _ => Err(AddressError::Kind { kind: kind.to_owned() }),
    }
}
