//! Addresses of web pages that may be handed to the user's browser.

use std::fmt;

use url::{Host, Url};

use crate::TargetError;

/// The longest address that is opened, in bytes.
const LONGEST: usize = 2_048;

/// A web page: `https` or `http`, with a host and without a name or password. Other schemes start a program of their
/// own choice. The text is what the `url` crate makes of it, so that the host that is shown is the one that is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    url: Url,
}

impl Link {
    /// Reads an address.
    ///
    /// # Errors
    /// Says which rule it breaks.
    pub fn parse(text: &str) -> Result<Self, TargetError> {
        let wrong = |problem| Err(TargetError::new("link", text, problem));
        let Ok(url) = Url::parse(text) else {
            return wrong("is no web address: type all of it, as in https://host.example/session");
        };
        if !matches!(url.scheme(), "https" | "http") || url.host_str().is_none_or(str::is_empty) {
            return wrong("is no web page: only https and http are opened");
        }
        if !url.username().is_empty() || url.password().is_some() {
            return wrong(
                "has a name or password before its host, which can hide the true host: leave it out",
            );
        }
        if url.as_str().len() > LONGEST {
            return wrong("is longer than 2048 characters: type the address alone");
        }
        Ok(Self { url })
    }

    /// Reads the address of a session: `https` on its own port, on one of `hosts` or below it (on any host when there
    /// are none), of letters that no shell gives a meaning to but `&`, `?` and `#`.
    pub(crate) fn of_session(text: &str, hosts: &[&str]) -> Result<Self, TargetError> {
        let wrong = |problem| Err(TargetError::new("link", text, problem));
        if text.bytes().all(|b| b.is_ascii_digit() || b == b'-' || b == b' ') && !text.is_empty() {
            return wrong(
                "is a code, which the customer types on the vendor's page: paste the link of the session",
            );
        }
        let link = Self::parse(text)?;
        if link.url.scheme() != "https" || link.url.port().is_some() {
            return wrong(
                "is not protected on its way: a session's link begins with https:// and names no port",
            );
        }
        if !link.url.as_str().bytes().all(|b| b.is_ascii_alphanumeric() || b":/?#[]@&=%._~+,-".contains(&b)) {
            return wrong("holds signs that no session's link has: copy it again");
        }
        let is_on = |host: &&str| {
            link.host().strip_suffix(*host).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
        };
        if !hosts.is_empty() && !hosts.iter().any(is_on) {
            return wrong("is not on the vendor's own host: copy the link from the vendor's program");
        }
        Ok(link)
    }

    /// The whole address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.url.as_str()
    }

    /// Its host, in ASCII.
    #[must_use]
    pub fn host(&self) -> &str {
        self.url.host_str().unwrap_or_default()
    }

    /// Whether it leads to the user's own machine.
    #[must_use]
    pub fn is_loopback(&self) -> bool {
        match self.url.host() {
            Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
            Some(Host::Ipv4(address)) => address.is_loopback() || address.is_unspecified(),
            Some(Host::Ipv6(address)) => {
                address.is_loopback() || address.to_ipv4_mapped().is_some_and(|v4| v4.is_loopback())
            }
            None => false,
        }
    }
}

impl fmt::Display for Link {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_web_pages_are_links() {
        for good in ["https://rt.example.com/Ticket/Display.html?id=1", "http://127.0.0.1:8080/t/1"] {
            assert_eq!(Link::parse(good).unwrap().as_str(), good);
        }
        let long = format!("https://a.test/{}", "x".repeat(LONGEST));
        for address in [
            "file:///etc/passwd",
            "javascript:alert(1)",
            "search-ms:query=x",
            "ssh://host",
            "https://user:secret@rt.example.com/",
            "-https://x",
            "",
            "https://",
            &long,
        ] {
            assert!(Link::parse(address).is_err(), "{address}");
        }
    }

    #[test]
    fn case_118_a_session_s_link_has_a_fixed_scheme_and_the_vendor_s_host() {
        let hosts = &["gotoassist.com"];
        for good in [
            "https://gotoassist.com/s?id=1&x=2",
            "https://fastsupport.gotoassist.com/",
            "https://GoToAssist.com/a",
        ] {
            assert!(Link::of_session(good, hosts).is_ok(), "{good}");
        }
        for bad in [
            "http://gotoassist.com/",
            "https://gotoassist.com:8443/",
            "https://gotoassist.com.evil.test/",
            "https://evilgotoassist.com/",
            "https://gotoassist.com@evil.test/",
            "https://evil.test/#gotoassist.com",
            "https://gotoassist.com/$(id)",
            "https://gotoassist.com/;id",
            "https://gotoassist.com/?q=$x",
            "https://gotoassist.com/a|b",
            "teamviewer10://control?device=1",
            "123-456-789",
            "",
        ] {
            assert!(Link::of_session(bad, hosts).is_err(), "{bad}");
        }
        assert!(Link::of_session("https://support.acme.test/x", &[]).is_ok());
        // A host in other letters is shown as it is asked for.
        assert_eq!(Link::of_session("https://аpple.com/", &[]).unwrap().host(), "xn--pple-43d.com");
    }
}
