//! From a network library's errors to sentences for the user.

use std::error::Error;

use portal::Fault;
use url::Url;

/// No answer came: name, route, refusal, time-out, TLS.
pub(super) fn below_http(url: &Url, error: &reqwest::Error) -> Fault {
    let detail = innermost(error);
    if error.is_timeout() && error.is_connect() {
        return Fault::Unreachable { host: host(url), detail: "no answer in time".to_owned() };
    }
    if error.is_timeout() {
        return Fault::Lost { host: host(url), detail: "no answer in time".to_owned() };
    }
    let lower = detail.to_lowercase();
    if ["certificate", "tls", "ssl", "handshake", "corrupt message", "unknownissuer"]
        .iter()
        .any(|w| lower.contains(w))
    {
        return Fault::Tls { host: host(url), detail: certificate(&detail).map_or(detail, str::to_owned) };
    }
    let detail = without_number(&detail).to_owned();
    if error.is_connect() {
        return Fault::Unreachable { host: host(url), detail };
    }
    Fault::Lost { host: host(url), detail }
}

/// What is wrong with a certificate, by the words of the TLS library; the first that fits.
const CERTIFICATES: [(&str, &str); 8] = [
    ("UnknownIssuer", UNTRUSTED),
    ("CaUsedAsEndEntity", UNTRUSTED),
    ("NotValidForName", "its certificate is for another name"),
    ("not valid for", "its certificate is for another name"),
    ("NotValidYet", "its certificate is not valid yet"),
    ("not valid yet", "its certificate is not valid yet"),
    ("Expired", "its certificate has expired"),
    ("expired", "its certificate has expired"),
];
const UNTRUSTED: &str = "nobody whom this computer trusts vouches for its certificate";

fn certificate(detail: &str) -> Option<&'static str> {
    CERTIFICATES.iter().find(|(word, _)| detail.contains(word)).map(|(_, words)| *words)
}

/// The system's words without its number for them: `Connection refused (os error 111)`.
fn without_number(detail: &str) -> &str {
    detail.split(" (os error ").next().unwrap_or(detail)
}

/// An answer broke off.
pub(super) fn in_body(url: &Url, error: &reqwest::Error) -> Fault {
    if error.is_timeout() {
        return Fault::Lost { host: host(url), detail: "the answer took too long".to_owned() };
    }
    Fault::Truncated { url: address(url) }
}

/// A portal's answer named an address outside the portal.
pub(super) fn foreign(url: &Url) -> Fault {
    Fault::Shape { url: address(url), detail: "it points to another server".to_owned() }
}

/// Host and port.
pub(crate) fn host(url: &Url) -> String {
    let name = url.host_str().unwrap_or("the portal");
    url.port().map_or_else(|| name.to_owned(), |port| format!("{name}:{port}"))
}

/// The address without its query, which may hold what somebody typed.
pub(super) fn address(url: &Url) -> String {
    let mut url = url.clone();
    url.set_query(None);
    url.set_fragment(None);
    url.to_string()
}

/// The last cause of an error: the outer ones only repeat the address.
pub(super) fn innermost(error: &dyn Error) -> String {
    let mut cause = error;
    while let Some(next) = cause.source() {
        cause = next;
    }
    cause.to_string().trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_libraries_become_words_for_people() {
        for (said, told) in [
            ("invalid peer certificate: UnknownIssuer", Some(UNTRUSTED)),
            ("invalid peer certificate: Other(OtherError(CaUsedAsEndEntity))", Some(UNTRUSTED)),
            ("invalid peer certificate: Expired", Some("its certificate has expired")),
            ("certificate not valid for name \"a.test\"", Some("its certificate is for another name")),
            ("received corrupt message of type InvalidContentType", None),
        ] {
            assert_eq!(certificate(said), told, "{said}");
        }
        assert_eq!(without_number("Connection refused (os error 111)"), "Connection refused");
        assert_eq!(without_number("dns error"), "dns error");
    }
}
