//! From what a user types to a portal's base address.

use std::net::{Ipv4Addr, Ipv6Addr};

use url::{Host, Url};

use crate::read;

/// Where the pages and the interface of a portal begin. What comes from here on is no part of the base address: users
/// paste the address of a ticket, of a search, or of the interface itself.
const PAGES: [&str; 14] = [
    "REST",
    "Ticket",
    "Search",
    "SelfService",
    "NoAuth",
    "Dashboards",
    "Admin",
    "Tools",
    "User",
    "Prefs",
    "Articles",
    "Asset",
    "m",
    "v1",
];

/// Hosts whose portals begin at the host itself, whatever page of them is pasted.
const HOSTED: [&str; 4] = [".zendesk.com", ".freshdesk.com", ".zammad.com", ".atlassian.net"];

/// Why an address cannot be used. `Display` is one sentence for the user; [`AddressError::hint`] says what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// Nothing was typed.
    #[error("There is no address.")]
    Empty,
    /// It is no address at all.
    #[error("`{text}` is no web address: {detail}.")]
    Unreadable {
        /// What was typed.
        text: String,
        /// What is wrong with it.
        detail: String,
    },
    /// Another scheme than `https` and `http`.
    #[error("Addresses that begin with `{scheme}:` cannot be used.")]
    Scheme {
        /// The scheme.
        scheme: String,
    },
    /// It holds a user name or a password, which would be stored and shown in clear. They are not repeated here.
    #[error("The address holds a user name or a password.")]
    Credentials,
    /// `http` to another computer.
    #[error("The connection to {host} would not be encrypted: everybody on the way could read the token.")]
    Unencrypted {
        /// Host and port.
        host: String,
    },
    /// No adapter of this kind.
    #[error("There is no portal of kind `{kind}`.")]
    Kind {
        /// The kind.
        kind: String,
    },
}

impl AddressError {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Empty => "address-empty",
            Self::Unreadable { .. } => "address-unreadable",
            Self::Scheme { .. } => "address-scheme",
            Self::Credentials => "address-credentials",
            Self::Unencrypted { .. } => "address-unencrypted",
            Self::Kind { .. } => "portal-kind",
        }
    }

    /// What the user can do.
    #[must_use]
    pub const fn hint(&self) -> &'static str {
        match self {
            Self::Empty | Self::Unreadable { .. } => {
                "Enter the address of the portal's start page, as in https://help.example.com."
            }
            Self::Scheme { .. } => "Enter an address that begins with https://.",
            Self::Credentials => "Remove what stands before the @ and enter the token in its own field.",
            Self::Unencrypted { .. } => "Use https://. Allow http:// only inside a network that you trust.",
            Self::Kind { .. } => "Choose one of the kinds that are offered.",
        }
    }
}

/// The base address in what a user typed: with a scheme, without the path of a page or of the interface, without query,
/// and with a slash at its end. Without a scheme it is `https`, on this computer itself `http`.
///
/// # Errors
/// See [`AddressError`]; `http` is refused unless the portal runs on this computer.
pub fn base_address(text: &str) -> Result<Url, AddressError> {
    let url = unencrypted_base_address(text)?;
    match unencrypted_host(&url) {
        Some(host) => Err(AddressError::Unencrypted { host }),
        None => Ok(url),
    }
}

/// Like [`base_address`], but allows `http` to another computer. The user has to be told what [`address_warning`] says.
///
/// # Errors
/// See [`AddressError`].
pub fn unencrypted_base_address(text: &str) -> Result<Url, AddressError> {
    let text = text.trim();
    let unreadable = |detail: String| AddressError::Unreadable { text: shown(text), detail };
    if text.is_empty() {
        return Err(AddressError::Empty);
    }
    let mut url = parse(text).map_err(|error| unreadable(error.to_string()))?;
    if !matches!(url.scheme(), "https" | "http") {
        return Err(AddressError::Scheme { scheme: url.scheme().to_owned() });
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(AddressError::Credentials);
    }
    let path = base_path(&url);
    url.set_path(&path);
    url.set_query(None);
    url.set_fragment(None);
    Ok(url)
}

/// What the user must know of this address; `None` when all is well.
#[must_use]
pub fn address_warning(url: &Url) -> Option<String> {
    unencrypted_host(url).map(|host| AddressError::Unencrypted { host }.to_string())
}

fn parse(text: &str) -> Result<Url, url::ParseError> {
    if text.contains("://") {
        return Url::parse(text);
    }
    let mut url = Url::parse(&format!("https://{text}"))?;
    if is_this_computer(&url) {
        // Between `https` and `http` the scheme can always be set.
        let port = Url::parse(&format!("http://{text}"))?.port();
        let _ = url.set_scheme("http");
        let _ = url.set_port(port);
    }
    Ok(url)
}

fn base_path(url: &Url) -> String {
    if url.host_str().is_some_and(|host| HOSTED.iter().any(|hosted| host.ends_with(hosted))) {
        return "/".to_owned();
    }
    let segments = url.path_segments().into_iter().flatten();
    let base: Vec<&str> = segments
        .take_while(|segment| !PAGES.contains(segment) && !segment.ends_with(".html"))
        .filter(|segment| !segment.is_empty())
        .collect();
    if base.is_empty() { "/".to_owned() } else { format!("/{}/", base.join("/")) }
}

fn unencrypted_host(url: &Url) -> Option<String> {
    (url.scheme() == "http" && !is_this_computer(url)).then(|| {
        let host = url.host_str().unwrap_or_default();
        url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"))
    })
}

fn is_this_computer(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => Ipv4Addr::is_loopback(&address),
        Some(Host::Ipv6(address)) => Ipv6Addr::is_loopback(&address),
        None => false,
    }
}

/// What was typed, without what may be a password.
fn shown(text: &str) -> String {
    let text = text.rsplit_once('@').map_or(text, |(_, rest)| rest);
    read::capped(text, 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_does_not_speak_to_a_terminal() {
        let said = base_address("\u{1}java\u{1b}[2J\u{202e}script:x()").unwrap_err().to_string();
        assert!(said.starts_with("`java[2Jscript:x()` is no web address: "), "{said}");
    }

    #[test]
    fn a_hosted_portal_begins_at_its_host() {
        for text in [
            "https://acme.zendesk.com/agent/tickets/12",
            "acme.freshdesk.com/a/tickets/12?x=1#y",
            "https://acme.zammad.com/desktop/tickets/12",
            "https://acme.atlassian.net/jira/servicedesk/projects/HELP/queues/custom/1",
        ] {
            let base = base_address(text).unwrap();
            assert_eq!((base.path(), base.query()), ("/", None), "{text}");
        }
        assert_eq!(base_address("https://desk.example/agent/").unwrap().path(), "/agent/");
    }

    #[test]
    fn what_users_type_becomes_a_base_address() {
        let cases = [
            ("help.example.com", "https://help.example.com/"),
            ("  https://help.example.com  ", "https://help.example.com/"),
            ("help.example.com:8443", "https://help.example.com:8443/"),
            ("HTTPS://Help.Example.com/REST/2.0", "https://help.example.com/"),
            ("https://help.example.com/REST/2.0/tickets?query=id>0#x", "https://help.example.com/"),
            ("https://help.example.com/rt/Ticket/Display.html?id=3", "https://help.example.com/rt/"),
            ("https://help.example.com/rt", "https://help.example.com/rt/"),
            ("https://help.example.com//rt//index.html", "https://help.example.com/rt/"),
            ("https://help.example.com/api/v1/tickets/7", "https://help.example.com/api/"),
            ("http://127.0.0.1:8085", "http://127.0.0.1:8085/"),
            ("127.0.0.1:8085", "http://127.0.0.1:8085/"),
            ("localhost:8085/rt", "http://localhost:8085/rt/"),
            ("[::1]:8085", "http://[::1]:8085/"),
            ("https://bücher.example", "https://xn--bcher-kva.example/"),
        ];
        for (typed, base) in cases {
            assert_eq!(base_address(typed).as_ref().map(Url::as_str), Ok(base), "{typed}");
        }
    }

    #[test]
    fn what_cannot_be_used_is_refused() {
        let cases = [
            ("", "address-empty"),
            ("   ", "address-empty"),
            ("ftp://help.example.com", "address-scheme"),
            ("file:///etc/passwd", "address-scheme"),
            ("javascript:alert(1)", "address-unreadable"),
            ("https://", "address-unreadable"),
            ("help example com", "address-unreadable"),
            ("https://jo:geheim@help.example.com", "address-credentials"),
            ("jo@help.example.com", "address-credentials"),
            ("http://help.example.com", "address-unencrypted"),
            ("http://127.0.0.1.example.com", "address-unencrypted"),
            ("http://192.168.0.7:8085", "address-unencrypted"),
        ];
        for (typed, code) in cases {
            assert_eq!(base_address(typed).as_ref().map_err(AddressError::code), Err(code), "{typed}");
        }
    }

    #[test]
    fn no_error_repeats_a_password() {
        for typed in ["https://jo:geheim@help.example.com", "https://jo:geheim@", "jo:geheim@ x"] {
            let error = base_address(typed).unwrap_err();
            assert!(!format!("{error} {error:?} {}", error.hint()).contains("geheim"), "{typed}");
        }
    }

    #[test]
    fn unencrypted_is_possible_with_a_warning() {
        let url = unencrypted_base_address("http://help.example.com:8080/").unwrap();
        assert!(address_warning(&url).unwrap().contains("help.example.com:8080"));
        for quiet in ["http://127.0.0.1:1", "https://help.example.com"] {
            assert_eq!(address_warning(&base_address(quiet).unwrap()), None);
        }
    }
}
