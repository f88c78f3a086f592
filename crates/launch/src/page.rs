//! Pages and links in the user's own programs: the one place that hands an address to the system.

use url::Url;

use crate::LaunchError;

/// Longest address that is handed on, in bytes.
const LONGEST: usize = 2_048;

/// Opens a web page in the user's browser. The caller has asked the user, and showed the true host.
///
/// # Errors
/// The address is not of the web, carries a name and password, or the system has no browser.
pub fn open_page(address: &str) -> Result<(), LaunchError> {
    hand_on(&web_address(address)?, "the browser")
}

/// Opens the target of a link: a web page, or a mail address or telephone number in the program that the system has for
/// it. The caller has asked the user, and showed where it leads.
///
/// # Errors
/// The address is none of these, or the system has no program for it.
pub fn open_link(address: &str) -> Result<(), LaunchError> {
    match Url::parse(address) {
        Ok(url) if matches!(url.scheme(), "mailto" | "tel") => hand_on(&short(url)?, "the program for it"),
        Ok(_) | Err(_) => open_page(address),
    }
}

/// As one argument and never through a shell.
fn hand_on(url: &Url, program: &str) -> Result<(), LaunchError> {
    open::that_detached(url.as_str())
        .map_err(|source| LaunchError::Spawn { program: program.to_owned(), source })
}

fn short(url: Url) -> Result<Url, LaunchError> {
    let address = || url.as_str().chars().take(200).collect();
    if url.as_str().len() > LONGEST { Err(LaunchError::NotAWebPage { address: address() }) } else { Ok(url) }
}

/// Only `https` and `http`: every other scheme starts a program of its own choice.
fn web_address(address: &str) -> Result<Url, LaunchError> {
    let refuse = || LaunchError::NotAWebPage { address: address.chars().take(200).collect() };
    let url = Url::parse(address).map_err(|_| refuse())?;
    let is_web = matches!(url.scheme(), "https" | "http") && url.host_str().is_some();
    let is_plain = url.username().is_empty() && url.password().is_none();
    if is_web && is_plain { short(url) } else { Err(refuse()) }
}

#[cfg(test)]
mod tests {
    use super::{open_link, short, web_address};
    use url::Url;

    #[test]
    fn only_web_pages_are_opened() {
        for good in ["https://rt.example.com/Ticket/Display.html?id=1", "http://127.0.0.1:8080/t/1"] {
            assert!(web_address(good).is_ok(), "{good}");
        }
        let bad = [
            "file:///etc/passwd",
            "javascript:alert(1)",
            "search-ms:query=x",
            "ssh://host",
            "https://user:secret@rt.example.com/",
            "-https://x",
            "",
            "https://",
        ];
        for address in bad {
            assert!(web_address(address).is_err(), "{address}");
        }
    }

    #[test]
    fn only_links_of_the_web_of_mail_and_of_telephones_are_opened() {
        for address in
            ["javascript:x", "ms-msdt:x", "ssh://host", "file:///x", "-x", "cid:x", "https://a:b@c.test/"]
        {
            assert!(open_link(address).is_err(), "{address}");
        }
        assert!(short(Url::parse("mailto:jo@acme.test?subject=x").unwrap()).is_ok());
        let long = format!("https://acme.test/{}", "x".repeat(3_000));
        assert!(open_link(&long).is_err());
    }
}
