//! A ticket's page in the user's browser: the one place that hands an address to the system.

use url::Url;

use crate::LaunchError;

/// Opens a web page in the user's browser. The caller has asked the user, and showed the true host.
///
/// # Errors
/// The address is not of the web, carries a name and password, or the system has no browser.
pub fn open_page(address: &str) -> Result<(), LaunchError> {
    let url = web_address(address)?;
    open::that_detached(url.as_str())
        .map_err(|source| LaunchError::Spawn { program: "the browser".to_owned(), source })
}

/// Only `https` and `http`: every other scheme starts a program of its own choice.
fn web_address(address: &str) -> Result<Url, LaunchError> {
    let refuse = || LaunchError::NotAWebPage { address: address.chars().take(200).collect() };
    let url = Url::parse(address).map_err(|_| refuse())?;
    let is_web = matches!(url.scheme(), "https" | "http") && url.host_str().is_some();
    let is_plain = url.username().is_empty() && url.password().is_none();
    if is_web && is_plain { Ok(url) } else { Err(refuse()) }
}

#[cfg(test)]
mod tests {
    use super::web_address;

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
}
