//! The one place that hands an address to the system's browser.

use crate::{LaunchError, Link};

/// Opens a web page in the user's browser. The caller has asked the user, and showed the true host.
///
/// # Errors
/// The address is not of the web, carries a name and password, or the system has no browser.
pub fn open_page(address: &str) -> Result<(), LaunchError> {
    let refuse = |_| LaunchError::NotAWebPage { address: address.chars().take(200).collect() };
    open_link(&Link::parse(address).map_err(refuse)?)
}

/// Opens a page that was checked before.
///
/// # Errors
/// The system has no browser.
pub fn open_link(link: &Link) -> Result<(), LaunchError> {
    open::that_detached(link.as_str())
        .map_err(|source| LaunchError::Spawn { program: "the browser".to_owned(), source })
}
