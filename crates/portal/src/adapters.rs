//! The adapters there are.

use url::Url;

use crate::{
    Adapter, AddressError, Freshdesk, JiraServiceManagement, OpenPortal, RequestTracker, Zammad, Zendesk,
};

/// Kind and name to show of every adapter.
pub const KINDS: [(&str, &str); 6] = [
    ("rt", "Request Tracker 5"),
    ("open", "Portal with the open portal API"),
    ("zendesk", "Zendesk"),
    ("freshdesk", "Freshdesk"),
    ("zammad", "Zammad"),
    ("jsm", "Jira Service Management"),
];

/// The adapter of this kind, for the portal at `base` ([`crate::base_address`]).
///
/// # Errors
/// [`AddressError::Kind`].
pub fn adapter(kind: &str, base: Url) -> Result<Box<dyn Adapter>, AddressError> {
    match kind {
        "open" => Ok(Box::new(OpenPortal::new(base))),
        "rt" => Ok(Box::new(RequestTracker::new(base))),
        "zendesk" => Ok(Box::new(Zendesk::new(base))),
        "freshdesk" => Ok(Box::new(Freshdesk::new(base))),
        "zammad" => Ok(Box::new(Zammad::new(base))),
        "jsm" => Ok(Box::new(JiraServiceManagement::new(base))),
        _ => Err(AddressError::Kind { kind: kind.to_owned() }),
    }
}

/// Whether the adapter of this kind was tried against the real portal, and not only written from its documentation. One
/// that there is not was not.
#[must_use]
pub fn is_tried(kind: &str) -> bool {
    let nowhere = Url::parse("https://nowhere.invalid/").ok();
    nowhere.and_then(|base| adapter(kind, base).ok()).is_some_and(|adapter| adapter.capability().tried)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_its_adapter_and_others_are_refused() {
        let base = Url::parse("https://help.example/").unwrap();
        for (kind, _) in KINDS {
            assert_eq!(adapter(kind, base.clone()).unwrap().kind(), kind);
        }
        let refused = adapter("fax", base).unwrap_err();
        assert_eq!(refused.to_string(), "There is no portal of kind `fax`.");
    }

    #[test]
    fn only_what_was_tried_is_called_so() {
        let tried: Vec<&str> = KINDS.iter().map(|(kind, _)| *kind).filter(|kind| is_tried(kind)).collect();
        assert_eq!(tried, ["rt", "open"]);
        assert!(!is_tried("fax"));
    }

    #[test]
    fn every_request_stays_below_the_base_address() {
        let base = Url::parse("https://help.example:8443/desk/").unwrap();
        for (kind, _) in KINDS {
            for request in adapter(kind, base.clone()).unwrap().probes() {
                assert!(request.url.as_str().starts_with(base.as_str()), "{}", request.url);
            }
        }
    }
}
