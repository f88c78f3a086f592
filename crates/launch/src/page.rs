//! Pages and links in the user's own programs: the one place that hands an address to the system.

use url::Url;

use crate::{LaunchError, Link};

/// Longest address that is handed on, in bytes.
const LONGEST: usize = 2_048;

/// Opens a web page in the user's browser. The caller has asked the user, and showed the true host.
///
/// # Errors
/// The address is not of the web, carries a name and password, or the system has no browser.
pub fn open_page(address: &str) -> Result<(), LaunchError> {
    open_link(&Link::parse(address).map_err(|_| refused(address))?)
}

/// Opens a page that was checked before.
///
/// # Errors
/// The system has no browser.
pub fn open_link(link: &Link) -> Result<(), LaunchError> {
    hand_on(link.as_str(), "the browser")
}

/// Opens the target of a link in a ticket: a web page, or a mail address or telephone number in the program that the system
/// has for it. The caller has asked the user, and showed where it leads.
///
/// # Errors
/// The address is none of these, or the system has no program for it.
pub fn open_address(address: &str) -> Result<(), LaunchError> {
    match Url::parse(address) {
        Ok(url) if matches!(url.scheme(), "mailto" | "tel") => {
            hand_on(short(&url).ok_or_else(|| refused(address))?, "the program for it")
        }
        Ok(_) | Err(_) => open_page(address),
    }
}

/// As one argument and never through a shell.
fn hand_on(address: &str, program: &str) -> Result<(), LaunchError> {
    open::that_detached(address).map_err(|source| LaunchError::Spawn { program: program.to_owned(), source })
}

fn short(url: &Url) -> Option<&str> {
    Some(url.as_str()).filter(|address| address.len() <= LONGEST)
}

fn refused(address: &str) -> LaunchError {
    LaunchError::NotAWebPage { address: address.chars().take(200).collect() }
}

#[cfg(test)]
mod tests {
    use super::{open_address, short};
    use url::Url;

    #[test]
    fn only_links_of_the_web_of_mail_and_of_telephones_are_opened() {
        for address in
            ["javascript:x", "ms-msdt:x", "ssh://host", "file:///x", "-x", "cid:x", "https://a:b@c.test/"]
        {
            assert!(open_address(address).is_err(), "{address}");
        }
        assert!(short(&Url::parse("mailto:jo@acme.test?subject=x").unwrap()).is_some());
        for scheme in ["https://acme.test/", "mailto:"] {
            assert!(open_address(&format!("{scheme}{}", "x".repeat(3_000))).is_err(), "{scheme}");
        }
    }
}
